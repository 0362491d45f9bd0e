"""What is read of batches, as frozen rows: the list, the cost sheet, work in progress.

Quantities are thousandths, values satang, unit costs e4.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.costing import (
    BatchCost,
    BatchResult,
    CostKind,
    Difference,
    OutputKind,
    Settlement,
    Values,
    unit_cost,
)
from app.domain.moving_average import Cost


class BatchState(StrEnum):
    """Where a batch stands: state of its documents that were not undone."""

    OPEN = "open"
    FINISHED = "finished"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """One batch in a list; quantities in thousandths, values in satang."""

    id: int
    uid: bytes
    number: str
    product_uid: bytes
    product_name: str
    unit: str
    planned_milli: int
    started_on: dt.date
    finished_on: dt.date | None
    state: BatchState
    made_milli: int
    cost: Values
    """All that went in."""
    goods: Values
    """What the good ones of its product took of it."""

    @property
    def unit_cost(self) -> Cost | None:
        """Cost of one unit that came out (e4); None while nothing did."""
        return unit_cost(self.goods, self.made_milli) if self.made_milli > 0 else None


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """One document of a batch."""

    uid: bytes
    number: str
    on: dt.date
    ledger_date: dt.date
    phase: str
    is_final: bool
    hours_milli: int
    total: int
    note: str
    is_reversal: bool
    reversed_by: str | None

    @property
    def stands(self) -> bool:
        """Neither undone nor an undoing."""
        return not self.is_reversal and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the cost sheet: what was planned beside what was used."""

    kind: CostKind
    step: str
    settlement: Settlement
    description: str
    product_uid: bytes | None
    person: str
    unit: str
    is_fixed: bool
    estimated_milli: int
    actual_milli: int
    rate_e4: int
    estimated: Values
    actual: Values
    recosted: Values
    """How much of ``actual`` came in by re-costing the month."""


@dataclass(frozen=True, slots=True)
class SheetOutput:
    """What came out: its lot, its share of the cost, the cost of one unit."""

    product_uid: bytes
    name: str
    unit: str
    kind: OutputKind
    quantity_milli: int
    values: Values
    lot_code: str
    best_before: dt.date | None
    reason: str
    share_bp: int
    """Share of the full cost of everything that came out, in basis points."""

    @property
    def unit_cost(self) -> Cost | None:
        """Cost of one unit (e4); None where nothing was counted."""
        return unit_cost(self.values, self.quantity_milli) if self.quantity_milli > 0 else None


@dataclass(frozen=True, slots=True)
class BatchDetail:
    """Everything a cost sheet shows of a batch."""

    summary: BatchSummary
    product_code: str
    price_e4: int | None
    recipe_uid: bytes | None
    recipe_name: str
    recipe_version: int | None
    section: str
    note: str
    entries: tuple[BatchEntry, ...]
    lines: tuple[SheetLine, ...]
    outputs: tuple[SheetOutput, ...]
    actual: BatchCost
    estimated: BatchCost
    differences: tuple[Difference, ...]
    wip: Values
    recosted: Values
    hours_milli: int
    result: BatchResult | None
    """At the product's price, for what came out; None without a price or goods."""
    previous: tuple[BatchSummary, ...]
    """The batches of the product before it, newest first."""

    @property
    def unit_cost(self) -> Cost | None:
        """Cost of one good unit (e4): book, cash and full."""
        return self.summary.unit_cost


@dataclass(frozen=True, slots=True)
class BatchWip:
    """What stands in an unfinished batch."""

    uid: bytes
    number: str
    product_name: str
    values: Values
