"""Market days as they stand: the list with results, one day in full, what lies at its stall."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.ledger import AccountRole
from app.domain.market_event import CostLine, EventData, EventResult
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import market_events as sql

STORE = 1
"""The group's store (local id): a market day there carries nothing anywhere."""
_COST_OF_GOODS = frozenset({AccountRole.COST_OF_SALES, AccountRole.COST_VARIANCE})


class UnknownEventCodeError(UserError):
    """There is no market day with this code."""

    message = N_("There is no market day with the code “{code}”.")


@dataclass(frozen=True, slots=True)
class Event:
    """A market day as it is kept."""

    id: int
    uid: bytes
    code: str
    name: str
    place: str
    location_id: int | None
    location: str
    first_day: dt.date
    last_day: dt.date
    starts_at: str
    ends_at: str
    hours_milli: int
    planned_fee: int
    closed_on: dt.date | None
    note: str
    active: bool

    @property
    def data(self) -> EventData:
        """What can be changed of it."""
        return EventData(
            self.name,
            self.first_day,
            self.last_day,
            self.code,
            self.place,
            self.location_id,
            self.starts_at,
            self.ends_at,
            self.hours_milli,
            self.planned_fee,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class EventRow:
    """A market day with what it came to."""

    event: Event
    result: EventResult

    @property
    def uid(self) -> bytes:
        """What it is known by."""
        return self.event.uid


@dataclass(frozen=True, slots=True)
class EventGoods:
    """A product of a market day, thousandths and satang."""

    product_id: int
    code: str
    name: str
    unit: str
    sort_key: bytes | str
    taken: int = 0
    back: int = 0
    spoiled: int = 0
    given: int = 0
    sold: int = 0
    amount: int = 0
    cost: int = 0
    """What the group's own goods cost it."""
    owners: int = 0
    """What their owners get for goods that were left to be sold."""

    @property
    def cost_in_all(self) -> int:
        """What the goods sold cost, be they the group's own or somebody's."""
        return self.cost + self.owners

    @property
    def margin(self) -> int:
        """What was sold less what it cost."""
        return self.amount - self.cost_in_all

    @property
    def left(self) -> int:
        """What was taken along and is still at the stall."""
        return max(0, self.taken - self.back - self.spoiled - self.given - self.sold)


@dataclass(frozen=True, slots=True)
class Helper:
    """Who helped on a day, hours in thousandths."""

    on: dt.date
    name: str
    what: str
    hours_milli: int
    is_paid: bool


@dataclass(frozen=True, slots=True)
class EventPaid:
    """What was paid in one way, satang."""

    name: str
    name_en: str
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class EventDay:
    """A day's sales and bills."""

    on: dt.date
    amount: int
    bills: int


@dataclass(frozen=True, slots=True)
class EventSlip:
    """A line of a slip for a market day."""

    number: str
    on: dt.date
    note: str
    account: str
    account_en: str
    amount: int


@dataclass(frozen=True, slots=True)
class EventSheet:
    """A tally sheet that was entered: total, cash of it, how far the cash was off, pieces counted; satang."""

    number: str
    on: dt.date
    total: int
    cash: int
    difference: int
    counted: int


@dataclass(frozen=True, slots=True)
class AtStall:
    """What lies at a stall now, thousandths of the product's own unit."""

    product_id: int
    uid: bytes
    code: str
    name: str
    unit: str
    price_e4: int | None
    quantity: int


@dataclass(frozen=True, slots=True)
class EventSheetOfAll:
    """Everything about a market day."""

    row: EventRow
    goods: tuple[EventGoods, ...] = ()
    paid: tuple[EventPaid, ...] = ()
    days: tuple[EventDay, ...] = ()
    slips: tuple[EventSlip, ...] = ()
    sheets: tuple[EventSheet, ...] = ()
    helpers: tuple[Helper, ...] = ()

    @property
    def event(self) -> Event:
        """The market day."""
        return self.row.event

    @property
    def result(self) -> EventResult:
        """What it came to."""
        return self.row.result

    @property
    def is_over(self) -> bool:
        """Whether it was closed."""
        return self.event.closed_on is not None

    @property
    def sold(self) -> int:
        """What customers paid for goods, satang."""
        return sum(each.amount for each in self.goods)

    @property
    def owners(self) -> int:
        """What owners of goods get that were left to be sold, satang."""
        return sum(each.owners for each in self.goods)

    @property
    def between(self) -> int:
        """What lies between that and the income beside the owners' part: tax, rounding, other income."""
        return self.result.income - (self.sold - self.owners)

    @property
    def left(self) -> tuple[EventGoods, ...]:
        """Goods that were taken along and are still at the stall."""
        return tuple(each for each in self.goods if each.left)


def events() -> tuple[EventRow, ...]:
    """Every market day with its result, the newest first."""
    return _with_results([_event(row) for row in book.fetch(sql.LIST)])


def events_between(first: dt.date, last: dt.date) -> tuple[EventRow, ...]:
    """Market days that begin within a span, the oldest first."""
    days = (last.isoformat(), first.isoformat(), first.isoformat())
    return _with_results([_event(row) for row in book.fetch(sql.IN_SPAN, days)])


def event_by_code(code: str) -> Event:
    """A market day by its code; raises UnknownEventCodeError."""
    row = book.fetch_one(sql.BY_CODE, (code, code, code))
    if row is None:
        raise UnknownEventCodeError(code=code)
    return _event(row)


def event_by_uid(uid: bytes) -> Event | None:
    """A market day by its uid, or None."""
    row = book.fetch_one(sql.ONE, (uid,))
    return None if row is None else _event(row)


def left_open(today: dt.date) -> tuple[str, ...]:
    """Names of market days that are over and not closed."""
    return tuple(row[0] for row in book.fetch(sql.LEFT_OPEN, (today.isoformat(),)))


def event_sheet(event: Event) -> EventSheetOfAll:
    """Everything about one market day."""
    key = (event.id,)
    hours = {row[0]: (row[1], row[2]) for row in book.fetch(sql.HOURS)}
    result = _result(event, book.fetch(sql.SUMS_OF_ONE, key), hours.get(event.id, (0, 0)))
    return EventSheetOfAll(
        EventRow(event, result),
        _goods(event.id),
        tuple(EventPaid(*row) for row in book.fetch(sql.PAID, key) if row[3]),
        tuple(EventDay(_day(row[0]), row[1], row[2]) for row in book.fetch(sql.DAYS, key)),
        tuple(EventSlip(row[0], _day(row[1]), *row[2:]) for row in book.fetch(sql.SLIPS, key)),
        tuple(EventSheet(row[0], _day(row[1]), *row[2:]) for row in book.fetch(sql.TALLIED, key)),
        tuple(
            Helper(_day(row[0]), row[1], row[2], row[3], bool(row[4])) for row in book.fetch(sql.HELPERS, key)
        ),
    )


def at_stall(location_id: int) -> tuple[AtStall, ...]:
    """What lies at a stall now."""
    return tuple(AtStall(*row) for row in book.fetch(sql.AT_STALL, (location_id,)))


def fee_account() -> str:
    """The code of the account of stall fees."""
    row = book.fetch_one(sql.ACCOUNT_OF_ROLE, (AccountRole.STALL_EXPENSE.value,))
    return "" if row is None else str(row[0])


def has_sheet(event_id: int, on: dt.date) -> bool:
    """Whether a tally sheet of a day was entered already, and what its box paid out with it."""
    return any(_day(row[1]) == on for row in book.fetch(sql.TALLIED, (event_id,)))


def paid_out_of_cash(event_id: int, on: dt.date) -> int:
    """Cash that slips of a market day took on a day without going through a drawer, satang."""
    return book.fetch_int(sql.PAID_OUT, (event_id, on.isoformat()))


def _with_results(found: Sequence[Event]) -> tuple[EventRow, ...]:
    sums: dict[int, list[book.Row]] = {}
    for row in book.fetch(sql.SUMS):
        sums.setdefault(row[0], []).append(row)
    hours = {row[0]: (row[1], row[2]) for row in book.fetch(sql.HOURS)}
    return tuple(
        EventRow(each, _result(each, sums.get(each.id, []), hours.get(each.id, (0, 0)))) for each in found
    )


def _result(event: Event, rows: Sequence[book.Row], hours: tuple[int, int]) -> EventResult:
    income = goods = 0
    costs = []
    for _event_id, kind, role, code, name, name_en, amount in rows:
        if kind == "income":
            income -= amount
        elif role in _COST_OF_GOODS:
            goods += amount
        elif amount:
            costs.append(CostLine(code, name, name_en, amount))
    return EventResult(income, goods, tuple(costs), event.hours_milli, *hours)


def _goods(event_id: int) -> tuple[EventGoods, ...]:
    sold = {row[0]: (row[1], row[2]) for row in book.fetch(sql.SOLD, (event_id,))}
    moved = {row[0]: tuple(row[1:]) for row in book.fetch(sql.MOVED, (event_id,))}
    owners: dict[int, int] = dict(book.fetch(sql.OWNERS, (event_id,)))
    wanted = sorted({*sold, *moved})
    if not wanted:
        return ()
    found = []
    query = sql.PRODUCT_WORDS.format(marks=", ".join("?" * len(wanted)))
    for product_id, _uid, code, name, unit, key in book.fetch(query, wanted):
        taken, back, spoiled, given, cost = moved.get(product_id, (0, 0, 0, 0, 0))
        quantity, amount = sold.get(product_id, (0, 0))
        found.append(
            EventGoods(
                *(product_id, code, name, unit, key, taken, back, spoiled, given, quantity, amount, cost),
                owners=owners.get(product_id, 0),
            )
        )
    found.sort(key=lambda each: (-each.amount, each.sort_key))
    return tuple(
        each for each in found if any((each.taken, each.sold, each.amount, each.spoiled, each.given))
    )


def _event(row: book.Row) -> Event:
    values = list(row)
    if values[5] == STORE:
        values[5], values[6] = None, ""
    values[7], values[8] = _day(row[7]), _day(row[8])
    values[13] = _day(row[13]) if row[13] else None
    values[15] = bool(row[15])
    return Event(*values)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
