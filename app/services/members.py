"""The register of members: who is enrolled, changed, leaves, comes back, and is entrusted with what.

Whoever is a member has a line in the register without a day of leaving, and is marked as a member among the
people of the book; both are always written together. A line has the person's uid.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from app.changes import Changes
from app.domain.calendar import checked_day
from app.domain.document import new_uid
from app.domain.member import (
    LeftBeforeJoinedError,
    MemberData,
    NationalIdTakenError,
    NotYetError,
    NumberTakenError,
    RoleData,
    TermError,
    checked_member,
    checked_role,
)
from app.domain.product import thumbnail_key
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_, _
from app.queries.members import OpenBalance, member_of, open_balances
from app.services import event_log, pictures, records
from app.services.parties import UnknownPartyError, create_party, update_party
from app.services.products import keep_picture
from app.services.records import NotFoundError, Saved, saving
from app.thai.dates import format_date
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.base import delete_where
from db.models.group import Member, MemberRole
from db.models.parties import Party
from db.sql import members as sql
from db.sql import privacy as privacy_sql

CHANGED = Changes.PARTIES | Changes.GROUP


class AlreadyMemberError(UserError):
    """Somebody who is enrolled a second time."""

    message = N_("“{name}” is a member already, with the number {number}.")


class NotAMemberError(UserError):
    """Something that only a member can do, of somebody who is none."""

    message = N_("“{name}” is not a member. Please enrol her first.")


class HasLeftError(UserError):
    """Something of a present member, of one who left."""

    message = N_("“{name}” left on {left_on}.")


class InUseError(UserError):
    """A member who cannot be taken out of the register as if she had never been one."""

    message = N_("“{name}” has shares, savings, an office or hours already; please enter that she left.")


class StillOpenError(UserError):
    """A member who leaves while something stands open between her and the group; ``open`` says what."""

    message = N_("“{name}” still has something open with the group: {open_words}. Please settle it first.")

    def __init__(self, *, name: str, balances: tuple[OpenBalance, ...]) -> None:
        words = ", ".join(dict.fromkeys(each.label for each in balances))
        super().__init__(name=name, open_words=words)
        self.balances = balances


def enrol(
    session: Session,
    data: MemberData,
    *,
    today: dt.date,
    party_uid: bytes | None = None,
    uid: bytes | None = None,
    as_typed: bool = False,
) -> Saved:
    """Enrol somebody new under ``uid``, or the person of ``party_uid``; without a number she gets the next.

    ``as_typed`` keeps a national id whose last digit does not fit. Raises what ``checked_member`` raises,
    AlreadyMemberError, LeftMemberError (who left comes back by ``rejoin``), NumberTakenError,
    NationalIdTakenError, UnknownPartyError, CodeTakenError, NotPermittedError.
    """
    data = checked_member(data, today=today, as_typed=as_typed)
    with saving(session, Permission.EDIT_PARTIES):
        if party_uid is None:
            uid = uid or new_uid()
            known = book.fetch_one(sql.BY_PARTY, (uid,))
            if known is not None and known[0] is not None:
                return Saved(known[1], uid, known[4])  # tried a second time
            party_uid = create_party(session, data.party, uid=uid).uid
        else:
            member_id, _party_id, _code, name, number, _joined, left, _note = _person(party_uid)
            if member_id is not None and left is None:
                raise AlreadyMemberError(name=name, number=number)
            update_party(session, party_uid, data=data.party)
        member_id, party_id, *_rest = _person(party_uid)
        values = _columns(data, party_id)
        records.change(session, Member, member_id, values, action="create")
    return Saved(party_id, party_uid, str(values["number"]), CHANGED)


def change_member(
    session: Session, party_uid: bytes, *, data: MemberData, today: dt.date, as_typed: bool = False
) -> Saved:
    """Change what the register keeps about a member, also about one who left.

    Raises NotAMemberError and what ``enrol`` raises.
    """
    data = checked_member(data, today=today, as_typed=as_typed)
    with saving(session, Permission.EDIT_PARTIES):
        member_id, party_id, code, name, _number, _joined, left, _note = _person(party_uid)
        if member_id is None:
            raise NotAMemberError(name=name)
        if left is not None and data.joined_on is not None and data.joined_on.isoformat() > left:
            raise LeftBeforeJoinedError(name=name, joined_on=data.joined_on)
        person = replace(data.party, is_member=left is None, code=data.party.code or code)
        values = _columns(data, party_id)
        update_party(session, party_uid, data=person)
        records.change(session, Member, member_id, values)
    return Saved(party_id, party_uid, str(values["number"]), CHANGED)


def set_member_photo(session: Session, party_uid: bytes, *, data: bytes | None) -> Saved:
    """Give a member a picture (the bytes of a picture file), or take it away.

    Raises NotAMemberError, NotAPictureError, PictureTooLargeError, NotPermittedError.
    """
    session.require(Permission.EDIT_PARTIES)
    picture = pictures.prepare(data) if data is not None else None
    with saving(session, Permission.EDIT_PARTIES):
        member_id, party_id, _code, name, number, *_rest = _person(party_uid)
        if member_id is None:
            raise NotAMemberError(name=name)
        old = member_of(party_id)
        sha256 = keep_picture(picture) if picture is not None else None
        records.change(session, Member, member_id, {"photo": sha256})
        if old is not None and old.photo is not None:  # a face that is taken away is nowhere in the book
            book.execute(privacy_sql.ERASE_PICTURE, (old.photo, thumbnail_key(old.photo)))
    return Saved(party_id, party_uid, number, CHANGED)


def leave(
    session: Session,
    party_uid: bytes,
    *,
    on: dt.date,
    today: dt.date,
    reason: str = "",
    anyway: bool = False,
) -> Saved:
    """Enter that a member left: ``on`` is the first day without her, and her offices end the day before.

    Raises StillOpenError while something stands open, unless ``anyway``; NotAMemberError, HasLeftError,
    NotYetError, LeftBeforeJoinedError, NotPermittedError.
    """
    checked_day(on)
    if on > today:
        raise NotYetError
    with saving(session, Permission.EDIT_PARTIES):
        member_id, party_id, _code, name, number, joined, left, _note = _person(party_uid)
        if member_id is None:
            raise NotAMemberError(name=name)
        if left is not None:
            raise HasLeftError(name=name, left_on=dt.date.fromisoformat(left))
        if joined is not None and on.isoformat() < joined:
            raise LeftBeforeJoinedError(name=name, joined_on=dt.date.fromisoformat(joined))
        still_open = open_balances(party_id)
        if still_open and not anyway:
            raise StillOpenError(name=name, balances=still_open)
        values = {"left_on": on.isoformat(), "left_reason": clean_name(reason)}
        records.change(session, Member, member_id, values)
        records.change(session, Party, party_id, {"is_member": 0})
        last = on - dt.timedelta(days=1)
        for role_id, first in book.fetch(sql.OPEN_ROLES_OF, (party_id, on.isoformat())):
            end = {"to_day": last.isoformat()} if first <= last.isoformat() else {"active": 0}
            records.change(session, MemberRole, role_id, end)
    return Saved(party_id, party_uid, number, CHANGED)


def strike_out(session: Session, party_uid: bytes) -> Saved:
    """Take out of the register somebody who was enrolled by mistake; the person stays in the book.

    Raises NotAMemberError, InUseError once she has shares, savings, offices or hours, NotPermittedError.
    """
    with saving(session, Permission.EDIT_PARTIES):
        member_id, party_id, _code, name, number, *_rest = _person(party_uid)
        if member_id is None:
            raise NotAMemberError(name=name)
        if book.fetch_int(sql.HANGS_ON, (party_id,)):
            raise InUseError(name=name)
        delete_where(Member, id=member_id)
        event_log.append(session, "delete", "member", party_uid, {"number": number}, None)
        records.change(session, Party, party_id, {"is_member": 0})
    return Saved(party_id, party_uid, number, CHANGED)


def rejoin(session: Session, party_uid: bytes, *, on: dt.date, today: dt.date) -> Saved:
    """Take in again somebody who left, under her old number; her first time is kept in her note.

    Raises NotAMemberError, AlreadyMemberError, NotYetError, LeftBeforeJoinedError, NotPermittedError.
    """
    checked_day(on)
    if on > today:
        raise NotYetError
    with saving(session, Permission.EDIT_PARTIES):
        member_id, party_id, _code, name, number, joined, left, note = _person(party_uid)
        if member_id is None:
            raise NotAMemberError(name=name)
        if left is None:
            raise AlreadyMemberError(name=name, number=number)
        if on.isoformat() < left:
            raise LeftBeforeJoinedError(name=name, joined_on=dt.date.fromisoformat(left))
        before = _("Was a member until {day}.").format(day=format_date(dt.date.fromisoformat(left)))
        if joined is not None:
            before = _("Was a member from {first} until {day}.").format(
                first=format_date(dt.date.fromisoformat(joined)),
                day=format_date(dt.date.fromisoformat(left)),
            )
        values = {
            "joined_on": on.isoformat(),
            "left_on": None,
            "left_reason": "",
            "note": clean_text("\n".join(part for part in (note, before) if part)),
        }
        records.change(session, Member, member_id, values)
        records.change(session, Party, party_id, {"is_member": 1, "active": 1})
    return Saved(party_id, party_uid, number, CHANGED)


def appoint(session: Session, party_uid: bytes, *, data: RoleData, uid: bytes | None = None) -> Saved:
    """Entrust a person with an office for a term, once per ``uid``; advisers need not be members.

    Raises what ``checked_role`` raises, UnknownPartyError, HasLeftError, NotPermittedError.
    """
    uid = uid or new_uid()
    data = checked_role(data)
    with saving(session, Permission.EDIT_PARTIES):
        known = book.fetch_one(sql.ROLE_BY_UID, (uid,))
        if known is not None:
            return Saved(known[0], uid)
        _member_id, party_id, _code, name, _number, _joined, left, _note = _person(party_uid)
        if left is not None and left <= data.from_day.isoformat():
            raise HasLeftError(name=name, left_on=dt.date.fromisoformat(left))
        row_id = records.add(session, MemberRole, uid, {"party_id": party_id, **_role_columns(data)})
    return Saved(row_id, uid, changes=CHANGED)


def change_office(session: Session, office_uid: bytes, *, data: RoleData) -> Saved:
    """Change an office or its term; raises what ``checked_role`` raises, NotFoundError, NotPermittedError."""
    data = checked_role(data)
    with saving(session, Permission.EDIT_PARTIES):
        row_id = _office(office_uid)[0]
        records.change(session, MemberRole, row_id, _role_columns(data))
    return Saved(row_id, office_uid, changes=CHANGED)


def end_office(session: Session, office_uid: bytes, *, on: dt.date) -> Saved:
    """End a term; ``on`` is its last day. Raises NotFoundError, TermError, NotPermittedError."""
    checked_day(on)
    with saving(session, Permission.EDIT_PARTIES):
        row_id, _party_id, first, _last = _office(office_uid)
        if on.isoformat() < first:
            raise TermError
        records.change(session, MemberRole, row_id, {"to_day": on.isoformat()})
    return Saved(row_id, office_uid, changes=CHANGED)


def remove_office(session: Session, office_uid: bytes) -> Saved:
    """Take out an office that was entered by mistake; raises NotFoundError, NotPermittedError."""
    with saving(session, Permission.EDIT_PARTIES):
        row_id = _office(office_uid)[0]
        records.change(session, MemberRole, row_id, {"active": 0})
    return Saved(row_id, office_uid, changes=CHANGED)


def _person(party_uid: bytes) -> tuple[Any, ...]:
    """Member id, party id, code, name, number, joined, left, note; raises UnknownPartyError."""
    row = book.fetch_one(sql.BY_PARTY, (party_uid,))
    if row is None:
        raise UnknownPartyError
    return row


def _office(uid: bytes) -> tuple[Any, ...]:
    row = book.fetch_one(sql.ROLE_BY_UID, (uid,))
    if row is None:
        raise NotFoundError
    return row


def _columns(data: MemberData, party_id: int) -> dict[str, Any]:
    """Columns of a line in the register; raises NumberTakenError, NationalIdTakenError."""
    number = data.number or book.fetch(sql.NUMBER_OF, (party_id,))[0][0]
    owner = book.fetch_one(sql.NUMBER_OWNER, (number,))
    if owner is not None and owner[0] != party_id:
        raise NumberTakenError(name=owner[1], number=number)
    if data.national_id:
        owner = book.fetch_one(sql.ID_OWNER, (data.national_id,))
        if owner is not None and owner[0] != party_id:
            raise NationalIdTakenError(name=owner[1], number=owner[2])
    return {
        "number": number,
        "national_id": data.national_id,
        "born_on": _text(data.born_on),
        "joined_on": _text(data.joined_on),
        "household": data.household,
        "occupation": data.occupation,
        "heir": data.heir,
        "heir_relation": data.heir_relation,
        "consent_on": _text(data.consent_on),
        "note": data.note,
    }


def _role_columns(data: RoleData) -> dict[str, Any]:
    return {
        "section_id": data.section_id,
        "role": data.role.value,
        "title": data.title,
        "from_day": data.from_day.isoformat(),
        "to_day": _text(data.to_day),
        "appointed_by": data.appointed_by,
    }


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
