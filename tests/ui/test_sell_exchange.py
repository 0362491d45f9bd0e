"""An exchange at the till: goods back, others sold, the difference paid; and old bills of a customer."""

from PySide6.QtCore import Qt

from app.queries import drafts
from app.queries.integrity import check_books
from db import connection as book
from tests.builders import party
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.test_sell_page import CONTROL, PASTE, TEA, Till, goods, last_sale, machine, paid, till
from ui.pages.sell import kept
from ui.pages.sell.stage import View

__all__ = ["_no_book_left_open", "_own_machine_settings", "goods", "machine", "session", "till"]


def begin(till, number, *codes):
    """A receipt comes back for other goods."""
    till.key(Qt.Key.Key_F12)
    till.qtbot.waitUntil(lambda: till.page.receipts.number == number)
    till.page.receipts.open_return()
    till.settle()
    view = till.page.receipts.return_view
    view.lines[0].set_whole()
    view.exchange_button.click()
    assert till.is_at(View.GOODS)
    for code in codes:
        till.scan(code)


def totals():
    return [row[0] for row in book.fetch("SELECT total FROM document WHERE kind LIKE 'sale%' ORDER BY id")]


def bar(till):
    shown = till.page.checkout.exchange_bar
    return shown.words.raw() if shown.isVisible() else ""


def test_dearer_goods_are_paid_by_the_difference(till):
    number = paid(till, PASTE)
    begin(till, number, TEA)
    assert number in bar(till)
    assert "15.00 baht to pay" in bar(till)
    till.key(Qt.Key.Key_F10)
    assert till.page.checkout.payment.due == 1_500
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    assert totals() == [4_500, -4_500, 6_000]
    assert [each.amount for each in last_sale()[1].payments] == [4_500, 1_500]
    assert bar(till) == ""
    assert check_books() == []


def test_cheaper_goods_give_the_rest_back_without_a_payment(till):
    number = paid(till, TEA)
    begin(till, number, PASTE)
    assert "15.00 baht to give back" in bar(till)
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    assert totals() == [6_000, -6_000, 4_500]
    assert till.page.checkout.done_view.change.raw() == "15.00"


def test_an_exchange_that_is_left_sells_on_its_own(till):
    number = paid(till, PASTE)
    begin(till, number, TEA)
    till.page.checkout.exchange_bar.close_button.click()
    assert bar(till) == ""
    till.enter()
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    assert totals() == [4_500, 6_000]


def test_a_customer_who_owes_pays_old_bills_from_the_till(session, till):
    who = party(session, "ยายนา")
    till.scan(PASTE)
    till.page.pay_kind("account")
    pane = till.page.checkout.tender_view.account
    till.settle()
    pane.choose(who.uid)
    pane.submit()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    till.page.show_sale()
    till.scan(TEA)
    till.key(Qt.Key.Key_M, modifiers=CONTROL)
    till.settle()
    panel = till.page.cart_view.customer
    assert not panel.debt_button.isVisible()
    panel.party.set_value(who.uid)
    panel.party.committed.emit(who.uid)
    assert "45.00" in panel.debt_button.text()
    panel.debt_button.click()
    assert till.opened == [("money", f"owed:in:{who.uid.hex()}")]
    assert till.names() == ["ชาหญ้าหมอน้อย"]


def test_an_exchange_survives_the_end_of_the_program(till, qtbot, qapp, goods, machine):
    number = paid(till, PASTE)
    begin(till, number, TEA)
    assert till.page.may_leave()
    till.settle()
    again = Till(qtbot, qapp, goods, machine)
    try:
        assert "15.00 baht to pay" in bar(again)
        again.key(Qt.Key.Key_F10)
        again.enter()
        qtbot.waitUntil(lambda: again.is_at(View.DONE))
        again.settle()
        assert totals() == [4_500, -4_500, 6_000]
        assert drafts.list_drafts(kept.OPEN_CART) == []
        assert check_books() == []
    finally:
        again.close()


def test_an_exchange_without_goods_yet_is_kept_until_it_is_left(till, qtbot, qapp, goods, machine):
    number = paid(till, PASTE)
    begin(till, number)
    assert till.page.may_leave()
    till.settle()
    again = Till(qtbot, qapp, goods, machine)
    try:
        assert "45.00 baht to give back" in bar(again)
        again.page.checkout.exchange_bar.close_button.click()
        again.settle()
        assert drafts.list_drafts(kept.OPEN_CART) == []
    finally:
        again.close()


def test_a_held_bill_takes_its_exchange_along_and_brings_it_back(till):
    number = paid(till, PASTE)
    begin(till, number, TEA)
    till.key(Qt.Key.Key_F7)
    till.enter()
    till.qtbot.waitUntil(lambda: till.cart.is_empty)
    till.settle()
    assert bar(till) == ""
    till.scan(PASTE)
    till.key(Qt.Key.Key_F10)
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.key(Qt.Key.Key_F8)
    till.enter()
    assert number in bar(till)
    till.key(Qt.Key.Key_F10)
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    assert totals() == [4_500, 4_500, -4_500, 6_000]
