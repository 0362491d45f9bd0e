"""The one door to the book's file: connections with their assertions, plain or encrypted.

Every connection is opened with the pragmas below, reads them back, and gets an authorizer that lets
no one change the structure, a posted row or a kept sum.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2 as engine

from db.schema import KEPT, POSTED
from db.sql import settings as sql

MINIMUM_SQLITE = (3, 53, 0)
PAGE_SIZE = 2048
"""Bytes of a page in a new plain book: a sale touches about twenty pages, and each is written whole."""
PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "busy_timeout": 5000,
    "mmap_size": 0,
    "trusted_schema": 0,
    "temp_store": 2,
    "secure_delete": 1,
    "journal_size_limit": 16 * 1024 * 1024,  # bytes; a WAL that grew beside a long copy shrinks again
}
READABLE = {*PRAGMAS, "data_version", "user_version", "application_id", "page_count", "freelist_count"}
WITH_ARGUMENT = {
    "table_info",
    "table_xinfo",
    "index_list",
    "quick_check",
    "integrity_check",
    "foreign_key_check",
    "cipher_integrity_check",
    "wal_checkpoint",
    "data_version",
}
STRUCTURE = {value for name, value in vars(engine).items() if re.match("SQLITE_(CREATE|DROP)_", name)} | {
    engine.SQLITE_ALTER_TABLE,
    engine.SQLITE_REINDEX,
    engine.SQLITE_ANALYZE,
    engine.SQLITE_ATTACH,
    engine.SQLITE_DETACH,
}
FORBIDDEN_FUNCTIONS = {"load_extension", "sqlcipher_export", "writefile", "edit"}
WRITES = {engine.SQLITE_INSERT, engine.SQLITE_UPDATE, engine.SQLITE_DELETE}
CHANGES = {engine.SQLITE_UPDATE, engine.SQLITE_DELETE}
STATEMENTS = 512
"""Prepared statements that a connection keeps; the authorizer is asked at each preparing only."""
DatabaseError = engine.DatabaseError
IntegrityError = engine.IntegrityError
Row = tuple[Any, ...]


# The driver looks for an adapter of every NULL that is bound and meets three errors before it gives up,
# a microsecond each time (a sale binds fifty); this one answers None for None at once.
engine.register_adapter(type(None), {}.get)


class _Memory(threading.local):
    """Master data that this thread's connection has read for its postings, and when that was."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, Sequence[Any]], list[Row]] = {}
        self.version = 0
        self.in_posting = False


_memory = _Memory()


class PragmaRefusedError(Exception):
    """SQLite did not take a setting that the book's safety stands on."""


class CommitUnknownError(engine.OperationalError):  # type: ignore[misc, unused-ignore]
    """A COMMIT failed, and whether its rows will be there after the next start cannot be known."""


class NotConnectedError(Exception):
    """A thread reads or writes without having connected: a mistake in the program."""


def authorize(
    action: int, first: str | None, second: str | None, _db: str | None, trigger: str | None
) -> int:
    """Authorizer of ordinary connections: no DDL, no pragma writes, posted and kept rows only as meant."""
    name = first or ""
    if (
        action in STRUCTURE
        or (
            action == engine.SQLITE_PRAGMA
            and not (name in WITH_ARGUMENT or (second is None and name in READABLE))
        )
        or (action in CHANGES and name in POSTED and trigger is None)
        or (action in WRITES and name in KEPT and trigger is None)
        or (action in WRITES and name.startswith("sqlite_"))
        or (action == engine.SQLITE_FUNCTION and second in FORBIDDEN_FUNCTIONS)
    ):
        return int(engine.SQLITE_DENY)
    return int(engine.SQLITE_OK)


def give_key(connection: Any, key: bytes) -> None:
    """Unlock an encrypted book with its raw 256-bit key, first thing after connecting.

    Nothing is said of it in any log; a key that does not fit shows at the first read.
    """
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()


