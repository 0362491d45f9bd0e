"""Papers for schools, hotels and offices: what is offered, delivered and billed; and how far each has come.

A quotation and an invoice move nothing and post nothing to the ledger; a delivery is a sale on account.
Amounts are satang, quantities thousandths, unit prices e4.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.sale_draft import DiscountTooLargeError, EmptySaleError, NegativeLineError
from app.errors import UserError
from app.i18n import N_

OFFICE = "office"
"""Channel of what is delivered to offices."""

QUOTED, BILLED = "quotation", "billed"
"""Roles of links: a delivery follows a quotation, an invoice bills a delivery."""


class AlreadyBilledError(UserError):
    """A bill that stands on another invoice, or that nothing is owed of."""

    message = N_("Nothing of {number} is left to bill.")


class BuyerMissingError(UserError):
    """A quotation, delivery or invoice without its buyer."""

    message = N_("For whom is it? Please choose or type a name.")


class NothingToBillError(UserError):
    """An invoice without deliveries."""

    message = N_("Please choose what is to be billed.")


class OtherBuyersBillError(UserError):
    """An invoice over what somebody else received."""

    message = N_("{number} was delivered to somebody else.")


class QuotationOverError(UserError):
    """A delivery that follows a quotation that was cancelled."""

    message = N_("{number} was cancelled.")


class OfferState(StrEnum):
    """How far a quotation has come."""

    OPEN = "open"
    PARTLY = "partly"
    DELIVERED = "delivered"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


OFFER_STATE_WORDS: dict[OfferState, str] = {
    OfferState.OPEN: N_("Waiting for an answer"),
    OfferState.PARTLY: N_("Delivered in part"),
    OfferState.DELIVERED: N_("Delivered"),
    OfferState.EXPIRED: N_("No longer valid"),
    OfferState.CANCELLED: N_("Cancelled"),
}


@dataclass(frozen=True, slots=True)
class OfferLineDraft:
    """A line of a quotation; without a product it is only words and a price."""

    description: str
    quantity_milli: int
    unit: str
    unit_price_e4: int
    product_uid: bytes | None = None
    factor_milli: int = money.MILLI

    @property
    def amount(self) -> int:
        """Quantity at the price, satang."""
        return money.times(self.unit_price_e4, self.quantity_milli)

    @property
    def base_quantity_milli(self) -> int:
        """Quantity in the product's own unit."""
        return money.share(self.quantity_milli, self.factor_milli, money.MILLI)


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """A quotation to a buyer, valid until a day."""

    uid: bytes
    party_uid: bytes | None
    lines: tuple[OfferLineDraft, ...]
    discount: int = 0
    valid_until: dt.date | None = None
    note: str = ""
    section_uid: bytes | None = None
    project_uid: bytes | None = None


@dataclass(frozen=True, slots=True)
class InvoiceDraft:
    """An invoice over deliveries (by the uids of their documents), due on a day."""

    uid: bytes
    party_uid: bytes | None
    bills: tuple[bytes, ...]
    due: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfferSum:
    """What a quotation comes to, satang."""

    subtotal: int
    discount: int
    total: int


def offer_sum(draft: OfferDraft) -> OfferSum:
    """Add a quotation up.

    Raises EmptySaleError, NegativeLineError, DiscountTooLargeError, AmountTooLargeError.
    """
    if not draft.lines:
        raise EmptySaleError
    for line in draft.lines:
        if line.quantity_milli <= 0 or line.unit_price_e4 < 0 or line.factor_milli <= 0:
            raise NegativeLineError(description=line.description)
        money.checked_quantity(line.quantity_milli)
        money.checked_quantity(line.base_quantity_milli)
    subtotal = money.checked_amount(sum(line.amount for line in draft.lines))
    if not 0 <= draft.discount <= subtotal:
        raise DiscountTooLargeError
    return OfferSum(subtotal, draft.discount, subtotal - draft.discount)


def offer_state(
    lines: Iterable[tuple[bytes | None, int]],
    delivered: Mapping[bytes, int],
    *,
    cancelled: bool,
    valid_until: dt.date | None,
    today: dt.date,
    deliveries: int,
) -> OfferState:
    """How far a quotation has come.

    ``lines`` are product and quantity in its own unit, ``delivered`` quantities by product, thousandths.
    """
    if cancelled:
        return OfferState.CANCELLED
    wanted: dict[bytes, int] = {}
    for product, quantity in lines:
        if product is not None:
            wanted[product] = wanted.get(product, 0) + quantity
    if deliveries and all(delivered.get(product, 0) >= quantity for product, quantity in wanted.items()):
        return OfferState.DELIVERED
    if deliveries:
        return OfferState.PARTLY
    if valid_until is not None and valid_until < today:
        return OfferState.EXPIRED
    return OfferState.OPEN
