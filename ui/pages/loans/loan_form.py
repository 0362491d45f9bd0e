"""The form of a contract; beside it stands what it comes to, while it is typed."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.loan import (
    EVERY_WORDS,
    METHOD_WORDS,
    PER_WORDS,
    SIDE_WORDS,
    Every,
    LoanMethod,
    LoanSide,
    RatePer,
    rate_bp,
    rate_of_bp,
)
from app.domain.loan_entry import LoanData
from app.errors import SamutError
from app.i18n import _
from app.queries.loans import Loan
from app.services.loans import ABOVE_LEGAL
from app.thai.dates import today
from ui import theme
from ui.messages_text import error_text
from ui.pages.loans.work import Lists, Preview, preview_report, summary_of
from ui.widgets.basics import Banner
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, PercentField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.report_sheet import ReportSheet
from ui.widgets.slip_pay import new_in, uid_of

BY_COUNT, BY_AMOUNT = "count", "amount"
MILLI = 1_000
ROOM = 900
"""Below this width the schedule stands under the fields."""


class LoanForm(FormPage):
    """Fills in ``LoanData``; ``submitted`` gives (data, new people, uid, known), ``asked`` the data."""

    submitted = Signal(object, object, object, object)
    asked = Signal(object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid, self._known = new_uid(), False
        self.side, self.party = SimpleChoice(required=True), PartyField()
        self.principal, self.name = MoneyField(required=True), NameField(most=200)
        self.rate, self.per = PercentField(), SimpleChoice(required=True)
        self.method, self.by = SimpleChoice(required=True), SimpleChoice(required=True)
        self.instalments, self.instalment = QuantityField(), MoneyField()
        self.every, self.unit = QuantityField(), SimpleChoice(required=True)
        self.agreed_on = ThaiDateField(required=True, today=today)
        self.first_due = ThaiDateField(required=True, today=today)
        self.contract, self.guarantors = NameField(most=200), NameField(most=500)
        self.security, self.code = NameField(most=500), NameField(most=40)
        self.note = NameField()
        self._fields = (
            *(self.side, self.party, self.principal, self.name, self.rate, self.per),
            *(self.method, self.by, self.instalments, self.instalment, self.every, self.unit),
            *(self.agreed_on, self.first_due, self.contract, self.guarantors),
            *(self.security, self.code, self.note),
        )
        self._form = FlowingForm(self._fields)
        self.told, self._told = Banner(), ""
        self.sheet = ReportSheet(with_head=False)
        self.sheet.setContentsMargins(0, 0, theme.BETWEEN, 0)
        self.add(self.told)
        self.add(self._form)
        self.fields.addStretch(1)
        self.body.addWidget(self.sheet, 1)
        self.clear_button.hide()
        self.summary = Label("", strong=True, private="figures")
        self.foot.insertWidget(1, self.summary)
        for field in self._fields[:14]:
            field.changed.connect(self._on_changed)
            field.committed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Change the loan") if self._known else _("New loan"))
        self.save_button.set_text(_("Save the loan"))
        self._offer(self.side, [Choice(each, _(SIDE_WORDS[each])) for each in LoanSide])
        self._offer(self.per, [Choice(each, _(words)) for each, words in PER_WORDS.items()])
        self._offer(self.method, [Choice(each, _(words)) for each, words in METHOD_WORDS.items()])
        self._offer(self.unit, [Choice(each, _(words)) for each, words in EVERY_WORDS.items()])
        self._offer(
            self.by,
            [Choice(BY_COUNT, _("A number of instalments")), Choice(BY_AMOUNT, _("An amount each time"))],
        )
        for money in (self.principal, self.instalment):
            money.set_unit(_("baht"))
        self.instalments.set_unit(_("times"))
        for day in (self.agreed_on, self.first_due):
            day.retranslate()
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """People to choose from."""
        self.party.set_people(lists.people)

    def show_loan(self, each: Loan | None, side: LoanSide = LoanSide.TAKEN) -> None:
        """A loan that is there, or an empty form."""
        self._uid, self._known = (each.uid, True) if each is not None else (new_uid(), False)
        self.set_busy(False)
        self.say("")
        self.told.show_text("")
        self.summary.setText("")
        self.sheet.hide()
        today = self._today()
        month = today.replace(year=today.year + today.month // 12, month=today.month % 12 + 1, day=1)
        data = each.data if each is not None else LoanData(side, None, 0, today, month)
        by = BY_COUNT if data.instalment is None else BY_AMOUNT
        values = (
            *(data.side, data.party_uid, data.principal or None, data.name or None),
            *(rate_bp(data.rate_ppm) if each is not None else None, data.rate_per, data.method, by),
            *(data.instalments * MILLI, data.instalment, data.every * MILLI, data.every_unit),
            *(data.agreed_on, data.first_due, data.contract or None, data.guarantors or None),
            *(data.security or None, data.code or None, data.note or None),
        )
        for field, value in zip(self._fields, values, strict=True):
            field.set_value(value)
        self.party.set_required(True)
        self.retranslate()
        self._ask()
        self.side.edit.setFocus()

    def show_preview(self, found: Preview) -> None:
        """What the contract comes to, or why it cannot be."""
        self.sheet.setVisible(found.cost is not None and self.width() >= theme.px(ROOM))
        self.summary.setText(summary_of(found))
        self._told = "" if found.error is None else error_text(found.error)
        if self._told:
            self.told.show_text(self._told, tone="bad")
            return
        report = preview_report(found)
        self.sheet.set_report(report)
        self.told.show_text(_(ABOVE_LEGAL) if found.is_dear else "", tone="warn")

    def show_error(self, error: SamutError) -> None:
        """What stands above the fields already is not said twice, but brought into sight."""
        if error_text(error) == self._told:
            self.set_busy(False)
            self.area.verticalScrollBar().setValue(0)
            return
        super().show_error(error)

    def data(self) -> LoanData | None:
        """What is typed, or None while it is not enough to count with."""
        principal, agreed, first = self.principal.number(), self.agreed_on.date(), self.first_due.date()
        keys = (self.side.key(), self.per.key(), self.method.key(), self.unit.key())
        if not principal or agreed is None or first is None or None in keys:
            return None
        by_amount = self.by.key() == BY_AMOUNT and self.method.key() != LoanMethod.INTEREST_ONLY
        amount = self.instalment.number()
        if by_amount and not amount:
            return None
        return LoanData(
            LoanSide(str(keys[0])),
            uid_of(self.party),
            principal,
            agreed,
            first,
            rate_of_bp(self.rate.number_or_zero()),
            RatePer(str(keys[1])),
            LoanMethod(str(keys[2])),
            self.instalments.number_or_zero() // MILLI,
            self.every.number_or_zero() // MILLI,
            Every(str(keys[3])),
            amount if by_amount else None,
            self.code.name(),
            self.name.name(),
            self.contract.name(),
            self.guarantors.name(),
            self.security.name(),
            self.note.name(),
        )

    def submit(self) -> None:
        """Check every field, then hand over the contract."""
        if self.busy:
            return
        self.say("")
        by_amount = self.by.key() == BY_AMOUNT
        self.instalment.set_required(by_amount)
        if [field for field in reversed(self._fields) if not field.isHidden() and not field.check()]:
            return
        data = self.data()
        if data is not None:
            self.set_busy(True)
            self.submitted.emit(data, new_in(self.party), self._uid, self._known)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The schedule needs room."""
        super().resizeEvent(event)
        if self.width() < theme.px(ROOM):
            self.sheet.hide()

    @staticmethod
    def _offer(field: SimpleChoice, choices: list[Choice]) -> None:
        chosen = field.key()
        field.set_choices(choices)
        field.set_value(chosen if chosen is not None else choices[0].key)

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show()
        self._ask()

    def _ask(self) -> None:
        data = self.data()
        if data is not None:
            self.asked.emit(data)

    def _show(self) -> None:
        texts = (
            *(_("Who lends"), _("With whom"), _("Amount"), _("What it is for")),
            *(_("Interest"), _("Interest is for"), _("How it is paid back"), _("Known is")),
            *(_("How many instalments"), _("Each time"), _("One every"), _("Days, weeks, months or years")),
            *(_("Day of the contract"), _("First instalment on"), _("Number of the contract")),
            *(_("Guarantors"), _("Security"), _("Code (empty: the next one)"), _("Note")),
        )
        only = self.method.key() == LoanMethod.INTEREST_ONLY
        by_amount = self.by.key() == BY_AMOUNT and not only
        self._form.set_texts(texts)
        seen = [True] * len(self._fields)
        seen[7], seen[8], seen[9] = not only, not by_amount, by_amount
        self._form.show_fields(seen)
