"""What was ticked since bank and books last agreed; any tick can be taken off again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.bank import Ticked
from reports.model import Kind
from ui.models.rows import Col, RowsModel
from ui.pages.cash.statement_page import WIDE
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.tables import TableView


class TickedPage(FormPage):
    """``unticked`` gives the line of the bank whose tick is taken off."""

    unticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content.setMaximumWidth(WIDE)
        self.hint = Label("", tone="soft", wrap=True)
        self.model = RowsModel[Ticked](
            [
                Col(lambda: _("Date"), lambda each: each.line.on, Kind.DATE, weight=2),
                Col(lambda: _("Details"), lambda each: each.line.words, weight=5),
                Col(lambda: _("In the books"), lambda each: each.numbers, weight=4),
                Col(lambda: _("Amount"), lambda each: each.line.amount, Kind.MONEY, weight=2, unit="฿"),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.chosen.connect(self._on_chosen)
        self.add(self.hint)
        self.fields.addWidget(self.table, 1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Ticked lines of the bank"))
        self.hint.setText(
            _("Take a tick off where the wrong lines were put together; both sides are open again then.")
        )
        self.table.setAccessibleName(_("Ticked lines of the bank"))
        self.save_button.set_text(_("Take the tick off"))
        self.model.retranslate()

    def show_lines(self, lines: Sequence[Ticked]) -> None:
        """Show what is ticked; after the last one there is nothing left to do here."""
        self.set_busy(False)
        self.model.set_rows(lines)
        self.table.fit_columns()
        if lines:
            self.table.choose_first()
        elif self.isVisible():
            self.back.emit()
        self._on_chosen(None)

    def submit(self) -> None:
        """Take the tick off the marked line."""
        row = self.table.current_row()
        if not self.busy and isinstance(row, Ticked):
            self.set_busy(True)
            self.unticked.emit(row.line)

    @Slot(object)
    def _on_chosen(self, _row: object) -> None:
        self.save_button.setEnabled(not self.busy and self.table.current_row() is not None)
