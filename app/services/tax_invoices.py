"""Full tax invoices: issued for a receipt on request, never corrected, only cancelled and issued anew."""

import datetime as dt
from dataclasses import dataclass

from app.changes import Changes
from app.domain.document import DocumentKind, new_uid
from app.domain.session import Permission, Session
from app.domain.tax_rule import BuyerData, checked_buyer
from app.errors import UserError
from app.i18n import N_
from app.queries.tax import is_registered
from app.queries.tax_documents import (
    REPLACES,
    DocumentTax,
    document_tax,
    invoice_facts,
    names_of,
    standing_invoices,
    uid_of,
)
from app.services.records import saving
from app.services.returns import SaleVoidedError, UnknownSaleError
from app.services.reversal import RIGHTS, AlreadyReversedError, UnknownDocumentError, reverse
from app.services.sales import party_of
from app.services.unit_of_work import Entry, Posted, find_posted, post
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import documents as documents_sql
from db.sql import tax as sql

FULL = "full"


class NotRegisteredError(UserError):
    """A tax invoice of a group that was no registered seller on the day of the sale."""

    message = N_("On the day of {number} the group was not registered for VAT: it has no such paper.")


class NothingTaxedError(UserError):
    """A tax invoice for goods that are all free of VAT."""

    message = N_("Everything on {number} is free of VAT; the receipt is enough.")


class InvoiceStandsError(UserError):
    """A receipt has one full tax invoice at a time."""

    message = N_("{number} has the full tax invoice {invoice} already. Please cancel that one first.")


class CancelReasonMissingError(UserError):
    """A cancelled tax invoice without saying why."""

    message = N_("Please say why the tax invoice is cancelled.")


class LossReasonMissingError(UserError):
    """A replacement without saying why."""

    message = N_("Please say why a replacement is issued, for example that the invoice was lost.")


