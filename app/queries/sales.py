"""Sales as they were: by product, by day, by tender, and one receipt with all that prints on it."""

import datetime as dt
from dataclasses import dataclass

from app.domain.working_days import is_late
from app.queries.periods import holidays
from app.queries.settings import business_settings
from app.thai.dates import day_of
from db import connection as book
from db.sql import reports as sql


@dataclass(frozen=True, slots=True)
class ProductSales:
    """What a product sold in a time; cost in three values; satang and thousandths."""

    id: int
    uid: bytes
    code: str
    name: str
    unit: str
    quantity: int
    amount: int
    value: int
    cash_value: int
    full_value: int


@dataclass(frozen=True, slots=True)
class DaySales:
    """What one day sold."""

    day: dt.date
    quantity: int
    amount: int
    value: int
    cash_value: int
    full_value: int


@dataclass(frozen=True, slots=True)
class TenderSum:
    """What came in by one way of paying, refunds taken off."""

    uid: bytes
    name: str
    name_en: str
    kind: str
    amount: int
    count: int


@dataclass(frozen=True, slots=True)
class SaleLineRow:
    """A line of a receipt, with what came back of it since."""

    line_no: int
    product_uid: bytes
    code: str
    description: str
    quantity: int
    unit: str
    unit_price_e4: int
    gross: int
    discount: int
    bill_discount: int
    amount: int
    condition: str | None
    returned: int


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment of a document."""

    tender_uid: bytes
    name: str
    name_en: str
    kind: str
    amount: int
    tendered: int
    reference: str
    confirmed: int
    """1 when the seller saw the money in the bank's app."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """The header of a document as lists and papers show it."""

    id: int
    uid: bytes
    kind: str
    number: str
    on: dt.date
    ledger_date: dt.date
    slip_date: dt.date | None
    slip_number: str | None
    posted_at: int
    reason: str | None
    note: str | None
    total: int
    author: str
    party_uid: bytes | None
    party_name: str | None
    reverses: str | None
    reversed_by: str | None
    reversed_reason: str | None


@dataclass(frozen=True, slots=True)
class SaleDocument:
    """Everything that stands on a receipt or return note."""

    document: DocumentRow
    lines: tuple[SaleLineRow, ...]
    payments: tuple[PaymentRow, ...]
    subtotal: int
    discount: int
    rounding: int
    total: int
    change: int
    channel: str
    original_number: str | None
    original_uid: bytes | None
    prints: int


def _document(row: tuple[object, ...]) -> DocumentRow:
    identity, uid, kind, number, on, ledger_date, slip_date, *rest = row
    return DocumentRow(
        identity,  # type: ignore[arg-type]
        uid,  # type: ignore[arg-type]
        str(kind),
        str(number),
        dt.date.fromisoformat(str(on)),
        dt.date.fromisoformat(str(ledger_date)),
        dt.date.fromisoformat(str(slip_date)) if slip_date else None,
        *rest,  # type: ignore[arg-type]
    )


def document_by_uid(uid: bytes) -> DocumentRow | None:
    """A document's header by uid."""
    row = book.fetch_one(sql.DOCUMENT_BY_UID, (uid,))
    return None if row is None else _document(row)


def document_by_number(number: str) -> DocumentRow | None:
    """A document's header by its printed number."""
    row = book.fetch_one(sql.DOCUMENT_BY_NUMBER, (number.strip(),))
    return None if row is None else _document(row)


def last_document(kind: str) -> DocumentRow | None:
    """The newest document of a kind."""
    row = book.fetch_one(sql.LAST_OF_KIND, (kind,))
    return None if row is None else _document(row)


def documents(
    first: dt.date, last: dt.date, *, kind: str = "", before_id: int = 1 << 62, limit: int = 128
) -> tuple[DocumentRow, ...]:
    """Documents of a time, newest first, a page at a time (``before_id`` = the last id seen)."""
    rows = book.fetch(sql.DOCUMENTS_PAGE, (before_id, kind, kind, first.isoformat(), last.isoformat(), limit))
    return tuple(_document(row) for row in rows)


def count_documents(first: dt.date, last: dt.date, *, kind: str = "") -> int:
    """How many documents a time has."""
    return book.fetch_int(sql.DOCUMENTS_COUNT, (kind, kind, first.isoformat(), last.isoformat()))


def sale_document(document: DocumentRow) -> SaleDocument | None:
    """What a receipt, return note or their reversal holds; None for other documents."""
    head = book.fetch_one(sql.SALE_OF, (document.id,))
    if head is None:
        return None
    subtotal, discount, rounding, total, change, channel, original_number, original_uid, _on = head
    return SaleDocument(
        document=document,
        lines=tuple(SaleLineRow(*row) for row in book.fetch(sql.SALE_LINES_OF, (document.id,))),
        payments=tuple(PaymentRow(*row) for row in book.fetch(sql.PAYMENTS_OF, (document.id,))),
        subtotal=subtotal,
        discount=discount,
        rounding=rounding,
        total=total,
        change=change,
        channel=channel,
        original_number=original_number,
        original_uid=original_uid,
        prints=book.fetch_int(sql.PRINTS_OF, (document.uid,)),
    )


def sales_by_product(first: dt.date, last: dt.date) -> tuple[ProductSales, ...]:
    """Sales of each product, most first; late costs (adjustments) are in the cost columns."""
    return tuple(
        ProductSales(*row) for row in book.fetch(sql.SALES_BY_PRODUCT, (first.isoformat(), last.isoformat()))
    )


def sales_by_day(first: dt.date, last: dt.date) -> tuple[DaySales, ...]:
    """Sales of each day that had any, in order."""
    rows = book.fetch(sql.SALES_BY_DAY, (first.isoformat(), last.isoformat()))
    return tuple(DaySales(dt.date.fromisoformat(row[0]), *row[1:]) for row in rows)


def receipts_by_day(first: dt.date, last: dt.date) -> tuple[tuple[dt.date, int, int], ...]:
    """(day, number of receipts that stand, their total) of each day; voided ones are not counted."""
    rows = book.fetch(sql.RECEIPTS_BY_DAY, (first.isoformat(), last.isoformat()))
    return tuple((dt.date.fromisoformat(row[0]), row[1], row[2]) for row in rows)


def tenders_between(first: dt.date, last: dt.date) -> tuple[TenderSum, ...]:
    """What came in by each way of paying."""
    return tuple(
        TenderSum(*row) for row in book.fetch(sql.TENDERS_BETWEEN, (first.isoformat(), last.isoformat()))
    )


def count_late_slips(first: dt.date, last: dt.date) -> int:
    """Documents of a time that were entered later than the settings' working days after their slip."""
    rows = book.fetch(sql.SLIPS_BETWEEN, (first.isoformat(), last.isoformat()))
    if not rows:
        return 0
    off, limit = holidays(), business_settings().slip_reminder_days
    return sum(is_late(dt.date.fromisoformat(slip), day_of(at), off, limit) for slip, at in rows)
