"""One sheet of a workbook, written from the top down: lines of text, tables, figures, charts, signatures."""

from collections.abc import Sequence
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from app.i18n import _
from reports.model import Block, Cell, Chart, Column, Figure, Figures, Kind, Role, Row, Signatures, Table
from reports.render.formats import NUMBERS
from reports.render.sheet_formulas import cell_name, formulas_of
from reports.render.sheet_values import (
    cell_words,
    clean,
    decimals,
    header_text,
    is_date_cell,
    lines_needed,
    looks_like_formula,
    number,
    text_width,
)
from reports.render.xlsx_charts import ChartData
from reports.render.xlsx_styles import FONT, LINE_HEIGHT, PIXELS, ROW_HEIGHT, Styles

_NARROWEST: Final = 9
_WIDEST_TEXT: Final = 46
_WIDEST_HEADER: Final = 18
_MOST_LINES: Final = 6
"""Of text in one row; the rest of a very long name is there and seen by widening the row."""
_CHART_WIDTH: Final = 440
_CHART_HEIGHT: Final = 300
_GUTTER: Final = 8
_PAGE: Final = {False: (698, 990), True: (1025, 660)}
"""Pixels of a sheet of A4 within its margins, upright and across."""
_FOOTER_LIMIT: Final = 120
_TO_SIGN: Final = 22
"""Digits of width for somebody to sign in."""
_DOTS: Final = 26
_ONTO_ONE_PAGE: Final = 1.3
"""What is so much higher than a page is printed on one all the same, a little smaller."""


