"""Settings of the business and the identity of the open book."""

from dataclasses import dataclass

from app.domain.book_kind import BookKind
from app.settings import BusinessSettings, business_from_text
from db import connection as book
from db.sql import master as master_sql
from db.sql import settings as sql


@dataclass(frozen=True, slots=True)
class BookInfo:
    """What the open book is; ``created_at`` in milliseconds UTC."""

    uid: bytes
    kind: str
    created_at: int
    name: str
    device_prefix: int
    epoch: int


def business_settings() -> BusinessSettings:
    """Every setting of the business."""
    return business_from_text(dict(book.fetch(sql.SETTINGS)))


def book_info() -> BookInfo:
    """The open book's identity; raises the engine's DatabaseError for a file that has lost it."""
    row = book.fetch_one(sql.BOOK)
    device = book.fetch_one(sql.OWN_DEVICE)
    if row is None or device is None:
        raise book.DatabaseError("malformed: the book does not say which it is")
    return BookInfo(row[0], row[1], row[2], business_settings().enterprise_name, device[1], device[2])


def book_kind() -> BookKind:
    """Whether the open book is a group's or a household's; raises what ``book_info`` raises."""
    row = book.fetch_one(sql.BOOK)
    if row is None:
        raise book.DatabaseError("malformed: the book does not say which it is")
    return BookKind(row[1])


def picture(sha256: bytes) -> bytes | None:
    """A stored picture (the logo, a photo) by its SHA-256, or None."""
    row = book.fetch_one(master_sql.BLOB, (sha256,))
    return None if row is None else bytes(row[1])
