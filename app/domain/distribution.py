"""How a year's profit is divided by resolution of the meeting: heads, what each gets, and each person's part.

No law divides the profit of a community enterprise: its rules and its meeting do, so every head is typed, may
be of any size, and what no head takes stays as profit to be distributed. All amounts are satang, rates in
millionths, bases in whatever they count (satang-months of paid-in shares, satang, thousandths of an hour).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.distribution_heads import (
    BASE_WORDS,
    PPM,
    TO_PEOPLE,
    Base,
    ExceedsProfitError,
    Head,
    HeadKind,
    Method,
    NobodyToShareError,
    NothingToDivideError,
    checked_heads,
)
from app.domain.fiscal import FiscalYear
from app.domain.purchase import NO_SLIP, Slip
from app.domain.slip_entry import PayDraft

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Available:
    """What the meeting may divide; all satang.

    ``brought`` is what earlier years left undivided (below zero: their losses), ``deficit`` a loss that still
    stands among retained profits and is covered first.
    """

    profit: int
    brought: int = 0
    deficit: int = 0

    @property
    def divisible(self) -> int:
        """What may be divided; 0 where there is none."""
        return max(0, self.left)

    @property
    def left(self) -> int:
        """Profit with what was brought forward, less the losses to cover; below zero where there is none."""
        return self.profit + self.brought - self.deficit


@dataclass(frozen=True, slots=True)
class PersonPart:
    """One person's part of a head: what she is counted with, and what she gets."""

    party_id: int
    base: int
    amount: int


