"""Shares of members: taken and paid in by instalments, handed on, given back.

Shares stand at par in equity under each member's name; what of them is not paid in yet stands against them.
Amounts are satang, shares are counted whole.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.purchase import NO_SLIP, Slip
from app.domain.slip_entry import PayDraft
from app.errors import UserError
from app.i18n import N_

MOST_SHARES = 1_000_000_000
MOST_LINES = 1_000


class ShareEvent(StrEnum):
    """What happens to shares."""

    OPENING = "opening"
    SUBSCRIBE = "subscribe"
    PAY = "pay"
    TRANSFER = "transfer"
    RETURN = "return"


SHARE_WORDS: dict[ShareEvent, str] = {
    ShareEvent.OPENING: N_("Held before"),
    ShareEvent.SUBSCRIBE: N_("Shares taken"),
    ShareEvent.PAY: N_("Instalment"),
    ShareEvent.TRANSFER: N_("Handed on"),
    ShareEvent.RETURN: N_("Given back"),
}


class ParMissingError(UserError):
    """Shares without a par value."""

    message = N_("How much is one share? Please enter the par value in the settings first.")


class ShareCountError(UserError):
    """A number of shares that is no number of shares."""

    message = N_("How many shares? Please enter a whole number above zero.")


class ShareAmountError(UserError):
    """An amount that is missing or below zero."""

    message = N_("How much is paid in? Please enter an amount above zero.")


class NothingOfSharesError(UserError):
    """A document without a line."""

    message = N_("Nobody takes or pays anything here.")


class TwiceInSharesError(UserError):
    """One person on two lines."""

    message = N_("“{name}” stands here twice.")


class NotAMemberError(UserError):
    """Shares are for members."""

    message = N_("“{name}” is not a member. Please enrol her first.")


class OverpaidSharesError(UserError):
    """More paid in than the shares still ask for."""

    message = N_(
        "“{name}” has {open_amount} baht to pay in, not {paid_amount}. For more please take more shares."
    )


class NotSoManySharesError(UserError):
    """More shares handed on or given back than somebody holds."""

    message = N_("“{name}” holds {held} shares; {wanted} cannot leave.")


class TooManySharesError(UserError):
    """More shares than one member may hold."""

    message = N_("“{name}” would hold {held} shares; by the rules nobody holds more than {most}.")


class SameHolderError(UserError):
    """Shares handed on to oneself."""

    message = N_("To which other member do the shares go?")


class CertificateSharesError(UserError):
    """A certificate over more shares than are paid in and not on another paper."""

    message = N_("“{name}” has {held} paid-in shares without a certificate, not {wanted}.")


@dataclass(frozen=True, slots=True)
class Holding:
    """What somebody holds: shares, their par value, and what of it is paid in."""

    shares: int = 0
    amount: int = 0
    paid: int = 0

    @property
    def unpaid(self) -> int:
        """What still has to be paid in."""
        return self.amount - self.paid

    def part(self, shares: int) -> "Holding":
        """What goes with some of the shares; all of it with all of them."""
        if shares >= self.shares:
            return self
        return Holding(
            shares,
            money.share(self.amount, shares, self.shares),
            money.share(self.paid, shares, self.shares),
        )


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One member: shares she takes now (0 for an instalment), and what she pays in."""

    party_uid: bytes
    shares: int
    paid: int


@dataclass(frozen=True, slots=True)
class SharesDraft:
    """Shares taken and instalments paid, of one member or of many at once."""

    uid: bytes
    lines: tuple[ShareLine, ...]
    pays: tuple[PayDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandOnDraft:
    """Shares that go from one member to another; no money of the group moves."""

    uid: bytes
    from_uid: bytes
    to_uid: bytes
    shares: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class GiveBackDraft:
    """Shares that a member gives back; ``value`` is what she gets for them, None for what she paid in."""

    uid: bytes
    party_uid: bytes
    shares: int
    value: int | None = None
    pays: tuple[PayDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakeUpDraft:
    """Share capital that stands in the ledger only: how many shares each person's is."""

    uid: bytes
    lines: tuple[tuple[bytes, int], ...]


@dataclass(frozen=True, slots=True)
class ShareStep:
    """Something that happened to somebody's shares."""

    on: dt.date
    document_uid: bytes
    number: str
    event: ShareEvent
    shares: int
    amount: int
    paid: int
    note: str = ""


def check_count(shares: int) -> None:
    """Raise ShareCountError for a number of shares that is none."""
    if not 1 <= shares <= MOST_SHARES:
        raise ShareCountError


def total_paid(draft: SharesDraft) -> int:
    """What is paid in on all lines; raises NothingOfSharesError, ShareCountError, ShareAmountError."""
    if not draft.lines or len(draft.lines) > MOST_LINES:
        raise NothingOfSharesError
    for line in draft.lines:
        if line.shares:
            check_count(line.shares)
        if line.paid < 0 or (line.paid == 0 and line.shares == 0):
            raise ShareAmountError
        money.checked_amount(line.paid)
    return sum(line.paid for line in draft.lines)


def book_value(shares: int, all_shares: int, equity: int) -> int:
    """What some shares are worth by the books: their part of what belongs to the members, never below 0."""
    return max(0, money.share(equity, shares, all_shares)) if all_shares > 0 else 0


def whole_shares(milli: int) -> int:
    """A typed number of shares (thousandths) as a whole number; raises ShareCountError for a part of one."""
    shares, part = divmod(milli, 1000)
    if part:
        raise ShareCountError
    return shares


def shares_sum(amounts: Iterable[int]) -> int:
    """What amounts typed on several lines come to, satang."""
    return sum(amounts)


def shares_worth(capital: int, par: int) -> int:
    """How many whole shares a capital is at a par value, one at least."""
    return max(1, capital // par) if par else 1