class BookDatabase(peewee.SqliteDatabase):
    """peewee's SQLite database on SQLCipher's engine; deferred, one connection per thread, no autoconnect."""

    server_version = engine.sqlite_version_info

    def __init__(self, path: Path | None = None, *, migrator: bool = False, key: bytes | None = None) -> None:
        self._key = key
        self._migrator = migrator
        self.own_commits = 0
        super().__init__(str(path) if path else None, lock_type="IMMEDIATE", autoconnect=False)

    def configure(self, path: Path | None, key: bytes | None = None) -> None:
        """Point the database at a book (or at nothing); closes this thread's connection first."""
        if not self.is_closed():
            self.close()
        self._key = key
        self.own_commits = 0
        self.init(str(path) if path else None)

    def _connect(self) -> Any:
        _memory.rows.clear()
        if tuple(engine.sqlite_version_info) < MINIMUM_SQLITE:
            raise PragmaRefusedError(f"SQLite {engine.sqlite_version} is older than 3.53")
        mode = "rwc" if self._migrator else "rw"
        uri = f"{Path(self.database).absolute().as_uri()}?mode={mode}"
        connection = engine.connect(
            uri, uri=True, timeout=5, isolation_level=None, cached_statements=STATEMENTS
        )
        try:
            if self._key is not None:
                give_key(connection, self._key)
            elif self._migrator:
                connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            for name, value in PRAGMAS.items():
                connection.execute(f"PRAGMA {name} = {value}").fetchall()
            for name, value in PRAGMAS.items():
                row = connection.execute(f"PRAGMA {name}").fetchone()
                if row is None or row[0] != value:
                    raise PragmaRefusedError(f"{name} is {row}, wanted {value}")
            self._add_conn_hooks(connection)  # type: ignore[attr-defined]
            if not self._migrator:
                connection.set_authorizer(authorize)
        except BaseException:
            connection.close()
            raise
        return connection

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Connect this thread; False when it was connected and may stay so. Raises the engine's errors."""
        try:
            return bool(super().connect(reuse_if_open=reuse_if_open))
        except peewee.DatabaseError as error:
            cause = error.__context__
            if isinstance(cause, engine.Error):
                raise cause from None
            raise

    def connection(self) -> Any:
        """This thread's connection; a thread that has not connected fails at once."""
        connection = self._state.conn  # type: ignore[attr-defined]
        if connection is None:
            raise NotConnectedError("this thread has not entered the book")
        return connection

    def renew(self) -> None:
        """Take a fresh connection in place of this thread's; the old one stays where none is to be had.

        One page of an encrypted book that could not be read closes its connection to everything for good.
        """
        if self._key is None or self.in_transaction():
            return
        with suppress(DatabaseError, PragmaRefusedError):
            fresh = self._connect()
            old = self.connection()
            self._state.set_connection(fresh)  # type: ignore[attr-defined]
            old.close()

    def begin(self, lock_type: str | None = None) -> None:
        """Begin; like ``commit`` and ``execute_sql`` it raises the engine's errors, not peewee's copies."""
        self.cursor().execute(f"BEGIN {lock_type or 'IMMEDIATE'}")

    def rollback(self) -> None:
        """Roll back, unless SQLite has already done so (as it does when the disk is full)."""
        if self.connection().in_transaction:
            self.cursor().execute("ROLLBACK")

    def commit(self) -> None:
        """Commit, and count it so that our own commits are told from another process's.

        Raises CommitUnknownError besides the engine's errors.
        """
        try:
            self.cursor().execute("COMMIT")
        except DatabaseError as error:
            # A refusal and a full disk come before the row that makes a transaction whole.
            if not isinstance(error, IntegrityError) and "full" not in str(error):
                self._withdraw(error)
            raise
        self.own_commits += 1

    def _withdraw(self, error: Exception) -> None:
        """Make a COMMIT that failed one that never was.

        When only its last sync failed, its rows stand whole in the WAL: unseen now, but found and taken for
        good when the book is next opened after a crash. The next write goes over them, so write something.
        """
        try:
            self.rollback()
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(sql.SAVE_DRAFT, (bytes(16), "", "", "", 0))
            connection.execute(sql.DELETE_DRAFT, (bytes(16),)).fetchall()
            connection.execute("COMMIT")
        except DatabaseError:
            if self.connection().in_transaction:
                with suppress(DatabaseError):
                    self.rollback()
            raise CommitUnknownError(str(error)) from error

    def execute_sql(self, sql: str, params: Sequence[Any] | None = None) -> Any:
        """Run a statement of peewee's; one family of errors everywhere (see ``DatabaseError``)."""
        cursor = self.cursor()
        cursor.execute(sql, params or ())
        return cursor


