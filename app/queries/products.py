"""Products as lists page through them, as the till needs them, and one with everything about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.ledger import ProductKind
from app.domain.product import ProductData, ProductUnitData, thumbnail_key
from app.thai.digits import to_arabic
from app.thai.fold import fold
from db import connection as book
from db.sql import master as sql

PAGE = 128


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """Which products a list shows; None means all of them."""

    kinds: tuple[ProductKind, ...] | None = None
    category_id: int | None = None
    active: bool | None = True
    for_sale: bool | None = None
    text: str = ""
    low: bool = False
    """Only those at or under their reorder level."""
    incomplete: bool = False
    """Only those that were sold by their name and are to be completed."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A line of a list of products; ``cursor`` is where the next page begins."""

    id: int
    uid: bytes
    code: str
    barcode: str | None
    name: str
    kind: ProductKind
    category_id: int | None
    category: str
    unit: str
    price_e4: int | None
    is_open_price: bool
    is_weighed: bool
    is_for_sale: bool
    reorder_milli: int
    photo: bytes | None
    active: bool
    on_hand_milli: int
    value: int
    cursor: tuple[object, int]
    reserved_milli: int = 0
    """What open orders still want of it; filled in by who asked the orders."""

    @property
    def is_low(self) -> bool:
        """At or under its reorder level."""
        return 0 < self.reorder_milli >= self.on_hand_milli

    @property
    def free_milli(self) -> int:
        """What is on hand beyond what is promised in orders; below zero that much is missing."""
        return self.on_hand_milli - self.reserved_milli


@dataclass(frozen=True, slots=True)
class Product:
    """A product with everything about it; costs are the last known ones (e4), None where none is known."""

    id: int
    uid: bytes
    data: ProductData
    photo: bytes | None
    active: bool
    category: str
    maker: str
    on_hand_milli: int
    value: int
    last_cost_e4: int | None
    last_cash_cost_e4: int | None
    last_full_cost_e4: int | None
    last_purchase_e4: int | None

    @property
    def code(self) -> str:
        """Its code."""
        return self.data.code

    @property
    def name(self) -> str:
        """Its name."""
        return self.data.name


@dataclass(frozen=True, slots=True)
class PlaceStock:
    """What lies at a place: owner 0 is us, lot 0 is none."""

    location_id: int
    location: str
    owner_id: int
    lot_id: int
    lot: str
    best_before: str | None
    quantity_milli: int


@dataclass(frozen=True, slots=True)
class SaleItem:
    """A product as the till shows it; ``units`` are its packs, each perhaps with a barcode and a price."""

    id: int
    uid: bytes
    code: str
    barcode: str | None
    name: str
    folded: str
    kind: ProductKind
    price_e4: int | None
    unit: str
    category_id: int | None
    category: str
    photo: bytes | None
    is_open_price: bool
    is_weighed: bool
    vat_class: str
    on_hand_milli: int
    parent_id: int | None
    """The product that it is a size or colour of."""
    size: str
    colour: str
    units: tuple[ProductUnitData, ...] = ()

    @property
    def barcodes(self) -> tuple[str, ...]:
        """Every barcode that means this product or one of its packs."""
        own = (self.barcode, *(unit.barcode for unit in self.units))
        return tuple(each for each in own if each)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a barcode stands for: a product, or the pack of it that ``unit`` names."""

    product_uid: bytes
    unit: str = ""


def list_products(
    where: ProductFilter | None = None,
    *,
    sort: str = "name",
    descending: bool = False,
    after: tuple[object, int] | None = None,
    limit: int = PAGE,
) -> list[ProductRow]:
    """A page of products; ``sort`` is one of name, code, price, on_hand, newest; ``after`` a row's cursor."""
    conditions, parameters = _conditions(where or ProductFilter())
    statement = sql.product_page(sort, descending=descending, conditions=conditions, after=after is not None)
    rows = book.fetch(statement, (*parameters, *(after or ()), limit))
    return [_row(row) for row in rows]


def count_products(where: ProductFilter | None = None) -> int:
    """How many products the filter lets through."""
    conditions, parameters = _conditions(where or ProductFilter())
    return book.fetch_int(sql.product_count(conditions), parameters)


def product_by_uid(uid: bytes) -> Product | None:
    """A product, or None."""
    return _product(book.fetch_one(sql.PRODUCT_BY_UID, (uid,)))


def product_by_id(product_id: int) -> Product | None:
    """A product by its local id, or None."""
    return _product(book.fetch_one(sql.PRODUCT_BY_ID, (product_id,)))


def product_by_code(code: str) -> Product | None:
    """A product by its code, or None."""
    return _product(book.fetch_one(sql.PRODUCT_BY_CODE, (to_arabic(code.strip()),)))


def by_barcode(barcode: str) -> Scanned | None:
    """What a scanned barcode stands for, or None."""
    row = book.fetch_one(sql.BARCODE, (barcode, barcode))
    return None if row is None else Scanned(row[0], row[1])


