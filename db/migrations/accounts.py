"""Accounts that a step adds to books of an older structure."""

from collections.abc import Iterable
from typing import Any


def add_accounts(connection: Any, accounts: Iterable[tuple[int, str, str, str, str, str]]) -> None:
    """Add the accounts whose role is missing, under the wanted code or the next free one.

    Each is (wanted code, type, role, name, English name, group of the statements).
    """
    for wanted, kind, role, name, name_en, group in accounts:
        if connection.execute("SELECT 1 FROM account WHERE role = ?", (role,)).fetchone() is not None:
            continue
        code = wanted
        while connection.execute("SELECT 1 FROM account WHERE code = ?", (str(code),)).fetchone() is not None:
            code += 10_000 if code == wanted else 1
        connection.execute(
            "INSERT INTO account (code, type, role, name, name_en, statement_group) VALUES (?, ?, ?, ?, ?, ?)",
            (str(code), kind, role, name, name_en, group),
        )
