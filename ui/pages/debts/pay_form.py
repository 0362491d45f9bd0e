"""Paying something of a debt: how much, from where; what of it is interest and loan is said at once."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.i18n import _
from app.queries.household.debts import Debt
from app.services.household.debts import PayDebtDraft
from app.thai.dates import today
from reports.common import in_language
from reports.household.money_words import baht
from ui.messages_text import error_text
from ui.pages.debts.work import Lists, Proposal
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.flow import Wrap
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.sum_field import SumField


class PayForm(FormPage):
    """``asked`` gives (loan uid, day, amount, fee), ``submitted`` (draft, day)."""

    asked = Signal(object, object, object, object)
    submitted = Signal(object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self.debt: Debt | None = None
        self.proposal: Proposal | None = None
        self.owed = Label("", type="large", wrap=True, private="figures")
        self.next_button, self.late_button, self.all_button = (
            Button("", icon=icon, touch=True) for icon in ("calendar", "clock", "flag")
        )
        quick = Wrap()
        for button in (self.next_button, self.late_button, self.all_button):
            button.clicked.connect(self._on_quick)
            quick.addWidget(button)
        self.amount, self.fee = SumField(required=True, large=True), SumField()
        self.place, self.day = SimpleChoice(required=True), ThaiDateField(required=True, today=today)
        self.note = NameField(most=200)
        self._form = FlowingForm((self.amount, self.place, self.day, self.fee, self.note))
        self.told = Banner()
        for part in (self.owed, quick, self.told, self._form):
            self.add(part)
        self.fields.addStretch(1)
        self.clear_button.hide()
        for field in (self.amount, self.fee, self.day):
            field.changed.connect(self._on_changed)
        for typed in (self.amount, self.fee, self.note):
            typed.edit.returnPressed.connect(self.submit)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.debt.name if self.debt is not None else ""
        self.title.setText(_("Pay: {name}").format(name=name))
        self.save_button.set_text(_("Save it"))
        self._form.set_texts(
            [
                _("How many baht"),
                _("Money from"),
                _("Which day"),
                _("Fee besides (may stay empty)"),
                _("A word"),
            ]
        )
        for field in (self.amount, self.fee):
            field.edit.set_unit(_("baht"))
        self.day.retranslate()
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """Places of money."""
        chosen = self.place.key()
        self.place.set_choices(
            [Choice(each.code, in_language(each.name, each.name_en)) for each in lists.places]
        )
        if lists.places:
            self.place.set_value(chosen if chosen is not None else lists.places[0].code)

    def show_debt(self, debt: Debt) -> None:
        """Pay this debt: what is due next is offered."""
        self.debt, self.proposal, self._uid = debt, None, new_uid()
        self.set_busy(False)
        self.say("")
        self.told.show_text("")
        for field in (self.fee, self.note):
            field.set_value(None)
        self.day.set_value(self._today())
        self.amount.set_value(debt.state.late or self._next() or None)
        self.retranslate()
        self._ask()
        self.amount.edit.setFocus()
        self.amount.edit.selectAll()

    def _next(self) -> int:
        due = self.debt.next_due if self.debt is not None else None
        return due.left if due is not None else 0

    def _show(self) -> None:
        if self.debt is None:
            return
        state = self.debt.state if self.proposal is None else self.proposal.state
        self.owed.setText(
            _("{amount} baht are owed: {principal} of the loan, {interest} of interest.").format(
                amount=baht(state.owed), principal=baht(state.principal), interest=baht(state.interest_owed)
            )
        )
        for button, amount, words in (
            (self.next_button, self._next(), _("This time: {amount}")),
            (self.late_button, state.late, _("What is past its day: {amount}")),
            (self.all_button, state.owed, _("All of it: {amount}")),
        ):
            button.setVisible(bool(amount))
            button.set_text(words.format(amount=baht(amount)))
            button.setProperty("amount", str(amount))

    @Slot()
    def _on_quick(self) -> None:
        sender: QObject = self.sender()
        self.amount.set_value(int(str(sender.property("amount"))))
        self._ask()
        self.amount.edit.setFocus()

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._ask()

    def _ask(self) -> None:
        day = self.day.date()
        if self.debt is not None and day is not None:
            self.asked.emit(self.debt.uid, day, self.amount.number(), self.fee.number_or_zero())

    def show_proposal(self, found: Proposal) -> None:
        """How the payment falls into parts, or why it cannot be."""
        self.proposal = found
        self._show()
        if found.error is not None:
            self.told.show_text(error_text(found.error), tone="warn")
        elif found.split is not None:
            split = found.split
            words = _("{interest} baht are interest, {principal} baht make the loan smaller.").format(
                interest=baht(split.interest_paid), principal=baht(split.principal)
            )
            left = found.left_after
            after = (
                _("{amount} baht are owed after it.").format(amount=baht(left))
                if left
                else _("With it the debt is paid off.")
            )
            self.told.show_text(f"{words} {after}", tone="info" if left else "good")
        else:
            self.told.show_text("")

    def submit(self) -> None:
        """Check what is asked, then hand over the draft."""
        if self.busy or self.debt is None:
            return
        self.say("")
        if [field for field in reversed(self._form.shown()) if not field.check()]:  # type: ignore[attr-defined]
            return
        day = self.day.date()
        assert day is not None
        draft = PayDebtDraft(
            self._uid,
            self.debt.uid,
            self.amount.number_or_zero(),
            str(self.place.key() or ""),
            self.fee.number_or_zero(),
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(draft, day)
