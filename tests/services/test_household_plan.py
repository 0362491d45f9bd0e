"""Budget, goals and what a month says, on a household's book; figures added up by hand."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.cutting import Cut
from app.domain.household.debts import DebtData, DebtKind
from app.domain.household.diary import HouseholdEntryDraft, View
from app.domain.household.insights import InsightKind, half_a_year_of
from app.domain.household.plan import (
    BudgetAmountError,
    BudgetData,
    GoalAmountError,
    GoalData,
    GoalDateError,
    GoalKind,
    GoalSourceError,
    StepData,
    due_after,
    pace,
    weekly,
)
from app.domain.household.rounds_words import Purpose
from app.domain.loan import LoanMethod, LoanSide
from app.domain.loan_entry import LoanData
from app.domain.session import Session
from app.queries.household.cuts import cuts, debts_sooner
from app.queries.household.diary import household_categories, month_sums
from app.queries.household.plan import BudgetRow, budget, budget_sums, goals, month_insights, usual
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.debts import StartDraft, StartKind, save_debt, start_debt
from app.services.household.diary import post_household_entry
from app.services.household.plan import (
    copy_budget,
    deactivate_goal,
    goal_reached,
    move_goal,
    save_goal,
    set_budget,
    set_budget_from,
    set_budgets,
    set_steps,
    step_done,
)
from app.services.records import NameMissingError, NotFoundError
from reports.household.money_words import ahead_sentence, cut_sentences
from tests.household import make_household
from tests.trading import begin, finish, harvest, line, rice, spend, went

JAN, FEB, MARCH = (dt.date(2026, month, 1) for month in (1, 2, 3))
FOOD, LOTTERY, WAGES = "อาหาร", "หวย/สลาก", "ค่าจ้าง"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Session]:
    """A household book, open."""
    yield make_household(tmp_path)
    close_book()


def category(name: str) -> bytes:
    """The uid of an everyday category."""
    return next(each.uid for each in household_categories() if each.name == name)


def enter(home: Session, name: str, amount: int, on: dt.date) -> None:
    """One entry in cash."""
    draft = HouseholdEntryDraft(new_uid(), category(name), amount, account_code="1101")
    post_household_entry(home, draft, on=on)


def row(month: dt.date, name: str) -> BudgetRow:
    """A category's line of the budget."""
    return next(each for each in budget(month) if each.category.name == name)


def test_what_is_left_of_a_budget(home: Session) -> None:
    set_budget(home, category(FOOD), amount=3_000_00)
    enter(home, FOOD, 1_200_00, JAN)
    assert (row(JAN, FOOD).left, row(JAN, FOOD).percent) == (1_800_00, 40)
    assert row(FEB, FOOD).left == 3_000_00, "what was left does not go on by itself"
    set_budget(home, category(FOOD), amount=2_000_00, month=FEB)
    assert (row(FEB, FOOD).amount, row(MARCH, FOOD).amount) == (2_000_00, 3_000_00)
    set_budget(home, category(FOOD), amount=None, month=FEB)
    assert row(FEB, FOOD).amount == 3_000_00
    with pytest.raises(BudgetAmountError):
        set_budget(home, category(FOOD), amount=-1)
    with pytest.raises(NotFoundError):
        set_budget(home, new_uid(), amount=1)
    assert check_books() == []


def test_a_rolling_budget_takes_the_rest_along(home: Session) -> None:
    set_budget(home, category(LOTTERY), amount=200_00, is_rolling=True)
    enter(home, LOTTERY, 80_00, JAN)
    enter(home, LOTTERY, 400_00, FEB)
    assert (row(FEB, LOTTERY).carried, row(FEB, LOTTERY).left) == (120_00, -80_00)
    assert (row(MARCH, LOTTERY).carried, row(MARCH, LOTTERY).left) == (-80_00, 120_00)


