"""A household's days: categories, what was entered, days without a word, sums by category and person.

Amounts are satang; what comes in is above zero, what goes out below.
"""

# Long because: one list of what the diary and the papers beside it read.

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import DocumentKind
from app.domain.fiscal import last_of_month
from app.domain.household.diary import NOT_CASH, Heading, View
from app.domain.slip_entry import Direction
from db import connection as book
from db.sql import household_diary as sql

LAST = 30
GAP_DAYS = 14
"""How far back days without an entry are offered for catching up."""
WEEK = dt.timedelta(days=7)
TRADE_COST = "trade_cost"


@dataclass(frozen=True, slots=True)
class HouseholdCategory:
    """What money is for in everyday words; ``words`` are others that it is found by."""

    id: int
    uid: bytes
    direction: Direction
    heading: Heading
    name: str
    name_en: str
    icon: str
    words: str
    account_code: str
    position: int
    active: bool


@dataclass(frozen=True, slots=True)
class FamilyPerson:
    """Somebody of the family."""

    id: int
    uid: bytes
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One line of what came in or went out; ``amount`` in satang, below zero what went out."""

    document_id: int
    uid: bytes
    number: str
    kind: DocumentKind
    on: dt.date
    amount: int
    group: str
    account_code: str
    account: str
    account_en: str
    category_uid: bytes | None
    category: str
    category_en: str
    icon: str
    person_uid: bytes | None
    person: str
    place_code: str
    place: str
    note: str
    has_picture: bool
    can_change: bool
    payee_uid: bytes | None
    posted_at: int

    @property
    def is_in(self) -> bool:
        """Whether it came in."""
        return self.amount > 0

    @property
    def is_in_kind(self) -> bool:
        """Whether no money moved."""
        return self.group in NOT_CASH

    @property
    def size(self) -> int:
        """How much it was, whichever way it went."""
        return abs(self.amount)


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A day: how many entries, money in and out (both above zero), whether a counting covers it."""

    on: dt.date
    count: int = 0
    money_in: int = 0
    money_out: int = 0
    is_reckoned: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether anything is known of it."""
        return self.count > 0 or self.is_reckoned


@dataclass(frozen=True, slots=True)
class CategorySum:
    """What a category came to in a time; ``amount`` in satang, below zero what went out."""

    account_code: str
    group: str
    category_uid: bytes | None
    name: str
    name_en: str
    icon: str
    heading: str
    amount: int

    @property
    def size(self) -> int:
        """How much, whichever way it went."""
        return abs(self.amount)

    @property
    def is_income(self) -> bool:
        """Whether it makes the income of the house: what came in, and what trades cost is taken off it."""
        return self.account_code.startswith("4") or self.group == TRADE_COST


@dataclass(frozen=True, slots=True)
class PersonSum:
    """What was spent for somebody; without a person for the whole house."""

    person_uid: bytes | None
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class TimeSums:
    """A time by category and person."""

    first: dt.date
    last: dt.date
    view: View
    categories: tuple[CategorySum, ...]
    people: tuple[PersonSum, ...]

    @property
    def came_in(self) -> int:
        """All that came in."""
        return sum(each.amount for each in self.categories if each.account_code.startswith("4"))

    @property
    def went_out(self) -> int:
        """All that went out, above zero."""
        return -sum(each.amount for each in self.categories if not each.account_code.startswith("4"))

    @property
    def earned(self) -> int:
        """The income of the house: of trades what is left of their sales."""
        return sum(each.amount for each in self.categories if each.is_income)

    @property
    def spent(self) -> int:
        """What the house itself used, above zero: without what trades cost."""
        return -sum(each.amount for each in self.categories if not each.is_income)

    @property
    def trade_cost(self) -> int:
        """What trades cost, above zero."""
        return -sum(each.amount for each in self.categories if each.group == TRADE_COST)

    @property
    def left(self) -> int:
        """What is left of what came in; below zero if more went out."""
        return sum(each.amount for each in self.categories)


def household_categories(*, active_only: bool = True) -> tuple[HouseholdCategory, ...]:
    """Everyday categories in her order."""
    rows = (
        HouseholdCategory(*[*row[:2], Direction(row[2]), Heading(row[3]), *row[4:10], bool(row[10])])
        for row in book.fetch(sql.CATEGORIES)
    )
    return tuple(row for row in rows if row.active or not active_only)


def family(*, active_only: bool = True) -> tuple[FamilyPerson, ...]:
    """The persons of the family, in the order they were added."""
    rows = (FamilyPerson(row[0], row[1], row[2], bool(row[3])) for row in book.fetch(sql.FAMILY))
    return tuple(row for row in rows if row.active or not active_only)


# ---------------------------------------------------------------- entries


def entries_between(first: dt.date, last: dt.date) -> tuple[DiaryLine, ...]:
    """All that came in and went out on these days and stands, the newest first."""
    return _lines(sql.LINES_BETWEEN, (first.isoformat(), last.isoformat()))


def last_entries(limit: int = LAST) -> tuple[DiaryLine, ...]:
    """What was entered last and stands, the newest first."""
    return _lines(sql.LAST_LINES, (limit,))


def entry_lines(document_uid: bytes) -> tuple[DiaryLine, ...]:
    """The lines of one entry."""
    return _lines(sql.LINES_OF, (document_uid,))


def as_last_week(day: dt.date) -> tuple[DiaryLine, ...]:
    """What was entered for the same weekday a week before, the first entered first."""
    found = entries_between(day - WEEK, day - WEEK)
    return tuple(line for line in reversed(found) if line.can_change)


def _lines(query: str, values: Sequence[object]) -> tuple[DiaryLine, ...]:
    return tuple(
        DiaryLine(
            row[0],
            row[1],
            row[2],
            DocumentKind(row[3]),
            dt.date.fromisoformat(row[4]),
            row[5],
            row[10],
            row[7],
            row[8],
            row[9],
            row[11],
            row[12],
            row[13],
            row[14],
            row[15],
            row[16],
            row[17],
            row[18],
            row[19],
            bool(row[20]),
            bool(row[21]),
            row[22],
            row[23],
        )
        for row in book.fetch(query, values)
    )


# ---------------------------------------------------------------- days


def days_between(first: dt.date, last: dt.date) -> tuple[DiaryDay, ...]:
    """Every day of a time, filled or not; amounts are money, without what came in kind."""
    ends = (first.isoformat(), last.isoformat())
    rows = {row[0]: row[1:] for row in book.fetch(sql.DAYS_BETWEEN, ends)}
    reckoned = _reckoned(first, last)
    count = (last - first).days + 1
    days = (first + dt.timedelta(days=step) for step in range(count))
    return tuple(DiaryDay(day, *[*rows.get(day.isoformat(), (0, 0, 0)), day in reckoned]) for day in days)


def begun_on() -> dt.date | None:
    """The day of the first entry of all; None while there is none."""
    row = book.fetch_one(sql.FIRST_ENTRY_DAY)
    return dt.date.fromisoformat(row[0]) if row is not None else None


def open_days(today: dt.date) -> tuple[dt.date, ...]:
    """Days before today without a word, of the last two weeks and since the book's first entry."""
    begun = begun_on()
    if begun is None:
        return ()
    first = max(begun, today - dt.timedelta(days=GAP_DAYS))
    yesterday = today - dt.timedelta(days=1)
    if first > yesterday:
        return ()
    return tuple(day.on for day in days_between(first, yesterday) if not day.is_filled)


