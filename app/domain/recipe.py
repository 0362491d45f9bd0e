"""Recipes: what goes in and what comes out, scaled to a batch and estimated at today's costs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.cost_lines import (
    BatchCost,
    CostKind,
    CostLine,
    Settlement,
    Values,
    batch_cost,
    cost_line,
    stock_line,
)
from app.domain.joint_cost import Allocation, JointBasis, Output, OutputKind, allocate_outputs
from app.domain.moving_average import Cost
from app.errors import UserError
from app.i18n import N_


class RecipeWithoutOutputError(UserError):
    """A recipe that makes nothing."""

    message = N_("Please enter what this recipe makes and how much.")


class RecipeQuantityError(UserError):
    """A quantity in a recipe that is not above zero, or a rate below it."""

    message = N_("Please check “{description}”: quantities in a recipe have to be above zero.")


class RecipeCycleError(UserError):
    """A recipe that needs its own product, directly or through others; ``path`` are the products."""

    message = N_("This recipe would need its own product to make it.")

    def __init__(self, *, path: tuple[bytes, ...]) -> None:
        self.path = path
        super().__init__(path=path)


@dataclass(frozen=True, slots=True)
class RecipeLine:
    """What one making needs; ``per_batch`` lines stay the same however much is made."""

    kind: CostKind
    settlement: Settlement
    description: str
    quantity_milli: int
    unit: str
    rate_e4: int = 0
    step: str = ""
    product_uid: bytes | None = None
    person_uid: bytes | None = None
    person_name: str = ""
    is_fixed: bool | None = None
    per_batch: bool = False


@dataclass(frozen=True, slots=True)
class RecipeOutput:
    """What one making yields; by-products with their price less selling cost (e4)."""

    product_uid: bytes
    quantity_milli: int
    kind: OutputKind = OutputKind.GOOD
    unit_value_e4: int = 0
    percent_bp: int = 0


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe; its first output is the product it is named for."""

    outputs: tuple[RecipeOutput, ...]
    lines: tuple[RecipeLine, ...]
    name: str = ""
    uid: bytes | None = None
    basis: JointBasis = JointBasis.VALUE
    version: int = 1

    @property
    def product_uid(self) -> bytes:
        """The product it is for; raises RecipeWithoutOutputError."""
        return self._main.product_uid

    @property
    def output_quantity_milli(self) -> int:
        """How much of its product one making yields; raises RecipeWithoutOutputError."""
        return self._main.quantity_milli

    @property
    def _main(self) -> RecipeOutput:
        if not self.outputs:
            raise RecipeWithoutOutputError
        return self.outputs[0]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a recipe will cost: lines, totals, cost of each output, and what has no cost yet."""

    lines: tuple[CostLine, ...]
    cost: BatchCost
    outputs: Allocation
    missing: tuple[str, ...]

    @property
    def unit(self) -> Cost:
        """Estimated cost of one unit of the recipe's product (e4)."""
        return self.outputs.outputs[0].unit


def check_recipe(recipe: Recipe, others: Mapping[bytes, Recipe] | None = None) -> None:
    """Refuse a recipe that cannot be made; ``others`` are the recipes in use, by product.

    Raises RecipeWithoutOutputError, RecipeQuantityError, RecipeCycleError, AmountTooLargeError.
    """
    if not recipe.outputs or recipe.outputs[0].quantity_milli <= 0:
        raise RecipeWithoutOutputError
    for output in recipe.outputs:
        if output.quantity_milli <= 0 or output.unit_value_e4 < 0:
            raise RecipeQuantityError(description=recipe.name)
        money.checked_quantity(output.quantity_milli)
    for line in recipe.lines:
        if line.quantity_milli <= 0 or line.rate_e4 < 0:
            raise RecipeQuantityError(description=line.description)
        money.checked_quantity(line.quantity_milli)
    recipes = {**(others or {}), recipe.product_uid: recipe}
    path = _cycle(recipe.product_uid, recipes)
    if path:
        raise RecipeCycleError(path=path)


