"""The form of a promotion: what is given, of which goods, when and to whom, with an example bill."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.document import new_uid
from app.domain.promotion import (
    DAY_END,
    BorneBy,
    Gets,
    Promotion,
    PromotionKind,
    Role,
    Scope,
    Stacking,
)
from app.domain.promotion_example import example
from app.domain.promotion_words import GETS_NAMES, KIND_NAMES, SCOPE_NAMES, STACKING_NAMES
from app.i18n import _
from app.thai.dates import today
from reports.promotion_words import channel_name, example_words
from ui import theme
from ui.pages.promotions.parts import ItemLines, TimeField, WeekdaysRow
from ui.pages.promotions.work import Lists
from ui.widgets.basics import Banner, row
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, PercentField, QuantityField, TypedField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

EVERYWHERE = ""
COUNTED = (PromotionKind.SET_PRICE, PromotionKind.BUY_GET)


class PromotionForm(FormPage):
    """Fills in a ``Promotion``; ``submitted`` gives (data, uid, whether it is known)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid, self._known = new_uid(), False
        self._lists = Lists()
        self.name = NameField(required=True, most=200)
        self.kind, self.scope, self.gets = (SimpleChoice(required=True) for _each in range(3))
        self.percent, self.amount = PercentField(), MoneyField()
        self.buy, self.get = QuantityField(), QuantityField()
        self._gives: tuple[TypedField, ...] = (
            *(self.name, self.kind, self.scope, self.percent, self.amount),
            *(self.buy, self.get, self.gets),
        )
        self.given = FlowingForm(self._gives)
        self.goods_words, self.free_words = Label("", strong=True), Label("", strong=True)
        self.goods, self.free = ItemLines(), ItemLines()
        self.example = Banner(tone="info")
        self.first, self.last = ThaiDateField(today=today), ThaiDateField(today=today)
        self.begins, self.ends = TimeField(), TimeField()
        self.days = WeekdaysRow()
        self.least, self.most_off, self.most_times = MoneyField(), MoneyField(), QuantityField()
        self.channel, self.people, self.coupon = (SimpleChoice(required=True) for _each in range(3))
        self.stacking, self.borne_by = SimpleChoice(required=True), SimpleChoice(required=True)
        self.order, self.note = QuantityField(), NameField()
        self._limits: tuple[TypedField, ...] = (
            *(self.first, self.last, self.begins, self.ends),
            *(self.least, self.most_off, self.most_times, self.channel),
            *(self.people, self.coupon, self.stacking, self.order, self.borne_by, self.note),
        )
        self.limits = FlowingForm(self._limits)
        self.limits_words = Label("", strong=True)
        self.add(self.given)
        for part in (self.goods_words, self.goods, self.free_words, self.free):
            self.add(part)
        self.add(self.limits_words)
        self.add(self.days)
        self.add(self.limits)
        self.fields.addStretch(1)
        self.clear_button.hide()
        shown = row(self.example)
        shown.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        frame = self.layout()
        assert isinstance(frame, QVBoxLayout)
        frame.insertLayout(2, shown)  # always in sight, whatever is scrolled
        for field in (*self._gives, self.least, self.most_off, self.most_times):
            field.changed.connect(self._on_changed)
        for choice in (self.kind, self.scope, self.gets):
            choice.committed.connect(self._on_chosen)
        self.goods.changed.connect(self._on_typed)
        self.free.changed.connect(self._on_typed)
        self.retranslate()

    # ---- words and lists

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Change the promotion") if self._known else _("New promotion"))
        self.save_button.set_text(_("Save the promotion"))
        self._offer(self.kind, [Choice(each, _(words)) for each, words in KIND_NAMES.items()])
        self._offer(self.scope, [Choice(each, _(words)) for each, words in SCOPE_NAMES.items()])
        self._offer(self.gets, [Choice(each, _(words)) for each, words in GETS_NAMES.items()])
        self._offer(self.stacking, [Choice(each, _(words)) for each, words in STACKING_NAMES.items()])
        self._offer(self.people, [Choice(False, _("everybody")), Choice(True, _("members only"))])
        self._offer(self.coupon, [Choice(False, _("everybody gets it")), Choice(True, _("with a coupon"))])
        self._offer(
            self.borne_by,
            [Choice(BorneBy.GROUP, _("the group")), Choice(BorneBy.OWNER, _("the owner of the goods"))],
        )
        self._offer_channels()
        self.limits_words.setText(_("When, for whom, and together with what"))
        for money in (self.amount, self.least, self.most_off):
            money.set_unit(_("baht"))
        for day in (self.first, self.last):
            day.retranslate()
        for part in (self.days, self.goods, self.free):
            part.retranslate()
        self._show()

    @staticmethod
    def _offer(field: ChoiceField, choices: list[Choice]) -> None:
        chosen = field.key()
        field.set_choices(choices)
        field.set_value(choices[0].key if chosen is None else chosen)

    def _offer_channels(self) -> None:
        ways = [
            Choice(each.code, channel_name(each.code, self._lists.channels)) for each in self._lists.channels
        ]
        self._offer(self.channel, [Choice(EVERYWHERE, _("everywhere")), *ways])

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self._offer_channels()
        self._show()

    # ---- filling in

    def show_promotion(self, data: Promotion | None) -> None:
        """A promotion that is there, or an empty form."""
        self._uid, self._known = (data.uid, True) if data is not None else (new_uid(), False)
        kept = data or Promotion("", PromotionKind.PERCENT)
        self.set_busy(False)
        self.say("")
        percent = kept.kind is PromotionKind.PERCENT
        self.name.set_value(kept.name or None)
        self.kind.set_value(kept.kind)
        self.scope.set_value(kept.scope)
        self.gets.set_value(kept.gets)
        self.percent.set_value(kept.value or None if percent else None)
        self.amount.set_value(None if percent else kept.value or None)
        self.buy.set_value(kept.buy_quantity or None)
        self.get.set_value(kept.get_quantity or None)
        self.first.set_value(kept.first_day)
        self.last.set_value(kept.last_day)
        self.begins.set_value(kept.from_minute or None)
        self.ends.set_value(None if kept.to_minute == DAY_END else kept.to_minute)
        self.days.set_days(kept.weekdays)
        self.least.set_value(kept.from_amount or None)
        self.most_off.set_value(kept.most_off)
        self.most_times.set_value(None if kept.most_per_bill is None else kept.most_per_bill * 1000)
        self.channel.set_value(kept.channel or EVERYWHERE)
        self.people.set_value(kept.is_members)
        self.coupon.set_value(kept.needs_coupon)
        self.stacking.set_value(kept.stacking)
        self.order.set_value(kept.position * 1000)
        self.borne_by.set_value(kept.borne_by)
        self.note.set_value(kept.note or None)
        self.retranslate()
        self.goods.show_items([item for item in kept.items if item.role is not Role.GET])
        self.free.show_items([item for item in kept.items if item.role is Role.GET])
        self._say_example()
        self.name.edit.setFocus()

    def data(self) -> Promotion:
        """The promotion as it is typed."""
        kind = self._kind()
        begins, ends = self.begins.minute(), self.ends.minute()
        times = self.most_times.number()
        return Promotion(
            name=self.name.name(),
            kind=kind,
            scope=self._scope(),
            value=(self.percent if kind is PromotionKind.PERCENT else self.amount).number_or_zero(),
            buy_quantity=self.buy.number_or_zero(),
            get_quantity=self.get.number_or_zero(),
            gets=self._gets(),
            from_amount=self.least.number_or_zero(),
            most_off=self.most_off.number() or None,
            most_per_bill=times // 1000 or None if times else None,
            channel=str(self.channel.key() or "") or None,
            is_members=bool(self.people.key()),
            first_day=self.first.date(),
            last_day=self.last.date(),
            weekdays=self.days.days(),
            from_minute=0 if begins is None else begins % DAY_END,
            to_minute=DAY_END if ends is None else ends or DAY_END,
            needs_coupon=bool(self.coupon.key()),
            stacking=Stacking(str(self.stacking.key() or Stacking.ALONE)),
            borne_by=BorneBy(str(self.borne_by.key() or BorneBy.GROUP)),
            position=self.order.number_or_zero() // 1000,
            note=self.note.name(),
            items=(*self.goods.items(self._role()), *(self.free.items(Role.GET) if self._is_named() else ())),
        )

    def submit(self) -> None:
        """Check every field, then hand over the promotion."""
        if self.busy:
            return
        self.say("")
        shown = self.given.shown()
        asked = (*(each for each in self._gives if each in shown), *self._limits)
        if [each for each in reversed(asked) if not each.check()] or not self.goods.check():
            return
        if self._is_named() and not self.free.check():
            return
        self.set_busy(True)
        self.submitted.emit(self.data(), self._uid, self._known)

    # ---- what is seen

    def _kind(self) -> PromotionKind:
        return PromotionKind(str(self.kind.key() or PromotionKind.PERCENT))

    def _scope(self) -> Scope:
        return Scope(str(self.scope.key() or Scope.BILL))

    def _gets(self) -> Gets:
        return Gets(str(self.gets.key() or Gets.SAME))

    def _is_named(self) -> bool:
        """Whether it is said which goods come free."""
        return self._kind() is PromotionKind.BUY_GET and self._gets() is Gets.NAMED

    def _role(self) -> Role:
        if self._kind() is PromotionKind.BUNDLE:
            return Role.PART
        return Role.EXCEPT if self._scope() is Scope.BILL else Role.BUY

    def _show(self) -> None:
        kind, scope = self._kind(), self._scope()
        bundle = kind is PromotionKind.BUNDLE
        free = kind is PromotionKind.BUY_GET
        amounts = {
            PromotionKind.AMOUNT: _("Baht off the bill") if scope is Scope.BILL else _("Baht off each piece"),
            PromotionKind.SET_PRICE: _("Price of all of them together"),
            PromotionKind.BUNDLE: _("Price of the set"),
        }
        self.given.set_texts(
            (
                _("Name, as it stands on the receipt"),
                _("What is given"),
                _("On what"),
                _("Percent off"),
                amounts.get(kind, _("Amount")),
                _("How many must be bought") if free else _("How many for the price"),
                _("How many come free"),
                _("What is free"),
            )
        )
        percent = kind is PromotionKind.PERCENT
        self.given.show_fields(
            (True, True, not bundle, percent, kind in amounts, kind in COUNTED, free, free)
        )
        self.limits.set_texts(
            (
                *(_("First day (empty: at once)"), _("Last day (empty: no end)")),
                *(_("From the time"), _("Until the time")),
                *(_("From an amount of"), _("Most that is taken off"), _("Most times in a bill")),
                *(_("Way of selling"), _("For whom"), _("Coupon"), _("Together with others")),
                *(_("Order (small numbers first)"), _("Who bears it with others' goods"), _("Note")),
            )
        )
        self._show_goods(scope, bundle=bundle, named=self._is_named())
        self._say_example()

    def _show_goods(self, scope: Scope, *, bundle: bool, named: bool) -> None:
        goods = [Choice(each.uid, each.name, also=each.code) for each in self._lists.goods]
        groups = [Choice(each.id, each.name) for each in self._lists.categories]
        if bundle:
            words, choices = _("What is in the set"), goods
        elif scope is Scope.BILL:
            words, choices = _("Not for these goods"), [*goods, *groups]
        elif scope is Scope.CATEGORIES:
            words, choices = _("For which categories"), groups
        else:
            words, choices = _("For which goods"), goods
        self.goods_words.setText(words)
        self.goods.offer(choices, counted=bundle)
        self.free_words.setText(_("What comes free"))
        self.free.offer(goods, counted=False)
        for part in (self.free_words, self.free):
            part.setVisible(named)

    def _say_example(self) -> None:
        found = example(self.data(), self._lists.priced)
        self.example.show_text(example_words(found), tone="info", action="")

    @Slot(object)
    def _on_chosen(self, _key: object) -> None:
        self.say("")
        self._show()

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._say_example()

    @Slot()
    def _on_typed(self) -> None:
        self._say_example()
