"""What recipes cost, and that reading batches takes a fixed number of statements."""

from dataclasses import replace

import pytest

from app.domain.costing import CostKind, JointBasis, OutputKind, Settlement
from app.domain.moving_average import Cost
from app.domain.recipe import Recipe, RecipeLine, RecipeOutput
from app.queries.costing import batch_by_number, batch_detail, batches, known_costs, recipe_unit_cost
from app.queries.recipe_costs import estimate_of, valued
from app.services.recipes import deactivate_recipe
from db import connection as book
from tests.making import Workshop, baht


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


def cost(satang):
    return Cost(satang * 10_000, satang * 10_000, satang * 10_000)


def shares(recipe):
    """Book cost of each output of one making."""
    return [each.values.book for each in estimate_of(recipe, 60_000).outputs.outputs]


def product_id(shop, code):
    return book.fetch_int("SELECT id FROM product WHERE uid = ?", (shop.product(code),))


def test_known_cost_is_average_then_last_then_purchase(shop):
    shop.receive("HERB", 2_000, baht(30))
    assert known_costs([shop.product("HERB")]) == {shop.product("HERB"): cost(1_500)}
    shop.sell("HERB", 2_000, baht(20))
    assert known_costs([shop.product("HERB")]) == {shop.product("HERB"): cost(1_500)}
    assert known_costs([shop.product("NEW")]) == {}
    assert known_costs([bytes(16)]) == {}


def test_recipe_cost_of_a_product_never_made(shop):
    shop.receive("HERB", 10_000, baht(100))
    shop.recipe("TEA", 100_000, shop.from_stock("HERB", 4_000), shop.labour(baht(60)))
    assert recipe_unit_cost(product_id(shop, "TEA")) == Cost(40 * 10_000, 40 * 10_000, 100 * 10_000)
    assert recipe_unit_cost(product_id(shop, "HERB")) is None


def test_recipe_of_a_recipe(shop):
    """Paste is made of shrimp, powder of paste; nothing of either was ever made."""
    shop.receive("SHRIMP", 10_000, baht(100))
    shop.recipe("PASTE", 1_000, shop.from_stock("SHRIMP", 2_000))
    shop.product("PASTE")
    shop.recipe("POWDER", 1_000, shop.from_stock("PASTE", 3_000))
    assert recipe_unit_cost(product_id(shop, "POWDER")) == cost(6_000)
    sold = shop.sell("POWDER", 1_000, baht(90))
    assert sold.warnings
    assert shop.stock("POWDER")[:2] == (-1_000, -baht(60))


def test_recipe_without_any_cost_says_nothing(shop):
    shop.recipe("TEA", 1_000, shop.from_stock("HERB", 1_000))
    assert recipe_unit_cost(product_id(shop, "TEA")) is None


def test_recipe_put_aside_counts_no_more_and_the_newest_wins(shop):
    shop.recipe("TEA", 1_000, shop.labour(baht(10)))
    new = shop.recipe("TEA", 1_000, shop.labour(baht(20)))
    found = recipe_unit_cost(product_id(shop, "TEA"))
    assert found is not None
    assert found.full_e4 == baht(20) * 10_000
    deactivate_recipe(shop.session, new)
    found = recipe_unit_cost(product_id(shop, "TEA"))
    assert found is not None
    assert found.full_e4 == baht(10) * 10_000


def test_estimate_shares_by_price_by_percent_or_by_quantity(shop):
    syrup, jam = shop.product("SYRUP", price=4_000), shop.product("JAM", price=8_000)
    line = RecipeLine(CostKind.MATERIAL, Settlement.PAID, "ผลไม้", 1_000, "กก.", baht(1_000) * 10_000)
    recipe = Recipe(
        (RecipeOutput(syrup, 60_000), RecipeOutput(jam, 20_000, OutputKind.CO_PRODUCT)), (line,), "SYRUP"
    )
    assert shares(recipe) == [
        baht(600),
        baht(400),
    ]
    weighed = replace(recipe, basis=JointBasis.QUANTITY)
    assert shares(weighed) == [
        baht(750),
        baht(250),
    ]
    shared = replace(
        recipe,
        basis=JointBasis.PERCENT,
        outputs=(recipe.outputs[0], replace(recipe.outputs[1], percent_bp=1_000)),
    )
    assert shares(shared) == [
        baht(900),
        baht(100),
    ]
    pulp = RecipeOutput(shop.product("PULP"), 20_000, OutputKind.CO_PRODUCT)
    unpriced = replace(recipe, outputs=(recipe.outputs[0], pulp))
    assert valued(unpriced).basis is JointBasis.QUANTITY


def test_percents_beyond_the_whole_are_no_estimate(shop):
    lines = shop.recipe("SYRUP", 1_000, shop.labour(baht(10)))
    assert recipe_unit_cost(product_id(shop, "SYRUP")) is not None
    book.execute("UPDATE recipe SET basis = 'percent' WHERE uid = ?", (lines,))
    for number, code in enumerate(("JAM", "PULP"), start=1):
        book.execute(
            "INSERT INTO recipe_output (recipe_id, line_no, product_id, quantity, kind, percent_bp) "
            "SELECT r.id, ?, ?, 1000, 'co_product', 6000 FROM recipe r WHERE r.uid = ?",
            (number, product_id(shop, code), lines),
        )
    assert recipe_unit_cost(product_id(shop, "SYRUP")) is None


def test_reading_takes_a_fixed_number_of_statements(shop, monkeypatch):
    made = [shop.make("TEA", 1_000, shop.labour(baht(10)), shop.labour(baht(5))) for _each in range(4)]
    statements = []
    fetch = book.fetch

    def counted(sql, parameters=()):
        statements.append(sql)
        return fetch(sql, parameters)

    monkeypatch.setattr(book, "fetch", counted)
    monkeypatch.setattr(book, "fetch_one", lambda sql, parameters=(): (counted(sql, parameters) or [None])[0])
    assert len(batches()) == 4
    assert len(statements) == 1
    statements.clear()
    assert batch_detail(made[-1].batch_uid) is not None
    assert len(statements) == 6


def test_batch_is_found_by_any_of_its_numbers(shop):
    batch = shop.start("TEA", 1_000, shop.labour(baht(10)))
    added = shop.add(batch, shop.labour(baht(10)))
    assert batch_by_number(batch.number) == batch_by_number(added.number) == batch.batch_uid
    assert batch_by_number("ผ1-2569-999999") is None
    assert batch_detail(bytes(16)) is None
