"""Fiscal years: twelve months from the month that the group chose, named by the Buddhist year they end in."""

import datetime as dt
from dataclasses import dataclass

from app.domain.calendar import checked_day


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """First and last day of a year of the books."""

    first: dt.date
    last: dt.date

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The first day of each of its months."""
        return months_between(self.first, self.last)

    @property
    def before(self) -> "FiscalYear":
        """The year before, with the same start."""
        return fiscal_year(self.first - dt.timedelta(days=1), self.first.month)

    @property
    def after(self) -> "FiscalYear":
        """The year after, with the same start."""
        return fiscal_year(self.last + dt.timedelta(days=1), (self.last + dt.timedelta(days=1)).month)

    def to_month(self, day: dt.date) -> "FiscalYear":
        """The year so far: from its first day to the last of the month of a day."""
        return FiscalYear(self.first, min(last_of_month(day), self.last))


def fiscal_year(day: dt.date, start_month: int = 1) -> FiscalYear:
    """The fiscal year of a day; raises DayOutOfRangeError."""
    checked_day(day)
    year = day.year if day.month >= start_month else day.year - 1
    first = dt.date(year, start_month, 1)
    return FiscalYear(first, dt.date(year + 1, start_month, 1) - dt.timedelta(days=1))


def last_of_month(day: dt.date) -> dt.date:
    """The last day of the month of a day."""
    return next_month(day) - dt.timedelta(days=1)


def next_month(day: dt.date) -> dt.date:
    """The first day of the month after that of a day."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months_between(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The first day of every month from the one of the first day to the one of the last."""
    found = []
    month = first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return tuple(found)
