"""The form of a slip, out or in: day, person, what for, how it was paid, the slip's own number and date."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.purchase import Slip
from app.domain.slip_checks import lines_total
from app.domain.slip_entry import Direction, EntryDraft, PayDraft, entry_left, entry_total, rest_to_pay
from app.errors import SamutError, UserError
from app.i18n import _
from app.services.sales import PartyNeededError
from app.thai.dates import today
from reports.common import in_language
from ui import formats, theme
from ui.pages.entry.key_form import KeyForm
from ui.pages.entry.parts import Part, Parts
from ui.pages.entry.ways import ADVANCE, LATER, PURSE, Way, Ways, key_of, pay_of
from ui.pages.entry.work import Filled, Lists
from ui.widgets.arrange import Form, column, row
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, TypedField
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of
from ui.widgets.slip_vat import SlipVat


class SlipForm(KeyForm):
    """Fills in an ``EntryDraft``; after a slip its day, way of paying and direction stay."""

    facts_wanted = Signal()

    def __init__(self, *, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._lists = Lists()
        self.corrects = ""
        self.direction = Direction.OUT
        self.day = ThaiDateField(required=True, today=today)
        self.party = PartyField()
        self.parts = Parts()
        self.parts.added.connect(self._on_part_added)
        self.parts.removed.connect(self._on_part_removed)
        self.parts.changed.connect(self.edited)
        self.how = ChoiceField(required=True)
        self.how.committed.connect(self._on_how_committed)
        self.paid = MoneyField()
        self.whose = PartyField()
        self.ways = Ways()
        self.ways.added.connect(self._on_part_added)
        self.ways.removed.connect(self._on_part_removed)
        self.ways.changed.connect(self._on_way_removed)
        self.way_button = Button("", self.add_way, kind="quiet", icon="plus")
        self._about: tuple[bytes | None, bytes | None] = (None, None)
        self.slip_number = NameField(most=60)
        self.slip_date = ThaiDateField(today=today)
        self.note = NameField()
        self.vat = SlipVat(self.day)
        self.parts.split_wanted.connect(self.split)
        self.parts.details_wanted.connect(self._on_details_wanted)
        self.total = Label("", type="title", strong=True)
        self.left = Label("", tone="turmeric")
        self.clear_button = Button("", self.clear_form, kind="quiet")
        self._lay_out()
        self.watch(self.day, self.party, self.how, self.paid, self.whose)
        self.watch(*self.vat.fields(), self.slip_number, self.slip_date, self.note)
        self.edited.connect(self._on_edited)
        self.parts.add()
        self.retranslate()
        self.clear_form()

    def _lay_out(self) -> None:
        first, pay, last = Form(2), Form(3), Form(3)
        first.setColumnStretch(0, 2)
        first.setColumnStretch(1, 3)
        self._labels = [
            first.add("", self.day),
            first.add("", self.party),
            pay.add("", self.how),
            pay.add("", self.paid),
            pay.add("", self.whose),
            last.add("", self.slip_number),
            last.add("", self.slip_date),
            last.add("", self.note),
        ]
        for at, share in enumerate((4, 3, 4)):
            pay.setColumnStretch(at, share)
        for whose in (self._labels[4], self.whose):  # hidden they keep their place, over that of the ways
            policy = whose.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            whose.setSizePolicy(policy)
        self.foot.setLayout(
            row(self.clear_button, -1, self.left, self.total, self.save_button, spacing=theme.BETWEEN)
        )
        ways = column(pay, self.ways, row(self.way_button, -1), spacing=theme.INSIDE)
        self.setLayout(column(first, self.parts, self.vat, ways, last, -1, spacing=theme.INSIDE + 4))

    # ---- texts and lists

    def retranslate(self) -> None:
        """Set every text again."""
        goes_out = self.direction is Direction.OUT
        words = (
            _("Day (− is a day back)"),
            _("Paid to") if goes_out else _("Received from"),
            _("How it was paid") if goes_out else _("Where the money went"),
            _("Of it now"),
            _("Whose money"),
            _("Slip number"),
            _("Date on the slip"),
            _("Note"),
        )
        fields = (
            self.day,
            self.party,
            self.how,
            self.paid,
            self.whose,
            self.slip_number,
            self.slip_date,
            self.note,
        )
        for label, text, field in zip(self._labels, words, fields, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.day.setAccessibleName(_("Day"))
        self.day.retranslate()
        self.slip_date.retranslate()
        self.paid.set_unit(_("baht"))
        self.paid.edit.setPlaceholderText(_("all of it"))
        self.parts.retranslate()
        self.vat.retranslate()
        self.vat.set_received(not goes_out)
        self.ways.retranslate()
        self.way_button.set_text(_("Another way of paying (Shift+F8)"))
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Put right (Ctrl+Enter)") if self.corrects else _("Save (Ctrl+Enter)"))
        self.set_lists(self._lists)

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.parts.set_lists(lists.categories, lists.sections, lists.projects, self.direction)
        self.party.set_people(lists.people)
        self.whose.set_people(lists.people)
        self.vat.set_registered_from(lists.vat_from)
        self._offer_ways()

    def set_direction(self, direction: Direction) -> None:
        """Money out or in; what is typed stays as far as it fits."""
        if direction is not self.direction:
            self.direction = direction
            self.retranslate()
            self.edited.emit()

    def _offer_ways(self) -> None:
        chosen = self.how.key()
        goes_out = self.direction is Direction.OUT
        choices = [
            Choice(each.code, in_language(each.name, each.name_en), note=each.holder)
            for each in self._lists.accounts
        ]
        if goes_out:
            choices.append(Choice(PURSE, _("A member's own purse")))
            choices.append(Choice(ADVANCE, _("Out of an advance")))
        choices.append(Choice(LATER, _("Owed, paid later") if goes_out else _("Owed, received later")))
        self.how.set_choices(choices)
        self.ways.set_lists(choices, self._lists.people)
        if self.how.key() is None and self._lists.accounts:
            self.how.set_value(chosen if any(each.key == chosen for each in choices) else choices[0].key)
        self._show_way()

    def _show_way(self) -> None:
        how = self.how.key()
        someone = how in (PURSE, ADVANCE)
        for at, field, shown in ((3, self.paid, how != LATER), (4, self.whose, someone)):
            field.setVisible(shown)
            self._labels[at].setVisible(shown)

    # ---- filling in

    def order(self) -> Sequence[TypedField]:
        """The way of the keys."""
        return (
            self.day,
            self.party,
            *self.parts.fields(),
            *self.vat.fields(),
            self.how,
            self.paid,
            self.whose,
            *self.ways.fields(),
            self.slip_number,
            self.slip_date,
            self.note,
        )

    @Slot()
    def add_way(self) -> None:
        """One more way of paying for what is left, with the cursor in it."""
        way = self.ways.add(max(0, entry_left(self.draft())))
        way.how.edit.setFocus()
        self.edited.emit()
        self.went_to.emit(way.how)

    @Slot()
    def split(self) -> None:
        """One more part of the slip, with the cursor in it."""
        part = self.parts.add()
        part.what.edit.setFocus()
        self.went_to.emit(part.what)

    @Slot()
    def clear_form(self) -> None:
        """An empty form with today's day."""
        self.next_slip()
        self.day.set_value(self._today())
        self.vat.show_when_due()

    def next_slip(self) -> None:
        """Ready for the next slip: day, way of paying and direction stay."""
        self._uid, self.corrects = new_uid(), ""
        self.say("")
        for field in (self.party, self.paid, self.whose, self.slip_number, self.slip_date, self.note):
            field.set_value(None)
        self.ways.clear()
        self._about = (None, None)
        self.vat.clear()
        self.parts.set_more(False)
        self.parts.clear()
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        self.edited.emit()
        self.focus_first()
        self.set_busy(False)

    def fill(self, draft: EntryDraft, day: dt.date, corrects: str = "", *, same_slip: bool = False) -> None:
        """As another slip was, to be posted again (with no number of its own), or in its place.

        ``same_slip`` is the same paper once more: its own number and date come along.
        """
        self.direction = draft.direction
        self.next_slip()
        self.corrects = corrects
        self.retranslate()
        self.day.set_value(day)
        self.party.set_value(draft.party_uid)
        self.parts.set_drafts(draft.lines)
        self.vat.set_vat(draft.vat)
        self._fill_pay(draft)
        self._about = (draft.section_uid, draft.project_uid)
        if corrects or same_slip:
            self.slip_number.set_value(draft.slip.number or None)
            self.slip_date.set_value(draft.slip.date)
        self.note.set_value(draft.note or None)
        self._on_edited()
        self.focus_first()

    def _fill_pay(self, draft: EntryDraft) -> None:
        if not draft.pays:
            self.how.set_value(LATER)
        else:
            pay = draft.pays[0]
            self.how.set_value(key_of(pay))
            self.whose.set_value(pay.party_uid)
            self.paid.set_value(pay.amount if entry_left(draft) or draft.pays[1:] else None)
        self.ways.set_pays(draft.pays[1:])
        self._show_way()

    def draft(self) -> EntryDraft:
        """What is typed."""
        lines = self.parts.drafts()
        return EntryDraft(
            self._uid,
            self.direction,
            lines,
            self._pays(lines_total(lines)),
            uid_of(self.party),
            Slip(self.slip_date.date(), self.slip_number.name()),
            self.note.name(),
            *self._about,
            vat=self.vat.vat(),
        )

    def _pays(self, total: int) -> tuple[PayDraft, ...]:
        others, paid = self.ways.pays(), self.paid.number()
        amount = rest_to_pay(total, (each.amount for each in others)) if paid is None else paid
        first = pay_of(self.how, self.whose, amount)
        return others if first is None else (first, *others)

    def is_begun(self) -> bool:
        """Whether anything of a slip is typed."""
        fields = (*self.parts.fields(), self.party, self.slip_number, self.note)
        return any(not each.is_empty() for each in fields)

    @Slot()
    def submit(self) -> None:
        """Check every field, then hand over what is filled in."""
        if self.busy:
            return
        self.say("")
        self.parts.drop_empty()
        self.ways.drop_empty()
        self.whose.set_required(self.how.key() in (PURSE, ADVANCE))
        if self.faulty():
            return
        draft = self.draft()
        try:
            entry_total(draft)
            if entry_left(draft) > 0 and draft.party_uid is None:
                raise PartyNeededError
        except UserError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        day = self.day.date()
        payers = self.ways.payers() if self.whose.isHidden() else (self.whose, *self.ways.payers())
        people = tuple(dict.fromkeys(new_in(self.party, *payers)))
        self.submitted.emit(Filled(draft, day or self._today(), people, None, self.corrects))

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong where it is; nothing typed is lost."""
        if isinstance(error, PartyNeededError):
            self.set_busy(False)
            self.party.set_error(_("Please say to whom it is owed."))
            self.party.edit.setFocus()
        else:
            super().show_error(error)

    # ---- inside

    @Slot(object)
    def _on_part_added(self, part: Part | Way) -> None:
        self.watch(*part.fields())

    @Slot(object)
    def _on_part_removed(self, part: Part | Way) -> None:
        self.forget(*part.fields())

    @Slot()
    def _on_way_removed(self) -> None:
        self.paid.edit.setFocus()
        self.edited.emit()

    @Slot(object)
    def _on_how_committed(self, _key: object) -> None:
        self._show_way()

    @Slot()
    def _on_details_wanted(self) -> None:
        self.parts.set_more(not self.parts.shows_more)

    @Slot()
    def _on_edited(self) -> None:
        draft = self.draft()
        total = lines_total(draft.lines)
        self.total.setText(_("{amount} ฿").format(amount=formats.money(total)))
        left = entry_left(draft)
        self.left.setText(
            _("{amount} baht stay owed.").format(amount=formats.money(left)) if left > 0 else ""
        )
        self.facts_wanted.emit()
