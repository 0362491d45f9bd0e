"""Lines of the ledger: of an account over a time, of one document, and the goods a document moved."""

import datetime as dt
from dataclasses import dataclass

from db import connection as book
from db.sql import ledger as sql


@dataclass(frozen=True, slots=True)
class AccountHead:
    """An account's local id, code and names."""

    id: int
    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A line of an account: debit positive, satang."""

    on: dt.date
    number: str
    amount: int
    party: str
    note: str
    kind: str
    """Of its document."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A journal line of a document."""

    code: str
    name: str
    name_en: str
    amount: int
    party: str
    note: str


@dataclass(frozen=True, slots=True)
class DocumentMove:
    """Goods that a document moved: thousandths and satang."""

    code: str
    name: str
    quantity: int
    unit: str
    place: str
    lot: str
    value: int


def account_head(code: str) -> AccountHead | None:
    """An account by its code."""
    row = book.fetch_one(sql.ACCOUNT, (code,))
    return None if row is None else AccountHead(*row)


def balance_before(account_id: int, day: dt.date) -> int:
    """Balance of an account before a day, debit positive."""
    month = day.isoformat()[:7]
    return book.fetch_int(
        sql.BALANCE_BEFORE, (account_id, month, account_id, day.replace(day=1).isoformat(), day.isoformat())
    )


def account_lines(account_id: int, first: dt.date, last: dt.date) -> tuple[AccountLine, ...]:
    """Every line of an account from the first to the last day, in ledger order."""
    rows = book.fetch(sql.ACCOUNT_LINES, (first.isoformat(), last.isoformat(), account_id))
    return tuple(AccountLine(dt.date.fromisoformat(row[0]), *row[1:]) for row in rows)


def document_lines(document_id: int) -> tuple[DocumentLine, ...]:
    """The journal lines of a document."""
    return tuple(DocumentLine(*row) for row in book.fetch(sql.DOCUMENT_LINES, (document_id,)))


def document_moves(document_id: int) -> tuple[DocumentMove, ...]:
    """The goods that a document moved."""
    return tuple(DocumentMove(*row) for row in book.fetch(sql.DOCUMENT_MOVES, (document_id,)))
