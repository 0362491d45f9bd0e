"""The form that pays out of a fund: which one, what it holds, how much, to whom, what for, how."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.distribution import FundDraft
from app.domain.document import new_uid
from app.domain.purchase import Slip
from app.domain.slip_entry import Direction
from app.i18n import _
from app.queries.distribution import Fund
from app.thai.dates import today
from reports.common import in_language
from ui import formats
from ui.pages.projects.work import Lists
from ui.widgets.basics import Banner
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.party_field import PartyField
from ui.widgets.slip_pay import SlipPay, new_in, uid_of


class FundForm(FormPage):
    """Money out of a fund; ``submitted`` gives (draft, new people, day)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._funds: Sequence[Fund] = ()
        self.fund, self.amount = SimpleChoice(required=True), MoneyField(required=True)
        self.what, self.party = NameField(required=True), PartyField()
        self.day, self.slip = ThaiDateField(required=True, today=today), NameField(most=60)
        self._fields = (self.fund, self.amount, self.what, self.party, self.day, self.slip)
        self._form = FlowingForm(self._fields)
        self.stands = Banner()
        self.pay = SlipPay(Direction.OUT)
        self.show_paper = QCheckBox()
        self.add(self.stands)
        self.add(self._form)
        self.add(self.pay)
        self.add(self.show_paper)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.fund.committed.connect(self._on_changed)
        self.amount.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Pay from a fund"))
        self.save_button.set_text(_("Pay"))
        self._form.set_texts(
            (_("Fund"), _("Amount"), _("What for"), _("Paid to"), _("Day"), _("Slip number"))
        )
        self.show_paper.setText(_("Show the voucher to print"))
        self.amount.set_unit(_("baht"))
        self.day.retranslate()
        self.pay.retranslate()
        self._offer()

    def set_lists(self, lists: Lists) -> None:
        """Places of money and people."""
        self.party.set_people(lists.people)
        self.pay.set_lists(lists.accounts, lists.people)

    def show_funds(self, funds: Sequence[Fund]) -> None:
        """An empty form for these funds; the first that holds something is chosen."""
        self._funds, self._uid = funds, new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.amount, self.what, self.party, self.slip):
            field.set_value(None)
        self.day.set_value(self._today())
        self.pay.clear()
        self.show_paper.setChecked(True)
        self._offer()
        full = [each.code for each in funds if each.balance > 0]
        self.fund.set_value(next(iter(full or [each.code for each in funds]), None))
        self._show()
        self.fund.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the draft; too much is warned about, not refused."""
        if self.busy:
            return
        self.say("")
        faults = [field for field in reversed(self._fields) if not field.check()]
        if not self.pay.check() or faults:
            return
        amount = self.amount.number_or_zero()
        draft = FundDraft(
            self._uid,
            str(self.fund.key()),
            amount,
            self.what.name(),
            self.pay.pays(amount),
            uid_of(self.party),
            Slip(None, self.slip.name()),
        )
        self.set_busy(True)
        self.submitted.emit(draft, new_in(self.party, self.pay.whose), self.day.date())

    def _offer(self) -> None:
        chosen = self.fund.key()
        self.fund.set_choices(
            [
                Choice(
                    each.code, in_language(each.name, each.name_en), formats.money(each.balance), each.code
                )
                for each in self._funds
            ]
        )
        if chosen is not None:
            self.fund.set_value(chosen)
        self._show()

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show()

    def _show(self) -> None:
        fund = next((each for each in self._funds if each.code == self.fund.key()), None)
        if fund is None:
            words = _("The meeting makes funds when it divides the profit.") if not self._funds else ""
            self.stands.show_text(words, tone="info")
            return
        holds = _("“{name}” holds {amount} baht.").format(
            name=in_language(fund.name, fund.name_en), amount=formats.money(fund.balance)
        )
        if self.amount.number_or_zero() > fund.balance:
            more = _("That is less than is to be paid. It can be paid, and the fund stands below nothing.")
            self.stands.show_text(f"{holds} {more}", tone="warn")
        else:
            self.stands.show_text(holds, tone="info")
