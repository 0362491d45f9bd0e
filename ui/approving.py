"""Approve here: what one person may not do alone, another allows on the spot, for this one act.

The runner asks here when a service refuses; with the approval the same work is done again, and the page
that asked for it hears only how it ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.roles import PERMISSION_WORDS, ROLE_WORDS, Permission
from app.domain.session import NotPermittedError, OverLimitError, Session
from app.i18n import _
from app.services import sign_in
from app.services.sign_in import AtDesk
from ui import theme
from ui.messages_text import error_text
from ui.runner import Job, Runner
from ui.widgets.arrange import Form, column, row
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.labels import Label
from ui.widgets.secret import PasswordField, PinField

APPROVABLE = frozenset(
    {
        Permission.SELL,
        Permission.RETURN,
        Permission.VOID,
        Permission.KEEP_DRAWER,
        Permission.KEEP_EVENTS,
        Permission.KEEP_ORDERS,
        Permission.KEEP_CONSIGNMENT,
        Permission.BARTER,
        Permission.BUY,
        Permission.RECEIVE,
        Permission.PRODUCE,
        Permission.COUNT_STOCK,
        Permission.POST_JOURNAL,
        Permission.EDIT_PRODUCTS,
        Permission.EDIT_PARTIES,
    }
)
"""Acts that somebody else may allow; reading, people and the book's safety are asked of those who may."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A work that was refused and may be done again."""

    job: Job
    error: NotPermittedError | OverLimitError
    session: Session


def session_in(work: object) -> Session | None:
    """The session that a work was made with."""
    if isinstance(work, partial):
        for value in (*work.args, *work.keywords.values()):
            if isinstance(value, Session):
                return value
    return None


def done_by(work: object, old: Session, new: Session) -> partial[object]:
    """The same work with another session."""
    assert isinstance(work, partial)
    arguments = [new if value is old else value for value in work.args]
    named = {key: new if value is old else value for key, value in work.keywords.items()}
    return partial(work.func, *arguments, **named)


