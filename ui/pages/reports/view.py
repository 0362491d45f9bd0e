"""The reports: a list at the left, what it is about above, the report itself on screen or on paper."""

# Long because: question, stage, saving and printing answer to one choice.

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import NotPermittedError, Permission, Session
from app.i18n import _
from app.settings import PAPERS, load_machine
from app.thai.dates import now, today
from reports.catalogue import ALL_KINDS, AnyReport, Needs, ReportKind, offered, report_kind
from reports.common import Span
from reports.model import Link, Pack, Receipt, Report
from ui import theme
from ui.files import Locked, Place
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.reports import work
from ui.pages.reports.kind_list import KindList
from ui.pages.reports.questions import CASH, QuestionBar
from ui.runner import Job, Loading, Runner
from ui.system_print import DPI, ask_printer, print_pages
from ui.widgets.arrange import row, scrolled
from ui.widgets.basics import Banner, EmptyState, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.preview import PdfPreview
from ui.widgets.progress import ProgressStrip
from ui.widgets.report_sheet import ReportSheet

SCREEN, PAPER = "screen", "paper"
READ_AGAIN = (
    Changes.LEDGER
    | Changes.STOCK
    | Changes.SALES
    | Changes.SETTINGS
    | Changes.PRODUCTS
    | Changes.PARTIES
    | Changes.HOUSEHOLD
)
NATURAL_WIDTHS = {"58": 300, "80": 380, "a5": 540, "a4": 760}
LOW = 560
"""Below this height the sentence about the report gives its room to the report."""
NARROW = 1000
"""Below this width the list of reports folds into a field."""


