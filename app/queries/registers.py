"""Everything of some days in the order of the books: lines, sales, purchases, stock, heads of documents."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from app.domain.working_days import working_days_between
from app.queries.periods import holidays
from app.thai.dates import day_of
from db import connection as book
from db.sql import registers as sql


@dataclass(frozen=True, slots=True)
class BookLine:
    """A ledger line with its document: debit positive, satang; ``posted_at`` in ms UTC."""

    document_id: int
    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    posted_at: int
    slip_date: dt.date | None
    slip_number: str
    party: str
    about: str
    reverses: str
    reversed_by: str
    code: str
    name: str
    name_en: str
    is_money: bool
    role: str
    amount: int
    person: str
    note: str


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale, return or undoing with what was paid in cash, on account, and otherwise."""

    document_id: int
    number: str
    kind: str
    on: dt.date
    party: str
    total: int
    cash: int
    on_account: int
    other: int


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """Goods bought (or undone): without and with freight, and what was paid at once."""

    document_id: int
    number: str
    kind: str
    on: dt.date
    slip_date: dt.date | None
    slip_number: str
    party: str
    goods: int
    freight: int
    paid: int

    @property
    def total(self) -> int:
        """Goods with their freight."""
        return self.goods + self.freight

    @property
    def owed(self) -> int:
        """What stayed owed."""
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class StockMovement:
    """A product over some months: thousandths and satang."""

    code: str
    name: str
    kind: str
    unit: str
    before: int
    before_value: int
    came: int
    went: int
    change_value: int

    @property
    def after(self) -> int:
        """What is left."""
        return self.before + self.came - self.went

    @property
    def after_value(self) -> int:
        """What it is worth in the books."""
        return self.before_value + self.change_value


@dataclass(frozen=True, slots=True)
class LotRow:
    """What was on hand of a lot at the end of a day."""

    code: str
    product: str
    lot: str
    made_on: dt.date
    best_before: dt.date | None
    quantity: int
    unit: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document as an auditor wants it."""

    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    slip_date: dt.date | None
    posted_at: int
    author: str
    total: int
    note: str
    reason: str
    reverses: str
    reversed_by: str

    @property
    def entered(self) -> dt.date:
        """The day it was entered, in Thailand."""
        return day_of(self.posted_at)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def book_lines(first: dt.date, last: dt.date) -> Iterator[BookLine]:
    """Every ledger line of some days, document by document."""
    day = dt.date.fromisoformat
    for row in book.fetch(sql.LINES, (first.isoformat(), last.isoformat())):
        (identity, number, kind, on, ledger_date, posted_at, slip, *rest) = row
        slip_number, party, about, reverses, reversed_by, code, name, name_en, money, *last_ones = rest
        yield BookLine(
            identity,
            number,
            kind,
            day(on),
            day(ledger_date),
            posted_at,
            _day(slip),
            slip_number,
            party,
            about,
            reverses,
            reversed_by,
            code,
            name,
            name_en,
            bool(money),
            *last_ones,
        )


def by_document(lines: Iterator[BookLine]) -> Iterator[tuple[BookLine, ...]]:
    """The lines of each document together."""
    for _identity, group in groupby(lines, key=attrgetter("document_id")):
        yield tuple(group)


def sale_rows(first: dt.date, last: dt.date) -> tuple[SaleRow, ...]:
    """Sales, returns and undoings of some days."""
    rows = book.fetch(sql.SALES, (first.isoformat(), last.isoformat()))
    return tuple(SaleRow(*[*row[:3], dt.date.fromisoformat(row[3]), *row[4:]]) for row in rows)


def purchase_rows(first: dt.date, last: dt.date) -> tuple[PurchaseRow, ...]:
    """Goods bought in some days."""
    rows = book.fetch(sql.PURCHASES, (first.isoformat(), last.isoformat()))
    return tuple(
        PurchaseRow(*[*row[:3], dt.date.fromisoformat(row[3]), _day(row[4]), *row[5:]]) for row in rows
    )


def stock_movements(first: dt.date, last: dt.date) -> tuple[StockMovement, ...]:
    """Every product that had or moved anything from the month of the first day to that of the last."""
    start, end = first.isoformat()[:7], last.isoformat()[:7]
    before = {row[0]: row[1:] for row in book.fetch(sql.STOCK_BEFORE, (start,))}
    within = {row[0]: row[1:] for row in book.fetch(sql.STOCK_WITHIN, (start, end))}
    found = []
    for identity, code, name, kind, unit in book.fetch(sql.STOCK_PRODUCTS):
        had, had_value = before.get(identity, (0, 0))
        came, went, change = within.get(identity, (0, 0, 0))
        if had or had_value or came or went or change:
            found.append(StockMovement(code, name, kind, unit, had, had_value, came, went, change))
    return tuple(found)


def lots_on_hand(day: dt.date) -> tuple[LotRow, ...]:
    """What was on hand of each lot at the end of a day, the one that goes off first first."""
    return tuple(
        LotRow(code, product, lot, dt.date.fromisoformat(made), _day(best), quantity, unit)
        for code, product, lot, made, best, quantity, unit in book.fetch(sql.LOTS, (day.isoformat(),))
    )


def heads(first: dt.date, last: dt.date) -> Iterator[Head]:
    """The head of every document of some days."""
    for row in book.fetch(sql.HEADS, (first.isoformat(), last.isoformat())):
        number, kind, on, ledger_date, slip, *rest = row
        yield Head(
            number, kind, dt.date.fromisoformat(on), dt.date.fromisoformat(ledger_date), _day(slip), *rest
        )


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One series of numbers in some days: what counts on other days between, and what is in no document.

    A number is missing only if the book was damaged.
    """

    stem: str
    first: str
    last: str
    count: int
    elsewhere: int
    missing: int


def series(first: dt.date, last: dt.date) -> tuple[SeriesRow, ...]:
    """The series of numbers used in some days, each with its first and last."""
    found: dict[str, list[str]] = {}
    for (number,) in book.fetch(sql.SERIES, (first.isoformat(), last.isoformat())):
        found.setdefault(number.rpartition("-")[0], []).append(number)
    return tuple(_series_row(stem, numbers) for stem, numbers in sorted(found.items()))


def _series_row(stem: str, numbers: list[str]) -> SeriesRow:
    first, last = numbers[0], numbers[-1]
    between = book.fetch_int(sql.COUNT_NUMBERS, (first, last))
    length = int(last.rpartition("-")[2]) - int(first.rpartition("-")[2]) + 1
    return SeriesRow(stem, first, last, len(numbers), between - len(numbers), length - between)


class Lateness:
    """How many working days after its day something was entered."""

    def __init__(self) -> None:
        self._holidays = holidays()
        self._known: dict[tuple[dt.date, dt.date], int] = {}

    def days(self, day: dt.date, entered: dt.date) -> int:
        """Working days between a day and that of entering."""
        key = (day, entered)
        if key not in self._known:
            self._known[key] = working_days_between(day, entered, self._holidays)
        return self._known[key]
