"""Long lists row by row for export; dates as dates, everything else raw."""

import datetime as dt
from collections.abc import Iterator

from app.i18n import language
from db import connection as book
from db.sql import lists as sql

Cells = tuple[str | int | dt.date | None, ...]


def _dated(query: str, first: dt.date, last: dt.date) -> Iterator[Cells]:
    for row in book.fetch_iter(query, (first.isoformat(), last.isoformat())):
        yield (dt.date.fromisoformat(row[0]), *row[1:])


def journal_rows(first: dt.date, last: dt.date) -> Iterator[Cells]:
    """Date, document, account, its name, debit, credit (satang), party, note; in ledger order."""
    query = sql.JOURNAL if language() == "th" else sql.JOURNAL_EN
    return _dated(query, first, last)


def sale_line_rows(first: dt.date, last: dt.date) -> Iterator[Cells]:
    """Date, document, code, name, quantity, unit, price (e4), discounts, amount; returns are negative."""
    return _dated(sql.SALE_LINES, first, last)


def stock_move_rows(first: dt.date, last: dt.date) -> Iterator[Cells]:
    """Date, document, code, name, place, lot, quantity, book and full value."""
    return _dated(sql.STOCK_MOVES, first, last)


def product_rows() -> Iterator[Cells]:
    """Code, barcode, name, unit, price (e4), on hand, value, origin; in Thai order."""
    return (tuple(row) for row in book.fetch_iter(sql.PRODUCTS))
