"""Re-costing a month: the page and the two commands behind it, a trial and the posting."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from app.domain.session import Session
from app.i18n import _
from app.services.recosting import Recosting
from ui.messages import Messages
from ui.pages.produce import work
from ui.pages.produce.recost_page import RecostPage
from ui.runner import Runner


class RecostPlace(QObject):
    """Runs what the page of late slips wants."""

    def __init__(
        self, session: Session, runner: Runner, messages: Messages, *, today: Callable[[], dt.date]
    ) -> None:
        super().__init__(messages)
        self._session, self._runner, self._messages = session, runner, messages
        self.page = RecostPage(today=today)
        self.page.trial_wanted.connect(self._on_trial_wanted)
        self.page.post_wanted.connect(self._on_post_wanted)

    @Slot(object)
    def _on_trial_wanted(self, month: dt.date) -> None:
        command = partial(work.try_recost, self._session, month)
        self._runner.run(self.page, command, self.page.show_trial, failed=self.page.show_error)

    @Slot(object, object)
    def _on_post_wanted(self, month: dt.date, uid: bytes) -> None:
        command = partial(work.do_recost, self._session, month, uid)
        self._runner.run(self.page, command, self._on_posted, failed=self.page.show_error)

    def _on_posted(self, result: Recosting) -> None:
        self.page.show_posted(result)
        self._messages.done(_("The costs of the month were put right."))
