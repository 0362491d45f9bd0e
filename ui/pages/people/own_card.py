"""One's own password and PIN."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domain.session import Session
from app.i18n import _
from app.queries.people import User
from app.services import secrets_of_people
from ui.messages import Messages
from ui.messages_text import error_text
from ui.pages.people import work
from ui.runner import Runner
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.new_password import NewPassword
from ui.widgets.secret import PasswordField, PinField


class OwnPasswordCard(Card):
    """Changing one's own password; after the recovery code the old one is not asked."""

    def __init__(
        self, session: Session, runner: Runner, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._session, self._runner, self._messages = session, runner, messages
        self.old = PasswordField()
        self.new = NewPassword()
        self.new.entered.connect(self._on_save_clicked)
        self.note = Banner()
        self.note.hide()
        self.save_button = Button("", self._on_save_clicked, kind="primary", icon="lock")
        form = Form()
        self.old_label = form.add("", self.old)
        for item in (form, self.new, self.note, row(self.save_button, -1)):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("My password"))
        self.old_label.setText(_("The present password"))
        self.old.setAccessibleName(_("The present password"))
        self.save_button.set_text(_("Change my password"))
        self.new.retranslate()
        self.old.retranslate()

    def ask_new_only(self) -> None:
        """The book was opened by its recovery code: the present password is forgotten."""
        self.old.hide()
        self.old_label.hide()
        self.note.show_text(_("Please choose a new password now; the old one is forgotten."), tone="warn")
        self.new.setFocus()

    @Slot()
    def _on_save_clicked(self) -> None:
        if not self.old.isHidden() and not self.old.check():
            return
        password = self.new.password(self._session.user_name)
        if password is None:
            return
        old = "" if self.old.isHidden() else self.old.secret()
        job = partial(work.change_own_password, self._session, old, password)
        self._runner.run(self, job, self._on_saved, failed=self._on_failed)

    def _on_saved(self, _saved: object) -> None:
        self.old.clear()
        self.new.clear()
        self.note.hide()
        self.old.show()
        self.old_label.show()
        self._messages.say(_("Your new password holds from now on."))

    def _on_failed(self, error: Exception) -> None:
        self.note.show_text(error_text(error), tone="bad")


class OwnPinCard(Card):
    """Choosing the PIN that opens one's own locked screen."""

    def __init__(
        self, session: Session, runner: Runner, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._session, self._runner, self._messages = session, runner, messages
        self.text = Label("", tone="soft", wrap=True)
        self.pin = PinField()
        self.password = PasswordField()
        self.password.edit.returnPressed.connect(self._on_save_clicked)
        self.note = Banner()
        self.note.hide()
        self.save_button = Button("", self._on_save_clicked, icon="check")
        self.clear_button = Button("", self._on_clear_clicked, kind="link", icon="x")
        form = Form(2)
        self.pin_label = form.add("", self.pin)
        self.password_label = form.add("", self.password)
        for item in (self.text, form, self.note, row(self.save_button, self.clear_button, -1)):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("My PIN"))
        self.text.setText(
            _("Four to eight digits that open your locked screen again. Signing in needs the password.")
        )
        self.pin_label.setText(_("New PIN"))
        self.pin.setAccessibleName(_("New PIN"))
        self.password_label.setText(_("Your password"))
        self.password.setAccessibleName(_("Your password"))
        self.save_button.set_text(_("Set the PIN"))
        self.clear_button.set_text(_("Take my PIN away"))

    def show_me(self, me: User | None) -> None:
        """Whether there is a PIN already."""
        self.clear_button.setVisible(me is not None and me.has_pin)

    @Slot()
    def _on_save_clicked(self) -> None:
        if self.pin.check() and self.password.check():
            job = partial(
                secrets_of_people.set_pin,
                self._session,
                pin=self.pin.secret(),
                password=self.password.secret(),
            )
            self._runner.run(self, job, self._on_saved, failed=self._on_failed)

    @Slot()
    def _on_clear_clicked(self) -> None:
        job = partial(secrets_of_people.clear_pin, self._session, self._session.user_id)
        self._runner.run(self, job, self._on_saved, failed=self._on_failed)

    def _on_saved(self, _saved: object) -> None:
        self.pin.clear()
        self.password.clear()
        self.note.hide()
        self._messages.say(_("Saved."))

    def _on_failed(self, error: Exception) -> None:
        self.note.show_text(error_text(error), tone="bad")
