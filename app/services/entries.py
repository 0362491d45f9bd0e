"""Slips of money: what came in and went out, by everyday categories; transfers; advances."""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.purchase import LineAmountError
from app.domain.session import Limit, Permission, Session
from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    PayKind,
    TransferDraft,
    entry_total,
)
from app.errors import UserError
from app.i18n import N_
from app.services.dimensions import about
from app.services.journal import account_id
from app.services.project_watch import money_line, watch
from app.services.purchases import account_by_code, slip_fields
from app.services.sales import PartyNeededError, party_of
from app.services.unit_of_work import Entry, Posted, post
from app.services.vat import write_income_tax, write_input_tax
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import books as sql
from db.sql import purchases as purchases_sql


class UnknownCategoryError(UserError):
    """A category that does not exist, was put aside, or belongs to the other direction."""

    message = N_("This is not in the list of what money is for. Please choose again.")


class NotMoneyAccountError(UserError):
    """Something was to be paid from or into an account where no money lies."""

    message = N_("No money lies on account {code}. Please choose cash, a bank or PromptPay.")


class LoanSlipError(UserError):
    """Money of a loan on an ordinary slip, where its register would not learn of it."""

    message = N_("Money of a loan is entered under Members, Loans: there it is known what is left of it.")


class ShareSlipError(UserError):
    """Money for shares on an ordinary slip, where the register of shares would not learn of it."""

    message = N_("Money for shares is entered under Members, Shares: there it is known who holds how many.")


class SameAccountError(UserError):
    """Money moved from an account to itself."""

    message = N_("The money would stay where it is. Please choose two different places.")


def post_entry(session: Session, draft: EntryDraft, *, on: dt.date, event_id: int | None = None) -> Posted:
    """Post one slip, in or out, once per ``draft.uid``; what is not paid is owed by or to the person.

    A slip of a locked month goes to the first open day and keeps its own; ``event_id`` is the market day
    that it is for. Raises what ``entry_total``
    raises, UnknownCategoryError, UnknownAccountError, KeptAccountError, NotMoneyAccountError,
    LoanSlipError, ShareSlipError, PartyNeededError, ProjectNeededError (money of a project without it),
    TaxTooLargeError, NotPermittedError, OverLimitError.
    """

    def write(entry: Entry) -> None:
        total = entry_total(draft)
        goes_out = draft.direction is Direction.OUT
        sign = 1 if goes_out else -1
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.EXPENSE if goes_out else DocumentKind.INCOME,
            on,
            total,
            party_id=party_id,
            **slip_fields(draft.slip),
            **about(draft.section_uid, draft.project_uid),
            note=clean_text(draft.note) or None,
        )
        entry.name("payee" if goes_out else "payer", name)
        entry.event_id = event_id
        with_tax = write_input_tax if goes_out else write_income_tax
        amounts = with_tax(entry, [line.amount for line in draft.lines], draft.vat)
        for line, amount in zip(draft.lines, amounts, strict=True):
            account, words = what_for(line, draft.direction)
            own = about(line.section_uid, line.project_uid)
            money_line(entry, account, sign * amount, own.get("project_id"))
            entry.line(
                account,
                sign * amount,
                party_id=party_id if is_by_person(account) else None,
                note=clean_name(line.description) or words or None,
                section_id=own.get("section_id"),
                project_id=own.get("project_id"),
            )
        settle(entry, draft, total, party_id, sign)
        watch(entry)
        entry.changes = Changes.LEDGER | (Changes.GROUP if "project_entry" in entry.rows else Changes.NONE)

    return post(session, Permission.BUY, draft.uid, write)


