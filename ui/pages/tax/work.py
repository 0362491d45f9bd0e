"""What the page of tax reads and does on the storage worker."""

import datetime as dt
from dataclasses import dataclass

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.domain.tax_rule import BuyerData, RuleData
from app.domain.vat import SettleVatDraft, VatClass
from app.queries.balances import month_end
from app.queries.sales import document_by_number
from app.queries.settings import business_settings
from app.queries.tax import (
    LeftGoods,
    TaxRule,
    Undecided,
    is_registered,
    left_goods,
    rules,
    undecided_products,
    undecided_share,
)
from app.queries.tax_documents import IssuedInvoice, newest_invoices
from app.services.products import set_vat_class
from app.services.returns import UnknownSaleError
from app.services.tax_invoices import Cancelled, cancel_and_issue, issue_full
from app.services.tax_rules import add_rule, change_rule
from app.services.unit_of_work import Posted
from app.services.vat import settle_vat
from app.settings import BusinessSettings
from reports.common import month_span
from reports.model import Report
from reports.tax_reports import MeterLine, meter_lines, summary

NEWEST = 300
"""So many invoices stand in the list; the report of a month has them all."""


@dataclass(frozen=True, slots=True)
class TaxData:
    """Everything on the page as of a day and a month; ``month`` is None while the group is not registered."""

    meters: tuple[MeterLine, ...]
    settings: BusinessSettings
    rules: tuple[TaxRule, ...]
    undecided: tuple[Undecided, ...]
    month: Report | None
    share: int
    invoices: tuple[IssuedInvoice, ...]
    """The newest full invoices and replacements, cancelled ones too."""
    left: tuple[LeftGoods, ...] = ()
    """What is missing, used or given away up to the month's end, and whose tax is not posted."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How many products got a class of tax."""

    count: int
    changes: Changes = Changes.PRODUCTS


def read(session: Session, today: dt.date, month: dt.date) -> TaxData:
    """Read it all; raises NotPermittedError."""
    session.require(Permission.SEE_BOOKS)
    end = month_end(month)
    registered = is_registered(max(today, end))
    return TaxData(
        meter_lines(today),
        business_settings(),
        rules(),
        undecided_products(today),
        summary(month_span(month)) if registered else None,
        undecided_share(end) if registered else 0,
        newest_invoices(NEWEST),
        left_goods(dt.date.min, end) if registered else (),
    )


def settle(session: Session, month: dt.date, share_claimed: int | None) -> Posted:
    """Move the month's tax to what is paid."""
    return settle_vat(session, SettleVatDraft(new_uid(), month, share_claimed))


def issue(session: Session, number: str, buyer: BuyerData, on: dt.date, uid: bytes) -> Posted:
    """Issue the full tax invoice of a receipt by its number; raises UnknownSaleError."""
    found = document_by_number(number)
    if found is None:
        raise UnknownSaleError
    return issue_full(session, found.uid, buyer=buyer, on=on, uid=uid)


def issue_anew(
    session: Session, old: IssuedInvoice, buyer: BuyerData, reason: str, on: dt.date, uid: bytes
) -> Cancelled:
    """Cancel an invoice and issue that of its receipt anew, or neither."""
    return cancel_and_issue(
        session, old.uid, buyer=buyer, reason=reason, on=on, cancel_uid=new_uid(), uid=uid
    )


def save_rule(session: Session, rule_uid: bytes | None, data: RuleData) -> object:
    """Add a rule, or change the one that is being corrected."""
    if rule_uid is None:
        return add_rule(session, data)
    return change_rule(session, rule_uid, data=data)


def decide(session: Session, products: tuple[bytes, ...], vat_class: VatClass) -> Decided:
    """Put products into a class of tax."""
    for uid in products:
        set_vat_class(session, uid, vat_class=vat_class)
    return Decided(len(products))
