"""Bills that wait: pick one to go on with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.sale_draft import SaleDraft
from app.errors import UserError
from app.i18n import _, ngettext
from reports.model import Kind
from ui import formats, theme
from ui.models.rows import Col, RowsModel
from ui.pages.sell.kept import HeldBill
from ui.widgets.basics import Button, EmptyState, IconButton, row
from ui.widgets.labels import Label
from ui.widgets.tables import TableView


class HeldView(QWidget):
    """The list of held bills in place of the grid."""

    taken = Signal(object)
    """The uid of the bill to go on with."""
    dropped = Signal(object)
    back = Signal()

    def __init__(self, total_of: Callable[[SaleDraft], int], parent: QWidget | None = None) -> None:
        """``total_of`` says what a bill would be to pay now."""
        super().__init__(parent)
        self._total = total_of
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked, touch=True)
        self.title = Label("", type="title")
        self.model = RowsModel[HeldBill](
            [
                Col(lambda: _("Name"), lambda bill: bill.label or _first_name(bill), weight=3),
                Col(lambda: _("Held at"), lambda bill: bill.held_at.strftime("%H:%M"), weight=1),
                Col(lambda: _("Lines"), lambda bill: len(bill.draft.lines), Kind.COUNT),
                Col(lambda: _("Total"), self._total_of, Kind.MONEY, weight=2),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.opened.connect(self._on_row_opened)
        self.empty = EmptyState("pause", "")
        self.take_button = Button("", self._on_take_clicked, kind="primary", touch=True)
        self.drop_button = Button("", self._on_drop_clicked, kind="danger", icon="trash-2", touch=True)
        self.foot = QWidget()
        self.foot.setLayout(row(self.take_button, -1, self.drop_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(row(self.back_button, self.title, -1))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.foot)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back to the goods (Esc)"))
        self.table.setAccessibleName(_("Held bills"))
        self.empty.set_texts(_("No bill is held. F7 puts the cart aside for a customer who comes back."))
        self.take_button.set_text(_("Go on with it  Enter"))
        self.drop_button.set_text(_("Throw away"))
        self.model.retranslate()
        self._say_count()

    def show_bills(self, bills: Sequence[HeldBill]) -> None:
        """Show what waits."""
        self.model.set_rows(bills)
        for widget in (self.table, self.foot):
            widget.setVisible(bool(bills))
        self.empty.setVisible(not bills)
        self.table.fit_columns()
        self.table.choose_first()
        self._say_count()

    def _say_count(self) -> None:
        count = len(self.model.rows)
        self.title.setText(
            ngettext("{count} held bill", "{count} held bills", count).format(count=formats.count(count))
        )

    def focus_first(self) -> None:
        """The list, for the arrow keys."""
        (self.table if self.model.rows else self.back_button).setFocus()

    def _total_of(self, bill: HeldBill) -> int | None:
        try:
            return self._total(bill.draft)
        except UserError:
            return None

    def _current(self) -> HeldBill | None:
        found = self.table.current_row()
        return found if isinstance(found, HeldBill) else None

    @Slot(object)
    def _on_row_opened(self, bill: HeldBill) -> None:
        self.taken.emit(bill.uid)

    @Slot()
    def _on_take_clicked(self) -> None:
        bill = self._current()
        if bill is not None:
            self.taken.emit(bill.uid)

    @Slot()
    def _on_drop_clicked(self) -> None:
        bill = self._current()
        if bill is not None:
            self.dropped.emit(bill)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()


def _first_name(bill: HeldBill) -> str:
    return bill.draft.lines[0].description if bill.draft.lines else ""
