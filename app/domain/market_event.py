"""A market day: what is typed of it, goods taken there and back, what it came to, by the hour too.

Amounts are satang, quantities and hours thousandths.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.meeting import checked_clock
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name, clean_text

DAY_HOURS = 24_000
MOST_DAYS = 366
MOST_LINES = 1_000


class EventNameMissingError(UserError):
    """A market day without a name."""

    message = N_("What is this market day called? Please enter a name.")


class EventDaysError(UserError):
    """A market day that ends before it begins, or takes longer than a year."""

    message = N_("The last day lies before the first, or more than a year after it. Please look at both.")


class EventTimesError(UserError):
    """A stall that closes before it opens."""

    message = N_("The stall cannot close at {ends_at} if it opens at {starts_at}.")


class EventHoursError(UserError):
    """More hours than its days have."""

    message = N_("A day has 24 hours: please check how long the stall was open.")


class EventFeeError(UserError):
    """A stall fee below zero."""

    message = N_("The stall fee cannot be below zero.")


class EventClosedError(UserError):
    """Something is entered for a market day that was closed."""

    message = N_("“{name}” is closed. Please open it again if something is still missing.")


class EventUsedError(UserError):
    """A market day with documents is taken out."""

    message = N_("“{name}” has documents already and stays. Undo them first, or close it.")


class NoGoodsError(UserError):
    """Goods that are carried, without any."""

    message = N_("No goods are entered here. Please enter at least one line.")


class GoodsTwiceError(UserError):
    """One product in two lines."""

    message = N_("“{name}” stands there twice. Please put both lines together.")


class GoodsQuantityError(UserError):
    """A quantity of nothing, or below zero."""

    message = N_("“{name}”: please enter how much it is, more than 0.")


class MoreBackThanTakenError(UserError):
    """More comes back than was taken along."""

    message = N_(
        "“{name}”: {back_milli} came back, spoiled and given included, but only {taken_milli} were there. "
        "That is {by_milli} too many."
    )


class WhySpoiledError(UserError):
    """Goods that spoiled or were given away, and nobody says why."""

    message = N_("Why did goods spoil, or to whom were they given? Please write it down.")


@dataclass(frozen=True, slots=True)
class EventData:
    """What can be changed of a market day; hours of 0 are worked out from the times."""

    name: str
    first_day: dt.date
    last_day: dt.date
    code: str = ""
    place: str = ""
    location_id: int | None = None
    """Where its goods stand; None: the group's store, so that nothing is carried."""
    starts_at: str = ""
    ends_at: str = ""
    hours_milli: int = 0
    planned_fee: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakenLine:
    """Goods that go along."""

    product_uid: bytes
    quantity_milli: int


@dataclass(frozen=True, slots=True)
class TakeOutDraft:
    """Goods that are carried to a market day; ``home_id`` is where they are taken from (local id)."""

    uid: bytes
    event_uid: bytes
    lines: tuple[TakenLine, ...]
    note: str = ""
    home_id: int | None = None


@dataclass(frozen=True, slots=True)
class BackLine:
    """What became of goods that were not sold: brought back, spoiled, given away."""

    product_uid: bytes
    back_milli: int
    spoiled_milli: int = 0
    given_milli: int = 0

    @property
    def all_milli(self) -> int:
        """All that leaves the stall."""
        return self.back_milli + self.spoiled_milli + self.given_milli


@dataclass(frozen=True, slots=True)
class BringBackDraft:
    """Goods that are brought back from a market day; ``reason`` is why some spoiled or were given."""

    uid: bytes
    event_uid: bytes
    lines: tuple[BackLine, ...]
    reason: str = ""
    home_id: int | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """A cost (or other income, below zero) of a market day by its account."""

    account_code: str
    name: str
    name_en: str
    amount: int


@dataclass(frozen=True, slots=True)
class EventResult:
    """What a market day came to."""

    income: int
    cost_of_goods: int
    costs: tuple[CostLine, ...]
    hours_milli: int
    """How long the stall was open."""
    paid_hours: int = 0
    free_hours: int = 0

    def fee_left(self, planned: int, account_code: str) -> int:
        """What is still to be paid of the fee that was agreed, satang; fees stand on that account."""
        paid = sum(line.amount for line in self.costs if line.account_code == account_code)
        return max(0, planned - paid)

    @property
    def margin(self) -> int:
        """Income less what the goods cost."""
        return self.income - self.cost_of_goods

    @property
    def other_costs(self) -> int:
        """Every cost beside the goods sold."""
        return sum(line.amount for line in self.costs)

    @property
    def profit(self) -> int:
        """What is left."""
        return self.margin - self.other_costs

    @property
    def profit_bp(self) -> int:
        """Profit in basis points of the income."""
        return money.ratio_bp(self.profit, self.income) if self.income else 0

    @property
    def an_hour(self) -> int | None:
        """Profit for each hour that the stall was open."""
        return per_hour(self.profit, self.hours_milli)

    @property
    def a_helpers_hour(self) -> int | None:
        """Profit for each hour that somebody helped, paid or free."""
        return per_hour(self.profit, self.paid_hours + self.free_hours)


