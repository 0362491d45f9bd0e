"""Keeps a half-filled form of a batch in the book, so that closing or a power cut loses nothing typed."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.session import Session
from app.queries.drafts import Draft, list_drafts, load_draft
from app.services.drafts import delete_draft, save_draft
from ui.messages import Messages
from ui.pages.produce.batch_form import BatchForm
from ui.pages.produce.form_json import form_from_json, form_json
from ui.pages.produce.form_state import FormState
from ui.runner import Runner

KIND = "batch"
EVERY_MS = 15_000


class FormKeeper(QObject):
    """Writes the form away every few seconds while it changes; reads it back once."""

    def __init__(self, session: Session, runner: Runner, messages: Messages, form: BatchForm) -> None:
        super().__init__(form)
        self._session, self._runner, self._messages, self._form = session, runner, messages, form
        self._kept: tuple[bytes, str] | None = None
        self._found: FormState | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    def look(self) -> None:
        """Look for a form that was left half filled."""
        self._runner.run(self, _latest, self._on_found, failed=self._messages.show_error)

    def found(self) -> FormState | None:
        """The form that was left, once."""
        found, self._found = self._found, None
        return found

    def put_aside(self) -> bool:
        """Before the form is used for something else: what is half filled waits for the next new batch."""
        if not self._form.is_dirty:
            return False
        self.keep()
        self._found = self._form.state
        return True

    @Slot()
    def keep(self) -> None:
        """Write the form away if it changed; take the text out of the book once there is none."""
        if not self._form.is_dirty:
            if self._kept is not None and self._found is None:
                self._forget(self._kept[0])
            return
        self._form.read_more()
        state = self._form.state
        text = form_json(state)
        if self._kept == (state.uid, text):
            return
        if self._kept is not None and self._kept[0] != state.uid:
            self._forget(self._kept[0])
        self._kept = (state.uid, text)
        label = self._form.what.text()
        command = partial(save_draft, self._session, state.uid, kind=KIND, data=text, label=label)
        self._runner.run(self, command, failed=self._messages.show_error)

    def _forget(self, uid: bytes) -> None:
        self._kept = None
        command = partial(delete_draft, self._session, uid)
        self._runner.run(self, command, failed=self._messages.show_error)

    def _on_found(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self._found = form_from_json(draft.data)
        self._kept = (draft.uid, draft.data)


def _latest() -> Draft | None:
    rows = list_drafts(KIND)
    return load_draft(rows[0].uid) if rows else None
