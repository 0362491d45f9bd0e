"""The papers of who owes whom: ages that add up, statements that run, letters, receipts, the pay sheet."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.party import PartyData
from app.domain.settling import PayeeDraft, WithheldDraft
from app.queries.parties import party_by_uid
from app.services.books import close_book
from app.services.parties import update_party
from app.services.reversal import reverse
from app.services.unit_of_work import Posted
from reports.catalogue import Question, build
from reports.common import ReportArgumentError, Span
from reports.model import Figures, Paragraph, Report, Role, Table
from reports.render.pdf import render_pdf
from tests.owing import BANK, Group, day, pick

AS_OF = day(5)
SPAN = Span(day(-150), AS_OF)


class Story(Group):
    """Bills of several ages, part payments, tax kept back, wages and an advance."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        ages = ((3, 140), (2, 95), (5, 50), (4, 20))
        self.bills = [self.bill(pieces, on=day(-ago)) for pieces, ago in ages]
        self.other = self.bill(2, on=day(-40), party=self.customer)
        self.receive(10_000, on=day(-30))
        kept = WithheldDraft(200, 19_500, 100)
        wanted = (pick(self.bills[2], 17_500), pick(self.bills[1], 2_000))
        self.paid: Posted = self.receive(
            19_300, *wanted, withheld=kept, code=BANK, on=day(-1), note="เช็คเลขที่ 12"
        )
        self.owe(self.shop, 45_000, on=day(-60))
        self.work((self.dao, 30_000), (self.fa, 25_050))
        self.advance(self.dao, 20_000)

    def code_of(self, uid: bytes) -> str:
        row = party_by_uid(uid)
        assert row is not None
        return row.code

    def report(self, name: str, **asked: object) -> Report:
        found = build(self.session, name, Question(**{"span": SPAN, **asked}))  # type: ignore[arg-type]
        assert isinstance(found, Report)
        return found


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    yield Story(tmp_path_factory.mktemp("debts"))
    close_book()


@pytest.fixture(autouse=True)
def _no_book_left_open() -> None:
    """This module's book stays open from test to test."""


def table(report: Report, title: str = "") -> Table:
    return next(
        block for block in report.blocks if isinstance(block, Table) and block.title.startswith(title)
    )


def texts(report: Report) -> str:
    return "\n".join(block.text for block in report.blocks if isinstance(block, Paragraph))


def test_debtors_by_age(story: Story) -> None:
    report = story.report("debtors")
    owing = table(report, "Customers owe")
    school = next(row for row in owing.rows if str(row.cells[0]).startswith("โรงเรียน"))
    assert school.cells[1:] == ("1,000.00", None, 14_000, None, 5_000, 500, 19_500)
    assert school.opens is not None
    assert school.opens.argument == story.code_of(story.school)
    total = owing.rows[-1]
    assert total.role is Role.TOTAL
    assert total.cells[-1] == 26_500 == sum(cell for cell in total.cells[2:-1] if isinstance(cell, int))
    ahead = table(report, "Money given ahead")
    assert ahead.rows[-1].cells[-1] == 20_000
    before = story.report("debtors", span=Span(day(-150), day(-31)))
    assert table(before, "Customers owe").rows[-1].cells[-1] == 35_000 + 7_000


def test_a_limit_that_is_passed_is_marked(story: Story) -> None:
    row = party_by_uid(story.school)
    assert row is not None
    for limit, marked in ((19_499, "194.99 · over it"), (19_500, "195.00")):
        data = PartyData(row.name, row.code, is_customer=True, credit_days=15, credit_limit=limit)
        update_party(story.session, story.school, data=data)
        assert table(story.report("debtors")).rows[1].cells[1] == marked
    restored = PartyData(row.name, row.code, is_customer=True, credit_days=15, credit_limit=100_000)
    update_party(story.session, story.school, data=restored)


def test_creditors_by_age(story: Story) -> None:
    report = story.report("creditors")
    assert table(report, "The group owes suppliers").rows[-1].cells[1:] == (0, 0, 45_000, 0, 0, 45_000)
    assert table(report, "The group owes wages").rows[-1].cells[-1] == 55_050
    figures = next(block for block in report.blocks if isinstance(block, Figures))
    assert [figure.value for figure in figures.items] == [100_050, 45_000]


def test_a_statement_runs_from_brought_to_carried_forward(story: Story) -> None:
    report = story.report("statement-of-account", party=story.code_of(story.school))
    lines = table(report, "What you owe us").rows
    assert [row.cells[5] for row in lines] == [0, 10_500, 17_500, 35_000, 25_000, 39_000, 19_500, 19_500]
    left = table(report, "Still open")
    assert [row.cells[4] for row in left.rows] == [500, 5_000, 14_000, 19_500]
    assert left.rows[0].cells[5] == (AS_OF - day(-140)).days - 15
    later = story.report(
        "statement-of-account", party=story.code_of(story.school), span=Span(day(-30), AS_OF)
    )
    assert table(later, "What you owe us").rows[0].cells[5] == 35_000
    supplier = story.report("statement-of-account", party=story.code_of(story.shop))
    assert table(supplier, "What we owe you").rows[-1].cells[5] == 45_000


