"""The book's key: its recovery code, and locking the book's file with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.session import Session
from app.i18n import _
from app.thai.dates import format_datetime, moment_of
from ui.messages import Messages
from ui.messages_text import error_text
from ui.pages.people import work
from ui.runner import Runner
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.secret import PasswordField


class KeyCard(Card):
    """Shows whether the code was tried, and shows it again to whoever proves to be a leader."""

    shown = Signal(object)
    """The recovery ``Code``."""

    def __init__(
        self, session: Session, runner: Runner, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._data: work.PeopleData | None = None
        self.text = Label("", wrap=True)
        self.password = PasswordField()
        self.password.edit.returnPressed.connect(self._on_show_clicked)
        self.note = Banner()
        self.note.hide()
        self.show_button = Button("", self._on_show_clicked, icon="eye")
        form = Form()
        self.password_label = form.add("", self.password)
        for item in (self.text, form, self.note, row(self.show_button, -1)):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("The recovery code"))
        self.password_label.setText(_("Your password"))
        self.password.setAccessibleName(_("Your password"))
        self.show_button.set_text(_("Show and print the code"))
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: work.PeopleData) -> None:
        """Whether the code was tried."""
        self._data = data
        if data.key is None:
            return
        if data.key.tested_at is None:
            self.text.setText(_("The printed code was not tried yet. Please print it and type it in once."))
        else:
            when = format_datetime(moment_of(data.key.tested_at))
            self.text.setText(_("The printed code was tried on {when}.").format(when=when))

    @Slot()
    def _on_show_clicked(self) -> None:
        if self.password.check():
            job = partial(work.code_again, self._session, self.password.secret())
            self._runner.run(self, job, self._on_shown, failed=self._on_failed)

    def _on_shown(self, code: work.Code) -> None:
        self.password.clear()
        self.note.hide()
        self.shown.emit(code)

    def _on_failed(self, error: Exception) -> None:
        self.password.clear()
        self.note.show_text(error_text(error), tone="bad")


class LockFileCard(Card):
    """Encrypting the book's file, or writing it open again; the book is closed for it and opened again."""

    def __init__(
        self,
        rewrite: Callable[[str, bool], object],
        parent: QWidget | None = None,
    ) -> None:
        """``rewrite(password, encrypt)`` closes the book, writes its file anew and opens it again."""
        super().__init__(parent=parent)
        self._rewrite = rewrite
        self._data: work.PeopleData | None = None
        self.state = Label("", strong=True, wrap=True)
        self.text = Label("", tone="soft", wrap=True)
        self.password = PasswordField()
        self.password.edit.returnPressed.connect(self._on_go_clicked)
        self.go_button = Button("", self._on_go_clicked, icon="lock")
        form = Form()
        self.password_label = form.add("", self.password)
        for item in (self.state, self.text, form, row(self.go_button, -1)):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("The book's file"))
        self.password_label.setText(_("Your password"))
        self.password.setAccessibleName(_("Your password"))
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: work.PeopleData) -> None:
        """Whether the file is locked."""
        self._data = data
        if data.encrypted:
            self.state.setText(_("The file is locked: who finds it reads nothing."))
            self.text.setText(_("Written open, everybody who has the file can read it, with any program."))
            self.go_button.set_text(_("Write it open"))
        else:
            self.state.setText(_("The file is open: who has it can read it."))
            self.text.setText(
                _(
                    "Locked, it opens only with somebody's password or the recovery code. Nothing is lost, "
                    "and it can be undone."
                )
            )
            self.go_button.set_text(_("Lock the file"))
        self.setVisible(data.key is not None and not (data.household and data.encrypted))

    @Slot()
    def _on_go_clicked(self) -> None:
        if self._data is not None and self.password.check():
            secret = self.password.secret()
            self.password.clear()
            self._rewrite(secret, not self._data.encrypted)
