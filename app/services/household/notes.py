"""Notes of what a group paid its members: written in its book, taken in and decided in a household's."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.changes import Changes
from app.domain.book_kind import BookKind
from app.domain.document import DocumentKind, new_uid
from app.domain.household.notes import (
    Note,
    NoteError,
    NoteKind,
    PaidFor,
    Totals,
    read_note,
    read_totals,
    sender_of,
    write_note,
)
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.settings import book_info
from app.services import event_log, key_ring
from app.services.books import open_path
from app.services.entries import money_account
from app.services.household import mailbox
from app.services.household.access import check_household, post_household, saving_household
from app.services.household.carrying import deliver
from app.services.household.counted_purse import purse_line
from app.services.household.linking import (
    Peer,
    active_peers,
    peer_by_uid,
    peer_of_book,
    shared_secret,
    welcome,
)
from app.services.household.rounds_output import write_sold
from app.services.household.rounds_writer import check_begun, round_place
from app.services.household.totals import keep_totals
from app.services.journal import account_id
from app.services.records import NotFoundError, Saved, saving
from app.services.reversal import reverse
from app.services.unit_of_work import Entry, Posted, find_posted
from app.thai.dates import day_of
from db import connection as book
from db.sql import household_notes as sql

_GOODS = (
    *("payable", "member_payable", "consignment_payable", "barter_payable", "stock_material"),
    *("stock_packaging", "stock_product", "supplies", "cost_of_sales", "animals"),
)
_FOR: dict[str, PaidFor] = {
    **dict.fromkeys(_GOODS, PaidFor.GOODS),
    **dict.fromkeys(("wages_payable", "labour"), PaidFor.WAGES),
    "distribution_payable": PaidFor.DIVIDEND,
}
"""What an account that is paid off says that the money was for."""
_NO_INCOME = frozenset(
    {
        "loans",
        "member_loans",
        "interest_payable",
        "interest_receivable",
        "member_savings",
        "shares",
        "advance",
    }
    | {"shares_unpaid", "receivable", "member_receivable", "deposits", "credit_notes", "staff_receivable"}
)
"""Money that is lent, saved or given back: it is no income of the household."""
_INCOME_OF: dict[PaidFor, AccountRole] = {
    PaidFor.GOODS: AccountRole.GOODS_INCOME,
    PaidFor.WAGES: AccountRole.WAGES_INCOME,
    PaidFor.DIVIDEND: AccountRole.GROUP_INCOME,
    PaidFor.REFUND: AccountRole.GROUP_INCOME,
    PaidFor.OTHER: AccountRole.OTHER_INCOME,
}


_DONE = {"accepted": "accept", "refused": "decline"}
"""What the log calls a decision."""
_AHEAD = dt.timedelta(days=1)
"""So far ahead of ours the clock of the other computer may go; a note of a later day waits where it lies."""


class NoteDecidedError(UserError):
    """A note that was accepted or refused before."""

    message = N_("This note was decided already.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in notes brought: how many came, how many could not be read; for the screens."""

    came: int
    unread: int
    changes: Changes = Changes.NONE


# ---------------------------------------------------------------- in the group's book


def write_notes(session: Session) -> int:
    """Seal a note of each payment to a linked member that was not told yet; answers how many.

    Raises NotPermittedError, NotSavedError, NoKeyError.
    """
    session.require(Permission.EDIT_DRAFTS)
    written = 0
    for peer in active_peers(BookKind.HOUSEHOLD):
        if not peer.recipient or peer.book_uid is None or peer.party_id is None:
            continue
        for note in (*_payments(peer), *_reversals(peer)):
            with saving(session, Permission.EDIT_DRAFTS):
                data = write_note(note, peer.secret)
                _keep(peer, note, "out", "sent", data, session.clock())
                mailbox.put(
                    data, peer.recipient, own_file=open_path(), to_book=peer.book_uid, to_file=peer.file
                )
            written += 1
    return written


def _payments(peer: Peer) -> Iterable[Note]:
    for document_id, uid, number, on in book.fetch(
        sql.UNTOLD_PAYMENTS, (peer.party_id, peer.linked_on, peer.id)
    ):
        parts = _parts(document_id, peer.party_id)
        if parts:
            amount = sum(value for _kind, value in parts)
            yield Note(
                new_uid(),
                book_info().uid,
                NoteKind.PAYMENT,
                uid,
                dt.date.fromisoformat(on),
                amount,
                parts,
                number,
            )


def _reversals(peer: Peer) -> Iterable[Note]:
    for uid, number, on, amount in book.fetch(sql.UNTOLD_REVERSALS, (peer.id,)):
        yield Note(
            new_uid(),
            book_info().uid,
            NoteKind.REVERSAL,
            uid,
            dt.date.fromisoformat(on),
            amount,
            number=number,
        )


