"""Recipes for screens: the list, one whole recipe, and all in use as the cycle check needs them."""

from dataclasses import dataclass

from app.domain.cost_lines import CostKind, Settlement
from app.domain.joint_cost import JointBasis, OutputKind
from app.domain.recipe import Recipe, RecipeLine, RecipeOutput
from db import connection as book
from db.sql import master as sql


@dataclass(frozen=True, slots=True)
class RecipeRow:
    """A line of the list of recipes."""

    id: int
    uid: bytes
    product_uid: bytes
    product: str
    name: str
    output_milli: int
    unit: str
    hours_milli: int
    version: int
    active: bool


@dataclass(frozen=True, slots=True)
class RecipeCard:
    """A recipe with everything about it."""

    id: int
    recipe: Recipe
    product: str
    unit: str
    hours_milli: int
    note: str
    active: bool


def list_recipes(*, active_only: bool = True) -> list[RecipeRow]:
    """Recipes by the name of their product."""
    return [RecipeRow(*[*row[:9], bool(row[9])]) for row in book.fetch(sql.RECIPES, (int(active_only),))]


def recipe_card(uid: bytes) -> RecipeCard | None:
    """A recipe with its lines and outputs, or None."""
    row = book.fetch_one(sql.RECIPE_BY_UID, (uid,))
    if row is None:
        return None
    return _card(row, book.fetch(sql.RECIPE_LINES, (row[0],)), book.fetch(sql.RECIPE_OUTPUTS, (row[0],)))


def recipes_of_product(product_id: int) -> list[bytes]:
    """Uids of the recipes in use for a product."""
    return [row[0] for row in book.fetch(sql.RECIPES_OF_PRODUCT, (product_id,))]


def recipes_in_use() -> dict[bytes, Recipe]:
    """The recipe in use of every product that has one (the newest where there are several)."""
    lines: dict[int, list[book.Row]] = {}
    for row in book.fetch(sql.ACTIVE_RECIPE_LINES):
        lines.setdefault(row[0], []).append(row)
    outputs: dict[int, list[book.Row]] = {}
    for row in book.fetch(sql.ACTIVE_RECIPE_OUTPUTS):
        outputs.setdefault(row[0], []).append(row)
    found: dict[bytes, Recipe] = {}
    for row in book.fetch(sql.ACTIVE_RECIPES):
        found.setdefault(row[2], _card(row, lines.get(row[0], []), outputs.get(row[0], [])).recipe)
    return found


def _card(row: book.Row, lines: list[book.Row], outputs: list[book.Row]) -> RecipeCard:
    identity, uid, product_uid, name, quantity, hours, basis, note, version, active, product, unit = row
    recipe = Recipe(
        outputs=(
            RecipeOutput(product_uid, quantity),
            *(RecipeOutput(each[1], each[2], OutputKind(each[3]), each[4], each[5]) for each in outputs),
        ),
        lines=tuple(_line(each) for each in lines),
        name=name,
        uid=uid,
        basis=JointBasis(basis),
        version=version,
    )
    return RecipeCard(identity, recipe, product, unit, hours, note, bool(active))


def _line(row: book.Row) -> RecipeLine:
    (
        _recipe,
        kind,
        settlement,
        description,
        quantity,
        unit,
        rate,
        step,
        product,
        person,
        name,
        fixed,
        batch,
    ) = row
    return RecipeLine(
        kind=CostKind(kind),
        settlement=Settlement(settlement),
        description=description,
        quantity_milli=quantity,
        unit=unit,
        rate_e4=rate,
        step=step,
        product_uid=product,
        person_uid=person,
        person_name=name,
        is_fixed=None if fixed is None else bool(fixed),
        per_batch=bool(batch),
    )
