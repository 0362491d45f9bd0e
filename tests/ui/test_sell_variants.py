"""Goods in sizes and colours, of a scale and on one's own pages: what is tapped is what is sold."""

import pytest
from PySide6.QtCore import Qt

from app.domain.ledger import ProductKind
from app.domain.money import E4
from app.domain.product import ProductData
from app.domain.tiles import TileData, TilePageData
from app.queries.products import product_by_id, product_by_uid
from app.services.products import VariantError, create_product, update_product
from app.services.tiles import ScaleData, save_scale_layout, save_tile_page
from tests.builders import product
from tests.domain.test_scale_code import ean
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.test_sell_page import machine, till

__all__ = ["_no_book_left_open", "_own_machine_settings", "machine", "session", "till"]

SHIRT, RED_M = "8850000000055", "8850000000062"


def variant(session, parent, size, colour, barcode=None, price=25_000):
    data = ProductData(
        f"เสื้อคราม {size} {colour}",
        "ตัว",
        ProductKind.SERVICE,
        barcode=barcode,
        price_e4=price * E4,
        parent_id=parent.id,
        size=size,
        colour=colour,
    )
    return create_product(session, data)


@pytest.fixture
def goods(session):
    shirt = product(session, "เสื้อคราม", barcode=SHIRT, price=20_000, kind=ProductKind.SERVICE)
    product(session, "ผ้าพันคอ", price=9_000, kind=ProductKind.SERVICE)
    variant(session, shirt, "S", "ขาว")
    variant(session, shirt, "M", "แดง", RED_M)
    return session


def question(till):
    shown = till.page.goods.question
    return shown.raw() if shown.isVisible() else ""


def test_one_tile_stands_for_all_and_a_tap_asks_which(till):
    assert till.shown() == ["ผ้าพันคอ", "เสื้อคราม"]
    grid = till.page.goods.grid
    grid.clicked.emit(grid.tiles.index(1))
    assert "เสื้อคราม" in question(till)
    assert till.shown() == ["S · ขาว", "M · แดง"]  # as they were entered
    grid.clicked.emit(grid.tiles.index(1))
    assert till.names() == ["เสื้อคราม M แดง"]
    assert question(till) == ""
    assert len(till.shown()) == 2


def test_by_keys_with_a_quantity_and_a_scan_under_either_layout(till):
    till.type("2*")
    till.scan(SHIRT)
    assert question(till)
    till.key(Qt.Key.Key_Right)
    till.enter()
    assert (till.names(), till.quantities()) == (["เสื้อคราม M แดง"], [2_000])
    till.scan(RED_M)
    assert (till.names(), till.quantities()) == (["เสื้อคราม M แดง"], [3_000])


def test_escape_and_typing_leave_the_question(till):
    till.scan(SHIRT)
    till.key(Qt.Key.Key_Escape)
    assert question(till) == ""
    till.scan(SHIRT)
    till.page.goods.search.setFocus()
    till.type("ผ้า")
    assert (question(till), till.shown()) == ("", ["ผ้าพันคอ"])
    assert till.cart.is_empty


def test_a_variant_is_found_by_its_name(till):
    till.type("แดง")
    till.enter()
    assert till.names() == ["เสื้อคราม M แดง"]


def test_what_cannot_be_a_variant_is_refused(session, goods):
    shirt = next(each for each in range(1, 9) if (found := product_by_id(each)) and found.name == "เสื้อคราม")
    child = next(each for each in range(1, 9) if (found := product_by_id(each)) and found.data.parent_id)
    data = ProductData("ย่อย", "ตัว", parent_id=child)
    with pytest.raises(VariantError):
        create_product(session, data)
    with pytest.raises(VariantError):
        create_product(session, ProductData("ย่อย", "ตัว", parent_id=999))
    other = product(session, "อื่น")
    own = product_by_id(shirt)
    for parent in (other.id, shirt):
        with pytest.raises(VariantError):
            update_product(session, own.uid, data=ProductData("เสื้อ", "ตัว", parent_id=parent))
    assert product_by_uid(own.uid).data.parent_id is None


def test_a_scales_barcode_adds_the_weight_or_the_price_that_it_says(session, till):
    product(
        session, "ปลาเค็ม", price=20_000, unit="กก.", code="123", is_weighed=True, kind=ProductKind.SERVICE
    )
    save_scale_layout(session, ScaleData("น้ำหนัก", "21CCCCCWWWWWX"))
    till.runner.announce(save_scale_layout(session, ScaleData("ราคา", "22CCCCCPPPPPX", 2)).changes)
    till.settle()
    till.scan(ean("210012301250"))
    assert (till.quantities(), till.cart.total) == ([1_250], 25_000)
    till.scan(ean("220012304550"))
    assert till.cart.total == 25_000 + 4_550
    till.scan(ean("210099901250"))
    assert till.page.note.isVisible()  # no goods have this code
    assert till.cart.total == 25_000 + 4_550


def test_a_page_of_tiles_stands_first_in_its_own_order(session, till):
    found = {each.name: each.uid for each in till.page._shop.items}
    tiles = (TileData(found["เสื้อคราม M แดง"], label="แดง M"), TileData(found["ผ้าพันคอ"]))
    till.runner.announce(save_tile_page(session, TilePageData("ขายดี", tiles)).changes)
    till.settle()
    chips = till.page.goods.chips
    chips.choose(next(page.uid.hex() for page in till.page._shop.pages))
    assert till.shown() == ["แดง M", "ผ้าพันคอ"]
    grid = till.page.goods.grid
    grid.clicked.emit(grid.tiles.index(0))
    assert till.names() == ["เสื้อคราม M แดง"]
    till.page.goods.search.setFocus()
    till.type("ขาว")
    assert till.shown() == ["เสื้อคราม S ขาว"]  # what is typed finds all goods
