"""Rounds of a trade: the published rice tables to the satang, land, wear, shares, what must hold always."""

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain import money
from app.domain.document import new_uid
from app.domain.household.rounds import (
    BillShareDraft,
    RoundData,
    RoundEndsBeforeItStartsError,
    SharedBillDraft,
    SharesDifferError,
    bill_parts,
    checked_round,
    own_labour,
)
from app.domain.household.rounds_cost import (
    DaysOfRoundError,
    ShareOfUseError,
    days_between,
    opportunity,
    rent_in_thought,
    tool_lines,
    wear,
)
from app.domain.household.rounds_result import (
    RoundCost,
    RoundFacts,
    RoundOutput,
    RoundPlan,
    RoundResult,
    by_kind,
    by_step,
    round_result,
)
from app.domain.household.rounds_words import CostKind, Purpose, Settlement
from app.domain.household.trades import ToolData, ToolKind
from app.domain.household.trades_size import (
    RAI_MILLI,
    LandSizeError,
    SizeTooLargeError,
    SizeUnit,
    land,
    parse_land,
    parts_of_land,
    per_size,
    typed_land,
)

STUDIES = json.loads((Path(__file__).parents[1] / "data" / "product_costs.json").read_text(encoding="utf-8"))
RICE: dict[str, Any] = {study["id"]: study for study in STUDIES["rice"]}
FIXED_KINDS = {
    "ภาษี": CostKind.TAX,
    "ค่าใช้ที่ดิน": CostKind.RENT,
    "ค่าเสื่อม": CostKind.WEAR,
    "ค่าเสียโอกาส": CostKind.OPPORTUNITY,
}


def satang(baht: str) -> int:
    exact = Fraction(baht) * 100
    assert exact.denominator == 1
    return exact.numerator


def to_satang(e4: int | None) -> int:
    assert e4 is not None
    return money.divide_round(e4, money.E4)


def cost(baht: str, kind: CostKind, *, own: bool = False, step: str = "") -> RoundCost:
    settlement = Settlement.OWN if own else Settlement.PAID
    return RoundCost(kind, settlement, satang(baht), step, kind.is_fixed)


def fixed_lines(lines: dict[str, Any]) -> list[RoundCost]:
    """The printed fixed costs by the kinds of the official table."""
    found = []
    for name, line in lines.items():
        kind = next(kind for start, kind in FIXED_KINDS.items() if start in name)
        found.append(cost(line["baht"], kind, own=kind is not CostKind.TAX))
    return found


def jasmine() -> RoundResult:
    """Jasmine rice, one rai: cash cost, own variable cost, and the four printed fixed costs."""
    published, computed = RICE["rice_jasmine_mean"]["published"], RICE["rice_jasmine_mean"]["computed"]
    fixed = fixed_lines(RICE["rice_jasmine_fixed_cost"]["published"]["lines"])
    cash, variable = satang(computed["cash_cost"]), satang(computed["variable_cost"])
    tax = sum(each.amount for each in fixed if each.settlement is Settlement.PAID)
    costs = [
        RoundCost(CostKind.LABOUR, Settlement.PAID, cash - tax),
        RoundCost(CostKind.LABOUR, Settlement.OWN, variable - (cash - tax)),
        *fixed,
    ]
    kilos = money.divide_round(satang(published["yield_kg_per_rai"]) * 1_000, 100)
    value = money.times(satang(published["price_per_kg"]) * money.E4, kilos)
    return round_result(RoundFacts(costs, [RoundOutput(Purpose.SOLD, kilos, value)], land(1), SizeUnit.WA))


