"""Triggers of posted tables: rows are counted as they come in, and never changed or deleted."""

from collections.abc import Iterable
from typing import Any


def guard(connection: Any, details: Iterable[str], counted_by_own: Iterable[str] = ()) -> None:
    """Guard tables of a document's rows; those ``counted_by_own`` have a counting trigger of their own."""
    own = frozenset(counted_by_own)
    for table in details:
        if table not in own:
            connection.execute(
                f"CREATE TRIGGER {table}_in AFTER INSERT ON {table} BEGIN "
                "SELECT RAISE(ABORT, 'posted') WHERE NOT EXISTS "
                "(SELECT 1 FROM unfinished WHERE document_id = NEW.document_id); "
                "UPDATE unfinished SET pending = pending - 1 WHERE document_id = NEW.document_id; END"
            )
        refuse_changes(connection, table)


def refuse_changes(connection: Any, table: str) -> None:
    """Refuse every update and delete of a table."""
    for action in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'posted'); END"
        )
