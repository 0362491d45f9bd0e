"""The form of an order: whose, what, for which day, how it goes out, and the deposit she leaves."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.deal import LineDeal, Market
from app.domain.document import new_uid
from app.domain.order_deal import AgreedLine, Asking, agree
from app.domain.pre_order import WAY_WORDS, DeliveryWay, OrderDraft, proposed_deposit
from app.domain.promotion import minute_of
from app.errors import UserError
from app.i18n import _
from app.queries.pre_orders import Order
from app.services.sales import STALL
from app.thai.dates import now, today
from reports.common import in_language
from ui import formats, theme
from ui.deal_words import all_off, why
from ui.pages.orders.lines import OrderLines
from ui.pages.orders.work import Lists, Typed, lines_of
from ui.widgets.basics import SegmentedControl
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import new_in, uid_of

WIDE = 1_120
NO_CHANNEL = ""


class OrderForm(FormPage):
    """Fills in a ``Typed``; ``submitted`` gives (typed, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid, self._deposit_uid = new_uid(), new_uid()
        self._lists = Lists()
        self._order: Order | None = None
        self.content.setMaximumWidth(theme.px(WIDE))
        self.customer = PartyField(required=True)
        self.wanted = ThaiDateField(required=True, today=today)
        self.phone = NameField(most=60)
        self.channel = SimpleChoice()
        self.top = FlowingForm((self.customer, self.wanted, self.phone, self.channel), columns=4)
        self.lines = OrderLines()
        self.lines.changed.connect(self._on_changed)
        self.deals = QCheckBox()
        self.deals.setChecked(True)
        self.deals.toggled.connect(self._on_deals_toggled)
        self.why = Label("", tone="leaf", wrap=True, private="figures")
        self._market = Market()
        self._agreed: tuple[AgreedLine, ...] = ()
        self.way = SegmentedControl()
        self.way.chosen.connect(self._on_way_chosen)
        self.recipient, self.address = NameField(most=200), NameField(most=1_000)
        self.carrier, self.tracking = PartyField(), NameField(most=100)
        self.fee = MoneyField()
        self.cod = QCheckBox()
        self.cod.toggled.connect(self._on_changed)
        self.sending = FlowingForm(
            (self.recipient, self.address, self.fee, self.carrier, self.tracking), columns=3
        )
        self.deposit_wanted, self.deposit = MoneyField(), MoneyField()
        self.account = SimpleChoice()
        self.note = NameField()
        self.end = FlowingForm((self.note, self.deposit_wanted, self.deposit, self.account), columns=4)
        self.total = Label("", type="large", strong=True, private="figures")
        for part in (self.top, self.lines, self.deals, self.why, self.way, self.sending, self.cod, self.end):
            self.add(part)
        self.foot.insertWidget(2, self.total)
        self.fields.addStretch(1)
        self.fee.changed.connect(self._on_changed)
        self.channel.committed.connect(self._on_changed)
        self.customer.edit.returnPressed.connect(self._on_customer_entered)
        self.customer.committed.connect(self._on_customer_chosen)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        order = self._order
        self.title.setText(_("New order") if order is None else _("Order {code}").format(code=order.code))
        self.top.set_texts((_("Customer"), _("Wanted on"), _("Telephone"), _("Ordered by way of")))
        self.deals.setText(_("Special prices and promotions of this day"))
        self.way.setAccessibleName(_("How the goods go to the customer"))
        self.way.set_choices([(way, _(words)) for way, words in WAY_WORDS.items()])
        self.sending.set_texts(
            (
                _("Recipient, if somebody else"),
                _("Address"),
                _("Delivery fee"),
                _("Courier"),
                _("Number of the parcel"),
            )
        )
        self.cod.setText(_("The courier collects the money (paid on delivery)"))
        self.end.set_texts((_("Note"), _("Deposit agreed"), _("Deposit paid now"), _("Deposit received in")))
        for field in (self.fee, self.deposit_wanted, self.deposit):
            field.set_unit(_("baht"))
        self.wanted.retranslate()
        self.lines.retranslate()
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Save the order"))
        self._offer()
        self._on_changed()

    @property
    def is_change(self) -> bool:
        """Whether an order is being changed."""
        return self._order is not None

    @property
    def uid(self) -> bytes:
        """The order that is typed."""
        return self._uid if self._order is None else self._order.uid

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.customer.set_people(lists.people)
        self.carrier.set_people(lists.people)
        self.lines.set_goods(lists.goods, lists.packs)
        self._offer()
        if self._order is None and self._is_untouched():
            self.wanted.set_value(self._usual_day())

    def set_market(self, market: Market) -> None:
        """Special prices and promotions; without any nothing is asked about them."""
        self._market = market
        self.deals.setVisible(bool(market.promotions) or any(each.rules for each in market.goods.values()))
        self._on_changed()

    def fill(self, order: Order) -> None:
        """An order that is changed."""
        self.clear_form()
        self._order = order
        self._take_deals(chosen=False)
        self._choose(self.customer, order.party_uid, order.party)
        self.wanted.set_value(order.wanted_on)
        self.phone.set_value(order.phone or None)
        self.channel.set_value(order.channel or NO_CHANNEL)
        self.lines.set_drafts(lines_of(order), [line.name for line in order.lines])
        self.way.set_key(order.delivery)
        self.recipient.set_value(order.recipient or None)
        self.address.set_value(order.address or None)
        if order.carrier_uid is not None:
            self._choose(self.carrier, order.carrier_uid, order.carrier)
        self.tracking.set_value(order.tracking or None)
        self.fee.set_value(order.delivery_fee or None)
        self.cod.setChecked(order.is_cod)
        self.deposit_wanted.set_value(order.deposit_wanted)
        self.note.set_value(order.note or None)
        self._show_way()
        self.retranslate()
        self.customer.edit.setFocus()

    def clear_form(self) -> None:
        """An empty form, for a new order."""
        self._uid, self._deposit_uid = new_uid(), new_uid()
        self._order = None
        self._take_deals(chosen=True)
        self.set_busy(False)
        self.say("")
        for field in (
            *(self.customer, self.phone, self.recipient, self.address, self.carrier, self.tracking),
            *(self.fee, self.deposit_wanted, self.deposit, self.note),
        ):
            field.set_value(None)
        self.wanted.set_value(self._usual_day())
        self.channel.set_value(NO_CHANNEL)
        self.way.set_key(DeliveryWay.PICKUP)
        self.cod.setChecked(False)
        self.lines.clear()
        self._show_way()
        self.retranslate()
        self.customer.edit.setFocus()

    def typed(self) -> Typed:
        """What is typed, at the prices of this day."""
        self._agreed = self._agree()
        way = self.way.key()
        old = self._order
        draft = OrderDraft(
            self._uid if old is None else old.uid,
            uid_of(self.customer),
            tuple(line.draft for line in self._agreed),
            self._today() if old is None else old.ordered_on,
            self.wanted.date() or self._usual_day(),
            delivery=way if isinstance(way, DeliveryWay) else DeliveryWay.PICKUP,
            channel=str(self.channel.key() or NO_CHANNEL),
            recipient=self.recipient.name(),
            phone=self.phone.name(),
            address=self.address.name(),
            carrier_uid=uid_of(self.carrier),
            tracking=self.tracking.name(),
            delivery_fee=self.fee.number_or_zero() if way is not DeliveryWay.PICKUP else 0,
            is_cod=self.cod.isChecked(),
            deposit_wanted=self.deposit_wanted.number(),
            note=self.note.name(),
            intake_uid=None if old is None else old.intake_uid,
            event_uid=None if old is None else old.event_uid,
        )
        people = (self.customer, self.carrier) if way is DeliveryWay.PARCEL else (self.customer,)
        return Typed(
            draft,
            new_in(*people),
            self.phone.name(),
            self.deposit.number_or_zero(),
            str(self.account.key() or ""),
            self._deposit_uid,
            None if old is None else old.uid,
        )

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy:
            return
        self.say("")
        parcel = self.way.key() is DeliveryWay.PARCEL
        self.carrier.set_required(parcel and self.cod.isChecked())
        self.account.set_required(bool(self.deposit.number_or_zero()))
        fields = (
            *(self.account, self.deposit, self.deposit_wanted, self.note, self.fee),
            *(self.tracking, self.carrier, self.address, self.recipient),
            *(self.lines, self.channel, self.phone, self.wanted, self.customer),
        )
        hidden = set(self.sending.fields()) - set(self.sending.shown())
        if [each for each in fields if each not in hidden and not each.check()]:
            return
        self.set_busy(True)
        self.submitted.emit(self.typed(), self._today())

    # ---- parts

    def _usual_day(self) -> dt.date:
        return self._today() + dt.timedelta(days=self._lists.promise_days)

    def _is_untouched(self) -> bool:
        return self.customer.is_empty() and not self.lines.begun()

    def _choose(self, field: PartyField, uid: bytes, name: str) -> None:
        if uid not in {each.key for each in field.model.choices()}:
            field.set_choices([*field.model.choices(), Choice(uid, name)])
        field.set_value(uid)

    def _offer(self) -> None:
        chosen, place = self.channel.key(), self.account.key()
        self.channel.set_choices(
            [
                Choice(NO_CHANNEL, _("Not said")),
                *(Choice(each.code, in_language(each.name, each.name_en)) for each in self._lists.channels),
            ]
        )
        self.channel.set_value(chosen if chosen is not None else NO_CHANNEL)
        accounts = self._lists.accounts
        self.account.set_choices(
            [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in accounts]
        )
        self.account.set_value(place if place is not None else accounts[0].code if accounts else None)

    def _show_way(self) -> None:
        way = self.way.key()
        brought, parcel = way is not DeliveryWay.PICKUP, way is DeliveryWay.PARCEL
        self.sending.show_fields((True, brought, brought, parcel, parcel))
        self.cod.setVisible(parcel)

    @Slot(object)
    def _on_way_chosen(self, _key: object) -> None:
        self._show_way()
        self._on_changed()

    @Slot()
    def _on_customer_entered(self) -> None:
        self.lines.lines[0].what.edit.setFocus()

    @Slot(object)
    def _on_customer_chosen(self, key: object) -> None:
        """A customer who is known brings her telephone and address; Enter leads on to the goods."""
        known = next((each for each in self._lists.people if each.uid == key), None)
        self._on_changed()
        if known is not None and self.phone.is_empty():
            self.phone.set_value(known.data.phone or None)
        if known is not None and self.address.is_empty():
            self.address.set_value(known.data.address.replace("\n", " ") or None)
        if key is not None and self.customer.edit.hasFocus():
            self._on_customer_entered()

    def _agree(self) -> tuple[AgreedLine, ...]:
        """The lines with what the day makes of their prices; as they are typed while one is not whole."""
        drafts = self.lines.drafts()
        plain = tuple(AgreedLine(each, each.unit_price_e4, LineDeal()) for each in drafts)
        if not self.deals.isChecked() or not all(each.quantity_milli for each in drafts):
            return plain
        party = uid_of(self.customer)
        channel = str(self.channel.key() or NO_CHANNEL) or STALL
        asking = Asking(self._today(), minute_of(now()), channel, party)
        try:
            return agree(drafts, self._market, asking)
        except UserError:
            return plain

    def _take_deals(self, *, chosen: bool) -> None:
        self.deals.blockSignals(True)
        self.deals.setChecked(chosen)
        self.deals.blockSignals(False)

    @Slot(bool)
    def _on_deals_toggled(self, chosen: bool) -> None:
        """What was agreed before is priced anew as if it were ordered today, or stands again as agreed."""
        if self._order is not None:
            agreed = {(each.product_uid, each.unit): each.unit_price_e4 for each in self._order.lines}
            for line in self.lines.begun():
                line.take_price()
                kept = agreed.get((line.uid(), line.unit.unit()))
                if not chosen and kept is not None:
                    line.price.set_value(kept)
        self._on_changed()

    def _show_deals(self) -> None:
        """The amount of each line as it is agreed; below them why it is not the usual one."""
        words: list[str] = []
        for line, agreed in zip(self.lines.begun(), self._agreed, strict=True):
            if not agreed.has_reasons:
                line.show_amount()
                continue
            line.amount.setText(formats.money(agreed.draft.amount))
            words += [f"{line.what.text()}: {each}" for each in why(replace(agreed.made, off=()))]
        words += all_off(each.made for each in self._agreed)
        self.why.setText(" · ".join(words))
        self.why.setVisible(bool(words))

    @Slot()
    def _on_changed(self, _value: object = None) -> None:
        total = self.typed().draft.total
        self._show_deals()
        usual = proposed_deposit(total, self._lists.deposit_bp)
        self.deposit_wanted.edit.setPlaceholderText(formats.money(usual) if usual else "")
        self.total.setText(_("Total {amount} baht").format(amount=formats.money(total)))
