"""Working days: how late a slip is (Notice 432 wants the daily account entered within three of them)."""

import datetime as dt
from collections.abc import Collection

SATURDAY = 5


def is_working_day(day: dt.date, holidays: Collection[str]) -> bool:
    """Whether a day is neither on a weekend nor a holiday (``MM-DD`` every year, ``YYYY-MM-DD`` once)."""
    return (
        day.weekday() < SATURDAY and day.isoformat() not in holidays and day.isoformat()[5:] not in holidays
    )


def working_days_between(first: dt.date, last: dt.date, holidays: Collection[str]) -> int:
    """Working days after the first day up to and with the last; 0 if the last is not later."""
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, 7)
    end_of_weeks = first + dt.timedelta(days=7 * weeks)
    days = 5 * weeks + sum(
        (end_of_weeks + dt.timedelta(days=step)).weekday() < SATURDAY for step in range(1, rest + 1)
    )
    once = {dt.date.fromisoformat(each) for each in holidays if len(each) == 10}
    yearly = {each for each in holidays if len(each) == 5}
    off = {day for day in once if first < day <= last}
    for year in range(first.year, last.year + 1):
        for each in yearly:
            try:
                day = dt.date.fromisoformat(f"{year:04d}-{each}")
            except ValueError:  # 29 February
                continue
            if first < day <= last:
                off.add(day)
    return days - sum(day.weekday() < SATURDAY for day in off)


def is_late(day: dt.date, entered: dt.date, holidays: Collection[str], limit: int = 3) -> bool:
    """Whether what happened on a day was entered more than ``limit`` working days later."""
    return working_days_between(day, entered, holidays) > limit
