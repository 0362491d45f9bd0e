"""How a loan stands on a day: what is owed, the interest so far, what is late, how a payment is split.

Amounts are satang. A payment goes to charges, then to interest that was owed already, then to the interest
since, then to the loan itself.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain import money
from app.domain.loan import Instalment, LoanMethod, Terms, interest_between, interest_exact, rounded
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import format_amount


class LoanEvent(StrEnum):
    """What happens to a loan."""

    OPENING = "opening"
    DRAWN = "drawn"
    PAID = "paid"
    ACCRUED = "accrued"
    FORGIVEN = "forgiven"


EVENT_WORDS: dict[LoanEvent, str] = {
    LoanEvent.OPENING: N_("Stood before"),
    LoanEvent.DRAWN: N_("Paid out of the loan"),
    LoanEvent.PAID: N_("Paid back"),
    LoanEvent.ACCRUED: N_("Interest entered"),
    LoanEvent.FORGIVEN: N_("Written off"),
}


class OverpaidError(UserError):
    """More is paid than is owed; ``excess`` in satang."""

    message = N_("This is {excess_text} baht more than is owed with the interest so far.")

    def __init__(self, *, excess: int) -> None:
        self.excess = excess
        super().__init__(excess_text=format_amount(excess))


class SplitError(UserError):
    """Parts of a payment that are below zero, or more interest paid than is owed."""

    message = N_("These parts cannot be: more interest is paid than is owed, or a part is below zero.")


@dataclass(frozen=True, slots=True)
class LoanStep:
    """Something that was posted of a loan and stands; the amounts are differences, satang."""

    on: dt.date
    event: LoanEvent
    up_to: dt.date | None
    principal: int
    accrued: int
    interest: int
    fee: int

    @property
    def interest_paid(self) -> int:
        """Interest that was paid (or let go) with it."""
        return self.interest - self.accrued


@dataclass(frozen=True, slots=True)
class DueState:
    """An instalment and what of it is still to be paid."""

    due: Instalment
    left: int
    days_late: int = 0

    @property
    def is_late(self) -> bool:
        """Due before and not paid in full."""
        return self.days_late > 0


@dataclass(frozen=True, slots=True)
class LoanState:
    """A loan at the end of a day, satang."""

    principal: int
    """What is owed of the loan itself."""
    accrued: int
    """Interest that is owed and entered."""
    to_date: int
    """Interest since then that is not entered yet."""
    counted_to: dt.date | None
    drawn: int
    repaid: int
    interest_paid: int
    fees: int
    dues: tuple[DueState, ...]
    late: int
    late_since: dt.date | None
    days_late: int

    @property
    def owed(self) -> int:
        """All that would end it today."""
        return self.principal + self.accrued + self.to_date

    @property
    def interest_owed(self) -> int:
        """Interest entered and not, together."""
        return self.accrued + self.to_date

    @property
    def is_over(self) -> bool:
        """Paid out and nothing left."""
        return self.drawn > 0 and not self.principal and not self.accrued

    def next_due(self, day: dt.date) -> DueState | None:
        """The first instalment from a day on of which something is left."""
        return next((each for each in self.dues if each.left and each.due.on >= day), None)


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a payment; ``interest``: of the time since, ``unpaid``: interest that stays owed."""

    fee: int
    interest_paid: int
    principal: int
    interest: int
    unpaid: int

    @property
    def total(self) -> int:
        """What is paid."""
        return self.fee + self.interest_paid + self.principal


def loan_state(
    terms: Terms, plan: Sequence[Instalment], steps: Sequence[LoanStep], day: dt.date
) -> LoanState:
    """A loan as its steps left it at the end of a day; ``plan`` is its schedule."""
    principal = sum(step.principal for step in steps)
    accrued = sum(step.accrued for step in steps)
    counted_to = counted(steps)
    to_date = interest_since(terms, plan, steps, day)
    drawn = sum(step.principal for step in steps if step.event in (LoanEvent.DRAWN, LoanEvent.OPENING))
    opened = [step for step in steps if step.event is LoanEvent.OPENING]
    before = max(0, terms.principal - sum(step.principal for step in opened)) if opened else 0
    repaid = drawn - principal + before
    interest_paid = sum(step.interest_paid for step in steps)
    interest_before = _interest_before(terms, plan, opened) if opened else 0
    owed = principal + accrued + to_date
    dues, late, since = _dues(plan, repaid + max(0, interest_paid + interest_before), owed, day)
    return LoanState(
        principal,
        accrued,
        to_date,
        counted_to,
        drawn,
        repaid,
        interest_paid,
        sum(step.fee for step in steps),
        dues,
        late,
        since,
        (day - since).days if since is not None else 0,
    )


