"""Days that come again, circles' rounds, typed sums and days from paper, a purse put together."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import LAST_DAY
from app.domain.household.circles import CircleData, Hand, hand_of, last_round, next_round
from app.domain.household.diary import Heading, HeadingError, direction_of, parse_sum
from app.domain.household.diary_paper import NoSuchDayError, day_of, sums_of
from app.domain.household.purse import reckoned
from app.domain.household.recurring import day_after, nth_day
from app.domain.loan import Every
from app.domain.slip_entry import Direction
from app.thai.digits import AmountTooLargeError, NegativeError, NotANumberError, NumberMissingError

days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("unit", "every", "times", "expected"),
    [
        (Every.DAY, 3, 2, dt.date(2024, 2, 6)),
        (Every.WEEK, 1, 1, dt.date(2024, 2, 7)),
        (Every.MONTH, 1, 1, dt.date(2024, 2, 29)),
        (Every.MONTH, 1, 2, dt.date(2024, 3, 31)),
        (Every.MONTH, 1, 13, dt.date(2025, 2, 28)),
        (Every.YEAR, 1, 1, dt.date(2025, 1, 31)),
    ],
)
def test_the_31st_falls_on_the_last_day(unit: Every, every: int, times: int, expected: dt.date) -> None:
    assert nth_day(dt.date(2024, 1, 31), every, unit, times) == expected


@given(first=days, every=st.integers(1, 5), unit=st.sampled_from(Every), ahead=st.integers(-40, 900))
def test_the_next_day_is_the_first_after(first: dt.date, every: int, unit: Every, ahead: int) -> None:
    day = first + dt.timedelta(days=ahead)
    found = day_after(first, every, unit, day)
    assert found > day
    if ahead < 0:
        assert found == first
    else:
        step = every * {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 31, Every.YEAR: 366}[unit]
        assert (found - day).days <= step


def test_nothing_comes_after_the_calendar_ends() -> None:
    assert nth_day(dt.date(2190, 1, 1), 120, Every.YEAR, 5) == LAST_DAY
    assert day_after(dt.date(2190, 1, 1), 120, Every.YEAR, LAST_DAY) == LAST_DAY


def test_rounds_of_a_circle() -> None:
    data = CircleData("วง", 100, dt.date(2026, 1, 31), rounds=3)
    assert last_round(data) == dt.date(2026, 3, 31)
    assert next_round(data, dt.date(2026, 1, 31)) == dt.date(2026, 2, 28)
    assert next_round(data, dt.date(2026, 3, 31)) is None
    day = dt.date(2026, 2, 1)
    assert [hand_of(*each) for each in ((None, None), (day, None), (day, day))] == list(Hand)


def test_sums_as_they_are_typed() -> None:
    assert parse_sum("๒๐+35.50 + 1,000") == 105_550
    assert parse_sum("20+") == 2_000
    for typed, error in (("+", NumberMissingError), ("20+x", NotANumberError), ("-5+10", NegativeError)):
        with pytest.raises(error):
            parse_sum(typed)
    with pytest.raises(AmountTooLargeError):
        parse_sum("+".join(["9,999,999,999"] * 200))


def test_days_of_a_paper() -> None:
    november = dt.date(2026, 11, 1)
    assert day_of(" ๓๐ ", november) == dt.date(2026, 11, 30)
    for typed, error in (
        ("31", NoSuchDayError),
        ("0", NoSuchDayError),
        ("x", NotANumberError),
        ("003", NoSuchDayError),
    ):
        with pytest.raises(error):
            day_of(typed, november)
    sums = sums_of([(100, None), (None, 30), (None, None), (0, 5)])
    assert (sums.rows, sums.came_in, sums.went_out) == (3, 100, 35)


@given(*[st.integers(0, 10**9)] * 4, st.integers(-(10**6), 10**6))
def test_a_purse_adds_up(before: int, ins: int, outs: int, counted: int, undone: int) -> None:
    day = dt.date(2026, 1, 1)
    sums = reckoned(day, day, before=before, ins=ins, outs=outs, undone=undone, counted=counted)
    assert sums.expected == before + ins - outs + undone
    assert sums.unexplained == sums.expected - counted == sums.spent - sums.explained
    assert sums.surplus == max(0, counted - sums.expected)


def test_headings_have_a_direction() -> None:
    assert direction_of(Heading.IN_KIND) is Direction.IN
    assert direction_of(Heading.SOCIAL) is Direction.OUT
    with pytest.raises(HeadingError):
        direction_of(Heading.NEITHER)
