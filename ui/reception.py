"""Who sits at the screen: asks at the door, locks after a while, lets people come back or take over.

The window of somebody who is away is hidden, not closed, so that nothing half typed is lost and nothing of
it can be read.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.changes import Changes
from app.domain.roles import RoleRules
from app.domain.session import Session, is_locked
from app.services import sign_in
from app.services.books import leave_thread, open_book
from app.services.doors import Credential
from app.services.doors import Door as DoorFacts
from app.services.encrypting import decrypt_book, encrypt_book
from ui.attempt import Attempt, By, Person
from ui.door import Door
from ui.runner import Runner

LOOK_MS = 5_000
"""How often the idle time is looked at."""
AFTER_SALE_MS = 6_000
"""How long the change stays readable before the screen locks after a sale, where the role says so."""
_HIDDEN_BY_LOCK = "hiddenByLock"
_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


@dataclass(frozen=True, slots=True)
class Entered:
    """A book that was opened at the door, on the worker."""

    session: Session
    by_code: bool


def open_with(path: Path, credential: Credential) -> Entered:
    """Open a book on the worker and leave it to the window's thread; raises what ``open_book`` raises."""
    session = open_book(path, window=True, credential=credential)
    leave_thread()
    return Entered(session, bool(credential.recovery_code))


def rewrite_and_open(path: Path, credential: Credential, encrypt: bool) -> Entered:
    """Encrypt a closed book's file or write it plain, and open it again; raises what either raises."""
    (encrypt_book if encrypt else decrypt_book)(path, credential=credential)
    return open_with(path, credential)


def credential_of(attempt: Attempt) -> Credential:
    """What was typed at the door, for the services."""
    if attempt.by is By.CODE:
        return Credential(recovery_code=attempt.secret)
    if attempt.person is not None:
        return Credential(user_uid=attempt.person.uid, password=attempt.secret)
    return Credential(name=attempt.name, password=attempt.secret)


def _people() -> list[Person]:
    return [
        Person(each.user.uid, each.user.name, each.user.role, each.user.id, each.by_pin)
        for each in sign_in.people_at_desk()
    ]


def _come_back(session: Session, attempt: Attempt) -> Session:
    """Whoever proved herself at the locked screen."""
    person = attempt.person
    if person is None or person.user_id == session.user_id:
        if attempt.by is By.PIN:
            return sign_in.unlock_with_pin(session, pin=attempt.secret)
        return sign_in.unlock_with_password(session, password=attempt.secret)
    here = sign_in.sessions_of(person.user_id)
    if attempt.by is By.PIN:
        if not here:
            raise sign_in.NoPinError
        return sign_in.unlock_with_pin(here[-1], pin=attempt.secret)
    if here:
        return sign_in.unlock_with_password(here[-1], password=attempt.secret)
    return sign_in.switch(session, credential_of(attempt))


