"""What the structure of a book must be: the schema of a new one, to hold an existing one against."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlcipher3 import dbapi2 as engine

from db.migrate import MIGRATIONS, VERSION

SCHEMA = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
ROWS = "SELECT name, sql FROM sqlite_schema"
"""Of everything, also of what SQLite makes by itself."""
_OF_SQLITE = re.compile(r"CREATE TABLE sqlite_(?:sequence|stat[134])\([a-z_,]*\)")
_INDEX_OF_SQLITE = "sqlite_autoindex_"
_TABLE = re.compile(r"CREATE TABLE ([A-Za-z][A-Za-z0-9_]*)\s*\(")


@cache
def expected(version: int = VERSION) -> frozenset[tuple[str, str]]:
    """Name and SQL of every table, index and trigger that a book of a version has."""
    connection = engine.connect(":memory:", isolation_level=None)
    try:
        for step in MIGRATIONS[:version]:
            step(connection)
        return frozenset(connection.execute(SCHEMA).fetchall())
    finally:
        connection.close()


def foreign_parts(rows: Iterable[tuple[Any, ...]], version: int) -> list[str]:
    """Names of views, triggers and indexes that no book has, and of what says something else here.

    ``rows`` is what ``ROWS`` finds. A trigger or view that another program put in would run whenever the
    book is read or written. What is missing, and a table of somebody else's, do nothing: ``check`` tells them.
    """
    own = expected(version)
    names = {name for name, _sql in own}
    return sorted(
        str(name)
        for name, sql in rows
        if (name, sql) not in own and not _is_of_sqlite(name, sql) and not _is_idle(name, sql, names)
    )


def _is_idle(name: object, sql: object, names: set[str]) -> bool:
    """Whether this is a plain table beside ours, which nothing touches."""
    match = _TABLE.match(sql) if isinstance(sql, str) else None
    return match is not None and match[1] == name and match[1] not in names


def _is_of_sqlite(name: object, sql: object) -> bool:
    if sql is None:
        return isinstance(name, str) and name.startswith(_INDEX_OF_SQLITE)
    return isinstance(sql, str) and _OF_SQLITE.fullmatch(sql) is not None
