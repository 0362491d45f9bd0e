"""The page of debts: both ways, chosen bills, wages of several people, what a seller sees."""

import datetime as dt

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from app.domain.ledger import AccountRole
from app.domain.sale import TenderDraft
from app.domain.session import Permission
from app.i18n import set_language
from app.queries.catalogue import tenders
from app.queries.integrity import check_books
from app.queries.open_items import open_items
from app.queries.settled import withheld_tax
from app.services.catalogue import TenderData, save_tender
from app.services.journal import account_id
from tests.builders import party, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.owing import Group, balance, day
from tests.ui import desk as desks
from tests.ui.keys import press
from ui.pages.owed.view import OwedView
from ui.pages.owed.work import Side

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = day(40)


@pytest.fixture
def desk(qtbot, qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(desks, "Stall", Group)
    made = desks.Desk(qtbot, qapp, tmp_path)
    yield made
    made.close()


@pytest.fixture
def group(desk):
    group = desk.stall
    group.first, group.second = group.bill(2), group.bill(1, on=day(30))
    group.owe(group.shop, 5_000)
    group.work((group.dao, 30_000), (group.fa, 20_000))
    group.advance(group.dao, 10_000)
    return group


def page_of(desk, session=None):
    return desk.page(OwedView, session=session, today=TODAY)


def side(desk, page, key):
    page.open(key)
    desk.settle()


def choose(desk, page, name):
    assert page.table.choose_where(lambda each: each.name.startswith(name))
    desk.settle()


def names(page):
    return [each.name for each in page.model.rows]


def test_each_side_has_its_people(desk, group):
    page = page_of(desk)
    found = {}
    for key in Side:
        side(desk, page, key.value)
        found[key] = (names(page), page.sums.raw())
    assert found == {
        Side.IN: (["โรงเรียนบ้านทดสอบ"], "105.00 baht in all, 70.00 of it overdue"),
        Side.OUT: (["ร้านบรรจุภัณฑ์"], "50.00 baht in all, 50.00 of it overdue"),
        Side.WAGES: (["สมาชิก ดาว", "สมาชิก ฟ้า"], "500.00 baht in all, 500.00 of it overdue"),
        Side.AHEAD: (["สมาชิก ดาว"], "100.00 baht in all, 100.00 of it overdue"),
        Side.LATER: ([], "0.00 baht in all"),
    }


def test_money_of_sales_that_a_courier_has_is_received_minus_her_fee(desk, group):
    courier = party(group.session, "ขนส่งบ้านนา")
    account = account_id(AccountRole.TENDER_RECEIVABLE)
    data = TenderData("เก็บเงินปลายทางขนส่ง", "other", account, payer_id=courier.id, settle_days=7)
    tender = save_tender(group.session, data)
    way = next(each.uid for each in tenders() if each.id == tender.id)
    group.sell(group.line(group.tea, 2, 8_900), pay=(TenderDraft(way, 17_800),), on=day(36))
    page = page_of(desk)
    side(desk, page, "later")
    assert (names(page), page.sums.raw()) == (["ขนส่งบ้านนา"], "178.00 baht in all")
    choose(desk, page, "ขนส่ง")
    assert [each.due for each in page.items.rows] == [day(43)]
    page.begin()
    page.form.amount.set_value(17_000)
    page.form.fee.set_value(800)
    page.form.submit()
    desk.settle()
    assert page.stack.currentWidget() is page.home
    assert open_items(AccountRole.TENDER_RECEIVABLE) == ()
    assert balance(AccountRole.TENDER_FEE) == 800
    assert check_books() == []


def test_money_is_received_by_keys_for_the_oldest_bill(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    assert page.panel.isVisible()
    page.begin()
    assert page.form.amount.number() == 10_500
    assert page.form.day.date() == TODAY
    page.form.amount.set_value(8_000)
    press(page.form.note.edit, Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert page.stack.currentWidget() is page.home
    assert [(item.number, item.open) for item in group.items(group.school)] == [(group.second.number, 2_500)]
    assert page.sums.raw() == "25.00 baht in all"
    assert [each.name for each in page.table.chosen_rows()] == ["โรงเรียนบ้านทดสอบ"]
    assert check_books() == []


def test_a_link_from_the_till_receives_from_one_person(desk, group):
    page = page_of(desk)
    side(desk, page, "out")
    side(desk, page, f"in:{group.school.hex()}")
    assert page.stack.currentWidget() is page.form
    assert page.form.person.name == "โรงเรียนบ้านทดสอบ"
    page.form.submit()
    desk.settle()
    assert group.items(group.school) == ()
    side(desk, page, "in:nobody")
    assert page.stack.currentWidget() is page.home


def test_of_chosen_bills_only_those_are_paid_with_tax_kept_back(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    last = page.item_table.model().index(1, 0)
    page.item_table.selectionModel().select(last, flags)
    page.begin()
    assert page.form.amount.number() == 3_500
    page.form.amount.set_value(3_465)
    page.form.withheld.set_value(35)
    page.form.submit()
    desk.settle()
    assert [(item.number, item.open) for item in group.items(group.school)] == [(group.first.number, 7_000)]
    assert balance(AccountRole.TAX_WITHHELD) == 35


def test_what_is_refused_is_said_in_the_form_and_nothing_is_lost(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    page.begin()
    page.form.amount.set_value(99_900)
    page.form.submit()
    desk.settle()
    assert page.stack.currentWidget() is page.form
    assert "105.00" in page.form.banner.label.raw()
    page.form.keep_rest.setChecked(True)
    page.form.submit()
    desk.settle()
    assert balance(AccountRole.RECEIVABLE) == 10_500 - 99_900


def test_bills_are_paid(desk, group):
    page = page_of(desk)
    side(desk, page, "out")
    choose(desk, page, "ร้าน")
    page.begin()
    page.form.amount.set_value(4_010)
    page.form.fee.set_value(10)
    page.form.submit()
    desk.settle()
    assert balance(AccountRole.PAYABLE) == -1_000


def test_wages_of_everybody_less_what_was_given_ahead(desk, group):
    page = page_of(desk)
    side(desk, page, "wages")
    page.table.clearSelection()
    page.begin_wages()
    assert page.form.amount.number() == 40_000
    page.form.take_off.setChecked(False)
    assert page.form.amount.number() == 50_000
    page.form.take_off.setChecked(True)
    page.form.submit()
    desk.settle()
    assert open_items(AccountRole.WAGES_PAYABLE) == ()
    assert balance(AccountRole.ADVANCE) == 0
    assert names(page) == []
    assert check_books() == []


def test_papers_of_a_person(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    desk.click(page.statement_button)
    desk.click(page.letter_button)
    desk.click(page.paper_button)
    code = page.model.rows[0].code
    assert [(link.target, link.argument) for link in desk.links] == [
        ("statement-of-account", code),
        ("confirmation-letter", code),
    ]
    assert desk.visits == [("reports", "debtors")]


def test_a_seller_receives_and_sees_no_wages(desk, group):
    page = page_of(desk, session_with(Permission.SELL, Permission.RECEIVE))
    side(desk, page, "wages")
    assert page.side is Side.IN
    assert page.sides.isHidden()
    choose(desk, page, "โรงเรียน")
    assert page.settle_button.isVisible()
    assert not page.statement_button.isVisible()


def test_in_thai_nothing_stays_english(desk, group):
    page = page_of(desk)
    set_language("th")
    page.retranslate()
    choose(desk, page, "โรงเรียน")
    page.begin()
    words = [page.form.title.text(), page.form.what_for.raw(), page.form.save_button.text()]
    words += [page.wages_button.text(), page.settle_button.text(), page.letter_button.text()]
    assert not [each for each in words if any("a" <= sign.lower() <= "z" for sign in each)]
    assert isinstance(page.form.day.date(), dt.date)


def test_a_debt_is_given_up_with_a_reason(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    page.begin_write_off()
    page.form.amount.set_value(1_000)
    page.form.submit()
    assert not page.form.busy, "it wants a reason"
    page.form.note.set_value("ย้ายไปแล้ว")
    page.form.submit()
    desk.settle()
    assert balance(AccountRole.BAD_DEBT) == 1_000
    assert page.sums.raw().startswith("95.00")


def test_a_certificate_that_comes_later_is_entered(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    assert not page.certificate_button.isVisible()
    page.begin()
    page.form.amount.set_value(6_930)
    page.form.withheld.set_value(70)
    page.form.show_paper.setChecked(True)
    page.form.submit()
    desk.settle()
    assert [link.target for link in desk.links] == ["receipt-of-debt"]
    choose(desk, page, "โรงเรียน")
    assert page.certificate_button.isVisible()
    page.begin_certificate()
    page.form.submit()
    assert not page.form.busy, "it wants a number"
    page.form.slip.set_value("50/2569")
    page.form.submit()
    desk.settle()
    (kept,) = withheld_tax(day(0), day(99))
    assert (kept.certificate, kept.certificate_date) == ("50/2569", TODAY)
    assert not page.certificate_button.isVisible()
    assert check_books() == []


def shown(page):
    return [(line.number.raw(), line.amount.number_or_zero()) for line in page.form.bills.lines]


def test_a_payment_is_filled_in_from_the_oldest_bill_while_it_is_typed(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    page.begin()
    bills = page.form.bills
    assert shown(page) == [(group.first.number, 7_000), (group.second.number, 3_500)]
    for sum_typed, shares in (("80", [7_000, 1_000]), ("20", [2_000, 0]), ("200", [7_000, 3_500])):
        page.form.amount.edit.setFocus()
        page.form.amount.edit.clear()
        QTest.keyClicks(page.form.amount.edit, sum_typed)
        assert [amount for _number, amount in shown(page)] == shares
    assert bills.remainder.raw() == "95.00 baht are not shared out yet"
    assert bills.sum.raw() == "Sum 105.00"
    assert not bills.add_button.isVisible()


def test_how_much_of_which_bill_is_typed_and_settled_so(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    page.begin()
    form, bills = page.form, page.form.bills
    form.amount.edit.clear()
    QTest.keyClicks(form.amount.edit, "40")
    first, second = (line.amount.edit for line in bills.lines)
    first.setFocus()
    first.setText("๑๐")
    first.textEdited.emit(first.text())
    second.setFocus()
    second.clear()
    QTest.keyClicks(second, "40")
    first.setFocus()
    press(first, Qt.Key.Key_Return)
    assert second.hasFocus()
    form.submit()
    assert not form.busy, "more than is open of it"
    assert "35.00" in bills.lines[1].amount.error()
    second.clear()
    QTest.keyClicks(second, "30")
    assert not bills.lines[1].amount.error()
    assert bills.remainder.raw() == ""
    press(second, Qt.Key.Key_Return)
    assert form.save_button.hasFocus()
    assert len(bills.lines) == 2
    form.submit()
    desk.settle()
    assert [(item.number, item.open) for item in group.items(group.school)] == [
        (group.first.number, 6_000),
        (group.second.number, 500),
    ]
    assert check_books() == []


def test_what_is_shared_out_by_hand_must_come_to_the_payment(desk, group):
    page = page_of(desk)
    choose(desk, page, "โรงเรียน")
    page.begin()
    form, bills = page.form, page.form.bills
    bills.lines[1].amount.edit.setFocus()
    bills.lines[1].amount.edit.clear()
    QTest.keyClicks(bills.lines[1].amount.edit, "5")
    assert bills.remainder.raw() == "30.00 baht are not shared out yet"
    form.submit()
    desk.settle()
    assert page.stack.currentWidget() is form
    assert "30.00" in form.banner.label.raw()
    desk.click(bills.add_button)
    assert [amount for _number, amount in shown(page)] == [7_000, 3_500]
    form.submit()
    desk.settle()
    assert group.items(group.school) == ()


def test_nothing_shared_out_by_hand_settles_nothing(desk, group):
    page = page_of(desk)
    side(desk, page, "out")
    choose(desk, page, "ร้าน")
    page.begin()
    cell = page.form.bills.lines[0].amount.edit
    cell.setFocus()
    QTest.keyClick(cell, Qt.Key.Key_Delete)
    page.form.submit()
    desk.settle()
    assert page.form.banner.label.raw()
    QTest.keyClicks(cell, "50")
    page.form.submit()
    desk.settle()
    assert balance(AccountRole.PAYABLE) == 0
