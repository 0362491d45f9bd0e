"""Vouchers and papers for people without receipts: what they say adds up to what was posted."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.party import PartyData
from app.domain.purchase import Slip
from app.domain.session import Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind, TransferDraft
from app.i18n import set_language
from app.services.books import close_book
from app.services.entries import post_entry, post_transfer
from app.services.parties import create_party
from app.services.reversal import reverse
from reports.catalogue import Question, build
from reports.common import ReportArgumentError
from reports.model import Figures, Paragraph, Report, Role, Signatures, Table
from tests.builders import make_book
from tests.stall import Stall

DAY = dt.date(2026, 10, 5)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    set_language("en")
    yield make_book(tmp_path)
    close_book()
    set_language("th")


def paper(session: Session, name: str, number: str) -> Report:
    report = build(session, name, Question(document=number))
    assert isinstance(report, Report)
    return report


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def slip(session: Session) -> str:
    """300.00 and 120.50: 200.00 in cash, 150.00 out of a member's purse, the rest owed."""
    member = create_party(session, PartyData("ป้าตัวอย่าง", address="12 หมู่ 3", is_member=True)).uid
    draft = EntryDraft(
        new_uid(),
        Direction.OUT,
        (
            EntryLineDraft(300_00, account_code="5201", description="เก็บใบชา"),
            EntryLineDraft(120_50, account_code="5501"),
        ),
        (PayDraft(PayKind.MONEY, 200_00, "1101"), PayDraft(PayKind.PURSE, 150_00, party_uid=member)),
        party_uid=member,
        slip=Slip(DAY, "4/12"),
    )
    return post_entry(session, draft, on=DAY).number


def test_a_payment_voucher_says_what_for_and_how(session: Session) -> None:
    report = paper(session, "voucher", slip(session))
    what, how, books = tables(report)
    assert report.title == "Payment voucher"
    assert [row.cells[-1] for row in what.rows] == [300_00, 120_50, 420_50]
    assert [row.cells[-1] for row in how.rows] == [200_00, 150_00, 70_50]
    total = next(row for row in books.rows if row.role is Role.TOTAL)
    assert total.cells[-2:] == (420_50, 420_50)
    figure = next(block for block in report.blocks if isinstance(block, Figures)).items[0]
    assert (figure.value, figure.note) == (420_50, "สี่ร้อยยี่สิบบาทห้าสิบสตางค์")
    assert "4/12" in next(block for block in report.blocks if isinstance(block, Paragraph)).text
    assert len(next(block for block in report.blocks if isinstance(block, Signatures)).roles) == 4


def test_a_voucher_of_goods_lists_them(session: Session, tmp_path: Path) -> None:
    stall = Stall(tmp_path, session)
    bought = stall.buy((stall.tea, 10, 230_00), freight=30_00)
    what = tables(paper(session, "voucher", bought.number))[0]
    assert [row.cells[-1] for row in what.rows] == [230_00, 30_00, 260_00]


def test_income_transfer_and_a_cancelled_one(session: Session) -> None:
    income = EntryDraft(
        new_uid(),
        Direction.IN,
        (EntryLineDraft(50_00, account_code="4202"),),
        (PayDraft(PayKind.MONEY, 50_00, "1101"),),
    )
    posted = post_entry(session, income, on=DAY)
    moved = post_transfer(session, TransferDraft(new_uid(), "1101", "1102", 40_00, 5_00), on=DAY)
    assert paper(session, "voucher", posted.number).title == "Receipt voucher"
    assert paper(session, "voucher", moved.number).title == "Transfer voucher"
    undone = reverse(session, posted.uid, on=DAY, reason="คีย์ผิด", uid=new_uid())
    assert undone.number in paper(session, "voucher", posted.number).notes[0]


def test_papers_for_a_seller_without_receipts(session: Session) -> None:
    number = slip(session)
    hers, ours = paper(session, "payee-receipt", number), paper(session, "substitute-receipt", number)
    for report in (hers, ours):
        assert [row.cells for row in tables(report)[0].rows][-1][-1] == 420_50
    said = " ".join(block.text for block in hers.blocks if isinstance(block, Paragraph))
    assert "ป้าตัวอย่าง" in said
    assert "12 หมู่ 3" in said


def test_no_such_paper_for_income_or_nothing(session: Session) -> None:
    income = EntryDraft(
        new_uid(),
        Direction.IN,
        (EntryLineDraft(50_00, account_code="4202"),),
        (PayDraft(PayKind.MONEY, 50_00, "1101"),),
    )
    posted = post_entry(session, income, on=DAY)
    with pytest.raises(ReportArgumentError):
        paper(session, "payee-receipt", posted.number)
    with pytest.raises(ReportArgumentError):
        paper(session, "voucher", "จ1-2569-000099")
