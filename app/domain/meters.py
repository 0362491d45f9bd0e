"""Two meters: all income against the income-tax exemption, taxable sales against the VAT threshold; pure."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain import money


class Level(StrEnum):
    """How far a meter has gone."""

    CALM = "calm"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Meter:
    """What counts so far of a year against a limit, satang."""

    value: int
    limit: int

    @property
    def warns_from(self) -> int:
        """From here on it is time to think: five sixths of the limit (1.5 of 1.8 million)."""
        return money.share(self.limit, 5, 6)

    @property
    def level(self) -> Level:
        """How far it has gone."""
        if self.value > self.limit:
            return Level.OVER
        return Level.NEAR if self.value >= self.warns_from else Level.CALM

    @property
    def percent_bp(self) -> int:
        """How much of the limit is used, in basis points; never below zero."""
        return max(0, money.ratio_bp(self.value, self.limit))

    @property
    def left(self) -> int:
        """What is left under the limit; below zero it was passed."""
        return self.limit - self.value


@dataclass(frozen=True, slots=True)
class YearSums:
    """Sums of a calendar year that the income meter is made of; satang, as the accounts grow.

    ``owed_more``: what customers owe now more than at the start of the year, without balances brought
    forward, without tax on sales, and with debts that were given up counted as still owed.
    """

    income: int
    not_received: int
    """Income that is no receipt: released from donated assets."""
    owed_more: int
    deposits_more: int


def received_income(sums: YearSums, *, is_juristic: bool) -> int:
    """Income of a year: earned for juristic persons, received (deposits too) for all others."""
    if is_juristic:
        return sums.income
    return sums.income - sums.not_received - sums.owed_more + sums.deposits_more
