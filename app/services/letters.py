"""The group's letters: kept, changed, put aside; the program's proposals become letters of the book."""

from app.changes import Changes
from app.domain.letter import LetterData, checked_letter
from app.domain.session import Permission, Session
from app.services import records
from app.services.catalogue import NameTakenError
from app.services.records import NameMissingError, NotFoundError, Saved, saving
from db import connection as book
from db.models.group import Letter
from db.sql import letters as sql


def save_letter(session: Session, data: LetterData, *, uid: bytes, known: bool = False) -> Saved:
    """Keep a new letter once per ``uid``, or change the one that is ``known``; it is in use again.

    Raises NameMissingError, NameTakenError, NotFoundError, NotPermittedError, what ``checked_letter`` raises.
    """
    data = checked_letter(data)
    if not data.name:
        raise NameMissingError
    with saving(session, Permission.EDIT_MEETINGS):
        row = book.fetch_one(sql.BY_UID, (uid,))
        if known and row is None:
            raise NotFoundError
        owner = book.fetch_one(sql.NAME_OWNER, (data.name,))
        if owner is not None and owner[1] != uid:
            raise NameTakenError(name=data.name)
        values: dict[str, object] = {
            "name": data.name,
            "subject": data.subject,
            "body": data.body,
            "active": 1,
        }
        if row is None:
            values["position"] = book.fetch_int(sql.LAST_POSITION) + 1
            return Saved(records.add(session, Letter, uid, values), uid, changes=Changes.GROUP)
        changed = records.change(session, Letter, row[0], values)
    return Saved(row[0], uid, changes=Changes.GROUP if changed else Changes.NONE)


def set_letter_aside(session: Session, uid: bytes, *, active: bool = False) -> Saved:
    """Put a letter aside, or take it back into use; raises NotFoundError, NotPermittedError."""
    with saving(session, Permission.EDIT_MEETINGS):
        row = book.fetch_one(sql.BY_UID, (uid,))
        if row is None:
            raise NotFoundError
        changed = records.change(session, Letter, row[0], {"active": int(active)})
    return Saved(row[0], uid, changes=Changes.GROUP if changed else Changes.NONE)
