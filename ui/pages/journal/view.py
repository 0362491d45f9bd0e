"""Every document of a month with all that it posted; entries by hand, undoing, and undoing to correct."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import _
from app.queries.sales import DocumentRow
from app.services.manual_journal import JournalDraft
from app.services.unit_of_work import Posted
from reports.model import Kind, Link, Report
from reports.stock_card import document_name
from ui import theme
from ui.messages import Messages
from ui.models.rows import Col, RowsModel
from ui.page import PageBase, Shortcut
from ui.pages.journal import work
from ui.pages.journal.entry_form import EntryForm
from ui.posting import Posting, undo
from ui.runner import Runner
from ui.widgets.arrange import Panel, row
from ui.widgets.basics import EmptyState
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SearchField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.labels import Label
from ui.widgets.report_sheet import ReportSheet
from ui.widgets.tables import TableView

ALL = ""
NARROW = 1_240
"""Below this width of the page the list shows less beside the panel."""
WHAT, PERSON, ABOUT = 2, 3, 4
CORRECTED_IN_MONEY = frozenset(
    {DocumentKind.EXPENSE, DocumentKind.INCOME, DocumentKind.TRANSFER, DocumentKind.ADVANCE}
)
"""Kinds whose form stands in the place of money."""


class JournalView(PageBase):
    """The list of documents, one of them at the right, and the form of an entry by hand."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = dt.date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._month: dt.date | None = None
        self._wanted = ""
        self._shown: DocumentRow | None = None
        self._posting = Posting(session, runner, messages, today, self)
        self._make_list()
        self._make_panel()
        self.form = EntryForm(today=today)
        self.form.submitted.connect(self._on_submitted)
        self.form.back.connect(self._on_back)
        self._lay_out()
        self.retranslate()

    # ---- building

    def _make_list(self) -> None:
        self.search = SearchField()
        self.search.searched.connect(self._on_search_changed)
        self.month = ThaiDateField(today=self._today)
        self.month.committed.connect(self._on_month_committed)
        self.kind = SimpleChoice()
        self.kind.committed.connect(self._on_kind_committed)
        self.model = RowsModel[DocumentRow](
            [
                Col(lambda: _("Date"), lambda each: each.on, Kind.DATE, weight=3),
                Col(lambda: _("Number"), lambda each: each.number, weight=4),
                Col(lambda: _("What"), lambda each: document_name(each.kind), weight=3),
                Col(lambda: _("Person"), lambda each: each.party_name or "", weight=3, private=True),
                Col(lambda: _("About"), _about, weight=4, private=True),
                Col(lambda: _("Amount"), lambda each: each.total, Kind.MONEY, weight=2, unit="฿"),
            ]
        )
        self.table = TableView()
        self.proxy = self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_chosen)
        self.empty = EmptyState("book-open", "")
        self.stage = QStackedWidget()
        self.stage.addWidget(self.table)
        self.stage.addWidget(self.empty)
        self.new_button = Button("", self.begin_entry, kind="primary", icon="plus")
        self.new_button.setVisible(self._session.may(Permission.POST_JOURNAL))

    def _make_panel(self) -> None:
        self.panel = Panel("", width=420)
        self.panel.hide()
        self.panel.closed.connect(self._on_panel_closed)
        self.sheet = ReportSheet(with_head=False)
        self.sheet.link_opened.connect(self._on_link_opened)
        self.state = Label("", tone="turmeric", wrap=True)
        self.panel.add(self.state)
        self.panel.add(self.sheet, 1)
        self.reason = NameField()
        self.reason.hide()
        self.panel.add(self.reason)
        self.voucher_button = Button("", self._on_voucher_clicked, icon="receipt-text")
        self.undo_button = Button("", self._on_undo_clicked, icon="undo-2")
        self.correct_button = Button("", self._on_correct_clicked, icon="pencil")
        for button in (self.voucher_button, self.undo_button, self.correct_button):
            self.panel.foot.addWidget(button)

    def _lay_out(self) -> None:
        head = row(self.search, self.month, self.kind, self.new_button)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE + 4, theme.BETWEEN, theme.INSIDE + 4)
        head.setStretch(0, 1)
        self.month.setFixedWidth(theme.px(150))
        self.kind.setFixedWidth(theme.px(170))
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(self.stage, 1)
        self.home = QWidget()
        across = QHBoxLayout(self.home)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left, 1)
        across.addWidget(self.panel)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        self.stack.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.table)

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.set_placeholder(_("Number, person or words"))
        self.month.setAccessibleName(_("Month"))
        self.month.retranslate()
        self.kind.setAccessibleName(_("Kind of document"))
        self.kind.set_choices(
            [Choice(ALL, _("All kinds"))]
            + [Choice(kind.value, document_name(kind.value)) for kind in DocumentKind]
        )
        self.kind.set_value(self._wanted)
        self.table.setAccessibleName(_("Documents of the month"))
        self.new_button.set_text(_("Entry by hand"))
        self.empty.set_texts(_("No document was posted in this month."))
        self.voucher_button.set_text(_("Voucher"))
        self.undo_button.set_text(_("Undo"))
        self.correct_button.set_text(_("Undo and correct"))
        self.reason.setAccessibleName(_("Why it is undone"))
        self.reason.edit.setPlaceholderText(_("Why it is undone"))
        self.panel.close_button.set_name(_("Close"))
        self.model.retranslate()
        self.form.retranslate()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the journal."""
        return [
            Shortcut("Ctrl+N", _("Entry by hand"), self.begin_entry),
            Shortcut("Ctrl+F", _("Number, person or words"), self._on_find),
            Shortcut("F5", _("Read everything again"), self._read),
            Shortcut("Ctrl+Return", _("Save the form")),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Documents and people may have changed."""
        if changes:
            self._read()
        if changes & (Changes.LEDGER | Changes.PARTIES | Changes.SETTINGS):
            self._runner.run(self, work.lists, self.form.set_lists, failed=self._messages.show_error)

    def open(self, argument: str) -> None:
        """``new``, or the number of a document."""
        if argument == "new":
            self.begin_entry()
        elif argument:
            job = partial(work.find, argument)
            self._runner.run(self, job, self._on_found, failed=self._messages.show_error)

    # ---- the list

    @Slot()
    def _read(self) -> None:
        job = partial(work.month_of, self._month, self._today(), self._wanted)
        self._runner.run(self, job, self._show_month, failed=self._messages.show_error)

    def _show_month(self, found: work.Month) -> None:
        self._month = found.month
        if self.month.date() is None or self.month.date() != found.month:
            self.month.set_value(found.month)
        self.model.set_rows(found.rows)
        self.stage.setCurrentWidget(self.table if found.rows else self.empty)
        self.table.fit_columns()

    @Slot(object)
    def _on_month_committed(self, day: object) -> None:
        if isinstance(day, dt.date):
            self._month = day.replace(day=1)
            self._read()

    @Slot(object)
    def _on_kind_committed(self, key: object) -> None:
        self._wanted = str(key or "")
        self._read()

    @Slot(str)
    def _on_search_changed(self, typed: str) -> None:
        self.proxy.set_search(typed)

    @Slot()
    def _on_find(self) -> None:
        self.stack.setCurrentWidget(self.home)
        self.search.setFocus()

    @Slot(object)
    def _on_row_chosen(self, chosen: object) -> None:
        if isinstance(chosen, DocumentRow):
            self._show(chosen)

    def _on_found(self, found: DocumentRow | None) -> None:
        if found is None:
            self._messages.say(_("There is no document with this number."))
            return
        self._month = found.ledger_date.replace(day=1)
        self._read()
        self._show(found)

    def _fit(self) -> None:
        """Beside the panel a narrow list says what it can; the rest stands in the panel."""
        beside = not self.panel.isHidden()
        narrow = self.width() < theme.px(NARROW)
        for number in (WHAT, PERSON, ABOUT):
            self.table.setColumnHidden(number, beside and narrow)
        self.kind.setHidden(beside and narrow)
        self.new_button.setHidden((beside and narrow) or not self._session.may(Permission.POST_JOURNAL))
        self.table.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower page shows less beside the panel."""
        super().resizeEvent(event)
        self._fit()

    # ---- one document

    def _show(self, document: DocumentRow) -> None:
        self._shown = document
        self.reason.hide()
        self.reason.set_value(None)
        self.panel.set_title(f"{document_name(document.kind)} {document.number}")
        undone = _("Undone by {number}.").format(number=document.reversed_by) if document.reversed_by else ""
        self.state.setText(undone)
        self.state.setVisible(bool(undone))
        may_undo = document.reversed_by is None and document.kind != DocumentKind.REVERSAL
        self.undo_button.setVisible(may_undo)
        corrects = document.kind == DocumentKind.JOURNAL or document.kind in CORRECTED_IN_MONEY
        self.correct_button.setVisible(may_undo and corrects)
        job = partial(work.paper, self._session, document.number)
        self._runner.run(self, job, partial(self._show_paper, document), failed=self._messages.show_error)

    def _show_paper(self, document: DocumentRow, paper: Report) -> None:
        if self._shown is not None and self._shown.uid == document.uid:
            self.sheet.set_report(paper)
            self.panel.show()
            self._fit()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._shown = None
        self.panel.hide()
        self._fit()
        self.table.setFocus()

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self._open_link(link)

    @Slot()
    def _on_voucher_clicked(self) -> None:
        if self._shown is not None:
            self._open_link(Link("voucher", self._shown.number))

    @Slot()
    def _on_undo_clicked(self) -> None:
        """The first press asks why, the second one undoes."""
        if self._shown is None:
            return
        if self.reason.isHidden():
            self.reason.show()
            self.reason.edit.setFocus()
            return
        job = partial(undo, self._session, self._shown.uid, on=self._today(), reason=self.reason.name())
        done = partial(self._on_undone, self._shown.number)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_undone(self, number: str, _reversal: Posted) -> None:
        self._messages.say(_("{number} was undone.").format(number=number))
        self.open(number)

    @Slot()
    def _on_correct_clicked(self) -> None:
        if self._shown is None:
            return
        if self._shown.kind != DocumentKind.JOURNAL:
            self._go_to("money", f"entry:correct:{self._shown.number}")
            return
        job = partial(work.as_draft, self._shown)
        self._runner.run(
            self, job, partial(self._begin_correction, self._shown), failed=self._messages.show_error
        )

    def _begin_correction(self, document: DocumentRow, draft: JournalDraft) -> None:
        self.form.fill(draft.lines, draft.note, document.on, document.number)
        self.stack.setCurrentWidget(self.form)
        self.form.focus_first()

    # ---- entries by hand

    @Slot()
    def begin_entry(self) -> None:
        """The form, as it was left."""
        if self._session.may(Permission.POST_JOURNAL):
            self.stack.setCurrentWidget(self.form)
            self.form.focus_first()

    @Slot()
    def _on_back(self) -> None:
        self.stack.setCurrentWidget(self.home)
        if self.form.corrects:
            self.form.clear_form()
        self.table.setFocus()

    @Slot(object, object, object)
    def _on_submitted(self, draft: JournalDraft, people: object, day: dt.date) -> None:
        assert isinstance(people, dict)
        job = partial(
            work.post, self._session, draft, people=people, on=day, corrects=self.form.corrects,
            today=self._today(),
        )  # fmt: skip
        self._runner.run(self, job, self._on_posted, failed=self._on_failed)

    def _on_posted(self, posted: Posted) -> None:
        self.form.clear_form()
        self.stack.setCurrentWidget(self.home)
        self._posting.say(_("Posted {number}: {amount} baht"), posted)
        self.open(posted.number)

    def _on_failed(self, error: Exception) -> None:
        self.form.set_busy(False)
        if isinstance(error, UserError):
            self.form.show_error(error)
        else:
            self._messages.show_error(error)


def _about(document: DocumentRow) -> str:
    return " · ".join(part for part in (document.slip_number, document.note or document.reason) if part)
