"""The everyday words of what money is for, and the days that are no working days."""

import datetime as dt
from dataclasses import dataclass

from app.changes import Changes
from app.domain.calendar import checked_day
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction
from app.services import event_log, records
from app.services.catalogue import NameTakenError
from app.services.entries import UnknownCategoryError
from app.services.purchases import account_by_code
from app.services.records import NameMissingError, NotFoundError, Saved, saving
from app.thai.normalise import clean_name
from db import connection as book
from db.models.books import EntryCategory
from db.sql import books as books_sql
from db.sql import entries as sql


@dataclass(frozen=True, slots=True)
class EntryCategoryData:
    """Everything that is typed about a category; without a position it comes last."""

    direction: Direction
    name: str
    account_code: str
    name_en: str = ""
    words: str = ""
    icon: str = ""
    position: int | None = None
    active: bool = True


def save_entry_category(
    session: Session, data: EntryCategoryData, *, category_id: int | None = None
) -> Saved:
    """Add a category, or change the one with ``category_id``; what was posted with it stays as it is.

    Raises NotPermittedError, NameMissingError, NameTakenError, UnknownAccountError, KeptAccountError,
    UnknownCategoryError (no money is for this account), NotFoundError.
    """
    name = clean_name(data.name, 200)
    if not name:
        raise NameMissingError
    with saving(session, Permission.BUY):
        taken = book.fetch_one(sql.CATEGORY_ID, (data.direction.value, name))
        if taken is not None and taken[0] != category_id:
            raise NameTakenError(name=name)
        account = account_by_code(data.account_code)
        if book.fetch_one(books_sql.IS_NO_PURPOSE, (account,)) is not None:
            raise UnknownCategoryError
        position = data.position
        if position is None:
            position = book.fetch_int(sql.LAST_POSITION, (data.direction.value,)) + 1
        values: dict[str, object] = {
            "direction": data.direction.value,
            "name": name,
            "name_en": clean_name(data.name_en, 200),
            "account_id": account,
            "icon": clean_name(data.icon, 40),
            "words": clean_name(data.words, 500),
            "position": position,
            "active": int(data.active),
        }
        if category_id is None:
            uid = new_uid()
            return Saved(records.add(session, EntryCategory, uid, values), uid, changes=Changes.SETTINGS)
        changed = records.change(session, EntryCategory, category_id, values)
    return Saved(category_id, b"", changes=Changes.SETTINGS if changed else Changes.NONE)


def set_holiday(session: Session, day: dt.date, *, name: str, every_year: bool = False) -> Saved:
    """Make a day no working day, once or every year; a name again renames it.

    Raises NotPermittedError, NameMissingError, DayOutOfRangeError.
    """
    said = clean_name(name, 200)
    if not said:
        raise NameMissingError
    iso = checked_day(day).isoformat()
    key = iso[5:] if every_year else iso
    with saving(session, Permission.EDIT_SETTINGS):
        old = book.fetch_one(sql.HOLIDAY, (key,))
        book.execute(books_sql.SET_HOLIDAY, (key, said))
        before = None if old is None else {"name": old[0]}
        event_log.append(
            session,
            "create" if old is None else "change",
            "holiday",
            before=before,
            after={"holiday": key, "name": said},
        )
    return Saved(0, b"", key, Changes.SETTINGS)


def remove_holiday(session: Session, key: str) -> Saved:
    """Make a day a working day again (``MM-DD`` or ``YYYY-MM-DD``).

    Raises NotPermittedError, NotFoundError.
    """
    with saving(session, Permission.EDIT_SETTINGS):
        old = book.fetch_one(sql.HOLIDAY, (key,))
        if old is None:
            raise NotFoundError
        book.execute(books_sql.DELETE_HOLIDAY, (key,))
        event_log.append(session, "delete", "holiday", before={"holiday": key, "name": old[0]}, after=None)
    return Saved(0, b"", key, Changes.SETTINGS)
