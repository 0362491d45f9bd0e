"""The first page of a household with real keys and clicks: a new book, what waits, a goal that is reached."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.debts import DebtData, DebtKind
from app.domain.household.diary import HouseholdEntryDraft
from app.domain.household.plan import GoalData, GoalKind
from app.domain.household.recurring import RecurringData
from app.domain.loan import LoanMethod, LoanSide
from app.domain.loan_entry import LoanData
from app.queries.household.diary import household_categories, last_entries
from app.queries.household.plan import goals
from app.queries.integrity import check_books
from app.services.household.debts import StartDraft, StartKind, save_debt, start_debt
from app.services.household.diary import post_household_entry
from app.services.household.plan import save_goal
from app.services.household.recurring import add_recurring
from reports.household.home import Wait, build
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.household import balance
from tests.ui.desk import HomeDesk
from tests.ui.keys import type_text
from ui.pages.family_home.parts import MOST
from ui.pages.family_home.view import FamilyHomeView
from ui.widgets.buttons import Button

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 11, 21)
HOSTILE = "<b>=1+1</b> %s {name} \u202eกลับ"


@pytest.fixture
def home(qtbot, qapp, tmp_path):
    made = HomeDesk(qtbot, qapp, tmp_path)
    yield made
    made.close()


def category(name: str) -> bytes:
    """The uid of an everyday category."""
    return next(each.uid for each in household_categories() if each.name == name)


def enter(home, name: str, amount: int, on: dt.date) -> None:
    """One entry in cash."""
    post_household_entry(home.session, HouseholdEntryDraft(new_uid(), category(name), amount, "1101"), on=on)


def owe(home, lender: str, amount: int, first_due: dt.date) -> bytes:
    """A loan that was received and is paid back monthly."""
    uid, on = new_uid(), first_due - dt.timedelta(days=20)
    terms = LoanData(
        LoanSide.TAKEN, None, amount, on, first_due, 10_000, method=LoanMethod.REDUCING, instalments=12
    )
    save_debt(home.session, DebtData(terms, DebtKind.CARD, True), lender=lender, uid=uid)
    start_debt(home.session, StartDraft(new_uid(), uid, StartKind.RECEIVED, amount, "1101"), on=on)
    return uid


def test_a_new_book_begins_with_three_steps(home, thai):
    page = home.page(FamilyHomeView, today=TODAY)
    assert page.steps.isVisible()
    assert not page.goal_card.isVisible(), "no empty boxes"
    assert not page.waiting.isVisible()
    page.steps.cash.edit.setFocus()
    type_text(page.steps.cash.edit, "๕๐๐+100")
    QTest.keyClick(page.steps.cash.edit, Qt.Key.Key_Return)
    home.settle()
    assert balance("1101") == 600_00
    assert not page.steps.cash_button.isVisible(), "the first step is done"
    assert page.steps.steps[0].tick.isVisible()
    home.click(page.steps.entry_button)
    home.click(page.steps.goal_button)
    assert home.visits == [("diary", "day:out"), ("plan", "goals:new")]
    enter(home, "อาหาร", 60_00, TODAY)
    page.refresh(Changes.EVERYTHING)
    home.settle()
    assert page.steps.steps[1].tick.isVisible()
    assert "60" in page.sentence.seen()
    assert page.figures[0].value.seen() == "540"
    assert check_books() == []


def test_an_amount_of_nothing_keeps_nothing(home):
    page = home.page(FamilyHomeView, today=TODAY)
    home.click(page.steps.cash_button)
    type_text(page.steps.cash.edit, "abc")
    home.click(page.steps.cash_button)
    assert page.steps.cash.error()
    assert balance("1101") == 0


def test_what_is_due_is_entered_by_one_key_and_taken_back(home, thai):
    enter(home, "ค่าจ้าง", 900_00, TODAY)
    data = RecurringData(category("อาหาร"), 250_00, "1101", TODAY - dt.timedelta(days=1), name=HOSTILE)
    add_recurring(home.session, data)
    page = home.page(FamilyHomeView, today=TODAY)
    [line] = [each for each in page.waiting.rows if each.waiting.wait is Wait.RECURRING]
    assert line.button.height() >= 44
    assert "250" in line.words.raw()
    line.button.setFocus()
    QTest.keyClick(line.button, Qt.Key.Key_Return)
    home.settle()
    assert balance("1101") == 650_00
    assert not [each for each in page.waiting.rows if each.waiting.wait is Wait.RECURRING]
    home.messages.toast.button.click()
    home.settle()
    assert balance("1101") == 900_00


def test_what_waits_leads_where_it_is_done(home):
    enter(home, "ค่าจ้าง", 900_00, TODAY - dt.timedelta(days=5))
    debt = owe(home, HOSTILE, 6_000_00, TODAY + dt.timedelta(days=10))
    owe(home, "ไกล", 6_000_00, TODAY + dt.timedelta(days=15))
    late = GoalData(GoalKind.SAVE, "ปั๊ม", TODAY - dt.timedelta(days=1), 5_000_00, account_code="1101")
    uid = save_goal(home.session, late, today=TODAY - dt.timedelta(days=30)).uid
    page = home.page(FamilyHomeView, today=TODAY)
    found = [each.waiting.wait for each in page.waiting.rows]
    assert found == [Wait.INSTALMENT, Wait.GOAL, Wait.GAP], "an instalment in fifteen days can wait"
    for line in page.waiting.rows:
        home.click(line.button)
    assert home.visits == [
        ("debts", f"pay:{debt.hex()}"),
        ("plan", f"goals:{uid.hex()}"),
        ("diary", f"day:{(TODAY - dt.timedelta(days=1)).isoformat()}"),
    ]


def test_many_lines_are_folded(home):
    enter(home, "ค่าจ้าง", 900_00, TODAY)
    for number in range(MOST + 3):
        add_recurring(
            home.session, RecurringData(category("อาหาร"), 100, "1101", TODAY, name=f"รายการ {number}")
        )
    page = home.page(FamilyHomeView, today=TODAY)
    assert len(page.waiting.rows) == MOST
    home.click(page.waiting.more_button)
    assert len(page.waiting.rows) == MOST + 3
    home.click(page.waiting.more_button)
    assert len(page.waiting.rows) == MOST


def test_a_goal_that_is_reached_is_celebrated_and_kept(home):
    data = GoalData(
        GoalKind.SAVE, HOSTILE, TODAY + dt.timedelta(days=90), 500_00, account_code="1101", icon="../x"
    )
    save_goal(home.session, data, today=TODAY - dt.timedelta(days=3))
    page = home.page(FamilyHomeView, today=TODAY)
    assert page.reached == []
    assert page.goal.isVisibleTo(page)
    enter(home, "ค่าจ้าง", 900_00, TODAY)
    page.refresh(Changes.EVERYTHING)
    home.settle()
    [card] = page.reached
    assert "<b>=1+1</b> %s {name}" in card.title.raw()
    home.click(card.keep_button)
    assert page.reached == []
    assert goals(today=TODAY)[0].reached_on == TODAY


def test_the_debt_and_a_month_that_fell_short_are_words_without_red(home, thai):
    enter(home, "อาหาร", 350_00, TODAY)
    owe(home, "สหกรณ์", 6_000_00, TODAY + dt.timedelta(days=60))
    sheet = build(TODAY)
    assert sheet.figures[1].value == 350_00, "an amount above zero, its words say which way"
    page = home.page(FamilyHomeView, today=TODAY)
    assert page.figures[1].label.raw() == "เดือนนี้ออกมากกว่าเข้า"
    tones = {
        str(each.property("tone")) for each in page.findChildren(type(page.sentence)) if each.isVisible()
    }
    assert "clay" not in tones
    assert not [each for each in page.findChildren(Button) if each.property("kind") == "danger"]
    home.click(page.write_button)
    assert home.visits == [("diary", "day:out")]
    assert len(last_entries()) == 1


def test_targets_are_large_enough_for_a_finger_at_every_width(home):
    enter(home, "อาหาร", 350_00, TODAY)
    page = home.page(FamilyHomeView, today=TODAY)
    for width in (1_200, 700, 520):
        home.window.resize(width, 600)
        home.qtbot.wait(1)
        buttons = [each for each in page.findChildren(Button) if each.isVisible()]
        assert buttons
        assert min(each.height() for each in buttons) >= 44
        assert page.write_button.width() >= page.in_button.width()
