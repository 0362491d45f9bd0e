"""Between the papers of offices: what is left to deliver, what it comes to, what settles an invoice."""

import pytest

from app.domain.offer import OfferDraft, OfferLineDraft
from app.domain.office import (
    ReceiptTyped,
    as_sale,
    delivery_sum,
    factor_of,
    left_to_deliver,
    receipt_draft,
    withheld_of,
)
from app.domain.sale_draft import EmptySaleError, RoundingRule
from app.domain.settling import checked_withheld

TEA, SOAP = b"t" * 16, b"s" * 16
E4 = 10_000
TYPED = ReceiptTyped(100_00, "1102")


def line(quantity: int, uid: bytes | None = TEA, factor: int = 1_000) -> OfferLineDraft:
    return OfferLineDraft("" if uid else "ค่าส่ง", quantity, "กล่อง", 89_00 * E4, uid, factor)


def quantities(*lines: OfferLineDraft, delivered: dict[bytes, int]) -> list[int]:
    return [each.quantity_milli for each in left_to_deliver(lines, delivered)]


def test_what_was_delivered_is_taken_off_the_first_lines() -> None:
    assert quantities(line(4_000), line(2_000), delivered={TEA: 5_000}) == [1_000]
    assert quantities(line(4_000), line(3_000, SOAP), delivered={SOAP: 1_000}) == [4_000, 2_000]
    assert quantities(line(4_000), delivered={TEA: 9_000}) == []


def test_words_are_not_delivered() -> None:
    assert quantities(line(1_000, None), delivered={}) == []


def test_packs_count_in_the_own_unit_of_the_goods() -> None:
    dozen = line(2_000, factor=12_000)
    assert factor_of(2_000, dozen.base_quantity_milli) == 12_000
    assert factor_of(0, 0) == 1_000
    assert quantities(dozen, delivered={TEA: 12_000}) == [1_000]


def test_a_delivery_is_a_sale_of_its_goods() -> None:
    draft = OfferDraft(b"u" * 16, b"p" * 16, (line(1_500), line(1_000, None)), 50, note="ด่วน")
    sale = as_sale(draft)
    assert [each.product_uid for each in sale.lines] == [TEA]
    assert (sale.bill_discount, sale.party_uid, sale.note) == (50, b"p" * 16, "ด่วน")
    assert delivery_sum(draft).total == 133_50 - 50
    assert delivery_sum(draft, RoundingRule(100)).total == 133_00
    with pytest.raises(EmptySaleError):
        delivery_sum(OfferDraft(b"u" * 16, None, ()))


def test_a_payment_goes_over_the_bills_in_their_order() -> None:
    bills = [(b"a" * 16, 60_00), (b"b" * 16, 0), (b"c" * 16, 70_00)]
    draft = receipt_draft(b"u" * 16, b"p" * 16, bills, TYPED)
    assert [(pick.document_uid[:1], pick.amount) for pick in draft.picks] == [(b"a", 60_00), (b"c", 40_00)]
    assert draft.moneys[0].amount == 100_00
    assert draft.withheld is None


def test_tax_that_is_kept_back_does_not_come_in_as_money() -> None:
    typed = ReceiptTyped(100_00, "1102", withheld_of(100_00), "50/1")
    draft = receipt_draft(b"u" * 16, b"p" * 16, [(b"a" * 16, 100_00)], typed)
    assert draft.moneys[0].amount == 99_00
    assert draft.withheld is not None
    assert (draft.withheld.rate_bp, draft.withheld.base, draft.withheld.certificate) == (100, 100_00, "50/1")
    assert checked_withheld(draft.withheld) == 1_00
