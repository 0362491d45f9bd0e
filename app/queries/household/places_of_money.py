"""Where the family's money and worth lie, what it has lent, and its circles of savers; satang."""

import datetime as dt
from dataclasses import dataclass

from app.domain.document import DocumentKind
from app.domain.household.circles import CircleData, Hand, hand_of, next_round
from app.domain.household.places_of_money import MONEY, PROPERTY, SAVED, PlaceKind
from app.domain.loan import Every, LoanSide
from app.queries.loans import LoanRow, loan_rows
from db import connection as book
from db.sql import household_diary as sql

LAST = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A place of money or worth and what lies there; ``is_own``: she made it herself."""

    id: int
    code: str
    kind: PlaceKind
    name: str
    name_en: str
    bank_name: str
    bank_number: str
    is_own: bool
    active: bool
    balance: int


@dataclass(frozen=True, slots=True)
class CircleRow:
    """A circle and how its hand stands; ``paid`` in and ``drawn`` in all."""

    id: int
    uid: bytes
    account_code: str
    data: CircleData
    drawn_on: dt.date | None
    closed_on: dt.date | None
    active: bool
    paid: int
    drawn: int
    next_on: dt.date | None

    @property
    def hand(self) -> Hand:
        """How it stands."""
        return hand_of(self.drawn_on, self.closed_on)

    @property
    def balance(self) -> int:
        """Saved in it; below zero what is still to be paid in for what was drawn."""
        return 0 if self.closed_on is not None else self.paid - self.drawn


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved in a place: ``amount`` in satang, below zero what left it; ``other``: the other side."""

    uid: bytes
    number: str
    kind: DocumentKind
    on: dt.date
    amount: int
    note: str
    other: str

    @property
    def size(self) -> int:
        """How much, whichever way it went."""
        return abs(self.amount)


@dataclass(frozen=True, slots=True)
class Worth:
    """What the family has, by sort; debts are told elsewhere."""

    money: int
    saved: int
    lent: int
    owned: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.money + self.saved + self.lent + self.owned


def places(day: dt.date, *, active_only: bool = True) -> tuple[Place, ...]:
    """Places of money, savings and property with what lies there at the end of a day; circles are none."""
    month = day.isoformat()[:7]
    found = []
    for row in book.fetch(sql.PLACES, (month, f"{month}-01", day.isoformat())):
        if row[12] or row[6] not in _KINDS:
            continue
        place = Place(
            row[0],
            row[1],
            PlaceKind(row[6]),
            row[2],
            row[3],
            row[7],
            row[8],
            bool(row[10]),
            bool(row[9]),
            row[11],
        )
        if place.active or not active_only:
            found.append(place)
    return tuple(found)


def money_places(day: dt.date) -> tuple[Place, ...]:
    """Places where money itself lies, cash first."""
    return tuple(each for each in places(day) if each.kind in MONEY)


def lent_rows(day: dt.date) -> tuple[LoanRow, ...]:
    """Money lent to others and how it stands."""
    return tuple(row for row in loan_rows(day) if row.loan.side is LoanSide.GIVEN)


def circles(day: dt.date) -> tuple[CircleRow, ...]:
    """Circles of savers as they stand on a day, those that ended last."""
    return tuple(_circle(row, day) for row in book.fetch(sql.CIRCLES, (day.isoformat(),)))


def place_movements(code: str, limit: int = LAST) -> tuple[Movement, ...]:
    """What moved in a place or a circle and stands, the last first."""
    return _movements(sql.PLACE_LINES, (code, limit))


def lent_movements(loan_uid: bytes, limit: int = LAST) -> tuple[Movement, ...]:
    """What was lent to somebody and came back, the last first."""
    return _movements(sql.LOAN_LINES, (loan_uid, limit))


def _movements(query: str, values: tuple[object, ...]) -> tuple[Movement, ...]:
    return tuple(
        Movement(row[0], row[1], DocumentKind(row[2]), dt.date.fromisoformat(row[3]), row[4], row[5], row[6])
        for row in book.fetch(query, values)
    )


def worth(day: dt.date) -> Worth:
    """What the family has at the end of a day."""
    month = day.isoformat()[:7]
    sums = dict.fromkeys(("money", "savings", "lent", "property"), 0)
    for row in book.fetch(sql.PLACES, (month, f"{month}-01", day.isoformat())):
        sums[row[5]] += row[11]
    return Worth(sums["money"], sums["savings"], sums["lent"], sums["property"])


_KINDS = {kind.value for kind in MONEY | SAVED | PROPERTY}


def _circle(row: book.Row, day: dt.date) -> CircleRow:
    data = CircleData(
        row[2], row[5], dt.date.fromisoformat(row[8]), row[9], row[4], row[6], Every(row[7]), row[12]
    )
    drawn_on = dt.date.fromisoformat(row[10]) if row[10] else None
    closed_on = dt.date.fromisoformat(row[11]) if row[11] else None
    following = None if closed_on is not None else next_round(data, day - dt.timedelta(days=1))
    return CircleRow(
        row[0], row[1], row[3], data, drawn_on, closed_on, bool(row[13]), row[14], row[15], following
    )
