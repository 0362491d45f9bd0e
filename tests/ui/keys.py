"""Real key events for tests; Thai text too (QTest.keyClicks aborts on it)."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

NONE = Qt.KeyboardModifier.NoModifier


def press(
    widget: QWidget,
    key: Qt.Key,
    text: str = "",
    *,
    modifiers: Qt.KeyboardModifier = NONE,
    scan_code: int = 0,
    at_ms: int = 0,
) -> None:
    """Press and release one key on a widget."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, int(key), modifiers, scan_code, 0, 0, text)
        event.setTimestamp(at_ms)
        QCoreApplication.sendEvent(widget, event)


def type_text(widget: QWidget, text: str) -> None:
    """Type a text sign by sign."""
    for sign in text:
        code = ord(sign.upper())
        press(widget, Qt.Key(code) if code < 0x7F else Qt.Key.Key_unknown, sign)


def front(qtbot: Any, widget: QWidget) -> None:
    """Show a widget's window and wait until it is the active one, so that focus is real."""
    window = widget.window()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
