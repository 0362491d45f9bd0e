"""Loans: the contract, money paid out and back, interest entered at a day, what is let go."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.changes import Changes
from app.domain import money
from app.domain.asset import slip_for
from app.domain.calendar import LAST_DAY, checked_day
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.loan import LoanAmountError, LoanSide
from app.domain.loan_entry import (
    LoanDrawDraft,
    LoanForgiveDraft,
    LoanOpeningDraft,
    LoanPayDraft,
    MoreThanAgreedError,
    NothingOwedError,
    PaidInFullError,
)
from app.domain.loan_state import LoanEvent, LoanState, Split, SplitError, checked_split
from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction, PayDraft
from app.errors import Notice
from app.i18n import N_
from app.queries.loans import Loan, disagreements, loan_rows, state_for_payment
from app.services.entries import settle
from app.services.journal import account_id
from app.services.loan_contracts import is_dear, known_loan
from app.services.purchases import slip_fields
from app.services.unit_of_work import Entry, Posted, first_open_day, post
from app.services.year_end import DayLockedError
from app.thai.dates import format_month
from app.thai.digits import format_amount
from app.thai.normalise import clean_text

ABOVE_LEGAL = N_("This is more than 15 percent a year, which the law does not let a lender ask.")


@dataclass(frozen=True, slots=True)
class _Accounts:
    """Where a side's amounts stand; ``sign`` of a loan that grows: debit +."""

    sign: int
    principal: AccountRole
    accrued: AccountRole
    interest: AccountRole
    fee: AccountRole
    forgiven: AccountRole


_BOOKS: dict[LoanSide, _Accounts] = {
    LoanSide.TAKEN: _Accounts(
        -1,
        AccountRole.LOANS,
        AccountRole.INTEREST_PAYABLE,
        AccountRole.INTEREST,
        AccountRole.BANK_FEE,
        AccountRole.OTHER_INCOME,
    ),
    LoanSide.GIVEN: _Accounts(
        1,
        AccountRole.MEMBER_LOANS,
        AccountRole.INTEREST_RECEIVABLE,
        AccountRole.INTEREST_INCOME,
        AccountRole.OTHER_INCOME,
        AccountRole.BAD_DEBT,
    ),
}


def draw_loan(session: Session, draft: LoanDrawDraft, *, on: dt.date) -> Posted:
    """Pay a loan out (or have it paid out), whole or in parts, once per ``draft.uid``; a fee is kept back.

    Raises NotFoundError, LoanAmountError, MoreThanAgreedError, PaidInFullError, NotPermittedError,
    OverLimitError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = known_loan(draft.loan_uid)
        if money.checked_amount(draft.amount) <= 0 or not 0 <= draft.fee < draft.amount:
            raise LoanAmountError
        left = each.terms.principal - state_for_payment(each, on).drawn
        if draft.amount > left:
            raise MoreThanAgreedError(
                agreed_text=format_amount(each.terms.principal), left_text=format_amount(max(left, 0))
            )
        is_taken = each.side is LoanSide.TAKEN
        describe(entry, each, on, draft.amount - draft.fee, draft, "payer" if is_taken else "payee")
        write_step(entry, each, LoanEvent.DRAWN, principal=draft.amount, fee=draft.fee)
        settle_loan(
            entry,
            draft.uid,
            each,
            Direction.IN if is_taken else Direction.OUT,
            draft.amount - draft.fee,
            draft.pays,
        )
        if is_dear(each.data):
            entry.warnings.append(Notice(ABOVE_LEGAL))

    return post(session, Permission.LEND, draft.uid, write)


def pay_loan(session: Session, draft: LoanPayDraft, *, on: dt.date) -> Posted:
    """Enter a payment of a loan with its parts, once per ``draft.uid``; interest not paid stays owed.

    Raises NotFoundError, SplitError, OverpaidError, PaidInFullError, NotPermittedError, OverLimitError,
    NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = known_loan(draft.loan_uid)
        state = state_for_payment(each, on)
        interest = state.to_date if draft.interest is None else draft.interest
        split = checked_split(state, Split(draft.fee, draft.interest_paid, draft.principal, interest, 0))
        is_taken = each.side is LoanSide.TAKEN
        describe(entry, each, on, split.total, draft, "payee" if is_taken else "payer")
        write_step(
            entry,
            each,
            LoanEvent.PAID,
            up_to=_up_to(state, on),
            principal=-split.principal,
            accrued=split.interest - split.interest_paid,
            interest=split.interest,
            fee=split.fee,
        )
        settle_loan(
            entry, draft.uid, each, Direction.OUT if is_taken else Direction.IN, split.total, draft.pays
        )

    return post(session, Permission.LEND, draft.uid, write)


