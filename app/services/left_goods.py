"""Tax of goods that left without a sale: missing at a count, used by the group, given away.

A registered group owes it at the price of sale on the day found. It is an expense beside the goods' cost, and
stands in the month's report of tax on sales under its own document, which points to what it is for.
"""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.domain.vat import LeftTaxDraft, NoMarketPriceError, NothingLeftError, VatClass, tax_inside
from app.queries.tax import is_registered, left_goods
from app.services.journal import account_id
from app.services.unit_of_work import Entry, Posted, post
from app.services.vat import rate_on
from db import connection as book
from db.sql import tax as sql

LINK = "left_vat"


def post_left_tax(session: Session, draft: LeftTaxDraft) -> Posted:
    """Post the tax of one such document, under that document's day, once per ``draft.uid``.

    Raises NothingLeftError, NoMarketPriceError, AmountTooLargeError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        row = book.fetch_one(sql.LEFT_DOCUMENT, (draft.document_uid,))
        if row is None:
            raise NothingLeftError(number="")
        source_id, number, on_text, kind = row
        on = dt.date.fromisoformat(on_text)
        rate_bp = rate_on(on)
        waiting = {each.uid for each in left_goods(dt.date.min, dt.date.max)}
        if not is_registered(on) or draft.document_uid not in waiting:
            raise NothingLeftError(number=number)
        tax = tax_inside(money.checked_amount(draft.price), rate_bp)
        if draft.price <= 0 or not tax:
            raise NoMarketPriceError
        entry.document(DocumentKind.JOURNAL, on, tax)
        entry.add(
            "tax_line",
            side="output",
            vat_class=VatClass.TAXABLE.value,
            for_line=None,
            product_id=None,
            base=draft.price - tax,
            tax=tax,
            rate_bp=rate_bp,
            claim="",
        )
        missing = kind == DocumentKind.STOCK_COUNT
        entry.line(account_id(AccountRole.COUNT_LOSS if missing else AccountRole.SAMPLES), tax)
        entry.line(account_id(AccountRole.OUTPUT_VAT), -tax)
        entry.add("document_link", role=LINK, target_id=source_id, amount=0)
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, draft.uid, write)
