"""Tables as CSV for other programs: UTF-8 with the mark that Excel needs, and no text that runs as a formula.

Numbers are plain (``1234.50``, no thousands), dates are ISO: Excel would read a Buddhist year as a year of
the common era. What a user typed is quoted, and an apostrophe stands before a text that a spreadsheet would
run; a number needs none.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from reports.model import Cell, Column, Kind, Receipt, Report, Table
from reports.render.receipt_sheet import receipt_report
from reports.render.sheet_values import DIVISORS, clean, header_text

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_PLACES = {Kind.MONEY: 2, Kind.UNIT_COST: 6, Kind.QUANTITY: 3, Kind.PERCENT: 2}


def report_csv(report: Report | Receipt) -> bytes:
    """Every table of a report, each under its title, an empty line between them."""
    if isinstance(report, Receipt):
        report = receipt_report(report)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    out = io.StringIO()
    for index, table in enumerate(tables):
        if index:
            out.write("\r\n")
        if len(tables) > 1 and table.title:
            _writer(out).writerow([safe(table.title)])
        _write(out, table.columns, (row.cells for row in table.rows))
    return out.getvalue().encode("utf-8-sig")


def render_csv(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One table with its header."""
    out = io.StringIO()
    _write(out, columns, rows)
    return out.getvalue().encode("utf-8-sig")


def _write(out: io.StringIO, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    writer = _writer(out)
    writer.writerow([safe(header_text(column)) for column in columns])
    kinds = [column.kind for column in columns]
    writer.writerows([_text(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows)


def _writer(out: io.StringIO) -> Any:
    return csv.writer(out, lineterminator="\r\n")


def _text(value: Cell, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, dt.date):
        return value.isoformat()[:7] if kind is Kind.MONTH else value.isoformat()
    return plain_number(value, kind)


def plain_number(value: int, kind: Kind) -> str:
    """A raw value written out exactly: money with two places, others as many as they have."""
    places = _PLACES.get(kind, 0)
    if not places:
        return str(value)
    step = DIVISORS[kind] // (100 if kind is Kind.PERCENT else 1)
    whole, part = divmod(abs(value), step)
    digits = f"{part:0{places}d}"
    if kind is not Kind.MONEY:
        digits = digits.rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula, without what could break the file."""
    text = clean(text)
    return f"'{text}" if text.lstrip(" \u00a0\u200b").startswith(_RUNS) else text
