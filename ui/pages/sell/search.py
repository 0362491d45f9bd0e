"""The till's search box: Enter adds, and with nothing typed the keys of the cart work from here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.widgets.choosing import SearchField
from ui.widgets.fields import held_modifiers


class TillSearch(SearchField):
    """Keeps the keyboard while selling, so that a name, a code or a scan can always begin."""

    entered = Signal()
    """Enter: add what is typed, or pay."""
    cart_key = Signal(object)
    """A ``Qt.Key`` meant for the cart because nothing is typed: Up, Down, Del, +, −."""

    _CART_KEYS = (
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Minus,
    )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the keys of the cart are told, all else is typed."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # the page takes it: a QR payment has come
            elif not event.isAutoRepeat():
                self.search_now()
                self.entered.emit()
            return
        if not self.text() and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if key in (Qt.Key.Key_Z, Qt.Key.Key_R, Qt.Key.Key_D, Qt.Key.Key_Delete):
                event.ignore()  # nothing of this field to undo or delete: the page takes it
                return
        typed = key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus)
        if not self.text() and key in self._CART_KEYS and (typed or not held_modifiers(event)):
            self.cart_key.emit(key)
            return
        super().keyPressEvent(event)
