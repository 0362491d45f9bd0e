"""The day's receipts in place of the grid: find one by number; its slip stands at the right."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.document import DocumentKind
from app.errors import UserError
from app.i18n import _, pgettext
from app.queries.sales import DocumentRow
from reports.model import Kind
from ui import theme
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.pages.sell.work import local_time
from ui.widgets.basics import Button, EmptyState, IconButton, row
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.tables import TableView


def state_of(row: DocumentRow) -> str:
    """In a word what became of a receipt."""
    if row.kind == DocumentKind.SALE_RETURN:
        return pgettext("document", "Return")
    return _("Voided") if row.reversed_by else ""


class HistoryView(QWidget):
    """Receipts of a day, the latest first."""

    day_chosen = Signal(object)
    wanted = Signal(str)
    """A typed receipt number."""
    chosen = Signal(object)
    """The ``DocumentRow`` that the keys are on, or None."""
    back = Signal()

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked, touch=True)
        self.number = NameField(most=40)
        self.number.edit.set_lead_icon("search")
        self.number.edit.returnPressed.connect(
            self._on_number_return_pressed, Qt.ConnectionType.QueuedConnection
        )
        self.find_button = Button("", self._on_number_return_pressed, touch=True)
        self.day = ThaiDateField(today=today)
        self.day.committed.connect(self._on_day_committed)
        self.model = RowsModel[DocumentRow](
            [
                Col(lambda: _("Number"), lambda each: each.number, weight=3),
                Col(lambda: pgettext("clock", "Time"), _time, weight=1),
                Col(lambda: _("Customer"), _about, weight=2, private=True),
                Col(lambda: _("Total"), lambda each: each.total, Kind.MONEY, weight=2),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_changed)
        self.empty = EmptyState("receipt", "")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(120)
        self._rest.timeout.connect(self._on_rest)
        head = row(self.back_button, self.number, self.find_button, self.day)
        head.setStretch(1, 3)
        head.setStretch(3, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back to the goods (Esc)"))
        self.number.edit.setPlaceholderText(_("Receipt number, or its last digits"))
        self.number.setAccessibleName(_("Receipt number"))
        self.find_button.set_text(_("Find"))
        self.day.setAccessibleName(_("Day"))
        self.table.setAccessibleName(_("Receipts"))
        self.empty.set_texts(_("No receipt on this day."))
        self.model.retranslate()

    def open(self) -> None:
        """Begin with today."""
        self.number.set_value(None)
        self.day.set_value(self._today())

    def shown_day(self) -> dt.date:
        """The day whose receipts are wanted."""
        day = self.day.value()
        return day if isinstance(day, dt.date) else self._today()

    def show_rows(self, rows: Sequence[DocumentRow], choose: str = "") -> None:
        """Show receipts with the keys on one of them."""
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.table.fit_columns()
        if not choose or not self.table.choose_where(lambda each: each.number == choose):
            self.table.choose_first()
        if not rows:
            self.chosen.emit(None)

    def show_error(self, error: UserError) -> None:
        """Say under the number what is wrong with it."""
        self.number.set_error(error_text(error))
        self.number.edit.setFocus()

    def focus_first(self) -> None:
        """The list, for the arrow keys."""
        (self.table if self.model.rows else self.number.edit).setFocus()

    def current(self) -> DocumentRow | None:
        """The receipt that the keys are on."""
        found = self.table.current_row()
        return found if isinstance(found, DocumentRow) else None

    @Slot(object)
    def _on_row_changed(self, _row: object) -> None:
        self._rest.start()

    @Slot()
    def _on_rest(self) -> None:
        self.chosen.emit(self.current())

    @Slot()
    def _on_number_return_pressed(self) -> None:
        if not self.number.is_empty():
            self.wanted.emit(self.number.text())

    @Slot(object)
    def _on_day_committed(self, day: object) -> None:
        if isinstance(day, dt.date):
            self.day_chosen.emit(day)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()


def _time(row: DocumentRow) -> str:
    return local_time(row.posted_at).strftime("%H:%M")


def _about(row: DocumentRow) -> str:
    """Who bought, and what became of it."""
    return " · ".join(words for words in (row.party_name or "", state_of(row)) if words)
