"""Meetings: what is typed about one, its agenda, who was there, how resolutions are numbered, the quorum."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.calendar import checked_day
from app.errors import UserError
from app.i18n import N_, _
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name, clean_text

ERA = 543
MOST_VOTES = 1_000_000


class MeetingKind(StrEnum):
    """What a meeting is."""

    YEARLY = "yearly"
    EXTRA = "extra"
    COMMITTEE = "committee"
    ACTIVITY = "activity"


MEETING_WORDS: dict[MeetingKind, str] = {
    MeetingKind.YEARLY: N_("Yearly general meeting"),
    MeetingKind.EXTRA: N_("Extraordinary general meeting"),
    MeetingKind.COMMITTEE: N_("Committee meeting"),
    MeetingKind.ACTIVITY: N_("Activity of a project"),
}
"""Kinds of meetings, marked for translation."""


class Presence(StrEnum):
    """Whether somebody was there."""

    PRESENT = "present"
    PROXY = "proxy"
    EXCUSED = "excused"
    ABSENT = "absent"


PRESENCE_WORDS: dict[Presence, str] = {
    Presence.PRESENT: N_("Was there"),
    Presence.PROXY: N_("Sent somebody for her"),
    Presence.EXCUSED: N_("Excused"),
    Presence.ABSENT: N_("Absent"),
}
"""Whether somebody was there, marked for translation."""

STANDARD_AGENDA: tuple[str, ...] = (
    N_("The chair informs the meeting"),
    N_("Minutes of the last meeting"),
    N_("What was done last year"),
    N_("Income, expenses and what the group owns and owes"),
    N_("Distribution of the profit"),
    N_("Plan and budget of the coming year"),
    N_("Election of the committee"),
    N_("Other matters"),
)
"""What a yearly meeting talks about, marked for translation."""

SHORT_AGENDA: tuple[str, ...] = (STANDARD_AGENDA[0], STANDARD_AGENDA[1], STANDARD_AGENDA[-1])
"""What every other meeting begins and ends with."""


class MeetingTitleMissingError(UserError):
    """A meeting without a name."""

    message = N_("Please say what kind of meeting this is.")


class ClockError(UserError):
    """A time of day that cannot be read."""

    message = N_("“{text}” is no time of day. Please type it like 9:30.")


class EndsBeforeStartError(UserError):
    """A meeting that ends before it starts."""

    message = N_("The meeting cannot end at {ends_at} if it starts at {starts_at}.")


class ProjectMissingError(UserError):
    """An activity without the project it belongs to."""

    message = N_("Which project does this activity belong to? Please choose it.")


class ItemTitleMissingError(UserError):
    """An item of the agenda that says nothing."""

    message = N_("Item {position} has no title yet.")


class ResolutionTwiceError(UserError):
    """One number for two resolutions of a meeting."""

    message = N_("Resolution {number} stands twice in this meeting. Please give one of them another number.")


class ResolutionMissingError(UserError):
    """A number or votes for a resolution that is not written."""

    message = N_("Item {position} has a number or votes, but no resolution. Please write what was resolved.")


class VotesError(UserError):
    """A count of votes that cannot be."""

    message = N_("The votes on item {position} cannot be right.")


class AttendsTwiceError(UserError):
    """One person twice among those who came."""

    message = N_("“{name}” stands twice on the list of this meeting.")


class GuestNameMissingError(UserError):
    """A guest without a name."""

    message = N_("Line {position} of the guests has no name.")


@dataclass(frozen=True, slots=True)
class MeetingData:
    """Everything that is typed about a meeting; ``number`` is like “1/2569”, times like “09:30”."""

    kind: MeetingKind
    title: str
    on: dt.date
    number: str = ""
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    section_uid: bytes | None = None
    project_uid: bytes | None = None
    chair_uid: bytes | None = None
    secretary_uid: bytes | None = None
    is_held: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemData:
    """A point of the agenda with what was said and resolved; ``uid`` None for a new one."""

    title: str
    discussion: str = ""
    resolution: str = ""
    resolution_no: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_none: int | None = None
    uid: bytes | None = None


@dataclass(frozen=True, slots=True)
class AttendanceData:
    """A line of the list of who was there; a guest has no ``party_uid`` but a name."""

    party_uid: bytes | None
    name: str
    state: Presence = Presence.ABSENT
    proxy: str = ""
    """Who came for her."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of those who were called came, and how many had to."""

    called: int
    came: int
    """Herself or by somebody who came for her."""
    guests: int = 0

    @property
    def needed(self) -> int:
        """At least half of those who were called."""
        return (self.called + 1) // 2

    @property
    def reached(self) -> bool:
        """Whether the meeting could resolve something."""
        return self.called > 0 and self.came >= self.needed


