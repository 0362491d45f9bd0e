"""Orders, pure: what is refused, which steps are allowed, sums, parts, what is to be made."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.document import new_uid
from app.domain.handing import handing_sum
from app.domain.order_lines import DepositSums, OrderLine, lines_left, production_need, still_due
from app.domain.pre_order import (
    OPEN_STATES,
    CourierMissingError,
    CustomerMissingError,
    DeliveryWay,
    DepositBeyondOrderError,
    EmptyOrderError,
    FeeBelowZeroError,
    MoreThanOrderedError,
    NothingToHandOverError,
    OrderDraft,
    OrderLineDraft,
    OrderState,
    PromisePastError,
    TooManyOrderLinesError,
    WrongStepError,
    checked_order,
    checked_step,
    is_late,
    next_state,
    proposed_deposit,
)
from app.domain.sale_draft import NegativeLineError, RoundingRule
from app.thai.digits import AmountTooLargeError

DAY = dt.date(2026, 10, 5)
TEA = new_uid()
S = OrderState


def line(quantity: int = 2_000, price: int = 89_00, **more: object) -> OrderLineDraft:
    return OrderLineDraft(TEA, quantity, "กล่อง", price * 10_000, **more)  # type: ignore[arg-type]


def draft(*lines: OrderLineDraft, **more: object) -> OrderDraft:
    return OrderDraft(new_uid(), new_uid(), lines or (line(),), DAY, DAY, **more)  # type: ignore[arg-type]


def kept(position: int, quantity: int, base: int, price: int, delivered: int = 0) -> OrderLine:
    return OrderLine(position, TEA, "T", "ชา", "", quantity, "กล่อง", base, price * 10_000, "", delivered)


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ({"lines": ()}, EmptyOrderError),
        ({"lines": (line(),) * 501}, TooManyOrderLinesError),
        ({"lines": (line(0),)}, NegativeLineError),
        ({"lines": (line(-1_000),)}, NegativeLineError),
        ({"lines": (line(price=-1),)}, NegativeLineError),
        ({"lines": (line(1, factor_milli=1),)}, NegativeLineError),
        ({"lines": (line(10**12, 10**9),)}, AmountTooLargeError),
        ({"party_uid": None}, CustomerMissingError),
        ({"wanted_on": DAY - dt.timedelta(1)}, PromisePastError),
        ({"delivery_fee": -1}, FeeBelowZeroError),
        ({"deposit_wanted": -1}, FeeBelowZeroError),
        ({"deposit_wanted": 178_01}, DepositBeyondOrderError),
        ({"delivery": DeliveryWay.PARCEL, "is_cod": True}, CourierMissingError),
    ],
)
def test_what_is_refused(bad: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        checked_order(replace(draft(), **bad))  # type: ignore[arg-type]


def test_what_only_parcels_have_falls_away() -> None:
    parcel = {"delivery_fee": 50_00, "carrier_uid": new_uid(), "tracking": " A  1 ", "is_cod": True}
    sent = checked_order(draft(delivery=DeliveryWay.PARCEL, **parcel))
    assert (sent.total, sent.tracking, sent.is_cod) == (228_00, "A 1", True)
    brought = checked_order(draft(delivery=DeliveryWay.OWN, **parcel))
    assert (brought.total, brought.tracking, brought.is_cod, brought.carrier_uid) == (228_00, "", False, None)
    assert checked_order(draft(**parcel)).total == 178_00


def test_steps() -> None:
    by_hand = {(a, b) for a in S for b in S if a is not b and _may(a, b)}
    assert by_hand == {
        *((a, b) for a in OPEN_STATES for b in OPEN_STATES if a is not b),
        (S.CANCELLED, S.BOOKED),
    }
    assert [next_state(each) for each in S] == [S.MAKING, S.READY, None, None, None]
    assert is_late(S.READY, DAY, DAY + dt.timedelta(1))
    assert not is_late(S.READY, DAY, DAY)
    assert not is_late(S.DELIVERED, DAY, DAY + dt.timedelta(9))


def _may(state: OrderState, to: OrderState) -> bool:
    try:
        checked_step("OR1", state, to)
    except WrongStepError:
        return False
    return True


def test_deposits() -> None:
    assert [proposed_deposit(total, 3_000) for total in (0, 50, 237_00, 1_000_00)] == [0, 0, 71_00, 300_00]
    assert proposed_deposit(50, 10_000) == 50
    sums = DepositSums(taken=100, applied=40, refunded=10, kept=5)
    assert sums.left == 45
    assert still_due((kept(1, 2_000, 2_000, 10_00, 1_000),), 5_00, DepositSums(taken=7_00)) == 8_00


def test_a_handing_over() -> None:
    lines = (kept(1, 3_000, 36_000, 100_00), kept(2, 1_000, 1_000, 50_25))
    whole = handing_sum(lines, None, 40_00, 500_00, RoundingRule(100, down=True))
    assert (whole.total, whole.deposit, whole.due, whole.deposit_left, whole.is_last) == (
        390_00, 390_00, 0, 110_00, True,
    )  # fmt: skip
    part = handing_sum(lines, {1: 1_000}, 0, 30_00)
    assert (part.total, part.due, part.is_last) == (100_00, 70_00, False)
    for chosen, error in (
        ({1: 3_001}, MoreThanOrderedError),
        ({3: 1_000}, MoreThanOrderedError),
        ({1: -1}, NegativeLineError),
        ({1: 0}, NothingToHandOverError),
        ({}, NothingToHandOverError),
    ):
        with pytest.raises(error):
            handing_sum(lines, chosen, 0, 0)


@given(st.integers(1, 10**7), st.integers(1, 10**6), st.lists(st.integers(1, 10**6), max_size=5))
def test_parts_come_to_the_whole(quantity: int, factor: int, parts: list[int]) -> None:
    asked = OrderLineDraft(TEA, quantity, "ลัง", 1_000, factor)
    base = asked.base_quantity_milli
    if base <= 0:
        return
    at = kept(1, quantity, base, 1)
    for part in (*parts, None):
        if not at.left_base:
            break
        taken = at.left if part is None else min(part, at.left)
        ((_line, handed),) = lines_left((at,), {1: taken}) if taken else ((at, at.left),)
        assert handed <= at.left
        moved = at.left_base if handed == at.left else min(at.left_base, handed * base // quantity)
        at = replace(at, delivered=at.delivered + moved)
    assert at.left_base == 0


def test_what_is_to_be_made() -> None:
    other, third = new_uid(), new_uid()
    found = production_need({TEA: 5, other: 7, third: 0}, {TEA: 9, other: -2})
    assert [(each.product_uid, each.missing) for each in found] == [(TEA, 0), (other, 9)]
