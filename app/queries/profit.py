"""Income, cost and profit of a time: one computation for Home, the month's report and statements.

Book profit is what the ledger says. Beneath it stands the imputed cost of what was sold (free labour,
own tools), so that profit at full cost can be shown without ever posting it.
"""

import datetime as dt
from dataclasses import dataclass
from operator import attrgetter

from app.queries.balances import AccountMovement, movements
from db import connection as book
from db.sql import reports as sql

INCOME = ("income",)
COST_OF_SALES = ("cost_of_sales",)
PRODUCTION = ("production_expense", "absorbed")
SELLING = ("selling_expense",)
ADMIN = ("admin_expense",)
OTHER_INCOME = ("other_income",)
_CODE = attrgetter("code")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One account of the statement: positive = its natural side (income earned, expense borne), satang."""

    account_id: int
    code: str
    name: str
    name_en: str
    amount: int


@dataclass(frozen=True, slots=True)
class IncomeStatement:
    """Income and expenses of a time in their groups; all amounts satang."""

    first: dt.date
    last: dt.date
    income: tuple[StatementLine, ...]
    cost_of_sales: tuple[StatementLine, ...]
    production: tuple[StatementLine, ...]
    """Production expenses as billed, less what batches absorbed (negative lines)."""
    selling: tuple[StatementLine, ...]
    admin: tuple[StatementLine, ...]
    other_income: tuple[StatementLine, ...]
    imputed: int
    """Cost of what was sold that nobody was paid for: full less book value."""
    cash_cost_of_sales: int

    @property
    def total_income(self) -> int:
        """Sales and services."""
        return _sum(self.income)

    @property
    def total_cost_of_sales(self) -> int:
        """Cost of what was sold, with count differences and spoiled goods."""
        return _sum(self.cost_of_sales)

    @property
    def gross_profit(self) -> int:
        """Income less cost of sales."""
        return self.total_income - self.total_cost_of_sales

    @property
    def unabsorbed(self) -> int:
        """Production expenses that no batch took: ต้นทุนผลิตที่ไม่ได้ปันส่วน."""
        return _sum(self.production)

    @property
    def total_expenses(self) -> int:
        """Unabsorbed production cost, selling and office expenses."""
        return _sum(self.production) + _sum(self.selling) + _sum(self.admin)

    @property
    def profit(self) -> int:
        """Book profit."""
        return self.gross_profit - self.total_expenses + _sum(self.other_income)

    @property
    def full_profit(self) -> int:
        """Book profit less the imputed cost of what was sold."""
        return self.profit - self.imputed


def _sum(lines: tuple[StatementLine, ...]) -> int:
    return sum(line.amount for line in lines)


def _by_group(rows: tuple[AccountMovement, ...]) -> dict[str, list[StatementLine]]:
    groups: dict[str, list[StatementLine]] = {}
    for row in rows:
        natural = row.natural
        if natural:
            line = StatementLine(row.id, row.code, row.name, row.name_en, natural)
            groups.setdefault(row.group, []).append(line)
    return groups


def income_statement(first: dt.date, last: dt.date) -> IncomeStatement:
    """Income, cost and profit from the first to the last day."""
    groups = _by_group(movements(first, last))
    sold = book.fetch_one(sql.COST_OF_SOLD, (first.isoformat(), last.isoformat()))
    value, cash, full = sold or (0, 0, 0)

    def lines(*names: str) -> tuple[StatementLine, ...]:
        """The accounts of the groups, by code."""
        found = [line for name in names for line in groups.get(name, ())]
        return tuple(sorted(found, key=_CODE) if len(names) > 1 else found)

    return IncomeStatement(
        first,
        last,
        lines(*INCOME),
        lines(*COST_OF_SALES),
        lines(*PRODUCTION),
        lines(*SELLING),
        lines(*ADMIN),
        lines(*OTHER_INCOME),
        full - value,
        cash,
    )


@dataclass(frozen=True, slots=True)
class CostShare:
    """What a kind of cost came to in the batches of a time, in three values."""

    kind: str
    value: int
    cash_value: int
    full_value: int


def cost_make_up(first: dt.date, last: dt.date) -> tuple[CostShare, ...]:
    """Cost of production in a time by kind, largest full cost first."""
    rows = book.fetch(sql.COST_MAKE_UP, (first.isoformat(), last.isoformat()))
    return tuple(CostShare(*row) for row in rows)


def book_span() -> tuple[dt.date, dt.date] | None:
    """The first and last day that anything was posted on; None for an empty book."""
    row = book.fetch_one(sql.FIRST_AND_LAST_DAY)
    if row is None or row[0] is None:
        return None
    return dt.date.fromisoformat(row[0]), dt.date.fromisoformat(row[1])
