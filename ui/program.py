"""The program with a window: the start screen or one open book, and all that is wired around them."""

# Long because: whatever happens to an open book as a whole (its door, file, copies, the other book) is here.

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.changes import Changes
from app.domain.book_kind import BookKind
from app.domain.recovery_code import RecoveryCodeError, RecoveryCodeMistypedError
from app.domain.session import Session
from app.errors import Notice, SamutError
from app.i18n import _, set_language
from app.queries.settings import book_kind
from app.services import sign_in
from app.services.book_errors import FILE_TROUBLE, BookOpenInWindowError, file_error
from app.services.books import check_place, close_book, enter_thread, leave_thread, open_book, open_path
from app.services.doors import (
    Credential,
    Door,
    SignInNeededError,
    WaitError,
    WrongSecretError,
    look_at,
)
from app.services.people import confirm_recovery
from app.services.stick_book import give_up_move, move_onto, put_aside
from app.services.sticks import Stick
from app.settings import change_machine, load_machine, own_book_moved, remember_book, remember_own_book
from reports.model import Link
from ui.book_places import place_of
from ui.desks import Desks, WaysOut
from ui.files import Place
from ui.keeping import FOLDER_ON_STICK, BookKeeper
from ui.main_window import MainWindow
from ui.messages_text import notice_text
from ui.own_book import Brought, WayHome, arrive, look_for_notes, tell_members, way_home
from ui.reception import Entered, Reception, open_with, rewrite_and_open
from ui.runner import Runner
from ui.saving_files import save_file
from ui.single import RaiseListener, raise_other
from ui.stick_door import StickDoor
from ui.stick_home import StickHome
from ui.ways_back import Looked, look_with

if TYPE_CHECKING:
    from app.services.household.linking import Invitation
    from ui.book_made import BookMade
    from ui.start import StartView

TITLE = "Samut สมุดชุมชน"
TELL_AFTER = 20_000
"""Milliseconds after a change of the ledger until members' own books are told of it."""


_AT_THE_DOOR = (WrongSecretError, WaitError, SignInNeededError, RecoveryCodeError, RecoveryCodeMistypedError)
"""What the door itself can say: the next try may be right."""


