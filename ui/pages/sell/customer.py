"""Who buys, and the coupons she shows; asked below the cart before the total is said."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.thai.normalise import clean_name
from ui import formats, masking, theme
from ui.messages_text import error_text
from ui.pages.sell.chips import ButtonRow
from ui.widgets.basics import Button, IconButton, row
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import TypedField
from ui.widgets.labels import Label


class _CodeField(TypedField):
    """A coupon's code."""

    def _parse(self, text: str) -> object:
        return clean_name(text, 60)

    def _format(self, value: object) -> str:
        return str(value)


class CustomerPanel(QFrame):
    """The customer and her coupons; Escape or the button goes back to the totals."""

    chosen = Signal(object)
    """The uid of the customer, None for nobody."""
    coupon_typed = Signal(str)
    coupon_removed = Signal(str)
    debt_wanted = Signal(object)
    """The uid of a customer whose old bills are to be paid now."""
    receipt_wanted = Signal()
    """The paper receipt of the bill is to be typed."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: Sequence[str] = ()
        self._idle: Sequence[str] = ()
        self.title = Label("", strong=True, elide=True)
        self.receipt_button = IconButton("receipt-text", "", self._on_receipt_clicked, touch=True)
        self.receipt_button.hide()
        self.close_button = IconButton("x", "", self._on_close_clicked, touch=True)
        self.party = ChoiceField()
        self.party.committed.connect(self._on_party_committed)
        self.nobody = Button("", self._on_nobody_clicked, kind="quiet", touch=True)
        self._owed: dict[object, int] = {}
        self.debt_button = Button("", self._on_debt_clicked, icon="hand-coins", touch=True)
        self.debt_button.hide()
        self.code = _CodeField(large=True)
        # queued: the field tidies itself up after Enter, what is said about it comes after that
        self.code.edit.returnPressed.connect(self._on_code_entered, Qt.ConnectionType.QueuedConnection)
        self.add_button = Button("", self._on_code_entered, touch=True)
        self.codes = ButtonRow()
        self.idle = Label("", type="small", tone="turmeric", wrap=True)
        self.done_button = Button("", self._on_close_clicked, kind="primary", touch=True)
        head = row(self.title, self.receipt_button, self.close_button)
        head.setStretch(0, 1)
        who = row(self.party, self.nobody)
        who.setStretch(0, 1)
        coupon = row(self.code, self.add_button)
        coupon.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, 4, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addLayout(who)
        layout.addWidget(self.debt_button)
        layout.addLayout(coupon)
        layout.addWidget(self.codes)
        layout.addWidget(self.idle)
        layout.addWidget(self.done_button)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.title.setText(_("Customer and coupons"))
        self.close_button.set_name(_("Back to the total"))
        self.receipt_button.set_name(_("Paper receipt (Ctrl+P)"))
        self.party.edit.setPlaceholderText(_("Who buys? Members get the member price."))
        self.party.setAccessibleName(_("Customer"))
        self.nobody.set_text(_("Nobody"))
        self.code.edit.setPlaceholderText(_("Code of the coupon"))
        self.code.setAccessibleName(_("Code of the coupon"))
        self.add_button.set_text(_("Use it"))
        self.done_button.set_text(_("Back to the total"))
        self.show_codes(self._codes, self._idle)

    def set_parties(self, parties: Sequence[tuple[bytes, str, str, int]], chosen: bytes | None) -> None:
        """Who is in the book: (uid, name, code, what she owes in satang)."""
        self._owed = {uid: owes for uid, _name, _code, owes in parties}
        self.party.set_choices([Choice(uid, name, code) for uid, name, code, _owes in parties])
        self.party.set_value(chosen)
        self._show_debt()

    def _show_debt(self) -> None:
        """What she owes, with the way to where it is received."""
        owes = self._owed.get(self.party.key(), 0)
        words = _("Owes {amount} baht: receive it").format(amount=formats.money(owes))
        self.debt_button.set_text(masking.without_figures(words) if masking.is_on() else words)
        self.debt_button.setVisible(owes > 0)
        self._fit()

    def show_codes(self, codes: Sequence[str], idle: Sequence[str] = ()) -> None:
        """The coupons on the bill, each to be taken off again; ``idle`` ones do nothing on it yet."""
        self._codes, self._idle = codes, idle
        self.idle.setText(
            _("Takes nothing off this bill yet: {codes}. It is not used up.").format(codes=", ".join(idle))
        )
        self.idle.setVisible(bool(idle))
        buttons = []
        for code in codes:
            button = Button(code, self._on_code_clicked, icon="x", touch=True, tip=_("Take this coupon off"))
            button.setAccessibleName(f"{code}: {button.toolTip()}")
            button.setProperty("code", code)
            buttons.append(button)
        self.codes.set_buttons(buttons)
        self.codes.setVisible(bool(codes))
        self._fit()

    def _fit(self) -> None:
        """What is known of the customer goes before the large way back: the cross leads back as well."""
        self.done_button.setHidden(bool(self._codes) or not self.debt_button.isHidden())

    def begin(self, chosen: bytes | None, codes: Sequence[str], idle: Sequence[str] = ()) -> None:
        """Show it with the cursor where a code is typed."""
        self.party.set_value(chosen)
        self.show_codes(codes, idle)
        self.code.edit.clear()
        self.code.set_error("")
        self.show()
        self.code.edit.setFocus()

    def show_error(self, error: UserError) -> None:
        """Say what is wrong with the code; it stays."""
        self.code.set_error(error_text(error))
        self.code.edit.setFocus()
        self.code.edit.selectAll()

    def coupon_taken(self, codes: Sequence[str], idle: Sequence[str] = ()) -> None:
        """The code was good: room for the next."""
        self.code.edit.clear()
        self.code.set_error("")
        self.show_codes(codes, idle)

    @Slot(object)
    def _on_party_committed(self, key: object) -> None:
        self.chosen.emit(key if isinstance(key, bytes) else None)
        self._show_debt()

    @Slot()
    def _on_debt_clicked(self) -> None:
        self.debt_wanted.emit(self.party.key())

    @Slot()
    def _on_nobody_clicked(self) -> None:
        self.party.set_value(None)
        self.chosen.emit(None)
        self._show_debt()

    @Slot()
    def _on_code_entered(self) -> None:
        text = clean_name(self.code.text(), 60)
        if text:
            self.coupon_typed.emit(text)
        else:
            self.closed.emit()

    @Slot()
    def _on_code_clicked(self) -> None:
        self.coupon_removed.emit(str(self.sender().property("code")))

    @Slot()
    def _on_receipt_clicked(self) -> None:
        self.receipt_wanted.emit()

    @Slot()
    def _on_close_clicked(self) -> None:
        self.closed.emit()
