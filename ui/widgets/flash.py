"""A frame of colour around a page for a moment, for who looks at the goods and not at the words."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme

SHOWN_MS = 180
THICK = 10


class Flash(QWidget):
    """Lies over its parent and lets every click through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._token = "leaf"
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.hide()

    @property
    def token(self) -> str:
        """The colour that was shown last."""
        return self._token

    def flash(self, token: str) -> None:
        """Show the frame in a colour."""
        holder = self.parentWidget()
        if holder is None:
            return
        self._token = token
        self.setGeometry(holder.rect())
        self.show()
        self.raise_()
        self.update()
        self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A frame and nothing inside it."""
        painter = QPainter(self)
        painter.setPen(QPen(theme.color(self._token), THICK))
        half = THICK // 2
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))
        painter.end()
