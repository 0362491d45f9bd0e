"""The forms of a certificate and of the yearly renewal."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.certificate import (
    CERTIFICATE_WORDS,
    USUAL_NOTICE,
    CertificateData,
    CertificateKind,
    Renewal,
)
from app.domain.document import new_uid
from app.i18n import _
from app.queries.certificates import Certificate
from app.queries.products import ProductRow
from app.thai.dates import buddhist_year, today
from ui import theme
from ui.widgets.arrange import row
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, QuantityField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Today = Callable[[], dt.date]
WHOLE = 1000


class CertificateForm(FormPage):
    """Fills in a ``CertificateData``; ``submitted`` gives (data, uid, whether it is known)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid, self._known = new_uid(), False
        self._products: list[tuple[bytes, str]] = []
        self.kind = SimpleChoice(required=True)
        self.name, self.number = NameField(most=200), NameField(most=100)
        self.issuer, self.note = NameField(most=200), NameField(most=2000)
        self.issued, self.expires = ThaiDateField(today=today), ThaiDateField(today=today)
        self.remind = QuantityField(required=True)
        self.product = ChoiceField()
        self._fields = (
            *(self.kind, self.name, self.number, self.issuer, self.issued, self.expires),
            *(self.remind, self.product, self.note),
        )
        self._form = FlowingForm(self._fields)
        self.chosen = Label("", wrap=True)
        self.none_button = Button("", self._on_none_clicked, kind="link")
        self.add(self._form)
        self.add(row(self.chosen, self.none_button, -1, spacing=theme.BETWEEN))
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.product.committed.connect(self._on_product_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Change the certificate") if self._known else _("New certificate"))
        self.save_button.set_text(_("Save the certificate"))
        self.none_button.set_text(_("For the whole group"))
        chosen = self.kind.key()
        self.kind.set_choices([Choice(each, _(words)) for each, words in CERTIFICATE_WORDS.items()])
        self.kind.set_value(chosen or CertificateKind.FOOD)
        self.remind.set_unit(_("days"))
        for day in (self.issued, self.expires):
            day.retranslate()
        self._form.set_texts(
            (
                _("Kind"),
                _("Name of the certificate"),
                _("Number"),
                _("Issued by"),
                _("Issued on"),
                _("Runs out on"),
                _("Remind so many days before"),
                _("Add a product that it is for"),
                _("Note"),
            )
        )
        self._show()

    def set_products(self, products: Sequence[ProductRow]) -> None:
        """What it may be for."""
        self.product.set_choices([Choice(each.uid, each.name, also=each.code) for each in products])

    def show_certificate(self, each: Certificate | None) -> None:
        """A certificate that is there, or an empty form."""
        self._uid, self._known = (each.uid, True) if each is not None else (new_uid(), False)
        self.set_busy(False)
        self.say("")
        for field in self._fields:
            field.set_value(None)
        self.kind.set_value(each.kind if each is not None else CertificateKind.FOOD)
        self.remind.set_value((each.remind_days if each is not None else USUAL_NOTICE) * WHOLE)
        self._products = list(each.products) if each is not None else []
        if each is not None:
            self.issued.set_value(each.issued_on)
            self.expires.set_value(each.expires_on)
            for field, text in (
                (self.name, each.name),
                (self.number, each.number),
                (self.issuer, each.issuer),
                (self.note, " ".join(each.note.split())),
            ):
                field.set_value(text or None)
        self.retranslate()
        self.name.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the certificate."""
        kind = self.kind.key()
        if self.busy or [field for field in reversed(self._fields) if not field.check()]:
            return
        assert isinstance(kind, CertificateKind)
        self.say("")
        issued, expires = self.issued.value(), self.expires.value()
        data = CertificateData(
            kind,
            self.name.name(),
            self.number.name(),
            self.issuer.name(),
            issued if isinstance(issued, dt.date) else None,
            expires if isinstance(expires, dt.date) else None,
            self.remind.number_or_zero() // WHOLE,
            tuple(uid for uid, _name in self._products),
            self.note.name(),
        )
        self.set_busy(True)
        self.submitted.emit(data, self._uid, self._known)

    @Slot(object)
    def _on_product_chosen(self, key: object) -> None:
        if isinstance(key, bytes) and key not in dict(self._products):
            self._products.append((key, self.product.edit.text()))
        if key is not None:
            self.product.set_value(None)
        self._show()

    @Slot()
    def _on_none_clicked(self) -> None:
        self._products = []
        self._show()

    def _show(self) -> None:
        names = ", ".join(name for _uid, name in self._products) or _("the whole group")
        self.chosen.setText(_("For: {goods}").format(goods=names))
        self.none_button.setVisible(bool(self._products))


class RenewalForm(FormPage):
    """Marks a year as renewed; ``submitted`` gives (year, day, receipt, note)."""

    submitted = Signal(object, object, object, object)

    def __init__(self, today: Today = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._year = today().year
        self.day = ThaiDateField(required=True, today=today)
        self.receipt, self.note = NameField(most=100), NameField(most=500)
        self._fields = (self.day, self.receipt, self.note)
        self._form = FlowingForm(self._fields)
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self._form)
        self.add(self.hint)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        year = buddhist_year(dt.date(self._year, 1, 1))
        self.title.setText(_("The registration for {year} is renewed").format(year=year))
        self.save_button.set_text(_("Mark as renewed"))
        self.day.retranslate()
        self._form.set_texts((_("Renewed on"), _("Number of the receipt"), _("Note")))
        self.hint.setText(
            _("Renewals are from 1 to 30 January. After two years without one a group is struck off.")
        )

    def show_renewal(self, state: Renewal) -> None:
        """An empty form for the year that is to be renewed."""
        self._year = state.year
        self.set_busy(False)
        self.say("")
        for field in self._fields:
            field.set_value(None)
        self.day.set_value(self._today())
        self.retranslate()
        self.day.edit.setFocus()

    def submit(self) -> None:
        """Check the day, then hand it over."""
        day = self.day.value()
        if self.busy or [field for field in reversed(self._fields) if not field.check()]:
            return
        self.say("")
        self.set_busy(True)
        self.submitted.emit(self._year, day, self.receipt.name(), self.note.name())
