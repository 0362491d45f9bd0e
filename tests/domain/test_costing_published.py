"""The costing engine against published studies: every figure they print, to the satang.

The expected figures are worked out here with exact fractions from the published lines, and must
agree with what the studies print (``tests/data/product_costs.json`` names them).
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain import money
from app.domain.costing import (
    CostKind,
    CostLine,
    Settlement,
    batch_cost,
    batch_result,
    benefit_cost_hundredths,
    break_even,
    cost_line,
    make_up_bp,
    margin_bp,
    markup_bp,
    plain_shares_bp,
    unit_cost,
)

STUDIES = json.loads((Path(__file__).parents[1] / "data" / "product_costs.json").read_text(encoding="utf-8"))
PRODUCTS: dict[str, Any] = {study["id"]: study for study in STUDIES["products"]}
RICE: dict[str, Any] = {study["id"]: study for study in STUDIES["rice"]}
KINDS = {
    "material": CostKind.MATERIAL,
    "labour": CostKind.LABOUR,
    "overhead": CostKind.OTHER,
    "overhead variable": CostKind.OTHER,
    "overhead fixed": CostKind.WEAR,
}


def satang(baht: str) -> int:
    """Satang of a baht string of at most two places."""
    exact = Fraction(baht) * 100
    assert exact.denominator == 1
    return exact.numerator


def rounded(exact: Fraction) -> int:
    """Nearest integer, halves away from zero."""
    sign = -1 if exact < 0 else 1
    return int(sign * ((abs(exact) * 2 + 1) // 2))


def hundredths(text: str) -> int:
    """A published percentage in basis points."""
    return rounded(Fraction(text) * 100)


def lines_of(study: dict[str, Any]) -> list[CostLine]:
    """One unit's cost lines; what the study does not say is taken as paid."""
    return [
        cost_line(
            KINDS[line["kind"]],
            Settlement.IMPUTED if line["cash"] is False else Settlement.PAID,
            line["name"],
            amount=satang(line["baht"]),
        )
        for line in study["cost_lines_per_unit"]
    ]


@pytest.mark.parametrize("name", PRODUCTS)
def test_unit_cost_and_shares(name: str) -> None:
    """Lines add up to the printed unit cost; each share is rounded by itself, as it is printed."""
    study = PRODUCTS[name]
    lines = lines_of(study)
    assert batch_cost(lines).total.full == satang(study["computed"]["unit_cost"])
    assert study["computed"]["unit_cost"] == study["published"]["unit_cost"]
    parts = [line.values.full for line in lines]
    shares = dict(zip([line.description for line in lines], plain_shares_bp(parts), strict=True))
    for line_name, percent in study["computed"]["share_pct"].items():
        part = Fraction(parts[[line.description for line in lines].index(line_name)], sum(parts))
        assert shares[line_name] == hundredths(percent) == rounded(part * 10_000)


def test_herbal_compress_price_margin_and_break_even() -> None:
    """ลูกประคบ: 70.00 a piece, 12,000 a year, 27.43 a day is 1,920.10 baht."""
    study = PRODUCTS["herbal_compress_khet_tawan"]
    published, computed = study["published"], study["computed"]
    per_day_units = rounded(Fraction(published["break_even_per_day_units"]) * 1_000)
    per_day = satang(published["break_even_per_day_baht"])
    price_e4 = money.unit_cost_e4(per_day, per_day_units)
    assert price_e4 == satang(computed["price"]) * money.E4
    sales, cost = satang(published["sales_per_year"]), satang(published["cost_per_year"])
    assert money.times(price_e4, int(computed["units_per_year"]) * 1_000) == sales
    assert sales - cost == satang(computed["gross_profit_per_year"])
    assert margin_bp(sales, cost) == hundredths(computed["gross_margin_pct"]) == 3_445


def test_herbal_compress_break_even_shows_sales_of_the_units_it_shows() -> None:
    """At 28.93 variable cost and 70.00, a fixed cost of 1,126.55 a day breaks even at 27.43."""
    even = break_even(112_655, satang("70.00") * money.E4, satang("28.93") * money.E4)
    assert even is not None
    assert even.units_milli == rounded(Fraction(112_655 * 1_000, 7_000 - 2_893))
    assert even.shown(2) == (27_430, satang("1920.10"))
    assert even.whole_units == 28


