"""Slips by keys alone: a bag of ten, what looks alike, pictures, bad input, putting right."""

import datetime as dt
import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.balances import balances
from app.queries.entries import entry_categories, pictures_of, recent_entries, waiting_pictures
from app.queries.integrity import check_books
from app.domain.ledger import AccountRole
from app.queries.open_items import open_items
from app.queries.parties import list_parties
from app.queries.sales import document_by_number, documents
from app.services.entries import post_entry
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY
from tests.ui.desk import Desk
from tests.ui.keys import press, type_text
from ui.pages.entry import work
from ui.pages.entry.view import EntryView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
YESTERDAY = DAY - dt.timedelta(days=1)


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    made = Desk(qtbot, qapp, tmp_path)
    yield made
    made.close()


def make_page(desk):
    made = EntryView(
        desk.session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        today=lambda: DAY,
    )
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    desk.settle()
    return made


@pytest.fixture
def page(desk):
    made = make_page(desk)
    desk.runner.changed.connect(made.refresh)
    made.open("out")
    return made


class Keys:
    """Types where the cursor is, as a bookkeeper does."""

    def __init__(self, desk, page):
        self.desk, self.page = desk, page

    def type(self, text):
        widget = QApplication.focusWidget()
        assert widget is not None
        type_text(widget, text)
        return self

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        widget = QApplication.focusWidget()
        assert widget is not None
        press(widget, key, modifiers=modifiers)
        return self

    def enter(self, *texts):
        """Type each text and go on with Enter; a choice takes one Enter as well."""
        for text in texts:
            if text:
                self.type(text)
            self.press(ENTER)
        return self

    def save(self):
        self.press(ENTER, CONTROL)
        self.desk.settle()
        faults = [(field.edit.accessibleName(), field.error()) for field in self.page.form.order()]
        assert not self.page.form.is_begun(), [each for each in faults if each[1]]
        return self

    def shortcut(self, key):
        action = next(each.action for each in self.page.shortcuts() if each.keys == key)
        action()
        self.desk.settle()
        return self


@pytest.fixture
def keys(desk, page):
    return Keys(desk, page)


def sums():
    return {row.code: row.balance for row in balances(dt.date(2026, 12, 31)) if row.balance}


def newest():
    return recent_entries(1)[0]


def test_a_bag_of_ten_slips_by_keys_alone(desk, page, keys):
    before = sums()
    keys.shortcut("F6").enter("10", "3600")
    assert page.bag_bar.bag is not None
    # 1: day, shop, what for, amount, and saved; the way of paying is cash
    keys.enter("", "ร้านสมใจ", "ไฟฟ้า", "350").save()
    # 2: yesterday by one key, found again by name
    keys.press(Qt.Key.Key_Minus).enter("", "สมใจ", "เติมน้ำมัน", "๒๐๐").save()
    # 3: the day is kept
    assert page.slip.day.date() == YESTERDAY
    keys.enter("", "", "สติ", "1").press(Qt.Key.Key_Escape)
    page.slip.clear_form()
    keys.enter("", "", "เครื่องเขียน", "150").save()
    # 4: out of a member's purse
    keys.enter("", "", "ประชุม", "300", "purse", "", "สมาชิก ก").save()
    # 5: on credit; the way of paying stayed on the purse and is changed
    keys.enter("", "ร้านวัสดุ", "อะไหล่", "500", "owed").save()
    # 6: split over two categories, paid in cash
    keys.enter("", "", "โทรศัพท์", "100").shortcut("F8").enter("เช่า", "400", "Cash").save()
    # 7: the same again
    keys.shortcut("F7")
    page.slip.parts.parts[0].amount.edit.setFocus()
    page.slip.parts.parts[0].amount.edit.selectAll()
    keys.enter("200").save()
    # 8: from the bank, with number, date and note, saved by Enter at the end
    keys.enter("", "", "ธรรมเนียม", "50", "Bank", "", "A12", "1/10/69", "ค่าสมุด").press(ENTER)
    desk.settle()
    # 9: two days ago
    keys.press(Qt.Key.Key_2, ALT).enter("", "", "โฆษณา", "450", "Cash").save()
    # 10: an income in the same bag
    keys.shortcut("F3").enter("", "", "เศษวัสดุ", "100").save()
    assert page.bag_bar.bag.slips_left == 1 - 1
    after = sums()
    moved = {code: after.get(code, 0) - before.get(code, 0) for code in {*after, *before}}
    assert {code: amount for code, amount in moved.items() if amount} == {
        "1101": -(350 + 200 + 150 + 500 + 600 + 450 - 100) * 100,
        "1102": -50_00,
        **_expected(moved),
    }
    assert (
        page.bag_bar.bag.total_left
        == (3600 - (350 + 200 + 150 + 300 + 500 + 500 + 600 + 50 + 450 - 100)) * 100
    )
    assert [item.open for item in open_items(AccountRole.MEMBER_PAYABLE)] == [-300_00]
    assert check_books() == []


def _expected(moved):
    return {code: amount for code, amount in moved.items() if amount and code not in ("1101", "1102")}
