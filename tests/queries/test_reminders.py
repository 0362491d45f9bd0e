# ruff: noqa: F811
"""Reminders: who is late, which bills come due, wages, money given ahead long ago, profit to be divided."""

import datetime as dt
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.domain.distribution_start import payout_draft
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.open_items import OpenItem, by_person, netted
from app.domain.session import Permission, Session
from app.queries.distribution import still_owed
from app.queries.open_items import open_items
from app.queries.reminders import Dividing, Due, dividing, reminders
from app.services.reversal import reverse
from app.services.settling import pay_money
from reports.home import Task, build
from tests.builders import session_with
from tests.fixtures import session  # noqa: F401
from tests.owing import Group, day
from tests.services.test_distribution import (  # noqa: F401
    DIVIDEND,
    KEPT,
    MEETING,
    YEAR,
    close,
    earn,
    people,
    resolve,
)


@pytest.fixture
def group(tmp_path: Path) -> Group:
    return Group(tmp_path)


def test_nothing_is_due_in_a_tidy_book(group: Group) -> None:
    found = reminders(day(0))
    assert {found.overdue, found.bills, found.wages, found.advances} == {Due()}


def test_each_reminder_from_its_day_on(group: Group) -> None:
    group.bill(2)
    group.owe(group.shop, 5_000)
    group.owe(group.fa, 700, on=day(20))
    group.work((group.dao, 300), (group.fa, 200))
    group.advance(group.dao, 9_000)
    group.spend(group.dao, 1_000, on=day(1))
    first = reminders(day(15))
    assert first.overdue == Due(), "the school has fifteen days"
    assert first.bills == Due(), "due after thirty days, a fortnight from now"
    assert (first.wages, first.advances) == (Due(2, 500), Due())
    assert reminders(day(16)).overdue == Due(1, 7_000)
    assert reminders(day(23)).bills == Due(1, 5_000)
    assert reminders(day(43)).bills == Due(2, 5_700)
    assert reminders(day(30)).advances == Due()
    assert reminders(day(31)).advances == Due(1, 8_000)
    group.receive(8_000, on=day(17), keep_rest=True)
    assert reminders(day(40)).overdue == Due()


def test_home_names_them(group: Group) -> None:
    group.bill(2)
    group.owe(group.shop, 5_000)
    group.work((group.dao, 300))
    group.advance(group.dao, 9_000)
    tasks = {each.task: each.text for each in build(group.session, day(40)).todos}
    assert tasks[Task.OVERDUE] == "1 customer is late with 70.00 baht."
    assert tasks[Task.BILLS_TO_PAY] == "1 bill of 50.00 baht is to be paid within a week."
    assert tasks[Task.WAGES] == "Wages of 3.00 baht are owed to 1 person."
    assert tasks[Task.OLD_ADVANCES].startswith("1 person has held 90.00 baht")
    assert Task.DEBTS not in tasks
    early = {each.task for each in build(group.session, day(1)).todos}
    assert Task.DEBTS in early
    assert Task.OVERDUE not in early
    seller = session_with(Permission.SELL, Permission.SEE_SALES)
    assert not {each.task for each in build(seller, day(40)).todos} & set(tasks)


def test_the_profit_waits_for_the_meeting_and_people_for_their_money(
    session: Session,
    people: dict[str, bytes],
) -> None:
    earn(session, 1_000_00)
    assert dividing(MEETING) == Dividing(), "the year is not closed"
    close(session)
    assert dividing(MEETING) == Dividing(YEAR.last, 1_000_00)
    tasks = {each.task: each.text for each in build(session, MEETING).todos}
    assert tasks[Task.UNDIVIDED] == "The profit of 2569 is not divided yet: 1,000.00 baht."
    assert Task.DIVIDENDS not in tasks
    posted = resolve(session, DIVIDEND, KEPT)
    later = MEETING + dt.timedelta(days=9)
    assert dividing(later) == Dividing(owed=Due(3, 600_00), since=MEETING)
    tasks = {each.task: each.text for each in build(session, later).todos}
    assert tasks[Task.DIVIDENDS].startswith("Since the meeting of 14 Feb 2027, 600.00 baht")
    assert tasks[Task.DIVIDENDS].endswith("to 3 people.")
    assert Task.UNDIVIDED not in tasks
    seller = session_with(Permission.SELL, Permission.SEE_SALES)
    assert Task.DIVIDENDS not in {each.task for each in build(seller, later).todos}
    owed = still_owed()
    draft = payout_draft(new_uid(), owed, "1101")
    paid = pay_money(session, draft, on=later)
    assert pay_money(session, draft, on=later).repeated, "nobody is paid twice"
    assert dividing(later) == Dividing()
    reverse(session, paid.uid, on=later, reason="นับผิด", uid=new_uid())
    reverse(session, posted.uid, on=later, reason="นับผิด", uid=new_uid())
    assert dividing(later) == Dividing(YEAR.last, 1_000_00)


def test_what_is_late_without_reading_old_bills_is_what_bill_by_bill_says(group: Group) -> None:
    """Bills, payments with and without a bill, returns and money ahead in any order, day by day."""
    chance = random.Random(7)
    group.advance(group.dao, 9_000)
    for step in range(40):
        on = day(step * 2)
        match chance.randrange(5):
            case 0 | 1:
                bill = group.bill(chance.randint(1, 4), on=on)
                if chance.random() < 0.3:
                    reverse(group.session, bill.uid, on=on, reason="นับผิด", uid=new_uid())
            case 2:
                group.receive(chance.randint(100, 9_000), on=on, keep_rest=True)
            case 3:
                group.work((group.fa, chance.randint(100, 900)), on=on)
            case _:
                group.spend(group.dao, chance.randint(100, 500), on=on)
    seen = set()
    for each in range(0, 100, 3):
        on = day(each)
        found = reminders(on)
        late = by_bill(AccountRole.RECEIVABLE, 1, on, partial(_is_late, on))
        assert found.overdue == late
        assert found.advances == by_bill(AccountRole.ADVANCE, 1, on, partial(_is_old, on))
        assert found.wages == by_bill(AccountRole.WAGES_PAYABLE, -1, on, lambda _item: True)
        seen.add(late.amount)
    assert len(seen) > 5, "debts came and went"


def _is_late(on: dt.date, item: OpenItem) -> bool:
    return item.due < on


def _is_old(on: dt.date, item: OpenItem) -> bool:
    return item.on < on - dt.timedelta(days=30)


def by_bill(role: AccountRole, sign: int, on: dt.date, counts: Callable[[OpenItem], bool]) -> Due:
    """How many people, and how much, as every single open item has it."""
    groups = [
        [(item, sign * left) for item, left in netted(group)]
        for group in by_person(open_items(role, as_of=on))
    ]
    groups = [group for group in groups if group and group[0][1] > 0]
    sums = [sum(left for item, left in group if counts(item)) for group in groups]
    return Due(sum(each > 0 for each in sums), sum(sums))
