"""What could be spent less on: what is usual, what half of it brings a year, for a goal, for the debts."""

import datetime as dt
from dataclasses import dataclass

from app.domain.household.cutting import Cut, cut_in_half, weeks_sooner
from app.domain.household.debts import NeverPaidOffError, PayOrder
from app.domain.household.diary import Heading
from app.domain.household.plan import GoalKind
from app.domain.money import AmountTooLargeError
from app.domain.slip_entry import Direction
from app.queries.household.debts import WhatIf, debts, what_if
from app.queries.household.diary import HouseholdCategory, household_categories
from app.queries.household.plan import GoalRow, goals, not_by_choice, usual

MOST = 12


@dataclass(frozen=True, slots=True)
class CutRow:
    """A category, what it usually takes in a month (satang), and half of it as a gain."""

    category: HouseholdCategory
    usual: int
    cut: Cut
    goal: GoalRow | None
    weeks: int
    """How much earlier that goal is reached."""


def cuts(month: dt.date, *, today: dt.date) -> tuple[CutRow, ...]:
    """What could be halved, what is easiest to do without first, then the largest."""
    known, goal, apart = usual(month), first_goal(today), not_by_choice()
    rows = []
    for category in household_categories():
        amount = known.get(category.account_code, 0)
        if category.direction is not Direction.OUT or amount <= 0 or category.account_code in apart:
            continue
        cut = cut_in_half(amount)
        weeks = 0 if goal is None else weeks_sooner(goal.pace.missing, goal.pace.per_week, cut.a_week)
        rows.append(CutRow(category, amount, cut, goal, weeks))
    rows.sort(
        key=lambda each: (each.category.heading is not Heading.REDUCIBLE, -each.usual, each.category.id)
    )
    return tuple(rows[:MOST])


def first_goal(today: dt.date) -> GoalRow | None:
    """The first goal that money helps."""
    return next(
        (
            each
            for each in goals(today=today)
            if each.active
            and each.reached_on is None
            and each.data.kind in (GoalKind.SAVE, GoalKind.PAY_OFF)
            and each.pace.missing
        ),
        None,
    )


def debts_sooner(cut: Cut, *, today: dt.date) -> WhatIf | None:
    """How much earlier all debts end with that more a month, the dearest first; None if it says nothing."""
    found = debts(today)
    if not found or cut.a_month <= 0:
        return None
    try:
        return what_if(found, today=today, order=PayOrder.DEAREST, extra=cut.a_month)
    except (NeverPaidOffError, AmountTooLargeError):
        return None
