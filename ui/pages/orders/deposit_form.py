"""The forms beside the list for money of an order: taking a deposit, calling off, ending what is left."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.document import new_uid
from app.domain.order_lines import out_of_credit
from app.domain.pre_order import END_WORDS, DepositEnd
from app.i18n import _
from app.queries.pre_orders import Order
from app.services.deposits import DepositDraft, DepositEndDraft
from app.thai.dates import today
from ui import formats
from ui.pages.orders.hand_form import offer_accounts
from ui.pages.orders.work import Calling, Lists, moneys
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.promptpay_code import PromptPayCode

Today = Callable[[], dt.date]


class DepositForm(FormPage):
    """A deposit on an order; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._order: Order | None = None
        self.about = Label("", tone="soft", wrap=True, private="words")
        self.amount, self.account = MoneyField(required=True), SimpleChoice(required=True)
        self.day, self.note = ThaiDateField(required=True, today=today), NameField()
        self.credit = MoneyField()
        self._credit = 0
        self.form = FlowingForm((self.amount, self.account, self.credit, self.day, self.note))
        self.code = PromptPayCode()
        self._lists = Lists()
        self.show_paper = QCheckBox()
        self.show_paper.setChecked(True)
        self.add(self.about)
        self.add(self.form)
        self.add(self.code)
        self.add(self.show_paper)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.amount.changed.connect(self._on_changed)
        self.account.committed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        code = self._order.code if self._order is not None else ""
        self.title.setText(_("Deposit on {code}").format(code=code))
        left = formats.money(self._credit)
        self.form.set_texts(
            (
                _("Money received"),
                _("Received in"),
                _("Out of her credit of {amount} baht").format(amount=left),
                _("Day"),
                _("Note"),
            )
        )
        self.form.show_fields((True, True, self._credit > 0, True, True))
        self.credit.set_unit(_("baht"))
        self.show_paper.setText(_("Show the receipt to print"))
        self.amount.set_unit(_("baht"))
        self.day.retranslate()
        self.save_button.set_text(_("Take the deposit"))

    def set_lists(self, lists: Lists) -> None:
        """Places of money."""
        self._lists = lists
        offer_accounts(self.account, lists)
        self._on_changed()

    def begin(self, order: Order) -> None:
        """A form for what of the agreed deposit has not come."""
        self._order, self._uid, self._credit = order, new_uid(), 0
        self.set_busy(False)
        self.say("")
        self.credit.set_value(None)
        self.amount.set_required(True)
        self.retranslate()
        self.about.setText(
            _("{name}: the order is worth {amount} baht.").format(
                name=order.party, amount=formats.money(order.total)
            )
        )
        self.amount.set_value(order.deposit_missing or None)
        self._on_changed()
        self.note.set_value(None)
        self.day.set_value(self._today())
        self.amount.edit.setFocus()
        self.amount.edit.selectAll()

    def show_credit(self, amount: int) -> None:
        """What the group keeps for her; it is offered first."""
        if self._order is None or not amount:
            return
        self._credit = amount
        self.amount.set_required(False)
        used, paid = out_of_credit(self._order.deposit_missing, amount)
        self.credit.set_value(used or None)
        self.amount.set_value(paid or None)
        self._on_changed()
        self.retranslate()
        self.amount.edit.setFocus()

    @Slot()
    def _on_changed(self, _value: object = None) -> None:
        """Where the place of money takes PromptPay, its code stands there to be scanned."""
        place = next((each for each in self._lists.accounts if each.code == self.account.key()), None)
        found = (
            each
            for each in self._lists.tenders
            if place is not None and each.account_id == place.id and each.kind == "promptpay"
        )
        self.code.show_code(next(found, None), self.amount.number() or 0)

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy or self._order is None:
            return
        self.say("")
        asked = (self.note, self.day, *((self.credit,) if self._credit else ()), self.account, self.amount)
        if [each for each in asked if not each.check()]:
            return
        self.set_busy(True)
        pays = moneys(str(self.account.key() or ""), self.amount.number_or_zero())
        self.submitted.emit(
            DepositDraft(
                self._uid,
                self._order.uid,
                pays,
                note=self.note.name(),
                credit=self.credit.number_or_zero(),
            ),
            self.day.date(),
        )


