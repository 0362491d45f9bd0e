"""What recipes cost at today's known costs: for estimates, and for goods that have no cost yet."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.cost_lines import Settlement
from app.domain.joint_cost import JointBasis, PercentSumError
from app.domain.moving_average import Cost, Pool, average
from app.domain.production import SHARING, sharing_basis
from app.domain.recipe import Estimate, Recipe, estimate, scale
from app.queries.recipes import recipe_card, recipes_of_product
from db import connection as book
from db.sql import production as sql

_WHOLE_BP = 10_000


def recipe_of_product(product_id: int) -> Recipe | None:
    """The recipe in use for a product (the newest), if it has one."""
    for uid in reversed(recipes_of_product(product_id)):
        card = recipe_card(uid)
        if card is not None:
            return card.recipe
    return None


def estimate_of(recipe: Recipe, quantity_milli: int) -> Estimate:
    """Estimated cost of making ``quantity_milli`` of the recipe's product at today's known costs.

    Raises RecipeWithoutOutputError, RecipeQuantityError, PercentSumError.
    """
    return _estimate(scale(recipe, quantity_milli), frozenset({recipe.product_uid}))


def recipe_unit_cost(product_id: int) -> Cost | None:
    """Estimated unit cost (e4) of a product by its recipe in use; None without a recipe that yields one."""
    recipe = recipe_of_product(product_id)
    return None if recipe is None else _unit_cost(recipe, frozenset({recipe.product_uid}))


def known_costs(product_uids: Iterable[bytes]) -> dict[bytes, Cost]:
    """Unit costs by product: average on hand, else the last one, else by its recipe."""
    return _known(product_uids, frozenset())


def price_e4_of(product_uid: bytes) -> int:
    """A product's price (e4); 0 if it has none."""
    row = book.fetch_one(sql.PRODUCT_PRICE, (product_uid,))
    return 0 if row is None or row[0] is None else int(row[0])


def valued(recipe: Recipe) -> Recipe:
    """The recipe with what its outputs share by: prices where no value is said, the rest of the percent."""
    if len(recipe.outputs) == 1:
        return replace(recipe, basis=JointBasis.QUANTITY)
    if recipe.basis is JointBasis.PERCENT:
        main, *others = recipe.outputs
        rest = _WHOLE_BP - sum(each.percent_bp for each in others)
        if rest < 0:
            raise PercentSumError
        return replace(recipe, outputs=(replace(main, percent_bp=rest), *others))
    outputs = tuple(
        replace(each, unit_value_e4=each.unit_value_e4 or price_e4_of(each.product_uid))
        if each.kind in SHARING
        else each
        for each in recipe.outputs
    )
    if recipe.basis is JointBasis.QUANTITY:
        return replace(recipe, outputs=outputs)
    basis = sharing_basis((each.kind, each.product_uid, each.unit_value_e4) for each in outputs)
    return replace(recipe, outputs=outputs, basis=basis)


def _estimate(recipe: Recipe, made: frozenset[bytes]) -> Estimate:
    wanted = [
        line.product_uid
        for line in recipe.lines
        if line.settlement is Settlement.FROM_STOCK and line.product_uid is not None
    ]
    return estimate(valued(recipe), _known(wanted, made))


def _unit_cost(recipe: Recipe, made: frozenset[bytes]) -> Cost | None:
    try:
        found = _estimate(recipe, made)
    except PercentSumError:
        return None
    return None if found.missing and not found.cost.total.full else found.unit


def _known(product_uids: Iterable[bytes], made: frozenset[bytes]) -> dict[bytes, Cost]:
    """``made`` are the products whose recipes are being worked out, so that a circle ends."""
    costs: dict[bytes, Cost] = {}
    for uid in dict.fromkeys(product_uids):
        row = book.fetch_one(sql.KNOWN_COST, (uid,))
        if row is None:
            continue
        product_id, quantity, value, cash, full, last_value, last_cash, last_full = row
        found = average(Pool(quantity or 0, value or 0, cash or 0, full or 0))
        if found is None and last_value is not None:
            found = Cost(last_value, last_cash, last_full)
        if found is None and uid not in made:
            recipe = recipe_of_product(product_id)
            found = None if recipe is None else _unit_cost(recipe, made | {uid})
        if found is not None:
            costs[uid] = found
    return costs
