"""Stock at moving average: the published numbers, late receipts, returns, and long random play."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.moving_average import (
    EMPTY,
    Cost,
    Fallback,
    Movement,
    Pool,
    average,
    find,
    is_sound,
    issue,
    move_back,
    receive,
    revalue,
)

BAHT = 100
ONE = 1_000


def baht_e4(baht: int, satang: int = 0) -> int:
    """Unit cost in e4 from baht and satang."""
    return (baht * 100 + satang) * 10_000


THIRTY = Cost(baht_e4(30), baht_e4(20), baht_e4(50))


def stocked(quantity: int, value: int, cash: int = 0, full: int = 0) -> Pool:
    return receive(EMPTY, quantity, value, cash, full).pool_after


def test_two_sold_before_twenty_came() -> None:
    """On hand 0, two sold at last cost 30.00; 20 received at 33.00: variance 6.00, 594.00 stay."""
    empty = Pool(last=THIRTY)
    sold = issue(empty, 2 * ONE)
    assert (sold.value, sold.variance) == (-60 * BAHT, 0)
    came = receive(sold.pool_after, 20 * ONE, 660 * BAHT, 440 * BAHT, 1_100 * BAHT)
    assert came.variance == 6 * BAHT
    assert came.value == 654 * BAHT
    assert came.amount == 660 * BAHT
    after = came.pool_after
    assert (after.quantity, after.value) == (18 * ONE, 594 * BAHT)
    assert after.last is not None
    assert after.last.value_e4 == baht_e4(33)


def test_cash_and_full_fill_the_hole_at_their_own_costs() -> None:
    sold = issue(Pool(last=THIRTY), 2 * ONE)
    assert (sold.cash_value, sold.full_value) == (-40 * BAHT, -100 * BAHT)
    came = receive(sold.pool_after, 20 * ONE, 660 * BAHT, 440 * BAHT, 1_100 * BAHT)
    assert came.cash_variance == 2 * 22 * BAHT - 40 * BAHT
    assert came.full_variance == 2 * 55 * BAHT - 100 * BAHT
    assert came.pool_after.cash_value == 18 * 22 * BAHT
    assert came.pool_after.full_value == 18 * 55 * BAHT


def test_forty_boxes_of_tea() -> None:
    """100 boxes at 17.20 cash, 18.00 book, 40.00 full; 40 sold leave 60 at the same costs."""
    pool = stocked(100 * ONE, 1_800 * BAHT, 1_720 * BAHT, 4_000 * BAHT)
    sold = issue(pool, 40 * ONE)
    assert (sold.value, sold.cash_value, sold.full_value) == (-72_000, -68_800, -160_000)
    assert sold.pool_after.value == 1_080 * BAHT
    assert sold.pool_after.full_value == 2_400 * BAHT
    assert not sold.uncosted


def test_the_last_piece_takes_what_is_left() -> None:
    """Three for 100.00: 33.33 + 33.34 + 33.33, and nothing remains at quantity 0."""
    pool = stocked(3 * ONE, 10_000)
    costs = []
    for _ in range(3):
        sold = issue(pool, ONE)
        costs.append(-sold.value)
        pool = sold.pool_after
    assert costs == [3_333, 3_334, 3_333]
    assert (pool.quantity, pool.value) == (0, 0)


def test_an_issue_beyond_stock_empties_it_and_goes_on_at_the_average() -> None:
    pool = stocked(3 * ONE, 10_000)
    sold = issue(pool, 5 * ONE)
    assert -sold.value == 10_000 + 6_667
    assert (sold.pool_after.quantity, sold.pool_after.value) == (-2 * ONE, -6_667)


def test_the_last_grams_do_not_spoil_the_average() -> None:
    """999 of 1,000 grams sold leave a rounded satang; the next issue still costs 120.00 a kilo."""
    pool = stocked(ONE, 120 * BAHT)
    pool = issue(pool, 999).pool_after
    assert pool.value in (12, 13)
    sold = issue(pool, 1_001)
    assert -sold.value == pool.value + 12_000


def test_without_an_average_the_last_purchase_then_the_recipe_then_nothing() -> None:
    purchase, recipe = Cost(baht_e4(12), baht_e4(12), baht_e4(12)), Cost(baht_e4(9), 0, baht_e4(15))
    both = Fallback(last_purchase=purchase, recipe=recipe)
    assert issue(EMPTY, ONE, both).value == -1_200
    only_recipe = issue(EMPTY, ONE, Fallback(recipe=recipe))
    assert (only_recipe.value, only_recipe.cash_value, only_recipe.full_value) == (-900, 0, -1_500)
    assert not only_recipe.uncosted
    nothing = issue(EMPTY, ONE)
    assert nothing.value == 0
    assert nothing.uncosted
    assert issue(Pool(last=THIRTY), ONE, both).value == -3_000


def test_a_receipt_that_leaves_a_hole_keeps_the_last_average() -> None:
    pool = issue(Pool(last=THIRTY), 5 * ONE).pool_after
    came = receive(pool, 3 * ONE, 99 * BAHT, 0, 0)
    assert (came.value, came.variance) == (90 * BAHT, 9 * BAHT)
    assert (came.pool_after.quantity, came.pool_after.value) == (-2 * ONE, -60 * BAHT)
    assert issue(came.pool_after, ONE).value == -30 * BAHT


def test_a_reversed_receipt_leaves_the_pool_as_it_was() -> None:
    before = issue(Pool(last=THIRTY), 2 * ONE).pool_after
    came = receive(before, 20 * ONE, 660 * BAHT, 440 * BAHT, 1_100 * BAHT)
    undone = move_back(came.pool_after, -came.quantity, -came.value, -came.cash_value, -came.full_value)
    after = undone.pool_after
    assert (after.quantity, after.value, after.cash_value, after.full_value) == (
        before.quantity,
        before.value,
        before.cash_value,
        before.full_value,
    )
    assert (undone.variance, undone.cash_variance, undone.full_variance) == (0, 0, 0)


def test_a_return_comes_back_at_the_cost_stored_with_the_sale() -> None:
    pool = stocked(10 * ONE, 300 * BAHT)
    sold = issue(pool, 4 * ONE)
    pool = receive(sold.pool_after, 6 * ONE, 360 * BAHT, 0, 0).pool_after
    back = move_back(pool, ONE, 30 * BAHT, 0, 0)
    assert (back.value, back.variance) == (30 * BAHT, 0)
    assert back.pool_after.value == 180 * BAHT + 360 * BAHT + 30 * BAHT


def test_undoing_a_dear_receipt_after_selling_never_leaves_a_value_at_zero() -> None:
    """5 at 15.00 and 5 at 5.00; five sold at 10.00; the dear five undone: 25.00 is variance."""
    pool = receive(stocked(5 * ONE, 75 * BAHT), 5 * ONE, 25 * BAHT, 0, 0).pool_after
    pool = issue(pool, 5 * ONE).pool_after
    undone = move_back(pool, -5 * ONE, -75 * BAHT, 0, 0)
    assert (undone.value, undone.variance, undone.amount) == (-5_000, -2_500, -7_500)
    assert (undone.pool_after.quantity, undone.pool_after.value) == (0, 0)


def test_a_unit_cost_is_never_negative() -> None:
    pool = receive(stocked(5 * ONE, 75 * BAHT), 5 * ONE, 5 * BAHT, 0, 0).pool_after
    pool = issue(pool, 4 * ONE).pool_after
    undone = move_back(pool, -5 * ONE, -75 * BAHT, 0, 0)
    assert undone.pool_after.quantity == ONE
    assert undone.pool_after.value == 0
    assert undone.amount == -75 * BAHT
    assert undone.pool_after.last is not None
    assert undone.pool_after.last.value_e4 == baht_e4(8)


def test_a_wrong_receipt_that_is_undone_gives_the_old_average_back() -> None:
    pool = stocked(20 * ONE, 660 * BAHT)
    wrong = receive(pool, 10 * ONE, 3_300 * BAHT, 0, 0)
    undone = move_back(wrong.pool_after, -10 * ONE, -3_300 * BAHT, 0, 0)
    assert undone.pool_after == pool


def test_late_freight_raises_the_goods_on_hand_only() -> None:
    on_hand = revalue(stocked(10 * ONE, 300 * BAHT), 20 * BAHT, 20 * BAHT, 20 * BAHT)
    assert (on_hand.value, on_hand.variance) == (20 * BAHT, 0)
    assert average(on_hand.pool_after) == Cost(baht_e4(32), baht_e4(2), baht_e4(2))
    sold_out = revalue(Pool(last=THIRTY), 20 * BAHT, 20 * BAHT, 20 * BAHT)
    assert (sold_out.value, sold_out.variance) == (0, 20 * BAHT)
    oversold = revalue(Pool(-ONE, -3_000, -2_000, -5_000, THIRTY), 500, 0, 0)
    assert (oversold.value, oversold.variance, oversold.pool_after.value) == (0, 500, -3_000)
    assert oversold.pool_after.last == THIRTY


def test_goods_found_at_a_count_enter_at_the_average() -> None:
    found = find(stocked(10 * ONE, 300 * BAHT, 200 * BAHT, 500 * BAHT), 2 * ONE)
    assert (found.value, found.cash_value, found.full_value) == (6_000, 4_000, 10_000)
    assert find(Pool(last=THIRTY), ONE).value == 3_000
    assert find(EMPTY, ONE).uncosted
    assert find(EMPTY, ONE, Fallback(recipe=THIRTY)).value == 3_000


def test_a_pool_broken_by_a_merge_is_put_right_through_variance() -> None:
    left_over = receive(Pool(0, 500, 0, 0), ONE, 3_000, 0, 0)
    assert (left_over.value, left_over.variance, left_over.amount) == (2_500, 500, 3_000)
    assert is_sound(left_over.pool_after)
    wrong_sign = issue(Pool(2 * ONE, -500, 0, 0), ONE)
    assert (wrong_sign.value, wrong_sign.variance, wrong_sign.amount) == (500, -500, 0)
    assert is_sound(wrong_sign.pool_after)
    assert not is_sound(Pool(0, 1, 0, 0))


@pytest.mark.parametrize("quantity", [0, -1])
def test_nothing_is_not_a_movement(quantity: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        issue(EMPTY, quantity)
    with pytest.raises(ValueError, match="positive"):
        receive(EMPTY, quantity, 0, 0, 0)


def test_a_receipt_with_negative_value_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        receive(EMPTY, 1, -1, 0, 0)


# --- long random play ------------------------------------------------------------------------

quantities = st.integers(1, 50_000)
amounts = st.integers(0, 5_000_000)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), quantities, amounts, amounts, amounts),
        st.tuples(st.just("issue"), quantities),
        st.tuples(st.just("undo"), st.integers(0, 200)),
        st.tuples(st.just("revalue"), st.integers(-1_000, 1_000)),
    ),
    max_size=60,
)
costs = st.builds(Cost, amounts, amounts, amounts)
fallbacks = st.builds(Fallback, st.none() | costs, st.none() | costs)


def play(pool: Pool, step: tuple[object, ...], done: list[Movement], fallback: Fallback) -> Movement:
    kind, *numbers = step
    arguments = [number for number in numbers if isinstance(number, int)]
    if kind == "receive":
        return receive(pool, *arguments)
    if kind == "issue":
        return issue(pool, arguments[0], fallback)
    if kind == "revalue" or not done:
        return revalue(pool, arguments[0], arguments[0], arguments[0])
    undone = done.pop(arguments[0] % len(done))
    return move_back(pool, -undone.quantity, -undone.value, -undone.cash_value, -undone.full_value)


@settings(max_examples=300, deadline=None)
@given(steps, fallbacks)
def test_after_every_step_of_any_history_the_pool_is_sound(
    history: list[tuple[object, ...]], fallback: Fallback
) -> None:
    pool, done = EMPTY, list[Movement]()
    totals = [0, 0, 0]
    for step in history:
        movement = play(pool, step, done, fallback)
        after = movement.pool_after
        assert after.quantity == pool.quantity + movement.quantity
        assert after.value == pool.value + movement.value
        assert after.cash_value == pool.cash_value + movement.cash_value
        assert after.full_value == pool.full_value + movement.full_value
        assert is_sound(after)
        if movement.quantity and step[0] != "undo":
            assert movement.value * movement.quantity >= 0
        if after.last is not None:
            assert min(after.last.value_e4, after.last.cash_e4, after.last.full_e4) >= 0
        totals = [
            totals[0] + movement.amount,
            totals[1] + movement.cash_amount,
            totals[2] + movement.full_amount,
        ]
        if step[0] in ("receive", "issue"):
            done.append(movement)
        pool = after
    if pool.quantity == 0:
        assert (pool.value, pool.cash_value, pool.full_value) == (0, 0, 0)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(quantities, amounts), min_size=1, max_size=20), st.data())
def test_what_was_paid_is_either_on_hand_or_issued(
    receipts: list[tuple[int, int]], data: st.DataObject
) -> None:
    """With stock always there, documents paid = documents issued + stock; average within 1 satang."""
    pool, exact = EMPTY, Fraction(0)
    paid = issued = 0
    for quantity, amount in receipts:
        came = receive(pool, quantity, amount, amount, amount)
        paid += amount
        pool = came.pool_after
        exact += amount
        take = data.draw(st.integers(1, pool.quantity))
        exact -= exact * take / pool.quantity
        sold = issue(pool, take)
        assert sold.variance == 0
        issued -= sold.value
        pool = sold.pool_after
        assert abs(pool.value - exact) <= len(receipts)
        exact = Fraction(pool.value)
    assert paid == issued + pool.value


@settings(max_examples=200, deadline=None)
@given(quantities, quantities, amounts, costs)
def test_the_hole_is_filled_at_the_receipts_cost(sold: int, received: int, paid: int, last: Cost) -> None:
    """Variance = filled × (receipt cost − issued cost), by exact fractions, within a satang."""
    gone = issue(Pool(last=last), sold)
    came = receive(gone.pool_after, received, paid, 0, 0)
    filled = min(sold, received)
    expected = Fraction(paid * filled, received) + Fraction(gone.value * filled, sold)
    assert abs(came.variance - expected) <= 1
    assert came.amount == paid
