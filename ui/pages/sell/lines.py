"""The lines of the cart as a list: name and amount, below them quantity, price and discount."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.sale import price_line
from app.domain.sale_draft import SaleLineDraft
from app.i18n import _
from ui import formats, theme
from ui.thai_text import thai
from ui.widgets.labels import paint_lines

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
NAME_LINES = 2


@dataclass(frozen=True, slots=True)
class LineText:
    """A line as it is written: the cart's, a held bill's, a receipt's."""

    name: str
    amount: str
    detail: str
    note: str = ""
    """The discount, which should be seen."""
    why: tuple[str, ...] = ()
    """Why the price is what it is: a price by rule, promotions; each in a line of its own."""


def line_text(line: SaleLineDraft) -> LineText:
    """A draft line in words and figures."""
    detail = f"{formats.quantity(line.quantity_milli)} {line.unit} × {formats.unit_cost(line.unit_price_e4)}"
    notes = []
    if line.discount_percent_bp:
        notes.append(_("less {percent} %").format(percent=formats.percent(line.discount_percent_bp)))
    if line.discount:
        notes.append(_("less {amount}").format(amount=formats.money(line.discount)))
    return LineText(line.description, formats.money(price_line(line).amount), detail, " ".join(notes))


class LinesModel(QAbstractListModel):
    """Written lines of a bill."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[LineText] = []

    def set_lines(self, lines: Sequence[LineText]) -> None:
        """Show other lines; one that was only changed keeps its place."""
        old, new = len(self.lines), len(lines)
        if new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
            del self.lines[new:]
            self.endRemoveRows()
        elif new > old:
            self.beginInsertRows(QModelIndex(), old, new - 1)
            self.lines.extend(lines[old:])
            self.endInsertRows()
        self.lines = list(lines)
        if new:
            self.dataChanged.emit(self.index(0), self.index(new - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Lines at the root, none below."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line, and its words for the ear."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((line.name, *line.why))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(filter(None, (line.name, line.detail, line.note, *line.why, line.amount)))
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints a line; the selected one lies on indigo wash with a bar at its left."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its name needs, at most two lines of it."""
        line = index.data(LINE_ROLE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 300
        count = 1
        if isinstance(line, LineText):
            count = _needs_lines(line.name, self._name_width(line, width))
        small = 1 + len(line.why) if isinstance(line, LineText) else 1
        height = count * theme.line_height() + small * theme.line_height(theme.SMALL) + theme.INSIDE + 4
        return QSize(width, max(theme.touch(), height))

    def _name_width(self, line: LineText, width: int) -> int:
        amount = QFontMetrics(theme.font(bold=True)).horizontalAdvance(line.amount)
        return max(40, width - 2 * theme.BETWEEN - amount - theme.BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line of the bill."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, LineText):
            return
        state = option.state
        box: QRect = option.rect
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("indigo-wash"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("indigo"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        left, right = box.left() + theme.BETWEEN, box.right() - theme.BETWEEN
        top = box.top() + theme.INSIDE // 2 + 2
        step = theme.line_height()
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(bold=True))
        amount = QRect(left, top, right - left, step)
        painter.drawText(
            amount, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.amount
        )
        painter.setFont(theme.font())
        name_width = self._name_width(line, box.width())
        used = paint_lines(
            painter, thai(line.name), left, top, name_width, step, Qt.AlignmentFlag.AlignLeft, NAME_LINES
        )
        self._paint_detail(painter, line, left, top + used * step, right - left)
        painter.restore()

    def _paint_detail(self, painter: QPainter, line: LineText, left: int, top: int, width: int) -> None:
        height = theme.line_height(theme.SMALL)
        painter.setFont(theme.font(theme.SMALL))
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        metrics = painter.fontMetrics()
        note = f"  {line.note}" if line.note else ""
        room = width - metrics.horizontalAdvance(note)
        detail = metrics.elidedText(line.detail, Qt.TextElideMode.ElideMiddle, room)
        painter.setPen(theme.color("ink-soft"))
        painter.drawText(QRect(left, top, room, height), middle, detail)
        if note:
            at = left + metrics.horizontalAdvance(detail)
            painter.setPen(theme.color("turmeric-text"))
            painter.drawText(QRect(at, top, left + width - at, height), middle, note)
        painter.setPen(theme.color("leaf"))
        for at, why in enumerate(line.why, start=1):
            words = metrics.elidedText(why, Qt.TextElideMode.ElideMiddle, width)
            painter.drawText(QRect(left, top + at * height, width, height), middle, words)


def _needs_lines(name: str, width: int) -> int:
    """On how many lines a name stands, at most ``NAME_LINES``."""
    if QFontMetrics(theme.font()).horizontalAdvance(name) <= width:
        return 1
    layout = QTextLayout(thai(name), theme.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    count = 0
    while count < NAME_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, float(width)))
        count += 1
    layout.endLayout()
    return max(1, count)


class LinesView(QListView):
    """The bill's lines; arrow keys select, Del and digits are the page's business."""

    selected = Signal(object)
    """The number of the line that was selected by hand."""
    edited = Signal(object)
    """The number of a line that was picked to be changed (Enter or a double click)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines_model = LinesModel(self)
        self.setModel(self.lines_model)
        self.setItemDelegate(LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_lines(self, lines: Sequence[LineText], selected: int) -> None:
        """Show a bill with one line selected, without telling."""
        self.lines_model.set_lines(lines)
        self.scheduleDelayedItemsLayout()
        index = self.lines_model.index(selected) if 0 <= selected < len(lines) else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.selected.emit(index.row())

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.edited.emit(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names break anew at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home, End select; everything else goes to the page."""
        count = len(self.lines_model.lines)
        row = self.currentIndex().row()
        places = {
            Qt.Key.Key_Up: row - 1,
            Qt.Key.Key_Down: row + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        at = places.get(Qt.Key(event.key()))
        if at is None or not count:
            event.ignore()
            return
        self.selected.emit(max(0, min(count - 1, at)))
