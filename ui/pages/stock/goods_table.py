"""The list of goods: photo and name, price, what is on hand and what it is worth; read page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.ledger import ProductKind
from app.i18n import _
from app.queries.pre_orders import reserved
from app.queries.products import ProductFilter, ProductRow, list_products
from reports.model import Kind
from ui import formats, masking, theme
from ui.models.paged import Fetch
from ui.models.rows import ROW_ROLE, Col, Index
from ui.widgets.photos import PhotoCache, paint_photo
from ui.widgets.tables import TableView, copied

NAME, CODE, UNIT, PRICE, ON_HAND, VALUE = range(6)
SORTS = {NAME: "name", CODE: "code", PRICE: "price", ON_HAND: "on_hand"}
"""Columns that the list can be sorted by, and what the query calls it."""
LINE = 56
PHOTO = 40
NARROW = 720
NARROWEST = 580


def price_text(row: ProductRow) -> str:
    """The price in words: an amount, “open” where the seller types it, or nothing."""
    if row.is_open_price:
        return _("open")
    return "" if row.price_e4 is None else formats.unit_cost(row.price_e4)


def on_hand_text(row: ProductRow) -> str:
    """What is on hand; services are never."""
    return "" if row.kind is ProductKind.SERVICE else formats.quantity(row.on_hand_milli)


def reserved_text(reserved_milli: int, free_milli: int) -> str:
    """How much of what is there is promised in orders, and what is left to sell."""
    if not reserved_milli:
        return ""
    return _("{reserved} for orders, {free} free").format(
        reserved=formats.quantity(reserved_milli), free=formats.quantity(free_milli)
    )


COLUMNS: tuple[Col[ProductRow], ...] = (
    Col(lambda: _("Name"), lambda row: row.name, weight=6),
    Col(lambda: _("Code"), lambda row: row.code),
    Col(lambda: _("Unit"), lambda row: row.unit, weight=2),
    Col(lambda: _("Price"), lambda row: row.price_e4, Kind.UNIT_COST, text=price_text, private=False),
    Col(lambda: _("On hand"), lambda row: row.on_hand_milli, Kind.QUANTITY, text=on_hand_text),
    Col(lambda: _("Book value"), lambda row: row.value, Kind.MONEY),
)


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted."""

    sort: str = "name"
    descending: bool = False


def columns_for(costs: bool) -> tuple[Col[ProductRow], ...]:
    """The columns of who may, or may not, see what goods are worth."""
    return COLUMNS if costs else COLUMNS[:VALUE]


def fetcher(where: ProductFilter, order: Order) -> Fetch[ProductRow]:
    """Reads a list page by page."""

    def fetch(after: tuple[object, int] | None, limit: int) -> list[ProductRow]:
        rows = list_products(where, sort=order.sort, descending=order.descending, after=after, limit=limit)
        promised = reserved()
        if not promised:
            return rows
        return [replace(row, reserved_milli=promised.get(row.uid, 0)) for row in rows]

    return fetch


def cursor(line: ProductRow) -> tuple[object, int]:
    """Where the next page begins behind a row."""
    return line.cursor


class _GoodsDelegate(QStyledItemDelegate):
    """Draws the photo beside the name, and under a low stock at how much to order."""

    def __init__(self, photos: PhotoCache, parent: "GoodsTable") -> None:
        super().__init__(parent)
        self._photos, self._table = photos, parent

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() in (NAME, ON_HAND):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = index.data(ROW_ROLE)
        if not isinstance(row, ProductRow):
            return
        painter.save()
        if index.column() == NAME:
            self._paint_name(painter, option, row)
        elif index.column() == ON_HAND:
            _paint_on_hand(painter, option, row)
        painter.restore()

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, row: ProductRow) -> None:
        side = theme.px(PHOTO)
        area = option.rect
        top = area.top() + (area.height() - side) // 2
        photo = self._photos.get(row.photo) if row.photo else None
        paint_photo(painter, QRectF(area.left() + 12, top, side, side), photo, row.name)
        words = area.adjusted(12 + side + 12, 4, -8, -4)
        parts = [row.code if self._table.isColumnHidden(CODE) else "", row.category]
        if self._table.isColumnHidden(UNIT):
            parts.append(row.unit)
        if not row.active:
            parts.insert(0, _("no longer sold"))
        note = " · ".join(part for part in parts if part)
        _two_lines(painter, words, row.name, note, Qt.AlignmentFlag.AlignLeft, "ink-soft")


