"""What the pages of the plan do on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.household.cutting import suggested
from app.domain.household.diary import Heading
from app.domain.household.insights import Insight
from app.domain.household.places_of_money import MONEY, SAVED
from app.domain.household.plan import BudgetData, GoalData, StepData
from app.domain.session import Session
from app.queries.household.cuts import CutRow, cuts, debts_sooner
from app.queries.household.debts import Debt, WhatIf, debts
from app.queries.household.places_of_money import Place, places
from app.queries.household.plan import (
    BudgetRow,
    BudgetSums,
    GoalRow,
    account_names,
    budget,
    budget_sums,
    goals,
    month_insights,
    usual,
)
from app.queries.household.totals import MonthTotals, month_totals
from app.queries.household.trades import TradeRow, trades
from app.services.household.access import saving_household
from app.services.household.plan import save_goal, set_budget, set_budget_from, set_budgets, set_steps
from app.services.records import Saved

HEADINGS = (Heading.ESSENTIAL, Heading.SOCIAL, Heading.REDUCIBLE, Heading.INCOME)
"""What a month is planned by, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What a goal can be measured by."""

    places: tuple[Place, ...] = ()
    debts: tuple[Debt, ...] = ()
    trades: tuple[TradeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Goals:
    """All goals, and what they can be measured by."""

    rows: tuple[GoalRow, ...] = ()
    lists: Lists = Lists()


@dataclass(frozen=True, slots=True)
class Budgets:
    """A month's budgets, and what is usual for each account, satang."""

    month: dt.date
    rows: tuple[BudgetRow, ...]
    sums: BudgetSums
    usual: dict[str, int]
    """A budget like what is usual, in whole tens of baht."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a month says, and what could be cut."""

    totals: MonthTotals
    insights: tuple[Insight, ...]
    names: dict[str, tuple[str, str]]
    cuts: tuple[CutRow, ...]


def read_goals(today: dt.date) -> Goals:
    """Goals and what can be chosen for new ones."""
    kinds = MONEY | SAVED
    return Goals(
        goals(today=today),
        Lists(
            tuple(sorted((each for each in places(today) if each.kind in kinds), key=_for_saving)),
            debts(today),
            tuple(each for each in trades() if each.data.active),
        ),
    )


def _for_saving(place: Place) -> bool:
    """What is put by first, the purse and the bank after it; each in its own order."""
    return place.kind not in SAVED


def before_all(rows: Sequence[GoalRow]) -> int:
    """The position before every goal."""
    return min((each.position for each in rows), default=1) - 1


def keep_goal(
    session: Session,
    data: GoalData,
    steps: Sequence[StepData] | None,
    *,
    today: dt.date,
    goal_uid: bytes | None,
    uid: bytes,
) -> Saved:
    """Save a goal with its steps, all or none."""
    with saving_household(session):
        saved = save_goal(session, data, today=today, goal_uid=goal_uid, uid=uid)
        if steps is not None:
            set_steps(session, saved.uid, steps=steps)
    return saved


def read_budget(month: dt.date) -> Budgets:
    """A month's budgets."""
    rows = tuple(each for each in budget(month) if each.category.heading in HEADINGS)
    known = {code: suggested(amount) for code, amount in usual(month).items() if amount > 0}
    return Budgets(month, rows, budget_sums(rows), known)


def keep_budget(session: Session, data: BudgetData, *, month: dt.date, only_this: bool) -> Saved:
    """Save what a category may take, in this month alone or in every month."""
    if not only_this:
        return set_budget_from(session, data, month=month)
    return set_budget(session, data.category_uid, amount=data.amount, month=month, is_rolling=data.is_rolling)


def keep_usual(session: Session, found: Budgets, *, only_this: bool) -> Saved:
    """Give every category without a budget what is usual for it."""
    new = [
        BudgetData(each.category.uid, found.usual[each.category.account_code])
        for each in found.rows
        if each.amount is None and found.usual.get(each.category.account_code, 0)
    ]
    return set_budgets(session, new, month=found.month if only_this else None)


def freed(row: CutRow, today: dt.date) -> tuple[CutRow, WhatIf | None]:
    """What half of a category does for the debts."""
    return row, debts_sooner(row.cut, today=today)


def read_says(month: dt.date, today: dt.date) -> Said:
    """What a month says."""
    return Said(month_totals(month), month_insights(month), account_names(), cuts(month, today=today))
