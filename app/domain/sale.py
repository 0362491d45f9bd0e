"""A sale before it is posted: its price line by line, and how it is paid.

Amounts are satang, quantities thousandths, unit prices e4. Drafts are what the till holds; pricing
and settling are pure, so the screen, the command line and the posting all see the same figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.errors import UserError
from app.i18n import N_

_WHOLE_BP = 10_000


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


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its price: ``amount`` = gross − discount − bill discount."""

    draft: SaleLineDraft
    gross: int
    discount: int
    bill_discount: int
    amount: int


@dataclass(frozen=True, slots=True)
class PricedSale:
    """A bill with its price: the line amounts and ``rounding`` make the ``total``."""

    lines: tuple[PricedLine, ...]
    gross: int
    line_discount: int
    bill_discount: int
    rounding: int
    total: int

    @property
    def subtotal(self) -> int:
        """Lines after their own discounts, before the bill's."""
        return self.gross - self.line_discount

    @property
    def discount(self) -> int:
        """All that was taken off, without rounding."""
        return self.line_discount + self.bill_discount


@dataclass(frozen=True, slots=True)
class SettledTender:
    """A payment as it will be posted: ``amount`` settles the bill, ``tendered`` was handed over."""

    draft: TenderDraft
    amount: int
    tendered: int

    @property
    def change(self) -> int:
        """What goes back to the customer."""
        return self.tendered - self.amount


@dataclass(frozen=True, slots=True)
class Settled:
    """How a bill is paid: the amounts sum to the total; ``change`` is given in cash."""

    tenders: tuple[SettledTender, ...]
    change: int


def price_line(line: SaleLineDraft) -> PricedLine:
    """Price of one line before the bill's discount.

    Raises NegativeLineError, DiscountTooLargeError, AmountTooLargeError.
    """
    if line.quantity_milli <= 0 or line.unit_price_e4 < 0 or line.factor_milli <= 0:
        raise NegativeLineError(description=line.description)
    money.checked_quantity(line.quantity_milli)
    money.checked_quantity(line.base_quantity_milli)
    gross = money.checked_amount(money.times(line.unit_price_e4, line.quantity_milli))
    discount = _discount(gross, line.discount, line.discount_percent_bp)
    return PricedLine(line, gross, discount, 0, gross - discount)


def price_sale(draft: SaleDraft, rounding_rule: RoundingRule = NO_ROUNDING) -> PricedSale:
    """Price a bill: line amounts and rounding always make the total.

    The bill's discount is spread over the lines by their net amounts, remainders to the largest
    remainder. Raises EmptySaleError, NegativeLineError, DiscountTooLargeError, AmountTooLargeError.
    """
    if not draft.lines:
        raise EmptySaleError
    lines = [price_line(line) for line in draft.lines]
    net = money.checked_amount(sum(line.amount for line in lines))
    bill_discount = _discount(net, draft.bill_discount, draft.bill_discount_percent_bp)
    shares = money.split(bill_discount, [line.amount for line in lines])
    priced = tuple(
        PricedLine(line.draft, line.gross, line.discount, share, line.amount - share)
        for line, share in zip(lines, shares, strict=True)
    )
    due = net - bill_discount
    total = money.round_to(due, rounding_rule.step, down=rounding_rule.down)
    return PricedSale(
        lines=priced,
        gross=sum(line.gross for line in lines),
        line_discount=sum(line.discount for line in lines),
        bill_discount=bill_discount,
        rounding=total - due,
        total=total,
    )


def settle(total: int, tenders: Sequence[TenderDraft]) -> Settled:
    """How the tenders pay a total; what is handed over beyond it goes back as change, from cash.

    Payments that come to nothing are left out. Raises TenderShortError, ChangeFromNonCashError,
    NegativeTenderError, AmountTooLargeError.
    """
    for tender in tenders:
        if tender.amount < 0 or tender.handed < 0:
            raise NegativeTenderError
        money.checked_amount(tender.amount)
        money.checked_amount(tender.handed)
        if not tender.is_cash and tender.handed > tender.amount:
            raise ChangeFromNonCashError(excess=tender.handed - tender.amount)
    other = sum(tender.amount for tender in tenders if not tender.is_cash)
    if other > total:
        raise ChangeFromNonCashError(excess=other - total)
    due = total - other
    cash = sum(tender.handed for tender in tenders if tender.is_cash)
    if cash < due:
        raise TenderShortError(missing=due - cash)
    settled = []
    left = due
    for tender in tenders:
        amount = min(tender.handed, left) if tender.is_cash else tender.amount
        if tender.is_cash:
            left -= amount
        if amount:
            settled.append(SettledTender(tender, amount, tender.handed))
    return Settled(tuple(settled), cash - due)


def _discount(of: int, amount: int, percent_bp: int) -> int:
    """Percentage first, then the amount; never below zero nor more than there is."""
    if amount < 0 or not 0 <= percent_bp <= _WHOLE_BP:
        raise DiscountTooLargeError
    discount = money.percent(of, percent_bp) + amount
    if discount > of:
        raise DiscountTooLargeError
    return discount
