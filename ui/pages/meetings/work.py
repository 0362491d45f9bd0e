"""What the page of meetings does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, field

from app.domain.meeting import (
    ItemData,
    MeetingData,
    MeetingKind,
    offered_agenda,
)
from app.domain.member import MemberRole
from app.domain.session import Session
from app.i18n import _
from app.queries.attachments import AttachmentOwner
from app.queries.catalogue import Project, Section, projects, sections
from app.queries.meetings import Attendant, Meeting, attendance, called_to, items, meetings, next_number
from app.queries.members import Office, committee
from app.queries.parties import PartyRow, list_parties
from app.services.meetings import change_meeting, create_meeting
from app.services.records import Saved
from reports.attached import pictures_of
from reports.common import issuer
from reports.meeting_papers import (
    AGENDA,
    ATTENDANCE,
    MINUTES,
    full_title,
    kind_words,
    quorum_figures,
    when_and_where,
)
from reports.model import Block, Column, Kind, Paragraph, Report, Row, Table

MANY = 100_000
PAPERS = (AGENDA, ATTENDANCE, MINUTES)


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from, and what a new meeting starts with."""

    people: tuple[PartyRow, ...] = ()
    projects: tuple[Project, ...] = ()
    sections: tuple[Section, ...] = ()
    committee: tuple[Office, ...] = ()
    numbers: dict[MeetingKind, str] = field(default_factory=dict)

    def officer(self, role: MemberRole) -> bytes | None:
        """Who holds an office now."""
        return next((each.person_uid for each in self.committee if each.role is role), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A meeting with its agenda and who was there or is called."""

    meeting: Meeting
    items: tuple[ItemData, ...]
    people: tuple[Attendant, ...]


def shown() -> tuple[Meeting, ...]:
    """Every meeting."""
    return meetings()


def lists(today: dt.date) -> Lists:
    """People, projects, the committee, the next numbers."""
    return Lists(
        tuple(list_parties(limit=MANY)),
        tuple(projects()),
        tuple(sections()),
        committee(today),
        {kind: next_number(kind, today) for kind in MeetingKind if kind is not MeetingKind.ACTIVITY},
    )


def sheet(meeting: Meeting) -> Sheet:
    """What the forms of a meeting start from; whoever became a member since is called too."""
    there = [each.data for each in attendance(meeting.id)]
    if meeting.is_held and there:
        return Sheet(meeting, items(meeting.id), attendance(meeting.id))
    return Sheet(meeting, items(meeting.id), called_to(meeting, there))


def save(session: Session, data: MeetingData, *, uid: bytes, known: bool) -> Saved:
    """Change a meeting, or plan a new one with the usual agenda."""
    if known:
        return change_meeting(session, uid, data=data)
    return create_meeting(session, data, uid=uid, agenda=offered_agenda(data.kind))


def card(meeting: Meeting) -> Report:
    """A meeting at the right of the list: when and where, who came, the agenda with its resolutions."""
    head = issuer()
    facts = [part for part in (meeting.section, when_and_where(meeting)) if part]
    blocks: list[Block] = [Paragraph(" · ".join(facts), title=full_title(meeting))]
    if meeting.called:
        blocks.append(quorum_figures(meeting))
    columns = (Column("no", _("Point"), Kind.COUNT, 1), Column("title", _("What it is about"), Kind.TEXT, 8))
    rows: list[Row] = []
    for place, each in enumerate(items(meeting.id), 1):
        rows.append(Row((place, each.title)))
        if each.resolution:
            rows.append(Row((None, f"{each.resolution_no} {each.resolution}".strip()), indent=1))
    blocks.append(Table(_("Agenda"), columns, tuple(rows), empty=_("Nothing is on the agenda yet.")))
    if meeting.note:
        blocks.append(Paragraph(meeting.note, title=_("Note")))
    blocks += pictures_of(AttachmentOwner.MEETING, meeting.uid)
    return Report(MINUTES, kind_words(meeting), head, tuple(blocks), book=head.name)


def paper_key(meeting: Meeting, rows: tuple[Meeting, ...]) -> str:
    """What a paper of it is asked for by: its number, where no other meeting has the same."""
    same = [each for each in rows if each.number == meeting.number]
    return meeting.number if meeting.number and len(same) == 1 else meeting.uid.hex()
