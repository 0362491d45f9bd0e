"""Tea from morning to evening: one batch, work that nobody is paid for, forty boxes sold.

The members bring herbs and work without pay; the group buys bags, boxes and gas, and its own drier
wears. What the books say of the tea and what it truly cost stand side by side from then on.
"""

import datetime as dt
import json
from pathlib import Path

import pytest

from app.domain.costing import CostKind, Settlement, Values
from app.domain.ledger import AccountRole
from app.domain.production import CostLineDraft
from app.queries.costing import BatchState
from app.queries.integrity import check_books
from app.queries.profit import income_statement
from tests.making import OCT, Workshop, baht

RECIPES = json.loads(
    (Path(__file__).parents[1] / "data" / "sample_enterprise.json").read_text(encoding="utf-8")
)["sample"]["recipes"]
BOOK_COST = {"tea": 180_000, "herb_drink": 113_000, "kapi_wasabi": 187_000, "dish": 216_000}


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


def lines_of(shop, recipe):
    """A sample recipe as it is made: bought goods from stock, machines as registered wear, the rest free."""
    lines = []
    for line in recipe["lines"]:
        kind = CostKind(line["kind"])
        quantity, rate = line["qty_milli"], line["unit_price_satang"]
        if kind in (CostKind.MATERIAL, CostKind.PACKAGING) and line["cash"]:
            shop.receive(line["item"], quantity, quantity * rate // 1000, kind=kind.value)
            lines.append(shop.from_stock(line["item"], quantity, kind=kind))
            continue
        settlement = (
            Settlement.PAID
            if line["cash"]
            else Settlement.WEAR
            if kind is CostKind.WEAR
            else Settlement.IMPUTED
        )
        person = shop.person("สมาชิก 001") if line["given_by"] else None
        lines.append(
            CostLineDraft(
                kind,
                settlement,
                line["item"],
                quantity,
                line["unit"],
                rate_e4=rate * 10_000,
                party_uid=person,
            )
        )
    return tuple(lines)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda each: each["product"])
def test_sample_recipes_cost_what_they_must(shop, recipe):
    """Every sample recipe made once: cash and full cost as given, book cost with the machines' wear."""
    batch = shop.make(recipe["product"], recipe["output"] * 1000, *lines_of(shop, recipe))
    expected = recipe["expected"]
    assert batch.cost == Values(
        cash=expected["cash_cost_satang"],
        book=BOOK_COST[recipe["product"]],
        full=expected["full_cost_satang"],
    )
    assert batch.unit is not None
    assert f"{batch.unit.full_e4 / 10_000:.4f}" == expected["full_unit_cost_satang"]
    assert f"{batch.unit.cash_e4 / 10_000:.4f}" == expected["cash_unit_cost_satang"]
    assert check_books() == []


def test_forty_of_a_hundred_boxes_sold(shop):
    """Stock left 1,080.00, cost of sales 720.00, book profit 2,840.00; at full cost 1,960.00."""
    recipe = next(each for each in RECIPES if each["product"] == "tea")
    shop.product("tea", unit="กล่อง", price=8900, shelf_days=365)
    batch = shop.make("tea", 100_000, *lines_of(shop, recipe))
    sale = shop.sell("tea", 40_000, 8900)
    # The month's depreciation of the drier; the batch has absorbed it, so it counts once.
    shop.bill(AccountRole.DEPRECIATION, baht(80), credit="1502")

    assert sale.total == baht(3_560)
    assert shop.stock("tea") == (60_000, baht(1_080), baht(1_032), baht(2_400))
    assert shop.balance(AccountRole.COST_OF_SALES) == baht(720)
    month = income_statement(OCT.replace(day=1), OCT.replace(day=31))
    assert month.profit == baht(2_840)
    assert month.imputed == 40 * 2_200
    assert month.full_profit == baht(1_960)
    assert month.unabsorbed == 0

    sheet = shop.sheet(batch)
    assert sheet.summary.state is BatchState.FINISHED
    assert sheet.unit_cost is not None
    assert (sheet.unit_cost.cash_e4, sheet.unit_cost.value_e4, sheet.unit_cost.full_e4) == (
        1720 * 10_000,
        1800 * 10_000,
        4000 * 10_000,
    )
    assert sheet.outputs[0].best_before == OCT + dt.timedelta(days=365)
    assert sheet.actual.own_hours_milli == 24_000
    assert check_books() == []


def test_the_same_tea_with_the_work_owed(shop):
    """One key turns free work into wages owed: the same tea, dearer in the books, owed by name."""
    shop.make(
        "tea",
        100_000,
        shop.labour(baht(700), Settlement.OWED, "สมาชิก 001", hours=14),
        shop.labour(baht(500), Settlement.OWED, "สมาชิก 002", hours=10),
        shop.cost(CostKind.ENERGY, Settlement.PAID, baht(120)),
    )
    assert shop.stock("tea")[1:] == (baht(1_320), baht(1_320), baht(1_320))
    assert shop.balance(AccountRole.WAGES_PAYABLE) == -baht(1_200)
    assert shop.owed(AccountRole.WAGES_PAYABLE, "สมาชิก 001") == baht(700)
    assert shop.owed(AccountRole.WAGES_PAYABLE, "สมาชิก 002") == baht(500)
    assert check_books() == []
