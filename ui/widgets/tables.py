"""A table of rows: sort by a click, copy as a table, open a row; over a short or a long list."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from app.i18n import _
from app.thai.digits import MINUS
from ui import masking, theme
from ui.models.rows import ROW_ROLE, Col, RowsModel, RowsProxy


def copied(rows: Sequence[Sequence[str]]) -> str:
    """Rows as tab-separated text that a spreadsheet takes as a table; never as a formula."""
    return "\n".join("\t".join(_cell_to_copy(cell) for cell in row) for row in rows)


def _cell_to_copy(text: str) -> str:
    line = " ".join(text.split())
    if line[:1] in "=+@" and line[1:]:
        return f"'{line}"
    return line.replace(MINUS, "-") if line[:1] == MINUS else line


CELL_SIDE = 16
"""What the style leaves free at each side of a cell's text."""


class TableView(QTableView):
    """A table of rows: whole rows are chosen, Enter and double click open one, Ctrl+C copies a table."""

    opened = Signal(object)
    """The row (``ROW_ROLE``) that was opened."""
    chosen = Signal(object)
    """The row that the keys are on now, or None."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: tuple[int, ...] = ()
        self._actions: list[tuple[str, str, Callable[[], object]]] = []
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(theme.px(56))
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    # ---- models

    def set_list(self, model: RowsModel[Any]) -> RowsProxy:
        """Show a short list, sortable by every column; gives the proxy for search and filter."""
        proxy = RowsProxy(model, self)
        self._weights = tuple(column.weight for column in model.columns)
        self.setModel(proxy)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._share_width()
        return proxy

    def set_long_list(self, model: QAbstractTableModel, columns: Sequence[Col[Any]]) -> None:
        """Show a list of any length; it sorts and filters in its query, not here."""
        self._weights = tuple(column.weight for column in columns)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.setModel(model)
        self._share_width()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Follow which row the keys are on."""
        super().setModel(model)
        if model is not None:
            self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    def _shown(self) -> QAbstractItemModel | None:
        """The model, None before there is one (which Qt's types do not tell)."""
        return self.model()

    # ---- what is chosen

    def current_row(self) -> Any:
        """The row that the keys are on, or None."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def chosen_rows(self) -> list[Any]:
        """The rows that are marked, from above."""
        if self._shown() is None:
            return []
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [index.data(ROW_ROLE) for index in indexes]

    def choose_first(self) -> None:
        """Put the keys on the first row."""
        model = self._shown()
        if model is not None and model.rowCount():
            self.selectRow(0)

    def choose_where(self, matches: Callable[[Any], bool]) -> bool:
        """Put the keys on the first row for which this is so; whether there is one."""
        model = self._shown()
        if model is None:
            return False
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            if matches(index.data(ROW_ROLE)):
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.scrollTo(index)
                return True
        return False

    def choose_these(self, marks: Callable[[Any], bool], is_current: Callable[[Any], bool]) -> None:
        """Mark rows, and put the keys on one of them without marking it."""
        model = self._shown()
        if model is None:
            return
        flags = QItemSelectionModel.SelectionFlag
        chosen = self.selectionModel()
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            row = index.data(ROW_ROLE)
            if marks(row):
                chosen.select(index, flags.Select | flags.Rows)
            if is_current(row):
                chosen.setCurrentIndex(index, flags.NoUpdate)

    def add_action(self, text: str, icon: str, action: Callable[[], object]) -> None:
        """One more line of the menu under the right button."""
        self._actions.append((text, icon, action))

    def copy_rows(self) -> str:
        """Put the marked rows (all, if none is) with their titles on the clipboard; the copied text.

        Nothing while figures are hidden.
        """
        if masking.stopped():
            return ""
        model = self.model()
        columns = [number for number in range(model.columnCount()) if not self.isColumnHidden(number)]
        marked = sorted({index.row() for index in self.selectionModel().selectedRows()})
        role = Qt.ItemDataRole.DisplayRole
        lines = [[str(model.headerData(c, Qt.Orientation.Horizontal, role) or "") for c in columns]]
        lines += [
            [str(model.index(number, c).data(role) or "") for c in columns]
            for number in (marked or range(min(model.rowCount(), 10_000)))
        ]
        text = copied(lines)
        mime = QMimeData()
        mime.setText(text)
        QGuiApplication.clipboard().setMimeData(mime)
        return text

    # ---- widths

    def _share_width(self) -> None:
        model = self._shown()
        if model is None or not self._weights:
            return
        header = self.horizontalHeader()
        room = self.viewport().width()
        shown = [not self.isColumnHidden(number) for number in range(len(self._weights))]
        weights = [weight if seen else 0 for weight, seen in zip(self._weights, shown, strict=True)]
        least = [self._least_width(number) if seen else 0 for number, seen in enumerate(shown)]
        spare = room - sum(least)
        if spare < 0:
            least = self._squeezed(least, -spare)
        total = max(1, sum(weights))
        given = 0
        last = max((number for number, seen in enumerate(shown) if seen), default=0)
        for number, weight in enumerate(weights):
            extra = max(0, spare) * weight // total
            if number == last:
                extra = max(0, spare - given)
            given += extra
            if shown[number]:
                header.resizeSection(number, least[number] + extra)

    def _squeezed(self, widths: list[int], missing: int) -> list[int]:
        """Take what is missing from the widest columns of words, which can be cut with …, down to a limit."""
        least = theme.px(96)
        made = list(widths)
        wide = [number for number, weight in enumerate(self._weights) if weight > 1] or list(range(len(made)))
        while missing > 0:
            at = max(wide, key=made.__getitem__)
            if made[at] <= least:
                break
            step = min(missing, made[at] - least, 8)
            made[at] -= step
            missing -= step
        return made

    def _least_width(self, number: int) -> int:
        """What the title and the first rows need, within reason."""
        model = self.model()
        metrics = self.fontMetrics()
        role = Qt.ItemDataRole.DisplayRole
        title = str(model.headerData(number, Qt.Orientation.Horizontal, role) or "")
        widest = self.horizontalHeader().fontMetrics().horizontalAdvance(title) + 16
        most = theme.px(220)
        for line in range(min(40, model.rowCount())):
            widest = max(widest, metrics.horizontalAdvance(str(model.index(line, number).data(role) or "")))
        return min(widest, most) + 2 * CELL_SIDE

    def fit_columns(self) -> None:
        """Share the width anew, after the rows were set."""
        self._share_width()

    # ---- Qt

    @Slot()
    def _on_theme_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._line_height())
        self._share_width()

    def _line_height(self) -> int:
        """How high a row stands; a table with pictures asks for more."""
        return theme.row_height()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(current.data(ROW_ROLE) if current.isValid() else None)

    @Slot(QPoint)
    def _on_menu_requested(self, point: QPoint) -> None:
        menu = QMenu(self)
        for text, icon, action in self._actions:
            menu.addAction(theme.icon(icon), text).triggered.connect(action)
        if self._actions:
            menu.addSeparator()
        menu.addAction(theme.icon("copy"), _("Copy as a table")).triggered.connect(self.copy_rows)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(point))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies a table; letters are left to the page."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        if event.text().isprintable() and event.text().strip() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)
