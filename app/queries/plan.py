"""The plan of a year as it is typed: income and expense by account, last year beside them."""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain.fiscal import FiscalYear, months_between
from app.domain.plan import planned_profit, share_of_month
from app.queries.balances import balances
from app.queries.fiscal_years import FigureKind, year_of, yearly_figures
from app.queries.profit import IncomeStatement, StatementLine
from app.queries.statements import (
    RESULT_TYPES,
    BalanceSheet,
    sheet_of_figures,
    statement_of_figures,
    year_of_income,
)

NOT_PLANNED = "absorbed"
"""What batches take of expenses follows from them."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An account with its figure of the year before and of the plan, positive where it grows; satang."""

    code: str
    name: str
    name_en: str
    is_income: bool
    before: int
    plan: int


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The plan of a year."""

    year: FiscalYear
    rows: tuple[PlanRow, ...]

    @property
    def profit_before(self) -> int:
        """Last year's profit."""
        return planned_profit((row.is_income, row.before) for row in self.rows)


def plan_sheet(day: dt.date) -> PlanSheet:
    """The plan of the fiscal year of a day; the year before as it was posted, else as it was typed."""
    year = year_of(day)
    before: dict[str, int] = {}
    old = year_of_income(year.first, year.last).before
    if old is not None:
        groups = (old.income, old.cost_of_sales, old.production, old.selling, old.admin, old.other_income)
        before = {line.code: line.amount for group in groups for line in group}
    plan = yearly_figures(FigureKind.PLAN, year.first)
    return PlanSheet(
        year,
        tuple(
            PlanRow(
                row.code,
                row.name,
                row.name_en,
                row.type == "income",
                before.get(row.code, 0),
                plan.get(row.code, 0),
            )
            for row in balances(year.last)
            if row.type in RESULT_TYPES and row.group != NOT_PLANNED
        ),
    )


def planned_month(month: dt.date) -> IncomeStatement | None:
    """The even share of a month in the plan of its year; None where no income or expense was planned."""
    year = year_of(month)
    plan = statement_of_figures(FigureKind.PLAN, year)
    if plan is None:
        return None
    months = [each.replace(day=1) for each in months_between(year.first, year.last)]
    number = months.index(month.replace(day=1)) + 1

    def shares(lines: tuple[StatementLine, ...]) -> tuple[StatementLine, ...]:
        return tuple(replace(line, amount=share_of_month(line.amount, number, len(months))) for line in lines)

    return replace(
        plan,
        income=shares(plan.income),
        cost_of_sales=shares(plan.cost_of_sales),
        production=shares(plan.production),
        selling=shares(plan.selling),
        admin=shares(plan.admin),
        other_income=shares(plan.other_income),
    )


def planned_sheet(day: dt.date) -> BalanceSheet | None:
    """The balance sheet planned for the end of a day's year; None where no balance was planned."""
    year = year_of(day)
    sheet, profit = sheet_of_figures(FigureKind.PLAN, year)
    if not any(sheet.groups.values()):
        return None
    # Whoever plans a whole balance sheet has the profit in its equity already.
    return sheet if sheet.assets == sheet.liabilities + sheet.equity else replace(sheet, profit=profit)
