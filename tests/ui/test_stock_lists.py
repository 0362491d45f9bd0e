"""The lists of the stock page: search, filters, the panel, the card, export, empty states."""

from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.product import ProductData
from app.services.products import create_product, update_product
from tests.builders import make_book, material
from tests.fixtures import _no_book_left_open, _own_machine_settings, session  # noqa: F401
from tests.orders import line, ordered
from tests.stall import Stall
from tests.ui.keys import press
from tests.ui.stock_place import StockPlace, by_hand, goods
from ui.models.rows import ROW_ROLE
from ui.pages.stock.goods_table import ON_HAND, reserved_text


@pytest.fixture
def place(qtbot, tmp_path):
    stall = Stall(tmp_path, make_book(tmp_path))
    material(stall.session, "กะปิสด")
    made = StockPlace(qtbot, stall.session, tmp_path, stall)
    yield made
    made.close()


@pytest.fixture
def empty(qtbot, session, tmp_path):  # noqa: F811
    made = StockPlace(qtbot, session, tmp_path)
    yield made
    made.close()


def search(place: StockPlace, text: str) -> None:
    field = place.view.goods.search
    field.clear()
    by_hand(field, text)
    place.settle()


def choose(place: StockPlace, number: int) -> None:
    table = place.view.goods.table
    spot = table.visualRect(table.model().index(number, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
    place.settle()


def test_products_stand_in_thai_order_and_materials_in_their_own_list(place):
    assert place.names() == ["กะปิผงรสวาซาบิ", "ชาหญ้าหมอน้อย", "น้ำยาล้างจาน"]
    assert place.view.stuff.model.rowCount() == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [("วาซาบิ", ["กะปิผงรสวาซาบิ"]), ("tea", ["ชาหญ้าหมอน้อย"]), ("ล้าง", ["น้ำยาล้างจาน"]), ("", None)],
)
def test_search_finds_any_part_of_name_or_code(place, typed, found):
    search(place, typed)
    assert place.names() == (found or ["กะปิผงรสวาซาบิ", "ชาหญ้าหมอน้อย", "น้ำยาล้างจาน"])


def test_nothing_found_offers_to_show_everything(place):
    search(place, "zzz")
    page = place.view.goods
    assert page.stage.currentWidget() is page.empty
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert len(place.names()) == 3
    assert page.stage.currentWidget() is page.table


def test_a_click_on_a_title_sorts_and_a_second_turns_it_round(place):
    header = place.view.goods.table.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(3) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert place.names() == ["น้ำยาล้างจาน", "กะปิผงรสวาซาบิ", "ชาหญ้าหมอน้อย"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert place.names() == ["ชาหญ้าหมอน้อย", "กะปิผงรสวาซาบิ", "น้ำยาล้างจาน"]


def test_a_chosen_product_shows_its_figures_and_its_month(place):
    choose(place, 0)
    panel = place.view.goods.panel
    assert panel.isVisible()
    assert panel.heading.raw() == "กะปิผงรสวาซาบิ"
    values = [label.raw() for label in panel.values]
    assert values[:5] == ["20", "33.33", "666.60", "59.00", "43.51 %"]
    (table,) = panel.sheet.tables()
    assert [row.cells[2] for row in table.model().rows] == [None, 20_000]


def test_low_shows_only_what_has_to_be_ordered_with_its_level(place):
    product = goods(place.stall.tea)
    from dataclasses import replace

    data = replace(product.data, reorder_milli=25_000)
    update_product(place.session, place.stall.tea, data=data)
    place.view.open("low")
    assert place.names() == ["ชาหญ้าหมอน้อย"]
    assert place.view.goods.model.row_at(0).is_low
    assert place.view.goods.model.index(0, ON_HAND).data() == "20"


def test_a_code_opens_the_card_of_its_product(place):
    place.view.open("SOAP")
    place.settle()
    assert place.view.goods.panel.card.product.code == "SOAP"
    QTest.mouseClick(place.view.goods.panel.card_button, Qt.MouseButton.LeftButton)
    place.settle()
    assert place.view.stack.currentWidget() is place.view.card_page
    assert "SOAP" in place.view.card_page.title.raw()
    press(place.view.card_page, Qt.Key.Key_Escape)
    assert place.view.stack.currentWidget() is place.view.home


def test_stopping_to_sell_what_is_in_stock_is_refused_with_a_sentence(place):
    choose(place, 0)
    QTest.mouseClick(place.view.goods.panel.active_button, Qt.MouseButton.LeftButton)
    place.settle()
    assert "There is still some" in place.status.message.raw()
    assert len(place.names()) == 3


def test_stopping_to_sell_is_undone_from_the_toast(place):
    create_product(place.session, ProductData("ของลองขาย", "ชิ้น", code="TRY"))
    place.view.open("TRY")
    place.settle()
    QTest.mouseClick(place.view.goods.panel.active_button, Qt.MouseButton.LeftButton)
    place.settle()
    assert "ของลองขาย" not in place.names()
    QTest.mouseClick(place.toast.button, Qt.MouseButton.LeftButton)
    place.settle()
    assert "ของลองขาย" in place.names()


def test_marked_rows_are_copied_with_their_titles(place, qapp):
    choose(place, 0)
    table = place.view.goods.table
    press(table, Qt.Key.Key_Down, modifiers=Qt.KeyboardModifier.ShiftModifier)
    press(table, Qt.Key.Key_C, "\x03", modifiers=Qt.KeyboardModifier.ControlModifier)
    lines = qapp.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["Name", "Code", "Unit", "Price", "On hand", "Book value"]
    assert [line.split("\t")[1] for line in lines[1:]] == ["KAPI", "TEA"]


def test_without_a_mark_the_whole_list_is_copied(place, qapp):
    place.view.goods.table.clearSelection()
    place.view.goods.table.copy_rows()
    place.settle()
    assert [line.split("\t")[1] for line in qapp.clipboard().text().split("\n")] == [
        "Code",
        "KAPI",
        "TEA",
        "SOAP",
    ]


def test_what_is_seen_goes_to_excel(place: Any):
    search(place, "ชา")
    QTest.mouseClick(place.view.goods.xlsx_button, Qt.MouseButton.LeftButton)
    place.settle()
    book = openpyxl.load_workbook(place.saved[0])
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "ชาหญ้าหมอน้อย" in cells
    assert "กะปิผงรสวาซาบิ" not in cells


def test_an_empty_book_leads_to_the_first_product(empty):
    page = empty.view.goods
    assert page.stage.currentWidget() is page.empty
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert empty.view.stack.currentWidget() is empty.view.product_form
    assert empty.view.product_form.name.edit.hasFocus()


def test_what_orders_want_stands_beside_what_is_there(place):
    ordered(place.stall, line(place.stall.tea, 5))
    place.view.refresh(Changes.MARKET)
    place.settle()
    search(place, "tea")
    row = place.view.goods.model.index(0, ON_HAND).data(ROW_ROLE)
    assert reserved_text(row.reserved_milli, row.free_milli) == "5 for orders, 15 free"
    choose(place, 0)
    panel = place.view.goods.panel
    shown = {name.raw(): value.raw() for name, value in zip(panel.names, panel.values, strict=True)}
    assert (shown["For orders"], shown["Left to sell"]) == ("5", "15")
