"""Members, customers and suppliers: made in two seconds with a name alone, changed, put aside."""

from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.party import PartyData, checked_party
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services import records
from app.services.products import next_code, refuse_code
from app.services.records import Saved, saving
from app.thai.collate import sort_key
from app.thai.fold import fold
from db import connection as book
from db.models.parties import Party
from db.sql import master as sql


class UnknownPartyError(UserError):
    """No person or group has this uid."""

    message = N_("This person is not in the book.")


def create_party(session: Session, data: PartyData, *, uid: bytes | None = None) -> Saved:
    """Add a person or group once per ``uid``; without a code she gets the next free one.

    Raises NotPermittedError, CodeTakenError, PartyNameMissingError, TaxIdError, TextTooLongError.
    """
    data = checked_party(data)
    uid = uid or new_uid()
    with saving(session, Permission.EDIT_PARTIES):
        found = book.fetch_one(sql.PARTY_BY_UID, (uid,))
        if found is not None:
            return Saved(found[0], uid, found[2])
        code = data.code or next_code("party", "M" if data.is_member else "C")
        refuse_code("party", code, None)
        row_id = records.add(session, Party, uid, _columns(data, code))
    return Saved(row_id, uid, code, Changes.PARTIES)


def update_party(session: Session, party_uid: bytes, *, data: PartyData) -> Saved:
    """Change a person or group; raises UnknownPartyError and what ``create_party`` raises."""
    data = checked_party(data)
    with saving(session, Permission.EDIT_PARTIES):
        row_id, old_code = _state(party_uid)
        code = data.code or old_code
        refuse_code("party", code, row_id)
        records.change(session, Party, row_id, _columns(data, code))
    return Saved(row_id, party_uid, code, Changes.PARTIES)


def deactivate_party(session: Session, party_uid: bytes, *, active: bool = False) -> Saved:
    """Put a person or group aside, or with ``active`` take her up again; raises UnknownPartyError."""
    with saving(session, Permission.EDIT_PARTIES):
        row_id, code = _state(party_uid)
        records.change(session, Party, row_id, {"active": int(active)})
    return Saved(row_id, party_uid, code, Changes.PARTIES)


def _state(uid: bytes) -> tuple[int, str]:
    row = book.fetch_one(sql.PARTY_BY_UID, (uid,))
    if row is None:
        raise UnknownPartyError
    return row[0], row[2]


def _columns(data: PartyData, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": data.name,
        "folded": fold(data.name),
        "sort_key": sort_key(data.name),
        "is_member": int(data.is_member),
        "is_customer": int(data.is_customer),
        "is_supplier": int(data.is_supplier),
        "section_id": data.section_id,
        "phone": data.phone,
        "address": data.address,
        "tax_id": data.tax_id,
        "note": data.note,
        "credit_limit": data.credit_limit,
        "credit_days": data.credit_days,
        "branch": data.branch,
    }
