"""One debt on the screen, a debt that is being told, the way of all debts, a sum at once on paper."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.debts import DebtData, DebtKind, true_yearly_ppm
from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData
from app.domain.session import Session
from app.queries.household.debts import debts, history_of, owed_by_month, plan_to_end
from app.services.books import close_book
from app.services.household.debt_entry import enter_debt
from app.services.household.debts import PayDebtDraft, StartDraft, StartKind, pay_debt
from app.services.loan_contracts import plan_of
from reports.household import debt_plan
from reports.household.debt_card import card, preview, way_chart
from reports.model import Chart, Paragraph, Table
from tests.household import make_household

DAY, TODAY = dt.date(2026, 1, 10), dt.date(2026, 5, 20)
CASH = "1101"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Session]:
    """A household book, open."""
    yield make_household(tmp_path)
    close_book()


def owing(home: Session, kind: DebtKind = DebtKind.MONEYLENDER, principal: int = 12_000_00) -> DebtData:
    """A debt of five percent a month, a year long; the first instalment is paid."""
    loan = LoanData(
        LoanSide.TAKEN,
        None,
        principal,
        DAY,
        dt.date(2026, 2, 10),
        rate_ppm=50_000,
        rate_per=RatePer.MONTH,
        method=LoanMethod.FLAT,
        security="ฉโนด",
    )
    data = DebtData(loan, kind, is_formal=False, fees=600_00)
    start = StartDraft(new_uid(), new_uid(), StartKind.RECEIVED, principal, CASH)
    enter_debt(home, data, start=start, lender="เจ๊แดง", on=DAY)
    first = plan_of(loan)[0]
    pay_debt(home, PayDebtDraft(new_uid(), start.loan_uid, first.total, CASH), on=first.on)
    return data


def words(blocks: tuple[object, ...]) -> str:
    """Everything that is said."""
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def test_a_card_says_what_a_debt_costs_and_what_was_paid(home: Session) -> None:
    owing(home)
    [debt] = debts(TODAY)
    report = card(debt, history_of(debt.loan.id), TODAY)
    said = words(report.blocks)
    # twelve months of 600 baht, and 600 of fees, on 12,000
    assert "7,200 baht, and 600 baht of fees" in said
    assert "that makes 650 baht" in said
    assert "1,000 baht of the loan, 600 baht of interest" in said
    assert "15% a year at most" in said
    assert "ฉโนด" in said
    [table] = [block for block in report.blocks if isinstance(block, Table)]
    assert [row.cells[2] for row in table.rows][:3] == [None, 1_600_00, 1_600_00]
    assert [block for block in report.blocks if isinstance(block, Chart)]


def test_a_preview_says_the_true_rate_and_every_instalment(home: Session) -> None:
    data = owing(home, DebtKind.SAVINGS_GROUP)
    plan = plan_of(data.loan)
    report = preview(data, plan, true_yearly_ppm(data.loan.terms, plan, data.fees))
    said = words(report.blocks)
    assert "Truly 186% a year" in said
    worth = sum(row.total / 2.86 ** ((row.on - DAY).days / 365) for row in plan)
    assert abs(worth - 11_400_00) < 20_00, "at this rate all instalments are worth what was received"
    assert "19,200 baht are paid back in all" in said
    assert "by law" not in said, "a savings group is no private lender"
    table = report.blocks[1]
    assert isinstance(table, Table)
    assert len(table.rows) == 12
    assert {row.cells[1] for row in table.rows} == {1_600_00}


def test_the_way_of_the_debt_goes_from_what_was_to_what_will_be(home: Session) -> None:
    owing(home)
    past = owed_by_month(dt.date(2025, 6, 1), TODAY)
    plan = plan_to_end(debts(TODAY), today=TODAY)
    chart = way_chart(past, plan, TODAY)
    assert chart is not None
    gone, coming = (series.values for series in chart.series)
    assert len(gone) == len(coming) == len(chart.labels)
    assert gone[:4] == (12_000_00, 11_000_00, 11_000_00, 11_000_00), "from the first debt on"
    assert coming[:4] == (0, 0, 0, 0)
    assert coming[4] == plan.months[0].left
    assert coming[-1] == 0
    assert way_chart((), None, TODAY) is None


def test_a_long_way_has_no_more_bars_than_can_be_read(home: Session) -> None:
    owing(home)
    months = [(dt.date(2020 + at // 12, at % 12 + 1, 1), 1_00) for at in range(70)]
    plan = plan_to_end(debts(TODAY), today=TODAY)
    chart = way_chart(months, plan, TODAY)
    assert chart is not None
    assert len(chart.labels) <= 12 + 19


def test_the_falling_debt_is_drawn_to_its_end(home: Session) -> None:
    owing(home)
    [chart] = [block for block in debt_plan.build(TODAY).blocks if isinstance(block, Chart)]
    assert [series.values[-1] for series in chart.series] == [0, 0]
    agreed, more = (series.values for series in chart.series)
    assert all(after <= before for before, after in zip(agreed, more, strict=True))


def test_a_sum_at_once_stands_on_the_plan(home: Session) -> None:
    owing(home, DebtKind.BANK)
    plain, at_once = debt_plan.build(TODAY), debt_plan.build(TODAY, extra=0, once=5_000_00)
    assert "5,000 baht now" in words(at_once.blocks)
    assert "5,000" not in words(plain.blocks)
    orders = {table.title: table for table in at_once.blocks if isinstance(table, Table)}["Which debt first?"]
    agreed, smallest, dearest = (row.cells for row in orders.rows)
    assert agreed[2] is not None
    assert smallest[3] == dearest[3], "there is only one debt"
    titles = [block.title for block in at_once.blocks if isinstance(block, Table)]
    assert titles == ["What we owe, the dearest first", "To be paid next", "Which debt first?"]
