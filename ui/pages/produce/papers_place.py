"""The cost sheet on paper: saved as PDF or Excel, shown before it prints."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.session import Session
from app.i18n import _
from ui.files import Place
from ui.messages import Messages
from ui.pages.produce import work
from ui.pages.produce.paper_page import PaperPage
from ui.pages.produce.work import Sheet, Written
from ui.runner import Runner


class PapersPlace(QObject):
    """Holds the preview and writes files; ``shown`` once the pages are there."""

    shown = Signal()

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        save_file: Callable[[str, str], Place | None],
    ) -> None:
        """``save_file`` asks where to save (suggested name, kind)."""
        super().__init__(messages)
        self._session, self._runner, self._messages = session, runner, messages
        self._save_file = save_file
        self.page = PaperPage(runner)
        self.page.failed.connect(messages.show_error)

    @Slot(object, str)
    def save(self, sheet: Sheet, kind: str) -> None:
        """Ask where, then write the sheet there as pdf or xlsx."""
        name = f"{_('Cost sheet')} {sheet.detail.summary.number}.{kind}"
        place = self._save_file(name, kind)
        if place is not None:
            command = partial(work.save_file, self._session, sheet.report, kind, place)
            self._runner.run(self.page, command, self._on_saved, failed=self._messages.show_error)

    def _on_saved(self, written: Written) -> None:
        self._messages.say(_("Saved {name}").format(name=written.name))

    @Slot(object)
    def preview(self, sheet: Sheet) -> None:
        """Draw the pages as they will print."""
        command = partial(work.pages_of, sheet.report)
        self._runner.run(self.page, command, self._show, failed=self._messages.show_error)

    def _show(self, written: Written) -> None:
        self.page.show_pages(written)
        self.shown.emit()
