"""What the Sell page knows of the book: goods for sale, ways of paying, a few settings; all frozen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.domain.deal import Market
from app.domain.sale_draft import NO_ROUNDING, RoundingRule
from app.i18n import language
from app.thai.digits import MILLI


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

    @property
    def unit(self) -> SaleUnit:
        """The unit it is sold in unless a pack is scanned."""
        return self.units[0]

    @property
    def asks_price(self) -> bool:
        """Whether the price has to be typed at each sale."""
        return self.is_open_price or self.unit.price_e4 is None


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

    @property
    def words(self) -> str:
        """Its name in the current language."""
        return self.name if language() == "th" or not self.name_en else self.name_en

    @property
    def is_cash(self) -> bool:
        """Whether change can be given from it."""
        return self.kind == "cash"


def _nothing(_text: str) -> Sequence[int]:
    return ()


@dataclass(frozen=True, slots=True)
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
    market: Market = field(default_factory=Market, compare=False)
    """Promotions, special prices and coupons."""
    find: Callable[[str], Sequence[int]] = field(default=_nothing, compare=False)

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories that have goods, in the order of the goods."""
        return tuple(dict.fromkeys(item.category for item in self.items if item.category))

    def item(self, uid: bytes) -> Item | None:
        """The item with this uid, if it is (still) for sale."""
        return next((item for item in self.items if item.uid == uid), None)

    def tender(self, uid: bytes) -> TenderItem | None:
        """The way of paying with this uid."""
        return next((tender for tender in self.tenders if tender.uid == uid), None)

    def by_code(self, code: str) -> tuple[Item, SaleUnit] | None:
        """The item and unit that a bar code or product code names; bar codes win."""
        wanted = code.strip()
        if not wanted:
            return None
        for item in self.items:
            for unit in item.units:
                if unit.barcode == wanted:
                    return item, unit
        lower = wanted.casefold()
        for item in self.items:
            if item.code.casefold() == lower:
                return item, item.unit
        return None

    def found(self, text: str, category: str = "") -> list[Item]:
        """Items of a category (all if empty) that a text finds, best first."""
        shown = [item for item in self.items if not category or item.category == category]
        if not text.strip():
            return shown
        by_id = {item.id: item for item in shown}
        return [by_id[number] for number in self.find(text) if number in by_id]
