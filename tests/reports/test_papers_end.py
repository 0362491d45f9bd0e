"""How papers end: nothing left over alone, sums carried from page to page, what a paper always names."""

import datetime as dt
import io
import re
from collections.abc import Iterator

import pypdfium2
import pytest

from app.domain.session import Session
from app.services.books import close_book, open_book
from reports.catalogue import KINDS, Needs, Question, build
from reports.common import Span
from reports.model import Column, Issuer, Kind, Pack, Report, Role, Row, Signatures, Table
from reports.render.pdf import render_pdf
from tests.reports.render.pages import texts
from tests.samples import sample_file

MONTH = Span(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
ASKED = Question(MONTH, printed=dt.datetime(2026, 11, 1, 9, 0))
ABOUT_DAYS = (Needs.MONTH, Needs.SPAN, Needs.DAY, Needs.YEAR)
LEAST = 3
pytestmark = pytest.mark.usefixtures("thai")


@pytest.fixture(autouse=True)
def _no_book_left_open() -> None:
    """This module's book stays open from test to test."""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    yield open_book(sample_file(tmp_path_factory.mktemp("papers")))
    close_book()


def baselines(pdf: bytes, page: int) -> int:
    """How many lines of text stand on a page, between its running head and its feet."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        found = document[page].get_textpage()
        height = document[page].get_height()
        boxes = [found.get_rect(at) for at in range(found.count_rects())]
        return len({round(low / 4) for _l, low, _r, high in boxes if low > 70 and high < height - 62})
    finally:
        document.close()


OF_A_CLOSED_YEAR = {"distribution", "dividend-sheet", "dividend-slips"}
"""The sample has not closed its year; these are built where profit is divided."""


@pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS if kind.needs in ABOUT_DAYS and kind.name not in OF_A_CLOSED_YEAR],
    ids=lambda kind: kind.name,
)
def test_no_paper_of_the_month_ends_in_a_page_with_hardly_anything(session: Session, kind) -> None:
    report = build(session, kind.name, ASKED)
    assert isinstance(report, Report)
    if isinstance(report, Pack):
        return
    pdf = render_pdf(report)
    pages = texts(pdf)
    if len(pages) > 1:
        assert baselines(pdf, len(pages) - 1) > LEAST
    at_end = report.blocks[-1]
    if isinstance(at_end, Signatures):
        signed = [number for number, text in enumerate(pages) if "ลงชื่อ" in text]
        assert signed == [len(pages) - 1]
        figure = r"\d\.\d\d" if report.in_baht else r"\d"
        assert re.search(figure, pages[-1]), "nobody signs a page without a figure"
    if report.in_baht:
        unit = "จำนวนเงินเป็นบาท" if report.counts_goods else "หน่วย:บาท"
        assert unit in "".join(pages[0].split())


def test_the_parts_of_a_pack_are_as_tidy_as_the_papers_alone(session: Session) -> None:
    pack = build(session, "month-pack", ASKED)
    assert isinstance(pack, Pack)
    names = {part.name for part in pack.parts}
    assert not names & {"vat-summary", "output-tax", "input-tax"}, "the group is not registered"
    whole = render_pdf(pack)
    alone = sum(len(texts(render_pdf(part))) for part in pack.parts)
    assert len(texts(whole)) == alone + 2, "a cover and the contents"


def test_debits_stand_before_credits(session: Session) -> None:
    report = build(session, "general-journal", ASKED)
    assert isinstance(report, Report)
    table = report.blocks[0]
    assert isinstance(table, Table)
    credit = False
    for row in table.rows:
        credit = credit and row.cells[0] is None
        if row.cells[4] is not None and row.role is Role.LINE:
            assert not credit, row
        credit = credit or (row.cells[5] is not None and row.role is Role.LINE)


def book(lines: int, *, group: int = 1) -> Report:
    """A journal of so many lines of 1.00, in documents of ``group`` lines."""
    columns = (
        Column("number", "เลขที่"),
        Column("what", "รายการ", weight=3),
        Column("in", "เข้า", Kind.MONEY),
        Column("left", "คงเหลือ", Kind.MONEY),
    )
    rows = [
        Row((f"D{at // group + 1}" if at % group == 0 else "", f"L{at + 1}", 100, 100 * (at + 1)))
        for at in range(lines)
    ]
    rows.append(Row(("", "ยอดสุดท้าย", 100 * lines, 100 * lines), Role.TOTAL))
    table = Table("", columns, tuple(rows), sums=("in",), carried=("in",), running="left")
    return Report("test", "สมุด", Issuer("กลุ่มทดสอบ"), (table, Signatures(("ผู้จัดทำ", "ผู้ตรวจ"))))


def amounts(text: str, words: str) -> list[str]:
    """The figures behind some words."""
    found = re.search(rf"{words}\s*([\d,.]+)\s*([\d,.]+)", text)
    return list(found.groups()) if found else []


def test_sums_are_carried_from_page_to_page() -> None:
    pages = texts(render_pdf(book(150)))
    assert len(pages) > 3
    so_far = 0
    for number, page in enumerate(pages):
        lines = len(re.findall(r"\bL\d+", page))
        if number:
            assert amounts(page, "ยอดยกมา") == [f"{so_far:,}.00"] * 2
        so_far += lines
        if number < len(pages) - 1:
            assert amounts(page, "ยอดยกไป") == [f"{so_far:,}.00"] * 2
    assert "ยอดยกไป" not in pages[-1]
    assert so_far == 150


@pytest.mark.parametrize("lines", range(24, 60, 3))
def test_lines_to_sign_on_never_stand_alone(lines: int) -> None:
    pages = texts(render_pdf(book(lines)))
    assert len(re.findall(r"\bL\d+", pages[-1])) >= LEAST - 1
    assert "ลงชื่อ" in pages[-1]
    assert "ยอดสุดท้าย" in pages[-1]


def test_a_document_is_not_torn_apart() -> None:
    for page in texts(render_pdf(book(200, group=4)))[:-1]:
        lines = [int(number) for number in re.findall(r"\bL(\d+)", page)]
        assert lines[0] % 4 == 1
        assert lines[-1] % 4 == 0


def test_a_document_longer_than_a_page_goes_on() -> None:
    pages = texts(render_pdf(book(120, group=120)))
    assert [int(number) for page in pages for number in re.findall(r"\bL(\d+)", page)] == list(range(1, 121))
