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
from reports.render.style import PALETTE
from reports.render.xlsx_charts import ChartData
from reports.render.xlsx_styles import FONT, LINE_HEIGHT, PIXELS, ROW_HEIGHT, Styles

_NARROWEST: Final = 9
_WIDEST_TEXT: Final = 46
_WIDEST_HEADER: Final = 16
_MOST_LINES: Final = 6
"""Of text in one row; the rest of a very long name is there and seen by widening the row."""
_CHART_PIXELS: Final = 330
_ROW_PIXELS: Final = 24
_FOOTER_LIMIT: Final = 120


class Page:
    """A sheet and the row that is written next; column widths are measured from the blocks beforehand."""

    def __init__(self, book: Workbook, styles: Styles, name: str, blocks: Sequence[Block]) -> None:
        self.styles = styles
        self.row = 0
        self._book = book
        self._sheet = book.add_worksheet(name)
        self._sheet.hide_gridlines(2)
        self._sheet.set_default_row(ROW_HEIGHT)
        self._widths = _widths(blocks)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width, styles.get())
        self._last_column = len(self._widths) - 1

    # ------------------------------------------------------------ the sheet as a whole

    def print_setup(self, landscape: bool, one_page: bool, footer: str) -> None:
        """A4, as wide as the paper, page x of y below."""
        sheet = self._sheet
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 1 if one_page else 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        pages = _("Page {number} of {count}").format(number="&P", count="&N")
        left = clean(footer)[:_FOOTER_LIMIT].replace("\n", " ").replace("&", "&&")
        font = f'&"{FONT},Regular"&8'
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
        self._sheet.print_area(0, 0, max(self.row - 1, 0), self._last_column)

    # ------------------------------------------------------------ text

    def gap(self) -> None:
        """An empty row between blocks."""
        self.row += 1

    def line(self, text: str, style: Format, height: float = 0) -> None:
        """One line over the whole width; nothing at all for an empty text."""
        if text:
            self._text(self.row, 0, text, style)
            if height:
                self._sheet.set_row(self.row, height)
            self.row += 1

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
        self._sheet.set_row(self.row, min(400.0, ROW_HEIGHT + (lines - 1) * LINE_HEIGHT))
        self.row += 1

    def signatures(self, block: Signatures) -> None:
        """A line to sign on for each role, with room above it."""
        style = self.styles.get(top=1, top_color=PALETTE["edge"], align="left")
        for role in block.roles:
            self._sheet.set_row(self.row, 34)
            self.row += 1
            self._text(self.row, 0, role, style)
            self.row += 1

    # ------------------------------------------------------------ figures and tables

    def table(self, table: Table, *, titled: bool = True) -> int:
        """A table with its title and note; returns the row of its header."""
        if titled:
            self.heading(table.title)
        head = self.row
        for column, spec in enumerate(table.columns):
            self._text(head, column, header_text(spec), self.styles.header(spec.kind))
        titles = [lines_needed(header_text(spec), self._widths[at] - 1) for at, spec in enumerate(table.columns)]
        self._sheet.set_row(head, 22 + (max(titles, default=1) - 1) * LINE_HEIGHT)
        self.row += 1
        formulas = formulas_of(table, self.row)
        places = [
            decimals((row.cells[at] for row in table.rows), spec.kind) for at, spec in enumerate(table.columns)
        ]
        for index, row in enumerate(table.rows):
            for at, spec in enumerate(table.columns):
                self._cell(at, row, spec, places[at], formulas.get((index, at)))
            self._row_height(row)
            self.row += 1
        if not table.rows:
            self.line(table.empty, self.styles.soft())
        self.paragraph(table.note, self.styles.soft(text_wrap=True, align="left"))
        return head

    def figures(self, figures: Figures) -> None:
        """Figures one below the other; what they were before, and a live difference, beside them."""
        self.heading(figures.title)
        compared = any(figure.before is not None for figure in figures.items)
        if compared:
            titles = (("", Kind.TEXT), (_("Now"), Kind.MONEY), (_("Before"), Kind.MONEY), (_("Change"), Kind.MONEY))
            for column, (title, kind) in enumerate(titles):
                self._text(self.row, column, title, self.styles.header(kind))
            self._sheet.set_row(self.row, 22)
            self.row += 1
        for figure in figures.items:
            self._figure(figure, compared)
            self.row += 1

    def _figure(self, figure: Figure, compared: bool) -> None:
        places = decimals((figure.value, figure.before), figure.kind)
        label = Column("", "", Kind.TEXT)
        value = Column("", "", figure.kind)
        self._cell(0, Row((figure.label,)), label, 0, None)
        self._cell(1, Row((None, figure.value), Role.SUBTOTAL), value, places, None)
        if compared:
            self._cell(2, Row((None, None, figure.before)), value, places, None)
            change: Cell = None
            formula = None
            if isinstance(figure.value, int) and isinstance(figure.before, int):
                change = figure.value - figure.before
                formula = f"{cell_name(self.row, 1)}-{cell_name(self.row, 2)}"
            self._cell(3, Row((None, None, None, change)), value, places, formula)
        if figure.note:
            self._text(self.row, 4 if compared else 2, figure.note, self.styles.soft())

    def chart(self, chart: Chart, data: ChartData) -> None:
        """A native chart as wide as the sheet's columns, with its sentence below."""
        width = min(900, max(420, sum(self._widths) * PIXELS))
        made = data.chart(chart, width, _CHART_PIXELS)
        if made is not None:
            self._sheet.insert_chart(
                self.row,
                0,
                made,
                {
                    "x_offset": 2,
                    "y_offset": 2,
                    "object_position": 2,
                    "description": clean(f"{chart.title}. {chart.sentence}"),
                },
            )
            self.row += -(-_CHART_PIXELS // _ROW_PIXELS) + 1
        else:
            self.heading(chart.title)
        self.paragraph(chart.sentence, self.styles.soft(text_wrap=True, align="left"))

    # ------------------------------------------------------------ cells

    def _text(self, row: int, column: int, text: str, style: Format) -> None:
        """Text as text: never a formula, a link or a number, whatever it looks like."""
        text = clean(text)
        if text:
            self._sheet.write_string(row, column, text, style)
        else:
            self._sheet.write_blank(row, column, None, style)

    def _cell(self, at: int, row: Row, spec: Column, places: int, formula: str | None) -> None:
        value = row.cells[at]
        indent = row.indent if at == 0 else 0
        if value is None:
            self._sheet.write_blank(self.row, at, None, self.styles.cell(spec.kind, row.role, places=places))
        elif isinstance(value, str) or spec.kind is Kind.TEXT or not _is_number_or_date(value):
            text = cell_words(value, spec.kind)
            style = self.styles.cell(
                spec.kind, row.role, indent=indent, text=True, quoted=looks_like_formula(text)
            )
            self._text(self.row, at, text, style)
        else:
            style = self.styles.cell(spec.kind, row.role, places=places)
            if not isinstance(value, int):
                self._sheet.write_datetime(self.row, at, value, style)
            elif formula:
                self._sheet.write_formula(self.row, at, f"={formula}", style, number(value, spec.kind))
            else:
                self._sheet.write_number(self.row, at, number(value, spec.kind), style)

    def _row_height(self, row: Row) -> None:
        lines = max(
            (
                lines_needed(cell, self._widths[at] - 1 - (row.indent if at == 0 else 0))
                for at, cell in enumerate(row.cells)
                if isinstance(cell, str) and len(cell) >= self._widths[at] - 4
            ),
            default=1,
        )
        if lines > 1:
            self._sheet.set_row(self.row, ROW_HEIGHT + (min(lines, _MOST_LINES) - 1) * LINE_HEIGHT)


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
                ask(at, min(_WIDEST_HEADER, text_width(header_text(spec)) + 2))
                ask(at, max((_width(row, at, spec) for row in block.rows), default=0))
        elif isinstance(block, Figures):
            for figure in block.items:
                ask(0, min(_WIDEST_TEXT, text_width(figure.label) + 3))
                for at, value in ((1, figure.value), (2, figure.before), (3, figure.before)):
                    ask(at, max(14, text_width(cell_words(value, figure.kind)) + 4))
        elif isinstance(block, Signatures):
            ask(0, 30)
    while len(widths) < 2 or sum(widths) < 60:
        ask(len(widths), 14)
    return widths


def _width(row: Row, at: int, spec: Column) -> int:
    """What one cell asks for; headings may run over their empty neighbours."""
    value = row.cells[at]
    if value is None or (row.role is Role.HEADING and at == 0):
        return 0
    width = text_width(cell_words(value, spec.kind)) + (2 if row.role is Role.LINE else 3)
    if spec.kind in NUMBERS and isinstance(value, int):
        return width + 1
    return min(_WIDEST_TEXT, width + (2 * row.indent if at == 0 else 0))
