"""The costing rules as a manual: three costs, settlements, overheads, waste, outputs, work in progress."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import money
from app.domain.cost_lines import HOURS_OF_UNIT
from app.domain.cost_words import (
    BASIS_NAMES,
    CONDITION_NAMES,
    KIND_NAMES,
    OUTPUT_NAMES,
    SETTLEMENT_NAMES,
)
from app.domain.costing import (
    BatchCost,
    CostKind,
    CostLine,
    JointBasis,
    MarginTooLargeError,
    NegativeCostError,
    NoOutputError,
    Output,
    OutputKind,
    OutputQuantityError,
    Overhead,
    PercentSumError,
    PersonMissingError,
    Settlement,
    SoldResult,
    Values,
    allocate_outputs,
    batch_cost,
    batch_result,
    benefit_cost_hundredths,
    break_even,
    check_people,
    compare,
    cost_line,
    line_values,
    make_up_bp,
    price_at_margin,
    price_at_markup,
    price_table,
    return_per_hour_e4,
    stock_line,
    total_of,
    wip_share,
)
from app.domain.moving_average import EMPTY, issue, receive
from app.domain.sale_draft import Condition

TEA, DUST, BRAN = b"tea.............", b"dust............", b"bran............"
MEMBER = b"member 001......"
BAHT_E4 = 100 * money.E4


def tea_batch() -> list[CostLine]:
    """100 boxes: cash 1,720, wear of the group's drier 80, herb from members 1,000, labour 1,200."""
    return [
        cost_line(
            CostKind.MATERIAL,
            Settlement.IMPUTED,
            "หญ้าหมอน้อยแห้ง",
            quantity_milli=4_000,
            rate_e4=250 * BAHT_E4,
            person_uid=MEMBER,
            step="อบ",
        ),
        cost_line(CostKind.PACKAGING, Settlement.PAID, "ซองและกล่อง", amount=160_000, step="บรรจุ"),
        cost_line(
            CostKind.LABOUR,
            Settlement.IMPUTED,
            "แรงงานสมาชิก",
            quantity_milli=24_000,
            unit="ชม.",
            rate_e4=50 * BAHT_E4,
            person_uid=MEMBER,
            step="บรรจุ",
        ),
        cost_line(CostKind.ENERGY, Settlement.PAID, "แก๊ส", amount=12_000, step="อบ"),
        cost_line(CostKind.WEAR, Settlement.WEAR, "ค่าสึกหรอเครื่องอบ", amount=8_000, step="อบ"),
    ]


# --- rule 1: three costs ---------------------------------------------------------------------


def test_forty_of_a_hundred_boxes_of_tea_sold() -> None:
    """40 at 89.00 = 3,560: book profit 2,840; less 880 of free work and gifts 1,960; stock 1,080."""
    cost = batch_cost(tea_batch())
    assert cost.total == Values(cash=172_000, book=180_000, full=400_000)
    made = receive(EMPTY, 100_000, cost.total.book, cost.total.cash, cost.total.full)
    sold = issue(made.pool_after, 40_000)
    left = sold.pool_after
    result = SoldResult(40 * 8_900, Values(-sold.cash_value, -sold.value, -sold.full_value))
    assert result.income == 356_000
    assert result.book_profit == 284_000
    assert result.imputed == 40 * 2_200
    assert result.full_profit == 196_000
    assert result.cash_result == 356_000 - 40 * 1_720
    assert (left.value, left.full_value) == (108_000, 240_000)


def test_cost_by_kind_by_step_and_by_settlement() -> None:
    cost = batch_cost(tea_batch())
    assert cost.of_kind(CostKind.MATERIAL) == Values(0, 0, 100_000)
    assert cost.of_kind(CostKind.RENT) == Values()
    assert [kind for kind, _values in cost.by_kind] == [
        CostKind.MATERIAL,
        CostKind.PACKAGING,
        CostKind.LABOUR,
        CostKind.ENERGY,
        CostKind.WEAR,
    ]
    assert cost.by_step == (
        ("อบ", Values(12_000, 20_000, 120_000)),
        ("บรรจุ", Values(160_000, 160_000, 280_000)),
    )
    assert dict(cost.by_settlement)[Settlement.IMPUTED] == Values(0, 0, 220_000)
    assert cost.fixed == Values(0, 8_000, 8_000)
    assert cost.variable == cost.total - cost.fixed
    assert (cost.own_labour.full, cost.own_hours_milli) == (120_000, 24_000)


