"""The drawer at the stall: opened with a float, money put in and taken out, counted and closed.

A drawer is a place of money with its own account. What should lie in it is the sum of what every document did
to its cash (``till_entry``). What is short or over is posted on closing; the money then lies on the drawer's
account, for the next float, but for what goes to the safe.
"""

import datetime as dt

from app.changes import Changes
from app.domain.cash_counting import ReasonMissingError, ShortIs, counted_total
from app.domain.document import DocumentKind
from app.domain.drawer import (
    CloseDraft,
    MovementDraft,
    MovementReasonError,
    OpenDraft,
    Purpose,
    checked_close,
    checked_movement,
)
from app.domain.ledger import AccountRole
from app.domain.open_items import OWED_BY_US, OWED_TO_US
from app.domain.session import Limit, OverLimitError, Permission, Session
from app.domain.settling import PayeeDraft, parts_paid
from app.domain.slip_entry import Direction, EntryLineDraft
from app.errors import Notice, UserError
from app.i18n import N_
from app.queries.cash_counts import expected_cash
from app.queries.drawer import OpenDrawer, drawer_closed_by, open_drawer, open_drawer_by_uid
from app.queries.open_items import open_items
from app.queries.settings import business_settings
from app.services import acts, event_log, records
from app.services.cash_counts import NotCashError
from app.services.entries import SameAccountError, UnknownCategoryError, is_by_person, money_account, what_for
from app.services.journal import account_id
from app.services.project_watch import money_line
from app.services.sales import MAIN_LOCATION, PartyNeededError, party_of
from app.services.settling import settle_parts
from app.services.sign_in import OwnApprovalError
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.market import CashSession
from db.sql import cash as cash_sql
from db.sql import drawer as sql


class DrawerOpenError(UserError):
    """One drawer at a time is open on a device."""

    message = N_("A drawer is open here since {on}. Please close it before you open another.")


class NoDrawerError(UserError):
    """Nothing can be put into or taken out of a drawer that is closed."""

    message = N_("No drawer is open here. Please open one first.")


class OtherDrawerError(UserError):
    """The drawer on the screen was closed meanwhile."""

    message = N_("This drawer was closed already. Please look at its closing report.")


class UnknownEventError(UserError):
    """There is no such market day."""

    message = N_("This market day is not in the book.")


class NotWaitingError(UserError):
    """A closing that needs no approval, or was approved meanwhile."""

    message = N_("This drawer does not wait for anybody to look at it.")


LOOKED_AT_LATER = N_("The drawer is closed. The leader still looks at the difference.")
UNKNOWN_FLOAT = N_(
    "The float of {amount} is more than the {known_amount} baht that the books have there. "
    "Please enter where it came from."
)
MORE_THAN_THERE = N_("By the book there was less in the drawer than was taken out. Please check the amount.")
NOBODY_OWES = N_("Nobody is known who would owe what is missing, so the group bears it.")