def _parts(document_id: int, party_id: int | None) -> tuple[tuple[PaidFor, int], ...]:
    """What of a document a person was paid in money, by what it was for, satang; none if it was no income.

    Lines with her name count; lines without one, where the document is hers alone.
    """
    rows = book.fetch(sql.LINES_OF, (party_id, document_id))
    money = -sum(amount for _role, is_money, _kind, amount, _hers in rows if is_money)
    found: defaultdict[PaidFor, int] = defaultdict(int)
    for role, is_money, kind, amount, hers in rows:
        if is_money or role in _NO_INCOME or not hers:
            continue
        if role in _FOR:
            found[_FOR[role]] += amount
        elif kind == "expense" and amount > 0:
            found[PaidFor.OTHER] += amount
    heads = book.fetch(sql.SETTLED_HEADS, (document_id, party_id))
    refund = sum(amount for head, amount in heads if head == "patronage")
    if refund and found[PaidFor.DIVIDEND] >= refund:
        found[PaidFor.DIVIDEND] -= refund
        found[PaidFor.REFUND] += refund
    left = min(money, sum(value for value in found.values() if value > 0))
    parts = []
    for each, value in found.items():
        part = min(max(value, 0), left)
        if part > 0:
            parts.append((each, part))
            left -= part
    return tuple(parts)


# ---------------------------------------------------------------- taking in, in either book


def take_notes(session: Session, *, folder: Path | None = None) -> Taken:
    """Take in the notes that lie ready for the open book (and in a folder, a stick's say); nothing twice.

    What cannot be read or is from nobody known is left where it lies. Raises NotPermittedError,
    NotSavedError, NoKeyError.
    """
    is_household = book_info().kind == BookKind.HOUSEHOLD
    right = Permission.KEEP_HOUSEHOLD if is_household else Permission.EDIT_DRAFTS
    session.require(right)
    key = key_ring.book_key()
    came, unread = 0, list(mailbox.waiting(tuple(_folders(is_household, folder)), key))
    for _time in range(2):  # a household's totals may lie before its first note: names tell no order
        notes, unread = unread, []
        for path, data in notes:
            try:
                with saving(session, right):
                    came += _take(session, data, key, is_household=is_household)
            except NoteError:
                unread.append((path, data))
                continue
            mailbox.remove(path)
    deliver(active_peers(BookKind.ENTERPRISE if is_household else BookKind.HOUSEHOLD))
    return Taken(came, len(unread), Changes.HOUSEHOLD if came else Changes.NONE)


def _folders(is_household: bool, folder: Path | None) -> Iterable[Path]:
    own = open_path()
    yield mailbox.box_of(own)
    uid = book_info().uid
    for peer in active_peers(BookKind.ENTERPRISE if is_household else BookKind.HOUSEHOLD):
        if peer.file:
            yield mailbox.outbox_of(Path(peer.file), uid)
    if folder is not None:
        yield folder
        yield mailbox.on_stick(folder)


def _take(session: Session, data: bytes, key: bytes, *, is_household: bool) -> int:
    """Keep one note; 1 if it is new. Raises NoteError."""
    kind, sender = sender_of(data)
    if kind is NoteKind.TOTALS:
        if is_household:
            raise NoteError
        return _keep_shared(read_totals(data, shared_secret(key)), session)
    peer = (peer_by_uid(sender) if kind is NoteKind.HELLO else None) or peer_of_book(sender)
    if peer is None or (kind is NoteKind.HELLO) is is_household:
        raise NoteError
    note = read_note(data, peer.secret)
    if kind is NoteKind.HELLO:
        welcome(session, peer, note)
        return 1
    if note.on > day_of(session.clock()) + _AHEAD:
        raise NoteError
    is_undone = note.kind is NoteKind.PAYMENT and bool(
        book.fetch_int(sql.IS_TAKEN_BACK, (peer.id, note.about))
    )
    return _keep(peer, note, "in", "refused" if is_undone else "waiting", data, session.clock())


def _keep_shared(totals: Totals, session: Session) -> int:
    """Keep a month that is over, of no more households than are linked; 1 if it is new. Raises NoteError."""
    month = f"{totals.month:%Y-%m}"
    is_new = not book.fetch_int(sql.KNOWS_TOTALS, (totals.token, month))
    if totals.month >= day_of(session.clock()).replace(day=1) or (
        is_new and book.fetch_int(sql.COUNT_TOTALS, (month,)) >= book.fetch_int(sql.COUNT_LINKED)
    ):
        raise NoteError
    keep_totals(totals, session.clock())
    return int(is_new)


def _keep(peer: Peer, note: Note, direction: str, state: str, data: bytes, at: int) -> int:
    cursor = book.execute(
        sql.INSERT_NOTE,
        (
            *(note.uid, peer.id, direction, note.kind.value, note.about, note.on.isoformat(), note.amount),
            *(data.decode(), state, at),
        ),
    )
    return int(cursor.rowcount)


# ---------------------------------------------------------------- deciding, in a household's book


