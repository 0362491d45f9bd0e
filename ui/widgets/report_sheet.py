"""A whole report on the screen: figures, sentences, charts and tables of the one Report, rows that open."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from reports.model import Block, Chart, Figure, Figures, Paragraph, Pictures, Report, Signatures, Table
from reports.render.formats import figure_text
from ui import theme
from ui.widgets.arrange import column
from ui.widgets.basics import Figure as FigureCard
from ui.widgets.chart import ChartView
from ui.widgets.flow import Flow
from ui.widgets.labels import Label
from ui.widgets.report_table import ReportTable

PICTURE_SIDE = 240
MOST_ROWS_SHOWN = 250
"""A longer table scrolls in itself, so that what follows stays in reach."""
LEAST_TEXT = 120
"""A column of words may become narrower here than in a report that fills the page; pixels at 100 %."""
OF_PEOPLE = frozenset(
    {
        "confirmation-letter",
        "creditors",
        "debtors",
        "hours-register",
        "member-card",
        "member-privacy",
        "member-register",
        "member-register-full",
        "member-statement",
        "own-account",
        "own_account",
        "pay-sheet",
        "receipt-of-debt",
        "statement-of-account",
        "trace",
    }
)
"""Reports whose lines name people."""


class ReportSheet(QWidget):
    """Shows a ``Report``; ``link_opened`` gives the ``Link`` of a row that was opened."""

    link_opened = Signal(object)

    def __init__(self, *, with_head: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_head = with_head
        self._report: Report | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.BETWEEN)

    def report(self) -> Report | None:
        """What is shown."""
        return self._report

    def set_report(self, report: Report) -> None:
        """Show another report."""
        self._report = report
        self._clear()
        if self._with_head:
            parts = " · ".join(part for part in (report.subtitle, report.period, report.number) if part)
            under = Label(parts, tone="soft", wrap=True, private="words" if report.subtitle else "")
            if not parts:
                under.hide()
            head = column(Label(report.title, type="title", strong=True, wrap=True), under, spacing=0)
            self._body.addLayout(head)
        for block in report.blocks:
            widget = self._widget(block)
            if widget is not None:
                self._body.addWidget(widget)
        for note in report.notes:
            self._body.addWidget(Label(note, type="small", tone="soft", wrap=True, private="figures"))
        self._body.addStretch(1)

    def clear(self) -> None:
        """Show nothing."""
        self._report = None
        self._clear()

    def tables(self) -> list[ReportTable]:
        """The tables that are shown, in order."""
        return self.findChildren(ReportTable)

    @Slot(object)
    def _on_row_chosen(self, _row: object) -> None:
        """Keep the row that the keys are on in view: the tables stand in their full height."""
        table, area = self.sender(), self._area()
        if isinstance(table, ReportTable) and area is not None and table.currentIndex().isValid():
            inside = table.visualRect(table.currentIndex())
            at = table.viewport().mapTo(self, inside.center())
            area.ensureVisible(0, at.y(), 0, 2 * theme.row_height())

    def _area(self) -> QScrollArea | None:
        parent = self.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        return area if isinstance(area, QScrollArea) else None

    def _clear(self) -> None:
        while (item := self._body.takeAt(0)) is not None:
            widget, layout = item.widget(), item.layout()
            if widget is not None:
                _discard(widget)
            elif layout is not None:
                while (inner := layout.takeAt(0)) is not None:
                    inside = inner.widget()
                    if inside is not None:
                        _discard(inside)

    def _widget(self, block: Block) -> QWidget | None:
        if isinstance(block, Figures):
            return _figures(block.items)
        if isinstance(block, Paragraph):
            return Label(block.text, wrap=True, private="words")
        if isinstance(block, Chart):
            return ChartView(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Pictures):
            return _pictures(block)
        assert isinstance(block, Signatures)
        return None  # lines to sign on are for paper

    def _table(self, block: Table) -> QWidget:
        holder = QFrame()
        items: list[QWidget] = []
        if block.title:
            items.append(Label(block.title, type="large", strong=True, wrap=True))
        if block.rows:
            of_people = self._report is not None and self._report.name in OF_PEOPLE
            table = ReportTable(block, of_people=of_people)
            table.link_opened.connect(self.link_opened)
            table.chosen.connect(self._on_row_chosen)
            table.least_text = LEAST_TEXT
            table.stand_whole(theme.row_height() * (MOST_ROWS_SHOWN + 1))
            items.append(table)
        else:
            items.append(Label(block.empty, tone="soft", wrap=True))
        if block.note:
            items.append(Label(block.note, type="small", tone="soft", wrap=True, private="figures"))
        holder.setLayout(column(*items))
        return holder


def _discard(widget: QWidget) -> None:
    """Take a widget away now; it is deleted in the next turn of the event loop."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def _pictures(block: Pictures) -> QWidget:
    shown: list[QWidget] = []
    for item in block.items:
        picture, pixmap = QLabel(), QPixmap()
        if pixmap.loadFromData(item.data):
            size = QSize(PICTURE_SIDE, PICTURE_SIDE)
            picture.setPixmap(
                pixmap.scaled(
                    size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )
        picture.setAccessibleName(item.caption)
        holder = QWidget()
        holder.setLayout(column(picture, Label(item.caption, type="small", tone="soft", wrap=True)))
        holder.setFixedWidth(PICTURE_SIDE)
        shown.append(holder)
    row = QWidget()
    row.setLayout(Flow(*shown, spacing=theme.INSIDE))
    whole = QFrame()
    title = [Label(block.title, type="large", strong=True, wrap=True)] if block.title else []
    whole.setLayout(column(*title, row))
    return whole


def _figures(items: tuple[Figure, ...]) -> QWidget:
    cards = []
    for item in items:
        note = item.note
        if item.before is not None:
            before = _("before: {value}").format(value=figure_text(item.before, item.kind))
            note = " · ".join(part for part in (note, before) if part)
        cards.append(FigureCard(item.label, figure_text(item.value, item.kind), note))
    holder = QWidget()
    holder.setLayout(Flow(*cards, spacing=theme.INSIDE))
    return holder
