"""What a batch's cost becomes: several outputs, by-products, waste, and parts finished earlier."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.cost_lines import Values, total_of
from app.domain.moving_average import Cost
from app.errors import UserError
from app.i18n import N_


class NoOutputError(UserError):
    """Finishing a batch with neither goods nor declared waste."""

    message = N_("Please enter how much came out of this batch.")


class OutputQuantityError(UserError):
    """An output whose quantity is not above zero."""

    message = N_("The quantity that came out has to be above zero.")


class PercentSumError(UserError):
    """Shares in percent that do not make 100 %."""

    message = N_("The shares of the outputs have to add up to 100 %.")


class OutputKind(StrEnum):
    """What came out of a batch."""

    GOOD = "good"
    CO_PRODUCT = "co_product"
    BY_PRODUCT = "by_product"
    NORMAL_WASTE = "normal_waste"
    ABNORMAL_WASTE = "abnormal_waste"


class JointBasis(StrEnum):
    """How outputs share a cost they have in common."""

    VALUE = "value"
    PERCENT = "percent"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Output:
    """One output: for a by-product ``unit_value_e4`` is its price less the cost of selling it."""

    kind: OutputKind
    product_uid: bytes
    quantity_milli: int
    unit_value_e4: int = 0
    percent_bp: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OutputCost:
    """An output with its share of the cost, and the cost of one unit of it."""

    output: Output
    values: Values

    @property
    def unit(self) -> Cost:
        """Cost of one unit in e4."""
        return unit_cost(self.values, self.output.quantity_milli)

    @property
    def is_stocked(self) -> bool:
        """Goods go to stock; waste never does."""
        return self.output.kind in (OutputKind.GOOD, OutputKind.CO_PRODUCT, OutputKind.BY_PRODUCT)


@dataclass(frozen=True, slots=True)
class Allocation:
    """Cost shared over all outputs, in the order they were given."""

    outputs: tuple[OutputCost, ...]

    @property
    def stocked(self) -> Values:
        """What enters stock."""
        return total_of(each.values for each in self.outputs if each.is_stocked)

    @property
    def expensed(self) -> Values:
        """Abnormal waste: an expense of the day."""
        return total_of(each.values for each in self.outputs if not each.is_stocked)


def unit_cost(values: Values, quantity_milli: int) -> Cost:
    """Cost of one unit (e4) when the quantity together cost ``values``."""
    return Cost(
        value_e4=money.unit_cost_e4(values.book, quantity_milli),
        cash_e4=money.unit_cost_e4(values.cash, quantity_milli),
        full_e4=money.unit_cost_e4(values.full, quantity_milli),
    )


def allocate_outputs(
    cost: Values,
    outputs: Sequence[Output],
    *,
    basis: JointBasis = JointBasis.VALUE,
    by_products_share: bool = False,
) -> Allocation:
    """Share a cost over outputs; every satang of each of the three values finds its place.

    By-products take their price less selling cost (never more than there is), unless
    ``by_products_share`` makes them share like any other output. Goods and abnormal waste of the
    same product share by quantity; normal waste takes nothing, so it raises the unit cost.
    Without any price, value falls back to quantity. Raises NoOutputError, OutputQuantityError,
    PercentSumError.
    """
    if any(output.quantity_milli <= 0 for output in outputs):
        raise OutputQuantityError
    if all(output.kind is OutputKind.NORMAL_WASTE for output in outputs):
        raise NoOutputError
    deducted = [
        index
        for index, output in enumerate(outputs)
        if output.kind is OutputKind.BY_PRODUCT and not by_products_share
    ]
    sharing = [
        index
        for index, output in enumerate(outputs)
        if index not in deducted and output.kind is not OutputKind.NORMAL_WASTE
    ]
    if not sharing:  # only by-products came out: nothing is left to carry the rest of the cost
        sharing, deducted = deducted, []
    groups = _groups(outputs, sharing)
    weights = _weights(outputs, groups, basis)
    parts = [
        _shared(amount, outputs, deducted, groups, weights) for amount in (cost.cash, cost.book, cost.full)
    ]
    return Allocation(
        tuple(
            OutputCost(output, Values(parts[0][index], parts[1][index], parts[2][index]))
            for index, output in enumerate(outputs)
        )
    )


def wip_share(wip: Values, finished_milli: int, remaining_milli: int, *, last: bool) -> Values:
    """Part of the work in progress that a finish takes: finished ÷ planned remaining.

    The last finish takes the rest, and so does one that reaches or passes what was planned.
    Raises OutputQuantityError.
    """
    if finished_milli <= 0:
        raise OutputQuantityError
    if last or finished_milli >= remaining_milli:
        return wip
    return Values(
        money.share(wip.cash, finished_milli, remaining_milli),
        money.share(wip.book, finished_milli, remaining_milli),
        money.share(wip.full, finished_milli, remaining_milli),
    )


def _groups(outputs: Sequence[Output], sharing: Sequence[int]) -> list[list[int]]:
    """Indices that share, goods and abnormal waste of one product together."""
    groups: dict[bytes, list[int]] = {}
    for index in sharing:
        groups.setdefault(outputs[index].product_uid, []).append(index)
    return list(groups.values())


def _weights(outputs: Sequence[Output], groups: Sequence[Sequence[int]], basis: JointBasis) -> list[int]:
    quantities = [sum(outputs[i].quantity_milli for i in group) for group in groups]
    if basis is JointBasis.PERCENT:
        percents = [sum(outputs[i].percent_bp for i in group) for group in groups]
        if sum(percents) != 10_000:
            raise PercentSumError
        return percents
    if basis is JointBasis.VALUE:
        prices = [max(outputs[i].unit_value_e4 for i in group) for group in groups]
        if any(prices):
            return [q * price for q, price in zip(quantities, prices, strict=True)]
    return quantities


def _shared(
    amount: int,
    outputs: Sequence[Output],
    deducted: Sequence[int],
    groups: Sequence[Sequence[int]],
    weights: Sequence[int],
) -> list[int]:
    """One of the three values, shared over all outputs in their order."""
    parts = [0] * len(outputs)
    prices = [money.times(outputs[i].unit_value_e4, outputs[i].quantity_milli) for i in deducted]
    if sum(prices) > amount:
        prices = money.split(max(amount, 0), prices)
    for index, price in zip(deducted, prices, strict=True):
        parts[index] = price
    rest = money.split(amount - sum(prices), weights)
    for group, share in zip(groups, rest, strict=True):
        inside = money.split(share, [outputs[i].quantity_milli for i in group])
        for index, part in zip(group, inside, strict=True):
            parts[index] = part
    return parts
