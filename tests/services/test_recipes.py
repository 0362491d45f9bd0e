"""Recipes: kept whole, their version rises, and none needs its own product."""

from dataclasses import replace

import pytest

from app.changes import Changes
from app.domain.cost_lines import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.joint_cost import JointBasis, OutputKind
from app.domain.recipe import (
    Recipe,
    RecipeCycleError,
    RecipeLine,
    RecipeOutput,
    RecipeQuantityError,
    RecipeWithoutOutputError,
)
from app.domain.session import NotPermittedError, Session
from app.queries.events import events
from app.queries.integrity import check_books
from app.queries.recipes import list_recipes, recipe_card, recipes_in_use, recipes_of_product
from app.services import recipes as service
from app.services.parties import UnknownPartyError
from app.services.recipes import (
    RecipeMissingError,
    RecipeOutputKindError,
    create_recipe,
    deactivate_recipe,
    update_recipe,
)
from app.services.stock import UnknownProductError
from app.services.unit_of_work import NotSavedError
from db import connection as book
from tests.builders import material, party, product, session_with


def line(product_uid: bytes | None = None, quantity: int = 2_000, description: str = "กะปิ") -> RecipeLine:
    return RecipeLine(
        CostKind.MATERIAL,
        Settlement.FROM_STOCK,
        description,
        quantity,
        "กก.",
        1_200_000,
        product_uid=product_uid,
    )


def simple(product_uid: bytes, *needs: bytes) -> Recipe:
    return Recipe((RecipeOutput(product_uid, 100_000),), tuple(line(each) for each in needs), "สูตร")


def test_everything_in_a_recipe_is_kept(session: Session) -> None:
    made, rest, waste = product(session, "กะปิผง"), product(session, "กากกะปิ"), product(session, "เสีย")
    kapi, maker = material(session), party(session)
    recipe = Recipe(
        outputs=(
            RecipeOutput(made.uid, 100_000),
            RecipeOutput(rest.uid, 5_000, OutputKind.BY_PRODUCT, unit_value_e4=70_000),
            RecipeOutput(waste.uid, 1_000, OutputKind.NORMAL_WASTE),
            RecipeOutput(rest.uid, 2_000, OutputKind.CO_PRODUCT, percent_bp=2_500),
        ),
        lines=(
            line(kapi.uid),
            RecipeLine(
                CostKind.LABOUR,
                Settlement.IMPUTED,
                "แรงงานสมาชิก",
                24_000,
                "ชม.",
                50_000_000,
                "ผัด",
                person_uid=maker.uid,
                per_batch=True,
            ),
            RecipeLine(
                CostKind.ENERGY, Settlement.PAID, "แก๊ส", 1_000, "ครั้ง", is_fixed=True, person_name="ร้านแก๊ส"
            ),
        ),
        name="สูตร <b>ลับ</b>",
        basis=JointBasis.PERCENT,
    )
    saved = create_recipe(session, recipe, hours_milli=24_000, note="อบ 2 ชม.\nพัก")
    card = recipe_card(saved.uid)
    assert card is not None
    assert card.recipe == replace(recipe, uid=saved.uid)
    assert (card.product, card.unit, card.hours_milli, card.note) == ("กะปิผง", "ขวด", 24_000, "อบ 2 ชม.\nพัก")
    assert recipes_of_product(made.id) == [saved.uid]
    assert recipes_in_use() == {made.uid: card.recipe}
    (row,) = list_recipes()
    assert (row.product, row.output_milli, row.version) == ("กะปิผง", 100_000, 1)
    assert recipe_card(new_uid()) is None