class Approvals(QObject):
    """Stands between the runner and the pages: turns a refusal into a question to somebody else."""

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._runner, self._window = session, runner, window
        self._dialog: ApprovalDialog | None = None
        self._waiting: _Waiting | None = None

    @property
    def dialog(self) -> "ApprovalDialog | None":
        """The question, while it is asked."""
        return self._dialog

    def asks(self, job: Job, error: Exception) -> bool:
        """Whether somebody is asked to approve; the page hears of the refusal otherwise."""
        if not isinstance(error, NotPermittedError | OverLimitError) or error.permission not in APPROVABLE:
            return False
        session = session_in(job.work)
        if session is None or session.approver is not None or self._waiting is not None:
            return False
        if session.token != self._session.token or not self._window.isVisible():
            return False
        self._waiting = _Waiting(job, error, session)
        self._runner.run(self, sign_in.people_at_desk, self._on_people, failed=self._on_nobody)
        return True

    def _on_people(self, people: Sequence[AtDesk]) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        job = partial(sign_in.may_approve, waiting.session, waiting.error.permission)
        self._runner.run(self, job, partial(self._ask, people), failed=self._on_nobody)

    def _ask(self, people: Sequence[AtDesk], allowed: frozenset[int]) -> None:
        waiting = self._waiting
        may = [each for each in people if each.user.id in allowed]
        if waiting is None or not may or not self._window.isVisible():
            self._give_up()
            return
        dialog = self._dialog = ApprovalDialog(waiting.error, may, self._window)
        dialog.setObjectName("approval")
        dialog.wanted.connect(self._try)
        dialog.rejected.connect(self._give_up)
        dialog.open()

    @Slot(int, str, str)
    def _try(self, approver_id: int, pin: str, password: str) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        job = partial(
            sign_in.approve,
            waiting.session,
            approver_id=approver_id,
            permission=waiting.error.permission,
            pin=pin,
            password=password,
        )
        self._runner.run(self, job, self._on_approved, failed=self._on_wrong)

    def _on_approved(self, session: Session) -> None:
        waiting, self._waiting = self._waiting, None
        self._close()
        if waiting is not None:
            job = waiting.job
            owner = job.owner()
            if owner is not None and job.owner_lives():
                self._runner.run(
                    owner,
                    done_by(job.work, waiting.session, session),
                    job.done,
                    failed=job.failed,
                    progress=job.progress,
                    cancelled=job.on_cancelled,
                )

    def _on_wrong(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.show_error(error)

    def _on_nobody(self, _error: Exception) -> None:
        self._give_up()

    @Slot()
    def _give_up(self) -> None:
        waiting, self._waiting = self._waiting, None
        self._close()
        if waiting is not None and waiting.job.owner_lives():
            if waiting.job.failed is not None:
                waiting.job.failed(waiting.error)
            else:
                self._runner.unhandled.emit(waiting.error)

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.rejected.disconnect(self._give_up)
            dialog.close()
            dialog.deleteLater()


class ApprovalDialog(QDialog):
    """Says what needs approval, and asks somebody who may for her PIN or password."""

    wanted = Signal(int, str, str)
    """Who approves, her PIN, her password: one of the two is empty."""

    def __init__(
        self, error: NotPermittedError | OverLimitError, people: Sequence[AtDesk], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._people = {each.user.id: each for each in people}
        self.setWindowTitle(_("Approve here"))
        self.setMinimumWidth(theme.px(440))
        heading = Label(_("Somebody else must approve this"), type="title", wrap=True)
        sentence = Label(error_text(error), wrap=True)
        asked = Label(
            _("To be approved: {act}").format(act=_(PERMISSION_WORDS[error.permission])),
            tone="soft",
            wrap=True,
        )
        self.who = SimpleChoice(
            _("Who approves"),
            [
                Choice(each.user.id, each.user.name, note=_(ROLE_WORDS[each.user.role]))
                for each in sorted(people, key=lambda each: not each.by_pin)
            ],
        )
        self.who.committed.connect(self._on_who_chosen)
        self.pin, self.password = PinField(_("PIN")), PasswordField(_("Password"))
        self.note = Banner()
        self.note.hide()
        self.yes_button = Button(_("Approve"), self._on_yes_clicked, kind="primary", icon="check")
        self.no_button = Button(_("Leave it"), self.reject)
        for field in (self.pin, self.password):
            field.edit.returnPressed.connect(self._on_yes_clicked)
        form = Form()
        form.add(_("Who approves"), self.who)
        self.secret_label = form.add("", self.pin)
        form.add_wide(self.password)
        self.setLayout(
            column(
                heading,
                sentence,
                asked,
                form,
                self.note,
                row(-1, self.no_button, self.yes_button),
                spacing=theme.BETWEEN,
                margins=theme.AROUND,
            )
        )
        self._on_who_chosen(None)

    def _by_pin(self) -> bool:
        chosen = self.who.key()
        return isinstance(chosen, int) and self._people[chosen].by_pin

    @Slot(object)
    def _on_who_chosen(self, _who: object) -> None:
        by_pin = self._by_pin()
        self.pin.setVisible(by_pin)
        self.password.setVisible(not by_pin)
        self.secret_label.setText(_("PIN") if by_pin else _("Password"))
        (self.pin if by_pin else self.password).edit.setFocus()

    @Slot()
    def _on_yes_clicked(self) -> None:
        chosen = self.who.key()
        field = self.pin if self._by_pin() else self.password
        if not isinstance(chosen, int) or not field.check():
            return
        secret = field.secret()
        field.clear()
        self.note.hide()
        self.yes_button.setEnabled(False)
        self.wanted.emit(chosen, secret if self._by_pin() else "", "" if self._by_pin() else secret)

    def show_error(self, error: Exception) -> None:
        """Say why it was not approved."""
        self.yes_button.setEnabled(True)
        self.note.show_text(error_text(error), tone="bad")
        (self.pin if self._by_pin() else self.password).edit.setFocus()
