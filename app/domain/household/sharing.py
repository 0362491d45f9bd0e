"""Totals of households shown together: never of fewer than five, nor a difference that would show fewer.

Totals of a month are let out in batches of at least ``FEWEST`` new households; what comes later waits until
so many wait again. A trend is that of the same households in every month of it; it is left out where it and
the month's own figures would tell fewer than five households apart.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.domain import money
from app.domain.household.notes import Totals

FEWEST = 5


@dataclass(frozen=True, slots=True)
class SharedMonth:
    """What the households of a month came to together, satang; ``waiting`` more have shared and wait."""

    month: dt.date
    households: int
    waiting: int
    income: int = 0
    spending: int = 0
    saving: int = 0
    debt: int = 0
    median_income: int = 0
    median_spending: int = 0
    median_saving: int = 0
    median_debt: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether there are enough of them."""
        return self.households >= FEWEST


@dataclass(frozen=True, slots=True)
class DebtTrend:
    """What the same households owed at the end of each month, satang; their number."""

    households: int
    months: tuple[tuple[dt.date, int, int], ...]
    """Month, sum and median of the debt."""


def ready(waiting: int) -> bool:
    """Whether as many wait as may be let out together."""
    return waiting >= FEWEST


def shared_month(month: dt.date, shown: Sequence[Totals], waiting: int) -> SharedMonth:
    """The figures of a month; none while they are too few."""
    if len(shown) < FEWEST:
        return SharedMonth(month, 0, waiting + len(shown))
    return SharedMonth(
        month,
        len(shown),
        waiting,
        *(sum(values) for values in _columns(shown)),
        *(median(values) for values in _columns(shown)),
    )


def debt_trend(months: Mapping[dt.date, Sequence[Totals]]) -> DebtTrend | None:
    """The debt of the households that stand in every month; None where it would tell too few apart."""
    shown = {month: rows for month, rows in months.items() if len(rows) >= FEWEST}
    if len(shown) < 2:
        return None
    same: AbstractSet[bytes] = frozenset.intersection(
        *(frozenset(row.token for row in rows) for rows in shown.values())
    )
    if len(same) < FEWEST or any(0 < len(rows) - len(same) < FEWEST for rows in shown.values()):
        return None
    found = []
    for month, rows in sorted(shown.items()):
        debts = [row.debt for row in rows if row.token in same]
        found.append((month, sum(debts), median(debts)))
    return DebtTrend(len(same), tuple(found))


def median(values: Iterable[int]) -> int:
    """The middle value, satang; of two middle ones what lies between them, halves away from zero."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return money.divide_round(ordered[middle - 1] + ordered[middle], 2)


def _columns(rows: Sequence[Totals]) -> tuple[list[int], ...]:
    return (
        [row.income for row in rows],
        [row.spending for row in rows],
        [row.saving for row in rows],
        [row.debt for row in rows],
    )
