"""Hours worked for the group by person, paid and free: in batches and outside them; thousandths of an hour.

Work in a batch counts where its unit is one of time (a day has eight hours); piece work has no hours.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.cost_lines import HOURS_OF_UNIT, Settlement
from app.domain.work_log import Worked
from db import connection as book
from db.sql import work_hours as sql


@dataclass(frozen=True, slots=True)
class WorkStep:
    """Hours of somebody on a day; ``number`` is a batch's document, ``uid`` a line of the log of work."""

    on: dt.date
    party_id: int
    name: str
    what: str
    worked: Worked
    number: str
    uid: bytes | None
    section: str


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """A line of the log of work, for the form of its day."""

    uid: bytes
    party_uid: bytes
    name: str
    number: str
    hours_milli: int
    is_paid: bool
    what: str
    section_id: int | None
    project_id: int | None


def hours_by_person(first: dt.date, last: dt.date) -> Mapping[int, Worked]:
    """Hours of everybody who worked in a time, by local id of the person."""
    days = (first.isoformat(), last.isoformat())
    found: dict[int, Worked] = {}
    for party_id, unit, settlement, quantity in book.fetch(sql.IN_BATCHES, days):
        found[party_id] = found.get(party_id, Worked()) + _worked(quantity, unit, settlement)
    for party_id, paid, free in book.fetch(sql.OUTSIDE, days):
        found[party_id] = found.get(party_id, Worked()) + Worked(paid, free)
    return {party_id: worked for party_id, worked in found.items() if worked != Worked()}


def work_steps(first: dt.date, last: dt.date, *, party_id: int | None = None) -> tuple[WorkStep, ...]:
    """Who worked what in a time, of all or one; undone batches are left out."""
    span = (first.isoformat(), last.isoformat(), party_id)
    found = []
    for row in book.fetch(sql.LINES, span * 2):
        on, person, name, what, quantity, unit, settlement, number, uid, section = row[:10]
        worked = _worked(quantity, unit, settlement)
        if worked != Worked():
            line = bytes.fromhex(uid) if uid else None
            found.append(
                WorkStep(dt.date.fromisoformat(on), person, name, what, worked, number, line, section)
            )
    return tuple(found)


def logged_on(day: dt.date) -> tuple[LoggedLine, ...]:
    """The log of work of a day."""
    return tuple(
        LoggedLine(*[*row[:5], bool(row[5]), *row[6:]]) for row in book.fetch(sql.OF_DAY, (day.isoformat(),))
    )


def work_words() -> tuple[str, ...]:
    """What was done lately, for a field that offers it."""
    return tuple(row[0] for row in book.fetch(sql.WHATS))


def _worked(quantity_milli: int, unit: str, settlement: str) -> Worked:
    hours = quantity_milli * HOURS_OF_UNIT.get(unit, 0)
    return Worked(0, hours) if settlement == Settlement.IMPUTED else Worked(hours, 0)
