"""Lays out a table for paper: widths from what the cells hold, wrapped rows, figures on their point."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.thai.words import break_positions
from reports.model import Column, Kind, Role, Row, Table
from reports.render.canvas import Sheet
from reports.render.formats import NUMBERS, column_texts
from reports.render.style import Scale
from reports.thai_text import Align, Weight, decimal_tail, measure, visible, wrap

GUTTER = 12.0
"""Between columns."""
MOST_LINES = 4
"""A cell wraps to so many lines; what is left is cut for the eye and copied whole."""
_INDENT = 9.0
_FIGURE_COLUMN = 118.0  # a table of figures alone is not torn across the page
_WIDE = 10
"""From so many columns on the names of the rows keep their room, and the type gets smaller instead."""
_CENTERED = frozenset({Kind.DATE, Kind.MONTH})


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row ready to draw: the lines of each cell, and how high it stands."""

    role: Role
    cells: tuple[tuple[str, ...], ...]
    height: float
    indent: float


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table ready to draw in a given width."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    kinds: tuple[Kind, ...]
    tails: tuple[float, ...]
    """Room right of the decimal point, by column."""
    header: tuple[tuple[str, ...], ...]
    units: tuple[str, ...]
    header_height: float
    rows: tuple[LaidRow, ...]
    size: float
    width: float


def lay_out(table: Table, width: float, scale: Scale) -> LaidTable:
    """Decide widths and line breaks; a table too wide for its figures gets smaller type."""
    size = scale.table
    kinds = tuple(column.kind for column in table.columns)
    columns = [
        column_texts([row.cells[index] for row in table.rows], column.kind)
        for index, column in enumerate(table.columns)
    ]
    widths, needed = _widths(table, columns, width, size)
    if needed > width:
        size = max(size * 0.62, size * width / needed)
        widths, needed = _widths(table, columns, width, size)
    tails = tuple(
        max((decimal_tail(text, size) for text in texts), default=0.0) if kind in NUMBERS else 0.0
        for texts, kind in zip(columns, kinds, strict=True)
    )
    lefts, left = [], 0.0
    for column_width in widths:
        lefts.append(left)
        left += column_width + GUTTER
    header = tuple(
        wrap(_heading(column), column_width, size, Weight.SEMIBOLD, most_lines=3) if column.title else ("",)
        for column, column_width in zip(table.columns, widths, strict=True)
    )
    units = tuple(column.unit for column in table.columns)
    line = size * scale.leading
    is_named = any(units) or any(column.title for column in table.columns)
    header_lines = max((len(lines) for lines in header), default=1) + (1 if any(units) else 0)
    rows = tuple(
        _lay_row(row, [texts[at] for texts in columns], kinds, widths, size, scale)
        for at, row in enumerate(table.rows)
    )
    return LaidTable(
        tuple(lefts),
        tuple(widths),
        kinds,
        tails,
        header,
        units,
        header_lines * line * 0.96 + 2 * scale.cell_pad if is_named else scale.cell_pad,
        rows,
        size,
        sum(widths) + GUTTER * (len(widths) - 1),
    )


def _heading(column: Column) -> str:
    """The name of a column, with the sign of a share that its figures go without."""
    bare = column.kind is Kind.PERCENT and column.title and "%" not in column.title + column.unit
    return f"{column.title} (%)" if bare else column.title


def _lay_row(
    row: Row,
    texts: Sequence[str],
    kinds: Sequence[Kind],
    widths: Sequence[float],
    size: float,
    scale: Scale,
) -> LaidRow:
    weight = Weight.REGULAR if row.role is Role.LINE else Weight.SEMIBOLD
    indent = row.indent * _INDENT
    cells: list[tuple[str, ...]] = []
    for index, text in enumerate(texts):
        if not text:
            cells.append(())
        elif kinds[index] in NUMBERS and not isinstance(row.cells[index], str):
            cells.append((text,))
        else:
            room = widths[index] - (indent if index == 0 else 0)
            if row.role is Role.HEADING and index == 0:
                room = max(room, sum(widths) * 0.7)
            cells.append(wrap(text, room, size, weight, most_lines=MOST_LINES))
    lines = max((len(lines) for lines in cells), default=1) or 1
    extra = scale.cell_pad * (0.8 if row.role is Role.TOTAL else 1.2 if row.role is Role.HEADING else 0)
    return LaidRow(row.role, tuple(cells), lines * size * scale.leading + 2 * scale.cell_pad + extra, indent)


