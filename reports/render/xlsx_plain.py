"""Long plain sheets as Excel, fast: one table with real numbers and dates, no formulas, no charts.

Written by rustpy-xlsxwriter, which is five times as fast as xlsxwriter and keeps no rows in memory. It takes
every text as text, whatever it looks like. A format given per column costs it a fifth more time for every
cell of the sheet, so figures share one number format and the font is Excel's own; only percentages get a
format of their own. The time of making stands inside (docProps/core.xml), so bytes differ from one making
to the next while all that is seen is the same. Import this module on first use.
"""

import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import Any, Final, TypeAlias

from rustpy_xlsxwriter import Format, write_worksheet

from app.i18n import _
from reports.model import Cell, Column, Kind
from reports.render.sheet_values import (
    DIVISORS,
    FIRST_DATE,
    SheetNames,
    cell_words,
    clean,
    date_format,
    is_date_cell,
    text_width,
    unique_headers,
)
from reports.render.style import PALETTE

LONG: Final = 20_000
"""From so many rows on a table goes through this writer."""
MOST_ROWS: Final = 1_048_576
"""Of one sheet."""
_CHUNK: Final = 500
_Converter: TypeAlias = Callable[[Sequence[Any]], Sequence[Any]]
_MEASURED: Final = 150
"""So many rows decide the widths of columns."""
_WIDEST: Final = 46
_FIGURES: Final = "#,##0.00##"
"""Money with two decimals, quantities and unit costs with two to four; the cell keeps all it has."""


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
        column_formats=_own_formats(columns, names) or None,
        float_format=_FIGURES,
        datetime_format=date_format(),
        column_widths=_widths(columns, names, first[:_MEASURED]),
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
    """Rows as the writer wants them, made by the hundred: no line of Python runs for a single row."""
    return chain.from_iterable(
        _chunks([_converter(column.kind) for column in columns], names, first, source, most)
    )


def _chunks(
    converters: list[_Converter],
    names: list[str],
    first: list[Sequence[Cell]],
    source: Iterator[Sequence[Cell]],
    most: int,
) -> Iterator[Iterator[dict[str, Any]]]:
    chunk = first
    while chunk:
        most -= len(chunk)
        if most < 0:
            raise TooManyRowsError
        done = [convert(values) for convert, values in zip(converters, zip(*chunk, strict=True), strict=True)]
        yield map(dict, map(zip, repeat(names), zip(*done, strict=True)))
        chunk = list(islice(source, _CHUNK))


def _converter(kind: Kind) -> _Converter:
    """How the raw values of a column become what the writer writes.

    Some hundreds at a time are first taken for what they nearly always are; only a column with gaps, text
    among its numbers or signs that cannot be printed is looked at cell by cell.
    """
    divisor = DIVISORS.get(kind, 0)

    def words(values: Sequence[Cell]) -> Sequence[Any]:
        try:
            if "".join(values).isprintable():  # type: ignore[arg-type]  # the join finds what is no text
                return values
        except TypeError:
            pass
        return [_text(value, kind) for value in values]

    def days(values: Sequence[Any]) -> Sequence[Any]:
        try:
            if min(values) >= FIRST_DATE:
                return values
        except TypeError:
            pass
        return [value if is_date_cell(value) else _text(value, kind) for value in values]

    def numbers(values: Sequence[Any]) -> Sequence[Any]:
        try:
            return [value / divisor for value in values]
        except TypeError:
            return [value / divisor if isinstance(value, int) else _text(value, kind) for value in values]

    def counts(values: Sequence[Any]) -> Sequence[Any]:
        return [_text(value, kind) if isinstance(value, str) else value for value in values]

    if kind in (Kind.DATE, Kind.MONTH):
        return days
    if divisor == 1:
        return counts
    return numbers if divisor else words


def _text(value: Cell, kind: Kind) -> str | None:
    return None if value is None else clean(cell_words(value, kind))


def _head_format(row: int) -> Format:
    style = Format().set_align("left")
    return style.set_bold().set_font_size(14).set_font_color(PALETTE["indigo"]) if row == 0 else style


def _header_format() -> Format:
    return (
        Format()
        .set_bold()
        .set_text_wrap()
        .set_align("vcenter")
        .set_background_color(PALETTE["indigo-wash"])
        .set_border_bottom("thin")
        .set_border_bottom_color(PALETTE["indigo"])
    )


def _own_formats(columns: Sequence[Column], names: Sequence[str]) -> dict[str, Format]:
    """Formats of the columns that cannot share the common one."""
    return {
        name: Format().set_num_format("0.00%")
        for column, name in zip(columns, names, strict=True)
        if column.kind is Kind.PERCENT
    }


def _widths(columns: Sequence[Column], names: list[str], rows: list[Sequence[Cell]]) -> list[float]:
    """Widths in digits from the header and the first rows."""
    widths: list[float] = []
    for at, column in enumerate(columns):
        width = max(9, min(16, text_width(names[at]) + 4))
        for row in rows:
            width = max(width, text_width(cell_words(row[at], column.kind)) + 3)
        widths.append(float(min(_WIDEST, width)))
    return widths
