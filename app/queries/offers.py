"""Quotations, deliveries and invoices, and how far each has come."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.basket import whole_baskets
from app.domain.ledger import AccountRole
from app.domain.offer import OfferState, offer_state
from app.queries.baskets import baskets_among
from app.queries.open_items import open_items
from db import connection as book
from db.sql import offers as sql

NEWEST = 200
"""How many of each a list shows."""


@dataclass(frozen=True, slots=True)
class OfferLineRow:
    """A line of a quotation: thousandths, e4, satang; no uid for words without a product."""

    product_uid: bytes | None
    code: str
    description: str
    quantity: int
    unit: str
    base_quantity: int
    unit_price_e4: int
    amount: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with how far it has come."""

    id: int
    uid: bytes
    number: str
    on: dt.date
    party_uid: bytes
    party: str
    valid_until: dt.date | None
    subtotal: int
    discount: int
    total: int
    note: str
    state: OfferState
    lines: tuple[OfferLineRow, ...]
    delivered: dict[bytes, int]
    """Quantity of each product that was delivered on it, in its own unit."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A bill of a buyer; ``left`` is what she still owes of it, ``invoice`` what it stands on."""

    id: int
    uid: bytes
    number: str
    on: dt.date
    party_uid: bytes
    party: str
    total: int
    invoice: str
    left: int


@dataclass(frozen=True, slots=True)
class BilledRow:
    """A delivery on an invoice: what was billed of it and what is still owed."""

    uid: bytes
    number: str
    on: dt.date
    amount: int
    left: int


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice; ``left`` is what is still owed of all that it bills."""

    id: int
    uid: bytes
    number: str
    on: dt.date
    party_uid: bytes
    party: str
    due: dt.date | None
    total: int
    note: str
    cancelled: bool
    bills: tuple[BilledRow, ...]

    @property
    def left(self) -> int:
        """What is still owed; nothing of a cancelled one."""
        return 0 if self.cancelled else sum(bill.left for bill in self.bills)


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer as papers name her."""

    name: str
    address: str
    tax_id: str
    branch: str
    phone: str
    credit_days: int


def quotations(today: dt.date, *, limit: int = NEWEST) -> tuple[Quotation, ...]:
    """The newest quotations first."""
    return tuple(_quotation(row, today) for row in book.fetch(sql.QUOTATIONS_PAGE, (limit,)))


def quotation(number: str, today: dt.date) -> Quotation | None:
    """A quotation by its number."""
    row = book.fetch_one(sql.QUOTATION_BY_NUMBER, (number,))
    return None if row is None else _quotation(row, today)


def deliveries(party_id: int | None = None, *, limit: int = NEWEST) -> tuple[Delivery, ...]:
    """What buyers received on account, the newest first."""
    left = open_bills(party_id)
    return tuple(
        Delivery(
            identity,
            uid,
            number,
            dt.date.fromisoformat(on),
            party_uid,
            party,
            total,
            invoice or "",
            left.get(identity, 0),
        )
        for identity, uid, number, on, _party_id, party_uid, party, total, invoice in book.fetch(
            sql.DELIVERIES, (party_id, party_id, limit)
        )
    )


def invoices(*, limit: int = NEWEST) -> tuple[InvoiceRow, ...]:
    """The newest invoices first."""
    left = open_bills()
    return tuple(_invoice(row, left) for row in book.fetch(sql.INVOICES_PAGE, (limit,)))


def invoice(number: str) -> InvoiceRow | None:
    """An invoice by its number."""
    row = book.fetch_one(sql.INVOICE_BY_NUMBER, (number,))
    return None if row is None else _invoice(row, open_bills(row[4]))


def buyer(uid: bytes) -> Buyer | None:
    """Who a paper goes to."""
    row = book.fetch_one(sql.BUYER, (uid,))
    return None if row is None else Buyer(*row)


def open_bills(party_id: int | None = None) -> dict[int, int]:
    """What buyers still owe of each bill, by the local id of its document, satang."""
    found = open_items(AccountRole.RECEIVABLE, party_id=party_id)
    return {item.document_id: item.open for item in found}


def _quotation(row: book.Row, today: dt.date) -> Quotation:
    identity, uid, number, on, party_uid, party, until, subtotal, discount, total, note, cancelled = row
    lines = tuple(OfferLineRow(*line) for line in book.fetch(sql.OFFER_LINES, (identity,)))
    delivered: dict[bytes, int] = dict(book.fetch(sql.DELIVERED_QUANTITIES, (identity,)))
    delivered = _baskets_too(lines, delivered)
    valid = dt.date.fromisoformat(until) if until else None
    state = offer_state(
        ((line.product_uid, line.base_quantity) for line in lines),
        delivered,
        cancelled=bool(cancelled),
        valid_until=valid,
        today=today,
        deliveries=len(book.fetch(sql.DELIVERIES_OF, (identity,))),
    )
    return Quotation(
        identity,
        uid,
        number,
        dt.date.fromisoformat(on),
        party_uid,
        party,
        valid,
        subtotal,
        discount,
        total,
        note,
        state,
        lines,
        delivered,
    )


def _baskets_too(lines: Iterable[OfferLineRow], delivered: dict[bytes, int]) -> dict[bytes, int]:
    """Delivered quantities; a basket was delivered as its parts."""
    wanted: dict[bytes, int] = {}
    for line in lines:
        if line.product_uid is not None:
            wanted[line.product_uid] = wanted.get(line.product_uid, 0) + line.base_quantity
    baskets = baskets_among(wanted)
    return delivered | whole_baskets(wanted, delivered, baskets) if baskets else delivered


def _invoice(row: book.Row, left: dict[int, int]) -> InvoiceRow:
    identity, uid, number, on, _party_id, party_uid, party, due, total, note, cancelled = row
    bills = tuple(
        BilledRow(bill_uid, bill, dt.date.fromisoformat(day), amount, left.get(document_id, 0))
        for document_id, bill_uid, bill, day, amount in book.fetch(sql.BILLED, (identity,))
    )
    return InvoiceRow(
        identity,
        uid,
        number,
        dt.date.fromisoformat(on),
        party_uid,
        party,
        dt.date.fromisoformat(due) if due else None,
        total,
        note,
        bool(cancelled),
        bills,
    )
