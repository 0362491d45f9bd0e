"""A household's debts: entered with their lender, received or owed already, paid, rolled over, pledges lost.

Contract and payments are those of every loan (``loan_contracts``, ``loans``); here is what a household adds.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind, new_uid
from app.domain.household.debts import DebtData, checked_debt
from app.domain.ledger import AccountRole
from app.domain.loan import LoanAmountError, LoanSide
from app.domain.loan_entry import LoanDrawDraft, LoanOpeningDraft, LoanPayDraft, NothingOwedError
from app.domain.loan_state import LoanEvent, checked_split, propose_split
from app.domain.party import PartyData
from app.domain.session import Session
from app.domain.slip_entry import PayDraft, PayKind
from app.errors import UserError
from app.i18n import N_
from app.queries.loans import Loan, state_for_payment
from app.services.entries import is_by_person, money_account
from app.services.household.access import post_household, saving_household
from app.services.household.counted_purse import purse_line
from app.services.journal import account_id
from app.services.loan_contracts import add_contract, change_contract, known_loan, plan_of
from app.services.loans import describe, write_opening, write_step
from app.services.parties import add_party
from app.services.purchases import account_by_code
from app.services.records import NameMissingError, Saved
from app.services.unit_of_work import Entry, Posted
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import household_debts as sql

CHANGES = Changes.LEDGER | Changes.GROUP | Changes.HOUSEHOLD


class NotPledgedError(UserError):
    """A thing to be given up for a debt that is paid in money's place."""

    message = N_("Please choose what was pledged: land, gold, a vehicle or another thing of the family.")


class StartKind(StrEnum):
    """How a debt comes into the book."""

    RECEIVED = "received"
    """Its money comes now."""
    OWED = "owed"
    """It is owed already."""
    BOUGHT = "bought"
    """Something was bought with it: hire-purchase, goods on credit."""


@dataclass(frozen=True, slots=True)
class StartDraft:
    """The beginning of a debt; ``account_code`` where the money came to, or what was bought.

    ``amount`` satang of the loan (what is left of it, where it is owed already), ``accrued`` interest that
    is owed besides.
    """

    uid: bytes
    loan_uid: bytes
    kind: StartKind
    amount: int
    account_code: str = ""
    accrued: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayDebtDraft:
    """A payment, satang: the fee first, then interest, then the loan."""

    uid: bytes
    loan_uid: bytes
    amount: int
    account_code: str
    fee: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class RollOverDraft:
    """A debt paid with a new one of the same lender; interest not paid now goes into the new one."""

    uid: bytes
    loan_uid: bytes
    data: DebtData
    new_uid: bytes
    paid: int = 0
    account_code: str = ""


def save_debt(
    session: Session,
    data: DebtData,
    *,
    lender: str = "",
    loan_uid: bytes | None = None,
    uid: bytes | None = None,
) -> Saved:
    """Enter a debt, or change the one with ``loan_uid``; a ``lender`` is found by name or added.

    Raises DebtRateError, DebtFeesError, NameMissingError (no lender), what ``loan_contracts.plan_of`` raises,
    LoanStartedError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    checked_debt(data)
    plan = plan_of(data.loan)
    with saving_household(session):
        loan = replace(data.loan, party_uid=_lender(session, data, lender))
        old = known_loan(loan_uid) if loan_uid is not None else None
        saved = (
            add_contract(session, loan, plan, uid or new_uid())
            if old is None
            else change_contract(session, old, loan, plan)
        )
        _keep(saved.id, data)
    return replace(saved, changes=CHANGES)


def start_debt(session: Session, draft: StartDraft, *, on: dt.date) -> Posted:
    """Post the beginning of a debt, once per ``draft.uid``: no income, whatever it was for.

    What was kept back as fee of a loan that is received is a cost now. Raises NotFoundError, LoanAmountError,
    MoreThanAgreedError, NotMoneyAccountError, UnknownAccountError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = known_loan(draft.loan_uid)
        if draft.kind is StartKind.OWED:
            opening = LoanOpeningDraft(
                draft.uid, draft.loan_uid, draft.amount, draft.accrued, up_to=on, note=draft.note
            )
            write_opening(entry, each, opening, on)
            entry.changes = CHANGES
            return
        fee = _fees(each) if not state_for_payment(each, on).drawn else 0
        if money.checked_amount(draft.amount) <= 0 or fee >= draft.amount:
            raise LoanAmountError
        received = draft.amount - fee
        drawn = LoanDrawDraft(draft.uid, draft.loan_uid, draft.amount, fee=fee, note=draft.note)
        describe(entry, each, on, received, drawn, "payer")
        write_step(entry, each, LoanEvent.DRAWN, principal=draft.amount, fee=fee)
        if draft.kind is StartKind.BOUGHT:
            entry.line(
                account_by_code(draft.account_code), received, note=clean_name(draft.note) or each.code
            )
        else:
            purse_line(entry, money_account(draft.account_code), on, received)
        entry.changes = CHANGES

    return post_household(session, draft.uid, write)