@dataclass(frozen=True, slots=True)
class Part:
    """A head with what it comes to, and who gets it."""

    head: Head
    amount: int
    people: tuple[PersonPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """A whole proposal worked out; ``undivided`` stays as profit to be distributed."""

    available: Available
    parts: tuple[Part, ...]
    undivided: int

    @property
    def divided(self) -> int:
        """What the parts come to."""
        return sum(part.amount for part in self.parts)

    def of(self, party_id: int) -> int:
        """What one person gets of all parts."""
        return sum(
            person.amount for part in self.parts for person in part.people if person.party_id == party_id
        )


Bases = Mapping[Base, Mapping[int, int]]
"""For each base what each person (by local id) is counted with; nobody is counted below zero."""


@dataclass(frozen=True, slots=True)
class ShareMove:
    """A change of what somebody has paid in on shares, satang, on a day."""

    party_id: int
    on: dt.date
    paid: int


def share_months(
    moves: Iterable[ShareMove], year: FiscalYear, *, from_next_month: bool = True
) -> dict[int, int]:
    """Paid-in shares times months held within a year, in satang-months by person.

    What was paid before the year counts for all its months; what is paid in it from the month after
    (``from_next_month``) or from that month on. Given back and handed on shares count likewise until then;
    whoever holds none on the year's last day does not share, as the rules of cooperatives have it.
    """
    months = year.months
    found: dict[int, int] = {}
    left: dict[int, int] = {}
    for move in moves:
        if move.on > year.last:
            continue
        if move.on < year.first:
            held = len(months)
        else:
            passed = sum(1 for month in months if month <= move.on)
            held = len(months) - passed + (0 if from_next_month else 1)
        found[move.party_id] = found.get(move.party_id, 0) + move.paid * held
        left[move.party_id] = left.get(move.party_id, 0) + move.paid
    return {party_id: held for party_id, held in sorted(found.items()) if held > 0 and left[party_id] > 0}


def divide(available: Available, heads: Sequence[Head], bases: Bases) -> Division:
    """Work a proposal out to the satang.

    Percentages together never round to more than their sum says; a part for people is shared by largest
    remainder; a rate on shares is worked out person by person. Raises what ``checked_heads`` raises,
    NothingToDivideError, ExceedsProfitError, NobodyToShareError.
    """
    heads = checked_heads(heads)
    divisible = available.divisible
    if divisible == 0:
        raise NothingToDivideError(left_amount=available.left)
    sizes = _sizes(divisible, heads, bases)
    taken = sum(sizes.values())
    if taken > divisible:
        raise ExceedsProfitError(sum_amount=taken, over_amount=taken - divisible, there_amount=divisible)
    rest = next((position for position, head in enumerate(heads) if head.method is Method.REST), None)
    if rest is not None:
        sizes[rest] = divisible - taken
        taken = divisible
    parts = tuple(
        Part(head, sizes[position], _people(head, sizes[position], bases))
        for position, head in enumerate(heads)
    )
    return Division(available, parts, divisible - taken)


def dividend_rate(amount: int, months: Mapping[int, int]) -> int:
    """What a dividend comes to on paid-in shares held a whole year, in millionths; 0 without shares."""
    whole = sum(months.values())
    return money.divide_round(amount * MONTHS * PPM, whole) if whole else 0


class Standing(StrEnum):
    """How a proposal stands."""

    PROPOSED = "proposed"
    UNSOUND = "unsound"
    """It cannot be worked out as it is."""
    RESOLVED = "resolved"
    PASSED_OVER = "passed_over"
    """The meeting resolved something else."""


def same_heads(one: Sequence[Head], other: Sequence[Head]) -> bool:
    """Whether two proposals divide alike; the account counts only where the profit goes into a fund."""
    return [_shape(head) for head in one] == [_shape(head) for head in other]


def _shape(head: Head) -> tuple[object, ...]:
    fund = head.fund if head.kind is HeadKind.FUND else ""
    return head.kind, head.name, head.method, head.value, head.base, fund


@dataclass(frozen=True, slots=True)
class Summary:
    """What a proposal comes to for people: satang, the rate of the dividend in millionths a year."""

    to_people: int
    people: int
    """How many get something."""
    least: int
    middle: int
    """What the one in the middle gets; the lower one of two."""
    most: int
    rate: int
    per_share: int
    """The dividend on a share that was paid in and held all year; 0 without a par."""


def summary(division: Division, months: Mapping[int, int], par: int) -> Summary:
    """A proposal in a few figures; ``months`` are the satang-months of shares, ``par`` a share in satang."""
    each_gets: dict[int, int] = {}
    for part in division.parts:
        for person in part.people:
            each_gets[person.party_id] = each_gets.get(person.party_id, 0) + person.amount
    gets = sorted(amount for amount in each_gets.values() if amount > 0) or [0]
    dividend = sum(part.amount for part in division.parts if part.head.kind is HeadKind.DIVIDEND)
    held = sum(months.values())
    return Summary(
        sum(gets),
        sum(amount > 0 for amount in gets),
        gets[0],
        gets[(len(gets) - 1) // 2],
        gets[-1],
        dividend_rate(dividend, months),
        money.divide_round(dividend * MONTHS * par, held) if held else 0,
    )


# ---------------------------------------------------------------- parts


def _sizes(divisible: int, heads: Sequence[Head], bases: Bases) -> dict[int, int]:
    """What each head takes by position, without the one that takes what is left."""
    sizes: dict[int, int] = {}
    by_percent = {
        position: head.value for position, head in enumerate(heads) if head.method is Method.PERCENT
    }
    whole = sum(by_percent.values())
    if by_percent:
        together = money.share(divisible, whole, PPM)
        sizes.update(zip(by_percent, money.split(together, list(by_percent.values())), strict=True))
    for position, head in enumerate(heads):
        if head.method is Method.AMOUNT:
            sizes[position] = head.value
        elif head.method is Method.SHARE_RATE:
            held = bases.get(Base.SHARE_MONTHS, {})
            sizes[position] = sum(_dividend(head.value, months) for months in held.values())
            if not held:
                raise NobodyToShareError(name=head.name, base_words=BASE_WORDS[head.base])
    return sizes


def _people(head: Head, amount: int, bases: Bases) -> tuple[PersonPart, ...]:
    if head.kind not in TO_PEOPLE:
        return ()
    counted = {party: base for party, base in bases.get(head.base, {}).items() if base > 0}
    if not counted:
        raise NobodyToShareError(name=head.name, base_words=BASE_WORDS[head.base])
    if head.method is Method.SHARE_RATE:
        amounts = [_dividend(head.value, months) for months in counted.values()]
    else:
        amounts = money.split(amount, list(counted.values()))
    return tuple(
        PersonPart(party, base, part) for (party, base), part in zip(counted.items(), amounts, strict=True)
    )


def _dividend(rate: int, months: int) -> int:
    return money.divide_round(months * rate, MONTHS * PPM)


@dataclass(frozen=True, slots=True)
class VariantData:
    """A proposal for the meeting."""

    year: FiscalYear
    name: str
    heads: tuple[Head, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResolutionDraft:
    """What the meeting resolved: ``keep_undivided`` says that what no part takes may stay undivided."""

    uid: bytes
    year: FiscalYear
    heads: tuple[Head, ...]
    resolution_no: str
    resolution: str = ""
    keep_undivided: bool = False


@dataclass(frozen=True, slots=True)
class FundDraft:
    """Money spent out of a fund; ``fund`` is the account's code, ``pays`` how it was paid."""

    uid: bytes
    fund: str
    amount: int
    what: str
    pays: tuple[PayDraft, ...] = ()
    party_uid: bytes | None = None
    slip: Slip = NO_SLIP
