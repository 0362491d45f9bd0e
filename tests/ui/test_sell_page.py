"""Selling with real keys on a real book: scanner, search, payment, held bills, receipts, returns, voids."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.ledger import ProductKind
from app.i18n import set_language
from app.queries import catalogue, drafts, sales
from app.queries.integrity import check_books
from app.services.books import enter_thread, leave_thread
from app.services.catalogue import TenderData, save_tender
from app.services.settings import change_settings
from app.services.unit_of_work import NotSavedError
from app.settings import MachineSettings
from tests.builders import party, product
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.keys import front, press, type_text
from tests.ui.test_scanner import scan
from ui.messages import Messages, StatusLine, Toast
from ui.pages.sell import kept, work
from ui.pages.sell.page import SellPage
from ui.pages.sell.stage import View
from ui.runner import Runner

__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]

TODAY = dt.date(2026, 11, 2)
PASTE, TEA, SALT = "8850000000017", "8850000000024", "8850000000031"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def goods(session):
    product(session, "กะปิผงรสวาซาบิ", price=4_500, barcode=PASTE, kind=ProductKind.SERVICE)
    product(session, "ชาหญ้าหมอน้อย", price=6_000, barcode=TEA, unit="กล่อง", kind=ProductKind.SERVICE)
    product(
        session,
        "เกลือทะเล",
        price=2_000,
        barcode=SALT,
        unit="กก.",
        is_weighed=True,
        kind=ProductKind.SERVICE,
    )
    product(session, "ของฝาก", price=None, code="OPEN", is_open_price=True, kind=ProductKind.SERVICE)
    return session


class Till:
    """The page in a window, and the keys pressed on it."""

    def __init__(self, qtbot: Any, qapp: QApplication, session: Any, machine: MachineSettings) -> None:
        self.qtbot = qtbot
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.window.resize(1024, 560)
        status, toast = StatusLine(), Toast(self.window)
        self.toast = toast
        self.messages = Messages(self.window, status, toast)
        self.opened: list[tuple[str, str]] = []
        self.page = SellPage(
            self.runner,
            session,
            self.messages,
            qapp,
            open_at=lambda *place: self.opened.append(place),
            today=lambda: TODAY,
            machine=lambda: machine,
        )
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.page)
        layout.addWidget(status)
        self.runner.changed.connect(self.page.refresh)
        qtbot.addWidget(self.window)
        from app.changes import Changes

        self.page.refresh(Changes.EVERYTHING)
        front(qtbot, self.window)
        self.settle()
        self.page.setFocus()
        self.at = 1_000

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.runner.busy)
        QApplication.processEvents()

    def close(self) -> None:
        self.settle()
        self.runner.stop()

    @property
    def cart(self):
        return self.page.cart

    def is_at(self, view: View) -> bool:
        return self.page.stage.view is view

    @property
    def note(self) -> str:
        note = self.page.note
        return note.label.raw() if note.isVisibleTo(self.page) else ""

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def key(self, key: Qt.Key, text: str = "", modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        press(self.focus(), key, text, modifiers=modifiers, at_ms=self.later())
        self.settle()

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return, "\r")

    def type(self, text: str) -> None:
        for sign in text:
            self.later()
            type_text(self.focus(), sign)
        QApplication.processEvents()

    def scan(self, code: str, *, thai: bool = True) -> None:
        scan(self.focus(), code, thai=thai, start=self.later())
        self.at += 500
        self.settle()

    def later(self) -> int:
        """A time of the next key, far enough from the last one to be a person's."""
        self.at += 200
        return self.at

    def names(self) -> list[str]:
        return [line.description for line in self.cart.lines]

    def quantities(self) -> list[int]:
        return [line.quantity_milli for line in self.cart.lines]

    def shown(self) -> list[str]:
        return [tile.name for tile in self.page.goods.grid.tiles.tiles]


@pytest.fixture
def machine() -> MachineSettings:
    return MachineSettings()


