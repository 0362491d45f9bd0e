"""The journal by keys and mouse: an entry by hand, one that does not balance, undoing, correcting."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.sales import document_by_number, documents
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY
from tests.ui.desk import Desk
from tests.ui.keys import press, type_text
from ui.pages.journal.view import JournalView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    made = Desk(qtbot, qapp, tmp_path)
    made.numbers = [made.sell(2)]
    yield made
    made.close()


@pytest.fixture
def page(desk):
    made = JournalView(
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


def fill(page, *lines):
    """Type the lines (account, debit, credit) from the first field on, by keys alone."""
    page.begin_entry()
    type_text(page.form.note.edit, "ปรับปรุง")
    press(page.form.note.edit, ENTER)
    assert page.form.focusWidget() is page.form.lines.lines[0].account.edit
    for at, (account, debit, credit) in enumerate(lines):
        line = page.form.lines.lines[at]
        type_text(line.account.edit, account)
        press(line.account.edit, ENTER)
        type_text(line.debit.edit, debit)
        press(line.debit.edit, ENTER)
        if credit:
            type_text(line.credit.edit, credit)
            press(line.credit.edit, ENTER)
        press(line.note.edit, ENTER)


def sums():
    return {row.code: row.balance for row in balances(dt.date(2026, 12, 31)) if row.balance}


def test_an_entry_by_keys(desk, page):
    before = sums()
    fill(page, ("5202", "100", ""), ("2107", "", "๑๐๐"))
    assert page.form.lines.remainder.text() == ""
    press(page.form.note.edit, ENTER, modifiers=CONTROL)
    desk.settle()
    after = sums()
    assert {code: after[code] - before.get(code, 0) for code in ("5202", "2107")} == {
        "5202": 100_00,
        "2107": -100_00,
    }
    assert page.stack.currentWidget() is page.home
    assert not page.panel.isHidden()
    assert check_books() == []


def test_what_does_not_balance_is_said_and_kept(desk, page):
    fill(page, ("5202", "100", ""), ("2107", "", "90"))
    assert "10.00" in page.form.lines.remainder.text()
    page.form.submit()
    desk.settle()
    assert page.form.banner.isVisible()
    assert page.form.lines.lines[1].credit.number() == 90_00
    assert documents(DAY, DAY, kind="journal") == ()


def test_an_account_of_a_register_is_not_offered(page):
    codes = [choice.key for choice in page.form.lines.lines[0].account.model.choices()]
    assert "1303" not in codes
    assert "4101" not in codes
    assert "5202" in codes


def test_a_document_is_undone_with_a_reason(desk, page):
    page.open(desk.numbers[0])
    desk.settle()
    desk.settle()
    assert not page.panel.isHidden()
    desk.click(page.undo_button)
    type_text(page.reason.edit, "ขายผิด")
    desk.click(page.undo_button)
    desk.settle()
    found = document_by_number(desk.numbers[0])
    assert found is not None
    assert found.reversed_by is not None
    assert found.reversed_reason == "ขายผิด"
    assert page.undo_button.isHidden()


def test_an_entry_is_corrected_in_one_step(desk, page):
    fill(page, ("5202", "100", ""), ("2107", "", "100"))
    page.form.submit()
    desk.settle()
    desk.settle()
    wrong = page._row
    assert wrong is not None
    desk.click(page.correct_button)
    desk.settle()
    assert page.form.lines.lines[0].debit.number() == 100_00
    page.form.lines.lines[0].debit.set_value(120_00)
    page.form.lines.lines[1].credit.set_value(120_00)
    page.form.submit()
    desk.settle()
    desk.settle()
    assert document_by_number(wrong.number).reversed_by is not None
    assert sums()["5202"] == 120_00
    assert check_books() == []


def test_a_sale_is_undone_here_and_corrected_at_the_till(desk, page):
    page.open(desk.numbers[0])
    desk.settle()
    desk.settle()
    assert page.correct_button.isHidden()
    assert desk.visits == []
