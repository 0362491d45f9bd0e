"""The reason of a void, asked below the slip."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.services.returns import ReasonNeededError
from ui import theme
from ui.messages_text import error_text
from ui.widgets.basics import Button, row
from ui.widgets.fields import NameField
from ui.widgets.labels import Label


class VoidBox(QFrame):
    """Why, and the button that voids; the uid is made when it opens."""

    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.uid = b""
        self._number = ""
        self.title = Label("", strong=True, wrap=True)
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.reason = NameField(most=200)
        # queued: the field tidies itself up after Enter, what is said about it comes after that
        self.reason.edit.returnPressed.connect(self.confirm, Qt.ConnectionType.QueuedConnection)
        self.confirm_button = Button("", self.confirm, kind="danger", touch=True)
        self.cancel_button = Button("", self._on_cancel_clicked, touch=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        for widget in (self.title, self.hint, self.reason):
            layout.addWidget(widget)
        layout.addLayout(row(self.cancel_button, -1, self.confirm_button))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.title.setText(_("Void {number}?").format(number=self._number))
        self.hint.setText(_("The receipt stays in the book, marked as voided; goods and money go back."))
        self.reason.edit.setPlaceholderText(_("Why?"))
        self.reason.setAccessibleName(_("Why?"))
        self.confirm_button.set_text(_("Void the receipt"))
        self.cancel_button.set_text(_("Keep it"))

    def open(self, number: str, uid: bytes) -> None:
        """Ask for a reason."""
        self.uid, self._number = uid, number
        self.reason.set_value(None)
        self.retranslate()
        self.show()
        self.reason.edit.setFocus()

    def show_error(self, error: UserError) -> None:
        """Under the reason; it stays as typed."""
        self.reason.set_error(error_text(error))
        self.reason.edit.setFocus()

    @Slot()
    def confirm(self) -> None:
        """Void, if there is a reason."""
        reason = self.reason.name()
        if not reason:
            self.show_error(ReasonNeededError())
            return
        self.confirmed.emit(reason)

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self.cancelled.emit()