class ReportsView(PageBase):
    """Chooses, shows, saves and prints any report of the catalogue."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        save_file: Callable[[str, str], Place | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._open_link, self._save_file = open_link, save_file
        self._kinds = list(offered(session)) or list(ALL_KINDS)
        # The month is what is asked for most; the month's pack takes longer than a look.
        self._kind: ReportKind = next(
            (kind for kind in self._kinds if kind.name == "monthly"), self._kinds[0]
        )
        self._built: work.Built | None = None
        self._saved: Path | None = None
        self._asked = 0
        self._building: Job | None = None
        self._paper_known = False
        self.names = KindList(self._kinds)
        self.names.chosen.connect(self._choose)
        self.names.show_chosen(self._kind.name)
        self._make_questions()
        self._make_stage()
        self._lay_out()
        self.retranslate()

    # ---- building

    def _make_questions(self) -> None:
        self.questions = QuestionBar()
        self.questions.changed.connect(self._build)
        self.look = SegmentedControl([(SCREEN, ""), (PAPER, "")])
        self.look.chosen.connect(self._on_look_chosen)
        self.paper = SegmentedControl([(paper, paper.upper()) for paper in PAPERS])
        self.paper.chosen.connect(self._on_look_chosen)
        self.pdf_button = Button("", partial(self._save, "pdf"), icon="file-down")
        self.xlsx_button = Button("", partial(self._save, "xlsx"), icon="table")
        self.roll_button = Button("", self._print_roll, icon="printer")
        self.roll_button.hide()
        self.print_button = Button("", self._print, kind="primary", icon="printer")
        for button, permission in (
            (self.pdf_button, Permission.EXPORT),
            (self.xlsx_button, Permission.EXPORT),
            (self.print_button, Permission.PRINT),
        ):
            if not self._session.may(permission):
                button.hide()

    def _make_stage(self) -> None:
        self.about = Label("", tone="soft", wrap=True)
        self.banner = Banner()
        self.banner.hide()
        self.sheet = ReportSheet()
        self.sheet.link_opened.connect(self._on_link_opened)
        self.preview = PdfPreview()
        self.empty = EmptyState("file-text", "", "", self._on_choose_wanted)
        self.waiting = EmptyState("clock", "")
        self.progress = ProgressStrip()
        self.stage = QStackedWidget()
        self._loading = Loading(self._show_waiting, self)

    def _lay_out(self) -> None:
        buttons = (self.pdf_button, self.xlsx_button, self.roll_button, self.print_button)
        tools = row(self.look, self.paper, -1, *buttons)
        self.screen_page = scrolled(self.sheet, margins=0)
        self.sheet.setContentsMargins(0, theme.INSIDE, theme.BETWEEN, theme.AROUND)
        for widget in (self.screen_page, self.preview, self.empty, self.waiting):
            self.stage.addWidget(widget)
        right = QVBoxLayout()
        right.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, 0)
        right.setSpacing(theme.INSIDE)
        right.addWidget(self.about)
        right.addLayout(row(self.names.choice, self.questions, -1))
        right.addLayout(tools)
        right.addWidget(self.banner)
        right.addWidget(self.progress)
        right.addWidget(self.stage, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.names)
        whole.addLayout(right, 1)

    def retranslate(self) -> None:
        """Set every text again."""
        self.names.retranslate()
        self.progress.retranslate()
        self.look.set_choices([(SCREEN, _("On screen")), (PAPER, _("On paper"))])
        self.pdf_button.set_text("PDF")
        self.xlsx_button.set_text("Excel")
        self.print_button.set_text(_("Print"))
        self.roll_button.set_text(_("Slip printer"))
        self.waiting.set_texts(_("Adding up …"))
        self.look.setAccessibleName(_("Screen or paper"))
        self.paper.setAccessibleName(_("Paper"))
        self.questions.retranslate()
        self._show_questions()
        self._build()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the reports."""
        return [
            Shortcut("Ctrl+P", _("Print the report"), self._print),
            Shortcut("Ctrl+S", _("Save the report as PDF"), partial(self._save, "pdf")),
            Shortcut("Ctrl+E", _("Save the report as Excel"), partial(self._save, "xlsx")),
            Shortcut("Ctrl+D", _("Screen or paper"), self._toggle_look),
            Shortcut("Ctrl+F", _("Find a report"), self.names.look_for),
            Shortcut("F5", _("Read everything again"), self._build),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Any change may change the report that is shown and what can be asked for."""
        if changes & READ_AGAIN:
            job = partial(work.choosable, self._session, today())
            self._runner.run(self, job, self._on_choosable, failed=self._messages.show_error)
            self._build()

    def open(self, argument: str) -> None:
        """``name`` or ``name:ARGUMENT`` of a report, ``account:CODE``, ``day:ISO``, ``cash``, or a number.

        The argument is a person's code, a document's number, or for a report about days any day
        (ISO) of the month, year or day that is wanted, or two days with a colon between.
        """
        target, _colon, value = argument.partition(":")
        if target in ("account", "cash"):
            self.questions.set_account(value or CASH)
            self._choose("ledger")
        elif target == "day":
            day = dt.date.fromisoformat(value)
            self.questions.set_days(Span(day, day))
            self._choose("sales-by-product")
        elif any(kind.name == target for kind in ALL_KINDS):
            if value:
                self.questions.ask_for(report_kind(target), value)
            self._choose(target)
        elif argument:
            name = "document" if report_kind("document") in self._kinds else "receipt"
            self.questions.set_document(name, argument)
            self._choose(name)

    @Slot(str)
    def _choose(self, name: str) -> None:
        kind = report_kind(name)
        if kind not in self._kinds:
            needed = kind.permissions[0]
            self._messages.show_error(NotPermittedError(permission=needed, user=self._session.user_name))
            return
        self._kind = kind
        self.setFocusProxy(self.names.show_chosen(name))
        self._show_questions()
        self._build()

    # ---- the question

    def _on_choosable(self, lists: work.Choosable) -> None:
        if not self._paper_known:
            self._paper_known = True
            self.paper.set_key(lists.paper)
        before = self._question()
        self.questions.show_lists(lists)
        after = self._question()
        if before is None or after is None or (before.span, before.party) != (after.span, after.party):
            self._build()

    def _show_questions(self) -> None:
        self.questions.set_kind(self._kind)
        is_receipt = self._kind.name == "receipt"
        self.look.setVisible(not is_receipt)
        self.paper.setVisible(is_receipt)
        self.about.setText(_(self._kind.about))

    def _question(self) -> work.Question | None:
        return self.questions.question(now())

    @Slot(object)
    def _on_look_chosen(self, _key: object) -> None:
        self._build()

    @Slot()
    def _toggle_look(self) -> None:
        self.look.set_key(PAPER if self.look.key() == SCREEN else SCREEN)
        self._build()

    # ---- building and showing

    @Slot()
    def _build(self) -> None:
        question = self._question()
        self.banner.hide()
        self.progress.end()
        self._asked += 1
        if self._building is not None:
            self._building.cancel()
        if question is None:
            self._built = None
            self._loading.stop()
            self._show_empty()
            return
        on_paper = self.look.key() == PAPER or self._kind.name == "receipt"
        job = partial(
            work.build, self._session, self._kind.name, question, on_paper=on_paper, paper=self._paper()
        )
        self._loading.start()
        asked = self._asked
        self._building = self._work(
            job,
            partial(self._on_built, asked),
            failed=partial(self._on_failed, asked),
            progress=partial(self._on_step, asked),
            cancelled=partial(self._on_stopped, asked),
        )
        self.progress.follow(self._building)

    def _work(self, job: Callable[..., Any], *args: Any, **said: Any) -> Job:
        """What takes long is done beside the rest, so that nobody at the till waits."""
        if self._kind.name not in work.LONG:
            return self._runner.run(self, job, *args, **said)
        return self._runner.beside().run(self, work.with_own_connection(job), *args, **said)

    def _on_step(self, asked: int, done: int, total: int, text: str) -> None:
        if asked != self._asked:
            return
        if not self.progress.isVisible():
            self.progress.begin(text)
            self.progress.follow(self._building)
        self.progress.step(done, total, text)

    def _on_stopped(self, asked: int) -> None:
        if asked == self._asked:
            self._loading.stop()
            self.progress.end()
            self._built = None
            self._show_empty()

    def _paper(self) -> str:
        return str(self.paper.key()) if self._kind.name == "receipt" else "a4"

    def _show_empty(self) -> None:
        """Say what will stand here, and lead to what is missing."""
        self._allow(False)
        waits = self._kind.needs is Needs.DOCUMENT
        self.empty.set_texts(_(self._kind.about), _("Choose one") if waits else "")
        self.stage.setCurrentWidget(self.empty)

    def _show_waiting(self, show: bool) -> None:
        if show:
            self.stage.setCurrentWidget(self.waiting)

    def _on_built(self, asked: int, built: work.Built) -> None:
        if asked != self._asked:
            return
        self._loading.stop()
        self.progress.end()
        self._built = built
        self._allow(True)
        self.roll_button.setVisible(work.fits_roll(self._session, built.report, load_machine()))
        if built.left_out:
            self.banner.show_text(
                _("The first {shown} of {pages} pages; the PDF has them all.").format(
                    shown=len(built.pages), pages=len(built.pages) + built.left_out
                )
            )
        if built.pages:
            self.preview.show_images(list(built.pages), natural_width=NATURAL_WIDTHS[self._paper()])
            self.stage.setCurrentWidget(self.preview)
        elif isinstance(built.report, Report):
            self.sheet.set_report(built.report)
            self.screen_page.verticalScrollBar().setValue(0)
            self.stage.setCurrentWidget(self.screen_page)

    def _on_failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._loading.stop()
        self.progress.end()
        self._built = None
        self.roll_button.hide()
        self._show_empty()
        self._messages.show_error(error)

    def _allow(self, allowed: bool) -> None:
        self.pdf_button.setEnabled(allowed)
        self.print_button.setEnabled(allowed)
        self.xlsx_button.setEnabled(allowed)

    @Slot()
    def _on_choose_wanted(self) -> None:
        self.questions.focus_first()

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self._open_link(link)

    # ---- saving and printing

    def _save(self, kind: str) -> None:
        if self._built is None:
            return
        report = self._built.report
        place = self._save_file(_file_name(report, self._kind.name), kind)
        if place is None:
            return
        job = partial(
            work.save, self._session, report, kind, place, paper=self._paper(), name=self._kind.name
        )
        self._do_long(_("Writing {file} …").format(file=place.name), job, self._on_saved)

    def _do_long(self, text: str, job: Callable[..., object], done: Callable[..., None]) -> None:
        """Save or print; a pack takes a while, so it says how far it is and can be stopped."""
        if isinstance(self._built and self._built.report, Pack):
            self.progress.begin(text)

        def finished(result: object) -> None:
            self.progress.end()
            done(result)

        def failed(error: Exception) -> None:
            self.progress.end()
            self._messages.show_error(error)

        self.progress.follow(
            self._work(job, finished, failed=failed, progress=self.progress.step, cancelled=self.progress.end)
        )

    def _on_saved(self, place: Place) -> None:
        said = _("Saved {file}.").format(file=place.name)
        if isinstance(place, Locked):
            self._messages.say(said)
            return
        self._saved = place
        self._messages.done(said, _("Open the file"), self._open_saved)

    def _open_saved(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    @Slot()
    def _print(self) -> None:
        if self._built is None:
            return
        report = self._built.report
        landscape = isinstance(report, Report) and report.landscape
        printer = ask_printer(self, paper=self._paper(), landscape=landscape)
        if printer is not None:
            self.print_on(printer)

    @Slot()
    def _print_roll(self) -> None:
        """A short report on the slip printer of this computer."""
        if self._built is None or not isinstance(self._built.report, Report):
            return
        job = partial(
            work.print_roll, self._session, self._built.report, load_machine(), name=self._kind.name
        )

        def done(_sent: object) -> None:
            self._messages.say(_("Sent to the printer."))

        self._work(job, done, failed=self._messages.show_error)

    def print_on(self, printer: QPrinter) -> None:
        """Draw the pages of the report on a printer that was chosen and set up."""
        if self._built is None:
            return
        report = self._built.report
        printed = partial(work.pages_to_print, self._session, report, name=self._kind.name)
        job = partial(printed, paper=self._paper(), dpi=DPI)

        def draw(pages: tuple[bytes, ...]) -> None:
            if print_pages(printer, pages):
                self._messages.say(_("Sent to the printer."))
            else:
                self.banner.show_text(_("The printer did not take the pages."), tone="bad")

        self._do_long(_("Drawing the pages …"), job, draw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low or narrow window the report gets the room of the sentence and of the list beside it."""
        super().resizeEvent(event)
        self.about.setVisible(self.height() >= theme.px(LOW))
        narrow = self.width() < theme.px(NARROW)
        self.names.setVisible(not narrow)
        self.names.choice.setVisible(narrow)


def _file_name(report: AnyReport, name: str) -> str:
    """A file name that says what is inside."""
    if isinstance(report, Receipt):
        return f"{name} {report.number}"
    words = report.number or report.period or report.subtitle
    return f"{report.title} {words}".replace("/", "-").strip()
