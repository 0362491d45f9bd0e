"""Product pages of the online market: their words and further pictures, in the order they are shown."""

from collections.abc import Sequence

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.listing import MOST_PHOTOS, PageData, checked_page
from app.domain.session import Permission, Session
from app.services import pictures, records
from app.services.attachments import TooManyPicturesError
from app.services.products import keep_picture
from app.services.records import NotFoundError, Saved, saving
from app.thai.normalise import clean_name
from db import connection as book
from db.models.market import ProductPage, ProductPhoto
from db.sql import product_pages as sql

MAY = Permission.EDIT_PRODUCTS
CHANGED = Changes.MARKET | Changes.PRODUCTS


def save_page(session: Session, product_uid: bytes, *, data: PageData) -> Saved:
    """Write what the online market shows of a product.

    Raises NotFoundError, WeightError, TextTooLongError.
    """
    checked = checked_page(data)
    with saving(session, MAY):
        product_id = _id(sql.PRODUCT_ID, product_uid)
        producer = None if checked.producer_uid is None else _id(sql.PARTY_ID, checked.producer_uid)
        values = {
            "producer_id": producer,
            "title": checked.title,
            "listing_text": checked.text,
            "hashtags": checked.hashtags,
            "ingredients": checked.ingredients,
            "directions": checked.directions,
            "net_content": checked.net_content,
            "weight_g": checked.weight_g,
            "is_listed": int(checked.is_listed),
            "active": 1,
        }
        found = book.fetch_one(sql.PAGE_ID, (product_id,))
        if found is None:
            row_id = records.add(session, ProductPage, product_uid, {**values, "product_id": product_id})
        else:
            row_id = found[0]
            records.change(session, ProductPage, row_id, values)
    return Saved(row_id, product_uid, changes=CHANGED)


def add_photo(
    session: Session, product_uid: bytes, *, data: bytes, caption: str = "", uid: bytes | None = None
) -> Saved:
    """Give a product one more picture (the bytes of its file); the same one again is found, not doubled.

    Raises NotAPictureError, PictureTooLargeError, NoMemoryForPictureError, TooManyPicturesError,
    NotFoundError.
    """
    session.require(MAY)
    picture = pictures.prepare(data)
    with saving(session, MAY):
        product_id = _id(sql.PRODUCT_ID, product_uid)
        known = book.fetch_one(sql.SAME_PHOTO, (product_id, picture.sha256))
        if known is not None:
            return Saved(known[0], known[1])
        if book.fetch_int(sql.PHOTO_COUNT, (product_id,)) >= MOST_PHOTOS:
            raise TooManyPicturesError(limit=MOST_PHOTOS)
        uid = uid or new_uid()
        values = {
            "product_id": product_id,
            "sha256": keep_picture(picture),
            "caption": clean_name(caption, 300),
            "position": book.fetch_int(sql.NEXT_PLACE, (product_id,)),
        }
        row_id = records.add(session, ProductPhoto, uid, values)
    return Saved(row_id, uid, changes=CHANGED)


def describe_photo(session: Session, photo_uid: bytes, *, caption: str) -> Saved:
    """Say what a picture shows; raises NotFoundError, TextTooLongError."""
    words = clean_name(caption, 300)
    with saving(session, MAY):
        row_id = _id(sql.PHOTO, photo_uid)
        records.change(session, ProductPhoto, row_id, {"caption": words})
    return Saved(row_id, photo_uid, changes=CHANGED)


def take_photo_out(session: Session, photo_uid: bytes) -> Saved:
    """Show a picture no more; raises NotFoundError."""
    with saving(session, MAY):
        row_id = _id(sql.PHOTO, photo_uid)
        records.change(session, ProductPhoto, row_id, {"active": 0})
    return Saved(row_id, photo_uid, changes=CHANGED)


def order_photos(session: Session, product_uid: bytes, *, order: Sequence[bytes]) -> Saved:
    """Show the further pictures in this order; those that are not named come behind. Raises NotFoundError."""
    with saving(session, MAY):
        product_id = _id(sql.PRODUCT_ID, product_uid)
        there = [row[0] for row in book.fetch(sql.PHOTOS_OF, (product_uid,))]
        named = [uid for uid in dict.fromkeys(order) if uid in there]
        if len(named) < len(set(order)):
            raise NotFoundError
        for place, uid in enumerate([*named, *(uid for uid in there if uid not in named)], 1):
            records.change(session, ProductPhoto, _id(sql.PHOTO, uid), {"position": place})
    return Saved(product_id, product_uid, changes=CHANGED)


def _id(query: str, uid: bytes) -> int:
    row = book.fetch_one(query, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])
