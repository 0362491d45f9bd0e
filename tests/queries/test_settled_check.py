"""``check`` finds payments that settle too much, nothing, or somebody else's bill."""

from pathlib import Path

import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.session import Permission
from app.queries.integrity import check_books
from app.services.journal import account_id
from app.services.reversal import reverse
from app.services.sales import post_sale
from app.services.unit_of_work import Entry, Posted, post
from tests.owing import Group, day, pick


@pytest.fixture
def group(tmp_path: Path) -> Group:
    return Group(tmp_path)


def settle(group: Group, paid: int, target: Posted, amount: int, *, whose: bytes | None = None) -> Posted:
    """A payment as no service would write it."""
    owing = account_id(AccountRole.RECEIVABLE)
    person = group.id_of(whose or group.school)

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.RECEIPT, day(1), paid)
        entry.line(account_id(AccountRole.CASH), paid)
        entry.line(owing, -paid, party_id=person)
        entry.add(
            "allocation", target_id=target.document_id, account_id=owing, party_id=person, amount=amount
        )

    return post(group.session, Permission.RECEIVE, new_uid(), write)


def codes() -> list[tuple[str, str]]:
    return [(finding.code, finding.document) for finding in check_books()]


def test_more_than_the_bill(group: Group) -> None:
    bill = group.bill(1)
    settle(group, 3_000, bill, 3_000)
    assert codes() == []
    settle(group, 3_000, bill, 3_000)
    assert codes() == [("settled_too_much", bill.number)]


def test_more_than_was_paid(group: Group) -> None:
    paid = settle(group, 100, group.bill(1), 3_500)
    assert codes() == [("pays_too_much", paid.number)]


def test_somebody_elses_bill_and_the_wrong_way(group: Group) -> None:
    bill = group.bill(1)
    paid = settle(group, 100, bill, 100, whose=group.shop)
    assert set(codes()) == {("settles_nothing", paid.number), ("settled_too_much", bill.number)}


def test_a_payment_is_no_bill(group: Group) -> None:
    bill = group.bill(1)
    settle(group, 100, bill, -100)
    assert {code for code, _number in codes()} == {"settled_too_much", "pays_too_much"}


def test_goods_bought_for_cash_and_returned_on_account_are_a_credit(group: Group) -> None:
    line = group.line(group.soap, 2, 3_500)
    sale = post_sale(
        group.session, group.draft(line, pay=(group.cash(7_000),), party_uid=group.school), on=day(0)
    )
    back = group.take_back(sale, 1, 1, 3_500, kind="account").posted
    assert [(item.number, item.open) for item in group.items(group.school)] == [(back.number, -3_500)]
    group.bill(2, on=day(1))
    group.receive(3_500, on=day(2))
    assert group.items(group.school) == ()
    assert codes() == []
    reverse(group.session, back.uid, on=day(3), reason="ผิด", uid=new_uid())
    assert [(item.number, item.open) for item in group.items(group.school)] == [(back.number, 3_500)]
    assert codes() == []


def test_what_comes_back_after_it_was_paid_is_no_fault(group: Group) -> None:
    bill = group.bill(2)
    paid = group.receive(7_000, pick(bill, 7_000))
    reverse(group.session, bill.uid, on=day(2), reason="ผิด", uid=new_uid())
    assert [item.open for item in group.items(group.school)] == [-7_000]
    assert codes() == []
    reverse(group.session, paid.uid, on=day(2), reason="ผิด", uid=new_uid())
    assert group.items(group.school) == ()
    assert codes() == []
