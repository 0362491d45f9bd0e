"""Recipes: the sample enterprise's own, scaling, estimates from stock, and recipes that bite their tail."""

import itertools
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import money
from app.domain.costing import CostKind, OutputKind, PercentSumError, Settlement, Values
from app.domain.joint_cost import JointBasis
from app.domain.moving_average import Cost
from app.domain.recipe import (
    Recipe,
    RecipeCycleError,
    RecipeLine,
    RecipeOutput,
    RecipeQuantityError,
    RecipeWithoutOutputError,
    check_recipe,
    estimate,
    making_order,
    scale,
)

SAMPLE = json.loads(
    (Path(__file__).parents[1] / "data" / "sample_enterprise.json").read_text(encoding="utf-8")
)["sample"]
RECIPES: dict[str, Any] = {each["product"]: each for each in SAMPLE["recipes"]}
BOOK_COST = {"tea": 180_000, "herb_drink": 113_000, "kapi_wasabi": 187_000, "dish": 216_000}
"""With machines registered as assets, their wear is posted."""
SATANG = money.E4


def uid(name: str) -> bytes:
    return name.encode().ljust(16, b".")[:16]


def sample_recipe(name: str) -> Recipe:
    """A recipe of the sample: what members bring or do is free, wear is that of the group's machines."""
    data = RECIPES[name]
    lines = []
    for line in data["lines"]:
        kind = CostKind(line["kind"])
        settlement = Settlement.PAID if line["cash"] else Settlement.IMPUTED
        if kind is CostKind.WEAR:
            settlement = Settlement.WEAR
        lines.append(
            RecipeLine(
                kind,
                settlement,
                line["item"],
                line["qty_milli"],
                line["unit"],
                rate_e4=line["unit_price_satang"] * SATANG,
                person_name=line["given_by"] or "",
            )
        )
    return Recipe((RecipeOutput(uid(name), data["output"] * 1_000),), tuple(lines), name=name)


@pytest.mark.parametrize("name", RECIPES)
def test_the_sample_recipes_cost_what_they_must(name: str) -> None:
    """Cash, book and full cost of a batch and of one piece, to the ten-thousandth of a satang."""
    recipe, expected = sample_recipe(name), RECIPES[name]["expected"]
    check_recipe(recipe)
    result = estimate(recipe, {})
    assert result.cost.total == Values(
        cash=expected["cash_cost_satang"], book=BOOK_COST[name], full=expected["full_cost_satang"]
    )
    assert result.unit.cash_e4 == Fraction(expected["cash_unit_cost_satang"]) * SATANG
    assert result.unit.full_e4 == Fraction(expected["full_unit_cost_satang"]) * SATANG
    exact = sum(
        Fraction(line["qty_milli"], 1_000) * line["unit_price_satang"] for line in RECIPES[name]["lines"]
    )
    assert result.cost.total.full == exact
    assert not result.missing


def test_members_hours_come_from_the_recipe() -> None:
    assert estimate(sample_recipe("tea"), {}).cost.own_hours_milli == 24_000


def test_twice_the_batch_costs_twice() -> None:
    once, twice = estimate(sample_recipe("tea"), {}), estimate(scale(sample_recipe("tea"), 200_000), {})
    assert twice.cost.total.full == 2 * once.cost.total.full
    assert twice.unit == once.unit


def test_a_line_per_batch_does_not_grow_with_it() -> None:
    """One firing of the oven, 120.00, for 100 boxes as for 50."""
    oven = RecipeLine(CostKind.ENERGY, Settlement.PAID, "แก๊ส", 1_000, "ครั้ง", 12_000 * SATANG, per_batch=True)
    half = scale(Recipe((RecipeOutput(uid("tea"), 100_000),), (oven,)), 50_000)
    assert half.output_quantity_milli == 50_000
    assert estimate(half, {}).cost.total.full == 12_000


def test_goods_from_stock_are_estimated_at_their_three_costs() -> None:
    herb = RecipeLine(
        CostKind.MATERIAL, Settlement.FROM_STOCK, "หญ้าหมอน้อย", 4_000, "กก.", product_uid=uid("herb")
    )
    recipe = Recipe((RecipeOutput(uid("tea"), 100_000),), (herb,))
    at = Cost(value_e4=100 * 100 * SATANG, cash_e4=0, full_e4=250 * 100 * SATANG)
    assert estimate(recipe, {uid("herb"): at}).cost.total == Values(0, 40_000, 100_000)


def test_goods_from_stock_without_a_cost_are_named() -> None:
    herb = RecipeLine(
        CostKind.MATERIAL, Settlement.FROM_STOCK, "หญ้าหมอน้อย", 4_000, "กก.", product_uid=uid("herb")
    )
    box = RecipeLine(CostKind.PACKAGING, Settlement.FROM_STOCK, "กล่อง", 10_000, "กล่อง", 600 * SATANG)
    result = estimate(Recipe((RecipeOutput(uid("tea"), 10_000),), (herb, box)), {})
    assert result.missing == ("หญ้าหมอน้อย",)
    assert result.cost.total == Values(6_000, 6_000, 6_000)


