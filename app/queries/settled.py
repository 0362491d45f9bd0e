"""What payments settled: of which documents, of whom; tax that was kept back, with its certificates."""

import datetime as dt
from dataclasses import dataclass

from db import connection as book
from db.sql import settling as sql


@dataclass(frozen=True, slots=True)
class Settled:
    """What a payment took off a document of a person; plus is what she owed, minus what she was owed."""

    number: str
    kind: str
    on: dt.date
    slip_number: str
    total: int
    role: str
    party_id: int
    party_code: str
    party_name: str
    amount: int


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line of a payment that stands on nobody's name: money, fee, tax, discount; debit positive."""

    code: str
    name: str
    name_en: str
    role: str
    is_money: bool
    amount: int
    note: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of a payment on an account kept by person; debit positive."""

    party_id: int
    party_code: str
    party_name: str
    role: str
    amount: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """Tax kept back in a receipt; ``rate_bp`` in basis points, no certificate while it is "" ."""

    receipt_uid: bytes
    number: str
    on: dt.date
    ledger_date: dt.date
    party_code: str
    party_name: str
    tax_id: str
    base: int
    rate_bp: int
    amount: int
    certificate: str
    certificate_date: dt.date | None


def settled_by(document_id: int) -> tuple[Settled, ...]:
    """What a document settled, in its order."""
    return tuple(
        Settled(row[0], row[1], dt.date.fromisoformat(row[2]), *row[3:])
        for row in book.fetch(sql.SETTLED_BY, (document_id,))
    )


def other_lines(document_id: int) -> tuple[OtherLine, ...]:
    """Money, fees, tax and discounts of a payment."""
    return tuple(
        OtherLine(*[*row[:4], bool(row[4]), *row[5:]]) for row in book.fetch(sql.MONEY_LINES, (document_id,))
    )


def person_lines(document_id: int) -> tuple[PersonLine, ...]:
    """The lines of a payment on accounts kept by person."""
    return tuple(PersonLine(*row) for row in book.fetch(sql.PARTY_LINES, (document_id,)))


def withheld_tax(first: dt.date, last: dt.date) -> tuple[Withheld, ...]:
    """Tax that buyers kept back in a time (by ledger date), what was undone left out."""
    return tuple(
        Withheld(
            row[0],
            row[1],
            dt.date.fromisoformat(row[2]),
            dt.date.fromisoformat(row[3]),
            *[*row[4:11], dt.date.fromisoformat(row[11]) if row[11] else None],
        )
        for row in book.fetch(sql.WITHHELD, (first.isoformat(), last.isoformat()))
    )
