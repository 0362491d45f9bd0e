"""The page of closing by keys and mouse: the list, its presses, the lock, the year, the way back."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.month_close import Step
from app.domain.session import Permission
from app.i18n import set_language
from app.queries.fiscal_years import FigureKind, closings, yearly_figures
from app.queries.integrity import check_books
from app.queries.periods import locked_months
from app.queries.settings import business_settings
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.settings import change_machine
from tests.builders import session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.desk import Desk
from ui.pages.closing.view import ClosingView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2027, 2, 10)
OCTOBER = dt.date(2026, 10, 1)


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    (tmp_path / "copies").mkdir()
    change_machine(backup_folder=str(tmp_path / "copies"), language="en")
    made = Desk(qtbot, qapp, tmp_path)
    over = (JournalLineDraft("1101", 40_00), JournalLineDraft("2108", -40_00))
    post_journal(made.session, JournalDraft(new_uid(), over), on=OCTOBER)
    made.sell()
    yield made
    made.close()


@pytest.fixture
def page(desk):
    return shown(desk, desk.session)


def shown(desk, session):
    made = ClosingView(
        session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        today=lambda: TODAY,
    )
    desk.runner.changed.connect(made.refresh)
    desk.show(made, height=1400)
    made.refresh(Changes.EVERYTHING)
    settle(desk)
    return made


def settle(desk):
    desk.settle()
    desk.settle()  # what was asked for by the first answer


def line(page, step):
    return next(row for row in page.month.rows if row._line.step is step)


def test_a_line_is_mended_by_its_press(desk, page):
    row = line(page, Step.CASH_OVER)
    assert row.button.isVisible()
    row.button.setFocus()
    QTest.keyClick(row.button, Qt.Key.Key_Space)
    settle(desk)
    assert not line(page, Step.CASH_OVER).button.isVisible()
    assert check_books() == []


def test_a_line_leads_to_where_its_fix_is(desk, page):
    desk.click(line(page, Step.CASH).button)
    assert desk.visits == [("money", "cash")]


def test_the_book_is_copied_by_one_press(desk, page):
    desk.click(line(page, Step.BACKUP).button)
    settle(desk)
    assert len(list((desk.folder / "copies").iterdir())) >= 1
    assert not line(page, Step.BACKUP).button.isVisible()
    assert page.month.isAncestorOf(QApplication.focusWidget())


def test_a_month_is_locked_and_the_next_one_comes(desk, page):
    assert page.month.month_shown() == OCTOBER
    assert page.month.lock_button.isEnabled()
    desk.click(page.month.lock_button)
    settle(desk)
    assert locked_months() == (OCTOBER,)
    assert page.month.note.isVisible()
    assert page.month.note.button.hasFocus()
    assert not page.month.note.visibleRegion().isEmpty(), "the list was scrolled to its end"
    assert not page.month.lock_button.isVisible()
    page._step(1)
    settle(desk)
    assert page.month.month_shown() == dt.date(2026, 11, 1)
    page._finish()
    settle(desk)
    assert locked_months()[-1] == dt.date(2026, 11, 1)


def test_a_month_that_runs_is_not_locked(desk, page):
    page.open("2027-02")
    settle(desk)
    assert not page.month.lock_button.isEnabled()
    page._finish()
    settle(desk)
    assert locked_months() == ()


def test_a_year_is_closed_and_opened_again_with_a_reason(desk, page):
    page.open("year")
    settle(desk)
    assert page.year.close_button.isEnabled()
    desk.click(page.year.close_button)
    settle(desk)
    assert len(closings()) == 1
    assert page.year.note.isVisible()
    assert not page.year.accrual.isVisible()
    page.open("locks")
    settle(desk)
    assert page.locks.model.rowCount() > 0
    desk.click(page.locks.reopen_button)
    assert page.locks.reason.error()  # it wants a reason
    assert len(closings()) == 1
    QTest.keyClicks(page.locks.reason.edit, "late bill")
    desk.click(page.locks.reopen_button)
    settle(desk)
    assert closings() == ()
    QTest.keyClicks(page.locks.reason.edit, "another bill")
    desk.click(page.locks.unlock_button)
    settle(desk)
    assert locked_months() == (OCTOBER,)
    assert check_books() == []


def test_the_steps_of_a_year_by_keys(desk, page):
    page.open("year")
    settle(desk)
    card = page.year.accrual
    QTest.keyClicks(card.account.edit, "5202")
    QTest.keyClick(card.account.edit, Qt.Key.Key_Return)
    QTest.keyClicks(card.amount.edit, "820")
    desk.click(card.post_button)
    settle(desk)
    assert card.amount.is_empty()
    page.year.supplies.counted.set_value(50_00)
    page.year.supplies.account.set_value("5501")
    desk.click(page.year.supplies.post_button)
    settle(desk)
    assert "50.00" in page.year.supplies.text.raw()
    page.year.doubtful.target.set_value(70_00)
    desk.click(page.year.doubtful.post_button)
    settle(desk)
    assert "70.00" in page.year.doubtful.text.raw()
    page.year.prepaid.account.set_value("5501")
    page.year.prepaid.amount.set_value(120_00)
    desk.click(page.year.prepaid.post_button)
    settle(desk)
    page.year.figures.account.set_value("4101")
    page.year.figures.amount.set_value(900_00)
    desk.click(page.year.figures.post_button)
    settle(desk)
    assert yearly_figures(FigureKind.LAST_YEAR, dt.date(2025, 1, 1)) == {"4101": 900_00}
    page.year.start.month.set_value(4)
    desk.click(page.year.start.post_button)
    settle(desk)
    assert business_settings().fiscal_start_month == 4
    assert check_books() == []


def test_goods_below_cost_are_written_down(desk, page):
    page.open("year")
    settle(desk)
    page.year.goods.selling.set_value(9_000)
    page.year.goods.selling.committed.emit(9_000)
    settle(desk)
    assert page.year.goods.model.rowCount() == 3
    down = sum(each.change for each in page._year.goods)
    page.year.goods.table.selectRow(0)
    page.year.goods.price.set_value(0)
    page.year.goods.price.committed.emit(0)
    settle(desk)
    assert sum(each.change for each in page._year.goods) > down  # the chosen goods bring nothing
    assert page.year.goods.post_button.isVisible()
    desk.click(page.year.goods.post_button)
    settle(desk)
    assert not page.year.goods.post_button.isVisible()


def test_who_may_only_look_sees_no_presses(desk):
    page = shown(desk, session_with(Permission.SEE_BOOKS))
    assert not page.month.lock_button.isVisible()
    assert not line(page, Step.CASH_OVER).button.isVisible()
    page.open("year")
    settle(desk)
    assert not page.year.close_button.isVisible()
    assert not page.year.accrual.isVisible()


def test_both_languages(desk, page):
    set_language("th")
    try:
        page.retranslate()
        assert "ล็อก" in page.month.lock_button.text()
        for part in ("year", "locks"):
            page.open(part)
            settle(desk)
    finally:
        set_language("en")
    page.retranslate()
    assert "Lock" in page.month.lock_button.text()
    page.open("nonsense")
    assert page.month.month_shown() == OCTOBER


def test_a_year_that_runs_is_looked_at_only(desk, page):
    page.open("year")
    settle(desk)
    page._step(1)
    settle(desk)
    assert page._year.year.last == dt.date(2027, 12, 31)
    assert page.year.note.isVisible()
    for button in (page.year.close_button, page.year.accrual.post_button, page.year.doubtful.post_button):
        assert not button.isEnabled()


def test_the_plan_starts_from_last_year(desk, page):
    page.open("plan")
    settle(desk)
    assert page.plan.sheet is not None
    assert page.plan.sheet.year.first == dt.date(2027, 1, 1)
    sales = next(each for each in page.plan.sheet.rows if each.before)
    page.plan.change.set_value(-1_000)
    desk.click(page.plan.fill_button)
    settle(desk)
    assert page.plan.fields[sales.code].number() == round(sales.before * 0.9 / 100) * 100
    edit = page.plan.fields[sales.code].edit
    edit.selectAll()
    QTest.keyClicks(edit, "99000")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    expected = 99_000_00 - sum(
        page.plan.fields[each.code].number_or_zero() for each in page.plan.sheet.rows if not each.is_income
    )
    assert expected > 98_000_00
    assert f"{expected / 100:,.2f}" in page.plan.profit.text()
    page.plan.submit()
    settle(desk)
    assert yearly_figures(FigureKind.PLAN, dt.date(2027, 1, 1))[sales.code] == 99_000_00
    desk.click(page.plan.before_button)
    settle(desk)
    assert page.plan.sheet.year.first == dt.date(2026, 1, 1)
    assert page.plan.fields[sales.code].number() is None