def test_several_budgets_at_once_are_all_or_none(home: Session) -> None:
    set_budgets(home, [BudgetData(category(FOOD), 100_00), BudgetData(category(LOTTERY), 50_00, True)])
    assert (row(JAN, FOOD).amount, row(JAN, LOTTERY).is_rolling) == (100_00, True)
    with pytest.raises(NotFoundError):
        set_budgets(home, [BudgetData(category(FOOD), 999_00), BudgetData(new_uid(), 1)])
    assert row(JAN, FOOD).amount == 100_00


def test_a_budget_of_every_month_takes_the_place_of_a_months_own(home: Session) -> None:
    set_budget(home, category(FOOD), amount=700_00, month=FEB)
    assert row(FEB, FOOD).is_own
    set_budget_from(home, BudgetData(category(FOOD), 900_00), month=FEB)
    assert [(row(month, FOOD).amount, row(month, FOOD).is_own) for month in (JAN, FEB)] == [
        (900_00, False),
        (900_00, False),
    ]


def test_a_months_budgets_are_copied_to_the_next(home: Session) -> None:
    set_budget(home, category(FOOD), amount=700_00, month=FEB, is_rolling=True)
    set_budget(home, category(LOTTERY), amount=80_00)
    copy_budget(home, month=FEB)
    copied = row(MARCH, FOOD)
    assert (copied.amount, copied.is_rolling, copied.is_own) == (700_00, True, True)
    assert row(MARCH, LOTTERY).amount == 80_00
    assert row(dt.date(2026, 4, 1), FOOD).amount is None
    sums = budget_sums(budget(MARCH))
    assert (sums.room, sums.used, sums.left) == (700_00 + 80_00 + 700_00, 0, 1_480_00)


def test_what_is_usual_is_the_mean_of_three_months_with_entries(home: Session) -> None:
    for month, amount in ((dt.date(2025, 11, 3), 900_00), (JAN, 300_00), (FEB, 400_00)):
        enter(home, FOOD, amount, month)
    enter(home, WAGES, 9_000_00, JAN)
    found = usual(MARCH)
    food = next(each.account_code for each in household_categories() if each.name == FOOD)
    wages = next(each.account_code for each in household_categories() if each.name == WAGES)
    assert (found[food], found[wages]) == (533_33, 3_000_00)
    assert usual(dt.date(2025, 11, 1)) == {}, "nothing was entered before"


def test_income_counts_towards_its_own_budget(home: Session) -> None:
    set_budget(home, category(WAGES), amount=9_000_00)
    enter(home, WAGES, 4_000_00, JAN)
    assert (row(JAN, WAGES).used, row(JAN, WAGES).left) == (4_000_00, 5_000_00)


# ---------------------------------------------------------------- goals


def saving(**changes: object) -> GoalData:
    """2,600 baht on the bank account within 26 weeks."""
    values: dict[str, object] = {
        "kind": GoalKind.SAVE,
        "name": "ปั๊มน้ำ",
        "due_on": JAN + dt.timedelta(weeks=26),
        "amount": 2_600_00,
        "account_code": "1101",
    }
    return GoalData(**{**values, **changes})  # type: ignore[arg-type]


def test_a_goal_says_what_it_takes_a_week(home: Session) -> None:
    enter(home, WAGES, 500_00, JAN)
    uid = save_goal(home, saving(), today=JAN).uid
    [goal] = goals(today=JAN)
    assert (goal.start_amount, goal.pace.reached, goal.pace.per_week) == (500_00, 0, 100_00)
    later = JAN + dt.timedelta(weeks=13)
    enter(home, WAGES, 650_00, later)
    [goal] = goals(today=later)
    # half the time has gone and a quarter of the money is there: it takes more from here
    assert (goal.pace.reached, goal.pace.expected, goal.pace.ahead) == (650_00, 1_300_00, -650_00)
    assert goal.pace.per_week == 150_00
    assert goal.pace.ends_on == later + dt.timedelta(weeks=39)
    enter(home, WAGES, 1_950_00, later)
    [goal] = goals(today=later)
    assert goal.is_newly_reached
    goal_reached(home, uid, on=later)
    assert not goals(today=later)[0].is_newly_reached
    deactivate_goal(home, uid)
    assert not goals(today=later)[0].active
    assert check_books() == []