def _widths(
    table: Table, columns: Sequence[Sequence[str]], width: float, size: float
) -> tuple[list[float], float]:
    """The width of each column, and how much room the table needs at this size."""
    room = width - GUTTER * (len(table.columns) - 1)
    least: list[float] = []
    wanted: list[float] = []
    for column, texts in zip(table.columns, columns, strict=True):
        words = _longest_word(_heading(column), size)
        title = measure(_heading(column), size, Weight.SEMIBOLD)
        if column.kind in NUMBERS or column.kind in _CENTERED:
            widest = _widest(texts, size)
            tail = max((decimal_tail(text, size, Weight.SEMIBOLD) for text in texts), default=0.0)
            head = max(
                (
                    measure(text, size, Weight.SEMIBOLD) - decimal_tail(text, size, Weight.SEMIBOLD)
                    for text in texts
                ),
                default=0.0,
            )
            natural = max(widest, head + tail)
            least.append(max(natural, min(words, size * 7)))
            wanted.append(max(natural, min(title, size * 8)))
        else:
            natural = _widest(texts, size) + max((row.indent for row in table.rows), default=0) * _INDENT
            floor = 13 if column is table.columns[0] and len(table.columns) >= _WIDE else 7
            if all(map(_is_number, texts)):
                floor = 11  # the number of a document is read as one word
            least.append(max(min(natural, size * floor), min(words, size * 9)))
            wanted.append(max(natural, title))
    needed = sum(least) + GUTTER * (len(table.columns) - 1)
    if sum(wanted) <= room:
        return _spread(table, wanted, room), needed
    text_at = [at for at, column in enumerate(table.columns) if column.kind is Kind.TEXT]
    spare = room - sum(least)
    widths = list(least)
    hunger = [max(0.0, wanted[at] - least[at]) for at in range(len(widths))]
    for group in ([at for at in range(len(widths)) if at not in text_at], text_at):
        total = sum(hunger[at] for at in group)
        if total <= 0 or spare <= 0:
            continue
        given = min(spare, total)
        for at in group:
            widths[at] += given * hunger[at] / total
        spare -= given
    if spare < 0:  # not even the least fits: all give way alike, the type shrinks after this
        widths = [column * room / sum(least) for column in widths]
    return widths, needed


def _is_number(text: str) -> bool:
    """Whether a cell holds the number of a document, or nothing."""
    return not text or (len(text) <= 20 and " " not in text and any(each.isdigit() for each in text))


@lru_cache(maxsize=2_000)
def _longest_word(text: str, size: float) -> float:
    """The width of the longest word of a column's name, which should not be cut."""
    text = visible(text)
    edges = (0, *break_positions(text), len(text))
    return (
        max(measure(text[start:end].strip(), size, Weight.SEMIBOLD) for start, end in pairwise(edges)) + 0.1
    )


def _widest(texts: Sequence[str], size: float) -> float:
    """The widest text of a column; the longest by letters stand for the rest in long columns."""
    if len(texts) > 400:
        longest = sorted(set(texts), key=len)[-60:]
        return max((measure(text, size, Weight.SEMIBOLD) for text in longest), default=0.0)
    return max((measure(text, size, Weight.SEMIBOLD) for text in texts), default=0.0)


