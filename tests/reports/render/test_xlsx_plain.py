"""Long plain sheets: every value as it is, every text as text, whatever stands among the first rows."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reports.render.xlsx_plain as plain
from reports.model import Cell, Column, Kind
from reports.render.xlsx_plain import render_xlsx_plain, write_xlsx_plain
from tests.reports.render.papers import HOSTILE
from tests.reports.render.workbooks import Opened, parts

COLUMNS = (
    Column("day", "Day", Kind.DATE),
    Column("name", "Name"),
    Column("quantity", "Quantity", Kind.QUANTITY, unit="kg"),
    Column("rate", "Rate", Kind.UNIT_COST),
    Column("amount", "Amount", Kind.MONEY),
    Column("share", "Share", Kind.PERCENT),
    Column("count", "Count", Kind.COUNT),
)
DAY = dt.date(2026, 10, 10)


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    """All rows of the only sheet."""
    return [tuple(row) for row in Opened(data).formulas.worksheets[0].iter_rows(values_only=True)]


def test_values_are_real_numbers_and_dates() -> None:
    data = render_xlsx_plain(COLUMNS, [(DAY, "กะปิ", 12_500, 45_123_456, -5_625, 1_250, 3)], title="Sales")
    header, row = rows_of(data)
    assert header == ("Day", "Name", "Quantity (kg)", "Rate", "Amount", "Share", "Count")
    assert row == (dt.datetime(2026, 10, 10), "กะปิ", 12.5, 45.123456, -56.25, 0.125, 3)


def test_gaps_and_strange_values_before_and_after_the_first_thousand() -> None:
    full: tuple[Cell, ...] = (DAY, "name", 1_000, 1_000_000, 100, 10_000, 1)
    nothing: tuple[Cell, ...] = (None,) * 7
    texts: tuple[Cell, ...] = ("Total", "", "many", "?", "none", "all", "few")
    early: tuple[Cell, ...] = (dt.date(1850, 1, 1), "x", None, None, None, None, None)
    data = render_xlsx_plain(COLUMNS, [nothing, texts, *[full] * 1_500, nothing, texts, early, full])
    rows = rows_of(data)
    assert len(rows) == 1_507
    assert rows[1] == rows[1_503] == (None,) * 7
    assert rows[2] == rows[1_504] == ("Total", None, "many", "?", "none", "all", "few")
    assert rows[1_505][0] == "1 Jan 1850"
    assert rows[3] == rows[-1] == (dt.datetime(2026, 10, 10), "name", 1, 1, 1, 1, 1)


def test_hostile_text_stands_literally_and_is_never_a_formula_or_link() -> None:
    texts = (*HOSTILE, "@SUM(A1)", "+1", "-1", "https://example.org", "123", "TRUE", "#N/A")
    data = render_xlsx_plain((Column("a", "=A1"), Column("b", "B")), [(text, "x") for text in texts])
    files = parts(data)
    sheet = files["xl/worksheets/sheet1.xml"].decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    found = [str(row[0] or "") for row in rows_of(data)]
    assert found[0] == "=A1"
    assert found[1:] == [re.sub("[\x00-\x08\x0b-\x1f]", "", text) for text in texts]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
def test_any_text_gives_a_readable_file(texts: list[str]) -> None:
    data = render_xlsx_plain((Column("a", "A"),), [(text,) for text in texts])
    parts(data)
    assert not list(Opened(data).live())


def test_dates_are_of_the_buddhist_era_in_thai(thai: None) -> None:
    book = Opened(render_xlsx_plain(COLUMNS, [(DAY, "", 1, 1, 1, 1, 1)]))
    assert book.formulas.worksheets[0]["A2"].number_format == "[$-107041E]d mmm yyyy"


def test_formats_and_print_set_up() -> None:
    sheet = Opened(
        render_xlsx_plain(COLUMNS, [(DAY, "", 1, 1, 1, 1, 1)], title="a/b", head=("Title", "Period"))
    ).formulas.worksheets[0]
    assert sheet.title == "a b"
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A3"].value) == ("Title", "Period", "Day")
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["E4"].number_format == "#,##0.00##"
    assert sheet["F4"].number_format == "0.00%"


def test_two_columns_of_one_title_stay_two() -> None:
    data = render_xlsx_plain((Column("a", "Full"), Column("b", "full"), Column("c", "")), [("x", "y", "z")])
    assert rows_of(data) == [("Full", "full (2)", "c"), ("x", "y", "z")]


def test_no_rows_leave_the_header() -> None:
    rows = rows_of(render_xlsx_plain(COLUMNS, []))
    assert rows[0][:2] == ("Day", "Name")
    assert not any(cell for row in rows[1:] for cell in row)


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MOST_ROWS", 10)
    column = (Column("a", "A"),)
    assert len(rows_of(render_xlsx_plain(column, [("x",)] * 9))) == 10
    with pytest.raises(plain.TooManyRowsError):
        render_xlsx_plain(column, [("x",)] * 10)


def test_a_file_is_written_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    write_xlsx_plain(path, (Column("a", "A", Kind.COUNT),), ((at,) for at in range(3_000)))
    assert [row[0] for row in rows_of(path.read_bytes())] == ["A", *range(3_000)]
