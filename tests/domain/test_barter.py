"""Rules of barter: two lists, what counts, what is still to come, like for like."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.barter import (
    MOST_LINES,
    Balance,
    BarterDraft,
    BarterLineDraft,
    DifferenceAs,
    Side,
    TooManyLinesError,
    UnbalancedBarterError,
    balance,
    cash_to_balance,
    checked,
    rate_milli,
)
from app.domain.barter_deal import Deal, DealLine, account_change, part_of, swapped_in
from app.domain.money import E4, MILLI, AmountTooLargeError
from app.domain.purchase import LineAmountError

DAY = dt.date(2026, 10, 5)
VALUES = st.lists(st.integers(0, 10**9), min_size=1, max_size=8)


def line(quantity: int, each: int, **more: Any) -> BarterLineDraft:
    return BarterLineDraft(b"x" * 16, quantity * MILLI, "กก.", each * E4, **more)


def draft(
    give: tuple[BarterLineDraft, ...], receive: tuple[BarterLineDraft, ...], **more: object
) -> BarterDraft:
    return BarterDraft(b"d" * 16, b"p" * 16, give, receive, DAY, DAY, **more)  # type: ignore[arg-type]


def test_the_lists_of_the_books_example() -> None:
    """1,280.00 = 1,080.00 + 120.00 + 80.00 in cash; our goods first: 1,200.00 owed in goods."""
    typed = draft((line(16, 80_00),), (line(6, 180_00), line(10, 12_00)), cash=80_00)
    assert checked(typed) == Balance(1_280_00, 1_200_00, 80_00)
    assert cash_to_balance(replace(typed, cash=0)) == 80_00
    assert account_change(0, 1_280_00 - 80_00) == (1_200_00, 0)


def test_what_differs_has_to_be_named() -> None:
    typed = draft((line(1, 100_00),), (line(1, 80_00),))
    with pytest.raises(UnbalancedBarterError, match=r"differ by 20\.00 baht: we give 100\.00, we get 80\.00"):
        checked(typed)
    assert checked(replace(typed, difference_as=DifferenceAs.GIFT)).difference == 20_00
    with pytest.raises(UnbalancedBarterError, match=r"we give 130\.00, we get 80\.00"):
        checked(replace(typed, cash=-30_00))


@pytest.mark.parametrize(
    "bad",
    [
        line(0, 1_00),
        line(-1, 1_00),
        line(1, -1),
        line(1, 1_00, factor_milli=0),
        line(1, 1_00, now_milli=1_001),
        line(1, 1_00, now_milli=-1),
        line(1, 0),
    ],
)
def test_lines_that_cannot_be(bad: BarterLineDraft) -> None:
    with pytest.raises(LineAmountError):
        checked(draft((bad,), (line(1, 1_00),)))


def test_far_too_much() -> None:
    with pytest.raises(AmountTooLargeError):
        checked(draft((line(10**9, 10**9),), (line(1, 1),)))
    with pytest.raises(TooManyLinesError):
        checked(draft((line(1, 1),) * (MOST_LINES + 1), (line(1, 1),)))


@given(VALUES, VALUES, st.integers(-(10**9), 10**9))
def test_what_counts_is_the_same_on_both_sides(ours: list[int], theirs: list[int], cash: int) -> None:
    found = Balance(sum(ours), sum(theirs), cash)
    assert found.given_counts == found.received_counts + cash
    for parts, values, counts in (
        (found.given_parts(ours), ours, found.given_counts),
        (found.received_parts(theirs), theirs, found.received_counts),
    ):
        assert sum(parts) == counts
        assert all(part <= value for part, value in zip(parts, values, strict=True))


@given(st.integers(0, 10**10), st.lists(st.integers(1, 10**6), min_size=1, max_size=9))
def test_parts_of_a_line_make_the_line(whole: int, parts: list[int]) -> None:
    before = total = 0
    for part in parts:
        value = part_of(whole, before, part, sum(parts))
        assert value >= 0
        total += value
        before += part
    assert total == whole


@given(st.lists(st.integers(-(10**9), 10**9), max_size=12))
def test_the_two_accounts_never_stand_against_each_other(steps: list[int]) -> None:
    owed = owing = account = 0
    for step in steps:
        plus, minus = account_change(account, account + step)
        owed, owing, account = owed + plus, owing + minus, account + step
        assert owed >= 0 >= owing
        assert owed + owing == account
        assert not (owed and owing)


LINES = st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=4)


@given(LINES, LINES, st.integers(-(10**6), 10**6), st.data())
def test_what_is_owed_in_goods_is_the_account(
    ours: list[tuple[int, int]], theirs: list[tuple[int, int]], cash: int, data: st.DataObject
) -> None:
    """Whatever part of whatever line has changed hands, and whatever the lists differ by."""
    found = Balance(sum(v for _q, v in ours), sum(v for _q, v in theirs), cash)
    lines: list[DealLine] = []
    for side, typed, counts in (
        (Side.GIVE, ours, found.given_parts([v for _q, v in ours])),
        (Side.RECEIVE, theirs, found.received_parts([v for _q, v in theirs])),
    ):
        for (quantity, value), exchange in zip(typed, counts, strict=True):
            each = DealLine(len(lines) + 1, side, b"", "", "", quantity, quantity, 0, value, exchange)
            for _time in range(2):
                part = data.draw(st.integers(0, each.rest_milli))
                each = replace(
                    each,
                    settled_milli=each.settled_milli + part,
                    settled_value=each.settled_value + each.part(part),
                )
            lines.append(each)
    deal = Deal(tuple(lines), cash, found.difference)
    assert deal.account == deal.rest(Side.RECEIVE) - deal.rest(Side.GIVE)


@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=4).filter(
        lambda lines: sum(value for _quantity, value in lines) > 0
    ),
    st.integers(0, 10**9),
    st.data(),
)
def test_like_for_like_takes_over_the_whole_cost(
    theirs: list[tuple[int, int]], cost: int, data: st.DataObject
) -> None:
    lines = [
        DealLine(number, Side.RECEIVE, b"", "", "", quantity, quantity, 0, value, value)
        for number, (quantity, value) in enumerate(theirs, start=1)
    ]
    taken = 0
    for last in (False, True):
        parts = [
            (each, each.rest_milli if last else data.draw(st.integers(0, each.rest_milli))) for each in lines
        ]
        values = swapped_in(Deal(tuple(lines), 0, is_like_for_like=True), parts, cost)
        assert all(value >= 0 for value in values)
        taken += sum(values)
        lines = [
            replace(each, settled_milli=each.settled_milli + base, settled_value=each.settled_value + value)
            for (each, base), value in zip(parts, values, strict=True)
        ]
    assert taken == cost


def test_the_sums_follow_what_is_typed() -> None:
    assert balance(draft((), ())) == Balance(0, 0, 0)
    assert line(3, 10_00, factor_milli=12_000).base_quantity_milli == 36_000
    assert rate_milli(200, 50) == 4 * MILLI
    assert rate_milli(200, 0) == 0
