"""Reports on A4: what they say, where it stands, that they break well and come out the same each time."""

import dataclasses
import datetime as dt
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from app.i18n import set_language
from reports.model import (
    Chart,
    ChartKind,
    Column,
    Issuer,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Series,
    Table,
)
from reports.render.formats import cell_text, column_texts, figure_text
from reports.render.pdf import render_pdf
from reports.thai_text import visible
from tests.reports.render import papers
from tests.reports.render.pages import boxes, ink, picture, streams, texts

ROOT = Path(__file__).parents[3]


def report_of(*blocks, **changes) -> Report:
    return Report("test", "ทดสอบ", Issuer("กลุ่มทดสอบ"), blocks, **changes)


def joined(pdf: bytes) -> str:
    return "\n".join(texts(pdf)).replace("\r\n", "\n")


def flat(text: str) -> str:
    """Text without what a line break may change."""
    return re.sub(r"\s", "", text)


def test_a_month_says_everything_on_three_pages():
    report = papers.monthly()
    pdf = render_pdf(report)
    pages = texts(pdf)
    assert len(pages) == 3
    said = flat("".join(pages))
    for block in report.blocks:
        if isinstance(block, Table):
            for column in block.columns:
                assert flat(column.title) in said
            for row in block.rows:
                for cell, column in zip(row.cells, block.columns, strict=True):
                    assert flat(cell_text(cell, column.kind)) in said
        elif isinstance(block, Paragraph):
            assert flat(block.text) in said
        elif isinstance(block, Chart):
            assert flat(block.title) in said
            for series in block.series if len(block.series) > 1 else ():
                assert flat(series.name) in said
    for text in (report.title, report.period, report.issuer.name, report.issuer.address, *report.notes):
        assert flat(text) in said
    assert [f"Page {page}/3" in text for page, text in enumerate(pages, 1)] == [True] * 3
    assert all("21" in text and "09:41" in text for text in pages)


@pytest.mark.usefixtures("thai")
def test_in_thai_nothing_stays_english():
    said = joined(render_pdf(papers.monthly()))
    assert "หน้า 1/3" in said
    assert "พิมพ์เมื่อ 21 พ.ย. 2569 09:41 น." in said
    assert not re.search("Page|Printed|Before|baht|From", said)


def test_the_same_report_gives_the_same_bytes_in_another_process():
    here = render_pdf(papers.monthly())
    assert render_pdf(papers.monthly()) == here
    code = (
        "import sys; from tests.reports.render import papers; from reports.render.pdf import render_pdf;"
        "render_pdf(papers.cost_sheet()); sys.stdout.buffer.write(render_pdf(papers.monthly()))"
    )
    for seed in ("1", "77"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": ""},
        )
        assert done.stdout == here


def test_a_cost_sheet_stands_on_one_page():
    pages = texts(render_pdf(papers.cost_sheet()))
    assert len(pages) == 1
    assert "รวมต้นทุนของรุ่นนี้" in pages[0]
    assert "ผ1-2569-000042" in pages[0]


def test_a_cost_sheet_three_times_as_long_still_stands_on_one_page():
    report = papers.cost_sheet()
    longer = dataclasses.replace(report, blocks=(*report.blocks, *report.blocks[3:], *report.blocks[3:5]))
    pdf = render_pdf(longer)
    assert len(texts(pdf)) == 1
    assert len(texts(render_pdf(dataclasses.replace(longer, one_page=False)))) > 1


def test_headers_are_repeated_and_no_row_is_lost_or_split():
    pdf = render_pdf(papers.long_report(300))
    pages = texts(pdf)
    assert len(pages) > 5
    assert all("เดบิต" in page and "รายการ" in page for page in pages)
    assert all(page.count("ทดสอบ") == 0 for page in pages)
    numbers = re.findall(r"ร1-2569-(\d{6})", "".join(pages))
    assert numbers == [f"{at:06d}" for at in range(300)]
    for page, text in enumerate(pages):
        for number in re.findall(r"ร1-2569-\d{6}", text)[-1:]:
            assert boxes(pdf, page, number)[0][1] > 45  # above the foot


