"""A row of category chips that scrolls sideways by wheel, by finger and by the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from ui import theme
from ui.widgets.basics import Button


class ChipRow(QScrollArea):
    """One chip is on; ``chosen`` gives its key."""

    chosen = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        self._content.setProperty("kind", "ground")
        self._row = QHBoxLayout(self._content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.INSIDE)
        self._row.addStretch(1)
        self.setWidget(self._content)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._on_group_clicked)
        self._keys: list[str] = []

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Chips as (key, words); what was on stays on if it is still there."""
        current = self.key()
        if [key for key, _words in chips] == self._keys:
            for number, (_key, words) in enumerate(chips):
                self._button(number).set_text(words)
            return
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self._keys = [key for key, _words in chips]
        for number, (_key, words) in enumerate(chips):
            button = Button(words, touch=True)
            button.setCheckable(True)
            self._group.addButton(button, number)
            self._row.insertWidget(number, button)
        if self._keys:
            self._button(self._keys.index(current) if current in self._keys else 0).setChecked(True)
        self.updateGeometry()

    def key(self) -> str:
        """The key of the chip that is on."""
        number = self._group.checkedId()
        return self._keys[number] if 0 <= number < len(self._keys) else ""

    def choose(self, key: str) -> None:
        """Turn a chip on and tell."""
        if key in self._keys:
            self._button(self._keys.index(key)).click()

    def _button(self, number: int) -> Button:
        button = self._group.button(number)
        assert isinstance(button, Button)
        return button

    @Slot(int)
    def _on_group_clicked(self, number: int) -> None:
        self.ensureWidgetVisible(self._button(number), theme.px(60), 0)
        self.chosen.emit(self._keys[number])

    def sizeHint(self) -> QSize:
        """As high as a chip."""
        return QSize(200, max(theme.TOUCH, theme.control_height()) + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as a chip; as narrow as one."""
        return QSize(theme.px(80), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves sideways."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - delta)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from chip to chip."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._keys:
            event.ignore()
            return
        button = self._button((self._group.checkedId() + step) % len(self._keys))
        button.setFocus()
        button.click()
