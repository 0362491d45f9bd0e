"""Goods come back: how much of each line, sellable or spoiled, and how the money goes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.document import new_uid
from app.domain.sale import SoldLine, price_return
from app.domain.sale_draft import (
    Condition,
    EmptyReturnError,
    SaleReturnDraft,
    SaleReturnLineDraft,
    TenderDraft,
)
from app.errors import UserError
from app.i18n import _
from app.queries.sales import SaleLineRow
from ui import formats, theme
from ui.messages_text import error_text
from ui.pages.sell.bills import Returnable
from ui.pages.sell.chips import TouchChoice
from ui.pages.sell.exchange import Exchange
from ui.pages.sell.items import TenderItem
from ui.widgets.basics import Banner, Button, IconButton, line, row, scrolled
from ui.widgets.fields import NameField, QuantityField
from ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the receipt with what can still come back of it."""

    sold: SoldLine
    row: SaleLineRow

    @property
    def left_milli(self) -> int:
        """Thousandths that have not come back yet."""
        return self.sold.amounts.quantity_milli - self.sold.returned_milli


class ReturnLine(QFrame):
    """One line: its name, how much comes back, and in which state."""

    changed = Signal()

    def __init__(self, each: _Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = each
        self.name = Label(each.row.description, wrap=True)
        left = formats.quantity(each.left_milli)
        self.left = Label(
            _("{count} {unit} can come back").format(count=left, unit=each.row.unit),
            type="small",
            tone="soft",
        )
        self.less = IconButton("minus", _("One less"), self._on_less_clicked, touch=True)
        self.more = IconButton("plus", _("One more"), self._on_more_clicked, touch=True)
        for button in (self.less, self.more):
            theme.set_role(button, kind="")
        self.quantity = QuantityField(_("How much of {name} comes back").format(name=each.row.description))
        self.quantity.setFixedWidth(theme.px(76))
        self.quantity.set_value(0)
        self.quantity.changed.connect(self._on_changed)
        self.whole = Button(_("All"), self._on_whole_clicked, touch=True)
        self.condition = TouchChoice(
            ((Condition.SELLABLE, _("Sellable")), (Condition.SPOILED, _("Spoiled"))),
            name=_("State of {name}").format(name=each.row.description),
        )
        self.condition.chosen.connect(self._on_changed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.INSIDE, 0, 0)
        grid.setHorizontalSpacing(theme.INSIDE)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(self.left, 1, 0)
        controls = row(
            self.less, self.quantity, self.more, self.whole, theme.INSIDE, self.condition, -1, spacing=4
        )
        grid.addLayout(controls, 2, 0, 1, 2)
        grid.addWidget(line(), 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        for widget in (self.less, self.more, self.quantity, self.whole, self.condition):
            widget.setEnabled(each.left_milli > 0)
        if each.left_milli <= 0:
            self.left.setText(_("Everything of this came back already"))

    def draft(self) -> SaleReturnLineDraft | None:
        """What comes back of it; None for nothing."""
        quantity = self.quantity.number_or_zero()
        if not quantity:
            return None
        condition = self.condition.key()
        return SaleReturnLineDraft(
            self.line.row.line_no,
            quantity,
            condition if isinstance(condition, Condition) else Condition.SELLABLE,
        )

    def set_whole(self) -> None:
        """All that can come back."""
        self.quantity.set_value(max(0, self.line.left_milli))
        self.changed.emit()

    @Slot()
    def _on_whole_clicked(self) -> None:
        self.set_whole()

    @Slot()
    def _on_less_clicked(self) -> None:
        self.quantity.set_value(max(0, self.quantity.number_or_zero() - 1000))
        self.changed.emit()

    @Slot()
    def _on_more_clicked(self) -> None:
        self.quantity.set_value(min(self.line.left_milli, self.quantity.number_or_zero() + 1000))
        self.changed.emit()

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self.changed.emit()


class ReturnView(QWidget):
    """Stands in place of the grid; the receipt stays at the right."""

    submitted = Signal(object)
    """A ``SaleReturnDraft``."""
    exchanged = Signal(object)
    """An ``Exchange``: what comes back is set against goods that are sold now."""
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._returnable: Returnable | None = None
        self._uid = b""
        self._tenders: Sequence[TenderItem] = ()
        self.lines: list[ReturnLine] = []
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked, touch=True)
        self.title = Label("", type="title", elide=True)
        self.all_button = Button("", self._on_all_clicked, touch=True)
        head = QHBoxLayout()
        head.addWidget(self.back_button)
        head.addWidget(self.title, 1)
        head.addWidget(self.all_button)
        self.error = Banner(tone="bad")
        self._ground = QWidget()
        self._column = QVBoxLayout(self._ground)
        self._column.setSpacing(0)
        self.reason_words = Label("", type="small", tone="soft")
        self.reason = NameField(most=200)
        self.tender_words = Label("", type="small", tone="soft")
        self.tender = TouchChoice()
        self.total_words = Label("", type="large", strong=True)
        self.total = Label("0.00", type="figure")
        self.primary = Button("", self.submit, kind="primary", touch=True)
        self.primary.setProperty("large", True)
        foot = QGridLayout()
        foot.setHorizontalSpacing(theme.BETWEEN)
        foot.setVerticalSpacing(4)
        foot.addWidget(self.reason_words, 0, 0)
        foot.addWidget(self.reason, 1, 0)
        foot.addWidget(self.tender_words, 0, 1)
        foot.addWidget(self.tender, 1, 1, Qt.AlignmentFlag.AlignTop)
        foot.addLayout(row(self.total_words, -1, self.total), 2, 0)
        self.exchange_button = Button("", self.exchange, icon="repeat", touch=True)
        buttons = row(self.exchange_button, self.primary)
        buttons.setStretch(1, 1)
        foot.addLayout(buttons, 2, 1)
        foot.setColumnStretch(0, 1)
        foot.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.error)
        layout.addWidget(scrolled(self._ground, margins=0), 1)
        layout.addWidget(line())
        layout.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back to the receipts (Esc)"))
        self.all_button.set_text(_("Everything back"))
        self.reason_words.setText(_("Why (may stay empty)"))
        self.reason.setAccessibleName(_("Why (may stay empty)"))
        self.tender_words.setText(_("Money goes back by"))
        self.tender.setAccessibleName(_("Money goes back by"))
        self.total_words.setText(_("To give back"))
        self.primary.set_text(_("Take back and refund"))
        self.exchange_button.set_text(_("Exchange"))
        self.exchange_button.setToolTip(_("Other goods are sold for it; only the difference is paid"))
        self._set_tender_words()

    def set_tenders(self, tenders: Sequence[TenderItem]) -> None:
        """The ways to pay of the book."""
        self._tenders = tenders
        self._set_tender_words()

    def _set_tender_words(self) -> None:
        party = self._returnable is not None and self._returnable.bill.document.party_uid is not None
        shown = [each for each in self._tenders if each.kind != "account" or party]
        with QSignalBlocker(self.tender):
            self.tender.set_choices([(each.uid, each.words) for each in shown])

    def open(self, found: Returnable) -> None:
        """Begin with nothing coming back; the uid made now makes a second press find the first return."""
        self._returnable, self._uid = found, new_uid()
        self.error.show_text("")
        self.reason.set_value(None)
        self.title.setText(_("Return of {number}").format(number=found.bill.document.number))
        for each in self.lines:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        while self._column.takeAt(0) is not None:
            pass
        rows = {each.line_no: each for each in found.bill.sale.lines}
        self.lines = [ReturnLine(_Line(sold, rows[sold.line_no])) for sold in found.sold.lines]
        for each in self.lines:
            each.changed.connect(self._show_total)
            self._column.addWidget(each)
        self._column.addStretch(1)
        self._set_tender_words()
        payments = found.bill.sale.payments
        kinds = [payment.kind for payment in payments]
        wanted = "account" if "account" in kinds else "cash"
        choice = next((each for each in self._tenders if each.kind == wanted), None)
        if choice is not None:
            self.tender.set_key(choice.uid)
        self._show_total()
        self.focus_first()

    def focus_first(self) -> None:
        """The first quantity that can come back."""
        for each in self.lines:
            if each.line.left_milli > 0:
                each.quantity.edit.setFocus()
                return
        self.back_button.setFocus()

    def draft(self) -> SaleReturnDraft | None:
        """What is typed, priced and with its refund; None while nothing comes back.

        Raises what ``price_return`` raises.
        """
        found = self._returnable
        lines = tuple(made for each in self.lines if (made := each.draft()) is not None)
        if found is None or not lines:
            return None
        draft = SaleReturnDraft(self._uid, found.bill.document.uid, lines, (), self.reason.name())
        refund = -price_return(draft, found.sold).total
        tender = self.tender.key()
        tenders = (TenderDraft(tender, refund),) if isinstance(tender, bytes) and refund else ()
        return SaleReturnDraft(draft.uid, draft.sale_uid, lines, tenders, draft.reason)

    @Slot()
    def _show_total(self) -> None:
        refund, ready = 0, False
        try:
            draft = self.draft()
            if draft is not None:
                refund, ready = sum(each.amount for each in draft.tenders), True
            self.error.show_text("")
        except UserError as error:
            self.error.show_text(error_text(error))
        self.total.setText(formats.money(refund))
        self.total.setAccessibleName(f"{self.total_words.raw()} {self.total.raw()}")
        self.primary.setEnabled(ready)
        self.exchange_button.setEnabled(ready)

    @Slot()
    def submit(self) -> None:
        """Take the goods back."""
        draft = self._checked()
        if draft is not None:
            self.submitted.emit(draft)

    @Slot()
    def exchange(self) -> None:
        """Go on with the goods that are taken for them."""
        draft, tender = self._checked(), self.tender.key()
        if draft is not None and self._returnable is not None and isinstance(tender, bytes):
            refund = sum(each.amount for each in draft.tenders)
            number = self._returnable.bill.document.number
            self.exchanged.emit(Exchange(replace(draft, tenders=()), tender, refund, number))

    def _checked(self) -> SaleReturnDraft | None:
        if not all(each.quantity.check() for each in self.lines):
            return None
        try:
            draft = self.draft()
            if draft is None:
                raise EmptyReturnError
        except UserError as error:
            self.show_error(error)
            return None
        return draft

    def show_error(self, error: UserError) -> None:
        """One sentence above; nothing typed is lost."""
        self.error.show_text(error_text(error))

    @Slot()
    def _on_all_clicked(self) -> None:
        for each in self.lines:
            each.set_whole()
        self.primary.setFocus()

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()