class Program(QObject):
    """What lives as long as the program: the start screen or the window of one book."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._start: StartView | None = None
        self._start_runner: Runner | None = None
        self._runner: Runner | None = None
        self._desks: Desks | None = None
        self._listener: RaiseListener | None = None
        self._path: Path | None = None
        self._way: WayHome | None = None
        """Who came from her group's book and is on the way to her own, or there."""
        self._brought = Brought()
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(TELL_AFTER)
        self._telling.timeout.connect(self._on_telling_due)
        self._not_sent: SamutError | None = None
        """What has to be said after a book was closed that did not come back to its stick."""
        self.tell_last_run = False
        """Whether the last run ended unexpectedly and nobody was told so yet."""
        self._home: StickHome | None = None
        """The stick that the book came from which is being opened, or is open."""
        self._sticks = StickDoor(self)
        self._sticks.ready.connect(self._on_stick_ready)
        self._sticks.refused.connect(self._on_stick_refused)
        self._reception = Reception(app, self)
        self._reception.entered.connect(self._on_entered)
        self._reception.came.connect(self._on_came)
        self._reception.refused.connect(self._on_refused)
        self._reception.left.connect(self._on_door_left)
        self._reception.quit_wanted.connect(self._on_quit_wanted)
        self._reception.language_chosen.connect(self._on_language_chosen)
        app.aboutToQuit.connect(self.finish)

    @property
    def window(self) -> MainWindow | None:
        """The window of whoever sits at the open book."""
        return None if self._desks is None else self._desks.window

    @property
    def session(self) -> Session | None:
        """Whoever sits at the open book."""
        return None if self._desks is None else self._desks.session

    @property
    def keeper(self) -> BookKeeper | None:
        """Who makes copies of the open book."""
        return None if self._desks is None else self._desks.keeper

    @property
    def start_view(self) -> "StartView | None":
        """The start screen, while it is shown."""
        return self._start

    @property
    def runner(self) -> Runner | None:
        """The storage worker of the open book."""
        return self._runner

    @property
    def reception(self) -> Reception:
        """Who asks at the door and locks the screen."""
        return self._reception

    # ---- start screen

    def show_start(self, error: BaseException | None = None) -> None:
        """Show the start screen, with what went wrong."""
        if self._start is None:
            from ui.start import StartView

            self._start = StartView(self._begin_runner(), load_machine().recent_books)
            self._start.book_chosen.connect(self._on_book_chosen)
            self._start.book_made.connect(self._on_book_made)
            self._start.language_chosen.connect(self._on_language_chosen)
            self._start.setWindowTitle(TITLE)
            self._start.resize(1024, 600)
        if error is not None:
            self._start.show_error(error)
        self._start.show()

    def _begin_runner(self) -> Runner:
        """The worker for what happens before a book is open."""
        if self._start_runner is None:
            self._start_runner = Runner(parent=self)
        return self._start_runner

    @Slot(object)
    def _on_book_chosen(self, path: Path) -> None:
        self.open(path)

    @Slot(str)
    def _on_language_chosen(self, code: str) -> None:
        set_language(code)
        change_machine(language=code)
        if self._start is not None:
            self._start.retranslate()
        if self._reception.door is not None:
            self._reception.door.retranslate()
        if self.window is not None:
            self.window.switch_language(code)

    def _leave_start(self) -> None:
        if self._start is not None:
            self._start.close()
            self._start.deleteLater()
            self._start = None
        if self._start_runner is not None:
            self._start_runner.stop()
            self._start_runner.deleteLater()
            self._start_runner = None

    # ---- one book

    def open(self, path: Path) -> bool:
        """Open a book in the window, or ask at its door; the start screen says why if it cannot be.

        A book that has its window already comes to the front there, and this program ends.
        """
        path = path.absolute()
        self._leave_stick()
        if self._sticks.wants(path):
            self.show_start()
            if self._start is not None:
                self._start.wait(_("Bringing the book in from its stick …"))
            self._sticks.take_in(path, self._begin_runner(), self._start)
            return True
        return self._open_file(path)

    def _open_file(self, path: Path) -> bool:
        try:
            check_place(path)
            if path.exists() and (facts := look_at(path)).needs_sign_in:
                self._reception.ask(path, facts, self._begin_runner(), f"{path.stem} · {TITLE}")
                if self._start is not None:
                    self._start.hide()
                return True
            session = open_book(path, window=True)
        except (SamutError, *FILE_TROUBLE) as error:
            return self._tell_refused(path, error)
        self._begin(path, session)
        return True

    @Slot(object)
    def _on_stick_ready(self, home: StickHome) -> None:
        if self._start is not None:
            self._start.wait("")
        self._home = home
        self._open_file(home.book.work)

    @Slot(object, object)
    def _on_stick_refused(self, path: Path, error: Exception) -> None:
        self._tell_refused(path, error)

    def _leave_stick(self) -> None:
        """The door of a stick's book was left: what was copied in goes again, unless it holds unsent work."""
        home, self._home = self._home, None
        if home is not None and not home.book.unsent:
            home.sent = True
            home.let_go()

    @Slot(object)
    def _on_book_made(self, made: "BookMade") -> None:
        """Open a book whose maker has just chosen her password, and show her the recovery code's place."""
        if self._way is not None and made.is_household:
            self._way = replace(self._way, own=made.path)
        if made.credential is not None:
            work = partial(open_with, made.path, made.credential)
            done = partial(self._on_made_entered, made)
            self._begin_runner().run(self, work, done, failed=self.show_start)

    def _on_made_entered(self, made: "BookMade", entered: Entered) -> None:
        self._on_entered(entered)
        if not made.is_household:
            self.go_to("people", "key")
        elif made.tried and self._runner is not None:
            self._runner.run(self, partial(confirm_recovery, entered.session, code=made.tried))

    def _tell_refused(self, path: Path, error: Exception) -> bool:
        if isinstance(error, BookOpenInWindowError) and raise_other(path):
            self._app.quit()
            return False
        if self.window is None:
            self._leave_stick()
        self.show_start(file_error(error, path))
        return False

    @Slot(object)
    def _on_entered(self, entered: Entered) -> None:
        path = open_path()
        enter_thread()
        self._begin(path, entered.session)
        if entered.by_code and self.window is not None:
            self.window.open_at("people", "new-password")

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, _AT_THE_DOOR):
            self._reception.show_error(error)
            return
        path = self._reception.path
        self._reception.stand_up()
        if path is not None:
            self._tell_refused(path, error)

    @Slot()
    def _on_door_left(self) -> None:
        self._way = None
        if self.window is None:
            self._leave_stick()
        if self.window is None:
            self._reception.stand_up()
            self.show_start()
        else:
            self.finish()
            self.show_start()

    @Slot()
    def _on_quit_wanted(self) -> None:
        self._app.quit()

    def _begin(self, path: Path, session: Session) -> None:
        """Show the window of the book that was opened."""
        if self._home is not None:  # it is known by its place on the stick
            path = self._home.book.stick
        if self._way is None or book_kind() is not BookKind.HOUSEHOLD:
            remember_book(path)  # the group's computer begins with the group's book, and lists no other
        self._path = path
        self._runner = Runner(enter=enter_thread, leave=leave_thread, parent=self)
        self._runner.changed.connect(self._reception.on_changed)
        self._listener = RaiseListener(open_path(), self)
        self._listener.wanted.connect(self._on_raise_wanted)
        self._runner.changed.connect(self._on_book_changed)
        ways = WaysOut(
            self.go_to,
            self.open_link,
            self.rewrite_file,
            self.close_book,
            self.reopen_book,
            self.bring_back_copy,
            self.bring_back,
            self.to_own_book,
            self.back_to_group if self._way is not None else None,
            self._invitation,
            self.move_to_stick,
        )
        self._desks = Desks(self._app, self._runner, self._reception, ways, self, home=self._home)
        self._desks.seat(session)
        self._tell(check_place(open_path()))
        self._leave_start()
        self._arrive(path, session)
        if self.tell_last_run:
            self.tell_last_run = False
            look_with(self._runner)(self, self._on_looked_after_crash, self.show_uncaught)

    @Slot(object)
    def _on_came(self, session: Session) -> None:
        if self._desks is not None:
            self._desks.seat(session)

    def _tell(self, notices: Sequence[Notice]) -> None:
        """Say that the place of the book is doubtful."""
        if notices and self.window is not None:
            self.window.messages.done(" ".join(notice_text(each) for each in notices))
            self.window.status.set_part("place", _("The book lies in a doubtful place"), "turmeric")

    # ---- between a group's book and one's own

    @Slot()
    def to_own_book(self) -> None:
        """Close the group's book and go to the household book of whoever is signed in, or make her one."""
        if self.session is not None and self._path is not None and self._runner is not None:
            work = partial(way_home, self.session, self._path)
            self._runner.run(self, work, self._on_way_home)

    def _on_way_home(self, way: WayHome) -> None:
        if self.window is None or not self._close_window(self.window):
            return
        self.finish()
        self._way = way
        if way.own is not None and way.own.exists():
            self.open(way.own)
            return
        self.show_start()
        if self._start is not None:
            self._start.start_household(way.member, lost=way.own)

    @Slot()
    def back_to_group(self) -> None:
        """Close one's own book and ask at the door of the group's."""
        way = self._way
        if way is None or self.window is None or not self._close_window(self.window):
            return
        self.finish()
        self._way = None
        self.open(way.group)

    def _arrive(self, path: Path, session: Session) -> None:
        """Link one's own book with the group's she came from, and look for what either tells the other."""
        way = self._way
        if way is not None and book_kind() is not BookKind.HOUSEHOLD:
            self._way = None
        elif way is not None:
            self._way = replace(way, invitation=None)
            if way.leads_to(path, session):
                remember_own_book(way.group_uid, way.user_uid, path)
                if self._runner is not None:
                    self._runner.run(self, partial(arrive, session, way, path), self._on_arrived)
        if self._runner is not None:
            self._runner.run(self, partial(look_for_notes, session, path))

    def _on_arrived(self, brought: Brought) -> None:
        """Ask once whether the two books may be linked."""
        self._brought = brought
        if brought.asks and self.window is not None:
            self.go_to("notes", "notes:link")

    def _invitation(self) -> "Invitation | None":
        """The invitation that she brought from the group's book and has not answered yet."""
        return self._brought.invitation

    @Slot()
    def _on_telling_due(self) -> None:
        """Lay notes of what the group paid ready for its members' own books."""
        if self.session is not None and self._runner is not None:
            self._runner.run(self, partial(tell_members, self.session))

    # ---- after a fault

    @Slot(object)
    def show_uncaught(self, error: BaseException) -> None:
        """An error that some code let go, shown wherever the user is."""
        if self.window is not None:
            self.window.messages.show_error(error)
        elif self._start is not None:
            self._start.show_error(error)

    def _on_looked_after_crash(self, looked: Looked) -> None:
        if self.window is not None:
            self.window.messages.tell_last_run(whole=looked.soundness.whole)

    def reopen_book(self) -> None:
        """Close the book and open it again, as if it were chosen on the start screen."""
        path = self._path
        self.close_book()
        if self.window is None and path is not None:
            self.open(path)

    def bring_back_copy(self) -> None:
        """Close the book and ask on the start screen which copy to bring back."""
        self.close_book()
        if self._start is not None:
            self._start.restore_button.click()

    @Slot(object)
    def bring_back(self, copy: Path) -> None:
        """Close the book and ask on the start screen whether this copy shall take its place."""
        self.close_book()
        if self._start is not None:
            self._start.look_at_copy(copy)

    # ---- links and files

    def go_to(self, place: str, argument: str) -> None:
        """Bring a place to the front, with what it is told.

        ``badge`` is a code that the till scanned, ``own-book`` the way to one's household book.
        """
        if place == "own-book":
            self.to_own_book()
            return
        if place == "badge":
            self._reception.badge(argument)
            return
        if self.window is not None:
            self.window.open_at(place, argument)

    def open_link(self, link: Link) -> None:
        """Show what a row of a report points to."""
        self.go_to(*place_of(link, self.session))

    def save_file(self, name: str, kind: str) -> Place | None:
        """Ask where to save a file, and whether it is locked if it leaves; None if the user went back."""
        return save_file(self.window, name, kind)

    @Slot(object)
    def _on_book_changed(self, changes: Changes) -> None:
        if changes & Changes.SETTINGS and self._desks is not None:
            self._reception.reread_rules()
            self._desks.reread_names()
        if changes & Changes.LEDGER:
            self._telling.start()

    # ---- onto a stick

    @Slot(object)
    def move_to_stick(self, stick: Stick) -> None:
        """Let a household's book live on a stick: a checked copy there, the book here put aside."""
        if self.session is not None and self._runner is not None:
            work = partial(move_onto, self.session, stick.folder / FOLDER_ON_STICK)
            self._runner.run(self, work, self._on_moved)

    def _on_moved(self, moved: Path) -> None:
        window, path = self.window, self._path
        if window is None or path is None or not self._close_window(window):
            give_up_move(moved)
            return
        self.finish()
        try:
            put_aside(path, moved)
        except SamutError as error:
            self.show_start(error)
            return
        own_book_moved(path, moved)
        self.open(moved)

    # ---- locking the file

    def rewrite_file(self, password: str, encrypt: bool) -> None:
        """Close the book, encrypt its file or write it plain, and open it again."""
        if self._runner is None or self.session is None:
            return
        credential = Credential(user_uid=self.session.user_uid, password=password)
        work = partial(sign_in.prove, self.session, password=password)
        self._runner.run(self, work, partial(self._on_proved, credential, encrypt))

    def _on_proved(self, credential: Credential, encrypt: bool, _proved: object) -> None:
        window, path = self.window, self._path
        if window is None or path is None or not self._close_window(window):
            return
        self.finish()
        runner = self._begin_runner()
        facts = Door(encrypted=encrypt, needs_sign_in=True)
        self._reception.ask(path, facts, runner, f"{path.stem} · {TITLE}")
        self._reception.wait(_("Writing the file anew …"))
        work = partial(rewrite_and_open, path, credential, encrypt)
        runner.run(self, work, self._on_entered, failed=self._on_refused)

    # ---- a second start on the same book

    @Slot()
    def _on_raise_wanted(self) -> None:
        if self._reception.door is not None:
            self._reception.door.raise_()
            self._reception.door.activateWindow()
        elif self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    # ---- the end

    def close_book(self) -> None:
        """Close the book and go back to the start screen; a page may keep it open."""
        window = self.window
        if window is None:
            return
        if self._close_window(window):
            self.finish()
            self.show_start(self._not_sent)

    def _close_window(self, window: MainWindow) -> bool:
        ends_with_window = self._app.quitOnLastWindowClosed()
        self._app.setQuitOnLastWindowClosed(False)
        try:
            return window.close()
        finally:
            self._app.setQuitOnLastWindowClosed(ends_with_window)

    @Slot()
    def finish(self) -> None:
        """Let waiting work end, make a last copy, fold the log into the book, close it."""
        self._reception.stand_up()
        self._telling.stop()
        self._brought = Brought()
        if self._listener is not None:
            self._listener.stop()
            self._listener.deleteLater()
            self._listener = None
        desks, self._desks = self._desks, None
        if desks is not None:
            if desks.session is not None and self._runner is not None:
                self._runner.run(self, partial(tell_members, desks.session))
            desks.copy_last()
        if self._runner is not None:
            self._runner.stop()
            self._runner.deleteLater()
            self._runner = None
            close_book()
        if desks is None:
            self._leave_stick()
        home, self._home = self._home, None
        self._not_sent = None if home is None else home.let_go()
        if desks is not None:
            desks.close()
            desks.deleteLater()
        self._path = None
        if self._start_runner is not None and self._start is not None and not self._start.isVisible():
            self._leave_start()
