"""Terms and schedules of loans against sums worked out in another way."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import DayOutOfRangeError
from app.domain.loan import (
    Every,
    FirstDueError,
    Instalment,
    LoanAmountError,
    LoanMethod,
    LoanNeverEndsError,
    LoanRateError,
    LoanTimesError,
    LoanTooLongError,
    RatePer,
    Terms,
    due_days,
    interest_between,
    nominal_yearly_ppm,
)
from app.domain.loan_plan import cost_of, schedule, schedule_by_amount, yearly_rate_ppm
from app.domain.loan_state import (
    LoanEvent,
    LoanStep,
    OverpaidError,
    Split,
    SplitError,
    checked_split,
    loan_state,
    propose_split,
    within_a_year,
)

D = dt.date
M = LoanMethod
TERMS = Terms(10_000_00, 10_000, RatePer.MONTH, M.REDUCING, 12, D(2026, 1, 15), D(2026, 2, 15))
"""10,000 baht at 1 % a month in twelve instalments."""


def totals(rows: tuple[Instalment, ...]) -> list[int]:
    return [row.total for row in rows]


def test_equal_instalments_are_those_of_the_tables() -> None:
    """Annuity tables say 888.49 for 10,000 at 1 % in 12; the last takes the remainder."""
    rows = schedule(TERMS)
    assert set(totals(rows)[:-1]) == {888_49}
    assert 0 < rows[-1].total <= 888_49
    assert (rows[0].interest, rows[0].principal) == (100_00, 788_49)
    left = Decimal("10000.00")
    for row in rows:  # by hand: interest on what is left, rounded to the satang
        interest = (left * Decimal("0.01")).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert Decimal(row.interest) / 100 == interest
        left -= Decimal(row.principal) / 100
    assert left == 0


def test_equal_parts_flat_and_interest_only() -> None:
    parts = schedule(replace(TERMS, method=M.EQUAL_PRINCIPAL, principal=10_000_01))
    assert [row.principal for row in parts] == [833_33] * 11 + [833_38]
    assert [row.interest for row in parts][:3] == [100_00, 91_67, 83_33]
    flat = schedule(replace(TERMS, method=M.FLAT))
    assert sum(row.interest for row in flat) == 1_200_00
    assert [row.principal for row in flat] == [833_33] * 11 + [833_37]
    only = schedule(replace(TERMS, method=M.INTEREST_ONLY))
    assert totals(only) == [100_00] * 11 + [10_100_00]


def test_a_village_fund_by_the_year() -> None:
    """20,000 baht flat 6 % for one year, paid back once: 1,200 baht of interest, also in a leap year."""
    for year in (2026, 2027, 2028):
        terms = Terms(
            20_000_00, 60_000, RatePer.YEAR, M.FLAT, 1, D(year, 1, 31), D(year + 1, 1, 31), 1, Every.YEAR
        )
        assert schedule(terms) == (Instalment(D(year + 1, 1, 31), 20_000_00, 1_200_00),)


def test_interest_by_day_month_and_year() -> None:
    year = replace(TERMS, rate_ppm=73_000, rate_per=RatePer.YEAR)
    assert interest_between(year, 10_000_00, D(2026, 1, 1), D(2026, 1, 31)) == 60_00  # 2.00 a day
    assert interest_between(year, 10_000_00, D(2027, 12, 31), D(2028, 12, 31)) == 732_00  # 366 days of 365
    day = replace(TERMS, rate_ppm=100, rate_per=RatePer.DAY)
    assert interest_between(day, 10_000_00, D(2026, 2, 27), D(2026, 3, 2)) == 3_00
    assert interest_between(TERMS, 10_000_00, D(2026, 2, 15), D(2026, 4, 15)) == 200_00
    assert interest_between(TERMS, 10_000_00, D(2026, 2, 15), D(2026, 3, 1)) == 50_00  # 14 of 28 days
    assert interest_between(TERMS, 10_000_00, D(2026, 3, 1), D(2026, 2, 1)) == 0


def test_due_days_keep_to_the_end_of_the_month() -> None:
    terms = replace(TERMS, agreed_on=D(2027, 12, 31), first_due=D(2028, 1, 31), instalments=4)
    assert due_days(terms) == (D(2028, 1, 31), D(2028, 2, 29), D(2028, 3, 31), D(2028, 4, 30))
    from_february = replace(TERMS, agreed_on=D(2027, 1, 31), first_due=D(2027, 2, 28), instalments=3)
    assert due_days(from_february) == (D(2027, 2, 28), D(2027, 3, 31), D(2027, 4, 30))
    assert {row.interest for row in schedule(replace(from_february, method=M.INTEREST_ONLY))} == {100_00}
    weeks = replace(TERMS, every=2, every_unit=Every.WEEK, instalments=3)
    assert due_days(weeks) == (D(2026, 2, 15), D(2026, 3, 1), D(2026, 3, 15))
    days = replace(TERMS, every=10, every_unit=Every.DAY, instalments=2)
    assert due_days(days) == (D(2026, 2, 15), D(2026, 2, 25))
    leap = replace(
        TERMS, agreed_on=D(2027, 2, 1), first_due=D(2028, 2, 29), every_unit=Every.YEAR, instalments=3
    )
    assert due_days(leap) == (D(2028, 2, 29), D(2029, 2, 28), D(2030, 2, 28))


def test_a_long_first_time_costs_no_interest_on_interest() -> None:
    terms = replace(TERMS, rate_ppm=50_000, agreed_on=D(2025, 2, 15), instalments=3)
    rows = schedule(terms)
    assert sum(row.principal for row in rows) == terms.principal
    assert rows[0].principal == 0  # a year's interest, 6,000.00, is more than the first instalment
    assert sum(row.interest for row in rows) == 6_000_00 + 500_00 + interest_between(
        terms, terms.principal - rows[1].principal, D(2026, 3, 15), D(2026, 4, 15)
    )


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"principal": 0}, LoanAmountError),
        ({"principal": -1}, LoanAmountError),
        ({"rate_ppm": -1}, LoanRateError),
        ({"rate_ppm": 10_000_001}, LoanRateError),
        ({"instalments": 0}, LoanTimesError),
        ({"instalments": 1_201}, LoanTimesError),
        ({"every": 0}, LoanTimesError),
        ({"every": 121}, LoanTimesError),
        ({"first_due": D(2026, 1, 15)}, FirstDueError),
        ({"instalments": 1_200, "every": 12}, DayOutOfRangeError),
        ({"instalments": 1_200, "every": 120, "every_unit": Every.YEAR}, DayOutOfRangeError),
        ({"instalments": 1_200, "every": 120, "every_unit": Every.WEEK}, DayOutOfRangeError),
        ({"instalments": 1_200, "every": 120, "every_unit": Every.DAY}, DayOutOfRangeError),
    ],
)
def test_terms_that_cannot_be(wrong: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        schedule(replace(TERMS, **wrong))  # type: ignore[arg-type]


def test_a_loan_that_never_ends_is_told_by_how_much() -> None:
    with pytest.raises(LoanNeverEndsError) as refused:
        schedule_by_amount(TERMS, 80_00)
    assert (refused.value.instalment, refused.value.interest, refused.value.short) == (80_00, 100_00, 20_01)
    assert "20.01" in str(refused.value)
    with pytest.raises(LoanNeverEndsError):
        schedule_by_amount(TERMS, 100_00)
    with pytest.raises(LoanNeverEndsError):
        schedule_by_amount(replace(TERMS, method=M.FLAT), 100_00)
    with pytest.raises(LoanTooLongError):
        schedule_by_amount(replace(TERMS, rate_ppm=0), 8_00)
    with pytest.raises(LoanTooLongError):
        schedule_by_amount(replace(TERMS, method=M.FLAT), 100_01)
    with pytest.raises(LoanTooLongError):
        schedule_by_amount(replace(TERMS, method=M.EQUAL_PRINCIPAL), 1)
    with pytest.raises(LoanAmountError):
        schedule_by_amount(TERMS, 0)


def test_by_what_is_paid_each_time() -> None:
    rows = schedule_by_amount(TERMS, 3_000_00)
    assert totals(rows)[:3] == [3_000_00] * 3
    assert len(rows) == 4
    assert sum(row.principal for row in rows) == 10_000_00
    parts = schedule_by_amount(replace(TERMS, method=M.EQUAL_PRINCIPAL), 4_000_00)
    assert [row.principal for row in parts] == [4_000_00, 4_000_00, 2_000_00]
    assert [row.interest for row in parts] == [100_00, 60_00, 20_00]
    flat = schedule_by_amount(replace(TERMS, method=M.FLAT), 3_000_00)
    assert len(flat) == 4  # 10,000 and 4 × 100 of interest
    assert totals(flat) == [3_000_00, 3_000_00, 3_000_00, 1_400_00]
    assert schedule_by_amount(replace(TERMS, method=M.INTEREST_ONLY), 5_00) == schedule(
        replace(TERMS, method=M.INTEREST_ONLY)
    )


def test_the_true_rate() -> None:
    """1 % a month flat is about 24 % in truth; 12 % paid once after a year is 12 %."""
    once = Terms(10_000_00, 120_000, RatePer.YEAR, M.REDUCING, 1, D(2026, 1, 1), D(2027, 1, 1))
    assert yearly_rate_ppm(10_000_00, D(2026, 1, 1), schedule(once)) == 120_000
    flat = schedule(replace(TERMS, method=M.FLAT))
    found = yearly_rate_ppm(10_000_00, TERMS.agreed_on, flat)
    assert 0.237 < found / 1e6 < 0.239
    worth = sum(row.total / (1 + found / 1e6) ** ((row.on - TERMS.agreed_on).days / 365) for row in flat)
    assert worth == pytest.approx(10_000_00, rel=1e-5)
    assert yearly_rate_ppm(10_000_00, D(2026, 1, 1), schedule(replace(TERMS, rate_ppm=0))) == 0
    cost = cost_of(TERMS, schedule(TERMS))
    assert (cost.first, cost.last, cost.instalment) == (D(2026, 2, 15), D(2027, 1, 15), 888_49)
    assert cost.interest == sum(row.interest for row in schedule(TERMS))
    assert [nominal_yearly_ppm(1_000, per) for per in RatePer] == [365_000, 12_000, 1_000]


terms_of_all_kinds = st.builds(
    Terms,
    st.integers(1, 100_000_000_00),
    st.integers(0, 50_000),
    st.sampled_from(RatePer),
    st.sampled_from(LoanMethod),
    st.integers(1, 60),
    st.dates(D(2020, 1, 1), D(2030, 12, 31)),
    st.dates(D(2031, 1, 1), D(2031, 12, 31)),
    st.integers(1, 6),
    st.sampled_from((Every.DAY, Every.WEEK, Every.MONTH)),
)


@given(terms_of_all_kinds)
def test_every_schedule_pays_all_of_the_loan(terms: Terms) -> None:
    rows = schedule(terms)
    assert sum(row.principal for row in rows) == terms.principal
    assert len(rows) <= terms.instalments
    assert all(row.principal >= 0 and row.interest >= 0 for row in rows)
    assert [row.on for row in rows] == sorted({row.on for row in rows})
    if terms.method is LoanMethod.REDUCING and len(rows) > 1:
        assert len({row.total for row in rows[:-1]}) == 1
        assert rows[-1].total <= rows[0].total


@given(terms_of_all_kinds, st.integers(1, 200), st.integers(1, 200))
def test_interest_of_two_times_is_that_of_both_together(terms: Terms, first: int, second: int) -> None:
    start = terms.agreed_on
    middle, end = (start + dt.timedelta(days=days) for days in (first, first + second))
    parts = [interest_between(terms, terms.principal, *days) for days in ((start, middle), (middle, end))]
    assert abs(sum(parts) - interest_between(terms, terms.principal, start, end)) <= 1


# ---------------------------------------------------------------- how it stands

DRAWN = LoanStep(D(2026, 1, 15), LoanEvent.DRAWN, None, 10_000_00, 0, 0, 0)


def paid(on: dt.date, principal: int, interest: int, of_it: int | None = None, fee: int = 0) -> LoanStep:
    cost = interest if of_it is None else of_it
    return LoanStep(on, LoanEvent.PAID, on, -principal, cost - interest, cost, fee)


def test_paid_as_agreed_nothing_is_late() -> None:
    plan = schedule(TERMS)
    steps = [DRAWN, *(paid(row.on, row.principal, row.interest) for row in plan[:3])]
    state = loan_state(TERMS, plan, steps, D(2026, 4, 20))
    assert (state.late, state.late_since, state.accrued) == (0, None, 0)
    assert state.repaid == sum(row.principal for row in plan[:3])
    assert state.principal == 10_000_00 - state.repaid
    assert state.to_date == interest_between(TERMS, state.principal, D(2026, 4, 15), D(2026, 4, 20))
    due = state.next_due(D(2026, 4, 20))
    assert due is not None
    assert (due.due, due.left) == (plan[3], 888_49)
    over = [*steps, *(paid(row.on, row.principal, row.interest) for row in plan[3:])]
    ended = loan_state(TERMS, plan, over, D(2027, 6, 1))
    assert (ended.is_over, ended.owed, ended.late) == (True, 0, 0)
    assert ended.next_due(D(2027, 1, 1)) is None


def test_late_by_days_and_by_how_much() -> None:
    plan = schedule(TERMS)
    steps = [DRAWN, paid(D(2026, 2, 15), 788_49, 100_00), paid(D(2026, 3, 15), 0, 92_12)]
    state = loan_state(TERMS, plan, steps, D(2026, 4, 16))
    assert state.late == 888_49 * 2 - 92_12
    assert (state.late_since, state.days_late) == (D(2026, 3, 15), 32)
    assert [due.days_late for due in state.dues[:4]] == [0, 32, 1, 0]
    assert loan_state(TERMS, plan, steps, D(2026, 3, 15)).late == 0  # due today is not late
    after_all = loan_state(TERMS, plan, steps, D(2027, 3, 15))
    assert after_all.late == after_all.owed


def test_paid_a_day_early_is_not_late() -> None:
    """Less interest is counted then, and all of the instalment was paid."""
    terms = replace(TERMS, rate_ppm=120_000, rate_per=RatePer.YEAR)
    plan = schedule(terms)
    first = propose_split(loan_state(terms, plan, [DRAWN], D(2026, 2, 12)), plan[0].total)
    state = loan_state(
        terms, plan, [DRAWN, paid(D(2026, 2, 12), first.principal, first.interest_paid)], D(2026, 2, 20)
    )
    assert state.late == 0


def test_paid_off_early_owes_no_interest_of_the_plan() -> None:
    plan = schedule(TERMS)
    before = loan_state(TERMS, plan, [DRAWN], D(2026, 3, 15))
    assert before.owed == 10_200_00
    split = propose_split(before, before.owed)
    assert (split.interest_paid, split.principal, split.unpaid) == (200_00, 10_000_00, 0)
    state = loan_state(TERMS, plan, [DRAWN, paid(D(2026, 3, 15), 10_000_00, 200_00)], D(2026, 12, 1))
    assert (state.owed, state.late, state.is_over) == (0, 0, True)


def test_interest_follows_what_was_owed_each_day() -> None:
    """Half is paid back in between without any interest being entered."""
    terms = replace(TERMS, rate_ppm=73_000, rate_per=RatePer.YEAR)
    half = LoanStep(D(2026, 1, 25), LoanEvent.FORGIVEN, None, -5_000_00, 0, 0, 0)
    state = loan_state(terms, schedule(terms), [DRAWN, half], D(2026, 2, 4))
    assert state.to_date == 10 * 2_00 + 10 * 1_00
    later = LoanStep(D(2026, 3, 1), LoanEvent.FORGIVEN, None, -5_000_00, 0, 0, 0)
    assert loan_state(terms, schedule(terms), [DRAWN, later], D(2026, 1, 25)).to_date == 20_00


def test_a_flat_loan_costs_what_its_schedule_says() -> None:
    terms = replace(TERMS, method=M.FLAT)
    plan = schedule(terms)
    assert loan_state(terms, plan, [DRAWN], D(2026, 2, 15)).to_date == 100_00
    assert loan_state(terms, plan, [DRAWN], D(2026, 3, 1)).to_date == 150_00
    assert loan_state(terms, plan, [DRAWN], D(2030, 1, 1)).to_date == 1_200_00
    state = loan_state(terms, plan, [DRAWN, paid(D(2026, 2, 15), 10_000_00, 100_00)], D(2026, 5, 1))
    assert state.to_date == 0


def test_an_opening_counts_what_was_before_as_paid() -> None:
    plan = schedule(TERMS)
    left = 10_000_00 - sum(row.principal for row in plan[:6])
    opened = LoanStep(D(2026, 8, 1), LoanEvent.OPENING, D(2026, 7, 15), left, 0, 0, 0)
    state = loan_state(TERMS, plan, [opened], D(2026, 8, 10))
    assert (state.principal, state.late) == (left, 0)
    assert state.to_date == interest_between(TERMS, left, D(2026, 7, 15), D(2026, 8, 10))
    assert loan_state(TERMS, plan, [opened], D(2026, 8, 20)).late_since == D(2026, 8, 15)


def test_how_a_payment_falls_into_parts() -> None:
    plan = schedule(TERMS)
    steps = [DRAWN, LoanStep(D(2026, 1, 30), LoanEvent.ACCRUED, D(2026, 2, 15), 0, 100_00, 100_00, 0)]
    state = loan_state(TERMS, plan, steps, D(2026, 3, 15))
    assert (state.accrued, state.to_date) == (100_00, 100_00)
    assert propose_split(state, 150_00, fee=20_00) == Split(20_00, 130_00, 0, 100_00, 70_00)
    assert propose_split(state, 1_000_00) == Split(0, 200_00, 800_00, 100_00, 0)
    with pytest.raises(OverpaidError) as refused:
        propose_split(state, 10_200_01)
    assert refused.value.excess == 1
    for amount, fee in ((0, 0), (10, 11), (10, -1)):
        with pytest.raises(SplitError):
            propose_split(state, amount, fee=fee)
    assert checked_split(state, Split(0, 150_00, 500_00, 100_00, 0)).unpaid == 50_00
    for wrong in (Split(0, 201_00, 0, 100_00, 0), Split(-1, 2, 0, 0, 0), Split(0, 0, 0, 0, 0)):
        with pytest.raises(SplitError):
            checked_split(state, wrong)
    with pytest.raises(OverpaidError):
        checked_split(state, Split(0, 0, 10_000_01, 0, 0))


@given(terms_of_all_kinds, st.lists(st.integers(1, 400), min_size=1, max_size=8), st.data())
def test_payments_never_lose_a_satang(terms: Terms, gaps: list[int], data: st.DataObject) -> None:
    """Whatever is paid when, its parts add up to the money, and what is owed never falls below 0."""
    plan = schedule(terms)
    steps = [LoanStep(terms.agreed_on, LoanEvent.DRAWN, None, terms.principal, 0, 0, 0)]
    day, money = terms.agreed_on, 0
    for gap in gaps:
        day += dt.timedelta(days=gap)
        state = loan_state(terms, plan, steps, day)
        if not state.owed:
            break
        split = propose_split(state, data.draw(st.integers(1, state.owed)))
        money += split.total
        steps.append(
            LoanStep(
                day,
                LoanEvent.PAID,
                day,
                -split.principal,
                split.interest - split.interest_paid,
                split.interest,
                0,
            )
        )
    state = loan_state(terms, plan, steps, day)
    assert state.principal >= 0 <= state.accrued
    assert terms.principal + sum(step.interest for step in steps) - money == state.principal + state.accrued
    assert 0 <= state.late <= state.owed


def test_what_falls_due_within_a_year() -> None:
    plan = schedule(replace(TERMS, method=M.EQUAL_PRINCIPAL, principal=24_000_00, instalments=24))
    assert within_a_year(plan, 24_000_00, D(2026, 1, 31)) == 12_000_00
    assert within_a_year(plan, 24_000_00, D(2028, 2, 29)) == 24_000_00
    assert within_a_year(plan, 0, D(2026, 1, 31)) == 0


def test_rounding_is_once() -> None:
    """Three days of a third of a satang are a whole one."""
    terms = replace(TERMS, rate_ppm=1, rate_per=RatePer.DAY)
    amount = 333_333
    assert Fraction(amount, 1_000_000) * 3 < 1
    assert interest_between(terms, amount, D(2026, 1, 1), D(2026, 1, 4)) == 1
