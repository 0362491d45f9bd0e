"""One of a few, chosen by large buttons with a picture and a word each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from ui.widgets.buttons import Button
from ui.widgets.flow import Flow

ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


@dataclass(frozen=True, slots=True)
class Picked:
    """One of a few: its key, its word, its picture."""

    key: object
    words: str
    icon: str


class PictureChoice(QWidget):
    """One of a few, each a large button with a picture and a word; ``chosen`` gives its key."""

    chosen = Signal(object)
    walking = False
    """While the arrow keys move along it, which keep the focus there."""

    def __init__(self, name: str = "", *, least: int = 168, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._on_clicked)
        self._keys: list[object] = []
        self._flow = Flow(least=least, spacing=8)
        self.setLayout(self._flow)

    @property
    def buttons(self) -> list[Button]:
        """The buttons in their order."""
        return [each for each in self._group.buttons() if isinstance(each, Button)]

    def set_choices(self, choices: Sequence[Picked]) -> None:
        """Other choices; what was on stays on if it is still there."""
        current = self.key()
        for old in self.buttons:
            self._group.removeButton(old)
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._keys = [choice.key for choice in choices]
        for number, choice in enumerate(choices):
            button = Button(choice.words, icon=choice.icon, touch=True)
            button.setCheckable(True)
            button.installEventFilter(self)
            self._group.addButton(button, number)
            self._flow.addWidget(button)
            if self.isVisible():
                button.show()  # at once, so that it can take the keys
        if self._keys:
            self.set_key(current if current in self._keys else self._keys[0])

    def key(self) -> object:
        """The key of what is on."""
        number = self._group.checkedId()
        return self._keys[number] if 0 <= number < len(self._keys) else None

    def set_key(self, key: object) -> None:
        """Turn one on without telling."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    def press(self, key: object) -> None:
        """Turn one on and tell, as a click does."""
        self._group.button(self._keys.index(key)).click()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whether an arrow key or something else chooses next."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.walking = Qt.Key(event.key()) in ARROWS
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.walking = False
        return False

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
