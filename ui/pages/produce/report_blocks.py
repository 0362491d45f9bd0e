"""A report on the screen: its blocks under each other, the same object that paper and Excel are made of."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from app.i18n import _
from reports.model import Block, Chart, Figures, Kind, Paragraph, Report, Role, Table
from reports.model import Figure as FigureBlock
from reports.render.formats import figure_text
from ui import theme
from ui.widgets.basics import Card, Figure, Flow, Form
from ui.widgets.chart import ChartView
from ui.widgets.labels import Label
from ui.widgets.report_table import ReportTable

WIDE = 960
LEAST = 128
"""How narrow a figure may stand, at 100 %."""
GIVEN_UP = ("rate", "best")
"""Columns that go where a table is narrower than ``WIDE`` (at 100 %); paper and Excel keep them."""


class _CloseTable(ReportTable):
    """A table whose columns stand closer: a cost sheet has nine of them."""

    _CLOSER = 4
    least_text = 104

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.setStyleSheet(
            f"QTableView::item {{ padding: 0 {2 * theme.GRID}px; }}"
            f"QHeaderView::section {{ padding: 0 {2 * theme.GRID + 3}px; }}"
        )
        self.set_table(table)

    def _least_width(self, number: int) -> int:
        return super()._least_width(number) - 2 * self._CLOSER


class ReportBlocks(QWidget):
    """Shows a report's blocks; ``short`` leaves the tables out, for the panel beside a list."""

    link_opened = Signal(object)

    def __init__(self, *, short: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._short = short
        self.tables: list[ReportTable] = []
        self._dear: list[list[int]] = []
        self.figures: list[Figure] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.BETWEEN)

    def show_report(self, report: Report | None) -> None:
        """Show another report; None shows nothing."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.tables.clear()
        self._dear.clear()
        self.figures.clear()
        if report is None:
            return
        for block in report.blocks:
            made = self._made(block)
            if made is not None:
                self._column.addWidget(made)
        if not self._short:
            for note in report.notes:
                self._column.addWidget(Label(note, type="small", tone="soft", wrap=True, private="figures"))
        self._column.addStretch(1)

    def _made(self, block: Block) -> QWidget | None:
        if isinstance(block, Figures):
            return self._figure_pairs(block.items) if self._short else self._figure_cards(block.items)
        if isinstance(block, Paragraph):
            return Label(block.text, wrap=True, private="words")
        if isinstance(block, Chart):
            view = ChartView(block)
            if self._short:
                view.heading.hide()
                return view
            card = Card()
            card.add(view)
            return card
        if isinstance(block, Table) and not self._short:
            return self._table(block)
        return None

    def _figure_cards(self, items: Sequence[FigureBlock]) -> QWidget:
        holder = QWidget()
        flow = Flow(least=LEAST)
        for item in items:
            made = Figure(item.label, figure_text(item.value, item.kind), figure_note(item))
            made.value.setProperty("type", "title")
            made.label.setProperty("type", "small")
            made.setMinimumWidth(theme.px(LEAST))
            self.figures.append(made)
            flow.addWidget(made)
        holder.setLayout(flow)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        return holder

    def _figure_pairs(self, items: Sequence[FigureBlock]) -> QWidget:
        holder = QWidget()
        form = Form(2)
        form.setVerticalSpacing(theme.INSIDE)
        for item in items:
            text = f"{figure_text(item.value, item.kind)} {item.note}".strip()
            value = Label(text, type="large", strong=True, private="words")
            value.setAccessibleName(f"{item.label} {value.seen()}")
            form.add(item.label, value)
        holder.setLayout(form)
        return holder

    def _table(self, block: Table) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.INSIDE)
        if block.title:
            column.addWidget(Label(block.title, type="large", strong=True))
        if not block.rows:
            column.addWidget(Label(block.empty, tone="soft", wrap=True))
            return holder
        table = _CloseTable(block)
        for number, line in enumerate(block.rows):
            if line.role is Role.HEADING:
                table.setSpan(number, 0, 1, len(block.columns))
            elif line.role is not Role.LINE and line.cells[1] is None:
                table.setSpan(number, 0, 1, 2)
        if not block.title:
            table.setAccessibleName(block.columns[0].title)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setFixedHeight(table.whole_height())
        table.link_opened.connect(self.link_opened)
        table.horizontalScrollBar().installEventFilter(self)
        table.viewport().installEventFilter(self)
        self.tables.append(table)
        self._dear.append([number for number, each in enumerate(block.columns) if each.key in GIVEN_UP])
        column.addWidget(table)
        return holder

    @Slot()
    def refit(self) -> None:
        """Give every table the height it needs now."""
        for table, columns in zip(self.tables, self._dear, strict=True):
            for number in columns:
                narrow = table.viewport().width() < theme.px(WIDE)
                if table.isColumnHidden(number) != narrow:
                    table.setColumnHidden(number, narrow)
                    table.fit_columns()
            bar = table.horizontalScrollBar()
            needed = table.whole_height() + (bar.sizeHint().height() if bar.maximum() > 0 else 0)
            if table.height() != needed:
                table.setFixedHeight(needed)

    def _tell_tip(self, watched: QObject, event: QHelpEvent) -> None:
        table = next((each for each in self.tables if each.viewport() is watched), None)
        index = None if table is None else table.indexAt(event.pos())
        if table is None or index is None or not index.isValid():
            return
        text = str(index.data() or "")
        room = table.visualRect(index).width() - 2 * theme.BETWEEN
        cut = table.fontMetrics().horizontalAdvance(text) > room
        QToolTip.showText(event.globalPos(), text.replace("<", "‹") if cut else "", table)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A table inside a page does not take the wheel; a tip tells what has no room in its cell."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell_tip(watched, event)
            return True
        if event.type() == QEvent.Type.Wheel and any(watched is each.viewport() for each in self.tables):
            event.ignore()
            return True
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize):
            self.refit()
        return False


def figure_note(item: FigureBlock) -> str:
    """What stands under a figure: its unit, or what it was in the batch before."""
    if item.note:
        return item.note
    if item.before is not None:
        return _("Before: {value}").format(value=figure_text(item.before, item.kind))
    return _("baht") if item.kind in (Kind.UNIT_COST, Kind.MONEY) else ""
