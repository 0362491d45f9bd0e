"""The first structure of a book: master data, posted documents, kept sums, guards."""

from typing import Any

from db.migrations.script import statements_of

_DETAILS = (
    "document_name",
    "journal_line",
    "lot",
    "stock_move",
    "sale",
    "sale_line",
    "payment",
    "purchase_line",
    "production_batch",
    "production_entry",
    "cost_line",
    "batch_output",
    "stock_count_line",
    "cost_adjustment",
)
_GUARDED = {*_DETAILS, "document", "period_lock", "event_log"} - {"document_name"}
_COUNTED_BY_OWN_TRIGGER = frozenset({"journal_line", "stock_move", "sale_line", "cost_adjustment"})


def guard_triggers() -> list[str]:
    """SQL of the triggers that refuse changes and count a document's rows down to zero."""
    statements = []
    for table in _DETAILS:
        if table not in _COUNTED_BY_OWN_TRIGGER:
            statements.append(
                f"CREATE TRIGGER {table}_in AFTER INSERT ON {table} BEGIN "
                "SELECT RAISE(ABORT, 'posted') WHERE NOT EXISTS "
                "(SELECT 1 FROM unfinished WHERE document_id = NEW.document_id); "
                "UPDATE unfinished SET pending = pending - 1 WHERE document_id = NEW.document_id; END"
            )
    for table in sorted(_GUARDED):
        statements.append(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'posted'); END"
        )
    statements.append(
        "CREATE TRIGGER document_name_erase BEFORE UPDATE ON document_name "
        "WHEN NEW.document_id IS NOT OLD.document_id OR NEW.role IS NOT OLD.role "
        "OR NEW.commitment IS NOT OLD.commitment OR NEW.name IS NOT NULL OR NEW.salt IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'posted'); END"
    )
    for table in sorted({*_GUARDED, "document_name"}):
        statements.append(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'posted'); END"
        )
    return statements


def migrate(connection: Any) -> None:
    """Create every table, index and trigger of version 1 inside the caller's transaction."""
    for name in ("m0001_master.sql", "m0001_posted.sql", "m0001_kept.sql"):
        for statement in statements_of(name):
            connection.execute(statement)
    for statement in guard_triggers():
        connection.execute(statement)