# --- rule 2: settlements ---------------------------------------------------------------------

RULE_2 = {
    Settlement.PAID: Values(100, 100, 100),
    Settlement.OWED: Values(100, 100, 100),
    Settlement.ABSORBED: Values(100, 100, 100),
    Settlement.WEAR: Values(0, 100, 100),
    Settlement.CAPITAL: Values(0, 100, 100),
    Settlement.DONATED: Values(0, 100, 100),
    Settlement.IMPUTED: Values(0, 0, 100),
}


@pytest.mark.parametrize("settlement", RULE_2)
def test_what_a_settlement_counts_in(settlement: Settlement) -> None:
    assert line_values(settlement, 100) == RULE_2[settlement]
    assert settlement.has_counter_account == (settlement is not Settlement.IMPUTED)
    assert settlement.counts_in_full


def test_stock_brings_its_own_three_costs() -> None:
    line = stock_line(
        CostKind.MATERIAL,
        "กะปิ",
        Values(40_000, 60_000, 75_000),
        product_uid=TEA,
        quantity_milli=5_000,
        unit="กก.",
    )
    assert line.settlement is Settlement.FROM_STOCK
    assert line.settlement.counts_in_cash
    assert (line.values, line.rate_e4) == (Values(40_000, 60_000, 75_000), 150 * BAHT_E4)


@pytest.mark.parametrize(
    ("kind", "settlement", "fixed"),
    [
        (CostKind.WEAR, Settlement.IMPUTED, True),
        (CostKind.RENT, Settlement.PAID, True),
        (CostKind.OTHER, Settlement.WEAR, True),
        (CostKind.LABOUR, Settlement.PAID, False),
        (CostKind.ENERGY, Settlement.ABSORBED, False),
    ],
)
def test_wear_and_rent_are_fixed_unless_said_otherwise(
    kind: CostKind, settlement: Settlement, fixed: bool
) -> None:
    assert cost_line(kind, settlement, "x", amount=1).is_fixed is fixed
    assert cost_line(kind, settlement, "x", amount=1, is_fixed=not fixed).is_fixed is not fixed


def test_labour_by_hour_day_piece_and_lump() -> None:
    def labour(quantity_milli: int, unit: str, rate_e4: int) -> CostLine:
        return cost_line(
            CostKind.LABOUR,
            Settlement.OWED,
            "แรงงาน",
            quantity_milli=quantity_milli,
            unit=unit,
            rate_e4=rate_e4,
            person_uid=MEMBER,
        )

    hour, day = labour(7_500, "ชม.", 50 * BAHT_E4), labour(500, "วัน", 400 * BAHT_E4)
    piece = labour(350_000, "ห่อ", 75 * money.E4)
    assert [line.values.cash for line in (hour, day, piece)] == [37_500, 20_000, 26_250]
    assert [line.hours_milli for line in (hour, day, piece)] == [7_500, 4_000, 0]
    lump = cost_line(
        CostKind.LABOUR, Settlement.PAID, "เหมา", amount=30_000, person_name="สมาชิก 001", hours_milli=6_000
    )
    assert (lump.values.full, lump.hours_milli, lump.rate_e4) == (30_000, 6_000, 300 * BAHT_E4)
    assert HOURS_OF_UNIT["วัน"] == 8


def test_labour_and_debts_have_a_person() -> None:
    check_people(tea_batch())
    check_people([cost_line(CostKind.LABOUR, Settlement.ABSORBED, "เงินเดือน", amount=1)])
    for nameless in (
        cost_line(CostKind.LABOUR, Settlement.IMPUTED, "แรงงาน", amount=1),
        cost_line(CostKind.MATERIAL, Settlement.OWED, "สมุนไพร", amount=1),
        cost_line(CostKind.MATERIAL, Settlement.CAPITAL, "สมุนไพร", amount=1),
    ):
        with pytest.raises(PersonMissingError):
            check_people([nameless])


def test_costs_below_zero_or_beyond_reason_are_refused() -> None:
    with pytest.raises(NegativeCostError) as refused:
        cost_line(CostKind.OTHER, Settlement.PAID, "แก๊ส", amount=-1)
    assert "แก๊ส" in str(refused.value)
    with pytest.raises(NegativeCostError):
        cost_line(CostKind.OTHER, Settlement.PAID, "แก๊ส", quantity_milli=-1, rate_e4=1)
    with pytest.raises(money.AmountTooLargeError):
        cost_line(CostKind.OTHER, Settlement.PAID, "แก๊ส", amount=10**13)
    with pytest.raises(ValueError, match="rate or an amount"):
        cost_line(CostKind.OTHER, Settlement.PAID, "แก๊ส")


