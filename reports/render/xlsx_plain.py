"""Long plain sheets as Excel, fast: one table with real numbers and dates, no formulas, no charts.

Written by rustpy-xlsxwriter, which is six times as fast as xlsxwriter and keeps no rows in memory. It takes
every text as text, whatever it looks like. The time of making stands inside (docProps/core.xml), so bytes
differ from one making to the next; everything that is seen is the same. Imported on first use.
"""

import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from rustpy_xlsxwriter import Format, write_worksheet

from app.i18n import _
from reports.model import Cell, Column, Kind
from reports.render.formats import NUMBERS
from reports.render.sheet_values import (
    DIVISORS,
    FIRST_DATE,
    SheetNames,
    cell_words,
    clean,
    decimals,
    number_format,
    text_width,
    unique_headers,
)
from reports.render.style import PALETTE
from reports.render.xlsx_styles import FONT, SIZE

LONG: Final = 20_000
"""From so many rows on a table goes through this writer."""
MOST_ROWS: Final = 1_048_576
"""Of one sheet."""
_CHUNK: Final = 1_000
_WIDEST: Final = 46


class TooManyRowsError(Exception):
    """More rows than one sheet holds."""


def render_xlsx_plain(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str = "",
    head: Sequence[str] = (),
    landscape: bool = True,
) -> bytes:
    """One table as a workbook; its sheet is called after ``title``, ``head`` lines stand above the header.

    Raises TooManyRowsError.
    """
    target = io.BytesIO()
    write_xlsx_plain(target, columns, rows, title=title, head=head, landscape=landscape)
    return target.getvalue()


def write_xlsx_plain(
    target: io.BytesIO | os.PathLike[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str = "",
    head: Sequence[str] = (),
    landscape: bool = True,
) -> None:
    """Like ``render_xlsx_plain``, into a file or buffer; rows are taken one after the other."""
    lines = [clean(line) for line in head if line]
    names = unique_headers(columns)
    source = iter(rows)
    first = list(islice(source, _CHUNK))
    top = len(lines)
    records = _records(columns, names, first, source, MOST_ROWS - top - 1)
    if not first:
        # The writer takes the header from the first record; a record of nothing leaves only the header.
        records = iter([dict.fromkeys(names)])
    write_worksheet(
        records,
        target,
        sheet_name=SheetNames().take(title, "Sheet"),
        freeze_row=top + 1,
        header_row=top,
        merge_ranges=[
            (row, 0, row, max(1, len(names) - 1), line, _head_format(row)) for row, line in enumerate(lines)
        ],
        column_formats=[_column_format(columns, first, at) for at in range(len(columns))],
        column_widths=_widths(columns, names, first),
        header_format=_header_format(),
        autofilter=True,
        page_setup={
            "landscape": landscape,
            "paper_size": 9,
            "fit_to_pages": (1, 0),
            "repeat_rows": (top, top),
            "footer": "&R" + _("Page {number} of {count}").format(number="&P", count="&N"),
        },
    )


def _records(
    columns: Sequence[Column],
    names: list[str],
    first: list[Sequence[Cell]],
    source: Iterator[Sequence[Cell]],
    most: int,
) -> Iterator[dict[str, Any]]:
    """Rows as the writer wants them. Whole columns are converted at a time: twice as fast as cell by cell."""
    converters = [_converter(column.kind) for column in columns]
    chunk = first
    while chunk:
        most -= len(chunk)
        if most < 0:
            raise TooManyRowsError
        done = [convert(values) for convert, values in zip(converters, zip(*chunk, strict=True), strict=True)]
        for cells in zip(*done, strict=True):
            yield dict(zip(names, cells, strict=True))
        chunk = list(islice(source, _CHUNK))


def _converter(kind: Kind) -> Callable[[Sequence[Cell]], Sequence[Any]]:
    """How the raw values of a column become what the writer writes."""
    if kind in (Kind.DATE, Kind.MONTH):
        return lambda values: [_date(value, kind) for value in values]
    divisor = DIVISORS.get(kind, 0)
    if kind is Kind.TEXT:
        return lambda values: [
            value if value is None or (isinstance(value, str) and value.isprintable()) else _text(value, kind)
            for value in values
        ]
    if divisor == 1:
        return lambda values: [clean(value) if isinstance(value, str) else value for value in values]
    return lambda values: [
        value / divisor if isinstance(value, int) else _text(value, kind) for value in values
    ]


def _date(value: Cell, kind: Kind) -> Cell:
    if value is None or (not isinstance(value, str | int) and value >= FIRST_DATE):
        return value
    return _text(value, kind)


def _text(value: Cell, kind: Kind) -> str | None:
    return None if value is None else clean(cell_words(value, kind))


def _base() -> Format:
    return (
        Format().set_font_name(FONT).set_font_size(SIZE).set_font_color(PALETTE["ink"]).set_align("vcenter")
    )


def _head_format(row: int) -> Format:
    style = _base().set_align("left")
    return style.set_bold().set_font_size(14).set_font_color(PALETTE["indigo"]) if row == 0 else style


def _header_format() -> Format:
    return (
        _base()
        .set_bold()
        .set_text_wrap()
        .set_background_color(PALETTE["indigo-wash"])
        .set_border_bottom("thin")
        .set_border_bottom_color(PALETTE["indigo"])
    )


def _column_format(columns: Sequence[Column], rows: list[Sequence[Cell]], at: int) -> Format:
    kind = columns[at].kind
    if kind is Kind.TEXT:
        return _base().set_align("left")
    # Later rows may need more decimals than the first thousand: unit costs get four at least.
    places = max(decimals((row[at] for row in rows), kind), 4 if kind is Kind.UNIT_COST else 0)
    align = "right" if kind in NUMBERS else "left"
    return _base().set_align(align).set_num_format(number_format(kind, places))


def _widths(columns: Sequence[Column], names: list[str], rows: list[Sequence[Cell]]) -> list[float]:
    """Widths in digits from the header and the first thousand rows."""
    widths: list[float] = []
    for at, column in enumerate(columns):
        width = max(9, min(16, text_width(names[at]) + 4))
        for row in rows:
            width = max(width, text_width(cell_words(row[at], column.kind)) + 3)
        widths.append(float(min(_WIDEST, width)))
    return widths
