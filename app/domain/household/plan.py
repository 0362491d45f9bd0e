"""Budget and goals: what is left for a month, how far a goal is, and what it takes a week from here.

Amounts are satang. A goal is measured by what stands in the book, so it adjusts by itself when a month went
otherwise than planned.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.household.recurring import nth_day
from app.domain.loan import Every
from app.errors import UserError
from app.i18n import N_

DAYS_OF_WEEK = 7


class GoalKind(StrEnum):
    """What a family wants."""

    SAVE = "save"
    """So much on an account."""
    PAY_OFF = "pay_off"
    """So much less of a debt."""
    EARN = "earn"
    """So much earned by a trade, costs taken off."""
    OTHER = "other"
    """Something that is done in steps."""


GOAL_WORDS: dict[GoalKind, str] = {
    GoalKind.SAVE: N_("Save for"),
    GoalKind.PAY_OFF: N_("Pay off"),
    GoalKind.EARN: N_("Earn"),
    GoalKind.OTHER: N_("Get done"),
}


class GoalAmountError(UserError):
    """A goal of nothing."""

    message = N_("How much shall it be? Please enter an amount above zero.")


class GoalDateError(UserError):
    """A goal that ends before it begins."""

    message = N_("By when? Please choose a day after today.")


class GoalSourceError(UserError):
    """A goal of which nobody could say how far it is."""

    message = N_("Please choose where the money is saved, which debt is paid off, or which trade earns it.")


class BudgetAmountError(UserError):
    """A budget below zero."""

    message = N_("A budget cannot be below zero.")


@dataclass(frozen=True, slots=True)
class GoalData:
    """What is typed of a goal; ``amount`` satang, by ``due_on``.

    One of ``account_code`` (saving), ``loan_uid`` (paying off) and ``trade_uid`` (earning) says what counts.
    """

    kind: GoalKind
    name: str
    due_on: dt.date
    amount: int = 0
    account_code: str = ""
    loan_uid: bytes | None = None
    trade_uid: bytes | None = None
    icon: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepData:
    """One step towards a goal."""

    name: str
    due_on: dt.date | None = None
    done_on: dt.date | None = None


def checked_goal(data: GoalData, *, today: dt.date) -> GoalData:
    """The goal itself; raises GoalAmountError, GoalDateError, GoalSourceError, AmountTooLargeError."""
    if data.due_on <= today:
        raise GoalDateError
    if data.kind is GoalKind.OTHER:
        return data
    if money.checked_amount(data.amount) <= 0:
        raise GoalAmountError
    known = {
        GoalKind.SAVE: bool(data.account_code),
        GoalKind.PAY_OFF: data.loan_uid is not None,
        GoalKind.EARN: data.trade_uid is not None,
    }
    if not known[data.kind]:
        raise GoalSourceError
    return data


# ---------------------------------------------------------------- how far


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a goal is on a day, satang: what is reached, what is missing, what that is a week from here.

    ``expected`` is what would be reached by now if every day had brought the same; ``ends_on`` when it will
    be reached if it goes on as it went so far, None while nothing can be said.
    """

    amount: int
    reached: int
    weeks_left: int
    expected: int
    ends_on: dt.date | None

    @property
    def missing(self) -> int:
        """What is still to come, never below zero."""
        return max(self.amount - self.reached, 0)

    @property
    def is_reached(self) -> bool:
        """Nothing is missing any more."""
        return self.amount > 0 and self.reached >= self.amount

    @property
    def per_week(self) -> int:
        """What it takes each week from here, whole baht upwards."""
        if not self.missing:
            return 0
        each = -(-self.missing // max(self.weeks_left, 1))
        return -(-each // 100) * 100

    @property
    def ahead(self) -> int:
        """How much more is reached than expected by now; below zero: less."""
        return self.reached - self.expected

    @property
    def ahead_in_baht(self) -> int:
        """The same in whole baht, towards nothing: satang mean nothing for a plan of months; satang."""
        whole = abs(self.ahead) // 100 * 100
        return whole if self.ahead > 0 else -whole

    @property
    def percent(self) -> int:
        """How far, 0 to 100."""
        if self.amount <= 0:
            return 0
        return max(0, min(100, self.reached * 100 // self.amount))


def pace(amount: int, reached: int, *, start_on: dt.date, due_on: dt.date, today: dt.date) -> Pace:
    """How far a goal is on a day; a week that has begun counts as one."""
    days, gone = max((due_on - start_on).days, 1), max((today - start_on).days, 0)
    weeks_left = max(-(-(due_on - today).days // DAYS_OF_WEEK), 0)
    expected = money.divide_round(amount * min(gone, days), days)
    ends_on = None
    if 0 < reached < amount and gone >= DAYS_OF_WEEK:
        more = -(-(amount - reached) * gone // reached)
        if more <= 36_500:
            ends_on = today + dt.timedelta(days=more)
    return Pace(amount, reached, weeks_left, expected, ends_on)


def weekly(amount: int, *, today: dt.date, due_on: dt.date) -> int:
    """What a sum takes a week from today until a day, whole baht upwards."""
    return pace(amount, 0, start_on=today, due_on=due_on, today=today).per_week


def due_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the 31st falls on the last day of a shorter month."""
    return nth_day(day, 1, Every.MONTH, months)


def steps_pace(done: int, steps: int, *, start_on: dt.date, due_on: dt.date, today: dt.date) -> Pace:
    """How far a goal of steps is, in whole steps instead of satang."""
    return pace(steps, done, start_on=start_on, due_on=due_on, today=today)


# ---------------------------------------------------------------- the budget


@dataclass(frozen=True, slots=True)
class BudgetMonth:
    """A month of one category before it is carried on: what it may take and what it took, satang."""

    amount: int
    used: int
    is_rolling: bool


@dataclass(frozen=True, slots=True)
class BudgetData:
    """What is typed of a category's budget: satang, None for no budget; whether the rest goes on."""

    category_uid: bytes
    amount: int | None
    is_rolling: bool = False


def carried(months: Sequence[BudgetMonth]) -> int:
    """What is left (or was too much, below zero) of earlier months, the oldest first.

    A month that does not roll begins anew.
    """
    rest = 0
    for each in months:
        rest = rest + each.amount - each.used if each.is_rolling else 0
    return rest
