"""Members, customers and suppliers: made in two seconds with a name alone, changed, put aside."""

import datetime as dt
from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.member import next_number
from app.domain.party import PartyData, checked_party
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services import event_log, records
from app.services.products import next_code, refuse_code
from app.services.records import Saved, saving
from app.thai.collate import sort_key
from app.thai.fold import fold
from db import connection as book
from db.models.base import delete_where, insert_row
from db.models.group import Member
from db.models.parties import Party
from db.sql import master as sql
from db.sql import members as member_sql

CODE_OF_MEMBER, CODE_OF_OTHERS = "M", "C"
"""Letters of the codes that are given without being asked for."""


class UnknownPartyError(UserError):
    """No person or group has this uid."""

    message = N_("This person is not in the book.")


class StillMemberError(UserError):
    """Somebody with an entry in the register of members who is unmarked among the people."""

    message = N_("“{name}” is a member. Please enter under Members on which day she left.")


class LeftMemberError(UserError):
    """Somebody who left the group and is marked as a member again."""

    message = N_("“{name}” left on {left_on}. Please take her in again under Members.")


def create_party(session: Session, data: PartyData, *, uid: bytes | None = None) -> Saved:
    """Add a person or group once per ``uid``; without a code she gets the next free one.

    A member gets a line in the register with the next number; what else is known comes under Members.
    Raises NotPermittedError, CodeTakenError, PartyNameMissingError, TaxIdError, TextTooLongError.
    """
    with saving(session, Permission.EDIT_PARTIES):
        return add_party(session, data, uid or new_uid())


def add_party(session: Session, data: PartyData, uid: bytes) -> Saved:
    """Add a person or group inside the caller's transaction; raises what ``create_party`` raises."""
    data = checked_party(data)
    found = book.fetch_one(sql.PARTY_BY_UID, (uid,))
    if found is not None:
        return Saved(found[0], uid, found[2])
    code = data.code or next_code("party", CODE_OF_MEMBER if data.is_member else CODE_OF_OTHERS)
    refuse_code("party", code, None)
    row_id = records.add(session, Party, uid, _columns(data, code))
    _keep_register(session, row_id, uid, data)
    return Saved(row_id, uid, code, _changes(data))


def update_party(session: Session, party_uid: bytes, *, data: PartyData) -> Saved:
    """Change a person or group.

    Raises UnknownPartyError, StillMemberError, LeftMemberError and what ``create_party`` raises.
    """
    data = checked_party(data)
    with saving(session, Permission.EDIT_PARTIES):
        row_id, old_code = _state(party_uid)
        code = data.code or old_code
        refuse_code("party", code, row_id)
        records.change(session, Party, row_id, _columns(data, code))
        _keep_register(session, row_id, party_uid, data)
    return Saved(row_id, party_uid, code, _changes(data))


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


def _keep_register(session: Session, party_id: int, uid: bytes, data: PartyData) -> None:
    """Add a line to the register for a new member, take out a bare one of who is none after all."""
    row = book.fetch_one(member_sql.OF_PARTY_ID, (party_id,))
    if data.is_member and row is None:
        number = next_number([found[0] for found in book.fetch(member_sql.NUMBERS)])
        insert_row(Member, {"uid": uid, "party_id": party_id, "number": number})
    elif data.is_member and row is not None and row[1] is not None:
        raise LeftMemberError(name=data.name, left_on=dt.date.fromisoformat(row[1]))
    elif not data.is_member and row is not None and row[1] is None:
        if book.fetch_int(member_sql.IN_USE, (party_id,)):
            raise StillMemberError(name=data.name)
        delete_where(Member, id=row[0])
        event_log.append(session, "delete", "member", uid)


def _changes(data: PartyData) -> Changes:
    return Changes.PARTIES | Changes.GROUP if data.is_member else Changes.PARTIES


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
