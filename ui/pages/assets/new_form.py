"""The form of a new asset: what it is, where it came from, what it cost, how long it will be used."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.asset import (
    KIND_WORDS,
    SOURCE_WORDS,
    AssetDraft,
    AssetKind,
    AssetSource,
)
from app.domain.depreciation import months_of_years
from app.domain.purchase import Slip
from app.domain.slip_entry import Direction
from app.i18n import _
from app.thai.dates import today
from ui.pages.assets.fields import AssetFormPage, Today, WordFields
from ui.pages.assets.work import Lists
from ui.widgets.arrange import column
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import SlipPay, new_in, uid_of
from ui.widgets.slip_vat import SlipVat

OWN_SOURCES = tuple(source for source in AssetSource if source is not AssetSource.RAISED)


class NewAssetForm(AssetFormPage):
    """Fills in an ``AssetDraft``; ``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self.source, self.kind = SimpleChoice(required=True), SimpleChoice(required=True)
        self.cost, self.scrap = MoneyField(), MoneyField()
        self.years = QuantityField()
        self.day, self.in_use = ThaiDateField(required=True, today=today), ThaiDateField(today=today)
        self.party, self.slip = PartyField(), NameField(most=60)
        self.depreciated, self.deferred = MoneyField(), MoneyField()
        self.as_shares = SimpleChoice()
        self.vat = SlipVat(self.day)
        self.of_bought = QWidget()
        self.pay = SlipPay(Direction.OUT)
        self.of_bought.setLayout(column(self.vat))
        self.words = WordFields(with_name=False)
        self._fields = (
            *(
                self.source,
                self.kind,
                self.words.name,
                self.words.place,
                self.cost,
                self.years,
                self.day,
                self.in_use,
                self.scrap,
            ),
            *(self.party, self.slip, self.depreciated, self.deferred, self.as_shares),
        )
        self._form = FlowingForm(self._fields)
        self.add(self._form)
        self.add(self.hint)
        self.add(self.of_bought)
        self.add(self.pay)
        self.add(self.words)
        self.fields.addStretch(1)
        self.source.committed.connect(self._on_chosen)
        self.kind.committed.connect(self._on_chosen)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("New asset"))
        self.save_button.set_text(_("Save the asset"))
        self.source.set_choices([Choice(each, _(SOURCE_WORDS[each])) for each in OWN_SOURCES])
        self.kind.set_choices([Choice(each, _(words)) for each, words in KIND_WORDS.items()])
        self.as_shares.set_choices(
            [Choice(False, _("Contributed capital")), Choice(True, _("Shares of this member"))]
        )
        for money in (self.cost, self.scrap, self.depreciated, self.deferred):
            money.set_unit(_("baht"))
        self.years.set_unit(_("years"))
        for each in (self.day, self.in_use):
            each.retranslate()
        self.words.retranslate()
        self.vat.retranslate()
        self.pay.retranslate()
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.words.set_lists(lists)
        self.party.set_people(lists.people)
        self.vat.set_registered_from(lists.vat_from)
        self.pay.set_lists(lists.accounts, lists.people)

    def clear_form(self) -> None:
        """An empty form, as a new document."""
        self.begin()
        self.words.show_words(None)
        for field in self._fields:
            field.set_value(None)
        self.source.set_value(AssetSource.BOUGHT)
        self.kind.set_value(AssetKind.EQUIPMENT)
        self.as_shares.set_value(False)
        self.day.set_value(self.today())
        self.vat.clear()
        self.pay.clear()
        self._show()
        self.words.name.edit.setFocus()

    def draft(self) -> AssetDraft:
        """What is typed."""
        cost = self.cost.number_or_zero()
        years = self.years.number()
        source, kind = self.source.key(), self.kind.key()
        source = source if isinstance(source, AssetSource) else AssetSource.BOUGHT
        day = self.day.date()
        return AssetDraft(
            self.uid,
            self.words.words(),
            kind if isinstance(kind, AssetKind) else AssetKind.EQUIPMENT,
            source,
            cost,
            None if years is None or kind is AssetKind.LAND else months_of_years(years),
            self.scrap.number_or_zero(),
            acquired_on=self.in_use.date() or day if source is AssetSource.OPENING else day,
            in_use_from=self.in_use.date() or day,
            depreciated=self.depreciated.number_or_zero(),
            deferred=self.deferred.number_or_zero(),
            party_uid=uid_of(self.party),
            pays=self.pay.pays(cost) if source is AssetSource.BOUGHT else (),
            as_shares=self.as_shares.key() is True,
            slip=Slip(None, self.slip.name()),
            vat=self.vat.vat() if source is AssetSource.BOUGHT else None,
        )

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy:
            return
        self.say("")
        typed = (*self._fields, *(self.vat.fields() if not self.vat.isHidden() else ()))
        faults = [field for field in reversed(typed) if not field.check()]
        if not self.pay.check() or faults or not self.words.check():
            return
        self.set_busy(True)
        self.submitted.emit(self.draft(), new_in(self.party, self.pay.whose), self.day.date())

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        self._show()

    def _show(self) -> None:
        source, kind = self.source.key(), self.kind.key()
        lent, opening = source is AssetSource.LENT, source is AssetSource.OPENING
        land = kind is AssetKind.LAND
        costs = {
            AssetSource.DONATED: _("What it is worth today"),
            AssetSource.MEMBER: _("What it is worth today"),
            AssetSource.LENT: _("Value for the record"),
            AssetSource.OPENING: _("What it cost then"),
        }
        people = {
            AssetSource.BOUGHT: _("Bought from"),
            AssetSource.DONATED: _("Given by"),
            AssetSource.MEMBER: _("Which member"),
            AssetSource.LENT: _("Whose it is"),
        }
        texts = (
            _("Where it came from"),
            _("Kind"),
            _("Name of the asset"),
            _("Where it stands"),
            costs.get(source, _("Cost")) if isinstance(source, AssetSource) else _("Cost"),
            _("How long it will be used"),
            _("Day of the opening") if opening else _("Day it came"),
            _("In use from (empty: the same day)"),
            _("Worth at the end"),
            people.get(source, _("From whom")) if isinstance(source, AssetSource) else _("From whom"),
            _("Slip number"),
            _("Depreciation so far"),
            _("Income still to release"),
            _("It becomes"),
        )
        seen = (
            *(True, True, True, True, True, not land, True, True, not land and not lent),
            *(not opening, not opening and not lent),
            *(opening and not land, opening, source is AssetSource.MEMBER),
        )
        self._form.set_texts(texts)
        self._form.show_fields(seen)
        self.of_bought.setVisible(source is AssetSource.BOUGHT)
        self.pay.setVisible(source is AssetSource.BOUGHT)
        hints = {
            AssetSource.DONATED: _(
                "The same amount stands as income still to come and is released month by month with the wear."
            ),
            AssetSource.LENT: _("Only put on record: no value in the books and no depreciation."),
            AssetSource.OPENING: _(
                "Depreciation so far counts to the day before the opening; it goes on from there."
            ),
        }
        words = hints.get(source, "") if isinstance(source, AssetSource) else ""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
