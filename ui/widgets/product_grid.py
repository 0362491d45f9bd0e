"""The grid of goods: photo, name in two lines, price; only what is seen is drawn."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import thai_text, theme
from ui.thai_text import thai
from ui.widgets.labels import paint_lines, plain_tip
from ui.widgets.photos import PhotoCache, paint_photo

Index = QModelIndex | QPersistentModelIndex
TILE_ROLE = Qt.ItemDataRole.UserRole + 1
LEAST_WIDTH = 132
BOUNCE_MS = 40
"""A second tap on the same tile within this time is no tap of a finger."""
GAP = 8


@dataclass(frozen=True, slots=True)
class Tile:
    """One product as the grid shows it; ``price`` and ``badge`` are ready text, ``photo`` a key or None."""

    key: object
    name: str
    price: str
    photo: object = None
    badge: str = ""
    dimmed: bool = False


class TilesModel(QAbstractListModel):
    """The tiles in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles."""
        self.beginResetModel()
        self.tiles = list(tiles)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Tiles at the root, none below."""
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name, the tile, and what the ear needs."""
        if not index.isValid():
            return None
        tile = self.tiles[index.row()]
        if role == TILE_ROLE:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (tile.name, tile.price, tile.badge) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tile.name)
        return None


class TileDelegate(QStyledItemDelegate):
    """Draws a tile once and keeps the picture until the look, the size or the tile changes."""

    def __init__(self, photos: PhotoCache | None, parent: QObject) -> None:
        super().__init__(parent)
        self._photos = photos
        self._drawn: dict[tuple[object, ...], QPixmap] = {}
        self.size = QSize(160, 176)

    def forget(self) -> None:
        """Draw all tiles anew."""
        self._drawn.clear()

    def forget_keys(self, photos: set[object]) -> None:
        """Draw anew the tiles whose photo came."""
        self._drawn = {place: pixmap for place, pixmap in self._drawn.items() if place[1] not in photos}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All tiles are of one size."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The kept picture of the tile, and the ring around the one that the keys are on."""
        tile: Tile = index.data(TILE_ROLE)
        area: QRect = option.rect
        state = option.state
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        ratio = painter.device().devicePixelRatioF()
        place = (tile, tile.photo, self.size.width(), self.size.height(), ratio)
        pixmap = self._drawn.get(place)
        if pixmap is None:
            if len(self._drawn) > 400:
                self._drawn.clear()
            pixmap = self._drawn[place] = self._draw(tile, ratio)
        painter.drawPixmap(area.topLeft(), pixmap)
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(theme.color("indigo"))
            pen.setWidth(2 if current else 1)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = GAP / 2 + pen.width() / 2
            painter.drawRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), 7, 7)
            painter.restore()

    def _draw(self, tile: Tile, ratio: float) -> QPixmap:
        pixmap = QPixmap(self.size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = GAP // 2
        card = QRect(0, 0, self.size.width(), self.size.height()).adjusted(half, half, -half, -half)
        painter.setPen(theme.color("line"))
        painter.setBrush(theme.color("sheet"))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        if tile.dimmed:
            painter.setOpacity(0.55)
        step = theme.line_height(theme.SMALL)
        price_height = theme.line_height(theme.LARGE)
        photo = QRectF(card.adjusted(6, 6, -6, 0))
        photo.setHeight(card.height() - 6 - 4 - 2 * step - price_height - 6)
        picture = (
            self._photos.get(tile.photo) if self._photos is not None and tile.photo is not None else None
        )
        paint_photo(painter, photo, picture, tile.name)
        left, width = card.left() + 8, card.width() - 16
        top = int(photo.bottom()) + 4
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color("ink"))
        name = tile.name if painter.fontMetrics().horizontalAdvance(tile.name) <= width else thai(tile.name)
        paint_lines(painter, name, left, top, width, step, Qt.AlignmentFlag.AlignLeft, 2)
        painter.setFont(theme.font(theme.LARGE, bold=True))
        painter.setPen(theme.color("ink"))
        bottom = card.bottom() - price_height - 3
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(left, bottom, width, price_height), flags, tile.price)
        if tile.badge:
            self._draw_badge(painter, card, tile.badge)
        painter.end()
        return pixmap

    def _draw_badge(self, painter: QPainter, card: QRect, words: str) -> None:
        painter.setFont(theme.font(theme.SMALL, bold=True))
        metrics = painter.fontMetrics()
        room = card.width() - 24
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        height = theme.line_height(theme.SMALL)
        width = max(height, metrics.horizontalAdvance(shown) + 12)
        area = QRectF(card.right() - width - 9, card.top() + 10, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("turmeric-wash"))
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setPen(theme.color("turmeric-text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)


class ProductGrid(QListView):
    """Tiles in rows that fill the width; Enter, a click or a touch gives the key of one."""

    picked = Signal(object)

    def __init__(
        self, photos: PhotoCache | None = None, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tiles = TilesModel(self)
        self._delegate = TileDelegate(photos, self)
        self.setProperty("kind", "grid")
        self.setModel(self.tiles)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.setAccessibleName(name)
        # A tap takes no keys away: Enter goes on to mean what it meant, and Tab and the arrows lead here.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_clicked)  # two quick taps are two pieces
        self._clock: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000
        self._last_tap: tuple[object, int] = (None, 0)
        if photos is not None:
            photos.ready.connect(self._on_photos_ready)
        theme.signals.changed.connect(self._on_theme_changed)
        thai_text.signals.ready.connect(self._on_theme_changed)
        self._fit()

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles; the keys start on the first."""
        self.tiles.set_tiles(tiles)
        if tiles:
            self.setCurrentIndex(self.tiles.index(0))
        self.verticalScrollBar().setValue(0)

    def current_key(self) -> object:
        """The key of the tile that the keys are on."""
        tile = self.currentIndex().data(TILE_ROLE)
        return tile.key if tile is not None else None

    def _fit(self) -> None:
        room = max(1, self.viewport().width() - 1)
        least = theme.px(LEAST_WIDTH) + GAP
        across = max(2, room // least)
        width = room // across
        photo = min(int(width * 0.72), theme.px(140))
        height = photo + 2 * theme.line_height(theme.SMALL) + theme.line_height(theme.LARGE) + 16 + GAP
        size = QSize(width, height)
        if size != self._delegate.size:
            self._delegate.size = size
            self._delegate.forget()
            self.setGridSize(size)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        tile = index.data(TILE_ROLE)
        if tile is not None and not self._bounces(tile.key):
            self.picked.emit(tile.key)

    def _bounces(self, key: object) -> bool:
        """Whether a worn screen told one tap twice; nobody taps twice so quickly."""
        now = self._clock()
        last, self._last_tap = self._last_tap, (key, now)
        return last[0] is key and 0 <= now - last[1] < BOUNCE_MS

    @Slot(object)
    def _on_photos_ready(self, keys: set[object]) -> None:
        self._delegate.forget_keys(keys)
        self.viewport().update()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._delegate.forget()
        self._fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tiles share the width."""
        self._fit()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space pick; letters are left to the page's search."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_clicked(self.currentIndex())
            return
        moves = (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
        )
        if key in moves:
            super().keyPressEvent(event)
            return
        event.ignore()
