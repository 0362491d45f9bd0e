"""The page of cash and bank: a count by keys, a statement matched and found to agree, a line entered."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.domain.document import new_uid
from app.domain.session import Permission
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.cash import bank_statements, money_places
from app.queries.integrity import check_books
from app.services.entries import post_entry
from app.services.periods import lock_until
from tests.builders import session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import press, type_text
from ui import formats
from ui.pages.cash.view import CashView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 10, 31)
BANK = "1102"
STATEMENT = (
    "วันที่,รายการ,ถอน,ฝาก,ยอดคงเหลือ\n"
    "05/10/2569,โอนเข้า,,300.00,300.00\n"
    "06/10/2569,โอนเข้า,,200.00,500.00\n"
    "31/10/2569,ค่าธรรมเนียม,15.00,,485.00\n"
)


@pytest.fixture
def desk(desk):
    for amount, day, code in ((300_00, 5, BANK), (200_00, 6, BANK), (10_000_00, 7, "1101")):
        line, pay = (
            EntryLineDraft(amount, account_code="4201"),
            PayDraft(PayKind.MONEY, amount, account_code=code),
        )
        draft = EntryDraft(new_uid(), Direction.IN, (line,), (pay,))
        post_entry(desk.session, draft, on=dt.date(2026, 10, day))
    return desk


def page_of(desk, session=None):
    return desk.page(CashView, session=session, today=TODAY)


def place(code):
    return next(each for each in money_places(TODAY) if each.account.code == code)


def test_cash_is_counted_by_keys_alone(desk):
    page = page_of(desk)
    expected = place("1101").balance
    page.open("1101")
    assert page.stack.currentWidget() is page.count_form
    assert desk.focus() is page.count_form.pieces[100_000].edit
    hundreds, rest = divmod(expected, 100_00)
    ones = rest // 100
    for typed in ("", "", str(hundreds), "", "", "", "", ""):
        type_text(desk.focus(), typed)
        press(desk.focus(), Qt.Key.Key_Return)
    assert desk.focus() is page.count_form.pieces[100].edit
    if ones:
        type_text(desk.focus(), "๐๑๒๓๔๕๖๗๘๙"[ones // 10] + "๐๑๒๓๔๕๖๗๘๙"[ones % 10])
    page.count_form.reason.set_value("เศษสตางค์")
    assert page.count_form.difference.raw() == ("It agrees" if not rest % 100 else f"0.{rest % 100:02} short")
    press(desk.focus(), Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert page.stack.currentWidget() is page.home
    found = place("1101").count
    assert found is not None
    assert (found.counted, found.difference) == (expected - rest % 100, -(rest % 100))
    assert check_books() == []


def test_a_difference_asks_for_its_reason(desk):
    page = page_of(desk)
    page.open("1101")
    form = page.count_form
    form.pieces[10_000].set_value(1_000)
    form.submit()
    desk.settle()
    assert place("1101").count is None
    assert "why" in form.banner.label.raw().casefold()
    assert form.focusWidget() is form.reason.edit
    form.reason.set_value("ทอนผิด")
    form.submit()
    desk.settle()
    assert place("1101").balance == 100_00
    assert check_books() == []


def test_a_statement_is_matched_by_keys_until_it_agrees(desk, tmp_path):
    path = tmp_path / "bank.csv"
    path.write_text(STATEMENT, encoding="utf-8")
    page = page_of(desk)
    page.open(BANK)
    desk.settle()
    page.read(path)
    desk.settle()
    assert page.stack.currentWidget() is page.statement
    assert bank_statements(place(BANK).account.id) == (), "first it is only shown"
    assert "3 lines are new" in page.statement.summary.label.raw()
    press(page.statement, Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    part = page.bank
    assert len(part.bank.model.rows) == 3
    assert part.balance.number() == 485_00
    press(desk.focus(), Qt.Key.Key_Down)
    assert [each.amount for each in part.books.chosen()] == [200_00], "what is suggested follows the keys"
    taken = list(part.bank.model.rows)
    for left in (2, 1):
        assert part.tick_button.isEnabled(), "the first suggestion is marked"
        press(desk.focus(), Qt.Key.Key_Space, " ")
        desk.settle()
        assert len(part.bank.model.rows) == left
    last = next(each for each in taken if each not in part.bank.model.rows)
    page.untick(last)
    desk.settle()
    assert last in part.bank.model.rows
    desk.click(part.all_button)
    assert not part.books.model.rows
    (fee,) = part.bank.model.rows
    part.bank.mark((fee,))
    press(desk.focus(), Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.line_form
    page.line_form.what.set_value("5402")
    page.line_form.submit()
    desk.settle()
    assert page.stack.currentWidget() is page.bank
    assert not part.bank.model.rows
    assert part.difference.raw() == "It agrees"
    desk.click(part.agree_button)
    assert place(BANK).agreed == TODAY
    assert check_books() == []


def test_bad_rows_are_named_and_a_statement_is_undone(desk, tmp_path):
    path = tmp_path / "bank.csv"
    page = page_of(desk)
    page.open(BANK)
    path.write_text(STATEMENT.replace("05/10/2569", "yesterday or so"), encoding="utf-8")
    page.read(path)
    desk.settle()
    shown = page.statement
    assert "cannot be read: 2" in shown.summary.label.raw()
    assert [fault.row for fault in shown.faults.model.rows] == [2]
    assert not shown.save_button.isEnabled()
    shown.leave_rows.setChecked(True)
    desk.settle()
    assert shown.save_button.isEnabled(), "the row is left out when somebody says so"
    shown.leave_rows.setChecked(False)
    desk.settle()
    assert not shown.save_button.isEnabled()
    assert bank_statements(place(BANK).account.id) == ()
    path.write_text(STATEMENT, encoding="utf-8")
    page.read(path)
    desk.settle()
    desk.click(shown.save_button)
    assert len(bank_statements(place(BANK).account.id)) == 1
    desk.click(page.bank.all_button)
    assert len(page.bank.bank.model.rows) == 1
    desk.click(page.bank.undo_button)
    assert bank_statements(place(BANK).account.id) == ()
    assert page.bank.bank.model.rows == []


def test_any_tick_is_taken_off_until_the_account_agreed(desk, tmp_path):
    path = tmp_path / "bank.csv"
    path.write_text(STATEMENT, encoding="utf-8")
    page = page_of(desk)
    page.open(BANK)
    desk.settle()
    page.read(path)
    desk.settle()
    desk.click(page.statement.save_button)
    assert page.bank.ticked_button.isHidden()
    desk.click(page.bank.all_button)
    assert not page.bank.ticked_button.isHidden()
    desk.click(page.bank.ticked_button)
    ticked = page.ticked
    assert page.stack.currentWidget() is ticked
    assert [each.line.amount for each in ticked.model.rows] == [200_00, 300_00]
    assert ticked.table.choose_where(lambda each: each.line.amount == 300_00)
    number = ticked.table.current_row().numbers
    press(ticked, Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert [each.line.amount for each in ticked.model.rows] == [200_00]
    assert [each.amount for each in page.bank.books.model.rows] == [300_00]
    assert number in page.bank.books.model.rows[0].words
    desk.click(ticked.save_button)
    assert page.stack.currentWidget() is page.bank, "nothing is ticked any more"
    assert len(page.bank.bank.model.rows) == 3
    assert check_books() == []


def test_a_count_of_another_day_stands_against_the_books_of_that_day(desk):
    page = page_of(desk)
    page.open("1101")
    form = page.count_form
    early = dt.date(2026, 10, 10)
    line, pay = (
        EntryLineDraft(50_00, account_code="4201"),
        PayDraft(PayKind.MONEY, 50_00, account_code="1101"),
    )
    post_entry(desk.session, EntryDraft(new_uid(), Direction.IN, (line,), (pay,)), on=TODAY)
    then = next(each.balance for each in money_places(early) if each.account.code == "1101")
    assert then != place("1101").balance
    form.day.set_value(TODAY + dt.timedelta(days=1))
    form.pieces[100_000].set_value(1_000)
    form.submit()
    desk.settle()
    assert place("1101").count is None, "tomorrow has not come"
    form.day.set_value(early)
    form.day.committed.emit(early)
    desk.settle()
    assert form.expected.raw() == f"In the books {formats.money(then)}"
    form.pieces[100_000].set_value(8_000)
    form.reason.set_value("ทอนผิด")
    form.submit()
    desk.settle()
    found = place("1101").count
    assert found is not None
    assert (found.day, found.expected, found.counted) == (early, then, 8_000_00)
    lock_until(desk.session, TODAY, today=TODAY + dt.timedelta(days=5))
    page.open("1101")
    form.submit()
    desk.settle()
    assert "locked" in form.banner.label.raw()


UNKNOWN = "เมื่อ,เท่าไร,ว่า\n"


def test_columns_are_chosen_and_known_lines_passed_over(desk, tmp_path):
    page = page_of(desk)
    page.open(BANK)
    desk.settle()
    path = tmp_path / "bank.csv"
    path.write_text(f"{UNKNOWN}05/10/2569,300.00,โอนเข้า\n31/10/2569,-15.00,ค่าธรรมเนียม\n", encoding="utf-8")
    page.read(path)
    desk.settle()
    shown = page.statement
    assert not shown.save_button.isEnabled()
    assert "missing" in shown.summary.label.raw()
    for field, key in zip(shown.columns.fields, ("on", "amount", "description"), strict=True):
        field.set_value(key)
        field.committed.emit(key)
        desk.settle()
    assert [row.amount for row, _new in shown.model.rows] == [300_00, -15_00]
    desk.click(shown.save_button)
    (first,) = bank_statements(place(BANK).account.id)
    assert first.lines == 2
    path.write_text(f"{UNKNOWN}31/10/2569,-15.00,ค่าธรรมเนียม\n31/10/2569,-2.00,อากร\n", encoding="utf-8")
    page.read(path)
    desk.settle()
    assert shown.columns.mapping() == {"on": 0, "amount": 1, "description": 2}, "as the last time"
    assert [new for _row, new in shown.model.rows] == [False, True]
    desk.click(shown.save_button)
    assert [each.lines for each in bank_statements(place(BANK).account.id)] == [1, 2]
    early = dt.date(2026, 10, 9)
    page.bank.day.set_value(early)
    page.bank.day_changed.emit(early)
    desk.settle()
    assert len(page.bank.bank.model.rows) == 1
    path.write_text(f"{UNKNOWN}30/10/2569,9.00,โอนเข้า\n", encoding="utf-8")
    page.read(path)
    desk.settle()
    desk.click(shown.save_button)
    assert len(page.bank.bank.model.rows) == 4, "what was taken in is in sight"
    page.read(path)
    desk.settle()
    assert not shown.save_button.isEnabled()
    press(shown, Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.bank


def test_a_new_place_has_its_holder_and_only_who_may_sees_the_buttons(desk):
    page = page_of(desk)
    page.begin_place()
    page.place_form.name.set_value("เงินสดที่เหรัญญิก")
    type_text(page.place_form.holder.edit, "ป้าเพ็ญ")
    press(page.place_form.holder.edit, Qt.Key.Key_Return)
    page.place_form.submit()
    desk.settle()
    made = next(each for each in money_places(TODAY) if each.account.name == "เงินสดที่เหรัญญิก")
    assert made.account.holder == "ป้าเพ็ญ", "who is new is made with the place"
    assert "เงินสดที่เหรัญญิก" in [card.name.raw() for card in page.cards]
    desk.click(page.cards[0].paper_button)
    assert desk.links[-1].target == "cash-count"
    reader = CashView(
        session_with(Permission.SEE_BOOKS),
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
    )
    assert reader.new_button.isHidden()
    reader.deleteLater()


def test_a_file_that_cannot_be_read_leaves_no_trace_on_the_next(desk, tmp_path):
    page = page_of(desk)
    page.open(BANK)
    desk.settle()
    shown = page.statement
    (tmp_path / "paper.csv").write_bytes(b"%PDF-1.4\n" + bytes(range(256)))
    (tmp_path / "other.csv").write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    page.read(tmp_path / "paper.csv")
    desk.settle()
    assert "paper.csv" in shown.title.raw()
    assert "paper.csv" in shown.banner.label.raw()
    assert not shown.save_button.isVisible()
    shown.clear_form()
    page.read(tmp_path / "other.csv")
    desk.settle()
    assert shown.columns.isVisible(), "which column is which has to be said here"
    assert shown.first_rows.isVisible()
    assert not shown.banner.isVisible()
