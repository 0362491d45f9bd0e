"""What is bought and spent: goods into stock with their freight, expenses, what stays owed."""

import datetime as dt
from collections.abc import Sequence

from app.changes import Changes
from app.domain import money
from app.domain.calendar import checked_day
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.purchase import (
    EmptyDocumentError,
    ExpenseDraft,
    LineAmountError,
    OpeningDraft,
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


class NotAnExpenseError(UserError):
    """Money spent on an account that is no expense: money itself, or what batches absorb."""

    message = N_("Account {code} is not something that money is spent on; please choose another.")


def account_by_code(code: str) -> int:
    """The local id of an account written to by hand; raises UnknownAccountError, KeptAccountError."""
    row = book.fetch_one(sql.ACCOUNT_BY_CODE, (code,))
    if row is None:
        raise UnknownAccountError(code=code)
    if book.fetch_one(sql.IS_KEPT_ACCOUNT, (code,)) is not None:
        raise KeptAccountError(code=code)
    return int(row[0])


def _expense_account(code: str) -> int:
    account = account_by_code(code)
    if book.fetch_one(sql.IS_NO_EXPENSE, (code,)) is not None:
        raise NotAnExpenseError(code=code)
    return account


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
        entry.changes = Changes.STOCK | Changes.LEDGER

    return post(session, Permission.BUY, draft.uid, write)


def post_expense(session: Session, draft: ExpenseDraft, *, on: dt.date) -> Posted:
    """Post the expenses of a slip, once per ``draft.uid``; absorption accounts are never paid here.

    Raises EmptyDocumentError, LineAmountError, UnknownAccountError, KeptAccountError, NotAnExpenseError,
    PaymentsDifferError, PartyNeededError, TaxTooLargeError, NotPermittedError, OverLimitError.
    """

    def write(entry: Entry) -> None:
        if not draft.lines:
            raise EmptyDocumentError
        for line in draft.lines:
            if line.amount <= 0:
                raise LineAmountError(description=line.description)
        total = money.checked_amount(sum(line.amount for line in draft.lines))
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.EXPENSE,
            on,
            total,
            party_id=party_id,
            **slip_fields(draft.slip),
            **about(draft.section_uid, draft.project_uid),
            note=clean_text(draft.note) or None,
        )
        entry.name("payee", name)
        costs = write_input_tax(entry, [line.amount for line in draft.lines], draft.vat)
        for line, cost in zip(draft.lines, costs, strict=True):
            entry.line(_expense_account(line.account_code), cost, note=clean_name(line.description) or None)
        _pay(entry, draft.tenders, total, party_id)
        entry.changes = Changes.LEDGER

    return post(session, Permission.BUY, draft.uid, write)


def post_opening(
    session: Session, draft: OpeningDraft, *, on: dt.date, location_id: int = MAIN_LOCATION
) -> Posted:
    """Post what the group owns and owes on its first day; the difference is opening equity.

    Raises EmptyDocumentError, LineAmountError, UnknownAccountError, KeptAccountError (goods come in
    with their quantities), NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if not draft.balances and not draft.stock:
            raise EmptyDocumentError
        goods = sum(line.value for line in draft.stock)
        equity = sum(amount for _code, amount in draft.balances) + goods
        entry.document(
            DocumentKind.OPENING, on, money.checked_amount(equity), note=clean_text(draft.note) or None
        )
        stock = StockWriter(entry)
        for line in draft.stock:
            product = stock.product(line.product_uid)
            if line.quantity_milli <= 0 or line.value < 0:
                raise LineAmountError(description=product.name)
            values = Values(
                line.value,
                line.value if line.cash_value is None else line.cash_value,
                line.value if line.full_value is None else line.full_value,
            )
            stock.receive(product, line.quantity_milli, values, location_id=location_id, purpose="opening")
        stock.finish()
        for code, amount in draft.balances:
            entry.line(account_by_code(code), money.checked_amount(amount))
        entry.line(account_id(AccountRole.OPENING_EQUITY), -equity)
        entry.changes = Changes.STOCK | Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, draft.uid, write)
