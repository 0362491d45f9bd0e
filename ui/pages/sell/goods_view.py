"""The goods at the left of the till: search, groups, the grid, and a first step when there is nothing."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScroller, QVBoxLayout, QWidget

from app.i18n import _
from app.thai.digits import format_unit_cost
from app.thai.scanner import decode_scan
from ui import formats, theme
from ui.pages.sell.chips import ChipRow
from ui.pages.sell.entry import Entry, read_entry
from ui.pages.sell.items import MOST_SHOWN, Item, Picked, SaleUnit, Shop
from ui.pages.sell.search import TillSearch
from ui.widgets.basics import EmptyState, IconButton, row
from ui.widgets.labels import Label
from ui.widgets.photos import PhotoCache
from ui.widgets.product_grid import ProductGrid, Tile

LOW_MILLI = 5_000
"""From this count on a tile says how many are left."""
ALL = ""


TOOLS = (
    ("amount", "coins"),
    ("repeat", "repeat"),
    ("history", "history"),
    ("way", "store"),
    ("drawer", "wallet"),
)
"""What stands beside the search, with its picture."""


class GoodsView(QWidget):
    """Finds goods; what is done with them is the page's business."""

    wanted = Signal(object, object, object)
    """An ``Item``, its ``SaleUnit``, and the typed quantity (thousandths) or None."""
    unknown = Signal(str)
    """Typed or scanned text that names nothing for sale; it stays in the search box."""
    pay_wanted = Signal()
    """Enter on the empty search box."""
    cart_key = Signal(object)
    first_step = Signal()
    """There are no goods yet and the first one shall be made."""
    act = Signal(str)
    """``amount``, ``repeat``, ``history``, ``way``, ``drawer``."""

    def __init__(self, photos: PhotoCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop = Shop()
        self._wide = False
        self._which: tuple[Item, int | None] | None = None
        """Goods whose sizes and colours are shown, and the quantity that was typed for them."""
        self.search = TillSearch("", rest_ms=0, touch=True)
        self.chips = ChipRow()
        self.tools: dict[str, IconButton] = {}
        for key, icon in TOOLS:
            button = IconButton(icon, "", self._on_tool_clicked, touch=True)
            button.setProperty("act", key)
            self.tools[key] = button
        self._tools_row = QWidget()
        self._tools_row.setLayout(row(*self.tools.values(), spacing=0))
        self.grid = ProductGrid(photos)
        QScroller.grabGesture(self.grid.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.question = Label("", type="large", strong=True, wrap=True)
        self.question.hide()
        self.more = Label("", tone="soft", type="small")
        self.nothing = EmptyState("package-open", "")
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(theme.INSIDE)
        self._head.setVerticalSpacing(theme.INSIDE)
        self._head.setContentsMargins(4, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN - 4, theme.INSIDE, theme.INSIDE, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(self._head)
        layout.addWidget(self.question)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.more)
        layout.addWidget(self.nothing, 1)
        self._place_head(wide=False)
        self.search.searched.connect(self.show_goods)
        self.search.entered.connect(self._on_entered)
        self.search.cart_key.connect(self.cart_key)
        self.search.down_pressed.connect(self.focus_grid)
        self.chips.chosen.connect(self.show_goods)
        self.grid.picked.connect(self._on_picked)
        self.nothing.acted.connect(self._on_nothing_acted)
        self.setFocusProxy(self.search)
        self.retranslate()

    def _place_head(self, *, wide: bool) -> None:
        """On a narrow page the groups stand below the search."""
        self._wide = wide
        for widget in (self.search, self.chips, self._tools_row):
            self._head.removeWidget(widget)
        self._head.addWidget(self.search, 0, 0)
        self._head.addWidget(self._tools_row, 0, 2)
        if wide:
            self._head.addWidget(self.chips, 0, 1)
        else:
            self._head.addWidget(self.chips, 1, 0, 1, 3)
        self._head.setColumnStretch(0, 2)
        self._head.setColumnStretch(1, 3 if wide else 0)

    def offer_drawer(self, on: bool) -> None:
        """The way to the drawer, for whom it concerns."""
        self.tools["drawer"].setVisible(on)
        self.tools["drawer"].setEnabled(on)

    # ---- showing

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.set_placeholder(_("Search or scan …  (F2)"))
        self.search.setToolTip(_("3*code adds three; 3* and then a scan as well"))
        self.chips.setAccessibleName(_("Groups of goods"))
        self.tools["amount"].set_name(_("Type an amount (F3)"))
        self.tools["repeat"].set_name(_("The last receipt again (Ctrl+R)"))
        self.tools["history"].set_name(_("Receipts (F12)"))
        self.tools["way"].set_name(_("Way of selling (Ctrl+W)"))
        self.tools["drawer"].set_name(_("The drawer: open, count, close (Ctrl+D)"))
        self.grid.setAccessibleName(_("Goods"))
        self.set_shop(self._shop)

    def set_shop(self, shop: Shop) -> None:
        """Show what the book says now; search, group and scroll stay."""
        self._shop = shop
        self.tools["way"].setVisible(len(shop.ways) > 1)
        categories = shop.categories
        pages = [(page.uid.hex(), page.name) for page in shop.pages]
        self.chips.set_chips([*pages, (ALL, _("All")), *((name, name) for name in categories)])
        self.chips.setVisible(len(categories) > 1 or bool(pages))
        self.show_goods()

    @Slot()
    def show_goods(self) -> None:
        """Show the goods of the group that the typed text finds."""
        entry = self.entry()
        if entry.rest:
            self._which = None
        if self._which is not None:
            found = list(self._shop.variants(self._which[0]))
            tiles = [_tile(item, item.sort) for item in found]
        else:
            found, tiles = self._goods_of(entry.rest)
        self.question.setVisible(self._which is not None)
        if tiles != self.grid.tiles.tiles:
            bar = self.grid.verticalScrollBar()
            place = bar.value() if not entry.rest else 0
            self.grid.set_tiles(tiles)
            bar.setValue(place)
        self.grid.setVisible(bool(found))
        self.more.setVisible(len(found) >= MOST_SHOWN)
        self.more.setText(
            _("The first {count} are shown. Type a name or scan for the others.").format(count=len(found))
        )
        self.nothing.setVisible(not found)
        if not found:
            self._show_nothing(entry.rest)

    def _goods_of(self, typed: str) -> tuple[list[Item], list[Tile]]:
        """What stands on the grid: a page as it was arranged, or a group's goods; what is typed finds all."""
        page = self._shop.page(self.chips.key())
        if page is not None and not typed:
            tiles = [_tile(item, label, unit) for item, unit, label in page]
            return [item for item, _unit, _label in page], tiles
        found = self._shop.found(typed, ALL if page is not None else self.chips.key())
        return found, [_tile(item) for item in found]

    def ask_which(self, item: Item, quantity_milli: int | None) -> None:
        """Show the sizes and colours of an item; what is picked is added in the quantity that was typed."""
        self._which = (item, quantity_milli)
        self.search.clear()
        self.question.setText(_("{name}: which size or colour?").format(name=item.name))
        self.show_goods()
        self.grid.setFocus()

    def _leave_question(self) -> bool:
        asked, self._which = self._which is not None, None
        if asked:
            self.show_goods()
            self.search.setFocus()
        return asked

    def _show_nothing(self, typed: str) -> None:
        if typed:
            self.nothing.set_texts(
                _("Nothing for sale is found under “{text}”.").format(text=typed), _("Show all goods")
            )
        else:
            self.nothing.set_texts(
                _("Here will stand the goods that you sell."),
                _("Add the first product"),
                _("A name and a price are enough. Photos may follow."),
            )

    def entry(self) -> Entry:
        """What is typed: a quantity and a text."""
        return read_entry(self.search.text())

    def keep(self, code: str) -> None:
        """Leave a code that is not known in the box, ready to be corrected."""
        self.search.setText(code)
        self.search.setFocus()
        self.search.selectAll()

    def clear(self) -> bool:
        """Empty the search; whether there was something in it."""
        had = bool(self.search.text())
        if had:
            self.search.clear_search()
        return self._leave_question() or had

    @Slot()
    def focus_grid(self) -> None:
        """The arrow keys go to the goods."""
        if self.grid.isVisibleTo(self):
            self.grid.setFocus()

    # ---- finding

    def find_code(self, code: str) -> tuple[Item, SaleUnit] | None:
        """The goods of a bar code or product code."""
        return self._shop.by_code(code) or self._shop.by_code(decode_scan(code))

    @Slot()
    def _on_entered(self) -> None:
        """Enter adds what the text names: a code, else the first that is found; nothing typed is paying."""
        entry = self.entry()
        if not entry.rest:
            if entry.quantity_milli is None:
                self.pay_wanted.emit()
            return
        found = self.find_code(entry.rest)
        if found is None:
            items = self._goods_of(entry.rest)[0]
            found = (items[0], items[0].unit) if items else None
        if found is None:
            self.unknown.emit(entry.rest)
            return
        self.search.clear_search()
        self.wanted.emit(*found, entry.quantity_milli)

    @Slot(object)
    def _on_picked(self, key: Item | Picked) -> None:
        picked = key if isinstance(key, Picked) else Picked(key, key.unit)
        quantity = self._which[1] if self._which is not None else self.entry().quantity_milli
        self.clear()
        self.wanted.emit(picked.item, picked.unit, quantity)

    @Slot()
    def _on_nothing_acted(self) -> None:
        if self.search.text():
            self.chips.choose(ALL)
            self.search.clear_search()
        else:
            self.first_step.emit()

    @Slot()
    def _on_tool_clicked(self) -> None:
        self.act.emit(str(self.sender().property("act")))

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line for search and groups where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(900)
        if wide != self._wide:
            self._place_head(wide=wide)


def _tile(item: Item, name: str = "", unit: SaleUnit | None = None) -> Tile:
    sold_in = unit or item.unit
    key = item if sold_in is item.unit else Picked(item, sold_in)
    return Tile(key, name or item.name, price_text(item, sold_in), item.photo, _badge(item))


def price_text(item: Item, unit: SaleUnit | None = None) -> str:
    """The price as on a price tag: 45.–, 12.50, with the unit where it is weighed or a pack."""
    sold_in = unit or item.unit
    if sold_in.price_e4 is None:
        return _("Open price")
    price = format_unit_cost(sold_in.price_e4)
    price = f"{price[:-3]}.–" if price.endswith(".00") else price
    return f"{price} / {sold_in.name}" if item.is_weighed or sold_in is not item.unit else price


def _badge(item: Item) -> str:
    if item.on_hand_milli is None or not 0 < item.on_hand_milli <= LOW_MILLI:
        return ""
    return _("{count} left").format(count=formats.quantity(item.on_hand_milli))