@pytest.fixture
def till(qtbot, qapp, goods, machine):
    made = Till(qtbot, qapp, goods, machine)
    yield made
    made.close()


def last_sale():
    row = sales.last_document("sale")
    assert row is not None
    document = sales.sale_document(row)
    assert document is not None
    return row, document


def paid(till: Till, *codes: str) -> str:
    """Sell for exact cash and go on; the number."""
    for code in codes or (PASTE,):
        till.scan(code)
    till.enter()
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    number = last_sale()[0].number
    till.page.show_sale()
    return number


# ---------------------------------------------------------------- goods


def test_goods_and_ways_to_pay_are_shown(till):
    assert till.shown() == ["กะปิผงรสวาซาบิ", "เกลือทะเล", "ของฝาก", "ชาหญ้าหมอน้อย"]
    prices = [tile.price for tile in till.page.goods.grid.tiles.tiles]
    assert prices == ["45.–", "20.– / กก.", "Open price", "60.–"]
    assert till.focus() is till.page.goods.search


@pytest.mark.parametrize("thai", [True, False])
def test_a_scan_adds_under_either_layout(till, thai):
    till.scan(PASTE, thai=thai)
    till.scan(TEA, thai=thai)
    till.scan(PASTE, thai=thai)
    assert till.quantities() == [2_000, 1_000]
    assert till.page.goods.search.text() == ""
    assert till.page.cart_view.total.raw() == "150.00"


def test_a_scan_never_lands_in_a_quantity_field(till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F4)
    assert till.focus() is till.page.cart_view.ask.field.edit
    till.scan(TEA)
    assert till.quantities() == [1_000, 1_000]
    assert not till.page.counter.is_asking


def test_an_unknown_code_stays_in_the_box(till):
    till.scan("8859999999999")
    assert till.cart.is_empty
    assert "8859999999999" in till.note
    assert till.page.goods.search.text() == "8859999999999"
    till.scan(PASTE)
    assert till.quantities() == [1_000]
    assert till.note == ""


def test_an_unknown_code_is_sold_at_once_by_name_and_price(till):
    till.scan("8859999999999")
    till.key(Qt.Key.Key_N, modifiers=CONTROL)
    assert till.page.counter.is_asking
    till.enter()  # no name yet: the question stays
    till.type("ปลาร้าต้มสุก")
    till.enter()
    till.type("๓๕")
    till.enter()
    till.qtbot.waitUntil(lambda: not till.cart.is_empty)
    assert (till.names(), till.cart.total) == (["ปลาร้าต้มสุก"], 3_500)
    till.settle()  # the goods are read again
    till.scan("8859999999999")
    assert till.quantities() == [2_000]


def test_a_typed_name_that_nobody_knows_is_asked_for_its_price_only(till):
    till.type("ข้าวหลาม")
    till.enter()
    till.page.note.button.click()
    till.enter()
    till.type("20")
    till.enter()
    till.qtbot.waitUntil(lambda: not till.cart.is_empty)
    assert (till.names(), till.cart.total) == (["ข้าวหลาม"], 2_000)


def test_a_quantity_before_a_scan(till):
    till.type("3*")
    till.scan(TEA)
    assert till.quantities() == [3_000]
    assert till.page.goods.search.text() == ""


def test_a_quantity_before_a_code(till):
    till.type("๒*open")
    till.enter()
    assert till.page.counter.is_asking
    till.type("๑๒.๕๐")
    till.enter()
    assert till.quantities() == [2_000]
    assert till.cart.total == 2_500


def test_search_shows_as_one_types_and_enter_adds_the_first(till):
    till.type("ช")
    assert till.shown() == ["ชาหญ้าหมอน้อย"]
    till.enter()
    assert till.names() == ["ชาหญ้าหมอน้อย"]
    assert len(till.shown()) == 4


