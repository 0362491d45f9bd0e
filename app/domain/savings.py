"""Members' savings: deposits, withdrawals, and interest on what was there at the end of each day.

Amounts are satang, rates millionths a year. One rule: each day counts with what was there at its end and the
rate of that day, a year has 365 days (also a leap year), and a member's interest is rounded once when it is
entered. Interest that was entered counts on its own day and earns interest from then on.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain import money
from app.domain.loan import DAYS_OF_YEAR, MOST_RATE_PPM, PPM, rounded
from app.domain.purchase import NO_SLIP, EmptyDocumentError, Slip
from app.domain.slip_entry import PayDraft
from app.errors import UserError
from app.i18n import N_

ONE_DAY = dt.timedelta(days=1)


class SavingsEvent(StrEnum):
    """How savings change."""

    OPENING = "opening"
    DEPOSIT = "deposit"
    WITHDRAW = "withdraw"
    INTEREST = "interest"


EVENT_WORDS: dict[SavingsEvent, str] = {
    SavingsEvent.OPENING: N_("Saved before"),
    SavingsEvent.DEPOSIT: N_("Put in"),
    SavingsEvent.WITHDRAW: N_("Taken out"),
    SavingsEvent.INTEREST: N_("Interest"),
}


class SavingsAmountError(UserError):
    """An amount that is missing or below zero."""

    message = N_("Please enter an amount above zero for {name}.")


class NotEnoughSavedError(UserError):
    """More is taken out than there is; ``saved`` is what there was from that day on, satang."""

    message = N_("{name} has {saved_text} baht saved; more cannot be taken out.")


class SavingsRateError(UserError):
    """A rate below zero or beyond reason."""

    message = N_("Please look at the interest rate again: it has to be between 0 and {most} percent.")


class NoSavingsInterestError(UserError):
    """No member has interest that is not entered yet."""

    message = N_("Up to {until} there is no interest on savings that is not entered already.")


@dataclass(frozen=True, slots=True)
class SavingsDraft:
    """Money that members put in, together in one document."""

    uid: bytes
    rows: tuple[tuple[bytes, int], ...]
    """Party uid and satang."""
    pays: tuple[PayDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawDraft:
    """Money that a member takes out."""

    uid: bytes
    party_uid: bytes
    amount: int
    pays: tuple[PayDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class SavingsOpeningDraft:
    """What members had saved before; ``in_ledger``: the ledger has it, only the register learns of it."""

    uid: bytes
    rows: tuple[tuple[bytes, int], ...]
    in_ledger: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SavingsRate:
    """The interest of a year from a day on, ppm."""

    from_day: dt.date
    rate_ppm: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class SavingsStep:
    """Something that happened to a member's savings and stands, satang."""

    on: dt.date
    event: SavingsEvent
    up_to: dt.date | None
    amount: int


def deposit_total(rows: Sequence[tuple[bytes, int]]) -> int:
    """What members put in together; rows of 0 are none.

    Raises EmptyDocumentError, SavingsAmountError, AmountTooLargeError.
    """
    for _party, amount in rows:
        if money.checked_amount(amount) < 0:
            raise SavingsAmountError(name="")
    if not any(amount for _party, amount in rows):
        raise EmptyDocumentError
    return money.checked_amount(sum(amount for _party, amount in rows))


def checked_rate(rate_ppm: int) -> int:
    """The rate itself; raises SavingsRateError."""
    if not 0 <= rate_ppm <= MOST_RATE_PPM:
        raise SavingsRateError(most=MOST_RATE_PPM * 100 // PPM)
    return rate_ppm


def least_from(steps: Sequence[SavingsStep], day: dt.date) -> int:
    """The least that was or is there from the end of a day on, satang: so much can be taken out on it."""
    balance = sum(step.amount for step in steps if step.on <= day)
    least = balance
    later: dict[dt.date, int] = {}
    for step in steps:
        if step.on > day:
            later[step.on] = later.get(step.on, 0) + step.amount
    for on in sorted(later):
        balance += later[on]
        least = min(least, balance)
    return least


def rate_on(rates: Sequence[SavingsRate], day: dt.date) -> int:
    """The rate of a day, ppm; 0 before the first."""
    return max(((rate.from_day, rate.rate_ppm) for rate in rates if rate.from_day <= day), default=(day, 0))[
        1
    ]


def interest_due(steps: Sequence[SavingsStep], rates: Sequence[SavingsRate], until: dt.date) -> int:
    """A member's interest for the days that are not counted yet up to ``until`` (included), satang."""
    first = first_uncounted(steps)
    if first is None or first > until:
        return 0
    changes: dict[dt.date, int] = {}
    balance = 0
    for step in steps:
        if step.on <= first:
            balance += step.amount
        else:
            changes[step.on] = changes.get(step.on, 0) + step.amount
    marks = sorted({first, *changes, *(rate.from_day for rate in rates)})
    marks = [day for day in marks if first <= day <= until]
    total = Fraction(0)
    for day, after in zip(marks, [*marks[1:], until + ONE_DAY], strict=True):
        balance += changes.get(day, 0)
        total += Fraction(max(balance, 0) * rate_on(rates, day) * (after - day).days, PPM * DAYS_OF_YEAR)
    return max(rounded(total), 0)


def first_uncounted(steps: Sequence[SavingsStep]) -> dt.date | None:
    """The first day whose interest is not entered yet; None where nothing was saved."""
    counted = [step.up_to for step in steps if step.event is SavingsEvent.INTEREST and step.up_to is not None]
    if counted:
        return max(counted) + ONE_DAY
    return min((step.on for step in steps), default=None)


def deposit_sum(amounts: Iterable[int]) -> int:
    """What is typed so far of an evening, satang."""
    return sum(amounts)
