"""Steps between the papers of offices: what of a quotation is left to deliver, what settles an invoice.

Amounts are satang, quantities thousandths; all pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.ledger import AccountRole
from app.domain.offer import OfferDraft, OfferLineDraft
from app.domain.sale import PricedSale, SaleDraft, price_sale
from app.domain.sale_draft import NO_ROUNDING, RoundingRule, SaleLineDraft
from app.domain.settling import MoneyDraft, PickDraft, ReceiveDraft, WithheldDraft

WITHHELD_BP = 100
"""What offices keep back for tax of what they buy: one in a hundred."""


@dataclass(frozen=True, slots=True)
class ReceiptTyped:
    """What is typed of an invoice that is paid: ``amount`` is settled, ``withheld`` of it was kept back."""

    amount: int
    account_code: str
    withheld: int = 0
    certificate: str = ""
    note: str = ""

    @property
    def received(self) -> int:
        """The money that comes in."""
        return self.amount - self.withheld


def left_to_deliver(
    lines: Iterable[OfferLineDraft], delivered: Mapping[bytes, int]
) -> tuple[OfferLineDraft, ...]:
    """Lines of goods with what of them was not delivered yet; what was is taken off the first lines.

    ``delivered`` are quantities by product in its own unit.
    """
    spent = dict(delivered)
    found = []
    for line in lines:
        if line.product_uid is None:
            continue
        whole = line.base_quantity_milli
        taken = min(whole, spent.get(line.product_uid, 0))
        spent[line.product_uid] = spent.get(line.product_uid, 0) - taken
        left = money.share(line.quantity_milli, whole - taken, whole) if whole else 0
        if left:
            found.append(replace(line, quantity_milli=left))
    return tuple(found)


def factor_of(quantity_milli: int, base_quantity_milli: int) -> int:
    """How many of the product's own unit one unit of a line is, thousandths."""
    return money.share(base_quantity_milli, money.MILLI, quantity_milli) if quantity_milli else money.MILLI


def price_in(unit_price_e4: int, factor_milli: int) -> int:
    """The price of a pack that has none of its own: of as many of the product's own unit as it holds."""
    return money.share(unit_price_e4, factor_milli, money.MILLI)


def as_sale(draft: OfferDraft) -> SaleDraft:
    """A delivery as it was typed, to be posted as a sale; every line has its product."""
    return SaleDraft(
        draft.uid,
        tuple(
            SaleLineDraft(
                line.product_uid,
                line.description,
                line.quantity_milli,
                line.unit,
                line.unit_price_e4,
                line.factor_milli,
            )
            for line in draft.lines
            if line.product_uid is not None
        ),
        bill_discount=draft.discount,
        party_uid=draft.party_uid,
        note=draft.note,
    )


def delivery_sum(draft: OfferDraft, rounding: RoundingRule = NO_ROUNDING) -> PricedSale:
    """What a delivery comes to; raises what ``price_sale`` raises."""
    return price_sale(as_sale(draft), rounding)


def withheld_of(amount: int, rate_bp: int = WITHHELD_BP) -> int:
    """Tax that is kept back of an amount."""
    return money.share(amount, rate_bp, 10_000)


def receipt_draft(
    uid: bytes, party_uid: bytes, bills: Sequence[tuple[bytes, int]], typed: ReceiptTyped
) -> ReceiveDraft:
    """What an office pays, over its bills (document, what is open) in their order."""
    picks = []
    left = typed.amount
    for document_uid, still_open in bills:
        part = min(left, still_open)
        if part > 0:
            picks.append(PickDraft(document_uid, part, AccountRole.RECEIVABLE))
            left -= part
    kept = None
    if typed.withheld:
        rate = money.ratio_bp(typed.withheld, typed.amount)
        kept = WithheldDraft(typed.withheld, typed.amount, rate, typed.certificate)
    return ReceiveDraft(
        uid,
        party_uid,
        (MoneyDraft(typed.account_code, typed.received),),
        tuple(picks),
        kept,
        note=typed.note,
    )