def test_nothing_found_says_so_and_shows_all_again(till):
    till.type("zzz")
    goods = till.page.goods
    assert goods.nothing.isVisibleTo(till.page)
    assert "zzz" in goods.nothing.sentence.raw()
    goods.nothing.button.click()
    assert len(till.shown()) == 4


def test_a_touch_picks(till):
    grid = till.page.goods.grid
    grid.clicked.emit(grid.tiles.index(0))
    assert till.names() == ["กะปิผงรสวาซาบิ"]


def test_the_drawer_is_one_key_away_from_the_search(till):
    till.page.goods.search.setFocus()
    till.key(Qt.Key.Key_D, modifiers=CONTROL)
    assert till.opened == [("money", "drawer")]


def test_two_quick_taps_are_two_and_enter_pays_after_them(till, qtbot):
    grid = till.page.goods.grid
    place = grid.visualRect(grid.tiles.index(0)).center()
    till.page.goods.search.setFocus()
    now = [1_000]
    grid._clock = lambda: now[0]
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    now[0] += 60
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert till.cart.lines[0].quantity_milli == 2000
    assert till.page.goods.search.hasFocus()
    till.enter()
    assert till.is_at(View.TENDER)


def test_weighed_goods_ask_for_their_weight_in_thai_digits(till):
    till.scan(SALT)
    assert till.cart.is_empty
    till.type("๐")
    till.enter()
    assert till.page.cart_view.ask.field.error()
    till.page.cart_view.ask.field.edit.selectAll()
    till.type("๑.๒๕")
    till.enter()
    assert till.quantities() == [1_250]
    assert till.cart.total == 2_500


def test_a_typed_amount_is_sold(till):
    till.key(Qt.Key.Key_F3)
    till.qtbot.waitUntil(lambda: till.page.counter.is_asking)
    till.type("99.50")
    till.enter()
    assert till.cart.total == 9_950
    till.key(Qt.Key.Key_F3)
    till.qtbot.waitUntil(lambda: till.page.counter.is_asking)
    till.key(Qt.Key.Key_Escape)
    assert len(till.cart.lines) == 1
    assert len([each for each in till.page._shop.items if each.code == work.QUICK_CODE]) == 1


def test_an_empty_book_offers_the_first_step(qtbot, qapp, session, machine):
    made = Till(qtbot, qapp, session, machine)
    try:
        nothing = made.page.goods.nothing
        assert nothing.isVisibleTo(made.page)
        nothing.button.click()
        assert made.opened == [("stock", "new")]
    finally:
        made.close()


# ---------------------------------------------------------------- the line in hand


def test_keys_of_the_cart_work_from_the_empty_search(till):
    till.scan(PASTE)
    till.scan(TEA)
    till.key(Qt.Key.Key_Up)
    assert till.cart.selected == 0
    till.key(Qt.Key.Key_Plus, "+")
    assert till.quantities() == [2_000, 1_000]
    till.key(Qt.Key.Key_Minus, "-")
    till.key(Qt.Key.Key_Delete)
    assert till.names() == ["ชาหญ้าหมอน้อย"]
    assert till.toast.isVisibleTo(till.window)
    till.key(Qt.Key.Key_Z, modifiers=CONTROL)
    assert till.quantities() == [1_000, 1_000]


def test_quantity_discounts_and_undo(till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F4)
    till.type("๑๐")
    till.enter()
    assert till.quantities() == [10_000]
    till.key(Qt.Key.Key_F6)
    till.type("10%")
    till.enter()
    assert till.cart.total == 40_500
    till.key(Qt.Key.Key_F6)
    till.key(Qt.Key.Key_F6)
    till.type("5")
    till.enter()
    assert till.cart.total == 40_000
    assert till.page.cart_view.rows["discount"][1].raw() == "−50.00"
    till.key(Qt.Key.Key_F6)
    till.page.cart_view.ask.field.edit.selectAll()
    till.type("101%")
    till.enter()
    assert till.page.cart_view.ask.field.error()
    till.key(Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_Delete, modifiers=CONTROL)
    assert till.cart.is_empty
    till.key(Qt.Key.Key_Z, modifiers=CONTROL)
    assert till.cart.total == 40_000


