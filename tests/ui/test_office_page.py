"""Papers for offices by keys: quotation, delivery, invoice, receipt with tax kept back; undoing."""

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.money import E4
from app.domain.product import ProductUnitData
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.offers import deliveries, invoices, quotations
from app.queries.products import list_products
from tests.builders import product
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY
from tests.ui.keys import press, type_text
from ui.pages.office.view import OfficeView
from ui.pages.office.work import Side

__all__ = ["_no_book_left_open", "_own_machine_settings"]

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


def on_side(page: OfficeView, side: Side) -> bool:
    return page.side is side


@pytest.fixture
def page(desk):
    made = OfficeView(
        desk.session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        today=lambda: DAY,
    )
    desk.runner.changed.connect(made.refresh)
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    settle(desk)
    return made


def settle(desk):
    """What was posted is read again, then shown."""
    for _turn in range(4):
        desk.settle()
        desk.app.processEvents()


def fill(page, name, *lines):
    """Type the buyer and the lines (what, quantity, price or "") by keys alone."""
    type_text(page.form.buyer.edit, name)
    press(page.form.buyer.edit, ENTER)
    for at, (what, quantity, price) in enumerate(lines):
        line = page.form.lines.lines[at]
        type_text(line.what.edit, what)
        press(line.what.edit, ENTER)
        type_text(line.quantity.edit, quantity)
        press(line.quantity.edit, ENTER)
        if price:
            line.price.edit.selectAll()
            type_text(line.price.edit, price)
        if at + 1 < len(lines):
            press(line.price.edit, ENTER)


def save(desk, page, form):
    press(form, ENTER, modifiers=CONTROL)
    settle(desk)


def quote(desk, page):
    page.begin_quotation()
    fill(page, "ลูกค้าประจำ", ("ชาหญ้า", "๔", ""), ("ค่าส่ง", "1", "50"))
    save(desk, page, page.form)


def deliver(desk, page, quantity="2"):
    page.begin_delivery()
    fill(page, "ลูกค้าประจำ", ("ชาหญ้า", quantity, ""))
    save(desk, page, page.form)


def test_from_quotation_to_receipt_by_keys(desk, page):
    quote(desk, page)
    offer = quotations(DAY)[0]
    assert offer.total == 4 * 89_00 + 50_00
    assert not page.panel.isHidden()
    page.next_step()
    assert page.stack.currentWidget() is page.form
    assert page.form.lines.lines[0].quantity.number() == 4_000
    assert len(page.form.lines.lines) == 1  # words are not delivered
    page.form.lines.lines[0].quantity.edit.selectAll()
    type_text(page.form.lines.lines[0].quantity.edit, "3")
    save(desk, page, page.form)
    assert on_side(page, Side.DELIVERIES)
    assert deliveries()[0].left == 3 * 89_00
    page.next_step()
    settle(desk)
    assert on_side(page, Side.INVOICES)
    assert invoices()[0].total == 3 * 89_00
    page.next_step()
    form = page.receive_form
    assert form.amount.number() == 267_00
    form.withholds.click()
    assert form.withheld.number() == 2_67
    save(desk, page, form)
    assert invoices()[0].left == 0
    assert page.panel.next_button.isHidden()
    assert desk.links[-1].target == "receipt-of-debt"
    assert {row.role: row.balance for row in balances(DAY)}["tax_withheld"] == 2_67
    page.show_side(Side.QUOTATIONS, offer.number)
    settle(desk)
    page.next_step()
    assert page.form.lines.lines[0].quantity.number() == 1_000
    assert check_books() == []


def test_several_deliveries_of_one_buyer_are_billed_together(desk, page):
    deliver(desk, page)
    deliver(desk, page, "1")
    page.table.selectAll()
    settle(desk)
    assert "2" in page.panel.next_button.text()
    desk.click(page.panel.next_button)
    settle(desk)
    assert len(invoices()[0].bills) == 2
    assert invoices()[0].total == 3 * 89_00
    assert check_books() == []


def test_what_is_wrong_is_said_and_kept(desk, page):
    page.begin_delivery()
    fill(page, "ลูกค้าประจำ", ("ชาหญ้า", "1", ""))
    type_text(page.form.discount.edit, "500")
    save(desk, page, page.form)
    assert page.form.banner.isVisible()
    assert page.form.lines.lines[0].quantity.number() == 1_000
    assert deliveries() == ()


def test_a_quotation_is_cancelled_with_a_reason(desk, page):
    quote(desk, page)
    desk.click(page.panel.undo_button)
    type_text(page.panel.reason.edit, "พิมพ์ผิด")
    desk.click(page.panel.undo_button)
    settle(desk)
    assert quotations(DAY)[0].state.value == "cancelled"
    assert page.panel.undo_button.isHidden()
    assert page.panel.next_button.isHidden()


def test_bills_of_two_buyers_and_what_is_half_typed(desk, page):
    deliver(desk, page)
    page.begin_delivery()
    fill(page, "โรงแรมตัวอย่าง", ("ชาหญ้า", "1", ""))
    save(desk, page, page.form)
    page.begin_quotation()
    fill(page, "ลูกค้าประจำ", ("ชาหญ้า", "7", ""))
    press(page.form, Qt.Key.Key_Escape)
    page.table.selectAll()
    settle(desk)
    page.next_step()
    settle(desk)
    assert page.panel.fault.isVisible()
    assert invoices() == ()
    page.table.selectRow(0)
    assert page.panel.fault.isHidden()
    page.begin_quotation()
    assert page.form.lines.lines[0].quantity.number() == 7_000


def test_a_new_buyer_is_made_with_the_quotation(desk, page):
    page.begin_quotation()
    fill(page, "โรงเรียนตัวอย่าง", ("ชาหญ้า", "1", ""))
    save(desk, page, page.form)
    assert quotations(DAY)[0].party == "โรงเรียนตัวอย่าง"
    desk.click(page.panel.print_button)
    assert desk.links[-1].target == "quotation"


def test_goods_are_offered_and_delivered_by_the_pack(desk, page):
    boxes = (ProductUnitData("ลัง", 24_000, price_e4=2_000_00 * E4), ProductUnitData("แพ็ก", 6_000))
    uid = product(desk.session, "น้ำพริก", unit="ขวด", price=90_00, units=boxes).uid
    desk.stall.buy((uid, 100, 3_000_00))
    page.refresh(Changes.PRODUCTS)
    settle(desk)
    page.begin_quotation()
    fill(page, "ลูกค้าประจำ", ("น้ำพริก", "2", ""))
    line = page.form.lines.lines[0]
    assert [choice.key for choice in line.unit.model.choices()] == ["", "ลัง", "แพ็ก"]
    line.unit.set_value("แพ็ก")
    line.unit.committed.emit("แพ็ก")
    assert line.price.number() == 540_00 * E4, "six bottles"
    line.unit.set_value("ลัง")
    line.unit.committed.emit("ลัง")
    assert line.price.number() == 2_000_00 * E4, "a price of its own"
    save(desk, page, page.form)
    assert quotations(DAY)[0].lines[0].unit == "ลัง"
    page.next_step()
    again = page.form.lines.lines[0]
    assert (again.unit.unit(), again.unit.factor_milli()) == ("ลัง", 24_000)
    save(desk, page, page.form)
    assert deliveries()[0].total == 2 * 2_000_00
    (row,) = [each for each in list_products() if each.uid == uid]
    assert row.on_hand_milli == 100_000 - 48_000
    assert check_books() == []
