"""Papers of the stock page: a report is built beside the screen, then saved as a file or printed."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.session import Session
from app.i18n import _
from reports.model import Report
from ui.files import Place
from ui.messages import Messages
from ui.pages.stock import work
from ui.runner import Runner
from ui.system_print import DPI, ask_printer, print_pages


class Papers(QObject):
    """Saves and prints what the lists, the card and the count show."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        save_file: Callable[[str, str], Place | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._save_file, self._page = save_file, parent

    def save(self, build: Callable[[], Report], name: str, kind: str) -> None:
        """Ask where to, then write the report as ``pdf`` or ``xlsx``."""
        place = self._save_file(name.replace("/", "-"), kind)
        if place is None:
            return

        def write() -> Place:
            return work.save_report(self._session, build(), kind, place)

        self._runner.run(self, write, self._on_saved, failed=self._messages.show_error)

    def print_out(self, build: Callable[[], Report], *, landscape: bool = False) -> None:
        """Ask for a printer, then print the report's pages."""
        printer = ask_printer(self._page, landscape=landscape)
        if printer is None:
            return

        def draw(pages: tuple[bytes, ...]) -> None:
            if print_pages(printer, pages):
                self._messages.say(_("Sent to the printer."))
            else:
                self._messages.say(_("The printer did not take the pages."))

        def pages() -> tuple[bytes, ...]:
            return work.pages(self._session, build(), DPI)

        self._runner.run(self, pages, draw, failed=self._messages.show_error)

    def _on_saved(self, place: Place) -> None:
        self._messages.say(_("Saved {file}.").format(file=place.name))
