"""Pictures of trades and costs, and the buttons with picture and word that one of a few is chosen by."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.domain.household.rounds_words import CostKind, Purpose, Settlement, Store
from app.domain.household.trades import TradeKind
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow

ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
TRADE_ICONS: dict[TradeKind, str] = {
    TradeKind.CROP: "sprout",
    TradeKind.ANIMAL: "egg",
    TradeKind.CRAFT: "scissors",
    TradeKind.CATCH: "fish",
    TradeKind.SERVICE: "wrench",
    TradeKind.OTHER: "star",
}
COST_ICONS: dict[CostKind, str] = {
    CostKind.LABOUR: "users",
    CostKind.MACHINE: "tractor",
    CostKind.SEED: "wheat",
    CostKind.FERTILIZER: "leaf",
    CostKind.PESTICIDE: "spray-can",
    CostKind.FEED: "carrot",
    CostKind.MEDICINE: "shield-check",
    CostKind.ANIMALS: "egg",
    CostKind.MATERIAL: "boxes",
    CostKind.PACKAGING: "package",
    CostKind.ENERGY: "fuel",
    CostKind.TRANSPORT: "truck",
    CostKind.OTHER: "tag",
    CostKind.TAX: "landmark",
    CostKind.RENT: "map-pin",
    CostKind.WEAR: "hammer",
    CostKind.INTEREST: "percent",
    CostKind.OPPORTUNITY: "coins",
}
PURPOSE_ICONS: dict[Purpose, str] = {
    Purpose.SOLD: "shopping-basket",
    Purpose.EATEN: "utensils",
    Purpose.STORED: "warehouse",
    Purpose.SEED: "wheat",
    Purpose.USED: "repeat",
    Purpose.GIVEN: "gift",
    Purpose.BARTERED: "arrow-left-right",
    Purpose.SPOILED: "x",
    Purpose.UNSOLD: "clock",
}
SETTLEMENT_ICONS: dict[Settlement, str] = {
    Settlement.PAID: "banknote",
    Settlement.OWED: "clock",
    Settlement.OWN: "house",
    Settlement.STORED: "warehouse",
}
STORE_ICONS: dict[Store, str] = {Store.FOOD: "warehouse", Store.SEED: "wheat", Store.CROP: "clock"}
COMMON = (CostKind.LABOUR, CostKind.MACHINE, CostKind.ENERGY, CostKind.TRANSPORT, CostKind.PACKAGING)
LATER = (CostKind.RENT, CostKind.TAX, CostKind.WEAR, CostKind.INTEREST, CostKind.OTHER)
COSTS_OF: dict[TradeKind, tuple[CostKind, ...]] = {
    TradeKind.CROP: (CostKind.SEED, CostKind.FERTILIZER, CostKind.PESTICIDE, *COMMON, *LATER),
    TradeKind.ANIMAL: (CostKind.ANIMALS, CostKind.FEED, CostKind.MEDICINE, *COMMON, *LATER),
    TradeKind.CRAFT: (CostKind.MATERIAL, *COMMON, *LATER),
    TradeKind.CATCH: (CostKind.MATERIAL, CostKind.FEED, *COMMON, *LATER),
    TradeKind.SERVICE: (CostKind.MATERIAL, *COMMON, *LATER),
    TradeKind.OTHER: (CostKind.MATERIAL, *COMMON, *LATER),
}
"""What is offered of each sort of trade, what is used most first."""


def trade_icon(kind: TradeKind, icon: str = "") -> str:
    """The picture of a trade: its own, else its kind's."""
    return icon or TRADE_ICONS[kind]


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