def test_a_by_product_lowers_what_the_product_costs() -> None:
    milk = RecipeLine(CostKind.MATERIAL, Settlement.PAID, "นม", 10_000, "ลิตร", 3_000 * SATANG)
    cheese = RecipeOutput(uid("cheese"), 1_000)
    whey = RecipeOutput(uid("whey"), 8_000, OutputKind.BY_PRODUCT, unit_value_e4=500 * SATANG)
    result = estimate(Recipe((cheese, whey), (milk,)), {})
    assert result.unit.value_e4 == (30_000 - 4_000) * SATANG
    assert result.outputs.outputs[1].values.book == 4_000


def test_percent_shares_have_to_make_a_hundred() -> None:
    rice = RecipeLine(CostKind.MATERIAL, Settlement.PAID, "ข้าวเปลือก", 100_000, "กก.", 900 * SATANG)
    outputs = (
        RecipeOutput(uid("rice"), 60_000, percent_bp=9_000),
        RecipeOutput(uid("bran"), 10_000, OutputKind.CO_PRODUCT, percent_bp=1_000),
    )
    recipe = Recipe(outputs, (rice,), basis=JointBasis.PERCENT)
    assert [each.values.book for each in estimate(recipe, {}).outputs.outputs] == [81_000, 9_000]
    with pytest.raises(PercentSumError):
        estimate(Recipe(outputs[:1], (rice,), basis=JointBasis.PERCENT), {})


# --- refusals --------------------------------------------------------------------------------


def making(product: str, *needs: str) -> Recipe:
    lines = tuple(
        RecipeLine(CostKind.MATERIAL, Settlement.FROM_STOCK, need, 1_000, "กก.", product_uid=uid(need))
        for need in needs
    )
    return Recipe((RecipeOutput(uid(product), 1_000),), lines, name=product)


def test_a_recipe_makes_something() -> None:
    for wrong in (Recipe((), ()), Recipe((RecipeOutput(uid("tea"), 0),), ())):
        with pytest.raises(RecipeWithoutOutputError):
            check_recipe(wrong)
        with pytest.raises(RecipeWithoutOutputError):
            scale(wrong, 1_000)
    with pytest.raises(RecipeWithoutOutputError):
        estimate(Recipe((), ()), {})


@pytest.mark.parametrize(
    "wrong",
    [
        RecipeLine(CostKind.LABOUR, Settlement.OWED, "แรงงาน", 0, "ชม."),
        RecipeLine(CostKind.LABOUR, Settlement.OWED, "แรงงาน", 1_000, "ชม.", rate_e4=-1),
    ],
)
def test_quantities_are_above_zero(wrong: RecipeLine) -> None:
    with pytest.raises(RecipeQuantityError) as refused:
        check_recipe(Recipe((RecipeOutput(uid("tea"), 1_000),), (wrong,)))
    assert "แรงงาน" in str(refused.value)
    bran = RecipeOutput(uid("bran"), -1, OutputKind.CO_PRODUCT)
    with pytest.raises(RecipeQuantityError):
        check_recipe(Recipe((RecipeOutput(uid("rice"), 1_000), bran), ()))
    with pytest.raises(RecipeQuantityError):
        scale(making("tea"), 0)


def test_a_recipe_cannot_need_itself() -> None:
    with pytest.raises(RecipeCycleError) as refused:
        check_recipe(making("tea", "tea"))
    assert refused.value.path == (uid("tea"), uid("tea"))


def test_not_through_others_either() -> None:
    others = {uid(each.name): each for each in (making("paste", "chili", "powder"), making("powder", "mix"))}
    with pytest.raises(RecipeCycleError) as refused:
        check_recipe(making("mix", "salt", "paste"), others)
    assert refused.value.path == tuple(map(uid, ("mix", "paste", "powder", "mix")))
    check_recipe(making("mix", "salt"), others)


def test_products_come_after_what_they_are_made_of() -> None:
    recipes = {
        uid(each.name): each
        for each in (making("mix", "paste", "salt"), making("paste", "powder"), making("powder", "chili"))
    }
    assert making_order(recipes) == [uid("powder"), uid("paste"), uid("mix")]
    recipes[uid("powder")] = making("powder", "paste")
    with pytest.raises(RecipeCycleError):
        making_order(recipes)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20))
def test_an_order_is_found_unless_there_is_a_cycle(needs: list[tuple[int, int]]) -> None:
    recipes = {
        uid(str(product)): making(str(product), *[str(n) for p, n in needs if p == product])
        for product, _need in needs
    }
    try:
        order = making_order(recipes)
    except RecipeCycleError as refused:
        path = refused.path
        order = []
    else:
        path = ()
    if path:
        assert path[0] == path[-1]
        for product, need in itertools.pairwise(path):
            assert need in [line.product_uid for line in recipes[product].lines]
        return
    assert sorted(order) == sorted(recipes)
    for product in order:
        for line in recipes[product].lines:
            if line.product_uid in recipes:
                assert order.index(line.product_uid) < order.index(product)
