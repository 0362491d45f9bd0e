"""Papers of loans and savings say what was posted, add up, and come as a file."""

import datetime as dt

import pytest

from app.domain.document import new_uid
from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData, LoanDrawDraft, LoanForgiveDraft, LoanPayDraft
from app.domain.savings import SavingsDraft
from app.domain.session import Session
from app.domain.slip_entry import PayDraft, PayKind
from app.queries.loans import loan_by_code
from app.queries.reminders import reminders
from app.services.loan_contracts import create_loan
from app.services.loans import draw_loan, forgive_loan, pay_loan
from app.services.savings import deposit
from reports import loan_card, loan_papers, loan_register, notes, savings_papers
from reports.common import ReportArgumentError, Span
from reports.home import Task, build
from reports.model import Figures, Report, Table
from reports.render.pdf import render_pdf
from tests.builders import party
from tests.fixtures import _no_book_left_open, _own_machine_settings, session  # noqa: F401

D = dt.date
START, END = D(2026, 1, 15), D(2026, 12, 31)
YEAR = Span(D(2026, 1, 1), END)


def cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),)


@pytest.fixture
def numbers(session: Session) -> dict[str, str]:  # noqa: F811
    """A loan taken with one payment, one given and not paid; an evening of two members."""
    found = {}
    for side in LoanSide:
        person = party(session, f"คนของ {side.value}", member=side is LoanSide.GIVEN).uid
        data = LoanData(
            side,
            person,
            12_000_00,
            START,
            D(2026, 2, 15),
            10_000,
            RatePer.MONTH,
            LoanMethod.EQUAL_PRINCIPAL,
            24,
        )
        uid = create_loan(session, data).uid
        draft = LoanDrawDraft(new_uid(), uid, 12_000_00, cash(12_000_00))
        found[f"{side.value} drawn"] = draw_loan(session, draft, on=START).number
        if side is LoanSide.TAKEN:
            paid = LoanPayDraft(new_uid(), uid, 500_00, 120_00, fee=5_00, pays=cash(625_00))
            found["paid"] = pay_loan(session, paid, on=D(2026, 2, 15)).number
        else:
            rows = ((person, 100_00), (party(session, "ก้อย", member=True).uid, 50_00))
            found["saved"] = deposit(session, SavingsDraft(new_uid(), rows, cash(150_00)), on=START).number
            gone = LoanForgiveDraft(new_uid(), uid, 1_00)
            found["forgiven"] = forgive_loan(session, gone, on=START).number
    return found


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def test_the_register_agrees_and_ages(numbers: dict[str, str]) -> None:
    report = loan_register.build(D(2026, 3, 20))
    taken, _ages, given, late = tables(report)
    assert taken.rows[0].cells[4:8] == (12_000_00, 500_00, 11_500_00, 6_500_00)
    assert given.rows[0].cells[6] == 11_999_00
    assert late.rows[0].cells[:2] == (615_00, 620_00 - 1_00)
    differences = [block.items[-1].value for block in report.blocks if isinstance(block, Figures)]
    assert differences == [0, 0]
    assert render_pdf(report).startswith(b"%PDF")


def test_the_card_shows_agreed_beside_what_was(numbers: dict[str, str]) -> None:
    report = loan_card.build("L0001", D(2026, 3, 20))
    plan, history = tables(report)
    assert [row.cells[4] for row in plan.rows[:3]] == [None, 615_00, 610_00]
    assert [row.cells[-1] for row in history.rows] == [12_000_00, 11_500_00]
    assert sum(row.principal for row in loan_by_code("L0001").plan) == plan.rows[-1].cells[1] == 12_000_00
    assert render_pdf(report).startswith(b"%PDF")


def test_the_agreement_and_receipts(numbers: dict[str, str]) -> None:
    agreement = loan_papers.contract("G0001")
    (table,) = tables(agreement)
    assert (len(table.rows), table.rows[-1].cells[2]) == (25, 12_000_00)
    receipt = loan_papers.receipt(numbers["paid"])
    assert [row.cells[1] for row in tables(receipt)[0].rows] == [500_00, 120_00, 5_00, 625_00]
    assert "11,500.00" in receipt.notes[0]
    drawn = loan_papers.receipt(numbers["given drawn"])
    assert tables(drawn)[0].rows[-1].cells[1] == 12_000_00
    with pytest.raises(ReportArgumentError):
        loan_papers.receipt(numbers["forgiven"])
    for report in (agreement, receipt, drawn):
        assert render_pdf(report).startswith(b"%PDF")


def test_papers_of_savings(numbers: dict[str, str]) -> None:
    register = savings_papers.register(YEAR)
    assert tables(register)[0].rows[-1].cells[2:7] == (0, 150_00, 0, 0, 150_00)
    slip = savings_papers.receipt(numbers["saved"])
    assert [row.cells[4] for row in tables(slip)[0].rows] == [100_00, 50_00, 150_00]
    code = str(tables(register)[0].rows[0].opens.argument)
    own = savings_papers.book(code, YEAR)
    assert tables(own)[0].rows[-1].cells[-1] in (100_00, 50_00)
    with pytest.raises(ReportArgumentError):
        savings_papers.book("ไม่มี", YEAR)
    for report in (register, slip, own):
        assert render_pdf(report).startswith(b"%PDF")


def test_home_and_notes_tell(session: Session, numbers: dict[str, str]) -> None:  # noqa: F811
    found = reminders(D(2026, 3, 16))
    assert (found.late_loans.count, found.instalments.count) == (1, 1)
    tasks = {each.task for each in build(session, D(2026, 3, 16)).todos}
    assert {Task.LATE_LOANS, Task.INSTALMENTS} <= tasks
    owed = next(each for each in tables(notes.build(YEAR)) if each.title.startswith("9."))
    assert "11,500.00" in owed.note or "within a year" in owed.note
