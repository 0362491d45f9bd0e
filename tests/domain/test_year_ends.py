"""Fiscal years when some were closed; what a year's end estimates."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from app.domain.purchase import EmptyDocumentError, LineAmountError
from app.domain.year_end import (
    AccrualDraft,
    AccrualLine,
    Goods,
    MonthsError,
    PrepaidDraft,
    accrual_total,
    doubtful_proposal,
    releases,
    worth,
)
from app.domain.year_ends import year_of_day, years_between

D = dt.date
ENDS = [D(2025, 12, 31), D(2026, 3, 31)]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (D(2024, 6, 1), D(2024, 1, 1), D(2024, 12, 31)),
        (D(2025, 12, 31), D(2025, 1, 1), D(2025, 12, 31)),
        (D(2026, 1, 1), D(2026, 1, 1), D(2026, 3, 31)),
        (D(2026, 3, 31), D(2026, 1, 1), D(2026, 3, 31)),
        (D(2026, 4, 1), D(2026, 4, 1), D(2027, 3, 31)),
    ],
)
def test_a_year_between_two_starts_is_short(day: D, first: D, last: D) -> None:
    year = year_of_day(day, ENDS, 4)
    assert (year.first, year.last) == (first, last)


def test_the_year_after_the_last_closing_ends_where_the_new_start_says() -> None:
    year = year_of_day(D(2026, 2, 1), ENDS[:1], 10)
    assert (year.first, year.last) == (D(2026, 1, 1), D(2026, 9, 30))


@pytest.mark.parametrize("start", range(1, 13))
def test_years_follow_each_other_without_a_gap(start: int) -> None:
    years = years_between(D(2023, 5, 5), D(2029, 5, 5), ENDS, start)
    for before, after in pairwise(years):
        assert after.first - before.last == dt.timedelta(days=1)
    assert all(len(year.months) <= 12 for year in years)


def test_a_prepaid_expense_comes_back_to_the_satang() -> None:
    found = releases(PrepaidDraft(b"x" * 16, "5501", 1_000_00, 7), D(2026, 11, 1))
    assert sum(each.amount for each in found) == 1_000_00
    assert [each.month for each in found][:3] == [D(2026, 11, 1), D(2026, 12, 1), D(2027, 1, 1)]
    assert max(each.amount for each in found) - min(each.amount for each in found) <= 1
    with pytest.raises(MonthsError):
        releases(PrepaidDraft(b"x" * 16, "5501", 1_000_00, 0), D(2026, 11, 1))
    with pytest.raises(LineAmountError):
        releases(PrepaidDraft(b"x" * 16, "5501", 0, 3), D(2026, 11, 1))


def test_an_accrual_needs_lines_above_zero() -> None:
    assert accrual_total(AccrualDraft(b"x" * 16, (AccrualLine("5202", 5), AccrualLine("5503", 7)))) == 12
    with pytest.raises(EmptyDocumentError):
        accrual_total(AccrualDraft(b"x" * 16, ()))
    with pytest.raises(LineAmountError):
        accrual_total(AccrualDraft(b"x" * 16, (AccrualLine("5202", -5),)))


def test_old_debts_are_doubted_more() -> None:
    assert doubtful_proposal((100_00, 0, 0, 0, 0)) == 0
    assert doubtful_proposal((0, 0, 100_00, 100_00, 100_00)) == 85_00
    assert doubtful_proposal((0, 0, 0, 0, -100_00)) == 0


TEA = Goods(b"x" * 16, "TEA", "ชา", "กล่อง", True, 20_000_000, 10_000, 250_00, 0, 0, D(2026, 12, 1))


@pytest.mark.parametrize(
    ("goods", "percent_bp", "needed"),
    [
        (TEA, 0, 50_00),
        (TEA, 1_000, 70_00),
        (replace(TEA, expired=5_000), 0, 150_00),
        (replace(TEA, price_e4=0), 0, 0),
        (replace(TEA, price_e4=0, expired=5_000), 0, 125_00),
        (replace(TEA, is_for_sale=False), 0, 0),
        (replace(TEA, price_e4=90_000_000), 1_000, 0),
        (replace(TEA, quantity=0, cost=0), 0, 0),
    ],
)
def test_goods_stand_at_what_they_bring(goods: Goods, percent_bp: int, needed: int) -> None:
    assert worth(goods, percent_bp).needed == needed


def test_what_was_written_down_comes_back_with_the_price() -> None:
    written = replace(TEA, allowance=50_00)
    assert worth(written, 0).change == 0
    assert worth(written, 0, 90_000_000).change == -50_00
    assert worth(replace(written, quantity=0, cost=0), 0).change == -50_00


def test_slow_goods() -> None:
    assert not TEA.is_slow(D(2026, 12, 31))
    assert TEA.is_slow(D(2027, 3, 31))
    assert replace(TEA, last_out=None).is_slow(D(2026, 12, 31))