def accrue_interest(
    session: Session, day: dt.date, *, uid: bytes, loan_uid: bytes | None = None, note: str = ""
) -> Posted:
    """Enter the interest of all loans (or one) up to a day, once per ``uid``: a year's end, a month's.

    Raises NothingOwedError, DayLockedError, NotFoundError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        if first_open_day(day) != day:
            raise DayLockedError(month=format_month(day))
        found = interest_to_enter(day, loan_uid=loan_uid)
        if not found:
            raise NothingOwedError
        total = sum(amount for _each, amount in found)
        only = found[0][0] if len(found) == 1 else None
        entry.document(
            DocumentKind.LOAN,
            day,
            total,
            party_id=only.party_id if only else None,
            note=clean_text(note) or None,
        )
        for each, amount in found:
            write_step(entry, each, LoanEvent.ACCRUED, up_to=day, accrued=amount, interest=amount)
        entry.changes = Changes.LEDGER | Changes.GROUP

    return post(session, Permission.LEND, uid, write)


def interest_to_enter(day: dt.date, *, loan_uid: bytes | None = None) -> list[tuple[Loan, int]]:
    """Loans with interest up to a day that is not entered yet, and how much, satang; raises NotFoundError."""
    if loan_uid is not None:
        each = known_loan(loan_uid)
        amount = state_for_payment(each, day).to_date
        return [(each, amount)] if amount > 0 else []
    checked_day(day)
    rows = [
        (row.loan, state_for_payment(row.loan, day).to_date)
        for row in loan_rows(LAST_DAY)
        if row.state.principal > 0
    ]
    return [(each, amount) for each, amount in rows if amount > 0]


def forgive_loan(session: Session, draft: LoanForgiveDraft, *, on: dt.date) -> Posted:
    """Let go of what will not be paid back, once per ``draft.uid``: a bad debt, or income if it was ours.

    Raises NotFoundError, NothingOwedError, SplitError, OverpaidError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = known_loan(draft.loan_uid)
        state = state_for_payment(each, on)
        if money.checked_amount(draft.principal) < 0 or money.checked_amount(draft.interest) < 0:
            raise SplitError
        total = draft.principal + draft.interest
        if not total or draft.principal > state.principal or draft.interest > state.accrued:
            raise NothingOwedError
        books = _BOOKS[each.side]
        describe(entry, each, on, total, draft, "")
        write_step(entry, each, LoanEvent.FORGIVEN, principal=-draft.principal, accrued=-draft.interest)
        entry.line(account_id(books.forgiven), books.sign * total, note=each.code)

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