def test_a_wrapped_row_moves_whole_to_the_next_page():
    name = "แชมพูอัญชันผสมมะกรูดสูตรเข้มข้นบำรุงเส้นผมสำหรับผมแห้งเสียจากการทำสีและดัดผมเป็นประจำทุกเดือน"
    rows = tuple(Row((f"{at:03d}", f"{name} {at:03d}", at)) for at in range(60))
    columns = (
        Column("a", "ที่"),
        Column("b", "ชื่อ"),
        Column("c", "เงิน", Kind.MONEY),
        *(Column(f"d{at}", "เงิน", Kind.MONEY) for at in range(4)),
    )
    rows = tuple(Row((*row.cells, 1_00, 1_00, 1_00, 1_000_000_00)) for row in rows)
    pdf = render_pdf(report_of(Table("", columns, rows)))
    seen = 0
    for text in texts(pdf):
        assert flat(text).count(flat(name)) * 1 <= text.count(" ") + 99
        firsts = re.findall(r"(?<!\d)(\d{3}) ", text.replace("\r\n", " ") + " ")
        assert firsts
        seen += len(set(firsts) & {f"{at:03d}" for at in range(60)})
    assert seen == 60  # each row on one page only


def test_totals_do_not_begin_a_page_and_headings_do_not_end_one():
    columns = (Column("a", "รายการ"), Column("b", "บาท", Kind.MONEY))
    for count in range(36, 48):
        rows = [Row((f"บรรทัด {at}", at * 100)) for at in range(count)]
        pages = texts(render_pdf(report_of(Table("", columns, (*rows, Row(("รวม", 1), Role.TOTAL))))))
        assert f"บรรทัด {count - 1}" in pages[-1]
        rows.append(Row(("หมวดใหม่", None), Role.HEADING))
        rows.append(Row(("หลังหมวด", 5)))
        pages = texts(render_pdf(report_of(Table("", columns, tuple(rows)))))
        (page,) = [at for at, text in enumerate(pages) if "หมวดใหม่" in text]
        assert "หลังหมวด" in pages[page]


def test_figures_stand_on_their_decimal_point():
    columns = (Column("a", "รายการ"), Column("q", "จำนวน", Kind.QUANTITY), Column("m", "เงิน", Kind.MONEY))
    quantities, amounts = (7_777_500, 66_250, 5_000, 44_444_125), (111_111_111, -22_222, 3_333, 44)
    rows = tuple(Row(("ก", q, m)) for q, m in zip(quantities, amounts, strict=True))
    pdf = render_pdf(report_of(Table("", columns, (*rows, Row(("รวม", 1_500, 9_999), Role.TOTAL)))))
    rights = [boxes(pdf, 0, cell_text(amount, Kind.MONEY))[0][2] for amount in amounts]
    assert max(rights) - min(rights) < 0.6
    whole = ["7,777", "66", "44,444"]
    points = [boxes(pdf, 0, text + ".")[0][2] for text in whole]
    assert max(points) - min(points) < 0.6
    five = [box for box in boxes(pdf, 0, "5") if abs(box[2] - points[0]) < 4]
    assert five  # a whole number ends before the point


def test_columns_of_percent_have_one_number_of_decimals():
    assert column_texts([1_000, 1_250, None, 1], Kind.PERCENT) == ["10.00", "12.50", "", "0.01"]
    assert column_texts([1_000, 1_200], Kind.PERCENT) == ["10", "12"]


def test_unit_costs_are_told_to_the_satang_where_they_stand_out():
    assert figure_text(26_442_227, Kind.UNIT_COST) == "26.44"
    assert figure_text(12_345, Kind.UNIT_COST) == "0.0123"
    assert cell_text(26_442_227, Kind.UNIT_COST) == "26.4422"


