"""Structure 2: people who sign in, their rights, and the book's key."""

from typing import Any

from db.migrations.script import statements_of


def migrate(connection: Any) -> None:
    """Add the tables of people inside the caller's transaction."""
    for statement in statements_of("m0002_people.sql"):
        connection.execute(statement)
