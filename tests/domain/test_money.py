"""Rounding, splitting and limits of money: each rule by example and at random."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import money
from app.thai import digits

amounts = st.integers(-money.MAX_AMOUNT, money.MAX_AMOUNT)
sizes = st.integers(1, 10**12)
weight_lists = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


def nearest(value: Fraction) -> int:
    """The nearest integer, halves away from zero, by exact fractions."""
    size = abs(value)
    whole = int(size)
    rounded = whole + 1 if size - whole >= Fraction(1, 2) else whole
    return -rounded if value < 0 else rounded


@pytest.mark.parametrize(
    ("numerator", "denominator", "result"),
    [
        (5, 2, 3),
        (-5, 2, -3),
        (5, -2, -3),
        (4, 3, 1),
        (-4, 3, -1),
        (0, 7, 0),
        (1, 2, 1),
        (-1, 2, -1),
        (1, 3, 0),
    ],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, result: int) -> None:
    assert money.divide_round(numerator, denominator) == result


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        money.divide_round(1, 0)
    assert money.ratio_bp(5, 0) == 0


@given(st.integers(-(10**18), 10**18), st.integers(-(10**9), 10**9).filter(bool))
def test_division_is_exact_before_it_rounds(numerator: int, denominator: int) -> None:
    assert money.divide_round(numerator, denominator) == nearest(Fraction(numerator, denominator))
    assert money.divide_round(-numerator, denominator) == -money.divide_round(numerator, denominator)


@given(st.integers(0, 10**14), st.integers(-(10**9), 10**9))
def test_price_times_quantity(unit_e4: int, quantity_milli: int) -> None:
    exact = Fraction(unit_e4, money.E4) * Fraction(quantity_milli, money.MILLI)
    assert money.times(unit_e4, quantity_milli) == nearest(exact)
    assert money.times(unit_e4, -quantity_milli) == -money.times(unit_e4, quantity_milli)


def test_price_times_quantity_by_example() -> None:
    assert money.times(35_000_000, 3_000) == 10_500  # 35.00 × 3
    assert money.times(435_0000, 1_000) == 435  # 4.35 × 1, where floats give 434.99
    assert money.times(12_345_678, 1_500) == 1_852  # 12.345678 × 1.5 = 18.518517


@given(st.integers(0, 10**12), st.integers(1, 10**7))
def test_unit_cost_times_quantity_gives_the_amount_back(amount: int, quantity_milli: int) -> None:
    # An e4 has room for quantities to ten thousand units; beyond, the moving average keeps the amount itself.
    unit = money.unit_cost_e4(amount, quantity_milli)
    assert abs(money.times(unit, quantity_milli) - amount) <= 1


@given(amounts, weight_lists)
def test_a_split_sums_to_the_whole(amount: int, weights: list[int]) -> None:
    parts = money.split(amount, weights)
    assert sum(parts) == amount
    assert len(parts) == len(weights)
    assert parts == [-part for part in money.split(-amount, weights)]
    if whole := sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - Fraction(amount * weight, whole)) < 1
            assert weight or not part


@given(amounts, weight_lists)
def test_the_largest_remainders_get_the_rest(amount: int, weights: list[int]) -> None:
    whole = sum(weights)
    if not whole:
        assert money.split(amount, weights) == [amount] + [0] * (len(weights) - 1)
        return
    size = abs(amount)
    parts = [abs(part) for part in money.split(amount, weights)]
    more = {i for i, part in enumerate(parts) if part > size * weights[i] // whole}
    for taken in more:
        for left in set(range(len(parts))) - more:
            first, second = size * weights[taken] % whole, size * weights[left] % whole
            assert (first, -taken) > (second, -left)


def test_ties_go_to_the_first_line() -> None:
    assert money.split(100, [1, 1, 1]) == [34, 33, 33]
    assert money.split(-101, [1, 1, 1]) == [-34, -34, -33]
    assert money.split(1, [1, 1]) == [1, 0]
    assert money.split(5, [0, 0]) == [5, 0]
    assert money.split(10_000_000, [75, 14, 20]) == [6_880_734, 1_284_404, 1_834_862]


def test_what_cannot_be_split() -> None:
    with pytest.raises(ValueError, match="nothing"):
        money.split(1, [])
    with pytest.raises(ValueError, match="negative"):
        money.split(1, [2, -1])


@given(amounts, st.sampled_from([1, 25, 50, 100, 500]), st.booleans())
def test_rounding_to_a_step(amount: int, step: int, down: bool) -> None:
    rounded = money.round_to(amount, step, down=down)
    assert rounded % step == 0
    assert money.round_to(rounded, step, down=down) == rounded
    assert money.round_to(-amount, step, down=down) == -rounded
    if down:
        assert 0 <= abs(amount) - abs(rounded) < step
    else:
        assert 2 * abs(amount - rounded) <= step


@pytest.mark.parametrize(
    ("amount", "step", "near", "down"),
    [
        (1_037, 25, 1_025, 1_025),
        (1_038, 25, 1_050, 1_025),
        (1_025, 50, 1_050, 1_000),
        (-1_025, 50, -1_050, -1_000),
        (99, 100, 100, 0),
        (77, 1, 77, 77),
        (77, 0, 77, 77),
    ],
)
def test_rounding_by_example(amount: int, step: int, near: int, down: int) -> None:
    assert money.round_to(amount, step) == near
    assert money.round_to(amount, step, down=True) == down


@given(amounts, sizes, sizes)
def test_shares_and_percentages(amount: int, part: int, whole: int) -> None:
    assert money.share(amount, part, whole) == nearest(Fraction(amount * part, whole))
    assert money.share(-amount, part, whole) == -money.share(amount, part, whole)
    assert money.percent(amount, 10_000) == amount
    assert money.percent(amount, 700) == nearest(Fraction(amount * 7, 100))
    assert money.ratio_bp(part, part) == 10_000


def test_limits_are_those_of_typed_numbers() -> None:
    assert money.checked_amount(-money.MAX_AMOUNT) == -digits.MAX_AMOUNT
    assert money.checked_quantity(money.MAX_QUANTITY_MILLI) == digits.MAX_QUANTITY_MILLI
    for beyond in (money.MAX_AMOUNT + 1, -money.MAX_AMOUNT - 1):
        with pytest.raises(digits.AmountTooLargeError):
            money.checked_amount(beyond)
    with pytest.raises(money.AmountTooLargeError):
        money.checked_quantity(money.MAX_QUANTITY_MILLI + 1)
