"""Cards of the tax page: registration, the month's VAT, a full invoice, products to decide."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot

from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.domain.tax_rule import BuyerData, tax_id_is_sound
from app.domain.vat import VatClass
from app.i18n import _
from app.queries.tax import Undecided
from app.queries.tax_documents import IssuedInvoice
from app.settings import BusinessSettings
from app.thai.dates import format_month
from reports.model import Kind, Report
from ui import theme
from ui.models.rows import Col, RowsModel
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Banner, Card, SegmentedControl
from ui.widgets.buttons import Button, IconButton
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.labels import Label
from ui.widgets.report_sheet import ReportSheet
from ui.widgets.tables import TableView

Today = Callable[[], dt.date]


class RegistrationCard(Card):
    """Since when the group is registered, its branch, and whether it is a juristic person."""

    changed = Signal(str, object)

    def __init__(self, session: Session, today: Today) -> None:
        super().__init__()
        self.day = ThaiDateField(today=today)
        self.branch = NameField(most=5)
        self.juristic = SegmentedControl([(False, ""), (True, "")])
        self.juristic_label = Label("", type="small", tone="soft")
        self.hint = Label("", type="small", tone="soft", wrap=True)
        form = Form(2)
        self.labels = [form.add("", self.day), form.add("", self.branch)]
        self.add(form)
        self.add(self.hint)
        self.add(self.juristic_label)
        self.add(row(self.juristic, -1))
        self.day.committed.connect(self._on_day)
        self.branch.committed.connect(self._on_branch)
        self.juristic.chosen.connect(self._on_juristic)
        may = session.may(Permission.EDIT_SETTINGS)
        for field in (self.day, self.branch):
            field.set_read_only(not may)
        self.juristic.setEnabled(may)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("VAT registration"))
        texts = (_("First day as a VAT-registered seller"), _("Branch number (empty: head office)"))
        for label, field, text in zip(self.labels, (self.day, self.branch), texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.day.retranslate()
        self.hint.setText(_("Empty while the group is not registered"))
        self.juristic_label.setText(_("Is the group a juristic person?"))
        self.juristic.setAccessibleName(_("Is the group a juristic person?"))
        self.juristic.set_choices(
            [(False, _("No, taxed on what it receives")), (True, _("Yes, taxed on what it earns"))]
        )

    def show_settings(self, settings: BusinessSettings) -> None:
        """Show what was read; a field that is being typed in stays."""
        if not self.day.edit.hasFocus():
            day = settings.vat_registered_from
            self.day.set_value(dt.date.fromisoformat(day) if day else None)
        if not self.branch.edit.hasFocus():
            self.branch.set_value(settings.vat_branch or None)
        self.juristic.set_key(settings.is_juristic)

    @Slot(object)
    def _on_day(self, day: object) -> None:
        if isinstance(day, dt.date):
            self.changed.emit("vat_registered_from", day.isoformat())
        elif self.day.is_empty():
            self.changed.emit("vat_registered_from", "")

    @Slot(object)
    def _on_branch(self, _value: object) -> None:
        self.changed.emit("vat_branch", self.branch.name())

    @Slot(object)
    def _on_juristic(self, key: object) -> None:
        self.changed.emit("is_juristic", bool(key))


class MonthCard(Card):
    """The VAT of one month, and the button that settles it."""

    stepped = Signal(int)
    settled = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.back = IconButton("chevron-left", "", self._on_back)
        self.forth = IconButton("chevron-right", "", self._on_forth)
        self.month = Label("", strong=True)
        self.sheet = ReportSheet(with_head=False)
        self.share = MoneyField()
        self.form = Form()
        self.share_label = self.form.add("", self.share)
        self.button = Button("", self._on_settle, kind="primary", icon="check")
        self.add(row(self.back, self.month, self.forth, -1))
        self.add(self.sheet)
        self.add(self.form)
        self.add(row(self.button, -1))
        self.button.setVisible(session.may(Permission.POST_JOURNAL))

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("VAT of the month"))
        self.back.set_name(_("Month before"))
        self.forth.set_name(_("Next month"))
        self.share_label.setText(_("Shared input VAT that is claimed"))
        self.share.setAccessibleName(_("Shared input VAT that is claimed"))
        self.share.set_unit(_("baht"))
        self.button.set_text(_("Settle the month"))

    def show_month(self, month: dt.date, report: Report | None, share: int) -> None:
        """Show a month; nothing while the group is not registered."""
        self.setVisible(report is not None)
        self.month.setText(format_month(month, long=True))
        if report is not None:
            self.sheet.set_report(report)
        self.share.setVisible(bool(share))
        self.share_label.setVisible(bool(share))
        if not self.share.edit.hasFocus():
            self.share.set_value(None)

    @Slot()
    def _on_back(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on_forth(self) -> None:
        self.stepped.emit(1)

    @Slot()
    def _on_settle(self) -> None:
        if self.share.check():
            self.settled.emit(self.share.number())


class InvoiceCard(Card):
    """A full tax invoice for a receipt: its number and the buyer."""

    wanted = Signal(str, object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._may = session.may(Permission.SELL)
        self.uid = new_uid()
        self.old: IssuedInvoice | None = None
        self.reason = ""
        self.number = NameField(required=True, most=40)
        self.name = NameField(required=True, most=200)
        self.tax_id = NameField(most=40)
        self.branch = NameField(most=5)
        self.address = NameField(required=True, most=500)
        self.fields = (self.number, self.name, self.tax_id, self.branch, self.address)
        form = Form(2)
        self.labels = [form.add("", field) for field in self.fields[:-1]]
        self.labels.append(form.add("", self.address, span=2))
        self.warning = Banner(tone="warn")
        self.instead = Banner()
        self.button = Button("", self.submit, kind="primary", icon="receipt-text")
        self.leave = Button("", self.clear, icon="x")
        self.add(self.instead)
        self.add(form)
        self.add(self.warning)
        self.add(row(self.button, self.leave, -1))
        self._show_instead()
        self.tax_id.committed.connect(self._on_tax_id)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Full tax invoice for a receipt"))
        texts = (
            _("Number of the receipt"),
            _("Buyer's name"),
            _("Buyer's tax id"),
            _("Buyer's branch (empty: head office)"),
            _("Buyer's address"),
        )
        for label, field, text in zip(self.labels, self.fields, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.leave.set_text(_("Leave it as it is"))
        self._show_instead()

    def begin_anew(self, old: IssuedInvoice, reason: str) -> None:
        """Fill the form with what a wrong invoice says; issuing it cancels that one."""
        self.clear()
        self.old, self.reason = old, reason
        values = (old.sale_number, old.buyer, old.buyer_tax_id, old.buyer_branch, old.buyer_address)
        for field, value in zip(self.fields, values, strict=True):
            field.set_value(value or None)
        self._show_instead()
        self.name.setFocus()

    def _show_instead(self) -> None:
        old = self.old
        self.number.set_read_only(old is not None)
        self.leave.setVisible(old is not None)
        words = _("Put right what is wrong. Issuing it cancels {number}: {reason}")
        said = words.format(number=old.number, reason=self.reason) if old is not None else ""
        self.instead.show_text(said)
        self.button.set_text(_("Issue the tax invoice") if old is None else _("Cancel the old one and issue"))

    def show_registered(self, registered: bool) -> None:
        """Only a registered group has such papers."""
        self.setVisible(registered and self._may)

    def clear(self) -> None:
        """An empty form, for another paper."""
        self.uid = new_uid()
        self.old, self.reason = None, ""
        for field in self.fields:
            field.set_value(None)
        self.warning.show_text("")
        self._show_instead()

    @Slot()
    def submit(self) -> None:
        """Check the fields, then ask for the paper."""
        if [field for field in reversed(self.fields) if not field.check()]:
            return
        buyer = BuyerData(self.name.name(), self.address.name(), self.tax_id.name(), self.branch.name())
        self.wanted.emit(self.number.name(), buyer, self.uid)

    @Slot(object)
    def _on_tax_id(self, _value: object) -> None:
        typed = self.tax_id.name().replace("-", "").replace(" ", "")
        words = _("This tax id does not look right: its check digit differs. You can go on.")
        self.warning.show_text(words if typed and not tax_id_is_sound(typed) else "")


class ProductsCard(Card):
    """Products without a class of tax; marked ones get theirs with one button."""

    decided = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.hint = Label("", tone="soft", wrap=True)
        self.model = RowsModel[Undecided](
            [
                Col(lambda: _("Code"), lambda each: each.code, weight=2),
                Col(lambda: _("Product"), lambda each: each.name, weight=6),
                Col(lambda: _("Sold this year"), lambda each: each.sold, Kind.MONEY, weight=3, unit="฿"),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.setMinimumHeight(theme.px(180))
        self.taxed = Button("", self._on_taxed, icon="check")
        self.free = Button("", self._on_free, icon="sprout")
        self.buttons = (self.taxed, self.free)
        self._may = session.may(Permission.EDIT_PRODUCTS)
        self.add(self.hint)
        self.add(self.table)
        self.add(row(self.taxed, self.free, -1))

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Products without a VAT class"))
        self.table.setAccessibleName(_("Products without a VAT class"))
        self.taxed.set_text(_("With VAT"))
        self.free.set_text(_("Free of VAT (fresh farm goods)"))
        self.model.retranslate()
        self._say()

    def show_products(self, found: tuple[Undecided, ...]) -> None:
        """Show what is left to decide."""
        self.model.set_rows(found)
        self.table.fit_columns()
        self.table.setVisible(bool(found))
        for button in self.buttons:
            button.setVisible(bool(found) and self._may)
        self._say()

    def _say(self) -> None:
        left = self.model.rowCount() > 0
        self.hint.setText(
            _("Choose products, then say which they are.") if left else _("Every product has its VAT class.")
        )

    @Slot()
    def _on_taxed(self) -> None:
        self._decide(VatClass.TAXABLE)

    @Slot()
    def _on_free(self) -> None:
        self._decide(VatClass.EXEMPT)

    def _decide(self, vat_class: VatClass) -> None:
        chosen = tuple(each.uid for each in self.table.chosen_rows())
        if chosen:
            self.decided.emit(chosen, vat_class)
