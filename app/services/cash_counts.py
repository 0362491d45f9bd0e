"""Counts of cash: what lies at a place against what the books say, the difference posted with its reason."""

import datetime as dt

from app.changes import Changes
from app.domain.cash_counting import (
    BooksMovedError,
    CashCountDraft,
    CountAheadError,
    ReasonMissingError,
    ShortIs,
    counted_total,
)
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.session import Limit, Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.cash_counts import expected_cash
from app.queries.settings import business_settings
from app.services.journal import account_id
from app.services.sales import PartyNeededError, party_of
from app.services.unit_of_work import Entry, Posted, first_open_day, post
from app.services.year_end import DayLockedError
from app.thai.dates import format_month
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import cash as sql


class NotCashError(UserError):
    """Notes and coins cannot be counted at a bank."""

    message = N_("No notes and coins lie on account {code}. Please choose a place where cash is kept.")


def post_cash_count(
    session: Session, draft: CashCountDraft, *, on: dt.date, today: dt.date | None = None
) -> Posted:
    """Post a count once per ``draft.uid``: what is short is an expense or a debt, what is over waits.

    ``today`` refuses a day that has not come. Raises NotCashError, PiecesError, BooksMovedError,
    CountAheadError, ReasonMissingError, PartyNeededError, DayLockedError,
    NotPermittedError, OverLimitError (the difference is more than one may post alone).
    """

    def write(entry: Entry) -> None:
        counted = counted_total(draft.pieces)
        place = book.fetch_one(sql.PLACE, (draft.account_code,))
        if place is None or not place[1]:
            raise NotCashError(code=draft.account_code)
        if today is not None and on > today:
            raise CountAheadError
        if first_open_day(on) != on:
            raise DayLockedError(month=format_month(on, long=True))
        expected = expected_cash(draft.account_code, on)
        if expected != draft.expected:
            raise BooksMovedError
        difference, reason = counted - expected, clean_text(draft.reason)
        if difference and not reason:
            raise ReasonMissingError
        entry.session.require_within(Limit.COUNT_DIFFERENCE, abs(difference), Permission.BUY)
        other, party_id, name = _other_side(draft, difference, place[2])
        entry.document(DocumentKind.CASH_COUNT, on, difference, party_id=party_id, note=reason or None)
        entry.name("holder", name)
        entry.add("cash_count", account_id=place[0], expected=expected, counted=counted)
        for denomination in sorted(draft.pieces, reverse=True):
            if draft.pieces[denomination]:
                entry.add("cash_count_line", denomination=denomination, pieces=draft.pieces[denomination])
        entry.line(place[0], difference)
        entry.line(other, -difference, party_id=party_id)
        entry.changes = Changes.LEDGER

    return post(session, Permission.BUY, draft.uid, write)


def _other_side(draft: CashCountDraft, difference: int, holder: bytes | None) -> tuple[int, int | None, str]:
    """Account, person and her name for the other side of a difference; raises PartyNeededError."""
    if difference >= 0:
        return account_id(AccountRole.CASH_OVER), None, ""
    is_debt = business_settings().short_cash_is_debt
    if draft.short_is is not None:
        is_debt = draft.short_is is ShortIs.PERSON
    if not is_debt:
        return account_id(AccountRole.CASH_SHORT), None, ""
    party_id, name = party_of(draft.party_uid or holder)
    if party_id is None:
        raise PartyNeededError
    return account_id(AccountRole.STAFF_RECEIVABLE), party_id, name