def test_steps_make_a_goal_of_another_kind(home: Session) -> None:
    data = saving(kind=GoalKind.OTHER, amount=0, account_code="", name="ทำน้ำยาล้างจานใช้เอง")
    uid = save_goal(home, data, today=JAN).uid
    set_steps(home, uid, steps=[StepData("ซื้อหัวเชื้อ"), StepData("ลองทำ", JAN + dt.timedelta(7))])
    [goal] = goals(today=JAN)
    step_done(home, goal.steps[0].uid, on=JAN)
    [goal] = goals(today=JAN)
    assert ([each.data.name for each in goal.steps], goal.pace.percent) == (["ซื้อหัวเชื้อ", "ลองทำ"], 50)
    with pytest.raises(NameMissingError):
        set_steps(home, uid, steps=[StepData("ใหม่"), StepData(" ")])
    assert [each.data.name for each in goals(today=JAN)[0].steps] == ["ซื้อหัวเชื้อ", "ลองทำ"], "all or nothing"
    assert check_books() == []


def test_half_of_a_category_brings_the_goal_nearer(home: Session) -> None:
    for month in (JAN, FEB):
        enter(home, FOOD, 3_000_00, month)
        enter(home, LOTTERY, 520_00, month)
        enter(home, "ดอกเบี้ยจ่าย", 900_00, month)  # interest is not a choice of the month
    assert [(each.goal, each.weeks) for each in cuts(MARCH, today=MARCH)] == [(None, 0)] * 2
    save_goal(home, saving(due_on=MARCH + dt.timedelta(weeks=26)), today=MARCH)
    lottery, food = cuts(MARCH, today=MARCH)
    assert lottery.category.name == LOTTERY, "what is easiest to do without comes first"
    # half of 520 a month is 60 a week: 2,600 at 160 a week take 17 weeks instead of 26
    assert (lottery.cut.a_year, lottery.weeks) == (3_120_00, 26 - 17)
    assert food.weeks > lottery.weeks
    assert debts_sooner(lottery.cut, today=MARCH) is None, "there are no debts"
    words = cut_sentences(lottery, None)
    assert any("“ปั๊มน้ำ” 9 weeks earlier" in each for each in words)


def test_half_of_a_category_ends_debts_earlier(home: Session) -> None:
    terms = LoanData(
        LoanSide.TAKEN, None, 6_000_00, JAN, FEB, 20_000, method=LoanMethod.REDUCING, instalments=12
    )
    loan_uid = new_uid()
    save_debt(home, DebtData(terms, DebtKind.CARD, True), lender="บัตร", uid=loan_uid)
    start_debt(home, StartDraft(new_uid(), loan_uid, StartKind.RECEIVED, 6_000_00, "1101"), on=JAN)
    found = debts_sooner(Cut(500_00), today=JAN)
    assert found is not None
    assert found.months > 0
    assert found.interest > 0
    assert debts_sooner(Cut(0), today=JAN) is None


def test_goals_are_put_in_order(home: Session) -> None:
    for name in ("หนึ่ง", "สอง"):
        save_goal(home, saving(name=name), today=JAN)
    first, second = goals(today=JAN)
    assert (first.data.name, second.data.name) == ("หนึ่ง", "สอง")
    move_goal(home, second.uid, position=first.position - 1)
    assert [each.data.name for each in goals(today=JAN)] == ["สอง", "หนึ่ง"]
    with pytest.raises(NotFoundError):
        move_goal(home, new_uid(), position=1)


