"""Small forms: money from one place to another, and advances that are given or come back."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.ledger import signed
from app.domain.purchase import LineAmountError, Slip
from app.domain.slip_entry import AdvanceDraft, TransferDraft
from app.i18n import _
from app.queries.catalogue import Account
from app.services.sales import PartyNeededError
from app.thai.dates import today
from reports.common import in_language
from ui import theme
from ui.pages.entry.key_form import KeyForm
from ui.pages.entry.work import Filled, Lists
from ui.widgets.arrange import Form, column, row
from ui.widgets.basics import SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, TypedField
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of

GIVEN, BACK = "given", "back"


def places_of(accounts: Sequence[Account]) -> list[Choice]:
    """Where money lies, with who keeps it."""
    return [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in accounts]


class MoveForm(KeyForm):
    """What transfers and advances have in common: a day, an amount, the slip's number, a note."""

    facts_wanted = Signal()

    def __init__(self, *, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.corrects = ""
        self.day = ThaiDateField(required=True, today=today)
        self.amount = MoneyField(required=True)
        self.slip_number = NameField(most=60)
        self.note = NameField()
        self.clear_button = Button("", self.clear_form, kind="quiet")
        self.edited.connect(self.facts_wanted)

    def finish(self, *items: QWidget | Form) -> None:
        """Lay out what a form has, and the foot below it."""
        self.foot.setLayout(row(self.clear_button, -1, self.save_button))
        self.setLayout(column(*items, -1, spacing=theme.INSIDE + 4))
        self.watch(*self.order())
        self.retranslate()
        self.clear_form()

    def name_fields(self, labels: Sequence[Label], words: Sequence[str]) -> None:
        """Words above the fields, in the order of the keys."""
        for label, text, field in zip(labels, words, self.order(), strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.day.setAccessibleName(_("Day"))
        self.day.retranslate()
        self.amount.set_unit(_("baht"))
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Put right (Ctrl+Enter)") if self.corrects else _("Save (Ctrl+Enter)"))

    def retranslate(self) -> None:
        """Set every text again."""

    @Slot()
    def clear_form(self) -> None:
        """An empty form with today's day."""
        self.next_slip()
        self.day.set_value(self._today())

    def next_slip(self) -> None:
        """Ready for the next one: the day and the places stay."""
        self._uid, self.corrects = new_uid(), ""
        self.say("")
        for field in (self.amount, self.slip_number, self.note):
            field.set_value(None)
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        self.focus_first()
        self.set_busy(False)
        self.edited.emit()

    def is_begun(self) -> bool:
        """Whether anything is typed."""
        return not (self.amount.is_empty() and self.note.is_empty() and self.slip_number.is_empty())

    def slip(self) -> Slip:
        """The paper slip behind it."""
        return Slip(None, self.slip_number.name())


class TransferForm(MoveForm):
    """Fills in a ``TransferDraft``."""

    def __init__(self, *, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(today=today, parent=parent)
        self.source = ChoiceField(required=True)
        self.target = ChoiceField(required=True)
        self.fee = MoneyField()
        self._form = Form(3)
        self._labels = [self._form.add("", each) for each in self.order()]
        self.finish(self._form)

    def order(self) -> Sequence[TypedField]:
        """The way of the keys."""
        return (self.day, self.source, self.target, self.amount, self.fee, self.slip_number, self.note)

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_fields(
            self._labels,
            (
                _("Day (− is a day back)"),
                _("Money from"),
                _("Money to"),
                _("Amount"),
                _("Fee of the bank"),
                _("Slip number"),
                _("Note"),
            ),
        )
        self.fee.set_unit(_("baht"))

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        for field in (self.source, self.target):
            field.set_choices(places_of(lists.accounts))

    def next_slip(self) -> None:
        """Ready for the next one."""
        self.fee.set_value(None)
        super().next_slip()

    def fill(self, draft: TransferDraft, day: dt.date, corrects: str = "") -> None:
        """As another transfer was."""
        self.next_slip()
        self.corrects = corrects
        self.retranslate()
        self.day.set_value(day)
        self.source.set_value(draft.from_code)
        self.target.set_value(draft.to_code)
        self.amount.set_value(draft.amount)
        self.fee.set_value(draft.fee or None)
        self.note.set_value(draft.note or None)

    def draft(self) -> TransferDraft:
        """What is typed."""
        return TransferDraft(
            self._uid,
            str(self.source.key() or ""),
            str(self.target.key() or ""),
            self.amount.number_or_zero(),
            self.fee.number_or_zero(),
            self.slip(),
            self.note.name(),
        )

    @Slot()
    def submit(self) -> None:
        """Check every field, then hand over what is filled in."""
        self.say("")
        if self.busy or self.faulty():
            return
        self.set_busy(True)
        self.submitted.emit(Filled(self.draft(), self.day.date() or self._today(), (), None, self.corrects))


class AdvanceForm(MoveForm):
    """Fills in an ``AdvanceDraft``: given to somebody, or the rest that comes back."""

    def __init__(self, *, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(today=today, parent=parent)
        self.way = SegmentedControl()
        self.way.chosen.connect(self._on_way_chosen)
        self.party = PartyField(required=True)
        self.place = ChoiceField(required=True)
        self._form = Form(3)
        self._labels = [self._form.add("", each) for each in self.order()]
        holder = QWidget()
        holder.setLayout(row(self.way, -1))
        self.finish(holder, self._form)

    def order(self) -> Sequence[TypedField]:
        """The way of the keys."""
        return (self.day, self.party, self.amount, self.place, self.slip_number, self.note)

    def retranslate(self) -> None:
        """Set every text again."""
        self.way.setAccessibleName(_("Advance"))
        self.way.set_choices([(GIVEN, _("Given to spend for the group")), (BACK, _("The rest comes back"))])
        self.name_fields(
            self._labels,
            (
                _("Day (− is a day back)"),
                _("To whom") if self.way.key() == GIVEN else _("From whom"),
                _("Amount"),
                _("Money from") if self.way.key() == GIVEN else _("Money to"),
                _("Slip number"),
                _("Note"),
            ),
        )

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.party.set_people(lists.people)
        self.place.set_choices(places_of(lists.accounts))
        if self.place.key() is None and lists.accounts:
            self.place.set_value(lists.accounts[0].code)

    def next_slip(self) -> None:
        """Ready for the next one."""
        self.party.set_value(None)
        super().next_slip()

    def fill(self, draft: AdvanceDraft, day: dt.date, corrects: str = "") -> None:
        """As another advance was."""
        self.next_slip()
        self.corrects = corrects
        self.way.set_key(GIVEN if draft.amount > 0 else BACK)
        self.retranslate()
        self.day.set_value(day)
        self.party.set_value(draft.party_uid)
        self.amount.set_value(abs(draft.amount))
        self.place.set_value(draft.account_code)
        self.note.set_value(draft.note or None)

    def draft(self) -> AdvanceDraft:
        """What is typed."""
        typed = self.amount.number_or_zero()
        amount = signed(typed, 0) if self.way.key() == GIVEN else signed(0, typed)
        return AdvanceDraft(
            self._uid,
            uid_of(self.party) or b"",
            str(self.place.key() or ""),
            amount,
            self.slip(),
            self.note.name(),
        )

    @Slot()
    def submit(self) -> None:
        """Check every field, then hand over what is filled in."""
        self.say("")
        if self.busy or self.faulty():
            return
        if not self.amount.number():
            self.show_error(LineAmountError(description=""))
            return
        if uid_of(self.party) is None:
            self.show_error(PartyNeededError())
            return
        self.set_busy(True)
        filled = Filled(
            self.draft(), self.day.date() or self._today(), new_in(self.party), None, self.corrects
        )
        self.submitted.emit(filled)

    @Slot(object)
    def _on_way_chosen(self, _key: object) -> None:
        self.retranslate()
        self.facts_wanted.emit()
