"""What the till holds before a bill or a return is posted, and what can be wrong with it.

Amounts are satang, quantities thousandths, unit prices e4.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.receipt_book import ReceiptUse
from app.errors import UserError
from app.i18n import N_


class EmptySaleError(UserError):
    """A sale without lines."""

    message = N_("There is nothing in the cart yet.")


class NegativeLineError(UserError):
    """A line whose quantity is not above zero, or whose price or discount is below zero."""

    message = N_("Please check “{description}”: the quantity has to be above zero, the price not below zero.")


class DiscountTooLargeError(UserError):
    """A discount that is more than what it is taken from, or below zero."""

    message = N_("A discount cannot be more than the price.")


class TenderShortError(UserError):
    """Less was paid than the bill; ``missing`` is in satang."""

    message = N_("Not enough was paid. Take another payment, put the rest on account, or hold the bill.")

    def __init__(self, *, missing: int) -> None:
        self.missing = missing
        super().__init__(missing=missing)


class ChangeFromNonCashError(UserError):
    """Change is given only from cash; ``excess`` is in satang."""

    message = N_("Only cash can be more than the bill. Please lower the other payment.")

    def __init__(self, *, excess: int) -> None:
        self.excess = excess
        super().__init__(excess=excess)


class NegativeTenderError(UserError):
    """A payment below zero."""

    message = N_("A payment cannot be below zero.")


class EmptyReturnError(UserError):
    """A return without lines."""

    message = N_("Please choose what is being returned.")


class LineNotOnReceiptError(UserError):
    """A return of something that the receipt does not have."""

    message = N_("This is not on the receipt.")


class QuantityAlreadyReturnedError(UserError):
    """More is returned than is left of a line; ``left_milli`` is what can still come back."""

    message = N_("More is being returned than is left of this line on the receipt.")

    def __init__(self, *, left_milli: int) -> None:
        self.left_milli = left_milli
        super().__init__(left_milli=left_milli)


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """Bills are rounded to a multiple of ``step`` satang; 0 or 1 leaves them as they are."""

    step: int = 0
    down: bool = False


NO_ROUNDING = RoundingRule()
ROUNDING_STEPS = (0, 25, 50, 100)
"""What the setting offers: none, 0.25, 0.50 and 1 baht."""


@dataclass(frozen=True, slots=True)
class SaleLineDraft:
    """A line in the cart; a discount is an amount in satang, a percentage, or both (percent first)."""

    product_uid: bytes
    description: str
    quantity_milli: int
    unit: str
    unit_price_e4: int
    factor_milli: int = money.MILLI
    discount: int = 0
    discount_percent_bp: int = 0

    @property
    def base_quantity_milli(self) -> int:
        """Quantity in the product's own unit: a sack of 50 kg is 50."""
        return money.share(self.quantity_milli, self.factor_milli, money.MILLI)


@dataclass(frozen=True, slots=True)
class TenderDraft:
    """A payment; ``tendered`` is the cash handed over, if it is more than ``amount``."""

    tender_uid: bytes
    amount: int
    tendered: int | None = None
    reference: str = ""
    confirmed: bool = False
    is_cash: bool = False

    @property
    def handed(self) -> int:
        """What the customer handed over."""
        return self.amount if self.tendered is None else self.tendered


@dataclass(frozen=True, slots=True)
class SaleDraft:
    """A bill at the till; ``uid`` is made when it is opened, so that a retry posts it once."""

    uid: bytes
    lines: tuple[SaleLineDraft, ...] = ()
    bill_discount: int = 0
    bill_discount_percent_bp: int = 0
    tenders: tuple[TenderDraft, ...] = ()
    party_uid: bytes | None = None
    note: str = ""
    section_uid: bytes | None = None
    project_uid: bytes | None = None
    priced_for: bytes | None = None
    """Whose prices they are: a member's, or those of the one a coupon is for; the till says it before it
    shows the total, and who pays later may be somebody else."""
    coupons: tuple[str, ...] = ()
    """Codes that the customer showed."""
    minute: int | None = None
    """The minute of the day at which prices by rule and promotions are taken; None takes none, and the
    lines stand as they are (what was agreed in an order, a quotation, a tally sheet)."""
    channel: str = ""
    """By which way it is sold, as it was chosen at the till; empty: as whoever posts it says."""
    receipts: tuple[ReceiptUse, ...] = ()
    """Paper receipts that were written for it before it was entered; the till names them."""


class Condition(StrEnum):
    """How returned goods come back."""

    SELLABLE = "sellable"
    SPOILED = "spoiled"


@dataclass(frozen=True, slots=True)
class SaleReturnLineDraft:
    """What comes back of one line of the receipt."""

    line_no: int
    quantity_milli: int
    condition: Condition = Condition.SELLABLE


@dataclass(frozen=True, slots=True)
class SaleReturnDraft:
    """A return of a sale, in whole or part; ``tenders`` is how the money goes back."""

    uid: bytes
    sale_uid: bytes
    lines: tuple[SaleReturnLineDraft, ...] = ()
    tenders: tuple[TenderDraft, ...] = ()
    reason: str = ""
