"""Keeps the open book safe while people work: copies every quarter of an hour, the log folded in when idle.

It also notices that another program has written to the book.
"""

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QTimer, Slot

from app.changes import Changes
from app.domain.session import Session
from app.errors import SamutError
from app.i18n import _
from app.services.auto_backup import back_up_automatically
from app.services.backup import Backup
from app.services.book_errors import FolderMissingError
from app.services.books import changed_elsewhere, checkpoint
from app.settings import load_machine
from ui.messages import StatusLine
from ui.messages_text import error_text
from ui.runner import Runner

log = logging.getLogger(__name__)

LOOK_AGAIN_MS = 1_500
"""How often the window looks whether another program has written to the book."""
COPY_MS = 15 * 60 * 1_000
IDLE_MS = 20_000


def backup_folder() -> Path:
    """Where automatic copies go: as set on this computer, else a folder of the program's own."""
    chosen = load_machine().backup_folder
    if chosen and Path(chosen).is_dir():
        return Path(chosen)
    folder = platformdirs.user_data_path("samut", appauthor=False) / "backups"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderMissingError(name=str(folder)) from error
    return folder


def _copy(session: Session, folder: Callable[[], Path]) -> Backup:
    return back_up_automatically(session, folder())


def _copy_at_the_end(session: Session, folder: Callable[[], Path]) -> None:
    """A last copy: nobody is there any more to be told, so what fails is written to the log."""
    try:
        _copy(session, folder)
    except SamutError as error:
        log.warning("no copy on closing: %s", type(error).__name__, exc_info=error)


class BookKeeper(QObject):
    """Copies, folds the log in and looks for writes of others, all on the storage worker when it is idle."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        status: StatusLine,
        *,
        folder: Callable[[], Path] = backup_folder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._status, self._folder = session, runner, status, folder
        self._to_copy = False
        self._to_fold = False
        self._looking = self._timer(LOOK_AGAIN_MS, self._on_look_again)
        self._copying = self._timer(COPY_MS, self._on_copy_due)
        self._idling = self._timer(IDLE_MS, self._on_idle)
        runner.changed.connect(self._on_changed)

    def _timer(self, every_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(every_ms)
        timer.timeout.connect(slot)
        timer.start()
        return timer

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self._to_copy = self._to_fold = True

    # ---- writes of others

    @Slot()
    def _on_look_again(self) -> None:
        if not self._runner.busy:
            self._runner.run(self, changed_elsewhere, self._on_looked)

    def _on_looked(self, changed: bool) -> None:
        if changed:
            self._runner.announce(Changes.EVERYTHING)

    # ---- the log

    @Slot()
    def _on_idle(self) -> None:
        if self._to_fold and not self._runner.busy:
            self._to_fold = False
            self._runner.run(self, checkpoint)

    # ---- copies

    @Slot()
    def _on_copy_due(self) -> None:
        if self._to_copy:
            self.copy_now()

    def copy_now(self) -> None:
        """Copy the book into the folder of copies and say so in the status line."""
        self._to_copy = False
        job = partial(_copy, self._session, self._folder)
        self._runner.run(self, job, self._on_copied, failed=self._on_copy_failed)

    def _on_copied(self, _made: Backup) -> None:
        time = dt.datetime.now().strftime("%H:%M")
        self._status.set_part("copy", _("Checked copy {time}").format(time=time))

    def _on_copy_failed(self, error: Exception) -> None:
        self._to_copy = True
        log.warning("no copy: %s", type(error).__name__, exc_info=error)
        self._status.set_part("copy", _("No copy could be made: {why}").format(why=error_text(error)), "clay")

    def stop(self) -> None:
        """Somebody else keeps the book from now on."""
        for timer in (self._looking, self._copying, self._idling):
            timer.stop()
        self._runner.changed.disconnect(self._on_changed)

    def finish(self) -> None:
        """Hand in a last copy, if anything changed since, and fold the log into the book."""
        for timer in (self._looking, self._copying, self._idling):
            timer.stop()
        if self._to_copy:
            self._to_copy = False
            self._runner.run(self, partial(_copy_at_the_end, self._session, self._folder))
        self._runner.run(self, checkpoint)
