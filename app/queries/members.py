"""The register of members: who belongs to the group on a day, her card, her offices, units and counts."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.member import COMMITTEE, MemberData, MemberRole, is_active, next_number
from app.i18n import language
from app.queries.parties import party_by_id
from app.thai.fold import fold
from db import connection as book
from db.sql import members as sql

_ORDER = {role: place for place, role in enumerate(MemberRole)}


class Standing(StrEnum):
    """Which members a list shows."""

    ACTIVE = "active"
    LEFT = "left"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Which members a list shows."""

    standing: Standing = Standing.ACTIVE
    section_id: int | None = None
    """0 for those without a unit."""
    role: MemberRole | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the register; ``id`` and ``uid`` are the party's."""

    id: int
    uid: bytes
    code: str
    name: str
    number: str
    section_id: int | None
    section: str
    phone: str
    joined_on: dt.date | None
    left_on: dt.date | None
    national_id: str
    born_on: dt.date | None
    consent_on: dt.date | None
    photo: bytes | None
    household: str
    occupation: str
    heir: str
    heir_relation: str
    left_reason: str
    note: str
    address: str
    active: bool
    """Whether the person is in use in the book; see ``is_active`` for membership."""

    def is_active(self, day: dt.date) -> bool:
        """Whether she is a member on a day."""
        return is_active(self.joined_on, self.left_on, day)


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody is or was entrusted with; without a section it is the whole group's."""

    uid: bytes
    party_id: int
    person_uid: bytes
    name: str
    number: str
    section_id: int | None
    section: str
    role: MemberRole
    title: str
    from_day: dt.date
    to_day: dt.date | None
    appointed_by: str
    phone: str

    def holds_on(self, day: dt.date) -> bool:
        """Whether the term runs on a day; its last day counts."""
        return self.from_day <= day and (self.to_day is None or self.to_day >= day)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the group with its members on a day and who heads it."""

    id: int
    uid: bytes
    code: str
    name: str
    active: bool
    members: int
    head: str


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many members a unit has; ``section_id`` None for those without one."""

    section_id: int | None
    name: str
    members: int


@dataclass(frozen=True, slots=True)
class OpenBalance:
    """What stands open between somebody and the group, satang: positive where she owes."""

    role: str
    code: str
    name: str
    name_en: str
    amount: int

    @property
    def label(self) -> str:
        """The account's name in the language of the screen."""
        return self.name_en if language() == "en" and self.name_en else self.name


def members(as_of: dt.date, where: MemberFilter | None = None, *, by_unit: bool = False) -> list[Member]:
    """The register on a day by number, or unit by unit."""
    where = where or MemberFilter()
    day = as_of.isoformat()
    conditions: list[str] = []
    parameters: list[object] = []
    if where.standing is Standing.ACTIVE:
        conditions.append(sql.FILTERS["active"])
        parameters += [day, day]
    elif where.standing is Standing.LEFT:
        conditions.append(sql.FILTERS["left"])
        parameters.append(day)
    if where.section_id is not None:
        conditions.append(sql.FILTERS["section" if where.section_id else "no_section"])
        parameters += [where.section_id] if where.section_id else []
    if where.role is not None:
        conditions.append(sql.FILTERS["role"])
        parameters += [where.role.value, day, day]
    rows = book.fetch(sql.register(conditions, by_number=not by_unit), tuple(parameters))
    found = [_member(row) for row in rows]
    wanted = fold(where.text)
    if not wanted:
        return found
    return [each for each in found if wanted in fold(each.name) or wanted in fold(each.number)]


def member(party_uid: bytes) -> Member | None:
    """One member by the person's uid, also who has left, or None."""
    row = book.fetch_one(sql.ONE, (party_uid,))
    return None if row is None else _member(row)


def member_of(party_id: int) -> Member | None:
    """One member by the person's local id, also who has left, or None."""
    row = book.fetch_one(sql.ONE_BY_ID, (party_id,))
    return None if row is None else _member(row)


def active_ids(as_of: dt.date) -> tuple[int, ...]:
    """Local ids of the persons who are members on a day, by number."""
    return tuple(each.id for each in members(as_of))


def member_data(party_uid: bytes) -> MemberData | None:
    """What the form of a member starts from, or None."""
    found = member(party_uid)
    person = None if found is None else party_by_id(found.id)
    if found is None or person is None:
        return None
    return MemberData(
        person.data,
        found.number,
        found.national_id,
        found.born_on,
        found.joined_on,
        found.household,
        found.occupation,
        found.heir,
        found.heir_relation,
        found.consent_on,
        found.note,
    )


def next_member_number() -> str:
    """The number that the next member gets."""
    return next_number([row[0] for row in book.fetch(sql.NUMBERS)])


def counts(as_of: dt.date) -> tuple[UnitCount, ...]:
    """How many members each unit has on a day; those without a unit last."""
    day = as_of.isoformat()
    return tuple(UnitCount(*row) for row in book.fetch(sql.COUNTS, (day, day)))


def came_and_went(first: dt.date, last: dt.date) -> tuple[int, int]:
    """How many joined and how many left in a time."""
    days = (first.isoformat(), last.isoformat())
    came, went = book.fetch(sql.CAME_AND_WENT, (*days, *days))[0]
    return came, went


def offices(as_of: dt.date) -> tuple[Office, ...]:
    """Who is entrusted with what on a day: the group's first, in the order of ``MemberRole``."""
    day = as_of.isoformat()
    found = [_office(row) for row in book.fetch(sql.ROLES_ON, (day, day))]
    return tuple(
        sorted(found, key=lambda each: (each.section_id is not None, each.section, _ORDER[each.role]))
    )


def committee(as_of: dt.date) -> tuple[Office, ...]:
    """The committee of the whole group on a day."""
    return tuple(each for each in offices(as_of) if each.section_id is None and each.role in COMMITTEE)


def offices_of(party_id: int) -> tuple[Office, ...]:
    """What somebody is and was entrusted with, latest first."""
    return tuple(_office(row) for row in book.fetch(sql.ROLES_OF, (party_id,)))


def units(as_of: dt.date) -> tuple[Unit, ...]:
    """The units of the group, those in use first, with their members and heads on a day."""
    rows = book.fetch(sql.UNITS, (as_of.isoformat(),) * 4)
    return tuple(Unit(*[*row[:4], bool(row[4]), *row[5:]]) for row in rows)


def open_balances(party_id: int) -> tuple[OpenBalance, ...]:
    """What stands open between somebody and the group now: debts both ways, loans, savings, shares."""
    return tuple(OpenBalance(*row) for row in book.fetch(sql.BALANCES, (party_id,)))


def _member(row: book.Row) -> Member:
    (*first, joined, left, identity, born, consent, photo, household) = row[:15]
    days = (_day(joined), _day(left), identity, _day(born), _day(consent))
    return Member(*[*first, *days, photo, household, *row[15:-1], bool(row[-1])])


def _office(row: book.Row) -> Office:
    term = (dt.date.fromisoformat(row[9]), _day(row[10]))
    return Office(*[*row[:7], MemberRole(row[7]), row[8], *term, *row[11:]])


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
