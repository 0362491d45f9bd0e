"""An agreement with what became of its lines: what is still to come, what stands on its account. All pure.

Values are satang, quantities thousandths of a product's own unit unless said otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.barter import DifferenceAs, MoreThanAgreedError, NothingToDeliverError, Side


@dataclass(frozen=True, slots=True)
class DealLine:
    """A line of an agreement and what became of it; ``exchange`` is what the whole line counts."""

    line_no: int
    side: Side
    product_uid: bytes
    name: str
    unit: str
    quantity_milli: int
    base_quantity_milli: int
    unit_value_e4: int
    value: int
    exchange: int
    settled_milli: int = 0
    settled_value: int = 0

    @property
    def rest_milli(self) -> int:
        """What is still to be handed over, in the product's own unit."""
        return self.base_quantity_milli - self.settled_milli

    @property
    def rest_value(self) -> int:
        """What the rest counts."""
        return self.exchange - part_of(self.exchange, 0, self.settled_milli, self.base_quantity_milli)

    def part(self, base_milli: int) -> int:
        """What the next part counts."""
        return part_of(self.exchange, self.settled_milli, base_milli, self.base_quantity_milli)

    def agreed_part(self, base_milli: int) -> int:
        """What the next part comes to at the agreed value."""
        return part_of(self.value, self.settled_milli, base_milli, self.base_quantity_milli)


def part_of(whole: int, before: int, now: int, all_of_it: int) -> int:
    """The part of a whole that belongs to the next ``now`` after ``before``; all parts make the whole."""
    return money.share(whole, before + now, all_of_it) - money.share(whole, before, all_of_it)


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement with all that has happened to it since; ``cash`` is plus when it came to us."""

    lines: tuple[DealLine, ...]
    cash: int
    difference: int = 0
    difference_as: DifferenceAs = DifferenceAs.NONE
    is_like_for_like: bool = False

    def line(self, line_no: int) -> DealLine | None:
        """A line by its number."""
        return next((each for each in self.lines if each.line_no == line_no), None)

    def of(self, side: Side) -> tuple[DealLine, ...]:
        """The lines of one list."""
        return tuple(each for each in self.lines if each.side is side)

    def settled(self, side: Side) -> int:
        """What counts as done of a list."""
        return sum(each.settled_value for each in self.of(side))

    def rest(self, side: Side) -> int:
        """What is still to come of a list: owed to us (theirs), owed by us (ours)."""
        return sum(each.rest_value for each in self.of(side))

    def is_done(self, side: Side) -> bool:
        """Whether nothing more is to come of a list."""
        return all(each.rest_milli == 0 for each in self.of(side))

    @property
    def account(self) -> int:
        """What stands on the partner's account of this barter: plus she owes us goods, minus we owe her."""
        return self.settled(Side.GIVE) - self.settled(Side.RECEIVE) - self.cash


def account_change(before: int, after: int) -> tuple[int, int]:
    """How what others owe and what we owe change (both with the sign of a journal line), satang."""
    return max(after, 0) - max(before, 0), min(after, 0) - min(before, 0)


def checked_part(line: DealLine, base_milli: int, left_text: str) -> int:
    """A part that can still be handed over; raises NothingToDeliverError, MoreThanAgreedError."""
    if money.checked_quantity(base_milli) <= 0:
        raise NothingToDeliverError
    if base_milli > line.rest_milli:
        raise MoreThanAgreedError(name=line.name, left_text=left_text)
    return base_milli


# ---------------------------------------------------------------- like for like


def swapped_in(deal: Deal, parts: Sequence[tuple[DealLine, int]], cost_of_all: int) -> list[int]:
    """What goods cost that come in like for like: their part of what all of ours cost us.

    ``parts`` are (line, base quantity) of their list in order; ``cost_of_all`` is what our whole list cost
    or, as far as it has not left, would cost now.
    """
    theirs = deal.of(Side.RECEIVE)
    whole = sum(each.value for each in theirs)
    done = {each.line_no: each.settled_milli for each in theirs}
    counted = deal.settled(Side.RECEIVE)
    values = []
    for line, base in parts:
        done[line.line_no] += base
        weight = sum(money.share(each.value, done[each.line_no], each.base_quantity_milli) for each in theirs)
        worth = max(money.share(cost_of_all, weight, whole) - counted, 0)
        counted += worth
        values.append(worth)
    return values