def _paint_on_hand(painter: QPainter, option: QStyleOptionViewItem, row: ProductRow) -> None:
    area = option.rect.adjusted(8, 4, -15, -4)
    note = _("order at {quantity}").format(quantity=formats.quantity(row.reorder_milli)) if row.is_low else ""
    promised = reserved_text(row.reserved_milli, row.free_milli)
    short = row.reserved_milli > 0 > row.free_milli
    token = "turmeric-text" if row.is_low or short else "ink-soft"
    _two_lines(painter, area, on_hand_text(row), promised or note, Qt.AlignmentFlag.AlignRight, token)
    if row.is_low and not promised:
        painter.setFont(theme.font(theme.SMALL))
        width = painter.fontMetrics().horizontalAdvance(note)
        side = theme.px(14)
        left = area.right() - width - side - 4
        if left >= option.rect.left():
            icon = theme.pixmap("triangle-alert", "turmeric-text", 14, painter.device().devicePixelRatioF())
            middle = area.top() + area.height() * 3 // 4
            painter.drawPixmap(left, middle - side // 2, icon)


def _two_lines(
    painter: QPainter, area: QRect, first: str, second: str, align: Qt.AlignmentFlag, token: str
) -> None:
    flags = int(align | Qt.AlignmentFlag.AlignVCenter)
    upper = area.adjusted(0, 0, 0, -area.height() // 2) if second else area
    painter.setFont(theme.font())
    painter.setPen(theme.color("ink"))
    painter.drawText(
        upper, flags, painter.fontMetrics().elidedText(first, Qt.TextElideMode.ElideRight, area.width())
    )
    if second:
        lower = area.adjusted(0, area.height() // 2, 0, 0)
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(token))
        painter.drawText(
            lower, flags, painter.fontMetrics().elidedText(second, Qt.TextElideMode.ElideRight, lower.width())
        )


class GoodsTable(TableView):
    """Shows ``ProductRow``s; ``sort_chosen`` gives (name of the sort, whether from the end)."""

    sort_chosen = Signal(str, bool)
    copy_wanted = Signal(object)
    """Numbers of rows that are to be copied and are not all here; none means the whole list."""

    _columns = COLUMNS

    def __init__(self, photos: PhotoCache, parent: QWidget | None = None, *, costs: bool = True) -> None:
        super().__init__(parent=parent)
        self._columns = columns_for(costs)
        self._sort, self._descending = NAME, False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_GoodsDelegate(photos, self))
        photos.ready.connect(self._on_photos_ready)
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._on_section_clicked)

    def show_sort(self) -> None:
        """Show at the header how the list is sorted."""
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(self._sort, order)

    @Slot(int)
    def _on_section_clicked(self, section: int) -> None:
        if section in SORTS:
            self._descending = section == self._sort and not self._descending
            self._sort = section
            self.sort_chosen.emit(SORTS[section], self._descending)
        self.show_sort()

    @Slot(object)
    def _on_photos_ready(self, _keys: object) -> None:
        self.viewport().update()

    def _line_height(self) -> int:
        """Room for the photo."""
        return theme.px(LINE)

    def _least_width(self, number: int) -> int:
        """Names need room for the photo; warnings for their words."""
        if number == NAME:
            return theme.px(220)
        least = super()._least_width(number)
        if number != ON_HAND:
            return least
        model = self.model()
        rows = (model.index(line, 0).data(ROW_ROLE) for line in range(min(40, model.rowCount())))
        return max(least, theme.px(160)) if any(row is not None and row.is_low for row in rows) else least

    def _share_width(self) -> None:
        """Columns that say least go when the list is narrow; their words stand under the name then."""
        narrow = self.viewport().width() < theme.px(NARROW)
        for number in (CODE, UNIT):
            self.setColumnHidden(number, narrow)
        if len(self._columns) > VALUE:
            self.setColumnHidden(VALUE, self.viewport().width() < theme.px(NARROWEST))
        super()._share_width()
        if narrow and self._weights:
            header = self.horizontalHeader()
            shown = [n for n in range(len(self._weights)) if n != NAME and not self.isColumnHidden(n)]
            for number in shown:
                header.resizeSection(number, self._least_width(number))
            used = sum(header.sectionSize(number) for number in shown)
            header.resizeSection(NAME, max(theme.px(190), self.viewport().width() - used))

    def copy_rows(self) -> str:
        """Copy every column, hidden ones too; rows that are not read yet are asked for first."""
        if masking.stopped():
            return ""
        marked = sorted({index.row() for index in self.selectionModel().selectedRows()})
        model = self.model()
        rows = [model.index(number, 0).data(ROW_ROLE) for number in marked]
        if not rows or None in rows:
            self.copy_wanted.emit(marked)
            return ""
        return self._put(rows)

    def copy_these(self, numbers: list[int], rows: Sequence[ProductRow]) -> None:
        """Copy the rows with these numbers (all, if none is named) of a list that was read whole."""
        self._put([rows[number] for number in numbers if number < len(rows)] or list(rows))

    def _put(self, rows: Sequence[ProductRow]) -> str:
        lines = [[column.header() for column in self._columns]]
        lines += [[column.written(row) for column in self._columns] for row in rows]
        text = copied(lines)
        QGuiApplication.clipboard().setText(text)
        return text
