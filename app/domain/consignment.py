"""Goods that one sells for another: whose goods leave, how a price is split, what is owed and paid out.

Quantities are thousandths, amounts satang, shares of an owner basis points or e4 satang a unit. All pure.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.consignment_draft import (
    BORNE_WORDS,
    METHOD_WORDS,
    PURPOSE_WORDS,
    BorneBy,
    CommissionTooLargeError,
    ConsignedQuantityError,
    DaysTurnedError,
    Direction,
    FeeExceededError,
    GoodsDraft,
    GoodsLine,
    KeptMoreError,
    KeptValueError,
    Method,
    MoreThanDueError,
    MoreThanHeldError,
    MoreThereError,
    NotAShopError,
    NoTermsError,
    NothingConsignedError,
    NothingToSettleError,
    OwnerMissingError,
    PaidWith,
    Purpose,
    ReasonMissingError,
    SettleAmountError,
    SettleDraft,
    ShareMissingError,
    ShopDraft,
    ShopLine,
    SoldFirst,
    SoldForMissingError,
    TermsData,
    WorkedDraft,
    checked_lines,
    money_in_all,
)

__all__ = [
    "BORNE_WORDS",
    "METHOD_WORDS",
    "PURPOSE_WORDS",
    "WHOLE_BP",
    "BorneBy",
    "CommissionTooLargeError",
    "ConsignedQuantityError",
    "DaysTurnedError",
    "Direction",
    "FeeExceededError",
    "GoodsDraft",
    "GoodsLine",
    "Held",
    "KeptMoreError",
    "KeptValueError",
    "Method",
    "MoreThanDueError",
    "MoreThanHeldError",
    "MoreThereError",
    "NoTermsError",
    "NotAShopError",
    "NothingConsignedError",
    "NothingToSettleError",
    "OwnerMissingError",
    "PaidWith",
    "Purpose",
    "ReasonMissingError",
    "SettleAmountError",
    "SettleDraft",
    "ShareMissingError",
    "Sheet",
    "ShopDraft",
    "ShopLine",
    "SoldFirst",
    "SoldForMissingError",
    "SoldPart",
    "Split",
    "Taken",
    "Terms",
    "TermsData",
    "WorkedDraft",
    "back_of_parts",
    "checked_lines",
    "checked_sheet",
    "checked_terms",
    "discount_of_owner",
    "kept_by_shop",
    "left_of_receipts",
    "money_in_all",
    "owner_share",
    "part_back",
    "split_price",
    "take",
]

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: ``value`` is the owner's share, basis points or e4 satang a unit."""

    method: Method
    value: int
    spoilage_by: BorneBy = BorneBy.GROUP
    discount_by: BorneBy = BorneBy.GROUP
    terms_id: int | None = None


