"""The plan of a year: last year's figures and so many percent, the profit that comes of it."""

from app.domain.plan import planned_profit, raised


def test_a_figure_is_raised_to_the_whole_baht() -> None:
    assert raised(1_000_00, 500) == 1_050_00
    assert raised(1_000_00, -1_000) == 900_00
    assert raised(33_33, 0) == 33_00
    assert raised(0, 500) == 0


def test_profit_is_income_less_expenses() -> None:
    assert planned_profit([(True, 500), (False, 200), (False, 400)]) == -100
    assert planned_profit([]) == 0