def test_jasmine_rice_comes_out_exactly() -> None:
    """573.27 kg × 9.06: every printed figure, both break-even yields and both contributions."""
    published, computed = RICE["rice_jasmine_mean"]["published"], RICE["rice_jasmine_mean"]["computed"]
    found = jasmine()
    assert found.value == satang(published["value"])
    assert found.over_cash == satang(published["return_over_cash_cost"])
    assert found.over_variable == satang(published["return_over_variable_cost"])
    assert found.over_full == satang(computed["return_over_total_cost"])
    assert found.cost.full == satang(computed["total_cost"])
    assert found.cost.full - found.cost.cash == satang(computed["non_cash_cost"])
    assert found.fixed_cost == satang(published["fixed_cost"])
    assert found.variable == satang(computed["variable_cost"])
    assert to_satang(found.unit_return_e4) == satang(published["return_per_kg"])
    assert to_satang(found.unit_cost_e4) == satang(computed["cost_per_kg"])
    assert found.benefit_cost_hundredths == satang(published["benefit_cost_ratio"])
    # Rounded to satang, as the source divides; and as it is.
    assert to_satang(found.contribution_e4) == satang(published["contribution_per_kg"]) == 392
    assert found.contribution_e4 == money.divide_round(224_968 * money.E4 * 1_000, 573_270)
    assert found.break_even_rounded is not None
    assert found.break_even_rounded.shown(2)[0] == satang(published["break_even_kg_per_rai"]) * 10
    assert found.break_even is not None
    assert found.break_even.shown(2)[0] == satang(computed["break_even_kg_per_rai_unrounded"]) * 10
    assert (found.break_even_rounded.shown(2)[0], found.break_even.shown(2)[0]) == (286_000, 285_690)
    assert found.per_size(found.quantity_milli) == found.quantity_milli


def test_medium_land_cash_and_own_variable_and_fixed() -> None:
    """4,092.79 a rai: 2,153.27 cash and 1,939.52 own, 3,052.96 variable and 1,039.83 fixed; 6.86 a kilo."""
    published = RICE["rice_s2_cash_and_non_cash"]["published"]
    material, cash = satang(published["variable_of_which_material"]), satang(published["cash"])
    variable, fixed = satang(published["variable"]), satang(published["fixed"])
    costs = [
        RoundCost(CostKind.FERTILIZER, Settlement.PAID, material),
        RoundCost(CostKind.MACHINE, Settlement.PAID, cash - material),
        RoundCost(CostKind.LABOUR, Settlement.OWN, variable - cash),
        RoundCost(CostKind.RENT, Settlement.OWN, fixed, is_fixed=True),
    ]
    kilos = money.divide_round(satang(published["total"]) * 1_000, satang(published["per_kg"]))
    found = round_result(RoundFacts(costs, [RoundOutput(Purpose.SOLD, kilos, 1)], land(1), SizeUnit.WA))
    assert found.cost.full == satang(published["total"])
    assert (found.cost.cash, found.cost.imputed) == (cash, satang(published["non_cash"]))
    assert (found.variable, found.fixed_cost) == (variable, fixed)
    assert to_satang(found.unit_cost_e4) == satang(published["per_kg"])
    rows = [*by_kind(costs, fixed=False), *by_kind(costs, fixed=True)]
    assert sum(row.cash for row in rows) == cash
    assert sum(row.total for row in rows) == satang(published["total"])


@pytest.mark.parametrize("name", ["rice_s1_fixed_cost", "rice_jasmine_fixed_cost"])
def test_fixed_costs_of_the_official_table(name: str) -> None:
    study = RICE[name]
    printed = study["published"]["lines"]
    costs = fixed_lines(printed)
    rows = by_kind(costs, fixed=True)
    assert [row.total for row in rows] == [satang(line["baht"]) for line in printed.values()]
    whole = sum(row.total for row in rows)
    assert whole == satang(study.get("computed", study["published"])["fixed"])
    assert [money.ratio_bp(row.total, whole) for row in rows] == [
        satang(line["pct"]) for line in printed.values()
    ]


def test_preparing_the_soil_is_a_step() -> None:
    published = RICE["rice_soil_preparation_step"]["published"]
    kinds = {"ค่าเช่านา": CostKind.RENT, "ข้าวปลูก 2.5 ถัง × 160": CostKind.SEED}
    costs = [
        cost(line["baht"], kinds.get(line["name"], CostKind.MACHINE), step=published["step"])
        for line in published["lines"]
    ]
    assert [(row.key, row.cash, row.own) for row in by_step(costs, ["plant", "harvest"])] == [
        (published["step"], satang(published["total"]), 0)
    ]


