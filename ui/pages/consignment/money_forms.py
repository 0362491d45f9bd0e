"""The forms of a settlement: with an owner whose goods were sold, with a shop that sold ours."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.consignment import PaidWith, SettleDraft, Sheet, ShopDraft, ShopLine
from app.domain.document import new_uid
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.consigned_shops import Shop
from app.queries.consignment import Unsettled
from app.thai.dates import today
from reports.common import in_language
from ui import formats
from ui.pages.consignment import work
from ui.pages.consignment.lines import GoodsGrid, There
from ui.widgets.basics import Figure, row
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Today = Callable[[], dt.date]


def offer_accounts(field: SimpleChoice, accounts: Sequence[Account]) -> None:
    """Places of money, the first of them chosen."""
    chosen = field.key()
    field.set_choices(
        [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in accounts]
    )
    field.set_value(chosen or (accounts[0].code if accounts else None))


class SettleForm(FormPage):
    """Fills in a ``SettleDraft``; ``submitted`` gives (draft, day); ``asked`` wants what is open to a day."""

    submitted = Signal(object, object)
    asked = Signal(object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.owner: work.Row | None = None
        self._sheet = Sheet(0, 0, 0)
        self.last_day, self.day = (
            ThaiDateField(required=True, today=today),
            ThaiDateField(required=True, today=today),
        )
        self.charges, self.paid = MoneyField(), MoneyField(required=True)
        self.account, self.note = SimpleChoice(required=True), NameField()
        self.figures = [Figure("") for _each in range(4)]
        self.found = Label("", tone="soft", wrap=True, private="figures")
        self._fields = (self.last_day, self.paid, self.account, self.charges, self.day, self.note)
        self._form = FlowingForm(self._fields, columns=3)
        self.add(row(*self.figures, -1))
        self.add(self.found)
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        for figure in self.figures:
            figure.note.hide()
        self.last_day.changed.connect(self._on_day)
        self.last_day.committed.connect(self._on_day)
        self.charges.changed.connect(self._on_charges)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Settle with {name}").format(name=self.owner.name if self.owner else ""))
        self.save_button.set_text(_("Settle"))
        self._form.set_texts(
            (
                _("Sold up to"),
                _("Paid to her"),
                _("Paid from"),
                _("Costs taken off"),
                _("Paid on"),
                _("Note"),
            )
        )
        for figure, text in zip(
            self.figures,
            (_("Sold for"), _("Group keeps"), _("Carried over"), _("Due to her")),
            strict=True,
        ):
            figure.set_label(text)
        for field in (self.charges, self.paid):
            field.set_unit(_("baht"))
        for day in (self.last_day, self.day):
            day.retranslate()

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Places of money."""
        offer_accounts(self.account, accounts)

    def begin(self, owner: work.Row) -> None:
        """A settlement with somebody up to today."""
        self.owner, self._uid = owner, new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.charges, self.paid, self.note):
            field.set_value(None)
        for day in (self.last_day, self.day):
            day.set_value(self._today())
        self.retranslate()
        self._on_day(None)
        self.paid.edit.setFocus()

    def show_found(self, found: Unsettled) -> None:
        """What would be settled; the whole of it is offered."""
        self._sheet = found.sheet
        lines = [
            _("{goods}: {quantity} {unit}, {amount} baht for her").format(
                goods=_("{goods} (bad or missing)").format(goods=each.name) if each.is_lost else each.name,
                quantity=formats.quantity(each.quantity),
                unit=each.unit,
                amount=formats.money(each.amount),
            )
            for each in found.lines
        ]
        self.found.setText("\n".join(lines) or _("Nothing was sold since the last settlement."))
        self._show_due()
        self.paid.set_value(self._now().due)

    def _now(self) -> Sheet:
        found = self._sheet
        return Sheet(found.gross, found.commission, found.carried_in, self.charges.number_or_zero())

    def _show_due(self) -> None:
        made = self._now()
        amounts = (made.gross, made.commission, made.carried_in, made.due)
        for figure, amount in zip(self.figures, amounts, strict=True):
            figure.set(formats.money(amount))

    @Slot(object)
    def _on_day(self, _value: object) -> None:
        day = self.last_day.date()
        if day is not None and self.owner is not None:
            self.asked.emit(day)

    @Slot(object)
    def _on_charges(self, _value: object) -> None:
        self._show_due()
        self.paid.set_value(self._now().due)

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.owner is None:
            return
        self.say("")
        if [field for field in reversed(self._fields) if not field.check()]:
            return
        last, amount = self.last_day.date(), self.paid.number_or_zero()
        assert last is not None
        moneys = (PaidWith(str(self.account.key()), amount),) if amount else ()
        draft = SettleDraft(
            self._uid, self.owner.uid, last, moneys, self.charges.number_or_zero(), self.note.name()
        )
        self.set_busy(True)
        self.submitted.emit(draft, self.day.date())


class ShopForm(FormPage):
    """Fills in a ``ShopDraft``; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.shop: Shop | None = None
        self.first_day, self.last_day = (
            ThaiDateField(required=True, today=today),
            ThaiDateField(required=True, today=today),
        )
        self.goods = GoodsGrid(asks_money=True)
        self.commission, self.paid = MoneyField(), MoneyField()
        self.account, self.note = SimpleChoice(required=True), NameField()
        self._days = FlowingForm((self.first_day, self.last_day))
        self._end = FlowingForm((self.commission, self.paid, self.account, self.note), columns=4)
        self.hint = Label("", tone="soft", wrap=True)
        for item in (self._days, self.goods, self._end, self.hint):
            self.add(item)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("What {name} sold").format(name=self.shop.name if self.shop else ""))
        self.save_button.set_text(_("Settle"))
        self._days.set_texts((_("From"), _("Until")))
        self.goods.set_texts(_("There"), _("Sold"), _("Sold for"), _("Nothing of ours is there."))
        self._end.set_texts((_("Shop keeps"), _("Received now"), _("Received in"), _("Note")))
        self.hint.setText(
            _("Without an amount the shop keeps what was agreed. What it does not pay now it owes.")
        )
        for field in (self.commission, self.paid):
            field.set_unit(_("baht"))
        for day in (self.first_day, self.last_day):
            day.retranslate()

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Places of money."""
        offer_accounts(self.account, accounts)

    def begin(self, shop: Shop) -> None:
        """What a shop sold since it last settled."""
        self.shop, self._uid = shop, new_uid()
        self.set_busy(False)
        self.say("")
        self.goods.show_goods(
            [There(each.product_uid, each.name, each.unit, each.quantity) for each in shop.goods]
        )
        for field in (self.commission, self.paid, self.note):
            field.set_value(None)
        self.first_day.set_value(shop.settled_to or shop.since or self._today())
        self.last_day.set_value(self._today())
        self.retranslate()
        self.goods.focus_first()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.shop is None:
            return
        self.say("")
        fields = (
            self.note,
            self.account,
            self.paid,
            self.commission,
            self.goods,
            self.last_day,
            self.first_day,
        )
        if [field for field in fields if not field.check()]:
            return
        first, last, paid = self.first_day.date(), self.last_day.date(), self.paid.number_or_zero()
        assert first is not None
        assert last is not None
        draft = ShopDraft(
            self._uid,
            self.shop.uid,
            self.shop.location_id,
            first,
            last,
            tuple(ShopLine(each.uid, quantity, amount) for each, quantity, amount in self.goods.typed()),
            self.commission.number(),
            (PaidWith(str(self.account.key()), paid),) if paid else (),
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(draft, last)
