"""Replay of open months by business date: what everything would have cost had every slip come in time.

Pure: documents go in as they were posted, costs come out as they should have been. Receipts that were
paid for stay as they are; what follows from them is worked out again, from materials over batches to
what was sold. Earlier re-costings are left out, so that a second replay gives the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.domain import money
from app.domain.cost_lines import NOTHING, Values, total_of
from app.domain.joint_cost import OutputKind
from app.domain.moving_average import (
    EMPTY,
    NO_FALLBACK,
    Cost,
    Fallback,
    Movement,
    Pool,
    find,
    issue,
    move_back,
    receive,
)
from app.domain.production import SHARING, taken_from_wip
from app.domain.recost_events import (
    Act,
    Happening,
    LineGroup,
    LineKey,
    Move,
    MoveKey,
    OutputGroup,
    Start,
    Step,
    StepLine,
    StepOutput,
    in_order,
)

_Group = TypeVar("_Group", bound=LineGroup | OutputGroup | int)


@dataclass(slots=True)
class Replayed:
    """How a month should have gone."""

    pools: dict[int, Pool]
    """At its end."""
    lines: dict[LineGroup, Values] = field(default_factory=dict)
    outputs: dict[OutputGroup, Values] = field(default_factory=dict)
    issued: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Quantity and book value that went out, by product."""


def replay(happenings: Iterable[Happening], start: Start, months: Sequence[str]) -> list[Replayed]:
    """Go through the months again; one answer per month, in their order."""
    replayer = _Replayer(start)
    by_month: dict[str, list[Happening]] = {month: [] for month in months}
    for each in in_order(happenings):
        if each.month in by_month:
            by_month[each.month].append(each)
    results = []
    for month in months:
        replayer.begin()
        for each in by_month[month]:
            replayer.play(each)
        results.append(replayer.end())
    return results


class _Replayer:
    """The state of a replay: pools, work in progress, and by how much each movement changed."""

    def __init__(self, start: Start) -> None:
        self._pools = {product: _with_last(pool) for product, pool in start.pools.items()}
        self._wip = dict(start.wip)
        self._done = dict(start.done)
        self._known = dict(start.known)
        self._played: dict[MoveKey, tuple[int, Values, Values]] = {}
        """Quantity, values and by how much they changed."""
        self._back: dict[MoveKey, int] = {}
        """Quantity that was taken back of a movement so far."""
        self._changed_lines: dict[LineKey, Values] = {}
        self._month = Replayed({})

    def begin(self) -> None:
        """A new month."""
        self._month = Replayed({})

    def end(self) -> Replayed:
        """The month as it went."""
        self._month.pools = dict(self._pools)
        return self._month

    def play(self, each: Happening) -> None:
        """One document: its moves first, then its batch."""
        for move in each.moves:
            self._move(move)
        if each.step is not None:
            self._step(each.step)

    def _move(self, move: Move, made: Values | None = None) -> Movement:
        """One movement of goods; ``made`` is what a batch gives them, else they keep what they cost."""
        pool = self._pools.get(move.product, EMPTY)
        values = self._values(move) if made is None else made
        if move.act is Act.ISSUE:
            movement = issue(pool, -move.quantity, self._fallback(move, pool))
            quantity, value = self._month.issued.get(move.product, (0, 0))
            self._month.issued[move.product] = (quantity - move.quantity, value - movement.value)
        elif move.act is Act.FIND:
            movement = find(pool, move.quantity, self._fallback(move, pool))
        elif move.act is Act.RECEIVE and move.quantity > 0 and _is_positive(values):
            movement = receive(pool, move.quantity, values.book, values.cash, values.full)
            self._known.setdefault(move.product, unit_of(values, move.quantity))
        else:
            movement = move_back(pool, move.quantity, values.book, values.cash, values.full)
        self._pools[move.product] = movement.pool_after
        if move.act in (Act.ISSUE, Act.FIND):
            values = Values(movement.cash_value, movement.value, movement.full_value)
        self._played[move.key] = (move.quantity, values, values - move.values)
        return movement

    def _values(self, move: Move) -> Values:
        """The values of a fixed movement; a return or undoing follows what it takes back."""
        if move.of is None or move.of not in self._played:
            return move.values
        quantity, values, change = self._played[move.of]
        before = self._back.get(move.of, 0)
        self._back[move.of] = before + move.quantity
        if change == NOTHING or not quantity:
            return move.values

        def back(total: int) -> int:
            # Part by part as returns are worked out, so that all of them together are the whole.
            after = money.share(total, before + move.quantity, quantity)
            return after - money.share(total, before, quantity)

        return Values(back(values.cash), back(values.book), back(values.full))

    def _fallback(self, move: Move, pool: Pool) -> Fallback:
        """Without any average: what is known of the product, else what was taken then."""
        if pool.last is not None:
            return NO_FALLBACK
        known = self._known.get(move.product)
        return Fallback(known or unit_of(move.values, move.quantity))

    def _step(self, step: Step) -> None:
        wip = self._wip.get(step.batch, NOTHING)
        for line in step.lines:
            values = self._line(line)
            wip += values
            self._changed_lines[line.key] = values - line.values
            add_up(self._month.lines, line.group, values)
        if step.outputs:
            wip -= self._outputs(step, wip)
        self._wip[step.batch] = wip

    def _line(self, line: StepLine) -> Values:
        if line.move is None:
            return line.values - self._change_of(line.of)
        movement = self._move(line.move)
        return Values(-movement.cash_amount, -movement.amount, -movement.full_amount)

    def _change_of(self, key: LineKey | None) -> Values:
        """By how much a line came out differently; an undoing takes that back too."""
        return NOTHING if key is None else self._changed_lines.get(key, NOTHING)

    def _outputs(self, step: Step, wip: Values) -> Values:
        if step.is_undoing:
            parts = [output.values - self._change_of(output.of) for output in step.outputs]
        else:
            left = step.planned - self._done.get(step.batch, 0)
            parts = spread(taken(wip, step, left), step.outputs)
        for output, values in zip(step.outputs, parts, strict=True):
            self._changed_lines[output.key] = values - output.values
            add_up(self._month.outputs, output.group, values)
            if output.move is not None:
                self._move(output.move, values)
        self._done[step.batch] = self._done.get(step.batch, 0) + step.own
        return total_of(parts)


