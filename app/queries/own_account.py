"""One person's account with the group: what she delivered and worked, what is owed, what was paid."""

import datetime as dt
from dataclasses import dataclass

from db import connection as book
from db.sql import own_account as sql


@dataclass(frozen=True, slots=True)
class Person:
    """Whose account it is."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """Goods or work of hers: thousandths, satang at full worth; how it was settled, "" if bought."""

    on: dt.date
    number: str
    description: str
    quantity: int
    unit: str
    amount: int
    settlement: str


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A line on what is owed, satang: positive where the group comes to owe her more."""

    on: dt.date
    number: str
    kind: str
    account: str
    account_en: str
    note: str
    amount: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands open now, satang."""

    by_her: int
    to_her: int


def person_by_id(party_id: int) -> Person | None:
    """A person or group by local id."""
    row = book.fetch_one(sql.PARTY_BY_ID, (party_id,))
    return None if row is None else Person(*row)


def person_by_code(code: str) -> Person | None:
    """A person or group by code."""
    row = book.fetch_one(sql.PARTY_BY_CODE, (code,))
    return None if row is None else Person(*row)


def delivered(party_id: int, first: dt.date, last: dt.date) -> tuple[Delivered, ...]:
    """Goods and work that went into batches, and goods bought from her, in ledger order."""
    days = (first.isoformat(), last.isoformat())
    rows = book.fetch(sql.DELIVERED, (party_id, *days, party_id, *days))
    return tuple(Delivered(dt.date.fromisoformat(row[0]), *row[1:7]) for row in rows)


def owed_lines(party_id: int, first: dt.date, last: dt.date) -> tuple[OwedLine, ...]:
    """What was added to what is owed, and what was paid of it, in ledger order."""
    rows = book.fetch(sql.OWED_LINES, (party_id, first.isoformat(), last.isoformat()))
    return tuple(OwedLine(dt.date.fromisoformat(row[0]), *row[1:]) for row in rows)


def owed_before(party_id: int, day: dt.date) -> int:
    """What the group owed her before a day, less what she owed, satang."""
    return book.fetch_int(sql.OWED_BEFORE, (party_id, day.isoformat()))


def owed_now(party_id: int) -> Owed:
    """What stands open now."""
    return Owed(*book.fetch(sql.OWED_NOW, (party_id,))[0])