database = BookDatabase()
"""The open book; the composition root and ``app.services.books`` point it at a file."""


def execute(sql: str, parameters: Sequence[Any] = ()) -> Any:
    """Run one statement on this thread's connection and return its cursor."""
    return database.connection().execute(sql, parameters)


def executemany(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one statement for many rows."""
    database.connection().executemany(sql, rows)


def fetch(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """All rows of a query."""
    rows: list[Row] = database.connection().execute(sql, parameters).fetchall()
    return rows


def fetch_one(sql: str, parameters: Sequence[Any] = ()) -> Row | None:
    """The first row of a query, or None; the cursor is read to its end so that nothing stays locked."""
    rows: list[Row] = database.connection().execute(sql, parameters).fetchall()
    return rows[0] if rows else None


def fetch_int(sql: str, parameters: Sequence[Any] = ()) -> int:
    """The single integer of an aggregate; 0 for NULL or no row."""
    row = fetch_one(sql, parameters)
    return int(row[0]) if row and row[0] is not None else 0


def fetch_iter(sql: str, parameters: Sequence[Any] = ()) -> Any:
    """A cursor to walk through a long result row by row."""
    return database.connection().execute(sql, parameters)


@contextmanager
def any_text() -> Iterator[None]:
    """Within it this thread also reads text that was damaged: bytes that are no text become U+FFFD."""
    connection = database.connection()
    usual = connection.text_factory
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        yield
    finally:
        connection.text_factory = usual


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One transaction (BEGIN IMMEDIATE on SQLite); everything in it is written or nothing."""
    _memory.rows.clear()
    try:
        with database.atomic():
            yield
    except DatabaseError as error:
        _renew_after(error)
        raise
    finally:
        _memory.rows.clear()


def _renew_after(error: Exception) -> None:
    if "malformed" in str(error):
        database.renew()


@contextmanager
def posting() -> Iterator[None]:
    """A unit of work that writes a document and no settings or tenders: see ``fetch_settled``."""
    try:
        with database.atomic():
            version = data_version()
            if version != _memory.version:
                _memory.rows.clear()
                _memory.version = version
            _memory.in_posting = True
            try:
                yield
            finally:
                _memory.in_posting = False
    except DatabaseError as error:
        _renew_after(error)
        raise


def fetch_settled(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """All rows of a query on settings or tenders only.

    Postings remember them until another unit of work here or another connection has committed.
    """
    if not _memory.in_posting:
        return fetch(sql, parameters)
    key = (sql, parameters)
    rows = _memory.rows.get(key)
    if rows is None:
        rows = _memory.rows[key] = fetch(sql, parameters)
    return rows


def data_version() -> int:
    """SQLite's counter that moves when another connection has committed."""
    return fetch_int("PRAGMA data_version")


def in_transaction() -> bool:
    """Whether this thread is inside a unit of work."""
    return bool(database.in_transaction())


class IntField(peewee.BigIntegerField):
    """An integer column that takes ints only (peewee's own turns 100.9, "๑๐๐" and True into ints)."""

    def adapt(self, value: object) -> int:
        """The int itself; raises TypeError for anything else."""
        if type(value) is not int:
            raise TypeError(f"int wanted, not {value!r}")
        return value

    def db_value(self, value: object) -> int | None:
        """What is bound to the statement."""
        return None if value is None else self.adapt(value)


ProgressHandler = Callable[[], int]


def set_progress(handler: ProgressHandler | None, steps: int = 100_000) -> None:
    """Call ``handler`` every ``steps`` of SQLite's machine; a non-zero answer stops the statement."""
    database.connection().set_progress_handler(handler, steps)
