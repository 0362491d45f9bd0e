"""What the page of the members does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.member import MemberData, RoleData
from app.domain.session import Permission, Session
from app.domain.work_log import WorkDraft
from app.queries.catalogue import Section, sections
from app.queries.fiscal_years import year_of
from app.queries.members import (
    Member,
    MemberFilter,
    Office,
    Standing,
    Unit,
    came_and_went,
    member,
    member_data,
    members,
    next_member_number,
    offices,
    offices_of,
    units,
)
from app.queries.parties import PartyFilter, PartyRow, list_parties
from app.queries.products import thumbnails
from app.queries.work_hours import LoggedLine, hours_by_person, logged_on, work_words
from app.services import acts
from app.services.catalogue import save_section
from app.services.members import (
    appoint,
    change_member,
    change_office,
    enrol,
    remove_office,
    set_member_photo,
)
from app.services.records import Saved
from app.services.work_log import log_work, remove_work
from reports.member_privacy import card as paper_card
from reports.member_register import office_words
from reports.model import Report
from ui.chosen_photo import Photo

MANY = 100_000
OFFICERS = "officers"
"""The chip of those who hold an office."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A line of the list: the member and what she is entrusted with now."""

    member: Member
    offices: str
    is_active: bool

    @property
    def uid(self) -> bytes:
        """The person's uid."""
        return self.member.uid


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: the list, and what stands out above it."""

    rows: tuple[MemberRow, ...] = ()
    members: int = 0
    came: int = 0
    hours_paid: int = 0
    hours_free: int = 0
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max
    """The group's year that is on."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    sections: tuple[Section, ...] = ()
    others: tuple[PartyRow, ...] = ()
    """People and groups who are no members."""
    members: tuple[Member, ...] = ()
    words: tuple[str, ...] = ()
    """What was worked at lately."""


@dataclass(frozen=True, slots=True)
class Card:
    """One member at the right: her facts, her picture, her offices."""

    report: Report
    thumbnail: bytes | None
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form of a member starts from."""

    uid: bytes | None
    data: MemberData | None
    number: str
    thumbnail: bytes | None


def shown(today: dt.date, chip: str, section_id: int | None) -> Shown:
    """The register as the filters say."""
    standing = Standing(chip) if chip in set(Standing) else Standing.ACTIVE
    held: dict[int, list[str]] = {}
    for office in offices(today):
        words = office_words(office)
        held.setdefault(office.party_id, []).append(
            f"{words} · {office.section}" if office.section else words
        )
    found = members(today, MemberFilter(standing, section_id))
    rows = tuple(
        MemberRow(each, ", ".join(held.get(each.id, ())), each.is_active(today))
        for each in found
        if chip != OFFICERS or each.id in held
    )
    first = today.replace(month=1, day=1)
    worked = hours_by_person(first, today).values()
    all_now, year = members(today), year_of(today)
    return Shown(
        rows,
        len(all_now),
        came_and_went(first, today)[0],
        sum(each.paid for each in worked),
        sum(each.free for each in worked),
        year.first,
        year.last,
    )


def lists(today: dt.date) -> Lists:
    """Sections, people who are no members yet, members, words for work."""
    people = tuple(row for row in list_parties(PartyFilter(), limit=MANY) if not row.data.is_member)
    return Lists(tuple(sections()), people, tuple(members(today)), work_words())


def card(uid: bytes, today: dt.date) -> Card | None:
    """One member; None if she is not in the register any more."""
    found = member(uid)
    if found is None:
        return None
    return Card(paper_card(found, today), _thumbnail(found.photo), offices_of(found.id))


def filled(uid: bytes | None) -> Filled:
    """What the form of a member starts from; None for a new one."""
    number = next_member_number()
    if uid is None:
        return Filled(None, None, number, None)
    found = member(uid)
    return Filled(uid, member_data(uid), number, _thumbnail(found.photo if found else None))


def save(
    session: Session,
    wanted: MemberData,
    photo: Photo | None,
    *,
    uid: bytes,
    known: bool,
    party_uid: bytes | None,
    today: dt.date,
    as_typed: bool,
) -> Saved:
    """Enrol somebody or change what is kept about her, with her picture, as one act."""
    with acts.begun(session, Permission.EDIT_PARTIES):
        if known:
            saved = change_member(session, uid, data=wanted, today=today, as_typed=as_typed)
        else:
            saved = enrol(session, wanted, today=today, party_uid=party_uid, uid=uid, as_typed=as_typed)
        if photo is not None:
            saved = set_member_photo(session, saved.uid, data=photo.data)
    return saved


def save_office(session: Session, person_uid: bytes, data: RoleData, *, uid: bytes, known: bool) -> Saved:
    """Entrust somebody with an office, or change it."""
    if known:
        return change_office(session, uid, data=data)
    return appoint(session, person_uid, data=data, uid=uid)


def take_office(session: Session, uid: bytes) -> Saved:
    """Take out an office that was entered by mistake."""
    return remove_office(session, uid)


def day_of_work(day: dt.date) -> tuple[LoggedLine, ...]:
    """What is entered for a day."""
    return logged_on(day)


def save_hours(session: Session, draft: WorkDraft, gone: Sequence[bytes], *, today: dt.date) -> Saved:
    """Enter a day's hours and take out the lines that were removed, as one act."""
    saved = Saved(0, draft.uid)
    with acts.begun(session, Permission.EDIT_PARTIES):
        for uid in gone:
            saved = remove_work(session, uid)
        if draft.lines or not gone:
            saved = log_work(session, draft, today=today)
    return saved


def all_units(today: dt.date) -> tuple[Unit, ...]:
    """Every section with its members and head."""
    return units(today)


def save_units(session: Session, wanted: Sequence[tuple[int | None, str, bool]]) -> Saved:
    """Add, rename and put aside sections: local id (None for a new one), name, whether it is in use."""
    saved = Saved(0, b"")
    with acts.begun(session, Permission.EDIT_SETTINGS):
        for section_id, name, active in wanted:
            saved = save_section(session, name, section_id=section_id, active=active)
    return saved


def _thumbnail(photo: bytes | None) -> bytes | None:
    return None if photo is None else thumbnails((photo,)).get(photo)
