"""The composition root: opens the book, builds the pages and the window, and wires them."""

import base64
import logging
import logging.handlers
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.changes import Changes
from app.domain.document import SERIES_PREFIX, DocumentKind
from app.domain.session import Session
from app.errors import SamutError
from app.i18n import N_, _, set_language
from app.queries.settings import business_settings
from app.services.book_errors import BookOpenInWindowError
from app.services.books import (
    changed_elsewhere,
    checkpoint,
    close_book,
    enter_thread,
    leave_thread,
    open_book,
)
from app.settings import change_machine, load_machine, remember_book
from reports.model import Link
from ui import theme
from ui.main_window import MainWindow, WindowCallbacks
from ui.messages import Messages
from ui.page import PageSpec
from ui.pages.home.view import HomeView
from ui.pages.produce.view import ProduceView
from ui.pages.reports.view import ReportsView
from ui.pages.sell.page import SellPage
from ui.pages.settings.view import SettingsView, WindowControls
from ui.pages.stock.view import StockView
from ui.runner import Runner
from ui.single import RaiseListener, raise_other
from ui.start import StartView

LOOK_AGAIN_MS = 1_500
"""How often the window looks whether another program has written to the book."""


class Program(QObject):
    """What lives as long as the program: the start screen or the window of one book."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._start: StartView | None = None
        self._start_runner: Runner | None = None
        self._window: MainWindow | None = None
        self._runner: Runner | None = None
        self._listener: RaiseListener | None = None
        self._session: Session | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._on_look_again)

    @property
    def window(self) -> MainWindow | None:
        """The window of the open book."""
        return self._window

    @property
    def start_view(self) -> StartView | None:
        """The start screen, while it is shown."""
        return self._start

    # ---- start screen

    def show_start(self, error: BaseException | None = None) -> None:
        """Show the start screen, with what went wrong."""
        if self._start is None:
            self._start_runner = Runner(parent=self)
            self._start = StartView(self._start_runner, load_machine().recent_books)
            self._start.book_chosen.connect(self._on_book_chosen)
            self._start.language_chosen.connect(self._on_language_chosen)
            self._start.setWindowTitle("Samut สมุดชุมชน")
            self._start.resize(1024, 600)
        if error is not None:
            self._start.show_error(error)
        self._start.show()

    @Slot(object)
    def _on_book_chosen(self, path: Path) -> None:
        self.open(path)

    @Slot(str)
    def _on_language_chosen(self, code: str) -> None:
        set_language(code)
        change_machine(language=code)
        if self._start is not None:
            self._start.retranslate()

    # ---- one book

    def open(self, path: Path) -> bool:
        """Open a book in the window; the start screen says why if it cannot be."""
        try:
            session = open_book(path, window=True)
        except BookOpenInWindowError as error:
            if raise_other(path):
                self._app.quit()
                return False
            self.show_start(error)
            return False
        except SamutError as error:
            self.show_start(error)
            return False
        remember_book(path)
        self._session = session
        name = business_settings().enterprise_name
        self._runner = Runner(enter=enter_thread, leave=leave_thread, parent=self)
        self._make_window(session, self._runner, name)
        self._listener = RaiseListener(path, self)
        self._listener.wanted.connect(self._on_raise_wanted)
        self._timer.start()
        if self._start is not None:
            self._start.close()
            self._start.deleteLater()
            self._start = None
        if self._start_runner is not None:
            self._start_runner.stop()
            self._start_runner = None
        return True

    def _make_window(self, session: Session, runner: Runner, name: str) -> None:
        machine = load_machine()
        window = MainWindow(
            self._app,
            self._places(session, runner),
            runner,
            callbacks=WindowCallbacks(remember=self._remember, close_book=self._close_and_start),
            book_name=name,
            user_name=session.user_name,
        )
        self._window = window
        window.messages.install()
        window.resize(1280, 760)
        geometry = base64.b64decode(machine.window_geometry) if machine.window_geometry else None
        window.restore_place(geometry)
        window.show_page("home")
        window.show()

    def _places(self, session: Session, runner: Runner) -> list[PageSpec]:
        """The places of the window; each page is made on its first visit."""

        def home() -> QWidget:
            return HomeView(session, runner, self._messages(), open_link=self.open_link, go_to=self.go_to)

        def sell() -> QWidget:
            return SellPage(runner, session, self._messages(), self._app, open_at=self.go_to)

        def produce() -> QWidget:
            return ProduceView(
                session, runner, self._messages(), open_link=self.open_link, save_file=self.save_file
            )

        def stock() -> QWidget:
            return StockView(
                session, runner, self._messages(), open_link=self.open_link, save_file=self.save_file
            )

        def reports() -> QWidget:
            return ReportsView(
                session, runner, self._messages(), open_link=self.open_link, save_file=self.save_file
            )

        def settings() -> QWidget:
            return SettingsView(session, runner, self._messages(), window=self._controls())

        return [
            PageSpec("home", N_("Home"), "house", home),
            PageSpec("sell", N_("Sell"), "shopping-cart", sell, shortcut="F2", full_screen=True),
            PageSpec("produce", N_("Produce"), "factory", produce),
            PageSpec("stock", N_("Stock"), "boxes", stock),
            PageSpec("reports", N_("Reports"), "file-text", reports),
            PageSpec("settings", N_("Settings"), "settings", settings, bottom=True),
        ]

    def _messages(self) -> Messages:
        assert self._window is not None
        return self._window.messages

    def _controls(self) -> WindowControls:
        window = self._window
        assert window is not None

        def look(mode: theme.Mode) -> None:
            window.switch_look(look=mode)

        def scale(percent: int) -> None:
            window.switch_look(percent=percent)

        return WindowControls(window.switch_language, look, scale)

    def go_to(self, place: str, argument: str) -> None:
        """Bring a place to the front, with what it is told."""
        if self._window is not None:
            self._window.open_at(place, argument)

    def open_link(self, link: Link) -> None:
        """Show what a row of a report points to."""
        if self._window is not None:
            place, argument = place_of(link)
            self._window.open_at(place, argument)

    def save_file(self, name: str, kind: str) -> Path | None:
        """Ask where to save a file; remembers the folder; None if the user went back."""
        folder = load_machine().last_folder or str(Path.home())
        suffix = f".{kind}"
        suggested = str(Path(folder) / f"{name}{suffix}")
        chosen, _filter = QFileDialog.getSaveFileName(self._window, _("Save as"), suggested, f"*{suffix}")
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        change_machine(last_folder=str(path.parent))
        return path

    def _remember(self, name: str, value: object) -> None:
        if name == "geometry" and isinstance(value, bytes):
            change_machine(window_geometry=base64.b64encode(value).decode())
            self._finish()
        elif name == "language":
            change_machine(language=str(value))
        elif name == "look":
            change_machine(theme=str(value))
        elif name == "scale" and isinstance(value, int):
            change_machine(type_scale=value)

    # ---- beside other programs

    @Slot()
    def _on_look_again(self) -> None:
        if self._runner is not None and not self._runner.busy:
            self._runner.run(self, changed_elsewhere, self._on_looked)

    def _on_looked(self, changed: bool) -> None:
        if changed and self._runner is not None:
            self._runner.announce(Changes.EVERYTHING)

    @Slot()
    def _on_raise_wanted(self) -> None:
        if self._window is not None:
            self._window.setWindowState(
                self._window.windowState() & ~self._window.windowState().WindowMinimized
            )
            self._window.raise_()
            self._window.activateWindow()

    # ---- the end

    @Slot()
    def _close_and_start(self) -> None:
        if self._window is not None and self._window.close():
            self.show_start()

    @Slot()
    def _on_window_destroyed(self) -> None:
        self._window = None

    def _finish(self) -> None:
        """Let waiting work end, write the log back into the book, close it."""
        self._timer.stop()
        if self._listener is not None:
            self._listener.stop()
            self._listener = None
        if self._runner is not None:
            self._runner.run(self, checkpoint)
            self._runner.stop()
            self._runner = None
        close_book()


def _prefix_of(number: str) -> str:
    """The letters a document number begins with."""
    return number.split("-", 1)[0].rstrip("0123456789.")


_PLACE_OF_PREFIX = {
    SERIES_PREFIX[DocumentKind.SALE]: "sell",
    SERIES_PREFIX[DocumentKind.SALE_RETURN]: "sell",
    SERIES_PREFIX[DocumentKind.PRODUCTION]: "produce",
}


def place_of(link: Link) -> tuple[str, str]:
    """The place that shows what a link points to, and what it is told."""
    if link.target == "document":
        return _PLACE_OF_PREFIX.get(_prefix_of(link.argument), "reports"), link.argument
    if link.target == "stock-card":
        return "stock", link.argument
    return "reports", f"{link.target}:{link.argument}"


def _log_to_file() -> None:
    """Write the log beside the settings, a little of it, never what was typed."""
    folder = Path(platformdirs.user_log_dir("samut", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "samut.log", maxBytes=512_000, backupCount=3, encoding="utf-8", delay=True
    )
    logging.basicConfig(
        level=logging.WARNING, handlers=[handler], format="%(asctime)s %(levelname)s %(message)s"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the program; the first argument may name a book."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    machine = load_machine()
    set_language(machine.language)
    _log_to_file()
    app = QApplication([sys.argv[0], *given])
    app.setApplicationName("samut")
    app.setQuitOnLastWindowClosed(True)
    look = theme.Mode(machine.theme) if machine.theme in set(theme.Mode) else theme.Mode.LIGHT
    theme.apply(app, look=look, percent=machine.type_scale)
    program = Program(app)
    path = Path(given[0]) if given else None
    if path is None and machine.recent_books and Path(machine.recent_books[0]).exists():
        path = Path(machine.recent_books[0])
    if path is None:
        program.show_start()
    elif not program.open(path) and program.start_view is None:
        return 0
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
