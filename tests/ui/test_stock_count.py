"""Counting: typed downwards, in Thai digits too, kept when left half done, posted and undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.queries.integrity import check_books
from tests.builders import make_book
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.stall import Stall
from tests.ui.stock_place import StockPlace, by_hand, goods
from ui.pages.stock.count_model import COUNTED, DIFFERENCE, REASON


@pytest.fixture
def place(qtbot, tmp_path):
    stall = Stall(tmp_path, make_book(tmp_path))
    made = StockPlace(qtbot, stall.session, tmp_path, stall)
    made.view.open("count")
    made.settle()
    yield made
    made.close()
    assert check_books() == []


def type_counts(place, *texts):
    """Begin at the first amount and type downwards."""
    table = place.view.count.table
    table.begin()
    for text in texts:
        editor = table.focusWidget()
        assert isinstance(editor, QLineEdit)
        by_hand(editor, text)


def shown(place, column):
    proxy = place.view.count.proxy
    return [proxy.index(number, column).data() for number in range(proxy.rowCount())]


def test_enter_moves_down_and_thai_digits_are_read(place):
    type_counts(place, "๑๘", "20", "21")
    count = place.view.count
    assert shown(place, COUNTED) == ["18", "20", "21"]
    assert shown(place, DIFFERENCE) == ["−2", "0", "+1"]
    assert count.progress.raw() == "3 of 3 counted"
    assert count.bar.value() == 3


def test_what_the_book_says_is_hidden_until_it_is_asked_for(place):
    count = place.view.count
    assert count.table.isColumnHidden(DIFFERENCE)
    count.expected.click()
    assert not count.table.isColumnHidden(DIFFERENCE)


def test_a_count_is_posted_with_its_reason_and_undone(place):
    type_counts(place, "18")
    count = place.view.count
    count.table.type_at(count.proxy.index(0, REASON))
    editor = count.table.focusWidget()
    by_hand(editor, "แตก")
    QTest.mouseClick(count.post_button, Qt.MouseButton.LeftButton)
    place.settle()
    assert goods(place.stall.kapi).on_hand_milli == 18_000
    assert goods(place.stall.tea).on_hand_milli == 20_000
    assert count.model.kept == {}
    QTest.mouseClick(place.toast.button, Qt.MouseButton.LeftButton)
    place.settle()
    assert goods(place.stall.kapi).on_hand_milli == 20_000


def test_what_is_no_number_is_marked_and_not_posted(place):
    type_counts(place, "18", "abc")
    count = place.view.count
    assert shown(place, DIFFERENCE)[1] == "please check"
    QTest.mouseClick(count.post_button, Qt.MouseButton.LeftButton)
    place.settle()
    assert goods(place.stall.kapi).on_hand_milli == 20_000
    assert isinstance(count.table.focusWidget(), QLineEdit)


def test_a_half_typed_count_is_there_again_in_another_window(place, qtbot, tmp_path):
    type_counts(place, "18", "x2")
    assert place.view.may_leave()
    place.settle()
    again = StockPlace(qtbot, place.session, tmp_path, place.stall)
    again.view.open("count")
    again.settle()
    assert shown(again, COUNTED) == ["18", "x2", ""]
    again.close()


def test_goods_sold_while_counting_do_not_change_what_was_counted_against(place):
    type_counts(place, "18")
    place.stall.sell(place.stall.line(place.stall.kapi, 3, 5900))
    place.view.count.read()
    place.settle()
    assert shown(place, DIFFERENCE)[0] == "−2"
    QTest.mouseClick(place.view.count.post_button, Qt.MouseButton.LeftButton)
    place.settle()
    assert goods(place.stall.kapi).on_hand_milli == 15_000


def test_only_what_is_left_to_count(place):
    type_counts(place, "18")
    count = place.view.count
    QTest.mouseClick(count.which._group.buttons()[1], Qt.MouseButton.LeftButton)
    assert len(shown(place, COUNTED)) == 2
    table = count.table
    table.begin()
    by_hand(table.focusWidget(), "20")
    assert len(shown(place, COUNTED)) == 1
    assert isinstance(table.focusWidget(), QLineEdit), "the next one is open"


def test_the_count_sheet_is_kept_as_pdf(place):
    QTest.mouseClick(place.view.count.sheet_pdf_button, Qt.MouseButton.LeftButton)
    place.settle()
    assert place.saved[0].read_bytes().startswith(b"%PDF")
