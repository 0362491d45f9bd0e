"""The list of batches: search, filter, sort, with the chosen one's costs beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.queries.costing import BatchState, BatchSummary
from reports.model import Kind
from ui import theme
from ui.models.rows import Col, RowsModel
from ui.pages.produce.report_blocks import ReportBlocks
from ui.pages.produce.sheet_page import STATE_NAMES, STATE_TONES
from ui.pages.produce.work import Sheet
from ui.runner import Loading
from ui.widgets.basics import Button, EmptyState, Panel, SegmentedControl, row
from ui.widgets.choosing import Choice, ChoiceField, SearchField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

PANEL_WIDTH = 320
UNITS_FROM = 1180
"""How wide, at 100 %, the list has to be to show all three costs of one unit."""

STATE_FROM = 940
"""How wide it has to be to show the state beside the panel."""


def _columns() -> list[Col[BatchSummary]]:
    return [
        Col(lambda: _("Number"), lambda row: row.number),
        Col(lambda: _("Date"), lambda row: row.finished_on or row.started_on, Kind.DATE),
        Col(lambda: _("Product"), lambda row: row.product_name, weight=3),
        Col(
            lambda: _("State"),
            lambda row: _(STATE_NAMES[row.state]),
            tone=lambda row: {"turmeric": "turmeric-text", "soft": "ink-soft"}.get(
                STATE_TONES[row.state], STATE_TONES[row.state]
            ),
        ),
        Col(lambda: _("Made"), lambda row: row.made_milli or None, Kind.QUANTITY),
        Col(lambda: _("Cash each"), lambda row: _each(row, "cash_e4"), Kind.UNIT_COST),
        Col(lambda: _("Book each"), lambda row: _each(row, "value_e4"), Kind.UNIT_COST),
        Col(lambda: _("Full each"), lambda row: _each(row, "full_e4"), Kind.UNIT_COST),
    ]


def _each(row: BatchSummary, name: str) -> int | None:
    cost = row.unit_cost
    return None if cost is None else to_satang_e4(getattr(cost, name))


def to_satang_e4(cost_e4: int) -> int:
    """A unit cost to whole satang, so that a column of a list has two places throughout."""
    from app.domain import money

    return money.round_to(cost_e4, money.E4)


class BatchesView(QWidget):
    """Shows batches; ``chosen`` asks for the panel's sheet, ``opened`` for the whole one."""

    chosen = Signal(object)
    opened = Signal(object)
    new_wanted = Signal()
    recost_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[BatchSummary] = []
        self._read = False
        self._sheet: Sheet | None = None
        self.search = SearchField()
        self.search.searched.connect(self._on_search)
        self.search.down_pressed.connect(self._on_search_down)
        self.product = ChoiceField()
        self.product.committed.connect(self._on_filter)
        self.state = SegmentedControl()
        self.state.chosen.connect(self._on_filter)
        self.count = Label("", type="small", tone="soft")
        self.recost_button = Button("", self._on_recost_clicked, kind="quiet", icon="refresh-cw")
        bar = row(self.search, self.product, self.state, self.count)
        bar.setStretch(0, 2)
        bar.setStretch(1, 2)
        self.model: RowsModel[BatchSummary] = RowsModel(_columns())
        self.table = TableView()
        self.proxy = self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self._on_row_opened)
        self.empty = EmptyState("flask-conical", "", "", self._on_empty_acted)
        self.panel = Panel(width=PANEL_WIDTH)
        self.panel.closed.connect(self._on_panel_closed)
        self.blocks = ReportBlocks(short=True)
        self.panel.add(self.blocks)
        self.open_button = Button("", self._on_open_clicked, kind="primary", icon="file-text")
        self.panel.foot.addWidget(self.open_button, 1)
        self.panel.hide()
        left = QVBoxLayout()
        left.setContentsMargins(theme.AROUND, 0, theme.BETWEEN, theme.BETWEEN)
        left.setSpacing(theme.INSIDE)
        left.addWidget(self.table, 1)
        left.addWidget(self.empty, 1)
        foot = row(-1, self.recost_button)
        left.addLayout(foot)
        self.wait_words = Label("", tone="soft", align=Qt.AlignmentFlag.AlignHCenter)
        self.wait_words.hide()
        left.insertWidget(0, self.wait_words)
        self.waiting = Loading(self.wait_words.setVisible, self)
        self.waiting.start()
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addLayout(left, 1)
        below.addWidget(self.panel)
        bar.setContentsMargins(theme.AROUND, 0, theme.BETWEEN, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.INSIDE)
        whole.addLayout(bar)
        whole.addLayout(below, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.set_placeholder(_("Search batches"))
        self.product.setAccessibleName(_("Product"))
        self.product.edit.setPlaceholderText(_("All products"))
        states = [(None, _("All")), *((state, _(name)) for state, name in STATE_NAMES.items())]
        self.state.setAccessibleName(_("State"))
        self.state.set_choices(states)
        self.wait_words.setText(_("Reading the batches …"))
        self.table.setAccessibleName(_("Batches"))
        self.open_button.set_text(_("Open the cost sheet"))
        self.recost_button.set_text(_("Late slips: re-cost a month …"))
        self.panel.close_button.set_name(_("Close"))
        self.model.retranslate()
        self.table.fit_columns()
        self._tell()

    def set_rows(self, rows: Sequence[BatchSummary]) -> None:
        """Show other batches; what was chosen stays chosen."""
        current = self.table.current_row()
        self._rows, self._read = list(rows), True
        self.waiting.stop()
        products = {each.product_uid: each.product_name for each in rows}
        self.product.set_choices([Choice(uid, name) for uid, name in products.items()])
        self.model.set_rows(rows)
        self.table.fit_columns()
        self._tell()
        if current is not None:
            # A panel that was closed stays closed when the list is read again.
            blocked = self.table.blockSignals(self.panel.isHidden())
            self.table.choose_where(lambda each: each.uid == current.uid)
            self.table.blockSignals(blocked)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the costs of the chosen batch in the panel."""
        self._sheet = sheet
        self.panel.set_title(sheet.detail.summary.product_name)
        self.blocks.show_report(sheet.report)
        self.panel.show()
        self._choose_columns()

    def focus_first(self) -> None:
        """Where the keys go when the list comes to the front."""
        if self._rows:
            self.table.setFocus()
        else:
            self.empty.button.setFocus()

    def _tell(self) -> None:
        shown = self.proxy.rowCount()
        words = ngettext("{count} batch", "{count} batches", shown)
        self.count.setText(words.format(count=shown) if self._rows else "")
        self.table.setVisible(bool(shown))
        self.empty.setVisible(self._read and not shown)
        self.recost_button.setVisible(bool(self._rows))
        if self._rows:
            self.empty.set_texts(_("No batch is like this. Please search for less."))
        else:
            self.empty.set_texts(
                _("What the group makes will stand here, each batch with its real cost."),
                _("Make the first batch"),
            )
        if not shown:
            self.panel.hide()

    def _choose_columns(self) -> None:
        wide = self.width() >= theme.px(UNITS_FROM)
        beside = not self.panel.isHidden()
        self.table.setColumnHidden(5, beside and not wide)
        self.table.setColumnHidden(6, beside and not wide)
        self.table.setColumnHidden(4, beside and not wide)
        self.table.setColumnHidden(3, beside and self.width() < theme.px(STATE_FROM))
        self.table.fit_columns()

    @Slot(str)
    def _on_search(self, folded: str) -> None:
        self.proxy.set_search(folded)
        self._tell()

    @Slot()
    def _on_search_down(self) -> None:
        self.table.setFocus()
        self.table.choose_first()

    @Slot(object)
    def _on_filter(self, _value: object) -> None:
        product, state = self.product.key(), self.state.key()

        def accept(each: BatchSummary) -> bool:
            of_state = state is None or each.state is state
            return of_state and (product is None or each.product_uid == product)

        self.proxy.set_filter(accept if product is not None or isinstance(state, BatchState) else None)
        self._tell()

    @Slot(object)
    def _on_row_chosen(self, batch: BatchSummary | None) -> None:
        if batch is not None:
            self.chosen.emit(batch)

    @Slot(object)
    def _on_row_opened(self, batch: BatchSummary) -> None:
        self.opened.emit(batch)

    @Slot()
    def _on_open_clicked(self) -> None:
        if self._sheet is not None:
            self.opened.emit(self._sheet.detail.summary)

    @Slot()
    def _on_empty_acted(self) -> None:
        self.new_wanted.emit()

    @Slot()
    def _on_recost_clicked(self) -> None:
        self.recost_wanted.emit()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._choose_columns()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns that have no room are left out while the panel is open."""
        super().resizeEvent(event)
        self._choose_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape and not self.panel.isHidden():
            self.panel.close_panel()
            return
        super().keyPressEvent(event)