@pytest.mark.parametrize(
    ("typed", "size"),
    [
        ("5-2-50", land(5, 2, 50_000)),
        ("๕-๒-๕๐", land(5, 2, 50_000)),
        ("0-1", land(0, 1)),
        ("5 ไร่ 2 งาน 50 ตร.ว.", land(5, 2, 50_000)),
        ("๒ งาน", land(0, 2)),
        ("12.5 ไร่", land(12, 2)),
        ("5.5", land(5, 2)),
        ("0-0-37.125", 37_125),
        ("80 ตารางวา", land(0, 0, 80_000)),
        ("3 rai 1 ngan", land(3, 1)),
    ],
)
def test_land_is_read(typed: str, size: int) -> None:
    assert parse_land(typed) == size
    assert parse_land(typed_land(size)) == size


@pytest.mark.parametrize("typed", ["", "ห้า", "5-4-0", "5-0-100", "5-", "-5", "1-2-3-4", "5 kg", "9" * 60])
def test_land_that_is_none(typed: str) -> None:
    with pytest.raises((LandSizeError, SizeTooLargeError)):
        parse_land(typed)


@given(st.integers(0, 10_000_000 * 1_000))
def test_land_there_and_back(size: int) -> None:
    rai, ngan, wa_milli = parts_of_land(size)
    assert land(rai, ngan, wa_milli) == size
    assert ngan < 4
    assert wa_milli < 100_000
    assert parse_land(typed_land(size)) == size


def test_per_size() -> None:
    """A rai is 400 square wa; 5 rai 2 ngan share 1,100.00 as 200.00 each."""
    assert RAI_MILLI == 400_000
    assert per_size(1_100_00, land(5, 2), SizeUnit.WA) == 200_00
    assert per_size(900_00, 20_000, SizeUnit.HEAD) == 45_00
    assert per_size(900_00, 0, SizeUnit.WA) is None
    assert per_size(900_00, 5_000, SizeUnit.NONE) is None


def test_wear_rent_and_opportunity() -> None:
    """12,000 less 2,000 over five years: 2,000 a year; 73 days at half of the time are a tenth of it."""
    assert wear(12_000_00, 2_000_00, 60, 365) == 2_000_00
    assert wear(12_000_00, 2_000_00, 60, 73, 5_000) == 200_00
    assert rent_in_thought(7_300_00, 100) == 2_000_00
    assert opportunity(12_000_00, 2_000_00, 500, 365) == 350_00
    with pytest.raises(DaysOfRoundError):
        wear(1, 0, 1, 0)
    with pytest.raises(ShareOfUseError):
        rent_in_thought(1, 1, 10_001)
    assert days_between(dt.date(2026, 6, 1), dt.date(2026, 6, 30)) == 30
    uid = new_uid()
    lines = tool_lines(
        ToolData("รถไถ", ToolKind.MACHINE, 12_000_00, 2_000_00, 60),
        tool_uid=uid,
        days=73,
        share_bp=5_000,
        rate_bp=500,
    )
    assert [(line.kind, line.amount, line.settlement, line.fixed) for line in lines] == [
        (CostKind.WEAR, 200_00, Settlement.OWN, True),
        (CostKind.OPPORTUNITY, 35_00, Settlement.OWN, True),
    ]
    field = ToolData("นา", ToolKind.LAND, price=500_000_00, yearly_rent=3_650_00)
    assert [(line.kind, line.amount) for line in tool_lines(field, tool_uid=uid, days=120)] == [
        (CostKind.RENT, 1_200_00)
    ]


def test_own_labour_is_people_by_days_by_hours() -> None:
    line = own_labour(2, 3_500, 6_000, 50_00, step="care")
    assert (line.hours_milli, line.amount, line.settlement) == (42_000, 2_100_00, Settlement.OWN)


