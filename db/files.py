"""A book as a file: looked at without changing it, copied whole, made durable."""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as engine

from db.connection import PAGE_SIZE, BookDatabase, Row, give_key
from db.sql import backup as sql

PLAIN_HEADER = b"SQLite format 3\0"
HEADER = 100
PAGES_AT_ONCE = 2048
STEPS_TO_SYNC = 4
"""So many steps of a copy are pushed to the disk at a time: a sale's commit would wait for a whole gigabyte."""
Progress = Callable[[int, int], None]
Execute = Callable[[str, Sequence[Any]], Any]


@dataclass(frozen=True, slots=True)
class Head:
    """Where a device's chain ends in one epoch."""

    device_id: int
    epoch: int
    sequence: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class BookState:
    """What a book's file says of itself, read in one go."""

    uid: bytes
    documents: int
    last_day: str
    last_posted_at: int
    epoch: int
    device_id: int
    heads: tuple[Head, ...]


def is_plain_header(path: Path) -> bool:
    """Whether a file starts like an unencrypted SQLite file; only before this process opens the book."""
    with path.open("rb") as file:
        return file.read(16) == PLAIN_HEADER


def _connect(path: Path, mode: str, key: bytes | None = None) -> Any:
    connection = engine.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=5, isolation_level=None
    )
    if key is not None:
        give_key(connection, key)
    connection.execute("PRAGMA busy_timeout = 5000").fetchall()
    connection.execute("PRAGMA temp_store = 2").fetchall()
    connection.execute("PRAGMA trusted_schema = 0").fetchall()
    return connection


def _reading(path: Path, key: bytes | None = None) -> Any:
    """A connection that only reads; it leaves no side files behind where it may remove them."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        connection = _connect(path, "rw", key)
        connection.execute("PRAGMA query_only = ON").fetchall()
        return connection
    wal = side_files(path)[0]
    return _connect(path, "ro" if wal.exists() else "ro&immutable=1", key)


def identity(path: Path, key: bytes | None = None) -> tuple[int, int]:
    """(application id, version) of a file, which stays as it is.

    Raises OSError, the engine's DatabaseError (also for a key that does not fit).
    """
    wal = side_files(path)[0]
    if key is None and not (wal.exists() and wal.stat().st_size):
        with path.open("rb") as file:
            header = file.read(HEADER)
        if len(header) < HEADER or not header.startswith(PLAIN_HEADER):
            raise engine.DatabaseError("file is not a database")
        return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")
    connection = _connect(path, "ro", key) if key is None else _reading(path, key)
    try:
        application = connection.execute("PRAGMA application_id").fetchall()[0][0]
        version = connection.execute("PRAGMA user_version").fetchall()[0][0]
    finally:
        connection.close()
    return int(application), int(version)


def _state(connection: Any) -> BookState:
    uid = connection.execute(sql.BOOK_UID).fetchall()[0][0]
    documents, last_day, last_posted_at = connection.execute(sql.DOCUMENTS).fetchall()[0]
    device_id, epoch = connection.execute(sql.OWN_DEVICE).fetchall()[0]
    heads = tuple(Head(*row) for row in connection.execute(sql.HEADS).fetchall())
    return BookState(
        uid, int(documents), last_day or "", int(last_posted_at or 0), int(epoch), int(device_id), heads
    )


def state(path: Path, key: bytes | None = None) -> BookState:
    """What a book on disk holds; it stays as it is. Raises the engine's DatabaseError."""
    connection = _reading(path, key)
    try:
        return _state(connection)
    finally:
        connection.close()


def rows(path: Path, query: str, key: bytes | None = None, parameters: Sequence[Any] = ()) -> list[Row]:
    """The rows of a query in a book on disk, which stays as it is. Raises the engine's DatabaseError."""
    connection = _reading(path, key)
    try:
        found: list[Row] = connection.execute(query, parameters).fetchall()
    finally:
        connection.close()
    return found


