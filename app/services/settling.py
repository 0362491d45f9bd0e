"""Settling debts: money received of what is owed, money paid of what the group owes, debts written off.

A payment names what it settles in `allocation`, with the sign of what it takes off; its own lines on the
accounts kept by person come to the same with the other sign. A pay sheet is one payment of several people,
so that it is paid whole or not at all and has one number to sign.

Tax that a buyer kept back is an asset from the day of the payment, whether or not its certificate is there.
One that comes later is a document of its own without amounts: an entry of the general journal whose slip is
the certificate and which points (`document_link`, role ``certificate``) to the receipt. So nothing posted is
changed, and a wrong number is undone like any document.
"""

import datetime as dt
from collections.abc import Sequence

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.open_items import COMES_LATER, OWED_BY_US, OWED_TO_US, OpenItem, Part
from app.domain.purchase import Slip
from app.domain.session import Limit, Permission, Session
from app.domain.settling import (
    CertificateDraft,
    MoneyDraft,
    NothingToSettleError,
    PayOutDraft,
    ReceiveDraft,
    SettlingDiffersError,
    WithheldDraft,
    WriteOffDraft,
    by_account,
    checked_moneys,
    checked_withheld,
    parts_paid,
    parts_received,
    picked,
    refuse_before_dividing,
    refuse_beyond_balance,
)
from app.errors import UserError
from app.i18n import N_
from app.queries.open_items import open_items
from app.queries.year_end import balance_of_role
from app.services.entries import money_account
from app.services.journal import account_id
from app.services.order_states import refuse_order_deposits
from app.services.purchases import slip_fields
from app.services.sales import PartyNeededError, party_of
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import settling as sql

ALLOWED_FOR = (AccountRole.RECEIVABLE, AccountRole.MEMBER_RECEIVABLE)
"""The debts that the allowance for doubtful debts is counted from."""


class WriteOffReasonError(UserError):
    """A debt given up without a reason."""

    message = N_("Please say why this will not be paid any more.")


class NoTaxWithheldError(UserError):
    """A certificate for a receipt that stands without tax kept back."""

    message = N_("No tax was kept back in this receipt, or it was undone.")


class CertificateThereError(UserError):
    """A receipt whose certificate is entered already."""

    message = N_("{number} has its certificate already: {certificate}.")


class CertificateNumberError(UserError):
    """A certificate without a number."""

    message = N_("Please enter the number of the certificate.")


def receive_money(session: Session, draft: ReceiveDraft, *, on: dt.date) -> Posted:
    """Receive what somebody owes, once per ``draft.uid``: money, tax kept back, bank's fee, discount.

    Without picks the oldest bills are settled first, earlier payments that settled nothing with them. More
    than is owed is refused, unless the rest is to be kept as hers. Raises PartyNeededError,
    NothingToSettleError, NotOpenError, MoreThanOpenError, MoreThanOwedError, SettlingDiffersError,
    WrongWayError, WithheldTooMuchError, NotMoneyAccountError, UnknownAccountError, NotPermittedError,
    OverLimitError (too large a discount).
    """

    def write(entry: Entry) -> None:
        moneys = checked_moneys(draft.moneys, draft.fee, draft.discount)
        paid = money.checked_amount(moneys + draft.fee + draft.discount + checked_withheld(draft.withheld))
        party_id, name = _person(draft.party_uid)
        items = open_items(*OWED_TO_US, *OWED_BY_US, party_id=party_id)
        parts, rest = parts_received(draft, items, paid, name, _number_of)
        if draft.discount:
            given = money.ratio_bp(draft.discount, paid)
            entry.session.require_within(Limit.DISCOUNT, given, Permission.RECEIVE)
        _document(entry, DocumentKind.RECEIPT, on, paid, party_id, draft.slip, draft.note)
        entry.name("payer", name)
        _move(entry, draft.moneys, 1)
        entry.line(account_id(_fee_role(parts)), draft.fee)
        entry.line(account_id(AccountRole.SELLING_EXPENSE), draft.discount)
        _withhold(entry, draft.withheld, party_id)
        settle_parts(entry, parts)
        entry.line(account_id(AccountRole.RECEIVABLE), -rest, party_id=party_id)
        entry.changes = Changes.LEDGER

    return post(session, Permission.RECEIVE, draft.uid, write)


