"""Tax inside prices: one rounding, every satang found again, whole returns exact."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import money
from app.domain.meters import Level, Meter, YearSums, received_income
from app.domain.sale import (
    Condition,
    SaleDraft,
    SaleLineDraft,
    SaleReturnDraft,
    SaleReturnLineDraft,
    SoldAmounts,
    SoldLine,
    SoldSale,
    price_return,
    price_sale,
)
from app.domain.sale_draft import RoundingRule
from app.domain.vat import (
    Claim,
    InputVat,
    SoldTax,
    TaxPart,
    TaxTooLargeError,
    VatClass,
    VatMonth,
    base_of,
    bill_tax,
    costs_without,
    return_tax,
    sale_tax,
    tax_inside,
)

TAXED, FREE, OPEN = VatClass.TAXABLE, VatClass.EXEMPT, VatClass.UNKNOWN
SEVEN = 700

amounts_with_classes = st.lists(
    st.tuples(st.integers(0, 5_000_00), st.sampled_from(list(VatClass))), min_size=1, max_size=8
)


def test_tax_is_worked_out_once_on_the_taxable_subtotal() -> None:
    # three lines of 10.00 each: one by one 0.65 × 3 = 1.95, together 30.00 × 7 ÷ 107 = 1.96
    parts = bill_tax([10_00, 10_00, 10_00], [TAXED] * 3, 0, SEVEN)
    assert sum(part.tax for part in parts) == 1_96
    assert [part.tax for part in parts] == [66, 65, 65]


def test_exempt_and_taxable_in_one_basket() -> None:
    parts = bill_tax([107_00, 50_00, 214_00], [TAXED, FREE, OPEN], 0, SEVEN)
    assert [(part.base, part.tax) for part in parts] == [(100_00, 7_00), (50_00, 0), (200_00, 14_00)]


def test_rounding_is_spread_before_tax() -> None:
    # 107.40 taxable and 107.10 exempt, rounded down to 214.00: −0.50, half of it on the taxable goods
    parts = bill_tax([107_40, 107_10], [TAXED, FREE], -50, SEVEN)
    taxed = [part for part in parts if part.vat_class is TAXED]
    assert sum(part.base + part.tax for part in taxed) == 107_15
    assert sum(part.tax for part in parts) == tax_inside(107_15, SEVEN)
    assert sum(part.base + part.tax for part in parts) == 214_00


@given(amounts_with_classes, st.integers(-99, 99), st.integers(0, 2_000))
def test_parts_make_the_bill(goods: list[tuple[int, VatClass]], rounding: int, rate: int) -> None:
    amounts, classes = [each[0] for each in goods], [each[1] for each in goods]
    parts = bill_tax(amounts, classes, rounding, rate)
    assert sum(part.base + part.tax for part in parts) == sum(amounts) + rounding
    taxed = sum(part.base + part.tax for part in parts if part.vat_class.is_taxed)
    assert sum(part.tax for part in parts) == tax_inside(taxed, rate)
    for part, amount, vat_class in zip(parts, amounts, classes, strict=False):
        assert (part.base + part.tax, part.vat_class) == (amount, vat_class)
        assert part.tax == 0 or vat_class.is_taxed
        assert abs(part.tax - tax_inside(amount, rate)) <= 1 or not vat_class.is_taxed


lines_of_a_bill = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 300_00), st.sampled_from(list(VatClass))),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(lines_of_a_bill, st.integers(0, 30_00), st.sampled_from([0, 25, 100]), st.data())
def test_pieces_that_come_back_take_all_of_the_tax(
    goods: list[tuple[int, int, VatClass]], discount: int, step: int, data: st.DataObject
) -> None:
    drafts = tuple(
        SaleLineDraft(bytes(16), "", pieces * money.MILLI, "ชิ้น", price * money.E4)
        for pieces, price, _class in goods
    )
    whole = sum(pieces * price for pieces, price, _class in goods)
    priced = price_sale(SaleDraft(bytes(16), drafts, bill_discount=min(discount, whole)), RoundingRule(step))
    parts = sale_tax(priced, [each[2] for each in goods], SEVEN)
    stored = SoldTax(
        {part.for_line: part for part in parts if part.for_line is not None},
        tuple(part for part in parts if part.for_line is None),
        SEVEN,
    )
    left = [pieces for pieces, _price, _class in goods]
    back: list[TaxPart] = []
    returned_amount = 0
    while sum(left):
        taken = [data.draw(st.integers(0, pieces)) for pieces in left]
        if not sum(taken):
            taken = list(left)
        sold = SoldSale(
            tuple(
                SoldLine(
                    number,
                    SoldAmounts(
                        line.draft.quantity_milli,
                        line.draft.base_quantity_milli,
                        line.gross,
                        line.discount,
                        line.bill_discount,
                        line.amount,
                    ),
                    (goods[number - 1][0] - left[number - 1]) * money.MILLI,
                )
                for number, line in enumerate(priced.lines, start=1)
            ),
            priced.rounding,
            returned_amount,
        )
        wanted = tuple(
            SaleReturnLineDraft(number, pieces * money.MILLI, Condition.SELLABLE)
            for number, pieces in enumerate(taken, start=1)
            if pieces
        )
        came = price_return(SaleReturnDraft(bytes(16), bytes(16), wanted), sold)
        tax = return_tax(
            came,
            stored,
            {line.line_no: (line.amounts.quantity_milli, line.returned_milli) for line in sold.lines},
            returned_amount,
            sum(line.amounts.amount for line in sold.lines),
        )
        assert sum(part.base + part.tax for part in tax) == came.total
        back.extend(tax)
        returned_amount -= sum(line.amounts.amount for line in came.lines)
        left = [before - now for before, now in zip(left, taken, strict=True)]
    assert sum(part.tax for part in back) == -sum(part.tax for part in parts)
    for vat_class in VatClass:
        assert sum(part.base for part in back if part.vat_class is vat_class) == -sum(
            part.base for part in parts if part.vat_class is vat_class
        )


@given(st.lists(st.integers(0, 10_000_00), min_size=1, max_size=5), st.data())
def test_cost_without_tax(amounts: list[int], data: st.DataObject) -> None:
    vat = data.draw(st.integers(0, sum(amounts)))
    assert costs_without(amounts, InputVat(vat, Claim.NO)) == amounts
    for claim in (Claim.YES, Claim.SHARE):
        costs = costs_without(amounts, InputVat(vat, claim))
        assert sum(costs) == sum(amounts) - vat
        assert min(costs) >= 0


@pytest.mark.parametrize("amount", [-1, 100_01])
def test_tax_that_cannot_be(amount: int) -> None:
    with pytest.raises(TaxTooLargeError):
        costs_without([100_00], InputVat(amount))


def test_base_of_a_tax() -> None:
    assert base_of(7_00, SEVEN) == 100_00
    assert base_of(7_00, 0) == 0


def test_a_month_with_what_was_too_much_before() -> None:
    assert VatMonth(70_00, 50_00, 0, 30_00).due == -10_00


def test_meter_warns_at_one_and_a_half_of_one_point_eight_million() -> None:
    limit = 1_800_000_00
    assert Meter(1_499_999_99, limit).level is Level.CALM
    assert Meter(1_500_000_00, limit).level is Level.NEAR
    assert Meter(limit, limit).level is Level.NEAR
    assert Meter(limit + 1, limit).level is Level.OVER
    assert Meter(450_000_00, limit).percent_bp == 2_500
    assert Meter(-5, limit).percent_bp == 0


def test_received_income() -> None:
    sums = YearSums(income=1_000_00, not_received=40_00, owed_more=300_00, deposits_more=50_00)
    assert received_income(sums, is_juristic=False) == 710_00
    assert received_income(sums, is_juristic=True) == 1_000_00
