"""What it brings to spend less: a year of it, and the weeks by which a goal comes earlier."""

import pytest

from app.domain.household.cutting import Cut, cut_in_half, suggested, weeks_sooner


@pytest.mark.parametrize(
    ("usual", "month", "year", "week"),
    [(340_00, 170_00, 2_040_00, 39_23), (1, 1, 12, 0), (0, 0, 0, 0), (-50_00, 0, 0, 0)],
)
def test_half_of_what_is_usual(usual: int, month: int, year: int, week: int) -> None:
    cut = cut_in_half(usual)
    assert (cut.a_month, cut.a_year, cut.a_week) == (month, year, week)


def test_a_goal_comes_earlier_by_what_is_put_by_besides() -> None:
    # 3,000 at 100 a week take 30 weeks, at 150 a week 20
    assert weeks_sooner(3_000_00, 100_00, 50_00) == 10
    # a begun week counts: 101 take two weeks at 100, one at 101
    assert weeks_sooner(101_00, 100_00, 1_00) == 1
    assert weeks_sooner(100_00, 100_00, 50_00) == 0
    for nothing in ((0, 1, 1), (1, 0, 1), (1, 1, 0), (-1, 1, 1)):
        assert weeks_sooner(*nothing) == 0


def test_a_budget_is_offered_in_whole_tens() -> None:
    assert [suggested(amount) for amount in (0, 1, 10_00, 10_01, 1_293_50, -5)] == [
        0,
        10_00,
        10_00,
        20_00,
        1_300_00,
        0,
    ]
    assert Cut(10).a_year == 120
