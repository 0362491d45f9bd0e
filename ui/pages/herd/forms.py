"""The forms of the animals: what happened to a herd, and a herd's own words."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.asset import AssetWords
from app.domain.depreciation import months_of_years
from app.domain.document import new_uid
from app.domain.herd import (
    ABSORBING,
    EVENT_WORDS,
    WITH_AMOUNT,
    BreedDraft,
    HeadsError,
    HerdData,
    HerdDraft,
    HerdEvent,
    whole_heads,
)
from app.domain.ledger import AccountRole
from app.domain.purchase import Slip
from app.domain.slip_entry import Direction
from app.i18n import _
from app.queries.herds import HerdRow
from app.thai.dates import today
from ui.pages.herd.work import Lists
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import SlipPay, new_in, uid_of
from ui.widgets.words_form import WordsForm

PAY_NOW = ""
Today = Callable[[], dt.date]


class EventForm(FormPage):
    """Fills in a ``HerdDraft`` or ``BreedDraft``; ``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid, self._asset_uid = new_uid(), new_uid()
        self.herd: HerdRow | None = None
        self.what = SimpleChoice(required=True)
        self.day = ThaiDateField(required=True, today=today)
        self.heads, self.amount = QuantityField(), MoneyField()
        self.animals, self.target = NameField(most=500), SimpleChoice()
        self.from_bill, self.party = SimpleChoice(), PartyField()
        self.slip, self.note = NameField(most=60), NameField()
        self.asset_name, self.years, self.scrap = NameField(most=200), QuantityField(), MoneyField()
        self._fields = (
            *(self.what, self.day, self.heads, self.amount, self.animals, self.target),
            *(self.from_bill, self.party, self.asset_name, self.years, self.scrap, self.slip, self.note),
        )
        self._form = FlowingForm(self._fields)
        self.pay_in, self.pay_out = SlipPay(Direction.IN), SlipPay(Direction.OUT)
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self._form)
        self.add(self.pay_in)
        self.add(self.pay_out)
        self.add(self.hint)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.what.committed.connect(self._on_chosen)
        self.from_bill.committed.connect(self._on_chosen)
        self._events: Sequence[HerdEvent] = tuple(HerdEvent)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.herd.name if self.herd else ""
        self.title.setText(_("What happened to {name}").format(name=name))
        self.save_button.set_text(_("Save"))
        chosen = self.what.key()
        self.what.set_choices([Choice(each, _(EVENT_WORDS[each])) for each in self._events])
        self.what.set_value(chosen if chosen in self._events else self._events[0])
        bill = self.from_bill.key()
        self.from_bill.set_choices(
            [Choice(PAY_NOW, _("It is paid or owed with this entry"))]
            + [Choice(role.value, _(words)) for role, words in ABSORBING.items()]
        )
        self.from_bill.set_value(bill or PAY_NOW)
        for money in (self.amount, self.scrap):
            money.set_unit(_("baht"))
        self.years.set_unit(_("years"))
        self.heads.set_unit(self.herd.unit if self.herd and self.herd.unit else _("heads"))
        self.day.retranslate()
        self.pay_in.retranslate()
        self.pay_out.retranslate()
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.party.set_people(lists.people)
        for pay in (self.pay_in, self.pay_out):
            pay.set_lists(lists.accounts, lists.people)

    def show_herd(self, herd: HerdRow, others: Sequence[HerdRow], *, may_keep_books: bool) -> None:
        """An empty form for a herd; what there is nothing for is not offered."""
        self.herd = herd
        self._uid, self._asset_uid = new_uid(), new_uid()
        kept = {HerdEvent.OPENING, HerdEvent.TO_ASSET}
        needing = set(HerdEvent) - {HerdEvent.OPENING, HerdEvent.BORN, HerdEvent.BOUGHT}
        self._events = [
            each
            for each in HerdEvent
            if (may_keep_books or each not in kept)
            and (herd.heads > 0 or each not in needing)
            and (others or each is not HerdEvent.MOVED)
        ]
        self.target.set_choices([Choice(each.uid, each.name) for each in others])
        self.set_busy(False)
        self.say("")
        for field in self._fields:
            field.set_value(None)
        self.from_bill.set_value(PAY_NOW)
        self.day.set_value(self._today())
        self.what.set_value(HerdEvent.RAISED if herd.heads > 0 else HerdEvent.BOUGHT)
        self.pay_in.clear()
        self.pay_out.clear()
        self.retranslate()
        self.what.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.herd is None:
            return
        self.say("")
        event = self.what.key()
        pay = self.pay_in if event is HerdEvent.SOLD else self.pay_out
        faults = [field for field in reversed(self._fields) if not field.check()]
        if not pay.check() or faults or not isinstance(event, HerdEvent):
            return
        try:
            draft = self._draft(self.herd, event, pay)
        except HeadsError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self.submitted.emit(draft, new_in(self.party, pay.whose), self.day.date())

    def _draft(self, herd: HerdRow, event: HerdEvent, pay: SlipPay) -> HerdDraft | BreedDraft:
        heads = whole_heads(self.heads.number_or_zero())
        if event is HerdEvent.TO_ASSET:
            years = self.years.number()
            return BreedDraft(
                self._uid,
                herd.uid,
                heads,
                AssetWords(self.asset_name.name()),
                None if years is None else months_of_years(years),
                self._asset_uid,
                self.scrap.number_or_zero(),
                self.animals.name(),
            )
        bill, target = self.from_bill.key(), self.target.key()
        absorbed = AccountRole(str(bill)) if event is HerdEvent.RAISED and bill else None
        amount = self.amount.number_or_zero() if event in WITH_AMOUNT else 0
        paid = event in WITH_AMOUNT and event is not HerdEvent.OPENING and absorbed is None
        return HerdDraft(
            self._uid,
            herd.uid,
            event,
            0 if event is HerdEvent.RAISED else heads,
            amount,
            self.animals.name(),
            uid_of(self.party),
            pay.pays(amount) if paid else (),
            absorbed,
            target if isinstance(target, bytes) else None,
            Slip(None, self.slip.name()),
            self.note.name(),
        )

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        self._show()

    def _show(self) -> None:
        event = self.what.key()
        breed, sold = event is HerdEvent.TO_ASSET, event is HerdEvent.SOLD
        raised = event is HerdEvent.RAISED
        amounts = {
            HerdEvent.OPENING: _("What they are worth in the books"),
            HerdEvent.SOLD: _("What they were sold for"),
            HerdEvent.RAISED: _("Cost of feed, medicine and care"),
        }
        texts = (
            _("What happened"),
            _("Day"),
            _("How many animals"),
            amounts.get(event, _("What they cost")) if isinstance(event, HerdEvent) else "",
            _("Which animals (ear numbers, names)"),
            _("To which herd"),
            _("How it is paid"),
            _("Sold to") if sold else _("From whom"),
            _("Name of the breeding stock"),
            _("How long it will be used"),
            _("Worth at the end"),
            _("Slip number"),
            _("Note"),
        )
        paid = event in {HerdEvent.BOUGHT, HerdEvent.SOLD, HerdEvent.RAISED}
        now = paid and (not raised or not self.from_bill.key())
        seen = (
            *(True, True, not raised, event in WITH_AMOUNT, True, event is HerdEvent.MOVED),
            *(raised, now, breed, breed, breed, now, not breed),
        )
        self._form.set_texts(texts)
        self._form.show_fields(seen)
        self.pay_in.setVisible(now and sold)
        self.pay_out.setVisible(now and not sold)
        hints = {
            HerdEvent.BORN: _("A birth costs nothing; what raising costs comes later."),
            HerdEvent.RAISED: _("It is added to what the herd is worth, until the animals are sold."),
            HerdEvent.TO_ASSET: _("They become an asset at their average cost and wear over these years."),
        }
        leaving = _("They take the average cost of a head along.")
        gone = {HerdEvent.SOLD, HerdEvent.DIED, HerdEvent.LOST, HerdEvent.GIVEN, HerdEvent.MOVED}
        hint = hints.get(event, "") if isinstance(event, HerdEvent) else ""
        self.hint.setText(leaving if event in gone else hint)


