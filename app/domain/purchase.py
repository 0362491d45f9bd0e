"""Drafts of what comes in and goes out besides sales: purchases, goods of the opening, counts.

Amounts are satang, quantities thousandths. Freight is shared over the goods by their amounts.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.sale_draft import TenderDraft
from app.domain.vat import InputVat
from app.errors import UserError
from app.i18n import N_


class EmptyDocumentError(UserError):
    """A form without lines."""

    message = N_("There is nothing to save yet.")


class LineAmountError(UserError):
    """A line whose quantity is not above zero or whose amount is below zero."""

    message = N_("Please check “{description}”: quantity and amount have to be above zero.")


class PaymentsDifferError(UserError):
    """The payments are more than the document's total."""

    message = N_("The payments are more than the total.")


@dataclass(frozen=True, slots=True)
class Slip:
    """The paper slip behind an entry: its own date and number."""

    date: dt.date | None = None
    number: str = ""


NO_SLIP = Slip()


@dataclass(frozen=True, slots=True)
class PurchaseLineDraft:
    """Goods bought: ``amount`` for all of the line, without shared freight."""

    product_uid: bytes
    quantity_milli: int
    unit: str
    amount: int
    factor_milli: int = money.MILLI
    description: str = ""

    @property
    def base_quantity_milli(self) -> int:
        """Quantity in the product's own unit."""
        return money.share(self.quantity_milli, self.factor_milli, money.MILLI)


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """A purchase of goods for stock; what the tenders do not pay is owed to the supplier."""

    uid: bytes
    lines: tuple[PurchaseLineDraft, ...]
    freight: int = 0
    supplier_uid: bytes | None = None
    tenders: tuple[TenderDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""
    section_uid: bytes | None = None
    project_uid: bytes | None = None
    vat: InputVat | None = None
    """Tax in the amounts, for a group that is registered."""


@dataclass(frozen=True, slots=True)
class OpeningStockDraft:
    """Goods on hand at the start and what they had cost (cash part and full cost beside it)."""

    product_uid: bytes
    quantity_milli: int
    value: int
    cash_value: int | None = None
    full_value: int | None = None


@dataclass(frozen=True, slots=True)
class CountLineDraft:
    """A counted product: ``expected_milli`` is what the books said at that moment."""

    product_uid: bytes
    counted_milli: int
    expected_milli: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CountDraft:
    """A stock count of one place."""

    uid: bytes
    lines: tuple[CountLineDraft, ...]
    location_id: int = 1
    note: str = ""


def landed_amounts(lines: Sequence[PurchaseLineDraft], freight: int) -> list[int]:
    """Each line's cost with its share of the freight; raises EmptyDocumentError, LineAmountError."""
    if not lines:
        raise EmptyDocumentError
    for line in lines:
        if line.quantity_milli <= 0 or line.amount < 0 or line.factor_milli <= 0:
            raise LineAmountError(description=line.description)
        money.checked_quantity(line.base_quantity_milli)
        money.checked_amount(line.amount)
    if freight < 0:
        raise LineAmountError(description="")
    shares = money.split(money.checked_amount(freight), [line.amount for line in lines])
    return [line.amount + share for line, share in zip(lines, shares, strict=True)]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a purchase comes to in satang: the goods, all of it, what stays owed, and each line with freight.

    ``each_e4`` is what one of a line's own units costs with its share of the freight.
    """

    goods: int
    total: int
    left: int
    landed: tuple[int, ...]
    each_e4: tuple[int, ...]


def reckon(draft: PurchaseDraft) -> Reckoning:
    """Add up a purchase before it is posted; raises what ``landed_amounts`` raises."""
    landed = landed_amounts(draft.lines, draft.freight)
    total = sum(landed)
    return Reckoning(
        sum(line.amount for line in draft.lines),
        total,
        left_to_pay(total, draft.tenders),
        tuple(landed),
        tuple(
            money.unit_cost_e4(cost, line.base_quantity_milli) if line.base_quantity_milli else 0
            for line, cost in zip(draft.lines, landed, strict=True)
        ),
    )


def left_to_pay(total: int, tenders: Sequence[TenderDraft]) -> int:
    """What the payments leave unpaid of a total, in satang."""
    return total - sum(tender.amount for tender in tenders)
