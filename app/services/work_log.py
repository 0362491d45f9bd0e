"""The log of work outside batches: a day's hours of many people at once; nothing of it is posted."""

import datetime as dt
import hashlib
from typing import Any

from app.changes import Changes
from app.domain.session import Permission, Session
from app.domain.work_log import MOST_HOURS, HoursError, WorkDraft, WorkLine, checked_work
from app.services import records
from app.services.parties import UnknownPartyError
from app.services.records import NotFoundError, Saved, saving
from db import connection as book
from db.models.group import WorkLog
from db.sql import work_hours as sql


def log_work(session: Session, draft: WorkDraft, *, today: dt.date) -> Saved:
    """Enter a day's hours, once per ``draft.uid``; a line with a uid of its own is changed.

    Raises what ``checked_work`` raises, HoursError, UnknownPartyError, NotFoundError, NotPermittedError.
    """
    draft = checked_work(draft, today=today)
    changed = 0
    with saving(session, Permission.EDIT_PARTIES):
        for place, line in enumerate(draft.lines):
            changed = _keep(session, draft, line, line.uid or _uid_of(draft.uid, place))
    return Saved(changed, draft.uid, changes=Changes.GROUP)


def remove_work(session: Session, line_uid: bytes) -> Saved:
    """Take out a line of the log; raises NotFoundError, NotPermittedError."""
    with saving(session, Permission.EDIT_PARTIES):
        row = book.fetch_one(sql.BY_UID, (line_uid,))
        if row is None:
            raise NotFoundError
        records.change(session, WorkLog, row[0], {"active": 0})
    return Saved(row[0], line_uid, changes=Changes.GROUP)


def _keep(session: Session, draft: WorkDraft, line: WorkLine, uid: bytes) -> int:
    person = book.fetch_one(sql.PERSON, (line.party_uid,))
    if person is None:
        raise UnknownPartyError
    party_id, name = person
    known = book.fetch_one(sql.BY_UID, (uid,))
    if line.uid is not None and known is None:
        raise NotFoundError
    values: dict[str, Any] = {
        "party_id": party_id,
        "on_date": draft.on.isoformat(),
        "hours_milli": line.hours_milli,
        "what": line.what or draft.what,
        "is_paid": int(line.is_paid),
    }
    about = {"section_id": draft.section_id, "project_id": draft.project_id, "event_id": draft.event_id}
    if line.uid is None:
        values |= about
    else:  # what is changed stays where it belongs unless something else is said
        values |= {key: value for key, value in about.items() if value is not None}
    if line.hours_milli <= 0:
        raise HoursError(name=name)
    if known is None:
        row_id = records.add(session, WorkLog, uid, values)
    elif line.uid is None:
        return int(known[0])  # tried a second time
    else:
        row_id = known[0]
        records.change(session, WorkLog, row_id, values)
    if book.fetch_int(sql.ON_DAY, (party_id, draft.on.isoformat())) > MOST_HOURS:
        raise HoursError(name=name)
    return row_id


def _uid_of(draft_uid: bytes, place: int) -> bytes:
    """The uid of a new line, the same whenever the draft is tried again."""
    return hashlib.blake2b(draft_uid + place.to_bytes(4, "big"), digest_size=16).digest()
