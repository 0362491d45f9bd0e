"""What households shared: the one in the middle, all together, their debt; never of fewer than five."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Permission, Session
from app.i18n import _, ngettext
from app.services.household.carrying import Carried
from app.services.household.notes import Taken
from app.thai.dates import today
from reports.household_shared import NAME
from reports.model import Link
from ui import theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.households import work
from ui.runner import Runner
from ui.widgets.arrange import scrolled
from ui.widgets.basics import EmptyState, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.flow import Wrap
from ui.widgets.report_sheet import ReportSheet

MONTHS = (6, 12, 24, 0)


def ask_folder(parent: QWidget | None) -> Path | None:
    """Let somebody choose a folder, a stick's say."""
    chosen = QFileDialog.getExistingDirectory(parent, _("A folder on the stick"))
    return Path(chosen) if chosen else None


class HouseholdsView(PageBase):
    """A choice of months, the report of them, and notes that come and go on a stick."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        choose_folder: Callable[[QWidget | None], Path | None] = ask_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        del open_link
        self._session, self._runner, self._messages = session, runner, messages
        self._go_to, self._today, self._choose_folder = go_to, today, choose_folder
        self._found = work.Found()
        self._busy = False
        self.months = SegmentedControl()
        self.months.chosen.connect(self._on_months)
        self.paper_button = Button("", self._on_paper, icon="file-text")
        self.take_button = Button("", self._on_take, icon="usb")
        self.carry_button = Button("", self._on_carry, icon="upload")
        self.sheet = ReportSheet(with_head=False)
        self.empty = EmptyState("house", "")
        self.stack = QStackedWidget()
        self._screen = scrolled(self.sheet, margins=0)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._screen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, 0)
        layout.setSpacing(theme.BETWEEN)
        tools = Wrap()
        for each in (self.months, self.take_button, self.carry_button, self.paper_button):
            tools.addWidget(each)
        layout.addLayout(tools)
        layout.addWidget(self.stack, 1)
        self.setFocusProxy(self.months)
        may = session.may(Permission.EDIT_DRAFTS)
        self.take_button.setVisible(may)
        self.carry_button.setVisible(may)
        self.retranslate()

    # ---- what the window asks

    def retranslate(self) -> None:
        """Set every text again."""
        self.months.setAccessibleName(_("Which months"))
        words = {
            each: ngettext("{count} month", "{count} months", each).format(count=each) for each in MONTHS
        }
        words[0] = _("All months")
        self.months.set_choices(list(words.items()))
        self.paper_button.set_text(_("As a paper"))
        self.take_button.set_text(_("Take in from a stick …"))
        self.carry_button.set_text(_("Onto a stick …"))
        self.take_button.setToolTip(_("Notes that members' household books sent along on a stick"))
        self.carry_button.setToolTip(_("Notes for members' household books that are not within reach"))
        self.empty.set_texts(
            _("No household has shared anything yet."),
            "",
            _(
                "A member goes to her household book by her name at the lower left, links it with the group, "
                "and may then share her totals month by month. Nobody can do it for her."
            ),
        )
        self._read()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [Shortcut("Ctrl+P", _("As a paper"), self._on_paper)]

    def refresh(self, changes: Changes) -> None:
        """Totals of households may have come."""
        if changes & (Changes.HOUSEHOLD | Changes.PARTIES):
            self._read()

    def _read(self) -> None:
        months = self.months.key()
        job = partial(work.read, self._today(), months if isinstance(months, int) else MONTHS[0])
        self._runner.run(self, job, self._show, failed=self._messages.show_error)

    def _show(self, found: work.Found) -> None:
        self._found = found
        if found.report is not None:
            self.sheet.set_report(found.report)
        self.stack.setCurrentWidget(self._screen if found.months else self.empty)
        self.months.setVisible(bool(found.months))
        self.paper_button.setVisible(bool(found.months))

    # ---- doing

    @Slot(object)
    def _on_months(self, _key: object) -> None:
        self._read()

    @Slot()
    def _on_paper(self) -> None:
        span = self._found.span
        if self._found.months:
            self._go_to("reports", f"{NAME}:{span.first.isoformat()}:{span.last.isoformat()}")

    @Slot()
    def _on_take(self) -> None:
        folder = self._choose_folder(self)
        if folder is not None and not self._busy:
            self._begin(partial(work.take_in, self._session, folder), self._on_taken)

    def _on_taken(self, taken: Taken) -> None:
        self._busy = False
        if taken.came:
            words = ngettext("{count} note came in.", "{count} notes came in.", taken.came)
            self._messages.say(words.format(count=taken.came))
        elif taken.unread:
            self._messages.say(_("Notes lie there that come from no linked household. They were left alone."))
        else:
            self._messages.say(_("There is no new note for the group there."))

    @Slot()
    def _on_carry(self) -> None:
        folder = self._choose_folder(self)
        if folder is not None and not self._busy:
            self._begin(partial(work.carry, self._session, folder), self._on_carried)

    def _on_carried(self, carried: Carried) -> None:
        self._busy = False
        if not carried.count:
            self._messages.say(_("Nothing waits: every note was laid beside its book."))
            return
        words = ngettext(
            "{count} sealed note is on the stick, in the folder {folder}.",
            "{count} sealed notes are on the stick, in the folder {folder}.",
            carried.count,
        )
        self._messages.say(words.format(count=carried.count, folder=carried.folder.name))

    def _begin(self, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._busy = True
        self._runner.run(self, job, done, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._messages.show_error(error)
