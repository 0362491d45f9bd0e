"""The plan with real keys and clicks: a goal told question by question, budgets typed, sentences opened."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft
from app.domain.household.plan import GoalData, GoalKind, StepData, due_after
from app.domain.household.trades import TradeData, TradeKind
from app.queries.household.diary import household_categories
from app.queries.household.plan import budget, goals
from app.queries.integrity import check_books
from app.services.household.diary import post_household_entry
from app.services.household.plan import save_goal, set_steps
from app.services.household.trades import save_trade
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.desk import HomeDesk
from tests.ui.keys import type_text
from tests.ui.test_household_home import HOSTILE, owe
from ui.pages.diary.month import MonthView
from ui.pages.plan.budget import BudgetView
from ui.pages.plan.goals import GoalsView
from ui.pages.plan.says import SaysView
from ui.pages.reports.view import ReportsView
from ui.widgets.buttons import Button

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 8, 0)
OCTOBER, NOVEMBER, DECEMBER = (dt.date(2026, month, 1) for month in (10, 11, 12))
FOOD, LOTTERY, WAGES = "อาหาร", "หวย/สลาก", "ค่าจ้าง"
ENTER = Qt.Key.Key_Return


@pytest.fixture
def home(qtbot, qapp, tmp_path, thai):
    made = HomeDesk(qtbot, qapp, tmp_path)
    yield made
    assert check_books() == []
    made.close()


def category(name: str) -> bytes:
    """The uid of an everyday category."""
    return next(each.uid for each in household_categories() if each.name == name)


def made(home, view):
    """A page that is read, without a window of its own."""
    ways = {"open_link": home.open_link, "go_to": home.go_to, "today": lambda: TODAY}
    page = view(home.session, home.runner, home.messages, **ways)
    page.refresh(Changes.EVERYTHING)
    home.settle()
    return page


def enter(home, name: str, amount: int, on: dt.date) -> None:
    """One entry in cash."""
    post_household_entry(home.session, HouseholdEntryDraft(new_uid(), category(name), amount, "1101"), on=on)


def typed(edit, text: str, key: Qt.Key = ENTER) -> None:
    """Type into a field as a person does, and leave it by a key."""
    edit.setFocus()
    edit.selectAll()
    type_text(edit, text)
    QTest.keyClick(edit, key)


def pressed(home, choice, key: object) -> None:
    """Click one of a few."""
    button = choice.buttons[choice._keys.index(key)]
    home.click(button)


# ---------------------------------------------------------------- goals


def test_a_goal_is_told_question_by_question(home):
    page = home.page(GoalsView, today=TODAY)
    assert page.empty.isVisible()
    home.click(page.empty.button)
    ask = page.questions
    assert ask.step.key == "kind"
    pressed(home, ask.kinds, GoalKind.SAVE)
    assert ask.step.key == "name"
    assert len(ask.names.buttons) >= 5
    typed(ask.name.edit, "ปั๊มน้ำ")
    assert ask.step.key == "amount"
    typed(ask.amount.edit, "๔๐๐๐+๕๐๐")
    assert ask.step.key == "when"
    words = [each.text() for each in ask.whens.buttons]
    assert any("สัปดาห์ละ 85" in each for each in words), "4,500 in 52 weeks and a day"
    pressed(home, ask.whens, 6)
    assert "174" in ask.weekly.raw()
    home.click(ask.next_button)
    assert ask.step.key == "source"
    pressed(home, ask.sources, "1102")
    [goal] = goals(today=TODAY)
    assert (goal.data.name, goal.data.amount, goal.data.due_on, goal.data.account_code) == (
        "ปั๊มน้ำ",
        4_500_00,
        dt.date(2027, 5, 21),
        "1102",
    )
    assert page.stack.currentWidget() is page.board
    [card] = page.cards
    assert "สัปดาห์ละ" in card.progress.says.raw()
    assert not card.progress.says.raw().startswith("ปั๊มน้ำ"), "the name is not said twice"


def test_answers_are_kept_on_the_way_back_and_nothing_is_no_answer(home):
    page = home.page(GoalsView, today=TODAY)
    page.open("new")
    ask = page.questions
    pressed(home, ask.kinds, GoalKind.SAVE)
    QTest.keyClick(ask.name.edit, ENTER)
    assert ask.step.key == "name"
    assert ask.name.error()
    home.click(ask.names.buttons[0])
    assert ask.step.key == "amount"
    typed(ask.amount.edit, "0")
    assert (ask.step.key, ask.banner.isVisible()) == ("amount", True)
    typed(ask.amount.edit, "900")
    pressed(home, ask.whens, 0)
    typed(ask.day.edit, "1/1/2569")
    assert (ask.step.key, ask.banner.isVisible()) == ("when", True)
    QTest.keyClick(ask, Qt.Key.Key_Escape)
    assert ask.amount.number() == 900_00
    QTest.keyClick(ask, Qt.Key.Key_Escape)
    QTest.keyClick(ask, Qt.Key.Key_Escape)
    QTest.keyClick(ask, Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.board
    assert goals(today=TODAY) == ()


def test_a_debt_and_a_trade_name_their_goals(home):
    owe(home, "กองทุนหมู่บ้าน", 6_000_00, TODAY + dt.timedelta(days=20))
    save_trade(home.session, TradeData("นาข้าว", TradeKind.CROP), uid=new_uid())
    page = home.page(GoalsView, today=TODAY)
    ask = page.questions
    page.open("new")
    pressed(home, ask.kinds, GoalKind.PAY_OFF)
    pressed(home, ask.sources, ask.sources._keys[0])
    assert ask.amount.number() == 6_000_00, "all of it, to begin with"
    QTest.keyClick(ask.amount.edit, ENTER)
    home.click(ask.next_button)
    page.open("new")
    pressed(home, ask.kinds, GoalKind.EARN)
    pressed(home, ask.sources, ask.sources._keys[0])
    typed(ask.amount.edit, "12000")
    home.click(ask.next_button)
    assert [each.data.name for each in goals(today=TODAY)] == ["ปลดหนี้ กองทุนหมู่บ้าน", "หารายได้จาก นาข้าว"]
    for card in page.cards:
        home.click(card.act_button)
    assert [place for place, _argument in home.visits] == ["debts", "trades"]


def test_steps_are_ticked_and_the_goal_celebrated_and_kept(home):
    page = home.page(GoalsView, today=TODAY)
    ask = page.questions
    page.open("new")
    pressed(home, ask.kinds, GoalKind.OTHER)
    typed(ask.name.edit, HOSTILE)
    for field, words in zip(ask.steps, ("ซื้อเมล็ด", HOSTILE), strict=False):
        typed(field.edit, words)
    home.click(ask.next_button)
    home.click(ask.next_button)
    for _step in range(2):
        [card] = page.cards
        box = next(line.box for line in card.lines if not line.box.isChecked())
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        home.settle()
    assert page.cards == []
    [reached] = page.reached
    home.click(reached.keep_button)
    assert page.reached == []
    [line] = page.done.lines
    assert goals(today=TODAY)[0].reached_on == TODAY
    home.click(line.button)
    assert goals(today=TODAY)[0].reached_on is None


def test_a_goal_whose_day_has_gone_gets_time_with_one_click(home):
    long_ago = TODAY - dt.timedelta(days=90)
    data = GoalData(GoalKind.SAVE, "ปั๊ม", TODAY - dt.timedelta(days=2), 900_00, "1101")
    save_goal(home.session, data, today=long_ago)
    page = home.page(GoalsView, today=TODAY)
    [card] = page.cards
    home.click(card.time_buttons[1])
    assert goals(today=TODAY)[0].data.due_on == due_after(TODAY, 3)
    assert page.cards[0].time_buttons == []


def test_goals_rest_come_back_change_and_come_first(home):
    for name in ("หนึ่ง", "สอง"):
        data = GoalData(GoalKind.SAVE, name, TODAY + dt.timedelta(days=90), 900_00, "1101", icon="droplets")
        save_goal(home.session, data, today=TODAY)
    page = home.page(GoalsView, today=TODAY)
    assert not page.cards[0].first_button.isVisible()
    home.click(page.cards[1].first_button)
    assert [card.goal.data.name for card in page.cards] == ["สอง", "หนึ่ง"]
    home.click(page.cards[0].aside_button)
    assert [line.goal.data.name for line in page.aside.lines] == ["สอง"]
    home.click(page.aside.lines[0].button)
    home.click(page.cards[0].change_button)
    ask = page.questions
    assert ask.name.name() == "สอง"
    typed(ask.name.edit, "สองใหม่")
    typed(ask.amount.edit, "1200")
    home.click(ask.next_button)
    changed = next(each for each in goals(today=TODAY) if each.data.name == "สองใหม่")
    assert (changed.data.amount, changed.data.due_on) == (1_200_00, TODAY + dt.timedelta(days=90))


def test_steps_that_are_done_stay_done_when_a_goal_is_changed(home):
    data = GoalData(GoalKind.OTHER, "ปลูกผัก", TODAY + dt.timedelta(days=90))
    uid = save_goal(home.session, data, today=TODAY).uid
    set_steps(home.session, uid, steps=[StepData(f"ขั้น {at}", done_on=TODAY) for at in range(8)])
    page = home.page(GoalsView, today=TODAY)
    page.questions.begin_change(goals(today=TODAY)[0])
    page.stack.setCurrentWidget(page.questions)
    page.questions.steps[0].set_value("ขั้นแรก")
    page.questions.finish()
    home.settle()
    steps = goals(today=TODAY)[0].steps
    assert [each.data.name for each in steps] == ["ขั้นแรก", *(f"ขั้น {at}" for at in range(1, 8))]
    assert [each.data.done_on for each in steps] == [None, *[TODAY] * 7]


# ---------------------------------------------------------------- the budget


def line_of(page, name: str):
    """A category's line."""
    return next(each for each in page.lines if each.row.category.name == name)


