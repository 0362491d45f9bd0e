"""The table of a count: type a number, Enter goes down, Tab to the reason; the keys never leave the grid."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.models.rows import Index
from ui.pages.stock.count_model import COUNTED, EDITABLE, REASON
from ui.widgets.tables import TableView

_STEPS = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _CountDelegate(QStyledItemDelegate):
    """Opens a cell as a plain line to type in."""

    def __init__(self, table: "CountTable") -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        edit = QLineEdit(parent)
        theme.set_role(edit, incell=True)
        edit.setMaxLength(80 if index.column() == COUNTED else 300)
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        edit.setAccessibleName(f"{title} {index.sibling(index.row(), 0).data()}")
        if index.column() == COUNTED:
            edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return edit

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrows keep what is typed and go on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if isinstance(watched, QLineEdit) and (
                key in _STEPS or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            ):
                self._table.go_on(watched, key)
                return True
        return super().eventFilter(watched, event)

    def leave(self, editor: QWidget) -> None:
        """Keep what is typed and close."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


class CountTable(TableView):
    """Shows a ``CountModel`` behind a proxy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._delegate = _CountDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(self._on_clicked)

    def type_at(self, index: QModelIndex) -> None:
        """Open a cell to type in."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    def begin(self) -> None:
        """Open the first amount."""
        model = self.model()
        if model.rowCount():
            self.type_at(model.index(0, COUNTED))

    def go_on(self, editor: QWidget, key: Qt.Key) -> None:
        """Leave a cell for the one that a key leads to."""
        here = self.currentIndex()
        if key == Qt.Key.Key_Tab:
            reason = here.siblingAtColumn(REASON)
            there = reason if here.column() == COUNTED else here.sibling(here.row() + 1, COUNTED)
        elif key == Qt.Key.Key_Backtab:
            there = here.siblingAtColumn(COUNTED)
            if here.column() == COUNTED:
                there = here.sibling(here.row() - 1, REASON)
        else:
            there = here.sibling(here.row() + _STEPS[key], here.column())
        kept = QPersistentModelIndex(there)  # a filter may take the row away that was just typed
        self._delegate.leave(editor)
        self.setFocus()
        if kept.isValid():
            self.type_at(kept.model().index(kept.row(), kept.column()))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() in EDITABLE:
            self.type_at(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit begins to type the amount of the row; Enter opens it."""
        here = self.currentIndex()
        text = event.text()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if here.isValid() and Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            column = here.column() if here.column() in EDITABLE else COUNTED
            self.type_at(here.siblingAtColumn(column))
            return
        if here.isValid() and plain and len(text) == 1 and text.isprintable() and text.strip():
            column = here.column() if here.column() in EDITABLE else COUNTED
            self.type_at(here.siblingAtColumn(column))
            editor = self.focusWidget()
            if isinstance(editor, QLineEdit):
                editor.setText(text)
            return
        super().keyPressEvent(event)
