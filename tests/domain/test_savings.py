"""Interest on savings against a count day by day."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.purchase import EmptyDocumentError
from app.domain.savings import (
    SavingsAmountError,
    SavingsEvent,
    SavingsRate,
    SavingsRateError,
    SavingsStep,
    checked_rate,
    deposit_total,
    interest_due,
    least_from,
    rate_on,
)

D = dt.date
RATES = (SavingsRate(D(2026, 1, 1), 20_000), SavingsRate(D(2026, 7, 1), 30_000))


def put_in(on: dt.date, amount: int) -> SavingsStep:
    event = SavingsEvent.DEPOSIT if amount > 0 else SavingsEvent.WITHDRAW
    return SavingsStep(on, event, None, amount)


def test_a_whole_year_at_two_rates() -> None:
    """10,000 baht: 181 days at 2 % and 184 at 3 %."""
    steps = [put_in(D(2026, 1, 1), 10_000_00)]
    assert interest_due(steps, RATES, D(2026, 12, 31)) == round(10_000_00 * (181 * 2 + 184 * 3) / 36_500)
    assert interest_due(steps, RATES, D(2025, 12, 31)) == 0
    assert interest_due([], RATES, D(2026, 12, 31)) == 0
    assert interest_due(steps, (), D(2026, 12, 31)) == 0


def test_interest_is_counted_from_the_day_after_it_was_entered() -> None:
    steps = [
        put_in(D(2026, 1, 1), 3_650_00),
        SavingsStep(D(2026, 3, 31), SavingsEvent.INTEREST, D(2026, 3, 31), 18_00),
    ]
    assert interest_due(steps, RATES, D(2026, 3, 31)) == 0
    assert interest_due(steps, RATES, D(2026, 4, 10)) == round(3_668_00 * 10 * 0.02 / 365)


@given(
    st.lists(
        st.tuples(st.dates(D(2026, 1, 1), D(2026, 12, 31)), st.integers(-5_000_00, 9_000_00).filter(bool)),
        min_size=1,
        max_size=12,
    ),
    st.dates(D(2026, 1, 1), D(2026, 12, 31)),
)
def test_day_by_day_says_the_same(moves: list[tuple[dt.date, int]], until: dt.date) -> None:
    steps = sorted((put_in(on, amount) for on, amount in moves), key=lambda step: step.on)
    total, day = Fraction(0), steps[0].on
    while day <= until:
        balance = max(0, sum(step.amount for step in steps if step.on <= day))
        total += Fraction(balance * (20_000 if day < D(2026, 7, 1) else 30_000), 365_000_000)
        day += dt.timedelta(days=1)
    found = interest_due(steps, RATES, until)
    assert abs(found - total) <= Fraction(1, 2)


def test_so_much_can_be_taken_out() -> None:
    steps = [put_in(D(2026, 1, 1), 500), put_in(D(2026, 2, 1), -300), put_in(D(2026, 3, 1), 400)]
    assert least_from(steps, D(2026, 1, 15)) == 200
    assert least_from(steps, D(2026, 3, 1)) == 600
    assert least_from(steps, D(2025, 12, 31)) == 0


def test_what_is_typed() -> None:
    assert deposit_total([(b"a", 100), (b"b", 0)]) == 100
    with pytest.raises(EmptyDocumentError):
        deposit_total([(b"a", 0)])
    with pytest.raises(SavingsAmountError):
        deposit_total([(b"a", -1)])
    assert checked_rate(0) == 0
    for wrong in (-1, 10_000_001):
        with pytest.raises(SavingsRateError):
            checked_rate(wrong)
    assert rate_on(RATES, D(2025, 1, 1)) == 0
    assert rate_on(RATES, D(2026, 7, 1)) == 30_000