def amount_of(name: str, month: dt.date) -> int | None:
    """What a category may take."""
    return next(each.amount for each in budget(month) if each.category.name == name)


def test_amounts_are_typed_in_their_place(home):
    enter(home, FOOD, 432_00, TODAY)
    page = home.page(BudgetView, today=TODAY)
    food = line_of(page, FOOD)
    typed(food.field.edit, "๕๐๐")
    home.settle()
    assert amount_of(FOOD, DECEMBER) == 500_00, "every month"
    assert food.words.raw() == "ใช้ได้อีก 68"
    assert page.lines[page.lines.index(food) + 1].field.edit.hasFocus(), "Enter leads to the next amount"
    typed(food.field.edit, "364", Qt.Key.Key_Tab)
    home.settle()
    assert food.words.raw() == "เกินมา 68"
    assert (food.bar.percent, food.words.property("tone")) == (100, "turmeric")
    typed(food.field.edit, "abc", Qt.Key.Key_Tab)
    home.settle()
    assert food.field.error()
    assert amount_of(FOOD, NOVEMBER) == 364_00
    food.field.edit.setFocus()
    food.field.edit.selectAll()
    QTest.keyClick(food.field.edit, Qt.Key.Key_Delete)
    QTest.keyClick(food.field.edit, Qt.Key.Key_Tab)
    home.settle()
    assert amount_of(FOOD, NOVEMBER) is None


