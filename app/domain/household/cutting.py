"""What it brings to spend less on one thing: in a year, and how much earlier a goal is reached; satang."""

from dataclasses import dataclass

from app.domain.household.insights import MONTHS_OF_YEAR
from app.domain.money import divide_round

WEEKS_OF_YEAR = 52
TEN_BAHT = 10_00


@dataclass(frozen=True, slots=True)
class Cut:
    """What is not spent any more, satang a month."""

    a_month: int

    @property
    def a_year(self) -> int:
        """In twelve months."""
        return self.a_month * MONTHS_OF_YEAR

    @property
    def a_week(self) -> int:
        """In a week, rounded down."""
        return self.a_year // WEEKS_OF_YEAR


def cut_in_half(usual: int) -> Cut:
    """Half of what is usual in a month."""
    return Cut(divide_round(max(usual, 0), 2))


def weeks_sooner(missing: int, a_week: int, more_a_week: int) -> int:
    """How many weeks earlier a sum is together with more put by each week; 0 where nothing can be said."""
    if missing <= 0 or a_week <= 0 or more_a_week <= 0:
        return 0
    return -(-missing // a_week) - -(-missing // (a_week + more_a_week))


def suggested(usual: int) -> int:
    """A budget like what is usual: whole tens of baht, upwards."""
    return -(-max(usual, 0) // TEN_BAHT) * TEN_BAHT