def test_corn_husk_krathong() -> None:
    """กระทงเปลือกข้าวโพด: 2,000 pieces cost 45,500; 49.44 % of the price, 97.80 % of the cost."""
    study = PRODUCTS["corn_husk_krathong"]
    published, computed = study["published"], study["computed"]
    pieces = published["batch_units"] * money.MILLI
    batch = batch_cost(
        [
            cost_line(
                KINDS[line["kind"]],
                Settlement.PAID,
                line["name"],
                quantity_milli=pieces,
                rate_e4=satang(line["baht"]) * money.E4,
            )
            for line in study["cost_lines_per_unit"]
        ]
    )
    assert batch.total.full == satang(published["batch_cost"])
    assert unit_cost(batch.total, pieces).full_e4 == satang(computed["unit_cost"]) * money.E4
    price, cost = satang(published["price"]), satang(published["unit_cost"])
    assert price - cost == satang(computed["gross_profit_per_unit"])
    result = batch_result(price * published["batch_units"], pieces, batch)
    assert result.over_full == satang(computed["gross_profit_per_batch"])
    assert margin_bp(price, cost) == hundredths(computed["margin_pct_of_price"]) == 4_944
    assert markup_bp(price, cost) == hundredths(computed["markup_pct_of_cost"]) == 9_780


def test_nipa_leaf_container_costs_a_quarter_in_cash() -> None:
    """ภาชนะใบจาก: 11.69 in full, 3.01 in cash, 25.75 %."""
    computed = PRODUCTS["nipa_leaf_container"]["computed"]
    cost = batch_cost(lines_of(PRODUCTS["nipa_leaf_container"]))
    assert cost.total.cash == satang(computed["cash_cost"])
    assert cost.total.full - cost.total.cash == satang(computed["non_cash_cost"])
    assert money.ratio_bp(cost.total.cash, cost.total.full) == hundredths(computed["cash_share_pct"])
    assert cost.fixed.full == satang("1.18")


def test_a_make_up_sums_to_a_hundred_percent_where_the_printed_shares_do_not() -> None:
    parts = [line.values.full for line in lines_of(PRODUCTS["nipa_leaf_container"])]
    assert sum(plain_shares_bp(parts)) == 9_999
    assert sum(make_up_bp(parts)) == 10_000
    # Cut to 21.21, 64.15, 4.53 and 10.09; labour (…74) and material (…47) lost most.
    assert make_up_bp(parts) == [2_122, 6_416, 453, 1_009]


def rice_line(baht: str, name: str, *, cash: bool, fixed: bool, kind: CostKind = CostKind.OTHER) -> CostLine:
    return cost_line(
        kind,
        Settlement.PAID if cash else Settlement.IMPUTED,
        name,
        amount=satang(baht),
        is_fixed=fixed,
    )


def test_rice_on_medium_land_cash_and_variable() -> None:
    """Per rai 4,092.79: 52.61 % cash, 74.59 % variable; 6.86 a kilo."""
    published = RICE["rice_s2_cash_and_non_cash"]["published"]
    total, cash = satang(published["total"]), satang(published["cash"])
    variable = satang(published["variable"])
    material = satang(published["variable_of_which_material"])
    # The study prints both splits, not how they cross: take the cash part as variable first.
    cost = batch_cost(
        [
            cost_line(CostKind.MATERIAL, Settlement.PAID, "ค่าวัสดุ", amount=material),
            cost_line(CostKind.LABOUR, Settlement.PAID, "ค่าแรง", amount=cash - material),
            cost_line(CostKind.LABOUR, Settlement.IMPUTED, "ค่าแรง", amount=variable - cash),
            cost_line(CostKind.RENT, Settlement.IMPUTED, "คงที่", amount=total - variable),
        ]
    )
    assert cost.total.full == total
    assert cost.total.cash == cash
    assert cost.total.imputed == satang(published["non_cash"])
    assert cost.variable.full == variable
    assert cost.fixed.full == satang(published["fixed"])
    assert plain_shares_bp([cash, total - cash]) == [
        hundredths(published["cash_pct"]),
        hundredths(published["non_cash_pct"]),
    ]
    assert plain_shares_bp([variable, total - variable]) == [
        hundredths(published["variable_pct"]),
        hundredths(published["fixed_pct"]),
    ]
    kilos = rounded(Fraction(total * 1_000, satang(published["per_kg"])))
    assert rounded(Fraction(unit_cost(cost.total, kilos).full_e4, money.E4)) == satang("6.86")


