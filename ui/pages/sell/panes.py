"""How a payment is taken: cash with its change, a transfer with its reference."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.tendering import with_note
from app.errors import UserError
from app.i18n import _, pgettext
from app.services.sales import ReferenceNeededError
from ui import formats, theme
from ui.messages_text import error_text
from ui.pages.sell.items import TenderItem
from ui.pages.sell.keypad import Keypad
from ui.pages.sell.payment import Payment
from ui.widgets.basics import Button, column, row
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.labels import Label

NOTES = (2_000, 5_000, 10_000, 50_000, 100_000)
"""Notes with a button of their own, in satang."""

AFTER_EDITING = Qt.ConnectionType.QueuedConnection
"""A field tidies itself up after Enter; what is said about it must come after that."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A payment as the seller took it; ``amount`` is what was handed over, in satang."""

    tender: TenderItem
    amount: int
    reference: str = ""
    confirmed: bool = False


class Pane(QWidget):
    """A way to take a payment: ``open`` shows it, ``submit`` takes what is typed."""

    taken = Signal(object)
    """A ``Taken``."""
    short = Signal(object)
    """A ``Taken`` in cash that does not cover the bill: offer what can be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tender: TenderItem | None = None
        self.payment: Payment | None = None

    def open(self, tender: TenderItem, payment: Payment) -> None:
        """Begin with a way to pay and what is due."""
        self.tender, self.payment = tender, payment
        self.show_due()
        self.focus_first()

    @property
    def due(self) -> int:
        """What is still to pay, in satang."""
        return self.payment.due if self.payment is not None else 0

    def show_due(self) -> None:
        """Show what is due now."""

    def focus_first(self) -> None:
        """Put the keyboard where it is needed."""
        self.setFocus()

    def submit(self) -> None:
        """Take what is typed, or say what is missing."""

    def retranslate(self) -> None:
        """Set every text again."""

    def _take(self, amount: int, reference: str = "", *, confirmed: bool = False) -> None:
        if self.tender is not None:
            self.taken.emit(Taken(self.tender, amount, reference, confirmed))


class CashPane(Pane):
    """Digits or notes, the change large and live; Enter on the empty field is exact cash."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.received = MoneyField(large=True)
        self.received.changed.connect(self._on_received_changed)
        self.received.edit.returnPressed.connect(self.submit)
        self.exact = Button("", self._on_exact_clicked, touch=True)
        self.exact.setProperty("large", True)
        entry = row(self.received, self.exact)
        entry.setStretch(0, 1)
        self.words = Label("", type="small", tone="soft")
        self.notes: list[Button] = []
        notes = QHBoxLayout()
        notes.setSpacing(theme.INSIDE)
        for note in NOTES:
            button = Button(formats.money(note, whole=True), touch=True)
            button.setProperty("large", True)
            button.setProperty("note", note)
            button.setProperty("close", True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(theme.TOUCH)
            button.clicked.connect(self._on_note_clicked)
            self.notes.append(button)
            notes.addWidget(button)
        self.change_words = Label("", type="large", tone="soft")
        self.change = Label("", type="hero")
        self.primary = Button("", self.submit, kind="primary", touch=True)
        self.primary.setProperty("large", True)
        self.keypad = Keypad(self.received.edit)
        self.keypad.keep_narrow()
        left = column(self.words, entry, notes, theme.INSIDE, -1, self.change_words, self.change)
        _beside(self, left, self.keypad, self.primary)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.words.setText(_("Cash received"))
        self.received.setAccessibleName(_("Cash received"))
        self.exact.set_text(_("Exact"))
        self.primary.set_text(_("Take payment  Enter"))
        for button in self.notes:
            button.setAccessibleName(_("Note of {amount} baht").format(amount=button.text()))
        self._show_change(self.received.number())

    def open(self, tender: TenderItem, payment: Payment) -> None:
        """An empty field: nothing typed is exact cash."""
        self.received.set_value(None)
        super().open(tender, payment)

    def show_due(self) -> None:
        """The field shows in grey what exact cash would be."""
        self.received.edit.setPlaceholderText(formats.money(self.due))
        self._show_change(self.received.number())

    def focus_first(self) -> None:
        """Digits go into the field at once."""
        self.received.edit.setFocus()

    @Slot()
    def submit(self) -> None:
        """Take the cash; less than is due is offered to be split, put on account or held."""
        if self.received.is_empty():
            self._take(self.due)
            return
        if not self.received.check():
            return
        handed = self.received.number_or_zero()
        if self.payment is not None and self.payment.tendering.change_from(handed) < 0:
            if self.tender is not None:
                self.short.emit(Taken(self.tender, handed))
            return
        self._take(handed)

    @Slot()
    def _on_exact_clicked(self) -> None:
        self.received.set_value(None)
        self.submit()

    @Slot()
    def _on_note_clicked(self) -> None:
        note = int(self.sender().property("note"))
        try:
            handed = with_note(self.received.number_or_zero(), note)
        except UserError as error:
            self.received.set_error(error_text(error))
            return
        self.received.set_value(handed)
        self._show_change(handed)
        self.received.edit.setFocus()

    @Slot(object)
    def _on_received_changed(self, value: object) -> None:
        self._show_change(value if isinstance(value, int) else None)

    def _show_change(self, handed: int | None) -> None:
        change = 0
        if self.payment is not None and handed is not None:
            try:
                change = self.payment.tendering.change_from(handed)
            except UserError:
                change = 0
        missing = change < 0
        self.change_words.setText(_("Still missing") if missing else pgettext("money", "Change"))
        self.change.setText(formats.money(abs(change)))
        self.change.set_tone("turmeric" if missing else "leaf" if change else "")
        self.change.setAccessibleName(f"{self.change_words.raw()} {self.change.raw()}")


class TransferPane(Pane):
    """A transfer or another way to pay: the amount, and a reference where one is asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.later = Label("", tone="soft", wrap=True, private="words")
        self.amount_words = Label("", type="small", tone="soft")
        self.amount = MoneyField(large=True)
        self.reference_words = Label("", type="small", tone="soft")
        self.reference = NameField(most=80)
        self.amount.edit.returnPressed.connect(self._on_amount_return_pressed, AFTER_EDITING)
        self.reference.edit.returnPressed.connect(self.submit, AFTER_EDITING)
        self.primary = Button("", self.submit, kind="primary", touch=True)
        self.primary.setProperty("large", True)
        self.keypad = Keypad(self.amount.edit)
        self.keypad.keep_narrow()
        left = column(
            self.amount_words,
            self.amount,
            theme.INSIDE,
            self.reference_words,
            self.reference,
            theme.INSIDE,
            self.later,
            -1,
            spacing=4,
        )
        _beside(self, left, self.keypad, self.primary)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.amount_words.setText(_("Amount"))
        self.amount.setAccessibleName(_("Amount"))
        self.reference_words.setText(_("Reference, for example the last digits of the slip"))
        self.reference.setAccessibleName(_("Reference"))
        self.primary.set_text(_("Take payment  Enter"))
        self._show_later()

    def _show_later(self) -> None:
        """Who owes the money until it comes, so that the seller knows it is not in the drawer."""
        tender, payment = self.tender, self.payment
        words = "" if tender is None or payment is None else tender.comes_later(payment.on)
        self.later.setText(words)
        self.later.setVisible(bool(words))

    def open(self, tender: TenderItem, payment: Payment) -> None:
        """All that is due stands in the field."""
        self.reference.set_value(None)
        super().open(tender, payment)
        self._show_later()

    def show_due(self) -> None:
        """All that is due stands in the field."""
        self.amount.set_value(self.due)

    def focus_first(self) -> None:
        """The reference first where it is asked, the amount stands already."""
        asks = self.tender is not None and self.tender.asks_reference
        (self.reference if asks else self.amount).edit.setFocus()

    @Slot()
    def _on_amount_return_pressed(self) -> None:
        if self.tender is not None and self.tender.asks_reference and self.reference.is_empty():
            self.reference.edit.setFocus()
            return
        self.submit()

    @Slot()
    def submit(self) -> None:
        """Take the amount; a reference that is asked must be there."""
        if self.tender is None or not self.amount.check():
            return
        reference = self.reference.name()
        if self.tender.asks_reference and not reference:
            self.reference.set_error(error_text(ReferenceNeededError(tender=self.tender.words)))
            self.reference.edit.setFocus()
            return
        self._take(self.amount.number_or_zero(), reference)


def _beside(pane: QWidget, left: QVBoxLayout, keypad: Keypad, primary: Button) -> None:
    """Fields at the left, the keypad at the right, the main button below both, what is left below that."""
    layout = QVBoxLayout(pane)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.BETWEEN)
    upper = QHBoxLayout()
    upper.setSpacing(theme.BETWEEN)
    upper.addLayout(left, 1)
    upper.addWidget(keypad)
    layout.addLayout(upper, 1)
    layout.addWidget(primary)
    layout.addStretch(1)
