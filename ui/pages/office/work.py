"""What the page of papers for offices reads and posts on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain import office
from app.domain.offer import OFFER_STATE_WORDS, InvoiceDraft, OfferDraft, OfferLineDraft, OfferState
from app.domain.office import ReceiptTyped
from app.domain.product import ProductUnitData
from app.domain.sale_draft import NO_ROUNDING, RoundingRule
from app.domain.session import Permission, Session
from app.i18n import N_, _
from app.queries.catalogue import Account, money_accounts
from app.queries.offers import (
    Delivery,
    InvoiceRow,
    Quotation,
    buyer,
    deliveries,
    invoices,
    quotations,
)
from app.queries.parties import PartyRow, list_parties
from app.queries.products import ProductFilter, ProductRow, for_sale, list_products
from app.services.offers import deliver, post_invoice, post_quotation
from app.services.settings import bill_rounding
from app.services.settling import receive_money
from app.services.unit_of_work import Posted
from reports.catalogue import Question, build
from reports.model import Report
from ui.new_people import with_people
from ui.widgets.party_field import NewName

MANY = 100_000


class Side(StrEnum):
    """What the list shows."""

    QUOTATIONS = "quotations"
    DELIVERIES = "deliveries"
    INVOICES = "invoices"


SIDE_WORDS: dict[Side, str] = {
    Side.QUOTATIONS: N_("Quotations"),
    Side.DELIVERIES: N_("Deliveries"),
    Side.INVOICES: N_("Invoices"),
}
PAPERS: dict[Side, str] = {
    Side.QUOTATIONS: "quotation",
    Side.DELIVERIES: "delivery-note",
    Side.INVOICES: "invoice",
}
_OFFER_TONES: dict[OfferState, str] = {
    OfferState.OPEN: "indigo",
    OfferState.PARTLY: "turmeric-text",
    OfferState.DELIVERED: "leaf",
    OfferState.EXPIRED: "ink-soft",
    OfferState.CANCELLED: "ink-soft",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the list: how far the document has come, as words and a colour."""

    side: Side
    document: Quotation | Delivery | InvoiceRow
    left: int | None
    state: str
    tone: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    people: tuple[PartyRow, ...] = ()
    goods: tuple[ProductRow, ...] = ()
    packs: Mapping[bytes, tuple[ProductUnitData, ...]] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()
    rounding: RoundingRule = NO_ROUNDING


@dataclass(frozen=True, slots=True)
class Shown:
    """A document on the screen; ``due`` is when its buyer would pay what is billed today."""

    report: Report | None
    due: dt.date


@dataclass(frozen=True, slots=True)
class Offered:
    """A quotation or a delivery as it was typed, with people who are new."""

    draft: OfferDraft
    people: tuple[NewName, ...] = field(default_factory=tuple)
    quotation_uid: bytes | None = None


def papers(side: Side, today: dt.date) -> tuple[Paper, ...]:
    """The newest papers of a side first."""
    if side is Side.QUOTATIONS:
        return tuple(
            Paper(
                side,
                each,
                None,
                _(OFFER_STATE_WORDS[each.state]),
                _OFFER_TONES[each.state],
                each.state is OfferState.CANCELLED,
            )
            for each in quotations(today)
        )
    if side is Side.DELIVERIES:
        return tuple(Paper(side, each, each.left, *_delivery_state(each)) for each in deliveries())
    return tuple(
        Paper(side, each, each.left, *_invoice_state(each, today), each.cancelled) for each in invoices()
    )


def _delivery_state(each: Delivery) -> tuple[str, str]:
    if not each.left:
        return _("Paid in full"), "leaf"
    if each.invoice:
        return _("Billed: {number}").format(number=each.invoice), "indigo"
    return _("Not billed yet"), "turmeric-text"


def _invoice_state(each: InvoiceRow, today: dt.date) -> tuple[str, str]:
    if each.cancelled:
        return _("Cancelled"), "ink-soft"
    if not each.left:
        return _("Paid in full"), "leaf"
    if each.due is not None and each.due < today:
        return _("Overdue"), "clay"
    if each.left < each.total:
        return _("Paid in part"), "turmeric-text"
    return _("Waiting for payment"), "indigo"


def lists() -> Lists:
    """People, goods that are sold, and where money lies."""
    return Lists(
        tuple(list_parties(limit=MANY)),
        tuple(list_products(ProductFilter(for_sale=True), limit=MANY)),
        {item.uid: item.units for item in for_sale() if item.units},
        tuple(money_accounts()),
        bill_rounding(),
    )


def shown(session: Session, paper: Paper, today: dt.date) -> Shown:
    """The document as it is on paper."""
    report = build(session, PAPERS[paper.side], Question(document=paper.document.number))
    known = buyer(paper.document.party_uid)
    days = known.credit_days if known is not None else 0
    return Shown(report if isinstance(report, Report) else None, today + dt.timedelta(days=days))


def lines_of(quotation: Quotation) -> tuple[OfferLineDraft, ...]:
    """The lines of a quotation as they can be typed again."""
    return tuple(
        OfferLineDraft(
            line.description,
            line.quantity,
            line.unit,
            line.unit_price_e4,
            line.product_uid,
            office.factor_of(line.quantity, line.base_quantity),
        )
        for line in quotation.lines
    )


def quote(session: Session, offered: Offered, *, on: dt.date) -> Posted:
    """Post a quotation, its buyer with it if she is new."""
    return with_people(
        session,
        Permission.SELL,
        offered.people,
        lambda: post_quotation(session, offered.draft, on=on),
    )


def hand_over(session: Session, offered: Offered, *, on: dt.date) -> Posted:
    """Post a delivery, its buyer with it if she is new."""
    sale = office.as_sale(offered.draft)
    return with_people(
        session,
        Permission.SELL,
        offered.people,
        lambda: deliver(session, sale, on=on, quotation_uid=offered.quotation_uid).posted,
    )


def bill(
    session: Session, uid: bytes, chosen: Sequence[Delivery], *, due: dt.date | None, on: dt.date
) -> Posted:
    """Bill deliveries to their buyer."""
    draft = InvoiceDraft(uid, chosen[0].party_uid, tuple(each.uid for each in chosen), due)
    return post_invoice(session, draft, on=on)


def receive(session: Session, uid: bytes, invoice: InvoiceRow, typed: ReceiptTyped, *, on: dt.date) -> Posted:
    """Receive what an office pays of an invoice."""
    bills = [(each.uid, each.left) for each in invoice.bills]
    return receive_money(session, office.receipt_draft(uid, invoice.party_uid, bills, typed), on=on)
