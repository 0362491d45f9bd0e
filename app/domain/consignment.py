"""Goods that one sells for another: whose goods leave, how a price is split, what is owed and paid out.

Quantities are thousandths, amounts satang, shares of an owner basis points or e4 satang a unit. All pure.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.errors import UserError
from app.i18n import N_

WHOLE_BP = 10_000
MOST_LINES = 500


class Direction(StrEnum):
    """Whose goods are where: theirs with us, ours at a shop, theirs that we work on for a fee."""

    IN = "in"
    OUT = "out"
    PROCESSING = "processing"


class Method(StrEnum):
    """How the owner's share is counted."""

    PERCENT = "percent"
    AMOUNT = "amount"


class BorneBy(StrEnum):
    """Who bears what goes bad, or a discount."""

    GROUP = "group"
    OWNER = "owner"


class SoldFirst(StrEnum):
    """Whose goods go first where a product is both ours and somebody's."""

    CONSIGNED = "consigned"
    OWN = "own"
    OLDEST = "oldest"


class Purpose(StrEnum):
    """What happened to goods of a slip."""

    TAKEN_IN = "taken_in"
    SENT = "sent"
    RETURNED = "returned"
    SPOILED = "spoiled"
    LOST = "lost"
    USED = "used"
    MADE = "made"


METHOD_WORDS = {Method.PERCENT: N_("Percent of the price"), Method.AMOUNT: N_("Baht a unit")}
BORNE_WORDS = {BorneBy.GROUP: N_("the group"), BorneBy.OWNER: N_("the owner")}
PURPOSE_WORDS = {
    Purpose.TAKEN_IN: N_("Taken in"),
    Purpose.SENT: N_("Sent to a shop"),
    Purpose.RETURNED: N_("Given back"),
    Purpose.SPOILED: N_("Gone bad"),
    Purpose.LOST: N_("Missing"),
    Purpose.USED: N_("Used up"),
    Purpose.MADE: N_("Made of it"),
}


class ShareMissingError(UserError):
    """An agreement without a share, or with one that cannot be."""

    message = N_("What does the owner get? Please enter a percentage up to 100, or an amount.")


class NoTermsError(UserError):
    """Goods of somebody with whom nothing was agreed."""

    message = N_("What was agreed with “{name}” about “{product}”? Please enter her share first.")


class OwnerMissingError(UserError):
    """A slip without the person whose goods or shop it is."""

    message = N_("Whose goods are these? Please choose or type a name.")


class NothingConsignedError(UserError):
    """A slip without a line."""

    message = N_("Please enter what it is about: a product and how much.")


class ConsignedQuantityError(UserError):
    """A quantity of nothing, or a price below zero."""

    message = N_("How much of “{product}”? Please enter a quantity above zero, and no price below zero.")


class MoreThanHeldError(UserError):
    """More leaves than there is; ``held_milli`` and ``wanted_milli`` in thousandths."""

    message = N_("Of “{product}” there are {held_milli} of “{name}” here, not {wanted_milli}.")


class MoreThanDueError(UserError):
    """More is paid out than is due; ``due_amount`` and ``amount`` in satang."""

    message = N_("“{name}” is due {due_amount} baht; {amount} cannot be paid out.")


class NothingToSettleError(UserError):
    """A settlement with nothing to settle."""

    message = N_("There is nothing to settle with “{name}” up to this day.")


class SettleAmountError(UserError):
    """An amount of a settlement below zero."""

    message = N_("Amounts of a settlement cannot be below zero.")


class CommissionTooLargeError(UserError):
    """A shop keeps more than it sold."""

    message = N_("What the shop keeps and what it paid come to more than what it sold.")


class ReasonMissingError(UserError):
    """Goods that went bad or are missing, without a word why."""

    message = N_("Please say why “{product}” went bad or is missing.")


class DaysTurnedError(UserError):
    """A settlement whose last day is before its first."""

    message = N_("The first day has to be before the last one.")


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


# ---------------------------------------------------------------- drafts


@dataclass(frozen=True, slots=True)
class TermsData:
    """An agreement as it is typed; without a product it holds for all of the person's."""

    direction: Direction
    party_uid: bytes
    method: Method
    value: int
    from_day: dt.date
    product_uid: bytes | None = None
    location_uid: bytes | None = None
    spoilage_by: BorneBy = BorneBy.GROUP
    discount_by: BorneBy = BorneBy.GROUP
    note: str = ""


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """A product and how much of its base unit (thousandths); ``price_e4`` is what it is to be sold for."""

    product_uid: bytes
    quantity_milli: int
    price_e4: int | None = None
    purpose: Purpose = Purpose.SPOILED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GoodsDraft:
    """A slip of goods that come, go back, go bad or go to a shop."""

    uid: bytes
    party_uid: bytes | None
    lines: tuple[GoodsLine, ...]
    direction: Direction = Direction.IN
    location_id: int = 1
    shop_location_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaidWith:
    """Money that is paid from, or comes into, a place of money."""

    account_code: str
    amount: int


@dataclass(frozen=True, slots=True)
class SettleDraft:
    """What one owner is paid of what was sold of hers up to a day."""

    uid: bytes
    party_uid: bytes
    last_day: dt.date
    moneys: tuple[PaidWith, ...] = ()
    charges: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShopLine:
    """What a shop sold of a product, and for how much in all (satang)."""

    product_uid: bytes
    quantity_milli: int
    gross: int


@dataclass(frozen=True, slots=True)
class ShopDraft:
    """What a shop says it sold of ours: what it keeps (None: as agreed), and what it paid already."""

    uid: bytes
    party_uid: bytes
    location_id: int
    first_day: dt.date
    last_day: dt.date
    lines: tuple[ShopLine, ...]
    commission: int | None = None
    moneys: tuple[PaidWith, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkedDraft:
    """What was made of somebody's material for a fee: what it took, what came of it, how she paid."""

    uid: bytes
    party_uid: bytes
    used: tuple[GoodsLine, ...]
    made: tuple[GoodsLine, ...]
    fee: int
    moneys: tuple[PaidWith, ...] = ()
    location_id: int = 1
    note: str = ""


def checked_lines(lines: Sequence[GoodsLine | ShopLine], names: Sequence[str]) -> None:
    """Raise NothingConsignedError, ConsignedQuantityError, AmountTooLargeError for what is no slip."""
    if not lines or len(lines) > MOST_LINES:
        raise NothingConsignedError
    for line, name in zip(lines, names, strict=True):
        price = line.gross if isinstance(line, ShopLine) else line.price_e4 or 0
        if money.checked_quantity(line.quantity_milli) <= 0 or price < 0:
            raise ConsignedQuantityError(product=name)
        money.checked_amount(price if isinstance(line, ShopLine) else price // money.E4)


def money_in_all(moneys: Sequence[PaidWith]) -> int:
    """What several payments come to, satang; raises SettleAmountError, AmountTooLargeError."""
    for each in moneys:
        if money.checked_amount(each.amount) < 0:
            raise SettleAmountError
    return money.checked_amount(sum(each.amount for each in moneys))


def kept_by_shop(terms: Terms, gross: int, quantity: int) -> int:
    """What a shop keeps of what it sold when our share is as agreed, satang."""
    return max(0, gross - owner_share(terms, gross, quantity))