def per_hour(amount: int, hours_milli: int) -> int | None:
    """An amount for one hour, satang; None without hours."""
    return money.divide_round(amount * money.MILLI, hours_milli) if hours_milli > 0 else None


def checked_event(data: EventData) -> EventData:
    """The market day with cleaned texts; hours from its times if none are typed.

    Raises EventNameMissingError, EventDaysError, EventTimesError, EventHoursError, EventFeeError,
    ClockError, TextTooLongError, DayOutOfRangeError, AmountTooLargeError.
    """
    checked_day(data.first_day)
    checked_day(data.last_day)
    name = clean_name(data.name, 200)
    if not name:
        raise EventNameMissingError
    days = (data.last_day - data.first_day).days + 1
    if not 1 <= days <= MOST_DAYS:
        raise EventDaysError
    starts, ends = checked_clock(data.starts_at), checked_clock(data.ends_at)
    if starts and ends and ends <= starts:
        raise EventTimesError(starts_at=starts, ends_at=ends)
    if money.checked_amount(data.planned_fee) < 0:
        raise EventFeeError
    if not 0 <= data.hours_milli <= days * DAY_HOURS:
        raise EventHoursError
    return replace(
        data,
        name=name,
        code=to_arabic(clean_name(data.code, 40)),
        place=clean_name(data.place, 300),
        starts_at=starts,
        ends_at=ends,
        hours_milli=data.hours_milli or days * open_milli(starts, ends),
        note=clean_text(data.note),
    )


def hours_typed(data: EventData) -> int:
    """Hours that do not follow from the times, thousandths; 0 if they do."""
    days = (data.last_day - data.first_day).days + 1
    return 0 if data.hours_milli == days * open_milli(data.starts_at, data.ends_at) else data.hours_milli


def open_milli(starts_at: str, ends_at: str) -> int:
    """Hours of one day between two times (``HH:MM``), thousandths; 0 if one is missing."""
    if not starts_at or not ends_at:
        return 0
    return money.divide_round((_minute(ends_at) - _minute(starts_at)) * money.MILLI, 60)


def checked_taken(lines: Sequence[TakenLine], names: Sequence[str]) -> None:
    """Whether goods may go along; raises NoGoodsError, GoodsTwiceError, GoodsQuantityError."""
    _checked_lines([line.product_uid for line in lines], names)
    for line, name in zip(lines, names, strict=True):
        if money.checked_quantity(line.quantity_milli) <= 0:
            raise GoodsQuantityError(name=name)


def checked_back(lines: Sequence[BackLine], names: Sequence[str], there: Sequence[int], reason: str) -> None:
    """Whether goods may come back from where ``there`` thousandths of each lie.

    Raises NoGoodsError, GoodsTwiceError, GoodsQuantityError, MoreBackThanTakenError, WhySpoiledError.
    """
    _checked_lines([line.product_uid for line in lines], names)
    for line, name, held in zip(lines, names, there, strict=True):
        parts = (line.back_milli, line.spoiled_milli, line.given_milli)
        if min(parts) < 0 or not any(parts):
            raise GoodsQuantityError(name=name)
        money.checked_quantity(line.all_milli)
        if line.all_milli > held:
            raise MoreBackThanTakenError(
                name=name,
                back_milli=line.all_milli,
                taken_milli=max(0, held),
                by_milli=line.all_milli - max(0, held),
            )
    if any(line.spoiled_milli or line.given_milli for line in lines) and not clean_name(reason, 300):
        raise WhySpoiledError


def _checked_lines(uids: Sequence[bytes], names: Sequence[str]) -> None:
    if not uids or len(uids) > MOST_LINES:
        raise NoGoodsError
    seen: set[bytes] = set()
    for uid, name in zip(uids, names, strict=True):
        if uid in seen:
            raise GoodsTwiceError(name=name)
        seen.add(uid)


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
