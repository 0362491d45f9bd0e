"""The opening by keys: every sort of balance, a difference that is named, nothing lost when refused."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.asset import AssetKind
from app.domain.document import new_uid
from app.queries import loans, savings, shares
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.sales import documents
from app.services.drafts import save_draft
from app.services.settings import change_settings
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import press, type_text
from ui.pages.opening.parts import (
    ASSETS,
    CREDITORS,
    DEBTORS,
    LOANS,
    MONEY,
    OTHERS,
    SAVINGS,
    SHARES,
    STOCK,
)
from ui.pages.opening.view import OpeningView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

ENTER = Qt.Key.Key_Return
FIRST = dt.date(2026, 1, 1)


def new_page(desk):
    made = OpeningView(
        desk.session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        today=lambda: dt.date(2026, 11, 21),
    )
    layout = desk.window.layout()
    if layout is None:
        desk.show(made)
    else:
        layout.addWidget(made)
        made.show()
    made.refresh(Changes.EVERYTHING)
    desk.settle()
    return made


@pytest.fixture
def page(desk):
    made = new_page(desk)
    made.day.set_value(FIRST)
    return made


def typed(page, which, *values):
    """One more line, typed field by field with Enter between them."""
    line = page.lines[which].add_line().fields
    for field, text in zip(line, values, strict=False):
        if text is None:
            continue
        type_text(field.edit, text)
        press(field.edit, ENTER)
    return line


def whole(page):
    """Cash 5,000 + 200 owed + goods 600 + machine 900; owed 700; shares 1,000; profit kept 5,000."""
    typed(page, MONEY, "1101", "5,000")
    typed(page, DEBTORS, "ลูกค้าประจำ 01", "200", "7/12")
    typed(page, CREDITORS, "ลูกค้าประจำ 01", "๗๐๐")
    typed(page, STOCK, "TEA", "6", "600")
    line = typed(page, ASSETS, "เครื่องอบ", None, None, "1,000", "100", "5")
    line[1].set_value(AssetKind.EQUIPMENT.value)
    typed(page, SHARES, "ลูกค้าประจำ 01", "1,000", "10")


def sums():
    return {row.code: row.balance for row in balances(FIRST) if row.balance}


def test_everything_is_posted_at_once(desk, page):
    whole(page)
    typed(page, OTHERS, "3201", None, "5,000")
    assert page.off.text() == ""
    page.submit()
    desk.settle()
    assert sums() == {
        "1101": 5_000_00,
        "1201": 200_00,
        "1303": 600_00,
        "1501": 1_000_00,
        "1502": -100_00,
        "2101": -700_00,
        "3101": -1_000_00,
        "3201": -5_000_00,
    }
    assert page.lines[MONEY].rows() == []
    assert check_books() == []


def test_a_difference_is_named_and_nothing_is_lost(desk, page):
    whole(page)
    assert "5,000.00" in page.off.text()
    page.submit()
    desk.settle()
    assert page.fault.isVisible()
    assert "5,000.00" in page.fault.label.text()
    assert documents(FIRST, FIRST) == ()
    assert len(page.lines[DEBTORS].rows()) == 1
    page.to_equity.setChecked(True)
    page.submit()
    desk.settle()
    assert sums()["3103"] == -5_000_00
    assert check_books() == []


def test_a_line_that_is_not_whole_takes_the_cursor(desk, page):
    typed(page, MONEY, "1101", None)
    page.submit()
    desk.settle()
    assert page.lines[MONEY].lines[0].fields[1].error()
    assert documents(FIRST, FIRST) == ()


def test_what_was_begun_is_offered_back_after_a_crash_by_one_key(desk, page):
    whole(page)
    typed(page, DEBTORS, "คนใหม่", "50")
    page.to_equity.setChecked(True)
    page.keep_now()
    desk.settle()
    before = page.opening()
    again = new_page(desk)
    assert again.begun.isVisible()
    assert again.lines[MONEY].rows() == []
    (key,) = [each for each in again.shortcuts() if each.keys == "F8"]
    key.action()
    desk.settle()
    assert again.opening() == before
    assert not again.begun.isVisible()
    again.submit()
    desk.settle()
    assert sums()["1201"] == 250_00
    assert not new_page(desk).begun.isVisible()
    assert check_books() == []


def test_typing_keeps_it_by_itself_and_emptying_drops_it(desk, page):
    typed(page, MONEY, "1101", "5,000")
    assert page._timer.isActive()
    assert page.may_leave()
    desk.settle()
    assert new_page(desk).begun.isVisible()
    page.lines[MONEY].clear()
    page.keep_now()
    desk.settle()
    assert not new_page(desk).begun.isVisible()


def test_what_was_begun_is_thrown_away_and_put_back(desk, page):
    typed(page, MONEY, "1101", "5,000")
    page.keep_now()
    desk.settle()
    again = new_page(desk)
    desk.click(again.begun.close_button)
    assert not new_page(desk).begun.isVisible()
    desk.messages.toast.button.click()
    desk.settle()
    assert again.begun.isVisible()
    assert new_page(desk).begun.isVisible()


@pytest.mark.parametrize("data", ["", "[]", "{}", '{"rows": {"money": [[{"uid": "x"}]]}, "uids": {}}'])
def test_what_the_program_did_not_write_is_not_offered(desk, page, data):
    save_draft(desk.session, new_uid(), kind=f"opening {desk.session.user_uid.hex()}", data=data)
    assert not new_page(desk).begun.isVisible()


def test_registers_are_told_what_they_need(desk, page):
    change_settings(desk.session, {"share_par": 100_00})
    page.refresh(Changes.SETTINGS)
    desk.settle()
    typed(page, MONEY, "1101", "50,000")
    typed(page, SHARES, "ลูกค้าประจำ 01", "1,500", "2.5")
    line = typed(page, LOANS, None, "กองทุนหมู่บ้าน", "40,000", "30,000", "150", "6")
    for field, day in zip(line[7:9], (dt.date(2025, 1, 31), dt.date(2025, 7, 31)), strict=True):
        field.set_value(day)
    line[9].set_value(4_000)
    typed(page, SAVINGS, "ลูกค้าประจำ 01", "2,000")
    page.to_equity.setChecked(True)
    page.submit()
    desk.settle()
    assert page.lines[SHARES].lines[0].fields[2].error()
    assert documents(FIRST, FIRST) == ()
    page.lines[SHARES].lines[0].fields[2].set_value(20_000)
    page.submit()
    desk.settle()
    assert page.fault.label.text() == ""
    (fund,) = loans.loan_rows(FIRST)
    assert (fund.loan.party, fund.state.principal, fund.state.accrued) == (
        "กองทุนหมู่บ้าน",
        30_000_00,
        150_00,
    )
    assert [each.on for each in fund.loan.plan[:2]] == [dt.date(2025, 7, 31), dt.date(2025, 8, 31)]
    (holder,) = shares.holders(FIRST)
    assert (holder.holding.shares, holder.holding.unpaid) == (20, 500_00)
    assert [each.balance for each in savings.savers(FIRST) if each.balance] == [2_000_00]
    for register in (shares, loans, savings):
        assert register.disagreements(FIRST) == ()
    assert check_books() == []
    assert not any(page.lines[key].rows() for key in (SHARES, LOANS, SAVINGS))
