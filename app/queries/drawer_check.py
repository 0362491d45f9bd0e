"""What ``check`` asks of drawers: closings say what went through, entries say what they moved."""

from app.i18n import N_
from db import connection as book
from db.sql import drawer as sql

_RULES = (
    (
        "drawer_expected",
        sql.WRONG_EXPECTED,
        N_("{number} closed a drawer and does not say what went through it."),
    ),
    (
        "drawer_counted",
        sql.WRONG_COUNTED,
        N_("The notes and coins of {number} do not come to what was counted."),
    ),
    (
        "drawer_cash",
        sql.WRONG_CASH,
        N_("{number} moved other money of its drawer than it says."),
    ),
    (
        "drawer_closed_twice",
        sql.CLOSED_TWICE,
        N_("{number} closed a drawer that was closed before."),
    ),
)


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    return [
        (code, number, sentence, {"number": number})
        for code, query, sentence in _RULES
        for (number,) in book.fetch(query)
    ]
