"""Budget by category, goals and their steps: set, changed, reached, put aside."""

import datetime as dt
from collections.abc import Sequence

from app.changes import Changes
from app.domain import money
from app.domain.document import new_uid
from app.domain.fiscal import next_month
from app.domain.household.plan import (
    BudgetAmountError,
    BudgetData,
    GoalData,
    GoalKind,
    GoalSourceError,
    StepData,
    checked_goal,
)
from app.domain.session import Session
from app.queries.household.plan import budget, reached_now
from app.services import event_log, records
from app.services.household.access import saving_household
from app.services.loan_contracts import known_loan
from app.services.purchases import account_by_code
from app.services.records import NameMissingError, NotFoundError, Saved
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.base import update_row
from db.models.household import Goal, GoalStep
from db.sql import household_plan as sql

EVERY_MONTH = ""


def set_budget(
    session: Session,
    category_uid: bytes,
    *,
    amount: int | None,
    month: dt.date | None = None,
    is_rolling: bool = False,
) -> Saved:
    """Say what a category may take (or shall bring) in a month, or in every month that has no own sum.

    Without an ``amount`` (satang) there is none any more; with ``is_rolling`` what is left goes on to the
    next. Raises BudgetAmountError, NotFoundError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    if amount is not None and money.checked_amount(amount) < 0:
        raise BudgetAmountError
    with saving_household(session):
        row = book.fetch_one(sql.CATEGORY_ID, (category_uid,))
        if row is None:
            raise NotFoundError
        key = EVERY_MONTH if month is None else f"{month:%Y-%m}"
        if amount is None:
            book.execute(sql.DELETE_BUDGET, (row[0], key))
        else:
            book.execute(sql.SAVE_BUDGET, (row[0], key, amount, int(is_rolling)))
        after = {"amount": amount, "month": key, "is_rolling": int(is_rolling)}
        event_log.append(session, "change", "budget", category_uid, None, after)
    return Saved(row[0], category_uid, row[1], Changes.HOUSEHOLD)


def set_budgets(session: Session, budgets: Sequence[BudgetData], *, month: dt.date | None = None) -> Saved:
    """Set several budgets of a month, or of every month, all or none; raises what ``set_budget`` raises."""
    saved = Saved(0, b"", changes=Changes.HOUSEHOLD)
    with saving_household(session):
        for each in budgets:
            saved = set_budget(
                session, each.category_uid, amount=each.amount, month=month, is_rolling=each.is_rolling
            )
    return saved


def set_budget_from(session: Session, data: BudgetData, *, month: dt.date) -> Saved:
    """Set what a category may take in every month; what a month had for itself gives way.

    Raises what ``set_budget`` raises.
    """
    with saving_household(session):
        set_budget(session, data.category_uid, amount=None, month=month)
        return set_budget(session, data.category_uid, amount=data.amount, is_rolling=data.is_rolling)


def copy_budget(session: Session, *, month: dt.date) -> Saved:
    """Take a month's budgets over to the next as its own; raises NotAHouseholdError, NotPermittedError."""
    with saving_household(session):
        kept = [
            BudgetData(each.category.uid, each.amount, each.is_rolling)
            for each in budget(month)
            if each.amount is not None
        ]
        return set_budgets(session, kept, month=next_month(month))


