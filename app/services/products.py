"""Products, their packs and pictures: made, changed, put aside; each edit is one logged transaction."""

import dataclasses
from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.product import CODE_LETTER, ProductData, ProductUnitData, checked_product, thumbnail_key
from app.domain.session import Permission, Session
from app.domain.vat import VatClass
from app.errors import UserError
from app.i18n import N_
from app.services import pictures, records
from app.services.records import Saved, saving
from app.services.stock import UnknownProductError
from app.thai.collate import sort_key
from app.thai.fold import fold
from db import connection as book
from db.models.base import delete_where, insert_row
from db.models.products import Product, ProductUnit
from db.sql import master as sql


class CodeTakenError(UserError):
    """Another row has this code."""

    message = N_("The code “{code}” is already in use.")


class BarcodeTakenError(UserError):
    """Another product or pack has this barcode."""

    message = N_("The barcode “{barcode}” already belongs to “{name}”.")


class KindLockedError(UserError):
    """The kind decides the stock account, so it stays once goods have moved."""

    message = N_("“{name}” has been bought, made or sold already; its kind can no longer be changed.")


class StillInStockError(UserError):
    """A product that is put aside while there is some of it."""

    message = N_("There is still some “{name}” in stock. Please sell it or count it to zero first.")


class VariantError(UserError):
    """A size or colour of something that is one itself, or that has sizes and colours."""

    message = N_("“{name}” cannot be a size or colour of this product. Please choose another.")


def create_product(session: Session, data: ProductData, *, uid: bytes | None = None) -> Saved:
    """Add a product once per ``uid``; without a code it gets the next free one.

    Raises NotPermittedError, CodeTakenError, BarcodeTakenError, VariantError and what ``checked_product``
    raises.
    """
    data = checked_product(data)
    with saving(session, Permission.EDIT_PRODUCTS):
        return insert_product(session, data, uid or new_uid())


def update_product(session: Session, product_uid: bytes, *, data: ProductData) -> Saved:
    """Change a product and replace its packs.

    Raises UnknownProductError, KindLockedError and what ``create_product`` raises.
    """
    data = checked_product(data)
    with saving(session, Permission.EDIT_PRODUCTS):
        row_id, kind, _name, old_code, _photo, _active = _state(product_uid)
        code = data.code or old_code
        if data.kind != kind and _has_moved(row_id):
            raise KindLockedError(name=data.name)
        _refuse_parent(data, row_id)
        _refuse_taken(data, code, row_id)
        old_units = _units(row_id)
        changed = old_units != data.units
        if changed:
            delete_where(ProductUnit, product_id=row_id)
            _add_units(row_id, data.units)
        records.change(
            session,
            Product,
            row_id,
            _columns(data, code),
            extra_before={"units": [dataclasses.asdict(unit) for unit in old_units]} if changed else None,
            extra_after={"units": [dataclasses.asdict(unit) for unit in data.units]} if changed else None,
        )
    return Saved(row_id, product_uid, code, Changes.PRODUCTS)


def set_price(session: Session, product_uid: bytes, *, price_e4: int | None) -> Saved:
    """Change only the price (e4), as from a cost sheet; raises UnknownProductError, NegativePriceError."""
    with saving(session, Permission.EDIT_PRODUCTS):
        row_id, _kind, name, code, _photo, _active = _state(product_uid)
        checked = checked_product(ProductData(name=name, unit="-", price_e4=price_e4))
        records.change(session, Product, row_id, {"price_e4": checked.price_e4})
    return Saved(row_id, product_uid, code, Changes.PRODUCTS)


def set_vat_class(session: Session, product_uid: bytes, *, vat_class: VatClass) -> Saved:
    """Say how a product stands to VAT; what was sold before stays as it is. Raises UnknownProductError."""
    with saving(session, Permission.EDIT_PRODUCTS):
        row_id, _kind, _name, code, _photo, _active = _state(product_uid)
        records.change(session, Product, row_id, {"vat_class": vat_class.value})
    return Saved(row_id, product_uid, code, Changes.PRODUCTS)


def deactivate_product(session: Session, product_uid: bytes, *, active: bool = False) -> Saved:
    """Put a product aside, or with ``active`` take it up again; its history stays.

    Raises UnknownProductError, StillInStockError.
    """
    with saving(session, Permission.EDIT_PRODUCTS):
        row_id, _kind, name, code, _photo, _active = _state(product_uid)
        if not active and book.fetch_int(sql.ON_HAND_TOTAL, (row_id,)) != 0:
            raise StillInStockError(name=name)
        records.change(session, Product, row_id, {"active": int(active)})
    return Saved(row_id, product_uid, code, Changes.PRODUCTS)


def set_photo(session: Session, product_uid: bytes, *, data: bytes | None) -> Saved:
    """Give a product a picture (the bytes of a picture file), or take it away.

    Raises UnknownProductError, NotAPictureError, PictureTooLargeError.
    """
    session.require(Permission.EDIT_PRODUCTS)
    picture = pictures.prepare(data) if data is not None else None
    with saving(session, Permission.EDIT_PRODUCTS):
        row_id, _kind, _name, code, _photo, _active = _state(product_uid)
        sha256 = keep_picture(picture) if picture is not None else None
        records.change(session, Product, row_id, {"photo": sha256})
    return Saved(row_id, product_uid, code, Changes.PRODUCTS)


