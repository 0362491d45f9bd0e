"""The forms of a special price and of a coupon."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.coupon import MOST_AT_ONCE, CouponCountError, CouponData
from app.domain.document import new_uid
from app.domain.price_choice import PriceRule
from app.i18n import _
from app.queries.promotions import CouponRow, PriceRow
from app.thai.dates import today
from reports.promotion_words import channel_name
from ui import formats
from ui.messages_text import error_text
from ui.pages.promotions.work import Lists
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, QuantityField, UnitCostField
from ui.widgets.goods_fields import UnitField
from ui.widgets.labels import Label
from ui.widgets.words_form import WordsForm

EVERYWHERE = ""
EVERYBODY, MEMBERS, RELIEF = "all", "members", "relief"


class PriceForm(WordsForm):
    """A special price; ``submitted`` gives (product, rule, uid, whether it is known)."""

    submitted = Signal(object, object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = Lists()
        self.goods, self.unit = ChoiceField(required=True), UnitField()
        self.price, self.least = UnitCostField(required=True), QuantityField()
        self.people, self.channel = SimpleChoice(required=True), SimpleChoice(required=True)
        self.first, self.last = ThaiDateField(today=today), ThaiDateField(today=today)
        self.usual = Label("", tone="soft", wrap=True)
        self.lay(
            *(self.goods, self.unit, self.price, self.least, self.people, self.channel),
            *(self.first, self.last),
        )
        self.fields.insertWidget(0, self.usual)
        self.goods.committed.connect(self._on_goods_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_all(
            _("Change the special price") if self._known else _("New special price"),
            _("Save the price"),
            (
                _("Product"),
                _("Unit"),
                _("Price of one"),
                _("From how many on (empty: from one)"),
                _("For whom"),
                _("Way of selling"),
                _("First day (empty: at once)"),
                _("Last day (empty: no end)"),
            ),
        )
        chosen = self.people.key()
        self.people.set_choices(
            [
                Choice(EVERYBODY, _("everybody")),
                Choice(MEMBERS, _("members only")),
                Choice(RELIEF, _("relief sale only")),
            ]
        )
        self.people.set_value(chosen or EVERYBODY)
        self._offer_channels()
        self.price.set_unit(_("baht"))
        for day in (self.first, self.last):
            day.retranslate()
        self._show_usual()

    def _offer_channels(self) -> None:
        chosen = self.channel.key()
        ways = [
            Choice(each.code, channel_name(each.code, self._lists.channels)) for each in self._lists.channels
        ]
        self.channel.set_choices([Choice(EVERYWHERE, _("everywhere")), *ways])
        self.channel.set_value(chosen or EVERYWHERE)

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.goods.set_choices([Choice(each.uid, each.name, also=each.code) for each in lists.goods])
        self._offer_channels()

    def show_price(self, row: PriceRow | None) -> None:
        """A price that is there, or an empty form."""
        rule = row.rule if row is not None else PriceRule(0)
        people = RELIEF if rule.is_relief else MEMBERS if rule.is_members else EVERYBODY
        self.fill(
            row.uid if row is not None else None,
            (
                row.product if row is not None else None,
                None,
                rule.price_e4 if row is not None else None,
                rule.from_quantity or None,
                people,
                rule.channel or EVERYWHERE,
                rule.first_day,
                rule.last_day,
            ),
        )
        self._offer_units(rule.unit)
        self.retranslate()
        self.goods.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the price."""
        product = self.goods.key()
        if self.busy:
            return
        self.say("")
        if not self.all_right() or not isinstance(product, bytes):
            return
        people, pack = self.people.key(), self.unit.pack()
        rule = PriceRule(
            self.price.number_or_zero(),
            "" if pack is None else pack.name,
            str(self.channel.key() or "") or None,
            people == MEMBERS,
            people == RELIEF,
            self.least.number_or_zero(),
            self.first.date(),
            self.last.date(),
        )
        self.set_busy(True)
        self.submitted.emit(product, rule, self._uid, self._known)

    @Slot(object)
    def _on_goods_chosen(self, _key: object) -> None:
        self._offer_units("")
        self._show_usual()

    def _offer_units(self, chosen: str) -> None:
        item = next((each for each in self._lists.goods if each.uid == self.goods.key()), None)
        if item is not None:
            self.unit.set_units(item.unit, item.units, chosen)
        else:
            self.unit.set_units("", (), None)

    def _show_usual(self) -> None:
        item = next((each for each in self._lists.goods if each.uid == self.goods.key()), None)
        if item is None or item.price_e4 is None:
            self.usual.setText(
                _("A special price takes the place of the usual one while its conditions hold.")
            )
            return
        self.usual.setText(
            _("“{name}” usually costs {price} baht a {unit}.").format(
                name=item.name, price=formats.unit_cost(item.price_e4), unit=item.unit
            )
        )


