"""Who works with the book."""

from dataclasses import dataclass

from db import connection as book
from db.sql import settings as sql


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who works with the book; ``role`` is leader, bookkeeper, seller or member."""

    id: int
    uid: bytes
    name: str
    role: str
    active: bool


def users() -> list[User]:
    """Everybody, those still active first."""
    return [User(*[*row[:-1], bool(row[-1])]) for row in book.fetch(sql.USERS)]
