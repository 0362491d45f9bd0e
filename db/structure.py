"""What the structure of a book must be: the schema of a new one, to hold an existing one against."""

from functools import cache

from sqlcipher3 import dbapi2 as engine

from db.migrate import MIGRATIONS

SCHEMA = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"


@cache
def expected() -> frozenset[tuple[str, str]]:
    """Name and SQL of every table, index and trigger that a book of this version has."""
    connection = engine.connect(":memory:", isolation_level=None)
    try:
        for step in MIGRATIONS:
            step(connection)
        return frozenset(connection.execute(SCHEMA).fetchall())
    finally:
        connection.close()
