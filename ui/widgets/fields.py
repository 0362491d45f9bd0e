"""Fields for money, quantities, unit costs, percentages and names: what is typed is never lost.

A field reads Arabic and Thai digits, says in a sentence under itself what is wrong, keeps the typed text,
and gives raw ints (satang, thousandths, ten-thousandths of a satang, basis points), never C ints.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_
from app.thai import digits
from app.thai.digits import NumberMissingError
from app.thai.normalise import clean_name
from ui import formats, theme
from ui.messages_text import error_text
from ui.widgets.labels import Label


class MissingError(UserError):
    """A field that must be filled was left empty."""

    message = N_("Please fill this in.")


class Edit(QLineEdit):
    """A line edit that selects all when it is entered and may show a unit at its right end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entered_by_mouse = False
        self._unit = Label("", tone="soft", parent=self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._unit.hide()
        self._button: QWidget | None = None
        self._lead: QLabel | None = None

    def set_button(self, button: QWidget) -> None:
        """Put a button into the right end of the field."""
        button.setParent(self)
        button.setProperty("inside", True)
        self._button = button
        self._place_unit()

    def set_lead_icon(self, name: str) -> None:
        """Show an icon at the left end, to say what the field is for."""
        self._lead = QLabel(self)
        self._lead.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.set_icon(self._lead, name, "ink-soft")
        self._place_unit()

    def set_unit(self, unit: str) -> None:
        """Show a unit (บาท, กก.) behind the number."""
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._place_unit()

    def _place_unit(self) -> None:
        left = 0
        if self._lead is not None:
            left = self._lead.width() + 4
            self._lead.move(10, (self.height() - self._lead.height()) // 2)
        if self._button is not None:
            side = max(1, self.height() - 4)
            self._button.setFixedSize(side, side)
            self._button.move(self.width() - side - 2, 2)
            self.setTextMargins(left, 0, max(0, side - 8), 0)
        elif self._unit.isHidden():
            self.setTextMargins(left, 0, 0, 0)
        else:
            self._place_unit_label()

    def _place_unit_label(self) -> None:
        size = self._unit.sizeHint()
        self._unit.setGeometry(self.width() - size.width() - 12, 0, size.width(), self.height())
        self.setTextMargins(0, 0, size.width() + 8, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The unit stays at the right end."""
        super().resizeEvent(event)
        self._place_unit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing replaces what is there."""
        super().focusInEvent(event)
        self.selectAll()
        self._entered_by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click that enters the field must not undo the selection."""
        super().mouseReleaseEvent(event)
        if self._entered_by_mouse:
            self._entered_by_mouse = False
            if not self.hasSelectedText():
                self.selectAll()

    def sizeHint(self) -> QSize:
        """Wide enough for an amount with its unit."""
        hint = super().sizeHint()
        return QSize(theme.px(140), hint.height())

    def minimumSizeHint(self) -> QSize:
        """A short amount must always be seen."""
        return QSize(theme.px(72), super().minimumSizeHint().height())


def held_modifiers(event: QKeyEvent) -> bool:
    """Whether Ctrl, Alt, Shift or Meta is held (the keypad's own flag aside)."""
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


class TypedField(QWidget):
    """A line edit with a value behind its text; ``changed`` while typing, ``committed`` on Enter or leaving.

    Both give the value, or None while the field is empty or cannot be read.
    """

    changed = Signal(object)
    committed = Signal(object)

    def __init__(
        self,
        name: str = "",
        *,
        required: bool = False,
        unit: str = "",
        placeholder: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is the accessible name; ``Form.add`` sets it from the label above."""
        super().__init__(parent)
        self._required = required
        self._last_told: object = None
        self.edit = Edit()
        self.edit.setProperty("large", large)
        self.edit.setPlaceholderText(placeholder)
        self.edit.set_unit(unit)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._on_edit_text_edited)
        self.edit.editingFinished.connect(self._on_edit_finished)
        self.error_label = Label("", type="small", tone="clay", wrap=True)
        self.error_label.hide()
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit)
        layout.addWidget(self.error_label)
        if name:
            self.setAccessibleName(name)

    # ---- what a kind of field says for itself

    def _parse(self, _text: str) -> object:
        """The value of a text that is not empty; raises UserError."""
        raise TypeError("a field must know how to read its text")

    def _format(self, value: object) -> str:
        """A value as text."""
        return str(value)

    def _step(self, _steps: int) -> bool:
        """Move by the arrow keys; whether the field does so."""
        return False

    # ---- what pages use

    def setAccessibleName(self, name: str) -> None:
        """Name the field for the ear; the line edit carries it."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def value(self) -> object:
        """The value, or None while the field is empty or cannot be read."""
        try:
            return self._read()
        except UserError:
            return None

    def set_value(self, value: object) -> None:
        """Show a value without telling; None empties the field."""
        self.edit.setText("" if value is None else self._format(value))
        if not self.edit.hasFocus():
            self.edit.setCursorPosition(0)  # a long text shows its beginning
        self._last_told = value
        self.set_error("")

    def text(self) -> str:
        """What is typed, as typed."""
        return self.edit.text()

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.edit.text().strip()

    @property
    def is_required(self) -> bool:
        """Whether an empty field is refused by ``check``."""
        return self._required

    def set_required(self, required: bool) -> None:
        """Whether an empty field is refused by ``check``."""
        self._required = required

    def set_unit(self, unit: str) -> None:
        """Show another unit."""
        self.edit.set_unit(unit)

    def check(self) -> bool:
        """Whether the field holds a value (or may be empty); if not, says so and takes the cursor."""
        try:
            value = self._read()
            if value is None and self._required:
                raise MissingError
        except UserError as error:
            self.set_error(error_text(error))
            self.edit.setFocus()
            return False
        self.set_error("")
        return True

    def set_error(self, sentence: str) -> None:
        """Show a sentence under the field, or take it away."""
        theme.set_role(self.edit, wrong=bool(sentence))
        self.error_label.setText(sentence)
        self.error_label.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    def error(self) -> str:
        """The sentence under the field."""
        return self.error_label.raw() if not self.error_label.isHidden() else ""

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self.edit.setReadOnly(read_only)

    # ---- inside

    def _read(self) -> object:
        text = self.edit.text()
        return self._parse(text) if text.strip() else None

    @Slot(str)
    def _on_edit_text_edited(self, _text: str) -> None:
        value = self.value()
        if self.error() and (value is not None or self.is_empty()):
            self.set_error("")
        self._last_told = value
        self.changed.emit(value)

    @Slot()
    def _on_edit_finished(self) -> None:
        try:
            value = self._read()
        except UserError as error:
            self.set_error(error_text(error))
            return
        if value is not None and not self.edit.isReadOnly():
            self.edit.setText(self._format(value))
        if self.error() and (value is not None or not self._required):
            self.set_error("")
        self.committed.emit(value)

    def _set_by_key(self, value: object) -> None:
        self.edit.setText(self._format(value))
        self.edit.selectAll()
        self.set_error("")
        self._last_told = value
        self.changed.emit(value)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The arrow keys step where the field knows a step."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if steps is not None and not held_modifiers(event) and not self.edit.isReadOnly():
                return self._step(steps)
            return self._on_key(event)
        return False

    def _on_key(self, _event: QKeyEvent) -> bool:
        """A key that means more in this kind of field; whether it was used up."""
        return False


class NumberField(TypedField):
    """A field of one int; the base of the four kinds below."""

    _reader: Callable[..., int] = staticmethod(digits.parse_quantity)
    _writer: Callable[[int], str] = staticmethod(formats.quantity)
    _one_step = 0

    def __init__(
        self,
        name: str = "",
        *,
        required: bool = False,
        negative: bool = False,
        unit: str = "",
        placeholder: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name, required=required, unit=unit, placeholder=placeholder, large=large, parent=parent
        )
        self._negative = negative
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.edit.setMaxLength(80)

    def number(self) -> int | None:
        """The value as int, or None."""
        value = self.value()
        return value if isinstance(value, int) else None

    def number_or_zero(self) -> int:
        """The value as int; 0 while the field is empty or cannot be read."""
        return self.number() or 0

    def _parse(self, text: str) -> object:
        try:
            return self._reader(text, negative=self._negative)
        except NumberMissingError:
            return None

    def _format(self, value: object) -> str:
        return self._writer(value) if isinstance(value, int) else ""

    def _step(self, steps: int) -> bool:
        if not self._one_step:
            return False
        current = self.number_or_zero()
        moved = current + steps * self._one_step
        if moved >= 0 or self._negative:
            self._set_by_key(moved)
        return True


class MoneyField(NumberField):
    """Baht and satang; the value is satang."""

    _reader = staticmethod(digits.parse_amount)
    _writer = staticmethod(formats.money)


class QuantityField(NumberField):
    """A quantity; the value is thousandths. Up and Down add and take one unit."""

    _one_step = 1000


class UnitCostField(NumberField):
    """A price or cost of one unit; the value is ten-thousandths of a satang."""

    _reader = staticmethod(digits.parse_unit_cost)
    _writer = staticmethod(formats.unit_cost)


class PercentField(NumberField):
    """A percentage; the value is basis points."""

    _reader = staticmethod(digits.parse_percent)
    _writer = staticmethod(formats.percent)

    def __init__(
        self, name: str = "", *, required: bool = False, negative: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, required=required, negative=negative, unit="%", parent=parent)


class NameField(TypedField):
    """A name or a line of text: cleaned of invisible signs when it is left, otherwise as typed."""

    def __init__(
        self,
        name: str = "",
        *,
        required: bool = False,
        placeholder: str = "",
        most: int = 500,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, required=required, placeholder=placeholder, parent=parent)
        self.edit.setMaxLength(most)

    def name(self) -> str:
        """The cleaned text; empty if nothing is typed."""
        value = self.value()
        return value if isinstance(value, str) else ""

    def _parse(self, text: str) -> object:
        return clean_name(text) or None
