"""What is typed about consigned goods, the words for it, and what is wrong with it.

Quantities are thousandths, amounts satang, shares of an owner basis points or e4 satang a unit.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.errors import UserError
from app.i18n import N_

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
BORNE_WORDS = {BorneBy.GROUP: N_("Group bears"), BorneBy.OWNER: N_("Owner bears")}
PURPOSE_WORDS = {
    Purpose.TAKEN_IN: N_("Taken in"),
    Purpose.SENT: N_("Sent to a shop"),
    Purpose.RETURNED: N_("Gone back"),
    Purpose.SPOILED: N_("Gone bad"),
    Purpose.LOST: N_("Lost goods"),
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


class MoreThereError(UserError):
    """More leaves a shop than lies there; ``held_milli`` and ``wanted_milli`` in thousandths."""

    message = N_("At “{name}” there are {held_milli} of “{product}”, not {wanted_milli}.")


class NotAShopError(UserError):
    """Goods given out to a place that is no shop of somebody else."""

    message = N_("To which shop do the goods go? Please choose a place that sells our goods for us.")


class MoreThanDueError(UserError):
    """More is paid out than is due; ``due_amount`` and ``amount`` in satang."""

    message = N_("“{name}” is due {due_amount} baht; {amount} cannot be paid out.")


class NothingToSettleError(UserError):
    """A settlement with nothing to settle."""

    message = N_("There is nothing to settle with “{name}” up to this day.")


class SettleAmountError(UserError):
    """An amount of a settlement below zero."""

    message = N_("Amounts of a settlement cannot be below zero.")


class SoldForMissingError(UserError):
    """Goods that a shop sold for nothing."""

    message = N_("What was “{product}” sold for in all? The shop's settlement needs an amount.")


class CommissionTooLargeError(UserError):
    """A shop keeps more than it sold."""

    message = N_("What the shop keeps and what it paid come to more than what it sold.")


class FeeExceededError(UserError):
    """More was received for work than its fee; ``fee_amount`` and ``amount`` in satang."""

    message = N_("The fee is {fee_amount} baht; {amount} in money and goods is more.")


class KeptMoreError(UserError):
    """More is kept as a fee than was made; quantities in thousandths."""

    message = N_("Of “{product}” {made_milli} were made; {wanted_milli} cannot be kept as the fee.")


class KeptValueError(UserError):
    """Goods kept as a fee without what they are worth."""

    message = N_(
        "What is a unit of “{product}” worth? Goods kept as the fee are entered at their fair value."
    )


class ReasonMissingError(UserError):
    """Goods that went bad or are missing, without a word why."""

    message = N_("Please say why “{product}” went bad or is missing.")


class DaysTurnedError(UserError):
    """A settlement whose last day is before its first."""

    message = N_("The first day has to be before the last one.")


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
    location_id: int | None = None
    """Where it lies (local id); None: where the slip says."""


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
    """What was made of somebody's material for a fee: what it took, what came of it, how she paid.

    ``made`` is all that came of it; ``kept`` what of it stays as the fee, a unit at ``price_e4``.
    Without a fee that is said, it is what was received, in goods and money.
    """

    uid: bytes
    party_uid: bytes
    used: tuple[GoodsLine, ...]
    made: tuple[GoodsLine, ...]
    fee: int | None
    moneys: tuple[PaidWith, ...] = ()
    location_id: int = 1
    note: str = ""
    kept: tuple[GoodsLine, ...] = ()

    @property
    def kept_value(self) -> int:
        """What the goods kept are worth, satang."""
        return sum(money.times(each.price_e4 or 0, each.quantity_milli) for each in self.kept)

    @property
    def received(self) -> int:
        """What was paid already, in goods and money, satang."""
        return self.kept_value + sum(each.amount for each in self.moneys)

    @property
    def charged(self) -> int:
        """The fee, satang."""
        return self.received if self.fee is None else self.fee

    @property
    def owed(self) -> int:
        """What of the fee is still to come, satang."""
        return self.charged - self.received


def checked_lines(lines: Sequence[GoodsLine | ShopLine], names: Sequence[str]) -> None:
    """Raise what is wrong with lines of a slip or of a shop's settlement.

    NothingConsignedError, ConsignedQuantityError, SoldForMissingError, AmountTooLargeError.
    """
    if not lines or len(lines) > MOST_LINES:
        raise NothingConsignedError
    for line, name in zip(lines, names, strict=True):
        price = line.gross if isinstance(line, ShopLine) else line.price_e4 or 0
        if money.checked_quantity(line.quantity_milli) <= 0 or price < 0:
            raise ConsignedQuantityError(product=name)
        if isinstance(line, ShopLine) and not price:
            raise SoldForMissingError(product=name)
        money.checked_amount(price if isinstance(line, ShopLine) else price // money.E4)


def money_in_all(moneys: Sequence[PaidWith]) -> int:
    """What several payments come to, satang; raises SettleAmountError, AmountTooLargeError."""
    for each in moneys:
        if money.checked_amount(each.amount) < 0:
            raise SettleAmountError
    return money.checked_amount(sum(each.amount for each in moneys))
