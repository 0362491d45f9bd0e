"""Brings a book's structure to the newest version, step by step, all or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.connection import BookDatabase
from db.migrations import m0001_initial, m0002_people, m0003_books, m0004_group, m0005_market, m0006_household

APPLICATION_ID = 0x53414D55
"""ASCII "SAMU": marks the file as a book of this program."""

MIGRATIONS: tuple[Callable[[Any], None], ...] = (
    m0001_initial.migrate,
    m0002_people.migrate,
    m0003_books.migrate,
    m0004_group.migrate,
    m0005_market.migrate,
    m0006_household.migrate,
)
"""Step n brings version n to n + 1."""

VERSION = len(MIGRATIONS)


class NewerBookError(Exception):
    """The file was written by a newer version of the program."""


class NotABookError(Exception):
    """The file is a database, but not one of this program."""


class BrokenReferencesError(Exception):
    """A step would leave rows that point to nothing."""


def identity(path: Path, key: bytes | None = None) -> tuple[int, int]:
    """(application id, version) of an existing file, read without changing it."""
    book = BookDatabase(path, key=key)
    book.connect()
    try:
        connection = book.connection()
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        book.close()
    return int(application), int(version)


def migrate(path: Path, key: bytes | None = None) -> int:
    """Create or upgrade the book at ``path``; returns the version it had before.

    Raises NewerBookError, NotABookError, BrokenReferencesError. Version and change commit together;
    foreign keys are off before the transaction begins and every reference is checked before it ends.
    """
    book = BookDatabase(path, migrator=True, key=key)
    book.connect()
    try:
        connection = book.connection()
        connection.execute("PRAGMA foreign_keys = OFF").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
        try:
            before = int(connection.execute("PRAGMA user_version").fetchone()[0])
            application = int(connection.execute("PRAGMA application_id").fetchone()[0])
            tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if tables and application != APPLICATION_ID:
                raise NotABookError(str(path))
            if before > VERSION:
                raise NewerBookError(str(path))
            for step in MIGRATIONS[before:]:
                step(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchall():
                raise BrokenReferencesError(str(path))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    finally:
        book.close()
    return before
