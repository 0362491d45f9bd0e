"""The forms of the stock page: a product, goods that come in; faults beside their field."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from app.domain.product import ProductUnitData
from app.queries.baskets import parts_of
from app.queries.integrity import check_books
from app.queries.products import product_by_code
from db import connection as book
from tests.builders import make_book, product
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.stall import Stall
from tests.ui.keys import press
from tests.ui.stock_place import StockPlace, by_hand, goods
from ui.pages.stock.pay_box import LATER


@pytest.fixture
def place(qtbot, tmp_path):
    stall = Stall(tmp_path, make_book(tmp_path))
    made = StockPlace(qtbot, stall.session, tmp_path, stall)
    yield made
    made.close()
    assert check_books() == []


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def enter(field, text: str) -> None:
    """Type into a field as a person does, then leave it by Enter."""
    field.edit.setFocus()
    field.edit.selectAll()
    by_hand(field.edit, text)


def png(folder, name="photo.png"):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    path = folder / name
    path.write_bytes(bytes(buffer.data().data()))
    return path


# ---------------------------------------------------------------- products


def test_a_new_product_with_category_pack_and_photo(place, tmp_path):
    place.view.begin_product()
    form = place.view.product_form
    enter(form.name, "ชาดาวอินคา")
    enter(form.unit, "กล่อง")
    enter(form.price, "๑๒๐")
    enter(form.category, "ชาสมุนไพร")
    click(form.packs.add_button)
    pack = form.packs.lines[0]
    enter(pack.name, "ลัง 12 กล่อง")
    enter(pack.factor, "12")
    form.photo.take_file(png(tmp_path))
    place.settle()
    assert form.photo.view.has_photo()
    click(form.save_button)
    place.settle()
    made = product_by_code("P0001")
    assert made is not None
    assert (made.name, made.data.price_e4, made.category) == ("ชาดาวอินคา", 120_00_0000, "ชาสมุนไพร")
    assert made.data.units == (ProductUnitData("ลัง 12 กล่อง", 12_000),)
    assert made.photo is not None
    assert place.view.goods.panel.card.product.code == "P0001"


def test_a_gift_basket_is_put_together_from_goods(place):
    """Typed with its parts, opened again with them, changed, and refused where a basket is in a basket."""
    place.view.begin_product()
    form = place.view.product_form
    enter(form.name, "กระเช้าปีใหม่")
    enter(form.unit, "ชุด")
    enter(form.price, "250")
    click(form.parts.add_button)
    enter(form.parts.lines[0].goods, "ชาหญ้าหมอน้อย")
    assert form.parts.lines[0].quantity.edit.hasFocus()
    enter(form.parts.lines[0].quantity, "๒")
    enter(form.parts.lines[1].goods, "น้ำยาล้างจาน")
    click(form.save_button)
    place.settle()
    basket = product_by_code("P0001")
    stall = place.stall
    kept = [(part.product_uid, part.quantity_milli) for part in parts_of(basket.uid)]
    assert kept == [(stall.tea, 2_000), (stall.soap, 1_000)]
    place.view._on_edit_wanted(place.view.goods.panel.card)
    assert [line.goods.text() for line in form.parts.lines] == ["ชาหญ้าหมอน้อย", "น้ำยาล้างจาน"]
    assert not form.is_touched()
    click(form.parts.lines[1].remove)
    assert form.is_touched()
    click(form.save_button)
    place.settle()
    assert [part.product_uid for part in parts_of(basket.uid)] == [stall.tea]
    place.view.begin_product()
    assert form.parts.lines == []
    enter(form.name, "กระเช้าในกระเช้า")
    enter(form.unit, "ชุด")
    click(form.parts.add_button)
    enter(form.parts.lines[0].goods, "กระเช้าปีใหม่")
    click(form.save_button)
    place.settle()
    assert "กระเช้าปีใหม่" in form.banner.label.raw()
    assert product_by_code("P0002") is None


def test_faults_stand_under_their_fields_and_nothing_is_lost(place):
    place.view.begin_product()
    form = place.view.product_form
    enter(form.name, "ของใหม่")
    enter(form.barcode, "123")
    click(form.save_button)
    assert form.unit.error()
    enter(form.unit, "ชิ้น")
    enter(form.code, "KAPI")
    click(form.save_button)
    place.settle()
    assert "KAPI" in form.code.error()
    assert place.view.stack.currentWidget() is form
    assert (form.name.name(), form.barcode.name()) == ("ของใหม่", "123")
    press(form, Qt.Key.Key_Escape)
    place.view.begin_product()
    assert form.name.name() == "ของใหม่"


def test_a_file_that_is_no_picture_says_so_under_the_photo(place, tmp_path):
    path = tmp_path / "letter.png"
    path.write_bytes(b"not a picture")
    form = place.view.product_form
    form.photo.take_file(path)
    place.settle()
    assert "picture" in form.photo.error.raw()
    assert form.photo.photo() is None


def test_editing_changes_the_product_and_keeps_the_rest(place):
    place.view.open("TEA")
    place.settle()
    click(place.view.goods.panel.edit_button)
    form = place.view.product_form
    assert form.name.name() == "ชาหญ้าหมอน้อย"
    enter(form.reorder, "5")
    form.story.setPlainText("เก็บจากป่าชุมชน")
    click(form.save_button)
    place.settle()
    tea = goods(place.stall.tea)
    assert (tea.data.reorder_milli, tea.data.story) == (5_000, "เก็บจากป่าชุมชน")
    assert tea.data.price_e4 == 89_00_0000


def test_a_scanned_code_becomes_the_barcode_of_the_product(place):
    place.view.begin_product()
    place.view.scanner.scanned.emit("8850000000041")
    assert place.view.product_form.barcode.name() == "8850000000041"


# ---------------------------------------------------------------- goods that come in


def fill_line(place, number, name, quantity, amount):
    line = place.view.receive_form.lines.lines[number]
    enter(line.what, name)
    place.settle()
    enter(line.quantity, quantity)
    enter(line.amount, amount)
    return line


def test_goods_come_in_with_freight_and_are_undone_from_the_toast(place):
    place.view.open("receive")
    form = place.view.receive_form
    first = fill_line(place, 0, "กะปิผงรสวาซาบิ", "10", "300")
    second = fill_line(place, 1, "ชาหญ้าหมอน้อย", "5", "100")
    enter(form.freight, "40")
    assert (first.landed.text(), second.landed.text()) == ("33.00", "22.00")
    assert "440.00" in form.total.raw()
    form.lines.lines[2].what.edit.setFocus()
    click(form.save_button)
    place.settle()
    assert goods(place.stall.kapi).on_hand_milli == 30_000
    assert goods(place.stall.kapi).value == 666_60 + 330_00
    assert "440.00" in place.toast.label.raw()
    click(place.toast.button)
    place.settle()
    assert goods(place.stall.kapi).on_hand_milli == 20_000


def test_what_is_owed_asks_for_the_supplier_who_may_be_new(place):
    place.view.open("receive")
    form = place.view.receive_form
    fill_line(place, 0, "น้ำยาล้างจาน", "2", "50")
    click(form.pay.how._group.buttons()[-1])
    assert form.pay.how.key() == LATER
    click(form.save_button)
    assert form.supplier.error()
    enter(form.supplier, "ร้านวัสดุภัณฑ์")
    click(form.save_button)
    place.settle()
    rows = book.fetch("SELECT name, is_supplier FROM party WHERE name = ?", ("ร้านวัสดุภัณฑ์",))
    assert rows == [("ร้านวัสดุภัณฑ์", 1)]
    assert form.supplier.is_empty()


def test_a_pack_counts_in_the_products_own_unit(place):
    sack = product(place.session, "ข้าวเปลือก", unit="กก.", units=(ProductUnitData("กระสอบ", 50_000),)).uid
    place.view.read_lists()
    place.settle()
    form = place.view.receive_form
    assert form.take(sack, "กระสอบ")
    place.settle()
    line = form.lines.lines[0]
    assert line.pack.key() == "กระสอบ"
    enter(line.quantity, "2")
    enter(line.amount, "1000")
    click(form.save_button)
    place.settle()
    assert goods(sack).on_hand_milli == 100_000


def test_more_paid_than_the_total_is_said_under_the_amount(place):
    form = place.view.receive_form
    place.view.open("receive")
    fill_line(place, 0, "น้ำยาล้างจาน", "2", "50")
    enter(form.pay.paid, "60")
    click(form.save_button)
    assert form.pay.paid.error()
    assert form.lines.lines[0].amount.number() == 50_00