def quorum(lines: Sequence[AttendanceData]) -> Quorum:
    """The quorum of a list: guests are called by nobody and do not count."""
    members = [each for each in lines if each.party_uid is not None]
    there = [each for each in lines if each.state in (Presence.PRESENT, Presence.PROXY)]
    came = sum(each.party_uid is not None for each in there)
    return Quorum(len(members), came, len(there) - came)


def checked_meeting(data: MeetingData) -> MeetingData:
    """The meeting with cleaned texts and times.

    Raises MeetingTitleMissingError, ClockError, EndsBeforeStartError, ProjectMissingError, TextTooLongError,
    DayOutOfRangeError.
    """
    checked_day(data.on)
    title = clean_name(data.title, 300)
    if not title:
        raise MeetingTitleMissingError
    starts, ends = checked_clock(data.starts_at), checked_clock(data.ends_at)
    if starts and ends and ends <= starts:
        raise EndsBeforeStartError(starts_at=starts, ends_at=ends)
    if data.kind is MeetingKind.ACTIVITY and data.project_uid is None:
        raise ProjectMissingError
    return replace(
        data,
        title=title,
        number=to_arabic(clean_name(data.number, 40)),
        starts_at=starts,
        ends_at=ends,
        place=clean_name(data.place, 300),
        note=clean_text(data.note),
    )


def checked_items(items: Sequence[ItemData]) -> tuple[ItemData, ...]:
    """The agenda with cleaned texts.

    Raises ItemTitleMissingError, ResolutionMissingError, ResolutionTwiceError, VotesError, TextTooLongError.
    """
    found = []
    numbers: set[str] = set()
    for position, item in enumerate(items, 1):
        title, resolution = clean_name(item.title, 500), clean_text(item.resolution)
        number = to_arabic(clean_name(item.resolution_no, 40))
        votes = (item.votes_for, item.votes_against, item.votes_none)
        if not title:
            raise ItemTitleMissingError(position=position)
        if any(each is not None and not 0 <= each <= MOST_VOTES for each in votes):
            raise VotesError(position=position)
        if not resolution and (number or any(each is not None for each in votes)):
            raise ResolutionMissingError(position=position)
        if number and number in numbers:
            raise ResolutionTwiceError(number=number)
        numbers.add(number)
        discussion = clean_text(item.discussion)
        found.append(
            replace(item, title=title, discussion=discussion, resolution=resolution, resolution_no=number)
        )
    return tuple(found)


def checked_attendance(lines: Sequence[AttendanceData]) -> tuple[AttendanceData, ...]:
    """The list with cleaned names; raises AttendsTwiceError, GuestNameMissingError, TextTooLongError."""
    found = []
    seen: set[bytes] = set()
    for position, line in enumerate(lines, 1):
        name = clean_name(line.name, 200)
        if line.party_uid is None and not name:
            raise GuestNameMissingError(position=position)
        if line.party_uid is not None:
            if line.party_uid in seen:
                raise AttendsTwiceError(name=name)
            seen.add(line.party_uid)
        proxy = clean_name(line.proxy, 200) if line.state is Presence.PROXY else ""
        found.append(replace(line, name=name, proxy=proxy))
    return tuple(found)


def checked_clock(text: str) -> str:
    """A time of day as ``HH:MM``, read from 9:30, 9.30 or 9; empty for nothing. Raises ClockError."""
    typed = to_arabic(clean_name(text, 40)).replace("น.", "").strip()
    if not typed:
        return ""
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", typed)
    hours, minutes = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if hours > 23 or minutes > 59:
        raise ClockError(text=text)
    return f"{hours:02d}:{minutes:02d}"


def proposed_number(on: dt.date, numbers: Sequence[str]) -> str:
    """The next number of a kind of meeting in its year: “2/2569” after “1/2569”."""
    year = on.year + ERA
    taken = [re.fullmatch(r"(\d{1,6})/(\d{4})", each) for each in numbers]
    used = [int(each[1]) for each in taken if each and int(each[2]) == year]
    return f"{max(used, default=0) + 1}/{year}"


def proposed_resolution(meeting_number: str, numbers: Sequence[str]) -> str:
    """The next number of a resolution: “1/2569-3” after “1/2569-2”; without a meeting’s number 3 after 2."""
    stem = f"{meeting_number}-" if meeting_number else ""
    ends = [each.removeprefix(stem) for each in numbers if each.startswith(stem)]
    used = [int(each) for each in ends if each.isascii() and each.isdigit() and len(each) <= 6]
    return f"{stem}{max(used, default=0) + 1}"


def offered_agenda(kind: MeetingKind) -> tuple[ItemData, ...]:
    """The agenda that a new meeting starts with, in the language of the screen."""
    if kind is MeetingKind.ACTIVITY:
        return ()
    titles = STANDARD_AGENDA if kind is MeetingKind.YEARLY else SHORT_AGENDA
    return tuple(ItemData(_(title)) for title in titles)
