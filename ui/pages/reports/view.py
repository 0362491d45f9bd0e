"""The reports: a list at the left, what it is about above, the report itself on screen or on paper."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Session
from app.i18n import _
from app.thai.dates import format_month
from reports.catalogue import KINDS, AnyReport, Needs, Question, ReportKind, report_kind
from reports.common import Span
from reports.model import Link, Receipt, Report
from ui import theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.reports import work
from ui.runner import Loading, Runner
from ui.system_print import DPI, ask_printer, print_pages
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Banner, EmptyState, SegmentedControl
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField, add_months
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.preview import PdfPreview
from ui.widgets.report_sheet import ReportSheet

SCREEN, PAPER = "screen", "paper"
LIST_WIDTH = 230


class MonthChooser(QWidget):
    """A month with a step back and forth."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = dt.date.today().replace(day=1)
        self.back = IconButton("chevron-left", _("Month before"), partial(self._step, -1))
        self.forth = IconButton("chevron-right", _("Month after"), partial(self._step, 1))
        self.label = Label("", strong=True)
        self.label.setMinimumWidth(theme.px(140))
        self.setLayout(row(self.back, self.label, self.forth, spacing=4))
        self.retranslate()

    def month(self) -> dt.date:
        """The first day of the month."""
        return self._month

    def set_month(self, day: dt.date) -> None:
        """Show the month of a day without telling."""
        self._month = day.replace(day=1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the month in the language that is on."""
        self.label.setText(format_month(self._month, long=True))
        self.back.set_name(_("Month before"))
        self.forth.set_name(_("Month after"))

    def _step(self, months: int) -> None:
        self._month = add_months(self._month, months)
        self.retranslate()
        self.chosen.emit(self._month)


class ReportsView(PageBase):
    """Chooses, shows, saves and prints any report of the catalogue."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        save_file: Callable[[str, str], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._open_link, self._save_file = open_link, save_file
        self._kind: ReportKind = KINDS[0]
        self._built: work.Built | None = None
        self._asked = 0
        self._month_known = False
        self._make_list()
        self._make_questions()
        self._make_stage()
        self._lay_out()
        self.retranslate()
        self._runner.run(self, work.choosable, self._on_choosable, failed=self._messages.show_error)

    # ---- building

    def _make_list(self) -> None:
        self.group = QButtonGroup(self)
        self.kind_buttons: list[Button] = []
        for number, kind in enumerate(KINDS):
            button = Button("", kind="quiet", icon=kind.icon)
            button.setCheckable(True)
            theme.set_role(button, align="left")
            self.group.addButton(button, number)
            self.kind_buttons.append(button)
        self.group.idClicked.connect(self._on_kind_clicked)
        self.kind_buttons[0].setChecked(True)

    def _make_questions(self) -> None:
        self.month = MonthChooser()
        self.month.chosen.connect(self._on_question_changed)
        self.first, self.last = ThaiDateField(), ThaiDateField()
        for field in (self.first, self.last):
            field.committed.connect(self._on_question_changed)
        self.product, self.account = ChoiceField(), ChoiceField()
        for choice in (self.product, self.account):
            choice.committed.connect(self._on_question_changed)
        self.document = NameField()
        self.document.committed.connect(self._on_question_changed)
        self.to_label = Label("–", tone="soft")
        self.look = SegmentedControl([(SCREEN, ""), (PAPER, "")])
        self.look.chosen.connect(self._on_look_chosen)
        self.pdf_button = Button("", partial(self._save, "pdf"), icon="file-down")
        self.xlsx_button = Button("", partial(self._save, "xlsx"), icon="table")
        self.print_button = Button("", self._print, kind="primary", icon="printer")

    def _make_stage(self) -> None:
        self.about = Label("", tone="soft", wrap=True)
        self.banner = Banner()
        self.banner.hide()
        self.sheet = ReportSheet()
        self.sheet.link_opened.connect(self._on_link_opened)
        self.preview = PdfPreview()
        self.empty = EmptyState("file-text", "")
        self.waiting = EmptyState("clock", "")
        self.stage = QStackedWidget()
        self._loading = Loading(self._show_waiting, self)

    def _lay_out(self) -> None:
        names = QFrame()
        names.setProperty("kind", "panel")
        names.setFixedWidth(theme.px(LIST_WIDTH))
        names.setLayout(column(*self.kind_buttons, -1, spacing=4, margins=theme.INSIDE))
        questions = row(
            self.month, self.first, self.to_label, self.last, self.product, self.account, self.document, -1
        )
        tools = row(self.look, -1, self.pdf_button, self.xlsx_button, self.print_button)
        self.screen_page = scrolled(self.sheet, margins=theme.BETWEEN)
        for widget in (self.screen_page, self.preview, self.empty, self.waiting):
            self.stage.addWidget(widget)
        right = QVBoxLayout()
        right.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, 0)
        right.setSpacing(theme.INSIDE)
        right.addWidget(self.about)
        right.addLayout(questions)
        right.addLayout(tools)
        right.addWidget(self.banner)
        right.addWidget(self.stage, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(names)
        whole.addLayout(right, 1)

    def retranslate(self) -> None:
        """Set every text again."""
        for button, kind in zip(self.kind_buttons, KINDS, strict=True):
            button.set_text(_(kind.title))
        self.look.set_choices([(SCREEN, _("On screen")), (PAPER, _("On paper"))])
        self.pdf_button.set_text("PDF")
        self.xlsx_button.set_text("Excel")
        self.print_button.set_text(_("Print"))
        self.waiting.set_texts(_("Adding up …"))
        self.month.retranslate()
        self.product.edit.setPlaceholderText(_("Product"))
        self.account.edit.setPlaceholderText(_("Account"))
        self.document.edit.setPlaceholderText(_("Number, for example ร1-2569-000001"))
        for field, name in (
            (self.first, _("First day")),
            (self.last, _("Last day")),
            (self.product, _("Product")),
            (self.account, _("Account")),
            (self.document, _("Document number")),
        ):
            field.edit.setAccessibleName(name)
        self._show_questions()
        self._build()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the reports."""
        return [
            Shortcut("Ctrl+P", _("Print the report"), self._print),
            Shortcut("Ctrl+S", _("Save the report as PDF"), partial(self._save, "pdf")),
            Shortcut("Ctrl+E", _("Save the report as Excel"), partial(self._save, "xlsx")),
            Shortcut("Ctrl+D", _("Screen or paper"), self._toggle_look),
            Shortcut("F5", _("Read everything again"), self._build),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Any change may change the report that is shown."""
        if changes & (Changes.LEDGER | Changes.STOCK | Changes.SALES | Changes.SETTINGS | Changes.PRODUCTS):
            self._build()

    def open(self, argument: str) -> None:
        """``name`` of a report, ``account:CODE``, ``day:ISO``, ``cash`` or a document's number."""
        target, _colon, value = argument.partition(":")
        if target == "account":
            self.account.set_value(value)
            self._choose("ledger")
        elif target == "day":
            day = dt.date.fromisoformat(value)
            self.first.set_value(day)
            self.last.set_value(day)
            self._choose("sales-by-product")
        elif target == "cash":
            self.account.set_value("1101")
            self._choose("ledger")
        elif any(kind.name == target for kind in KINDS):
            self._choose(target)
        elif argument:
            self.document.set_value(argument)
            self._choose("document")

    def _choose(self, name: str) -> None:
        self._kind = report_kind(name)
        self.kind_buttons[KINDS.index(self._kind)].setChecked(True)
        self._show_questions()
        self._build()

    # ---- the question

    def _on_choosable(self, lists: work.Choosable) -> None:
        self.product.set_choices([Choice(each.code, each.name, note=each.code) for each in lists.products])
        self.account.set_choices(
            [Choice(each.code, f"{each.code} {each.name}", also=each.name_en) for each in lists.accounts]
        )
        if lists.products and self.product.key() is None:
            self.product.set_value(lists.products[0].code)
        if self.account.key() is None:
            self.account.set_value("1101")
        if not self._month_known and lists.last is not None:
            self._month_known = True
            newest = min(lists.last, dt.date.today())
            self.month.set_month(newest)
            span = work.month_of(newest)
            self.first.set_value(span.first)
            self.last.set_value(span.last)
            self._build()

    def _show_questions(self) -> None:
        needs = self._kind.needs
        spans = needs in {Needs.SPAN, Needs.PRODUCT, Needs.ACCOUNT}
        self.month.setVisible(needs is Needs.MONTH)
        for widget in (self.first, self.to_label, self.last):
            widget.setVisible(spans)
        self.product.setVisible(needs is Needs.PRODUCT)
        self.account.setVisible(needs is Needs.ACCOUNT)
        self.document.setVisible(needs is Needs.DOCUMENT)
        self.about.setText(_(self._kind.about))

    def _question(self) -> Question | None:
        """What is asked now; None while something is missing."""
        needs = self._kind.needs
        now = dt.datetime.now().astimezone()
        if needs is Needs.NOTHING:
            return Question(printed=now)
        if needs is Needs.MONTH:
            return Question(work.month_of(self.month.month()), printed=now)
        if needs is Needs.DOCUMENT:
            number = self.document.name()
            return Question(document=number, printed=now) if number else None
        first, last = self.first.date(), self.last.date()
        if first is None or last is None:
            return None
        span = Span(min(first, last), max(first, last))
        if needs is Needs.PRODUCT:
            code = self.product.key()
            return Question(span, product=str(code), printed=now) if code else None
        if needs is Needs.ACCOUNT:
            code = self.account.key()
            return Question(span, account=str(code), printed=now) if code else None
        return Question(span, printed=now)

    @Slot(int)
    def _on_kind_clicked(self, number: int) -> None:
        self._kind = KINDS[number]
        self._show_questions()
        self._build()

    @Slot(object)
    def _on_question_changed(self, _value: object) -> None:
        self._build()

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
        if question is None:
            self._built = None
            self.empty.set_texts(_(self._kind.about))
            self.stage.setCurrentWidget(self.empty)
            self._allow(False)
            return
        self._asked += 1
        on_paper = self.look.key() == PAPER or self._kind.name == "receipt"
        job = partial(work.build, self._kind.name, question, on_paper=on_paper, paper=self._paper())
        self._loading.start()
        self._runner.run(
            self, job, partial(self._on_built, self._asked), failed=partial(self._on_failed, self._asked)
        )

    def _paper(self) -> str:
        return "80" if self._kind.name == "receipt" else "a4"

    def _show_waiting(self, show: bool) -> None:
        if show:
            self.stage.setCurrentWidget(self.waiting)

    def _on_built(self, asked: int, built: work.Built) -> None:
        if asked != self._asked:
            return
        self._loading.stop()
        self._built = built
        self._allow(True)
        if built.pages:
            self.preview.show_images(list(built.pages), natural_width=380 if self._paper() == "80" else 760)
            self.stage.setCurrentWidget(self.preview)
        elif isinstance(built.report, Report):
            self.sheet.set_report(built.report)
            self.screen_page.verticalScrollBar().setValue(0)
            self.stage.setCurrentWidget(self.screen_page)

    def _on_failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._loading.stop()
        self._built = None
        self._allow(False)
        self.empty.set_texts(_(self._kind.about))
        self.stage.setCurrentWidget(self.empty)
        self._messages.show_error(error)

    def _allow(self, allowed: bool) -> None:
        self.pdf_button.setEnabled(allowed)
        self.print_button.setEnabled(allowed)
        self.xlsx_button.setEnabled(allowed and self._kind.name != "receipt")

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self._open_link(link)

    # ---- saving and printing

    def _save(self, kind: str) -> None:
        if self._built is None:
            return
        report = self._built.report
        path = self._save_file(_file_name(report, self._kind.name), kind)
        if path is None:
            return
        job = partial(work.save, self._session, report, kind, path, paper=self._paper(), name=self._kind.name)
        self._runner.run(self, job, self._on_saved, failed=self._messages.show_error)

    def _on_saved(self, path: Path) -> None:
        self._messages.say(_("Saved {file}.").format(file=path.name))

    @Slot()
    def _print(self) -> None:
        if self._built is None:
            return
        report = self._built.report
        landscape = isinstance(report, Report) and report.landscape
        printer = ask_printer(self, paper=self._paper(), landscape=landscape)
        if printer is None:
            return
        job = partial(work.pages_to_print, report, paper=self._paper(), dpi=DPI)

        def draw(pages: tuple[bytes, ...]) -> None:
            if print_pages(printer, pages):
                self._messages.say(_("Sent to the printer."))
            else:
                self.banner.show_text(_("The printer did not take the pages."), tone="bad")

        self._runner.run(self, job, draw, failed=self._messages.show_error)


def _file_name(report: AnyReport, name: str) -> str:
    """A file name that says what is inside."""
    if isinstance(report, Receipt):
        return f"{name} {report.number}"
    words = report.number or report.period or report.subtitle
    return f"{report.title} {words}".replace("/", "-").strip()


__all__ = ["MonthChooser", "ReportsView"]
