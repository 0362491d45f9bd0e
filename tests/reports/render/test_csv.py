"""Tables as CSV: Excel reads the Thai, figures are exact, nothing typed runs as a formula."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.model import Cell, Column, Kind, Table
from reports.render.csv import plain_number, render_csv, report_csv
from tests.reports.render import papers

COLUMNS = (
    Column("day", "วันที่", Kind.DATE),
    Column("month", "เดือน", Kind.MONTH),
    Column("name", "สินค้า"),
    Column("quantity", "จำนวน", Kind.QUANTITY, unit="กก."),
    Column("rate", "ราคา", Kind.UNIT_COST),
    Column("amount", "เงิน", Kind.MONEY),
    Column("share", "%", Kind.PERCENT),
    Column("count", "ใบ", Kind.COUNT),
)


def rows_of(data: bytes) -> list[list[str]]:
    """The rows as a program reads them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert render_csv(COLUMNS, []).startswith(b"\xef\xbb\xbf")


def test_values_are_exact_and_dates_iso() -> None:
    day = dt.date(2026, 10, 10)
    rows = rows_of(render_csv(COLUMNS, [(day, day, "กะปิ", 12_500, 45_123_456, -123_456_705, 1_250, 3)]))
    assert rows[0] == ["วันที่", "เดือน", "สินค้า", "จำนวน (กก.)", "ราคา", "เงิน", "'%", "ใบ"]
    assert rows[1] == ["2026-10-10", "2026-10", "กะปิ", "12.5", "45.123456", "-1234567.05", "12.5", "3"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "|calc", "=HYPERLINK(1)", "\n=1"])
def test_text_that_would_run_gets_an_apostrophe(text: str) -> None:
    [_header, [cell]] = rows_of(render_csv((Column("a", "A"),), [(text,)]))
    assert cell == f"'{text}"


@given(st.lists(st.tuples(st.text(max_size=20), st.integers(-(10**12), 10**12)), max_size=5))
def test_any_text_and_amount_come_back(rows: list[tuple[Cell, ...]]) -> None:
    columns = (Column("a", "A"), Column("b", "B", Kind.MONEY))
    found = rows_of(render_csv(columns, rows))[1:]
    assert len(found) == len(rows)
    for (text, amount), (written, number) in zip(rows, found, strict=True):
        assert not written.lstrip(" \u00a0\u200b").startswith(("=", "+", "-", "@"))
        assert isinstance(text, str)
        assert isinstance(amount, int)
        assert written.removeprefix("'") in (text, text.removeprefix("'")) or not text.isprintable()
        assert int(number.replace(".", "")) == amount


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (5, Kind.MONEY, "0.05"),
        (-5, Kind.MONEY, "-0.05"),
        (1_000_000_000_000, Kind.MONEY, "10000000000.00"),
        (1, Kind.QUANTITY, "0.001"),
        (7_000, Kind.QUANTITY, "7"),
        (1, Kind.UNIT_COST, "0.000001"),
        (-150, Kind.PERCENT, "-1.5"),
        (9, Kind.COUNT, "9"),
    ],
)
def test_numbers_are_written_out(value: int, kind: Kind, text: str) -> None:
    assert plain_number(value, kind) == text


def test_a_report_lists_all_its_tables() -> None:
    text = report_csv(papers.monthly()).decode("utf-8-sig")
    for block in papers.monthly().blocks:
        if isinstance(block, Table):
            assert block.title in text
    assert report_csv(papers.receipt()).decode("utf-8-sig").count("\r\n") > 3
