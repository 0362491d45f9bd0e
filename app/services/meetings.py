"""Meetings are planned, written down, marked as held; agenda and attendance are each kept as a whole."""

from collections.abc import Sequence
from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.meeting import (
    AttendanceData,
    ItemData,
    MeetingData,
    checked_attendance,
    checked_items,
    checked_meeting,
)
from app.domain.session import Permission, Session
from app.services import event_log, records
from app.services.records import NotFoundError, Saved, saving
from db import connection as book
from db.models.group import Meeting, MeetingItem
from db.sql import meetings as sql

MAY = Permission.EDIT_MEETINGS


def create_meeting(
    session: Session, data: MeetingData, *, uid: bytes | None = None, agenda: Sequence[ItemData] = ()
) -> Saved:
    """Plan a meeting with its agenda, once per ``uid``.

    Raises what ``checked_meeting`` and ``checked_items`` raise, NotFoundError, NotPermittedError.
    """
    uid = uid or new_uid()
    data, agenda = checked_meeting(data), checked_items(agenda)
    with saving(session, MAY):
        known = book.fetch_one(sql.ANY_BY_UID, (uid,))
        if known is not None:
            return Saved(known[0], uid)
        row_id = records.add(session, Meeting, uid, _columns(data))
        _write_items(session, row_id, agenda)
    return Saved(row_id, uid, data.number, Changes.GROUP)


def change_meeting(session: Session, meeting_uid: bytes, *, data: MeetingData) -> Saved:
    """Change what is kept about a meeting.

    Raises what ``checked_meeting`` raises, NotFoundError, NotPermittedError.
    """
    data = checked_meeting(data)
    with saving(session, MAY):
        row_id = _meeting(meeting_uid)
        records.change(session, Meeting, row_id, _columns(data))
    return Saved(row_id, meeting_uid, data.number, Changes.GROUP)


def mark_held(session: Session, meeting_uid: bytes, *, is_held: bool) -> Saved:
    """Mark a meeting as held, or as still to come; raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        row_id = _meeting(meeting_uid)
        records.change(session, Meeting, row_id, {"is_held": int(is_held)})
    return Saved(row_id, meeting_uid, changes=Changes.GROUP)


def remove_meeting(session: Session, meeting_uid: bytes) -> Saved:
    """Take out a meeting that was entered by mistake; raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        row_id = _meeting(meeting_uid)
        records.change(session, Meeting, row_id, {"active": 0})
    return Saved(row_id, meeting_uid, changes=Changes.GROUP)


def set_items(session: Session, meeting_uid: bytes, *, items: Sequence[ItemData]) -> Saved:
    """Keep the agenda with minutes and resolutions as it stands in the form, in that order.

    What is missing is taken out. Raises what ``checked_items`` raises, NotFoundError, NotPermittedError.
    """
    items = checked_items(items)
    with saving(session, MAY):
        row_id = _meeting(meeting_uid)
        _write_items(session, row_id, items)
    return Saved(row_id, meeting_uid, changes=Changes.GROUP)


def set_attendance(session: Session, meeting_uid: bytes, *, lines: Sequence[AttendanceData]) -> Saved:
    """Keep who was called and who came, as it stands in the form.

    Raises what ``checked_attendance`` raises, NotFoundError, NotPermittedError.
    """
    lines = checked_attendance(lines)
    with saving(session, MAY):
        row_id = _meeting(meeting_uid)
        before = book.fetch_int(sql.ATTENDING, (row_id,))
        book.execute(sql.CLEAR_ATTENDANCE, (row_id,))
        rows = []
        for position, line in enumerate(lines, 1):
            party_id = _id_of(sql.PARTY_ID, line.party_uid)
            rows.append((row_id, position, party_id, line.name, line.state.value, line.proxy))
        book.executemany(sql.ADD_ATTENDANCE, rows)
        after = book.fetch_int(sql.ATTENDING, (row_id,))
        event_log.append(
            session, "change", "meeting", meeting_uid, {"attending": before}, {"attending": after}
        )
    return Saved(row_id, meeting_uid, changes=Changes.GROUP)


def _write_items(session: Session, meeting_id: int, items: Sequence[ItemData]) -> None:
    there: dict[bytes, int] = dict(book.fetch(sql.ITEM_IDS, (meeting_id,)))
    for position, item in enumerate(items, 1):
        values: dict[str, Any] = {
            "meeting_id": meeting_id,
            "position": position,
            "title": item.title,
            "discussion": item.discussion,
            "resolution": item.resolution,
            "resolution_no": item.resolution_no,
            "votes_for": item.votes_for,
            "votes_against": item.votes_against,
            "votes_none": item.votes_none,
        }
        row_id = there.pop(item.uid, None) if item.uid is not None else None
        if row_id is not None:
            records.change(session, MeetingItem, row_id, values)
            continue
        if item.uid is not None and book.fetch_one(sql.ITEM_ELSEWHERE, (item.uid,)) is not None:
            raise NotFoundError
        records.add(session, MeetingItem, item.uid or new_uid(), values)
    for row_id in there.values():
        records.change(session, MeetingItem, row_id, {"active": 0})


def _columns(data: MeetingData) -> dict[str, Any]:
    return {
        "kind": data.kind.value,
        "number": data.number,
        "title": data.title,
        "on_date": data.on.isoformat(),
        "starts_at": data.starts_at,
        "ends_at": data.ends_at,
        "place": data.place,
        "section_id": _id_of(sql.SECTION_ID, data.section_uid),
        "project_id": _id_of(sql.PROJECT_ID, data.project_uid),
        "chair_id": _id_of(sql.PARTY_ID, data.chair_uid),
        "secretary_id": _id_of(sql.PARTY_ID, data.secretary_uid),
        "is_held": int(data.is_held),
        "note": data.note,
    }


def _meeting(uid: bytes) -> int:
    row = book.fetch_one(sql.BY_UID, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def _id_of(query: str, uid: bytes | None) -> int | None:
    if uid is None:
        return None
    row = book.fetch_one(query, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])