def open_cash_drawer(session: Session, draft: OpenDraft, *, on: dt.date) -> Posted:
    """Open a drawer with its float, once per ``draft.uid``.

    Raises DrawerOpenError, NotCashError, PiecesError, NotMoneyAccountError, SameAccountError,
    UnknownAccountError, UnknownEventError, TextTooLongError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        standing = open_drawer(session.device_id)
        if standing is not None:
            raise DrawerOpenError(on=standing.on)
        amount = counted_total(draft.pieces)
        account = _cash_account(draft.account_code)
        event_id = _event(draft.event_uid)
        blind = business_settings().drawer_blind if draft.is_blind is None else draft.is_blind
        name = clean_name(draft.name)
        identity = records.add(
            session,
            CashSession,
            draft.session_uid,
            {
                "name": name,
                "account_id": account,
                "location_id": draft.location_id or MAIN_LOCATION,
                "event_id": event_id,
                "device_id": session.device_id,
                "on_date": on.isoformat(),
                "opened_at": session.clock(),
                "opened_by": session.user_id,
                "is_blind": int(blind),
            },
        )
        entry.document(DocumentKind.DRAWER, on, amount, note=name or None)
        if draft.from_code:
            source = money_account(draft.from_code)
            if source == account:
                raise SameAccountError
            entry.line(account, amount)
            entry.line(source, -amount)
        else:
            _warn_of_unknown(entry, account, amount, on)
        drawer = OpenDrawer(
            identity, draft.session_uid, account, draft.location_id or MAIN_LOCATION, event_id, on
        )
        _rows(entry, drawer, Purpose.OPEN, amount, name, draft.pieces)

    return post(session, Permission.KEEP_DRAWER, draft.uid, write)


def move_cash(session: Session, draft: MovementDraft, *, on: dt.date) -> Posted:
    """Put cash into the drawer that is open here or take it out, once per ``draft.uid``.

    Raises what ``checked_movement`` and ``parts_paid`` raise, NoDrawerError, PartyNeededError,
    NotMoneyAccountError, SameAccountError, UnknownAccountError, UnknownCategoryError, LoanSlipError,
    ShareSlipError, PaidTooEarlyError, TextTooLongError, NotPermittedError, OverLimitError.
    """

    def write(entry: Entry) -> None:
        amount = checked_movement(draft)
        drawer = open_drawer(session.device_id)
        if drawer is None:
            raise NoDrawerError
        reason = clean_name(draft.reason, 500)
        if not reason and draft.purpose in (Purpose.PAID_IN, Purpose.PAID_OUT):
            raise MovementReasonError
        sign = draft.purpose.sign
        party_id, name = party_of(draft.party_uid)
        if draft.purpose in (Purpose.PAID_OUT, Purpose.PAYOUT):
            entry.session.require_within(Limit.PAY_OUT, amount, Permission.KEEP_DRAWER)
        entry.document(DocumentKind.DRAWER, on, sign * amount, party_id=party_id, note=reason or None)
        entry.name("payee" if sign < 0 else "payer", name)
        if sign < 0 and amount > book.fetch_int(sql.EXPECTED, (drawer.id,)):
            entry.warnings.append(Notice(MORE_THAN_THERE))  # without figures: it may be counted blind
        entry.line(drawer.account_id, sign * amount)
        if draft.purpose is Purpose.PAYOUT:
            _pay_out(entry, draft, amount, party_id, name)
        else:
            other = _other_side(draft)
            if other == drawer.account_id:
                raise SameAccountError
            money_line(entry, other, -sign * amount, None)
            by_person = is_by_person(other)
            if by_person and party_id is None:
                raise PartyNeededError
            entry.line(other, -sign * amount, party_id=party_id if by_person else None, note=reason or None)
        _rows(entry, drawer, draft.purpose, amount, reason, draft.pieces)

    return post(session, Permission.KEEP_DRAWER, draft.uid, write)


def close_cash_drawer(session: Session, draft: CloseDraft, *, on: dt.date) -> Posted:
    """Count and close a drawer, once per ``draft.uid``; the difference is posted.

    It may have been opened on another computer (that broke, or whose copy this book is). A shortage is a
    debt of who opened it if the group's rule (or ``draft.short_is``) says so. Raises OtherDrawerError,
    ReasonMissingError, PiecesError, MovementAmountError, MoreThanCountedError, PartyNeededError,
    NotPermittedError, OverLimitError (the difference has to be approved; never with ``approve_later``,
    then the closing waits for ``approve_closing``).
    """

    def write(entry: Entry) -> None:
        counted = checked_close(draft)
        drawer = open_drawer_by_uid(draft.session_uid)
        if drawer is None:
            raise OtherDrawerError
        expected = book.fetch_int(sql.EXPECTED, (drawer.id,))
        difference, reason = counted - expected, clean_name(draft.reason, 500)
        if difference and not reason:
            raise ReasonMissingError
        waits = _must_be_approved(entry, draft, abs(difference))
        other, party_id, name = _bears(entry, draft, difference, drawer)
        entry.document(DocumentKind.DRAWER, on, difference, party_id=party_id, note=reason or None)
        entry.name("holder", name)
        entry.line(drawer.account_id, difference)
        entry.line(other, -difference, party_id=party_id)
        if draft.to_safe:
            entry.line(account_id(AccountRole.SAFE), draft.to_safe)
            entry.line(drawer.account_id, -draft.to_safe)
        _rows(entry, drawer, Purpose.CLOSE, draft.to_safe, reason, draft.pieces, (expected, counted))
        if waits:
            event_log.append(
                entry.session, "approve_later", "document", entry.uid, after={"amount": difference}
            )
            entry.warnings.append(Notice(LOOKED_AT_LATER))

    return post(session, Permission.KEEP_DRAWER, draft.uid, write)


def _must_be_approved(entry: Entry, draft: CloseDraft, difference: int) -> bool:
    """Whether the difference waits for somebody who may decide on it; raises OverLimitError."""
    try:
        entry.session.require_within(Limit.COUNT_DIFFERENCE, difference, Permission.KEEP_DRAWER)
    except OverLimitError:
        if not draft.approve_later:
            raise
        return True
    return False


def approve_closing(session: Session, number: str, *, note: str = "") -> records.Saved:
    """Say, after the drawer was closed, that somebody looked at its difference and lets it stand.

    ``number`` is the closing's. Raises NotWaitingError, OwnApprovalError, TextTooLongError,
    NotPermittedError, OverLimitError, NotSavedError.
    """
    with records.saving(session, Permission.APPROVE):
        found = drawer_closed_by(number)
        if found is None or not found.waits or found.closing_uid is None or found.closing_id is None:
            raise NotWaitingError
        if found.closed_by_id == session.user_id:
            raise OwnApprovalError
        session.require_within(Limit.COUNT_DIFFERENCE, abs(found.difference or 0), Permission.APPROVE)
        allowed = {"permission": Permission.KEEP_DRAWER.value, "by": session.user_name}
        after = {**allowed, "by_uid": session.user_uid, "note": clean_text(note)}
        event_log.append(session, "approve", "document", found.closing_uid, after=after)
        acts.note("document", found.closing_uid)
    return records.Saved(found.closing_id, found.closing_uid, number, Changes.MARKET)


def _rows(
    entry: Entry,
    drawer: OpenDrawer,
    purpose: Purpose,
    amount: int,
    reason: str,
    pieces: object,
    counted: tuple[int, int] | None = None,
) -> None:
    """The rows of a drawer's own document; ``counted``: what was expected and what was there."""
    assert hasattr(pieces, "items")
    approver = entry.session.approved(Permission.KEEP_DRAWER)
    entry.add("till_entry", session_id=drawer.id, event_id=drawer.event_id, cash=purpose.sign * amount)
    entry.add(
        "drawer_entry",
        session_id=drawer.id,
        purpose=purpose.value,
        amount=amount,
        expected=counted[0] if counted else None,
        counted=counted[1] if counted else None,
        reason=reason,
        approved_by=approver.user_id if approver else None,
    )
    for denomination, count in sorted(pieces.items(), reverse=True):
        if count:
            entry.add("cash_count_line", denomination=denomination, pieces=count)
    entry.changes = Changes.LEDGER | Changes.MARKET