def _fee_role(parts: Sequence[Part]) -> AccountRole:
    """A courier's or a platform's fee belongs to the way of paying, another is the bank's."""
    later = bool(parts) and all(part.item.role in COMES_LATER for part in parts)
    return AccountRole.TENDER_FEE if later else AccountRole.BANK_FEE


def pay_money(session: Session, draft: PayOutDraft, *, on: dt.date) -> Posted:
    """Pay what the group owes to one or several people, once per ``draft.uid``, all of it or nothing.

    Bills, wages, members' goods and purses, money to give back; money given ahead can be deducted. Raises
    PartyNeededError, NothingToSettleError, NotOpenError, MoreThanOpenError, MoreThanOwedError,
    SettlingDiffersError, WrongWayError, PaidTooEarlyError (divided profit before the meeting),
    NotMoneyAccountError, UnknownAccountError, NotPermittedError, OverLimitError.
    """

    def write(entry: Entry) -> None:
        moneys = checked_moneys(draft.moneys, draft.fee, draft.discount)
        parts: list[Part] = []
        people = []
        for payee in draft.payees:
            party_id, name = _person(payee.party_uid)
            items = open_items(*OWED_TO_US, *OWED_BY_US, party_id=party_id)
            taken = {(part.item.document_id, part.item.account_id, part.item.party_id) for part in parts}
            own = [each for each in items if (each.document_id, each.account_id, each.party_id) not in taken]
            parts.extend(parts_paid(payee, own, name, _number_of))
            people.append((party_id, name))
        if not parts:
            raise NothingToSettleError
        owed = -sum(part.amount for part in parts)
        if moneys != owed - draft.discount + draft.fee:
            raise SettlingDiffersError(left_amount=abs(owed - draft.discount + draft.fee - moneys))
        entry.session.require_within(Limit.PAY_OUT, moneys, Permission.BUY)
        only = people[0] if len(set(people)) == 1 else (None, "")
        _document(entry, DocumentKind.PAYMENT, on, owed, only[0], draft.slip, draft.note)
        entry.name("payee", only[1])
        settle_parts(entry, parts)
        entry.line(account_id(AccountRole.BANK_FEE), draft.fee)
        entry.line(account_id(AccountRole.OTHER_INCOME), -draft.discount)
        _move(entry, draft.moneys, -1)
        entry.changes = Changes.LEDGER

    return post(session, Permission.BUY, draft.uid, write)


