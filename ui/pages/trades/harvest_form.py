"""A harvest: one price, and beside each place where it went how much of it; by-products below."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.household.rounds import OutputDraft, OutputLineDraft, checked_output, worth
from app.domain.household.rounds_words import AT_HARVEST, PURPOSE_WORDS, Purpose
from app.errors import SamutError
from app.i18n import _
from app.queries.household.trades import RoundCard
from app.thai.dates import today
from reports.common import in_language
from reports.household.trade_words import baht
from ui import formats, theme
from ui.pages.trades.enter_key import is_enter
from ui.pages.trades.money_in import MoneyIn, keep_choice
from ui.pages.trades.pictures import PURPOSE_ICONS
from ui.pages.trades.work import Lists
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card
from ui.widgets.buttons import icon_label
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField, UnitCostField
from ui.widgets.flow import Flow
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label


class WentTo(Card):
    """One place where a harvest goes: its picture and word above how much went there."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(padding=theme.INSIDE)
        self.purpose, self.words = purpose, Label("", strong=True, elide=True)
        self.quantity = QuantityField(large=True)
        self.heading.hide()
        across = row(icon_label(PURPOSE_ICONS[purpose], "indigo", 28), self.words)
        across.setStretch(1, 1)
        self.add(across)
        self.add(self.quantity)
        self.setMinimumWidth(theme.px(190))


class HarvestForm(FormPage):
    """``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.card: RoundCard | None = None
        self.question = Label("", type="large", strong=True)
        self.went = {purpose: WentTo(purpose) for purpose in AT_HARVEST}
        self.price, self.day = UnitCostField(large=True), ThaiDateField(required=True, today=today)
        self.money, self.gift = MoneyIn(), SimpleChoice(required=True)
        self.beside, self.beside_amount = NameField(), MoneyField()
        self._form = FlowingForm(
            (self.price, self.day, *self.money.fields, self.gift, self.beside, self.beside_amount)
        )
        self.sum = Label("", type="large", strong=True, wrap=True, private="figures")
        places = QWidget()
        places.setLayout(Flow(*self.went.values(), least=190, spacing=theme.INSIDE))
        self.add(column(self.question, places, spacing=theme.INSIDE))
        self.add(self._form)
        self.add(self.sum)
        self.fields.addStretch(1)
        self.clear_button.hide()
        for each in self.went.values():
            each.quantity.changed.connect(self._on_changed)
        for field in (self.price, self.beside, self.beside_amount):
            field.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        found = self.card.row if self.card is not None else None
        self.title.setText(_("Harvest or sale: {name}").format(name=found.name if found else ""))
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        self.question.setText(_("Where did it go, and how much of it?"))
        unit = found.output_unit if found else ""
        for purpose, each in self.went.items():
            each.words.setText(_(PURPOSE_WORDS[purpose]))
            each.quantity.setAccessibleName(_(PURPOSE_WORDS[purpose]))
            each.quantity.set_unit(unit)
        self._form.set_texts(
            [
                _("Price of one {unit} that day").format(unit=unit or _("unit")),
                _("Day"),
                *self.money.texts(),
                _("As what it was given"),
                _("Something beside it was sold, such as straw (may stay empty)"),
                _("For how much"),
            ]
        )
        self.price.set_unit(_("baht"))
        self.beside_amount.set_unit(_("baht"))
        self.day.retranslate()
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """Places of money, people, everyday categories for gifts."""
        self.money.set_lists(lists)
        categories = sorted(lists.spending, key=lambda each: each.heading != "social")
        keep_choice(
            self.gift, [Choice(each.uid, in_language(each.name, each.name_en)) for each in categories]
        )

    def show_round(self, card: RoundCard, price_e4: int) -> None:
        """An empty form; the price is the last one of this trade."""
        self.card, self._uid = card, new_uid()
        self.set_busy(False)
        self.say("")
        for each in self.went.values():
            each.quantity.set_value(None)
        for field in (self.beside, self.beside_amount):
            field.set_value(None)
        self.money.clear()
        self.price.set_value(price_e4 or card.row.plan.price_e4 or None)
        self.day.set_value(self._today())
        self.retranslate()
        self.went[Purpose.SOLD].quantity.edit.setFocus()

    def _quantity(self, purpose: Purpose) -> int:
        return self.went[purpose].quantity.number_or_zero()

    def _show(self) -> None:
        sells = bool(self._quantity(Purpose.SOLD)) or bool(self.beside_amount.number())
        valued = any(self._quantity(purpose) for purpose in AT_HARVEST if purpose.has_value)
        named = bool(self.beside.text().strip()) or bool(self.beside_amount.number())
        given = bool(self._quantity(Purpose.GIVEN))
        self._form.show_fields([True, True, sells, sells, sells, given, True, named])
        self.price.set_required(valued)
        self.beside_amount.set_required(named)
        unit = self.card.row.output_unit if self.card is not None else ""
        price = self.price.number_or_zero()
        quantities = [self._quantity(purpose) for purpose in AT_HARVEST]
        value = worth(price, *(self._quantity(purpose) for purpose in AT_HARVEST if purpose.has_value))
        words = _("{quantity} {unit} in all, worth {value} baht").format(
            quantity=formats.quantity(sum(quantities)), unit=unit, value=baht(value)
        )
        self.sum.setText(words if any(quantities) else "")

    def submit(self) -> None:
        """Check what is asked, then hand over the draft."""
        if self.busy or self.card is None:
            return
        self.say("")
        asked = [*self._form.shown(), *(each.quantity for each in self.went.values())]
        if [field for field in reversed(asked) if not field.check()]:  # type: ignore[attr-defined]
            return
        day = self.day.date()
        assert day is not None
        buyer, names = self.money.buyer()
        try:
            lines = self._lines()
        except SamutError as error:
            self.show_error(error)
            return
        draft = OutputDraft(
            self._uid,
            self.card.row.uid,
            lines,
            self.money.code(),
            self.money.owed.number_or_zero() if Purpose.SOLD in [line.purpose for line in lines] else 0,
            buyer,
        )
        self.set_busy(True)
        self.submitted.emit(draft, names, day)

    def _lines(self) -> tuple[OutputLineDraft, ...]:
        gift = self.gift.key()
        lines = [
            OutputLineDraft(
                purpose,
                self._quantity(purpose),
                self.price.number_or_zero() if purpose.has_value else 0,
                category_uid=gift if purpose is Purpose.GIVEN and isinstance(gift, bytes) else None,
            )
            for purpose in AT_HARVEST
            if self._quantity(purpose)
        ]
        beside = self.beside_amount.number()
        if beside:
            name = self.beside.name()
            lines.append(
                OutputLineDraft(Purpose.SOLD, 1_000, 0, beside, name, is_by_product=True, unit=_("lot"))
            )
        return tuple(checked_output(line) for line in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the next quantity, after the price it saves."""
        if is_enter(event):
            if self.price.edit.hasFocus():
                self.submit()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show()
