"""Fields for passwords and PINs: hidden while typed, shown on wish, forgotten when they are handed in."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from ui.widgets.buttons import IconButton
from ui.widgets.fields import TypedField

LONGEST = 400


class PasswordField(TypedField):
    """A hidden text, exactly as typed; says under itself when the letters are not what one may expect."""

    def __init__(self, name: str = "", *, required: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(name, required=required, parent=parent)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(LONGEST)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.eye = IconButton("eye", _("Show what is typed"), self._on_eye_clicked)
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit.set_button(self.eye)

    def _parse(self, text: str) -> object:
        return text

    def secret(self) -> str:
        """What is typed; the caller clears the field when it is handed in."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what is typed, also for undo."""
        self.edit.clear()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye.set_icon("eye")
        self.set_error("")

    def retranslate(self) -> None:
        """Set the words of the eye again."""
        self.eye.set_name(_("Show what is typed"))

    @Slot()
    def _on_eye_clicked(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.eye.set_icon("eye-off" if hidden else "eye")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say when Caps Lock seems to be on: capitals without Shift."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.edit:
            text = event.text()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if text.isascii() and text.isalpha():
                caps = text.isupper() is not shift
                self.set_hint(_("Caps Lock seems to be on.") if caps else "")
        return super().eventFilter(watched, event)

    def set_hint(self, sentence: str) -> None:
        """A word under the field that is no error."""
        if not self.edit.property("wrong"):
            self.error_label.setText(sentence)
            self.error_label.setVisible(bool(sentence))


class PinField(PasswordField):
    """A PIN: Arabic or Thai digits, hidden, large."""

    def __init__(self, name: str = "", *, required: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(name, required=required, parent=parent)
        self.edit.setMaxLength(8)
        self.edit.setInputMethodHints(self.edit.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
