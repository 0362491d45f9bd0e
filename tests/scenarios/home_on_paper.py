"""A household's year kept with a pencil: plain sums of satang, none of the program's own rules."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

YEAR = 2026


def half_up(amount: Fraction) -> int:
    """Whole satang, halves upwards (nothing here is below zero)."""
    return int(amount + Fraction(1, 2))


@dataclass
class Year:
    """What stands in the notebook: where money lies, what came and went by month, debts, rounds."""

    places: Counter[str] = field(default_factory=Counter)
    earned: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    spent: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    in_kind_in: Counter[int] = field(default_factory=Counter)
    in_kind_out: Counter[int] = field(default_factory=Counter)
    debts: Counter[str] = field(default_factory=Counter)
    interest: int = 0

    def earn(self, on: dt.date, what: str, amount: int, place: str = "cash") -> None:
        """Money that came in."""
        self.places[place] += amount
        self.earned[on.month][what] += amount

    def spend(self, on: dt.date, what: str, amount: int, place: str = "cash") -> None:
        """Money that went out."""
        self.places[place] -= amount
        self.spent[on.month][what] += amount

    def move(self, amount: int, source: str, target: str) -> None:
        """Money that only lies elsewhere."""
        self.places[source] -= amount
        self.places[target] += amount

    def borrow(self, name: str, amount: int, place: str = "cash") -> None:
        """Money that is not ours."""
        self.places[place] += amount
        self.debts[name] += amount

    def pay_debt(self, on: dt.date, name: str, loan: int, interest: int, place: str = "cash") -> None:
        """Some of it goes back, with interest."""
        self.places[place] -= loan + interest
        self.debts[name] -= loan
        self.spent[on.month]["interest"] += interest
        self.interest += interest

    def total(self, by: defaultdict[int, Counter[str]]) -> int:
        """A whole year of one side."""
        return sum(sum(month.values()) for month in by.values())


@dataclass
class Round:
    """A round of a trade: satang in money, own work reckoned, and what the harvest was worth."""

    cash: int = 0
    own: int = 0
    sold: int = 0
    kept: int = 0

    @property
    def result(self) -> int:
        """What the household gained, own work not reckoned."""
        return self.sold + self.kept - self.cash

    @property
    def full_result(self) -> int:
        """The same with own work reckoned."""
        return self.result - self.own


def by_days(loan: int, percent_a_year: int, first: dt.date, last: dt.date) -> int:
    """Interest on a loan between two days, a year being 365."""
    return half_up(Fraction(loan * percent_a_year * (last - first).days, 100 * 365))


def a_month_of(loan: int, percent: int) -> int:
    """Interest of one whole month."""
    return half_up(Fraction(loan * percent, 100))