def faults(path: Path, key: bytes | None = None) -> list[str]:
    """What SQLite finds wrong in a file: pages, references, chain heads that do not fit; [] is sound."""
    connection = _reading(path, key)
    try:
        if key is not None:
            for row in connection.execute("PRAGMA cipher_integrity_check").fetchall():
                return [f"page {row[0]}"]
        found = [str(row[0]) for row in connection.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
        found += [f"reference {row[0]}" for row in connection.execute("PRAGMA foreign_key_check").fetchall()]
        found += [f"chain {row[0]}.{row[1]}" for row in connection.execute(sql.WRONG_HEADS).fetchall()]
    finally:
        connection.close()
    return found


def uids_missing(of: Path, than: Path, *, of_key: bytes | None = None, than_key: bytes | None = None) -> int:
    """How many documents of one book another has not; both stay as they are."""
    connection = _reading(of, of_key)
    try:
        uids = {row[0] for row in connection.execute(sql.DOCUMENT_UIDS).fetchall()}
    finally:
        connection.close()
    connection = _reading(than, than_key)
    try:
        return len(uids - {row[0] for row in connection.execute(sql.DOCUMENT_UIDS).fetchall()})
    finally:
        connection.close()


def copy_book(
    source: Path, target: Path, progress: Progress | None = None, *, key: bytes | None = None
) -> BookState:
    """Copy a book, in use or not, as it stands at this moment, into a file without a WAL beside it.

    The copy of an encrypted book is encrypted with the same key.

    The snapshot is pinned by a read transaction, so writers neither wait nor disturb it. ``progress``
    gets (pages done, pages) and may raise. Raises OSError, the engine's DatabaseError. The target must not exist.
    """
    reading = _reading(source, key)
    try:
        reading.execute("BEGIN")
        before = _state(reading)
        writing = _connect(target, "rwc", key)
        try:
            steps = count(1)

            def step(_status: int, remaining: int, total: int) -> None:
                if next(steps) % STEPS_TO_SYNC == 0:
                    sync_file(target)
                if progress is not None:
                    progress(total - remaining, total)

            reading.backup(writing, pages=PAGES_AT_ONCE, progress=step, sleep=0.0)
            writing.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            writing.close()
        reading.execute("COMMIT")
    finally:
        reading.close()
    sync_file(target)
    return before


def recrypt(source: Path, target: Path, *, old: bytes | None, new: bytes | None) -> BookState:
    """Write a book that nobody changes into a new file under another key (None for plain).

    Raises OSError, the engine's DatabaseError. The target must not exist; it has no WAL beside it.
    """
    connection = _connect(source, "rw", old)
    try:
        before = _state(connection)
        version = connection.execute("PRAGMA user_version").fetchall()[0][0]
        application = connection.execute("PRAGMA application_id").fetchall()[0][0]
        written_key = f"x'{new.hex()}'" if new is not None else ""
        connection.execute("ATTACH DATABASE ? AS other KEY ?", (str(target), written_key)).fetchall()
        if new is None:
            connection.execute(f"PRAGMA other.page_size = {PAGE_SIZE}").fetchall()
        connection.execute("SELECT sqlcipher_export('other')").fetchall()
        connection.execute(f"PRAGMA other.user_version = {int(version)}")
        connection.execute(f"PRAGMA other.application_id = {int(application)}")
        connection.execute("DETACH DATABASE other").fetchall()
    finally:
        connection.close()
    sync_file(target)
    return before


def settle(path: Path, key: bytes | None = None) -> None:
    """Fold the WAL of a book that nobody has open into its file and remove it.

    Raises the engine's DatabaseError.
    """
    connection = _connect(path, "rw", key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchall()[0][0]
    finally:
        connection.close()
    if mode != "delete":
        raise engine.OperationalError("database is locked")
    sync_file(path)


@contextmanager
def changing(path: Path, key: bytes | None = None) -> Iterator[Execute]:
    """One transaction in a book that is not the open one, under the same guards; yields ``execute``."""
    side = BookDatabase(path, key=key)
    side.connect()
    try:
        connection = side.connection()
        with side.atomic():
            yield connection.execute
    finally:
        side.close()


def sync_file(path: Path) -> None:
    """Push a file's bytes to the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Push a folder's entries to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it, synced, then put in its place."""
    temporary = part_of(path)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def remove(*paths: Path) -> None:
    """Remove files that may be there; what cannot be removed stays (the first error is the one to tell)."""
    for path in paths:
        with suppress(OSError):
            path.unlink()


def part_of(path: Path) -> Path:
    """Where a file is written before it takes its place: beside it, hidden, no one else's."""
    name = path.name.removeprefix(".")  # a part of a part is found and removed like any other
    return path.with_name(f".{name}.{os.getpid()}-{secrets.token_hex(4)}.part")


def remove_parts(folder: Path, name: str, *, before: int) -> None:
    """Remove what killed programs left of writing ``name`` (a glob) before a moment (UTC, s)."""
    for path in folder.glob(f".{name}.*.part*"):
        with suppress(OSError):
            if int(path.stat().st_mtime) < before:
                path.unlink()


def side_files(path: Path) -> tuple[Path, ...]:
    """The files that SQLite may keep beside a book."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))
