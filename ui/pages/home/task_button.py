"""A thing to do on Home: its sentence leads to where it is done, cut for the eye where it is too long."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import plain_tip

LEAST = 120


class TaskButton(Button):
    """A link that never makes its page wider; the whole sentence is its tooltip and its accessible name."""

    def __init__(self, sentence: str, on_click: Callable[[], object], *, icon: str, is_late: bool) -> None:
        self._sentence = sentence
        super().__init__(sentence, on_click, kind="link", icon=icon)
        self._whole = self.text()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if is_late:
            theme.set_icon(self, icon, "turmeric")

    def sizeHint(self) -> QSize:
        """Room for the whole sentence."""
        hint = super().sizeHint()
        whole = getattr(self, "_whole", self.text())
        metrics = QFontMetrics(self.font())
        more = metrics.horizontalAdvance(whole) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + more, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Its beginning, at least."""
        return QSize(theme.px(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the sentence as there is room for."""
        super().resizeEvent(event)
        missing = self.sizeHint().width() - self.width()
        text = self._whole
        if missing > 0:
            metrics = QFontMetrics(self.font())
            room = metrics.horizontalAdvance(self._whole) - missing
            text = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if text != self.text():
            self.setText(text)
        self.setToolTip("" if text == self._whole else plain_tip(self._sentence))