def test_a_month_may_have_its_own_amount_and_the_rest_may_go_on(home):
    enter(home, LOTTERY, 50_00, OCTOBER)
    page = home.page(BudgetView, today=TODAY)
    line = line_of(page, LOTTERY)
    assert not line.rolls.isEnabled()
    typed(line.field.edit, "80")
    home.settle()
    line.rolls.setFocus()
    QTest.keyClick(line.rolls, Qt.Key.Key_Space)
    home.settle()
    assert line.carried.raw() == "รวม 30 จากเดือนก่อน"
    assert line.words.raw() == "ใช้ได้อีก 110"
    page.scope._group.button(1).click()
    typed(line.field.edit, "200")
    home.settle()
    assert [amount_of(LOTTERY, month) for month in (OCTOBER, NOVEMBER, DECEMBER)] == [80_00, 200_00, 80_00]
    page._on_copy()
    home.settle()
    assert amount_of(LOTTERY, DECEMBER) == 200_00
    assert page.months.month == DECEMBER


def test_what_is_usual_is_taken_with_one_key(home):
    enter(home, FOOD, 1_293_00, OCTOBER)
    page = home.page(BudgetView, today=TODAY)
    assert page.usual_button.isVisible()
    assert "1,300" in line_of(page, FOOD).field.edit.placeholderText()
    home.click(page.usual_button)
    assert amount_of(FOOD, NOVEMBER) == 1_300_00
    assert not page.usual_button.isVisible(), "nothing is empty that is known"


