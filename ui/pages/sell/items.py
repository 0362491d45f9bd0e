"""What the Sell page knows of the book: goods for sale, ways of paying, a few settings; all frozen."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from app.domain.deal import Market
from app.domain.receipt_book import PaperBook
from app.domain.sale_draft import NO_ROUNDING, RoundingRule
from app.domain.scale_code import ScaleLayout, Weighed, read_scale_code, weighed
from app.i18n import _, language
from app.queries.channels import ChannelRow
from app.queries.tiles import TilePageRow
from app.thai.dates import format_date
from app.thai.digits import MILLI

EVERYTHING = 1_000_000
MOST_SHOWN = 400
"""So many goods stand on the grid at once; nobody scrolls past them, and each costs time at every key."""


@dataclass(frozen=True, slots=True)
class SaleUnit:
    """A unit an item is sold in: how many thousandths of the base unit one holds, its price (e4)."""

    name: str
    factor_milli: int = MILLI
    price_e4: int | None = None
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A product on the grid; ``units`` begins with its own unit."""

    id: int
    uid: bytes
    code: str
    name: str
    units: tuple[SaleUnit, ...]
    category: str = ""
    is_open_price: bool = False
    is_weighed: bool = False
    is_service: bool = False
    photo: bytes | None = None
    """SHA-256 of its picture."""
    on_hand_milli: int | None = None
    """What the count says is there; None for services."""
    parent_id: int | None = None
    """The product that it is a size or colour of."""
    size: str = ""
    colour: str = ""

    @property
    def sort(self) -> str:
        """Its size and colour in words; empty for goods that come in one only."""
        return " · ".join(words for words in (self.size, self.colour) if words)

    @property
    def unit(self) -> SaleUnit:
        """The unit it is sold in unless a pack is scanned."""
        return self.units[0]

    @property
    def asks_price(self) -> bool:
        """Whether the price has to be typed at each sale."""
        return self.is_open_price or self.unit.price_e4 is None


@dataclass(frozen=True, slots=True)
class Picked:
    """An item in one of its packs, as a tile of somebody's page offers it."""

    item: Item
    unit: SaleUnit


@dataclass(frozen=True, slots=True)
class TenderItem:
    """A way of paying; ``kind`` is cash, promptpay, transfer, account or other."""

    uid: bytes
    name: str
    name_en: str
    icon: str
    kind: str
    asks_reference: bool = False
    promptpay_kind: str = ""
    promptpay_target: str = ""
    payee: str = ""
    payer: str = ""
    """Who has the money until it comes: a courier, a platform, whose own account it is."""
    settle_days: int = 0

    @property
    def words(self) -> str:
        """Its name in the current language."""
        return self.name if language() == "th" or not self.name_en else self.name_en

    @property
    def is_cash(self) -> bool:
        """Whether change can be given from it."""
        return self.kind == "cash"

    def comes_later(self, today: dt.date) -> str:
        """Who owes the money of a sale of today and by when it should come; empty where it is here."""
        if not self.payer:
            return ""
        if not self.settle_days:
            return _("{name} owes it until it is handed over.").format(name=self.payer)
        day = format_date(today + dt.timedelta(days=self.settle_days), "medium")
        return _("{name} owes it; it should come by {day}.").format(name=self.payer, day=day)


def _nothing(_text: str, _most: int) -> Sequence[int]:
    return ()