def accept_note(
    session: Session, note_uid: bytes, *, account_code: str, round_uid: bytes | None = None
) -> Posted:
    """Enter a payment that a note tells as income on its day, once; the money came to an account.

    What was paid for goods is income of a trade's round, if one is named. The document has the note's own
    uid, so that a second try finds the first. Raises NotFoundError, NoteDecidedError, NotMoneyAccountError,
    UnknownRoundError, BeforeRoundError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        row, note = _waiting(note_uid)
        if note.kind is not NoteKind.PAYMENT:
            raise NotFoundError
        entry.document(DocumentKind.INCOME, note.on, note.amount, slip_number=note.number or None)
        entry.name("payer", row[12])
        purse_line(entry, money_account(account_code), note.on, note.amount)
        for paid_for, amount in note.parts:
            if paid_for is PaidFor.GOODS and round_uid is not None:
                check_begun(round_place(round_uid), note.on)
                write_sold(entry, round_uid, amount)
            else:
                entry.line(account_id(_INCOME_OF[paid_for]), -amount, note=note.number or None)
        entry.changes = Changes.LEDGER | Changes.HOUSEHOLD

    with saving_household(session):
        posted = post_household(session, _document_uid(note_uid), write)
        _decide(session, note_uid, "accepted", posted.document_id)
    return posted


def accept_reversal(session: Session, note_uid: bytes, *, on: dt.date) -> Saved:
    """Take back what was entered by a note that did not stand after all; one that still waits is refused.

    Raises NotFoundError, NoteDecidedError, NotAHouseholdError, NotPermittedError, NotSavedError, what
    ``reverse`` raises.
    """
    with saving_household(session):
        _row, note = _waiting(note_uid)
        if note.kind is not NoteKind.REVERSAL:
            raise NotFoundError
        told = book.fetch_one(sql.TOLD_BEFORE, (note_uid, note.about))
        if told is not None and told[1] == "accepted" and not told[2]:
            reverse(session, told[3], on=on, reason=note.number, uid=note_uid)
        elif told is not None and told[1] == "waiting":
            _decide(session, told[0], "refused", None)
        saved = _decide(session, note_uid, "accepted", None)
    return replace(saved, changes=Changes.LEDGER | Changes.HOUSEHOLD)


def reopen_note(session: Session, note_uid: bytes, *, on: dt.date) -> Saved:
    """Let a payment wait again: what was entered by it is undone, or it was left out before.

    Raises NotFoundError, NotAHouseholdError, NotPermittedError, NotSavedError, what ``reverse`` raises.
    """
    with saving_household(session):
        row, note = _known(note_uid)
        if note.kind is not NoteKind.PAYMENT or row[7] == "waiting":
            raise NotFoundError
        if row[11] is not None and not _is_undone(row[11]):
            reverse(session, row[11], on=on, reason=note.number, uid=new_uid())
        book.execute(sql.REOPEN, (row[0],))
        event_log.append(session, "reopen", "sealed_note", note_uid)
    return Saved(row[0], note_uid, changes=Changes.LEDGER | Changes.HOUSEHOLD)


def _is_undone(document_uid: bytes) -> bool:
    found = find_posted(document_uid)
    return found is not None and bool(book.fetch_int(sql.IS_UNDONE, (found.document_id,)))


def _document_uid(note_uid: bytes) -> bytes:
    """The uid of the document that a note becomes: its own, and another each time that one was undone."""
    uid = note_uid
    while _is_undone(uid):
        uid = hashlib.sha256(b"again" + uid).digest()[:16]
    return uid


def refuse_note(session: Session, note_uid: bytes) -> Saved:
    """Leave a note without entering it.

    Raises NotFoundError, NoteDecidedError, NotAHouseholdError, NotPermittedError.
    """
    with saving_household(session):
        _waiting(note_uid)
        return _decide(session, note_uid, "refused", None)


def _decide(session: Session, note_uid: bytes, state: str, document_id: int | None) -> Saved:
    with saving_household(session):
        row, _note = _known(note_uid)
        if row[7] == "waiting":
            book.execute(sql.DECIDE, (state, session.clock(), document_id, row[0]))
            event_log.append(session, _DONE[state], "sealed_note", note_uid)
    return Saved(row[0], note_uid, changes=Changes.HOUSEHOLD)


def _known(note_uid: bytes) -> tuple[book.Row, Note]:
    check_household()
    row = book.fetch_one(sql.NOTE_IN, (note_uid,))
    if row is None:
        raise NotFoundError
    peer = book.fetch_one(sql.PEER_OF_NOTE_SECRET, (note_uid,))
    assert peer is not None
    return row, read_note(row[6].encode(), peer[0])


def _waiting(note_uid: bytes) -> tuple[book.Row, Note]:
    row, note = _known(note_uid)
    if row[7] != "waiting":
        raise NoteDecidedError
    return row, note
