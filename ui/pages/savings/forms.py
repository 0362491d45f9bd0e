"""The forms of the savings: an evening of all members, taking out, interest and its rate."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.document import new_uid
from app.domain.loan import rate_bp, rate_of_bp
from app.domain.purchase import Slip
from app.domain.savings import SavingsDraft, SavingsRate, WithdrawDraft, deposit_sum
from app.domain.slip_entry import PayDraft, PayKind
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.savings import Saver
from app.thai.dates import today
from reports.common import in_language
from ui import formats, theme
from ui.widgets.arrange import row
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField, PercentField
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


class EveningForm(FormPage):
    """Everybody's amount in one grid; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.people: Sequence[Saver] = ()
        self.amounts: list[MoneyField] = []
        self._lines: list[QWidget] = []
        self.day, self.account = ThaiDateField(required=True, today=today), SimpleChoice(required=True)
        self.slip, self.note = NameField(most=60), NameField()
        self._form = FlowingForm((self.day, self.account, self.slip, self.note), columns=4)
        self.each = MoneyField()
        self.fill_button = Button("", self._on_fill_clicked, icon="arrow-down")
        self.each_label = Label("", tone="soft")
        self.add(self._form)
        self.add(row(self.each_label, self.each, self.fill_button, -1))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.BETWEEN)
        self.grid.setVerticalSpacing(theme.INSIDE)
        self.grid.setColumnStretch(1, 4)
        self.grid.setColumnStretch(2, 2)
        self.grid.setColumnStretch(3, 2)
        self.titles = [Label("", type="small", tone="soft") for _each in range(4)]
        for at, title in enumerate(self.titles):
            self.grid.addWidget(title, 0, at)
        self.titles[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.add(self.grid)
        self.fields.addStretch(1)
        self.sum = Label("", strong=True, private="figures")
        self.foot.insertWidget(1, self.sum)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Savings of all members"))
        self.save_button.set_text(_("Save"))
        self.clear_button.set_text(_("Clear"))
        self._form.set_texts((_("Day"), _("Received in"), _("Slip number"), _("Note")))
        self.each_label.setText(_("The same for everybody"))
        self.each.setAccessibleName(_("The same for everybody"))
        self.each.set_unit(_("baht"))
        self.fill_button.set_text(_("Fill in"))
        for title, text in zip(self.titles, (_("No."), _("Name"), _("Saved"), _("Put in")), strict=True):
            title.setText(text)
        self.day.retranslate()
        self._show_sum()

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Places of money."""
        offer_accounts(self.account, accounts)

    def show_people(self, people: Sequence[Saver], only: Saver | None = None) -> None:
        """An empty grid of these people, or of one of them."""
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        self.people = people if only is None else (only,)
        for widget in self._lines:
            self.grid.removeWidget(widget)
            widget.deleteLater()
        self._lines, self.amounts = [], []
        for at, each in enumerate(self.people, 1):
            amount = MoneyField(each.name)
            amount.set_unit(_("baht"))
            amount.changed.connect(self._on_changed)
            amount.committed.connect(self._on_changed)
            amount.edit.returnPressed.connect(self._on_return)
            number = Label(each.number or str(at), tone="soft")
            balance = Label(formats.money(each.balance), tone="soft", private="figures")
            balance.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            cells = (number, Label(each.name, elide=True, private="words"), balance, amount)
            for column, cell in enumerate(cells):
                self.grid.addWidget(cell, at, column)
            self._lines += cells
            self.amounts.append(amount)
        for field in (self.each, self.slip, self.note):
            field.set_value(None)
        for widget in (self.each, self.each_label, self.fill_button):
            widget.setVisible(only is None)
        self.day.set_value(self._today())
        self._show_sum()
        if self.amounts:
            self.amounts[0].edit.setFocus()

    def clear_form(self) -> None:
        """Nothing typed, the same people."""
        for amount in self.amounts:
            amount.set_value(None)
        self._show_sum()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy:
            return
        self.say("")
        fields = (self.day, self.account, *self.amounts)
        if [field for field in reversed(fields) if not field.check()]:
            return
        rows = tuple(
            (each.uid, amount.number_or_zero())
            for each, amount in zip(self.people, self.amounts, strict=True)
        )
        total = deposit_sum(amount for _uid, amount in rows)
        pays = (PayDraft(PayKind.MONEY, total, str(self.account.key())),) if total else ()
        draft = SavingsDraft(self._uid, rows, pays, Slip(None, self.slip.name()), self.note.name())
        self.set_busy(True)
        self.submitted.emit(draft, self.day.date())

    @Slot()
    def _on_fill_clicked(self) -> None:
        amount = self.each.number()
        if amount is not None:
            for field in self.amounts:
                if field.is_empty():
                    field.set_value(amount)
            self._show_sum()

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self._show_sum()

    @Slot()
    def _on_return(self) -> None:
        at = next((at for at, field in enumerate(self.amounts) if field.edit.hasFocus()), None)
        if at is not None:
            after = self.amounts[at + 1].edit if at + 1 < len(self.amounts) else self.save_button
            after.setFocus()

    def _show_sum(self) -> None:
        total = deposit_sum(amount.number_or_zero() for amount in self.amounts)
        self.sum.setText(_("Together {amount} baht").format(amount=formats.money(total)))


class WithdrawForm(FormPage):
    """Fills in a ``WithdrawDraft``; ``submitted`` gives (draft, day)."""

    submitted = Signal(object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self.saver: Saver | None = None
        self.day, self.amount = ThaiDateField(required=True, today=today), MoneyField(required=True)
        self.account, self.slip = SimpleChoice(required=True), NameField(most=60)
        self.note = NameField()
        self._fields = (self.day, self.amount, self.account, self.slip, self.note)
        self._form = FlowingForm(self._fields)
        self.stands = Label("", tone="soft", wrap=True, private="figures")
        self.add(self.stands)
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        each = self.saver
        self.title.setText(_("{name} takes out").format(name=each.name if each else ""))
        self.save_button.set_text(_("Save"))
        self.amount.set_unit(_("baht"))
        self._form.set_texts((_("Day"), _("Amount"), _("Paid from"), _("Slip number"), _("Note")))
        self.stands.setText(
            _("Saved: {amount} baht").format(amount=formats.money(each.balance if each else 0))
        )
        self.day.retranslate()

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Places of money."""
        offer_accounts(self.account, accounts)

    def show_saver(self, each: Saver) -> None:
        """An empty form for somebody."""
        self.saver, self._uid = each, new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.amount, self.slip, self.note):
            field.set_value(None)
        self.day.set_value(self._today())
        self.retranslate()
        self.amount.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy or self.saver is None:
            return
        self.say("")
        if [field for field in reversed(self._fields) if not field.check()]:
            return
        amount = self.amount.number_or_zero()
        pays = (PayDraft(PayKind.MONEY, amount, str(self.account.key())),)
        slip = Slip(None, self.slip.name())
        self.set_busy(True)
        self.submitted.emit(
            WithdrawDraft(self._uid, self.saver.uid, amount, pays, slip, self.note.name()), self.day.date()
        )