def _spread(table: Table, wanted: Sequence[float], room: float) -> list[float]:
    """Room that is left goes to the columns by their weight, so that columns of tables line up."""
    weights = [max(1, column.weight) for column in table.columns]
    widths = list(wanted)
    if all(column.kind is not Kind.TEXT for column in table.columns):
        room = min(room, sum(max(width, _FIGURE_COLUMN) for width in wanted))
    open_at = set(range(len(widths)))
    left = room
    shares = dict.fromkeys(open_at, 0.0)
    while open_at:
        total = sum(weights[at] for at in open_at)
        shares = {at: left * weights[at] / total for at in open_at}
        tight = {at for at in open_at if shares[at] < wanted[at]}
        if not tight:
            break
        left -= sum(wanted[at] for at in tight)
        open_at -= tight
    for at in open_at:
        widths[at] = shares[at]
    return widths


def draw_header(sheet: Sheet, laid: LaidTable, x: float, top: float, scale: Scale) -> float:
    """Draw the names of the columns over an indigo hairline; returns the ``y`` below."""
    line = laid.size * scale.leading * 0.96
    bottom = top - laid.header_height
    unit_line = 1 if any(laid.units) else 0
    for at, lines in enumerate(laid.header):
        left, width = x + laid.lefts[at], laid.widths[at]
        align = Align.RIGHT if laid.kinds[at] in NUMBERS else Align.LEFT
        first = bottom + scale.cell_pad + line * (len(lines) - 1 + unit_line) + laid.size * 0.3
        for index, text in enumerate(lines):
            sheet.fitted(
                left,
                first - line * index,
                text,
                laid.size,
                Weight.SEMIBOLD,
                width=width + (0.01 if align is Align.LEFT else 0),
                color="ink-soft",
                align=align,
            )
        if laid.units[at]:
            sheet.fitted(
                left,
                bottom + scale.cell_pad + laid.size * 0.3,
                laid.units[at],
                laid.size * 0.86,
                width=width,
                color="ink-soft",
                align=align,
            )
    sheet.rule(x, bottom, x + laid.width, bottom, "indigo", 0.8)
    return bottom


def draw_row(
    sheet: Sheet, laid: LaidTable, row: LaidRow, x: float, top: float, scale: Scale, last: bool
) -> float:
    """Draw one row with the rule below it; returns the ``y`` below."""
    size, bottom = laid.size, top - row.height
    weight = Weight.REGULAR if row.role is Role.LINE else Weight.SEMIBOLD
    color = "indigo" if row.role is Role.HEADING else "ink"
    if row.role is Role.TOTAL:
        sheet.rule(x, top, x + laid.width, top, "indigo", 0.8)
    lines_high = max((len(lines) for lines in row.cells), default=1) or 1
    line = size * scale.leading
    base = bottom + scale.cell_pad + line * (lines_high - 1) + size * (scale.leading - 1.3) / 2 + size * 0.232
    if row.role is Role.TOTAL:
        base += scale.cell_pad * 0.3
    for at, lines in enumerate(row.cells):
        if not lines:
            continue
        left, width = x + laid.lefts[at], laid.widths[at]
        if at == 0:
            left, width = left + row.indent, width - row.indent
        if laid.kinds[at] in NUMBERS and len(lines) == 1:
            tail = laid.tails[at] - decimal_tail(lines[0], size) if laid.tails[at] else 0.0
            sheet.text(left, base, lines[0], size, weight, color=color, align=Align.RIGHT, width=width - tail)
            continue
        if row.role is Role.HEADING and at == 0:
            width = laid.width
        for index, text in enumerate(lines):
            if index + 1 == MOST_LINES:
                sheet.fitted(left, base - line * index, text, size, weight, width=width, color=color)
            else:
                sheet.text(left, base - line * index, text, size, weight, color=color)
    if row.role is Role.TOTAL:
        sheet.rule(x, bottom, x + laid.width, bottom, "indigo", 0.8)
    elif not last:
        sheet.rule(x, bottom, x + laid.width, bottom, "line", 0.5)
    return bottom
