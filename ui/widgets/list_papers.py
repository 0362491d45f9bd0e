"""A list leaves the screen as it is seen: as a file or on paper, written down when it leaves the book."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.session import Permission, Session
from app.i18n import _
from app.services.printing import log_export, log_print
from app.thai.dates import now
from reports.model import Column, Kind, Report, Row
from reports.output import render
from reports.render.picture import pdf_page_pngs
from reports.seen_list import seen
from ui.files import Place, write_file
from ui.messages import Messages
from ui.models.rows import Col
from ui.runner import Runner
from ui.system_print import DPI, ask_printer, print_pages

SaveFile = Callable[[str, str], Place | None]
"""Asks where a file of some name and kind goes."""
Seen = Callable[[], Report]


def seen_rows(name: str, title: str, columns: Sequence[Col[Any]], rows: Sequence[Any], filtered: str) -> Seen:
    """The list as a report; what the rows say is read here, the rest beside the screen."""
    heads = tuple(
        Column(str(at), col.title(), col.kind if col.text is None else Kind.TEXT, col.weight, col.unit)
        for at, col in enumerate(columns)
    )
    lines = tuple(
        Row(tuple(col.value(row) if col.text is None else col.written(row) for col in columns))
        for row in rows
    )
    sums = tuple(str(at) for at, col in enumerate(columns) if col.adds_up)
    printed = now()
    return partial(seen, name, title, heads, lines, sums=sums, filtered=filtered, printed=printed)


def save_seen(session: Session, build: Seen, kind: str, place: Place) -> Place:
    """Write a list to a file and note that it left the book; raises NotPermittedError."""
    session.require(Permission.EXPORT)
    report = build()
    write_file(place, render(report, kind))
    log_export(session, name=report.name, file=place.name)
    return place


def pages_of(session: Session, build: Seen, dpi: float) -> tuple[bytes, ...]:
    """A list's pages as pictures for the printer; raises NotPermittedError."""
    session.require(Permission.PRINT)
    report = build()
    pages = pdf_page_pngs(render(report, "pdf"), dpi)
    log_print(session, name=report.name)
    return pages


class ListPapers(QObject):
    """Saves and prints lists for one page."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        save_file: SaveFile | None,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._session, self._runner, self._messages = session, runner, messages
        self._save_file = save_file

    def may_save(self) -> bool:
        """Whether lists may leave as files."""
        return self._save_file is not None and self._session.may(Permission.EXPORT)

    def may_print(self) -> bool:
        """Whether lists may go to a printer."""
        return self._session.may(Permission.PRINT)

    def save(self, build: Seen, title: str, kind: str) -> None:
        """Ask where to, then write ``pdf`` or ``xlsx``."""
        place = self.ask_place(title, kind)
        if place is not None:
            job = partial(save_seen, self._session, build, kind, place)
            self._runner.run(self, job, self._on_saved, failed=self._messages.show_error)

    def ask_place(self, title: str, kind: str) -> Place | None:
        """Ask where a file goes; None if the user went back."""
        return self._save_file(title.replace("/", "-"), kind) if self._save_file is not None else None

    def print_out(self, build: Seen, *, landscape: bool = False) -> None:
        """Ask for a printer, then print the pages."""
        page = self.parent()
        printer = ask_printer(page if isinstance(page, QWidget) else None, landscape=landscape)
        if printer is None:
            return

        def draw(pages: tuple[bytes, ...]) -> None:
            if print_pages(printer, pages):
                self._messages.say(_("Sent to the printer."))
            else:
                self._messages.say(_("The printer did not take the pages."))

        job = partial(pages_of, self._session, build, DPI)
        self._runner.run(self, job, draw, failed=self._messages.show_error)

    def _on_saved(self, place: Place) -> None:
        self._messages.say(_("Saved {file}.").format(file=place.name))
