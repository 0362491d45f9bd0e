"""The everyday categories of a household: her own ones, renamed, put aside, in her order."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.diary import Heading, direction_of
from app.domain.session import Session
from app.services import records
from app.services.catalogue import NameTakenError
from app.services.entries import UnknownCategoryError
from app.services.household.access import saving_household
from app.services.household.own_accounts import add_account, rename_account
from app.services.records import NameMissingError, Saved
from app.thai.normalise import clean_name
from db import connection as book
from db.models.books import EntryCategory
from db.sql import household_diary as sql

_STEMS: dict[Heading, tuple[str, str, str]] = {
    Heading.INCOME: ("4190", "income", "income"),
    Heading.IN_KIND: ("4390", "income", "in_kind_income"),
    Heading.ESSENTIAL: ("5190", "expense", "essential"),
    Heading.SOCIAL: ("5290", "expense", "social"),
    Heading.REDUCIBLE: ("5390", "expense", "reducible"),
}
"""Where the accounts of her own categories stand: code, type and group."""


@dataclass(frozen=True, slots=True)
class HouseholdCategoryData:
    """Everything that is typed about a category; the heading of one that is in use stays."""

    name: str
    heading: Heading
    icon: str = ""
    words: str = ""


def add_household_category(
    session: Session, data: HouseholdCategoryData, *, uid: bytes | None = None
) -> Saved:
    """Add a category with an account of its own, once per ``uid``; it comes last.

    Raises NameMissingError, NameTakenError, HeadingError, TextTooLongError, NotAHouseholdError,
    NotPermittedError, NotSavedError.
    """
    name, uid = _name(data.name), uid or new_uid()
    direction = direction_of(data.heading)
    with saving_household(session):
        known = book.fetch_one(sql.CATEGORY, (uid,))
        if known is not None:
            return Saved(known[0], uid)
        _refuse_name(direction.value, name, None)
        stem, kind, group = _STEMS[data.heading]
        account = add_account(session, stem, name=name, kind=kind, group=group)
        values = {
            "direction": direction.value,
            "heading": data.heading.value,
            "name": name,
            "name_en": name,
            "account_id": account.id,
            "icon": clean_name(data.icon, 40) or "tag",
            "words": clean_name(data.words, 500),
            "position": book.fetch_int(sql.LAST_POSITION) + 1,
            "active": 1,
        }
        row_id = records.add(session, EntryCategory, uid, values)
    return Saved(row_id, uid, account.code, Changes.HOUSEHOLD | Changes.SETTINGS)


def change_household_category(
    session: Session, category_uid: bytes, *, name: str, icon: str | None = None, words: str | None = None
) -> Saved:
    """Rename a category (its account too), give it another picture or other words.

    Raises UnknownCategoryError, NameMissingError, NameTakenError, TextTooLongError, NotAHouseholdError.
    """
    name = _name(name)
    with saving_household(session):
        row = _known(category_uid)
        values: dict[str, object] = {}
        if name != row[2]:
            _refuse_name(row[3], name, row[0])
            values |= {"name": name, "name_en": name}
            rename_account(session, row[1], name=name)
        if icon is not None:
            values["icon"] = clean_name(icon, 40)
        if words is not None:
            values["words"] = clean_name(words, 500)
        changed = records.change(session, EntryCategory, row[0], values)
    return Saved(row[0], category_uid, changes=_CHANGED if changed else Changes.NONE)


def put_household_category_aside(session: Session, category_uid: bytes, *, active: bool = False) -> Saved:
    """Take a category off the tiles, or with ``active`` bring it back; what was entered stays.

    Raises UnknownCategoryError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    with saving_household(session):
        row = _known(category_uid)
        records.change(session, EntryCategory, row[0], {"active": int(active)})
    return Saved(row[0], category_uid, changes=_CHANGED)


def order_household_categories(session: Session, uids: Sequence[bytes]) -> Saved:
    """Put categories in an order; those that are not named come after them as they were.

    Raises UnknownCategoryError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    with saving_household(session):
        first = [_known(uid)[0] for uid in uids]
        others = [row[0] for row in book.fetch(sql.CATEGORIES) if row[0] not in set(first)]
        for position, row_id in enumerate([*first, *others], 1):
            records.change(session, EntryCategory, row_id, {"position": position})
    return Saved(0, b"", changes=_CHANGED)


_CHANGED = Changes.HOUSEHOLD | Changes.SETTINGS


def _known(uid: bytes) -> book.Row:
    row = book.fetch_one(sql.CATEGORY, (uid,))
    if row is None:
        raise UnknownCategoryError
    return row


def _name(text: str) -> str:
    name = clean_name(text, 200)
    if not name:
        raise NameMissingError
    return name


def _refuse_name(direction: str, name: str, own_id: int | None) -> None:
    taken = book.fetch_one(sql.CATEGORY_NAME_TAKEN, (direction, name))
    if taken is not None and taken[0] != own_id:
        raise NameTakenError(name=name)
