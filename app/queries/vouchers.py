"""What stands on a voucher: what the money was for, what it settled, and where it came from or went to."""

import datetime as dt
from dataclasses import dataclass

from db import connection as book
from db.sql import vouchers as sql


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """A ledger line of the document: debit positive, satang."""

    code: str
    name: str
    name_en: str
    amount: int
    note: str
    is_money: bool
    role: str
    party: str
    holder: str


@dataclass(frozen=True, slots=True)
class BoughtLine:
    """Goods of a purchase: thousandths, satang; ``freight`` is their share of it."""

    code: str
    description: str
    quantity: int
    unit: str
    amount: int
    freight: int


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A document that was paid, and how much of it, satang."""

    number: str
    on: dt.date
    slip_number: str
    amount: int
    party: str


@dataclass(frozen=True, slots=True)
class PartyAddress:
    """Who received money, as a paper names her."""

    name: str
    address: str
    tax_id: str
    phone: str


def voucher_lines(document_id: int) -> tuple[VoucherLine, ...]:
    """The ledger lines of a document."""
    return tuple(
        VoucherLine(*[*row[:5], bool(row[5]), *row[6:]]) for row in book.fetch(sql.LINES, (document_id,))
    )


def bought_lines(document_id: int) -> tuple[BoughtLine, ...]:
    """The goods of a purchase."""
    return tuple(BoughtLine(*row) for row in book.fetch(sql.PURCHASE_LINES, (document_id,)))


def settled_lines(document_id: int) -> tuple[SettledLine, ...]:
    """What a payment settled; what was set against it (an advance, a bill the other way) has a minus."""
    rows = book.fetch(sql.SETTLED, (document_id,))
    sign = -1 if sum(row[3] for row in rows) < 0 else 1
    return tuple(
        SettledLine(row[0], dt.date.fromisoformat(row[1]), row[2], sign * row[3], row[4]) for row in rows
    )


def party_address(uid: bytes) -> PartyAddress | None:
    """Name, address and number of a person or group."""
    row = book.fetch_one(sql.PARTY, (uid,))
    return None if row is None else PartyAddress(*row)
