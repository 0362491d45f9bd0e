"""A short report on the roll of a slip printer: words left, the last figure of each row right.

What stands between the first and the last column of a table goes below the row in small type.
"""

from dataclasses import replace

from app.i18n import _
from app.thai.dates import format_datetime
from reports.model import Column, Figures, Kind, Paragraph, Report, Role, Row, Signatures, Table
from reports.render.formats import NUMBERS, cell_text
from reports.render.strip import AROUND, LARGE, NORMAL, ROLLS, SMALL, Roll, Strip
from reports.thai_text import Align, Weight


def draw_report_slip(report: Report, paper: str = "80", *, dithered: bool = True) -> bytes:
    """The report as a PDF of one page, as wide as the roll (58 or 80 mm) and as long as what it says."""
    slip = _ReportSlip(report, ROLLS[paper], dithered)
    slip.write()
    return slip.finish()


def report_png(report: Report, paper: str = "80") -> bytes:
    """The slip as a picture."""
    from reports.render.picture import slip_png

    return slip_png(draw_report_slip(report, paper, dithered=False))


def report_escpos(report: Report, paper: str = "80", *, cut: bool = True) -> bytes:
    """The slip for a slip printer."""
    from reports.render.escpos import picture_escpos
    from reports.render.picture import slip_dots

    dots = 384 if paper == "58" else 576
    return picture_escpos(slip_dots(draw_report_slip(report, paper), dots), cut=cut)


def _order(table: Table) -> list[int]:
    """The columns, at the end the figure that stands right: a sum, or how many with the unit before it.

    Numbers of lines are left out: a roll is short.
    """
    shown = [at for at, column in enumerate(table.columns) if column.key != "line"]
    if table.columns[shown[-1]].kind in NUMBERS:
        return shown
    summed = [at for at in shown if table.columns[at].key in table.sums]
    counted = [at for at in shown if table.columns[at].kind is Kind.QUANTITY]
    if summed:
        shown.append(shown.pop(shown.index(summed[-1])))
    elif counted:
        units = [at for at in shown if table.columns[at].key == "unit"]
        moved = [*units[-1:], counted[-1]]
        shown = [*(at for at in shown if at not in moved), *moved]
    return shown


class _ReportSlip(Strip):
    """A report on a strip."""

    def __init__(self, report: Report, roll: Roll, dithered: bool) -> None:
        super().__init__(report.issuer, report.title, roll, dithered)
        self.report = report

    def write(self) -> None:
        """Everything in reading order."""
        report = self.report
        self.head()
        self.text(report.title, LARGE, Weight.SEMIBOLD, Align.CENTER, most_lines=2)
        self.gap(4)
        if report.number:
            self.text(_("No. {number}").format(number=report.number), SMALL)
        for words in (report.subtitle, *report.period.split(" · ")):
            self.text(words, SMALL, most_lines=3)
        for block in report.blocks:
            if isinstance(block, Figures):
                self._figures(block)
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Paragraph):
                self.gap(6)
                self.text(block.text, SMALL, most_lines=8)
            elif isinstance(block, Signatures):
                for role in block.roles:
                    self.gap(self.roll.sizes[NORMAL])
                    self.signature(role)
        self.rule()
        for note in report.notes:
            self.text(note, SMALL, most_lines=4)
        if report.printed is not None:
            self.text(format_datetime(report.printed), SMALL, align=Align.CENTER)
        self.gap(AROUND)

    def _figures(self, block: Figures) -> None:
        self.rule()
        for item in block.items:
            self.pair(item.label, cell_text(item.value, item.kind), NORMAL, Weight.SEMIBOLD)
            self.text(item.note, SMALL, most_lines=2)

    def _table(self, table: Table) -> None:
        self.rule()
        self.text(table.title, NORMAL, Weight.SEMIBOLD, most_lines=2)
        order = _order(table)
        columns = tuple(table.columns[at] for at in order)
        for row in table.rows:
            self._row(columns, replace(row, cells=tuple(row.cells[at] for at in order)))

    def _row(self, columns: tuple[Column, ...], row: Row) -> None:
        weight = Weight.REGULAR if row.role is Role.LINE else Weight.SEMIBOLD
        indent = row.indent * self.roll.sizes[SMALL]
        words = [(column, cell) for column, cell in zip(columns[:-1], row.cells, strict=False)]
        named = [cell_text(cell, column.kind) for column, cell in words if column.kind not in NUMBERS]
        left, *more = [text for text in named if text] or [""]
        figures = [
            f"{column.title} {cell_text(cell, column.kind)}"
            for column, cell in words
            if column.kind in NUMBERS and column.kind is not Kind.COUNT and cell
        ]
        counts = [cell for column, cell in words if column.kind is Kind.COUNT and cell]
        left = " × ".join((left, *(cell_text(each, Kind.COUNT) for each in counts)))
        if columns[0].key == "time" and more:
            left, *more = (f"{left} {more[0]}", *more[1:]) if row.cells[0] else (left, *more)
        right = cell_text(row.cells[-1], columns[-1].kind)
        if columns[-1].kind is Kind.QUANTITY and columns[-2].key == "unit":
            right = f"{right} {cell_text(row.cells[-2], Kind.TEXT)}".strip()
            more = more[:-1] if row.cells[-2] else more
        self.pair(left, right, NORMAL, weight, indent=indent)
        below = " · ".join((*more, *figures))
        self.text(below, SMALL, indent=self.roll.sizes[SMALL], most_lines=3)
