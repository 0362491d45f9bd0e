"""What ``check`` asks of shares and distributions: rows are what was posted, nobody holds less than none."""

from app.i18n import N_
from db import connection as book
from db.sql import distribution as distribution_sql
from db.sql import shares as shares_sql

_SHARES = N_("What {number} says of shares is not what it posted.")
_DIVIDED = N_("What {number} says of the divided profit is not what it posted.")
_BELOW = N_("“{name}” holds less than no shares.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    found: list[tuple[str, str, str, dict[str, object]]] = []
    for code, query, words in (
        ("share_entry", shares_sql.UNLIKE_LEDGER, _SHARES),
        ("distribution", distribution_sql.UNLIKE_LEDGER, _DIVIDED),
    ):
        found += [(code, number, words, {"number": number}) for (number,) in book.fetch(query)]
    below = book.fetch(shares_sql.NEGATIVE)
    return found + [("shares_below_zero", "", _BELOW, {"name": name}) for (name,) in below]
