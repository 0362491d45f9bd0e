"""A report's table on the screen: written by kind, sorted between its headings, rows open what is behind."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reports.model import Column, Kind, Link, Role, Row, Table
from reports.render.formats import column_texts
from ui import masking, theme
from ui.models.rows import PRIVATE, ROW_ROLE, SORT_ROLE, Index, raw_key
from ui.widgets.tables import CELL_SIDE, TableView

INDENT = 16
MEASURED = 120
"""So many rows are measured for the width of a column."""
MOST_TEXT, LEAST_TEXT = 260, 160
"""How wide a column of words wants to be, and how narrow it may become."""
PRIVATE_COLUMNS = frozenset({"party", "who", "what", "about", "note", "settled"})
"""Columns of words that may name a person."""
WORK_COLUMN = "item"
"""A column of a cost sheet that names whoever did the work behind what was done."""
ROLE_ROLE = Qt.ItemDataRole.UserRole + 3
INDENT_ROLE = Qt.ItemDataRole.UserRole + 4
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ReportTableModel(QAbstractTableModel):
    """A report's table: raw cells, written by kind; sorts lines between headings and totals."""

    def __init__(self, table: Table, parent: QObject | None = None, *, of_people: bool = False) -> None:
        """``of_people``: the words of its lines name people."""
        super().__init__(parent)
        self.table = table
        self._of_people = of_people
        self.rows: list[Row] = list(table.rows)
        self._texts: dict[tuple[int, int], str] = {}
        masking.signals.changed.connect(self._on_masking_changed)

    @Slot()
    def _on_masking_changed(self) -> None:
        if self.rows and self.table.columns:
            last = self.index(len(self.rows) - 1, len(self.table.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _seen(self, text: str, row: Row, column: Column) -> str:
        """Amounts are always hidden, words where they may name a person; headings and products stay."""
        if not masking.is_on():
            return text
        if column.kind in PRIVATE:
            return masking.hidden(text)
        if column.kind is not Kind.TEXT or row.role is not Role.LINE:
            return text
        if self._of_people or column.key in PRIVATE_COLUMNS:
            return masking.hidden(text)
        thing, behind, _who = text.partition(" · ")
        return f"{thing}{behind}{masking.DOTS}" if behind and column.key == WORK_COLUMN else text

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort each run of plain lines; headings, subtotals and totals keep their place; -1 undoes."""
        self.layoutAboutToBeChanged.emit()
        self._texts.clear()
        self.rows = list(self.table.rows)
        if 0 <= column < len(self.table.columns):
            self.rows = _sorted_in_runs(self.rows, column, order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()

    def _write(self, column: int) -> None:
        """Write a whole column at once, so that its figures have the same decimals, as on paper."""
        cells = [row.cells[column] if column < len(row.cells) else None for row in self.rows]
        for number, text in enumerate(column_texts(cells, self.table.columns[column].kind)):
            self._texts[number, column] = text

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
                self._write(place[1])
            text = self._texts[place]
            return self._seen(text, row, column)
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
    least_text = LEAST_TEXT
    """How narrow a column of words may become, in pixels at 100 %."""

    def __init__(
        self, table: Table | None = None, parent: QWidget | None = None, *, of_people: bool = False
    ) -> None:
        """``of_people``: the words of its lines name people, and are hidden with the figures."""
        super().__init__(parent=parent)
        self._of_people = of_people
        self._most_height = 0
        self.horizontalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.setItemDelegate(_ReportDelegate(self))
        self.opened.connect(self._on_row_opened)
        if table is not None:
            self.set_table(table)

    def set_table(self, table: Table) -> None:
        """Show another table."""
        self.setAccessibleName(table.title)
        self._weights = tuple(column.weight for column in table.columns)
        old = self._shown()
        self.setModel(ReportTableModel(table, self, of_people=self._of_people))
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

    def stand_whole(self, most: int) -> None:
        """Take the height at which nothing scrolls, at most so much."""
        self._most_height = most
        self._fit_height()

    def _fit_height(self) -> None:
        bar = self.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.setFixedHeight(min(self.whole_height() + room, self._most_height))

    @Slot(int, int)
    def _on_range_changed(self, _least: int, _most: int) -> None:
        """A bar below takes no line away."""
        if self._most_height:
            self._fit_height()

    def _least_width(self, number: int) -> int:
        """What the column needs where its total stands in bold; figures and dates are never cut."""
        model = self._shown()
        if not isinstance(model, ReportTableModel):
            return super()._least_width(number)
        heads, cells = self.horizontalHeader().fontMetrics(), QFontMetrics(theme.font(bold=True))
        title = str(model.headerData(number, Qt.Orientation.Horizontal) or "")
        widest = heads.horizontalAdvance(title) + 16
        for line in range(min(MEASURED, model.rowCount())):
            row = model.rows[line]
            text = str(model.index(line, number).data() or "")
            indent = row.indent * INDENT if number == 0 else 0
            plain = row.role is Role.LINE
            width = (self.fontMetrics() if plain else cells).horizontalAdvance(text)
            widest = max(widest, width + indent)
        is_text = model.table.columns[number].kind is Kind.TEXT
        return min(widest, theme.px(MOST_TEXT) if is_text else widest) + 2 * CELL_SIDE

    def _squeezed(self, widths: list[int], missing: int) -> list[int]:
        """Only words give way; what is still missing is scrolled to."""
        model = self._shown()
        if not isinstance(model, ReportTableModel):
            return super()._squeezed(widths, missing)
        made = list(widths)
        columns = model.table.columns
        wide = [number for number, each in enumerate(columns) if each.kind is Kind.TEXT]
        least = theme.px(self.least_text)
        while wide and missing > 0:
            at = max(wide, key=made.__getitem__)
            if made[at] <= least:
                break
            step = min(missing, made[at] - least, 8)
            made[at] -= step
            missing -= step
        return made

    @Slot(object)
    def _on_row_opened(self, row: Row) -> None:
        link: Link | None = row.opens
        if link is not None:
            self.link_opened.emit(link)