def test_a_change_raises_the_version_and_is_logged(session: Session) -> None:
    made, kapi, salt = product(session), material(session), material(session, "เกลือ")
    saved = create_recipe(session, simple(made.uid, kapi.uid))
    done = update_recipe(session, saved.uid, recipe=simple(made.uid, kapi.uid, salt.uid), hours_milli=3_000)
    assert done.changes == Changes.RECIPES
    card = recipe_card(saved.uid)
    assert card is not None
    assert card.recipe.version == 2
    assert len(card.recipe.lines) == 2
    (event,) = events(entity_uid=saved.uid, limit=1)
    assert event.after is not None
    assert event.before is not None
    assert len(list(event.after["lines"])) == 2  # type: ignore[call-overload]
    assert (
        update_recipe(
            session, saved.uid, recipe=simple(made.uid, kapi.uid, salt.uid), hours_milli=3_000
        ).changes
        == Changes.NONE
    )
    again = recipe_card(saved.uid)
    assert again is not None
    assert again.recipe.version == 2
    assert check_books() == []


def test_the_second_press_finds_the_first_recipe(session: Session) -> None:
    made = product(session)
    uid = new_uid()
    assert (
        create_recipe(session, simple(made.uid), uid=uid).id
        == create_recipe(session, simple(made.uid), uid=uid).id
    )
    assert len(list_recipes()) == 1


def test_no_recipe_needs_its_own_product(session: Session) -> None:
    one, two, three = (product(session, name) for name in ("ก", "ข", "ค"))
    create_recipe(session, simple(one.uid, two.uid))
    second = create_recipe(session, simple(two.uid, three.uid))
    with pytest.raises(RecipeCycleError):
        create_recipe(session, simple(three.uid, one.uid))
    with pytest.raises(RecipeCycleError):
        create_recipe(session, simple(three.uid, three.uid))
    with pytest.raises(RecipeCycleError):
        update_recipe(session, second.uid, recipe=simple(two.uid, one.uid))
    deactivate_recipe(session, second.uid)
    third = create_recipe(session, simple(three.uid, one.uid))
    with pytest.raises(RecipeCycleError):
        deactivate_recipe(session, second.uid, active=True)
    deactivate_recipe(session, third.uid)
    deactivate_recipe(session, second.uid, active=True)
    assert len(list_recipes()) == 2
    assert len(list_recipes(active_only=False)) == 3


def test_refusals(session: Session) -> None:
    made = product(session)
    good = simple(made.uid)
    for recipe, error in (
        (replace(good, outputs=()), RecipeWithoutOutputError),
        (replace(good, outputs=(RecipeOutput(made.uid, 0),)), RecipeWithoutOutputError),
        (replace(good, lines=(line(quantity=0),)), RecipeQuantityError),
        (replace(good, lines=(line(new_uid()),)), UnknownProductError),
        (replace(good, lines=(replace(line(), person_uid=new_uid()),)), UnknownPartyError),
        (simple(new_uid()), UnknownProductError),
        (
            replace(good, outputs=(*good.outputs, RecipeOutput(made.uid, 5, OutputKind.ABNORMAL_WASTE))),
            RecipeOutputKindError,
        ),
    ):
        with pytest.raises(error):
            create_recipe(session, recipe)
    assert list_recipes(active_only=False) == []
    with pytest.raises(RecipeMissingError):
        update_recipe(session, new_uid(), recipe=good)
    with pytest.raises(RecipeMissingError):
        deactivate_recipe(session, new_uid())
    nobody = session_with()
    with pytest.raises(NotPermittedError):
        create_recipe(nobody, good)
    with pytest.raises(NotPermittedError):
        update_recipe(nobody, new_uid(), recipe=good)
    with pytest.raises(NotPermittedError):
        deactivate_recipe(nobody, new_uid())


def test_half_way_the_old_recipe_stays(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    made, kapi = product(session), material(session)
    saved = create_recipe(session, simple(made.uid, kapi.uid))
    before = recipe_card(saved.uid)

    def fail(*_: object) -> None:
        raise book.DatabaseError("database or disk is full")

    monkeypatch.setattr(service, "insert_row", fail)
    with pytest.raises(NotSavedError):
        update_recipe(session, saved.uid, recipe=simple(made.uid, kapi.uid, kapi.uid))
    with pytest.raises(NotSavedError):
        create_recipe(session, simple(made.uid, kapi.uid))
    monkeypatch.undo()
    assert recipe_card(saved.uid) == before
    assert len(list_recipes()) == 1
