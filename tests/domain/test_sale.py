"""A sale before posting: prices, discounts, rounding, payment; then what comes back."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.money import AmountTooLargeError
from app.domain.sale import (
    ChangeFromNonCashError,
    Condition,
    DiscountTooLargeError,
    EmptyReturnError,
    EmptySaleError,
    LineNotOnReceiptError,
    NegativeLineError,
    NegativeTenderError,
    PricedSale,
    QuantityAlreadyReturnedError,
    RoundingRule,
    SaleDraft,
    SaleLineDraft,
    SaleReturnDraft,
    SaleReturnLineDraft,
    SoldAmounts,
    SoldLine,
    SoldSale,
    TenderDraft,
    TenderShortError,
    price_return,
    price_sale,
    return_amounts,
    settle,
)

UID = bytes(16)
CASH, TRANSFER = b"c" * 16, b"t" * 16
BAHT = 1_000_000
"""One baht as a unit price (e4)."""


def line(price_e4: int, quantity_milli: int = 1_000, **rest: int) -> SaleLineDraft:
    return SaleLineDraft(UID, "ชา", quantity_milli, "กล่อง", price_e4, **rest)


def bill(*lines: SaleLineDraft, bill_discount: int = 0) -> SaleDraft:
    return SaleDraft(UID, lines, bill_discount=bill_discount)


def cash(amount: int) -> TenderDraft:
    return TenderDraft(CASH, amount, is_cash=True)


def transfer(amount: int) -> TenderDraft:
    return TenderDraft(TRANSFER, amount)


def test_three_things_for_cash() -> None:
    priced = price_sale(bill(line(89 * BAHT, 2_000), line(25 * BAHT), line(59 * BAHT)))
    assert [each.amount for each in priced.lines] == [17_800, 2_500, 5_900]
    assert priced.total == 26_200
    paid = settle(priced.total, [cash(30_000)])
    assert paid.change == 3_800
    assert [(each.amount, each.tendered, each.change) for each in paid.tenders] == [(26_200, 30_000, 3_800)]


def test_sold_by_weight_rounds_the_line_once() -> None:
    """0.335 kg at 33.33 is 11.16555, so 11.17."""
    assert price_sale(bill(line(3_333 * 10_000, 335))).total == 1_117


def test_a_sack_counts_in_the_products_own_unit() -> None:
    sack = line(1_500 * BAHT, 2_000, factor_milli=50_000)
    assert sack.base_quantity_milli == 100_000
    assert price_sale(bill(sack)).total == 300_000


def test_line_discount_by_amount_and_percent() -> None:
    """10 % of 89.00 and 1.00 more: 79.10."""
    priced = price_sale(bill(line(89 * BAHT, discount=100, discount_percent_bp=1_000)))
    assert (priced.lines[0].discount, priced.total) == (990, 7_910)


def test_the_bills_discount_goes_to_the_largest_remainder() -> None:
    """1.00 off three lines of 33.33: 0.34 from the first, 0.33 from the others."""
    priced = price_sale(bill(*[line(3_333 * 10_000)] * 3, bill_discount=100))
    assert [each.bill_discount for each in priced.lines] == [34, 33, 33]
    assert priced.total == 9_899
    assert (priced.subtotal, priced.discount) == (9_999, 100)


def test_a_free_line_carries_no_share_of_the_discount() -> None:
    priced = price_sale(bill(line(0), line(10 * BAHT), bill_discount=1_000))
    assert [each.amount for each in priced.lines] == [0, 0]


@pytest.mark.parametrize(
    ("due", "step", "down", "total"),
    [
        (10_112, 25, False, 10_100),
        (10_113, 25, False, 10_125),
        (10_113, 25, True, 10_100),
        (10_125, 50, False, 10_150),
        (10_124, 50, False, 10_100),
        (10_150, 100, False, 10_200),
        (10_199, 100, True, 10_100),
        (10_199, 0, False, 10_199),
    ],
)
def test_the_bill_is_rounded_by_the_setting(due: int, step: int, down: bool, total: int) -> None:
    priced = price_sale(bill(line(due * 10_000)), RoundingRule(step, down))
    assert (priced.total, priced.rounding) == (total, total - due)


def test_an_empty_cart_is_no_sale() -> None:
    with pytest.raises(EmptySaleError):
        price_sale(SaleDraft(UID))


@pytest.mark.parametrize("wrong", [line(BAHT, 0), line(BAHT, -1), line(-1), line(1, factor_milli=0)])
def test_a_line_below_zero_is_refused(wrong: SaleLineDraft) -> None:
    with pytest.raises(NegativeLineError):
        price_sale(bill(wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        bill(line(BAHT, discount=101)),
        bill(line(BAHT, discount=-1)),
        bill(line(BAHT, discount_percent_bp=10_001)),
        bill(line(BAHT, discount_percent_bp=-1)),
        bill(line(BAHT, discount=1, discount_percent_bp=10_000)),
        bill(line(BAHT), bill_discount=101),
        bill(line(BAHT), bill_discount=-1),
    ],
)
def test_a_discount_beyond_the_price_is_refused(wrong: SaleDraft) -> None:
    with pytest.raises(DiscountTooLargeError):
        price_sale(wrong)


def test_more_than_ten_billion_is_refused() -> None:
    with pytest.raises(AmountTooLargeError):
        price_sale(bill(line(10**12 * BAHT)))
    with pytest.raises(AmountTooLargeError):
        price_sale(bill(line(0, 10**14)))
    with pytest.raises(AmountTooLargeError):
        price_sale(bill(line(0, 10**13, factor_milli=50_000)))
    with pytest.raises(AmountTooLargeError):
        settle(100, [cash(10**15)])


# --- payment ---------------------------------------------------------------------------------


def test_split_between_transfer_and_cash() -> None:
    paid = settle(26_200, [transfer(20_000), cash(10_000)])
    assert [each.amount for each in paid.tenders] == [20_000, 6_200]
    assert paid.change == 3_800


def test_cash_handed_over_may_be_written_beside_the_amount() -> None:
    paid = settle(8_900, [TenderDraft(CASH, 8_900, tendered=10_000, is_cash=True)])
    assert (paid.change, paid.tenders[0].amount, paid.tenders[0].tendered) == (1_100, 8_900, 10_000)


def test_too_little_says_how_much_is_missing() -> None:
    with pytest.raises(TenderShortError) as refused:
        settle(8_900, [cash(5_000), transfer(900)])
    assert refused.value.missing == 3_000
    with pytest.raises(TenderShortError):
        settle(1, [])


def test_change_comes_only_from_cash() -> None:
    with pytest.raises(ChangeFromNonCashError) as refused:
        settle(8_900, [transfer(9_000)])
    assert refused.value.excess == 100
    with pytest.raises(ChangeFromNonCashError):
        settle(8_900, [TenderDraft(TRANSFER, 8_900, tendered=9_000)])


def test_a_payment_below_zero_is_refused() -> None:
    with pytest.raises(NegativeTenderError):
        settle(100, [cash(-100)])


def test_a_bill_of_nothing_needs_no_payment() -> None:
    assert settle(0, []).tenders == ()
    given_back = settle(0, [cash(2_000)])
    assert (given_back.tenders, given_back.change) == ((), 2_000)


def test_a_second_note_that_was_not_needed_goes_back_with_the_change() -> None:
    paid = settle(8_900, [cash(10_000), cash(5_000)])
    assert len(paid.tenders) == 1
    assert paid.change == 6_100 == paid.tenders[0].change


# --- returns ---------------------------------------------------------------------------------

THREE = SoldAmounts(3_000, 3_000, 10_000, 500, 100, 9_400, 5_000, 4_000, 7_000)


def test_returning_everything_negates_what_was_stored() -> None:
    back = return_amounts(THREE, 0, 3_000)
    assert back == SoldAmounts(-3_000, -3_000, -10_000, -500, -100, -9_400, -5_000, -4_000, -7_000)


def test_returning_one_by_one_gives_back_exactly_what_was_paid() -> None:
    parts = [return_amounts(THREE, done, 1_000) for done in (0, 1_000, 2_000)]
    assert [part.amount for part in parts] == [-3_133, -3_134, -3_133]
    assert sum(part.gross for part in parts) == -10_000
    assert sum(part.value for part in parts) == -5_000


def test_no_more_comes_back_than_was_sold() -> None:
    with pytest.raises(QuantityAlreadyReturnedError) as refused:
        return_amounts(THREE, 2_000, 1_001)
    assert refused.value.left_milli == 1_000


def returned(*lines: SaleReturnLineDraft) -> SaleReturnDraft:
    return SaleReturnDraft(UID, UID, lines)


SOLD = SoldSale(
    (SoldLine(1, THREE), SoldLine(2, SoldAmounts(1_000, 1_000, 600, 0, 0, 600, 300, 300, 300))),
    rounding=-25,
)


def test_the_whole_bill_comes_back_with_its_rounding() -> None:
    back = price_return(returned(SaleReturnLineDraft(1, 3_000), SaleReturnLineDraft(2, 1_000)), SOLD)
    assert back.total == -(9_400 + 600 - 25)
    assert back.rounding == 25


def test_one_line_twice_in_a_return_partly_spoiled() -> None:
    back = price_return(
        returned(
            SaleReturnLineDraft(1, 1_000),
            SaleReturnLineDraft(1, 2_000, Condition.SPOILED),
        ),
        SOLD,
    )
    assert [each.amounts.amount for each in back.lines] == [-3_133, -6_267]
    with pytest.raises(QuantityAlreadyReturnedError):
        price_return(returned(SaleReturnLineDraft(1, 2_000), SaleReturnLineDraft(1, 1_001)), SOLD)


def test_a_wrong_return_is_refused() -> None:
    with pytest.raises(EmptyReturnError):
        price_return(returned(), SOLD)
    with pytest.raises(LineNotOnReceiptError):
        price_return(returned(SaleReturnLineDraft(9, 1_000)), SOLD)
    with pytest.raises(NegativeLineError):
        price_return(returned(SaleReturnLineDraft(1, 0)), SOLD)


def test_a_bill_given_away_comes_back_for_nothing() -> None:
    gift = SoldSale((SoldLine(1, SoldAmounts(1_000, 1_000, 500, 500, 0, 0)),))
    assert price_return(returned(SaleReturnLineDraft(1, 1_000)), gift).total == 0


# --- properties ------------------------------------------------------------------------------

sale_lines = st.builds(
    SaleLineDraft,
    st.just(UID),
    st.just("ชา"),
    st.integers(1, 100_000),
    st.just("กล่อง"),
    st.integers(0, 500 * BAHT),
    discount_percent_bp=st.integers(0, 10_000),
)
rules = st.builds(RoundingRule, st.sampled_from([0, 25, 50, 100]), st.booleans())


def bills_of(most: int) -> st.SearchStrategy[SaleDraft]:
    return st.builds(
        SaleDraft,
        st.just(UID),
        st.lists(sale_lines, min_size=1, max_size=most).map(tuple),
        bill_discount_percent_bp=st.integers(0, 10_000),
    )


bills, small_bills = bills_of(12), bills_of(3)


def check_sums(priced: PricedSale) -> None:
    assert sum(each.amount for each in priced.lines) + priced.rounding == priced.total
    for each in priced.lines:
        assert each.amount == each.gross - each.discount - each.bill_discount
        assert each.amount >= 0
    assert sum(each.bill_discount for each in priced.lines) == priced.bill_discount


@settings(max_examples=200, deadline=None)
@given(bills, rules)
def test_lines_and_rounding_always_make_the_total(draft: SaleDraft, rule: RoundingRule) -> None:
    priced = price_sale(draft, rule)
    check_sums(priced)
    assert abs(priced.rounding) < max(rule.step, 1)
    if rule.step:
        assert priced.total % rule.step == 0
    for each in priced.lines:
        exact = Fraction(each.draft.unit_price_e4 * each.draft.quantity_milli, 10_000_000)
        assert abs(each.gross - exact) <= Fraction(1, 2)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**7), st.lists(st.tuples(st.booleans(), st.integers(0, 10**7)), max_size=4))
def test_what_settles_a_bill_is_the_bill(total: int, payments: list[tuple[bool, int]]) -> None:
    tenders = [cash(amount) if is_cash else transfer(amount) for is_cash, amount in payments]
    try:
        paid = settle(total, tenders)
    except (TenderShortError, ChangeFromNonCashError):
        other = sum(each.amount for each in tenders if not each.is_cash)
        assert sum(each.amount for each in tenders) < total or other > total
        return
    assert sum(each.amount for each in paid.tenders) == total
    assert paid.change == sum(each.amount for each in tenders) - total
    if paid.tenders and any(each.draft.is_cash for each in paid.tenders):
        assert sum(each.change for each in paid.tenders) == paid.change
    assert all(each.change == 0 for each in paid.tenders if not each.draft.is_cash)


@settings(max_examples=60, deadline=None)
@given(small_bills, rules, st.data())
def test_a_bill_returned_in_any_parts_gives_back_exactly_its_total(
    draft: SaleDraft, rule: RoundingRule, data: st.DataObject
) -> None:
    priced = price_sale(draft, rule)
    stored = {
        number: SoldAmounts(
            each.draft.quantity_milli,
            each.draft.base_quantity_milli,
            each.gross,
            each.discount,
            each.bill_discount,
            each.amount,
            each.gross // 2,
            each.gross // 3,
            each.gross,
        )
        for number, each in enumerate(priced.lines, 1)
    }
    done = dict.fromkeys(stored, 0)
    given_back = refunded = value = 0
    while any(done[number] < stored[number].quantity_milli for number in stored):
        number = data.draw(st.sampled_from([n for n in stored if done[n] < stored[n].quantity_milli]))
        left = stored[number].quantity_milli - done[number]
        part = data.draw(st.integers(1, left) | st.just(left))
        sold = SoldSale(
            tuple(SoldLine(n, amounts, done[n]) for n, amounts in stored.items()),
            priced.rounding,
            given_back,
        )
        back = price_return(returned(SaleReturnLineDraft(number, part)), sold)
        amounts = back.lines[0].amounts
        assert amounts.amount <= 0
        assert amounts.amount == amounts.gross - amounts.discount - amounts.bill_discount
        given_back -= amounts.amount
        refunded -= back.total
        value -= amounts.value
        done[number] += part
    assert refunded == priced.total
    assert value == sum(amounts.value for amounts in stored.values())
