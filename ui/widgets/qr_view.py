"""A QR code painted by hand: whole device pixels to a module, always dark on white so that phones read it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4
SIDE = 320


def matrix_of(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a payload at level M, without the quiet zone."""
    import segno

    code = segno.make(payload, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in line) for line in code.matrix)


class QrView(QWidget):
    """At least 320 px square; empty without a payload."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._payload = ""
        self._matrix: tuple[tuple[bool, ...], ...] = ()
        self.setMinimumSize(SIDE, SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def payload(self) -> str:
        """What the code says."""
        return self._payload

    def show_payload(self, payload: str, words: str) -> None:
        """Show a code; ``words`` say it for the ear."""
        self.setAccessibleName(words)
        if payload != self._payload:
            self._payload = payload
            self._matrix = matrix_of(payload) if payload else ()
            self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White card, black modules on whole device pixels."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        side = min(self.width(), self.height())
        left, top = (self.width() - side) / 2, (self.height() - side) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(left, top, side, side), 8, 8)
        if not self._matrix:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.GlobalColor.black)
        count = len(self._matrix) + 2 * QUIET
        module = int(side * ratio / count) / ratio
        start_x = left + (side - module * count) / 2 + module * QUIET
        start_y = top + (side - module * count) / 2 + module * QUIET
        start_x, start_y = round(start_x * ratio) / ratio, round(start_y * ratio) / ratio
        for number, line in enumerate(self._matrix):
            run = 0
            for at, dark in enumerate((*line, False)):
                if dark:
                    run += 1
                elif run:
                    area = QRectF(
                        start_x + (at - run) * module, start_y + number * module, run * module, module
                    )
                    painter.drawRect(area)
                    run = 0