def _warn_of_unknown(entry: Entry, account: int, amount: int, on: dt.date) -> None:
    """Tell when a float is said to lie where the books have less."""
    ((code,),) = book.fetch(sql.ACCOUNT_CODE, (account,))
    known = expected_cash(code, on)
    if amount > known:
        entry.warnings.append(Notice(UNKNOWN_FLOAT, known_amount=max(0, known), amount=amount))


def _cash_account(code: str) -> int:
    """The account of a drawer; raises NotCashError."""
    if not code:
        return account_id(AccountRole.CASH)
    place = book.fetch_one(cash_sql.PLACE, (code,))
    if place is None or not place[1]:
        raise NotCashError(code=code)
    return int(place[0])


def _event(uid: bytes | None) -> int | None:
    if uid is None:
        return None
    row = book.fetch_one(sql.EVENT, (uid,))
    if row is None:
        raise UnknownEventError
    return int(row[0])


def _other_side(draft: MovementDraft) -> int:
    """Where cash that is put in comes from, or where what is taken out goes."""
    if draft.account_code:
        return money_account(draft.account_code)
    if draft.purpose is Purpose.DROP:
        return account_id(AccountRole.SAFE)
    if draft.category_uid is None:
        raise UnknownCategoryError
    direction = Direction.IN if draft.purpose is Purpose.PAID_IN else Direction.OUT
    line = EntryLineDraft(draft.amount, category_uid=draft.category_uid)
    return what_for(line, direction)[0]


def _pay_out(entry: Entry, draft: MovementDraft, amount: int, party_id: int | None, name: str) -> None:
    """Settle the oldest of what the group owes a person."""
    if party_id is None or draft.party_uid is None:
        raise PartyNeededError
    items = open_items(*OWED_TO_US, *OWED_BY_US, party_id=party_id)
    settle_parts(entry, parts_paid(PayeeDraft(draft.party_uid, amount=amount), items, name, _no_number))


def _no_number(_uid: bytes) -> str:
    """Nothing is picked by its document."""
    return "–"


def _bears(
    entry: Entry, draft: CloseDraft, difference: int, drawer: OpenDrawer
) -> tuple[int, int | None, str]:
    """Account, person and her name for the other side of a difference; raises PartyNeededError."""
    if difference >= 0:
        return account_id(AccountRole.CASH_OVER), None, ""
    is_debt = business_settings().short_cash_is_debt
    if draft.short_is is not None:
        is_debt = draft.short_is is ShortIs.PERSON
    if not is_debt:
        return account_id(AccountRole.CASH_SHORT), None, ""
    party_id, name = party_of(draft.party_uid)
    if party_id is None:
        row = book.fetch_one(sql.OPENER, (drawer.id,))
        party_id, name = (None, "") if row is None else (row[0], row[1])
    if party_id is None:
        entry.warnings.append(Notice(NOBODY_OWES))  # a drawer can always be closed
        return account_id(AccountRole.CASH_SHORT), None, ""
    return account_id(AccountRole.STAFF_RECEIVABLE), party_id, name
