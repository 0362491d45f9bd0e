"""Papers of a household: the book's own figures, in both languages, on paper and as workbooks."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pypdfium2
import pytest

from app import i18n
from app.domain.document import new_uid
from app.domain.household.debts import DebtData, DebtKind
from app.domain.household.diary import HouseholdEntryDraft
from app.domain.household.plan import GoalData, GoalKind, StepData
from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData
from app.domain.session import Session
from app.queries.household.diary import household_categories
from app.services.books import close_book
from app.services.household.debts import StartDraft, StartKind, owe_shop, save_debt, start_debt
from app.services.household.diary import post_household_entry
from app.services.household.plan import goal_reached, save_goal, set_budget, set_steps
from reports.catalogue import build
from reports.common import ReportArgumentError, Span
from reports.household import debt_plan, month, wall_plan, year
from reports.kinds import Question
from reports.model import Chart, Paragraph, Report, Role, Table
from reports.output import render
from tests.household import make_household

MARCH = dt.date(2026, 3, 1)
END = dt.date(2026, 3, 31)
WHOLE = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A household with two months, a loan, a slate, a budget and goals."""
    session = make_household(tmp_path_factory.mktemp("home"))
    uids = {each.name: each.uid for each in household_categories()}

    def enter(name: str, amount: int, on: dt.date, code: str = "1101") -> None:
        draft = HouseholdEntryDraft(new_uid(), uids[name], amount, account_code=code)
        post_household_entry(session, draft, on=on)

    for on in (dt.date(2026, 2, 3), dt.date(2026, 3, 3)):
        enter("ค่าจ้าง", 6_000_00, on)
        enter("อาหาร", 2_000_00 if on.month == 2 else 2_600_00, on)
        enter("หวย/สลาก", 120_00, on)
    enter("ของปลูกเอง/ได้มาฟรี", 90_00, dt.date(2026, 3, 9), "")
    set_budget(session, uids["อาหาร"], amount=2_500_00)
    loan = LoanData(
        LoanSide.TAKEN,
        None,
        12_000_00,
        dt.date(2026, 2, 1),
        dt.date(2026, 4, 1),
        10_000,
        RatePer.MONTH,
        LoanMethod.REDUCING,
        12,
    )
    debt = save_debt(session, DebtData(loan, DebtKind.VILLAGE_FUND, is_formal=True), lender="กองทุนหมู่บ้าน").uid
    start_debt(
        session, StartDraft(new_uid(), debt, StartKind.RECEIVED, 12_000_00, "1101"), on=dt.date(2026, 2, 1)
    )
    owe_shop(session, "ร้านป้านิด", uid=new_uid(), account_code="5101", amount=150_00, on=dt.date(2026, 3, 20))
    save_goal(session, GoalData(GoalKind.SAVE, "ปั๊มน้ำ", dt.date(2026, 12, 31), 3_000_00, "1102"), today=MARCH)
    steps = save_goal(session, GoalData(GoalKind.OTHER, "ปลูกผักกินเอง", dt.date(2026, 6, 30)), today=MARCH).uid
    set_steps(session, steps, steps=[StepData("ทำแปลง", done_on=MARCH), StepData("หาเมล็ด")])
    old = save_goal(session, GoalData(GoalKind.OTHER, "เลิกซื้อน้ำขวด", dt.date(2026, 6, 30)), today=MARCH).uid
    goal_reached(session, old, on=END)
    yield session
    close_book()


def tables(report: Report) -> dict[str, Table]:
    """Its tables by title."""
    return {block.title: block for block in report.blocks if isinstance(block, Table)}


def total(table: Table) -> tuple[object, ...]:
    """The cells of its last total."""
    return next(row.cells for row in reversed(table.rows) if row.role is Role.TOTAL)


def said(report: Report) -> str:
    """Every sentence of a paper."""
    return "\n".join(block.text for block in report.blocks if isinstance(block, Paragraph))