def test_only_open_prices_are_typed(till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F5)
    assert not till.page.counter.is_asking
    assert "กะปิผงรสวาซาบิ" in till.note


def test_escape_leaves_a_question_without_a_change(till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F4)
    till.type("7")
    till.key(Qt.Key.Key_Escape)
    assert till.quantities() == [1_000]
    assert till.focus() is till.page.goods.search


# ---------------------------------------------------------------- paying


def test_enter_and_enter_is_exact_cash(till):
    till.scan(PASTE)
    till.enter()
    assert till.is_at(View.TENDER)
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    row, document = last_sale()
    assert (document.total, document.change) == (4_500, 0)
    assert till.page.checkout.done_view.number.raw() == row.number
    assert till.cart.is_empty
    assert check_books() == []


def test_a_second_enter_posts_nothing_twice(till, goods):
    till.scan(PASTE)
    till.enter()
    pane = till.page.checkout.tender_view.cash
    pane.submit()
    pane.submit()
    till.page.checkout._on_covered()
    till.settle()
    assert sales.count_documents(TODAY, TODAY, kind="sale") == 1


def test_change_is_live_and_large(till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F10)
    pane = till.page.checkout.tender_view.cash
    till.type("๑๐๐")
    assert pane.change.raw() == "55.00"
    pane.received.set_value(None)
    for note in pane.notes[:2]:
        note.click()
    assert pane.received.number() == 7_000
    assert pane.change.raw() == "25.00"
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    assert last_sale()[1].change == 2_500
    assert till.page.checkout.done_view.change.raw() == "25.00"


def test_the_keypad_types_for_a_finger(till):
    till.scan(PASTE)
    till.enter()
    pane = till.page.checkout.tender_view.cash
    for sign in "50":
        pane.keypad.buttons[sign].click()
    assert pane.change.raw() == "5.00"
    pane.keypad.back.click()
    assert pane.received.number() == 500


def test_too_little_offers_three_ways_on(till):
    till.scan(PASTE)
    till.enter()
    till.type("20")
    till.enter()
    view = till.page.checkout.tender_view
    assert view.offer.isVisibleTo(view)
    assert till.is_at(View.TENDER)
    view.offer_hold.click()
    assert till.is_at(View.GOODS)
    assert till.page.counter.is_asking
    assert till.quantities() == [1_000]


def test_a_bill_is_split_over_cash_and_transfer(till):
    till.scan(TEA)
    till.enter()
    till.type("20")
    till.enter()
    view = till.page.checkout.tender_view
    view.offer_split.click()
    assert till.page.checkout.payment.due == 4_000
    view.choose_kind("transfer")
    till.enter()  # the reference is asked and missing
    assert view.transfer.reference.error()
    till.type("A1234")
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    payments = last_sale()[1].payments
    assert [(each.kind, each.amount, each.reference) for each in payments] == [
        ("cash", 2_000, ""),
        ("transfer", 4_000, "A1234"),
    ]
    assert check_books() == []


def test_a_payment_can_be_taken_out_again(till):
    till.scan(TEA)
    till.enter()
    till.type("20")
    till.enter()
    view = till.page.checkout.tender_view
    view.offer_split.click()
    view._part(0, *till.page.checkout.payment.parts[0]).click()
    assert till.page.checkout.payment.due == 6_000


def test_on_account_of_a_new_name_in_two_seconds(till):
    till.scan(TEA)
    till.key(Qt.Key.Key_4, modifiers=ALT)
    pane = till.page.checkout.tender_view.account
    assert till.focus() is pane.party.edit
    till.enter()  # nobody yet
    pane.submit()
    assert pane.party.error()
    till.type("ป้าสมศรี")
    till.enter()
    till.qtbot.waitUntil(lambda: pane.party.key() is not None)
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    row, document = last_sale()
    assert row.party_name == "ป้าสมศรี"
    assert document.payments[0].kind == "account"
    assert check_books() == []


