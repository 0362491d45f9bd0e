"""The command palette (Ctrl+K): one field that finds pages, products, people, documents, commands."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from ui import theme
from ui.hits import Hit, Provider, matches
from ui.widgets.labels import Label

Index = QModelIndex | QPersistentModelIndex
__all__ = ["CommandPalette", "Hit", "HitsModel", "Provider", "matches"]
HIT_ROLE = Qt.ItemDataRole.UserRole + 1
MOST = 40


class HitsModel(QAbstractListModel):
    """The things found, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self.hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Hits at the root, none below."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, the hit itself, and both lines for the ear."""
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title}, {hit.subtitle}"
        return None


class _HitDelegate(QStyledItemDelegate):
    """Draws a hit: icon, title, what it is, its key."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, max(theme.TOUCH, theme.row_height() + 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT_ROLE)
        area = option.rect.adjusted(4, 1, -4, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("indigo-wash"))
            painter.drawRoundedRect(area, 6, 6)
        side = theme.px(20)
        ratio = painter.device().devicePixelRatioF()
        picture = theme.pixmap(hit.icon, "indigo" if chosen else "ink-soft", 20, ratio)
        painter.drawPixmap(area.left() + 12, area.center().y() - side // 2, picture)
        left, right = area.left() + 12 + side + 12, area.right() - 12
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color("ink-soft"))
        tail = hit.keys or hit.subtitle
        if tail:
            room = min(painter.fontMetrics().horizontalAdvance(tail) + 2, (right - left) // 2)
            shown = painter.fontMetrics().elidedText(tail, Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                right - room,
                area.top(),
                room,
                area.height(),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                shown,
            )
            right -= room + 12
        painter.setFont(theme.font())
        painter.setPen(theme.color("ink"))
        shown = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(left, area.top(), right - left, area.height(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class CommandPalette(QFrame):
    """A field over the page with what it finds beneath; Enter opens, Escape closes."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_role(self, kind="popup")
        self._over = parent
        self._providers: list[Provider] = []
        self._focus_before: QWidget | None = None
        self.edit = QLineEdit()
        self.edit.setClearButtonEnabled(False)
        self.model = HitsModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_HitDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self._on_view_clicked)
        self.nothing = Label("", tone="soft", wrap=True)
        self.nothing.setMargin(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.edit)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.nothing)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.search)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.installEventFilter(self)
        self.retranslate()
        self.hide()

    def add_provider(self, provider: Provider) -> None:
        """Let one more source be searched; sources keep their order."""
        self._providers.append(provider)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.edit.setPlaceholderText(_("Find a page, product, person or document"))
        self.edit.setAccessibleName(_("Find a page, product, person or document"))
        self.view.setAccessibleName(_("Found"))
        self.nothing.setText(_("Nothing found. Try fewer letters."))

    def open_palette(self, text: str = "") -> None:
        """Show the palette over the parent and put the cursor into its field."""
        self._focus_before = self.window().focusWidget()
        self.edit.setText(text)
        self.search()
        self.show()
        self.raise_()
        self.edit.setFocus()
        self.edit.selectAll()

    def close_palette(self) -> None:
        """Hide it and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus()
        self._focus_before = None
        self.closed.emit()

    def place(self) -> None:
        """Stand in the upper middle of the parent, as high as what was found."""
        parent = self._over
        width = min(theme.px(560), parent.width() - 2 * theme.BETWEEN)
        step = max(theme.TOUCH, theme.row_height() + 4)
        shown = min(8, max(1, self.model.rowCount()))
        field = self.edit.sizeHint().height()
        height = min(field + 24 + shown * step + 2, parent.height() - theme.px(64))
        self.setGeometry((parent.width() - width) // 2, theme.px(48), width, height)

    @Slot()
    def search(self) -> None:
        """Ask every source for what is typed."""
        typed = self.edit.text().strip()
        hits: list[Hit] = []
        for provider in self._providers:
            hits.extend(provider(typed))
            if len(hits) >= MOST:
                break
        self.model.set_hits(hits[:MOST])
        self.nothing.setVisible(not hits)
        self.view.setVisible(bool(hits))
        if hits:
            self.view.setCurrentIndex(self.model.index(0))
        self.place()

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        self._timer.start()

    @Slot(QModelIndex)
    def _on_view_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        self.close_palette()
        if hit is not None:
            hit.action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the cursor stays in the field."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_edit_key(event)
        if watched is self.edit and event.type() == QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self._on_focus_left)
        return False

    def _on_edit_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        rows = self.model.rowCount()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key == Qt.Key.Key_Escape:
            self.close_palette()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():  # typed a moment ago, not looked for yet
                self._timer.stop()
                self.search()
            if self.model.rowCount():
                self._choose(self.view.currentIndex())
            return True
        if key in steps and rows:
            at = max(0, min(rows - 1, self.view.currentIndex().row() + steps[key]))
            self.view.setCurrentIndex(self.model.index(at))
            return True
        return False

    @Slot()
    def _on_focus_left(self) -> None:
        if self.isVisible() and not self.edit.hasFocus() and self.window().isActiveWindow():
            self.hide()
            self.closed.emit()
