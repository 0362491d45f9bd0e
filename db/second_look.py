"""A second connection to the open book, that reads what is in the file and not what is remembered of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as engine

from db.connection import BookDatabase, Row, database

Fetch = Callable[[str, Sequence[object]], list[Row]]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Where the open book lies, whether it is encrypted, and how to read in it."""

    path: Path
    encrypted: bool
    fetch: Fetch


def open_path() -> Path | None:
    """Where the open book lies; None without one."""
    return Path(database.database) if database.database else None


def engine_version() -> str:
    """The storage engine's version."""
    return str(engine.sqlite_version)


@contextmanager
def second_look() -> Iterator[SecondLook]:
    """Open the book's file once more, read in it, and let it go; needs an open book.

    Raises the engine's DatabaseError, OSError.
    """
    path, key = open_path(), database._key  # noqa: SLF001 - the same door, opened twice
    assert path is not None
    side = BookDatabase(path, key=key)
    side.connect()
    try:

        def fetch(sql: str, parameters: Sequence[object] = ()) -> list[Row]:
            rows: list[Row] = side.connection().execute(sql, parameters).fetchall()
            return rows

        yield SecondLook(path, key is not None, fetch)
    finally:
        side.close()
