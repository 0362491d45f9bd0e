"""From a book of one to a book with people: the leader's password, then the recovery code on paper."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.session import Session
from app.i18n import _
from app.services import people
from ui.messages import Messages
from ui.pages.people import work
from ui.runner import Runner
from ui.system_print import ask_printer, print_pages
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.new_password import NewPassword
from ui.widgets.secret import PasswordField


class FirstPasswordCard(Card):
    """The first password of a book, with what changes by it."""

    made = Signal(object)
    """The recovery ``Code``."""

    def __init__(
        self, session: Session, runner: Runner, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._session, self._runner, self._messages = session, runner, messages
        self.text = Label("", tone="soft", wrap=True)
        self.name = NameField(required=True, most=200)
        self.new = NewPassword()
        self.new.entered.connect(self._on_go_clicked)
        self.go_button = Button("", self._on_go_clicked, kind="primary", icon="lock")
        form = Form()
        self.name_label = form.add("", self.name)
        self.add(self.text)
        self.add(form)
        self.add(self.new)
        self.add(row(self.go_button, -1))

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Whoever starts this computer can open the book"))
        self.text.setText(
            _(
                "With a password of your own you can let others in, each with her own rights, and see who "
                "did what. From then on everybody signs in when the program is started."
            )
        )
        self.name_label.setText(_("Your name, as it stands on papers"))
        self.name.setAccessibleName(_("Your name, as it stands on papers"))
        self.go_button.set_text(_("Set the password"))
        self.new.retranslate()

    def show_name(self, name: str) -> None:
        """Offer the name that the book has."""
        if self.name.is_empty():
            self.name.set_value(name)

    @Slot()
    def _on_go_clicked(self) -> None:
        if not self.go_button.isEnabled() or not self.name.check():
            return
        password = self.new.password(self.name.name())
        if password is None:
            return
        self.go_button.setEnabled(False)
        job = partial(work.start, self._session, self.name.name(), password)
        self._runner.run(self, job, self._on_made, failed=self._on_failed)

    def _on_made(self, code: work.Code) -> None:
        self.new.clear()
        self.go_button.setEnabled(True)
        self.made.emit(code)

    def _on_failed(self, error: Exception) -> None:
        self.go_button.setEnabled(True)
        self._messages.show_error(error)


class RecoveryCard(Card):
    """The recovery code: seen once, printed twice, typed in once to be sure that the paper is right."""

    done = Signal()

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        is_household: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._is_household = is_household
        self._code: work.Code | None = None
        self.text = Label("", tone="soft", wrap=True)
        self.shown = Label("", type="large", strong=True, wrap=True)
        self.shown.setAccessibleName(_("Recovery code"))
        self.print_button = Button("", self._on_print_clicked, kind="primary", icon="printer")
        self.typed = PasswordField()
        self.typed.edit.setMaxLength(120)
        self.typed.edit.returnPressed.connect(self._on_try_clicked)
        self.try_button = Button("", self._on_try_clicked, icon="check")
        self.later_button = Button("", self._on_later_clicked, kind="link")
        self.note = Banner()
        self.note.hide()
        form = Form()
        self.typed_label = form.add("", self.typed)
        for item in (
            self.text,
            self.shown,
            row(self.print_button, -1),
            form,
            self.note,
            row(self.try_button, self.later_button, -1),
        ):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("The recovery code"))
        self.text.setText(
            _(
                "If every password is forgotten, only this code opens the book. Print it twice, keep one "
                "paper where money is kept and give the other to somebody whom the group trusts."
            )
            if not self._is_household
            else _(
                "If the password is forgotten, only this code opens the book. Print it, or write it "
                "down, and keep it where money is kept."
            )
        )
        self.print_button.set_text(_("Print two papers …"))
        self.typed_label.setText(_("Type it in from the paper, so that you know it is right"))
        self.typed.setAccessibleName(_("Type it in from the paper, so that you know it is right"))
        self.typed.retranslate()
        self.try_button.set_text(_("Try the code"))
        self.later_button.set_text(_("I will try it later"))

    def show_code(self, code: work.Code) -> None:
        """Show a code."""
        self._code = code
        groups = code.text.split("-")
        self.shown.setText("  ".join(groups[:7]) + "\n" + "  ".join(groups[7:]))
        self.typed.clear()
        self.note.hide()
        self.retranslate()

    @Slot()
    def _on_print_clicked(self) -> None:
        if self._code is None:
            return
        printer = ask_printer(self)
        if printer is None:
            return
        printer.setDocName("Samut")
        if not print_pages(printer, [*self._code.pages, *self._code.pages]):
            self.note.show_text(_("The printer did not print. Is it on and has it paper?"), tone="bad")

    @Slot()
    def _on_try_clicked(self) -> None:
        if self.typed.check():
            job = partial(people.confirm_recovery, self._session, code=self.typed.secret())
            self._runner.run(self, job, self._on_right, failed=self._on_wrong)

    def _on_right(self, _saved: object) -> None:
        self._messages.say(_("The paper is right. Keep it well."))
        self._forget()

    def _on_wrong(self, error: Exception) -> None:
        from ui.messages_text import error_text

        self.note.show_text(error_text(error), tone="bad")
        self.typed.edit.selectAll()
        self.typed.edit.setFocus()

    @Slot()
    def _on_later_clicked(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._code = None
        self.shown.setText("")
        self.typed.clear()
        self.done.emit()
