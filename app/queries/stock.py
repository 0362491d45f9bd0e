"""Stock as it is and was: on hand, at a month's end, and the card of one product."""

import datetime as dt
from dataclasses import dataclass

from db import connection as book
from db.sql import reports as sql


@dataclass(frozen=True, slots=True)
class StockRow:
    """A product's quantity (thousandths) and value (satang) on hand."""

    id: int
    uid: bytes
    code: str
    name: str
    kind: str
    unit: str
    reorder_milli: int
    quantity: int
    value: int
    cash_value: int
    full_value: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A product and how much of it (thousandths, ours only) lies at one place."""

    id: int
    uid: bytes
    code: str
    name: str
    kind: str
    unit: str
    category: str
    quantity: int


@dataclass(frozen=True, slots=True)
class StockCardRow:
    """One document on a stock card."""

    document_uid: bytes
    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    purpose: str
    quantity: int
    value: int
    cash_value: int
    full_value: int
    name: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class StockCard:
    """A product's movements in a time with what was there before."""

    quantity_before: int
    value_before: int
    cash_before: int
    full_before: int
    rows: tuple[StockCardRow, ...]


def stock_now() -> tuple[StockRow, ...]:
    """Every product that ever moved, as it is now, in Thai order."""
    return tuple(StockRow(*row) for row in book.fetch(sql.STOCK_NOW))


def stock_at_month_end(month: dt.date) -> tuple[StockRow, ...]:
    """What was on hand at the end of a month."""
    return tuple(StockRow(*row) for row in book.fetch(sql.STOCK_AT_MONTH_END, (month.isoformat()[:7],)))


def stock_at_place(location_id: int) -> tuple[PlaceRow, ...]:
    """Every active product with what lies at a place, none of it too, by category and in Thai order."""
    return tuple(PlaceRow(*row) for row in book.fetch(sql.STOCK_AT_PLACE, (location_id,)))


def stock_card(product_id: int, first: dt.date, last: dt.date) -> StockCard:
    """The card of a product: before, then every document in ledger order."""
    month = first.isoformat()[:7]
    before = book.fetch_one(
        sql.STOCK_CARD_BEFORE,
        (product_id, month, product_id, first.replace(day=1).isoformat(), first.isoformat()),
    )
    assert before is not None
    rows = book.fetch(sql.STOCK_CARD, (product_id, first.isoformat(), last.isoformat()))
    quantity, value, cash, full = (part or 0 for part in before)
    return StockCard(
        quantity,
        value,
        cash,
        full,
        tuple(
            StockCardRow(
                row[0], row[1], row[2], dt.date.fromisoformat(row[3]), dt.date.fromisoformat(row[4]), *row[5:]
            )
            for row in rows
        ),
    )
