"""A short look at the open book after a fault: is it whole, and is everything in it that was acknowledged?

It reads the file through a connection of its own, so that nothing remembered is taken for what is on the
disk. ``check_books`` is the long look.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db import second_look as look
from db.connection import DatabaseError
from db.media import medium_of
from db.sql import soundness as sql


class Fault(StrEnum):
    """What the short look found wrong."""

    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    REFERENCES = "references"
    CHAIN = "chain"
    MISSING = "missing"
    """A document that was acknowledged in this session is not there."""


@dataclass(frozen=True, slots=True)
class Soundness:
    """What the short look found: how many documents the book holds and what is wrong with it."""

    documents: int = 0
    acknowledged: int = 0
    """How many documents of this session were looked for."""
    faults: tuple[Fault, ...] = ()
    no_book: bool = False

    @property
    def whole(self) -> bool:
        """Whether a book was looked at and nothing is lost."""
        return not self.faults and not self.no_book


@dataclass(frozen=True, slots=True)
class BookFigures:
    """What a helper may know of a book: no name, no amount, no place."""

    schema_version: int
    encrypted: bool
    medium: str
    free_bytes: int
    file_bytes: int
    wal_bytes: int
    documents: tuple[tuple[str, int], ...]
    """Count of documents by kind."""


def sound_now(uids: Sequence[bytes] = ()) -> Soundness:
    """Whether the book can be read, its file and chains are whole, and these documents are in it.

    Never raises for a broken book: that is an answer, too.
    """
    if look.open_path() is None:
        return Soundness(no_book=True)
    try:
        with look.second_look() as book:
            missing = sum(1 for uid in uids if not book.fetch(sql.HAS_DOCUMENT, (uid,)))
            found = [fault for fault, is_so in _LOOKS.items() if is_so(book)]
            if missing:
                found.append(Fault.MISSING)
            return Soundness(int(book.fetch(sql.DOCUMENTS, ())[0][0]), len(uids), tuple(found))
    except (DatabaseError, OSError):
        return Soundness(acknowledged=len(uids), faults=(Fault.UNREADABLE,))


def _damaged(book: look.SecondLook) -> bool:
    if book.encrypted and book.fetch(sql.CIPHER_CHECK, ()):
        return True
    return book.fetch(sql.QUICK_CHECK, ()) != [("ok",)]


def _chain_broken(book: look.SecondLook) -> bool:
    return any(book.fetch(query, ()) for query in (sql.WRONG_HEADS, sql.GAPS, sql.BROKEN_LINKS))


def _references_broken(book: look.SecondLook) -> bool:
    return bool(book.fetch(sql.REFERENCES, ()))


_LOOKS: dict[Fault, Callable[[look.SecondLook], bool]] = {
    Fault.DAMAGED: _damaged,
    Fault.REFERENCES: _references_broken,
    Fault.CHAIN: _chain_broken,
}


def book_figures() -> BookFigures | None:
    """Figures of the open book for a report; None without one or where it cannot be read."""
    if look.open_path() is None:
        return None
    try:
        with look.second_look() as book:
            wal = book.path.with_name(book.path.name + "-wal")
            return BookFigures(
                schema_version=int(book.fetch(sql.SCHEMA_VERSION, ())[0][0]),
                encrypted=book.encrypted,
                medium=medium_of(book.path.parent).value,
                free_bytes=shutil.disk_usage(book.path.parent).free,
                file_bytes=book.path.stat().st_size,
                wal_bytes=wal.stat().st_size if wal.exists() else 0,
                documents=tuple((str(kind), int(count)) for kind, count in book.fetch(sql.COUNTS, ())),
            )
    except (DatabaseError, OSError):
        return None


def engine_version() -> str:
    """The storage engine's version, for a report."""
    return look.engine_version()