def pay_debt(session: Session, draft: PayDebtDraft, *, on: dt.date) -> Posted:
    """Pay something of a debt, once per ``draft.uid``: fee, interest so far, then the loan.

    Raises NotFoundError, SplitError, OverpaidError, NotMoneyAccountError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = known_loan(draft.loan_uid)
        state = state_for_payment(each, on)
        split = checked_split(state, propose_split(state, draft.amount, fee=draft.fee))
        pays = (PayDraft(PayKind.MONEY, split.total, draft.account_code),)
        paid = LoanPayDraft(
            draft.uid,
            draft.loan_uid,
            split.principal,
            split.interest_paid,
            split.fee,
            pays=pays,
            note=draft.note,
        )
        describe(entry, each, on, split.total, paid, "payee")
        write_step(
            entry,
            each,
            LoanEvent.PAID,
            up_to=max(on, state.counted_to or on),
            principal=-split.principal,
            accrued=split.interest - split.interest_paid,
            interest=split.interest,
            fee=split.fee,
        )
        purse_line(entry, money_account(draft.account_code), on, -split.total)
        entry.changes = CHANGES

    return post_household(session, draft.uid, write)


def roll_over(session: Session, draft: RollOverDraft, *, on: dt.date) -> Posted:
    """End a debt with a new one of the same lender, in one document, once per ``draft.uid``.

    The new one is what was owed with the interest so far, less what is ``paid`` now. Raises NothingOwedError,
    LoanAmountError, what ``save_debt`` raises, NotMoneyAccountError, NotPermittedError, NotSavedError.
    """
    data = checked_debt(draft.data)

    def write(entry: Entry) -> None:
        old = known_loan(draft.loan_uid)
        state = state_for_payment(old, on)
        if not state.owed:
            raise NothingOwedError
        if not 0 <= money.checked_amount(draft.paid) < state.owed:
            raise LoanAmountError
        amount = state.owed - draft.paid
        loan = replace(data.loan, party_uid=old.party_uid, principal=amount, side=LoanSide.TAKEN)
        saved = add_contract(session, loan, plan_of(loan), draft.new_uid)
        _keep(saved.id, data)
        new = known_loan(draft.new_uid)
        moved = LoanPayDraft(draft.uid, draft.loan_uid, state.principal, state.interest_owed)
        describe(entry, old, on, state.owed, moved, "payee")
        write_step(
            entry,
            old,
            LoanEvent.PAID,
            up_to=max(on, state.counted_to or on),
            principal=-state.principal,
            accrued=-state.accrued,
            interest=state.to_date,
        )
        write_step(entry, new, LoanEvent.DRAWN, principal=amount)
        if draft.paid:
            purse_line(entry, money_account(draft.account_code), on, -draft.paid)
        entry.changes = CHANGES

    return post_household(session, draft.uid, write)


def lose_pledge(
    session: Session,
    loan_uid: bytes,
    *,
    uid: bytes,
    account_code: str,
    value: int,
    on: dt.date,
    note: str = "",
) -> Posted:
    """Give up what was pledged: the debt ends, the thing leaves at its ``value`` in the book (satang).

    What the thing was worth above the debt is lost, what the debt was above it is gained. Raises
    NothingOwedError, NotPledgedError, UnknownAccountError, LoanAmountError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = known_loan(loan_uid)
        state = state_for_payment(each, on)
        if not state.owed:
            raise NothingOwedError
        thing = account_by_code(account_code)
        if is_by_person(thing) or book.fetch_one(sql.IS_PROPERTY, (thing,)) is None:
            raise NotPledgedError
        if money.checked_amount(value) < 0:
            raise LoanAmountError
        forgiven = LoanPayDraft(uid, loan_uid, state.principal, state.interest_owed, note=note)
        describe(entry, each, on, state.owed, forgiven, "payee")
        write_step(
            entry,
            each,
            LoanEvent.FORGIVEN,
            up_to=max(on, state.counted_to or on),
            principal=-state.principal,
            accrued=-state.accrued,
            interest=state.to_date,
        )
        entry.line(thing, -value, note=each.code)
        lost = value - state.owed
        role = AccountRole.PROPERTY_LOST if lost > 0 else AccountRole.OTHER_INCOME
        entry.line(account_id(role), lost, note=each.code)
        entry.changes = CHANGES

    return post_household(session, uid, write)


