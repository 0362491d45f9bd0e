"""Opening a book: all that a group owns and owes on its first day, in one transaction that balances."""

import datetime as dt
from collections.abc import Callable

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.loan_entry import LoanOpeningDraft
from app.domain.opening import (
    OpenBillDraft,
    OpeningBooksDraft,
    OpeningUnbalancedError,
    OpenLoanDraft,
    opening_difference,
)
from app.domain.savings import SavingsOpeningDraft
from app.domain.session import Permission, Session
from app.services.journal import account_id
from app.services.loan_contracts import create_loan
from app.services.loans import open_loan
from app.services.purchases import MAIN_LOCATION, account_by_code, slip_fields
from app.services.records import saving
from app.services.sales import PartyNeededError, party_of
from app.services.savings import open_savings
from app.services.shares import open_shares
from app.services.stock import StockWriter, Values
from app.services.unit_of_work import Entry, Posted, post
from app.thai.digits import format_amount
from app.thai.normalise import clean_text


def open_books(
    session: Session,
    draft: OpeningBooksDraft,
    *,
    on: dt.date,
    also: Callable[[], object] = lambda: None,
    location_id: int = MAIN_LOCATION,
) -> tuple[Posted, ...]:
    """Post the opening once per ``draft.uid``: a document of sums, others for bills, loans and savings.


    ``also`` enters, inside the same transaction, what has a register of its own (assets of ``draft.assets``);
    it is asked again when the opening is posted again.
    Raises what ``opening_difference`` raises, OpeningUnbalancedError, UnknownAccountError, KeptAccountError,
    UnknownProductError, PartyNeededError, PaidAboveSharesError, what ``create_loan`` and ``open_loan`` raise,
    NotPermittedError, NotSavedError.
    """
    difference = opening_difference(draft)
    if difference and not draft.difference_to_equity:
        raise OpeningUnbalancedError(difference=difference, amount=format_amount(abs(difference)))
    with saving(session, Permission.POST_JOURNAL):
        sums = draft.money or draft.others or draft.stock or draft.shares
        first = (_post_sums(session, draft, on, location_id),) if sums else ()
        bills = [
            _post_bill(session, bill, on, role, sign)
            for found, role, sign in (
                (draft.debtors, AccountRole.RECEIVABLE, 1),
                (draft.creditors, AccountRole.PAYABLE, -1),
            )
            for bill in found
        ]
        loans = [_post_loan(session, loan, on) for loan in draft.loans]
        saved = (_post_savings(session, draft, on),) if draft.savings else ()
        also()
    return (*first, *bills, *loans, *saved)


def _post_sums(session: Session, draft: OpeningBooksDraft, on: dt.date, location_id: int) -> Posted:
    """Money, stock, shares and other balances; the other side is opening equity."""

    def write(entry: Entry) -> None:
        equity = (
            sum(amount for _code, amount in (*draft.money, *draft.others))
            + sum(line.value for line in draft.stock)
            - sum(held.paid for held in draft.shares)
        )
        entry.document(DocumentKind.OPENING, on, equity, note=clean_text(draft.note) or None)
        stock = StockWriter(entry)
        for line in draft.stock:
            values = Values(
                line.value,
                line.value if line.cash_value is None else line.cash_value,
                line.value if line.full_value is None else line.full_value,
            )
            product = stock.product(line.product_uid)
            stock.receive(product, line.quantity_milli, values, location_id=location_id, purpose="opening")
        stock.finish()
        for code, amount in (*draft.money, *draft.others):
            entry.line(account_by_code(code), amount)
        for held in draft.shares:
            party_id, _name = party_of(held.member_uid)
            if party_id is None:
                raise PartyNeededError
            open_shares(entry, party_id, held)
        entry.line(account_id(AccountRole.OPENING_EQUITY), -equity)
        entry.changes = Changes.STOCK | Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


def _post_loan(session: Session, loan: OpenLoanDraft, on: dt.date) -> Posted:
    """The contract with its schedule, and what is left of it: the register knows it from the first day."""
    create_loan(session, loan.data, uid=loan.loan_uid)
    return open_loan(session, LoanOpeningDraft(loan.uid, loan.loan_uid, loan.left, loan.accrued), on=on)


def _post_savings(session: Session, draft: OpeningBooksDraft, on: dt.date) -> Posted:
    """What every member has saved, in one document."""
    return open_savings(session, SavingsOpeningDraft(draft.savings_uid, draft.savings), on=on)


def _post_bill(session: Session, bill: OpenBillDraft, on: dt.date, role: AccountRole, sign: int) -> Posted:
    """One open bill as a document of its own, so that it can be paid by itself and ages from its own day."""

    def write(entry: Entry) -> None:
        party_id, name = party_of(bill.party_uid)
        if party_id is None:
            raise PartyNeededError
        entry.document(
            DocumentKind.OPENING,
            on,
            bill.amount,
            party_id=party_id,
            **slip_fields(bill.slip),
            note=clean_text(bill.note) or None,
        )
        entry.name("customer" if sign > 0 else "supplier", name)
        entry.line(account_id(role), sign * bill.amount, party_id=party_id)
        entry.line(account_id(AccountRole.OPENING_EQUITY), -sign * bill.amount)
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, bill.uid, write)
