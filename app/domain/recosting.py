"""Replay of open months by business date: what everything would have cost had every slip come in time.

Pure: documents go in as they were posted, costs come out as they should have been. Receipts that were
paid for stay as they are; what follows from them is worked out again, from materials over batches to
what was sold. Earlier re-costings are left out, so that a second replay gives the same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from app.domain import money
from app.domain.cost_lines import NOTHING, Values, total_of
from app.domain.joint_cost import OutputKind, wip_share
from app.domain.moving_average import (
    EMPTY,
    Cost,
    Fallback,
    Movement,
    Pool,
    find,
    issue,
    move_back,
    receive,
)
from app.domain.production import SHARING

MoveKey = tuple[int, int, str, int]
"""Document, product, purpose, line: one movement of goods, over all its lots."""
LineKey = tuple[int, int]
"""Document and line of a cost or an output."""
LineGroup = tuple[int, str, str, str, int, int]
"""Batch, settlement, kind, step, product (0 for none), fixed: what re-costing changes as one line."""
OutputGroup = tuple[int, int, int, str]
"""Batch, product, lot (0 for none), kind."""

_Group = TypeVar("_Group", bound=LineGroup | OutputGroup | int)

_ROUNDS = 30
"""Longest chain of batches made from batches that one day is sorted for."""


class Act(StrEnum):
    """What a movement does to the average."""

    RECEIVE = "receive"
    ISSUE = "issue"
    FIND = "find"
    BACK = "back"


class Phase(StrEnum):
    """Order within a day: what came in, what was made, all else."""

    BOUGHT = "0"
    MADE = "1"
    OTHER = "2"


@dataclass(frozen=True, slots=True)
class Move:
    """Goods in (+) or out (-) with the values stored then; ``of`` is what a return or undoing takes back."""

    key: MoveKey
    act: Act
    quantity: int
    values: Values
    of: MoveKey | None = None

    @property
    def product(self) -> int:
        """The product that moves."""
        return self.key[1]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A cost of a batch; ``move`` if the goods came from stock, ``of`` if an undoing takes it back."""

    key: LineKey
    group: LineGroup
    values: Values
    move: Move | None = None
    of: LineKey | None = None


@dataclass(frozen=True, slots=True)
class StepOutput:
    """An output of a batch; ``move`` if it entered stock."""

    key: LineKey
    group: OutputGroup
    quantity: int
    values: Values
    move: Move | None = None
    of: LineKey | None = None

    @property
    def kind(self) -> OutputKind:
        """What kind of output it is."""
        return OutputKind(self.group[3])


@dataclass(frozen=True, slots=True)
class Step:
    """What a document does in a batch; ``own`` is how much of the plan its outputs use up (signed)."""

    batch: int
    planned: int
    is_final: bool
    is_undoing: bool
    own: int
    lines: tuple[StepLine, ...]
    outputs: tuple[StepOutput, ...]

    @property
    def consumed(self) -> set[int]:
        """Products it takes from stock."""
        return {line.move.product for line in self.lines if line.move is not None}

    @property
    def made(self) -> set[int]:
        """Products it puts into stock."""
        return {output.move.product for output in self.outputs if output.move is not None}


@dataclass(frozen=True, slots=True)
class Happening:
    """A document to be replayed; ``day`` and ``month`` are ISO text of its ledger date."""

    document: int
    day: str
    phase: Phase
    moves: tuple[Move, ...] = ()
    step: Step | None = None
    before: int | None = None
    """A late slip of a finished batch counts before the finish that this names."""

    @property
    def month(self) -> str:
        """Year and month."""
        return self.day[:7]


@dataclass(frozen=True, slots=True)
class Start:
    """What stood when the first month began: pools, work in progress, how much of each plan was done."""

    pools: Mapping[int, Pool]
    wip: Mapping[int, Values]
    done: Mapping[int, int]
    known: Mapping[int, Cost]
    """Unit costs of products with no average at the start."""


