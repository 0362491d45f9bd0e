"""The program with a window: the start screen or one open book, and all that is wired around them."""

import base64
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from app import logs
from app.changes import Changes
from app.domain.recovery_code import RecoveryCodeError, RecoveryCodeMistypedError
from app.domain.session import Session
from app.errors import Notice, SamutError
from app.i18n import N_, _, set_language
from app.queries.people import user
from app.queries.settings import business_settings
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
from app.services.key_ring import has_key
from app.services.sessions import keeper_of
from app.settings import change_machine, load_machine, remember_book
from reports.model import Link
from ui import masking, theme
from ui.approving import Approvals
from ui.book_places import PlaceNeeds, place_of, places
from ui.breakage import Breakage
from ui.files import Place, file_stem
from ui.finder import BookFinder
from ui.keeping import BookKeeper
from ui.last_run import begin_run, end_run
from ui.leaving import ask_place, choose_locked
from ui.main_window import MainWindow
from ui.messages_text import notice_text
from ui.page import WindowCallbacks
from ui.reception import Entered, Reception, open_with, rewrite_and_open
from ui.runner import Runner
from ui.single import RaiseListener, raise_other
from ui.ways_back import Looked, WaysBack, look_with

if TYPE_CHECKING:
    from ui.start import BookMade, StartView

TITLE = "Samut สมุดชุมชน"


