"""Bills that wait for their QR payment while others are served, and customers' transfer slips."""

import pytest
from PySide6.QtCore import Qt

from app.queries import drafts
from app.queries.catalogue import tender_by_code, tenders
from app.queries.integrity import check_books
from app.services.catalogue import TenderData, save_tender
from db import connection as book
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.payments.test_slip_qr import REFERENCE, code
from tests.ui.test_sell_page import CONTROL, PASTE, TEA, goods, last_sale, machine, till
from ui.pages.sell.stage import View

__all__ = ["_no_book_left_open", "_own_machine_settings", "goods", "machine", "session", "till"]

SLIP = code()


@pytest.fixture
def paying(session, goods):
    """PromptPay has a number."""
    old = tender_by_code("PROMPTPAY")
    data = TenderData(
        old.name,
        old.kind,
        old.account_id,
        old.code,
        promptpay_kind="mobile",
        promptpay_target="0000000000",
        position=old.position,
    )
    save_tender(session, data, tender_id=old.id)
    return old


def wait(till, *codes):
    """A bill that is being paid by QR while the next one is served."""
    for each in codes:
        till.scan(each)
    till.key(Qt.Key.Key_F9)
    till.key(Qt.Key.Key_F7)
    till.qtbot.waitUntil(lambda: till.is_at(View.GOODS))
    till.settle()


def confirm(till):
    till.key(Qt.Key.Key_Return, "\r", CONTROL)
    till.settle()


def amounts(till):
    return [bill.amount for bill in till.page.waiting.strip.bills]


def posted():
    return book.fetch_int("SELECT count(*) FROM sale")


def test_a_bill_waits_while_the_next_is_served_and_one_key_confirms_it(paying, till):
    wait(till, PASTE)
    wait(till, TEA, TEA)
    assert amounts(till) == [4_500, 12_000]
    assert till.page.waiting.strip.isVisible()
    till.scan(TEA)
    assert posted() == 0
    confirm(till)
    assert (amounts(till), posted()) == ([12_000], 1)
    assert last_sale()[0].total == 4_500
    assert till.names() == ["ชาหญ้าหมอน้อย"]  # the next customer's cart stands
    confirm(till)
    confirm(till)
    assert (amounts(till), posted()) == ([], 2)
    assert not till.page.waiting.strip.isVisible()
    (payment,) = last_sale()[1].payments
    assert (payment.amount, payment.kind) == (12_000, "promptpay")
    assert check_books() == []


def test_it_waits_through_a_power_cut_and_goes_back_into_the_cart(paying, till):
    wait(till, PASTE)
    assert len(drafts.list_drafts("waiting_qr")) == 1
    till.page.waiting.strip.show_bills(())
    till.page.waiting.read()
    till.settle()
    assert amounts(till) == [4_500]
    till.key(Qt.Key.Key_F8)
    till.enter()
    till.qtbot.waitUntil(lambda: not till.cart.is_empty)
    till.settle()
    assert (till.names(), amounts(till)) == (["กะปิผงรสวาซาบิ"], [])
    assert posted() == 0


def test_a_second_press_sells_nothing_twice(paying, till):
    wait(till, PASTE)
    till.page.waiting.confirm_first()
    till.page.waiting.confirm_first()
    till.settle()
    assert posted() == 1


def test_a_bill_that_cannot_be_posted_waits_on(paying, till, session):
    wait(till, PASTE)
    data = TenderData(paying.name, paying.kind, paying.account_id, paying.code, active=False)
    save_tender(session, data, tender_id=paying.id)
    confirm(till)
    assert "not set up" in till.note
    assert (amounts(till), posted()) == ([4_500], 0)


def slips():
    rows = book.fetch("SELECT bank, reference FROM bank_slip")
    return [tuple(row) for row in rows]


def test_a_slip_goes_with_the_payment_that_is_taken_and_a_second_use_warns(paying, till):
    till.scan(PASTE)
    till.key(Qt.Key.Key_F9)
    till.scan(SLIP)
    assert REFERENCE in till.page.checkout.tender_view.qr.hint.raw()
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    assert slips() == [("014", REFERENCE)]
    assert last_sale()[1].payments[0].reference == REFERENCE

    number = last_sale()[0].number
    till.page.show_sale()
    till.scan(TEA)
    till.key(Qt.Key.Key_F9)
    till.scan(SLIP)
    assert number in till.page.checkout.tender_view.error.label.raw()
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    assert len(slips()) == 2
    assert check_books() == []


def test_a_slip_goes_with_the_waiting_bill_that_is_pressed_next(paying, till):
    wait(till, PASTE)
    till.scan(SLIP)
    assert "Siam Commercial Bank" in till.note
    confirm(till)
    assert slips() == [("014", REFERENCE)]


def test_a_slip_without_a_bill_is_said_and_is_no_unknown_product(paying, till):
    till.scan(SLIP)
    assert "transfer slip" in till.note
    assert till.page.goods.search.text() == ""


def test_a_part_by_qr_waits_only_when_the_rest_is_paid(paying, till):
    till.scan(TEA)
    till.key(Qt.Key.Key_F9)
    till.page.checkout.tender_view.qr.part.set_value(2_000)
    till.key(Qt.Key.Key_F7)
    assert till.is_at(View.TENDER)
    assert till.page.checkout.tender_view.error.isVisible()
    assert len([each for each in tenders() if each.kind == "promptpay"]) == 1
