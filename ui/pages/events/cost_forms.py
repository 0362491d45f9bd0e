"""The forms of what a market day costs, and of who helped."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.purchase import Slip
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, entry_left
from app.domain.work_log import WorkDraft, WorkLine
from app.i18n import _
from app.queries.entries import EntryCategory
from app.queries.market_events import Event, EventRow
from app.queries.parties import PartyRow
from app.thai.dates import today
from reports.common import in_language
from ui import formats
from ui.pages.events.work import Lists
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.line_table import Line, LineColumn, LineTable
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import SlipPay, new_in, uid_of

FREE, PAID = "free", "paid"


class CostRow(Line):
    """One part of what was paid."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.what, self.words = ChoiceField(choices=choices, required=True), NameField(most=300)
        self.amount = MoneyField(required=True)
        super().__init__(self.what, self.words, self.amount)


class CostRows(LineTable[CostRow]):
    """Stall fee, transport, ice and the like."""

    columns = (
        LineColumn(lambda: _("What the money is for"), 5),
        LineColumn(lambda: _("In words, if needed"), 5),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._choices: list[Choice] = []
        super().__init__(parent)

    def make(self) -> CostRow:
        """An empty line."""
        return CostRow(self._choices)

    def set_categories(self, categories: Sequence[EntryCategory]) -> None:
        """What money can be for."""
        self._choices = [
            Choice(each.uid, in_language(each.name, each.name_en), also=f"{each.words} {each.name_en}")
            for each in categories
        ]
        for line in self.lines:
            line.what.set_choices(self._choices)

    def drafts(self) -> tuple[EntryLineDraft, ...]:
        """What is typed so far."""
        return tuple(
            EntryLineDraft(line.amount.number_or_zero(), key, description=line.words.name())
            for line in self.begun()
            if isinstance(key := line.what.key(), bytes)
        )


class CostForm(FormPage):
    """What a market day costs; ``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self._lists = Lists()
        self.event_: Event | None = None
        self.day, self.payee = ThaiDateField(required=True, today=today), PartyField()
        self.slip, self.note = NameField(most=60), NameField()
        self.form = FlowingForm((self.day, self.payee, self.slip, self.note))
        self.table, self.pay = CostRows(), SlipPay(Direction.OUT)
        for part in (self.table, self.pay):
            self.add(part)
        self.add(self.form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.table.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.event_.name if self.event_ is not None else ""
        self.title.setText(_("Costs of {name}").format(name=name))
        self.save_button.set_text(_("Save the costs"))
        self.form.set_texts((_("Day"), _("Paid to"), _("Slip number"), _("Note")))
        self.day.retranslate()
        self.table.retranslate()
        self.pay.retranslate()
        self._on_changed()

    def set_lists(self, lists: Lists) -> None:
        """What money is for, where it lies, people."""
        self._lists = lists
        self.table.set_categories(lists.categories)
        self.pay.set_lists(lists.accounts, lists.people)
        self.payee.set_people(lists.people)

    def show_event(self, row: EventRow) -> None:
        """A new slip, which begins with what is still to be paid of the stall fee that was agreed."""
        event = row.event
        self.event_, self._uid = event, new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.payee, self.slip, self.note):
            field.set_value(None)
        self.day.set_value(max(event.first_day, min(event.last_day, self._today())))
        self.pay.clear()
        self.table.clear()
        first = self.table.lines[0]
        fee, codes = self._fee(row)
        if fee and codes:
            first.what.set_value(codes[0])
            first.amount.set_value(fee)
        self.retranslate()
        (first.amount if fee and codes else first.what).edit.setFocus()

    def _fee(self, row: EventRow) -> tuple[int, list[bytes]]:
        """What is left of the fee, and which categories stand for one."""
        account = self._lists.fee_account
        categories = [each.uid for each in self._lists.categories if each.account_code == account]
        return row.result.fee_left(row.event.planned_fee, account), categories

    def submit(self) -> None:
        """Check every line, then hand over the slip."""
        if self.busy or self.event_ is None:
            return
        self.say("")
        if not (self.table.check() and self.pay.check() and self.day.check()):
            return
        lines = self.table.drafts()
        whole = EntryDraft(self._uid, Direction.OUT, lines)
        draft = EntryDraft(
            self._uid,
            Direction.OUT,
            lines,
            self.pay.pays(entry_left(whole)),
            uid_of(self.payee),
            Slip(None, self.slip.name()),
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(draft, new_in(self.payee, self.pay.whose), self.day.date())

    @Slot()
    def _on_changed(self) -> None:
        left = entry_left(EntryDraft(self._uid, Direction.OUT, self.table.drafts()))
        self.table.show_sum(_("In all {amount} baht").format(amount=formats.money(left)) if left else "")


class HelperRow(Line):
    """Hours of somebody who helped."""

    def __init__(self, people: Sequence[Choice]) -> None:
        self.person, self.hours = ChoiceField(choices=people, required=True), QuantityField(required=True)
        self.kind, self.what = SimpleChoice(), NameField(most=300)
        self.kind.set_choices([Choice(FREE, _("For free")), Choice(PAID, _("Paid"))])
        self.kind.set_value(FREE)
        super().__init__(self.person, self.hours, self.kind, self.what)


class HelperRows(LineTable[HelperRow]):
    """Who helped how long."""

    columns = (
        LineColumn(lambda: _("Who helped"), 6),
        LineColumn(lambda: _("Hours"), 2, right=True),
        LineColumn(lambda: _("Paid or free"), 3),
        LineColumn(lambda: _("What she did"), 5),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._people: list[Choice] = []
        super().__init__(parent)

    def make(self) -> HelperRow:
        """An empty line."""
        return HelperRow(self._people)

    def set_people(self, people: Sequence[PartyRow]) -> None:
        """Who can be chosen."""
        self._people = [Choice(each.uid, each.name, also=each.code) for each in people]
        for line in self.lines:
            line.person.set_choices(self._people)


class HelpersForm(FormPage):
    """Who helped at a market day; ``submitted`` gives the draft."""

    submitted = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.event_: Event | None = None
        self.day = ThaiDateField(required=True, today=today)
        self.form = FlowingForm((self.day,))
        self.table = HelperRows()
        self.add(self.form)
        self.add(self.table)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.event_.name if self.event_ is not None else ""
        self.title.setText(_("Who helped at {name}").format(name=name))
        self.save_button.set_text(_("Save the hours"))
        self.form.set_texts((_("Day"),))
        self.day.retranslate()
        self.table.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """People."""
        self.table.set_people(lists.people)

    def show_event(self, event: Event) -> None:
        """An empty form."""
        self.event_, self._uid = event, new_uid()
        self.set_busy(False)
        self.say("")
        self.day.set_value(max(event.first_day, min(event.last_day, self._today())))
        self.table.clear()
        self.retranslate()
        self.table.lines[0].person.edit.setFocus()

    def submit(self) -> None:
        """Check every line, then hand over the hours."""
        if self.busy or self.event_ is None:
            return
        self.say("")
        if not (self.table.check() and self.day.check()):
            return
        lines = tuple(
            WorkLine(key, line.hours.number_or_zero(), line.kind.key() == PAID, line.what.name())
            for line in self.table.begun()
            if isinstance(key := line.person.key(), bytes)
        )
        self.set_busy(True)
        self.submitted.emit(WorkDraft(self._uid, self.day.date() or self._today(), lines))