def test_a_negative_amount_wears_a_true_minus():
    assert cell_text(-1, Kind.MONEY) == "−0.01"


def test_hostile_text_appears_literally_and_loses_nothing():
    report = papers.hostile_report()
    pdf = render_pdf(report)
    said = flat(joined(pdf))
    for text in papers.HOSTILE:
        assert flat(visible(text)) in said
    assert b"/JavaScript" not in pdf
    assert b"/URI" not in pdf


@pytest.mark.parametrize("name", ["monthly", "cost_sheet", "hostile_report"])
def test_nothing_leaves_the_page_margins(name):
    pdf = render_pdf(getattr(papers, name)())
    for page in range(len(texts(pdf))):
        image = picture(pdf, page)
        left, top, right, bottom = ink(image) or (0, 0, 0, 0)
        assert left >= 28 * 96 / 72 - 2
        assert right <= image.width - 28 * 96 / 72 + 2
        assert top >= 24 * 96 / 72 - 2
        assert bottom <= image.height - 14


def test_only_our_font_and_it_is_embedded():
    pdf = render_pdf(papers.monthly())
    assert b"Helvetica" not in pdf
    assert set(re.findall(rb"/BaseFont /[A-Z]{6}\+(Sarabun-\w+)", pdf)) == {
        b"Sarabun-Regular",
        b"Sarabun-SemiBold",
    }
    assert pdf.count(b"/FontFile2") == 2


def test_landscape_is_wider_than_high():
    pdf = render_pdf(dataclasses.replace(papers.monthly(), landscape=True))
    image = picture(pdf)
    assert image.width > image.height


def test_an_empty_table_says_why():
    pdf = render_pdf(report_of(Table("ขาย", (Column("a", "ก"),), (), empty="ยังไม่มีการขาย")))
    assert "ยังไม่มีการขาย" in joined(pdf)


def test_a_table_of_many_wide_columns_fits_in_smaller_type():
    columns = tuple(Column(str(at), f"ยอดเงินคอลัมน์ {at}", Kind.MONEY) for at in range(10))
    rows = (Row(tuple(1_234_567_890_12 + at for at in range(10))),)
    pdf = render_pdf(report_of(Table("", columns, rows)))
    found = sorted(boxes(pdf, 0, cell_text(1_234_567_890_12 + at, Kind.MONEY))[0] for at in range(10))
    assert all(left[2] < right[0] for left, right in pairwise(found))
    assert found[-1][2] <= 596 - 40


def test_a_broken_logo_does_not_keep_a_report_from_printing():
    report = dataclasses.replace(papers.monthly(), issuer=Issuer("กลุ่ม", logo=b"\x89PNG broken"))
    assert "กลุ่ม" in joined(render_pdf(report))


def test_the_language_does_not_change_the_figures():
    english = joined(render_pdf(papers.monthly()))
    set_language("th")
    thai = joined(render_pdf(papers.monthly()))
    figures = re.compile(r"\d{1,3}(?:,\d{3})+\.\d\d")
    assert figures.findall(english) == figures.findall(thai)


def test_charts_of_every_kind_are_drawn_with_their_words():
    for kind in ChartKind:
        chart = Chart("หัวข้อ", kind, ("ก่อน", "หลัง"), (Series("ชุด", (12_300, 45_600)),), sentence="บอกความ")
        pdf = render_pdf(report_of(chart))
        said = joined(pdf)
        assert all(text in said for text in ("หัวข้อ", "บอกความ", "ก่อน", "หลัง", "456"))
        assert any(b" re f" in stream or b" l S" in stream for stream in streams(pdf))


def test_a_long_report_numbers_its_pages():
    pages = texts(render_pdf(papers.long_report(700)))
    assert f"Page {len(pages)}/{len(pages)}" in pages[-1]


def test_a_report_without_anything_is_still_a_page():
    pdf = render_pdf(dataclasses.replace(report_of(), printed=dt.datetime(2026, 1, 1, 8, 0)))
    assert len(texts(pdf)) == 1
