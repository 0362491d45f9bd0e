"""Lists from outside by keys and mouse: columns, bad rows, taking in, the same file twice, undoing."""

import threading

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.changes import Changes
from app.queries.imports import import_runs
from app.queries.integrity import check_books
from app.queries.products import ProductFilter, list_products
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY
from tests.ui.keys import press
from ui.pages.importing.view import ImportView
from ui.widgets import sheet_cards as parts

__all__ = ["_no_book_left_open", "_own_machine_settings"]

ENTER = Qt.Key.Key_Return
GOODS = "ชื่อสินค้า,หน่วย,ราคาขาย,จดไว้\nน้ำพริกเผา,กระปุก,๔๕.๐๐,ดี\nปลาแห้ง,ถุง,120,\n"
BAD = "ชื่อสินค้า,หน่วย,ราคาขาย\nน้ำพริกเผา,,45\nปลาแห้ง,ถุง,แพง\nเกลือ,ถุง,20\n"

SLIPS = "วันที่,รายรับ,รายจ่าย,หมวด,รายการ,จ่ายโดย\n5/10/2569,,250.00,ค่าไฟฟ้า,ค่าไฟ ก.ย.,เงินสด\n"


@pytest.fixture
def saved():
    return []


@pytest.fixture
def page(desk, saved):
    made = ImportView(
        desk.session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        save_file=desk.save_to(saved),
        today=lambda: DAY,
    )
    desk.runner.changed.connect(made.refresh)
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    desk.settle()
    return made


def read(desk, page, text, name="สินค้า.csv"):
    path = desk.folder / name
    path.write_text(text, encoding="utf-8")
    page.read(path)
    settle(desk)


def settle(desk):
    """Reading a file is followed by trying it, taking it in by reading the lists again."""
    for _turn in range(3):
        desk.settle()
        desk.app.processEvents()


def names():
    return {row.name for row in list_products(ProductFilter(), limit=100)}


def test_a_list_is_tried_taken_in_and_undone(desk, page):
    read(desk, page, GOODS)
    assert [field.key() for field in page.columns.fields] == ["name", "unit", "price", parts.LEFT_OUT]
    assert "น้ำพริกเผา" not in names()
    assert page.take_button.isVisible()
    assert "2" in page.take_button.text()
    desk.click(page.take_button)
    settle(desk)
    assert {"น้ำพริกเผา", "ปลาแห้ง"} <= names()
    assert page.stage.currentIndex() == 0
    page.run_table.choose_first()
    desk.click(page.undo_button)
    settle(desk)
    assert import_runs()[0].undone
    assert not page.undo_button.isEnabled()
    assert check_books() == []


def test_every_bad_row_is_named_and_nothing_can_be_taken_in(desk, page):
    read(desk, page, BAD)
    assert [fault.row for fault in page.faults.model.rows] == [2, 3]
    assert page.faults.isVisible()
    assert page.banner.isVisible()
    assert page.take_button.isHidden()
    page.take_in()
    settle(desk)
    assert import_runs() == ()


def test_a_column_is_given_another_meaning_by_keys(desk, page):
    read(desk, page, GOODS.replace("ชื่อสินค้า", "อะไร"))
    assert page.take_button.isHidden()
    assert page.banner.isVisible()
    first = page.columns.fields[0]
    first.edit.setFocus()
    press(first.edit, Qt.Key.Key_Down)
    press(first.edit, Qt.Key.Key_Down)
    press(first.edit, ENTER)
    settle(desk)
    assert first.key() == "name"
    assert page.take_button.isVisible()


def test_the_same_file_asks_once_more(desk, page):
    page.open("slips")
    for at in range(2):
        read(desk, page, SLIPS, "บิล.csv")
        assert page.take_button.isVisible()
        desk.click(page.take_button)
        settle(desk)
        assert page.banner.button.isVisible() is bool(at)
    assert len(import_runs()) == 1
    desk.click(page.banner.button)
    settle(desk)
    assert len(import_runs()) == 2
    assert check_books() == []


def test_a_file_that_is_no_list_loses_nothing(desk, page):
    read(desk, page, GOODS)
    bad = desk.folder / "รูป.xlsx"
    bad.write_bytes(b"PK\x03\x04 no workbook")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(bad))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    settle(desk)
    assert "รูป.xlsx" in page.banner.label.raw()
    assert page.file_name.raw() == "สินค้า.csv"
    assert page.take_button.isVisible()


def test_the_opening_has_a_day_and_a_template(desk, page, saved):
    assert page.day_row.isHidden()
    page.open("opening")
    assert page.day_row.isVisible()
    desk.click(page.template_button)
    desk.settle()
    assert saved[0].stat().st_size > 1_000
    page.read(saved[0])
    settle(desk)
    assert page.stage.currentIndex() == 1


def test_trying_a_list_can_be_stopped(desk, page):
    read(desk, page, GOODS)
    held = threading.Event()
    desk.runner.run(page, lambda: held.wait(10))
    page.columns.mapped.emit({"name": 0, "unit": 1})
    assert page.cancel_button.isVisible()
    assert not page.take_button.isVisible()
    page.cancel_button.click()
    held.set()
    settle(desk)
    assert page.cancel_button.isHidden()
    assert page.take_button.isHidden()
    assert page.banner.isVisible()
    page.columns.mapped.emit({"name": 0, "unit": 1})
    settle(desk)
    assert page.take_button.isVisible()
    assert page.columns.fields[2].key() == parts.LEFT_OUT
