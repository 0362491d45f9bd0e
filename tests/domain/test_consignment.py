"""Whose goods leave, how a price is split, what comes back, what a settlement comes to."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.consignment import (
    BorneBy,
    Held,
    Method,
    MoreThanDueError,
    SettleAmountError,
    ShareMissingError,
    Sheet,
    SoldFirst,
    SoldPart,
    Taken,
    Terms,
    back_of_parts,
    checked_sheet,
    checked_terms,
    discount_of_owner,
    kept_by_shop,
    left_of_receipts,
    part_back,
    split_price,
    take,
)

D = dt.date
EIGHTY = Terms(Method.PERCENT, 8_000)
AMOUNTS = st.integers(0, 1_000_000_00)
TERMS = st.one_of(
    st.builds(Terms, st.just(Method.PERCENT), st.integers(0, 10_000), discount_by=st.sampled_from(BorneBy)),
    st.builds(Terms, st.just(Method.AMOUNT), st.integers(0, 10**9), discount_by=st.sampled_from(BorneBy)),
)


def test_the_group_bears_what_it_decided() -> None:
    """A jar of 100.00 sold for 70.00: she gets her 80.00, the group gives 10.00."""
    split = split_price(EIGHTY, 1_000, 100_00, 70_00)
    assert (split.owner, split.commission) == (80_00, -10_00)
    split = split_price(EIGHTY, 1_000, 100_00, 70_00, owners_discount=30_00)
    assert (split.owner, split.commission) == (50_00, 20_00)
    split = split_price(EIGHTY, 1_000, 100_00, 0, owners_discount=100_00)
    assert (split.owner, split.commission) == (0, 0)


def test_a_promotion_is_borne_by_whoever_decided_it() -> None:
    hers = Terms(Method.PERCENT, 8_000, discount_by=BorneBy.OWNER)
    assert discount_of_owner(EIGHTY, 30_00) == 0
    assert discount_of_owner(EIGHTY, 30_00, [(10_00, "owner"), (5_00, "group")]) == 10_00
    assert discount_of_owner(hers, 30_00, [(10_00, "group")]) == 20_00
    assert discount_of_owner(hers, 30_00, [(40_00, "owner")]) == 30_00


@given(TERMS, st.integers(1, 10**7), AMOUNTS, AMOUNTS, AMOUNTS)
def test_both_parts_make_what_was_paid(terms: Terms, quantity: int, listed: int, off: int, hers: int) -> None:
    paid = max(0, listed - off)
    split = split_price(
        terms, quantity, listed, paid, discount_of_owner(terms, listed - paid, [(hers, "owner")])
    )
    assert split.owner + split.commission == paid
    assert split.owner >= 0


@given(TERMS, st.integers(1, 50), AMOUNTS, AMOUNTS, st.data())
def test_returns_in_any_steps_give_back_what_was_stored(
    terms: Terms, quantity: int, listed: int, paid: int, data: st.DataObject
) -> None:
    split = split_price(terms, quantity, listed, paid)
    left = SoldPart(quantity, listed, paid, split.owner)
    while left.quantity:
        back = part_back(left, data.draw(st.integers(1, left.quantity)))
        assert back.owner + back.commission == back.paid
        left = SoldPart(
            left.quantity + back.quantity,
            left.listed + back.listed,
            left.paid + back.paid,
            left.owner + back.owner,
        )
    assert left == SoldPart(0, 0, 0, 0)


HELD = st.lists(
    st.builds(
        Held,
        st.one_of(st.none(), st.integers(1, 4)),
        st.integers(-5, 20),
        st.dates(D(2026, 1, 1), D(2026, 3, 1)),
    ),
    max_size=8,
)


@given(st.integers(1, 60), HELD, st.sampled_from(SoldFirst))
def test_all_that_leaves_is_somebodys(wanted: int, held: list[Held], order: SoldFirst) -> None:
    taken = take(wanted, held, order, rest_of=None)
    assert sum(each.quantity for each in taken) == wanted
    assert len({each.owner_id for each in taken}) == len(taken)
    for each in taken:
        there = sum(max(0, one.quantity) for one in held if one.owner_id == each.owner_id)
        assert each.owner_id is None or each.quantity <= there


def test_whose_goods_go_first() -> None:
    held = [Held(None, 5, D(2026, 1, 10)), Held(7, 3, D(2026, 1, 20)), Held(4, 2, D(2026, 1, 5))]
    assert take(6, held, SoldFirst.CONSIGNED) == [Taken(4, 2), Taken(7, 3), Taken(None, 1)]
    assert take(6, held, SoldFirst.OWN) == [Taken(None, 5), Taken(4, 1)]
    assert take(6, held, SoldFirst.OLDEST) == [Taken(4, 2), Taken(None, 4)]
    assert take(12, held, SoldFirst.CONSIGNED, rest_of=7) == [Taken(4, 2), Taken(7, 5), Taken(None, 5)]


def test_what_is_left_came_last() -> None:
    receipts = [(D(2026, 1, 1), 10), (D(2026, 2, 1), 10)]
    assert left_of_receipts(receipts, 12) == [(D(2026, 1, 1), 2), (D(2026, 2, 1), 10)]
    assert left_of_receipts(receipts, 0) == []
    assert left_of_receipts(receipts, -3) == []


def test_the_last_part_comes_back_first() -> None:
    assert back_of_parts([3, 2], 4) == [2, 2]
    assert back_of_parts([3, 2], 9) == [3, 2]


def test_never_less_than_nothing_is_paid() -> None:
    sheet = Sheet(200_00, 40_00, -200_00)
    assert (sheet.earned, sheet.due, sheet.carried_out) == (160_00, 0, -40_00)
    with pytest.raises(MoreThanDueError):
        checked_sheet(Sheet(200_00, 40_00, 0, 10_00, 150_01), "ป้าฝาก 01")
    with pytest.raises(MoreThanDueError):
        checked_sheet(Sheet(200_00, 40_00, 0, charges=160_01), "ป้าฝาก 01")
    with pytest.raises(SettleAmountError):
        checked_sheet(Sheet(200_00, 40_00, 0, paid=-1), "ป้าฝาก 01")


def test_what_cannot_be_agreed() -> None:
    for terms in (Terms(Method.PERCENT, 10_001), Terms(Method.AMOUNT, -1)):
        with pytest.raises(ShareMissingError):
            checked_terms(terms)
    assert kept_by_shop(EIGHTY, 100_00, 1_000) == 20_00
    assert kept_by_shop(Terms(Method.AMOUNT, 150_00 * 10_000), 100_00, 1_000) == 0
