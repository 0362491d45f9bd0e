"""The form of an expense: what kind, what for, how much, to whom, and how it is paid."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.purchase import (
    ExpenseDraft,
    ExpenseLineDraft,
    LineAmountError,
    PaymentsDifferError,
    Slip,
    left_to_pay,
)
from app.errors import SamutError
from app.i18n import _
from app.services.sales import PartyNeededError
from reports.common import in_language
from ui.messages_text import error_text
from ui.pages.stock.pay_box import PayBox
from ui.pages.stock.work import Lists
from ui.widgets.arrange import Form
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.form_page import FormPage
from ui.widgets.party_field import PartyField


class ExpenseForm(FormPage):
    """Fills in an ``ExpenseDraft``; ``submitted`` gives (draft, payee, day)."""

    submitted = Signal(object, object, object)

    def __init__(
        self, *, today: Callable[[], dt.date] = dt.date.today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._lists = Lists()
        self.kind = ChoiceField(required=True)
        self.what = NameField()
        self.amount = MoneyField(required=True)
        self.amount.changed.connect(self._on_amount_changed)
        self.payee = PartyField()
        self.day = ThaiDateField(required=True, today=today)
        self.slip_number = NameField(most=60)
        self.slip_date = ThaiDateField(today=today)
        self.pay = PayBox()
        self.pay.changed.connect(self._reckon)
        first, second = Form(2), Form(3)
        self._labels = [
            first.add("", self.kind),
            first.add("", self.amount),
            first.add("", self.what),
            first.add("", self.payee),
            second.add("", self.day),
            second.add("", self.slip_number),
            second.add("", self.slip_date),
        ]
        self.add(first)
        self.add(second)
        self.add(self.pay)
        self.fields.addStretch(1)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Pay an expense"))
        words = (
            _("Kind of expense"),
            _("Amount"),
            _("What for"),
            _("Paid to"),
            _("Day"),
            _("Slip number"),
            _("Date on the slip"),
        )
        fields = (
            self.kind,
            self.amount,
            self.what,
            self.payee,
            self.day,
            self.slip_number,
            self.slip_date,
        )
        for label, text, field in zip(self._labels, words, fields, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.amount.set_unit(_("baht"))
        self.day.retranslate()
        self.slip_date.retranslate()
        self.pay.retranslate()
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Save the expense"))
        self.set_lists(self._lists)

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.kind.set_choices(
            [Choice(row.code, in_language(row.name, row.name_en), also=row.code) for row in lists.expenses]
        )
        self.payee.set_people(lists.parties)
        self.pay.set_tenders(lists.tenders)

    def focus_first(self) -> None:
        """Where typing begins."""
        self.kind.edit.setFocus()

    def clear_form(self) -> None:
        """An empty form, as a new document."""
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.kind, self.what, self.amount, self.payee, self.slip_number, self.slip_date):
            field.set_value(None)
        self.day.set_value(self._today())
        self.pay.clear()
        self.kind.edit.setFocus()

    def draft(self) -> ExpenseDraft:
        """What is typed."""
        amount = self.amount.number_or_zero()
        code = self.kind.key()
        return ExpenseDraft(
            self._uid,
            (ExpenseLineDraft(str(code or ""), amount, self.what.name() or self.kind.text()),),
            tenders=self.pay.tenders(amount),
            slip=Slip(self.slip_date.date(), self.slip_number.name()),
            note=self.what.name(),
        )

    @Slot()
    def _reckon(self) -> None:
        draft = self.draft()
        self.pay.show_left(left_to_pay(self.amount.number_or_zero(), draft.tenders))

    @Slot(object)
    def _on_amount_changed(self, _value: object) -> None:
        self._reckon()

    @Slot()
    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy:
            return
        self.say("")
        fields = (
            self.pay.paid,
            self.slip_date,
            self.slip_number,
            self.day,
            self.payee,
            self.what,
            self.amount,
            self.kind,
        )
        if [field for field in fields if not field.check()]:
            return
        draft = self.draft()
        left = left_to_pay(self.amount.number_or_zero(), draft.tenders)
        if not self.amount.number():
            self.show_error(LineAmountError(description=self.kind.text()))
        elif left < 0:
            self.show_error(PaymentsDifferError())
        elif left > 0 and self.payee.key() is None:
            self.show_error(PartyNeededError())
        else:
            self.set_busy(True)
            self.submitted.emit(draft, self.payee.key(), self.day.date())

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong where it is."""
        self.set_busy(False)
        if isinstance(error, PartyNeededError):
            self.payee.set_error(_("Please say to whom it is owed."))
            self.payee.edit.setFocus()
        elif isinstance(error, PaymentsDifferError):
            self.pay.paid.set_error(error_text(error))
            self.pay.paid.edit.setFocus()
        elif isinstance(error, LineAmountError):
            self.amount.set_error(_("The amount has to be above zero."))
            self.amount.edit.setFocus()
        else:
            self.say(error_text(error))
