"""What Enter means in the forms of trades: the next field, or done where one answer is enough."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_KEYS = Qt.KeyboardModifier
HELD = _KEYS.ControlModifier | _KEYS.ShiftModifier | _KEYS.AltModifier


def is_enter(event: QKeyEvent) -> bool:
    """Whether Enter was pressed alone."""
    alone = not bool(event.modifiers() & HELD)
    return alone and Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
