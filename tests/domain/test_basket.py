"""Gift baskets: a bill's basket becomes its parts, and not a satang is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.basket import (
    MOST_PARTS,
    Basket,
    Part,
    PartData,
    PartQuantityError,
    PartTwiceError,
    TooManyPartsError,
    checked_parts,
    unpacked,
    whole_baskets,
)
from app.domain.deal import plain
from app.domain.sale import PricedSale, SaleDraft, SaleLineDraft, price_sale

E4, MILLI = 10_000, 1_000
BASKET, HONEY, TEA = b"b" * 16, b"h" * 16, b"t" * 16


def part(uid: bytes, price: int, quantity: int = MILLI) -> Part:
    return Part(uid, "P", uid[:1].decode(), "ชิ้น", quantity, price * E4)


def open_bill(draft: SaleDraft, *parts: Part) -> tuple[PricedSale, tuple[int, ...]]:
    bill = unpacked(price_sale(draft), plain(draft), {BASKET: Basket("กระเช้า", parts)})
    assert bill.deal.draft.lines == tuple(line.draft for line in bill.priced.lines)
    return bill.priced, bill.origin


def test_the_price_is_shared_by_what_the_parts_cost_alone() -> None:
    """200.00 + 2 × 75.00 alone, 280.00 as a basket: 160.00 and 120.00."""
    line = SaleLineDraft(BASKET, "กระเช้าปีใหม่", MILLI, "ชุด", 280_00 * E4)
    other = SaleLineDraft(TEA, "ชา", MILLI, "กล่อง", 75_00 * E4)
    priced, origin = open_bill(
        SaleDraft(b"s" * 16, (other, line)), part(HONEY, 200_00), part(TEA, 75_00, 2 * MILLI)
    )
    assert [each.amount for each in priced.lines] == [75_00, 160_00, 120_00]
    assert [each.draft.quantity_milli for each in priced.lines] == [MILLI, MILLI, 2 * MILLI]
    assert [each.draft.unit_price_e4 for each in priced.lines] == [75_00 * E4, 160_00 * E4, 60_00 * E4]
    assert priced.lines[1].draft.description == "h (กระเช้าปีใหม่)"
    assert origin == (0, 1, 1)
    assert priced.total == 355_00


def test_parts_without_a_price_share_by_how_many_there_are() -> None:
    line = SaleLineDraft(BASKET, "", MILLI, "ชุด", 100_00 * E4)
    priced, _origin = open_bill(SaleDraft(b"s" * 16, (line,)), part(HONEY, 0), part(TEA, 0, 3 * MILLI))
    assert [each.amount for each in priced.lines] == [25_00, 75_00]
    assert priced.lines[0].draft.description == "h (กระเช้า)"


@given(
    st.lists(st.tuples(st.integers(0, 500_00), st.integers(1, 20_000)), min_size=1, max_size=8),
    st.integers(0, 1_000_00),
    st.integers(1, 30),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
)
def test_no_satang_is_lost_and_none_is_below_zero(
    goods: list[tuple[int, int]], price: int, pieces: int, off_bp: int, bill_bp: int
) -> None:
    line = SaleLineDraft(BASKET, "ก", pieces * MILLI, "ชุด", price * E4, discount_percent_bp=off_bp)
    draft = SaleDraft(b"s" * 16, (line,), bill_discount_percent_bp=bill_bp)
    whole = price_sale(draft)
    parts = [part(bytes([at]) * 16, each, quantity) for at, (each, quantity) in enumerate(goods)]
    priced, origin = open_bill(draft, *parts)
    assert origin == (0,) * len(goods)
    for name in ("gross", "discount", "bill_discount", "amount"):
        shares = [getattr(each, name) for each in priced.lines]
        assert sum(shares) == getattr(whole.lines[0], name)
        assert min(shares) >= 0
    assert all(x.amount == x.gross - x.discount - x.bill_discount for x in priced.lines)
    assert (priced.total, priced.rounding) == (whole.total, whole.rounding)


def test_wrong_parts_are_told() -> None:
    with pytest.raises(PartQuantityError):
        checked_parts([PartData(HONEY, 0)], ["น้ำผึ้ง"])
    with pytest.raises(PartTwiceError):
        checked_parts([PartData(HONEY, 1), PartData(HONEY, 1)], ["น้ำผึ้ง", "น้ำผึ้ง"])
    many = [PartData(bytes([at]) * 16, 1) for at in range(MOST_PARTS + 1)]
    with pytest.raises(TooManyPartsError):
        checked_parts(many, ["ของ"] * len(many))


def test_baskets_are_counted_from_their_parts() -> None:
    """Two baskets and a tea were asked for; with one basket the tea came too."""
    basket = {BASKET: Basket("กระเช้า", (part(HONEY, 1), part(TEA, 1, 2 * MILLI)))}
    wanted = {TEA: MILLI, BASKET: 2 * MILLI}
    assert whole_baskets(wanted, {}, basket) == {TEA: 0, BASKET: 0}
    assert whole_baskets(wanted, {HONEY: MILLI, TEA: 3 * MILLI}, basket) == {TEA: 3 * MILLI, BASKET: MILLI}
    assert whole_baskets(wanted, {HONEY: 9 * MILLI, TEA: 9 * MILLI}, basket)[BASKET] == 2 * MILLI
