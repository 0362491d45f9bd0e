# ruff: noqa: F811
"""Papers of shares and of the divided profit say what register and resolution say."""

import datetime as dt

import pytest

from app.domain.distribution import VariantData
from app.domain.distribution_heads import Head, HeadKind, Method
from app.domain.session import Session
from app.queries.distribution import still_owed
from app.services.distribution import create_variant
from app.services.shares import cancel_certificate, issue_certificate
from reports.common import ReportArgumentError, Span
from reports.distribution_papers import build, compare, fund_report, payments, slips
from reports.model import Figures, Paragraph, Table
from reports.share_papers import certificate, register
from tests.fixtures import session  # noqa: F401
from tests.services.test_distribution import HEADS, MEETING, YEAR, close, earn, people, resolve  # noqa: F401

PRINTED = dt.datetime(2027, 2, 14, 9, 0)


def table(report, at: int = 0) -> Table:
    return [block for block in report.blocks if isinstance(block, Table)][at]


def figures(report) -> dict[str, object]:
    return {
        each.label: each.value
        for block in report.blocks
        if isinstance(block, Figures)
        for each in block.items
    }


def test_the_register_agrees_with_the_ledger(session: Session, people: dict[str, bytes]) -> None:
    found = register(YEAR.last, printed=PRINTED)
    rows = {row.cells[1]: row.cells[3:] for row in table(found).rows}
    assert rows["น้อย"] == (10, 0, 0, 10, 1_000_00, 1_000_00, 0)
    assert rows["ดำ"][:4] == (0, 30, 0, 30)
    sums = figures(found)
    assert list(sums.values()) == [6_000_00, 6_000_00, 0]


def test_a_certificate_is_written_in_words_and_says_if_it_is_cancelled(
    session: Session,
    people: dict[str, bytes],
) -> None:
    saved = issue_certificate(session, people["ดำ"], shares=30, on=MEETING)
    found = certificate("1", printed=PRINTED)
    assert found.number == "00001"
    text = " ".join(block.text for block in found.blocks if isinstance(block, Paragraph))
    assert "สามพันบาทถ้วน" in text
    cancel_certificate(session, saved.uid, on=MEETING, reason="หาย")
    assert "หาย" in " ".join(certificate("1").notes)
    with pytest.raises(ReportArgumentError):
        certificate("7")


def tables(report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def test_a_proposal_that_cannot_be_worked_out_says_why(
    session: Session,
    people: dict[str, bytes],
) -> None:
    earn(session, 1_000_00)
    close(session)
    empty = build(YEAR, MEETING)
    assert any(isinstance(block, Paragraph) and "no proposal" in block.text for block in empty.blocks)
    create_variant(session, VariantData(YEAR, "ดี", HEADS[:1]))
    too_much = Head(HeadKind.RETAINED, "ทุกอย่าง", Method.AMOUNT, 1_000_01)
    create_variant(session, VariantData(YEAR, "ยาว" * 20, (too_much,)))
    create_variant(session, VariantData(YEAR, "ชื่อยาว" * 20, HEADS[:1]))
    found = build(YEAR, MEETING)
    (why,) = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    assert why.startswith("ยาว" * 20)
    assert "0.01 baht more" in why
    titles = [column.title for column in tables(found)[0].columns]
    assert titles == ["Part", "ดี", ("ชื่อยาว" * 20)[:29] + "…"]
    for at in range(4):
        create_variant(session, VariantData(YEAR, "ชื่อยาว" * 20 + str(at), HEADS[:1]))
    titles = [column.title for column in tables(build(YEAR, MEETING))[0].columns]
    assert titles[1:3] == ["1. ดี", "2. ชื่อยาวชื่อ…"], "the more there are, the shorter; none looks like another"


def test_proposals_stand_side_by_side_until_one_is_resolved(
    session: Session,
    people: dict[str, bytes],
) -> None:
    with pytest.raises(ReportArgumentError):
        build(YEAR, MEETING)
    earn(session, 10_000_00)
    close(session)
    create_variant(session, VariantData(YEAR, "ก", HEADS))
    create_variant(session, VariantData(YEAR, "ข", HEADS[:1]))
    proposed = build(YEAR, MEETING, printed=PRINTED)
    side, members, sizes, each_gets = tables(proposed)
    assert [column.title for column in side.columns] == ["Part", "ก", "ข"]
    assert [row.cells[1] for row in side.rows][:2] == [10_000_00, 10_000_00]
    assert [row.cells[1] for row in side.rows][-2:] == [10_000_00, 0]
    assert [row.cells[2] for row in side.rows][-2:] == [1_000_00, 9_000_00]
    by_words = {row.cells[0]: row.cells[1:] for row in members.rows}
    # By hand: 6,000 baht on 33,000 baht-months of shares are 218.18 a year on 100; 500 for the committee.
    assert by_words == {
        "Paid to people in all": (6_500_00, None),
        "Dividend on a share held all year": (218_18, None),
        "The least that somebody gets": (545_45, None),
        "What the one in the middle gets": (2_431_82, None),
        "The most that somebody gets": (3_522_73, None),
    }
    assert sizes.rows[0].cells == ("ทุนสำรอง", "10 %", "10 %")
    assert [row.cells[1:] for row in sizes.rows[-2:]] == [("218.18 %", ""), ("3", "0")]
    assert each_gets.rows[-1].cells[1:] == (6_500_00, 0)
    with pytest.raises(ReportArgumentError):
        payments(YEAR)
    posted = resolve(session)
    assert build(YEAR, MEETING).number == posted.number
    after = tables(compare(YEAR, MEETING))
    assert [column.title for column in after[0].columns] == ["Part", "ก (resolved)", "ข"]
    assert [block.rows for block in after] == [side.rows, members.rows, sizes.rows, each_gets.rows]
    sheet = table(payments(YEAR, printed=PRINTED))
    total = sheet.rows[-1].cells
    assert total[-3] == total[-2] == sum(still_owed().values())
    each = [block for block in slips(YEAR).blocks if isinstance(block, Table)]
    got: list[int] = [cell for block in each if isinstance(cell := block.rows[-1].cells[1], int)]
    assert sum(got) == total[-3]
    moved = fund_report(Span(dt.date(2027, 1, 1), MEETING), printed=PRINTED)
    assert [block.rows[-1].cells[5] for block in moved.blocks if isinstance(block, Table)] == [
        1_000_00,
        500_00,
    ]
