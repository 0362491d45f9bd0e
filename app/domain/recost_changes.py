"""What re-costing a month changes: how it should have gone less how it stands in the books."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.domain import money
from app.domain.cost_lines import NOTHING, Settlement, Values, total_of
from app.domain.joint_cost import OutputKind
from app.domain.moving_average import EMPTY, Pool, average
from app.domain.recost_events import LineGroup, OutputGroup
from app.domain.recosting import Replayed, add_up, pool_values

_Key = TypeVar("_Key", bound=LineGroup | OutputGroup)


@dataclass(frozen=True, slots=True)
class MonthAsPosted:
    """What stands in the books of a month, earlier re-costings included."""

    stock: Mapping[int, Values]
    """Change of the stock's value in the month, by product."""
    end: Mapping[int, tuple[int, int]]
    """Quantity and book value at the end of the month, by product."""
    lines: Mapping[LineGroup, Values]
    outputs: Mapping[OutputGroup, Values]


@dataclass(frozen=True, slots=True)
class ProductChange:
    """What re-costing changes for a product: unit cost (e4), value on hand, cost of what went out."""

    product: int
    old_unit_e4: int
    new_unit_e4: int
    stock: Values
    sold: Values


@dataclass(frozen=True, slots=True)
class MonthChanges:
    """What re-costing a month changes; nothing in it when all is as it should be."""

    month: str
    products: tuple[ProductChange, ...] = ()
    lines: tuple[tuple[LineGroup, Values], ...] = ()
    outputs: tuple[tuple[OutputGroup, Values], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether all is as it should be."""
        return not (self.products or self.lines or self.outputs)

    @property
    def stock(self) -> Values:
        """Change of the value on hand."""
        return total_of(each.stock for each in self.products)

    @property
    def sold(self) -> Values:
        """Change of the cost of sales."""
        return total_of(each.sold for each in self.products)

    @property
    def wasted(self) -> Values:
        """Change of unusual waste."""
        waste = OutputKind.ABNORMAL_WASTE.value
        return total_of(values for group, values in self.outputs if group[3] == waste)

    def wip_by_batch(self) -> dict[int, Values]:
        """Change of the work in progress, by batch."""
        result: dict[int, Values] = {}
        for group, values in self.lines:
            add_up(result, group[0], values)
        for output, values in self.outputs:
            add_up(result, output[0], -values)
        return result


def month_changes(
    month: str, new: Replayed, before: Mapping[int, Pool], posted: MonthAsPosted
) -> MonthChanges:
    """How a month should have gone less how it stands; ``before`` are the pools at its start."""
    lines = _differences(new.lines, posted.lines)
    outputs = _differences(new.outputs, posted.outputs)
    made: dict[int, Values] = {}
    used: dict[int, Values] = {}
    for group, values in lines:
        if group[1] == Settlement.FROM_STOCK:
            add_up(used, group[4], values)
    for output, values in outputs:
        if OutputKind(output[3]) not in (OutputKind.NORMAL_WASTE, OutputKind.ABNORMAL_WASTE):
            add_up(made, output[1], values)
    products = []
    for product in sorted({*new.pools, *posted.stock, *made, *used}):
        end = new.pools.get(product, EMPTY)
        stock = pool_values(end) - pool_values(before.get(product, EMPTY))
        stock -= posted.stock.get(product, NOTHING)
        # What came in is on hand, was used by batches, or is cost of sales: nothing gets lost.
        went_out = made.get(product, NOTHING) - stock
        sold = went_out - used.get(product, NOTHING)
        if stock == NOTHING and sold == NOTHING:
            continue
        old_unit, new_unit = _units(product, end, new, posted, went_out)
        products.append(ProductChange(product, old_unit, new_unit, stock, sold))
    return MonthChanges(month, tuple(products), lines, outputs)


def _units(
    product: int, end: Pool, new: Replayed, posted: MonthAsPosted, went_out: Values
) -> tuple[int, int]:
    """Old and new unit cost: of what is on hand, else of what went out."""
    old_quantity, old_value = posted.end.get(product, (0, 0))
    unit = average(end)
    if unit is not None and old_quantity > 0:
        return money.unit_cost_e4(max(old_value, 0), old_quantity), unit.value_e4
    quantity, value = new.issued.get(product, (0, 0))
    if quantity > 0:
        return (
            money.unit_cost_e4(max(value - went_out.book, 0), quantity),
            money.unit_cost_e4(value, quantity),
        )
    known = end.last.value_e4 if end.last is not None else 0
    return known, known


def _differences(new: Mapping[_Key, Values], old: Mapping[_Key, Values]) -> tuple[tuple[_Key, Values], ...]:
    found = [(key, new.get(key, NOTHING) - old.get(key, NOTHING)) for key in sorted({*new, *old})]
    return tuple((key, values) for key, values in found if values != NOTHING)
