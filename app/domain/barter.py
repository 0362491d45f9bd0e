"""Goods against goods: two lists at agreed values, money on top, deliveries at their own days. All pure.

Values are satang, quantities thousandths of a product's own unit unless said otherwise. What counts against
the other side is a line's *exchange value*: its agreed value, less its part of a difference that was let go.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.purchase import NO_SLIP, LineAmountError, Slip
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import format_amount

MOST_LINES = 200
"""Lines of one list; more are no agreement that anybody reads."""


class Side(StrEnum):
    """Whose goods a line is about."""

    GIVE = "give"
    RECEIVE = "receive"


class DifferenceAs(StrEnum):
    """What the difference of two lists is called."""

    NONE = ""
    GIFT = "gift"
    """Whoever brings more gives the rest away."""
    ADJUST = "adjust"
    """Both call it even: the longer list counts as much as the other one."""


class Settled(StrEnum):
    """What became of a part of a line."""

    DELIVERED = "delivered"
    MONEY = "money"
    GIFT = "gift"
    WRITTEN_OFF = "written_off"


class PartnerMissingError(UserError):
    """A barter with nobody."""

    message = N_("With whom? Please choose the partner.")


class OneSidedError(UserError):
    """A barter in which one side brings nothing."""

    message = N_("A barter needs goods on both lists. Goods for money are a sale or a purchase.")


class TooManyLinesError(UserError):
    """More lines than a barter can have."""

    message = N_("A barter holds at most {most} lines on each list.")


class UnbalancedBarterError(UserError):
    """Two lists that do not come to the same."""

    message = N_(
        "The two lists differ by {difference_text} baht: we give {given_text}, we get {gotten_text}. "
        "Please change a value, add money, or say that the rest is a gift or is called even."
    )


class LikeForLikeError(UserError):
    """A swap like for like with money or a difference."""

    message = N_(
        "Like for like has no money and no difference in it: both lists come to the same. "
        "Otherwise it is an ordinary barter."
    )


class BeforeAgreementError(UserError):
    """Goods handed over before the barter was agreed."""

    message = N_("{number} was agreed on {day}; nothing of it can be handed over before that.")


class MoreThanAgreedError(UserError):
    """More is handed over than is still to come of a line."""

    message = N_("Of “{name}” only {left_text} is still to come.")


class NothingToDeliverError(UserError):
    """A delivery without goods."""

    message = N_("Please enter how much was handed over.")


class FreightAloneError(UserError):
    """Freight where no goods come in that could bear it."""

    message = N_("Freight belongs to goods that come in; here none do.")


@dataclass(frozen=True, slots=True)
class BarterLineDraft:
    """A line of either list: ``quantity_milli`` of its unit at an agreed value; a part may go at once."""

    product_uid: bytes
    quantity_milli: int
    unit: str
    unit_value_e4: int
    factor_milli: int = money.MILLI
    description: str = ""
    now_milli: int = 0
    """What is handed over on the day of the agreement, in the line's unit."""

    @property
    def base_quantity_milli(self) -> int:
        """Quantity in the product's own unit."""
        return money.share(self.quantity_milli, self.factor_milli, money.MILLI)

    @property
    def base_now_milli(self) -> int:
        """What is handed over at once, in the product's own unit."""
        return money.share(self.now_milli, self.factor_milli, money.MILLI)

    @property
    def value(self) -> int:
        """What the line comes to at the agreed value."""
        return money.times(self.unit_value_e4, self.quantity_milli)


@dataclass(frozen=True, slots=True)
class BarterDraft:
    """An agreement as it is entered; ``uid`` is made when the form opens: a second press posts nothing.

    ``cash`` is plus when money comes to us. Without an account for it, it stays owed.
    """

    uid: bytes
    party_uid: bytes | None
    give: tuple[BarterLineDraft, ...]
    receive: tuple[BarterLineDraft, ...]
    give_on: dt.date
    receive_on: dt.date
    cash: int = 0
    account_code: str = ""
    difference_as: DifferenceAs = DifferenceAs.NONE
    is_like_for_like: bool = False
    give_place: str = ""
    receive_place: str = ""
    freight: int = 0
    freight_account: str = ""
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A part of a line of a barter, in the product's own unit."""

    line_no: int
    base_milli: int