def test_who_owes_already_is_told(till, goods):
    name = party(goods, "ลุงดำ")
    till.page.checkout.forget_parties()
    till.scan(TEA)
    till.key(Qt.Key.Key_4, modifiers=ALT)
    pane = till.page.checkout.tender_view.account
    till.qtbot.waitUntil(lambda: bool(pane.party.model.choices()))
    pane.choose(name.uid)
    assert not pane.owes.isVisibleTo(pane)
    pane.submit()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.page.show_sale()
    till.settle()
    till.scan(TEA)
    till.key(Qt.Key.Key_4, modifiers=ALT)
    till.qtbot.waitUntil(lambda: not till.runner.busy)
    pane.choose(name.uid)
    assert "60.00" in pane.owes.raw()


def promptpay_number(session, number="0000000000"):
    row = next(each for each in catalogue.tenders() if each.kind == "promptpay")
    data = TenderData(
        row.name,
        row.kind,
        row.account_id,
        code=row.code,
        name_en=row.name_en,
        icon=row.icon,
        promptpay_kind="mobile",
        promptpay_target=number,
        position=row.position,
    )
    return save_tender(session, data, tender_id=row.id)


def test_a_qr_asks_for_the_amount_and_the_seller_confirms(till, goods):
    till.runner.announce(promptpay_number(goods).changes)
    from app.changes import Changes

    till.page.refresh(Changes.SETTINGS)
    till.settle()
    till.scan(PASTE)
    till.key(Qt.Key.Key_F9)
    pane = till.page.checkout.tender_view.qr
    assert "540545.00" in pane.qr.payload
    assert pane.qr.width() >= 320
    assert pane.qr.height() >= 320
    assert pane.amount.raw() == "45.00"
    assert "000-000-0000" in pane.payee_words.raw()
    assert last_kind("sale") is None
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    payment = last_sale()[1].payments[0]
    assert (payment.kind, payment.confirmed) == ("promptpay", 1)


def last_kind(kind):
    return sales.last_document(kind)


def test_without_a_number_the_way_leads_to_the_settings(till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F9)
    pane = till.page.checkout.tender_view.qr
    assert pane.missing.isVisibleTo(pane)
    pane.missing.button.click()
    assert till.opened == [("settings", "promptpay")]
    assert till.quantities() == [1_000]


def test_escape_goes_back_and_a_scan_waits_while_paying(till):
    till.scan(PASTE)
    till.enter()
    till.scan(TEA)
    assert till.quantities() == [1_000]
    assert till.note
    till.key(Qt.Key.Key_Escape)
    assert till.is_at(View.GOODS)
    till.scan(TEA)
    assert till.quantities() == [1_000, 1_000]


def test_a_failed_save_loses_nothing_and_can_be_repeated(till, monkeypatch):
    till.scan(PASTE)
    till.enter()
    uids = []
    right = work.sell

    def fail(session, draft, rounding, **more):
        uids.append(draft.uid)
        raise NotSavedError(reason="the disk is full")

    monkeypatch.setattr(work, "sell", fail)
    monkeypatch.setattr(till.messages, "show_error", lambda error: None)
    till.type("100")
    till.enter()
    till.settle()
    assert till.is_at(View.TENDER)
    assert till.quantities() == [1_000]
    assert till.page.checkout.payment.parts == []
    assert till.page.checkout.tender_view.cash.received.number() == 10_000

    def count(session, draft, rounding, **more):
        uids.append(draft.uid)
        return right(session, draft, rounding, **more)

    monkeypatch.setattr(work, "sell", count)
    till.page.checkout.tender_view.cash.submit()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    assert uids[0] == uids[1]
    assert last_sale()[1].change == 5_500


