"""Quotation, delivery and invoice for schools, hotels and offices; what they pay is settled like any bill."""

import datetime as dt

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.offer import (
    BILLED,
    OFFICE,
    QUOTED,
    AlreadyBilledError,
    BuyerMissingError,
    InvoiceDraft,
    NothingToBillError,
    OfferDraft,
    OtherBuyersBillError,
    QuotationOverError,
    offer_sum,
)
from app.domain.sale import SaleDraft, TenderDraft, price_sale
from app.domain.session import Permission, Session
from app.queries.offers import open_bills
from app.services.dimensions import about
from app.services.reversal import UnknownDocumentError
from app.services.sales import PostedSale, UnknownTenderError, party_of, post_sale
from app.services.settings import bill_rounding
from app.services.stock import product_facts
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_line, clean_text
from db import connection as book
from db.sql import offers as sql


def post_quotation(session: Session, draft: OfferDraft, *, on: dt.date) -> Posted:
    """Offer goods to a buyer, once per ``draft.uid``; nothing moves and nothing is owed.

    Raises what ``offer_sum`` raises, BuyerMissingError, UnknownProductError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        sums = offer_sum(draft)
        party_id, name = _buyer(draft.party_uid)
        entry.document(
            DocumentKind.QUOTATION,
            on,
            sums.total,
            party_id=party_id,
            note=clean_text(draft.note) or None,
            **about(draft.section_uid, draft.project_uid),
        )
        entry.name("customer", name)
        entry.add(
            "offer",
            valid_until=draft.valid_until.isoformat() if draft.valid_until else None,
            subtotal=sums.subtotal,
            discount=sums.discount,
            total=sums.total,
        )
        for line in draft.lines:
            product = product_facts(line.product_uid) if line.product_uid is not None else None
            entry.add(
                "offer_line",
                product_id=product.id if product else None,
                description=clean_line(line.description) or (product.name if product else ""),
                quantity=line.quantity_milli,
                unit=clean_line(line.unit, 60),
                base_quantity=line.base_quantity_milli,
                unit_price_e4=line.unit_price_e4,
                amount=line.amount,
            )
        entry.changes = Changes.SALES

    return post(session, Permission.SELL, draft.uid, write)


def deliver(
    session: Session, draft: SaleDraft, *, on: dt.date, quotation_uid: bytes | None = None
) -> PostedSale:
    """Deliver goods on account, following a quotation or without one: a sale that its buyer owes.

    Raises BuyerMissingError, UnknownDocumentError, QuotationOverError, UnknownTenderError (there is no way
    to sell on account), and what ``post_sale`` raises.
    """
    session.require(Permission.SELL)
    _buyer(draft.party_uid)
    links: tuple[tuple[str, int], ...] = ()
    if quotation_uid is not None:
        row = book.fetch_one(sql.DOCUMENT, (quotation_uid,))
        if row is None or row[1] != DocumentKind.QUOTATION:
            raise UnknownDocumentError
        if row[5]:
            raise QuotationOverError(number=row[2])
        links = ((QUOTED, int(row[0])),)
    tender = book.fetch_one(sql.ACCOUNT_TENDER)
    if tender is None:
        raise UnknownTenderError
    total = price_sale(draft, bill_rounding()).total
    owed = SaleDraft(
        draft.uid,
        draft.lines,
        draft.bill_discount,
        draft.bill_discount_percent_bp,
        (TenderDraft(tender[0], total),),
        draft.party_uid,
        draft.note,
        draft.section_uid,
        draft.project_uid,
    )
    return post_sale(session, owed, on=on, channel=OFFICE, links=links)


def post_invoice(session: Session, draft: InvoiceDraft, *, on: dt.date) -> Posted:
    """Bill deliveries to their buyer, once per ``draft.uid``: what is still owed of each stands on it.

    Raises BuyerMissingError, NothingToBillError, UnknownDocumentError, OtherBuyersBillError,
    AlreadyBilledError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        party_id, name = _buyer(draft.party_uid)
        if not draft.bills:
            raise NothingToBillError
        bills = [_bill(uid, party_id) for uid in dict.fromkeys(draft.bills)]
        total = sum(amount for _id, amount in bills)
        entry.document(
            DocumentKind.INVOICE, on, total, party_id=party_id, note=clean_text(draft.note) or None
        )
        entry.name("customer", name)
        entry.add(
            "offer",
            valid_until=draft.due.isoformat() if draft.due else None,
            subtotal=total,
            discount=0,
            total=total,
        )
        for document_id, amount in bills:
            entry.add("document_link", role=BILLED, target_id=document_id, amount=amount)
        entry.changes = Changes.SALES

    return post(session, Permission.RECEIVE, draft.uid, write)


def _bill(uid: bytes, party_id: int) -> tuple[int, int]:
    """Local id of a delivery and what is open of it."""
    row = book.fetch_one(sql.DOCUMENT, (uid,))
    if row is None:
        raise UnknownDocumentError
    document_id, _kind, number, owner, _total, cancelled = row
    if owner != party_id:
        raise OtherBuyersBillError(number=number)
    left = open_bills(party_id).get(document_id, 0)
    if cancelled or left <= 0 or book.fetch_one(sql.STANDING_INVOICE, (document_id,)) is not None:
        raise AlreadyBilledError(number=number)
    return int(document_id), left


def _buyer(uid: bytes | None) -> tuple[int, str]:
    if uid is None:
        raise BuyerMissingError
    party_id, name = party_of(uid)
    assert party_id is not None
    return party_id, name
