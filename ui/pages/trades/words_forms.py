"""The words of a trade and of a round: what is kept of each, new or changed."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.household.rounds import RoundData
from app.domain.household.trades import (
    DEFAULT_SIZE,
    TRADE_WORDS,
    TradeData,
    TradeKind,
)
from app.domain.household.trades_size import UNIT_WORDS, SizeUnit, parse_land, typed_land
from app.i18n import _
from app.queries.household.trades import RoundRow, TradeRow
from app.thai.dates import today
from ui.pages.trades.enter_key import is_enter
from ui.pages.trades.pictures import TRADE_ICONS, trade_icon
from ui.pages.trades.work import Lists
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, QuantityField, TypedField, UnitCostField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.picture_choice import Picked, PictureChoice

WAIT, AT_ONCE = "wait", "at_once"


class LandField(TypedField):
    """Land as rai-ngan-square wa; the value is thousandths of a square wa."""

    def land_size(self) -> int:
        """The size; 0 while the field is empty or cannot be read."""
        value = self.value()
        return value if isinstance(value, int) else 0

    def _parse(self, text: str) -> object:
        return parse_land(text)

    def _format(self, value: object) -> str:
        return typed_land(value) if isinstance(value, int) and value else ""


def aside_words(form: FormPage, active: bool | None) -> None:
    """The button that puts a thing aside or takes it up again; none for a new one."""
    form.clear_button.setVisible(active is not None)
    form.clear_button.set_text(_("Put it aside") if active else _("Take it up again"))


class TradeForm(FormPage):
    """``submitted`` gives (data, uid), ``put_aside`` (uid, whether it is in use from now on)."""

    submitted = Signal(object, object)
    put_aside = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trade: TradeRow | None = None
        self._uid = new_uid()
        self.kind_words = Label("", strong=True)
        self.kinds = PictureChoice(least=190)
        self.name_field, self.output, self.unit = (
            NameField(required=True, most=200),
            NameField(),
            NameField(most=40),
        )
        self.counted, self.rate = SimpleChoice(required=True), MoneyField()
        self._form = FlowingForm((self.name_field, self.output, self.unit, self.counted, self.rate))
        self.add(self.kind_words)
        self.add(self.kinds)
        self.add(self._form)
        self.fields.addStretch(1)
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("New trade") if self.trade is None else _("Change this trade"))
        aside_words(self, None if self.trade is None else self.trade.data.active)
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        self.kind_words.setText(_("What sort of trade is it?"))
        self.kinds.setAccessibleName(self.kind_words.raw())
        self.kinds.set_choices([Picked(each, _(TRADE_WORDS[each]), TRADE_ICONS[each]) for each in TradeKind])
        chosen = self.counted.key()
        self.counted.set_choices([Choice(each, _(UNIT_WORDS[each])) for each in SizeUnit])
        self.counted.set_value(chosen)
        self._form.set_texts(
            [
                _("What do you call it"),
                _("What comes out of it (rice, eggs, cloth)"),
                _("Counted in (kg, eggs, pieces)"),
                _("A round's size is counted in"),
                _("What an hour of own work is worth"),
            ]
        )
        self.rate.set_unit(_("baht"))

    def show_trade(self, trade: TradeRow | None) -> None:
        """A new trade, or one to change."""
        self.trade, self._uid = trade, trade.uid if trade is not None else new_uid()
        self.set_busy(False)
        self.say("")
        data = trade.data if trade is not None else TradeData("")
        self.retranslate()
        self.kinds.set_key(data.kind)
        self.name_field.set_value(data.name or None)
        self.output.set_value(data.output_name or None)
        self.unit.set_value(data.output_unit or (None if trade is not None else _("kg")))
        self.counted.set_value(data.size_unit)
        self.rate.set_value(data.hour_rate or None)
        self.name_field.edit.setFocus()

    def submit(self) -> None:
        """Hand over the data."""
        if self.busy:
            return
        self.say("")
        if [field for field in reversed(self._form.shown()) if not field.check()]:  # type: ignore[attr-defined]
            return
        kind, size = self.kinds.key(), self.counted.key()
        old = self.trade.data if self.trade is not None else TradeData("")
        data = TradeData(
            self.name_field.name(),
            kind if isinstance(kind, TradeKind) else TradeKind.OTHER,
            size if isinstance(size, SizeUnit) else SizeUnit.NONE,
            self.output.name(),
            self.unit.name(),
            self.rate.number_or_zero(),
            old.icon,
            old.note,
            old.position,
            old.active,
        )
        self.set_busy(True)
        self.submitted.emit(data, self._uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the next field."""
        if is_enter(event):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def clear_form(self) -> None:
        """Put the trade aside, or take it up again."""
        if self.trade is not None and not self.busy:
            self.set_busy(True)
            self.put_aside.emit(self.trade.uid, not self.trade.data.active)

    @Slot(object)
    def _on_kind_chosen(self, key: object) -> None:
        if self.trade is None and isinstance(key, TradeKind):
            self.counted.set_value(DEFAULT_SIZE[key])