class CallOffForm(FormPage):
    """Why an order is called off and what becomes of its deposit; ``submitted`` gives (what, day).

    For an order that is over it ends what is left of its deposits: ``ended`` gives (draft, day).
    """

    submitted = Signal(object, object)
    ended = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lists = Lists()
        self._uid = new_uid()
        self._order: Order | None = None
        self.about = Label("", tone="soft", wrap=True, private="words")
        self.reason, self.what = NameField(required=True), SimpleChoice(required=True)
        self.account, self.day = SimpleChoice(required=True), ThaiDateField(required=True, today=today)
        self.form = FlowingForm((self.reason, self.what, self.account, self.day))
        self.add(self.about)
        self.add(self.form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.what.committed.connect(self._on_what_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        order = self._order
        is_open = order is None or order.is_open
        code = "" if order is None else order.code
        words = _("Call off {code}") if is_open else _("What is left of the deposit on {code}")
        self.title.setText(words.format(code=code))
        self.form.set_texts(
            (
                _("Reason") if is_open else _("Note"),
                _("What is left of the deposit"),
                _("Given back from"),
                _("Day"),
            )
        )
        self.day.retranslate()
        chosen = self.what.key()
        self.what.set_choices([Choice(end, _(text)) for end, text in END_WORDS.items()])
        self.what.set_value(chosen if chosen is not None else self._lists.rule)
        self.save_button.set_text(_("Call the order off") if is_open else _("Save"))
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """Places of money, and the rule of the group."""
        self._lists = lists
        offer_accounts(self.account, lists)

    def begin(self, order: Order) -> None:
        """A form for an order; the group's rule is chosen."""
        self._order, self._uid = order, new_uid()
        self.set_busy(False)
        self.say("")
        self.reason.set_value(None)
        self.reason.set_required(order.is_open)
        self.what.set_value(self._lists.rule if order.is_open else DepositEnd.REFUND)
        self.day.set_value(self._today())
        self.retranslate()
        parts = [order.party]
        if order.deposits.left:
            parts.append(
                _("the group holds a deposit of {amount} baht").format(
                    amount=formats.money(order.deposits.left)
                )
            )
        if any(line.delivered for line in order.lines) and order.is_open:
            parts.append(_("what was handed over stays sold"))
        self.about.setText(" · ".join(parts))
        self.reason.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        order = self._order
        if self.busy or order is None:
            return
        self.say("")
        holds = bool(order.deposits.left)
        self.account.set_required(holds and self.what.key() is DepositEnd.REFUND)
        asked: Sequence[NameField | SimpleChoice | ThaiDateField] = (
            (self.day, self.account, self.what, self.reason) if holds else (self.day, self.reason)
        )
        if [each for each in asked if not each.check()]:
            return
        self.set_busy(True)
        end = self.what.key() if holds else None
        account = str(self.account.key() or "")
        chosen = end if isinstance(end, DepositEnd) else None
        if order.is_open:
            calling = Calling(self._uid, order, chosen, account, self.reason.name())
            self.submitted.emit(calling, self.day.date())
            return
        what = chosen or DepositEnd.REFUND
        pays = moneys(account, order.deposits.left) if what is DepositEnd.REFUND else ()
        draft = DepositEndDraft(self._uid, order.uid, what, pays, note=self.reason.name())
        self.ended.emit(draft, self.day.date())

    def _show(self) -> None:
        holds = self._order is not None and bool(self._order.deposits.left)
        self.form.show_fields((True, holds, holds and self.what.key() is DepositEnd.REFUND, True))

    @Slot(object)
    def _on_what_chosen(self, _key: object) -> None:
        self._show()
