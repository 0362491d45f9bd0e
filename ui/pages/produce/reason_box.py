"""A question with one line to answer, where it stands: why something is undone."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui import theme
from ui.widgets.basics import Button, Card, row
from ui.widgets.fields import NameField
from ui.widgets.labels import Label


class ReasonBox(Card):
    """Asks for a reason; ``agreed`` gives it. Enter agrees, Escape puts it away."""

    agreed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.question = Label("", strong=True, wrap=True)
        self.field = NameField(required=True)
        self.field.edit.returnPressed.connect(self._on_agree)
        self.agree_button = Button("", self._on_agree, kind="danger")
        self.cancel_button = Button("", self.hide, kind="quiet")
        line = row(self.field, self.agree_button, self.cancel_button)
        line.setStretch(0, 1)
        line.setAlignment(self.agree_button, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self.cancel_button, Qt.AlignmentFlag.AlignTop)
        self.add(self.question)
        self.add(line)
        self.body.setSpacing(theme.INSIDE)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.field.edit.setPlaceholderText(_("for example: entered twice"))
        self.cancel_button.set_text(_("Leave it"))

    def set_question(self, text: str) -> None:
        """What is asked."""
        self.question.setText(text)
        self.field.setAccessibleName(text)

    def set_action(self, text: str) -> None:
        """What agreeing does."""
        self.agree_button.set_text(text)

    def ask(self) -> None:
        """Show the question and wait for the answer."""
        self.field.set_value(None)
        self.show()
        self.field.setFocus()

    @Slot()
    def _on_agree(self) -> None:
        if self.field.check():
            self.hide()
            self.agreed.emit(self.field.name())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the question away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
