"""Every document of a month with all that it posted; entries by hand, undoing, and undoing to correct."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.session import Permission
from app.i18n import _
from app.queries.sales import DocumentRow
from app.services.manual_journal import JournalDraft
from app.services.unit_of_work import Posted
from reports.model import Kind, Link
from reports.stock_card import document_name
from ui import theme
from ui.models.rows import Col
from ui.pages.journal import work
from ui.pages.journal.entry_form import EntryForm
from ui.posting import undo, warn_of
from ui.widgets.arrange import Panel
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.labels import Label
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.reason_field import ReasonField

ALL = ""
CORRECTED_IN_MONEY = frozenset(
    {DocumentKind.EXPENSE, DocumentKind.INCOME, DocumentKind.TRANSFER, DocumentKind.ADVANCE}
)
"""Kinds whose form stands in the place of money."""


class JournalView(ListPanelPage[DocumentRow]):
    """The list of documents, one of them at the right, and the form of an entry by hand."""

    name = "documents"
    icon = "book-open"
    lists_listen = Changes.LEDGER | Changes.PARTIES | Changes.SETTINGS
    panel_share = 46
    narrow = 820
    less = (2, 3, 4)
    """What it is, whose and about what: they stand in the panel."""

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[DocumentRow]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Date"), lambda each: each.on, Kind.DATE, weight=3),
            Col(lambda: _("Number"), lambda each: each.number, weight=4),
            Col(lambda: _("What"), lambda each: document_name(each.kind), weight=3),
            Col(lambda: _("Person"), lambda each: each.party_name or "", weight=3, private=True),
            Col(lambda: _("About"), _about, weight=4, private=True),
            Col(lambda: _("Amount"), lambda each: each.total, Kind.MONEY, weight=2, unit="฿"),
        ]

    def make_panel(self) -> Panel:
        """The document, whether it was undone, and why it is to be undone."""
        panel = Panel("", width=self.panel_width)
        self.state = Label("", tone="turmeric", wrap=True)
        self.reason = ReasonField()
        panel.add(self.state)
        panel.add(self.sheet, 1)
        panel.add(self.reason)
        return panel

    def build(self) -> None:
        """Month and kind, buttons and the form."""
        self._month: dt.date | None = None
        self._wanted_kind = ALL
        self.month = ThaiDateField(today=self._today)
        self.month.setFixedWidth(theme.px(150))
        self.month.committed.connect(self._on_month_committed)
        self.kind = SimpleChoice()
        self.kind.setFixedWidth(theme.px(170))
        self.kind.committed.connect(self._on_kind_committed)
        self.list.add_filter(self.month)
        self.list.add_filter(self.kind)
        self.name_list(lambda: _("Documents of the month"), lambda: _("Number, person or words"))
        self.text(self.month.setAccessibleName, lambda: _("Month"))
        self.text(self.kind.setAccessibleName, lambda: _("Kind of document"))
        may = self._session.may(Permission.POST_JOURNAL)
        self.add_new(lambda: _("Entry by hand"), self.begin_entry, may=may)
        self.voucher_button = self.add_action(lambda: _("Voucher"), "receipt-text", self._open_voucher)
        self.undo_button = self.add_action(lambda: _("Undo"), "undo-2", self._undo, when=_may_undo)
        self.correct_button = self.add_action(
            lambda: _("Undo and correct"), "pencil", self._correct, keys="F4", when=_may_correct
        )
        self.form = self.add_form(EntryForm(today=self._today))
        self.form.submitted.connect(self._on_submitted)
        self.form.back.connect(self._on_form_left)

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.month.retranslate()
        self.reason.retranslate()
        kinds = [Choice(kind.value, document_name(kind.value)) for kind in DocumentKind]
        self.kind.set_choices([Choice(ALL, _("All kinds")), *kinds])
        self.kind.set_value(self._wanted_kind)

    def job(self) -> Callable[[], work.Month]:
        """The newest documents of the month."""
        return partial(work.month_of, self._month, self._today(), self._wanted_kind)

    def take(self, found: work.Month) -> Sequence[DocumentRow]:
        """Show which month it is; gives its documents."""
        self._month = found.month
        if self.month.date() != found.month:
            self.month.set_value(found.month)
        return found.rows

    def lists_job(self) -> Callable[[], work.Lists]:
        """Accounts and people."""
        return work.lists

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the form."""
        self.form.set_lists(lists)

    def row_title(self, row: DocumentRow) -> str:
        """What it is and its number."""
        return f"{document_name(row.kind)} {row.number}"

    def details(self, row: DocumentRow) -> Callable[[], Any]:
        """The document with all that it posted."""
        return partial(work.paper, self._session, row.number)

    def show_row(self, row: DocumentRow) -> None:
        """Show a document, and by what it was undone."""
        if self._row is None or self._row.uid != row.uid:
            self.reason.begin()
        undone = _("Undone by {number}.").format(number=row.reversed_by) if row.reversed_by else ""
        self.state.setText(undone)
        self.state.setVisible(bool(undone))
        super().show_row(row)

    def gone(self, _row: DocumentRow) -> None:
        """A document that was looked for by its number stays, whatever the list shows."""

    def empty_words(self) -> Empty:
        """A month without documents."""
        return Empty(_("No document was posted in this month."))

    def fit(self, room: int) -> None:
        """Beside the panel a narrow list says what it can; the rest stands in the panel."""
        super().fit(room)
        self.kind.setHidden(room < theme.px(self.narrow))

    def open(self, argument: str) -> None:
        """``new``, or the number of a document."""
        if argument == "new":
            self.begin()
        elif argument:
            self.act(partial(work.find, argument), self._on_found)

    # ---- the list

    @Slot(object)
    def _on_month_committed(self, day: object) -> None:
        if isinstance(day, dt.date):
            self._month = day.replace(day=1)
            self.read()

    @Slot(object)
    def _on_kind_committed(self, key: object) -> None:
        self._wanted_kind = str(key or "")
        self.read()

    def _on_found(self, found: DocumentRow | None) -> None:
        if found is None:
            self._messages.say(_("There is no document with this number."))
            return
        self._month = found.ledger_date.replace(day=1)
        self.choose(found.uid)
        self.read()
        self.show_row(found)

    # ---- one document

    def _open_voucher(self) -> None:
        if self._row is not None:
            self._open_link(Link("voucher", self._row.number))

    def _undo(self) -> None:
        if self._row is not None and not self.reason.asks():
            row = self._row
            job = partial(undo, self._session, row.uid, on=self._today(), reason=self.reason.name())
            self.act(job, partial(self._on_undone, row.number))

    def _on_undone(self, number: str, reversal: Posted) -> None:
        self.reason.begin()
        self._messages.say(_("{number} was undone.").format(number=number))
        warn_of(self._messages, reversal)
        self.open(number)

    def _correct(self) -> None:
        row = self._row
        if row is None:
            return
        if row.kind != DocumentKind.JOURNAL:
            self._go_to("money", f"entry:correct:{row.number}")
            return
        self.act(partial(work.as_draft, row), partial(self._begin_correction, row))

    def _begin_correction(self, document: DocumentRow, draft: JournalDraft) -> None:
        self.form.fill(draft.lines, draft.note, document.on, document.number)
        self.show_form(self.form)
        self.form.focus_first()

    # ---- entries by hand

    def begin_entry(self) -> None:
        """The form, as it was left."""
        self.show_form(self.form)
        self.form.focus_first()

    @Slot()
    def _on_form_left(self) -> None:
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
        self.save(self.form, job, _("Posted {number}: {amount} baht"), self._on_posted)

    def _on_posted(self, posted: Posted) -> None:
        self.form.clear_form()
        self.open(posted.number)


def _may_undo(document: DocumentRow) -> bool:
    return document.reversed_by is None and document.kind != DocumentKind.REVERSAL


def _may_correct(document: DocumentRow) -> bool:
    corrects = document.kind == DocumentKind.JOURNAL or document.kind in CORRECTED_IN_MONEY
    return corrects and _may_undo(document)


def _about(document: DocumentRow) -> str:
    return " · ".join(part for part in (document.slip_number, document.note or document.reason) if part)
