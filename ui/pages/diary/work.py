"""What the diary does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft, View
from app.domain.session import Session
from app.queries.entries import pictures_of
from app.queries.household.diary import (
    DiaryDay,
    DiaryLine,
    FamilyPerson,
    HouseholdCategory,
    TimeSums,
    as_last_week,
    begun_on,
    days_between,
    entries_between,
    family,
    household_categories,
    last_entries,
    open_days,
    sums_between,
)
from app.queries.household.places_of_money import Place, money_places
from app.queries.household.recurring import RecurringRow, recurring_due
from app.queries.products import pictures
from app.services.household.access import saving_household
from app.services.household.diary import (
    correct_household_entry,
    post_household_entry,
    undo_household_entry,
)
from app.services.pictures import MAX_BYTES, PictureTooLargeError
from app.services.slip_pictures import attach_picture, take_in_picture
from app.services.unit_of_work import Posted

RECENT = 14


@dataclass(frozen=True, slots=True)
class Lists:
    """What an entry chooses from."""

    categories: tuple[HouseholdCategory, ...] = ()
    people: tuple[FamilyPerson, ...] = ()
    places: tuple[Place, ...] = ()

    def category(self, uid: object) -> HouseholdCategory | None:
        """A category by uid."""
        return next((each for each in self.categories if each.uid == uid), None)


@dataclass(frozen=True, slots=True)
class Now:
    """What stands beside the tiles: the last entries, what is due, days without a word."""

    recent: tuple[DiaryLine, ...] = ()
    due: tuple[RecurringRow, ...] = ()
    gaps: tuple[dt.date, ...] = ()
    is_uncounted: bool = False
    """More went out of a purse than the book knows of: it was never said what was in it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """An entry as it is typed: its draft and day, pictures of its slip, the document that it replaces."""

    draft: HouseholdEntryDraft
    on: dt.date
    pictures: tuple[Path, ...] = ()
    replaces: bytes | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month so far: its lines and its sums."""

    lines: tuple[DiaryLine, ...] = ()
    sums: TimeSums | None = None
    days: int = 0
    all_days: tuple[DiaryDay, ...] = ()
    begun: dt.date | None = None
    """The day of the first entry of all: before it no day is missing."""


def lists(today: dt.date) -> Lists:
    """What can be chosen."""
    return Lists(household_categories(), family(), money_places(today))


def now(today: dt.date) -> Now:
    """What stands beside the tiles."""
    lines = tuple(line for line in last_entries(3 * RECENT) if line.can_change)
    is_uncounted = any(place.balance < 0 for place in money_places(today))
    return Now(lines[:RECENT], recurring_due(today), open_days(today), is_uncounted)


def week_before(day: dt.date) -> tuple[DiaryLine, ...]:
    """What was entered a week before a day and is not entered for it yet."""
    done = {(line.category_uid, line.size, line.person_uid) for line in entries_between(day, day)}
    return tuple(
        line for line in as_last_week(day) if (line.category_uid, line.size, line.person_uid) not in done
    )


def save(session: Session, filled: Filled, *, today: dt.date) -> Posted:
    """Post an entry with the pictures of its slip, or put an earlier one right by it."""
    with saving_household(session):
        if filled.replaces is None:
            posted = post_household_entry(session, filled.draft, on=filled.on)
        else:
            done = correct_household_entry(
                session, filled.replaces, draft=filled.draft, on=filled.on, today=today, uid=new_uid()
            )
            posted = replace(done.posted, changes=done.changes)
        for path in filled.pictures:
            if path.stat().st_size > MAX_BYTES:
                raise PictureTooLargeError
            taken = take_in_picture(session, path.read_bytes(), name=path.name)
            attach_picture(session, taken.uid, document_uid=posted.uid)
    return posted


def undo(session: Session, document_uid: bytes, *, today: dt.date) -> Posted:
    """Take an entry back."""
    return undo_household_entry(session, document_uid, on=today, uid=new_uid())


def repeated(line: DiaryLine) -> HouseholdEntryDraft | None:
    """An entry like an earlier one, under a uid of its own."""
    if line.category_uid is None:
        return None
    return HouseholdEntryDraft(
        new_uid(),
        line.category_uid,
        line.size,
        line.place_code,
        line.person_uid,
        line.payee_uid if not line.place_code else None,
        line.note,
    )


@dataclass(frozen=True, slots=True)
class SavedMany:
    """How many entries were posted together."""

    count: int
    changes: Changes = Changes.LEDGER | Changes.HOUSEHOLD


def save_many(session: Session, filled: Sequence[Filled]) -> SavedMany:
    """Post several entries, all or none."""
    with saving_household(session):
        for each in filled:
            post_household_entry(session, each.draft, on=each.on)
    return SavedMany(len(filled))


def month(first: dt.date, last: dt.date, *, view: View) -> Month:
    """A month so far."""
    lines = entries_between(first, last)
    days = len({line.on for line in lines})
    return Month(lines, sums_between(first, last, view=view), days, days_between(first, last), begun_on())


def slips(document_uid: bytes) -> tuple[bytes, ...]:
    """The pictures of an entry's slip."""
    keys = [row.sha256 for row in pictures_of(document_uid)]
    found = pictures(keys)
    return tuple(found[key] for key in keys if key in found)
