"""The log as a file or on paper: built beside the screen, written down when it leaves the book."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.session import Session
from app.domain.trace import TraceFilter
from app.i18n import _
from app.queries.integrity import Finding
from app.thai.dates import now
from reports.trace import period
from ui.files import Place
from ui.messages import Messages
from ui.pages.trace import work
from ui.runner import Runner
from ui.system_print import DPI, ask_printer, print_pages


class Papers(QObject):
    """Saves and prints what a filter lets through; ``findings`` of the last check stand on it."""

    saved = Signal()

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        save_file: Callable[[str, str], Place | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._session, self._runner, self._messages = session, runner, messages
        self._save_file, self._page = save_file, page
        self.findings: tuple[Finding, ...] | None = None

    def save(self, wanted: TraceFilter, kind: str) -> None:
        """Ask where to, then write ``pdf`` or ``xlsx``."""
        name = " ".join(part for part in (_("Who did what"), period(wanted)) if part)
        place = self._save_file(name.replace("/", "-"), kind)
        if place is None:
            return
        job = partial(work.save, self._session, wanted, _now(), self.findings, kind, place)
        self._runner.run(self, job, self._on_saved, failed=self._messages.show_error)

    def print_out(self, wanted: TraceFilter) -> None:
        """Ask for a printer, then print the pages."""
        printer = ask_printer(self._page, landscape=True)
        if printer is None:
            return

        def draw(pages: tuple[bytes, ...]) -> None:
            if print_pages(printer, pages):
                self._messages.say(_("Sent to the printer."))
            else:
                self._messages.say(_("The printer did not take the pages."))

        job = partial(work.pages, self._session, wanted, _now(), self.findings, DPI)
        self._runner.run(self, job, draw, failed=self._messages.show_error)

    def _on_saved(self, place: Place) -> None:
        self._messages.say(_("Saved {file}.").format(file=place.name))
        self.saved.emit()


def _now() -> dt.datetime:
    return now()
