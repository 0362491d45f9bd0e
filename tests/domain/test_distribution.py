"""The profit's distribution to the satang: heads, people, months of shares; against sums done another way."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.distribution import (
    Available,
    ShareMove,
    divide,
    dividend_rate,
    share_months,
)
from app.domain.distribution_heads import (
    PPM,
    Base,
    ExceedsProfitError,
    FundMissingError,
    Head,
    HeadKind,
    HeadMethodError,
    HeadNameMissingError,
    HeadValueError,
    Method,
    NobodyToShareError,
    NoHeadsError,
    NothingToDivideError,
    TwoRestsError,
)
from app.domain.fiscal import FiscalYear

YEAR = FiscalYear(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
RESERVE = Head(HeadKind.FUND, "ทุนสำรอง", Method.PERCENT, 100_000, fund="3202")
DIVIDEND = Head(HeadKind.DIVIDEND, "ปันผล", Method.PERCENT, 500_000, Base.SHARE_MONTHS)
REFUND = Head(HeadKind.PATRONAGE, "เฉลี่ยคืน", Method.PERCENT, 300_000, Base.PURCHASES)


def test_a_proposal_of_percents_gives_every_satang_away() -> None:
    bases = {Base.SHARE_MONTHS: {1: 12_000_00, 2: 6_000_00, 3: 18_000_00}, Base.PURCHASES: {1: 100, 3: 200}}
    community = Head(HeadKind.FUND, "สาธารณประโยชน์", Method.REST, fund="3206")
    found = divide(Available(100_000_01), [RESERVE, DIVIDEND, REFUND, community], bases)
    assert [part.amount for part in found.parts] == [10_000_00, 50_000_01, 30_000_00, 10_000_00]
    assert [(each.party_id, each.amount) for each in found.parts[1].people] == [
        (1, 16_666_67),
        (2, 8_333_34),
        (3, 25_000_00),
    ]
    assert [(each.party_id, each.amount) for each in found.parts[2].people] == [
        (1, 10_000_00),
        (3, 20_000_00),
    ]
    assert found.undivided == 0
    assert found.of(1) == 26_666_67
    assert found.of(9) == 0


def test_what_no_part_takes_stays_and_is_told() -> None:
    found = divide(Available(1_000_00), [RESERVE], {})
    assert (found.divided, found.undivided) == (100_00, 900_00)


def test_losses_come_first() -> None:
    found = divide(Available(1_000_00, brought=-300_00, deficit=200_00), [RESERVE], {})
    assert found.divided == 50_00
    with pytest.raises(NothingToDivideError):
        divide(Available(1_000_00, brought=-700_00, deficit=300_00), [RESERVE], {})
    with pytest.raises(NothingToDivideError):
        divide(Available(-5), [RESERVE], {})


def test_a_dividend_by_rate_is_worked_out_person_by_person() -> None:
    months = {1: 1_000_00 * 12, 2: 1_000_00 * 5}
    rate = Head(HeadKind.DIVIDEND, "ปันผลร้อยละ 7", Method.SHARE_RATE, 70_000, Base.SHARE_MONTHS)
    found = divide(Available(500_00), [rate], {Base.SHARE_MONTHS: months})
    # 1,000 × 7 % = 70.00; 5 of 12 months of it = 29.1666…
    assert [each.amount for each in found.parts[0].people] == [70_00, 29_17]
    assert found.parts[0].amount == 99_17
    assert dividend_rate(70_00, {1: 1_000_00 * 12}) == 70_000
    assert dividend_rate(70_00, {}) == 0


@pytest.mark.parametrize(
    ("heads", "error"),
    [
        ([], NoHeadsError),
        ([Head(HeadKind.FUND, "", Method.PERCENT, 1, fund="3202")], HeadNameMissingError),
        ([Head(HeadKind.FUND, "ทุน", Method.PERCENT, 1)], FundMissingError),
        ([Head(HeadKind.FUND, "ทุน", Method.PERCENT, PPM + 1, fund="3202")], HeadValueError),
        ([Head(HeadKind.FUND, "ทุน", Method.AMOUNT, -1, fund="3202")], HeadValueError),
        ([Head(HeadKind.FUND, "ทุน", Method.AMOUNT, 0, fund="3202")], HeadValueError),
        ([Head(HeadKind.FUND, "ทุน", Method.SHARE_RATE, 1, fund="3202")], HeadMethodError),
        ([Head(HeadKind.DIVIDEND, "ปันผล", Method.PERCENT, 1, Base.HOURS)], HeadMethodError),
        ([Head(HeadKind.FUND, "ทุน", Method.REST, fund="3202")] * 2, TwoRestsError),
        ([RESERVE, DIVIDEND], NobodyToShareError),
        ([Head(HeadKind.FUND, "ทุน", Method.AMOUNT, 1_000_01, fund="3202")], ExceedsProfitError),
        ([Head(HeadKind.FUND, "ทุน", Method.PERCENT, 600_000, fund="3202")] * 2, ExceedsProfitError),
    ],
)
def test_what_does_not_work_is_refused(heads: list[Head], error: type[Exception]) -> None:
    with pytest.raises(error):
        divide(Available(1_000_00), heads, {})


def test_by_how_much_the_parts_are_too_many() -> None:
    heads = [Head(HeadKind.FUND, "ทุน", Method.AMOUNT, 1_200_50, fund="3202")]
    with pytest.raises(ExceedsProfitError) as refused:
        divide(Available(1_000_00), heads, {})
    assert refused.value.data == {"sum_amount": 1_200_50, "over_amount": 200_50, "there_amount": 1_000_00}


def test_months_that_shares_were_held() -> None:
    moves = [
        ShareMove(1, dt.date(2020, 5, 5), 100),
        ShareMove(2, dt.date(2026, 1, 1), 100),
        ShareMove(3, dt.date(2026, 3, 31), 100),
        ShareMove(4, dt.date(2026, 12, 1), 100),
        ShareMove(5, dt.date(2027, 1, 1), 100),
        ShareMove(6, dt.date(2020, 1, 1), 300),
        ShareMove(6, dt.date(2026, 6, 15), -100),
        ShareMove(7, dt.date(2020, 1, 1), 100),
        ShareMove(7, dt.date(2026, 10, 1), -100),
    ]
    assert share_months(moves, YEAR) == {1: 1200, 2: 1100, 3: 900, 6: 3600 - 600}
    assert share_months(moves, YEAR, from_next_month=False) == {
        1: 1200,
        2: 1200,
        3: 1000,
        4: 100,
        6: 3600 - 700,
    }


@given(
    profit=st.integers(1, 10**11),
    percents=st.lists(st.integers(1, 200_000), min_size=1, max_size=5),
    held=st.dictionaries(st.integers(1, 40), st.integers(1, 10**10), min_size=1, max_size=40),
)
def test_nothing_is_lost_and_nobody_is_a_satang_off(
    profit: int, percents: list[int], held: dict[int, int]
) -> None:
    heads = [
        Head(HeadKind.FUND, f"ทุน {each}", Method.PERCENT, value, fund="3202")
        for each, value in enumerate(percents)
    ]
    heads.append(Head(HeadKind.DIVIDEND, "ปันผล", Method.REST, 0, Base.SHARE_MONTHS))
    if sum(percents) > PPM:
        return
    found = divide(Available(profit), heads, {Base.SHARE_MONTHS: held})
    assert found.undivided == 0
    assert sum(part.amount for part in found.parts) == profit
    for part, percent in zip(found.parts, percents, strict=False):
        assert abs(part.amount - Fraction(profit * percent, PPM)) < 1
    dividend = found.parts[-1]
    assert sum(each.amount for each in dividend.people) == dividend.amount
    whole = sum(held.values())
    for each in dividend.people:
        assert abs(each.amount - Fraction(dividend.amount * held[each.party_id], whole)) < 1
