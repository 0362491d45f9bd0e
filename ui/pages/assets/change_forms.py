"""The forms for an asset that is there: an improvement, its leaving, and other words for it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.asset import (
    LEAVING_WORDS,
    AssetWords,
    DisposeDraft,
    ImproveDraft,
    Leaving,
)
from app.domain.depreciation import months_of_years
from app.domain.purchase import Slip
from app.domain.slip_entry import Direction
from app.i18n import _
from app.queries.assets import AssetRow
from app.thai.dates import today
from ui.pages.assets.fields import AssetFormPage, Today, WordFields
from ui.pages.assets.work import Lists
from ui.widgets.arrange import Form
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import SlipPay, new_in, uid_of
from ui.widgets.slip_vat import SlipVat

_OUR_WAYS = frozenset(Leaving) - {Leaving.RETURNED}


class ImproveForm(AssetFormPage):
    """Fills in an ``ImproveDraft``; ``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self.asset: AssetRow | None = None
        self.cost, self.years = MoneyField(), QuantityField()
        self.scrap = MoneyField()
        self.day = ThaiDateField(required=True, today=today)
        self.party, self.slip, self.note = PartyField(), NameField(most=60), NameField()
        self.pay, self.vat = SlipPay(Direction.OUT), SlipVat(self.day)
        self._fields = (self.note, self.cost, self.years, self.scrap, self.day, self.party, self.slip)
        form = Form(2)
        self._labels = [form.add("", field) for field in self._fields]
        self.add(self.hint)
        self.add(form)
        self.add(self.vat)
        self.add(self.pay)
        self.fields.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.asset.name if self.asset else ""
        self.title.setText(_("Improve {name}").format(name=name))
        self.save_button.set_text(_("Save the improvement"))
        self.hint.setText(
            _("For what makes it do more or last longer. A repair is an expense and is entered as a slip.")
        )
        texts = (
            _("What was done"),
            _("What it cost"),
            _("How long it will be used from now on"),
            _("Worth at the end (empty: as before)"),
            _("Day"),
            _("Paid to"),
            _("Slip number"),
        )
        for label, field, text in zip(self._labels, self._fields, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.cost.set_unit(_("baht"))
        self.scrap.set_unit(_("baht"))
        self.years.set_unit(_("years"))
        self.day.retranslate()
        self.vat.retranslate()
        self.pay.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.party.set_people(lists.people)
        self.vat.set_registered_from(lists.vat_from)
        self.pay.set_lists(lists.accounts, lists.people)

    def show_asset(self, asset: AssetRow) -> None:
        """An empty form for an asset."""
        self.asset = asset
        self.begin()
        for field in self._fields:
            field.set_value(None)
        self.day.set_value(self.today())
        self.vat.clear()
        self.pay.clear()
        self.retranslate()
        self.note.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.asset is None:
            return
        self.say("")
        typed = (*self._fields, *(self.vat.fields() if not self.vat.isHidden() else ()))
        faults = [field for field in reversed(typed) if not field.check()]
        if not self.pay.check() or faults:
            return
        cost, years = self.cost.number_or_zero(), self.years.number()
        draft = ImproveDraft(
            self.uid,
            self.asset.uid,
            cost,
            None if years is None else months_of_years(years),
            self.scrap.number(),
            uid_of(self.party),
            self.pay.pays(cost),
            Slip(None, self.slip.name()),
            self.note.name(),
            self.vat.vat(),
        )
        self.set_busy(True)
        self.submitted.emit(draft, new_in(self.party, self.pay.whose), self.day.date())


class LeaveForm(AssetFormPage):
    """Fills in a ``DisposeDraft``; ``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self.asset: AssetRow | None = None
        self.how, self.amount = SimpleChoice(required=True), MoneyField()
        self.day = ThaiDateField(required=True, today=today)
        self.party, self.note = PartyField(), NameField()
        self.pay = SlipPay(Direction.IN)
        self._fields = (self.how, self.day, self.amount, self.party, self.note)
        self._form = FlowingForm(self._fields)
        self.add(self.hint)
        self.add(self._form)
        self.add(self.pay)
        self.fields.addStretch(1)
        self.how.committed.connect(self._on_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.asset.name if self.asset else ""
        self.title.setText(_("{name} leaves").format(name=name))
        self.save_button.set_text(_("Save the leaving"))
        self.hint.setText(
            _("Depreciation is entered up to the month before. What it brings more or less is gain or loss.")
        )
        lent = self.asset is not None and self.asset.is_lent
        ways = [way for way in Leaving if way in ({Leaving.RETURNED, Leaving.LOST} if lent else _OUR_WAYS)]
        chosen = self.how.key()
        self.how.set_choices([Choice(way, _(LEAVING_WORDS[way])) for way in ways])
        self.how.set_value(chosen if chosen in ways else ways[0])
        texts = (_("How it leaves"), _("Day"), _("What it was sold for"), _("To whom"), _("Note"))
        self._form.set_texts(texts)
        self.amount.set_unit(_("baht"))
        self.day.retranslate()
        self.pay.retranslate()
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.party.set_people(lists.people)
        self.pay.set_lists(lists.accounts, lists.people)

    def show_asset(self, asset: AssetRow) -> None:
        """An empty form for an asset."""
        self.asset = asset
        self.begin()
        for field in self._fields:
            field.set_value(None)
        self.day.set_value(self.today())
        self.pay.clear()
        self.retranslate()
        self.how.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.asset is None:
            return
        self.say("")
        faults = [field for field in reversed(self._fields) if not field.check()]
        how = self.how.key()
        if not self.pay.check() or faults or not isinstance(how, Leaving):
            return
        amount = self.amount.number_or_zero() if how is Leaving.SOLD else 0
        draft = DisposeDraft(
            self.uid,
            self.asset.uid,
            how,
            amount,
            uid_of(self.party),
            self.pay.pays(amount) if how is Leaving.SOLD else (),
            note=self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(draft, new_in(self.party), self.day.date())

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        self._show()

    def _show(self) -> None:
        sold = self.how.key() is Leaving.SOLD
        self.amount.set_required(sold)
        self._form.show_fields((True, True, sold, True, True))
        self.pay.setVisible(sold)


class WordsForm(AssetFormPage):
    """Other words for an asset; ``submitted`` gives (uid, words)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._asset_uid, self._project_uid = b"", b""
        self.words = WordFields()
        self.add(self.words)
        self.fields.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Change what describes the asset"))
        self.save_button.set_text(_("Save"))
        self.words.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.words.set_lists(lists)

    def show_words(self, uid: bytes, words: AssetWords) -> None:
        """The words of an asset."""
        self._asset_uid, self._project_uid = uid, words.project_uid or b""
        self.begin()
        self.words.show_words(words)
        self.words.name.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the words."""
        if self.busy:
            return
        self.say("")
        if self.words.check():
            self.set_busy(True)
            self.submitted.emit(self._asset_uid, self.words.words(self._project_uid or None))