def scale(recipe: Recipe, quantity_milli: int) -> Recipe:
    """The recipe for making ``quantity_milli`` of its product.

    Raises RecipeWithoutOutputError, RecipeQuantityError.
    """
    whole = recipe.output_quantity_milli
    if whole <= 0:
        raise RecipeWithoutOutputError
    if quantity_milli <= 0:
        raise RecipeQuantityError(description=recipe.name)

    def scaled(quantity: int) -> int:
        return money.share(quantity, quantity_milli, whole)

    return replace(
        recipe,
        outputs=tuple(
            replace(output, quantity_milli=scaled(output.quantity_milli)) for output in recipe.outputs
        ),
        lines=tuple(
            line if line.per_batch else replace(line, quantity_milli=scaled(line.quantity_milli))
            for line in recipe.lines
        ),
    )


def estimate(recipe: Recipe, costs: Mapping[bytes, Cost]) -> Estimate:
    """Estimated cost of one making; goods from stock at ``costs``, else at the recipe's own rate.

    A line from stock with neither is named in ``missing`` and counts nothing.
    Raises RecipeWithoutOutputError, OutputQuantityError, PercentSumError.
    """
    if not recipe.outputs:
        raise RecipeWithoutOutputError
    missing = []
    lines = []
    for line in recipe.lines:
        known = None if line.product_uid is None else costs.get(line.product_uid)
        if line.settlement is Settlement.FROM_STOCK and line.product_uid is not None and known is not None:
            lines.append(_from_stock(line, line.product_uid, known))
            continue
        if line.settlement is Settlement.FROM_STOCK and not line.rate_e4:
            missing.append(line.description)
        lines.append(
            cost_line(
                line.kind,
                line.settlement,
                line.description,
                quantity_milli=line.quantity_milli,
                rate_e4=line.rate_e4,
                unit=line.unit,
                step=line.step,
                person_uid=line.person_uid,
                person_name=line.person_name,
                product_uid=line.product_uid,
                is_fixed=line.is_fixed,
            )
        )
    cost = batch_cost(lines)
    outputs = [
        Output(each.kind, each.product_uid, each.quantity_milli, each.unit_value_e4, each.percent_bp)
        for each in recipe.outputs
        if each.quantity_milli > 0
    ]
    allocation = allocate_outputs(cost.total, outputs, basis=recipe.basis)
    return Estimate(tuple(lines), cost, allocation, tuple(missing))


def making_order(recipes: Mapping[bytes, Recipe]) -> list[bytes]:
    """Products of these recipes so that each comes after those it is made from.

    Raises RecipeCycleError.
    """
    for product in recipes:
        path = _cycle(product, recipes)
        if path:
            raise RecipeCycleError(path=path)
    order: list[bytes] = []
    done: set[bytes] = set()
    for start in recipes:
        waiting = [start]
        while waiting:
            product = waiting[-1]
            needed = [each for each in _needs(product, recipes) if each not in done]
            if needed:
                waiting.extend(needed)
                continue
            waiting.pop()
            if product not in done:
                done.add(product)
                order.append(product)
    return [product for product in order if product in recipes]


def _from_stock(line: RecipeLine, product_uid: bytes, cost: Cost) -> CostLine:
    return stock_line(
        line.kind,
        line.description,
        Values(
            cash=money.times(cost.cash_e4, line.quantity_milli),
            book=money.times(cost.value_e4, line.quantity_milli),
            full=money.times(cost.full_e4, line.quantity_milli),
        ),
        product_uid=product_uid,
        quantity_milli=line.quantity_milli,
        unit=line.unit,
        step=line.step,
        is_fixed=bool(line.is_fixed),
    )


def _needs(product: bytes, recipes: Mapping[bytes, Recipe]) -> list[bytes]:
    recipe = recipes.get(product)
    lines = recipe.lines if recipe is not None else ()
    return [line.product_uid for line in lines if line.product_uid is not None]


def _cycle(start: bytes, recipes: Mapping[bytes, Recipe]) -> tuple[bytes, ...]:
    """Products from ``start`` back to itself, or nothing; without recursion, chains may be long."""
    came_from: dict[bytes, bytes] = {}
    waiting = [start]
    while waiting:
        product = waiting.pop()
        for needed in _needs(product, recipes):
            if needed == start:
                path = [start, product]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if needed not in came_from:
                came_from[needed] = product
                waiting.append(needed)
    return ()