def post_transfer(session: Session, draft: TransferDraft, *, on: dt.date) -> Posted:
    """Move money between two money accounts, once per ``draft.uid``; a fee is the bank's.

    Raises LineAmountError, NotMoneyAccountError, SameAccountError, UnknownAccountError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if money.checked_amount(draft.amount) <= 0 or money.checked_amount(draft.fee) < 0:
            raise LineAmountError(description=clean_name(draft.note))
        source, target = money_account(draft.from_code), money_account(draft.to_code)
        if source == target:
            raise SameAccountError
        entry.document(
            DocumentKind.TRANSFER,
            on,
            draft.amount,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.line(target, draft.amount)
        entry.line(account_id(AccountRole.BANK_FEE), draft.fee)
        entry.line(source, -draft.amount - draft.fee)
        entry.changes = Changes.LEDGER

    return post(session, Permission.BUY, draft.uid, write)


def post_advance(session: Session, draft: AdvanceDraft, *, on: dt.date) -> Posted:
    """Give a person money to spend for the group, or take back what is left of it (amount below zero).

    Raises LineAmountError, PartyNeededError, NotMoneyAccountError, NotPermittedError, OverLimitError.
    """

    def write(entry: Entry) -> None:
        if not money.checked_amount(draft.amount):
            raise LineAmountError(description="")
        party_id, name = party_of(draft.party_uid)
        if party_id is None:
            raise PartyNeededError
        entry.session.require_within(Limit.PAY_OUT, draft.amount, Permission.BUY)
        entry.document(
            DocumentKind.ADVANCE,
            on,
            draft.amount,
            party_id=party_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("holder", name)
        entry.line(account_id(AccountRole.ADVANCE), draft.amount, party_id=party_id)
        entry.line(money_account(draft.account_code), -draft.amount)
        entry.changes = Changes.LEDGER

    return post(session, Permission.BUY, draft.uid, write)


def money_account(code: str) -> int:
    """The local id of an account where money lies; raises UnknownAccountError, NotMoneyAccountError."""
    account = account_by_code(code)
    if book.fetch_one(purchases_sql.IS_MONEY, (account,)) is None:
        raise NotMoneyAccountError(code=code)
    return account


def what_for(line: EntryLineDraft, direction: Direction) -> tuple[int, str]:
    """Account of a line and the everyday words for it."""
    account, words = _chosen(line, direction)
    if book.fetch_one(sql.IS_OF_LOANS, (account,)) is not None:
        raise LoanSlipError
    if book.fetch_one(sql.IS_OF_SHARES, (account,)) is not None:
        raise ShareSlipError
    return account, words


def _chosen(line: EntryLineDraft, direction: Direction) -> tuple[int, str]:
    if line.category_uid is not None:
        row = book.fetch_one(sql.CATEGORY_ACCOUNT, (line.category_uid,))
        if row is None or row[2] != direction:
            raise UnknownCategoryError
        return int(row[0]), str(row[1])
    account = account_by_code(line.account_code)
    if book.fetch_one(sql.IS_NO_PURPOSE, (account,)) is not None:
        raise UnknownCategoryError
    return account, ""


def is_by_person(account: int) -> bool:
    """Whether an account is kept person by person (debts, shares, loans), so that its lines name one."""
    return book.fetch_one(sql.IS_BY_PERSON, (account,)) is not None


def settle(entry: Entry, draft: EntryDraft, total: int, party_id: int | None, sign: int) -> None:
    """Pay the slip from where the money came; the rest stays owed."""
    paid = out = 0
    for pay in draft.pays:
        paid += pay.amount
        if pay.kind is PayKind.MONEY:
            out += pay.amount
            entry.line(money_account(pay.account_code), -sign * pay.amount)
        elif pay.amount:
            person, _name = party_of(pay.party_uid)
            role = AccountRole.MEMBER_PAYABLE if pay.kind is PayKind.PURSE else AccountRole.ADVANCE
            entry.line(account_id(role), -pay.amount, party_id=person)
    if draft.direction is Direction.OUT:
        entry.session.require_within(Limit.PAY_OUT, out, Permission.BUY)
    if paid < total:
        if party_id is None:
            raise PartyNeededError
        role = AccountRole.PAYABLE if draft.direction is Direction.OUT else AccountRole.RECEIVABLE
        entry.line(account_id(role), -sign * (total - paid), party_id=party_id)
