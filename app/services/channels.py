"""The ways of selling: added, renamed, put aside; bills, orders and prices go by their codes."""

from app.changes import Changes
from app.domain.channel import (
    MOST_NAME,
    OWN,
    STALL,
    ChannelData,
    ChannelKind,
    ChannelKindError,
    ChannelNeededError,
)
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.services import records
from app.services.catalogue import NameTakenError
from app.services.parties import UnknownPartyError
from app.services.products import next_code
from app.services.records import NameMissingError, Saved, saving
from app.thai.normalise import clean_name
from db import connection as book
from db.models.market import Channel
from db.sql import channels as sql

CHANGES = Changes.SETTINGS | Changes.MARKET


def save_channel(session: Session, data: ChannelData, *, uid: bytes | None = None) -> Saved:
    """Add a way of selling, or change the one with ``uid``; one that is not ``active`` is no longer offered.

    Raises NameMissingError, NameTakenError, ChannelNeededError, ChannelKindError, UnknownPartyError,
    NotPermittedError.
    """
    name = clean_name(data.name, MOST_NAME)
    if not name:
        raise NameMissingError
    uid = uid or new_uid()
    with saving(session, Permission.EDIT_SETTINGS):
        row_id, code, _kind = book.fetch_one(sql.BY_UID, (uid,)) or (0, "", "")
        _check(code, data, name)
        if data.active and book.fetch_one(sql.SAME_NAME, (name, row_id)) is not None:
            raise NameTakenError(name=name)
        values = {
            "name": name,
            "name_en": clean_name(data.name_en, MOST_NAME),
            "kind": ChannelKind(data.kind).value,
            "party_id": _party(data.party_uid),
            "active": int(data.active),
        }
        if row_id:
            records.change(session, Channel, row_id, values)
        else:
            code = next_code("channel", "W")
            more = {"code": code, "position": book.fetch_int(sql.NEXT_PLACE)}
            row_id = records.add(session, Channel, uid, {**values, **more})
    return Saved(row_id, uid, code, CHANGES)


def _check(code: str, data: ChannelData, name: str) -> None:
    """The ways that the program itself sells by stay what they are."""
    if code == STALL and not data.active:
        raise ChannelNeededError(name=name)
    if OWN.get(code, data.kind) is not data.kind:
        raise ChannelKindError(name=name)


def _party(uid: bytes | None) -> int | None:
    if uid is None:
        return None
    row = book.fetch_one(sql.PARTY, (uid,))
    if row is None:
        raise UnknownPartyError
    return int(row[0])