_AT_THE_DOOR = (WrongSecretError, WaitError, SignInNeededError, RecoveryCodeError, RecoveryCodeMistypedError)
"""What the door itself can say: the next try may be right."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """The window of somebody who is away: hidden, and as she left it."""

    session: Session
    window: MainWindow
    finder: BookFinder | None


class Program(QObject):
    """What lives as long as the program: the start screen or the window of one book."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._start: StartView | None = None
        self._start_runner: Runner | None = None
        self._window: MainWindow | None = None
        self._runner: Runner | None = None
        self._keeper: BookKeeper | None = None
        self._finder: BookFinder | None = None
        self._listener: RaiseListener | None = None
        self._session: Session | None = None
        self._path: Path | None = None
        self._book_name = ""
        self._others: dict[int, _Desk] = {}
        self.tell_last_run = False
        """Whether the last run ended unexpectedly and nobody was told so yet."""
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
        """The window of the open book."""
        return self._window

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
        if self._window is not None:
            self._window.switch_language(code)

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
    def _on_book_made(self, made: "BookMade") -> None:
        """Open a book whose maker has just chosen her password, and show her the recovery code's place."""
        if made.credential is not None:
            work = partial(open_with, made.path, made.credential)
            self._begin_runner().run(self, work, self._on_made_entered, failed=self.show_start)

    def _on_made_entered(self, entered: Entered) -> None:
        self._on_entered(entered)
        self.go_to("people", "key")

    def _tell_refused(self, path: Path, error: Exception) -> bool:
        if isinstance(error, BookOpenInWindowError) and raise_other(path):
            self._app.quit()
            return False
        self.show_start(file_error(error, path))
        return False

    @Slot(object)
    def _on_entered(self, entered: Entered) -> None:
        path = open_path()
        enter_thread()
        self._begin(path, entered.session)
        if entered.by_code and self._window is not None:
            self._window.open_at("people", "new-password")

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
        if self._window is None:
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
        remember_book(path)
        self._path = path
        self._book_name = business_settings().enterprise_name
        self._runner = Runner(enter=enter_thread, leave=leave_thread, parent=self)
        self._runner.changed.connect(self._reception.on_changed)
        self._listener = RaiseListener(path, self)
        self._listener.wanted.connect(self._on_raise_wanted)
        self._runner.changed.connect(self._on_book_changed)
        self._seat(session)
        if self._window is not None:
            self._tell(self._window, check_place(path))
        self._leave_start()
        if self.tell_last_run:
            self.tell_last_run = False
            look_with(self._runner)(self, self._on_looked_after_crash, self.show_uncaught)

    def _seat(self, session: Session) -> None:
        """Give somebody her window: the one she left, or a new one."""
        assert self._runner is not None
        kept = self._others.pop(session.user_id, None)
        if self._window is not None and self._session is not None:
            if kept is None and self._session.user_id == session.user_id:
                kept = _Desk(self._session, self._window, self._finder)
            else:
                self._window.messages.uninstall()
                self._window.hide()
                self._others[self._session.user_id] = _Desk(self._session, self._window, self._finder)
        if kept is not None and kept.session.token != session.token:
            kept.window.messages.uninstall()
            kept.window.hide()
            kept.window.deleteLater()
            kept = None
        self._session = session
        if kept is not None:
            self._window, self._finder = kept.window, kept.finder
            self._window.messages.install()
        else:
            self._window = self._make_window(session, self._runner, self._book_name)
            self._wire(session, self._runner, self._window)
            self._window.show_page("home")
        self._keep(session, self._window)
        self._runner.ask_first = Approvals(self._runner, self._window).asks
        self._reception.sit(session, self._window, self._runner, self._book_name or TITLE)
        self._window.show()
        self._window.activateWindow()

    def _keep(self, session: Session, window: MainWindow) -> None:
        """Copies go on in the name of whoever sits at the screen."""
        assert self._runner is not None
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper.deleteLater()
        self._keeper = BookKeeper(keeper_of(session), self._runner, window.status, parent=self)

    @Slot(object)
    def _on_came(self, session: Session) -> None:
        self._seat(session)

    def _make_window(self, session: Session, runner: Runner, name: str) -> MainWindow:
        needs = PlaceNeeds(
            self._app,
            session,
            runner,
            self._shown_window,
            self.go_to,
            self.open_link,
            self.save_file,
            self.rewrite_file,
        )
        window = MainWindow(
            self._app,
            places(needs),
            runner,
            callbacks=WindowCallbacks(
                remember=_remember,
                close_book=self.close_book,
                lock=self._reception.lock,
                switch_user=self._reception.switch,
                may_lock=has_key,
                extra_actions=((N_("Open a locked file …"), "lock-open", self.open_locked),),
            ),
            book_name=name,
            user_name=session.user_name,
        )
        self._window = window
        window.messages.ways = WaysBack(look_with(runner), self.reopen_book, self.bring_back_copy)
        window.messages.install()
        window.resize(1280, 760)
        kept = load_machine().window_geometry
        window.restore_place(base64.b64decode(kept) if kept else None)
        return window

    def _wire(self, session: Session, runner: Runner, window: MainWindow) -> None:
        finder = self._finder = BookFinder(
            session, runner, open_link=self.open_link, go_to=self.go_to, parent=window
        )
        for provider in (
            finder.find_reports,
            finder.find_documents,
            finder.find_products,
            finder.find_parties,
        ):
            window.add_provider(provider)
        finder.arrived.connect(self._on_document_found)

    def _tell(self, window: MainWindow, notices: Sequence[Notice]) -> None:
        """Say that the place of the book is doubtful."""
        if notices:
            window.messages.done(" ".join(notice_text(each) for each in notices))
            window.status.set_part("place", _("The book lies in a doubtful place"), "turmeric")

    def _shown_window(self) -> MainWindow:
        assert self._window is not None
        return self._window

    # ---- after a fault

    @Slot(object)
    def show_uncaught(self, error: BaseException) -> None:
        """An error that some code let go, shown wherever the user is."""
        if self._window is not None:
            self._window.messages.show_error(error)
        elif self._start is not None:
            self._start.show_error(error)

    def _on_looked_after_crash(self, looked: Looked) -> None:
        if self._window is not None:
            self._window.messages.tell_last_run(whole=looked.soundness.whole)

    def reopen_book(self) -> None:
        """Close the book and open it again, as if it were chosen on the start screen."""
        path = self._path
        self.close_book()
        if self._window is None and path is not None:
            self.open(path)

    def bring_back_copy(self) -> None:
        """Close the book and ask on the start screen which copy to bring back."""
        self.close_book()
        if self._start is not None:
            self._start.restore_button.click()

    # ---- links and files

    def go_to(self, place: str, argument: str) -> None:
        """Bring a place to the front, with what it is told; ``badge`` is a code that the till scanned."""
        if place == "badge":
            self._reception.badge(argument)
            return
        if self._window is not None:
            self._window.open_at(place, argument)

    def open_link(self, link: Link) -> None:
        """Show what a row of a report points to."""
        self.go_to(*place_of(link, self._session))

    def save_file(self, name: str, kind: str) -> Place | None:
        """Ask where to save a file, and whether it is locked if it leaves; None if the user went back."""
        if masking.stopped():
            return None
        folder = load_machine().last_folder
        suffix = f".{kind}"
        suggested = str(
            (Path(folder) if folder and Path(folder).is_dir() else Path.home()) / f"{file_stem(name)}{suffix}"
        )
        chosen, _filter = QFileDialog.getSaveFileName(self._window, _("Save as"), suggested, f"*{suffix}")
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        change_machine(last_folder=str(path.parent))
        return ask_place(path, self._window)

    def open_locked(self) -> None:
        """Ask for a locked file and its password, and open it."""
        if self._runner is not None and not masking.stopped():
            choose_locked(self._runner, self._window)

    @Slot()
    def _on_document_found(self) -> None:
        if self._window is not None and self._window.palette_box.isVisible():
            self._window.palette_box.search()

    @Slot(object)
    def _on_book_changed(self, changes: Changes) -> None:
        if changes & Changes.SETTINGS and self._runner is not None:
            self._reception.reread_rules()
            self._runner.run(self, partial(_names, self._session), self._on_names_read)

    def _on_names_read(self, names: tuple[str, str]) -> None:
        self._book_name, person = names
        if self._window is not None:
            self._window.set_book(self._book_name, person)

    # ---- locking the file

    def rewrite_file(self, password: str, encrypt: bool) -> None:
        """Close the book, encrypt its file or write it plain, and open it again."""
        if self._runner is None or self._session is None:
            return
        credential = Credential(user_uid=self._session.user_uid, password=password)
        work = partial(sign_in.prove, self._session, password=password)
        self._runner.run(self, work, partial(self._on_proved, credential, encrypt))

    def _on_proved(self, credential: Credential, encrypt: bool, _proved: object) -> None:
        window, path = self._window, self._path
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
        elif self._window is not None:
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()

    # ---- the end

    def close_book(self) -> None:
        """Close the book and go back to the start screen; a page may keep it open."""
        window = self._window
        if window is None:
            return
        if self._close_window(window):
            self.finish()
            self.show_start()

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
        if self._listener is not None:
            self._listener.stop()
            self._listener.deleteLater()
            self._listener = None
        if self._keeper is not None:
            self._keeper.finish()
            self._keeper = None
        if self._runner is not None:
            self._runner.stop()
            self._runner.deleteLater()
            self._runner = None
            close_book()
        if self._window is not None:
            self._window.messages.uninstall()
            self._window.hide()
            self._window.deleteLater()
            self._window = None
        for desk in self._others.values():
            desk.window.hide()
            desk.window.deleteLater()
        self._others = {}
        self._finder = self._session = self._path = None
        if self._start_runner is not None and self._start is not None and not self._start.isVisible():
            self._leave_start()


