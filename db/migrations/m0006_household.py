"""Structure 6: household books, trades and their rounds, notes between two books."""

import csv
import os
from typing import Any

from db.migrations.guards import guard
from db.migrations.script import statements_of
from resources import resource

_DETAILS = ("reckoning", "round_cost", "round_output", "round_close")


def migrate(connection: Any) -> None:
    """Add tables and guards inside the caller's transaction."""
    for statement in statements_of("m0006_household.sql"):
        connection.execute(statement)
    guard(connection, _DETAILS)


def household_lists(accounts: dict[str, int]) -> list[tuple[str, tuple[Any, ...]]]:
    """Statements that fill a new household book's everyday categories, by the codes of its accounts."""
    with resource("lists/household_categories.csv").open(encoding="utf-8", newline="") as file:
        return [
            (
                "INSERT INTO entry_category (uid, direction, heading, name, name_en, account_id, icon, words, position) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    os.urandom(16),
                    *(row["direction"], row["heading"], row["name"], row["name_en"], accounts[row["code"]]),
                    *(row["icon"], row["words"], position),
                ),
            )
            for position, row in enumerate(csv.DictReader(file), 1)
        ]