# --- rule 3: overheads -----------------------------------------------------------------------


def test_four_batches_absorb_less_than_the_bill() -> None:
    """4 × 150 for the drier, the bill is 820: 220 stays in the result, 600 in the goods."""
    batches = [
        batch_cost([cost_line(CostKind.ENERGY, Settlement.ABSORBED, "ไฟฟ้า", amount=15_000)]) for _ in range(4)
    ]
    absorbed = total_of(batch.total for batch in batches)
    month = Overhead(billed=82_000, absorbed=absorbed.book)
    assert (absorbed.book, month.remainder) == (60_000, 22_000)
    assert month.wants_new_rate
    assert month.new_rate_e4(150 * BAHT_E4) == 205 * BAHT_E4


def test_over_absorbed_shows_negative_and_small_differences_keep_the_rate() -> None:
    assert Overhead(50_000, 60_000).remainder == -10_000
    assert not Overhead(50_000, 60_000).wants_new_rate
    assert Overhead(50_000, 60_001).wants_new_rate
    assert Overhead(0, 1).wants_new_rate
    assert not Overhead(0, 0).wants_new_rate
    assert Overhead(100, 0).new_rate_e4(7) == 7


def test_wear_of_a_donated_drier() -> None:
    """24,000 over five years is 400 a month; four batches take 80 each, 80 stays in the result."""
    month = Overhead(billed=money.share(2_400_000, 1, 60), absorbed=4 * 8_000)
    assert (month.billed, month.remainder) == (40_000, 8_000)


# --- rule 4: outputs, waste, parts -----------------------------------------------------------

COST = Values(cash=172_000, book=180_000, full=400_000)


def good(quantity_milli: int, product: bytes = TEA, unit_value_e4: int = 0, percent_bp: int = 0) -> Output:
    return Output(OutputKind.GOOD, product, quantity_milli, unit_value_e4, percent_bp)


def test_normal_waste_raises_the_unit_cost() -> None:
    """80 of 100 boxes came out well: each costs 22.50 in the books instead of 18.00."""
    made = allocate_outputs(COST, [good(80_000), Output(OutputKind.NORMAL_WASTE, TEA, 20_000)])
    assert made.outputs[0].unit.value_e4 == 2_250 * money.E4
    assert made.outputs[0].unit.full_e4 == 5_000 * money.E4
    assert (made.stocked, made.expensed) == (COST, Values())


def test_abnormal_waste_is_an_expense() -> None:
    """20 of 100 boxes got wet: 360.00 is expensed, the rest keeps its 18.00."""
    made = allocate_outputs(COST, [good(80_000), Output(OutputKind.ABNORMAL_WASTE, TEA, 20_000)])
    assert made.expensed == Values(34_400, 36_000, 80_000)
    assert made.outputs[0].unit.value_e4 == 1_800 * money.E4


def test_a_batch_that_failed_is_all_expense() -> None:
    made = allocate_outputs(COST, [Output(OutputKind.ABNORMAL_WASTE, TEA, 100_000, reason="ไฟไหม้")])
    assert (made.stocked, made.expensed) == (Values(), COST)


def test_a_by_product_takes_its_price_less_selling_cost() -> None:
    """Tea dust, 5 kg worth 40.00 each after selling cost: 200.00 off the tea."""
    dust = Output(OutputKind.BY_PRODUCT, DUST, 5_000, unit_value_e4=40 * BAHT_E4)
    made = allocate_outputs(COST, [good(100_000), dust])
    assert made.outputs[1].values == Values(20_000, 20_000, 20_000)
    assert made.outputs[0].values == Values(152_000, 160_000, 380_000)


def test_a_by_product_never_takes_more_than_there_is() -> None:
    dust = Output(OutputKind.BY_PRODUCT, DUST, 5_000, unit_value_e4=400 * BAHT_E4)
    made = allocate_outputs(Values(0, 0, 150_000), [good(100_000), dust])
    assert made.outputs[1].values == Values(0, 0, 150_000)
    assert made.outputs[0].values == Values()


