"""Meetings with their agenda and who was there, and whom a new one calls."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.meeting import (
    AttendanceData,
    ItemData,
    MeetingKind,
    Presence,
    Quorum,
    proposed_number,
    quorum,
)
from app.queries.members import committee, members
from db import connection as book
from db.sql import meetings as sql


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it stands in the list."""

    id: int
    uid: bytes
    kind: MeetingKind
    number: str
    title: str
    on: dt.date
    starts_at: str
    ends_at: str
    place: str
    section_uid: bytes | None
    section: str
    project_uid: bytes | None
    project: str
    chair_uid: bytes | None
    chair: str
    secretary_uid: bytes | None
    secretary: str
    is_held: bool
    note: str
    items: int
    resolutions: int
    called: int
    came: int
    guests: int

    @property
    def quorum(self) -> Quorum:
        """How many came and how many had to."""
        return Quorum(self.called, self.came, self.guests)


@dataclass(frozen=True, slots=True)
class Attendant:
    """A line of the list of who was there, with what the sheet says beside the name."""

    data: AttendanceData
    number: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """A meeting that somebody was called to."""

    uid: bytes
    kind: MeetingKind
    number: str
    title: str
    on: dt.date
    state: Presence


def meetings() -> tuple[Meeting, ...]:
    """Every meeting, the newest first."""
    return tuple(_meeting(row) for row in book.fetch(sql.MEETINGS))


def meeting(uid: bytes) -> Meeting | None:
    """One meeting, or None."""
    row = book.fetch_one(sql.ONE, (uid,))
    return None if row is None else _meeting(row)


def activities_of(project_uid: bytes) -> tuple[Meeting, ...]:
    """Meetings and activities of a project, the first first."""
    return tuple(_meeting(row) for row in book.fetch(sql.OF_PROJECT, (project_uid,)))


def yearly_meeting(first: dt.date, last: dt.date) -> Meeting | None:
    """The first yearly meeting in these days, held or planned."""
    row = book.fetch_one(sql.YEARLY_BETWEEN, (first.isoformat(), last.isoformat()))
    return None if row is None else _meeting(row)


def last_held(kind: MeetingKind, before: dt.date) -> Meeting | None:
    """The meeting of this kind whose minutes the next one reads."""
    row = book.fetch_one(sql.LAST_BEFORE, (kind.value, before.isoformat()))
    return None if row is None else _meeting(row)


def items(meeting_id: int) -> tuple[ItemData, ...]:
    """The agenda in its order."""
    return tuple(ItemData(*row) for row in book.fetch(sql.ITEMS, (meeting_id,)))


def attendance(meeting_id: int) -> tuple[Attendant, ...]:
    """Who was called and whether she came, in the order of the list; guests last."""
    return tuple(
        Attendant(AttendanceData(uid, name, Presence(state), proxy), number, section)
        for uid, name, state, proxy, number, section in book.fetch(sql.ATTENDANCE, (meeting_id,))
    )


def called(
    kind: MeetingKind, on: dt.date, section_id: int | None = None, known: Sequence[AttendanceData] = ()
) -> tuple[Attendant, ...]:
    """Whom a meeting calls: the members of its day unit by unit, or the committee.

    What ``known`` says of somebody stays; whoever stands there and is not called any more stays too.
    """
    if kind is MeetingKind.COMMITTEE:
        sitting = {each.person_uid: Attendant(_absent(each.person_uid, each.name)) for each in committee(on)}
    else:
        sitting = {
            each.uid: Attendant(_absent(each.uid, each.name), each.number, each.section)
            for each in members(on, by_unit=True)
            if section_id is None or each.section_id == section_id
        }
    for line in known:
        old = sitting.get(line.party_uid) if line.party_uid is not None else None
        if old is not None and line.party_uid is not None:
            sitting[line.party_uid] = Attendant(line, old.number, old.section)
    kept = [Attendant(line) for line in known if line.party_uid is not None and line.party_uid not in sitting]
    guests = [Attendant(line) for line in known if line.party_uid is None]
    return (*sitting.values(), *kept, *guests)


def called_to(meeting: Meeting, known: Sequence[AttendanceData] = ()) -> tuple[Attendant, ...]:
    """Whom this meeting calls, those of its section if it is a section's; ``known`` as ``called`` has it."""
    section_id = None
    if meeting.section_uid is not None:
        section_id = book.fetch_int(sql.SECTION_ID, (meeting.section_uid,))
    return called(meeting.kind, meeting.on, section_id, known)


def next_number(kind: MeetingKind, on: dt.date) -> str:
    """The number that the next meeting of this kind gets: “1/2569”."""
    year = (kind.value, f"{on.year}-01-01", f"{on.year}-12-31")
    return proposed_number(on, [row[0] for row in book.fetch(sql.NUMBERS, year)])


def attended_by(party_id: int) -> tuple[Attended, ...]:
    """The meetings that somebody was called to, the newest first."""
    return tuple(
        Attended(uid, MeetingKind(kind), number, title, dt.date.fromisoformat(on), Presence(state))
        for uid, kind, number, title, on, state in book.fetch(sql.ATTENDED_BY, (party_id,))
    )


def quorum_of(meeting_id: int) -> Quorum:
    """How many of those who were called came."""
    return quorum([each.data for each in attendance(meeting_id)])


def _absent(uid: bytes, name: str) -> AttendanceData:
    return AttendanceData(uid, name)


def _meeting(row: book.Row) -> Meeting:
    kind, on = MeetingKind(row[2]), dt.date.fromisoformat(row[5])
    return Meeting(*[*row[:2], kind, *row[3:5], on, *row[6:17], bool(row[17]), *row[18:]])