@pytest.mark.parametrize("name", ["rice_s1_fixed_cost", "rice_jasmine_fixed_cost"])
def test_fixed_cost_of_rice_land(name: str) -> None:
    """Four lines make the fixed cost, with the printed percentages."""
    study = RICE[name]
    printed = study["published"]["lines"]
    parts = [satang(line["baht"]) for line in printed.values()]
    total = study.get("computed", study["published"])["fixed"]
    lines = [
        rice_line(line["baht"], description, cash=False, fixed=True) for description, line in printed.items()
    ]
    assert batch_cost(lines).fixed.full == satang(total)
    assert plain_shares_bp(parts) == [hundredths(line["pct"]) for line in printed.values()]


def test_jasmine_rice_returns_and_break_even() -> None:
    """573.27 kg × 9.06; break-even 285.69 kg, or 286.00 with the contribution rounded to satang."""
    study = RICE["rice_jasmine_mean"]
    published, computed = study["published"], study["computed"]
    kilos = rounded(Fraction(published["yield_kg_per_rai"]) * 1_000)
    income = satang(published["value"])
    cash, variable = satang(computed["cash_cost"]), satang(computed["variable_cost"])
    total = satang(computed["total_cost"])
    cost = batch_cost(
        [
            cost_line(CostKind.LABOUR, Settlement.PAID, "เงินสด", amount=cash),
            cost_line(CostKind.LABOUR, Settlement.IMPUTED, "แรงตนเอง", amount=variable - cash),
            cost_line(CostKind.RENT, Settlement.IMPUTED, "คงที่", amount=total - variable),
        ]
    )
    result = batch_result(income, kilos, cost)
    assert money.times(satang(published["price_per_kg"]) * money.E4, kilos) == income
    assert cost.total.imputed == satang(computed["non_cash_cost"])
    assert cost.fixed.full == satang(computed["fixed_cost"]) == satang(published["fixed_cost"])
    assert result.over_cash == satang(published["return_over_cash_cost"])
    assert result.over_variable == satang(published["return_over_variable_cost"])
    assert result.over_full == satang(computed["return_over_total_cost"])
    assert result.benefit_cost_hundredths == hundredths(published["benefit_cost_ratio"])
    assert benefit_cost_hundredths(income, total) == rounded(Fraction(income * 100, total))

    def to_satang(e4: int) -> int:
        return rounded(Fraction(e4, money.E4))

    assert to_satang(result.unit_price_e4) == satang(computed["price_per_kg"])
    assert to_satang(result.unit_cost_e4) == satang(computed["cost_per_kg"])
    assert to_satang(result.contribution_e4) == satang(published["contribution_per_kg"])
    assert to_satang(result.unit_price_e4 - result.unit_cost_e4) == satang(published["return_per_kg"])

    assert result.break_even is not None
    units, _amount = result.break_even.shown(2)
    assert units == rounded(Fraction(computed["break_even_kg_per_rai_unrounded"]) * 1_000)
    as_printed = break_even(
        cost.fixed.full,
        to_satang(result.unit_price_e4) * money.E4,
        (to_satang(result.unit_price_e4) - to_satang(result.contribution_e4)) * money.E4,
    )
    assert as_printed is not None
    assert as_printed.shown(2)[0] == rounded(Fraction(published["break_even_kg_per_rai"]) * 1_000)


def test_soil_preparation_is_one_step() -> None:
    """เตรียมดิน: nine lines, 2,380 a rai; 2.5 baskets of seed at 160 are 400."""
    published = RICE["rice_soil_preparation_step"]["published"]
    lines = [
        cost_line(
            CostKind.OTHER,
            Settlement.PAID,
            line["name"],
            amount=satang(line["baht"]),
            step=published["step"],
        )
        for line in published["lines"]
    ]
    cost = batch_cost(lines)
    assert dict(cost.by_step)["เตรียมดิน"].full == satang(published["total"])
    seed = cost_line(
        CostKind.MATERIAL,
        Settlement.PAID,
        "ข้าวปลูก",
        quantity_milli=2_500,
        rate_e4=satang("160") * money.E4,
    )
    assert seed.values.full == satang("400")
