"""Notes that came from the group, and what was sent to it, for the screens of a household."""

import datetime as dt
from dataclasses import dataclass

from app.domain.book_kind import BookKind
from app.domain.household.notes import NoteKind, PaidFor
from app.domain.kept_json import read_object
from app.thai.dates import day_of
from db import connection as book
from db.sql import household_notes as sql


@dataclass(frozen=True, slots=True)
class NoteIn:
    """A note that came; amounts satang; ``number`` is the group's document, ``own_number`` ours."""

    uid: bytes
    kind: NoteKind
    on: dt.date
    amount: int
    parts: tuple[tuple[PaidFor, int], ...]
    number: str
    state: str
    group: str
    own_number: str
    about: bytes
    """The document of the group's book that it tells of."""

    @property
    def waits(self) -> bool:
        """Whether it is still to be decided."""
        return self.state == "waiting"


@dataclass(frozen=True, slots=True)
class Link:
    """A book that ours is linked with, and since when; ``answered``: it said hello."""

    uid: bytes
    name: str
    linked_on: dt.date
    answered: bool


@dataclass(frozen=True, slots=True)
class SharedTotals:
    """What was sent of a month, and on which day."""

    month: dt.date
    income: int
    spending: int
    saving: int
    debt: int
    sent_on: dt.date


def notes_in() -> tuple[NoteIn, ...]:
    """Every note that came, those to be decided first."""
    return tuple(_note(row) for row in book.fetch(sql.NOTES_IN))


def group_link() -> Link | None:
    """The group that this household is linked with."""
    return next(iter(_links(BookKind.ENTERPRISE, None)), None)


def own_links(party_id: int) -> tuple[Link, ...]:
    """In a group's book: the household books of a member."""
    return _links(BookKind.HOUSEHOLD, party_id)


def _links(kind: BookKind, party_id: int | None) -> tuple[Link, ...]:
    return tuple(
        Link(uid, name, dt.date.fromisoformat(on), bool(answered))
        for uid, name, on, answered in book.fetch(sql.LINKS, (kind.value, party_id))
    )


def notes_waiting() -> tuple[int, int]:
    """How many notes wait, and what they come to, satang."""
    count, amount = book.fetch(sql.WAITING)[0]
    return int(count), int(amount)


def totals_sent() -> tuple[SharedTotals, ...]:
    """The months whose totals were sent, the latest first."""
    found = []
    for month, text, at in book.fetch(sql.SENT_TOTALS):
        body = read_object(text)
        income, spending, saving, debt = (int(body[key]) for key in ("income", "spending", "saving", "debt"))
        found.append(SharedTotals(dt.date.fromisoformat(month), income, spending, saving, debt, day_of(at)))
    return tuple(found)


def _note(row: book.Row) -> NoteIn:
    _id, uid, kind, about, on, amount, text, state, _at, _decided, own_number, _own, group = row
    body = read_object(text)
    parts = tuple((PaidFor(each), int(value)) for each, value in body.get("parts", ()))
    number = str(body.get("number", ""))
    return NoteIn(
        *(uid, NoteKind(kind), dt.date.fromisoformat(on), amount, parts, number, state, group),
        own_number or "",
        about,
    )
