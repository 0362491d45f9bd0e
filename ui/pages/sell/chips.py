"""Choices for a finger: a row of chips that scrolls sideways, and a few side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from ui import theme
from ui.widgets.basics import Button, SegmentedControl


class SideScroll(QScrollArea):
    """Buttons in a row that is never wider than its place; wheel and finger move it sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    def sizeHint(self) -> QSize:
        """As high as a chip."""
        return QSize(200, theme.touch() + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as a chip; as narrow as one."""
        return QSize(theme.px(80), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves sideways."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - delta)
        event.accept()


class ButtonRow(SideScroll):
    """Plain buttons, put in from the left."""

    def set_buttons(self, buttons: Sequence[Button]) -> None:
        """Show other buttons."""
        while self._row.count() > 1:
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, button in enumerate(buttons):
            self._row.insertWidget(number, button)


class ChipRow(SideScroll):
    """One chip is on; ``chosen`` gives its key."""

    chosen = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._on_group_clicked)
        self._keys: list[str] = []

    def set_chips(self, chips: Sequence[tuple[str, str]], icons: Sequence[str] = ()) -> None:
        """Chips as (key, words), perhaps with icons; what was on stays on if it is still there."""
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
            button = Button(words, icon=icons[number] if icons else "", touch=True)
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

    def set_key(self, key: str) -> None:
        """Turn a chip on without telling."""
        if key in self._keys:
            self._button(self._keys.index(key)).setChecked(True)
            self._show_chip(self._keys.index(key))

    def _show_chip(self, number: int) -> None:
        self.ensureWidgetVisible(self._button(number), theme.px(60), 0)

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
        self._show_chip(number)
        self.chosen.emit(self._keys[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from chip to chip."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._keys:
            event.ignore()
            return
        button = self._button((self._group.checkedId() + step) % len(self._keys))
        button.setFocus()
        button.click()


class TouchChoice(SegmentedControl):
    """A choice of a few, each as large as a finger needs it."""

    def __init__(
        self, choices: Sequence[tuple[object, str]] = (), *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(choices, name=name, parent=parent)
        self.setProperty("kind", "ground")
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Other choices; what was on stays on if it is still there."""
        super().set_choices(choices)
        for button in self._group.buttons():
            theme.set_role(button, touch=True)
