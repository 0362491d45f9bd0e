"""Members' shares: taken and paid in by instalments, handed on, given back, and the papers over them."""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.asset import slip_for
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.opening import OpenSharesDraft, PaidAboveSharesError
from app.domain.session import Permission, Session
from app.domain.share import (
    CertificateSharesError,
    GiveBackDraft,
    HandOnDraft,
    Holding,
    NotAMemberError,
    NothingOfSharesError,
    NotSoManySharesError,
    OverpaidSharesError,
    ParMissingError,
    SameHolderError,
    ShareAmountError,
    ShareEvent,
    SharesDraft,
    TakeUpDraft,
    TooManySharesError,
    TwiceInSharesError,
    check_count,
    total_paid,
)
from app.domain.slip_entry import Direction
from app.errors import Notice
from app.i18n import N_
from app.queries.settings import business_settings
from app.queries.shares import holding, value_of
from app.services import records
from app.services.entries import settle
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.records import NotFoundError, Saved, saving
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.group import ShareCertificate
from db.sql import shares as sql

PAPERS_OUT = N_("“{name}” has certificates over more shares than she holds.")
"""She should bring them back; they are cancelled and written anew by hand."""


def post_shares(session: Session, draft: SharesDraft, *, on: dt.date) -> Posted:
    """Post shares taken and instalments paid, of one member or many, once per ``draft.uid``.

    Raises what ``total_paid`` raises, ParMissingError, NotFoundError, NotAMemberError, TwiceInSharesError,
    OverpaidSharesError, TooManySharesError, what ``slip_for`` and ``settle`` raise, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        paid = total_paid(draft)
        settings = business_settings()
        if settings.share_par == 0 and any(line.shares for line in draft.lines):
            raise ParMissingError
        people = [_member(line.party_uid, on) for line in draft.lines]
        _once(people)
        only = people[0] if len(people) == 1 else None
        entry.document(
            DocumentKind.SHARE,
            on,
            paid,
            party_id=only[0] if only else None,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("payer", only[1] if only else "")
        for line, (party_id, name) in zip(draft.lines, people, strict=True):
            before = holding(party_id)
            amount = line.shares * settings.share_par
            held = before.shares + line.shares
            if line.paid > before.unpaid + amount:
                raise OverpaidSharesError(
                    name=name, open_amount=before.unpaid + amount, paid_amount=line.paid
                )
            if line.shares and 0 < settings.share_most < held:
                raise TooManySharesError(name=name, held=held, most=settings.share_most)
            event = ShareEvent.SUBSCRIBE if line.shares else ShareEvent.PAY
            _write(entry, party_id, event, Holding(line.shares, amount, line.paid))
        if paid:
            slip = slip_for(draft.uid, Direction.IN, paid, draft.pays, description=draft.note)
            settle(entry, slip, paid, only[0] if only else None, -1)
        entry.changes = Changes.LEDGER | Changes.GROUP

    return post(session, Permission.KEEP_SHARES, draft.uid, write)


def hand_on_shares(session: Session, draft: HandOnDraft, *, on: dt.date) -> Posted:
    """Post shares that one member hands on to another, with what is still unpaid of them.

    Raises ShareCountError, SameHolderError, NotFoundError, NotAMemberError, NotSoManySharesError,
    TooManySharesError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        check_count(draft.shares)
        giver, giver_name = _person(draft.from_uid, on)[:2]
        taker, taker_name = _member(draft.to_uid, on)
        if giver == taker:
            raise SameHolderError
        goes = _leaves(giver, giver_name, draft.shares)
        most, held = business_settings().share_most, holding(taker).shares + draft.shares
        if 0 < most < held:
            raise TooManySharesError(name=taker_name, held=held, most=most)
        entry.document(
            DocumentKind.SHARE, on, goes.amount, party_id=giver, note=clean_text(draft.note) or None
        )
        entry.name("giver", giver_name)
        entry.name("taker", taker_name)
        _write(entry, giver, ShareEvent.TRANSFER, _less(goes))
        _write(entry, taker, ShareEvent.TRANSFER, goes)
        _warn_of_papers(entry, giver, giver_name, draft.shares)
        entry.changes = Changes.LEDGER | Changes.GROUP

    return post(session, Permission.KEEP_SHARES, draft.uid, write)