def test_a_letter_names_the_balance_in_words(story: Story) -> None:
    letter = story.report("confirmation-letter", party=story.code_of(story.school))
    assert "195.00" in texts(letter)
    assert "หนึ่งร้อยเก้าสิบห้าบาทถ้วน" in texts(letter)
    assert table(letter).rows[-1].cells[4] == 19_500
    nothing = story.report("confirmation-letter", party=story.code_of(story.fa), span=Span(day(-9), day(-8)))
    assert "0.00" in texts(nothing)


def test_a_receipt_says_what_was_settled_and_kept_back(story: Story) -> None:
    receipt = story.report("receipt-of-debt", document=story.paid.number)
    settled = table(receipt, "Payment of")
    assert [row.cells[3] for row in settled.rows] == [17_500, 2_000, 19_500]
    how = table(receipt, "How it was paid")
    assert [row.cells[1] for row in how.rows] == [19_300, 200, 19_500]
    assert "หนึ่งร้อยเก้าสิบห้าบาทถ้วน" in texts(receipt)
    assert receipt.notes == ("เช็คเลขที่ 12",)


def test_a_bank_fee_is_ours_and_a_cancelled_receipt_says_so(story: Story) -> None:
    paid = story.receive(6_900, pick(story.other, 6_950), fee=50, party=story.customer, on=day(9))
    how = table(story.report("receipt-of-debt", document=paid.number), "How it was paid")
    assert [row.cells[1] for row in how.rows] == [6_950, 6_950]
    reverse(story.session, paid.uid, on=day(9), reason="โอนผิดบัญชี", uid=new_uid())
    assert "โอนผิดบัญชี" in story.report("receipt-of-debt", document=paid.number).notes[0]


def test_the_pay_sheet_before_and_after_it_is_paid(story: Story) -> None:
    sheet = table(story.report("pay-sheet"))
    keys = [column.key for column in sheet.columns]
    assert "paid_hours" not in keys, "nobody's hours are known here"
    money = [row.cells[3:6] for row in sheet.rows]
    assert money == [(30_000, 20_000, 10_000), (25_050, None, 25_050), (55_050, 20_000, 35_050)]
    paid = story.pay(
        35_050,
        PayeeDraft(story.dao, amount=30_000, advance=20_000),
        PayeeDraft(story.fa, amount=25_050),
        on=day(6),
    )
    after = table(story.report("pay-sheet", span=None, document=paid.number))
    assert [row.cells[3:6] for row in after.rows] == money
    voucher = table(story.report("voucher", document=paid.number), "What is settled")
    assert [row.cells[-1] for row in voucher.rows] == [30_000, -20_000, 25_050, 35_050]
    assert table(story.report("pay-sheet", span=Span(day(0), day(6)))).rows == ()
    reverse(story.session, paid.uid, on=day(6), reason="ผิด", uid=new_uid())


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("statement-of-account", {"party": "nobody"}),
        ("statement-of-account", {}),
        ("confirmation-letter", {"party": "nobody"}),
        ("receipt-of-debt", {"document": "ร1-2569-000001"}),
        ("receipt-of-debt", {}),
        ("pay-sheet", {"document": "ร1-2569-000001", "span": None}),
        ("pay-sheet", {"span": None}),
    ],
)
def test_what_cannot_be_asked(story: Story, name: str, asked: dict[str, object]) -> None:
    with pytest.raises(ReportArgumentError):
        story.report(name, **asked)


def test_the_day_that_was_asked_for(story: Story) -> None:
    printed = dt.datetime(2026, 10, 7, 9, 0)
    asked = {"span": Span(day(0), day(26)), "printed": printed}
    assert "7 October" in story.report("debtors", **asked).period, "no later than today"
    assert "5 October" in story.report("debtors", span=Span(day(0), day(0)), printed=printed).period
    assert (
        story.report("debtors", span=None).period == story.report("debtors", span=Span(day(0), day(9))).period
    )


@pytest.mark.usefixtures("thai")
def test_every_paper_prints(story: Story) -> None:
    code = story.code_of(story.school)
    for name in ("debtors", "creditors", "statement-of-account", "confirmation-letter", "pay-sheet"):
        assert render_pdf(story.report(name, party=code)).startswith(b"%PDF")
    assert render_pdf(story.report("receipt-of-debt", document=story.paid.number)).startswith(b"%PDF")