def issue_full(session: Session, sale_uid: bytes, *, buyer: BuyerData, on: dt.date, uid: bytes) -> Posted:
    """Issue the full tax invoice of a receipt, once per ``uid``; the short one is cancelled by it.

    After a cancelled one it says which it stands for. Raises UnknownSaleError, SaleVoidedError,
    NotRegisteredError, NothingTaxedError, InvoiceStandsError, BuyerNameMissingError, BranchError,
    PartyNeededError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        data = checked_buyer(buyer)
        sale_id, number, party_id = _sale(sale_uid)
        tax = _taxed(sale_id, number)
        standing = standing_invoices(sale_id)
        if standing:
            raise InvoiceStandsError(number=number, invoice=standing[0].number)
        named = party_of(data.party_uid)[0] if data.party_uid is not None else party_id
        entry.document(DocumentKind.TAX_INVOICE, on, tax.total, party_id=named)
        _keep_buyer(
            entry,
            {
                "buyer": data.name,
                "buyer_address": data.address,
                "buyer_tax_id": data.tax_id,
                "buyer_branch": data.branch,
            },
        )
        _keep_tax(entry, sale_id, FULL, tax)
        cancelled = book.fetch_one(sql.CANCELLED_INVOICE, (sale_id,))
        if cancelled is not None:
            entry.add("document_link", role=REPLACES, target_id=cancelled[0], amount=0)

    return post(session, Permission.SELL, uid, write)


def replace_lost(session: Session, invoice_uid: bytes, *, reason: str, on: dt.date, uid: bytes) -> Posted:
    """Issue the replacement of a full tax invoice that was lost or spoiled, once per ``uid``.

    Raises UnknownDocumentError, AlreadyReversedError (it was cancelled), LossReasonMissingError,
    NotRegisteredError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        why = clean_text(reason)
        if not why:
            raise LossReasonMissingError
        row = book.fetch_one(sql.SALE, (invoice_uid,))
        facts = invoice_facts(row[0]) if row is not None else None
        if row is None or facts is None or row[1] != DocumentKind.TAX_INVOICE:
            raise UnknownDocumentError
        invoice_id, _kind, number, _on, party_id, _total, cancelled = row
        if cancelled is not None:
            raise AlreadyReversedError(number=number, reversal=cancelled)
        tax = _taxed(facts.sale_id, facts.sale_number)
        entry.document(DocumentKind.TAX_INVOICE, on, tax.total, party_id=party_id, reason=why)
        _keep_buyer(entry, names_of(invoice_id))
        _keep_tax(entry, facts.sale_id, "replacement", tax)
        entry.add("document_link", role=REPLACES, target_id=invoice_id, amount=0)

    return post(session, Permission.SELL, uid, write)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What cancelled an invoice, and the one that was issued in its place."""

    reversal: Posted
    posted: Posted | None
    changes: Changes = Changes.EVERYTHING


def cancel(session: Session, invoice_uid: bytes, *, reason: str, on: dt.date, uid: bytes) -> Cancelled:
    """Cancel a full tax invoice with its replacements, or a replacement alone, once per ``uid``.

    Its number stays in the reports. Raises UnknownDocumentError, AlreadyReversedError,
    CancelReasonMissingError, NotPermittedError, NotSavedError.
    """
    return _cancel(session, invoice_uid, None, reason, on, uid, new_uid())


def cancel_and_issue(
    session: Session,
    invoice_uid: bytes,
    *,
    buyer: BuyerData,
    reason: str,
    on: dt.date,
    cancel_uid: bytes,
    uid: bytes,
) -> Cancelled:
    """Cancel all that stands for a receipt and issue its full invoice anew, or neither, once per ``uid``.

    Raises what ``cancel`` and ``issue_full`` raise.
    """
    return _cancel(session, invoice_uid, buyer, reason, on, cancel_uid, uid)


def _cancel(
    session: Session,
    invoice_uid: bytes,
    buyer: BuyerData | None,
    reason: str,
    on: dt.date,
    cancel_uid: bytes,
    uid: bytes,
) -> Cancelled:
    rights = RIGHTS[DocumentKind.TAX_INVOICE]
    with saving(session, next((each for each in rights if session.may(each)), rights[0])):
        before, again = find_posted(cancel_uid), find_posted(uid)
        if before is not None:
            return Cancelled(before, again, Changes.NONE)
        if not clean_text(reason):
            raise CancelReasonMissingError
        row = book.fetch_one(sql.SALE, (invoice_uid,))
        facts = invoice_facts(row[0]) if row is not None else None
        if row is None or facts is None or row[1] != DocumentKind.TAX_INVOICE:
            raise UnknownDocumentError
        reversal = reverse(session, invoice_uid, on=on, reason=reason, uid=cancel_uid)
        if buyer is not None or facts.form == FULL:
            for other in standing_invoices(facts.sale_id):
                reverse(session, other.uid, on=on, reason=reason, uid=new_uid())
        posted = None
        if buyer is not None:
            posted = issue_full(session, uid_of(facts.sale_id), buyer=buyer, on=on, uid=uid)
    return Cancelled(reversal, posted)


def _sale(uid: bytes) -> tuple[int, str, int | None]:
    row = book.fetch_one(sql.SALE, (uid,))
    if row is None or row[1] != DocumentKind.SALE:
        raise UnknownSaleError
    if row[6] is not None:
        raise SaleVoidedError(number=row[2], reversal=row[6])
    return row[0], row[2], row[4]


def _taxed(sale_id: int, number: str) -> DocumentTax:
    tax = document_tax(sale_id)
    row = book.fetch_one(documents_sql.SELECT_HEADER, (sale_id,))
    assert row is not None
    day = dt.date.fromisoformat(str(row[documents_sql.HEADER_COLUMNS.index("on_date")]))
    if tax is None or not is_registered(day):
        raise NotRegisteredError(number=number)
    if not tax.tax:
        raise NothingTaxedError(number=number)
    return tax


def _keep_buyer(entry: Entry, names: dict[str, str]) -> None:
    for role, text in sorted(names.items()):  # as they are read back for the chain
        entry.name(role, text)


def _keep_tax(entry: Entry, sale_id: int, form: str, tax: DocumentTax) -> None:
    entry.add(
        "tax_invoice",
        target_id=sale_id,
        form=form,
        exempt=tax.exempt,
        base=tax.base,
        tax=tax.tax,
        total=tax.total,
    )
    entry.changes = Changes.SALES
