"""Counts of cash as they were posted, and what the books say should lie at a place."""

import datetime as dt
from dataclasses import dataclass

from app.queries.balances import money_balances
from db import connection as book
from db.sql import cash as sql


@dataclass(frozen=True, slots=True)
class CashCount:
    """One count that stands; satang."""

    uid: bytes
    number: str
    day: dt.date
    account_code: str
    expected: int
    counted: int
    reason: str

    @property
    def difference(self) -> int:
        """Above zero: over; below: short."""
        return self.counted - self.expected


def expected_cash(account_code: str, day: dt.date) -> int:
    """What the books say lies at a place at the end of a day, satang."""
    return next((each.balance for each in money_balances(day) if each.code == account_code), 0)


def cash_counts(day: dt.date) -> tuple[CashCount, ...]:
    """Every count up to a day that was not undone, the latest first."""
    return tuple(
        CashCount(uid, number, dt.date.fromisoformat(on), *rest)
        for uid, number, on, *rest in book.fetch(sql.COUNTS, (day.isoformat(),))
    )


def counted_pieces(document_uid: bytes) -> dict[int, int]:
    """Pieces by denomination of one count."""
    return {
        int(denomination): int(pieces) for denomination, pieces in book.fetch(sql.PIECES, (document_uid,))
    }