def _reckoned(first: dt.date, last: dt.date) -> set[dt.date]:
    found: set[dt.date] = set()
    for begins, ends in book.fetch(sql.RECKONED_DAYS, (first.isoformat(),)):
        day = max(first, dt.date.fromisoformat(begins))
        end = min(last, dt.date.fromisoformat(ends))
        while day <= end:
            found.add(day)
            day += dt.timedelta(days=1)
    return found


# ---------------------------------------------------------------- sums


def sums_between(first: dt.date, last: dt.date, *, view: View = View.CASH) -> TimeSums:
    """A time by category and by person; the view of money leaves out what came and was used in kind."""
    is_whole = first.day == 1 and last == last_of_month(last)
    width = 7 if is_whole else 10
    query = sql.SUMS_BY_MONTH if is_whole else sql.SUMS_BY_DAY
    rows = book.fetch(query, (first.isoformat()[:width], last.isoformat()[:width]))
    hidden = NOT_CASH if view is View.CASH else frozenset[str]()
    categories = tuple(
        CategorySum(row[0], row[2], row[5], row[6] or row[3], row[7] or row[4], row[8], row[9], row[10])
        for row in rows
        if row[2] not in hidden
    )
    values = (first.isoformat(), last.isoformat(), json.dumps(sorted(hidden)))
    people = tuple(PersonSum(*row) for row in book.fetch(sql.SUMS_BY_PERSON, values))
    return TimeSums(first, last, view, categories, people)


def month_sums(month: dt.date, *, view: View = View.CASH) -> TimeSums:
    """The month of a day by category and by person."""
    return sums_between(month.replace(day=1), last_of_month(month), view=view)
