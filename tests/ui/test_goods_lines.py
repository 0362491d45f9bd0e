"""Lines about goods, filled in from papers of a time when the goods were not yet what they are."""

import pytest

from app.domain.ledger import ProductKind
from app.domain.money import E4, MILLI
from app.domain.offer import OfferLineDraft
from app.domain.pre_order import OrderLineDraft
from app.domain.product import ProductUnitData
from app.queries.products import ProductRow
from ui.pages.office.lines import OfferLines
from ui.pages.orders.lines import OrderLines

TEA, GONE = b"t" * 16, b"g" * 16
BOX = ProductUnitData("กล่อง", 12 * MILLI, price_e4=900_00 * E4)
CRATE = OrderLineDraft(TEA, 2 * MILLI, "กล่อง", 780_00 * E4, 10 * MILLI)
JAM = OfferLineDraft("แยม", 3 * MILLI, "ขวด", 45_00 * E4, GONE)


def tea() -> ProductRow:
    is_it = (False, False, True)
    return ProductRow(
        *(1, TEA, "01", None, "ชา", ProductKind.MATERIAL, None, "", "ห่อ", 80_00 * E4, *is_it),
        *(0, None, True, 9 * MILLI, 0, ("", 0)),
    )


def test_an_order_keeps_the_box_of_its_day(qtbot):
    lines = OrderLines()
    qtbot.addWidget(lines)
    lines.set_goods([tea()], {TEA: (BOX,)})
    lines.set_drafts([CRATE], ["ชา"])
    assert lines.drafts() == (CRATE,), "ten in it as it was ordered, not the twelve of today"


@pytest.mark.parametrize("later", [False, True])
def test_an_offer_keeps_goods_that_are_sold_no_more(qtbot, later):
    lines = OfferLines()
    qtbot.addWidget(lines)
    lines.set_goods([tea()])
    lines.set_drafts([JAM])
    if later:
        lines.set_goods([tea()], {TEA: (BOX,)})
    assert lines.lines[0].what.edit.text() == "แยม"
    assert lines.drafts() == (OfferLineDraft("", 3 * MILLI, "ขวด", 45_00 * E4, GONE),)
    lines.lines[0].what.set_value(TEA)
    lines.lines[0].what.committed.emit(TEA)
    assert (lines.drafts()[0].unit, lines.drafts()[0].unit_price_e4) == ("ห่อ", 80_00 * E4)
