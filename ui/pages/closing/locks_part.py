"""Which months were locked and opened, by whom and why; opening the last one, or a closed year, again."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.periods import LockEvent
from app.thai.dates import format_datetime, moment_of
from reports.model import Kind
from ui import formats, theme
from ui.models.rows import Col, RowsModel
from ui.pages.closing.work import LockData
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card, EmptyState
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

NEEDED = Permission.UNLOCK_PERIOD


class LocksPart(QWidget):
    """The history of locks, and the two ways back with their reason."""

    unlocked = Signal(str)
    reopened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._data: LockData | None = None
        self.card = Card()
        self.text = Label("", tone="soft", wrap=True)
        self.reason = NameField("", required=True)
        self.unlock_button = Button("", self._on_unlock, icon="lock-open")
        self.reopen_button = Button("", self._on_reopen, kind="danger", icon="rotate-ccw")
        self.card.add(self.text)
        self.card.add(self.reason)
        self.card.add(row(self.unlock_button, self.reopen_button, -1))
        self.model = RowsModel[LockEvent](
            [
                Col(lambda: _("When"), _when, weight=2),
                Col(lambda: _("Month"), lambda each: formats.month(each.month), weight=2),
                Col(lambda: _("What"), _what, weight=1),
                Col(lambda: _("Who did it"), lambda each: each.user, weight=2, private=True),
                Col(lambda: _("Why"), lambda each: each.reason, Kind.TEXT, weight=5),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(260))
        self.empty = EmptyState("lock-open", "")
        self.setLayout(column(self.card, self.table, self.empty, spacing=theme.BETWEEN))

    def retranslate(self) -> None:
        """Set every text again."""
        self.card.set_title(_("Open a month again"))
        self.reason.setAccessibleName(_("Why"))
        self.reason.edit.setPlaceholderText(_("Why it is opened again"))
        self.table.setAccessibleName(_("Locks"))
        self.empty.set_texts(_("No month was locked yet."))
        self.model.retranslate()
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: LockData) -> None:
        """Show what was read."""
        self._data = data
        self.model.set_rows(data.events)
        self.table.setVisible(bool(data.events))
        self.empty.setVisible(not data.events)
        may = self._session.may(NEEDED)
        closed = data.closings[-1] if data.closings else None
        month = data.last_locked
        self.card.setVisible(may and month is not None)
        in_closed = closed is not None and month is not None and month <= closed.last
        self.unlock_button.setVisible(month is not None and not in_closed)
        self.reopen_button.setVisible(closed is not None)
        if month is not None:
            self.unlock_button.set_text(_("Open {month}").format(month=formats.month(month)))
        if closed is not None:
            self.reopen_button.set_text(
                _("Open the year up to {last}").format(last=formats.date(closed.last))
            )
        self.text.setText(
            _("Months are opened from the last one backwards. The reason stays in the book for everybody.")
        )
        self.table.fit_columns()

    def focus_first(self) -> None:
        """The keys to the reason, else the list."""
        (self.reason if self.card.isVisible() else self.table).setFocus()

    @Slot()
    def _on_unlock(self) -> None:
        if self.reason.check():
            self.unlocked.emit(self.reason.name())

    @Slot()
    def _on_reopen(self) -> None:
        if self.reason.check():
            self.reopened.emit(self.reason.name())


def _when(event: LockEvent) -> str:
    return format_datetime(moment_of(event.at))


def _what(event: LockEvent) -> str:
    return _("Locked") if event.is_locked else _("Opened")
