"""Something leaves a store of the family: eaten, sold, given, swapped or spoiled."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.household.rounds import StoreDraft, worth
from app.domain.household.rounds_words import FROM_STORE, PURPOSE_WORDS, STORE_WORDS, Purpose, Store
from app.i18n import _
from app.queries.household.trades import StoreRow
from app.thai.dates import today
from reports.common import in_language
from reports.household.trade_words import baht
from ui import formats
from ui.pages.trades.enter_key import is_enter
from ui.pages.trades.money_in import MoneyIn, keep_choice
from ui.pages.trades.pictures import PURPOSE_ICONS, STORE_ICONS
from ui.pages.trades.work import Lists, Shown
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import QuantityField, UnitCostField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.picture_choice import Picked, PictureChoice


class StoreForm(FormPage):
    """``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.shown: Shown | None = None
        self.store_words, self.where_words = Label("", strong=True), Label("", strong=True)
        self.stores, self.where = PictureChoice(least=220), PictureChoice()
        self.quantity, self.price = QuantityField(required=True, large=True), UnitCostField()
        self.day, self.money, self.gift = (
            ThaiDateField(required=True, today=today),
            MoneyIn(),
            SimpleChoice(required=True),
        )
        self._form = FlowingForm((self.quantity, self.price, self.day, *self.money.fields, self.gift))
        self.sum = Label("", type="large", strong=True, wrap=True, private="figures")
        for part in (self.store_words, self.stores, self.where_words, self.where):
            self.add(part)
        self.add(self._form)
        self.add(self.sum)
        self.fields.addStretch(1)
        self.clear_button.hide()
        for choice in (self.stores, self.where):
            choice.chosen.connect(self._on_changed)
        for field in (self.quantity, self.price):
            field.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.shown.card.row.name if self.shown is not None else ""
        self.title.setText(_("Take from the store: {name}").format(name=name))
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        self.store_words.setText(_("From which store?"))
        self.where_words.setText(_("What happened with it?"))
        self.stores.setAccessibleName(self.store_words.raw())
        self.where.setAccessibleName(self.where_words.raw())
        unit = self.shown.card.row.output_unit if self.shown is not None else ""
        self._form.set_texts(
            [
                _("How much was taken"),
                _("Price of one {unit} that day").format(unit=unit or _("unit")),
                _("Day"),
                *self.money.texts(),
                _("As what it was given"),
            ]
        )
        self.quantity.set_unit(unit)
        self.price.set_unit(_("baht"))
        self.day.retranslate()
        self._show_choices()

    def _show_choices(self) -> None:
        found = self.shown.card.stores if self.shown is not None else ()
        self.stores.set_choices(
            [
                Picked(
                    each.store,
                    f"{_(STORE_WORDS[each.store])} {_lies(each)}",
                    STORE_ICONS[each.store],
                )
                for each in found
            ]
        )
        self.where.set_choices(
            [Picked(each, _(PURPOSE_WORDS[each]), PURPOSE_ICONS[each]) for each in FROM_STORE]
        )
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """Places of money, people, everyday categories for gifts."""
        self.money.set_lists(lists)
        categories = sorted(lists.spending, key=lambda each: each.heading != "social")
        keep_choice(
            self.gift, [Choice(each.uid, in_language(each.name, each.name_en)) for each in categories]
        )

    def show_round(self, shown: Shown, store: Store | None = None) -> None:
        """An empty form for what lies in the stores of a round, one of them chosen."""
        self.shown, self._uid = shown, new_uid()
        self.set_busy(False)
        self.say("")
        self.quantity.set_value(None)
        self.price.set_value(shown.price_e4 or None)
        self.money.clear()
        self.day.set_value(self._today())
        self.retranslate()
        if store is not None:
            self.stores.set_key(store)
            self._show()
        self.quantity.edit.setFocus()

    def _row(self) -> StoreRow | None:
        found = self.shown.card.stores if self.shown is not None else ()
        return next((each for each in found if each.store is self.stores.key()), None)

    def _purpose(self) -> Purpose:
        key = self.where.key()
        return key if isinstance(key, Purpose) else Purpose.EATEN

    def _asks_price(self) -> bool:
        row, purpose = self._row(), self._purpose()
        from_crop = row is not None and row.store is Store.CROP and purpose.has_value
        return purpose is Purpose.SOLD or from_crop

    def _show(self) -> None:
        purpose, row = self._purpose(), self._row()
        sells, priced = purpose is Purpose.SOLD, self._asks_price()
        self._form.show_fields([True, priced, True, sells, sells, sells, purpose is Purpose.GIVEN])
        self.price.set_required(priced)
        value = worth(self.price.number_or_zero(), self.quantity.number_or_zero()) if priced else 0
        left = "" if row is None else _lies(row)
        words = _("{quantity} are there").format(quantity=left) if left else ""
        self.sum.setText(_("Worth {value} baht").format(value=baht(value)) if value else words)

    def submit(self) -> None:
        """Check what is asked, then hand over the draft."""
        row = self._row()
        if self.busy or row is None:
            return
        self.say("")
        if [field for field in reversed(self._form.shown()) if not field.check()]:  # type: ignore[attr-defined]
            return
        day, gift, purpose = self.day.date(), self.gift.key(), self._purpose()
        assert day is not None
        buyer, names = self.money.buyer() if purpose is Purpose.SOLD else (None, [])
        draft = StoreDraft(
            self._uid,
            row.round_uid,
            row.store,
            purpose,
            self.quantity.number_or_zero(),
            self.price.number_or_zero() if self._asks_price() else 0,
            account_code=self.money.code(),
            owed=self.money.owed.number_or_zero() if purpose is Purpose.SOLD else 0,
            party_uid=buyer,
            category_uid=gift if purpose is Purpose.GIVEN and isinstance(gift, bytes) else None,
        )
        self.set_busy(True)
        self.submitted.emit(draft, names, day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field saves."""
        if is_enter(event):
            self.submit()
            return
        super().keyPressEvent(event)

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show()


def _lies(row: StoreRow) -> str:
    return f"{formats.quantity(row.quantity_milli)} {row.unit}".strip()
