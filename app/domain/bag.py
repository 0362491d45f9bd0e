"""A bag of paper slips: counted and added up before it is entered, so that a mistake shows at its end.

The sum of a bag is money of its own direction less money of the other one. Amounts are satang.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.kept_json import an_int, read_object
from app.domain.slip_entry import Direction

MOST_NAMED = 3
"""Culprits that are named at most; the likeliest come first."""
MOST_SLIPS = 10_000


class Suspicion(StrEnum):
    """What may have gone wrong with a slip."""

    TWICE = "twice"
    MISSING = "missing"
    MIXED = "mixed"
    SWAPPED = "swapped"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class BagSlip:
    """A slip that was entered from the bag: its document's number, and its amount as the paper has it."""

    number: str
    amount: int
    direction: Direction


@dataclass(frozen=True, slots=True)
class Culprit:
    """A slip that would explain the difference; ``instead`` is the amount that would make it right."""

    suspicion: Suspicion
    slip: BagSlip
    instead: int


@dataclass(frozen=True, slots=True)
class Bag:
    """How many slips there are and what they add up to, and those that were entered so far."""

    uid: bytes
    count: int
    total: int
    direction: Direction = Direction.OUT
    slips: tuple[BagSlip, ...] = ()

    @property
    def slips_left(self) -> int:
        """Slips still to enter; below zero once there were more than counted."""
        return self.count - len(self.slips)

    @property
    def total_left(self) -> int:
        """What the slips to come should add up to."""
        return self.total - sum(self._counted(slip) for slip in self.slips)

    @property
    def is_used_up(self) -> bool:
        """Whether all slips that were counted are in."""
        return self.slips_left <= 0

    @property
    def agrees(self) -> bool:
        """Whether count and sum are used up to the satang."""
        return self.slips_left == 0 and self.total_left == 0

    def _counted(self, slip: BagSlip) -> int:
        return slip.amount if slip.direction is self.direction else -slip.amount


def with_slip(bag: Bag, slip: BagSlip) -> Bag:
    """The bag after one more slip was entered; one with the same number is not counted twice."""
    return replace(bag, slips=(*without(bag, slip.number).slips, slip))


def without(bag: Bag, number: str) -> Bag:
    """The bag after a document was undone."""
    return replace(bag, slips=tuple(slip for slip in bag.slips if slip.number != number))


def culprits(bag: Bag) -> tuple[Culprit, ...]:
    """What most likely went wrong once all slips are in and their sum does not agree; the likeliest first."""
    off = bag.total_left
    if not bag.is_used_up or not off:
        return ()
    alike = [slip.amount for slip in bag.slips]
    found: list[tuple[int, Culprit]] = []
    for slip in bag.slips:
        sign = 1 if slip.direction is bag.direction else -1
        counted = sign * slip.amount
        if counted == -off:
            rank = 0 if alike.count(slip.amount) > 1 else 2
            found.append((rank, Culprit(Suspicion.TWICE, slip, 0)))
        elif counted == off:
            found.append((3, Culprit(Suspicion.MISSING, slip, slip.amount)))
        if -2 * counted == off:
            found.append((1, Culprit(Suspicion.MIXED, slip, slip.amount)))
        wanted = slip.amount + sign * off
        if wanted in _by_a_factor(slip.amount):
            found.append((1, Culprit(Suspicion.FACTOR, slip, wanted)))
        elif off % 9 == 0 and wanted in set(_swapped(slip.amount)):
            found.append((1, Culprit(Suspicion.SWAPPED, slip, wanted)))
    found.sort(key=lambda pair: pair[0])
    return tuple(culprit for _rank, culprit in found[:MOST_NAMED])


def _by_a_factor(amount: int) -> set[int]:
    """The amount with its point set wrong by one or two places."""
    return {amount * 10, amount * 100} | {amount // by for by in (10, 100) if amount % by == 0} - {amount}


def _swapped(amount: int) -> Iterator[int]:
    """The amount with two neighbouring digits swapped."""
    digits = str(amount)
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1] and not (at == 0 and digits[1] == "0"):
            yield int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


# ---------------------------------------------------------------- kept between two sittings


def bag_to_json(bag: Bag) -> str:
    """The bag as text, for a draft."""
    return json.dumps(
        {
            "count": bag.count,
            "total": bag.total,
            "direction": bag.direction.value,
            "slips": [[slip.number, slip.amount, slip.direction.value] for slip in bag.slips],
        },
        ensure_ascii=False,
    )


def bag_from_json(uid: bytes, text: str) -> Bag:
    """A bag as it was kept; raises ValueError for what is not as the program writes it."""
    found = read_object(text)
    slips = found.get("slips")
    if not isinstance(slips, list) or len(slips) > MOST_SLIPS:
        raise ValueError("no slips")
    return Bag(
        uid,
        an_int(found.get("count")),
        an_int(found.get("total")),
        Direction(str(found.get("direction"))),
        tuple(_slip(row) for row in slips),
    )


def _slip(row: object) -> BagSlip:
    if not isinstance(row, list) or len(row) != 3 or not isinstance(row[0], str):
        raise ValueError("not a slip")
    return BagSlip(row[0][:60], an_int(row[1]), Direction(str(row[2])))
