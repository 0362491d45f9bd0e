"""What the till asks in between, below the cart: a quantity, a price, a discount, a name."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.thai import digits
from app.thai.normalise import clean_name
from ui import theme
from ui.messages_text import error_text
from ui.pages.sell.chips import TouchChoice
from ui.pages.sell.keypad import Keypad
from ui.widgets.basics import Button, IconButton, row
from ui.widgets.fields import TypedField
from ui.widgets.labels import Label


class Kind(StrEnum):
    """What is asked."""

    QUANTITY = "quantity"
    PRICE = "price"
    LINE_DISCOUNT = "line_discount"
    BILL_DISCOUNT = "bill_discount"
    LABEL = "label"
    NAME = "name"
    """Of goods that are not in the book yet."""
    RECEIPT = "receipt"
    """Book and number of the paper receipt that was written."""


_WORDS = (Kind.LABEL, Kind.NAME, Kind.RECEIPT)


@dataclass(frozen=True, slots=True)
class Answer:
    """A quantity (thousandths), price (e4), amount (satang) or percentage (basis points); or a text."""

    number: int = 0
    percent_bp: int = 0
    text: str = ""


class _AnyField(TypedField):
    """A field whose reader changes with what is asked."""

    reader: Callable[[str], object] = staticmethod(clean_name)
    writer: Callable[[int], str] | None = None

    def _parse(self, text: str) -> object:
        return self.reader(text)

    def _format(self, value: object) -> str:
        return self.writer(value) if self.writer is not None and isinstance(value, int) else str(value)


def read_discount(text: str, *, percent: bool) -> Answer:
    """A typed discount: ``10%`` is always a percentage, ``10`` is what is switched on; raises UserError."""
    stripped = text.strip()
    if stripped.endswith("%") or percent:
        return Answer(percent_bp=digits.parse_percent(stripped))
    return Answer(number=digits.parse_amount(stripped))


class AskPanel(QFrame):
    """One question with one field; Enter answers, Escape leaves everything as it was."""

    answered = Signal(object)
    """An ``Answer``."""
    cancelled = Signal()
    scope_chosen = Signal(object)
    """Another ``Kind``: discount of the line or of the bill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Kind.QUANTITY
        self.title = Label("", strong=True, elide=True)
        self.close_button = IconButton("x", _("Back without a change"), self.cancel, touch=True)
        self.scope = TouchChoice()
        self.scope.chosen.connect(self.scope_chosen)
        self.unit = TouchChoice()
        self.unit.chosen.connect(self._on_unit_chosen)
        self.field = _AnyField(large=True)
        # queued: the field tidies itself up after Enter, what is said about it comes after that
        self.field.edit.returnPressed.connect(self.answer, Qt.ConnectionType.QueuedConnection)
        self.ok = Button("", self.answer, kind="primary", touch=True)
        self.ok.setProperty("large", True)
        self.keypad = Keypad(self.field.edit)
        head = row(self.title, self.close_button)
        head.setStretch(0, 1)
        entry = row(self.field, self.ok)
        entry.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, 4, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addLayout(row(self.scope, -1, self.unit))
        layout.addLayout(entry)
        layout.addWidget(self.keypad)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.ok.set_text(_("OK"))
        self.close_button.set_name(_("Back without a change"))
        self.scope.setAccessibleName(_("Discount of"))
        self.scope.set_choices(((Kind.LINE_DISCOUNT, _("This line")), (Kind.BILL_DISCOUNT, _("Whole bill"))))
        self.unit.setAccessibleName(_("Discount in"))
        self.unit.set_choices(((False, _("baht")), (True, "%")))

    def ask(
        self,
        kind: Kind,
        title: str,
        *,
        unit: str = "",
        text: str = "",
        percent: bool = False,
        has_line: bool = True,
    ) -> None:
        """Ask for something; ``text`` stands in the field, selected, so that typing replaces it."""
        self.kind = kind
        self.title.setText(title)
        discount = kind in (Kind.LINE_DISCOUNT, Kind.BILL_DISCOUNT)
        self.scope.setVisible(discount and has_line)
        self.unit.setVisible(discount)
        if discount:
            self.scope.set_key(kind)
            self.unit.set_key(percent)
        self.keypad.setVisible(kind not in _WORDS)
        names = {
            Kind.QUANTITY: _("Quantity"),
            Kind.PRICE: _("Price of one"),
            Kind.LINE_DISCOUNT: _("Discount"),
            Kind.BILL_DISCOUNT: _("Discount"),
            Kind.LABEL: _("Name of the held bill"),
            Kind.NAME: _("Name of the goods"),
            Kind.RECEIPT: _("Book and number of the receipt"),
        }
        self.field.setAccessibleName(names[kind])
        self.field.edit.setPlaceholderText(names[kind] if kind in _WORDS else "")
        self._read_as(kind)
        self.field.set_unit("" if discount else unit)
        self.field.set_error("")
        self.field.edit.setText(text)
        self.field.edit.setFocus()
        self.field.edit.selectAll()
        self.show()

    def show_error(self, error: UserError) -> None:
        """Say what is wrong under the field; what was typed stays."""
        self.field.set_error(error_text(error))
        self.field.edit.setFocus()

    @Slot()
    def answer(self) -> None:
        """Give what is typed, or say what is wrong with it."""
        text = self.field.text()
        try:
            answer = self._read(text)
        except UserError as error:
            self.show_error(error)
            return
        self.answered.emit(answer)

    @Slot()
    def cancel(self) -> None:
        """Leave everything as it was."""
        self.cancelled.emit()

    def _read(self, text: str) -> Answer:
        if self.kind is Kind.QUANTITY:
            return Answer(number=digits.parse_quantity(text))
        if self.kind is Kind.PRICE:
            return Answer(number=digits.parse_unit_cost(text))
        if self.kind in _WORDS:
            return Answer(text=clean_name(text))
        return read_discount(text or "0", percent=bool(self.unit.key()))

    def _read_as(self, kind: Kind) -> None:
        """Leaving the field must not rewrite a discount's % or a label."""
        self.field.reader = {
            Kind.QUANTITY: digits.parse_quantity,
            Kind.PRICE: digits.parse_unit_cost,
        }.get(kind, str)
        self.field.writer = {
            Kind.QUANTITY: digits.format_quantity,
            Kind.PRICE: digits.format_unit_cost,
        }.get(kind)

    @Slot(object)
    def _on_unit_chosen(self, _percent: object) -> None:
        self.field.edit.setFocus()