def test_by_products_may_share_by_value_instead() -> None:
    outputs = [
        good(60_000, unit_value_e4=30 * BAHT_E4),
        Output(OutputKind.BY_PRODUCT, BRAN, 20_000, unit_value_e4=10 * BAHT_E4),
    ]
    made = allocate_outputs(Values(0, 100_000, 100_000), outputs, by_products_share=True)
    assert [each.values.book for each in made.outputs] == [90_000, 10_000]


def test_only_by_products_carry_the_whole_cost() -> None:
    made = allocate_outputs(COST, [Output(OutputKind.BY_PRODUCT, DUST, 1_000, unit_value_e4=1)])
    assert made.stocked == COST


@pytest.mark.parametrize(
    ("basis", "book"),
    [
        (JointBasis.VALUE, [160_000, 20_000]),
        (JointBasis.QUANTITY, [120_000, 60_000]),
        (JointBasis.PERCENT, [126_000, 54_000]),
    ],
)
def test_outputs_share_by_value_quantity_or_percent(basis: JointBasis, book: list[int]) -> None:
    outputs = [
        good(20_000, unit_value_e4=80 * BAHT_E4, percent_bp=7_000),
        Output(OutputKind.CO_PRODUCT, BRAN, 10_000, unit_value_e4=20 * BAHT_E4, percent_bp=3_000),
    ]
    made = allocate_outputs(COST, outputs, basis=basis)
    assert [each.values.book for each in made.outputs] == book


def test_without_prices_value_means_quantity() -> None:
    made = allocate_outputs(COST, [good(20_000), good(10_000, BRAN)])
    assert [each.values.book for each in made.outputs] == [120_000, 60_000]


def test_finishing_needs_an_output() -> None:
    with pytest.raises(NoOutputError):
        allocate_outputs(COST, [])
    with pytest.raises(NoOutputError):
        allocate_outputs(COST, [Output(OutputKind.NORMAL_WASTE, TEA, 1)])
    with pytest.raises(OutputQuantityError):
        allocate_outputs(COST, [good(0)])
    with pytest.raises(PercentSumError):
        allocate_outputs(COST, [good(1_000, percent_bp=9_999)], basis=JointBasis.PERCENT)


def test_a_batch_finished_in_three_parts() -> None:
    """100 planned: 30, then 40 after 100.00 more was added, then 25 for good: nothing remains."""
    wip = Values(17_200, 18_000, 40_000)
    first = wip_share(wip, 30_000, 100_000, last=False)
    assert first == Values(5_160, 5_400, 12_000)
    wip = wip - first + Values(10_000, 10_000, 10_000)
    second = wip_share(wip, 40_000, 70_000, last=False)
    assert second.book == money.divide_round((18_000 - 5_400 + 10_000) * 4, 7)
    wip = wip - second
    assert wip_share(wip, 25_000, 30_000, last=True) == wip
    assert wip_share(wip, 31_000, 30_000, last=False) == wip
    with pytest.raises(OutputQuantityError):
        wip_share(wip, 0, 30_000, last=True)


values = st.builds(Values, *[st.integers(0, 10**9)] * 3)
output_lists = st.lists(
    st.builds(
        Output,
        st.sampled_from(OutputKind),
        st.sampled_from([TEA, DUST, BRAN]),
        st.integers(1, 10**6),
        unit_value_e4=st.integers(0, 10**9),
    ),
    min_size=1,
    max_size=6,
)


@given(values, output_lists, st.sampled_from([JointBasis.VALUE, JointBasis.QUANTITY]), st.booleans())
def test_every_satang_of_each_cost_finds_its_output(
    cost: Values, outputs: list[Output], basis: JointBasis, share: bool
) -> None:
    try:
        made = allocate_outputs(cost, outputs, basis=basis, by_products_share=share)
    except NoOutputError:
        assert all(output.kind is OutputKind.NORMAL_WASTE for output in outputs)
        return
    assert made.stocked + made.expensed == cost
    for each in made.outputs:
        assert min(each.values.cash, each.values.book, each.values.full) >= 0