def give_back_shares(session: Session, draft: GiveBackDraft, *, on: dt.date) -> Posted:
    """Post shares that a member gives back; what she gets beside what she paid in changes retained profit.

    Without ``draft.value`` she gets what she paid in, or the book value if the settings say so. Raises
    ShareCountError, ShareAmountError, NotFoundError, NotSoManySharesError, what ``slip_for`` and ``settle``
    raise, NotPermittedError, OverLimitError.
    """

    def write(entry: Entry) -> None:
        check_count(draft.shares)
        party_id, name = _person(draft.party_uid, on)[:2]
        goes = _leaves(party_id, name, draft.shares)
        value = draft.value
        if value is None:
            value = value_of(draft.shares, on) if business_settings().share_returned_at_book else goes.paid
        if value < 0:
            raise ShareAmountError
        entry.document(
            DocumentKind.SHARE,
            on,
            value,
            party_id=party_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("payee", name)
        _write(entry, party_id, ShareEvent.RETURN, _less(goes))
        entry.line(account_id(AccountRole.RETAINED), value - goes.paid)
        _warn_of_papers(entry, party_id, name, draft.shares)
        if value:
            slip = slip_for(draft.uid, Direction.OUT, value, draft.pays, description=name)
            settle(entry, slip, value, party_id, 1)
        entry.changes = Changes.LEDGER | Changes.GROUP

    return post(session, Permission.KEEP_SHARES, draft.uid, write)


def take_up_shares(session: Session, draft: TakeUpDraft, *, on: dt.date) -> Posted:
    """Take share capital that only the ledger knows into the register: rows without lines.

    Raises NothingOfSharesError, ShareCountError, NotFoundError, TwiceInSharesError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if not draft.lines:
            raise NothingOfSharesError
        people = [_person(uid, on)[:2] for uid, _shares in draft.lines]
        _once(people)
        found = []
        for (party_id, _name), (_uid, shares) in zip(people, draft.lines, strict=True):
            check_count(shares)
            amount, paid = book.fetch(sql.LEDGER_HOLDING, (party_id,))[0]
            kept = holding(party_id)
            found.append((party_id, Holding(shares, amount - kept.amount, paid - kept.paid)))
        entry.document(DocumentKind.SHARE, on, sum(each.amount for _party, each in found))
        for party_id, each in found:
            _row(entry, party_id, ShareEvent.OPENING, each)
        entry.changes = Changes.LEDGER | Changes.GROUP

    return post(session, Permission.KEEP_SHARES, draft.uid, write)


def issue_certificate(
    session: Session, party_uid: bytes, *, shares: int, on: dt.date, uid: bytes | None = None
) -> Saved:
    """Give out a paper over paid-in shares under the next number, once per ``uid``.

    Raises ShareCountError, NotFoundError, CertificateSharesError, NotPermittedError.
    """
    uid = uid or new_uid()
    with saving(session, Permission.KEEP_SHARES):
        found = book.fetch_one(sql.CERTIFICATE, (uid,))
        if found is not None:
            return Saved(found[0], uid, str(found[1]))
        check_count(shares)
        party_id, name = _person(party_uid, on)[:2]
        held = holding(party_id)
        paid_in = held.shares if held.unpaid == 0 else held.paid * held.shares // max(1, held.amount)
        free = paid_in - book.fetch_int(sql.CERTIFIED, (party_id,))
        if shares > free:
            raise CertificateSharesError(name=name, held=free, wanted=shares)
        number = book.fetch_int(sql.LAST_CERTIFICATE) + 1
        row = {"number": number, "party_id": party_id, "shares": shares, "issued_on": on.isoformat()}
        row_id = records.add(session, ShareCertificate, uid, row)
    return Saved(row_id, uid, str(number), Changes.GROUP)


def cancel_certificate(session: Session, certificate_uid: bytes, *, on: dt.date, reason: str = "") -> Saved:
    """Cancel a paper over shares; its number is not used again. Raises NotFoundError, NotPermittedError."""
    with saving(session, Permission.KEEP_SHARES):
        row = book.fetch_one(sql.CERTIFICATE, (certificate_uid,))
        if row is None:
            raise NotFoundError
        if row[4] is None:
            values = {"cancelled_on": on.isoformat(), "reason": clean_name(reason)}
            records.change(session, ShareCertificate, row[0], values)
    return Saved(row[0], certificate_uid, str(row[1]), Changes.GROUP)


# ---------------------------------------------------------------- parts


def open_shares(entry: Entry, party_id: int, held: OpenSharesDraft) -> None:
    """A row of the register for share capital of the opening, and its lines; what is not paid in yet is open.

    Without a number of shares they are as many whole ones as what is paid in makes at the par value set.
    Raises ShareCountError, PaidAboveSharesError, AmountTooLargeError.
    """
    par, paid = business_settings().share_par, held.paid
    if held.shares is None:
        _write(entry, party_id, ShareEvent.OPENING, Holding(paid // par if par else 0, paid, paid))
        return
    check_count(held.shares)
    worth = money.checked_amount(held.shares * par) if par else paid
    if paid > worth:
        raise PaidAboveSharesError(shares=held.shares, worth=worth, paid=paid)
    _write(entry, party_id, ShareEvent.OPENING, Holding(held.shares, worth, paid))


def _person(uid: bytes, on: dt.date) -> tuple[int, str, int | None]:
    row = book.fetch_one(sql.PERSON, (on.isoformat(), uid))
    if row is None:
        raise NotFoundError
    return row[0], row[1], row[2]


def _member(uid: bytes, on: dt.date) -> tuple[int, str]:
    party_id, name, member_id = _person(uid, on)
    if member_id is None:
        raise NotAMemberError(name=name)
    return party_id, name


def _once(people: list[tuple[int, str]]) -> None:
    seen = set()
    for party_id, name in people:
        if party_id in seen:
            raise TwiceInSharesError(name=name)
        seen.add(party_id)


def _leaves(party_id: int, name: str, shares: int) -> Holding:
    """What goes along with shares that leave somebody."""
    held = holding(party_id)
    if shares > held.shares:
        raise NotSoManySharesError(name=name, held=held.shares, wanted=shares)
    return held.part(shares)


def _warn_of_papers(entry: Entry, party_id: int, name: str, leaving: int) -> None:
    """Say so if certificates are out over more shares than stay; call before the rows are in the book."""
    if book.fetch_int(sql.CERTIFIED, (party_id,)) > holding(party_id).shares - leaving:
        entry.warnings.append(Notice(PAPERS_OUT, name=name))


def _less(holds: Holding) -> Holding:
    return Holding(-holds.shares, -holds.amount, -holds.paid)


def _row(entry: Entry, party_id: int, event: ShareEvent, change: Holding) -> None:
    entry.add(
        "share_entry",
        party_id=party_id,
        purpose=event.value,
        shares=change.shares,
        amount=change.amount,
        paid=change.paid,
    )


def _write(entry: Entry, party_id: int, event: ShareEvent, change: Holding) -> None:
    """A row of the register and its lines: capital at par, and what is unpaid of it against it."""
    _row(entry, party_id, event, change)
    entry.line(account_id(AccountRole.SHARES), -change.amount, party_id=party_id)
    entry.line(account_id(AccountRole.SHARES_UNPAID), change.unpaid, party_id=party_id)
