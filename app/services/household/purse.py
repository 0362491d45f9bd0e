"""The week's counting of the purse: what it finds gone, and what comes back to mind of it later."""

import datetime as dt
from dataclasses import replace

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.household.diary import checked_entry_amount
from app.domain.household.purse import (
    CountedBeforeError,
    CountedBelowZeroError,
    MoreThanForgottenError,
    Reckoned,
    ReckoningDraft,
    RememberDraft,
)
from app.domain.ledger import AccountRole
from app.domain.session import Session
from app.domain.slip_entry import Direction
from app.queries.household.purse import PurseFacts, purse_facts
from app.services.entries import NotMoneyAccountError, UnknownCategoryError
from app.services.household.access import post_household
from app.services.household.counted_purse import explain, forgotten_left
from app.services.household.diary import category_facts, family_id
from app.services.journal import account_id
from app.services.records import NotFoundError
from app.services.unit_of_work import Entry, Posted
from app.thai.digits import format_amount
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import household_diary as sql


def reckon_purse(session: Session, draft: ReckoningDraft) -> Posted:
    """Post a counting, once per ``draft.uid``: what nobody wrote down is spent as not remembered.

    The very first counting of a place that was never opened says with what the book begins instead.
    Raises CountedBelowZeroError, CountedBeforeError, NotMoneyAccountError, AmountTooLargeError,
    DayOutOfRangeError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        if money.checked_amount(draft.counted) < 0:
            raise CountedBelowZeroError
        facts = purse_facts(draft.account_code, draft.last_day)
        if facts is None:
            raise NotMoneyAccountError(code=draft.account_code)
        if facts.counted_to is not None and facts.counted_to >= draft.last_day:
            raise CountedBeforeError
        if facts.is_first and draft.counted != facts.sums.expected:
            _begin(entry, draft, facts)
            return
        sums = facts.with_counted(draft.counted)
        entry.document(
            DocumentKind.EXPENSE, draft.last_day, sums.unexplained, note=clean_text(draft.note) or None
        )
        _counted(entry, facts, sums, sums.unexplained)
        entry.line(account_id(AccountRole.UNREMEMBERED), sums.unexplained)
        entry.line(facts.account_id, -sums.unexplained)
        entry.changes = Changes.LEDGER | Changes.HOUSEHOLD

    return post_household(session, draft.uid, write)


def remember(session: Session, draft: RememberDraft) -> Posted:
    """Say what a part of the not remembered was for, once per ``draft.uid``; on the counting's last day.

    Raises NotFoundError, MoreThanForgottenError, NoAmountError, UnknownCategoryError, NotFamilyError,
    NotAHouseholdError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        amount = checked_entry_amount(draft.amount)
        what = category_facts(draft.category_uid)
        if what.direction is not Direction.OUT:
            raise UnknownCategoryError
        row = book.fetch_one(sql.RECKONING, (draft.reckoning_uid,))
        if row is None:
            raise NotFoundError
        left = forgotten_left(row[0], row[1])
        if amount > left:
            raise MoreThanForgottenError(left_text=format_amount(left))
        entry.document(
            DocumentKind.EXPENSE, dt.date.fromisoformat(row[3]), amount, note=clean_text(draft.note) or None
        )
        entry.line(what.account_id, amount, party_id=family_id(draft.person_uid), note=what.name)
        explain(entry, row[0], amount)
        entry.changes = Changes.LEDGER | Changes.HOUSEHOLD

    return post_household(session, draft.uid, write)


def _begin(entry: Entry, draft: ReckoningDraft, facts: PurseFacts) -> None:
    """What must have been there before the first entry, so that the counting is right."""
    missing = draft.counted - facts.sums.expected
    sums = replace(facts.with_counted(draft.counted), before=facts.sums.before + missing)
    entry.document(DocumentKind.OPENING, facts.first_day, missing, note=clean_text(draft.note) or None)
    _counted(entry, facts, sums, 0)
    entry.line(facts.account_id, missing)
    entry.line(account_id(AccountRole.OPENING_EQUITY), -missing)
    entry.changes = Changes.LEDGER | Changes.HOUSEHOLD


def _counted(entry: Entry, facts: PurseFacts, sums: Reckoned, unexplained: int) -> None:
    entry.add(
        "reckoning",
        account_id=facts.account_id,
        first_day=sums.first_day.isoformat(),
        last_day=sums.last_day.isoformat(),
        counted_before=sums.before,
        came_in=sums.came_in,
        counted=sums.counted,
        explained=sums.explained,
        unexplained=unexplained,
    )
