"""What is known of herds: heads and value on a day, what happened in a time, and against the ledger."""

import datetime as dt
from dataclasses import dataclass

from app.domain.herd import Herd, HerdData, HerdEvent
from app.domain.ledger import AccountRole
from app.queries.assets import Agreement, role_balance
from db import connection as book
from db.sql import herds as sql


@dataclass(frozen=True, slots=True)
class HerdRow:
    """A herd as it stood on a day; ``value`` in satang."""

    id: int
    uid: bytes
    code: str
    name: str
    species: str
    unit: str
    section: str
    note: str
    active: bool
    heads: int
    value: int

    @property
    def stands_at(self) -> Herd:
        """Its heads and value, for rules."""
        return Herd(self.name, self.heads, self.value)


@dataclass(frozen=True, slots=True)
class HerdStep:
    """Something that was posted of a herd; ``reversal`` is the number that undid it."""

    herd_id: int
    document_uid: bytes
    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    event: HerdEvent
    heads: int
    value: int
    animals: str
    party: str
    total: int
    note: str
    reversal: str

    @property
    def stands(self) -> bool:
        """Neither undone nor an undoing."""
        return not self.reversal and self.kind != "reversal"


def herds(day: dt.date) -> tuple[HerdRow, ...]:
    """Every herd as it stood on a day, those in use first."""
    return tuple(
        HerdRow(*[*row[:8], bool(row[8]), *row[9:]]) for row in book.fetch(sql.LIST, (day.isoformat(),))
    )


def herd_data(uid: bytes) -> HerdData | None:
    """What describes a herd, for a form, or None."""
    row = book.fetch_one(sql.DATA, (uid,))
    return None if row is None else HerdData(*row)


def herd_steps(first: dt.date, last: dt.date, *, herd_id: int | None = None) -> tuple[HerdStep, ...]:
    """What happened to all herds (or one) in a time, in order."""
    return tuple(
        HerdStep(
            identity,
            uid,
            number,
            kind,
            dt.date.fromisoformat(on),
            dt.date.fromisoformat(ledger_date),
            HerdEvent(purpose),
            *rest,
        )
        for identity, uid, number, kind, on, ledger_date, purpose, *rest in book.fetch(
            sql.HISTORY, (herd_id, first.isoformat(), last.isoformat())
        )
    )


def stood_before(day: dt.date) -> dict[int, tuple[int, int]]:
    """Heads and value of each herd before a day, by its id."""
    return {identity: (heads, value) for identity, heads, value in book.fetch(sql.BEFORE, (day.isoformat(),))}


def register_against_ledger(day: dt.date) -> Agreement:
    """The value of all herds and the account of animals on a day."""
    value = book.fetch_int(sql.VALUE_TO_DAY, (day.isoformat(),))
    return Agreement(AccountRole.ANIMALS, value, role_balance(AccountRole.ANIMALS, day))
