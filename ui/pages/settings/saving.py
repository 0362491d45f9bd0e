"""How the cards of the settings save: one setting as its field is left, told in the status line."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.session import Session
from app.i18n import _
from app.settings import BusinessSettings
from ui.messages import Messages
from ui.pages.settings import work
from ui.runner import Job, Runner
from ui.widgets.basics import Card


class Saver(QObject):
    """The one way from a card to the book; ``saved`` asks the page to read everything again."""

    saved = Signal()

    def __init__(self, session: Session, runner: Runner, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self._runner, self._messages = session, runner, messages
        self.business: BusinessSettings | None = None
        """The settings as they were read last; None until then, and nothing is saved before."""

    def change(self, key: str, value: object, failed: Callable[[Exception], None] | None = None) -> None:
        """Change one setting of the business, if it is another than before."""
        if self.business is None:
            return
        wanted = value if isinstance(value, str | int | bool) else ""
        if wanted != getattr(self.business, key):
            self.run(partial(work.change, self.session, key, wanted), failed=failed)

    def run(
        self,
        job: Callable[..., object],
        done: Callable[..., None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something that changes the book, then say so."""

        def finished(result: object) -> None:
            self._messages.say(_("Saved."))
            if done is not None:
                done(result)
            self.saved.emit()

        self._runner.run(self, job, finished, failed=failed or self._messages.show_error)

    def run_long(
        self,
        job: Callable[..., object],
        done: Callable[..., None],
        *,
        failed: Callable[[Exception], None],
        progress: Callable[[int, int, str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Do something long that may be cancelled, or send something away."""
        return self._runner.run(self, job, done, failed=failed, progress=progress, cancelled=cancelled)


class SettingsCard(Card):
    """One card of the page."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._saver = saver

    def retranslate(self) -> None:
        """Set every text again."""

    def show_data(self, data: work.SettingsData) -> None:
        """Show what was read from the book."""