@dataclass(frozen=True, slots=True)
class DeliveryDraft:
    """Goods of a barter handed over later; freight is of what comes in."""

    uid: bytes
    barter_uid: bytes
    parts: tuple[PartDraft, ...]
    freight: int = 0
    freight_account: str = ""
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class CloseDraft:
    """The rest of lines of a barter that will not come any more, and what becomes of it.

    Without ``line_nos`` all that is still open is closed. Money needs an account, else it stays owed.
    """

    uid: bytes
    barter_uid: bytes
    how: Settled
    line_nos: tuple[int, ...] = ()
    account_code: str = ""
    note: str = ""


# ---------------------------------------------------------------- two lists


@dataclass(frozen=True, slots=True)
class Balance:
    """Two lists and the money between them; ``cash`` is plus when it comes to us."""

    given: int
    received: int
    cash: int

    @property
    def difference(self) -> int:
        """How much more we give than we get; below zero we get more."""
        return self.given - self.received - self.cash

    @property
    def given_counts(self) -> int:
        """Exchange value of our list: what is more than theirs counts nothing."""
        return self.given - max(self.difference, 0)

    @property
    def received_counts(self) -> int:
        """Exchange value of their list."""
        return self.received - max(-self.difference, 0)

    def given_parts(self, values: Sequence[int]) -> list[int]:
        """Exchange values of our lines, in order."""
        return _less(values, max(self.difference, 0))

    def received_parts(self, values: Sequence[int]) -> list[int]:
        """Exchange values of their lines, in order."""
        return _less(values, max(-self.difference, 0))


def _less(values: Sequence[int], less: int) -> list[int]:
    parts = money.split(less, values) if values else []
    return [value - part for value, part in zip(values, parts, strict=True)]


def balance(draft: BarterDraft) -> Balance:
    """What two lists come to, also while they are being typed."""
    return Balance(
        sum(line.value for line in draft.give), sum(line.value for line in draft.receive), draft.cash
    )


def cash_to_balance(draft: BarterDraft) -> int:
    """The money that would make two lists come to the same: plus to us, minus from us."""
    found = balance(draft)
    return found.given - found.received


def checked(draft: BarterDraft) -> Balance:
    """The lists of a whole agreement.

    Raises OneSidedError, TooManyLinesError, LineAmountError, MoreThanAgreedError, UnbalancedBarterError,
    LikeForLikeError, FreightAloneError, AmountTooLargeError.
    """
    if not draft.give or not draft.receive:
        raise OneSidedError
    for lines in (draft.give, draft.receive):
        if len(lines) > MOST_LINES:
            raise TooManyLinesError(most=MOST_LINES)
        for line in lines:
            _check_line(line)
        if not money.checked_amount(sum(line.value for line in lines)):
            raise LineAmountError(description=lines[0].description)
    found = balance(draft)
    money.checked_amount(draft.cash)
    if money.checked_amount(draft.freight) < 0:
        raise LineAmountError(description="")
    if draft.freight and not any(line.now_milli for line in draft.receive):
        raise FreightAloneError
    if draft.is_like_for_like:
        if found.cash or found.difference:
            raise LikeForLikeError
    elif found.difference and draft.difference_as is DifferenceAs.NONE:
        raise UnbalancedBarterError(
            difference_text=format_amount(abs(found.difference)),
            given_text=format_amount(found.given + max(-found.cash, 0)),
            gotten_text=format_amount(found.received + max(found.cash, 0)),
        )
    return found


def _check_line(line: BarterLineDraft) -> None:
    is_sound = line.quantity_milli > 0 and line.unit_value_e4 >= 0 and line.factor_milli > 0
    if not is_sound or money.checked_quantity(line.base_quantity_milli) <= 0:
        raise LineAmountError(description=line.description)
    money.checked_amount(line.value)
    if not 0 <= line.now_milli <= line.quantity_milli:
        raise LineAmountError(description=line.description)


# ---------------------------------------------------------------- rates


def rate_milli(ours: int, theirs: int) -> int:
    """How many units of theirs one of ours was worth, thousandths; 0 if there is nothing to divide by.

    Values of a unit of each, or (of a pair without money) their quantity and ours.
    """
    return money.divide_round(ours * money.MILLI, theirs) if theirs > 0 else 0


SETTLED_WORDS: dict[Settled, str] = {
    Settled.DELIVERED: N_("Changed hands"),
    Settled.MONEY: N_("Closed with money"),
    Settled.GIFT: N_("Left as a gift"),
    Settled.WRITTEN_OFF: N_("Rest written off"),
}