@given(values, st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_parts_of_a_batch_take_exactly_what_went_in(cost: Values, parts: list[int]) -> None:
    wip, remaining, taken = cost, sum(parts), Values()
    for number, part in enumerate(parts, 1):
        share = wip_share(wip, part, remaining, last=number == len(parts))
        exact = Fraction(wip.book * part, remaining)
        assert abs(share.book - exact) <= Fraction(1, 2)
        wip, taken, remaining = wip - share, taken + share, remaining - part
    assert (wip, taken) == (Values(), cost)
    assert taken + -cost == Values()


# --- results ---------------------------------------------------------------------------------


def batch(*lines: tuple[CostKind, int]) -> BatchCost:
    return batch_cost([cost_line(kind, Settlement.PAID, kind, amount=amount) for kind, amount in lines])


def test_estimated_beside_actual() -> None:
    rows = compare(
        batch((CostKind.MATERIAL, 60_000), (CostKind.LABOUR, 40_000)),
        batch((CostKind.MATERIAL, 66_000), (CostKind.ENERGY, 5_000)),
    )
    assert [(row.kind, row.difference.full) for row in rows] == [
        (CostKind.MATERIAL, 6_000),
        (CostKind.LABOUR, -40_000),
        (CostKind.ENERGY, 5_000),
        (None, -29_000),
    ]
    assert [row.difference_bp for row in rows] == [1_000, -10_000, 0, -2_900]


def test_results_of_the_tea() -> None:
    """100 boxes at 89.00: an hour of the members' own work earned 254.17."""
    result = batch_result(890_000, 100_000, batch_cost(tea_batch()))
    assert result.over_cash == 718_000
    assert result.over_book == 710_000
    assert result.over_full == 490_000
    assert result.over_variable == 890_000 - 392_000
    assert result.unit_cost_e4 == 4_000 * money.E4
    assert result.contribution_e4 == 4_980 * money.E4
    assert result.benefit_cost_hundredths == 223
    assert result.own_hour_e4 == money.divide_round(610_000 * money.E4, 24)
    assert result.break_even is not None
    assert result.break_even.units_milli == money.divide_round(8_000 * 1_000, 4_980)
    assert result.break_even.whole_units == 2
    with pytest.raises(OutputQuantityError):
        batch_result(1, 0, batch_cost(tea_batch()))


def test_break_even_in_units_and_baht() -> None:
    even = break_even(100_000, 70 * BAHT_E4, 45 * BAHT_E4)
    assert even is not None
    assert (even.units_milli, even.amount, even.whole_units) == (40_000, 280_000, 40)
    assert even.shown(0) == (40_000, 280_000)
    assert break_even(100_000, 45 * BAHT_E4, 45 * BAHT_E4) is None
    nothing_fixed = break_even(0, 70 * BAHT_E4, 45 * BAHT_E4)
    assert nothing_fixed is not None
    assert (nothing_fixed.units_milli, nothing_fixed.amount) == (0, 0)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 10**9))
def test_at_break_even_contribution_covers_the_fixed_cost(fixed: int, price: int, variable: int) -> None:
    even = break_even(fixed, price, variable)
    if even is None:
        assert price <= variable
        return
    exact = Fraction(fixed * money.E4, price - variable)
    assert abs(Fraction(even.units_milli, 1_000) - exact) <= Fraction(1, 2_000)
    assert abs(even.amount - exact * price / money.E4) <= Fraction(1, 2)


def test_prices_at_chosen_margins() -> None:
    """On a cost of 40.00: 20 % of the price is 50.00, 20 % on the cost is 48.00."""
    assert price_at_margin(40 * BAHT_E4, 2_000) == 50 * BAHT_E4
    assert price_at_markup(40 * BAHT_E4, 2_000) == 48 * BAHT_E4
    assert [row.at_margin_e4 for row in price_table(40 * BAHT_E4, [0, 5_000])] == [
        40 * BAHT_E4,
        80 * BAHT_E4,
    ]
    with pytest.raises(MarginTooLargeError):
        price_at_margin(1, 10_000)


def test_shares_and_ratios_of_nothing() -> None:
    assert make_up_bp([0, 0]) == [0, 0]
    assert benefit_cost_hundredths(100, 0) == 0
    assert return_per_hour_e4(100, 50, 0) == 0


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any))
def test_a_make_up_always_sums_to_a_hundred_percent(parts: list[int]) -> None:
    shares = make_up_bp(parts)
    assert sum(shares) == 10_000
    for part, share in zip(parts, shares, strict=True):
        assert abs(share - Fraction(part * 10_000, sum(parts))) < 1


def test_every_kind_has_a_name_on_screen() -> None:
    for names, kinds in (
        (KIND_NAMES, CostKind),
        (SETTLEMENT_NAMES, Settlement),
        (OUTPUT_NAMES, OutputKind),
        (BASIS_NAMES, JointBasis),
        (CONDITION_NAMES, Condition),
    ):
        assert set(names) == set(kinds)
