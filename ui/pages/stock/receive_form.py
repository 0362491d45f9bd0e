"""The form of goods that come in: from whom, when, what with which freight, and how it is paid."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.money import AmountTooLargeError
from app.domain.purchase import (
    LineAmountError,
    PaymentsDifferError,
    PurchaseDraft,
    Reckoning,
    Slip,
    reckon,
)
from app.errors import SamutError, UserError
from app.i18n import _
from app.queries.products import Product, product_by_uid
from app.services.sales import PartyNeededError
from app.thai.dates import today
from ui import formats
from ui.messages_text import error_text
from ui.pages.stock.pay_box import PayBox
from ui.pages.stock.receive_lines import ReceiveLine, ReceiveLines
from ui.pages.stock.work import Lists
from ui.runner import Runner
from ui.widgets.arrange import Form
from ui.widgets.basics import Banner
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.party_field import PartyField
from ui.widgets.slip_vat import SlipVat


class ReceiveForm(FormPage):
    """Fills in a ``PurchaseDraft``; ``submitted`` gives (draft, supplier, day)."""

    submitted = Signal(object, object, object)
    new_product_wanted = Signal()

    def __init__(
        self,
        runner: Runner,
        *,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._today = runner, today
        self._uid = new_uid()
        self._reckoning: Reckoning | None = None
        self.supplier = PartyField()
        self.day = ThaiDateField(required=True, today=today)
        self.slip_number = NameField(most=60)
        self.slip_date = ThaiDateField(today=today)
        self.no_goods = Banner(tone="info", on_action=self.new_product_wanted.emit)
        self.lines = ReceiveLines()
        self.lines.changed.connect(self._reckon)
        self.lines.packs_wanted.connect(self._on_packs_wanted)
        self.freight = MoneyField()
        self.freight.changed.connect(self._on_freight_changed)
        self.note = NameField()
        self.vat = SlipVat(self.day)
        self.vat.amount.changed.connect(self._on_freight_changed)
        self.pay = PayBox()
        self.pay.changed.connect(self._reckon)
        self.total = Label("", type="title", strong=True)
        self.paying = Label("", tone="soft")
        self.foot.insertWidget(2, self.paying)
        self.foot.insertWidget(3, self.total)
        self.head_form = Form(4)
        self._labels = [
            self.head_form.add("", self.supplier, span=2),
            self.head_form.add("", self.day),
            self.head_form.add("", self.slip_number),
        ]
        self.more = Form(4)
        self._labels += [
            self.more.add("", self.freight),
            self.more.add("", self.slip_date),
            self.more.add("", self.note, span=2),
        ]
        self.add(self.head_form)
        self.add(self.no_goods)
        self.add(self.lines)
        self.add(self.more)
        self.add(self.vat)
        self.add(self.pay)
        self.fields.addStretch(1)
        self.retranslate()
        self.clear_form()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Receive goods"))
        words = (
            _("Bought from"),
            _("Day"),
            _("Slip number"),
            _("Freight, shared over the goods"),
            _("Date on the slip"),
            _("Note"),
        )
        fields = (self.supplier, self.day, self.slip_number, self.freight, self.slip_date, self.note)
        for label, text, field in zip(self._labels, words, fields, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.freight.set_unit(_("baht"))
        self.day.retranslate()
        self.slip_date.retranslate()
        self.lines.retranslate()
        self.vat.retranslate()
        self.pay.retranslate()
        self.clear_button.set_text(_("Start empty"))
        self.save_button.set_text(_("Receive"))
        if not self.no_goods.isHidden():
            self._offer_product()
        self._reckon()

    def _offer_product(self) -> None:
        self.no_goods.show_text(
            _("There is nothing yet that could come in. Enter what you buy first."),
            action=_("New product"),
        )

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.supplier.set_people(lists.parties)
        self.lines.set_goods(lists.goods)
        self.pay.set_tenders(lists.tenders)
        self.vat.set_registered_from(lists.vat_from)
        if lists.goods:
            self.no_goods.hide()
        else:
            self._offer_product()

    def take(self, product_uid: bytes, pack: str = "") -> bool:
        """A product that came in, from its panel or a scanner."""
        return self.lines.take(product_uid, pack)

    def focus_first(self) -> None:
        """Where typing begins."""
        if self.supplier.is_empty():
            self.supplier.edit.setFocus()

    def clear_form(self) -> None:
        """An empty form, as a new document."""
        self._uid = new_uid()
        self.set_busy(False)
        self.say("")
        for field in (self.supplier, self.slip_number, self.slip_date, self.freight, self.note):
            field.set_value(None)
        self.day.set_value(self._today())
        self.vat.clear()
        self.lines.clear()
        self.pay.clear()
        self._reckon()
        self.supplier.edit.setFocus()

    def draft(self) -> PurchaseDraft:
        """What is typed; lines that are not whole are left out."""
        bare = PurchaseDraft(
            self._uid,
            self.lines.drafts(),
            self.freight.number_or_zero(),
            slip=Slip(self.slip_date.date(), self.slip_number.name()),
            note=self.note.name(),
            vat=self.vat.vat(),
        )
        try:
            total = reckon(bare).total
        except (UserError, AmountTooLargeError):
            return bare
        return PurchaseDraft(
            bare.uid,
            bare.lines,
            bare.freight,
            tenders=self.pay.tenders(total),
            slip=bare.slip,
            note=bare.note,
            vat=bare.vat,
        )

    @Slot()
    def _reckon(self) -> None:
        try:
            self._reckoning = reckon(self.draft())
        except UserError:
            self._reckoning = None
        found = self._reckoning
        self.lines.show_landed(found.each_e4 if found else ())
        self.pay.show_left(found.left if found else 0)
        amount = formats.money(found.total if found else 0)
        self.paying.setText(self.pay.words(found.left) if found else "")
        self.total.setText(_("Total {amount} baht").format(amount=amount))

    @Slot()
    def submit(self) -> None:
        """Check every field, then hand over the draft."""
        if self.busy:
            return
        self.say("")
        fields = (
            self.pay.paid,
            self.vat.amount,
            self.note,
            self.slip_date,
            self.freight,
            self.slip_number,
            self.day,
        )
        wrong = [field for field in fields if not field.check()]
        if not (self.lines.check() and self.supplier.check()) or wrong:
            return
        draft = self.draft()
        try:
            left = reckon(draft).left
            if left < 0:
                raise PaymentsDifferError
            if left > 0 and self.supplier.key() is None:
                raise PartyNeededError
        except UserError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self.submitted.emit(draft, self.supplier.key(), self.day.date())

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong where it is."""
        self.set_busy(False)
        if isinstance(error, PartyNeededError):
            self.supplier.set_error(_("Please say to whom it is owed."))
            self.supplier.edit.setFocus()
            self.area.ensureWidgetVisible(self.supplier)
        elif isinstance(error, PaymentsDifferError):
            self.pay.paid.set_error(error_text(error))
            self.pay.paid.edit.setFocus()
        elif isinstance(error, LineAmountError) and self.lines.lines:
            self.say(error_text(error))
            self.lines.lines[0].quantity.edit.setFocus()
        else:
            self.say(error_text(error))

    @Slot(object)
    def _on_freight_changed(self, _value: object) -> None:
        self._reckon()

    @Slot(object)
    def _on_packs_wanted(self, wanted: ReceiveLine) -> None:
        if wanted.row is not None:
            job = partial(product_by_uid, wanted.row.uid)
            self._runner.run(self, job, partial(self._on_product_read, wanted))

    def _on_product_read(self, wanted: ReceiveLine, product: Product | None) -> None:
        if product is None or wanted.row is None or wanted.row.uid != product.uid:
            return
        if wanted in self.lines.lines:
            wanted.set_packs(product.data.units)
            self._reckon()