def test_a_round_that_ends_before_it_starts() -> None:
    with pytest.raises(RoundEndsBeforeItStartsError):
        checked_round(RoundData(new_uid(), "นาปี", dt.date(2026, 6, 2), dt.date(2026, 6, 1)))


@given(st.integers(1, 10**12), st.lists(st.integers(1, 5_000), min_size=1, max_size=6))
def test_parts_of_a_bill_are_the_bill(total: int, shares: list[int]) -> None:
    rest = 10_000 - sum(shares)
    assume(rest >= 0)
    drafts = [BillShareDraft(share, new_uid()) for share in shares]
    drafts.append(BillShareDraft(rest, category_uid=new_uid()))
    parts = bill_parts(SharedBillDraft(new_uid(), total, CostKind.ENERGY, tuple(drafts)))
    assert sum(parts) == total
    for part, draft in zip(parts, drafts, strict=True):
        assert abs(part * 10_000 - total * draft.share_bp) < 10_000
    with pytest.raises(SharesDifferError):
        bill_parts(
            SharedBillDraft(new_uid(), total, CostKind.ENERGY, (*drafts, BillShareDraft(1, new_uid())))
        )


COSTS = st.builds(
    RoundCost,
    st.sampled_from(CostKind),
    st.sampled_from(Settlement),
    st.integers(-(10**9), 10**9),
    st.sampled_from(["", "prepare", "care", "เกี่ยว"]),
    st.booleans(),
    st.integers(0, 10**6),
)
OUTPUTS = st.builds(
    RoundOutput,
    st.sampled_from(Purpose),
    st.integers(0, 10**8),
    st.integers(0, 10**9),
    st.booleans(),
)


@given(st.lists(COSTS, max_size=12), st.lists(OUTPUTS, max_size=8))
def test_tables_add_up_to_the_result(costs: list[RoundCost], outputs: list[RoundOutput]) -> None:
    """The kinds, the steps and the whole are the same money; so are cash, own and full."""
    found = round_result(RoundFacts(costs, outputs, land(3), SizeUnit.WA, RoundPlan(1_000, 1, 1, 1)))
    kinds = [*by_kind(costs, fixed=False), *by_kind(costs, fixed=True)]
    for rows in (kinds, by_step(costs, ["prepare", "care"])):
        assert sum(row.cash for row in rows) == found.total.cash
        assert sum(row.total for row in rows) == found.total.full == sum(each.amount for each in costs)
    assert found.value == found.sold + found.kept_value
    assert found.cost + found.kept == found.total
    assert found.variable + found.fixed_cost == found.cost.full
    assert found.over_cash - found.over_full == found.cost.full - found.cost.cash
    assert found.over_variable - found.over_full == found.fixed_cost


@given(st.lists(COSTS, min_size=1, max_size=6), st.lists(OUTPUTS, min_size=1, max_size=6), st.data())
def test_what_is_undone_leaves_nothing(
    costs: list[RoundCost], outputs: list[RoundOutput], data: st.DataObject
) -> None:
    """Rows with the other sign, in any order, bring the result back to what it was."""
    whole = round_result(RoundFacts(costs, outputs))
    undone_costs = [replace(each, amount=-each.amount, hours_milli=-each.hours_milli) for each in costs]
    undone = [replace(each, amount=-each.amount, quantity_milli=-each.quantity_milli) for each in outputs]
    nothing = round_result(
        RoundFacts(
            data.draw(st.permutations([*costs, *undone_costs])),
            data.draw(st.permutations([*outputs, *undone])),
        )
    )
    assert (nothing.total.full, nothing.value, nothing.quantity_milli, nothing.own_hours_milli) == (
        0,
        0,
        0,
        0,
    )
    assert by_kind([*costs, *undone_costs], fixed=True) == ()
    again = round_result(RoundFacts([*costs, *undone_costs, *costs], [*outputs, *undone, *outputs]))
    assert (again.total, again.value, again.kept) == (whole.total, whole.value, whole.kept)
