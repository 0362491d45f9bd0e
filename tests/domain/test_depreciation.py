"""Straight-line depreciation: exact over the whole life, never too much, and what improvements change."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.asset import (
    AssetCostError,
    AssetDraft,
    AssetKind,
    AssetNameMissingError,
    AssetSource,
    AssetWords,
    DeferredError,
    DepreciatedTooMuchError,
    LandWearsNotError,
    NoLifeError,
    OwnerMissingError,
    ScrapError,
    checked_asset,
)
from app.domain.depreciation import (
    Life,
    Purpose,
    Step,
    charge,
    first_charged,
    improved_from,
    missing_months,
    month_share,
    months_after,
    schedule,
    standing,
)

START = dt.date(2026, 1, 1)


def life(months: int | None = 60, *, scrap: int = 0, first: dt.date = START) -> Life:
    return Life(first, months, scrap)


def bought(cost: int, *, deferred: int = 0, month: dt.date = START) -> Step:
    return Step(Purpose.ACQUIRE, month, cost, 0, deferred)


def run(what: Life, steps: list[Step], until: dt.date) -> list[Step]:
    """The steps with every month up to a day charged, one after the other, as the program would."""
    for month in missing_months(what, steps, until):
        due = charge(what, steps, month)
        steps = [*steps, Step(Purpose.DEPRECIATE, month, 0, due.depreciation, -due.release)]
    return steps


@given(st.integers(0, 10**12), st.integers(1, 1_200))
def test_the_parts_come_to_the_total_and_are_never_negative(total: int, months: int) -> None:
    parts = [month_share(total, months, number) for number in range(months + 2)]
    assert sum(parts) == total
    assert min(parts) >= 0
    assert max(parts) - min(parts[1:-1]) <= 1, "months differ by a satang at most"


@given(st.integers(1, 10**9), st.integers(1, 120), st.data())
def test_a_whole_life_comes_to_cost_less_scrap(cost: int, months: int, data: st.DataObject) -> None:
    scrap = data.draw(st.integers(0, cost))
    given_free = data.draw(st.booleans())
    what = life(months, scrap=scrap)
    steps = run(what, [bought(cost, deferred=cost if given_free else 0)], dt.date(2050, 1, 1))
    now = standing(steps)
    assert now.book_value == scrap
    assert now.deferred == (scrap if given_free else 0), "the rest is released when it leaves"
    assert all(step.depreciation >= 0 for step in steps)
    assert len(steps) <= months + 1


@given(
    st.integers(1, 10**8),
    st.integers(2, 60),
    st.integers(1, 10**8),
    st.integers(1, 59),
    st.integers(1, 60),
)
@example(2, 3, 1, 2, 3)
def test_an_improvement_is_spread_over_what_is_left(
    cost: int, months: int, more: int, after: int, left: int
) -> None:
    after = min(after, months - 1)
    when = months_after(START, after)
    steps = run(life(months), [bought(cost)], when - dt.timedelta(days=1))
    assert standing(steps).depreciation == sum(month_share(cost, months, n) for n in range(1, after + 1))
    steps = [*steps, Step(Purpose.IMPROVE, when, more)]
    longer = life(after + left)
    steps = run(longer, steps, dt.date(2060, 1, 1))
    assert standing(steps).book_value == 0
    late = [step.depreciation for step in steps if step.purpose is Purpose.DEPRECIATE and step.month >= when]
    assert min(late, default=0) >= 0
    assert max(late) - min(late) <= 1 or 0 in late


def test_the_donated_drier() -> None:
    """24,000.00 over five years: each month 400.00 of depreciation and 400.00 of income."""
    steps = [bought(24_000_00, deferred=24_000_00)]
    plan = schedule(life(), steps)
    assert len(plan) == 60
    assert {(due.depreciation, due.release) for _month, due in plan} == {(400_00, 400_00)}
    assert plan[0][0] == START
    assert plan[-1][0] == dt.date(2030, 12, 1)


def test_an_own_improvement_of_a_donated_asset_is_not_released() -> None:
    steps = run(life(10), [bought(1_000, deferred=1_000)], dt.date(2026, 5, 31))
    steps = [*steps, Step(Purpose.IMPROVE, dt.date(2026, 6, 1), 500)]
    due = charge(life(10), steps, dt.date(2026, 6, 1))
    assert (due.depreciation, due.release) == (200, 100)


def test_land_a_month_done_and_months_outside_are_charged_nothing() -> None:
    steps = [bought(6_000)]
    assert charge(life(None), steps, START).depreciation == 0
    assert missing_months(life(None), steps, dt.date(2030, 1, 1)) == ()
    assert charge(life(6), steps, dt.date(2025, 12, 1)).depreciation == 0
    assert charge(life(6), steps, dt.date(2026, 7, 1)).depreciation == 0
    done = [*steps, Step(Purpose.DEPRECIATE, START, 0, 1_000)]
    assert charge(life(6), done, START).depreciation == 0
    gone = [*steps, Step(Purpose.DISPOSE, dt.date(2026, 3, 1), -6_000)]
    assert missing_months(life(6), gone, dt.date(2026, 12, 1)) == ()


def test_months_that_were_missed_are_found_and_any_order_comes_to_the_same() -> None:
    steps = [bought(100)]
    assert missing_months(life(3), steps, dt.date(2026, 2, 28)) == (START, dt.date(2026, 2, 1))
    found = []
    for month in (dt.date(2026, 3, 1), START, dt.date(2026, 2, 1)):
        due = charge(life(3), steps, month).depreciation
        steps = [*steps, Step(Purpose.DEPRECIATE, month, 0, due)]
        found.append(due)
    assert found == [33, 33, 34]


@pytest.mark.parametrize(
    ("in_use", "on", "first"),
    [
        (dt.date(2020, 5, 7), dt.date(2026, 1, 1), dt.date(2026, 1, 1)),
        (dt.date(2020, 5, 7), dt.date(2025, 12, 31), dt.date(2026, 1, 1)),
        (dt.date(2026, 3, 9), dt.date(2026, 1, 1), dt.date(2026, 3, 1)),
    ],
)
def test_the_first_month_of_an_opening(in_use: dt.date, on: dt.date, first: dt.date) -> None:
    assert first_charged(Purpose.OPENING, in_use, on) == first


def test_an_opening_is_spread_over_the_rest_of_its_life() -> None:
    what = life(60, first=dt.date(2023, 1, 1))
    steps = [Step(Purpose.OPENING, START, 24_000_00, 14_400_00)]
    assert {due.depreciation for _month, due in schedule(what, steps)} == {400_00}
    over = life(12, first=dt.date(2020, 1, 1))
    assert schedule(over, steps) == ((START, charge(over, steps, START)),)


def test_an_improvement_counts_from_the_first_month_that_is_not_charged() -> None:
    steps = run(life(12), [bought(1_200)], dt.date(2026, 3, 31))
    assert improved_from(life(12), steps, dt.date(2026, 2, 10)) == dt.date(2026, 4, 1)
    assert improved_from(life(12), steps, dt.date(2026, 8, 10)) == dt.date(2026, 8, 1)
    assert improved_from(life(12), [bought(1_200)], dt.date(2025, 8, 10)) == START


def draft(**changed: object) -> AssetDraft:
    values: dict[str, object] = {
        "uid": bytes(16),
        "words": AssetWords("เครื่องอบ"),
        "kind": AssetKind.EQUIPMENT,
        "source": AssetSource.OPENING,
        "cost": 1_000,
        "life_months": 12,
    }
    return AssetDraft(**{**values, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"words": AssetWords("  ")}, AssetNameMissingError),
        ({"life_months": None}, NoLifeError),
        ({"life_months": 0}, NoLifeError),
        ({"kind": AssetKind.LAND}, LandWearsNotError),
        ({"cost": 0}, AssetCostError),
        ({"cost": -1}, AssetCostError),
        ({"scrap": 1_001}, ScrapError),
        ({"depreciated": 1_001}, DepreciatedTooMuchError),
        ({"depreciated": 600, "scrap": 500}, DepreciatedTooMuchError),
        ({"depreciated": 600, "deferred": 500}, DeferredError),
        ({"source": AssetSource.LENT}, OwnerMissingError),
        ({"source": AssetSource.MEMBER}, OwnerMissingError),
    ],
)
def test_what_is_not_whole_is_refused(changed: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        checked_asset(draft(**changed), START)


def test_a_lent_asset_needs_no_life_and_no_cost() -> None:
    lent = draft(source=AssetSource.LENT, party_uid=bytes(16), cost=0, life_months=None)
    assert checked_asset(lent, START).in_use_from == START