def save_goal(
    session: Session,
    data: GoalData,
    *,
    today: dt.date,
    goal_uid: bytes | None = None,
    uid: bytes | None = None,
) -> Saved:
    """Add a goal that begins today, or change the one with ``goal_uid`` (its beginning stays).

    Raises what ``checked_goal`` raises, NameMissingError, NotFoundError, UnknownAccountError,
    NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    checked_goal(data, today=today)
    uid = goal_uid or uid or new_uid()
    with saving_household(session):
        name = clean_name(data.name, 200)
        if not name:
            raise NameMissingError
        values: dict[str, int | str | None] = {
            "kind": data.kind.value,
            "name": name,
            "amount": data.amount,
            "due_on": data.due_on.isoformat(),
            "icon": clean_name(data.icon, 40),
            "note": clean_text(data.note),
            **_source(data),
        }
        found = book.fetch_one(sql.GOAL, (uid,))
        if goal_uid is not None and found is None:
            raise NotFoundError
        if goal_uid is not None and found is not None:
            records.change(session, Goal, found[0], values)
            return Saved(found[0], uid, name, Changes.HOUSEHOLD)
        if found is not None:
            return Saved(found[0], uid, found[1])
        row_id = records.add(
            session,
            Goal,
            uid,
            {
                **values,
                "start_on": today.isoformat(),
                "start_amount": reached_now(data, today=today),
                "position": book.fetch_int(sql.NEXT_POSITION),
            },
        )
    return Saved(row_id, uid, name, Changes.HOUSEHOLD)


def set_steps(session: Session, goal_uid: bytes, *, steps: Sequence[StepData]) -> Saved:
    """Say by which steps a goal is reached, in order; steps of before are replaced.

    Raises NotFoundError, NameMissingError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    with saving_household(session):
        goal = _goal(goal_uid)
        for step_id, _uid in book.fetch(sql.STEPS_OF, (goal[0],)):
            records.change(session, GoalStep, step_id, {"active": 0})
        for position, step in enumerate(steps, 1):
            name = clean_name(step.name, 200)
            if not name:
                raise NameMissingError
            values = {"goal_id": goal[0], "position": position, "name": name}
            values |= {"due_on": _iso(step.due_on), "done_on": _iso(step.done_on)}
            records.add(session, GoalStep, new_uid(), values)
    return Saved(goal[0], goal_uid, goal[1], Changes.HOUSEHOLD)


def step_done(session: Session, step_uid: bytes, *, on: dt.date | None) -> Saved:
    """Tick a step, or with None take the tick away; raises NotFoundError, NotAHouseholdError."""
    with saving_household(session):
        row = book.fetch_one(sql.STEP, (step_uid,))
        if row is None:
            raise NotFoundError
        records.change(session, GoalStep, row[0], {"done_on": _iso(on)})
    return Saved(row[0], step_uid, changes=Changes.HOUSEHOLD)


def goal_reached(session: Session, goal_uid: bytes, *, on: dt.date | None) -> Saved:
    """Keep on which day a goal was reached, or with None that it is not; raises NotFoundError."""
    with saving_household(session):
        goal = _goal(goal_uid)
        records.change(session, Goal, goal[0], {"reached_on": _iso(on)})
    return Saved(goal[0], goal_uid, goal[1], Changes.HOUSEHOLD)


def deactivate_goal(session: Session, goal_uid: bytes, *, active: bool = False) -> Saved:
    """Put a goal aside, or with ``active`` take it up again; raises NotFoundError."""
    with saving_household(session):
        goal = _goal(goal_uid)
        records.change(session, Goal, goal[0], {"active": int(active)})
    return Saved(goal[0], goal_uid, goal[1], Changes.HOUSEHOLD)


def move_goal(session: Session, goal_uid: bytes, *, position: int) -> Saved:
    """Put a goal before or behind others; raises NotFoundError."""
    with saving_household(session):
        goal = _goal(goal_uid)
        update_row(Goal, goal[0], {"position": position})
        event_log.append(session, "change", "goal", goal_uid, None, {"position": position})
    return Saved(goal[0], goal_uid, goal[1], Changes.HOUSEHOLD)


def _goal(uid: bytes) -> book.Row:
    row = book.fetch_one(sql.GOAL, (uid,))
    if row is None:
        raise NotFoundError
    return row


def _source(data: GoalData) -> dict[str, int | None]:
    source: dict[str, int | None] = {"account_id": None, "loan_id": None, "trade_id": None}
    if data.kind is GoalKind.SAVE:
        source["account_id"] = account_by_code(data.account_code)
    elif data.kind is GoalKind.PAY_OFF and data.loan_uid is not None:
        source["loan_id"] = known_loan(data.loan_uid).id
    elif data.kind is GoalKind.EARN:
        row = book.fetch_one(sql.TRADE_ID, (data.trade_uid,))
        if row is None:
            raise GoalSourceError
        source["trade_id"] = row[0]
    return source


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
