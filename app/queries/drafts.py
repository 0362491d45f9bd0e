"""Held carts and forms that were begun."""

from dataclasses import dataclass

from db import connection as book
from db.sql import settings as sql


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A piece of half-done work; ``updated_at`` in milliseconds UTC."""

    uid: bytes
    kind: str
    label: str
    updated_at: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of half-done work with what is in it."""

    uid: bytes
    kind: str
    label: str
    updated_at: int
    data: str


def list_drafts(kind: str) -> list[DraftRow]:
    """What is held of one kind, the latest first."""
    return [DraftRow(*row) for row in book.fetch(sql.DRAFTS, (kind,))]


def load_draft(uid: bytes) -> Draft | None:
    """A piece of half-done work, or None."""
    row = book.fetch_one(sql.DRAFT, (uid,))
    return None if row is None else Draft(*row)
