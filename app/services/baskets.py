"""Gift baskets: the parts of a product that is put together when it is sold."""

from collections.abc import Sequence

from app.changes import Changes
from app.domain.basket import Part, PartData, checked_parts
from app.domain.product import ProductData
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.baskets import parts_of
from app.services import acts, records
from app.services.product_facts import ProductFacts, product_facts
from app.services.products import create_product, update_product
from app.services.records import Saved, saving
from app.thai.digits import format_quantity
from db import connection as book
from db.models.products import Product
from db.sql import baskets as sql


class BasketInBasketError(UserError):
    """A basket holds itself or another basket."""

    message = N_("“{name}” is a basket itself and cannot be put into one.")


class PartOfBasketError(UserError):
    """A product that is in a basket is made one."""

    message = N_("“{name}” is in a basket already, so it cannot be one itself.")


class BasketInStockError(UserError):
    """A product of which there is some is made a basket."""

    message = N_(
        "There is some “{name}” in stock. A basket is put together when it is sold and has no stock of its "
        "own; please count it to zero first."
    )


class MadeByRecipeError(UserError):
    """A product that is made by a recipe is made a basket."""

    message = N_("“{name}” is made by a recipe, so it has no parts that are put together when it is sold.")


def save_product(
    session: Session, data: ProductData, *, uid: bytes, is_new: bool, parts: Sequence[PartData]
) -> Saved:
    """Make or change a product together with what it is made of when it is sold, all or nothing.

    Raises what ``create_product``, ``update_product`` and ``save_parts`` raise.
    """
    with acts.begun(session, Permission.EDIT_PRODUCTS), book.unit_of_work():
        saved = create_product(session, data, uid=uid) if is_new else update_product(session, uid, data=data)
        save_parts(session, saved.uid, parts=parts)
    return saved


def save_parts(session: Session, product_uid: bytes, *, parts: Sequence[PartData]) -> Saved:
    """Say what one of a product is made of when it is sold; no parts make it an ordinary product again.

    Sold baskets stay as they were sold. Raises UnknownProductError, BasketInBasketError, PartOfBasketError,
    BasketInStockError, MadeByRecipeError, PartQuantityError, PartTwiceError, TooManyPartsError,
    AmountTooLargeError, NotPermittedError.
    """
    with saving(session, Permission.EDIT_PRODUCTS):
        product = product_facts(product_uid)
        found = [product_facts(part.product_uid) for part in parts]
        checked_parts(parts, [each.name for each in found])
        if parts:
            _refuse(product, found)
        before = parts_of(product_uid)
        book.execute(sql.DELETE_PARTS, (product.id,))
        for position, (part, each) in enumerate(zip(parts, found, strict=True)):
            book.execute(sql.INSERT_PART, (product.id, each.id, part.quantity_milli, position))
        old, new = _words(before), _words(parts_of(product_uid))
        changed = old != new
        records.change(
            session,
            Product,
            product.id,
            {},
            extra_before={"parts": old} if changed else None,
            extra_after={"parts": new} if changed else None,
        )
    return Saved(product.id, product_uid, product.code, Changes.PRODUCTS if changed else Changes.NONE)


def _refuse(product: ProductFacts, parts: Sequence[ProductFacts]) -> None:
    for part in parts:
        if part.id == product.id or book.fetch_one(sql.IS_BASKET, (part.id,)):
            raise BasketInBasketError(name=part.name)
    if book.fetch_one(sql.IS_PART, (product.id,)):
        raise PartOfBasketError(name=product.name)
    if book.fetch_one(sql.ANY_THERE, (product.id,)):
        raise BasketInStockError(name=product.name)
    if book.fetch_one(sql.HAS_RECIPE, (product.id,)):
        raise MadeByRecipeError(name=product.name)


def _words(parts: Sequence[Part]) -> str:
    return ", ".join(f"{part.name} × {format_quantity(part.quantity_milli)}" for part in parts)
