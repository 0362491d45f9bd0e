"""Tables: sort by a click, copy as a table, open a row; over a list model or over a report's table."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.i18n import _
from app.thai.digits import MINUS
from reports.model import Column, Kind, Link, Role, Row, Table
from ui import formats, theme
from ui.models.rows import ROW_ROLE, SORT_ROLE, Col, Index, RowsModel, RowsProxy, raw_key

INDENT = 16
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
ROLE_ROLE = Qt.ItemDataRole.UserRole + 3
INDENT_ROLE = Qt.ItemDataRole.UserRole + 4


def copied(rows: Sequence[Sequence[str]]) -> str:
    """Rows as tab-separated text that a spreadsheet takes as a table; never as a formula."""
    return "\n".join("\t".join(_cell_to_copy(cell) for cell in row) for row in rows)


def _cell_to_copy(text: str) -> str:
    line = " ".join(text.split())
    if line[:1] in "=+@" and line[1:]:
        return f"'{line}"
    return line.replace(MINUS, "-") if line[:1] == MINUS else line


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

    def add_action(self, text: str, icon: str, action: Callable[[], object]) -> None:
        """One more line of the menu under the right button."""
        self._actions.append((text, icon, action))

    def copy_rows(self) -> str:
        """Put the marked rows (all, if none is) with their titles on the clipboard; the copied text."""
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
        least = [self._least_width(number) for number in range(len(self._weights))]
        spare = room - sum(least)
        total = sum(self._weights)
        given = 0
        for number, weight in enumerate(self._weights):
            extra = max(0, spare) * weight // total
            if number == len(self._weights) - 1:
                extra = max(0, spare - given)
            given += extra
            header.resizeSection(number, least[number] + extra)

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
        return min(widest, most) + 28

    def fit_columns(self) -> None:
        """Share the width anew, after the rows were set."""
        self._share_width()

    # ---- Qt

    @Slot()
    def _on_theme_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self._share_width()

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


class ReportTableModel(QAbstractTableModel):
    """A report's table: raw cells, written by kind; sorts lines between headings and totals."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.rows: list[Row] = list(table.rows)
        self._texts: dict[tuple[int, int], str] = {}

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort each run of plain lines; headings, subtotals and totals keep their place; -1 undoes."""
        self.layoutAboutToBeChanged.emit()
        self._texts.clear()
        self.rows = list(self.table.rows)
        if 0 <= column < len(self.table.columns):
            self.rows = _sorted_in_runs(self.rows, column, order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows at the root, none below."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns at the root, none below."""
        return 0 if parent.isValid() else len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text by kind, alignment, weight of totals, the row itself."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        column = self.table.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            place = (index.row(), index.column())
            if place not in self._texts:
                value = row.cells[place[1]] if place[1] < len(row.cells) else None
                self._texts[place] = formats.cell(value, column.kind)
            return self._texts[place]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(bold=row.role is not Role.LINE)
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            return index.row()
        if role == ROLE_ROLE:
            return row.role
        if role == INDENT_ROLE:
            return row.indent if index.column() == 0 else 0
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles with their unit, aligned as their column."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.table.columns):
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.title} ({column.unit})" if column.unit else column.title
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: Column) -> int:
    return _LEFT if column.kind in (Kind.TEXT, Kind.DATE, Kind.MONTH) else _RIGHT


def _sorted_in_runs(rows: Sequence[Row], column: int, descending: bool) -> list[Row]:
    done: list[Row] = []
    run: list[Row] = []

    def flush() -> None:
        run.sort(
            key=lambda row: raw_key(row.cells[column] if column < len(row.cells) else None),
            reverse=descending,
        )
        done.extend(run)
        run.clear()

    for row in rows:
        if row.role is Role.LINE:
            run.append(row)
        else:
            flush()
            done.append(row)
    flush()
    return done


class _ReportDelegate(QStyledItemDelegate):
    """Indents lines and draws the hairline above a total."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        indent = index.data(INDENT_ROLE)
        if indent:
            option.rect.setLeft(option.rect.left() + indent * INDENT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(ROLE_ROLE) in (Role.TOTAL, Role.SUBTOTAL):
            painter.setPen(theme.color("ink-soft" if index.data(ROLE_ROLE) is Role.TOTAL else "line"))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())


class ReportTable(TableView):
    """A report's table on the screen; ``link_opened`` gives the ``Link`` of an opened row."""

    link_opened = Signal(object)

    def __init__(self, table: Table | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setItemDelegate(_ReportDelegate(self))
        self.opened.connect(self._on_row_opened)
        if table is not None:
            self.set_table(table)

    def set_table(self, table: Table) -> None:
        """Show another table."""
        self.setAccessibleName(table.title)
        self._weights = tuple(column.weight for column in table.columns)
        old = self._shown()
        self.setModel(ReportTableModel(table, self))
        if old is not None:
            old.deleteLater()
        self.setSortingEnabled(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._share_width()

    def whole_height(self) -> int:
        """The height at which nothing scrolls, for a table among other blocks of a page."""
        model = self._shown()
        rows = model.rowCount() if model is not None else 0
        return self.horizontalHeader().sizeHint().height() + rows * theme.row_height() + 4

    @Slot(object)
    def _on_row_opened(self, row: Row) -> None:
        link: Link | None = row.opens
        if link is not None:
            self.link_opened.emit(link)
