"""Notes and coins to fill in: what each is worth, how many there are, what they come to."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.cash_counting import DENOMINATIONS, PiecesError, counted_total, whole_pieces
from app.errors import UserError
from app.i18n import _
from ui import formats, theme
from ui.widgets.basics import Card, Flow
from ui.widgets.fields import QuantityField
from ui.widgets.labels import Label

CARDS = (DENOMINATIONS[:4], DENOMINATIONS[4:8], DENOMINATIONS[8:])
"""What stands below each other."""


def worth(denomination: int) -> str:
    """A denomination as people say it: 1,000 or 0.25."""
    return formats.money(denomination).removesuffix(".00")


class PiecesCard(Card):
    """Some denominations below each other: what one is worth, how many there are, what they come to."""

    def __init__(self, denominations: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.INSIDE, parent=parent)
        self.fields = {each: QuantityField() for each in denominations}
        self.sums = {each: Label("–", tone="soft") for each in denominations}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.INSIDE)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._words: dict[int, Label] = {}
        for at, each in enumerate(denominations):
            word = Label("", strong=True)
            word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            word.setMinimumWidth(theme.px(48))
            self._words[each] = word
            total = self.sums[each]
            total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            total.setMinimumWidth(theme.px(84))
            top = Qt.AlignmentFlag.AlignTop  # beside the field also while a sentence stands under it
            grid.addWidget(word, at, 0, top)
            grid.addWidget(self.fields[each], at, 1, top)
            grid.addWidget(total, at, 2, top)
        self.add(grid)
        self.body.addStretch(1)
        theme.signals.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Words as high as the fields beside them."""
        for label in (*self._words.values(), *self.sums.values()):
            label.setMinimumHeight(theme.control_height())

    def retranslate(self) -> None:
        """Set every text again."""
        for each, field in self.fields.items():
            self._words[each].setText(worth(each))
            field.setAccessibleName(_("How many of {worth} baht").format(worth=worth(each)))

    def show_sums(self) -> None:
        """Write what each denomination comes to."""
        for each, field in self.fields.items():
            try:
                pieces = whole_pieces(field.number_or_zero())
                self.sums[each].setText(formats.money(counted_total({each: pieces})) if pieces else "–")
            except UserError:
                self.sums[each].setText("–")


class PiecesGrid(QWidget):
    """All denominations; Enter goes from one to the next and, from the last, out (``finished``)."""

    changed = Signal()
    finished = Signal()
    reached = Signal(object)
    """The field that Enter led to, so that it can be scrolled into sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [PiecesCard(each) for each in CARDS]
        self.fields = {each: field for card in self.cards for each, field in card.fields.items()}
        for field in self.fields.values():
            field.changed.connect(self._on_changed)
            field.edit.returnPressed.connect(self._on_return)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(Flow(*self.cards, least=240))

    def retranslate(self) -> None:
        """Set every text again."""
        for card in self.cards:
            card.retranslate()

    def clear(self) -> None:
        """Nothing counted."""
        for field in self.fields.values():
            field.set_value(None)
        self._on_changed(None)

    def begin(self) -> None:
        """The cursor on the largest note."""
        self.fields[DENOMINATIONS[0]].edit.setFocus()

    def is_begun(self) -> bool:
        """Whether anything was typed."""
        return any(not field.is_empty() for field in self.fields.values())

    def check(self) -> bool:
        """Whether every field can be read; the first that cannot takes the cursor."""
        return not [field for field in reversed(self.fields.values()) if not field.check()]

    def typed(self) -> Mapping[int, int]:
        """Pieces of each denomination that is there; raises PiecesError."""
        pieces = {each: whole_pieces(field.number_or_zero()) for each, field in self.fields.items()}
        return {each: count for each, count in pieces.items() if count}

    def total(self) -> int:
        """What all of it comes to, satang; raises PiecesError, AmountTooLargeError."""
        return counted_total(self.typed())

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        for card in self.cards:
            card.show_sums()
        self.changed.emit()

    @Slot()
    def _on_return(self) -> None:
        order = [field.edit for field in self.fields.values()]
        at = next((number for number, edit in enumerate(order) if edit is self.sender()), -1)
        if 0 <= at < len(order) - 1:
            order[at + 1].setFocus()
            self.reached.emit(order[at + 1])
        else:
            self.finished.emit()


__all__ = ["CARDS", "PiecesCard", "PiecesError", "PiecesGrid", "worth"]
