"""What is bought: goods into stock with their freight, and what stays owed of them."""

import datetime as dt
from collections.abc import Sequence

from app.changes import Changes
from app.domain import money
from app.domain.calendar import checked_day
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.purchase import (
    PaymentsDifferError,
    PurchaseDraft,
    Slip,
    landed_amounts,
)
from app.domain.sale_draft import TenderDraft
from app.domain.session import Limit, Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services.dimensions import about
from app.services.journal import account_id
from app.services.project_watch import watch
from app.services.sales import PartyNeededError, party_of, tender_facts
from app.services.stock import StockWriter, Values
from app.services.unit_of_work import Entry, Posted, post
from app.services.vat import write_input_tax
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import purchases as sql

MAIN_LOCATION = 1


class UnknownAccountError(UserError):
    """No account has this code."""

    message = N_("There is no account {code}.")


class KeptAccountError(UserError):
    """Stock, sales and their cost follow their registers and cannot be written to by hand."""

    message = N_("Account {code} follows its register; please use a sale, a purchase, a batch or a count.")


def account_by_code(code: str) -> int:
    """The local id of an account written to by hand; raises UnknownAccountError, KeptAccountError."""
    row = book.fetch_one(sql.ACCOUNT_BY_CODE, (code,))
    if row is None:
        raise UnknownAccountError(code=code)
    if book.fetch_one(sql.IS_KEPT_ACCOUNT, (code,)) is not None:
        raise KeptAccountError(code=code)
    return int(row[0])


def _pay(entry: Entry, tenders: Sequence[TenderDraft], total: int, party_id: int | None) -> None:
    """Credit the tenders' accounts; what they leave unpaid is owed to the party (or accrued).

    Raises PaymentsDifferError, PartyNeededError, OverLimitError (more is paid at once than one may alone).
    """
    paid = 0
    for tender in tenders:
        if tender.amount < 0:
            raise PaymentsDifferError
        if not tender.amount:
            continue
        facts = tender_facts(tender.tender_uid)
        if facts.kind == "account":
            continue
        paid += tender.amount
        entry.add(
            "payment",
            tender_id=facts.id,
            amount=-tender.amount,
            tendered=-tender.amount,
            fee=0,
            reference=clean_name(tender.reference, 200),
        )
        entry.line(facts.account_id, -tender.amount)
    if paid > total:
        raise PaymentsDifferError
    entry.session.require_within(Limit.PAY_OUT, paid, Permission.BUY)
    if paid < total:
        if party_id is None:
            raise PartyNeededError
        entry.line(account_id(AccountRole.PAYABLE), paid - total, party_id=party_id)


def slip_fields(slip: Slip) -> dict[str, str | None]:
    """The paper slip's own date and number for a header; raises DayOutOfRangeError."""
    return {
        "slip_date": checked_day(slip.date).isoformat() if slip.date else None,
        "slip_number": clean_name(slip.number, 100) or None,
    }


def post_purchase(
    session: Session, draft: PurchaseDraft, *, on: dt.date, location_id: int = MAIN_LOCATION
) -> Posted:
    """Receive bought goods into stock at what they cost with freight, once per ``draft.uid``.

    Raises EmptyDocumentError, LineAmountError, PaymentsDifferError, PartyNeededError (something stays
    owed and no supplier is named), TaxTooLargeError, UnknownProductError,
    NoStockKeptError, NotPermittedError, OverLimitError.
    """

    def write(entry: Entry) -> None:
        landed = landed_amounts(draft.lines, draft.freight)
        total = money.checked_amount(sum(landed))
        party_id, name = party_of(draft.supplier_uid)
        entry.document(
            DocumentKind.PURCHASE,
            on,
            total,
            party_id=party_id,
            **slip_fields(draft.slip),
            **about(draft.section_uid, draft.project_uid),
            note=clean_text(draft.note) or None,
        )
        entry.name("supplier", name)
        stock = StockWriter(entry)
        stock.load(line.product_uid for line in draft.lines)
        costs = write_input_tax(entry, landed, draft.vat)
        for line, paid, cost in zip(draft.lines, landed, costs, strict=True):
            product = stock.product(line.product_uid)
            line_no = entry.add(
                "purchase_line",
                product_id=product.id,
                description=clean_name(line.description) or product.name,
                quantity=line.quantity_milli,
                unit=clean_name(line.unit, 60),
                base_quantity=line.base_quantity_milli,
                amount=line.amount,
                freight=paid - line.amount,
            )
            stock.receive(
                product,
                line.base_quantity_milli,
                Values(cost, cost, cost),
                location_id=location_id,
                purpose="purchase",
                for_line=line_no,
                is_purchase=True,
            )
        stock.finish()
        _pay(entry, draft.tenders, total, party_id)
        watch(entry)
        entry.changes = Changes.STOCK | Changes.LEDGER

    return post(session, Permission.BUY, draft.uid, write)