def _names(session: Session | None) -> tuple[str, str]:
    """What the book and whoever is at the screen are called now."""
    person = None if session is None else user(session.user_id)
    return business_settings().enterprise_name, "" if person is None else person.name


def _remember(name: str, value: object) -> None:
    """Keep what the user chose about the window on this computer."""
    if name == "geometry" and isinstance(value, bytes):
        change_machine(window_geometry=base64.b64encode(value).decode())
    elif name == "language":
        change_machine(language=str(value))
    elif name == "look":
        change_machine(theme=str(value))
    elif name == "masked":
        change_machine(masked=bool(value))
    elif name == "scale" and isinstance(value, int):
        change_machine(type_scale=value)


def _look(app: QApplication, chosen: str) -> theme.Mode:
    """The look that was chosen, else the one of the system."""
    if chosen in set(theme.Mode):
        return theme.Mode(chosen)
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return theme.Mode.DARK if dark else theme.Mode.LIGHT


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the program; the first argument may name a book, else the last one opens. Gives the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    machine = load_machine()
    set_language(machine.language)
    masking.set_on(machine.masked)
    logs.set_up("samut")
    breakage = Breakage()
    breakage.take_over()
    this_run, last_run = begin_run(logs.log_folder())
    app = QApplication([sys.argv[0], *given])
    app.setApplicationName("samut")
    theme.apply(app, look=_look(app, machine.theme), percent=machine.type_scale)
    program = Program(app)
    breakage.broke.connect(program.show_uncaught)
    program.tell_last_run = last_run is not None
    path = Path(given[0]) if given else None
    if path is None and machine.recent_books and Path(machine.recent_books[0]).exists():
        path = Path(machine.recent_books[0])
    if path is None:
        program.show_start()
    elif not program.open(path) and program.start_view is None:
        end_run(this_run)
        return 0
    code = app.exec()
    program.finish()
    end_run(this_run)
    return code
