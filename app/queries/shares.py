"""The register of shares: what each holds, what happened to it, its papers, and whether the ledger agrees."""

import datetime as dt
from dataclasses import dataclass

from app.domain.register_check import Disagreement
from app.domain.share import Holding, ShareEvent, ShareStep, book_value
from db import connection as book
from db.sql import shares as sql

REGISTER = "shares"
NOBODY = bytes(16)


@dataclass(frozen=True, slots=True)
class Holder:
    """A line of the register."""

    id: int
    uid: bytes
    code: str
    number: str
    """Her number as a member; empty for somebody who is none."""
    name: str
    section: str
    left_on: dt.date | None
    holding: Holding
    last_on: dt.date


@dataclass(frozen=True, slots=True)
class Certificate:
    """A paper over shares."""

    uid: bytes
    number: int
    person_uid: bytes
    name: str
    member_number: str
    shares: int
    issued_on: dt.date
    cancelled_on: dt.date | None
    reason: str


def holders(as_of: dt.date, *, all_time: bool = False) -> tuple[Holder, ...]:
    """Who holds shares at the end of a day, by name; with ``all_time`` also who held some before."""
    found = []
    for row in book.fetch(sql.REGISTER, (as_of.isoformat(),)):
        party_id, uid, code, number, name, section, left, shares, amount, paid, last = row
        holding = Holding(shares, amount, paid)
        if all_time or holding != Holding():
            left_on = dt.date.fromisoformat(left) if left else None
            last_on = dt.date.fromisoformat(last)
            found.append(Holder(party_id, uid, code, number, name, section, left_on, holding, last_on))
    return tuple(found)


def holding(party_id: int) -> Holding:
    """What somebody holds now."""
    return Holding(*book.fetch(sql.HOLDS, (party_id,))[0])


def steps(party_id: int | None, first: dt.date, last: dt.date) -> tuple[tuple[int, ShareStep], ...]:
    """What happened to somebody's shares, or to everybody's (None), with the person's local id."""
    rows = book.fetch(sql.STEPS, (party_id, first.isoformat(), last.isoformat()))
    return tuple(
        (
            person,
            ShareStep(dt.date.fromisoformat(on), uid, number, ShareEvent(event), shares, amount, paid, note),
        )
        for person, on, uid, number, event, shares, amount, paid, note in rows
    )


def held_before(day: dt.date) -> dict[int, Holding]:
    """What each held before a day, by local id."""
    return {row[0]: Holding(*row[1:]) for row in book.fetch(sql.BEFORE, (day.isoformat(),))}


def value_of(shares: int, as_of: dt.date) -> int:
    """What some shares are worth by the books at the end of a day, satang."""
    equity = book.fetch_int(sql.EQUITY, (as_of.isoformat(),))
    return book_value(shares, book.fetch_int(sql.ALL_SHARES), equity)


def certificates(person_uid: bytes | None = None) -> tuple[Certificate, ...]:
    """Papers over shares, of one person or all, by number."""
    return tuple(
        Certificate(
            uid,
            number,
            person,
            name,
            member_number,
            shares,
            dt.date.fromisoformat(issued),
            dt.date.fromisoformat(cancelled) if cancelled else None,
            reason,
        )
        for uid, number, person, name, member_number, shares, issued, cancelled, reason in book.fetch(
            sql.CERTIFICATES, (person_uid,)
        )
    )


def disagreements(as_of: dt.date) -> tuple[Disagreement, ...]:
    """Persons whose paid-in shares stand otherwise in the ledger; lines without a person under no name."""
    day = as_of.isoformat()
    return tuple(
        Disagreement(REGISTER, uid or NOBODY, name or "", kept, ledger)
        for uid, name, kept, ledger in book.fetch(sql.DIFFERENT, (day, day))
    )


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One person on a document of shares: what happened, and what she held after it."""

    number: str
    name: str
    step: ShareStep
    after: Holding


@dataclass(frozen=True, slots=True)
class ShareSlip:
    """A document of shares."""

    number: str
    on: dt.date
    note: str
    reversal: str
    """The number of the document that took it back, if one did."""
    lines: tuple[SlipLine, ...]


def share_slip(number: str) -> ShareSlip | None:
    """The document of this number with its rows of the register; None if it has none."""
    rows = book.fetch(sql.SLIP, (number,))
    if not rows:
        return None
    on, note, reversal, uid = rows[0][:4]
    day = dt.date.fromisoformat(on)
    lines = tuple(
        SlipLine(
            member or code,
            name,
            ShareStep(day, uid, number, ShareEvent(event), shares, amount, paid, note),
            Holding(*after),
        )
        for *_head, code, member, name, event, shares, amount, paid, after in (
            (*row[:11], tuple(row[11:])) for row in rows
        )
    )
    return ShareSlip(number, day, note, reversal, lines)