class Reception(QObject):
    """Shows the door instead of the window while nobody has proved to be who she is."""

    entered = Signal(object)
    """An ``Entered``: a book was opened."""
    came = Signal(object)
    """The ``Session`` of whoever came back or took over."""
    refused = Signal(object)
    """An error that the door cannot put right (the book itself cannot be opened)."""
    left = Signal()
    """Another book is wanted instead."""
    quit_wanted = Signal()
    language_chosen = Signal(str)

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._door: Door | None = None
        self._path: Path | None = None
        self._runner: Runner | None = None
        self._session: Session | None = None
        self._window: QWidget | None = None
        self._book = ""
        self._idle_minutes = 0
        self._lock_after_sale = False
        self._people: list[Person] = []
        self._by_badge: int | None = None
        """Whose badge was scanned, until she is asked for her secret."""
        self._last_hand = time.monotonic()
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._on_look)
        self._after_sale = QTimer(self)
        self._after_sale.setSingleShot(True)
        self._after_sale.setInterval(AFTER_SALE_MS)
        self._after_sale.timeout.connect(self.lock)

    @property
    def path(self) -> Path | None:
        """The closed book whose door is shown."""
        return self._path

    @property
    def door(self) -> Door | None:
        """The door, while it is shown."""
        return self._door

    # ---- at the opening of a book

    def ask(self, path: Path, facts: DoorFacts, runner: Runner, title: str) -> None:
        """Ask who comes into a closed book; ``runner`` has no book yet."""
        self._path, self._runner = path, runner
        door = self._make_door(title)
        people = [Person(uid, name) for uid, name in facts.people]
        door.ask_at_opening(path.stem, people)
        door.resize(1024, 600)
        door.show()
        door.activateWindow()

    def wait(self, words: str) -> None:
        """Something is done to the closed book; nobody is asked meanwhile."""
        if self._door is not None:
            self._door.wait(words)

    def show_error(self, error: BaseException) -> None:
        """Say at the door why nobody came in."""
        if self._door is not None:
            self._door.show_error(error)

    # ---- while a book is open

    def sit(self, session: Session, window: QWidget, runner: Runner, book: str) -> None:
        """Somebody works at the window from now on."""
        self._session, self._window, self._runner, self._book = session, window, runner, book
        self._path = None
        self._last_hand = time.monotonic()
        self._close_door()
        runner.run(self, partial(sign_in.rules_for, session), self._on_rules)
        self._looking.start()
        self._app.installEventFilter(self)

    def show_questions(self, window: QWidget) -> None:
        """Ask again what stood open over a window when its screen was locked."""
        for each in window.findChildren(QWidget):
            if each.property(_HIDDEN_BY_LOCK):
                each.setProperty(_HIDDEN_BY_LOCK, None)
                if isinstance(each, QDialog):
                    each.open()
                else:
                    each.show()

    def stand_up(self) -> None:
        """The book is closed: nobody is asked for any more."""
        self._looking.stop()
        self._after_sale.stop()
        self._app.removeEventFilter(self)
        self._session = self._window = self._runner = None
        self._close_door()

    def _on_rules(self, rules: RoleRules) -> None:
        self._idle_minutes, self._lock_after_sale = rules.idle_minutes, rules.lock_after_sale

    def reread_rules(self) -> None:
        """The leader may have changed when screens lock."""
        if self._session is not None and self._runner is not None:
            self._runner.run(self, partial(sign_in.rules_for, self._session), self._on_rules)

    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """A sale was posted: in some roles the screen locks behind it."""
        if self._lock_after_sale and changes & Changes.SALES:
            self._after_sale.start()

    @Slot()
    def lock(self) -> None:
        """Lock the screen now; in a book of one nothing happens."""
        if self._session is None or self._window is None or self._door is not None:
            return
        sign_in.lock(self._session)
        if is_locked(self._session):
            self._show_locked()

    @Slot()
    def switch(self) -> None:
        """Lock the screen and ask who comes."""
        self.lock()
        if self._door is not None:
            self._door.ask_who()

    def badge(self, code: str) -> None:
        """A badge was scanned: its owner is asked for her PIN or password."""
        if self._runner is not None and self._session is not None:
            self._runner.run(self, partial(sign_in.person_with_badge, code), self._on_badge_found)

    def _on_badge_found(self, user_id: int | None) -> None:
        if user_id is None or self._session is None:
            return
        locked_before = self._door is not None
        self.lock()
        self._by_badge = user_id
        if locked_before:
            self._read_people()

    def _show_locked(self) -> None:
        session, window, runner = self._session, self._window, self._runner
        if session is None or window is None or runner is None:
            return
        door = self._make_door(window.windowTitle())
        mine = (each for each in self._people if each.user_id == session.user_id)
        me = next(mine, Person(session.user_uid, session.user_name, session.role, session.user_id))
        door.ask_back(self._book, me, self._people or [me])
        door.setGeometry(window.geometry())
        if window.isFullScreen():
            door.showFullScreen()
        elif window.isMaximized():
            door.showMaximized()
        else:
            door.show()
        for each in self._app.topLevelWidgets():
            if each is not door and each.isVisible():
                stays = each is not window and each.windowType() is not Qt.WindowType.Popup
                if stays and each.windowModality() is not Qt.WindowModality.ApplicationModal:
                    each.setProperty(_HIDDEN_BY_LOCK, True)
                each.hide()
        door.raise_()
        door.activateWindow()
        self._by_badge = None
        self._read_people()

    def _read_people(self) -> None:
        if self._runner is not None:
            self._runner.run(self, _people, self._on_people)

    def _on_people(self, people: list[Person]) -> None:
        self._people = people
        scanned, self._by_badge = self._by_badge, None
        found = next((each for each in people if each.user_id == scanned), None)
        if self._door is not None and found is not None:
            self._door.offer(people)
            self._door.choose(found)
            return
        if self._door is None or self._session is None or self._door.asks_who:
            if self._door is not None:
                self._door.offer(people)
            return
        mine = next((each for each in people if each.user_id == self._session.user_id), None)
        if mine is not None and self._door.asks(mine):
            self._door.offer(people)
        elif mine is not None:
            self._door.ask_back(self._book, mine, people)

    # ---- the door

    def _make_door(self, title: str) -> Door:
        self._close_door()
        door = self._door = Door(self._app)
        door.setWindowTitle(title)
        door.attempted.connect(self._on_attempted)
        door.scanned.connect(self._on_scanned)
        door.other_book_wanted.connect(self.left)
        door.quit_wanted.connect(self.quit_wanted)
        door.language_chosen.connect(self.language_chosen)
        return door

    def _close_door(self) -> None:
        if self._door is not None:
            self._door.hide()
            self._door.deleteLater()
            self._door = None

    @Slot(object)
    def _on_attempted(self, attempt: Attempt) -> None:
        runner = self._runner
        if runner is None:
            return
        work: Callable[[], object]
        if self._path is not None:
            work = partial(open_with, self._path, credential_of(attempt))
            runner.run(self, work, self._on_entered, failed=self._on_refused)
        elif self._session is not None:
            work = partial(_come_back, self._session, attempt)
            runner.run(self, work, self._on_came, failed=self.show_error)

    @Slot(str)
    def _on_scanned(self, text: str) -> None:
        self.badge(text)

    def _on_entered(self, entered: Entered) -> None:
        self.entered.emit(entered)

    def _on_refused(self, error: Exception) -> None:
        self.refused.emit(error)

    def _on_came(self, session: Session) -> None:
        self._last_hand = time.monotonic()
        self._after_sale.stop()
        self.came.emit(session)

    # ---- idle

    @Slot()
    def _on_look(self) -> None:
        if self._door is None and self._idle_minutes:
            if time.monotonic() - self._last_hand >= self._idle_minutes * 60:
                self.lock()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _HANDS:
            self._last_hand = time.monotonic()
        return False
