"""A table model for lists of any length: the true row count, pages of 128 by key, at most 64 of them kept.

``data`` never queries. A missing row shows as empty and asks for its page; pages are fetched after the
event that asked, on the storage worker where a runner is given, the latest wish first.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal, Slot

from app.errors import SamutError
from ui import masking
from ui.models.rows import ROW_ROLE, Col, Index
from ui.runner import Runner

PAGE = 128
KEPT = 64
MOST_WISHES = 4
"""Wishes older than the last few are dropped: the user has scrolled on."""

T = TypeVar("T")
Key = Any
Fetch = Callable[[Key, int], Sequence[T]]
"""``fetch(after, limit)``: the rows behind a key (None: from the start), in the list's order."""
Seek = Callable[[int], Key]
"""``seek(row)``: the key of the row before ``row``, for a jump; one cheap query over an index."""


class PagedTableModel(QAbstractTableModel, Generic[T]):
    """Rows of a list that is read page by page; ``key`` takes from a row what ``fetch`` continues behind."""

    failed = Signal(object)
    page_loaded = Signal(int)

    def __init__(
        self,
        columns: Sequence[Col[T]],
        count: Callable[[], int],
        fetch: Fetch[T],
        *,
        key: Callable[[T], Key],
        seek: Seek | None = None,
        runner: Runner | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Without ``seek`` a jump walks page by page from the nearest page whose key is known."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._count, self._fetch, self._key, self._seek = count, fetch, key, seek
        self._runner = runner
        self._rows = 0
        self._generation = 0
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self._texts: dict[int, dict[tuple[int, int], str]] = {}
        self._starts: dict[int, Key] = {0: None}
        self._wishes: list[int] = []
        self._loading: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_wishes)
        masking.signals.changed.connect(self._on_masking_changed)

    @Slot()
    def _on_masking_changed(self) -> None:
        if self._rows and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self.columns) - 1))

    # ---- what pages use

    def refresh(self) -> None:
        """Count again and forget what was read; the scroll stays where the count is the same."""
        self._generation += 1
        done = partial(self._on_counted, self._generation)
        if self._runner is None:
            done(self._count())
        else:
            self._runner.run(self, self._count, done, failed=self._fail)

    def set_source(self, count: Callable[[], int], fetch: Fetch[T], seek: Seek | None = None) -> None:
        """Read from another place (another filter or order) and start at the top."""
        self._count, self._fetch, self._seek = count, fetch, seek
        self.refresh()

    def row_at(self, number: int) -> T | None:
        """The row of a number if its page is here."""
        page = self._pages.get(number // PAGE)
        return page[number % PAGE] if page is not None and number % PAGE < len(page) else None

    def pages_kept(self) -> int:
        """How many pages are in memory."""
        return len(self._pages)

    def retranslate(self) -> None:
        """Write titles and cells again in the language that is on now."""
        self._texts.clear()
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self.columns) - 1))

    # ---- loading

    def _on_counted(self, generation: int, rows: int) -> None:
        if generation != self._generation:
            return
        same = rows == self._rows
        if not same:
            self.beginResetModel()
        self._rows = rows
        self._pages.clear()
        self._texts.clear()
        self._starts = {0: None}
        self._wishes.clear()
        self._loading.clear()
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, len(self.columns) - 1))

    def _wish(self, page: int) -> None:
        if page in self._loading:
            return
        if page in self._wishes:
            self._wishes.remove(page)
        self._wishes.append(page)
        del self._wishes[:-MOST_WISHES]
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_wishes(self) -> None:
        wishes, self._wishes = self._wishes[::-1], []
        for page in wishes:
            self._loading.add(page)
            work = partial(self._load, page, dict(self._starts))
            done = partial(self._on_loaded, self._generation)
            if self._runner is None:
                done(work())
            else:
                self._runner.run(self, work, done, failed=self._fail)

    def _load(self, page: int, starts: dict[int, Key]) -> tuple[dict[int, list[T]], dict[int, Key]]:
        """Read a page, and the pages before it that lead to its key if there is no ``seek``.

        Runs on the worker: it works on a copy of the known starts and touches nothing else.
        """
        loaded: dict[int, list[T]] = {}
        at = page
        if page not in starts:
            if self._seek is not None:
                starts[page] = self._seek(page * PAGE)
            else:
                at = max(number for number in starts if number < page)
        for number in range(at, page + 1):
            rows = list(self._fetch(starts.get(number), PAGE))
            loaded[number] = rows
            if rows:
                starts[number + 1] = self._key(rows[-1])
            if len(loaded) > KEPT:
                loaded.pop(next(iter(loaded)))
            if len(rows) < PAGE:
                break
        return loaded, starts

    def _on_loaded(self, generation: int, found: tuple[dict[int, list[T]], dict[int, Key]]) -> None:
        if generation != self._generation:
            return
        loaded, starts = found
        self._starts.update(starts)
        for number, rows in loaded.items():
            self._loading.discard(number)
            self._pages[number] = rows
            self._pages.move_to_end(number)
            self._texts.pop(number, None)
        while len(self._pages) > KEPT:
            old, _rows = self._pages.popitem(last=False)
            self._texts.pop(old, None)
        for number, rows in loaded.items():
            first = number * PAGE
            last = min(self._rows, first + len(rows)) - 1
            if last >= first:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
            self.page_loaded.emit(number)

    def _fail(self, error: Exception) -> None:
        self._loading.clear()
        self.failed.emit(error)
        if not isinstance(error, SamutError) and self._runner is not None:
            self._runner.unhandled.emit(error)

    # ---- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The true number of rows."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns at the root, none below."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Cached text; a page that is not here is wished for."""
        if role not in (Qt.ItemDataRole.DisplayRole, ROW_ROLE, Qt.ItemDataRole.TextAlignmentRole):
            return None
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[index.column()].alignment()
        number, offset = divmod(index.row(), PAGE)
        rows = self._pages.get(number)
        if rows is None or offset >= len(rows):
            if rows is None:
                self._wish(number)
            return None
        if role == ROW_ROLE:
            return rows[offset]
        texts = self._texts.setdefault(number, {})
        place = (offset, index.column())
        text = texts.get(place)
        if text is None:
            self._pages.move_to_end(number)
            text = texts[place] = self.columns[place[1]].written(rows[offset])
        return masking.hidden(text) if self.columns[place[1]].is_hidden() else text

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
