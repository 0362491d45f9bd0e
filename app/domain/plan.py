"""The plan of a year: figures that start from last year's, and the profit that is planned; satang."""

from collections.abc import Iterable

from app.domain import money

WHOLE_BP = 10_000


def raised(before: int, change_bp: int) -> int:
    """Last year's figure more (or less) by so many basis points, to the whole baht."""
    return money.round_to(money.percent(before, WHOLE_BP + change_bp), 100)


def planned_profit(rows: Iterable[tuple[bool, int]]) -> int:
    """Income less expenses: whether a figure is income, and the figure."""
    return sum(amount if is_income else -amount for is_income, amount in rows)


def share_of_month(amount: int, number: int, months: int) -> int:
    """What falls on one of a year's months, counted from 1; all of them come to the amount to the satang."""
    return money.divide_round(amount * number, months) - money.divide_round(amount * (number - 1), months)