def test_bills_are_rounded_as_the_book_says(till, goods):
    change_settings(goods, {"rounding_step": 100, "rounding_down": True})
    from app.changes import Changes

    till.page.refresh(Changes.SETTINGS)
    till.settle()
    till.scan(SALT)
    till.type("1.111")
    till.enter()
    assert till.cart.total == 2_200
    assert till.page.cart_view.rows["rounding"][1].raw() == "−0.22"
    till.enter()
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    assert last_sale()[1].rounding == -22


def test_a_scan_after_the_sale_begins_the_next(till):
    till.scan(PASTE)
    till.enter()
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.scan(TEA)
    assert till.is_at(View.GOODS)
    assert till.names() == ["ชาหญ้าหมอน้อย"]


def test_names_of_any_kind_are_sold_and_shown_literally(till, goods):
    name = "<b>=1+1</b> %s {x} 🦐 \u202eยาว" + "ม" * 300
    product(goods, name, price=100, barcode="20001", kind=ProductKind.SERVICE)
    from app.changes import Changes

    till.page.refresh(Changes.PRODUCTS)
    till.settle()
    till.scan("20001")
    shown = till.cart.lines[0].description
    assert shown.startswith("<b>=1+1</b> %s {x} 🦐")
    assert till.page.cart_view.lines.lines_model.lines[0].name == shown
    till.page.grab()
    till.enter()
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    assert last_sale()[1].lines[0].description == shown


def test_a_hasty_second_enter_does_not_hide_the_change(till, monkeypatch):
    till.scan(PASTE)
    till.enter()
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    done = till.page.checkout.done_view
    done._since.start()
    done.next.click()
    assert till.is_at(View.DONE)
    monkeypatch.setattr("ui.pages.sell.done_view.CALM_MS", 0)
    done.next.click()
    assert till.is_at(View.GOODS)


# ---------------------------------------------------------------- held bills, the open cart


def test_a_bill_is_held_and_taken_up_again(till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F7)
    till.page.cart_view.ask.field.edit.selectAll()
    till.type("เสื้อแดง")
    till.enter()
    till.settle()
    assert till.cart.is_empty
    assert "1" in till.page.cart_view.hold_button.text()
    till.scan(TEA)
    till.key(Qt.Key.Key_F8)
    assert till.is_at(View.HELD)
    assert [bill.label for bill in till.page.checkout.held_view.model.rows] == ["เสื้อแดง"]
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.GOODS))
    till.settle()
    assert till.names() == ["กะปิผงรสวาซาบิ"]
    assert len(drafts.list_drafts(work.HELD)) == 1  # the tea was held in its place
    assert len(drafts.list_drafts(kept.OPEN_CART)) == 1  # and what was taken up is kept already


def test_a_held_bill_that_is_thrown_away_can_be_brought_back(till):
    till.scan(PASTE)
    till.page.checkout.hold("a")
    till.settle()
    till.key(Qt.Key.Key_F8)
    till.page.checkout.held_view.drop_button.click()
    till.settle()
    assert drafts.list_drafts(work.HELD) == []
    till.toast.button.click()
    till.settle()
    assert [row.label for row in drafts.list_drafts(work.HELD)] == ["a"]


def test_the_open_cart_survives_the_end_of_the_program(till, qtbot, qapp, goods, machine):
    till.scan(PASTE)
    till.scan(PASTE)
    assert till.page.may_leave()
    till.settle()
    again = Till(qtbot, qapp, goods, machine)
    try:
        assert again.quantities() == [2_000]
        again.enter()
        again.enter()
        qtbot.waitUntil(lambda: again.is_at(View.DONE))
        again.settle()
        assert drafts.list_drafts(kept.OPEN_CART) == []
    finally:
        again.close()


# ---------------------------------------------------------------- receipts


