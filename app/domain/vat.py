"""Tax inside prices: of a bill with taxable and exempt goods, of what comes back, and of what was bought.

Everything is satang. Prices include the tax. It is worked out once, on all taxable goods of a bill after its
discount and rounding, and then shared over the lines; bases and taxes of all parts make the bill's total.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.sale import PricedReturn, PricedSale
from app.errors import UserError
from app.i18n import N_

_WHOLE_BP = 10_000


class VatClass(StrEnum):
    """How a product stands to the tax; what nobody decided yet is taxed."""

    TAXABLE = "taxable"
    EXEMPT = "exempt"
    UNKNOWN = "unknown"

    @property
    def is_taxed(self) -> bool:
        """Whether its price holds tax."""
        return self is not VatClass.EXEMPT


class Claim(StrEnum):
    """What becomes of tax that was paid to a seller."""

    YES = "yes"
    """It is set against the tax on sales."""
    NO = "no"
    """It stays part of the cost."""
    SHARE = "share"
    """It belongs to taxable and exempt goods alike; somebody decides how much counts."""


class TaxTooLargeError(UserError):
    """More tax than the slip comes to, or less than none."""

    message = N_("The VAT has to be between zero and what the slip comes to.")


class NothingToSettleError(UserError):
    """A month without any tax to move."""

    message = N_("There is no VAT to settle up to {month}.")


class NothingLeftError(UserError):
    """A document without goods that left without a sale, or whose tax is posted already."""

    message = N_("{number} has no goods left whose VAT could be posted; it may have been posted already.")


class NoMarketPriceError(UserError):
    """Goods that left without a sale, with no price that tax could be counted from."""

    message = N_("Please type what the goods would have been sold for.")


class ShareUndecidedError(UserError):
    """Input tax of mixed use of which nobody has said how much counts."""

    message = N_("Please say how much of the shared input VAT ({amount} baht) is claimed.")


class ShareTooLargeError(UserError):
    """More is claimed of the shared tax than there is."""

    message = N_("No more than {amount} baht of the shared input VAT can be claimed.")


@dataclass(frozen=True, slots=True)
class TaxPart:
    """Tax of one line of a bill, or (without a line) of its rounding."""

    for_line: int | None
    vat_class: VatClass
    base: int
    tax: int


@dataclass(frozen=True, slots=True)
class InputVat:
    """Tax that stands on a slip, and what becomes of it."""

    amount: int
    claim: Claim = Claim.YES


@dataclass(frozen=True, slots=True)
class LeftTaxDraft:
    """The tax of what a document says is missing, used or given away; ``price`` with tax, satang."""

    uid: bytes
    document_uid: bytes
    price: int


@dataclass(frozen=True, slots=True)
class SettleVatDraft:
    """The tax of a month moved to what is paid; ``share_claimed`` is what counts of the shared input tax."""

    uid: bytes
    month: dt.date
    share_claimed: int | None = None


@dataclass(frozen=True, slots=True)
class VatMonth:
    """What a month comes to: tax on sales, tax that counts, tax that somebody still has to decide on.

    ``carried`` is what was too much before this month (below zero: still to be paid for before).
    """

    output: int
    claimed: int
    undecided: int
    carried: int

    @property
    def due(self) -> int:
        """What has to be paid; below zero it is carried forward."""
        return self.output - self.claimed - self.carried


def tax_inside(amount: int, rate_bp: int) -> int:
    """The tax in an amount that includes it."""
    return money.share(amount, rate_bp, _WHOLE_BP + rate_bp)


def base_of(tax: int, rate_bp: int) -> int:
    """The amount without tax that a tax belongs to."""
    return money.share(tax, _WHOLE_BP, rate_bp) if rate_bp else 0


def sale_tax(priced: PricedSale, classes: Sequence[VatClass], rate_bp: int) -> tuple[TaxPart, ...]:
    """Tax of each line, in order, then of the bill's rounding where there is one."""
    return bill_tax([line.amount for line in priced.lines], classes, priced.rounding, rate_bp)


