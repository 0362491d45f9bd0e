"""Promotions, special prices and coupons at the till: shown with their reason, and sold as shown."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.domain.coupon import CouponData
from app.domain.money import E4, MILLI
from app.domain.price_choice import PriceRule
from app.domain.promotion import Promotion, PromotionItem, PromotionKind, Role, Scope
from app.queries.integrity import check_books
from app.queries.products import for_sale
from app.queries.promotions import coupon_rows
from app.services.promotions import create_coupon, create_price, create_promotion
from app.settings import MachineSettings
from tests.builders import party
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.test_sell_page import CONTROL, TEA, Till, goods, last_sale
from ui.pages.sell import kept, work
from ui.pages.sell.lines import LINE_ROLE
from ui.pages.sell.stage import View

__all__ = ["_no_book_left_open", "_own_machine_settings", "goods", "session"]


@pytest.fixture
def promised(goods):
    """Buy two boxes of tea, get one; members pay 50; ten percent with a coupon."""
    tea = next(each.uid for each in for_sale() if each.barcode == TEA)
    free = Promotion(
        "ชาซื้อ 2 แถม 1",
        PromotionKind.BUY_GET,
        Scope.PRODUCTS,
        buy_quantity=2 * MILLI,
        get_quantity=MILLI,
        items=(PromotionItem(Role.BUY, tea),),
    )
    create_promotion(goods, free)
    create_price(goods, tea, rule=PriceRule(5_000 * E4, is_members=True))
    secret = create_promotion(
        goods, Promotion("ลดวันเปิดร้าน", PromotionKind.PERCENT, value=1000, needs_coupon=True)
    )
    create_coupon(goods, CouponData("OPEN10", secret.uid))
    party(goods, "สมาชิก 009", member=True)
    return goods


@pytest.fixture
def till(qtbot, qapp, promised):
    made = Till(qtbot, qapp, promised, MachineSettings())
    yield made
    made.close()
    assert check_books() == []


def why(till: Till, row: int = 0) -> tuple[str, ...]:
    model = till.page.cart_view.lines.lines_model
    shown: Any = model.data(model.index(row), LINE_ROLE)
    return tuple(shown.why)


def test_the_line_says_why_and_is_sold_so(till: Till) -> None:
    for _time in range(3):
        till.scan(TEA)
    assert till.cart.total == 12_000
    assert why(till) == ("ชาซื้อ 2 แถม 1 −60.00",)
    till.key(Qt.Key.Key_F10)
    till.enter()
    assert till.is_at(View.DONE)
    assert last_sale()[1].total == 12_000


def test_a_coupon_by_keyboard(till: Till) -> None:
    till.scan(TEA)
    till.key(Qt.Key.Key_M, modifiers=CONTROL)
    panel = till.page.cart_view.customer
    assert panel.isVisible()
    till.type("nothing")
    till.enter()
    assert "NOTHING" in panel.code.error()
    panel.code.edit.selectAll()
    till.type("open10")
    till.enter()
    assert till.cart.total == 5_400
    assert till.cart.draft.coupons == ("OPEN10",)
    till.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    till.key(Qt.Key.Key_F10)
    till.enter()
    assert till.is_at(View.DONE)
    assert coupon_rows()[0].coupon.used == 1


def test_the_member_price_counts_for_the_member(till: Till) -> None:
    till.scan(TEA)
    till.key(Qt.Key.Key_M, modifiers=CONTROL)
    member = next(row for row in work.party_choices(till.page.counter._session) if row[1] == "สมาชิก 009")
    panel = till.page.cart_view.customer
    panel.party.set_value(member[0])
    panel.party.committed.emit(member[0])
    assert till.cart.total == 5_000
    assert "60.00" in why(till)[0]
    panel.nobody.click()
    assert till.cart.total == 6_000


def test_a_held_bill_keeps_its_coupon(till: Till) -> None:
    till.scan(TEA)
    till.cart.add_coupon("OPEN10")
    again = kept.draft_from_json(till.cart.draft.uid, kept.draft_json(till.cart.draft))
    till.cart.start_new()
    till.cart.restore(again)
    assert till.cart.total == 5_400
    till.cart.remove_coupon("OPEN10")
    assert till.cart.total == 6_000
    till.cart.undo()
    assert till.cart.total == 5_400


def test_a_coupon_that_does_nothing_yet_says_so(till: Till) -> None:
    till.key(Qt.Key.Key_M, modifiers=CONTROL)
    panel = till.page.cart_view.customer
    till.type("open10")
    till.enter()
    assert panel.idle.isVisible()
    assert "OPEN10" in panel.idle.raw()
    till.key(Qt.Key.Key_Escape)
    till.scan(TEA)
    till.key(Qt.Key.Key_M, modifiers=CONTROL)
    assert not panel.idle.isVisible()
    assert till.cart.total == 5_400


def test_a_discount_by_hand_gives_way_when_the_price_falls_under_it(till: Till) -> None:
    till.scan(TEA)
    till.cart.set_bill_discount(amount=5_800)
    till.cart.add_coupon("OPEN10")
    assert till.cart.total == 5_400
    till.cart.remove_coupon("OPEN10")
    till.cart.set_discount(0, amount=5_500)
    member = next(row[0] for row in work.party_choices(till.page.counter._session) if row[1] == "สมาชิก 009")
    till.cart.set_party(member)
    assert till.cart.total == 5_000
    assert till.cart.discount_dropped


def test_a_coupon_is_scanned_like_goods(till):
    till.scan(TEA)
    till.scan("OPEN10")
    assert till.cart.draft.coupons == ("OPEN10",)
    assert till.cart.total == 54_00
    till.scan("OPEN10")
    assert till.note  # given once
    till.type("open10")
    till.enter()
    assert till.note
    assert till.names() == ["ชาหญ้าหมอน้อย"]
