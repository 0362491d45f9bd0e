"""The VAT that stands on a slip; shown only to a group that is registered on the slip's day."""

import datetime as dt

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domain.vat import Claim, InputVat
from app.i18n import _
from ui.widgets.arrange import Form
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, TypedField


class SlipVat(QWidget):
    """How much VAT is in the slip's sum, and what becomes of it; empty: none."""

    def __init__(self, day: ThaiDateField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = day
        self._from: dt.date | None = None
        self._received = False
        self.amount = MoneyField()
        self.claim = SimpleChoice(required=True)
        form = Form(2)
        self._labels = [form.add("", self.amount), form.add("", self.claim)]
        form.setColumnStretch(0, 1)
        form.setColumnStretch(1, 2)
        self.setLayout(form)
        form.setContentsMargins(0, 0, 0, 0)
        day.committed.connect(self._on_day_committed)
        self.amount.changed.connect(self._show_claim)
        self.retranslate()
        self.clear()

    def retranslate(self) -> None:
        """Set every text again."""
        for label, text, field in (
            (self._labels[0], _("VAT on the slip"), self.amount),
            (self._labels[1], _("What becomes of the VAT"), self.claim),
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self.amount.set_unit(_("baht"))
        self.amount.edit.setPlaceholderText(_("none"))
        chosen = self.claim.key()
        self.claim.set_choices(
            [
                Choice(Claim.YES.value, _("Set against the VAT on sales")),
                Choice(Claim.NO.value, _("Not claimed, part of the cost")),
                Choice(Claim.SHARE.value, _("For taxable and exempt goods alike, decided later")),
            ]
        )
        self.claim.set_value(chosen or Claim.YES.value)

    def set_registered_from(self, day: dt.date | None) -> None:
        """The group's first day as a registered seller, None while it is none."""
        self._from = day
        self.show_when_due()

    def set_received(self, received: bool) -> None:
        """Of money that comes in the tax is owed, so there is nothing to decide."""
        self._received = received
        self._show_claim()

    def fields(self) -> tuple[TypedField, ...]:
        """The way of the keys."""
        return (self.amount, self.claim)

    def clear(self) -> None:
        """No tax."""
        self.set_vat(None)

    def set_vat(self, vat: InputVat | None) -> None:
        """As another slip had it."""
        self.amount.set_value(vat.amount if vat else None)
        self.claim.set_value((vat.claim if vat else Claim.YES).value)
        self.show_when_due()

    def vat(self) -> InputVat | None:
        """What is typed; None while nothing is, or the group is not registered on that day."""
        amount = self.amount.number()
        if not amount or not self._is_due():
            return None
        return InputVat(amount, Claim.YES if self._received else Claim(str(self.claim.key())))

    def _is_due(self) -> bool:
        day = self._day.date()
        return self._from is not None and day is not None and self._from <= day

    @Slot()
    def show_when_due(self) -> None:
        """Come and go with the day of the slip."""
        self.setVisible(self._is_due())
        self._show_claim()

    @Slot(object)
    def _on_day_committed(self, _day: object) -> None:
        self.show_when_due()

    @Slot()
    def _show_claim(self) -> None:
        shown = not self._received and bool(self.amount.number())
        self.claim.setVisible(shown)
        self._labels[1].setVisible(shown)
