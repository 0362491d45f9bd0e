"""Fiscal years and working days, against days that are counted one by one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fiscal import FiscalYear, fiscal_year, last_of_month, months_between, next_month
from app.domain.working_days import is_late, is_working_day, working_days_between

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
HOLIDAYS = {"01-01", "04-13", "02-29", "2026-11-23"}


def test_a_year_is_named_by_its_days() -> None:
    assert fiscal_year(dt.date(2026, 11, 21)) == FiscalYear(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert fiscal_year(dt.date(2026, 11, 21), 10) == FiscalYear(dt.date(2026, 10, 1), dt.date(2027, 9, 30))
    assert fiscal_year(dt.date(2026, 9, 30), 10).last == dt.date(2026, 9, 30)


@given(DAYS, st.integers(1, 12))
def test_every_day_lies_in_a_year_of_twelve_months(day: dt.date, start: int) -> None:
    year = fiscal_year(day, start)
    assert year.first <= day <= year.last
    assert len(year.months) == 12
    assert year.before.last + dt.timedelta(days=1) == year.first
    assert year.last + dt.timedelta(days=1) == year.after.first
    assert year.to_month(day).last == last_of_month(day)


@given(DAYS)
def test_a_month_ends_before_the_next_begins(day: dt.date) -> None:
    assert next_month(day).day == 1
    assert last_of_month(day).month == day.month
    assert months_between(day, next_month(day)) == (day.replace(day=1), next_month(day))


@given(DAYS, st.integers(0, 60))
def test_working_days_are_those_that_one_counts(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    counted = sum(is_working_day(first + dt.timedelta(days=step), HOLIDAYS) for step in range(1, days + 1))
    assert working_days_between(first, last, HOLIDAYS) == counted


@pytest.mark.parametrize(
    ("entered", "late"),
    [
        ("2026-11-19", False),
        ("2026-11-20", False),
        ("2026-11-22", False),
        ("2026-11-24", False),
        ("2026-11-25", False),
        ("2026-11-26", True),
    ],
)
def test_late_is_more_than_three_working_days(entered: str, late: bool) -> None:
    """Thursday 19 November; Monday 23 is a holiday here."""
    assert is_late(dt.date(2026, 11, 19), dt.date.fromisoformat(entered), HOLIDAYS) is late
