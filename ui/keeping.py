"""Keeps the open book safe while people work: copies every quarter of an hour, the log folded in when idle.

It also notices a stick that is plugged in, and that another program has written to the book.
"""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.changes import Changes
from app.domain.session import Session
from app.errors import SamutError, UserError
from app.i18n import N_, _
from app.services.auto_backup import back_up_automatically
from app.services.backup import Backup
from app.services.book_errors import FolderMissingError, file_error
from app.services.books import changed_elsewhere, checkpoint, enter_thread, leave_thread, open_path
from app.services.stick_book import StickBook, StickChangedError, StickGoneError
from app.services.sticks import Stick, stick_of, sticks
from app.settings import load_machine
from app.thai.dates import now
from ui.messages import StatusLine
from ui.messages_text import error_text
from ui.runner import Runner
from ui.stick_home import StickHome

log = logging.getLogger(__name__)

LOOK_AGAIN_MS = 1_500
"""How often the window looks whether another program has written to the book."""
COPY_MS = 15 * 60 * 1_000
IDLE_MS = 20_000
STICK_MS = 3_000
ROOM = 2
"""A stick has room for a copy when this many books fit on it."""
FOLDER_ON_STICK = "Samut"


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
    return back_up_automatically(session, folder(), open_copy=load_machine().open_copies)


def _copy_to_stick(session: Session, stick: Stick) -> Backup:
    """A copy in the program's folder on a stick; raises NoRoomOnStickError and what ``back_up`` raises."""
    if stick.free < open_path().stat().st_size * ROOM:
        raise NoRoomOnStickError(name=stick.label)
    folder = stick.folder / FOLDER_ON_STICK
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise file_error(error, folder) from error
    return back_up_automatically(session, folder, open_copy=load_machine().open_copies)


def _copy_at_the_end(session: Session, folder: Callable[[], Path], chosen: tuple[Stick, ...]) -> None:
    """A last copy: nobody is there any more to be told, so what fails is written to the log."""
    for copy in (
        partial(_copy, session, folder),
        *(partial(_copy_to_stick, session, each) for each in chosen),
    ):
        try:
            copy()
        except SamutError as error:
            log.warning("no copy on closing: %s", type(error), exc_info=error)


class NoRoomOnStickError(UserError):
    """A stick that is too full for a copy."""

    message = N_("There is not enough room for a copy on “{name}”.")


