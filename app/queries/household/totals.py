"""A household's month in four figures, and what the households of a group shared, shown together only."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from app.domain.household.notes import Totals
from app.domain.household.sharing import DebtTrend, SharedMonth, debt_trend, shared_month
from db import connection as book
from db.sql import household_notes as sql
from db.sql import settings as settings_sql

INCOME = ("income", "trade_income", "trade_cost")
"""Groups of accounts that are income in money: of trades what is left of it."""
SPENDING = ("essential", "social", "reducible", "unremembered")


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """Income, spending, what was left of it, and debt at the end, in money, satang."""

    month: dt.date
    income: int
    spending: int
    debt: int

    @property
    def saving(self) -> int:
        """What was left (below zero: more was spent than came in)."""
        return self.income - self.spending


def month_totals(month: dt.date) -> MonthTotals:
    """The four figures of a month, in money only."""
    groups: dict[str, int] = dict(book.fetch(sql.GROUPS_OF_MONTH, (f"{month:%Y-%m}",)))
    return MonthTotals(
        month.replace(day=1),
        -sum(groups.get(group, 0) for group in INCOME),
        sum(groups.get(group, 0) for group in SPENDING),
        book.fetch_int(sql.OWED_AT_END, (f"{month:%Y-%m}",)),
    )


def sharing_token() -> bytes | None:
    """What stands for this household in what it shares; None before it shared anything."""
    row = book.fetch_one(settings_sql.SETTING, ("household_token",))
    return None if row is None else bytes.fromhex(row[0])


def shared_months(first: dt.date, last: dt.date) -> tuple[SharedMonth, ...]:
    """What households shared of each month of a span, never of fewer than five."""
    shown = _shown(first, last)
    waiting: dict[str, int] = dict(book.fetch(sql.WAITING_TOTALS, (f"{first:%Y-%m}", f"{last:%Y-%m}")))
    months = {*shown, *(dt.date.fromisoformat(f"{month}-01") for month in waiting)}
    return tuple(
        shared_month(month, shown.get(month, []), waiting.get(f"{month:%Y-%m}", 0))
        for month in sorted(months)
    )


def shared_debt(first: dt.date, last: dt.date) -> DebtTrend | None:
    """How the debt of the households that are shown went; None for fewer than two months of them."""
    return debt_trend(_shown(first, last))


def _shown(first: dt.date, last: dt.date) -> dict[dt.date, list[Totals]]:
    found: defaultdict[dt.date, list[Totals]] = defaultdict(list)
    for token, month, income, spending, saving, debt in book.fetch(
        sql.TOTALS, (f"{first:%Y-%m}", f"{last:%Y-%m}")
    ):
        day = dt.date.fromisoformat(f"{month}-01")
        found[day].append(Totals(token, day, income, spending, saving, debt))
    return dict(found)