# ---------------------------------------------------------------- used by the services beside this one


def insert_product(session: Session, data: ProductData, uid: bytes) -> Saved:
    """Add a checked product inside the caller's transaction, once per ``uid``.

    Raises CodeTakenError, BarcodeTakenError.
    """
    found = book.fetch_one(sql.PRODUCT_STATE, (uid,))
    if found is not None:
        return Saved(found[0], uid, found[3])
    _refuse_parent(data, 0)
    code = data.code or next_code("product", CODE_LETTER[data.kind])
    _refuse_taken(data, code, None)
    packs = {"units": [dataclasses.asdict(unit) for unit in data.units]} if data.units else None
    row_id = records.add(session, Product, uid, _columns(data, code), extra=packs)
    _add_units(row_id, data.units)
    return Saved(row_id, uid, code, Changes.PRODUCTS)


def keep_picture(picture: pictures.Picture) -> bytes:
    """Store a picture and its small version inside the caller's transaction; returns its SHA-256."""
    book.execute(sql.INSERT_BLOB, (picture.sha256, pictures.JPEG, picture.data))
    key = thumbnail_key(picture.sha256)
    book.execute(sql.INSERT_BLOB, (key, pictures.JPEG, picture.thumbnail))
    return picture.sha256


def next_code(table: str, letter: str) -> str:
    """The next free code with this letter, ``P0001``."""
    row = book.fetch_one(sql.LAST_NUMBER[table], (len(letter) + 1, f"{letter}0", f"{letter}:"))
    number = (row[0] if row and row[0] else 0) + 1
    while book.fetch_one(sql.ID_BY_CODE[table], (f"{letter}{number:04d}",)) is not None:
        number += 1
    return f"{letter}{number:04d}"


def refuse_code(table: str, code: str, row_id: int | None) -> None:
    """Raise CodeTakenError if a row other than ``row_id`` has this code."""
    taken = book.fetch_one(sql.ID_BY_CODE[table], (code,))
    if taken is not None and taken[0] != row_id:
        raise CodeTakenError(code=code)


def _state(uid: bytes) -> tuple[Any, ...]:
    row = book.fetch_one(sql.PRODUCT_STATE, (uid,))
    if row is None:
        raise UnknownProductError(code=uid.hex())
    return row


def _has_moved(row_id: int) -> bool:
    return book.fetch_one(sql.HAS_MOVED, (row_id,) * 3) is not None or (
        book.fetch_one(sql.SALE_LINE_OF, (row_id,)) is not None
    )


def _refuse_taken(data: ProductData, code: str, row_id: int | None) -> None:
    refuse_code("product", code, row_id)
    own: set[str] = set()
    for barcode in (data.barcode, *(unit.barcode for unit in data.units)):
        if barcode is None:
            continue
        if barcode in own:
            raise BarcodeTakenError(barcode=barcode, name=data.name)
        own.add(barcode)
        for owner_id, name in book.fetch(sql.BARCODE_OWNER, (barcode, barcode)):
            if owner_id != row_id:
                raise BarcodeTakenError(barcode=barcode, name=name)


def _refuse_parent(data: ProductData, row_id: int) -> None:
    if data.parent_id is not None and book.fetch_one(sql.CANNOT_BE_VARIANT, (data.parent_id, row_id)):
        raise VariantError(name=data.name)


def _columns(data: ProductData, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "barcode": data.barcode,
        "name": data.name,
        "folded": fold(data.name),
        "sort_key": sort_key(data.name),
        "kind": ProductKind(data.kind).value,
        "category_id": data.category_id,
        "unit": data.unit,
        "price_e4": data.price_e4,
        "is_open_price": int(data.is_open_price),
        "is_weighed": int(data.is_weighed),
        "is_for_sale": int(bool(data.is_for_sale)),
        "shelf_days": data.shelf_days,
        "story": data.story,
        "origin": data.origin,
        "reorder_milli": data.reorder_milli,
        "vat_class": data.vat_class,
        "maker_id": data.maker_id,
        "position": data.position,
        "parent_id": data.parent_id,
        "size": data.size,
        "colour": data.colour,
        "is_incomplete": int(data.is_incomplete),
    }


def _units(row_id: int) -> tuple[ProductUnitData, ...]:
    return tuple(
        ProductUnitData(name, factor, barcode, price, bool(is_purchase))
        for name, factor, barcode, price, is_purchase in book.fetch(sql.UNITS_OF, (row_id,))
    )


def _add_units(row_id: int, units: tuple[ProductUnitData, ...]) -> None:
    for unit in units:
        insert_row(
            ProductUnit,
            {
                "product_id": row_id,
                "name": unit.name,
                "factor_milli": unit.factor_milli,
                "barcode": unit.barcode,
                "price_e4": unit.price_e4,
                "is_purchase": int(unit.is_purchase),
            },
        )