class SavingsInterestForm(FormPage):
    """Interest up to a day, and its rate; ``credited`` gives the day, ``rated`` (day, ppm)."""

    credited = Signal(object)
    rated = Signal(object, object)
    asked = Signal(object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.from_day, self.rate = ThaiDateField(today=today), PercentField()
        self.rate_button = Button("", self._on_rate_clicked, icon="check")
        self.rates = Label("", tone="soft", wrap=True)
        self.until = ThaiDateField(required=True, today=today)
        self.found = Label("", wrap=True, private="figures")
        self._rate_form = FlowingForm((self.from_day, self.rate))
        self._form = FlowingForm((self.until,))
        self.add(self.rates)
        self.add(self._rate_form)
        self.add(row(self.rate_button, -1))
        self.add(self._form)
        self.add(self.found)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.until.changed.connect(self._on_changed)
        self.until.committed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Interest on savings"))
        self.save_button.set_text(_("Enter interest"))
        self.rate_button.set_text(_("Set the rate"))
        self._rate_form.set_texts((_("Holds from"), _("Interest of a year")))
        self._form.set_texts((_("Enter interest up to the end of"),))
        for day in (self.from_day, self.until):
            day.retranslate()

    def show_rates(self, rates: Sequence[SavingsRate]) -> None:
        """The rates there are, and today as the day."""
        self.set_busy(False)
        self.say("")
        self.set_rates(rates)
        self.from_day.set_value(self._today())
        self.rate.set_value(None)
        self.until.set_value(self._today())
        self._on_changed(None)
        (self.until if rates else self.rate).edit.setFocus()

    def set_rates(self, rates: Sequence[SavingsRate]) -> None:
        """The rates there are."""
        lines = [
            _("From {day}: {rate} % a year").format(
                day=formats.date(each.from_day), rate=formats.percent(rate_bp(each.rate_ppm))
            )
            for each in rates
        ]
        self.rates.setText("\n".join(lines) or _("No rate is set yet: savings bear no interest."))

    def show_found(self, rows: tuple[tuple[str, int], ...]) -> None:
        """Whose interest would be entered."""
        lines = [f"{name}: {formats.money(amount)}" for name, amount in rows]
        self.found.setText("\n".join(lines) or _("Up to this day there is no interest to enter."))

    def submit(self) -> None:
        """Hand on the day."""
        if not self.busy and self.until.check():
            self.set_busy(True)
            self.credited.emit(self.until.date())

    @Slot()
    def _on_rate_clicked(self) -> None:
        self.rate.set_required(True)
        self.from_day.set_required(True)
        if self.rate.check() and self.from_day.check():
            self.rated.emit(self.from_day.date(), rate_of_bp(self.rate.number_or_zero()))
        self.rate.set_required(False)
        self.from_day.set_required(False)

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        day = self.until.date()
        if day is not None:
            self.asked.emit(day)
