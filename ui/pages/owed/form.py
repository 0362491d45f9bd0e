"""The form of a payment: money received, bills paid, wages at once, debts given up, certificates of tax."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.document import new_uid
from app.domain.open_items import OpenItem
from app.domain.purchase import Slip
from app.domain.settling import NothingToSettleError
from app.domain.settling_typed import Typed, Wage, wages_to_pay
from app.errors import SamutError
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.owed_people import OwedPerson
from app.queries.settled import Withheld
from app.thai.dates import today
from reports.common import in_language
from ui import formats
from ui.messages_text import error_text
from ui.pages.owed.bills import Bills
from ui.pages.owed.work import Act
from ui.widgets.arrange import Form
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

MOST_NAMED = 6


class SettleForm(FormPage):
    """Fills in a ``Typed``; ``submitted`` gives (typed, day). The uid stays until it is posted."""

    submitted = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.uid = new_uid()
        self.act = Act.RECEIVE
        self.person: OwedPerson | None = None
        self.chosen: tuple[OpenItem, ...] = ()
        self.wages: tuple[Wage, ...] = ()
        self.kept: Withheld | None = None
        self.what_for = Label("", tone="soft", wrap=True, private="words")
        self.amount, self.account = MoneyField(required=True), SimpleChoice(required=True)
        self.day = ThaiDateField(required=True, today=today)
        self.withheld, self.certificate = MoneyField(), NameField(most=100)
        self.fee, self.discount = MoneyField(), MoneyField()
        self.slip, self.note = NameField(most=60), NameField()
        self._fields = (
            *(self.amount, self.account, self.day, self.slip),
            *(self.withheld, self.certificate, self.fee, self.discount, self.note),
        )
        form = Form(2)
        self._labels = [form.add("", field) for field in self._fields]
        self.keep_rest, self.take_off, self.show_paper = QCheckBox(), QCheckBox(), QCheckBox()
        self.take_off.toggled.connect(self._on_take_off_toggled)
        self.bills = Bills()
        self.bills.left.connect(self._on_bills_left)
        bills = self.bills  # their sum is in sight however long the list is
        for at, said in ((1, bills.add_button), (3, bills.remainder), (4, bills.sum)):
            self.foot.insertWidget(at, said)
        for money in (self.amount, self.withheld, self.fee, self.discount):
            money.changed.connect(self._on_money_changed)
        self.add(self.what_for)
        self.add(form)
        self.add(self.bills)
        self.add(self.keep_rest)
        self.add(self.take_off)
        self.add(self.show_paper)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        comes_in = self.act is Act.RECEIVE
        certificate = self.act is Act.CERTIFICATE
        amounts = {Act.RECEIVE: _("Money received"), Act.WRITE_OFF: _("Amount")}
        words = (
            amounts.get(self.act, _("Money paid")),
            _("Received in") if comes_in else _("Paid from"),
            _("Date on the certificate") if certificate else _("Date"),
            _("Number of the tax certificate") if certificate else _("Slip number"),
            _("Tax kept back by the payer"),
            _("Number of the tax certificate"),
            _("Fee that the bank took"),
            _("Discount"),
            _("Reason") if self.act is Act.WRITE_OFF else _("Note"),
        )
        for label, field, text in zip(self._labels, self._fields, words, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        for money in (self.amount, self.withheld, self.fee, self.discount):
            money.set_unit(_("baht"))
        self.day.retranslate()
        self.bills.retranslate()
        self.keep_rest.setText(_("What is more than owed stays hers for later bills"))
        self.take_off.setText(_("Take off what was given ahead"))
        self.show_paper.setText(
            _("Show the receipt to print") if comes_in else _("Show the voucher to print")
        )
        buttons = {
            Act.RECEIVE: _("Receive money"),
            Act.WRITE_OFF: _("Write off"),
            Act.CERTIFICATE: _("Save"),
        }
        self.save_button.set_text(buttons.get(self.act, _("Pay")))
        self._show()

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Where money lies."""
        chosen = self.account.key()
        self.account.set_choices(
            [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in accounts]
        )
        self.account.set_value(chosen if chosen is not None else accounts[0].code if accounts else None)

    def begin(self, act: Act, person: OwedPerson, chosen: tuple[OpenItem, ...], amount: int) -> None:
        """An empty form for one person: of the chosen bills, or of the oldest."""
        self.person, self.chosen, self.wages, self.kept = person, chosen, (), None
        self._begin(act, amount)

    def begin_wages(self, wages: tuple[Wage, ...]) -> None:
        """An empty form for the wages of several people."""
        self.person, self.chosen, self.wages, self.kept = None, (), wages, None
        self._begin(Act.WAGES, wages_to_pay(wages, take_off=True))

    def begin_certificate(self, person: OwedPerson, kept: Withheld) -> None:
        """An empty form for the certificate of tax that was kept back."""
        self.person, self.chosen, self.wages, self.kept = person, (), (), kept
        self._begin(Act.CERTIFICATE, None)

    def _begin(self, act: Act, amount: int | None) -> None:
        self.act = act
        self.uid = new_uid()
        self.set_busy(False)
        self.say("")
        for field in self._fields:
            if field is not self.account:
                field.set_value(None)
        self.day.set_value(self._today())
        self.amount.set_value(amount)
        self._list_bills()
        self.keep_rest.setChecked(False)
        self.take_off.setChecked(True)
        self.show_paper.setChecked(False)
        self.retranslate()
        first = self.slip if act is Act.CERTIFICATE else self.amount
        first.edit.setFocus()
        first.edit.selectAll()

    def _list_bills(self) -> None:
        by_bill = self.act in (Act.RECEIVE, Act.PAY, Act.WRITE_OFF)
        items = self.chosen or (self.person.items if self.person else ())
        self.bills.set_items(items if by_bill else (), sign=-1 if self.act is Act.PAY else 1)
        self._on_money_changed()

    @Slot(object)
    def _on_money_changed(self, _value: object = None) -> None:
        typed = self.typed()
        self.bills.fill(typed.paid if self.act is Act.PAY else typed.received)

    @Slot()
    def _on_bills_left(self) -> None:
        self.save_button.setFocus()

    def _show(self) -> None:
        act = self.act
        name = self.person.name if self.person else ""
        titles = {
            Act.RECEIVE: _("Money from {name}"),
            Act.PAY: _("Money to {name}"),
            Act.WAGES: _("Pay wages"),
            Act.WRITE_OFF: _("Write off what {name} owes"),
            Act.CERTIFICATE: _("Tax certificate of {name}"),
        }
        self.title.setText(titles[act].format(name=name))
        self.what_for.setText(self._for_words())
        moves = act in (Act.RECEIVE, Act.PAY, Act.WAGES)
        self.keep_rest.setVisible(act is Act.RECEIVE)
        self.take_off.setVisible(act is Act.WAGES)
        self.show_paper.setVisible(moves)
        self.amount.edit.setReadOnly(act is Act.WAGES)
        for part in (self.bills, self.bills.remainder, self.bills.sum):
            part.setVisible(bool(self.bills.lines))
        self.slip.set_required(act is Act.CERTIFICATE)
        self.note.set_required(act is Act.WRITE_OFF)
        shown = {
            self.amount: act is not Act.CERTIFICATE,
            self.account: moves,
            self.slip: moves or act is Act.CERTIFICATE,
            self.withheld: act is Act.RECEIVE,
            self.certificate: act is Act.RECEIVE,
            self.fee: act in (Act.RECEIVE, Act.PAY),
            self.discount: act in (Act.RECEIVE, Act.PAY),
            self.note: act is not Act.CERTIFICATE,
        }
        for label, field in zip(self._labels, self._fields, strict=True):
            label.setVisible(shown.get(field, True))
            field.setVisible(shown.get(field, True))

    def _for_words(self) -> str:
        if self.kept is not None:
            return _("{amount} baht of tax were kept back in {number}.").format(
                amount=formats.money(self.kept.amount), number=self.kept.number
            )
        if self.act is Act.WAGES:
            return _("{count} people, everything that is owed to each.").format(count=len(self.wages))
        if not self.chosen:
            return _("The oldest bills are settled first, unless you type otherwise below.")
        named = ", ".join(item.number for item in self.chosen[:MOST_NAMED])
        more = len(self.chosen) - MOST_NAMED
        if more > 0:
            named = _("{named} and {count} more").format(named=named, count=formats.count(more))
        return _("For {numbers}; less than all of them settles the oldest first.").format(numbers=named)

    def typed(self) -> Typed:
        """What stands in the fields."""
        return Typed(
            self.amount.number_or_zero(),
            str(self.account.key() or ""),
            self.chosen,
            self.withheld.number_or_zero(),
            self.slip.name() if self.act is Act.CERTIFICATE else self.certificate.name(),
            self.fee.number_or_zero(),
            self.discount.number_or_zero(),
            self.keep_rest.isChecked(),
            self.take_off.isChecked(),
            Slip(None, self.slip.name()),
            self.note.name(),
            self.bills.picks(),
        )

    def submit(self) -> None:
        """Check every field, then hand it over."""
        if self.busy:
            return
        self.say("")
        in_bills = self.bills.check()
        wrong = [field for field in reversed(self._fields) if not field.isHidden() and not field.check()]
        day = self.day.date()
        if wrong or not in_bills or day is None:
            return
        typed = self.typed()
        if self.bills.by_hand and not typed.picks:
            self.show_error(NothingToSettleError())
            return
        self.set_busy(True)
        self.submitted.emit(typed, day)

    def show_error(self, error: SamutError) -> None:
        """What belongs to no single field."""
        self.set_busy(False)
        self.say(error_text(error))

    @Slot(bool)
    def _on_take_off_toggled(self, on: bool) -> None:
        if self.act is Act.WAGES:
            self.amount.set_value(wages_to_pay(self.wages, take_off=on))