class Page:
    """A sheet and the row that is written next; column widths are measured from the blocks beforehand."""

    def __init__(self, book: Workbook, styles: Styles, name: str, blocks: Sequence[Block]) -> None:
        self.styles = styles
        self.row = 0
        self._page = _PAGE[False]
        self._used = 0.0
        """Pixels down to the present row, and the rows before which a page ends."""
        self._breaks: list[int] = []
        self._page_top = 0.0
        self._book = book
        self.name = name
        self._sheet = book.add_worksheet(name)
        self._sheet.hide_gridlines(2)
        self._sheet.set_default_row(ROW_HEIGHT)
        self._widths = _widths(blocks)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width, styles.get())
        self._last_column = len(self._widths) - 1

    # ------------------------------------------------------------ the sheet as a whole

    def print_setup(self, footer: str, *, landscape: bool, one_page: bool) -> None:
        """A4, as wide as the paper, page x of y below."""
        sheet = self._sheet
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
            self._page = _PAGE[True]
        sheet.fit_to_pages(1, 1 if one_page else 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        pages = _("Page {number} of {count}").format(number="&P", count="&N")
        left = clean(footer)[:_FOOTER_LIMIT].replace("\n", " ").replace("&", "&&")
        font = f'&"{FONT},Regular"&8 '
        sheet.set_footer(f"&L{font}{left}&R{font}{pages}")

    def freeze(self, row: int) -> None:
        """Keep everything above this row on screen."""
        self._sheet.freeze_panes(row, 0)

    def repeat(self, row: int) -> None:
        """Print this row on top of every page."""
        self._sheet.repeat_rows(row, row)

    def filter(self, head: int, table: Table) -> None:
        """Filters on the header, over the lines without the total."""
        lines = len(table.rows) - (table.rows[-1].role is not Role.LINE)
        self._sheet.autofilter(head, 0, head + lines, len(table.columns) - 1)

    def finish(self) -> None:
        """Print what was written and nothing beside it."""
        width, height = self._page
        room = height * max(1.0, sum(self._widths) * PIXELS / width)
        if self._used <= room * _ONTO_ONE_PAGE:
            self._sheet.fit_to_pages(1, 1)
        elif self._breaks:
            self._sheet.set_h_pagebreaks(self._breaks)
        self._sheet.print_area(0, 0, max(self.row - 1, 0), self._last_column)

    # ------------------------------------------------------------ text

    def gap(self) -> None:
        """An empty row between blocks."""
        self._next()

    def line(self, text: str, style: Format, height: float = ROW_HEIGHT) -> None:
        """One line that may run over empty neighbours; nothing at all for an empty text."""
        if text:
            self._text(self.row, 0, text, style)
            self._next(height)

    def heading(self, text: str) -> None:
        """The title of a block, if it has one."""
        self.line(text, self.styles.heading(), height=22)

    def paragraph(self, text: str, style: Format) -> None:
        """Sentences over the whole width, as high as they need."""
        if not text:
            return
        text = clean(text)
        if self._last_column > 0:
            self._sheet.merge_range(self.row, 0, self.row, self._last_column, "", style)
        self._text(self.row, 0, text, style)
        lines = lines_needed(text, sum(self._widths))
        self._next(min(400.0, ROW_HEIGHT + (lines - 1) * LINE_HEIGHT))

    def link(self, text: str, sheet: str, style: Format) -> None:
        """A line that leads to another sheet of the workbook."""
        target = sheet.replace("'", "''")
        self._sheet.write_url(self.row, 0, f"internal:'{target}'!A1", style, clean(text)[:200])
        self._next()

    def signatures(self, block: Signatures) -> None:
        """Lines to sign on, as many beside each other as the sheet is wide; who signs and the day below."""
        sign, plain = self.styles.get(align="left", valign="bottom"), self.styles.get(align="left")
        day, position = _("Date ......./......./......."), _("Position ........................")
        below = [position, day] if block.position else [day]
        roles = list(block.roles)
        while roles:
            spans = _spans(self._widths, len(roles))
            now, roles = roles[: len(spans)], roles[len(spans) :]
            lines = [[f"{_('Signed')} {'.' * _DOTS}"] * len(now), now, *([text] * len(now) for text in below)]
            for nth, texts in enumerate(lines):
                style = plain if nth else sign
                for (first, last), text in zip(spans, texts, strict=True):
                    if last > first:
                        self._sheet.merge_range(self.row, first, self.row, last, "", style)
                    self._text(self.row, first, text, style)
                self._next(ROW_HEIGHT if nth else 38)

    # ------------------------------------------------------------ figures and tables

    def table(self, table: Table, *, titled: bool = True) -> int:
        """A table with its title and note; returns the row of its header."""
        if titled:
            self.heading(table.title)
        head = self.row
        spaced = _spaced(table.columns)
        for column, spec in enumerate(table.columns):
            self._text(head, column, header_text(spec), self.styles.header(spec.kind, spaced[column]))
        titles = [
            lines_needed(header_text(spec), self._widths[at] - 1) for at, spec in enumerate(table.columns)
        ]
        self._next(22 + (max(titles, default=1) - 1) * LINE_HEIGHT)
        formulas = formulas_of(table, self.row)
        places = [
            decimals((row.cells[at] for row in table.rows), spec.kind)
            for at, spec in enumerate(table.columns)
        ]
        for index, row in enumerate(table.rows):
            height = self._row_height(row)
            high = height > ROW_HEIGHT
            for at, spec in enumerate(table.columns):
                indent = row.indent if at == 0 else int(spaced[at])
                self._cell(at, row, spec, places[at], formulas.get((index, at)), indent, high)
            self._next(height)
        if not table.rows:
            self.line(table.empty, self.styles.soft())
        self.paragraph(table.note, self.styles.soft(text_wrap=True, align="left"))
        return head

    def figures(self, figures: Figures) -> None:
        """Figures one below the other; what they were before, and a live difference, beside them."""
        self.heading(figures.title)
        compared = any(figure.before is not None for figure in figures.items)
        if compared:
            titles = (
                ("", Kind.TEXT),
                (_("Now"), Kind.MONEY),
                (_("Before"), Kind.MONEY),
                (_("Difference"), Kind.MONEY),
            )
            for column, (title, kind) in enumerate(titles):
                self._text(self.row, column, title, self.styles.header(kind))
            self._next(22)
        for figure in figures.items:
            self._figure(figure, compared)
            self._next()

    def _figure(self, figure: Figure, compared: bool) -> None:
        places = decimals((figure.value, figure.before), figure.kind)
        label = Column("", "", Kind.TEXT)
        value = Column("", "", figure.kind)
        self._cell(0, Row((figure.label,)), label, 0)
        self._cell(1, Row((None, figure.value), Role.SUBTOTAL), value, places)
        if compared:
            self._cell(2, Row((None, None, figure.before)), value, places)
            change: Cell = None
            formula = None
            if isinstance(figure.value, int) and isinstance(figure.before, int):
                change = figure.value - figure.before
                formula = f"{cell_name(self.row, 1)}-{cell_name(self.row, 2)}"
            self._cell(3, Row((None, None, None, change)), value, places, formula)
        if figure.note:
            self._text(self.row, 4 if compared else 2, figure.note, self.styles.soft())

    def charts(self, charts: Sequence[Chart], data: ChartData) -> None:
        """Native charts, two beside each other where the sheet is wide enough, their sentences below."""
        whole = sum(self._widths) * PIXELS
        beside = 2 if len(charts) > 1 and whole >= 2 * _CHART_WIDTH - 20 else 1
        for first in range(0, len(charts), beside):
            pair = charts[first : first + beside]
            self.gap()
            self._keep_together(_CHART_HEIGHT + 2 * _GUTTER)
            width = whole // 2 - _GUTTER if beside == 2 else min(900, max(_CHART_WIDTH, whole))
            drawn = False
            for at, chart in enumerate(pair):
                made = data.chart(chart, width, _CHART_HEIGHT)
                if made is None:
                    continue
                drawn = True
                place = {
                    "x_offset": 2 + at * (width + _GUTTER),
                    "y_offset": 4,
                    "object_position": 2,
                    "description": clean(f"{chart.title}. {chart.sentence}"),
                }
                self._sheet.insert_chart(self.row, 0, made, place)
            if drawn:
                for _row in range(-(-(_CHART_HEIGHT + 2 * _GUTTER) // round(ROW_HEIGHT * 4 / 3))):
                    self.gap()
            for chart in pair:
                self.paragraph(chart.sentence, self.styles.soft(text_wrap=True, align="left"))

    def _keep_together(self, pixels: int) -> None:
        """End the page here if what comes next would be cut by its end."""
        width, height = self._page
        room = height * max(1.0, sum(self._widths) * PIXELS / width)
        while self._used - self._page_top > room:
            self._page_top += room
        if self._used + pixels - self._page_top > room:
            self._breaks.append(self.row)
            self._page_top = self._used

    def _next(self, height: float = ROW_HEIGHT) -> None:
        """Leave the present row, which is so many points high."""
        if height != ROW_HEIGHT:
            self._sheet.set_row(self.row, height)
        self._used += height * 4 / 3
        self.row += 1

    # ------------------------------------------------------------ cells

    def _text(self, row: int, column: int, text: str, style: Format) -> None:
        """Text as text: never a formula, a link or a number, whatever it looks like."""
        text = clean(text)
        if text:
            self._sheet.write_string(row, column, text, style)
        else:
            self._sheet.write_blank(row, column, None, style)

    def _cell(
        self,
        at: int,
        row: Row,
        spec: Column,
        places: int,
        formula: str | None = None,
        indent: int = 0,
        high: bool = False,
    ) -> None:
        value = row.cells[at]
        if value is None:
            self._sheet.write_blank(self.row, at, None, self.styles.cell(spec.kind, row.role, places=places))
        elif isinstance(value, str) or spec.kind is Kind.TEXT or not _is_number_or_date(value):
            text = cell_words(value, spec.kind)
            style = self.styles.cell(
                spec.kind, row.role, indent=indent, text=True, quoted=looks_like_formula(text), high=high
            )
            self._text(self.row, at, text, style)
        else:
            style = self.styles.cell(spec.kind, row.role, places=places, indent=indent, high=high)
            if not isinstance(value, int):
                self._sheet.write_datetime(self.row, at, value, style)
            elif formula:
                self._sheet.write_formula(self.row, at, f"={formula}", style, number(value, spec.kind))
            else:
                self._sheet.write_number(self.row, at, number(value, spec.kind), style)

    def _row_height(self, row: Row) -> float:
        """How high the texts of a row make it, in points; a heading stays on one line."""
        if row.role is Role.HEADING:
            return ROW_HEIGHT
        lines = max(
            (
                lines_needed(cell, self._widths[at] - (row.indent if at == 0 else 0))
                for at, cell in enumerate(row.cells)
                if isinstance(cell, str) and len(cell) >= self._widths[at] - 4
            ),
            default=1,
        )
        return ROW_HEIGHT + (min(lines, _MOST_LINES) - 1) * LINE_HEIGHT


def _spans(widths: Sequence[int], count: int) -> list[tuple[int, int]]:
    """Up to so many runs of columns, each wide enough to sign in, and the last as wide as the others."""
    spans: list[tuple[int, int]] = []
    first = used = 0
    for at, width in enumerate(widths):
        used += width
        if used >= _TO_SIGN and len(spans) < count:
            spans.append((first, at))
            first, used = at + 1, 0
    return spans or [(0, len(widths) - 1)]


def _spaced(columns: Sequence[Column]) -> list[bool]:
    """Which columns start with a little room, because figures stand close on their left."""
    return [
        at > 0 and spec.kind not in NUMBERS and columns[at - 1].kind in NUMBERS
        for at, spec in enumerate(columns)
    ]


def _is_number_or_date(value: Cell) -> bool:
    return isinstance(value, int) or is_date_cell(value)


def _widths(blocks: Sequence[Block]) -> list[int]:
    """The width of each column in digits: what its longest cell needs, within reason."""
    widths: list[int] = []

    def ask(column: int, width: int) -> None:
        while len(widths) <= column:
            widths.append(_NARROWEST)
        widths[column] = max(widths[column], width)

    for block in blocks:
        if isinstance(block, Table):
            for at, spec in enumerate(block.columns):
                ask(at, min(_WIDEST_HEADER, text_width(header_text(spec)) + 3))
                ask(at, max((_width(row, at, spec) for row in block.rows), default=0))
        elif isinstance(block, Figures):
            for figure in block.items:
                ask(0, min(_WIDEST_TEXT, text_width(figure.label) + 3))
                for at, value in ((1, figure.value), (2, figure.before), (3, figure.before)):
                    ask(at, max(14, text_width(cell_words(value, figure.kind)) + 4))
    # Two charts stand beside each other where no table sets the width.
    charts = sum(isinstance(block, Chart) for block in blocks)
    tables = any(isinstance(block, Table) for block in blocks)
    least = 2 * _CHART_WIDTH // PIXELS if charts > 1 and not tables else 64
    while len(widths) < 2 or sum(widths) < least:
        ask(len(widths), 14)
    return widths


def _width(row: Row, at: int, spec: Column) -> int:
    """What one cell asks for; headings may run over their empty neighbours."""
    value = row.cells[at]
    if value is None or (row.role is Role.HEADING and at == 0):
        return 0
    width = text_width(cell_words(value, spec.kind))
    width += (2 if row.role is Role.LINE else 3) + width // 16
    if spec.kind in NUMBERS and isinstance(value, int):
        return width + 1
    return min(_WIDEST_TEXT, width + (2 * row.indent if at == 0 else 0))