class BookKeeper(QObject):
    """Copies on a worker of its own, so that no sale waits; folds the log in, looks for others' writes."""

    plugged = Signal(object)
    """A ``Stick`` that was plugged in and is not copied to by itself."""
    copied = Signal(object)
    """The ``Backup`` that was made."""
    stick_pulled = Signal(object)
    """The ``StickGoneError``: the stick that the book came from was pulled out."""
    sticks_changed = Signal(object)
    """All ``Stick`` that are plugged in now."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        status: StatusLine,
        *,
        folder: Callable[[], Path] = backup_folder,
        home: StickHome | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``home`` is the stick that the book came from: it goes back there, and leaves no copies here."""
        super().__init__(parent)
        self._home = home
        self._session, self._runner, self._status, self._folder = session, runner, status, folder
        self._to_copy = False
        self._to_fold = False
        self._looking = self._timer(LOOK_AGAIN_MS, self._on_look_again)
        self._copying = self._timer(COPY_MS, self._on_copy_due)
        self._idling = self._timer(IDLE_MS, self._on_idle)
        self._copier = Runner(enter=enter_thread, leave=leave_thread, parent=self)
        self._sticks: tuple[Stick, ...] | None = None
        self._plugging = self._timer(STICK_MS, self._on_look_at_sticks)
        runner.changed.connect(self._on_changed)

    @property
    def copier(self) -> Runner:
        """The worker that makes the copies."""
        return self._copier

    @property
    def sticks(self) -> tuple[Stick, ...]:
        """What is plugged in, as it was seen last."""
        return self._sticks or ()

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
        if changed and self._looking.isActive():  # nobody reads a book that is being closed
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
        """Copy the book into the folder of copies and onto the chosen sticks; the status line says so."""
        self._to_copy = False
        if self._home is not None:
            self._bring_back(self._home)
            return
        job = partial(_copy, self._session, self._folder)
        self._copier.run(self, job, self._on_copied, failed=self._on_copy_failed)
        for stick in self._chosen():
            self.copy_to(stick)

    def _bring_back(self, home: StickHome) -> None:
        job = partial(home.bring_back, self._session)
        self._copier.run(self, job, self._on_brought_back, failed=self._on_not_brought_back)

    def _on_brought_back(self, _book: StickBook) -> None:
        time = now().strftime("%H:%M")
        self._status.set_part("copy", _("Kept on the stick {time}; it may be pulled out").format(time=time))

    def _on_not_brought_back(self, error: Exception) -> None:
        if not isinstance(error, StickChangedError):
            self._to_copy = True
        self._status.set_part("copy", error_text(error), "turmeric")

    def copy_to(self, stick: Stick) -> None:
        """Copy the book onto a stick."""
        job = partial(_copy_to_stick, self._session, stick)
        self._copier.run(self, job, self._on_copied, failed=self._on_stick_failed)

    def _chosen(self) -> tuple[Stick, ...]:
        wanted = load_machine().copy_sticks
        return tuple(each for each in self.sticks if each.label in wanted)

    def _on_copied(self, made: Backup) -> None:
        self._runner.run(self, changed_elsewhere)  # the line in the log was our own doing
        time = now().strftime("%H:%M")
        stick = stick_of(made.path, self.sticks)
        words = _("Checked copy {time}").format(time=time)
        if stick is not None:
            words = _("Checked copy {time} on {stick}; it may be pulled out").format(
                time=time, stick=stick.label
            )
        self._status.set_part("copy", words)
        self.copied.emit(made)

    def _on_copy_failed(self, error: Exception) -> None:
        self._to_copy = True
        log.warning("no copy: %s", type(error), exc_info=error)
        self._status.set_part("copy", _("No copy could be made: {why}").format(why=error_text(error)), "clay")

    def _on_stick_failed(self, error: Exception) -> None:
        log.warning("no copy on a stick: %s", type(error), exc_info=error)
        self._status.say(_("No copy could be made: {why}").format(why=error_text(error)), "clay")

    # ---- sticks

    @Slot()
    def _on_look_at_sticks(self) -> None:
        if not self._copier.busy:
            self._copier.run(self, sticks, self._on_sticks)
            if self._home is not None:
                self._copier.run(self, self._home.look, self._on_looked_for_home)

    def _on_looked_for_home(self, there: bool) -> None:
        home = self._home
        if home is None or there is not home.gone:
            return
        home.gone = not there
        if there:  # it came back: what was done meanwhile goes onto it at once
            self._bring_back(home)
        else:
            gone = StickGoneError(stick=home.book.label or home.book.stick.name)
            self._on_not_brought_back(gone)
            self.stick_pulled.emit(gone)

    def _on_sticks(self, now: tuple[Stick, ...]) -> None:
        before, self._sticks = self._sticks, now
        if before is None or {each.folder for each in before} == {each.folder for each in now}:
            if before is None:
                self.sticks_changed.emit(now)
            return
        self.sticks_changed.emit(now)
        for stick in now:
            if self._home is not None and stick.folder in self._home.book.stick.parents:
                continue  # the book goes back onto it by itself
            if stick.folder not in {each.folder for each in before}:
                if stick.label in load_machine().copy_sticks:
                    self.copy_to(stick)
                else:
                    self.plugged.emit(stick)

    def stop(self) -> None:
        """Somebody else keeps the book from now on."""
        self._stop_timers()
        self._runner.changed.disconnect(self._on_changed)
        self._copier.stop()

    def _stop_timers(self) -> None:
        for timer in (self._looking, self._copying, self._idling, self._plugging):
            timer.stop()

    def finish(self) -> None:
        """Make a last copy, if anything changed since, and fold the log into the book."""
        self._stop_timers()
        if self._home is not None:
            self._copier.stop()
            last = partial(self._home.bring_back_last, self._session)
            self._runner.run(self, last)  # behind all that waits
            return
        if self._to_copy:
            self._to_copy = False
            self._copier.run(self, partial(_copy_at_the_end, self._session, self._folder, self._chosen()))
        self._copier.stop()
        self._runner.run(self, checkpoint)
