"""Promotions: what comes off which line, and that no combination gives more than there is."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.coupon import (
    Coupon,
    CouponOverError,
    CouponPersonError,
    CouponTwiceError,
    CouponUnknownError,
    CouponUsedError,
    opened,
)
from app.domain.promotion import (
    BelowZeroError,
    FreeThingBoughtError,
    Gets,
    Moment,
    NoBargainError,
    Promotion,
    PromotionAmountError,
    PromotionDatesError,
    PromotionHoursError,
    PromotionItem,
    PromotionItemsError,
    PromotionKind,
    PromotionNameError,
    PromotionPercentError,
    PromotionQuantityError,
    Role,
    Scope,
    Stacking,
    State,
    checked_promotion,
    runs,
    state,
)
from app.domain.promotion_engine import BasketLine, promote
from app.domain.promotion_example import Priced, example, rivals
from app.domain.relative_price import part_prices, spread

DAY = dt.date(2026, 11, 21)  # a Saturday
TEA, HONEY, SOAP = (bytes([number]) * 16 for number in (1, 2, 3))
NOW = Moment(DAY, 600, "stall")


def line(product: bytes, pieces: int, price: int, category: int | None = None) -> BasketLine:
    return BasketLine(product, category, pieces * 1000, pieces * price)


def buy(*products: bytes, role: Role = Role.BUY, quantity: int = 1000) -> tuple[PromotionItem, ...]:
    return tuple(PromotionItem(role, product, None, quantity) for product in products)


def promotion(kind: str, name: str = "p", **more: object) -> Promotion:
    uid = name.encode().ljust(16, b"\0")
    return Promotion(name, PromotionKind(kind), uid=uid, code=name, **more)  # type: ignore[arg-type]


def off(lines: list[BasketLine], *promotions: Promotion, at: Moment = NOW) -> list[int]:
    return [sum(each.amount for each in taken) for taken in promote(lines, promotions, at)]


BUY_TWO = promotion(
    "buy_get", "two", scope=Scope.PRODUCTS, buy_quantity=2000, get_quantity=1000, items=buy(TEA)
)


def test_percent_of_the_bill_is_shared_by_price() -> None:
    ten = promotion("percent", value=1000)
    assert off([line(TEA, 1, 10_000), line(HONEY, 1, 5_005)], ten) == [1000, 501]


def test_what_is_left_out_stays() -> None:
    ten = promotion("percent", value=1000, items=buy(HONEY, role=Role.EXCEPT))
    assert off([line(TEA, 1, 10_000), line(HONEY, 1, 5_000)], ten) == [1000, 0]


def test_amount_is_of_the_bill_once_or_of_each_piece() -> None:
    once = promotion("amount", value=2000, from_amount=20_000)
    assert off([line(TEA, 2, 10_000)], once) == [2000]
    assert off([line(TEA, 1, 19_999)], once) == [0]
    each = promotion("amount", value=500, scope=Scope.PRODUCTS, items=buy(TEA))
    assert off([line(TEA, 3, 10_000), line(HONEY, 1, 100)], each) == [1500, 0]
    assert off([line(TEA, 3, 10_000)], replace(each, most_per_bill=2)) == [1000]
    assert off([line(TEA, 3, 300)], each) == [900]


def test_three_for_a_hundred_takes_the_dearest() -> None:
    three = promotion(
        "set_price", scope=Scope.CATEGORIES, value=10_000, buy_quantity=3000,
        items=(PromotionItem(Role.BUY, None, 7),),
    )  # fmt: skip
    lines = [line(TEA, 2, 4_000, 7), line(HONEY, 2, 5_000, 7)]
    assert sum(off(lines, three)) == 4_000
    assert off([line(TEA, 7, 4_000, 7)], three) == [4_000]
    assert off([line(TEA, 3, 3_000, 7)], three) == [0]  # no bargain: never dearer


def test_the_free_one_carries_its_part() -> None:
    assert off([line(TEA, 7, 9_000)], BUY_TWO) == [18_000]
    cheapest = replace(BUY_TWO, gets=Gets.CHEAPEST, items=buy(TEA, HONEY))
    # two at 100, one at 50: 50 is free, and each carries 4/5 of its price
    assert off([line(HONEY, 1, 5_000), line(TEA, 2, 10_000)], cheapest) == [1_000, 4_000]


def test_named_free_thing_has_to_be_there() -> None:
    named = replace(BUY_TWO, gets=Gets.NAMED, items=buy(TEA) + buy(SOAP, role=Role.GET))
    assert off([line(TEA, 4, 10_000)], named) == [0]
    assert off([line(TEA, 4, 10_000), line(SOAP, 1, 2_000)], named) == [1_818, 182]
    assert sum(off([line(TEA, 4, 10_000), line(SOAP, 3, 2_000)], named)) == 4_000


def test_a_bundle_at_a_price() -> None:
    pair = promotion(
        "bundle", scope=Scope.PRODUCTS, value=12_000,
        items=buy(TEA, role=Role.PART, quantity=2000) + buy(HONEY, role=Role.PART),
    )  # fmt: skip
    assert off([line(TEA, 5, 5_000), line(HONEY, 2, 6_000)], pair) == [5_000, 3_000]
    assert off([line(TEA, 5, 5_000)], pair) == [0]


def test_two_that_exclude_each_other_give_the_better() -> None:
    lines = [line(TEA, 3, 10_000), line(HONEY, 1, 10_000)]
    half = promotion("percent", "half", scope=Scope.PRODUCTS, value=5000, items=buy(TEA))
    taken = promote(lines, [BUY_TWO, half], NOW)
    assert [[each.promotion.name for each in found] for found in taken] == [["half"], []]
    assert off(lines, BUY_TWO, half) == [15_000, 0]


def test_those_of_other_goods_do_not_exclude() -> None:
    half = promotion("percent", "half", scope=Scope.PRODUCTS, value=5000, items=buy(HONEY))
    assert off([line(TEA, 3, 10_000), line(HONEY, 1, 10_000)], BUY_TWO, half) == [10_000, 5_000]


def test_chained_and_added() -> None:
    lines = [line(TEA, 1, 10_000)]
    first = promotion("percent", "a", value=1000, stacking=Stacking.CHAINED, position=1)
    chained = promotion("percent", "b", value=1000, stacking=Stacking.CHAINED, position=2)
    assert off(lines, chained, first) == [1_900]
    assert off(lines, replace(chained, stacking=Stacking.ADDED), first) == [2_000]
    all_of_it = promotion("percent", "c", value=10_000, stacking=Stacking.ADDED, position=3)
    assert off(lines, first, all_of_it) == [10_000]


def test_most_off_and_most_per_bill() -> None:
    assert off([line(TEA, 9, 10_000)], replace(BUY_TWO, most_per_bill=2)) == [20_000]
    assert off([line(TEA, 1, 10_000)], promotion("percent", value=5000, most_off=1_500)) == [1_500]


def test_when_it_runs() -> None:
    night = promotion("percent", value=1, from_minute=1320, to_minute=120, weekdays=32)
    assert runs(night, replace(NOW, minute=1380))
    assert runs(night, replace(NOW, minute=60))
    assert not runs(night, replace(NOW, minute=120))
    assert not runs(night, replace(NOW, minute=60, day=DAY + dt.timedelta(1)))
    assert not runs(replace(night, channel="live"), replace(NOW, minute=60))
    assert not runs(replace(night, is_members=True), replace(NOW, minute=60))
    assert runs(replace(night, is_members=True), replace(NOW, minute=60, is_member=True))
    secret = promotion("percent", value=1, needs_coupon=True)
    assert not runs(secret, NOW)
    assert runs(secret, replace(NOW, coupons=frozenset([secret.uid])))
    dated = promotion("percent", value=1, first_day=DAY, last_day=DAY)
    days = [DAY + dt.timedelta(more) for more in (-1, 0, 1)]
    assert [state(dated, day) for day in days] == [State.COMING, State.NOW, State.OVER]
    assert state(replace(dated, active=False), DAY) is State.ASIDE


PRICES = {TEA: ("tea", 8_900), HONEY: ("honey", 5_000)}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (promotion("percent", " ", value=1), PromotionNameError),
        (promotion("percent", value=0), PromotionPercentError),
        (promotion("percent", value=10_001), PromotionPercentError),
        (promotion("amount", value=-1), PromotionAmountError),
        (promotion("amount", value=9_000, from_amount=8_000), BelowZeroError),
        (promotion("amount", value=6_000, scope=Scope.PRODUCTS, items=buy(TEA)), BelowZeroError),
        (promotion("percent", value=1, first_day=DAY, last_day=dt.date(2026, 1, 1)), PromotionDatesError),
        (promotion("percent", value=1, weekdays=0), PromotionHoursError),
        (promotion("percent", value=1, from_minute=60, to_minute=60), PromotionHoursError),
        (promotion("percent", value=1, scope=Scope.PRODUCTS), PromotionItemsError),
        (promotion("percent", value=1, scope=Scope.PRODUCTS, items=buy(TEA, TEA)), PromotionItemsError),
        (promotion("set_price", value=100), PromotionQuantityError),
        (promotion("set_price", value=26_700, buy_quantity=3000), NoBargainError),
        (replace(BUY_TWO, get_quantity=0), PromotionQuantityError),
        (replace(BUY_TWO, gets=Gets.NAMED), PromotionItemsError),
        (
            replace(BUY_TWO, gets=Gets.NAMED, items=buy(TEA) + buy(TEA, role=Role.GET)),
            FreeThingBoughtError,
        ),
        (
            promotion("bundle", value=13_900, items=buy(TEA, HONEY, role=Role.PART)),
            NoBargainError,
        ),
    ],
)
def test_what_is_refused(data: Promotion, error: type[Exception]) -> None:
    with pytest.raises(error):
        checked_promotion(data, PRICES)


def test_what_a_kind_does_not_use_is_dropped() -> None:
    typed = replace(BUY_TWO, value=5, items=buy(TEA) + buy(HONEY, role=Role.GET))
    clean = checked_promotion(typed, PRICES)
    assert (clean.value, clean.items) == (0, buy(TEA))


def test_coupons_are_looked_at_one_by_one() -> None:
    coupon = Coupon(1, "TEA10", TEA, "tea week", 2, 1, None, DAY)
    known = {"TEA10": coupon, "B": replace(coupon, id=2, code="B")}
    assert opened(["tea 10"], known, DAY, None) == [coupon]
    assert opened(["TEA๑๐"], known, DAY, None) == [coupon]
    cases: list[tuple[type[Exception], list[str], dict[str, Coupon], dt.date]] = [
        (CouponUnknownError, ["X"], known, DAY),
        (CouponOverError, ["B"], known, DAY + dt.timedelta(1)),
        (CouponUsedError, ["B"], {"B": replace(coupon, used=2)}, DAY),
        (CouponTwiceError, ["TEA10", "B"], known, DAY),
        (CouponPersonError, ["B"], {"B": replace(coupon, party=HONEY)}, DAY),
    ]
    for error, codes, coupons, day in cases:
        with pytest.raises(error):
            opened(codes, coupons, day, None)


def test_parts_of_a_basket_sum_to_its_price() -> None:
    assert part_prices(1_000, [300, 300, 300]) == [334, 333, 333]


# ---------------------------------------------------------------- whatever is bought and promised

_items = st.builds(
    PromotionItem,
    st.just(Role.BUY),
    st.sampled_from([TEA, HONEY, SOAP]),
    st.none(),
    st.sampled_from([500, 1000, 2000]),
)
_lines = st.lists(
    st.builds(
        BasketLine,
        st.sampled_from([TEA, HONEY, SOAP]),
        st.sampled_from([None, 1, 2]),
        st.integers(1, 12_000),
        st.integers(0, 100_000),
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def _promotions(draw: st.DrawFn) -> list[Promotion]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(list(PromotionKind)))
        items = draw(st.lists(_items, min_size=1, max_size=3, unique_by=lambda item: item.product))
        gets = draw(st.sampled_from(list(Gets)))
        if kind is PromotionKind.BUNDLE:
            items = [replace(item, role=Role.PART) for item in items]
        elif kind is PromotionKind.BUY_GET and gets is Gets.NAMED:
            items = [*items[:-1], replace(items[-1], role=Role.GET)]
        found.append(
            promotion(
                kind.value,
                f"p{number}",
                scope=draw(st.sampled_from(list(Scope))),
                value=draw(st.integers(1, 10_000)),
                buy_quantity=draw(st.sampled_from([500, 1000, 3000])),
                get_quantity=draw(st.sampled_from([500, 1000, 2000])),
                gets=gets,
                items=tuple(items),
                stacking=draw(st.sampled_from(list(Stacking))),
                position=draw(st.integers(0, 3)),
                from_amount=draw(st.sampled_from([0, 0, 20_000])),
                most_off=draw(st.sampled_from([None, 1, 700])),
                most_per_bill=draw(st.sampled_from([None, 1, 2])),
            )
        )
    return found


@settings(max_examples=150, deadline=None)
@given(_lines, _promotions(), st.randoms())
def test_no_line_falls_below_zero_and_the_order_of_lines_is_nothing(
    lines: list[BasketLine], promotions: list[Promotion], chance: object
) -> None:
    taken = promote(lines, promotions, NOW)
    parts = [sum(each.amount for each in found) for found in taken]
    for each, found, part in zip(lines, taken, parts, strict=True):
        assert 0 <= part <= each.amount
        assert all(one.amount > 0 for one in found)
        names = [one.promotion.name for one in found]
        assert len(set(names)) == len(names)
        if any(one.promotion.stacking is Stacking.ALONE for one in found):
            assert len(found) == 1
    order = list(range(len(lines)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    again = promote([lines[at] for at in order], promotions, NOW)

    def bag(some: list[BasketLine], offs: list[tuple[object, ...]]) -> list[str]:
        return sorted(repr((one, two)) for one, two in zip(some, offs, strict=True))

    mixed = [lines[at] for at in order]
    assert sum(parts) == sum(each.amount for found in again for each in found)
    assert bag(lines, list(taken)) == bag(mixed, list(again))


@settings(max_examples=100, deadline=None)
@given(_lines, _promotions())
def test_all_together_give_no_less_than_the_best_alone(
    lines: list[BasketLine], promotions: list[Promotion]
) -> None:
    alone = [each for each in promotions if each.stacking is Stacking.ALONE]
    for each in alone:
        assert sum(off(lines, *promotions)) >= sum(off(lines, each))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(0, 50_000))
def test_spread_sums_and_stays_within(weights: list[int], amount: int) -> None:
    parts = spread(amount, weights)
    assert sum(parts) == min(amount, sum(weights))
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))


def test_who_excludes_whom_is_known() -> None:
    goods = [Priced(TEA, "tea", "box", 1, 8_900), Priced(HONEY, "honey", "jar", 2, 5_000)]
    bill = promotion("percent", "bill", value=1000, stacking=Stacking.CHAINED)
    honey = promotion("percent", "honey", scope=Scope.PRODUCTS, value=1000, items=buy(HONEY))
    both = promotion("percent", "added", value=500, stacking=Stacking.ADDED)
    every = [BUY_TWO, bill, honey, both]
    assert [each.name for each in rivals(BUY_TWO, every, goods)] == ["bill", "added"]
    assert [each.name for each in rivals(bill, every, goods)] == ["two", "honey"]
    assert rivals(honey, [BUY_TWO], goods) == []


def test_an_example_is_a_bill_that_fits() -> None:
    goods = [Priced(TEA, "tea", "box", 1, 8_900), Priced(HONEY, "honey", "jar", 2, 5_000)]
    found = example(BUY_TWO, goods)
    assert found is not None
    assert (found.before, found.after) == (26_700, 17_800)
    large = example(promotion("amount", value=5_000, from_amount=50_000, needs_coupon=True), goods)
    assert large is not None
    assert (large.before, large.after) == (53_400, 48_400)
    assert example(promotion("bundle", value=1, items=buy(SOAP, role=Role.PART)), goods) is None