def test_a_receipt_is_found_by_its_last_digits(till):
    first = paid(till)
    paid(till, TEA)
    till.key(Qt.Key.Key_F12)
    history = till.page.receipts.history_view
    assert len(history.model.rows) == 2
    history.number.edit.setFocus()
    till.type("๑")
    till.enter()
    till.settle()
    till.qtbot.waitUntil(lambda: till.page.receipts.number == first)
    history.number.edit.setFocus()
    history.number.edit.selectAll()
    till.type("999")
    till.enter()
    till.settle()
    assert history.number.error()


def test_goods_come_back_in_part_and_spoiled(till):
    number = paid(till, PASTE, PASTE, TEA)
    till.key(Qt.Key.Key_F12)
    till.qtbot.waitUntil(lambda: till.page.receipts.number == number)
    press(till.focus(), Qt.Key.Key_unknown, "พ", scan_code=27)  # the key of R under the Thai layout
    till.qtbot.wait(120)
    till.settle()
    assert till.is_at(View.RETURN)
    view = till.page.receipts.return_view
    assert not view.primary.isEnabled()
    view.lines[0].more.click()
    view.lines[0].condition._group.button(1).click()
    assert view.total.raw() == "45.00"
    view.submit()
    till.qtbot.waitUntil(lambda: till.is_at(View.HISTORY))
    till.settle()
    back = sales.last_document("sale_return")
    assert back is not None
    document = sales.sale_document(back)
    assert document is not None
    assert (document.total, document.lines[0].condition) == (-4_500, "spoiled")
    assert document.original_number == number
    assert check_books() == []
    assert "45.00" in till.note


def test_more_cannot_come_back_than_was_sold(till):
    number = paid(till, PASTE)
    till.page.open_history()
    till.qtbot.waitUntil(lambda: till.page.receipts.number == number)
    till.page.receipts.open_return()
    till.settle()
    view = till.page.receipts.return_view
    view.lines[0].quantity.edit.setFocus()
    till.type("5")
    view.submit()
    till.settle()
    assert view.error.label.raw()
    assert till.is_at(View.RETURN)
    assert sales.last_document("sale_return") is None


def test_a_void_needs_a_reason(till):
    number = paid(till)
    till.page.open_history()
    till.qtbot.waitUntil(lambda: till.page.receipts.number == number)
    receipts = till.page.receipts
    receipts.do("void")
    receipts.void_box.confirm()
    assert receipts.void_box.reason.error()
    till.type("กดผิด")
    till.enter()
    till.settle()
    till.qtbot.waitUntil(lambda: not receipts.is_voiding)
    row = sales.document_by_number(number)
    assert row is not None
    assert row.reversed_reason == "กดผิด"
    till.qtbot.waitUntil(lambda: not receipts.panel.buttons["void"].isVisibleTo(receipts.panel))
    assert check_books() == []


def test_the_last_receipt_is_sold_again(till):
    paid(till, PASTE, TEA)
    till.key(Qt.Key.Key_R, modifiers=CONTROL)
    till.settle()
    assert till.names() == ["กะปิผงรสวาซาบิ", "ชาหญ้าหมอน้อย"]
    assert till.cart.total == 10_500


def test_nothing_to_repeat_is_a_sentence(till):
    till.key(Qt.Key.Key_R, modifiers=CONTROL)
    till.settle()
    assert till.note


@pytest.fixture
def slip_file(tmp_path):
    return tmp_path / "slip.bin"


