"""The forms of the places of money: counting by denomination, and a place's own words."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.cash_counting import (
    DENOMINATIONS,
    CashCountDraft,
    CountAheadError,
    PiecesError,
    ReasonMissingError,
    ShortIs,
    counted_total,
    difference_of,
    whole_pieces,
)
from app.domain.document import new_uid
from app.errors import SamutError, UserError
from app.i18n import _
from app.queries.cash import Place
from app.queries.parties import PartyRow
from app.services.catalogue import AccountData
from app.thai.dates import today
from reports.common import in_language
from ui import formats, theme
from ui.messages_text import error_text
from ui.widgets.arrange import Form
from ui.widgets.basics import Card, Flow, row
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import NewName, PartyField
from ui.widgets.pieces import CARDS, PiecesCard

BY_RULE = ""


class CountForm(FormPage):
    """Fills in a ``CashCountDraft``; ``submitted`` gives (draft, day), ``day_changed`` the day."""

    submitted = Signal(object, object)
    day_changed = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._place: Place | None = None
        self._asked = False
        self.cards = [PiecesCard(each) for each in CARDS]
        self.pieces = {each: field for card in self.cards for each, field in card.fields.items()}
        order = list(self.pieces.values())
        for field in order:
            field.changed.connect(self._on_changed)
            field.edit.returnPressed.connect(self._on_return)
        self.counted = Label("", type="title", private="words")
        self.expected = Label("", tone="soft", private="words")
        self.difference = Label("", strong=True, private="words")
        self.show_paper = QCheckBox()
        self.foot.insertWidget(1, self.show_paper)
        self.reason = NameField(most=500)
        self.short_is, self.person = SimpleChoice(), ChoiceField()
        self.more = FlowingForm((self.reason, self.short_is, self.person), columns=3)
        self.day = ThaiDateField(required=True, today=today)
        self.day.setFixedWidth(theme.px(150))
        self.day.committed.connect(self._on_day_committed)
        self.day_label = Label("", tone="soft")
        self.head.addWidget(self.day_label)
        self.head.addWidget(self.day)
        self.short_is.committed.connect(self._on_changed)
        self.sum_card = Card(padding=theme.INSIDE)
        self.sum_card.add(row(self.counted, -1, self.expected, self.difference, spacing=theme.BETWEEN))
        self.sum_card.add(self.more)
        self.add(Flow(*self.cards, least=240))
        self.fields.addStretch(1)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        beside = row(self.sum_card)
        beside.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        whole.insertLayout(2, beside)  # stays in sight while the pieces scroll
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        for card in self.cards:
            card.retranslate()
        chosen = self.short_is.key()
        self.short_is.set_choices(
            [
                Choice(BY_RULE, _("As the group's rule says")),
                Choice(ShortIs.GROUP, _("The group bears it")),
                Choice(ShortIs.PERSON, _("Somebody owes it")),
            ]
        )
        self.short_is.set_value(chosen or BY_RULE)
        self.more.set_texts((_("Why it differs"), _("What is missing"), _("Who owes it")))
        self.day_label.setText(_("Counted on"))
        self.day.setAccessibleName(_("Counted on"))
        self.day.retranslate()
        self.save_button.set_text(_("Save the count"))
        self.show_paper.setText(_("Show the sheet to print"))
        self.clear_button.set_text(_("Start again"))
        self._show()

    def set_people(self, people: Sequence[PartyRow]) -> None:
        """Who may owe what is missing."""
        self.person.set_choices([Choice(each.uid, each.name, also=each.code) for each in people])

    def begin(self, place: Place) -> None:
        """An empty count of a place."""
        self._place = place
        self._uid = new_uid()
        self.day.set_value(self._today())
        self.clear_form()

    def set_place(self, place: Place | None) -> None:
        """What the books have may have changed while somebody counts."""
        if place is not None and self._place is not None and place.account.id == self._place.account.id:
            self._place = place
            self._show()

    @property
    def account_code(self) -> str:
        """The place that is counted."""
        return self._place.account.code if self._place is not None else ""

    def clear_form(self) -> None:
        """Nothing counted yet."""
        self.set_busy(False)
        self._asked = False
        self.say("")
        for field in (*self.pieces.values(), self.reason, self.person):
            field.set_value(None)
        self.short_is.set_value(BY_RULE)
        self._show()
        self.pieces[DENOMINATIONS[0]].edit.setFocus()

    def typed(self) -> dict[int, int]:
        """Pieces of each denomination; raises PiecesError."""
        return {each: whole_pieces(field.number_or_zero()) for each, field in self.pieces.items()}

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self._place is None:
            return
        self.say("")
        if [field for field in reversed([self.day, *self.pieces.values()]) if not field.check()]:
            return
        day = self.day.date()
        if day is None or not self._day_has_come(day):
            return
        self._asked = True
        self._show()
        try:
            pieces = self.typed()
        except PiecesError as error:
            self.say(error_text(error))
            return
        chosen, person = self.short_is.key(), self.person.key()
        draft = CashCountDraft(
            self._uid,
            self._place.account.code,
            {each: count for each, count in pieces.items() if count},
            self._place.balance,
            self.reason.name(),
            chosen if isinstance(chosen, ShortIs) else None,
            person if isinstance(person, bytes) else None,
        )
        self.set_busy(True)
        self.submitted.emit(draft, day)

    def show_error(self, error: SamutError) -> None:
        """A reason that is missing takes the cursor; the rest belongs to no single field."""
        self.set_busy(False)
        self.say(error_text(error))
        if isinstance(error, ReasonMissingError):
            self.reason.edit.setFocus()

    def _show(self) -> None:
        place = self._place
        if place is None:
            return
        name = in_language(place.account.name, place.account.name_en)
        self.title.setText(_("Count {place}").format(place=name))
        for card in self.cards:
            card.show_sums()
        self.expected.setText(_("In the books {amount}").format(amount=formats.money(place.balance)))
        try:
            counted = counted_total(self.typed())
        except UserError as error:
            self.counted.setText("–")
            self.difference.setText(error_text(error))
            self.difference.set_tone("clay")
            return
        difference = difference_of(counted, place.balance)
        self.counted.setText(formats.money(counted))
        if difference == 0:
            words, tone = _("It agrees"), "leaf"
        elif difference > 0:
            words, tone = _("{amount} over").format(amount=formats.money(difference)), "clay"
        else:
            words, tone = _("{amount} short").format(amount=formats.money(abs(difference))), "clay"
        begun = self._asked or any(not field.is_empty() for field in self.pieces.values())
        self.difference.setText(words if begun else "")
        self.difference.set_tone(tone)
        short = begun and difference < 0
        by_person = short and self.short_is.key() is ShortIs.PERSON
        self.more.show_fields((begun and difference != 0, short, by_person))

    def _day_has_come(self, day: dt.date) -> bool:
        if day <= self._today():
            return True
        self.day.set_error(error_text(CountAheadError()))
        return False

    @Slot(object)
    def _on_day_committed(self, _value: object) -> None:
        day = self.day.date()
        if day is not None and self._day_has_come(day):
            self.day_changed.emit(day)

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show()

    @Slot()
    def _on_return(self) -> None:
        order = [field.edit for field in self.pieces.values()]
        at = next((number for number, edit in enumerate(order) if edit is self.sender()), -1)
        if 0 <= at < len(order) - 1:
            order[at + 1].setFocus()
            self.area.ensureWidgetVisible(order[at + 1])
        elif self.reason.isVisible():
            self.reason.edit.setFocus()
        else:
            self.save_button.setFocus()


class PlaceForm(FormPage):
    """A place of money: its name, who keeps it, where a bank has it; ``submitted``: (data, id, new name)."""

    submitted = Signal(object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self._code = ""
        self._ids: dict[bytes, int] = {}
        self.name, self.holder = NameField(required=True), PartyField()
        self.bank, self.number = NameField(), NameField(most=60)
        form = Form(2)
        self._fields = (self.name, self.holder, self.bank, self.number)
        self._labels = [form.add("", field) for field in self._fields]
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.add(form)
        self.add(self.hint)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        words = (_("Name of the place"), _("Who keeps it"), _("Bank"), _("Number at the bank"))
        for label, field, text in zip(self._labels, self._fields, words, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.hint.setText(_("With a bank or a number it is compared with statements, else it is counted."))
        self.save_button.set_text(_("Save"))
        self.title.setText(_("Edit place of money") if self._place else _("New place of money"))

    def set_people(self, people: Sequence[PartyRow]) -> None:
        """Who may keep money."""
        self._ids = {each.uid: each.id for each in people}
        self.holder.set_people(people)

    def begin(self, place: Place | None, code: str) -> None:
        """The words of a place, or an empty form for a new one under a number."""
        self._place, self._code = place, code
        self.set_busy(False)
        self.say("")
        account = place.account if place is not None else None
        self.name.set_value(account.name if account else None)
        holder = account.holder_id if account else None
        self.holder.set_value(next((uid for uid, each in self._ids.items() if each == holder), None))
        self.bank.set_value(account.bank_name if account else None)
        self.number.set_value(account.bank_number if account else None)
        self.retranslate()
        self.name.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand it over."""
        if self.busy or [field for field in reversed(self._fields) if not field.check()]:
            return
        self.say("")
        account = self._place.account if self._place is not None else None
        holder = self.holder.key()
        name = self.name.name()
        same = account is not None and name == account.name
        data = AccountData(
            account.code if account else self._code,
            name,
            account.type if account else "asset",
            account.name_en if account and same else "",
            account.statement_group if account else "current_assets",
            is_money=True,
            holder_id=self._ids.get(holder) if isinstance(holder, bytes) else None,
            bank_name=self.bank.name(),
            bank_number=self.number.name(),
        )
        self.set_busy(True)
        new = holder if isinstance(holder, NewName) else None
        self.submitted.emit(data, account.id if account else None, new)

    def show_error(self, error: SamutError) -> None:
        """What belongs to no single field."""
        self.set_busy(False)
        self.say(error_text(error))
