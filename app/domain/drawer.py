"""A drawer of cash: what is put in and taken out, what should lie in it, and what it is short or over.

Amounts are satang; pieces are counted by denomination. All pure.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain import money
from app.domain.cash_counting import ShortIs, counted_total
from app.errors import UserError
from app.i18n import N_


class Purpose(StrEnum):
    """What was done with a drawer itself."""

    OPEN = "open"
    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    DROP = "drop"
    PAYOUT = "payout"
    CLOSE = "close"

    @property
    def sign(self) -> int:
        """Whether it puts cash in (1), takes it out (-1), or neither."""
        if self is Purpose.CLOSE:
            return 0
        return 1 if self in (Purpose.OPEN, Purpose.PAID_IN) else -1


MOVEMENTS = (Purpose.PAID_IN, Purpose.PAID_OUT, Purpose.DROP, Purpose.PAYOUT)
"""What happens between opening and closing."""

PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.OPEN: N_("Float"),
    Purpose.PAID_IN: N_("Put into the drawer"),
    Purpose.PAID_OUT: N_("Taken out of the drawer"),
    Purpose.DROP: N_("Put into the safe"),
    Purpose.PAYOUT: N_("Paid out to a person"),
    Purpose.CLOSE: N_("Drawer closed"),
}


class MovementAmountError(UserError):
    """Nothing, or less than nothing, put in or taken out."""

    message = N_("Please enter how much is put in or taken out.")


class PiecesDifferError(UserError):
    """Notes and coins that do not come to the amount; ``counted_amount`` and ``amount`` in satang."""

    message = N_("The notes and coins come to {counted_amount} baht, not {amount}.")


class MovementReasonError(UserError):
    """Money put in or taken out for no reason."""

    message = N_("Please write down what it is for.")


class MoreThanCountedError(UserError):
    """More to the safe than lies there; ``counted_amount`` in satang."""

    message = N_("Only {counted_amount} baht were counted; more cannot go to the safe.")


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A drawer that is opened with a float; ``session_uid`` will be the drawer's, ``uid`` the document's.

    The float comes from ``from_code``, or lies on the drawer's own account already.
    """

    uid: bytes
    session_uid: bytes
    pieces: Mapping[int, int]
    account_code: str = ""
    """The place of money that the drawer is; empty: the group's cash."""
    from_code: str = ""
    name: str = ""
    location_id: int | None = None
    event_uid: bytes | None = None
    is_blind: bool | None = None
    """Whether it is counted without seeing what is expected; None: as the group's setting says."""


@dataclass(frozen=True, slots=True)
class MovementDraft:
    """Cash put into or taken out of the open drawer.

    What is put in or taken out comes from or goes to another place of money (``account_code``) or is income
    or expense of a category; a drop goes to the safe unless a place is named; a payout settles the oldest
    of what the group owes the person.
    """

    uid: bytes
    purpose: Purpose
    amount: int
    reason: str = ""
    account_code: str = ""
    category_uid: bytes | None = None
    party_uid: bytes | None = None
    pieces: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CloseDraft:
    """A drawer that is counted and closed; ``to_safe`` is put away, the rest stays for the next float."""

    uid: bytes
    session_uid: bytes
    pieces: Mapping[int, int]
    reason: str = ""
    to_safe: int = 0
    short_is: ShortIs | None = None
    """None: as the group's setting says."""
    party_uid: bytes | None = None
    """Who owes what is missing; None: who opened the drawer."""
    approve_later: bool = False
    """Whether it is closed even with a difference that somebody else must approve; she does so later."""


def checked_movement(draft: MovementDraft) -> int:
    """The amount of a movement, satang.

    Raises MovementAmountError, MovementReasonError, PiecesError, PiecesDifferError, AmountTooLargeError.
    """
    if draft.purpose not in MOVEMENTS or money.checked_amount(draft.amount) <= 0:
        raise MovementAmountError
    if draft.purpose in (Purpose.PAID_IN, Purpose.PAID_OUT) and not draft.reason.strip():
        raise MovementReasonError
    counted = counted_total(draft.pieces)
    if any(draft.pieces.values()) and counted != draft.amount:
        raise PiecesDifferError(counted_amount=counted, amount=draft.amount)
    return draft.amount


def checked_close(draft: CloseDraft) -> int:
    """What was counted, satang; raises PiecesError, MovementAmountError, MoreThanCountedError."""
    counted = counted_total(draft.pieces)
    if money.checked_amount(draft.to_safe) < 0:
        raise MovementAmountError
    if draft.to_safe > counted:
        raise MoreThanCountedError(counted_amount=counted)
    return counted


@dataclass(frozen=True, slots=True)
class CashFlow:
    """What went through a drawer; all of it without a sign, but ``others``, which may be below zero."""

    float_: int = 0
    received: int = 0
    """Handed over for sales, before change."""
    change: int = 0
    refunds: int = 0
    """For goods that came back and for bills that were voided."""
    debts: int = 0
    """Old debts that were paid."""
    deposits: int = 0
    paid_in: int = 0
    paid_out: int = 0
    payouts: int = 0
    drops: int = 0
    others: int = 0
    """Slips, transfers and corrections that moved the drawer's cash."""

    @property
    def expected(self) -> int:
        """What should lie in the drawer, satang."""
        came = self.float_ + self.received + self.debts + self.deposits + self.paid_in
        went = self.change + self.refunds + self.paid_out + self.payouts + self.drops
        return came - went + self.others


def is_from_yesterday(opened: dt.date, today: dt.date) -> bool:
    """Whether a drawer that is open was opened on an earlier day."""
    return opened < today
