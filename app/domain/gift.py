"""Goods given away or received for nothing: gifts, samples, the group's own use, relief. All pure, satang."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.purchase import NO_SLIP, EmptyDocumentError, LineAmountError, Slip
from app.errors import UserError
from app.i18n import N_


class GiftWay(StrEnum):
    """Whether goods left or came."""

    GIVEN = "given"
    RECEIVED = "received"


class GiftPurpose(StrEnum):
    """What they were for."""

    GIFT = "gift"
    SAMPLE = "sample"
    """Tasting and showing."""
    RELIEF = "relief"
    """Help for people in need, at no price."""
    OWN_USE = "own_use"
    """Used by the group itself."""


GIVEN_FOR = (GiftPurpose.GIFT, GiftPurpose.SAMPLE, GiftPurpose.RELIEF, GiftPurpose.OWN_USE)
RECEIVED_FOR = (GiftPurpose.GIFT, GiftPurpose.RELIEF)


class GiftPurposeError(UserError):
    """Something received as a sample or for own use."""

    message = N_("What comes for nothing is a gift or relief.")


class GiftValueError(UserError):
    """Goods that came for nothing without a fair value."""

    message = N_("What would “{name}” have cost? Goods that come as a gift are entered at their fair value.")


@dataclass(frozen=True, slots=True)
class GiftLineDraft:
    """Goods in their unit; ``value`` is what all of the line is worth at the day's price, satang."""

    product_uid: bytes
    quantity_milli: int
    unit: str
    value: int
    factor_milli: int = money.MILLI
    description: str = ""

    @property
    def base_quantity_milli(self) -> int:
        """Quantity in the product's own unit."""
        return money.share(self.quantity_milli, self.factor_milli, money.MILLI)


@dataclass(frozen=True, slots=True)
class GiftDraft:
    """Goods given or received; ``uid`` is made when the form opens. Freight is of what comes."""

    uid: bytes
    way: GiftWay
    purpose: GiftPurpose
    lines: tuple[GiftLineDraft, ...]
    party_uid: bytes | None = None
    freight: int = 0
    freight_account: str = ""
    slip: Slip = NO_SLIP
    note: str = ""


def gift_total(draft: GiftDraft) -> int:
    """What the goods are worth, satang.

    Raises EmptyDocumentError, LineAmountError, GiftPurposeError, GiftValueError, AmountTooLargeError.
    """
    if not draft.lines:
        raise EmptyDocumentError
    if draft.way is GiftWay.RECEIVED and draft.purpose not in RECEIVED_FOR:
        raise GiftPurposeError
    for line in draft.lines:
        if line.quantity_milli <= 0 or line.value < 0 or line.factor_milli <= 0:
            raise LineAmountError(description=line.description)
        if money.checked_quantity(line.base_quantity_milli) <= 0:
            raise LineAmountError(description=line.description)
        if not money.checked_amount(line.value) and draft.way is GiftWay.RECEIVED:
            raise GiftValueError(name=line.description)
    if money.checked_amount(draft.freight) < 0:
        raise LineAmountError(description="")
    return money.checked_amount(sum(line.value for line in draft.lines))


PURPOSE_WORDS: dict[GiftPurpose, str] = {
    GiftPurpose.GIFT: N_("Gift"),
    GiftPurpose.SAMPLE: N_("Sample, tasting"),
    GiftPurpose.RELIEF: N_("Relief"),
    GiftPurpose.OWN_USE: N_("Used by the group"),
}
