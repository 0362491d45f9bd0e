"""Choosing a password: typed twice, or four words drawn by lot that are easy to keep in mind."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.passwords import PasswordsDifferError, checked_password, suggested_password
from app.errors import UserError
from app.i18n import _
from resources import resource
from ui.messages_text import error_text
from ui.widgets.arrange import Form, column, row
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.secret import PasswordField


def suggestion() -> str:
    """Four everyday words in the language's own script."""
    words = resource("words/password_words_th.txt").read_text(encoding="utf-8").split()
    return suggested_password(words)


class NewPassword(QWidget):
    """Two fields that must agree, and a suggestion on wish."""

    entered = Signal()
    """Enter was pressed in the second field."""

    def __init__(self, *, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = PasswordField(), PasswordField()
        self.suggest_button = Button("", self._on_suggest_clicked, kind="link", icon="sparkles")
        self.shown = Label("", strong=True, wrap=True)
        self.shown.hide()
        form = Form(columns)
        self.first_label = form.add("", self.first)
        self.second_label = form.add("", self.second)
        self.setLayout(column(form, row(self.suggest_button, -1), self.shown))
        self.first.edit.returnPressed.connect(self.second.edit.setFocus)
        self.second.edit.returnPressed.connect(self.entered)
        self.setFocusProxy(self.first)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.first_label.setText(_("New password"))
        self.second_label.setText(_("The same again"))
        self.first.setAccessibleName(_("New password"))
        self.second.setAccessibleName(_("The same again"))
        self.suggest_button.set_text(_("Suggest four words"))
        for each in (self.first, self.second):
            each.retranslate()

    def password(self, *names: str) -> str | None:
        """The password; None after saying what is wrong with it."""
        try:
            checked_password(self.first.secret(), *names)
        except UserError as error:
            self.first.set_error(error_text(error))
            self.first.edit.setFocus()
            return None
        self.first.set_error("")
        if self.first.secret() != self.second.secret():
            self.second.set_error(error_text(PasswordsDifferError()))
            self.second.edit.setFocus()
            return None
        self.second.set_error("")
        return self.first.secret()

    def clear(self) -> None:
        """Forget what was typed and suggested."""
        self.first.clear()
        self.second.clear()
        self.shown.setText("")
        self.shown.hide()

    @Slot()
    def _on_suggest_clicked(self) -> None:
        words = suggestion()
        self.first.edit.setText(words)
        self.second.edit.clear()
        self.shown.setText(_("Write it down, then type it once: {words}").format(words=words))
        self.shown.show()
        self.second.edit.setFocus()
