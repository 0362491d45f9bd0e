"""Lines to choose from: what they are found by, which match what is typed, and the model of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import is_

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.thai.fold import fold

Index = QModelIndex | QPersistentModelIndex
KEY_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a choice: its key, its words, and words that it is also found by."""

    key: object
    text: str
    note: str = ""
    also: str = ""


MANY = 50
REMEMBERED = 100_000
folded = lru_cache(REMEMBERED)(fold)
"""The same words are in every list of goods or people, and folding many thousands takes its time."""


def searched_by(choice: Choice) -> str:
    """All words that a line is found by, folded."""
    return folded(f"{choice.text} {choice.also} {choice.note}")


def warm(choices: Sequence[Choice]) -> None:
    """Fold the words of a long list beforehand, beside the screen."""
    for choice in choices:
        searched_by(choice)


class Lines:
    """A list of choices with what it is searched by; the lines of a form all choose from the same one."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = list(choices)
        self.pairs = [(searched_by(choice), choice) for choice in self.choices]
        self.keys: dict[object, Choice] = {}
        for choice in self.choices:
            self.keys.setdefault(choice.key, choice)

    def named(self, typed: str) -> Sequence[Choice]:
        """The lines whose own words are these."""
        whole = fold(typed)
        if not whole:
            return [choice for choice in self.choices if choice.text == typed]
        return [
            choice for words, choice in self.pairs if words.startswith(whole) and folded(choice.text) == whole
        ]


_last: list[Lines] = [Lines(())]
"""The last long list."""


def lines_of(choices: Sequence[Choice]) -> Lines:
    """The list of these choices; the last long one is not made again."""
    last = _last[0]
    if len(last.choices) == len(choices) and all(map(is_, last.choices, choices)):
        return last
    made = Lines(choices)
    if len(choices) >= MANY:
        _last[0] = made
    return made


class ChoicesModel(QAbstractListModel):
    """The lines that match what is typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = Lines(())
        self.shown: Sequence[Choice] = []

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Other lines, in their order."""
        self.lines = lines_of(choices)
        self.filter("")

    def choices(self) -> Sequence[Choice]:
        """All lines."""
        return self.lines.choices

    def filter(self, typed: str) -> None:
        """Show the lines with every typed word; those that begin with it first."""
        words = [fold(word) for word in typed.split()]
        whole = fold(typed)
        self.beginResetModel()
        if words:
            found = self.lines.pairs
            for word in words:
                found = [pair for pair in found if word in pair[0]]
            first = [choice for folded_words, choice in found if folded_words.startswith(whole)]
            rest = [choice for folded_words, choice in found if not folded_words.startswith(whole)]
            self.shown = first + rest
        else:
            self.shown = self.lines.choices
        self.endResetModel()

    def append(self, choice: Choice) -> None:
        """Show one more line at the end."""
        self.beginResetModel()
        self.shown = [*self.shown, choice]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Lines at the root, none below."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, and the choice itself."""
        if not index.isValid():
            return None
        choice = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{choice.text}  ·  {choice.note}" if choice.note else choice.text
        return choice if role == KEY_ROLE else None
