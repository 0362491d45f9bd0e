"""What a counting of the purse would come to, and what earlier ones found."""

import datetime as dt
from dataclasses import dataclass

from app.domain.household.purse import Reckoned, reckoned
from db import connection as book
from db.sql import household_diary as sql

WEEK = 7
LAST = 60


@dataclass(frozen=True, slots=True)
class PurseFacts:
    """A place of money before it is counted; ``is_first``: it was never opened nor counted."""

    account_id: int
    first_day: dt.date
    last_day: dt.date
    is_first: bool
    counted_to: dt.date | None
    sums: Reckoned

    def with_counted(self, counted: int) -> Reckoned:
        """What it comes to with so much in it, satang."""
        each = self.sums
        return Reckoned(each.first_day, each.last_day, each.before, each.came_in, counted, each.explained)


@dataclass(frozen=True, slots=True)
class ReckoningRow:
    """A counting that stands; satang."""

    uid: bytes
    number: str
    account_code: str
    sums: Reckoned
    unexplained: int
    remembered: int

    @property
    def left(self) -> int:
        """What is still open as not remembered."""
        return max(0, self.unexplained - self.remembered)


def purse_facts(account_code: str, last_day: dt.date) -> PurseFacts | None:
    """A place of money from its last counting to a day; None if there is no such place."""
    row = book.fetch_one(sql.ACCOUNT, (account_code,))
    if row is None or not row[6]:
        return None
    account = row[0]
    last = book.fetch_one(sql.LAST_RECKONING, (account,))
    counted_to = dt.date.fromisoformat(last[2]) if last is not None else None
    begun = book.fetch_one(sql.FIRST_LINE_DAY, (account,))
    if counted_to is not None:
        first_day = counted_to + dt.timedelta(days=1)
    elif begun is not None and begun[0] is not None:
        first_day = min(dt.date.fromisoformat(begun[0]), last_day)
    else:
        first_day = last_day - dt.timedelta(days=WEEK - 1)
    is_first = last is None and book.fetch_one(sql.WAS_OPENED, (account,)) is None
    first_day = min(first_day, last_day)
    days = (account, first_day.isoformat(), last_day.isoformat())
    ins, outs = book.fetch(sql.STANDING_BETWEEN, days)[0]
    sums = reckoned(
        first_day,
        last_day,
        before=book.fetch_int(sql.BALANCE_BEFORE, days[:2]),
        ins=ins,
        outs=outs,
        undone=book.fetch_int(sql.MOVED_BETWEEN, days) - ins + outs,
        counted=0,
    )
    return PurseFacts(account, first_day, last_day, is_first, counted_to, sums)


def reckonings(limit: int = LAST) -> tuple[ReckoningRow, ...]:
    """Countings that stand, the last first."""
    return tuple(
        ReckoningRow(
            row[0],
            row[1],
            row[2],
            Reckoned(dt.date.fromisoformat(row[3]), dt.date.fromisoformat(row[4]), *row[5:9]),
            row[9],
            row[10],
        )
        for row in book.fetch(sql.RECKONINGS, (limit,))
    )