class TestPrinter:
    """Printing to a file, as to any slip printer."""

    @pytest.fixture
    def machine(self, slip_file) -> MachineSettings:
        return MachineSettings(printer_kind="file", printer_target=str(slip_file))

    def test_the_second_print_is_a_copy(self, till, slip_file):
        till.scan(PASTE)
        till.enter()
        till.enter()
        till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
        till.settle()
        press(till.focus(), Qt.Key.Key_unknown, "ย", scan_code=33)  # the key of P under the Thai layout
        till.qtbot.waitUntil(slip_file.exists)
        till.settle()
        original = slip_file.read_bytes()
        assert original.startswith(b"\x1b@")
        till.page.receipts.print_now()
        till.settle()
        assert slip_file.read_bytes() != original
        assert last_sale()[1].prints == 2

    def test_a_printer_that_fails_says_so_and_the_sale_stands(self, till, slip_file, monkeypatch):
        slip_file.mkdir()
        told: list[BaseException] = []
        monkeypatch.setattr(till.messages, "show_error", told.append)
        till.scan(PASTE)
        till.enter()
        till.enter()
        till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
        till.page.receipts.print_now()
        till.settle()
        assert told
        assert last_sale()[1].total == 4_500


def test_without_a_printer_the_pages_are_shown(till):
    number = paid(till)
    till.page.open_history()
    till.qtbot.waitUntil(lambda: till.page.receipts.number == number)
    till.page.receipts.print_now()
    till.settle()
    assert till.is_at(View.PREVIEW)
    assert till.page.receipts.preview.view.page_count() == 1
    till.key(Qt.Key.Key_Escape)
    assert till.is_at(View.HISTORY)


def test_the_slip_is_copied_as_a_picture_and_saved_as_pdf(till, tmp_path):
    paid(till)
    receipts = till.page.receipts
    till.qtbot.waitUntil(lambda: bool(receipts._png))
    receipts.copy_picture()
    assert QGuiApplication.clipboard().image().width() >= 576
    receipts.save_pdf_to(tmp_path / "ใบเสร็จ.pdf")
    till.settle()
    assert (tmp_path / "ใบเสร็จ.pdf").read_bytes().startswith(b"%PDF")


# ---------------------------------------------------------------- the page


def test_the_page_s_keys_go_before_the_window_s(till):
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F9, Qt.Key.Key_F12):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QCoreApplication.sendEvent(till.page.goods.search, event)
        assert event.isAccepted(), key
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F11):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QCoreApplication.sendEvent(till.page.goods.search, event)
        assert not event.isAccepted(), key
    assert {shortcut.keys for shortcut in till.page.shortcuts()} >= {"F2", "F4", "F9", "F12", "Esc"}


@pytest.mark.parametrize("language", ["en", "th"])
def test_every_control_has_a_name_and_room_for_a_finger(till, language):
    set_language(language)
    till.page.retranslate()
    till.scan(PASTE)
    for step in (None, Qt.Key.Key_F6, Qt.Key.Key_F10):
        if step is not None:
            till.key(step)
        for control in till.page.findChildren(QWidget):
            if not control.isVisible():
                continue
            if isinstance(control, QAbstractButton | QLineEdit) and control.objectName() != "qt_spinbox":
                assert control.accessibleName(), control
            if isinstance(control, QAbstractButton) and not control.property("inside"):
                if control is till.page.note.close_button:
                    continue
                assert control.height() >= 44, control.accessibleName()
        if step is Qt.Key.Key_F6:
            till.key(Qt.Key.Key_Escape)


def test_the_language_is_switched_without_loss(till):
    till.scan(PASTE)
    till.type("3*")
    set_language("th")
    till.page.retranslate()
    assert till.quantities() == [1_000]
    assert till.page.goods.search.text() == "3*"
    assert till.page.cart_view.total_words.raw() == "รวม"


def test_a_product_changed_elsewhere_is_read_again(till, goods):
    made = product(goods, "กาแฟ", price=8_000, kind=ProductKind.SERVICE)
    till.runner.announce(made.changes)
    till.settle()
    assert "กาแฟ" in till.shown()


def test_open_adds_a_product_or_finds_a_receipt(till):
    number = paid(till)
    till.page.open("OPEN")
    assert till.page.counter.is_asking
    till.page.open(number)
    till.settle()
    till.qtbot.waitUntil(lambda: till.page.receipts.number == number)
    assert till.is_at(View.HISTORY)
