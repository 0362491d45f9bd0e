"""What ``check`` asks of consigned goods: splits, slips and sheets against the ledger."""

from app.i18n import N_
from db import connection as book
from db.sql import consignment as sql

_OWED = N_("What {number} says of consigned goods is not what it posted.")
_SHEET = N_("The settlement {number} does not come to what it paid.")
_NO_SHARE = N_("{number} sold somebody's goods without taking them from her stock.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    return [
        (code, number, words, {"number": number})
        for code, query, words in (
            ("consigned_owed", sql.UNLIKE_LEDGER, _OWED),
            ("consigned_sheet", sql.UNLIKE_SHEET, _SHEET),
            ("consigned_stock", sql.UNLIKE_STOCK, _NO_SHARE),
        )
        for (number,) in book.fetch(query)
    ]