class CouponForm(WordsForm):
    """A coupon, or many alike; ``submitted`` gives (data, a uid for each, whether it is known)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code, self.count = NameField(most=40), QuantityField()
        self.count.committed.connect(self._on_count_committed)
        self.promotion, self.person = ChoiceField(required=True), ChoiceField()
        self.uses, self.last, self.note = QuantityField(), ThaiDateField(today=today), NameField()
        self.hint = Label("", tone="soft", wrap=True)
        self.lay(self.code, self.count, self.promotion, self.uses, self.person, self.last, self.note)
        self.fields.insertWidget(0, self.hint)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.name_all(
            _("Change the coupon") if self._known else _("New coupon"),
            _("Save the coupon"),
            (
                _("Code that the customer says, or what many begin with"),
                _("How many coupons, each with a code of its own (empty: one)"),
                _("Promotion that it opens"),
                _("How often it can be used (empty: no limit)"),
                _("For whom only (empty: whoever has it)"),
                _("Last day (empty: no end)"),
                _("Note"),
            ),
        )
        self.hint.setText(_("Promotions that are given “with a coupon” stand here to be chosen."))
        self.last.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.promotion.set_choices([Choice(each.uid, each.name, also=each.code) for each in lists.promotions])
        self.person.set_choices([Choice(each.uid, each.name, also=each.code) for each in lists.people])

    def show_coupon(self, row: CouponRow | None, promotion: bytes | None = None) -> None:
        """A coupon that is there, or an empty form, perhaps of a promotion."""
        if row is None:
            self.fill(None, (None, None, promotion, 1000, None, None, None))
        else:
            most = row.coupon.most_uses
            self.fill(
                row.uid,
                (
                    row.coupon.code,
                    None,
                    row.coupon.promotion,
                    None if most is None else most * 1000,
                    row.coupon.party,
                    row.coupon.last_day,
                    row.note or None,
                ),
            )
        self.retranslate()
        self.count.setEnabled(row is None)
        self.code.edit.setFocus()

    @Slot(object)
    def _on_count_committed(self, _value: object) -> None:
        """A batch is for one use each, as long as nothing else is typed."""
        if self.count.number_or_zero() > 1000 and self.uses.number() is None:
            self.uses.set_value(1000)

    def submit(self) -> None:
        """Check every field, then hand over the coupon."""
        if self.busy:
            return
        self.say("")
        promotion, person, uses = self.promotion.key(), self.person.key(), self.uses.number()
        if not self.all_right() or not isinstance(promotion, bytes):
            return
        data = CouponData(
            self.code.name(),
            promotion,
            None if uses is None else uses // 1000,
            person if isinstance(person, bytes) else None,
            self.last.date(),
            self.note.name(),
        )
        count = max(1, self.count.number_or_zero() // 1000)
        if count > MOST_AT_ONCE:
            self.count.set_error(error_text(CouponCountError(most=MOST_AT_ONCE)))
            self.count.edit.setFocus()
            return
        uids = (self._uid, *(new_uid() for _more in range(count - 1)))
        self.set_busy(True)
        self.submitted.emit(data, uids, self._known)