def test_the_month(home: Session) -> None:
    report = month.build(MARCH)
    found = tables(report)
    assert total(found["What came into the house"]) == ("Together", 6_000_00)
    assert total(found["What went out"])[1] == 2_870_00
    food = next(row for row in found["What went out"].rows if row.cells[0] == "Food")
    assert food.cells == ("Food", 2_750_00, 2_500_00, "250 over"), "words, no red figure"
    assert "6,000 baht came in and 2,870 baht went out: 3,130 baht are left." in said(report)
    assert "Food: 750 baht more than usual (2,750 instead of 2,000)." in said(report)
    assert "Lottery took 120 baht. Half of it would be 720 baht in a year." in said(report)
    assert "ปั๊มน้ำ: put by" in said(report)


def test_the_full_month_counts_what_was_grown(home: Session) -> None:
    cash, full = month.build(MARCH), month.build(MARCH, full=True)
    assert total(tables(full)["What came into the house"])[1] == 6_090_00
    assert total(tables(full)["What went out"])[1] == 2_960_00
    assert full.notes
    assert not cash.notes


def test_the_year(home: Session) -> None:
    report = year.build(WHOLE)
    rows = tables(report)["Month by month"].rows
    assert [row.cells[1] for row in rows[:4]] == [0, 6_000_00, 6_000_00, 0]
    assert rows[2].cells == (MARCH, 6_000_00, 2_870_00, 3_130_00, 12_150_00)
    assert total(tables(report)["Month by month"])[1:4] == (12_000_00, 4_990_00, 7_010_00)
    assert rows[2].opens is not None
    assert rows[2].opens.argument == "2026-03-01", "as the reports page reads a month"
    assert len([block for block in report.blocks if isinstance(block, Chart)]) == 2


def test_the_way_out_of_debt(home: Session) -> None:
    report = debt_plan.build(END)
    table = tables(report)["What we owe, the dearest first"]
    assert [row.cells[0] for row in table.rows] == ["กองทุนหมู่บ้าน", "Shops and others", "Together"]
    rate = table.rows[0].cells[3]
    assert isinstance(rate, int)
    assert 12_60 < rate < 12_80, "twelve percent a year with interest of interest, by days"
    orders = tables(report)["Which debt first?"].rows
    assert [row.cells[1] for row in orders] == [None, 500_00, 500_00]
    assert "With 500 baht more a month it ends in" in said(report)
    more = debt_plan.build(END, extra=2_000_00)
    assert "With 2,000 baht more a month" in said(more)


def test_the_plan_for_the_wall(home: Session) -> None:
    report = wall_plan.build(END)
    found = tables(report)
    assert len(found["What we want"].rows) == 2
    assert any("ne step to go" in str(row.cells[1]) for row in found["What we want"].rows)
    assert "Already reached: เลิกซื้อน้ำขวด." in said(report)
    assert found["What a month may take"].rows[0].cells == ("Food", 2_500_00, 2_750_00, "250 over")
    assert report.one_page


def test_a_wrong_option_is_told(home: Session) -> None:
    with pytest.raises(ReportArgumentError):
        build(home, debt_plan.NAME, Question(Span(END, END), option="มาก"))


@pytest.mark.parametrize("language", ["en", "th"])
def test_each_paper_stands_on_paper_and_in_a_workbook(home: Session, language: str) -> None:
    i18n.set_language(language)
    for report in (month.build(MARCH), year.build(WHOLE), debt_plan.build(END), wall_plan.build(END)):
        pages = pypdfium2.PdfDocument(render(report, "pdf"))
        assert len(pages) <= 2
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        assert report.title in text
        book = openpyxl.load_workbook(BytesIO(render(report, "xlsx")))
        assert book.sheetnames


def test_own_produce_beside_money_is_an_option(home: Session) -> None:
    def month_in(option: str) -> Report:
        found = build(home, month.NAME, Question(Span(MARCH, END), option=option))
        assert isinstance(found, Report)
        return found

    assert total(tables(month_in("full"))["What came into the house"]) == ("Together", 6_090_00)
    assert total(tables(month_in(""))["What came into the house"]) == ("Together", 6_000_00)
    whole = build(home, year.NAME, Question(WHOLE, option="full"))
    assert isinstance(whole, Report)
    assert whole.notes
    for name, span in ((month.NAME, Span(MARCH, END)), (year.NAME, WHOLE)):
        with pytest.raises(ReportArgumentError):
            build(home, name, Question(span, option="<b>"))