@dataclass(slots=True)
class Replayed:
    """How a month should have gone."""

    pools: dict[int, Pool]
    """At its end."""
    lines: dict[LineGroup, Values] = field(default_factory=dict)
    outputs: dict[OutputGroup, Values] = field(default_factory=dict)
    issued: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Quantity and book value that went out, by product."""


def in_order(happenings: Iterable[Happening]) -> list[Happening]:
    """By day; within it what was bought, then batches after those they are made from, then the rest."""
    found = list(happenings)
    levels = _levels([each.step for each in found if each.step is not None])

    def key(each: Happening) -> tuple[str, str, int, int, int]:
        level = 0 if each.step is None else levels.get(each.step.batch, 0)
        if each.before is not None:
            return each.day, each.phase, level, each.before, 0
        return each.day, each.phase, level, each.document, 1

    return sorted(found, key=key)


def _levels(steps: Sequence[Step]) -> dict[int, int]:
    """How deep each batch stands in the making: 0 if it is made of bought goods only."""
    products: dict[int, int] = {}
    batches: dict[int, int] = {}
    for _round in range(_ROUNDS):  # a circle would never settle
        changed = False
        for step in steps:
            level = max([batches.get(step.batch, 0), *(products.get(each, 0) for each in step.consumed)])
            if level != batches.get(step.batch, 0):
                batches[step.batch] = level
                changed = True
            for product in step.made:
                if products.get(product, 0) < level + 1:
                    products[product] = level + 1
                    changed = True
        if not changed:
            break
    return batches


def replay(happenings: Iterable[Happening], start: Start, months: Sequence[str]) -> list[Replayed]:
    """Go through the months again; one answer per month, in their order."""
    replayer = _Replayer(start)
    ordered = in_order(happenings)
    results = []
    for month in months:
        replayer.begin()
        for each in ordered:
            if each.month == month:
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
        self._changed: dict[MoveKey, tuple[int, Values]] = {}
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
            movement = issue(pool, -move.quantity, self._fallback(move))
            quantity, value = self._month.issued.get(move.product, (0, 0))
            self._month.issued[move.product] = (quantity - move.quantity, value - movement.value)
        elif move.act is Act.FIND:
            movement = find(pool, move.quantity, self._fallback(move))
        elif (
            move.act is Act.RECEIVE and move.quantity > 0 and min(values.cash, values.book, values.full) >= 0
        ):
            movement = receive(pool, move.quantity, values.book, values.cash, values.full)
            self._known.setdefault(move.product, unit_of(values, move.quantity))
        else:
            movement = move_back(pool, move.quantity, values.book, values.cash, values.full)
        self._pools[move.product] = movement.pool_after
        if move.act in (Act.ISSUE, Act.FIND):
            moved = Values(movement.cash_value, movement.value, movement.full_value)
            self._changed[move.key] = (move.quantity, moved - move.values)
        else:
            self._changed[move.key] = (move.quantity, values - move.values)
        return movement

    def _values(self, move: Move) -> Values:
        """The values of a fixed movement; a return or undoing follows what it takes back."""
        if move.of is None or move.of not in self._changed:
            return move.values
        quantity, change = self._changed[move.of]
        if not quantity:
            return move.values - change
        return move.values + Values(
            money.share(change.cash, move.quantity, quantity),
            money.share(change.book, move.quantity, quantity),
            money.share(change.full, move.quantity, quantity),
        )

    def _fallback(self, move: Move) -> Fallback:
        """Without any average: what is known of the product, else what was taken then."""
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
            parts = [
                output.values
                - (NOTHING if output.of is None else self._changed_lines.get(output.of, NOTHING))
                for output in step.outputs
            ]
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
    """What a finish takes of the work in progress, as when it was posted; never below zero."""
    sound = Values(max(wip.cash, 0), max(wip.book, 0), max(wip.full, 0))
    if step.is_final:
        return sound
    return wip_share(sound, step.own, left, last=False) if step.own > 0 else NOTHING


def spread(amount: Values, outputs: Sequence[StepOutput]) -> list[Values]:
    """Share what a finish takes in the proportions it was shared in; by-products keep their price."""
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
    prices = [stored[i] for i in fixed]
    if sum(prices) > amount:
        prices = money.split(amount, prices)
    for i, price in zip(fixed, prices, strict=True):
        result[i] = price
    for weights in (stored, [each.values.full for each in outputs], [each.quantity for each in outputs]):
        chosen = [max(weights[i], 0) for i in sharing]
        if any(chosen):
            break
    for i, part in zip(sharing, money.split(amount - sum(prices), chosen), strict=True):
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
