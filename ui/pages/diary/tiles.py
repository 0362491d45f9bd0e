"""Big tiles of everyday categories: a picture and a word each, found by typing."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.household.diary import Heading
from app.domain.slip_entry import Direction
from app.i18n import _
from app.queries.household.diary import HouseholdCategory
from app.thai.fold import fold
from reports.common import in_language
from ui import theme
from ui.pages.diary.ways import Way
from ui.pages.diary.words import picture
from ui.thai_text import thai
from ui.widgets.labels import paint_lines
from ui.widgets.product_grid import GAP, ProductGrid, Tile, TileDelegate

LEAST = 106
PICTURE = 44
TOKENS = {
    Heading.INCOME: ("leaf", "leaf-wash"),
    Heading.IN_KIND: ("leaf", "leaf-wash"),
    Heading.SOCIAL: ("indigo", "indigo-wash"),
    Heading.REDUCIBLE: ("turmeric-text", "turmeric-wash"),
    Heading.NEITHER: ("ink-soft", "sunken"),
}
ESSENTIAL = ("indigo", "indigo-wash")


class CategoryDelegate(TileDelegate):
    """Draws a category: its picture on a round ground, its name below in two lines at most."""

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
        token, wash = TOKENS.get(Heading(tile.badge), ESSENTIAL)
        step = theme.line_height()
        side = theme.px(PICTURE)
        top = card.top() + theme.INSIDE
        ground = QRectF(card.center().x() - side / 2, top, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(wash))
        painter.drawEllipse(ground)
        picture = theme.pixmap(str(tile.photo), token, PICTURE * 3 // 5, ratio)
        width = picture.width() / ratio
        painter.drawPixmap(
            int(ground.center().x() - width / 2), int(ground.center().y() - width / 2), picture
        )
        painter.setFont(theme.font())
        painter.setPen(theme.color("ink"))
        left, room = card.left() + 4, card.width() - 8
        fits = painter.fontMetrics().horizontalAdvance(tile.name) <= room
        name = tile.name if fits else thai(tile.name)
        below = int(ground.bottom()) + 2
        if fits:
            below += step // 2  # one line stands in the middle of the room for two
        paint_lines(painter, name, left, below, room, step, Qt.AlignmentFlag.AlignHCenter, 2)
        painter.end()
        return pixmap


class CategoryTiles(ProductGrid):
    """The categories of one direction; ``picked`` gives a category's uid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._delegate = CategoryDelegate(None, self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._all: tuple[HouseholdCategory, ...] = ()
        self._ways: tuple[Way, ...] = ()
        self.direction = Direction.OUT
        self._typed = ""
        self._fit()

    def set_categories(self, categories: tuple[HouseholdCategory, ...]) -> None:
        """Other categories."""
        self._all = categories
        self._show()

    def set_ways(self, ways: tuple[Way, ...]) -> None:
        """Tiles after the categories that lead elsewhere; ``picked`` gives their key."""
        self._ways = ways
        self._show()

    def set_direction(self, direction: Direction) -> None:
        """Money out or in."""
        self.direction = direction
        self._show()

    def search(self, typed: str) -> None:
        """Only those whose name or words hold what was typed; nothing typed shows all."""
        self._typed = typed
        self._show()

    def first(self) -> object:
        """The key of the first that is shown, None if nothing is."""
        return next((tile.key for tile in self.tiles.tiles), None)

    def _show(self) -> None:
        folded = fold(self._typed)
        shown = [each for each in self._all if each.direction is self.direction]
        if folded:
            shown = [each for each in self._all if folded in fold(f"{each.name} {each.name_en} {each.words}")]
        ways = [each for each in self._ways if each.direction is self.direction]
        if folded:
            ways = [each for each in self._ways if folded in fold(f"{_(each.name)} {_(each.words)}")]
        self.set_tiles([*[_tile(each) for each in shown], *[_way(each) for each in ways]])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tiles share the width, also after the scroll bar has come or gone."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the width is known."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        kept = 0 if bar.isVisible() else bar.sizeHint().width()  # Qt keeps its room free, seen or not
        room = max(1, self.viewport().width() - 1 - kept)
        least = theme.px(LEAST) + GAP
        across = max(2, min(9, room // least))
        width = room // across
        height = theme.px(PICTURE) + 3 * theme.INSIDE + 2 * theme.line_height() + GAP
        size = QSize(width, height)
        if size != self._delegate.size:
            self._delegate.size = size
            self._delegate.forget()
            self.setGridSize(size)


def _way(each: Way) -> Tile:
    return Tile(each.key, _(each.name), "", each.icon, Heading.NEITHER.value)


def _tile(each: HouseholdCategory) -> Tile:
    return Tile(each.uid, in_language(each.name, each.name_en), "", picture(each.icon), each.heading.value)