class HerdForm(WordsForm):
    """A herd's own words; ``submitted`` gives (data, uid, whether it is known)."""

    submitted = Signal(object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.code = NameField(required=True, most=200), NameField(most=40)
        self.species, self.unit = NameField(most=100), NameField(most=60)
        self.section, self.note = ChoiceField(), NameField()
        self.lay(self.name, self.species, self.unit, self.section, self.code, self.note)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_all(
            _("Change the herd") if self._known else _("New herd"),
            _("Save the herd"),
            (
                _("Name of the herd"),
                _("Kind of animal"),
                _("Counted in (heads, birds …)"),
                _("Section"),
                _("Code (empty: the next one)"),
                _("Note"),
            ),
        )

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.section.set_choices([Choice(row.uid, row.name) for row in lists.sections])

    def show_herd(self, uid: bytes | None, data: HerdData | None) -> None:
        """A herd that is there, or an empty form."""
        values = (
            (data.name, data.species, data.unit, data.section_uid, data.code, data.note)
            if data
            else (None,) * len(self._fields)
        )
        self.fill(uid, [value or None for value in values])
        self.retranslate()
        self.name.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the words."""
        if self.busy:
            return
        self.say("")
        if not self.all_right():
            return
        section = self.section.key()
        data = HerdData(
            self.name.name(),
            self.code.name(),
            self.species.name(),
            self.unit.name(),
            section if isinstance(section, bytes) else None,
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(data, self._uid, self._known)