def open_loan(session: Session, draft: LoanOpeningDraft, *, on: dt.date) -> Posted:
    """Enter what was owed of a loan before, once per ``draft.uid``; the other side is opening equity.

    With ``draft.in_ledger`` the ledger has it already and only the register learns of it. Raises
    NotFoundError, LoanAmountError, MoreThanAgreedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = known_loan(draft.loan_uid)
        write_opening(entry, each, draft, on)

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


def write_opening(entry: Entry, each: Loan, draft: LoanOpeningDraft, on: dt.date) -> None:
    """Fill an entry with what was owed of a loan; raises LoanAmountError, MoreThanAgreedError."""
    if (
        min(map(money.checked_amount, (draft.principal, draft.accrued))) < 0
        or not draft.principal + draft.accrued
    ):
        raise LoanAmountError
    left = each.terms.principal - state_for_payment(each, on).drawn
    if draft.principal > left:
        raise MoreThanAgreedError(
            agreed_text=format_amount(each.terms.principal), left_text=format_amount(max(left, 0))
        )
    total = draft.principal + draft.accrued
    describe(entry, each, on, total, draft, "")
    values: dict[str, Any] = {
        "up_to": (draft.up_to or on),
        "principal": draft.principal,
        "accrued": draft.accrued,
    }
    if draft.in_ledger:
        _row(entry, each, LoanEvent.OPENING, **values)
        _name_in_ledger(entry, each, draft, on)
        return
    write_step(entry, each, LoanEvent.OPENING, **values)
    entry.line(account_id(AccountRole.OPENING_EQUITY), -_BOOKS[each.side].sign * total, note=each.code)


# ---------------------------------------------------------------- parts


def _name_in_ledger(entry: Entry, each: Loan, draft: LoanOpeningDraft, on: dt.date) -> None:
    """Put her name to amounts that the ledger keeps without one; the accounts stay as they are."""
    books = _BOOKS[each.side]
    found = disagreements(on)
    for role, amount in ((books.principal, draft.principal), (books.accrued, draft.accrued)):
        own = [line for line in found if line.register == role.value]
        hers = sum(line.missing for line in own if line.uid == each.party_uid)
        nobodys = sum(line.missing for line in own if not line.uid)
        named = min(max(amount - max(hers, 0), 0), max(nobodys, 0))
        entry.line(account_id(role), books.sign * named, party_id=each.party_id, note=each.code)
        entry.line(account_id(role), -books.sign * named, note=each.code)


def _up_to(state: LoanState, on: dt.date) -> dt.date:
    """Interest counts as entered up to the day, and never less far than it was."""
    return max(on, state.counted_to or on)


def describe(
    entry: Entry,
    each: Loan,
    on: dt.date,
    total: int,
    draft: LoanDrawDraft | LoanPayDraft | LoanForgiveDraft | LoanOpeningDraft,
    role: str,
) -> None:
    """Set the header of a loan's document; ``role`` says which side the person is on."""
    slip = draft.slip if isinstance(draft, LoanDrawDraft | LoanPayDraft) else None
    entry.document(
        DocumentKind.LOAN,
        on,
        total,
        party_id=each.party_id,
        **(slip_fields(slip) if slip is not None else {}),
        note=clean_text(draft.note) or None,
    )
    if role:
        entry.name(role, each.party)
    entry.changes = Changes.LEDGER | Changes.GROUP


def _row(
    entry: Entry,
    each: Loan,
    event: LoanEvent,
    *,
    up_to: dt.date | None = None,
    principal: int = 0,
    accrued: int = 0,
    interest: int = 0,
    fee: int = 0,
) -> None:
    entry.add(
        "loan_entry",
        loan_id=each.id,
        purpose=event.value,
        up_to=up_to.isoformat() if up_to is not None else None,
        principal=principal,
        accrued=accrued,
        interest=interest,
        fee=fee,
    )


def write_step(entry: Entry, each: Loan, event: LoanEvent, **amounts: Any) -> None:
    """A row of the register and its lines in the books; what is left of them is money or its like."""
    _row(entry, each, event, **amounts)
    books = _BOOKS[each.side]
    lines = (
        (books.principal, amounts.get("principal", 0), each.party_id),
        (books.accrued, amounts.get("accrued", 0), each.party_id),
        (books.interest, -amounts.get("interest", 0), None),
        (books.fee, -amounts.get("fee", 0), None),
    )
    for role, amount, party_id in lines:
        entry.line(account_id(role), books.sign * amount, party_id=party_id, note=each.code)


def settle_loan(
    entry: Entry,
    uid: bytes,
    each: Loan,
    direction: Direction,
    total: int,
    pays: tuple[PayDraft, ...],
) -> None:
    """Say where all the money of a loan's document comes from or goes to; raises PaidInFullError."""
    if sum(pay.amount for pay in pays) != total:
        raise PaidInFullError
    slip = slip_for(uid, direction, total, pays, description=each.name or each.code)
    settle(entry, slip, total, each.party_id, 1 if direction is Direction.OUT else -1)
