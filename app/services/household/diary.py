"""A household's entries: one sum in or out, or what came without money; undone and put right."""

import datetime as dt
from dataclasses import dataclass, replace

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.household.diary import (
    Heading,
    HouseholdEntryDraft,
    NotFamilyError,
    checked_entry_amount,
)
from app.domain.ledger import AccountRole
from app.domain.session import Session
from app.domain.slip_entry import Direction
from app.services.entries import NotMoneyAccountError, UnknownCategoryError
from app.services.household.access import post_household, saving_household
from app.services.household.circle_marks import mark_again
from app.services.household.counted_purse import keep_counted, purse_line, stays_counted, taken_out
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.reversal import GoesOnError, reverse
from app.services.sales import PartyNeededError, party_of
from app.services.unit_of_work import Entry, Posted, find_posted
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import household_diary as sql


@dataclass(frozen=True, slots=True)
class HouseholdCorrected:
    """The undoing of the wrong entry and the right one in its place."""

    reversal: Posted
    posted: Posted
    changes: Changes = Changes.EVERYTHING


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """What posting needs to know of a category."""

    account_id: int
    name: str
    direction: Direction
    heading: Heading


def post_household_entry(session: Session, draft: HouseholdEntryDraft, *, on: dt.date) -> Posted:
    """Post one entry, once per ``draft.uid``; without a place of money it stays owed to or by the payee.

    What moved in a purse on a day that was counted since belongs to that counting (``counted_purse``).
    Raises NoAmountError, AmountTooLargeError, UnknownCategoryError, NotMoneyAccountError, NotFamilyError,
    PartyNeededError, DayOutOfRangeError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        write_entry(entry, draft, on)

    return post_household(session, draft.uid, write)


def undo_household_entry(
    session: Session, document_uid: bytes, *, on: dt.date, reason: str = "", uid: bytes
) -> Posted:
    """Post the reversal of an entry, once per ``uid``; a counting after what was remembered of it.

    Raises GoesOnError, NotAHouseholdError and what ``reverse`` raises.
    """
    with saving_household(session):
        original = find_posted(document_uid)
        posted = _undo(session, document_uid, on=on, reason=reason, uid=uid)
        if original is not None and not posted.repeated:
            keep_counted(session, original.document_id)
    return replace(posted, changes=Changes.EVERYTHING)


def _undo(session: Session, document_uid: bytes, *, on: dt.date, reason: str, uid: bytes) -> Posted:
    """The reversal itself, refused for a counting that was remembered of; circles go on again."""
    original = find_posted(document_uid)
    if original is not None:
        later = book.fetch_one(sql.REMEMBERED_BY, (original.document_id,))
        if later is not None:
            raise GoesOnError(number=original.number, later=later[0])
    posted = reverse(session, document_uid, on=on, reason=reason, uid=uid)
    if original is not None:
        mark_again(session, original.document_id)
    return posted


def correct_household_entry(
    session: Session,
    document_uid: bytes,
    *,
    draft: HouseholdEntryDraft,
    on: dt.date,
    today: dt.date,
    reason: str = "",
    uid: bytes,
) -> HouseholdCorrected:
    """Undo an entry (under ``uid``) and post the right one on a day, both or neither.

    Raises what ``undo_household_entry`` and ``post_household_entry`` raise.
    """
    with saving_household(session):
        before, again = find_posted(uid), find_posted(draft.uid)
        if before is not None and again is not None:
            return HouseholdCorrected(before, again, Changes.NONE)
        original = find_posted(document_uid)
        place = money_place(draft.account_code) if draft.account_code else None
        gone = taken_out(original.document_id, place) if original is not None else 0
        stays = original is not None and gone != 0 and stays_counted(place, original.on, on)
        reversal = _undo(session, document_uid, on=today, reason=reason, uid=uid)
        if original is not None and not stays:
            keep_counted(session, original.document_id)

        def write(entry: Entry) -> None:
            write_entry(entry, draft, on, gone=gone if stays else 0)

        posted = post_household(session, draft.uid, write)
    return HouseholdCorrected(reversal, posted)


# ---------------------------------------------------------------- parts


def write_entry(entry: Entry, draft: HouseholdEntryDraft, on: dt.date, *, gone: int = 0) -> None:
    """Fill an entry, ``gone`` of which had left the purse; raises what ``post_household_entry`` raises."""
    amount = checked_entry_amount(draft.amount)
    what = category_facts(draft.category_uid)
    person_id = family_id(draft.person_uid)
    payee_id, payee = party_of(draft.payee_uid)
    goes_out = what.direction is Direction.OUT
    entry.document(
        DocumentKind.EXPENSE if goes_out else DocumentKind.INCOME,
        on,
        amount,
        party_id=payee_id,
        **slip_fields(draft.slip),
        note=clean_text(draft.note) or None,
    )
    entry.name("payee" if goes_out else "payer", payee)
    entry.changes = Changes.LEDGER | Changes.HOUSEHOLD
    if what.heading is Heading.IN_KIND:
        entry.line(account_id(AccountRole.IN_KIND_USE), amount, party_id=person_id, note=what.name)
        entry.line(what.account_id, -amount, note=what.name)
        return
    sign = 1 if goes_out else -1
    entry.line(what.account_id, sign * amount, party_id=person_id, note=what.name)
    if not draft.account_code:
        if payee_id is None:
            raise PartyNeededError
        role = AccountRole.PAYABLE if goes_out else AccountRole.RECEIVABLE
        entry.line(account_id(role), -sign * amount, party_id=payee_id)
        return
    purse_line(entry, money_place(draft.account_code), on, -sign * amount, gone=gone)


def category_facts(uid: bytes) -> CategoryFacts:
    """A category that is in use; raises UnknownCategoryError."""
    row = book.fetch_one(sql.CATEGORY, (uid,))
    if row is None or not row[5]:
        raise UnknownCategoryError
    return CategoryFacts(row[1], row[2], Direction(row[3]), Heading(row[4]))


def family_id(uid: bytes | None) -> int | None:
    """Who of the family, None for the whole house; raises NotFamilyError."""
    if uid is None:
        return None
    row = book.fetch_one(sql.FAMILY_ID, (uid,))
    if row is None:
        raise NotFamilyError
    return int(row[0])


def money_place(code: str) -> int:
    """A place where money itself lies, in use; raises NotMoneyAccountError."""
    row = book.fetch_one(sql.ACCOUNT, (code,))
    if row is None or not row[6] or not row[7]:
        raise NotMoneyAccountError(code=code)
    return int(row[0])