def checked_terms(terms: Terms) -> Terms:
    """The terms themselves; raises ShareMissingError, AmountTooLargeError."""
    if terms.value < 0 or (terms.method is Method.PERCENT and terms.value > WHOLE_BP):
        raise ShareMissingError
    money.checked_amount(terms.value // money.E4)
    return terms


def owner_share(terms: Terms, listed: int, quantity: int) -> int:
    """What the owner gets of goods at a price in satang before anybody takes a discount off it."""
    if terms.method is Method.PERCENT:
        return money.percent(listed, terms.value)
    return money.times(terms.value, quantity)


@dataclass(frozen=True, slots=True)
class Split:
    """A price paid, in two: the owner's part and the group's; below zero the group bears a discount."""

    owner: int
    commission: int


def split_price(terms: Terms, quantity: int, listed: int, paid: int, owners_discount: int = 0) -> Split:
    """Split what a customer paid for goods of somebody; both parts make it.

    The owner gets her share of the listed price less what of the discount she bears, never below zero;
    all else, more discount too, is the group's.
    """
    owner = max(0, owner_share(terms, listed, quantity) - max(0, owners_discount))
    return Split(owner, paid - owner)


def discount_of_owner(terms: Terms, discount: int, promotions: Sequence[tuple[int, str]] = ()) -> int:
    """How much of a part's discount its owner bears, satang.

    ``promotions`` are what promotions took off and who bears each: that holds before what was agreed, which
    decides on the rest.
    """
    known = sum(amount for amount, _by in promotions)
    hers = sum(amount for amount, by in promotions if by == BorneBy.OWNER)
    rest = max(0, discount - known)
    if terms.discount_by is BorneBy.OWNER:
        hers += rest
    return max(0, min(hers, discount))


# ---------------------------------------------------------------- whose goods leave


@dataclass(frozen=True, slots=True)
class Held:
    """Goods of one owner (None: the group) at a place, since the day that the oldest of them came."""

    owner_id: int | None
    quantity: int
    since: dt.date = dt.date.min


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of whose goods leave."""

    owner_id: int | None
    quantity: int


def take(wanted: int, held: Sequence[Held], order: SoldFirst, rest_of: int | None = None) -> list[Taken]:
    """Whose goods leave when ``wanted`` do; what nobody has there is of ``rest_of``.

    Of several owners the one whose goods came first goes first.
    """
    there = [each for each in held if each.quantity > 0]

    def key(each: Held) -> tuple[bool, dt.date, bool, int]:
        own = each.owner_id is None
        first = own if order is SoldFirst.CONSIGNED else not own
        return (first and order is not SoldFirst.OLDEST, each.since, own, each.owner_id or 0)

    taken: dict[int | None, int] = {}
    for each in sorted(there, key=key):
        part = min(wanted, each.quantity)
        if part > 0:
            taken[each.owner_id] = taken.get(each.owner_id, 0) + part
            wanted -= part
    if wanted > 0:
        taken[rest_of] = taken.get(rest_of, 0) + wanted
    return [Taken(owner, quantity) for owner, quantity in taken.items()]


def left_of_receipts(receipts: Sequence[tuple[dt.date, int]], on_hand: int) -> list[tuple[dt.date, int]]:
    """Of receipts (day, quantity) those that are still there if the oldest went first, the oldest first."""
    left = []
    for day, quantity in sorted(receipts, reverse=True):
        part = min(quantity, on_hand)
        if part <= 0:
            break
        left.append((day, part))
        on_hand -= part
    return left[::-1]


# ---------------------------------------------------------------- what comes back


def back_of_parts(left: Sequence[int], now: int) -> list[int]:
    """How much of each part of a line comes back when ``now`` does; the last part comes back first.

    ``left`` is what of each part has not come back yet. What is more than all of them is dropped.
    """
    back = [0] * len(left)
    for position in range(len(left) - 1, -1, -1):
        back[position] = max(0, min(left[position], now))
        now -= back[position]
    return back


@dataclass(frozen=True, slots=True)
class SoldPart:
    """What is stored of somebody's part of a sale line, or left of it after returns."""

    quantity: int
    listed: int
    paid: int
    owner: int

    @property
    def commission(self) -> int:
        """The group's part of what was paid."""
        return self.paid - self.owner


def part_back(left: SoldPart, now: int) -> SoldPart:
    """What of the rest of a stored part comes back with ``now`` units, all with the sign turned.

    Whatever was agreed since does not matter; the last return takes exactly what is left.
    """

    def back(stored: int) -> int:
        return -money.share(stored, now, left.quantity)

    return SoldPart(-now, back(left.listed), back(left.paid), back(left.owner))


# ---------------------------------------------------------------- settlement


@dataclass(frozen=True, slots=True)
class Sheet:
    """A settlement: what was sold and the group keeps of it, what was carried in, what is due.

    ``carried_in`` and ``carried_out`` below zero are owed by the owner.
    """

    gross: int
    commission: int
    carried_in: int
    charges: int = 0
    paid: int = 0

    @property
    def earned(self) -> int:
        """What the owner earned in the time."""
        return self.gross - self.commission

    @property
    def due(self) -> int:
        """What she may be paid: never below zero."""
        return max(0, self.earned + self.carried_in - self.charges)

    @property
    def carried_out(self) -> int:
        """What stays after the payment."""
        return self.earned + self.carried_in - self.charges - self.paid


def checked_sheet(sheet: Sheet, name: str) -> Sheet:
    """The sheet itself; raises SettleAmountError, MoreThanDueError, AmountTooLargeError."""
    for amount in (sheet.charges, sheet.paid):
        if money.checked_amount(amount) < 0:
            raise SettleAmountError
    before = max(0, sheet.earned + sheet.carried_in)
    if sheet.charges > before:
        raise MoreThanDueError(name=name, due_amount=before, amount=sheet.charges)
    if sheet.paid > sheet.due:
        raise MoreThanDueError(name=name, due_amount=sheet.due, amount=sheet.paid)
    return sheet


def kept_by_shop(terms: Terms, gross: int, quantity: int) -> int:
    """What a shop keeps of what it sold when our share is as agreed, satang."""
    return max(0, gross - owner_share(terms, gross, quantity))