def test_months_are_walked_and_the_arrows_lead_through_the_amounts(home):
    page = home.page(BudgetView, today=TODAY)
    first, second = page.lines[:2]
    first.field.edit.setFocus()
    QTest.keyClick(first.field.edit, Qt.Key.Key_Down)
    assert second.field.edit.hasFocus()
    QTest.keyClick(second.field.edit, Qt.Key.Key_Up)
    assert first.field.edit.hasFocus()
    page.open("2026-10")
    home.settle()
    assert page._found.month == OCTOBER
    page.open("nonsense")
    page.months.step_on()
    home.settle()
    assert page._found.month == NOVEMBER


# ---------------------------------------------------------------- what the month says


def test_every_sentence_opens_the_entries_behind_it(home):
    for month in (OCTOBER, NOVEMBER):
        enter(home, WAGES, 9_000_00, month)
        enter(home, LOTTERY, 340_00, month)
    enter(home, FOOD, 700_00, NOVEMBER)
    page = home.page(SaysView, today=TODAY)
    said = {each.words.raw(): each for each in page.lines}
    assert len(said) >= 3
    lottery = next(line for words, line in said.items() if words.startswith(LOTTERY))
    lottery.setFocus()
    QTest.keyClick(lottery, ENTER)
    assert home.visits == [("diary", f"month:2026-11 {LOTTERY}")]
    month = made(home, MonthView)
    month.open(f"2026-11 {LOTTERY}")
    home.settle()
    assert [each.category for each in month.list.shown_rows()] == [LOTTERY]
    month.deleteLater()


def test_what_half_of_something_would_bring(home):
    for day in (dt.date(2026, 9, 1), OCTOBER):
        enter(home, LOTTERY, 520_00, day)
        enter(home, FOOD, 3_000_00, day)
    enter(home, FOOD, 100_00, NOVEMBER)
    data = GoalData(GoalKind.SAVE, HOSTILE, TODAY + dt.timedelta(weeks=26), 2_600_00, "1102")
    save_goal(home.session, data, today=TODAY)
    page = home.page(SaysView, today=TODAY)
    assert "3,120" in page.cuts.result.raw(), "half of 520 in a year; what could be less comes first"
    assert "9 สัปดาห์" in page.cuts.result.raw()
    pressed(home, page.cuts.choice, category(FOOD))
    assert "18,000" in page.cuts.result.raw()


def test_an_empty_month_offers_the_first_entry(home):
    page = home.page(SaysView, today=TODAY)
    assert page.empty.isVisible()
    assert page.lines == []
    home.click(page.empty.button)
    assert home.visits == [("diary", "day:out")]


def test_the_sheet_of_the_month_shows_own_produce_where_it_is_asked_for(home):
    enter(home, WAGES, 900_00, NOVEMBER)
    says = home.page(SaysView, today=TODAY)
    home.click(says.paper_button)
    [(place, argument)] = home.visits
    page = ReportsView(
        home.session, home.runner, home.messages, open_link=home.open_link, save_file=home.save_to([])
    )
    page.refresh(Changes.EVERYTHING)
    home.settle()
    assert place == "reports"
    page.open(argument)
    home.settle()
    option = page.questions.option
    assert not option.isHidden()
    asked = page.questions.question(NOW)
    assert (asked.option, asked.span.first) == ("", NOVEMBER)
    option._group.button(1).click()
    home.settle()
    assert page.questions.question(NOW).option == "full"
    page.open("wall-plan")
    home.settle()
    assert option.isHidden()
    assert page.questions.question(NOW).option == ""
    page.deleteLater()


def test_targets_are_large_enough_for_a_finger(home):
    enter(home, FOOD, 100_00, OCTOBER)
    for view in (GoalsView, BudgetView, SaysView):
        page = made(home, view)
        page.resize(1_000, 700)
        page.show()
        buttons = [each for each in page.findChildren(Button) if each.isVisible() and each.property("touch")]
        assert buttons
        assert min(each.height() for each in buttons) >= 44
        page.deleteLater()
