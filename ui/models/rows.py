"""Table models for short lists: frozen rows, columns that say how to write and sort a value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Slot,
)

from app.thai.collate import sort_key
from app.thai.fold import fold
from reports.model import Cell, Kind
from ui import formats, masking

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole frozen row behind an index."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 2
"""An int that sorts as the column does: Thai order for text, size for numbers, what is missing first."""

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
T = TypeVar("T")
PRIVATE = frozenset({Kind.MONEY, Kind.UNIT_COST, Kind.PERCENT})
"""Kinds of values that a customer need not see."""


@dataclass(frozen=True)  # no slots: ``Col[Row](…)`` notes its type on the object
class Col(Generic[T]):
    """A column of a list: its title, how its value is taken from a row, and its kind.

    ``text`` writes the value if its kind does not say it all; ``weight`` is relative width; ``icon`` and
    ``tone`` name an icon and a colour token for a row.
    """

    title: Callable[[], str]
    value: Callable[[T], Cell]
    kind: Kind = Kind.TEXT
    text: Callable[[T], str] | None = None
    weight: int = 1
    unit: str = ""
    tone: Callable[[T], str] | None = None
    key: str = ""
    private: bool | None = None
    """Not seen while figures are hidden; None: amounts and costs are not, the rest is."""
    adds_up: bool = False
    """Whether the list's paper has the sum of the column below it."""

    def is_hidden(self) -> bool:
        """Whether its cells are not to be seen now."""
        return masking.is_on() and (self.kind in PRIVATE if self.private is None else self.private)

    def header(self) -> str:
        """The title with the unit, which stands only here."""
        return f"{self.title()} ({self.unit})" if self.unit else self.title()

    def written(self, row: T) -> str:
        """The cell as text."""
        return self.text(row) if self.text is not None else formats.cell(self.value(row), self.kind)

    def alignment(self) -> int:
        """Numbers at the right, words and dates at the left."""
        return _LEFT if self.kind in (Kind.TEXT, Kind.DATE, Kind.MONTH) else _RIGHT


def raw_key(value: Cell) -> tuple[int, Any]:
    """What two raw cells of a column are compared by."""
    if value is None:
        return (0, 0)
    if isinstance(value, str):
        return (1, sort_key(value))
    return (1, value)


@dataclass(slots=True)
class _Cache:
    """Texts that were written and orders that were computed, until the rows change."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    ranks: dict[int, list[int]] = field(default_factory=dict)
    folded: dict[int, str] = field(default_factory=dict)


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows that are all in memory; ``set_rows`` replaces them."""

    def __init__(self, columns: Sequence[Col[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[T] = []
        self._cache = _Cache()
        masking.signals.changed.connect(self._on_masking_changed)

    @Slot()
    def _on_masking_changed(self) -> None:
        if self.rows and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show other rows; a view keeps its scroll where the proxy keeps its order."""
        self.beginResetModel()
        self.rows = list(rows)
        self._cache = _Cache()
        self.endResetModel()

    def retranslate(self) -> None:
        """Write titles and cells again in the language that is on now."""
        self._cache = _Cache()
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def row_at(self, number: int) -> T:
        """The row of a number."""
        return self.rows[number]

    def folded(self, number: int) -> str:
        """All text of a row, folded for search."""
        found = self._cache.folded.get(number)
        if found is None:
            row = self.rows[number]
            found = " ".join(fold(column.written(row)) for column in self.columns)
            self._cache.folded[number] = found
        return found

    def _rank(self, number: int, column: int) -> int:
        ranks = self._cache.ranks.get(column)
        if ranks is None:
            value = self.columns[column].value
            keys = [raw_key(value(row)) for row in self.rows]
            order = sorted(range(len(keys)), key=keys.__getitem__)
            ranks = [0] * len(keys)
            last = -1
            for place, at in enumerate(order):
                if place and keys[at] == keys[order[place - 1]]:
                    ranks[at] = last
                else:
                    ranks[at] = last = place
            self._cache.ranks[column] = ranks
        return ranks[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows at the root, none below."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns at the root, none below."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Cached text, alignment, the row, the order."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            place = (index.row(), index.column())
            text = self._cache.texts.get(place)
            if text is None:
                text = self._cache.texts[place] = self.columns[place[1]].written(self.rows[place[0]])
            return masking.hidden(text) if self.columns[place[1]].is_hidden() else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[index.column()].alignment()
        if role == ROW_ROLE:
            return self.rows[index.row()]
        if role == SORT_ROLE:
            return self._rank(index.row(), index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return _foreground(self.columns[index.column()], self.rows[index.row()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles with their unit, aligned as their column."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].alignment()
        return None


def _foreground(column: Col[T], row: T) -> Any:
    if column.tone is None:
        return None
    token = column.tone(row)
    if not token:
        return None
    from ui import theme

    return theme.color(token)


class RowsProxy(QSortFilterProxyModel):
    """Sorts by the raw value and filters by folded words over all columns."""

    def __init__(self, model: RowsModel[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows_model = model
        self._words: list[str] = []
        self._accept: Callable[[Any], bool] | None = None
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    def set_search(self, typed: str) -> None:
        """Show only rows in which every typed word occurs."""
        self._words = [word for word in (fold(part) for part in typed.split()) if word]
        self._again()

    def set_filter(self, accept: Callable[[Any], bool] | None) -> None:
        """Show only rows for which this says True."""
        self._accept = accept
        self._again()

    def _again(self) -> None:
        self.beginFilterChange()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, number: int, _parent: Index) -> bool:
        """Whether a row passes the words and the filter."""
        if self._accept is not None and not self._accept(self._rows_model.row_at(number)):
            return False
        if not self._words:
            return True
        folded = self._rows_model.folded(number)
        return all(word in folded for word in self._words)