@dataclass(frozen=True)
class Shop:
    """Everything the page shows before something is sold; ``find`` gives ids of products for a text."""

    items: tuple[Item, ...] = ()
    tenders: tuple[TenderItem, ...] = ()
    rounding: RoundingRule = NO_ROUNDING
    print_after_sale: bool = False
    copies: int = 1
    """How many slips a first print is."""
    paper: str = "80"
    held: int = 0
    scales: tuple[ScaleLayout, ...] = ()
    """How barcodes that a scale prints are read."""
    pages: tuple[TilePageRow, ...] = ()
    """Pages of tiles, as people arranged them."""
    ways: tuple[ChannelRow, ...] = ()
    """The ways of selling in use."""
    books: tuple[PaperBook, ...] = ()
    """Books of paper receipts that a bill may have been written in."""
    market: Market = field(default_factory=Market, compare=False)
    """Promotions, special prices and coupons."""
    find: Callable[[str, int], Sequence[int]] = field(default=_nothing, compare=False)
    """Ids of the goods that a text finds, best first, at most so many."""

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories that have goods, in the order of the goods."""
        return tuple(category for category in self._by_category if category)

    def item(self, uid: bytes) -> Item | None:
        """The item with this uid, if it is (still) for sale."""
        return self._by_uid.get(uid)

    def tender(self, uid: bytes) -> TenderItem | None:
        """The way of paying with this uid."""
        return next((tender for tender in self.tenders if tender.uid == uid), None)

    def way(self, code: str) -> ChannelRow | None:
        """The way of selling with this code, if it is in use."""
        return next((way for way in self.ways if way.code == code), None)

    def by_code(self, code: str) -> tuple[Item, SaleUnit] | None:
        """The item and unit that a bar code or product code names; bar codes win."""
        wanted = code.strip()
        if not wanted:
            return None
        return self._by_barcode.get(wanted) or self._by_code.get(wanted.casefold())

    def by_scale(self, code: str) -> tuple[Item, SaleUnit, Weighed] | None:
        """Goods of a scale's barcode with the weight or price that it says."""
        reading = read_scale_code(code, self.scales)
        if reading is None:
            return None
        found = self.by_code(reading.code) or self.by_code(reading.code.lstrip("0"))
        how_much = weighed(reading, found[1].price_e4) if found is not None else None
        return (*found, how_much) if found is not None and how_much is not None else None

    def page(self, key: str) -> list[tuple[Item, SaleUnit, str]] | None:
        """The goods of a page of tiles with their packs and words; None if there is no such page."""
        page = next((each for each in self.pages if each.uid.hex() == key), None)
        if page is None:
            return None
        shown = []
        for tile in page.tiles:
            item = self._by_uid.get(tile.product_uid)
            if item is not None:
                unit = next((each for each in item.units if each.name == tile.unit), item.unit)
                shown.append((item, unit, tile.label))
        return shown

    def found(self, text: str, category: str = "", most: int = MOST_SHOWN) -> list[Item]:
        """At most so many items of a category (all if empty) that a text finds, best first."""
        if not text.strip():
            return list(self._of(category)[:most])
        numbers = self.find(text, EVERYTHING if category else most)
        shown = self._shown(numbers, category, most)
        if len(shown) < most == len(numbers):  # what is not for sale took the room
            shown = self._shown(self.find(text, EVERYTHING), category, most)
        return shown

    def _shown(self, numbers: Sequence[int], category: str, most: int) -> list[Item]:
        items = (self._by_id[number] for number in numbers if number in self._by_id)
        return list(islice((item for item in items if not category or item.category == category), most))

    def _of(self, category: str) -> Sequence[Item]:
        return self._by_category.get(category, ()) if category else self._on_grid

    def variants(self, item: Item) -> Sequence[Item]:
        """The sizes and colours of an item that are for sale; empty for goods that come in one only."""
        return self._by_parent.get(item.id, ())

    @cached_property
    def _on_grid(self) -> tuple[Item, ...]:
        """Sizes and colours stand behind the product that they are of."""
        return tuple(item for item in self.items if item.parent_id not in self._by_id)

    @cached_property
    def _by_parent(self) -> dict[int, list[Item]]:
        """In the order in which they were entered: S, M, L stands so, not by the alphabet."""
        found: dict[int, list[Item]] = {}
        for item in sorted(self.items, key=lambda each: each.id):
            if item.parent_id is not None:
                found.setdefault(item.parent_id, []).append(item)
        return found

    @cached_property
    def _by_id(self) -> dict[int, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _by_uid(self) -> dict[bytes, Item]:
        return {item.uid: item for item in self.items}

    @cached_property
    def _by_category(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self._on_grid:
            found.setdefault(item.category, []).append(item)
        return found

    @cached_property
    def _by_barcode(self) -> dict[str, tuple[Item, SaleUnit]]:
        pairs = ((unit.barcode, (item, unit)) for item in self.items for unit in item.units if unit.barcode)
        return _first(pairs)

    @cached_property
    def _by_code(self) -> dict[str, tuple[Item, SaleUnit]]:
        return _first((item.code.casefold(), (item, item.unit)) for item in self.items)


def _first(pairs: Iterable[tuple[str, tuple[Item, SaleUnit]]]) -> dict[str, tuple[Item, SaleUnit]]:
    """By key; of several with one key the first stands."""
    found: dict[str, tuple[Item, SaleUnit]] = {}
    for key, pair in pairs:
        found.setdefault(key, pair)
    return found
