"""A bag of slips: what is left, and who is to blame when it does not agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bag import (
    Bag,
    BagSlip,
    Suspicion,
    bag_from_json,
    bag_to_json,
    culprits,
    with_slip,
    without,
)
from app.domain.slip_entry import Direction

OUT, IN = Direction.OUT, Direction.IN
UID = bytes(16)


def bag(total, *amounts, count=None):
    slips = tuple(
        BagSlip(f"จ{at}", abs(amount), OUT if amount > 0 else IN) for at, amount in enumerate(amounts)
    )
    return Bag(UID, len(slips) if count is None else count, total, OUT, slips)


def first(made):
    found = culprits(made)[0]
    return found.suspicion, found.slip.number, found.instead


def test_what_is_left():
    made = bag(1_000_00, 300_00, -50_00, count=5)
    assert (made.slips_left, made.total_left) == (3, 750_00)
    assert not made.is_used_up
    assert culprits(made) == ()


def test_agreeing_to_the_satang():
    assert bag(250_00, 300_00, -50_00).agrees
    assert not bag(250_01, 300_00, -50_00).agrees
    assert not bag(250_00, 300_00, -50_00, count=1).agrees


def test_entered_twice_comes_first():
    assert first(bag(500_00, 200_00, 150_00, 150_00, 150_00)) == (Suspicion.TWICE, "จ1", 0)


def test_a_slip_that_is_missing():
    assert first(bag(750_00, 200_00, 350_00)) == (Suspicion.MISSING, "จ0", 200_00)


def test_in_and_out_mixed_up():
    assert first(bag(525_00, 400_00, 100_00, -25_00)) == (Suspicion.MIXED, "จ2", 25_00)
    assert (Suspicion.MIXED, "จ1") in [
        (each.suspicion, each.slip.number) for each in culprits(bag(350_00, 400_00, 50_00))
    ]


def test_two_digits_swapped():
    assert first(bag(927_00 + 100_00, 972_00, 100_00)) == (Suspicion.SWAPPED, "จ0", 927_00)


def test_the_point_in_the_wrong_place():
    assert first(bag(35_00 + 120_00, 350_00, 120_00)) == (Suspicion.FACTOR, "จ0", 35_00)
    assert first(bag(3_500_00 + 120_00, 35_00, 120_00)) == (Suspicion.FACTOR, "จ0", 3_500_00)


def test_nobody_is_blamed_without_reason():
    assert culprits(bag(1_234_56, 100_00, 31_00)) == ()


def test_a_number_counts_once_and_goes_when_undone():
    slip = BagSlip("จ1", 100, OUT)
    made = with_slip(with_slip(bag(100, count=1), slip), slip)
    assert made.slips == (slip,)
    assert without(made, "จ1").slips == ()


def test_kept_and_read_again():
    made = bag(100_00, 60_00, -10_00, count=3)
    assert bag_from_json(UID, bag_to_json(made)) == made


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"count": "x"}', '{"count": 1, "total": 1, "direction": "up", "slips": []}',
             '{"count": 1, "total": 1, "direction": "in", "slips": [[1, 2, 3]]}']
)  # fmt: skip
def test_what_was_not_written_by_the_program_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - JSON has words of its own
        bag_from_json(UID, text)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=12), st.integers(-(10**10), 10**10))
def test_a_culprit_always_explains_the_difference(amounts, total):
    made = bag(total, *amounts)
    for culprit in culprits(made):
        change = {
            Suspicion.TWICE: -culprit.slip.amount,
            Suspicion.MISSING: culprit.slip.amount,
            Suspicion.MIXED: -2 * culprit.slip.amount,
        }.get(culprit.suspicion, culprit.instead - culprit.slip.amount)
        assert change == made.total_left
