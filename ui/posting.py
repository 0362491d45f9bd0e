"""What was just posted is said, with the button that takes it back."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.domain.document import new_uid
from app.domain.session import Session
from app.i18n import _
from app.services.reversal import reverse
from app.services.unit_of_work import Posted
from ui import formats
from ui.messages import Messages
from ui.messages_text import notice_text
from ui.runner import Runner


def undo(session: Session, document_uid: bytes, *, on: dt.date, reason: str = "") -> Posted:
    """Take back a document; without a reason it was done right after it was entered."""
    return reverse(
        session,
        document_uid,
        on=on,
        reason=reason or _("Undone right after it was entered"),
        uid=new_uid(),
    )


def warn_of(messages: Messages, posted: Posted) -> None:
    """Say in the status line what should be known though it was done."""
    if posted.warnings:
        messages.warn(" ".join(notice_text(each) for each in posted.warnings))


class Posting(QObject):
    """Says what was posted and undoes it when asked."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        today: Callable[[], dt.date],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today

    def say(self, words: str, posted: Posted, *, undoes: bool = True) -> None:
        """Say it: ``words`` with {number} and {amount}; warnings go to the status line.

        ``undoes`` False: what was posted stands and is not offered to be taken back.
        """
        self._messages.done(
            words.format(number=posted.number, amount=formats.money(posted.total)),
            _("Undo {number}").format(number=posted.number) if undoes else "",
            partial(self._undo, posted) if undoes else None,
        )
        warn_of(self._messages, posted)

    def _undo(self, posted: Posted) -> None:
        job = partial(undo, self._session, posted.uid, on=self._today())
        done = partial(self._on_undone, posted.number)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_undone(self, number: str, reversal: Posted) -> None:
        self._messages.say(_("{number} was undone.").format(number=number))
        warn_of(self._messages, reversal)
