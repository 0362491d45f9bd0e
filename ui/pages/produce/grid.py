"""A grid to fill in: cells open as fields where they stand; Enter and Tab go on to the next cell."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.messages_text import error_text
from ui.models.rows import Index
from ui.widgets.choosing import ChoiceField
from ui.widgets.fields import MissingError, TypedField

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
NOTE_ROLE = Qt.ItemDataRole.UserRole + 11
"""A second, smaller line of a cell: (text, token)."""
HEADING_ROLE = Qt.ItemDataRole.UserRole + 12
LINE = 44
SIDE = 9
"""What is free at each side of a cell, in pixels."""
TALL = 56


class GridModel(QAbstractTableModel):
    """What a grid shows and how its cells are filled in."""

    def can_edit(self, _row: int, _column: int) -> bool:
        """Whether a cell opens as a field."""
        return False

    def field(self, _row: int, _column: int, _parent: QWidget) -> TypedField:
        """A field with the cell's value in it."""
        raise LookupError("no cell of this grid opens")

    def commit(self, row: int, column: int, value: object) -> None:
        """Take a value into a cell."""

    def is_heading(self, _row: int) -> bool:
        """Whether a row is a heading; Enter and a click act on it."""
        return False

    def is_tall(self, _row: int) -> bool:
        """Whether a row needs room for a second line."""
        return False