def write_off(session: Session, draft: WriteOffDraft, *, on: dt.date) -> Posted:
    """Give up debts that nobody will pay: bad debts of others are an expense, our own are other income.

    What customers and members owe uses up the allowance for doubtful debts first; the rest is an expense.
    Raises WriteOffReasonError, PartyNeededError, NothingToSettleError, NotOpenError, MoreThanOpenError,
    MoreThanOwedError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        reason = clean_text(draft.reason)
        if not reason:
            raise WriteOffReasonError
        party_id, name = _person(draft.party_uid)
        items = open_items(*OWED_TO_US, *OWED_BY_US, party_id=party_id)
        parts = picked(items, draft.picks, name, _number_of)
        if not parts:
            raise NothingToSettleError
        refuse_beyond_balance(items, parts, name)
        lost = sum(part.amount for part in parts)
        entry.document(
            DocumentKind.JOURNAL,
            on,
            abs(lost),
            party_id=party_id,
            reason=reason,
            note=clean_text(draft.note) or None,
        )
        entry.name("party", name)
        words = clean_name(reason, 200) or None
        allowed = min(lost, _doubtful(parts), _allowance(on)) if lost > 0 else 0
        role = AccountRole.BAD_DEBT if lost > 0 else AccountRole.OTHER_INCOME
        entry.line(account_id(AccountRole.DOUBTFUL_ALLOWANCE), allowed, note=words)
        entry.line(account_id(role), lost - allowed, note=words)
        settle_parts(entry, parts)
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


def _doubtful(parts: Sequence[Part]) -> int:
    """How much of what is given up the allowance was made for: debts of customers and members, satang."""
    return max(0, sum(part.amount for part in parts if part.item.role in ALLOWED_FOR))


def _allowance(on: dt.date) -> int:
    """What is left of the allowance for doubtful debts on a day and was not released later, satang."""
    role = AccountRole.DOUBTFUL_ALLOWANCE
    return max(0, -max(balance_of_role(role, on), balance_of_role(role, dt.date.max)))


def attach_certificate(session: Session, draft: CertificateDraft, *, on: dt.date) -> Posted:
    """Enter the certificate of tax that was kept back, when it comes after the money.

    Raises CertificateNumberError, NoTaxWithheldError, CertificateThereError, DayOutOfRangeError,
    NotPermittedError.
    """

    def write(entry: Entry) -> None:
        number = clean_name(draft.number, 100)
        if not number:
            raise CertificateNumberError
        row = book.fetch_one(sql.RECEIPT_WITH_TAX, (draft.receipt_uid,))
        if row is None or row[4] is not None:
            raise NoTaxWithheldError
        receipt_id, party_id, receipt_number, there = row[:4]
        there = there or _certificate_entered(receipt_id)
        if there:
            raise CertificateThereError(number=receipt_number, certificate=there)
        slip = Slip(draft.on, number)
        _document(entry, DocumentKind.JOURNAL, on, 0, party_id, slip, "")
        entry.add("document_link", role="certificate", target_id=receipt_id, amount=0)
        entry.changes = Changes.LEDGER

    return post(session, Permission.RECEIVE, draft.uid, write)


def _certificate_entered(receipt_id: int) -> str:
    row = book.fetch_one(sql.CERTIFICATE_OF, (receipt_id,))
    return "" if row is None else str(row[0])


def _person(uid: bytes) -> tuple[int, str]:
    party_id, name = party_of(uid)
    if party_id is None:
        raise PartyNeededError
    return party_id, name


def _number_of(uid: bytes) -> str:
    row = book.fetch_one(sql.NUMBER_OF, (uid,))
    return "–" if row is None else str(row[0])


def _document(
    entry: Entry, kind: DocumentKind, on: dt.date, total: int, party_id: int | None, slip: Slip, note: str
) -> None:
    entry.document(kind, on, total, party_id=party_id, **slip_fields(slip), note=clean_text(note) or None)


def _move(entry: Entry, moneys: Sequence[MoneyDraft], sign: int) -> None:
    for each in moneys:
        if each.amount:
            entry.line(money_account(each.account_code), sign * each.amount)


def settle_parts(entry: Entry, parts: Sequence[Part]) -> None:
    """The lines that lower what is owed, one for each account and person, and what exactly they settle.

    Raises PaidTooEarlyError, DepositOfOrderError.
    """
    refuse_before_dividing(parts, entry.on, entry.ledger_date)
    refuse_order_deposits(parts)
    for (account, party_id), amount in by_account(parts).items():
        entry.line(account, -amount, party_id=party_id)
    for part in parts:
        item: OpenItem = part.item
        entry.add(
            "allocation",
            target_id=item.document_id,
            account_id=item.account_id,
            party_id=item.party_id,
            amount=part.amount,
        )


def _withhold(entry: Entry, draft: WithheldDraft | None, party_id: int) -> None:
    if draft is None:
        return
    entry.line(account_id(AccountRole.TAX_WITHHELD), draft.amount)
    entry.add(
        "withholding",
        party_id=party_id,
        base=draft.base,
        rate_bp=draft.rate_bp,
        amount=draft.amount,
        certificate=clean_name(draft.certificate, 100),
        certificate_date=slip_fields(Slip(draft.certificate_date))["slip_date"],
    )
