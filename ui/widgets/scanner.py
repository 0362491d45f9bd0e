"""Hears a keyboard-type barcode scanner among the keys, whatever keyboard layout is on.

A scanner types a whole code faster than any hand and ends with Enter (or with nothing). Its keys are read
by their position, so that a Thai layout gives digits too; where the system does not tell the position, the
signs of the Kedmanee layout are turned back. In a text field the typed signs are taken out again when the
code is complete; elsewhere a first key waits a moment, so that a code never presses a page's keys.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.thai.scanner import char_for_scancode, decode_scan

GAP_MS = 45
"""Keys that come closer than this belong to one code."""
LEAST_WITH_ENTER = 3
LEAST_WITHOUT_ENTER = 6
MOST = 128


@dataclass(slots=True)
class _Burst:
    """The keys that came close together so far."""

    signs: str = ""
    typed: str = ""
    all_placed: bool = True
    last: int = 0
    target: QWidget | None = None
    before: tuple[str, int] | None = None
    held: list[QKeyEvent] = field(default_factory=list)

    def code(self) -> str:
        """What was scanned."""
        return self.signs if self.all_placed else decode_scan(self.typed)


class Scanner(QObject):
    """Listens to the keys inside one page; ``scanned`` gives the code, read by key position."""

    scanned = Signal(str)

    def __init__(self, page: QWidget, app: QApplication, *, platform: str = "") -> None:
        super().__init__(page)
        self._page = page
        self._platform = platform or QApplication.platformName()
        self._watched: QWidget | None = None
        self._burst = _Burst()
        self._replaying = False
        self._clock: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GAP_MS + 5)
        self._timer.timeout.connect(self._on_pause)
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, app.focusWidget())

    @Slot("QWidget*", "QWidget*")
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and self._watched is not new:
            if shiboken6.isValid(self._watched):
                self._watched.removeEventFilter(self)
            self._watched = None
        if (
            new is not None
            and (new is self._page or self._page.isAncestorOf(new))
            and new is not self._watched
        ):
            new.installEventFilter(self)
            self._watched = new

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Gather keys that come fast; let all others through."""
        if self._replaying or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._in_burst(event) and self._is_sign(event):
            event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        return self._on_key(watched, event)

    def _on_key(self, watched: QWidget, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            if self._in_burst(event) and len(self._burst.signs) >= LEAST_WITH_ENTER:
                self._complete()
                return True
            self._let_go()
            return False
        if key in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr):
            return False
        if not self._is_sign(event):
            self._let_go()
            return False
        if not self._in_burst(event) or watched is not self._burst.target or len(self._burst.signs) >= MOST:
            self._let_go()
            self._begin(watched)
        return self._gather(event)

    def _begin(self, watched: QWidget) -> None:
        before = None
        if isinstance(watched, QLineEdit):
            before = (watched.text(), watched.cursorPosition())
        self._burst = _Burst(target=watched, before=before)

    def _gather(self, event: QKeyEvent) -> bool:
        burst = self._burst
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        placed = char_for_scancode(event.nativeScanCode(), shift, self._platform)
        burst.all_placed = burst.all_placed and placed is not None
        burst.signs += placed or event.text()
        burst.typed += event.text()
        burst.last = self._time_of(event)
        self._timer.start()
        if _takes_text(burst.target):
            return False
        burst.held.append(event.clone())
        return True

    def _time_of(self, event: QKeyEvent) -> int:
        return event.timestamp() or self._clock()

    def _in_burst(self, event: QKeyEvent) -> bool:
        return bool(self._burst.signs) and 0 <= self._time_of(event) - self._burst.last <= GAP_MS

    @staticmethod
    def _is_sign(event: QKeyEvent) -> bool:
        text = event.text()
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
            | Qt.KeyboardModifier.AltModifier
            | Qt.KeyboardModifier.MetaModifier
        )
        return len(text) == 1 and text.isprintable() and text != " " and not held

    def _complete(self) -> None:
        self._timer.stop()
        burst, self._burst = self._burst, _Burst()
        if isinstance(burst.target, QLineEdit) and burst.before is not None:
            burst.target.setText(burst.before[0])
            burst.target.setCursorPosition(burst.before[1])
        self.scanned.emit(burst.code())

    @Slot()
    def _on_pause(self) -> None:
        if len(self._burst.signs) >= LEAST_WITHOUT_ENTER and _fast(self._burst):
            self._complete()
        else:
            self._let_go()

    def _let_go(self) -> None:
        """It was a hand after all: give the held keys to where they were meant."""
        self._timer.stop()
        burst, self._burst = self._burst, _Burst()
        if not burst.held or burst.target is None:
            return
        self._replaying = True
        try:
            for event in burst.held:
                QCoreApplication.sendEvent(burst.target, event)
        finally:
            self._replaying = False


def _fast(burst: _Burst) -> bool:
    """Without an Enter only digits are believed: words can be typed fast."""
    return burst.code().isdigit()


def _takes_text(widget: QWidget | None) -> bool:
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)
