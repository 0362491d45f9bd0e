"""The forms of what happens to a loan: paid out, paid back with its parts, let go, stood before, interest."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.loan import LoanSide
from app.domain.loan_entry import (
    LoanDrawDraft,
    LoanForgiveDraft,
    LoanOpeningDraft,
    LoanPayDraft,
    check_parts,
    kept_back,
)
from app.domain.purchase import Slip
from app.domain.slip_entry import PayDraft, PayKind
from app.errors import SamutError
from app.i18n import _
from app.queries.loans import Loan, LoanRow
from app.thai.dates import today
from reports.common import in_language
from ui import formats
from ui.messages_text import error_text
from ui.pages.loans.work import Lists, Proposal
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label


class Act(StrEnum):
    """What happens to a loan."""

    DRAW = "draw"
    PAY = "pay"
    FORGIVE = "forgive"
    OPEN = "open"


Draft = LoanDrawDraft | LoanPayDraft | LoanForgiveDraft | LoanOpeningDraft
NEW, KNOWN = "new", "known"


class MoneyForm(FormPage):
    """What happens: ``submitted`` gives (draft, day), ``asked`` (loan, day, amount, fee)."""

    submitted = Signal(object, object)
    asked = Signal(object, object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._act = Act.PAY
        self.loan: Loan | None = None
        self._asked: object = None
        self.day, self.until = ThaiDateField(required=True, today=today), ThaiDateField(today=today)
        self.amount, self.fee = MoneyField(), MoneyField()
        self.interest, self.interest_paid, self.principal = MoneyField(), MoneyField(), MoneyField()
        self.account, self.ledger = SimpleChoice(required=True), SimpleChoice(required=True)
        self.slip, self.note = NameField(most=60), NameField()
        self._fields = (
            *(self.day, self.until, self.amount, self.fee, self.interest, self.interest_paid),
            *(self.principal, self.account, self.ledger, self.slip, self.note),
        )
        self._form = FlowingForm(self._fields)
        self.stands = Label("", tone="soft", wrap=True, private="figures")
        self.add(self.stands)
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        for field in (self.day, self.amount, self.fee):
            field.changed.connect(self._on_changed)
            field.committed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        name = self.loan.party if self.loan is not None else ""
        titles = {
            Act.DRAW: _("Money of the loan is paid out: {name}"),
            Act.PAY: _("Money of the loan is paid back: {name}"),
            Act.FORGIVE: _("Let go of a loan: {name}"),
            Act.OPEN: _("What stood before: {name}"),
        }
        self.title.setText(titles[self._act].format(name=name))
        self.save_button.set_text(_("Save"))
        for field in self._fields:
            if isinstance(field, MoneyField):
                field.set_unit(_("baht"))
        self.ledger.set_choices(
            [
                Choice(NEW, _("It goes into the ledger, too")),
                Choice(KNOWN, _("The ledger has it already")),
            ]
        )
        self.ledger.set_value(self.ledger.key() or NEW)
        self.day.retranslate()
        self.until.retranslate()
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """Places of money."""
        chosen = self.account.key()
        self.account.set_choices(
            [
                Choice(each.code, in_language(each.name, each.name_en), note=each.holder)
                for each in lists.accounts
            ]
        )
        self.account.set_value(chosen or (lists.accounts[0].code if lists.accounts else None))

    def show_loan(self, row: LoanRow, act: Act, *, in_ledger: bool = False) -> None:
        """An empty form for a loan."""
        account = self.account.key()
        self.loan, self._act, self._uid = row.loan, act, new_uid()
        self._asked = None
        self.set_busy(False)
        self.say("")
        self.stands.setText("")
        for field in self._fields:
            field.set_value(None)
        self.account.set_value(account)
        self.day.set_value(self._today())
        self.ledger.set_value(KNOWN if in_ledger else NEW)
        self.amount.set_required(act in (Act.DRAW, Act.PAY))
        self.retranslate()
        due = next((each for each in row.state.dues if each.left), None)
        if act is Act.PAY and due is not None:
            self.amount.set_value(row.state.late or due.left)
        elif act is Act.DRAW:
            self.amount.set_value(row.undrawn or None)
        elif act is Act.FORGIVE:
            self.principal.set_value(row.state.principal or None)
            self.interest_paid.set_value(row.state.accrued or None)
        self._ask()
        (self.principal if act in (Act.FORGIVE, Act.OPEN) else self.amount).edit.setFocus()

    def show_proposal(self, found: Proposal) -> None:
        """How the loan stands on the day, and the parts of the payment."""
        state = found.state
        self.stands.setText(
            _(
                "On this day: {left} baht of the loan, {interest} baht of interest; {owed} baht would end it."
            ).format(
                left=formats.money(state.principal),
                interest=formats.money(state.interest_owed),
                owed=formats.money(state.owed),
            )
        )
        if self._act is not Act.PAY:
            return
        self.say(error_text(found.error) if found.error is not None else "")
        if found.split is not None:
            self.interest.set_value(found.split.interest)
            self.interest_paid.set_value(found.split.interest_paid)
            self.principal.set_value(found.split.principal)

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.loan is None:
            return
        self.say("")
        if [field for field in reversed(self._fields) if not field.isHidden() and not field.check()]:
            return
        try:
            draft = self._draft(self.loan.uid)
        except SamutError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self.submitted.emit(draft, self.day.date())

    def _draft(self, loan_uid: bytes) -> Draft:
        slip, note = Slip(None, self.slip.name()), self.note.name()
        amount, fee = self.amount.number_or_zero(), self.fee.number_or_zero()
        principal, paid = self.principal.number_or_zero(), self.interest_paid.number_or_zero()
        code = str(self.account.key() or "")
        if self._act is Act.DRAW:
            pays = (PayDraft(PayKind.MONEY, kept_back(amount, fee), code),)
            return LoanDrawDraft(self._uid, loan_uid, amount, pays, fee, slip, note)
        if self._act is Act.PAY:
            pays = (PayDraft(PayKind.MONEY, amount, code),)
            draft = LoanPayDraft(
                self._uid, loan_uid, principal, paid, fee, self.interest.number(), pays, slip, note
            )
            return check_parts(draft, amount)
        if self._act is Act.FORGIVE:
            return LoanForgiveDraft(self._uid, loan_uid, principal, paid, note)
        return LoanOpeningDraft(
            self._uid, loan_uid, principal, paid, self.until.date(), self.ledger.key() == KNOWN, note
        )

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._ask()

    def _ask(self) -> None:
        day = self.day.date()
        question = (day, self.amount.number(), self.fee.number_or_zero())
        if self.loan is not None and day is not None and question != self._asked:
            self._asked = question  # parts that were changed by hand stay until the payment changes
            self.asked.emit(self.loan, *question)

    def _show(self) -> None:
        pay, draw, opens = self._act is Act.PAY, self._act is Act.DRAW, self._act is Act.OPEN
        is_in = self.loan is not None and (self.loan.side is LoanSide.TAKEN) == draw
        texts = (
            _("Day"),
            _("Interest is counted up to"),
            _("Amount"),
            _("Charges kept back") if draw else _("Charges in it"),
            _("Interest of the time since"),
            _("Interest owed") if not pay else _("Interest that is paid"),
            _("Of the loan"),
            _("Received in") if is_in else _("Paid from"),
            _("The ledger"),
            _("Slip number"),
            _("Note"),
        )
        money = pay or draw
        self._form.set_texts(texts)
        self._form.show_fields(
            (True, opens, money, money, pay, not draw, not draw, money, opens, money, True)
        )


class InterestForm(FormPage):
    """Up to which day interest is entered; ``submitted`` gives the day, ``asked`` the day to look at."""

    submitted = Signal(object)
    asked = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.day = ThaiDateField(required=True, today=today)
        self._form = FlowingForm((self.day,))
        self.found = Label("", wrap=True, private="figures")
        self.add(self._form)
        self.add(self.found)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.day.changed.connect(self._on_changed)
        self.day.committed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Enter the interest of all loans"))
        self.save_button.set_text(_("Enter interest"))
        self._form.set_texts((_("Up to the end of"),))
        self.day.retranslate()

    def clear_form(self) -> None:
        """Today, until somebody says otherwise."""
        self.set_busy(False)
        self.say("")
        self.day.set_value(self._today())
        self._on_changed(None)
        self.day.edit.setFocus()

    def show_found(self, rows: tuple[tuple[str, int], ...]) -> None:
        """Whose interest would be entered."""
        lines = [f"{words}: {formats.money(amount)}" for words, amount in rows]
        self.found.setText("\n".join(lines) or _("Up to this day there is no interest to enter."))

    def submit(self) -> None:
        """Hand on the day."""
        if not self.busy and self.day.check():
            self.set_busy(True)
            self.submitted.emit(self.day.date())

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        day = self.day.date()
        if day is not None:
            self.asked.emit(day)
