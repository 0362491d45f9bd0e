"""Totals of households shown together: never of fewer than five, nor a difference that would show fewer.

Totals of a month are let out in batches of at least ``FEWEST`` new households; what comes later waits until
so many wait again. Nothing is ever made of another choice of households than that of a month as it is shown:
a trend of "the same households" would, by another choice of months or a month later, be one of all but one.
The middle figure of an odd number is one household's own; it is given to the nearest hundred baht.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.household.notes import Totals

FEWEST = 5
BAHT = 100
STEP = 100_00
"""A middle figure is rounded to this, satang."""


@dataclass(frozen=True, slots=True)
class SharedMonth:
    """What the households of a month came to together, satang; ``waiting`` more have shared and wait."""

    month: dt.date
    households: int
    waiting: int
    income: int = 0
    spending: int = 0
    saving: int = 0
    debt: int = 0
    median_income: int = 0
    median_spending: int = 0
    median_saving: int = 0
    median_debt: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether there are enough of them."""
        return self.households >= FEWEST


@dataclass(frozen=True, slots=True)
class DebtOfMonth:
    """What the households of a month owed at its end: for each of them, and the middle one; satang."""

    month: dt.date
    households: int
    each: int
    median: int


@dataclass(frozen=True, slots=True)
class DebtTrend:
    """The debt of a household from month to month; ``is_same``: all months show the same households."""

    months: tuple[DebtOfMonth, ...]
    is_same: bool


def ready(waiting: int) -> bool:
    """Whether as many wait as may be let out together."""
    return waiting >= FEWEST


def shared_month(month: dt.date, shown: Sequence[Totals], waiting: int) -> SharedMonth:
    """The figures of a month; none while they are too few."""
    if len(shown) < FEWEST:
        return SharedMonth(month, 0, waiting + len(shown))
    return SharedMonth(
        month,
        len(shown),
        waiting,
        *(sum(values) for values in _columns(shown)),
        *(money.round_to(median(values), STEP) for values in _columns(shown)),
    )


def debt_trend(months: Mapping[dt.date, Sequence[Totals]]) -> DebtTrend | None:
    """How the debt went over the months that are shown; None while there are fewer than two of them."""
    shown = {month: rows for month, rows in sorted(months.items()) if len(rows) >= FEWEST}
    if len(shown) < 2:
        return None
    found = []
    for month, rows in shown.items():
        debts = [row.debt for row in rows]
        each = money.round_to(money.divide_round(sum(debts), len(debts)), BAHT)
        found.append(DebtOfMonth(month, len(rows), each, money.round_to(median(debts), STEP)))
    groups = {frozenset(row.token for row in rows) for rows in shown.values()}
    return DebtTrend(tuple(found), len(groups) == 1)


def median(values: Iterable[int]) -> int:
    """The middle value, satang; of two middle ones what lies between them, halves away from zero."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return money.divide_round(ordered[middle - 1] + ordered[middle], 2)


def _columns(rows: Sequence[Totals]) -> tuple[list[int], ...]:
    return (
        [row.income for row in rows],
        [row.spending for row in rows],
        [row.saving for row in rows],
        [row.debt for row in rows],
    )
