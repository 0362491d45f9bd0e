"""What of debts falls due in which month, and what is to be put by each month until the heaviest one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import money
from app.domain.loan import Instalment

BAHT = 100
MONTHS_AHEAD = 12
HEAVY = 2
"""A month is heavy that asks for so many times as much as the others do on average."""


@dataclass(frozen=True, slots=True)
class DueMonth:
    """What falls due in a month (its first day), satang; what is late counts in the month of today."""

    month: dt.date
    amount: int


@dataclass(frozen=True, slots=True)
class Heaviest:
    """The month that asks for most, and what it takes each month from now on to have it by then, satang
    in whole baht."""

    month: dt.date
    amount: int
    per_month: int


def due_months(
    dues: Iterable[Instalment], *, today: dt.date, months: int = MONTHS_AHEAD
) -> tuple[DueMonth, ...]:
    """What falls due in each of the coming months, this one first."""
    sums: dict[tuple[int, int], int] = {}
    for due in dues:
        day = max(due.on, today)
        sums[day.year, day.month] = sums.get((day.year, day.month), 0) + due.total
    start = today.year * 12 + today.month - 1
    days = [dt.date(at // 12, at % 12 + 1, 1) for at in range(start, start + months)]
    return tuple(DueMonth(day, sums.get((day.year, day.month), 0)) for day in days)


def heaviest(coming: Iterable[DueMonth]) -> Heaviest | None:
    """The month to come that asks for far more than the others, as a harvest loan does; None if none does."""
    rows = list(coming)
    if len(rows) < 2:
        return None
    at = max(range(1, len(rows)), key=lambda each: (rows[each].amount, -each))
    most = rows[at].amount
    others = sum(row.amount for row in rows) - most
    if not most or most * (len(rows) - 1) < HEAVY * others:
        return None
    return Heaviest(rows[at].month, most, money.round_to(most + at * BAHT - 1, at * BAHT, down=True) // at)
