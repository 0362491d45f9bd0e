"""What a month says in plain sentences: what changed most, what could be less, what grew.

Amounts are satang, of money only. A month is compared with the mean of the up to three months before it in
which anything was entered; differences under ``SMALL`` are not worth a sentence.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money

SMALL = 50_00
MONTHS_BEFORE = 3
MONTHS_OF_YEAR = 12


class InsightKind(StrEnum):
    """What a sentence is about."""

    SPENT_MORE = "spent_more"
    SPENT_LESS = "spent_less"
    COULD_BE_LESS = "could_be_less"
    EARNED_MORE = "earned_more"
    DEBT_LESS = "debt_less"
    SAVED = "saved"
    SHORT = "short"
    """More went out than came in: an amount and no blame."""
    FORGOTTEN = "forgotten"
    INTEREST = "interest"


@dataclass(frozen=True, slots=True)
class Insight:
    """One sentence: about which account, how much it came to, and against what, satang."""

    kind: InsightKind
    account_code: str
    amount: int
    before: int = 0

    @property
    def difference(self) -> int:
        """How much more than before; below zero: less."""
        return self.amount - self.before


@dataclass(frozen=True, slots=True)
class MonthOfMoney:
    """A month by account, satang: what was spent and what came in, both above zero; debt at its end."""

    month: dt.date
    spent: Mapping[str, int]
    earned: Mapping[str, int]
    debt: int

    @property
    def total_spent(self) -> int:
        """All that went out."""
        return sum(self.spent.values())

    @property
    def total_earned(self) -> int:
        """All that came in."""
        return sum(self.earned.values())

    @property
    def is_empty(self) -> bool:
        """Nothing was entered."""
        return not self.spent and not self.earned


def insights(
    month: MonthOfMoney,
    before: Sequence[MonthOfMoney],
    *,
    reducible: frozenset[str],
    unremembered: str = "",
    interest: str = "",
) -> tuple[Insight, ...]:
    """The sentences of a month, the most telling first; none of an empty one.

    ``reducible`` are accounts of what could be less, ``before`` the months before it, the latest last.
    """
    if month.is_empty:
        return ()
    known = [each for each in before if not each.is_empty][-MONTHS_BEFORE:]
    found: list[Insight] = []
    if known:
        found.extend(_changes(month, known, apart=frozenset({unremembered, interest})))
    could = {code: amount for code, amount in month.spent.items() if code in reducible and amount > 0}
    if could:
        most = max(could, key=lambda code: (could[code], code))
        found.append(Insight(InsightKind.COULD_BE_LESS, most, could[most]))
    if known:
        last = known[-1]
        if last.debt - month.debt >= SMALL:
            found.append(Insight(InsightKind.DEBT_LESS, "", month.debt, last.debt))
    left = month.total_earned - month.total_spent
    if left > 0:
        found.append(Insight(InsightKind.SAVED, "", left))
    elif left < 0:
        found.append(Insight(InsightKind.SHORT, "", -left))
    for code, kind in ((interest, InsightKind.INTEREST), (unremembered, InsightKind.FORGOTTEN)):
        if month.spent.get(code, 0) >= SMALL:
            found.append(Insight(kind, code, month.spent[code]))
    return tuple(found)


def half_a_year_of(amount: int) -> int:
    """What half of a month's amount comes to in a year, satang."""
    return money.divide_round(amount * MONTHS_OF_YEAR, 2)


def _changes(month: MonthOfMoney, known: Sequence[MonthOfMoney], *, apart: frozenset[str]) -> list[Insight]:
    """What grew and what shrank most; what is told ``apart`` has a sentence of its own."""
    found = []
    spent = [
        each
        for each in _differences(month.spent, [each.spent for each in known])
        if each.account_code not in apart
    ]
    if spent:
        most, least = spent[0], spent[-1]
        if most.difference >= SMALL:
            found.append(Insight(InsightKind.SPENT_MORE, most.account_code, most.amount, most.before))
        if least.difference <= -SMALL:
            found.append(Insight(InsightKind.SPENT_LESS, least.account_code, least.amount, least.before))
    earned = _differences(month.earned, [each.earned for each in known])
    if earned and earned[0].difference >= SMALL:
        best = earned[0]
        found.append(Insight(InsightKind.EARNED_MORE, best.account_code, best.amount, best.before))
    return found


def _differences(now: Mapping[str, int], before: Sequence[Mapping[str, int]]) -> list[Insight]:
    """Each account against the mean of the months before, the largest growth first."""
    codes = sorted(set(now).union(*before))
    rows = []
    for code in codes:
        mean = money.divide_round(sum(each.get(code, 0) for each in before), len(before))
        rows.append(Insight(InsightKind.SPENT_MORE, code, now.get(code, 0), mean))
    return sorted(rows, key=lambda each: (-each.difference, each.account_code))
