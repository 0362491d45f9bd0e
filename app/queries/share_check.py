"""What ``check`` asks of shares and distributions: rows are what was posted, nobody holds less than none."""

from app.i18n import N_
from db import connection as book
from db.sql import distribution as distribution_sql
from db.sql import shares as shares_sql

_SHARES = N_("What {number} says of shares is not what it posted.")
_DIVIDED = N_("What {number} says of the divided profit is not what it posted.")
_BELOW = N_("“{name}” holds less than no shares.")
_PAPERS = N_("“{name}” has certificates over more shares than she holds.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    found: list[tuple[str, str, str, dict[str, object]]] = []
    for code, query, words in (
        ("share_entry", shares_sql.UNLIKE_LEDGER, _SHARES),
        ("distribution", distribution_sql.UNLIKE_LEDGER, _DIVIDED),
    ):
        found += [(code, number, words, {"number": number}) for (number,) in book.fetch(query)]
    for code, query, words in (
        ("shares_below_zero", shares_sql.NEGATIVE, _BELOW),
        ("shares_over_papers", shares_sql.OVER_CERTIFIED, _PAPERS),
    ):
        found += [(code, "", words, {"name": name}) for (name,) in book.fetch(query)]
    return found
