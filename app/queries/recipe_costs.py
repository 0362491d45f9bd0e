"""Recipes as they stand in the book, and what they cost at today's known costs."""

from collections.abc import Iterable

from app.domain.cost_lines import CostKind, Settlement
from app.domain.joint_cost import OutputKind, OutputQuantityError
from app.domain.moving_average import Cost, Pool, average
from app.domain.production import sharing_basis
from app.domain.recipe import (
    Estimate,
    Recipe,
    RecipeLine,
    RecipeOutput,
    RecipeWithoutOutputError,
    estimate,
    scale,
)
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import production as sql


class UnknownRecipeError(UserError):
    """No recipe has this uid."""

    message = N_("This recipe does not exist.")


def recipe_by_uid(uid: bytes) -> Recipe:
    """A recipe with its lines and outputs; raises UnknownRecipeError."""
    row = book.fetch_one(sql.RECIPE_BY_UID, (uid,))
    if row is None:
        raise UnknownRecipeError
    return _recipe(row)


def recipe_of_product(product_id: int) -> Recipe | None:
    """The recipe in use for a product (the newest active one), if it has one."""
    row = book.fetch_one(sql.RECIPE_OF_PRODUCT, (product_id,))
    return None if row is None else _recipe(row)


def _recipe(row: book.Row) -> Recipe:
    identity, uid, product_id, name, quantity, _hours, version = row
    product = book.fetch_one(sql.PRODUCT_UID, (product_id,))
    assert product is not None
    outputs = [RecipeOutput(product[0], quantity, OutputKind.GOOD, product[1] or 0)]
    for product_uid, made, kind, value_e4, price_e4 in book.fetch(sql.RECIPE_OUTPUTS, (identity,)):
        outputs.append(RecipeOutput(product_uid, made, OutputKind(kind), value_e4 or price_e4 or 0))
    lines = tuple(
        RecipeLine(
            kind=CostKind(line[0]),
            settlement=Settlement(line[1]),
            description=line[2],
            quantity_milli=line[3],
            unit=line[4],
            rate_e4=line[5],
            step=line[6],
            product_uid=line[7],
            person_uid=line[8],
            person_name=line[9],
            is_fixed=bool(line[10]),
        )
        for line in book.fetch(sql.RECIPE_LINES, (identity,))
    )
    return Recipe(
        tuple(outputs),
        lines,
        name,
        uid,
        sharing_basis((output.kind, output.product_uid, output.unit_value_e4) for output in outputs),
        version,
    )


def estimate_of(recipe: Recipe, quantity_milli: int) -> Estimate:
    """Estimated cost of making ``quantity_milli`` of the recipe's product at today's known costs.

    Raises RecipeWithoutOutputError, RecipeQuantityError.
    """
    return _estimate(scale(recipe, quantity_milli), frozenset({recipe.product_uid}))


def recipe_unit_cost(product_id: int) -> Cost | None:
    """Estimated unit cost (e4) of a product by its recipe in use; None without a recipe that yields one."""
    recipe = recipe_of_product(product_id)
    return None if recipe is None else _unit_cost(recipe, frozenset({recipe.product_uid}))


def known_costs(product_uids: Iterable[bytes]) -> dict[bytes, Cost]:
    """Unit costs by product: average on hand, else last average, last purchase, recipe."""
    return _known(product_uids, frozenset())


def _estimate(recipe: Recipe, made: frozenset[bytes]) -> Estimate:
    wanted = [
        line.product_uid
        for line in recipe.lines
        if line.settlement is Settlement.FROM_STOCK and line.product_uid is not None
    ]
    return estimate(recipe, _known(wanted, made))


def _unit_cost(recipe: Recipe, made: frozenset[bytes]) -> Cost | None:
    try:
        found = _estimate(recipe, made)
    except (RecipeWithoutOutputError, OutputQuantityError):
        return None
    return None if found.missing and not found.cost.total.full else found.unit


def _known(product_uids: Iterable[bytes], made: frozenset[bytes]) -> dict[bytes, Cost]:
    """``made`` are the products whose recipes are being worked out, so that a circle ends."""
    costs: dict[bytes, Cost] = {}
    for uid in dict.fromkeys(product_uids):
        row = book.fetch_one(sql.KNOWN_COST, (uid,))
        if row is None:
            continue
        product_id, _kind, quantity, value, cash, full, last_value, last_cash, last_full, purchase = row
        cost = average(Pool(quantity or 0, value or 0, cash or 0, full or 0))
        if cost is None and last_value is not None:
            cost = Cost(last_value, last_cash, last_full)
        if cost is None and purchase is not None:
            cost = Cost(purchase, purchase, purchase)
        if cost is None and uid not in made:
            recipe = recipe_of_product(product_id)
            cost = None if recipe is None else _unit_cost(recipe, made | {uid})
        if cost is not None:
            costs[uid] = cost
    return costs
