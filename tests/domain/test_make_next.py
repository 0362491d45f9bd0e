"""What to make next: orders first, then usual sales, never less than nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.make_next import Need


@pytest.mark.parametrize(
    ("need", "make", "left"),
    [
        (Need(sold=30_000, days=30, on_hand=20_000, promised=0), 0, 20),
        (Need(sold=30_000, days=30, on_hand=4_000, promised=0), 10_000, 4),
        (Need(sold=30_000, days=30, on_hand=4_000, promised=6_000), 16_000, 0),
        (Need(sold=0, days=30, on_hand=0, promised=2_500), 3_000, 0),
        (Need(sold=0, days=30, on_hand=5_000, promised=0), 0, None),
        (Need(sold=-2_000, days=30, on_hand=-1_000, promised=0), 0, 0),
    ],
)
def test_examples(need, make, left):
    assert (need.to_make(14), need.days_left) == (make, left)


@given(st.integers(-(10**6), 10**9), st.integers(1, 400), st.integers(-(10**6), 10**9), st.integers(0, 10**9))
def test_with_it_there_is_enough_and_no_whole_unit_too_much(sold, days, on_hand, promised):
    need = Need(sold, days, on_hand, promised)
    make = need.to_make(14)
    wanted = promised + max(0, sold) * 14 // days
    assert make % 1000 == 0
    assert max(0, on_hand) + make >= wanted
    assert make == 0 or max(0, on_hand) + make - 1000 < wanted
