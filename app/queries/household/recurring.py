"""What comes again and again, and what of it is due."""

import datetime as dt
from dataclasses import dataclass

from app.domain.household.recurring import RecurringData
from app.domain.loan import Every
from app.domain.slip_entry import Direction
from db import connection as book
from db.sql import household_diary as sql


@dataclass(frozen=True, slots=True)
class RecurringRow:
    """Something that comes again, with the words and picture of its category."""

    id: int
    uid: bytes
    category: str
    category_en: str
    icon: str
    direction: Direction
    person: str
    data: RecurringData
    next_on: dt.date
    active: bool


def recurring_entries(*, active_only: bool = True) -> tuple[RecurringRow, ...]:
    """What comes again, the next first."""
    rows = (_row(each) for each in book.fetch(sql.RECURRING))
    return tuple(row for row in rows if row.active or not active_only)


def recurring_due(day: dt.date) -> tuple[RecurringRow, ...]:
    """What is due on a day or was before and has not been confirmed, the oldest first."""
    return tuple(row for row in recurring_entries() if row.next_on <= day)


def _row(row: book.Row) -> RecurringRow:
    data = RecurringData(
        row[2],
        row[8],
        row[9],
        dt.date.fromisoformat(row[14]),
        row[7],
        row[10],
        row[12],
        Every(row[13]),
        dt.date.fromisoformat(row[16]) if row[16] else None,
    )
    return RecurringRow(
        row[0],
        row[1],
        row[3],
        row[4],
        row[5],
        Direction(row[6]),
        row[11],
        data,
        dt.date.fromisoformat(row[15]),
        bool(row[17]),
    )
