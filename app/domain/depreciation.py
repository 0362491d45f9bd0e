"""Straight-line depreciation by whole months: what a month is charged; a whole life is exact to the satang.

The month in which an asset is put to use counts as a whole, the month in which it leaves not at all. An
improvement counts from its month on, or from the first month that is not charged yet: what is left is then
spread over what is left of the life. Amounts are satang, months their first days.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.fiscal import last_of_month, months_between, next_month

MONTHS_OF_YEAR = 12


class Purpose(StrEnum):
    """What a step in the life of an asset is."""

    OPENING = "opening"
    ACQUIRE = "acquire"
    IMPROVE = "improve"
    DEPRECIATE = "depreciate"
    DISPOSE = "dispose"


@dataclass(frozen=True, slots=True)
class Step:
    """A posted step that stands: differences to cost, depreciation so far, and income still deferred.

    ``month`` is the first that it counts for: of a new asset the first that is charged.
    """

    purpose: Purpose
    month: dt.date
    cost: int = 0
    depreciation: int = 0
    deferred: int = 0


@dataclass(frozen=True, slots=True)
class Life:
    """How long an asset is used, and what it is worth in the end; no months: it does not wear (land)."""

    in_use_from: dt.date
    months: int | None
    scrap: int = 0

    @property
    def end(self) -> dt.date | None:
        """The first day of the month after its last, None for what does not wear."""
        return None if self.months is None else months_after(self.in_use_from, self.months)


@dataclass(frozen=True, slots=True)
class Charge:
    """A month's depreciation, and what a donated asset releases of its deferred income."""

    depreciation: int
    release: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What an asset stands at."""

    cost: int
    depreciation: int
    deferred: int

    @property
    def book_value(self) -> int:
        """Cost less depreciation so far."""
        return self.cost - self.depreciation


def months_after(day: dt.date, months: int) -> dt.date:
    """The first day of the month that many months after the one of a day."""
    count = day.year * 12 + day.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def months_of_years(years_milli: int) -> int:
    """Months of a life that was typed in years (thousandths)."""
    return money.share(years_milli, MONTHS_OF_YEAR, money.MILLI)


def months_from(first: dt.date, last: dt.date) -> int:
    """How many months lie between the months of two days, below zero backwards."""
    return (last.year - first.year) * 12 + last.month - first.month


def month_share(total: int, months: int, number: int) -> int:
    """The ``number``-th month's part (from 1) of a total over ``months``; all parts come to the total."""
    if not 1 <= number <= months:
        return 0
    return money.share(total, number, months) - money.share(total, number - 1, months)


def first_charged(purpose: Purpose, in_use_from: dt.date, on: dt.date) -> dt.date:
    """The first month that a new asset is charged.

    Of an opening it is the month of that day (depreciation so far counts to the day before), or the next
    one when the opening stands on the last day of a month; never before it is in use.
    """
    month = in_use_from.replace(day=1)
    if purpose is not Purpose.OPENING:
        return month
    opening = next_month(on) if on == last_of_month(on) else on.replace(day=1)
    return max(month, opening)


def standing(steps: Sequence[Step]) -> Standing:
    """What the steps come to."""
    return Standing(
        sum(step.cost for step in steps),
        sum(step.depreciation for step in steps),
        sum(step.deferred for step in steps),
    )


def charged_months(steps: Sequence[Step]) -> frozenset[dt.date]:
    """The months that are charged already."""
    return frozenset(step.month for step in steps if step.purpose is Purpose.DEPRECIATE)


def charge(life: Life, steps: Sequence[Step], month: dt.date) -> Charge:
    """What a month is charged: nothing if it is charged already, outside the life, or once the asset left."""
    month = month.replace(day=1)
    start = _start(steps)
    if (
        life.end is None
        or start is None
        or month < start
        or any(step.purpose is Purpose.DISPOSE for step in steps)
        or month in charged_months(steps)
    ):
        return Charge(0)
    since = max((s.month for s in steps if s.purpose is Purpose.IMPROVE and s.month <= month), default=start)
    since = max(since, start)
    at_start = [
        s for s in steps if s.month < since or (s.month == since and s.purpose is not Purpose.DEPRECIATE)
    ]
    base = standing(at_start)
    left = max(months_from(since, life.end), 1)
    wanted = month_share(max(base.book_value - life.scrap, 0), left, months_from(since, month) + 1)
    now = standing(steps)
    amount = max(min(wanted, now.book_value - life.scrap), 0)
    if not amount:
        return Charge(0)
    return Charge(amount, money.share(now.deferred, amount, now.book_value) if now.deferred > 0 else 0)


def missing_months(life: Life, steps: Sequence[Step], last: dt.date) -> tuple[dt.date, ...]:
    """The months up to the one of ``last`` that ought to be charged and are not, in order."""
    return tuple(month for month, _charge in _due(life, steps, last))


def schedule(life: Life, steps: Sequence[Step]) -> tuple[tuple[dt.date, Charge], ...]:
    """Every month that is still to be charged, and with what."""
    return _due(life, steps, dt.date.max)


def _due(life: Life, steps: Sequence[Step], last: dt.date) -> tuple[tuple[dt.date, Charge], ...]:
    """The months up to a day that are not charged yet, each as it stands once those before it are charged."""
    start = _start(steps)
    if start is None or life.end is None:
        return ()
    until = min(last, max(life.end, next_month(start)) - dt.timedelta(days=1))
    charged = charged_months(steps)
    known = list(steps)
    found = []
    for month in months_between(start, until):
        due = Charge(0) if month in charged else charge(life, known, month)
        if due.depreciation:
            found.append((month, due))
            known.append(Step(Purpose.DEPRECIATE, month, 0, due.depreciation, -due.release))
    return tuple(found)


def improved_from(life: Life, steps: Sequence[Step], on: dt.date) -> dt.date:
    """The month from which an improvement of a day counts: the first that is not charged yet."""
    charged = charged_months(steps)
    start = _start(steps) or life.in_use_from.replace(day=1)
    month = max(on.replace(day=1), start)
    return max(month, next_month(max(charged))) if charged else month


def _start(steps: Sequence[Step]) -> dt.date | None:
    return next((s.month for s in steps if s.purpose in (Purpose.OPENING, Purpose.ACQUIRE)), None)
