"""Recipes: made, changed (their version rises), put aside; none may need its own product."""

from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.joint_cost import OutputKind
from app.domain.recipe import Recipe, check_recipe
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.recipes import RecipeCard, recipe_card, recipes_in_use
from app.services import records
from app.services.parties import UnknownPartyError
from app.services.records import Saved, saving
from app.services.stock import UnknownProductError
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.base import delete_where, insert_row
from db.models.recipes import Recipe as RecipeModel
from db.models.recipes import RecipeLine, RecipeOutput
from db.sql import master as sql


class RecipeMissingError(UserError):
    """No recipe has this uid."""

    message = N_("This recipe is no longer in the book.")


class RecipeOutputKindError(UserError):
    """Spoiled goods are entered when a batch is finished, not planned in a recipe."""

    message = N_("Goods that go bad unexpectedly cannot be part of a recipe.")


def create_recipe(
    session: Session, recipe: Recipe, *, hours_milli: int = 0, note: str = "", uid: bytes | None = None
) -> Saved:
    """Add a recipe once per ``uid``; its first output is the product it is for.

    Raises NotPermittedError, UnknownProductError, UnknownPartyError and what ``check_recipe`` raises.
    """
    uid = uid or recipe.uid or new_uid()
    with saving(session, Permission.EDIT_RECIPES):
        found = book.fetch_one(sql.RECIPE_BY_UID, (uid,))
        if found is not None:
            return Saved(found[0], uid)
        columns = _columns(recipe, hours_milli, note)
        row_id = records.add(session, RecipeModel, uid, {**columns, "version": 1})
        _add_parts(row_id, recipe)
    return Saved(row_id, uid, changes=Changes.RECIPES)


def update_recipe(
    session: Session, recipe_uid: bytes, *, recipe: Recipe, hours_milli: int = 0, note: str = ""
) -> Saved:
    """Replace a recipe's lines and outputs; batches made before keep what they were made with.

    Raises RecipeMissingError and what ``create_recipe`` raises.
    """
    with saving(session, Permission.EDIT_RECIPES):
        card = _card(recipe_uid)
        columns = _columns(recipe, hours_milli, note)
        old = card.recipe
        same = (old.lines, old.outputs, old.basis) == (recipe.lines, recipe.outputs, recipe.basis)
        delete_where(RecipeLine, recipe_id=card.id)
        delete_where(RecipeOutput, recipe_id=card.id)
        _add_parts(card.id, recipe)
        changed = records.change(
            session,
            RecipeModel,
            card.id,
            columns,
            extra_before=None if same else _described(old),
            extra_after=None if same else _described(recipe),
        )
        if changed:
            RecipeModel.update(version=old.version + 1).where(RecipeModel.id == card.id).execute()
    return Saved(card.id, recipe_uid, changes=Changes.RECIPES if changed else Changes.NONE)


def deactivate_recipe(session: Session, recipe_uid: bytes, *, active: bool = False) -> Saved:
    """Put a recipe aside, or with ``active`` take it up again.

    Raises RecipeMissingError, RecipeCycleError.
    """
    with saving(session, Permission.EDIT_RECIPES):
        card = _card(recipe_uid)
        if active:
            check_recipe(card.recipe, recipes_in_use())
        records.change(session, RecipeModel, card.id, {"active": int(active)})
    return Saved(card.id, recipe_uid, changes=Changes.RECIPES)


def _card(uid: bytes) -> RecipeCard:
    card = recipe_card(uid)
    if card is None:
        raise RecipeMissingError
    return card


def _columns(recipe: Recipe, hours_milli: int, note: str) -> dict[str, Any]:
    check_recipe(recipe, recipes_in_use())
    if any(each.kind is OutputKind.ABNORMAL_WASTE for each in recipe.outputs):
        raise RecipeOutputKindError
    return {
        "product_id": _product_id(recipe.product_uid),
        "name": clean_name(recipe.name),
        "output_quantity": recipe.output_quantity_milli,
        "hours_milli": max(hours_milli, 0),
        "basis": recipe.basis.value,
        "note": clean_text(note),
    }


def _add_parts(recipe_id: int, recipe: Recipe) -> None:
    for number, line in enumerate(recipe.lines, 1):
        insert_row(
            RecipeLine,
            {
                "recipe_id": recipe_id,
                "line_no": number,
                "kind": line.kind.value,
                "step": clean_name(line.step, 200),
                "settlement": line.settlement.value,
                "description": clean_name(line.description),
                "product_id": None if line.product_uid is None else _product_id(line.product_uid),
                "party_id": None if line.person_uid is None else _party_id(line.person_uid),
                "person_name": clean_name(line.person_name),
                "quantity": line.quantity_milli,
                "unit": clean_name(line.unit, 60),
                "rate_e4": line.rate_e4,
                "is_fixed": None if line.is_fixed is None else int(line.is_fixed),
                "per_batch": int(line.per_batch),
            },
        )
    for number, output in enumerate(recipe.outputs[1:], 1):
        insert_row(
            RecipeOutput,
            {
                "recipe_id": recipe_id,
                "line_no": number,
                "product_id": _product_id(output.product_uid),
                "quantity": output.quantity_milli,
                "kind": output.kind.value,
                "unit_value_e4": output.unit_value_e4,
                "percent_bp": output.percent_bp,
            },
        )


def _product_id(uid: bytes) -> int:
    row = book.fetch_one(sql.ID_BY_UID["product"], (uid,))
    if row is None:
        raise UnknownProductError(code=uid.hex())
    return int(row[0])


def _party_id(uid: bytes) -> int:
    row = book.fetch_one(sql.ID_BY_UID["party"], (uid,))
    if row is None:
        raise UnknownPartyError
    return int(row[0])


def _described(recipe: Recipe) -> dict[str, object]:
    return {
        "lines": [
            [
                each.kind.value,
                each.settlement.value,
                each.description,
                each.quantity_milli,
                each.unit,
                each.rate_e4,
            ]
            for each in recipe.lines
        ],
        "outputs": [
            [each.product_uid.hex(), each.quantity_milli, each.kind.value, each.unit_value_e4]
            for each in recipe.outputs
        ],
    }
