"""Which fiscal year a day belongs to: closed years end where they were closed, so that some are short."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence

from app.domain.fiscal import FiscalYear, fiscal_year

ONE_DAY = dt.timedelta(days=1)


def year_of_day(day: dt.date, ends: Sequence[dt.date], start_month: int = 1) -> FiscalYear:
    """The fiscal year of a day; ``ends`` are the last days of the closed years in order.

    A year that follows a closed one begins on the day after it, whatever month years begin with now; it ends
    where the next year of the new start begins. Raises DayOutOfRangeError.
    """
    at = bisect_left(ends, day)
    usual = fiscal_year(day, (ends[at] + ONE_DAY).month if at < len(ends) else start_month)
    return FiscalYear(max(usual.first, ends[at - 1] + ONE_DAY) if at else usual.first, usual.last)


def years_between(
    first: dt.date, last: dt.date, ends: Sequence[dt.date], start_month: int = 1
) -> tuple[FiscalYear, ...]:
    """Every fiscal year from the one of the first day to the one of the last, in order."""
    found = [year_of_day(first, ends, start_month)]
    while found[-1].last < last:
        found.append(year_of_day(found[-1].last + ONE_DAY, ends, start_month))
    return tuple(found)
