"""Tax papers: what a document's tax is, full invoices with their buyer, what returns took back."""

import datetime as dt
from dataclasses import dataclass

from db import connection as book
from db.sql import tax as sql


@dataclass(frozen=True, slots=True)
class StandingInvoice:
    """A full tax invoice of a sale that was not cancelled."""

    id: int
    uid: bytes
    number: str
    on: dt.date
    form: str


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """A full tax invoice or replacement, also a cancelled one; satang."""

    uid: bytes
    number: str
    on: dt.date
    form: str
    sale_uid: bytes
    sale_number: str
    base: int
    tax: int
    exempt: int
    total: int
    cancelled_by: str
    reason: str
    """Why it was cancelled."""
    replaces: str
    """Number of the invoice that it stands for."""
    buyer: str
    buyer_address: str
    buyer_tax_id: str
    buyer_branch: str


@dataclass(frozen=True, slots=True)
class DocumentTax:
    """Tax of one document: taxable part without tax, the tax, exempt part; the rate in basis points."""

    base: int
    tax: int
    exempt: int
    rate_bp: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.base + self.tax + self.exempt


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """What a full tax invoice says beside the lines of its sale."""

    form: str
    tax: DocumentTax
    sale_id: int
    sale_number: str
    sale_on: dt.date
    buyer: str
    buyer_address: str
    buyer_tax_id: str
    buyer_branch: str
    replaces: str
    """Number of the cancelled or lost invoice that it stands for."""
    replaces_on: dt.date | None


def document_tax(document_id: int) -> DocumentTax | None:
    """Tax on sales in a document; None if it was posted without."""
    base, tax, exempt, rate_bp, count = book.fetch(sql.TAX_OF, (document_id,))[0]
    return DocumentTax(base, tax, exempt, rate_bp or 0) if count else None


def standing_invoices(sale_id: int) -> tuple[StandingInvoice, ...]:
    """Full invoices and replacements of a sale that were not cancelled, first issued first."""
    return tuple(
        StandingInvoice(row[0], row[1], row[2], dt.date.fromisoformat(row[3]), row[4])
        for row in book.fetch(sql.STANDING_INVOICES, (sale_id,))
    )


def issued_invoices(first: dt.date, last: dt.date) -> tuple[IssuedInvoice, ...]:
    """Every full invoice and replacement of some days, cancelled ones too, in the order of issue."""
    return _issued(book.fetch(sql.ISSUED_INVOICES, (first.isoformat(), last.isoformat())))


def newest_invoices(limit: int) -> tuple[IssuedInvoice, ...]:
    """The last full invoices and replacements, newest first, cancelled ones too."""
    return _issued(book.fetch(sql.NEWEST_INVOICES, (limit,)))


def _issued(rows: list[book.Row]) -> tuple[IssuedInvoice, ...]:
    found = []
    for document_id, uid, number, on, *rest in rows:
        names = names_of(document_id)
        buyer = (names.get(role, "") for role in ("buyer", "buyer_address", "buyer_tax_id", "buyer_branch"))
        found.append(IssuedInvoice(uid, number, dt.date.fromisoformat(on), *rest, *buyer))
    return tuple(found)


def invoice_facts(document_id: int) -> InvoiceFacts | None:
    """What a full tax invoice says; None for other documents."""
    row = book.fetch_one(sql.INVOICE, (document_id,))
    if row is None:
        return None
    form, exempt, base, tax, _total, sale_id, sale_number, sale_on = row
    sale_tax = document_tax(sale_id)
    names = names_of(document_id)
    replaced = book.fetch_one(sql.LINKED, (document_id, REPLACES))
    return InvoiceFacts(
        form,
        DocumentTax(base, tax, exempt, sale_tax.rate_bp if sale_tax else 0),
        sale_id,
        sale_number,
        dt.date.fromisoformat(sale_on),
        names.get("buyer", ""),
        names.get("buyer_address", ""),
        names.get("buyer_tax_id", ""),
        names.get("buyer_branch", ""),
        replaced[0] if replaced else "",
        dt.date.fromisoformat(replaced[1]) if replaced else None,
    )


REPLACES = "replaces"
"""Role of the link from an invoice to the one that it stands for."""


def returned_sale(document_id: int) -> int | None:
    """Local id of the sale that a return takes back."""
    row = book.fetch_one(sql.RETURNS_SALE, (document_id,))
    return None if row is None else int(row[0])


def credited_before(sale_id: int, document_id: int) -> tuple[int, int]:
    """Taxable value and tax that earlier returns of a sale took back, below zero, satang."""
    row = book.fetch(sql.RETURNED_BEFORE, (sale_id, document_id))[0]
    return int(row[0]), int(row[1])


def number_and_day(document_id: int) -> tuple[str, dt.date]:
    """Number and business date of a document by local id."""
    row = book.fetch(sql.NUMBER_OF, (document_id,))[0]
    return str(row[0]), dt.date.fromisoformat(row[1])


def uid_of(document_id: int) -> bytes:
    """The uid of a document by local id."""
    return bytes(book.fetch(sql.UID_OF, (document_id,))[0][0])


def names_of(document_id: int) -> dict[str, str]:
    """Names and addresses that a document keeps, by their role; erased ones are left out."""
    return {str(row[0]): str(row[1]) for row in book.fetch(sql.NAMES_OF, (document_id,))}