def test_by_when_and_how_much_a_week() -> None:
    assert due_after(dt.date(2026, 11, 30), 3) == dt.date(2027, 2, 28)
    assert weekly(2_600_00, today=JAN, due_on=JAN + dt.timedelta(weeks=26)) == 100_00
    assert weekly(2_601_00, today=JAN, due_on=JAN + dt.timedelta(weeks=26)) == 101_00


def test_goals_that_cannot_be(home: Session) -> None:
    for wrong, error in (
        (saving(amount=0), GoalAmountError),
        (saving(due_on=JAN), GoalDateError),
        (saving(account_code=""), GoalSourceError),
        (saving(kind=GoalKind.PAY_OFF), GoalSourceError),
        (saving(name="\u200b"), NameMissingError),
    ):
        with pytest.raises(error):
            save_goal(home, wrong, today=JAN)
    assert goals(today=JAN) == ()


def test_a_goal_whose_day_has_gone_asks_for_the_rest_at_once() -> None:
    late = pace(1_000_00, 400_00, start_on=JAN, due_on=FEB, today=MARCH)
    assert ahead_sentence(late) == "", "there are no weeks that could take it in"
    assert "612 baht less" in ahead_sentence(
        pace(1_000_00, 0, start_on=JAN, due_on=FEB, today=dt.date(2026, 1, 20))
    )
    assert (late.weeks_left, late.per_week, late.expected) == (0, 600_00, 1_000_00)
    assert pace(1_000_00, -50_00, start_on=JAN, due_on=FEB, today=JAN).percent == 0


# ---------------------------------------------------------------- what a month says


def test_a_trade_enters_the_income_of_the_house_as_what_is_left_of_it(home: Session) -> None:
    # 600 kg at 9 baht, 200 of them kept for the family; 2,150 baht were paid for the crop
    crop = begin(home, rice(home), first_day=JAN)
    spend(home, crop, line(2_150_00), on=JAN)
    harvest(home, crop, went(Purpose.SOLD, 400), went(Purpose.EATEN, 200), on=JAN)
    finish(home, crop, on=JAN)
    cash, full = (month_sums(JAN, view=view) for view in (View.CASH, View.FULL))
    assert (full.earned, cash.earned) == (3_250_00, 1_450_00)
    assert (full.spent, cash.spent) == (1_800_00, 0), "eating it is consumption only"
    assert cash.trade_cost == 2_150_00
    assert cash.left == cash.earned - cash.spent == cash.came_in - cash.went_out


def test_the_sentences_of_a_month(home: Session) -> None:
    for month in (JAN, FEB):
        enter(home, WAGES, 9_000_00, month)
        enter(home, FOOD, 3_000_00, month)
        enter(home, LOTTERY, 300_00, month)
        enter(home, "เดินทาง น้ำมัน", 1_000_00, month)
    enter(home, WAGES, 9_000_00, MARCH)
    enter(home, FOOD, 4_200_00, MARCH)
    enter(home, LOTTERY, 340_00, MARCH)
    enter(home, "เดินทาง น้ำมัน", 400_00, MARCH)
    found = {each.kind: each for each in month_insights(MARCH)}
    assert (found[InsightKind.SPENT_MORE].amount, found[InsightKind.SPENT_MORE].before) == (
        4_200_00,
        3_000_00,
    )
    assert found[InsightKind.SPENT_LESS].difference == -600_00
    assert found[InsightKind.COULD_BE_LESS].amount == 340_00
    assert half_a_year_of(340_00) == 2_040_00
    assert found[InsightKind.SAVED].amount == 4_060_00
    assert InsightKind.EARNED_MORE not in found
    assert month_insights(dt.date(2026, 4, 1)) == (), "nothing was entered: nothing is said"


def test_more_spent_than_earned_is_an_amount(home: Session) -> None:
    enter(home, WAGES, 1_000_00, JAN)
    enter(home, FOOD, 1_350_00, JAN)
    [said] = month_insights(JAN)
    assert (said.kind, said.amount) == (InsightKind.SHORT, 350_00)
