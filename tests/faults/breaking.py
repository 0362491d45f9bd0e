"""A connection that fails at a chosen statement, as a bad disk or a full one makes it fail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any
from unittest.mock import patch

from sqlcipher3 import dbapi2 as engine

from db import connection as book


class Fault(StrEnum):
    """What happens at the chosen statement."""

    IO_ERROR = "disk I/O error"
    FULL = "database or disk is full"
    """SQLite has rolled back by itself when it says so."""
    AFTER = "disk I/O error after the statement was done"
    """The statement took effect (a COMMIT is on disk) and yet an error comes back."""
    DEAD = "disk I/O error from here on"
    """Nothing works any more, the look whether the document is there included."""


class BreakingConnection:
    """Stands before the real connection and counts what is asked of it."""

    def __init__(
        self, real: Any, fault: Fault | None, at: int, hit: Callable[[], None] | None = None
    ) -> None:
        self._real = real
        self._hit = hit
        self._fault = fault
        self._at = at
        self.count = 0
        self.statements: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, statement: str, parameters: Any = ()) -> Any:
        """Run a statement, or fail."""
        return self._run(statement, lambda: self._real.execute(statement, parameters))

    def executemany(self, statement: str, rows: Any) -> Any:
        """Run a statement for many rows, or fail."""
        return self._run(statement, lambda: self._real.executemany(statement, rows))

    def cursor(self) -> "BreakingConnection":
        """Cursors fail like their connection."""
        return self

    def _run(self, statement: str, run: Any) -> Any:
        self.count += 1
        self.statements.append(statement)
        hit = self.count == self._at
        if hit and self._hit is not None:
            run()
            self._hit()
        if self._fault is Fault.DEAD and self.count > self._at:
            if statement.startswith("ROLLBACK"):
                run()  # SQLite ends a transaction even when its journal cannot be written
            raise book.DatabaseError("disk I/O error")
        if not hit or self._fault is None:
            return run()
        if self._fault is Fault.AFTER:
            run()
        elif self._fault is Fault.FULL and self._real.in_transaction:
            self._real.execute("ROLLBACK")
        raise book.DatabaseError(
            "database or disk is full" if self._fault is Fault.FULL else "disk I/O error"
        )


@contextmanager
def breaking(
    fault: Fault | None, at: int, hit: Callable[[], None] | None = None
) -> Iterator[BreakingConnection]:
    """This thread's connection fails at its ``at``-th statement (from 1), or does ``hit`` after it."""
    state: Any = book.database._state  # type: ignore[attr-defined]
    real = state.conn
    broken = BreakingConnection(real, fault, at, hit)
    state.conn = broken
    try:
        yield broken
    finally:
        state.conn = real
        if real.in_transaction:
            real.execute("ROLLBACK")


class Statements:
    """Counts the statements of every connection that is opened meanwhile, and fails at the chosen one."""

    def __init__(self, fault: Fault | None, at: int, hit: Callable[[], None] | None) -> None:
        self.fault = fault
        self.at = at
        self.count = 0
        self.failed = 0
        self._hit = hit

    def run(self, connection: Any, statement: str, run: Callable[[], Any]) -> Any:
        """Run a statement, or fail; a ROLLBACK always works, SQLite needs no disk for it."""
        self.count += 1
        hit = self.count == self.at
        dead = self.fault is Fault.DEAD and self.count > self.at > 0
        if statement.startswith("ROLLBACK") or not (hit or dead):
            return run()
        if self._hit is not None:
            run()
            self._hit()
        if self.fault is None:
            return run()
        self.failed += 1
        if self.fault is Fault.AFTER:
            run()
        elif self.fault is Fault.FULL:
            if connection.in_transaction:
                engine.Cursor.execute(engine.Connection.cursor(connection), "ROLLBACK")
            raise engine.OperationalError("database or disk is full")
        raise engine.OperationalError("disk I/O error")


@contextmanager
def breaking_all(fault: Fault | None, at: int, hit: Callable[[], None] | None = None) -> Iterator[Statements]:
    """As ``breaking``, for every connection that is opened in this ``with``."""
    statements = Statements(fault, at, hit)

    class Cursor(engine.Cursor):  # type: ignore[misc, unused-ignore]
        def execute(self, statement: str, parameters: Any = ()) -> Any:
            run = super().execute
            return statements.run(self.connection, statement, lambda: run(statement, parameters))

        def executemany(self, statement: str, rows: Any) -> Any:
            run = super().executemany
            return statements.run(self.connection, statement, lambda: run(statement, rows))

    class Connection(engine.Connection):  # type: ignore[misc, unused-ignore]
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

    real = engine.connect

    def connect(*arguments: Any, **named: Any) -> Any:
        return real(*arguments, factory=Connection, **named)

    with patch.object(engine, "connect", connect):
        yield statements
