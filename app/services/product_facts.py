"""What a posting needs to know of a product, its pool of values included."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.ledger import ProductKind
from app.domain.moving_average import Cost, Pool
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import stock as sql


class UnknownProductError(UserError):
    """No product has this code, barcode or uid."""

    message = N_("There is no product “{code}”.")


class NoStockKeptError(UserError):
    """A service has no stock."""

    message = N_("“{name}” is a service; it has no stock.")


class BasketHasNoStockError(UserError):
    """A basket is put together when it is sold."""

    message = N_(
        "“{name}” is put together when it is sold and has no stock of its own. Please use its parts."
    )


@dataclass(frozen=True, slots=True)
class Values:
    """Book, cash and full value in satang."""

    value: int
    cash_value: int
    full_value: int


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What a posting needs to know of a product."""

    id: int
    uid: bytes
    code: str
    name: str
    kind: ProductKind
    unit: str
    vat_class: str
    shelf_days: int | None
    pool: Pool
    purchase_e4: int | None
    is_basket: bool = False
    """Whether its parts leave the stock in its place."""

    @property
    def is_stocked(self) -> bool:
        """Whether the product is counted in stock at all."""
        return self.kind is not ProductKind.SERVICE

    def refuse_unstocked(self) -> None:
        """Raise NoStockKeptError or BasketHasNoStockError for what is never in stock."""
        if not self.is_stocked:
            raise NoStockKeptError(name=self.name)
        if self.is_basket:
            raise BasketHasNoStockError(name=self.name)


def _facts(row: tuple[object, ...]) -> ProductFacts:
    identity, uid, code, name, kind, unit, vat_class, shelf_days, is_basket, *numbers = row
    quantity, value, cash, full, value_e4, cash_e4, full_e4, purchase_e4 = numbers
    last = None if value_e4 is None else Cost(value_e4, cash_e4, full_e4)  # type: ignore[arg-type]
    pool = Pool(quantity or 0, value or 0, cash or 0, full or 0, last)  # type: ignore[arg-type]
    return ProductFacts(
        identity,  # type: ignore[arg-type]
        uid,  # type: ignore[arg-type]
        str(code),
        str(name),
        ProductKind(str(kind)),
        str(unit),
        str(vat_class),
        shelf_days,  # type: ignore[arg-type]
        pool,
        purchase_e4,  # type: ignore[arg-type]
        bool(is_basket),
    )


def product_facts(uid: bytes) -> ProductFacts:
    """What the book knows of a product; raises UnknownProductError."""
    row = book.fetch_one(sql.PRODUCT_FACTS, (uid,))
    if row is None:
        raise UnknownProductError(code=uid.hex())
    return _facts(row)


def product_facts_by_id(product_id: int) -> ProductFacts:
    """What the book knows of a product by its local id; raises UnknownProductError."""
    row = book.fetch_one(sql.PRODUCT_FACTS_BY_ID, (product_id,))
    if row is None:
        raise UnknownProductError(code=product_id)
    return _facts(row)


def products_facts(uids: Sequence[bytes]) -> list[ProductFacts]:
    """What the book knows of several products, in one look."""
    marks = ", ".join("?" * len(uids))
    return [_facts(row) for row in book.fetch(sql.PRODUCTS_FACTS.format(marks=marks), uids)]