def bill_tax(
    amounts: Sequence[int], classes: Sequence[VatClass], rounding: int, rate_bp: int
) -> tuple[TaxPart, ...]:
    """Tax of amounts after all discounts and of the rounding, which is spread over all of them.

    The tax of all parts is the tax of the taxable subtotal, rounded once.
    """
    taxed = [amount if each.is_taxed else 0 for amount, each in zip(amounts, classes, strict=True)]
    shares = money.split(rounding, amounts) if rounding else [0] * len(amounts)
    taxed_rounding = sum(share for share, each in zip(shares, classes, strict=True) if each.is_taxed)
    whole = tax_inside(sum(taxed) + taxed_rounding, rate_bp)
    of_goods = tax_inside(sum(taxed), rate_bp)
    taxes = money.split(of_goods, taxed) if of_goods else [0] * len(amounts)
    parts = [
        TaxPart(number, each, amount - tax, tax)
        for number, (amount, each, tax) in enumerate(zip(amounts, classes, taxes, strict=True), start=1)
    ]
    rounded = whole - of_goods
    if taxed_rounding:
        parts.append(TaxPart(None, VatClass.TAXABLE, taxed_rounding - rounded, rounded))
    if rounding != taxed_rounding:
        parts.append(TaxPart(None, VatClass.EXEMPT, rounding - taxed_rounding, 0))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class SoldTax:
    """Stored tax of a sale: by line, of its rounding by class, and the rate it was worked out with."""

    lines: dict[int, TaxPart]
    rounding: tuple[TaxPart, ...]
    rate_bp: int


def return_tax(
    priced: PricedReturn,
    sold: SoldTax,
    quantities: dict[int, tuple[int, int]],
    returned_amount: int,
    whole_amount: int,
) -> tuple[TaxPart, ...]:
    """Tax that comes back with a return, below zero: the stored tax in step with quantities and rounding.

    ``quantities`` are (sold, returned so far) by line of the sale, ``returned_amount`` what its lines gave
    back so far of ``whole_amount``. Parts are numbered by the return's own lines.
    """
    returned = {line_no: before for line_no, (_sold, before) in quantities.items()}
    parts = []
    for number, line in enumerate(priced.lines, start=1):
        stored = sold.lines[line.draft.line_no]
        whole = quantities[line.draft.line_no][0]
        before = returned[line.draft.line_no]
        now = -line.amounts.quantity_milli
        returned[line.draft.line_no] = before + now
        tax = _part(stored.tax, before, now, whole)
        parts.append(TaxPart(number, stored.vat_class, line.amounts.amount - tax, tax))
    now = -sum(line.amounts.amount for line in priced.lines)
    gross_left = priced.rounding
    for position, stored in enumerate(sold.rounding):
        tax = _part(stored.tax, returned_amount, now, whole_amount) if whole_amount else 0
        is_last = position == len(sold.rounding) - 1
        gross = (
            gross_left
            if is_last
            else _part(stored.base + stored.tax, returned_amount, now, whole_amount)
            if whole_amount
            else 0
        )
        gross_left -= gross
        if gross or tax:
            parts.append(TaxPart(None, stored.vat_class, gross - tax, tax))
    return tuple(parts)


def _part(stored: int, before: int, now: int, whole: int) -> int:
    return money.share(stored, before, whole) - money.share(stored, before + now, whole)


def costs_without(amounts: Sequence[int], vat: InputVat) -> list[int]:
    """What the lines of a slip cost; tax that stays a cost is left in them. Raises TaxTooLargeError."""
    if not 0 <= vat.amount <= sum(amounts):
        raise TaxTooLargeError
    if vat.claim is Claim.NO or not vat.amount:
        return list(amounts)
    shares = money.split(vat.amount, amounts)
    return [amount - share for amount, share in zip(amounts, shares, strict=True)]