class RoundForm(FormPage):
    """``submitted`` gives (data, uid), ``put_aside`` (uid, whether it is in use from now on)."""

    submitted = Signal(object, object)
    put_aside = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.round: RoundRow | None = None
        self._lists = Lists()
        self.trade_words = Label("", strong=True)
        self.trades = PictureChoice(least=190)
        self.name_field = NameField(required=True, most=200)
        self.first, self.last = ThaiDateField(required=True, today=today), ThaiDateField(today=today)
        self.land, self.count = LandField(), QuantityField()
        self.plan_words = Label("", strong=True)
        self.quantity, self.price = QuantityField(), UnitCostField()
        self.cash, self.full, self.waits = MoneyField(), MoneyField(), SimpleChoice(required=True)
        self._form = FlowingForm((self.name_field, self.first, self.last, self.land, self.count, self.waits))
        self._plan = FlowingForm((self.quantity, self.price, self.cash, self.full))
        for part in (self.trade_words, self.trades):
            self.add(part)
        self.add(self._form)
        self.add(self.plan_words)
        self.add(self._plan)
        self.fields.addStretch(1)
        self.trades.chosen.connect(self._on_trade_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Begin a round") if self.round is None else _("Change the round"))
        aside_words(self, None if self.round is None else self.round.data.active)
        self.save_button.set_text(_("Save (Ctrl+Enter)"))
        self.trade_words.setText(_("Of which trade?"))
        self.trades.setAccessibleName(self.trade_words.raw())
        self.plan_words.setText(_("The plan (may wait)"))
        self._form.set_texts(
            [
                _("Name of the round"),
                _("First day"),
                _("Last day (may stay empty)"),
                _("Land: rai-ngan-square wa, such as 5-2-50"),
                _("How many it begins with"),
                _("When its costs count"),
            ]
        )
        self._plan.set_texts(
            [
                _("Harvest that is hoped for"),
                _("Price that is hoped for"),
                _("Money that will be needed"),
                _("All costs with own work"),
            ]
        )
        chosen = self.waits.key()
        self.waits.set_choices(
            [
                Choice(WAIT, _("When the round is finished (a crop)")),
                Choice(AT_ONCE, _("At once, as they come (eggs every day)")),
            ]
        )
        self.waits.set_value(chosen or WAIT)
        for field in (self.price, self.cash, self.full):
            field.set_unit(_("baht"))
        for day in (self.first, self.last):
            day.retranslate()
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """The trades."""
        self._lists = lists
        self.trades.set_choices(
            [Picked(each.uid, each.name, trade_icon(each.data.kind, each.data.icon)) for each in lists.trades]
        )
        self._show()

    def show_round(self, row: RoundRow | None, trade_uid: bytes | None = None) -> None:
        """A new round of a trade, or one to change."""
        self.round, self._uid = row, row.uid if row is not None else new_uid()
        self.set_busy(False)
        self.say("")
        data = row.data if row is not None else RoundData(trade_uid or b"", "", self._today())
        self.trades.set_key(data.trade_uid)
        self.retranslate()
        self.name_field.set_value(data.name or None)
        self.first.set_value(data.first_day)
        self.last.set_value(data.last_day)
        self.land.set_value(data.size_milli or None)
        self.count.set_value(data.size_milli or None)
        self.waits.set_value(WAIT if data.costs_wait else AT_ONCE)
        self.quantity.set_value(data.plan_quantity or None)
        self.price.set_value(data.plan_price_e4 or None)
        self.cash.set_value(data.plan_cash_cost or None)
        self.full.set_value(data.plan_full_cost or None)
        self._show()
        self.name_field.edit.setFocus()

    def _trade(self) -> TradeRow | None:
        return next((each for each in self._lists.trades if each.uid == self.trades.key()), None)

    def _show(self) -> None:
        trade = self._trade()
        unit = trade.data.size_unit if trade is not None else SizeUnit.NONE
        is_land = unit is SizeUnit.WA
        self.trades.setVisible(len(self._lists.trades) > 1)
        self.trade_words.setVisible(len(self._lists.trades) > 1)
        self._form.show_fields([True, True, True, is_land, not is_land and unit is not SizeUnit.NONE, True])
        self.count.set_unit(_(UNIT_WORDS[unit]) if unit is not SizeUnit.NONE else "")
        self.quantity.set_unit(trade.data.output_unit if trade is not None else "")

    def submit(self) -> None:
        """Hand over the data."""
        trade = self._trade()
        if self.busy or trade is None:
            return
        self.say("")
        shown = [*self._form.shown(), *self._plan.shown()]
        if [field for field in reversed(shown) if not field.check()]:  # type: ignore[attr-defined]
            return
        first = self.first.date()
        assert first is not None
        unit = trade.data.size_unit
        size = self.land.land_size() if unit is SizeUnit.WA else self.count.number_or_zero()
        data = RoundData(
            trade.uid,
            self.name_field.name(),
            first,
            self.last.date(),
            size if unit is not SizeUnit.NONE else 0,
            self.waits.key() != AT_ONCE,
            self.quantity.number_or_zero(),
            self.price.number_or_zero(),
            self.cash.number_or_zero(),
            self.full.number_or_zero(),
            self.round.data.note if self.round is not None else "",
            self.round is None or self.round.data.active,
        )
        self.set_busy(True)
        self.submitted.emit(data, self._uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the next field."""
        if is_enter(event):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def clear_form(self) -> None:
        """Put the round aside, or take it up again."""
        if self.round is not None and not self.busy:
            self.set_busy(True)
            self.put_aside.emit(self.round.uid, not self.round.data.active)

    @Slot(object)
    def _on_trade_chosen(self, _key: object) -> None:
        self._show()
