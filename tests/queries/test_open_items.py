"""Open items of a book: bills, part payments, returns and undoing, as of any day."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.open_items import balance
from app.domain.session import Permission
from app.queries.balances import parties_owing
from app.queries.open_items import open_items
from app.queries.parties import party_by_uid
from app.services.journal import account_id
from app.services.reversal import reverse
from app.services.sales import post_sale
from app.services.unit_of_work import Entry, Posted, post
from tests.stall import DAY, Stall

OWING = AccountRole.RECEIVABLE


def days(count: int) -> dt.date:
    return DAY + dt.timedelta(days=count)


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def on_account(stall: Stall, pieces: int, *, on: dt.date = DAY) -> Posted:
    """Soap at 35.00 that the customer pays later."""
    line = stall.line(stall.soap, pieces, 3_500)
    draft = stall.draft(line, pay=(stall.by("account", pieces * 3_500),), party_uid=stall.customer)
    return post_sale(stall.session, draft, on=on).posted


def pay(stall: Stall, amount: int, *settles: tuple[Posted, int], on: dt.date) -> Posted:
    """Money from the customer, by hand."""
    person = party_by_uid(stall.customer)
    assert person is not None

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.RECEIPT, on, amount, party_id=person.id)
        entry.line(account_id(AccountRole.CASH), amount)
        entry.line(account_id(OWING), -amount, party_id=person.id)
        for target, part in settles:
            entry.add(
                "allocation",
                target_id=target.document_id,
                account_id=account_id(OWING),
                party_id=person.id,
                amount=part,
            )

    return post(stall.session, Permission.RECEIVE, new_uid(), write)


def standing(as_of: dt.date = dt.date.max) -> dict[str, tuple[int, int]]:
    """Amount and what is open of every item."""
    return {item.number: (item.amount, item.open) for item in open_items(OWING, as_of=as_of)}


def test_a_bill_part_payments_and_the_days_between(stall: Stall) -> None:
    first, second = on_account(stall, 2), on_account(stall, 1, on=days(3))
    pay(stall, 5_000, (first, 5_000), on=days(5))
    pay(stall, 4_000, (first, 2_000), (second, 1_000), on=days(9))
    assert standing(days(-1)) == {}
    assert standing(days(2)) == {first.number: (7_000, 7_000)}
    assert standing(days(4)) == {first.number: (7_000, 7_000), second.number: (3_500, 3_500)}
    assert standing(days(5)) == {first.number: (7_000, 2_000), second.number: (3_500, 3_500)}
    now = standing()
    assert now.pop(second.number) == (3_500, 2_500)
    assert list(now.values()) == [(-4_000, -1_000)], "what settled nothing is a credit"
    assert balance(open_items(OWING)) == parties_owing("receivable")[0].balance == 1_500


def test_returns_and_undoing_close_what_they_belong_to(stall: Stall) -> None:
    bill, other = on_account(stall, 3), on_account(stall, 1, on=days(1))
    sale = type("Sale", (), {"posted": bill})()
    stall.take_back(sale, 1, 1, 3_500, kind="account")
    reverse(stall.session, other.uid, on=days(2), reason="ผิด", uid=new_uid())
    assert standing() == {bill.number: (7_000, 7_000)}
    paid = pay(stall, 7_000, (bill, 7_000), on=days(3))
    assert standing() == {}
    reverse(stall.session, paid.uid, on=days(4), reason="เช็คเด้ง", uid=new_uid())
    assert standing() == {bill.number: (7_000, 7_000)}, "an undone payment settles nothing"


def test_a_person_at_zero_is_not_listed_and_still_found_by_name(stall: Stall) -> None:
    bill = on_account(stall, 1)
    paid = pay(stall, 3_500, on=days(1))
    person = party_by_uid(stall.customer)
    assert person is not None
    assert standing() == {}
    assert standing(DAY) == {bill.number: (3_500, 3_500)}
    own = open_items(OWING, AccountRole.PAYABLE, party_id=person.id)
    assert [(item.number, item.open) for item in own] == [(bill.number, 3_500), (paid.number, -3_500)]
    assert (own[0].party_name, own[0].due - own[0].on) == ("ลูกค้าประจำ 01", dt.timedelta(days=30))
