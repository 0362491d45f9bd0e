"""A sale's price line by line, how it is paid, and what a return gives back; all pure.

The screen, the command line and the posting all take their figures from here. Drafts and errors
live in ``sale_draft`` and can be imported from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.sale_draft import (
    NO_ROUNDING,
    ROUNDING_STEPS,
    ChangeFromNonCashError,
    Condition,
    DiscountTooLargeError,
    EmptyReturnError,
    EmptySaleError,
    LineNotOnReceiptError,
    NegativeLineError,
    NegativeTenderError,
    QuantityAlreadyReturnedError,
    RoundingRule,
    SaleDraft,
    SaleLineDraft,
    SaleReturnDraft,
    SaleReturnLineDraft,
    TenderDraft,
    TenderShortError,
)

__all__ = [
    "NO_ROUNDING",
    "ROUNDING_STEPS",
    "ChangeFromNonCashError",
    "Condition",
    "DiscountTooLargeError",
    "EmptyReturnError",
    "EmptySaleError",
    "LineNotOnReceiptError",
    "NegativeLineError",
    "NegativeTenderError",
    "PricedLine",
    "PricedReturn",
    "PricedReturnLine",
    "PricedSale",
    "QuantityAlreadyReturnedError",
    "RoundingRule",
    "SaleDraft",
    "SaleLineDraft",
    "SaleReturnDraft",
    "SaleReturnLineDraft",
    "Settled",
    "SettledTender",
    "SoldAmounts",
    "SoldLine",
    "SoldSale",
    "TenderDraft",
    "TenderShortError",
    "price_line",
    "price_return",
    "price_sale",
    "return_amounts",
    "settle",
]

_WHOLE_BP = 10_000


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
    if bill_discount:
        shares = money.split(bill_discount, [line.amount for line in lines])
        lines = [
            PricedLine(line.draft, line.gross, line.discount, share, line.amount - share)
            for line, share in zip(lines, shares, strict=True)
        ]
    due = net - bill_discount
    total = money.round_to(due, rounding_rule.step, down=rounding_rule.down)
    return PricedSale(
        lines=tuple(lines),
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
    settled: list[SettledTender] = []
    left, unused = due, 0
    for tender in tenders:
        if not tender.is_cash:
            settled.append(SettledTender(tender, tender.amount, tender.amount))
            continue
        amount = min(tender.handed, left)
        left -= amount
        if amount:
            settled.append(SettledTender(tender, amount, tender.handed))
        else:
            unused += tender.handed
    settled = [each for each in settled if each.amount]
    cash_rows = [index for index, each in enumerate(settled) if each.draft.is_cash]
    if unused and cash_rows:  # notes laid down after the bill was covered go back with the change
        last = settled[cash_rows[-1]]
        settled[cash_rows[-1]] = replace(last, tendered=last.tendered + unused)
    return Settled(tuple(settled), cash - due)


@dataclass(frozen=True, slots=True)
class SoldAmounts:
    """Stored figures of a sale line: quantities, price and cost; of a return with the sign turned."""

    quantity_milli: int
    base_quantity_milli: int
    gross: int
    discount: int
    bill_discount: int
    amount: int
    value: int = 0
    cash_value: int = 0
    full_value: int = 0


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of a posted sale and how much of it has come back already."""

    line_no: int
    amounts: SoldAmounts
    returned_milli: int = 0


@dataclass(frozen=True, slots=True)
class SoldSale:
    """A posted sale as a return needs it; ``returned_amount`` is what its lines gave back so far."""

    lines: tuple[SoldLine, ...]
    rounding: int = 0
    returned_amount: int = 0


@dataclass(frozen=True, slots=True)
class PricedReturnLine:
    """A line of a return with its stored-to-be figures, negative."""

    draft: SaleReturnLineDraft
    amounts: SoldAmounts


@dataclass(frozen=True, slots=True)
class PricedReturn:
    """A return with its figures; all negative. ``-total`` is what the customer gets."""

    lines: tuple[PricedReturnLine, ...]
    rounding: int
    total: int


def return_amounts(original: SoldAmounts, returned_milli: int, quantity_milli: int) -> SoldAmounts:
    """The stored figures of ``quantity_milli`` more of a line coming back, sign turned.

    Each part is the share up to here less the share up to the part before, so that all parts
    together give back exactly what was stored. Raises QuantityAlreadyReturnedError.
    """
    left = original.quantity_milli - returned_milli
    if quantity_milli > left:
        raise QuantityAlreadyReturnedError(left_milli=left)

    def part(stored: int) -> int:
        return _part(stored, returned_milli, quantity_milli, original.quantity_milli)

    discount, bill_discount, amount = (
        part(original.discount),
        part(original.bill_discount),
        part(original.amount),
    )
    return SoldAmounts(
        quantity_milli=-quantity_milli,
        base_quantity_milli=part(original.base_quantity_milli),
        gross=amount + discount + bill_discount,
        discount=discount,
        bill_discount=bill_discount,
        amount=amount,
        value=part(original.value),
        cash_value=part(original.cash_value),
        full_value=part(original.full_value),
    )


def price_return(draft: SaleReturnDraft, sale: SoldSale) -> PricedReturn:
    """Figures of a return; the bill's rounding comes back in step with the line amounts.

    Raises EmptyReturnError, LineNotOnReceiptError, NegativeLineError, QuantityAlreadyReturnedError.
    """
    if not draft.lines:
        raise EmptyReturnError
    sold = {line.line_no: line for line in sale.lines}
    returned = {line.line_no: line.returned_milli for line in sale.lines}
    priced = []
    for line in draft.lines:
        if line.line_no not in sold:
            raise LineNotOnReceiptError
        if line.quantity_milli <= 0:
            raise NegativeLineError(description=str(line.line_no))
        original = sold[line.line_no].amounts
        amounts = return_amounts(original, returned[line.line_no], line.quantity_milli)
        returned[line.line_no] += line.quantity_milli
        priced.append(PricedReturnLine(line, amounts))
    amount = sum(line.amounts.amount for line in priced)
    whole = sum(line.amounts.amount for line in sale.lines)
    rounding = _part(sale.rounding, sale.returned_amount, -amount, whole) if whole else 0
    return PricedReturn(tuple(priced), rounding, amount + rounding)


def _part(stored: int, before: int, now: int, whole: int) -> int:
    return money.share(stored, before, whole) - money.share(stored, before + now, whole)


def _discount(of: int, amount: int, percent_bp: int) -> int:
    """Percentage first, then the amount; never below zero nor more than there is."""
    if amount < 0 or not 0 <= percent_bp <= _WHOLE_BP:
        raise DiscountTooLargeError
    discount = money.percent(of, percent_bp) + amount
    if discount > of:
        raise DiscountTooLargeError
    return discount
