"""Open items: their age, what is left when plus and minus meet, a payment over the oldest first."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledger import AccountRole
from app.domain.open_items import (
    Age,
    OpenItem,
    age,
    ageing,
    balance,
    by_person,
    due_day,
    netted,
    spread_oldest_first,
)

DAY = dt.date(2026, 10, 31)


def item(
    open_: int,
    days_old: int = 0,
    *,
    number: int = 1,
    role: AccountRole = AccountRole.RECEIVABLE,
    person: int = 1,
    settled: int = 0,
) -> OpenItem:
    on = DAY - dt.timedelta(days=days_old)
    name = f"คนที่ {person}"
    head = (number, bytes(16), f"ร1-2569-{number:06d}", "sale", on, on, "")
    who = (person, bytes([person] * 16), f"C{person:04d}", name)
    return OpenItem(*head, *who, 5, role.value, open_ + settled, settled, on + dt.timedelta(days=30))


items = st.lists(st.tuples(st.integers(-50_000, 50_000).filter(bool), st.integers(0, 400)), max_size=12).map(
    lambda rows: [item(amount, days, number=at) for at, (amount, days) in enumerate(rows, 1)]
)


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (-5, Age.NOT_DUE),
        (0, Age.NOT_DUE),
        (1, Age.TO_30),
        (30, Age.TO_30),
        (31, Age.TO_60),
        (60, Age.TO_60),
        (61, Age.TO_90),
        (90, Age.TO_90),
        (91, Age.OVER_90),
        (4_000, Age.OVER_90),
    ],
)
def test_age(days: int, wanted: Age) -> None:
    assert age(DAY - dt.timedelta(days=days), DAY) is wanted


def test_a_persons_own_term_goes_before_the_usual_one() -> None:
    assert due_day(DAY, 7, 30) == dt.date(2026, 11, 7)
    assert due_day(DAY, 0, 30) == dt.date(2026, 11, 30)


def test_a_payment_without_a_bill_is_taken_off_the_oldest() -> None:
    found = ageing([item(100, 200, number=1), item(50, 45, number=2), item(-120, 1, number=3)], DAY)
    assert found.parts == (0, 30, 0, 0, 0)
    assert found.overdue == found.total == 30


def test_more_paid_than_owed_is_not_overdue() -> None:
    assert ageing([item(100, 200, number=1), item(-130, 100, number=2)], DAY).parts == (-30, 0, 0, 0, 0)


def test_what_the_group_owes_has_a_minus_and_ages_alike() -> None:
    payable = AccountRole.PAYABLE
    found = ageing([item(-100, 200, number=1, role=payable), item(30, 0, number=2, role=payable)], DAY)
    assert found.parts == (0, 0, 0, 0, -70)


@given(items)
def test_ages_come_to_the_balance(found: list[OpenItem]) -> None:
    assert ageing(found, DAY).total == balance(found)
    left = netted(found)
    assert sum(amount for _item, amount in left) == balance(found)
    assert len({amount > 0 for _item, amount in left}) <= 1, "plus and minus have met"
    assert all(0 < amount / each.open <= 1 for each, amount in left)


@given(items, st.integers(0, 200_000), st.sampled_from([1, -1]))
def test_a_payment_is_spread_over_the_oldest(found: list[OpenItem], amount: int, sign: int) -> None:
    spread = spread_oldest_first(found, amount, sign=sign)
    assert spread.net * sign + spread.rest == amount
    assert spread.rest >= 0
    assert len({part.item.number for part in spread.parts}) == len(spread.parts)
    assert all(0 < part.amount / part.item.open <= 1 for part in spread.parts)
    bills = sorted(
        (each for each in found if each.open * sign > 0), key=lambda each: (each.on, each.document_id)
    )
    taken = {part.item.number: part.amount for part in spread.parts}
    after = [taken.get(each.number, 0) - each.open for each in bills]
    partly = [at for at, left in enumerate(after) if left]
    assert all(bills[at].number not in taken for at in partly[1:]), "the next bill waits for the one before"
    if spread.rest:
        assert not partly, "nothing is left over while a bill is open"


def test_earlier_payments_are_used_with_a_new_one() -> None:
    spread = spread_oldest_first(
        [item(100, 90, number=1), item(-40, 50, number=2), item(80, 9, number=3)], 70
    )
    assert [(part.item.number[-1], part.amount) for part in spread.parts] == [
        ("1", 100),
        ("3", 10),
        ("2", -40),
    ]
    assert spread.rest == 0


def test_people_by_name() -> None:
    groups = by_person(
        [item(1, number=1, person=2), item(2, number=2, person=1), item(3, number=3, person=2)]
    )
    assert [[each.amount for each in group] for group in groups] == [[2], [1, 3]]
