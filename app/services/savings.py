"""Members' savings: money put in and taken out, interest, its rate."""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.asset import slip_for
from app.domain.calendar import checked_day
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.loan_entry import PaidInFullError
from app.domain.purchase import EmptyDocumentError
from app.domain.savings import (
    NoSavingsInterestError,
    NotEnoughSavedError,
    SavingsAmountError,
    SavingsDraft,
    SavingsEvent,
    SavingsOpeningDraft,
    WithdrawDraft,
    checked_rate,
    deposit_total,
    least_from,
)
from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction, PayDraft
from app.queries.savings import disagreements, interest_not_entered, savings_steps
from app.services import event_log
from app.services.entries import settle
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.records import NotFoundError, Saved, saving
from app.services.sales import PartyNeededError, party_of
from app.services.unit_of_work import Entry, Posted, first_open_day, post
from app.services.year_end import DayLockedError
from app.thai.dates import format_date, format_month
from app.thai.digits import format_amount
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import savings as sql


def deposit(session: Session, draft: SavingsDraft, *, on: dt.date) -> Posted:
    """Enter what members put in, all of them in one document, once per ``draft.uid``.

    Raises EmptyDocumentError, SavingsAmountError, PaidInFullError, PartyNeededError, NotPermittedError,
    NotSavedError.
    """

    def write(entry: Entry) -> None:
        total = deposit_total(draft.rows)
        rows = [row for row in draft.rows if row[1]]
        only, name = _person(rows[0][0]) if len(rows) == 1 else (None, "")
        entry.document(
            DocumentKind.SAVINGS,
            on,
            total,
            party_id=only,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("payer", name)
        for party_uid, amount in rows:
            _row(entry, party_uid, SavingsEvent.DEPOSIT, amount)
        _pay(entry, draft.uid, Direction.IN, total, draft.pays, only)

    return post(session, Permission.KEEP_SHARES, draft.uid, write)


def withdraw(session: Session, draft: WithdrawDraft, *, on: dt.date) -> Posted:
    """Enter what a member takes out, once per ``draft.uid``; never more than is there from that day on.

    Raises SavingsAmountError, NotEnoughSavedError, PaidInFullError, PartyNeededError, NotPermittedError,
    OverLimitError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        party_id, name = _person(draft.party_uid)
        if money.checked_amount(draft.amount) <= 0:
            raise SavingsAmountError(name=name)
        saved = least_from(savings_steps(party_id).get(party_id, ()), on)
        if draft.amount > saved:
            raise NotEnoughSavedError(name=name, saved=saved, saved_text=format_amount(max(saved, 0)))
        entry.document(
            DocumentKind.SAVINGS,
            on,
            draft.amount,
            party_id=party_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("payee", name)
        _row(entry, draft.party_uid, SavingsEvent.WITHDRAW, -draft.amount)
        _pay(entry, draft.uid, Direction.OUT, draft.amount, draft.pays, party_id)

    return post(session, Permission.KEEP_SHARES, draft.uid, write)


def credit_interest(session: Session, until: dt.date, *, uid: bytes, note: str = "") -> Posted:
    """Add to everybody's savings the interest up to a day (included), on that day, once per ``uid``.

    Raises NoSavingsInterestError, DayLockedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        if first_open_day(until) != until:
            raise DayLockedError(month=format_month(until))
        rows = interest_not_entered(until)
        if not rows:
            raise NoSavingsInterestError(until=format_date(until))
        total = sum(row.amount for row in rows)
        entry.document(DocumentKind.SAVINGS, until, total, note=clean_text(note) or None)
        for row in rows:
            _row(entry, row.saver.uid, SavingsEvent.INTEREST, row.amount, up_to=until)
        entry.line(account_id(AccountRole.INTEREST), total)

    return post(session, Permission.KEEP_SHARES, uid, write)


def open_savings(session: Session, draft: SavingsOpeningDraft, *, on: dt.date) -> Posted:
    """Enter what members had saved before, once per ``draft.uid``; the other side is opening equity.

    Raises EmptyDocumentError, SavingsAmountError, PartyNeededError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        total = deposit_total(draft.rows)
        entry.document(DocumentKind.SAVINGS, on, total, note=clean_text(draft.note) or None)
        for party_uid, amount in draft.rows:
            _row(entry, party_uid, SavingsEvent.OPENING, amount, in_ledger=draft.in_ledger)
        if not draft.in_ledger:
            entry.line(account_id(AccountRole.OPENING_EQUITY), total)

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


def take_savings_over(session: Session, *, on: dt.date, uid: bytes) -> Posted:
    """Enter into the register what the ledger has of each person's savings, once per ``uid``; no lines.

    What the ledger keeps without a person stays where it is. Raises EmptyDocumentError, NotPermittedError,
    NotSavedError.
    """

    def write(entry: Entry) -> None:
        rows = [each for each in disagreements(on) if each.uid and each.missing]
        if not rows:
            raise EmptyDocumentError
        entry.document(DocumentKind.SAVINGS, on, sum(each.missing for each in rows))
        for each in rows:
            _row(entry, each.uid, SavingsEvent.OPENING, each.missing, in_ledger=True)

    return post(session, Permission.POST_JOURNAL, uid, write)


def set_savings_rate(session: Session, from_day: dt.date, *, rate_ppm: int, note: str = "") -> Saved:
    """Set the interest of a year from a day on; the same day again changes it.

    Interest that was entered already stays. Raises SavingsRateError, DayOutOfRangeError, NotPermittedError.
    """
    day = checked_day(from_day).isoformat()
    rate, said = checked_rate(rate_ppm), clean_name(note, 200)
    with saving(session, Permission.KEEP_SHARES):
        old = book.fetch_one(sql.RATE, (day,))
        book.execute(sql.SET_RATE, (day, rate, said))
        event_log.append(
            session,
            "create" if old is None else "change",
            "savings_rate",
            before=None if old is None else {"rate_ppm": old[0], "note": old[1]},
            after={"from_day": day, "rate_ppm": rate, "note": said},
        )
    return Saved(0, b"", day, Changes.GROUP)


def remove_savings_rate(session: Session, from_day: dt.date) -> Saved:
    """Take a rate away again; the one before holds on. Raises NotFoundError, NotPermittedError."""
    day = from_day.isoformat()
    with saving(session, Permission.KEEP_SHARES):
        old = book.fetch_one(sql.RATE, (day,))
        if old is None:
            raise NotFoundError
        book.execute(sql.DELETE_RATE, (day,))
        event_log.append(
            session,
            "delete",
            "savings_rate",
            before={"from_day": day, "rate_ppm": old[0], "note": old[1]},
            after=None,
        )
    return Saved(0, b"", day, Changes.GROUP)


# ---------------------------------------------------------------- parts


def _person(uid: bytes) -> tuple[int, str]:
    party_id, name = party_of(uid)
    if party_id is None:
        raise PartyNeededError
    return party_id, name


def _row(
    entry: Entry,
    party_uid: bytes,
    event: SavingsEvent,
    amount: int,
    *,
    up_to: dt.date | None = None,
    in_ledger: bool = False,
) -> None:
    """A row of the register and its line in the books."""
    party_id, _name = _person(party_uid)
    if not amount:
        return
    entry.add(
        "savings_entry",
        party_id=party_id,
        purpose=event.value,
        up_to=up_to.isoformat() if up_to is not None else None,
        amount=amount,
    )
    if not in_ledger:
        entry.line(account_id(AccountRole.MEMBER_SAVINGS), -amount, party_id=party_id)
    entry.changes = Changes.LEDGER | Changes.GROUP


def _pay(
    entry: Entry,
    uid: bytes,
    direction: Direction,
    total: int,
    pays: tuple[PayDraft, ...],
    party_id: int | None,
) -> None:
    if sum(pay.amount for pay in pays) != total:
        raise PaidInFullError
    settle(
        entry,
        slip_for(uid, direction, total, pays, description=""),
        total,
        party_id,
        1 if direction is Direction.OUT else -1,
    )
