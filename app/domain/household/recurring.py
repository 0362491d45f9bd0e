"""What comes or goes again and again: on which day next."""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from app.domain.calendar import LAST_DAY, checked_day
from app.domain.fiscal import last_of_month
from app.domain.loan import MOST_EVERY, Every
from app.errors import UserError
from app.i18n import N_


class RecurringTimesError(UserError):
    """Something that would come never or too seldom."""

    message = N_("Please enter how often it comes: every 1 to {most}.")


class RecurringEndsError(UserError):
    """An end before the beginning."""

    message = N_("It would end before it begins. Please look at the days again.")


@dataclass(frozen=True, slots=True)
class RecurringData:
    """What comes again: for what, how much (satang), where the money lies, how often and since when."""

    category_uid: bytes
    amount: int
    account_code: str
    first_on: dt.date
    name: str = ""
    person_uid: bytes | None = None
    every: int = 1
    every_unit: Every = Every.MONTH
    ends_on: dt.date | None = None


def checked_recurring(data: RecurringData) -> RecurringData:
    """The same data; raises RecurringTimesError, RecurringEndsError, DayOutOfRangeError."""
    checked_day(data.first_on)
    if not 1 <= data.every <= MOST_EVERY:
        raise RecurringTimesError(most=MOST_EVERY)
    if data.ends_on is not None and checked_day(data.ends_on) < data.first_on:
        raise RecurringEndsError
    return data


def nth_day(first_on: dt.date, every: int, unit: Every, times: int) -> dt.date:
    """The day after so many times; the 31st falls on the last day of a shorter month."""
    if unit in (Every.DAY, Every.WEEK):
        step = every * times * (7 if unit is Every.WEEK else 1)
        return first_on + dt.timedelta(days=min(step, (LAST_DAY - first_on).days))
    months = every * times * (12 if unit is Every.YEAR else 1)
    index = first_on.year * 12 + first_on.month - 1 + months
    if index // 12 > LAST_DAY.year:
        return LAST_DAY
    month = dt.date(index // 12, index % 12 + 1, 1)
    return month.replace(day=min(first_on.day, last_of_month(month).day))


def day_after(first_on: dt.date, every: int, unit: Every, day: dt.date) -> dt.date:
    """The first of its days after a day; the last day of the calendar when there is none."""
    for times in count():
        found = nth_day(first_on, every, unit, times)
        if found > day or found >= LAST_DAY:
            return found
    raise AssertionError  # count() has no end
