"""What the Sell page knows of the book: goods for sale, ways of paying, a few settings; all frozen."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.sale_draft import NO_ROUNDING, RoundingRule
from app.i18n import language
from app.thai.digits import MILLI
from app.thai.fold import fold


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


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything the page shows before something is sold."""

    items: tuple[Item, ...] = ()
    tenders: tuple[TenderItem, ...] = ()
    rounding: RoundingRule = NO_ROUNDING
    print_after_sale: bool = False
    paper: str = "80"
    held: int = 0
    folded: tuple[str, ...] = ()

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories that have goods, in the order of the goods."""
        return tuple(dict.fromkeys(item.category for item in self.items if item.category))

    def item(self, uid: bytes) -> Item | None:
        """The item with this uid, if it is (still) for sale."""
        return next((item for item in self.items if item.uid == uid), None)

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

    def found(self, text: str, category: str = "") -> Sequence[Item]:
        """Items of a category (all if empty) with every word of a text; those that begin with it first."""
        words = [fold(word) for word in text.split()]
        whole = fold(text)
        hits = [
            (not key.startswith(whole), number)
            for number, key in enumerate(self.folded)
            if (not category or self.items[number].category == category) and all(w in key for w in words)
        ]
        if whole:
            hits.sort()
        return [self.items[number] for _begins, number in hits]


def folded_keys(items: Sequence[Item]) -> tuple[str, ...]:
    """What each item is found by: its name and code, folded."""
    return tuple(fold(f"{item.name} {item.code}") for item in items)
