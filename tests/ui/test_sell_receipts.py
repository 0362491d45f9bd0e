"""Paper receipts of bills that are entered late: named at the till, offered one after the other."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.domain.receipt_book import (
    BookData,
    BookUnknownError,
    OutsideBookError,
    PaperBook,
    Range,
    ReceiptUnreadError,
    ReceiptUse,
    read_receipt,
)
from app.queries.integrity import check_books
from app.queries.receipt_books import receipt_books
from app.services.receipt_books import add_receipt_book
from app.settings import MachineSettings
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.test_sell_page import CONTROL, PASTE, TEA, Till, goods
from ui.pages.sell.stage import View

__all__ = ["_no_book_left_open", "_own_machine_settings", "goods", "session"]

ONE, TWO = b"1" * 16, b"2" * 16
BOOKS = (PaperBook(ONE, "12", Range(1, 50)), PaperBook(TWO, "เล่มใหม่", Range(51, 100)))


@pytest.mark.parametrize(
    ("text", "book", "number"),
    [("12/7", ONE, 7), ("๑๒ ๗", ONE, 7), ("12-0007", ONE, 7), ("เล่มใหม่ #60", TWO, 60), ("60", TWO, 60)],
    ids=["slash", "Thai digits", "dash", "name", "number alone"],
)
def test_a_receipt_is_read_as_people_write_it(text, book, number):
    assert read_receipt(text, BOOKS) == ReceiptUse(book, number, number)


def test_what_is_no_receipt_is_said():
    assert read_receipt("  ", BOOKS) is None
    for text, error in (
        ("เล่มใหม่", ReceiptUnreadError),
        ("13/7", BookUnknownError),
        ("12/51", OutsideBookError),
        ("400", BookUnknownError),
    ):
        with pytest.raises(error):
            read_receipt(text, BOOKS)
    with pytest.raises(ReceiptUnreadError):
        read_receipt("x", ())


@pytest.fixture
def till(qtbot, qapp, goods):
    add_receipt_book(goods, BookData("12", 1, 50, dt.date(2026, 11, 1)))
    made = Till(qtbot, qapp, goods, MachineSettings())
    yield made
    made.close()
    assert check_books() == []


def name(till, text):
    till.key(Qt.Key.Key_P, "\x10", CONTROL)
    till.type(text)
    till.enter()


def pay(till):
    till.key(Qt.Key.Key_F10)
    till.enter()
    till.settle()


def used():
    return [(each.numbers.first, each.total) for each in receipt_books()[0].uses]


def test_bills_of_a_paper_book_are_entered_one_after_the_other(till):
    till.scan(TEA)
    name(till, "๗")
    assert "12/7" in till.page.cart_view.count.raw()
    pay(till)
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.scan(PASTE)
    assert "12/" not in till.page.cart_view.count.raw()
    till.key(Qt.Key.Key_P, "\x10", CONTROL)
    assert till.page.cart_view.ask.field.text() == "12/8"
    till.enter()
    pay(till)
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    assert used() == [(7, 60_00), (8, 45_00)]


def test_a_number_that_was_used_keeps_the_bill_and_can_be_put_right(till):
    till.scan(TEA)
    name(till, "12/7")
    pay(till)
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.scan(PASTE)
    name(till, "12/7")
    pay(till)
    assert till.is_at(View.TENDER)
    assert "12" in till.page.checkout.tender_view.error.label.raw()
    till.key(Qt.Key.Key_Escape)
    name(till, "12/9")
    pay(till)
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    assert used() == [(7, 60_00), (9, 45_00)]


def test_a_receipt_is_taken_off_again_and_survives_a_held_bill(till):
    till.scan(TEA)
    name(till, "12/7")
    till.key(Qt.Key.Key_F7)
    till.enter()
    till.qtbot.waitUntil(lambda: till.cart.is_empty)
    till.settle()
    till.key(Qt.Key.Key_F8)
    till.enter()
    assert "12/7" in till.page.cart_view.count.raw()
    till.key(Qt.Key.Key_P, "\x10", CONTROL)
    till.page.cart_view.ask.field.edit.clear()
    till.enter()
    pay(till)
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    assert used() == []
