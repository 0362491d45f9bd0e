"""What a re-costing goes through: posted documents, as far as costs follow from them, and their order.

Products, batches, lots and documents are named by their local ids; quantities are thousandths.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.cost_lines import Values
from app.domain.joint_cost import OutputKind
from app.domain.moving_average import Cost, Pool

MoveKey = tuple[int, int, str, int]
"""Document, product, purpose, line: one movement of goods, over all its lots."""
LineKey = tuple[int, int]
"""Document and line of a cost or an output."""
LineGroup = tuple[int, str, str, str, int, int]
"""Batch, settlement, kind, step, product (0 for none), fixed: what re-costing changes as one line."""
OutputGroup = tuple[int, int, int, str]
"""Batch, product, lot (0 for none), kind."""

_ROUNDS = 30
"""Longest chain of batches made from batches that one day is sorted for."""


class Act(StrEnum):
    """What a movement does to the average."""

    RECEIVE = "receive"
    ISSUE = "issue"
    FIND = "find"
    BACK = "back"


class Phase(StrEnum):
    """Order within a day of late slips: what came in, what was made, all else."""

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
    is_late: bool = False
    """Entered on a later day than it happened on."""

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


def in_order(happenings: Iterable[Happening]) -> list[Happening]:
    """By day, within it as entered; on days with late slips what was bought comes first.

    Then the batches, each after those it is made from, then the rest: nobody knows the hour of a late
    slip, and goods have to be there before they are used.
    """
    found = list(happenings)
    levels = _levels([each.step for each in found if each.step is not None])
    late = {
        each.day
        for each in found
        if each.before is not None or (each.is_late and each.phase is not Phase.OTHER)
    }

    def key(each: Happening) -> tuple[str, str, int, int, int]:
        if each.day not in late:
            return each.day, "", 0, each.document, 1
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