def _interest_before(terms: Terms, plan: Sequence[Instalment], opened: Sequence[LoanStep]) -> int:
    """Interest of the schedule that is not late because a loan was taken over: of the instalments before that
    day, and what runs since the last of them (it is owed, but due with the next)."""
    day = opened[0].up_to or opened[0].on
    due = [row for row in plan if row.on <= day]
    last = due[-1].on if due else terms.agreed_on
    if terms.method is LoanMethod.FLAT:
        runs = rounded(_planned(terms, plan, day) - _planned(terms, plan, last))
    else:
        runs = interest_between(terms, sum(step.principal for step in opened), last, day)
    return sum(row.interest for row in due) + min(runs, sum(step.accrued for step in opened))


def counted(steps: Sequence[LoanStep]) -> dt.date | None:
    """Up to which day the interest was entered; the first step's own day before any was."""
    days = [step.up_to for step in steps if step.up_to is not None]
    return max(days) if days else min((step.on for step in steps), default=None)


def interest_since(terms: Terms, plan: Sequence[Instalment], steps: Sequence[LoanStep], day: dt.date) -> int:
    """Interest to the end of a day that is not entered yet, satang.

    On what was left each day, from the day up to which it was entered; of a flat loan what its schedule says.
    """
    start = counted(steps)
    if start is None or day <= start:
        return 0
    if terms.method is LoanMethod.FLAT:
        if sum(step.principal for step in steps) <= 0:
            return 0
        return rounded(_planned(terms, plan, day) - _planned(terms, plan, start))
    left = sum(step.principal for step in steps if _from(step) <= start)
    total, at = Fraction(0), start
    for step in sorted((each for each in steps if start < _from(each) < day), key=_from):
        total += interest_exact(terms, max(left, 0), at, _from(step))
        left, at = left + step.principal, _from(step)
    return rounded(total + interest_exact(terms, max(left, 0), at, day))


def _from(step: LoanStep) -> dt.date:
    """From which day a step changes what interest is on; an opening since it was last counted."""
    return step.up_to or step.on if step.event is LoanEvent.OPENING else step.on


def _planned(terms: Terms, plan: Sequence[Instalment], day: dt.date) -> Fraction:
    """Interest of a flat schedule up to a day, evenly within each instalment's time."""
    total, before = Fraction(0), terms.agreed_on
    for row in plan:
        if row.on > day:
            return total + row.interest * Fraction(max((day - before).days, 0), (row.on - before).days)
        total, before = total + row.interest, row.on
    return total


def _dues(
    plan: Sequence[Instalment], paid: int, owed: int, day: dt.date
) -> tuple[tuple[DueState, ...], int, dt.date | None]:
    """What is left of each instalment, what is late and since when; payments fill the oldest first."""
    if owed <= 0 or not plan:
        return tuple(DueState(row, 0) for row in plan), 0, None
    found: list[DueState] = []
    room, late, since = owed, 0, None
    for number, row in enumerate(plan):
        left = max(0, row.total - max(paid, 0))
        paid -= row.total
        is_last = number == len(plan) - 1
        if row.on < day:
            left = room if is_last else min(left, room)
            room -= left
        if is_last and not left and room > 0:
            left = room
        is_late = left > 0 and row.on < day
        found.append(DueState(row, left, (day - row.on).days if is_late else 0))
        if is_late:
            late += left
            since = since or row.on
    return tuple(found), late, since


def propose_split(state: LoanState, amount: int, *, fee: int = 0) -> Split:
    """How a payment falls into parts.

    Raises SplitError, OverpaidError, AmountTooLargeError.
    """
    if money.checked_amount(amount) <= 0 or money.checked_amount(fee) < 0 or fee > amount:
        raise SplitError
    rest = amount - fee
    interest_owed = state.accrued + state.to_date
    interest_paid = min(rest, interest_owed)
    principal = rest - interest_paid
    if principal > state.principal:
        raise OverpaidError(excess=principal - state.principal)
    return Split(fee, interest_paid, principal, state.to_date, interest_owed - interest_paid)


def checked_split(state: LoanState, split: Split) -> Split:
    """A split that somebody changed; raises SplitError, OverpaidError, AmountTooLargeError."""
    parts = (split.fee, split.interest_paid, split.principal, split.interest)
    if min(map(money.checked_amount, parts)) < 0 or split.total <= 0:
        raise SplitError
    if split.principal > state.principal:
        raise OverpaidError(excess=split.principal - state.principal)
    unpaid = state.accrued + split.interest - split.interest_paid
    if unpaid < 0:
        raise SplitError
    return Split(split.fee, split.interest_paid, split.principal, split.interest, unpaid)


def within_a_year(plan: Sequence[Instalment], principal: int, day: dt.date) -> int:
    """What of the loan falls due within a year of a day (what is late included), satang."""
    try:
        end = day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        end = dt.date(day.year + 1, 3, 1)
    later = sum(row.principal for row in plan if row.on > end)
    return min(max(principal - later, 0), max(principal, 0))