def owe_shop(
    session: Session, lender: str, *, uid: bytes, account_code: str, amount: int, on: dt.date, note: str = ""
) -> Posted:
    """Take goods on a shop's slate: spending now, owed to the shop, once per ``uid``.

    Raises LoanAmountError, NameMissingError, UnknownAccountError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        if money.checked_amount(amount) <= 0:
            raise LoanAmountError
        party_id, _uid = _party(session, lender)
        entry.document(DocumentKind.EXPENSE, on, amount, party_id=party_id, note=clean_text(note) or None)
        entry.name("payee", clean_name(lender, 200))
        entry.line(account_by_code(account_code), amount)
        entry.line(account_id(AccountRole.PAYABLE), -amount, party_id=party_id)
        entry.changes = CHANGES

    return post_household(session, uid, write)


def pay_shop(
    session: Session,
    party_uid: bytes,
    *,
    uid: bytes,
    account_code: str,
    amount: int,
    on: dt.date,
    note: str = "",
) -> Posted:
    """Pay something of a shop's slate, once per ``uid``.

    Raises LoanAmountError, NothingOwedError, NotMoneyAccountError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        found = book.fetch_one(sql.SLATE, (party_uid,))
        if money.checked_amount(amount) <= 0:
            raise LoanAmountError
        if found is None or amount > found[1]:
            raise NothingOwedError
        entry.document(DocumentKind.PAYMENT, on, amount, party_id=found[0], note=clean_text(note) or None)
        entry.name("payee", found[2])
        entry.line(account_id(AccountRole.PAYABLE), amount, party_id=found[0])
        purse_line(entry, money_account(account_code), on, -amount)
        entry.changes = CHANGES

    return post_household(session, uid, write)


# ---------------------------------------------------------------- parts


def _keep(loan_id: int, data: DebtData) -> None:
    redeem_by = data.redeem_by.isoformat() if data.redeem_by is not None else None
    position = book.fetch_int(sql.NEXT_POSITION)
    book.execute(
        sql.SAVE,
        (loan_id, data.kind.value, int(data.is_formal), redeem_by, data.fees, int(data.rolls_over), position),
    )


def _fees(each: Loan) -> int:
    row = book.fetch_one(sql.OF_LOAN, (each.id,))
    return 0 if row is None else int(row[3])


def _lender(session: Session, data: DebtData, lender: str) -> bytes:
    if lender:
        return _party(session, lender)[1]
    if data.loan.party_uid is None:
        raise NameMissingError
    return data.loan.party_uid


def _party(session: Session, name: str) -> tuple[int, bytes]:
    """The person or shop of this name, added if there is none; raises NameMissingError."""
    name = clean_name(name, 200)
    if not name:
        raise NameMissingError
    row = book.fetch_one(sql.LENDER_BY_NAME, (name,))
    if row is not None:
        return row[0], row[1]
    uid = new_uid()
    return add_party(session, PartyData(name, is_supplier=True), uid).id, uid
