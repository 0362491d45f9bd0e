"""The plan of a year as it is typed: income and expense by account, last year beside them."""

import datetime as dt
from dataclasses import dataclass

from app.domain.fiscal import FiscalYear
from app.domain.plan import planned_profit
from app.queries.balances import balances
from app.queries.fiscal_years import FigureKind, year_of, yearly_figures
from app.queries.statements import RESULT_TYPES, year_of_income

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
