"""The way of selling at the till: by its key, remembered for the day, at its own prices."""

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.channel import ChannelData, ChannelKind
from app.domain.ledger import AccountRole
from app.domain.money import E4
from app.domain.party import PartyData
from app.domain.price_choice import PriceRule
from app.queries.channels import channel_rows
from app.queries.integrity import check_books
from app.queries.products import for_sale
from app.services.catalogue import TenderData, save_tender
from app.services.channels import save_channel
from app.services.journal import account_id
from app.services.parties import create_party
from app.services.promotions import create_price
from app.settings import MachineSettings
from app.thai.dates import format_date
from db import connection as book
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui import test_sell_page
from tests.ui.test_sell_page import CONTROL, PASTE, TEA, TODAY, Till, goods
from ui.pages.sell.items import TenderItem
from ui.pages.sell.stage import View

__all__ = ["_no_book_left_open", "_own_machine_settings", "goods", "session"]


@pytest.fixture
def till(qtbot, qapp, goods):
    tea = next(each.uid for each in for_sale() if each.barcode == TEA)
    create_price(goods, tea, rule=PriceRule(75_00 * E4, channel="facebook"))
    create_price(goods, tea, rule=PriceRule(40_00 * E4, is_relief=True))
    made = Till(qtbot, qapp, goods, MachineSettings())
    yield made
    made.close()
    assert check_books() == []


def take(till, code):
    """Ctrl+W, the arrows, Enter."""
    till.key(Qt.Key.Key_W, "\x17", CONTROL)
    panel = till.page.cart_view.ways
    assert panel.isVisibleTo(till.page)
    wanted = [button.property("code") for button in panel.buttons].index(code)
    for _step in range(len(panel.buttons)):
        if not panel.buttons[wanted].hasFocus():
            till.key(Qt.Key.Key_Right)
    till.enter()


def pay(till):
    till.key(Qt.Key.Key_F10)
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()


def sold():
    return book.fetch("SELECT channel, total FROM sale ORDER BY document_id")


def bar(till):
    shown = till.page.cart_view.way_bar
    return shown.label.raw() if shown.isVisibleTo(till.page) else ""


def test_the_way_is_chosen_by_keys_kept_for_the_next_bill_and_given_up_the_next_day(till, monkeypatch):
    till.scan(TEA)
    assert (till.cart.total, bar(till)) == (60_00, "")
    take(till, "facebook")
    assert till.cart.total == 75_00
    assert "Facebook group" in bar(till)
    pay(till)
    till.scan(TEA)
    assert till.cart.total == 75_00
    pay(till)
    monkeypatch.setattr(test_sell_page, "TODAY", test_sell_page.TODAY + dt.timedelta(1))
    till.scan(TEA)
    assert (till.cart.total, bar(till)) == (60_00, "")
    pay(till)
    assert sold() == [("facebook", 75_00)] * 2 + [("stall", 60_00)]


def test_a_relief_sale_takes_typed_prices_and_the_counter_none(till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F5)
    assert "กะปิผงรสวาซาบิ" in till.note
    take(till, "relief")
    till.key(Qt.Key.Key_F5)
    till.type("10")
    till.enter()
    till.scan(TEA)
    assert till.cart.total == 50_00
    pay(till)
    assert sold() == [("relief", 50_00)]
    assert book.fetch("SELECT gap FROM relief_line ORDER BY for_line") == [(35_00,), (20_00,)]


def test_a_held_bill_keeps_its_way_and_the_next_one_the_chosen_one(till):
    take(till, "facebook")
    till.scan(TEA)
    till.key(Qt.Key.Key_F7)
    till.enter()
    till.qtbot.waitUntil(lambda: till.cart.is_empty)
    till.settle()
    take(till, "stall")
    till.scan(PASTE)
    pay(till)
    till.key(Qt.Key.Key_F8)
    till.enter()
    assert (till.cart.total, "Facebook group" in bar(till)) == (75_00, True)
    pay(till)
    till.scan(TEA)
    assert bar(till) == ""
    assert sold() == [("stall", 45_00), ("facebook", 75_00)]


def test_escape_leaves_it_and_undo_does_not_change_it(till):
    till.scan(TEA)
    take(till, "facebook")
    till.key(Qt.Key.Key_Z, modifiers=CONTROL)
    assert till.cart.is_empty
    assert "Facebook group" in bar(till)
    till.key(Qt.Key.Key_W, "\x17", CONTROL)
    till.key(Qt.Key.Key_Escape)
    assert not till.page.cart_view.is_asking
    assert till.cart.channel == "facebook"


def test_a_way_that_is_put_aside_is_no_longer_sold_by(till, goods):
    take(till, "facebook")
    way = next(each for each in channel_rows() if each.code == "facebook")
    data = ChannelData(way.name, ChannelKind.FACEBOOK, active=False)
    till.runner.run(till.page, partial(save_channel, goods, data, uid=way.uid), print)
    till.settle()
    assert (till.cart.channel, bar(till)) == ("stall", "")
    assert till.note


def test_where_there_is_little_height_the_way_stands_in_the_heading(till):
    till.scan(TEA)
    take(till, "relief")
    assert bar(till)
    view = till.page.cart_view
    view.set_short(True)
    assert not bar(till)
    assert view.count.raw().startswith("Relief sale")
    assert view.price.isVisible()
    take(till, "stall")
    assert not view.price.isVisible()
    till.key(Qt.Key.Key_F6)
    view.set_short(True)
    view.ask.keypad.layout().activate()
    keys = view.ask.keypad.buttons
    assert keys["1"].y() == keys["6"].y()
    assert keys["7"].y() == keys["0"].y() > keys["1"].y()


def test_money_that_comes_later_says_who_owes_it_and_by_when(till, goods):
    courier = create_party(goods, PartyData("ขนส่งด่วน"))
    data = TenderData(
        "เก็บเงินปลายทาง",
        "other",
        account_id(AccountRole.TENDER_RECEIVABLE),
        payer_id=courier.id,
        settle_days=7,
    )
    made = save_tender(goods, data)
    till.page.refresh(Changes.EVERYTHING)
    till.settle()
    till.page.open(TEA)
    till.key(Qt.Key.Key_F10)
    view = till.page.checkout.tender_view
    assert view.pane() is view.cash
    view.choose(next(each for each in view._tenders if each.uid == made.uid))
    pane = view.transfer
    assert pane.later.isVisibleTo(till.page)
    due = format_date(TODAY + dt.timedelta(days=7), "medium")
    assert pane.later.raw() == f"ขนส่งด่วน owes it; it should come by {due}."
    pane.submit()
    till.settle()
    assert book.fetch("SELECT due_on FROM payment_due") == [((TODAY + dt.timedelta(days=7)).isoformat(),)]
    way = TenderItem(b"c" * 16, "โอน", "Transfer", "banknote", "transfer")
    assert way.comes_later(TODAY) == ""
    assert "handed over" in replace(way, payer="สมใจ").comes_later(TODAY)