def stock_by_place(product_id: int) -> list[PlaceStock]:
    """Where a product lies, by place, owner and lot, oldest lot first."""
    return [PlaceStock(*row) for row in book.fetch(sql.ON_HAND_BY_PLACE, (product_id,))]


def for_sale(location_id: int | None = None) -> list[SaleItem]:
    """Everything that the till offers, in the order of its grid; what is on hand at a place or everywhere."""
    units: dict[int, list[ProductUnitData]] = {}
    for product_id, name, factor, barcode, price, is_purchase in book.fetch(sql.FOR_SALE_UNITS):
        units.setdefault(product_id, []).append(
            ProductUnitData(name, factor, barcode, price, bool(is_purchase))
        )
    items = []
    for row in book.fetch(sql.FOR_SALE, (location_id, location_id)):
        values = list(row)
        values[6] = ProductKind(row[6])
        values[12:14] = bool(row[12]), bool(row[13])
        items.append(SaleItem(*[*values, tuple(units.get(row[0], ()))]))
    return items


def on_hand() -> dict[int, int]:
    """Thousandths on hand everywhere, by product; what was never there is left out."""
    return dict(book.fetch(sql.ON_HAND))


def pictures(keys: Iterable[bytes]) -> dict[bytes, bytes]:
    """JPEG bytes of pictures by their SHA-256; what is not there is left out."""
    wanted = list(dict.fromkeys(keys))
    found: dict[bytes, bytes] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        found.update(dict(book.fetch(sql.BLOBS.format(marks=", ".join("?" * len(part))), part)))
    return found


def thumbnails(photos: Iterable[bytes]) -> dict[bytes, bytes]:
    """Small JPEGs (at most 320 points) by the SHA-256 of the photo they belong to."""
    wanted = {thumbnail_key(photo): photo for photo in photos}
    return {wanted[key]: data for key, data in pictures(wanted).items()}


def _conditions(where: ProductFilter) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    parameters: list[object] = []
    if where.kinds is not None:
        conditions.append(sql.PRODUCT_FILTERS["kinds"].format(marks=", ".join("?" * len(where.kinds))))
        parameters.extend(kind.value for kind in where.kinds)
    for name, value in (
        ("category_id", where.category_id),
        ("active", where.active),
        ("for_sale", where.for_sale),
    ):
        if value is not None:
            conditions.append(sql.PRODUCT_FILTERS[name])
            parameters.append(int(value))
    if where.text.strip():
        conditions.append(sql.PRODUCT_FILTERS["text"])
        text = to_arabic(where.text.strip())
        parameters.extend([like(fold(text)) if fold(text) else "", like(text.lower()), text])
    if where.incomplete:
        conditions.append(sql.PRODUCT_FILTERS["incomplete"])
    if where.low:
        conditions.append(sql.PRODUCT_FILTERS["low"])
    return conditions, parameters


def like(text: str) -> str:
    """A LIKE pattern for text anywhere, its own signs escaped with ``!``."""
    # No name is longer, and SQLite refuses patterns that somebody's whole document was pasted into.
    escaped = text[:500].replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"


def _row(row: book.Row) -> ProductRow:
    values = list(row[:18])
    values[5] = ProductKind(row[5])
    values[10:13] = (bool(each) for each in row[10:13])
    values[15] = bool(row[15])
    return ProductRow(*[*values, (row[18], row[0])])


def _product(row: book.Row | None) -> Product | None:
    if row is None:
        return None
    (
        identity,
        uid,
        code,
        barcode,
        name,
        kind,
        category_id,
        unit,
        price,
        is_open,
        is_weighed,
        is_for_sale,
        *rest,
    ) = row
    (
        shelf_days,
        story,
        origin,
        photo,
        reorder,
        vat_class,
        maker_id,
        position,
        parent_id,
        size,
        colour,
        is_incomplete,
        active,
        category,
        maker,
        *stock,
    ) = rest
    units = tuple(
        ProductUnitData(each[0], each[1], each[2], each[3], bool(each[4]))
        for each in book.fetch(sql.UNITS_OF, (identity,))
    )
    data = ProductData(
        name=name,
        unit=unit,
        kind=ProductKind(kind),
        code=code,
        barcode=barcode,
        category_id=category_id,
        price_e4=price,
        is_open_price=bool(is_open),
        is_weighed=bool(is_weighed),
        is_for_sale=bool(is_for_sale),
        shelf_days=shelf_days,
        story=story,
        origin=origin,
        reorder_milli=reorder,
        vat_class=vat_class,
        maker_id=maker_id,
        position=position,
        units=units,
        parent_id=parent_id,
        size=size,
        colour=colour,
        is_incomplete=bool(is_incomplete),
    )
    return Product(identity, uid, data, photo, bool(active), category, maker, *stock)
