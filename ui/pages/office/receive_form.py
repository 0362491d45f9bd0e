"""The form of what an office pays of an invoice: how much, into which place of money, tax kept back."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.document import new_uid
from app.domain.office import ReceiptTyped, withheld_of
from app.i18n import _
from app.queries.catalogue import Account
from app.queries.offers import InvoiceRow
from app.thai.dates import today
from reports.common import in_language
from ui import formats
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label


class ReceiveForm(FormPage):
    """Fills in a ``ReceiptTyped``; ``submitted`` gives (typed, day). The uid stays until it is posted."""

    submitted = Signal(object, object)

    def __init__(self, *, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.uid = new_uid()
        self.invoice: InvoiceRow | None = None
        self.what_for = Label("", tone="soft", wrap=True, private="words")
        self.amount = MoneyField(required=True)
        self.account = SimpleChoice(required=True)
        self.day = ThaiDateField(required=True, today=today)
        self.note = NameField()
        self.withholds = QCheckBox()
        self.withholds.toggled.connect(self._on_withholds_toggled)
        self.withheld, self.certificate = MoneyField(), NameField(most=100)
        self.first = FlowingForm((self.amount, self.account, self.day, self.note))
        self.kept = FlowingForm((self.withheld, self.certificate))
        self.received = Label("", type="large", strong=True, private="figures")
        self.show_paper = QCheckBox()
        for part in (self.what_for, self.first, self.withholds, self.kept, self.show_paper):
            self.add(part)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.foot.insertWidget(2, self.received)
        self.amount.changed.connect(self._on_amount_changed)
        self.withheld.changed.connect(self._on_tax_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        number = self.invoice.number if self.invoice is not None else ""
        self.title.setText(_("Payment of {number}").format(number=number))
        self.first.set_texts((_("Paid of it"), _("Received in"), _("Date"), _("Note")))
        self.kept.set_texts((_("Tax kept back by the payer"), _("Number of the tax certificate")))
        self.withholds.setText(_("1 % tax was kept back"))
        self.show_paper.setText(_("Show the receipt to print"))
        for money in (self.amount, self.withheld):
            money.set_unit(_("baht"))
        self.day.retranslate()
        self.save_button.set_text(_("Receive payment"))
        if self.invoice is not None:
            self.what_for.setText(
                _("{name}: {amount} baht are still to be paid.").format(
                    name=self.invoice.party, amount=formats.money(self.invoice.left)
                )
            )
        self._show()

    def set_accounts(self, accounts: Sequence[Account]) -> None:
        """Where money lies."""
        chosen = self.account.key()
        self.account.set_choices(
            [Choice(each.code, in_language(each.name, each.name_en), note=each.holder) for each in accounts]
        )
        self.account.set_value(chosen if chosen is not None else accounts[0].code if accounts else None)

    def begin(self, invoice: InvoiceRow) -> None:
        """A form for all that is open of an invoice."""
        self.invoice, self.uid = invoice, new_uid()
        self.set_busy(False)
        self.say("")
        self.withholds.setChecked(False)
        for field in (self.withheld, self.certificate, self.note):
            field.set_value(None)
        self.day.set_value(self._today())
        self.amount.set_value(invoice.left)
        self.show_paper.setChecked(True)
        self.retranslate()
        self.amount.edit.setFocus()
        self.amount.edit.selectAll()

    def typed(self) -> ReceiptTyped:
        """What is typed."""
        kept = self.withholds.isChecked()
        return ReceiptTyped(
            self.amount.number_or_zero(),
            str(self.account.key() or ""),
            self.withheld.number_or_zero() if kept else 0,
            self.certificate.name() if kept else "",
            self.note.name(),
        )

    @Slot(bool)
    def _on_withholds_toggled(self, on: bool) -> None:
        if on:
            self.withheld.set_value(withheld_of(self.amount.number_or_zero()))
        self._show()

    @Slot(object)
    def _on_amount_changed(self, _value: object) -> None:
        if self.withholds.isChecked():
            self.withheld.set_value(withheld_of(self.amount.number_or_zero()))
        self._show()

    @Slot(object)
    def _on_tax_changed(self, _value: object) -> None:
        self._show()

    def _show(self) -> None:
        kept = self.withholds.isChecked()
        self.kept.show_fields((kept, kept))
        self.received.setText(
            _("Money received {amount} baht").format(amount=formats.money(self.typed().received))
        )

    def submit(self) -> None:
        """Check every field, then hand over what is typed."""
        if self.busy or self.invoice is None:
            return
        self.say("")
        fields = (self.certificate, self.withheld, self.note, self.day, self.account, self.amount)
        if [each for each in fields if not each.check()]:
            return
        self.set_busy(True)
        self.submitted.emit(self.typed(), self.day.date())