class _GridDelegate(QStyledItemDelegate):
    """Draws a second line under the first, and the frame of the cell that the keys are on."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(NOTE_ROLE):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        note = index.data(NOTE_ROLE)
        painter.save()
        if note:
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            half = option.rect.height() // 2
            area = option.rect.adjusted(SIDE, 4, -SIDE, -half + 2)
            _write(painter, area, words, theme.BODY, "ink")
            _write(painter, option.rect.adjusted(SIDE, half - 1, -SIDE, -5), note[0], theme.SMALL, note[1])
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(theme.color("indigo"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -2))
        painter.restore()


def _write(painter: QPainter, area: QRect, text: str, size: int, token: str) -> None:
    painter.setFont(theme.font(size))
    painter.setPen(theme.color(token))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


class GridView(QTableView):
    """Shows a ``GridModel``; never scrolls up and down by itself, the page does."""

    heading_acted = Signal(int)
    insert_wanted = Signal(int)
    remove_wanted = Signal(int)
    problem = Signal(str)
    """A sentence on what was typed, or nothing once it is right."""
    left_at_end = Signal()
    """Enter in the last cell."""
    field_opened = Signal(object)

    def __init__(
        self,
        model: GridModel,
        weights: tuple[int, ...],
        bending: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:
        """``weights``: width of each column in pixels at 100 %; ``bending`` ones take and give room."""
        super().__init__(parent)
        self._model = model
        self._weights = weights
        self._bending = bending
        self._field: TypedField | None = None
        self._at: tuple[int, int] = (-1, -1)
        self._closing = False
        # Cells that are filled in stand closer than those of a list: more of them fit side by side.
        self.setStyleSheet(
            f"QTableView::item {{ padding: 0 {SIDE - 3}px; }}QHeaderView::section {{ padding: 0 {SIDE}px; }}"
        )
        self.setModel(model)
        self.setItemDelegate(_GridDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(theme.px(40))
        model.modelReset.connect(self._on_reset)
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_reset()

    # ---- what pages use

    @property
    def open_field(self) -> TypedField | None:
        """The field that is open now."""
        return self._field

    def edit_at(self, row: int, column: int) -> bool:
        """Open a cell; whether it opens."""
        if not self.finish() or not self._model.can_edit(row, column):
            return False
        index = self._model.index(row, column)
        self.setCurrentIndex(index)
        field = self._model.field(row, column, self.viewport())
        self._field, self._at = field, (row, column)
        field.edit.installEventFilter(self)
        if isinstance(field, ChoiceField):
            field.committed.connect(self._on_choice_committed)
        self._place()
        field.show()
        field.edit.setFocus()
        field.edit.selectAll()
        self.field_opened.emit(field)
        return True

    def finish(self) -> bool:
        """Take what is typed and close the field; False if it cannot be read (the field stays)."""
        field = self._field
        if field is None or self._closing:
            return True
        if not field.check():
            self._tell_problem(field)
            return False
        self.problem.emit("")
        value = field.value()
        row, column = self._at
        self._close()
        self._model.commit(row, column, value)
        return True

    def cancel(self) -> None:
        """Close the field and forget what is typed in it."""
        self._close()
        self.problem.emit("")

    def edit_next(self, step: int = 1) -> None:
        """Open the next cell that can be filled in, across rows; after the last one tell so."""
        row, column = (
            self._at if self._at[0] >= 0 else (self.currentIndex().row(), self.currentIndex().column())
        )
        columns = self._model.columnCount()
        place = row * columns + column + step
        while 0 <= place < self._model.rowCount() * columns:
            at = divmod(place, columns)
            if not self.isColumnHidden(at[1]) and self._model.can_edit(*at):
                self.edit_at(*at)
                return
            place += step
        self.setFocus()
        if step > 0:
            self.left_at_end.emit()

    def whole_height(self) -> int:
        """The height at which nothing scrolls."""
        rows = sum(self.rowHeight(number) for number in range(self._model.rowCount()))
        return self.horizontalHeader().sizeHint().height() + rows + 4

    # ---- inside

    def _tell_problem(self, field: TypedField) -> None:
        sentence = field.error() or error_text(MissingError())
        field.error_label.hide()
        self.problem.emit(sentence)

    def _close(self) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        self._closing = True
        had_focus = field.edit.hasFocus()
        field.edit.removeEventFilter(self)
        field.hide()
        field.deleteLater()
        self._closing = False
        if had_focus:
            self.setFocus()

    def _place(self) -> None:
        if self._field is None:
            return
        area = self.visualRect(self._model.index(*self._at))
        least = theme.px(150) if isinstance(self._field, ChoiceField) else theme.px(84)
        if area.width() < least:
            area.setWidth(least)
            area.moveRight(min(area.right(), self.viewport().width() - 1))
        height = min(area.height(), theme.control_height() + 2)
        self._field.setGeometry(
            QRect(area.x(), area.y() + (area.height() - height) // 2, area.width(), height)
        )

    @Slot(object)
    def _on_choice_committed(self, value: object) -> None:
        if self._field is not None and value is not None and self._field.edit.hasFocus():
            self._go_on(1)

    def _go_on(self, step: int) -> None:
        at = self._at
        if self.finish():
            self._at = at
            self.edit_next(step)

    @Slot()
    def _on_reset(self) -> None:
        self._close()
        self._fit()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Rows as high as they need, columns as wide as there is room; nothing scrolls."""
        self.clearSpans()
        for number in range(self._model.rowCount()):
            if self._model.is_heading(number):
                self.setSpan(number, 0, 1, 3)
                self.setSpan(number, 3, 1, 2)
            self.setRowHeight(number, theme.px(TALL if self._model.is_tall(number) else LINE))
        self._share()
        self.setFixedHeight(self.whole_height())

    def _share(self) -> None:
        header = self.horizontalHeader()
        if header.count() != len(self._weights):
            return
        widths = [theme.px(width) for width in self._weights]
        shown = [number for number in range(len(widths)) if not self.isColumnHidden(number)]
        spare = self.viewport().width() - sum(widths[number] for number in shown)
        bending = [number for number in shown if number in self._bending]
        whole = sum(widths[number] for number in bending)
        for number in bending:
            widths[number] = max(theme.px(64), widths[number] + spare * widths[number] // max(1, whole))
        widths[shown[0]] += max(0, self.viewport().width() - sum(widths[number] for number in shown))
        for number in shown:
            header.resizeSection(number, widths[number])
        self._place()

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the width."""
        super().resizeEvent(event)
        self._share()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By Tab the keys come to the first row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens a cell or acts on a heading."""
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if self._model.is_heading(index.row()):
            if self.finish():
                self.heading_acted.emit(index.row())
            return
        self.edit_at(index.row(), index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a cell, Insert adds a line, Delete takes it away, typing replaces what is there."""
        key, index = Qt.Key(event.key()), self.currentIndex()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier) or key == Qt.Key.Key_F2:
            if self._model.is_heading(index.row()):
                self.heading_acted.emit(index.row())
            elif not self.edit_at(index.row(), index.column()):
                self._at = (index.row(), index.column())
                self.edit_next()
        elif key == Qt.Key.Key_Insert:
            self.insert_wanted.emit(index.row())
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(index.row())
        elif event.text().strip() and event.text().isprintable() and not _held(event):
            if self.edit_at(index.row(), index.column()) and self._field is not None:
                QApplication.sendEvent(self._field.edit, event)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of an open field."""
        field = self._field
        if field is None or watched is not field.edit:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._field_key(field, event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in _STAYS:
                self._on_left(field)
        return False

    def _field_key(self, field: TypedField, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        listing = isinstance(field, ChoiceField) and field.box.isVisible()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if listing or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._go_on(1)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if listing and key == Qt.Key.Key_Tab:
                again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
                QApplication.sendEvent(field.edit, again)
            else:
                self._go_on(1 if key == Qt.Key.Key_Tab else -1)
            return True
        if key == Qt.Key.Key_Escape and not listing:
            self.cancel()
            return True
        return False

    def _on_left(self, field: TypedField) -> None:
        """Leaving by the pointer takes what can be read and keeps what cannot."""
        if self._closing or self._field is not field:
            return
        if field.value() is not None or field.is_empty():
            self.finish()


def _held(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & held)
