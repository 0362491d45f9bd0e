"""The persons of a family, so that an entry can say whose it was."""

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.diary import NotFamilyError
from app.domain.party import PartyData
from app.domain.session import Session
from app.services import records
from app.services.household.access import saving_household
from app.services.parties import create_party
from app.services.records import NameMissingError, Saved
from app.thai.collate import sort_key
from app.thai.fold import fold
from app.thai.normalise import clean_name
from db import connection as book
from db.models.parties import Party
from db.sql import household_diary as sql

_CHANGED = Changes.PARTIES | Changes.HOUSEHOLD


def add_family_person(session: Session, name: str, *, uid: bytes | None = None) -> Saved:
    """Add somebody to the family, once per ``uid``; one who is in the book already is taken in.

    Raises NameMissingError, TextTooLongError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    uid, name = uid or new_uid(), _name(name)
    with saving_household(session):
        known = book.fetch_one(sql.PARTY_ID, (uid,))
        row_id = known[0] if known is not None else create_party(session, PartyData(name=name), uid=uid).id
        records.change(session, Party, row_id, {"is_family": 1, "active": 1})
    return Saved(row_id, uid, changes=_CHANGED)


def change_family_person(
    session: Session, person_uid: bytes, *, name: str | None = None, active: bool = True
) -> Saved:
    """Rename somebody of the family, or put her aside; raises NotFamilyError, NameMissingError."""
    with saving_household(session):
        row = book.fetch_one(sql.FAMILY_ID, (person_uid,))
        if row is None:
            raise NotFamilyError
        values: dict[str, object] = {"active": int(active)}
        if name is not None:
            said = _name(name)
            values |= {"name": said, "folded": fold(said), "sort_key": sort_key(said)}
        changed = records.change(session, Party, row[0], values)
    return Saved(row[0], person_uid, changes=_CHANGED if changed else Changes.NONE)


def _name(text: str) -> str:
    name = clean_name(text, 200)
    if not name:
        raise NameMissingError
    return name
