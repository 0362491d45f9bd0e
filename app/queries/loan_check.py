"""What ``check`` asks of loans and savings: rows are what was posted, and nothing stands below zero."""

from app.i18n import N_
from db import connection as book
from db.sql import loans as loans_sql
from db.sql import savings as savings_sql

_DIFFERS = N_("What {number} says of loans or savings is not what it posted.")
_BELOW = N_("“{code}” ({name}) stands below zero in the register of loans or savings.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    found: list[tuple[str, str, str, dict[str, object]]] = []
    for code, query in (
        ("loan_entry", loans_sql.REGISTER_DIFFERS),
        ("savings_entry", savings_sql.REGISTER_DIFFERS),
    ):
        found += [(code, number, _DIFFERS, {"number": number}) for (number,) in book.fetch(query)]
    for code, query in (
        ("loan_below_zero", loans_sql.BELOW_ZERO),
        ("savings_below_zero", savings_sql.BELOW_ZERO),
    ):
        found += [(code, "", _BELOW, {"code": each, "name": name}) for each, name in book.fetch(query)]
    return found