def taken(wip: Values, step: Step, left: int) -> Values:
    """What a finish takes of the work in progress, by the rule by which it was posted."""
    if step.own <= 0 and not step.is_final:
        return NOTHING
    return taken_from_wip(wip, step.own, left, is_final=step.is_final)


def spread(amount: Values, outputs: Sequence[StepOutput]) -> list[Values]:
    """Share what a finish takes as it was shared; by-products keep their price.

    Products share in the proportions of then; goods and waste of one product by quantity.
    """
    parts = [
        _spread(amount.cash, [output.values.cash for output in outputs], outputs),
        _spread(amount.book, [output.values.book for output in outputs], outputs),
        _spread(amount.full, [output.values.full for output in outputs], outputs),
    ]
    return [Values(*each) for each in zip(*parts, strict=True)]


def _spread(amount: int, stored: Sequence[int], outputs: Sequence[StepOutput]) -> list[int]:
    """One of the three values; ``stored`` is how it was shared when it was posted."""
    kinds = [each.kind for each in outputs]
    sharing = [i for i, kind in enumerate(kinds) if kind in SHARING]
    fixed = [i for i, kind in enumerate(kinds) if kind is OutputKind.BY_PRODUCT]
    if not sharing:
        sharing, fixed = fixed, []
    result = [0] * len(outputs)
    # Stored values of a by-product differ only where there was less to give than its price.
    prices = [max(outputs[i].values.cash, outputs[i].values.book, outputs[i].values.full) for i in fixed]
    if sum(prices) > amount:
        prices = money.split(amount, prices)
    for i, price in zip(fixed, prices, strict=True):
        result[i] = price
    products: dict[int, list[int]] = {}
    for i in sharing:
        products.setdefault(outputs[i].group[1], []).append(i)
    groups = list(products.values())
    for weights in (stored, [each.values.full for each in outputs], [each.quantity for each in outputs]):
        chosen = [max(sum(weights[i] for i in group), 0) for group in groups]
        if any(chosen):
            break
    for group, share in zip(groups, money.split(amount - sum(prices), chosen), strict=True):
        inside = money.split(share, [outputs[i].quantity for i in group])
        for i, part in zip(group, inside, strict=True):
            result[i] = part
    return result


def add_up(sums: dict[_Group, Values], key: _Group, values: Values) -> None:
    """Add values to the sum of a key."""
    sums[key] = sums.get(key, NOTHING) + values


def pool_values(pool: Pool) -> Values:
    """The three values of a pool."""
    return Values(pool.cash_value, pool.value, pool.full_value)


def _with_last(pool: Pool) -> Pool:
    """A pool with its last known cost: the average, also of goods that are missing."""
    if not pool.quantity:
        return replace(pool, last=None)
    return replace(pool, last=unit_of(pool_values(pool), pool.quantity))


def unit_of(values: Values, quantity: int) -> Cost:
    """Cost of one unit (e4), never below zero."""
    return Cost(
        max(money.unit_cost_e4(values.book, quantity), 0),
        max(money.unit_cost_e4(values.cash, quantity), 0),
        max(money.unit_cost_e4(values.full, quantity), 0),
    )


def _is_positive(values: Values) -> bool:
    return min(values.cash, values.book, values.full) >= 0
