"""Paying debts: received, paid, set off, written off; what was kept back, and what is refused."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.roles import Limit
from app.domain.session import NotPermittedError, OverLimitError, Permission
from app.domain.settling import (
    CertificateDraft,
    MoneyDraft,
    MoreThanOpenError,
    MoreThanOwedError,
    NothingToSettleError,
    NotOpenError,
    PayeeDraft,
    PayOutDraft,
    ReceiveDraft,
    SettlingDiffersError,
    WithheldDraft,
    WithheldTooMuchError,
    WriteOffDraft,
    WrongWayError,
)
from app.domain.slip_entry import AdvanceDraft
from app.errors import UserError
from app.queries.integrity import check_books
from app.queries.open_items import open_items
from app.queries.settled import withheld_tax
from app.services import sales
from app.services.entries import NotMoneyAccountError, post_advance
from app.services.periods import lock_until
from app.services.reversal import reverse
from app.services.sales import PartyNeededError, post_sale
from app.services.settling import (
    CertificateNumberError,
    CertificateThereError,
    NoTaxWithheldError,
    WriteOffReasonError,
    attach_certificate,
    pay_money,
    receive_money,
    write_off,
)
from app.services.unit_of_work import NotSavedError, Posted
from app.services.year_end import post_doubtful
from db import connection as book
from tests.builders import session_with
from tests.owing import BANK, CASH, Group, balance, day, pick

WAGES, PURSE, BILLS = AccountRole.WAGES_PAYABLE, AccountRole.MEMBER_PAYABLE, AccountRole.PAYABLE


@pytest.fixture
def group(tmp_path: Path) -> Group:
    return Group(tmp_path)


def open_of(group: Group, party: bytes, *roles: AccountRole) -> dict[str, int]:
    return {item.number: item.open for item in group.items(party, *roles)}


# ---------------------------------------------------------------- money received


def test_part_payments_of_chosen_bills(group: Group) -> None:
    first, second = group.bill(2), group.bill(3, on=day(1))
    cash = balance(AccountRole.CASH)
    paid = group.receive(8_500, pick(second, 5_500), pick(first, 3_000), on=day(2))
    assert paid.number == "รช1-2569-000001"
    assert open_of(group, group.school) == {first.number: 4_000, second.number: 5_000}
    assert balance(AccountRole.CASH) - cash == 8_500
    group.receive(9_000, on=day(3))
    assert open_of(group, group.school) == {}
    assert balance(AccountRole.RECEIVABLE) == 0
    assert check_books() == []


def test_without_a_choice_the_oldest_is_paid_first(group: Group) -> None:
    late, early = group.bill(1, on=day(9)), group.bill(2, on=day(1))
    group.receive(8_000, on=day(10))
    assert open_of(group, group.school) == {late.number: 2_500}
    assert early.number not in open_of(group, group.school)


def test_a_school_keeps_tax_back(group: Group) -> None:
    draft = group.draft(
        group.line(group.tea, 1, 100_000), pay=(group.by("account", 100_000),), party_uid=group.school
    )
    bill = post_sale(group.session, draft, on=day(0)).posted
    withheld = WithheldDraft(1_000, 100_000, 100)
    paid = group.receive(99_000, pick(bill, 100_000), withheld=withheld, code=BANK, on=day(5))
    assert paid.total == 100_000
    assert balance(AccountRole.BANK) == 99_000
    assert balance(AccountRole.TAX_WITHHELD) == 1_000
    assert open_of(group, group.school) == {}
    row = withheld_tax(day(0), day(9))[0]
    assert (row.number, row.base, row.amount, row.certificate) == (paid.number, 100_000, 1_000, "")
    certificate = CertificateDraft(new_uid(), paid.uid, "๕๐/๒๕๖๙", day(7))
    entered = attach_certificate(group.session, certificate, on=day(8))
    row = withheld_tax(day(0), day(9))[0]
    assert (row.certificate, row.certificate_date) == ("๕๐/๒๕๖๙", day(7))
    with pytest.raises(CertificateThereError):
        attach_certificate(group.session, replace(certificate, uid=new_uid()), on=day(8))
    reverse(group.session, entered.uid, on=day(8), reason="เลขผิด", uid=new_uid())
    assert withheld_tax(day(0), day(9))[0].certificate == ""
    again = CertificateDraft(new_uid(), paid.uid, "51/2569", None)
    attach_certificate(group.session, again, on=day(8))
    assert withheld_tax(day(0), day(9))[0].certificate == "51/2569"
    assert check_books() == []
    reverse(group.session, paid.uid, on=day(9), reason="เช็คเด้ง", uid=new_uid())
    assert withheld_tax(day(0), day(9)) == ()
    assert balance(AccountRole.TAX_WITHHELD) == 0
    with pytest.raises(NoTaxWithheldError):
        attach_certificate(group.session, replace(again, uid=new_uid()), on=day(9))
    with pytest.raises(CertificateNumberError):
        attach_certificate(group.session, replace(again, uid=new_uid(), number=" "), on=day(9))


def test_the_banks_fee_and_a_discount(group: Group) -> None:
    bill = group.bill(2)
    group.receive(6_400, pick(bill, 7_000), fee=100, discount=500, code=BANK)
    assert open_of(group, group.school) == {}
    assert (balance(AccountRole.BANK), balance(AccountRole.BANK_FEE)) == (6_400, 100)
    assert balance(AccountRole.SELLING_EXPENSE) == 500
    assert check_books() == []


def test_a_seller_forgives_only_up_to_her_limit(group: Group) -> None:
    bill = group.bill(2)
    seller = session_with(Permission.RECEIVE, limits={Limit.DISCOUNT: 1_000})
    draft = ReceiveDraft(
        new_uid(), group.school, (MoneyDraft(CASH, 6_200),), (pick(bill, 7_000),), discount=800
    )
    with pytest.raises(OverLimitError):
        receive_money(seller, draft, on=day(1))
    less = replace(draft, moneys=(MoneyDraft(CASH, 6_300),), discount=700)
    assert receive_money(seller, less, on=day(1)).total == 7_000


def test_more_than_owed_is_refused_or_kept_for_later(group: Group) -> None:
    bill = group.bill(1)
    for attempt in (
        lambda: group.receive(3_501),
        lambda: group.receive(3_501, pick(bill, 3_501)),
        lambda: group.receive(4_000, pick(bill, 3_500)),
        lambda: group.receive(3_000, pick(bill, 3_500)),
        lambda: group.receive(100, party=group.shop),
    ):
        with pytest.raises((MoreThanOwedError, MoreThanOpenError, SettlingDiffersError)):
            attempt()
    paid = group.receive(4_000, keep_rest=True)
    assert open_of(group, group.school) == {paid.number: -500}
    second = group.bill(1, on=day(1))
    with pytest.raises(MoreThanOwedError) as refused:
        group.receive(3_500, pick(second, 3_500), on=day(1))
    assert refused.value.data["owed_amount"] == 3_000
    group.receive(3_000, on=day(2))
    assert open_of(group, group.school) == {}, "what was kept is used with the next payment"
    assert check_books() == []


def test_a_bill_is_paid_once(group: Group) -> None:
    bill = group.bill(1)
    group.receive(3_500, pick(bill, 3_500))
    with pytest.raises(NotOpenError) as refused:
        group.receive(3_500, pick(bill, 3_500))
    assert refused.value.data == {"name": "โรงเรียนบ้านทดสอบ", "number": bill.number}
    with pytest.raises(NotOpenError):
        group.receive(3_500, pick(bill, 3_500), party=group.shop)


def test_paying_twice_by_one_key_is_one_payment(group: Group) -> None:
    group.bill(2)
    draft = ReceiveDraft(new_uid(), group.school, (MoneyDraft(CASH, 1_000),))
    first = receive_money(group.session, draft, on=day(1))
    assert receive_money(group.session, draft, on=day(1)).number == first.number
    assert [item.open for item in group.items(group.school)] == [6_000]


def test_a_customer_who_also_delivers_is_set_off(group: Group) -> None:
    bill = group.bill(2)
    owed = group.owe(group.school, 3_000)
    group.receive(4_000, pick(bill, 7_000), pick(owed, 3_000, BILLS))
    assert open_of(group, group.school, AccountRole.RECEIVABLE, BILLS) == {}
    small = group.owe(group.school, 3_000, on=day(1))
    bill = group.bill(1, on=day(1))
    group.receive(0, pick(bill, 3_000), pick(small, 3_000, BILLS), on=day(1))
    assert open_of(group, group.school, AccountRole.RECEIVABLE, BILLS) == {bill.number: 500}
    assert check_books() == []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"moneys": ()}, NothingToSettleError),
        ({"moneys": (MoneyDraft(CASH, -5),)}, SettlingDiffersError),
        ({"moneys": (MoneyDraft("5402", 100),)}, NotMoneyAccountError),
        ({"party_uid": new_uid()}, PartyNeededError),
        ({"withheld": WithheldDraft(200, 100, 300)}, WithheldTooMuchError),
        ({"withheld": WithheldDraft(0, 100, 300)}, WithheldTooMuchError),
        ({"fee": -1}, SettlingDiffersError),
    ],
)
def test_what_is_no_payment(group: Group, change: dict[str, object], error: type[UserError]) -> None:
    group.bill(2)
    draft = ReceiveDraft(new_uid(), group.school, (MoneyDraft(CASH, 100),))
    with pytest.raises(error):
        receive_money(group.session, replace(draft, **change), on=day(1))  # type: ignore[arg-type]
    assert [item.open for item in group.items(group.school)] == [7_000]


def test_without_the_right_nothing_is_received_or_paid(group: Group) -> None:
    buyer, seller = session_with(Permission.BUY), session_with(Permission.RECEIVE)
    with pytest.raises(NotPermittedError):
        receive_money(buyer, ReceiveDraft(new_uid(), group.school), on=day(1))
    with pytest.raises(NotPermittedError):
        pay_money(seller, PayOutDraft(new_uid(), ()), on=day(1))
    with pytest.raises(NotPermittedError):
        write_off(seller, WriteOffDraft(new_uid(), group.school, (), "หาย"), on=day(1))


@pytest.mark.parametrize("table", ["allocation", "withholding", "journal_line"])
def test_failure_half_way_leaves_nothing(group: Group, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bill = group.bill(2)
    draft = ReceiveDraft(
        new_uid(),
        group.school,
        (MoneyDraft(CASH, 6_900),),
        (pick(bill, 7_000),),
        WithheldDraft(100, 7_000, 100),
    )
    real = book.executemany

    def breaks(statement: str, rows: object) -> None:
        if f"INSERT INTO {table} " in statement:
            raise book.DatabaseError("database or disk is full")
        real(statement, rows)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(book, "executemany", breaks)
        with pytest.raises(NotSavedError):
            receive_money(group.session, draft, on=day(1))
    assert [item.open for item in group.items(group.school)] == [7_000]
    assert receive_money(group.session, draft, on=day(1)).number == "รช1-2569-000001"
    assert check_books() == []


# ---------------------------------------------------------------- money paid


def test_one_payment_clears_many_purses(group: Group) -> None:
    for amount, on in ((12_000, 0), (8_000, 1), (500, 2)):
        group.purse(group.dao, amount, on=day(on))
    cash = balance(AccountRole.CASH)
    paid = group.pay(20_500, PayeeDraft(group.dao, amount=20_500), on=day(3))
    assert paid.number == "ช1-2569-000001"
    assert open_of(group, group.dao, PURSE) == {}
    assert balance(AccountRole.CASH) == cash - 20_500
    assert check_books() == []


def test_a_supplier_is_paid_in_part_with_discount_and_fee(group: Group) -> None:
    bill = group.owe(group.shop, 50_000)
    group.pay(20_500, PayeeDraft(group.shop, (pick(bill, 21_000, BILLS),)), discount=1_000, fee=500)
    assert open_of(group, group.shop, BILLS) == {bill.number: -29_000}
    assert (balance(AccountRole.OTHER_INCOME), balance(AccountRole.BANK_FEE)) == (-1_000, 500)
    assert check_books() == []


def test_a_pay_sheet_of_several_people_with_their_advances(group: Group) -> None:
    first = group.work((group.dao, 30_000), (group.fa, 25_000))
    second = group.work((group.dao, 30_000), on=day(1))
    group.advance(group.dao, 20_000)
    group.spend(group.dao, 5_000, on=day(2))
    cash = balance(AccountRole.CASH)
    paid = group.pay(
        70_000,
        PayeeDraft(group.dao, amount=60_000, advance=15_000),
        PayeeDraft(group.fa, (pick(first, 25_000, WAGES),)),
        on=day(5),
    )
    assert paid.total == 70_000
    assert open_items(WAGES) == ()
    assert balance(AccountRole.ADVANCE) == 0
    assert open_of(group, group.dao, AccountRole.ADVANCE) == {}
    assert cash - balance(AccountRole.CASH) == 70_000
    reverse(group.session, paid.uid, on=day(6), reason="ผิด", uid=new_uid())
    assert [(item.number, item.open) for item in open_items(WAGES)] == [
        (first.number, -30_000),
        (first.number, -25_000),
        (second.number, -30_000),
    ]
    assert check_books() == []


def test_a_sheet_is_paid_whole_or_not_at_all(group: Group) -> None:
    group.work((group.dao, 30_000), (group.fa, 25_000))
    group.advance(group.fa, 90_000)
    for payees, amount, error in (
        (
            (PayeeDraft(group.dao, amount=30_000), PayeeDraft(group.fa, amount=25_001)),
            55_001,
            MoreThanOwedError,
        ),
        ((PayeeDraft(group.dao, amount=30_000), PayeeDraft(group.fa)), 30_000, NothingToSettleError),
        ((PayeeDraft(group.dao, amount=30_000), PayeeDraft(group.dao, amount=1)), 30_001, MoreThanOwedError),
        ((PayeeDraft(group.fa, amount=25_000, advance=25_001),), 0, WrongWayError),
        ((PayeeDraft(group.dao, amount=30_000),), 29_999, SettlingDiffersError),
        ((), 0, NothingToSettleError),
    ):
        with pytest.raises(error):
            group.pay(amount, *payees)
    assert sum(item.open for item in open_items(WAGES)) == -55_000
    group.pay(0, PayeeDraft(group.fa, amount=25_000, advance=25_000))
    assert balance(AccountRole.ADVANCE) == 65_000
    assert check_books() == []


def test_more_than_one_may_pay_alone_is_approved_by_another(group: Group) -> None:
    group.work((group.dao, 30_000))
    keeper = session_with(Permission.BUY, limits={Limit.PAY_OUT: 20_000})
    draft = PayOutDraft(
        new_uid(),
        (PayeeDraft(group.dao, amount=30_000),),
        (MoneyDraft(CASH, 10_000), MoneyDraft(BANK, 20_000)),
    )
    with pytest.raises(OverLimitError):
        pay_money(keeper, draft, on=day(1))


def test_what_was_paid_too_much_is_given_back(group: Group) -> None:
    group.bill(1)
    paid = group.receive(4_000, keep_rest=True)
    group.pay(500, PayeeDraft(group.school, (pick(paid, 500),)))
    assert open_of(group, group.school) == {}
    assert balance(AccountRole.RECEIVABLE) == 0
    assert check_books() == []


# ---------------------------------------------------------------- given up


def test_a_debt_is_written_off_with_a_reason(group: Group) -> None:
    bill = group.bill(2)
    group.receive(1_000)
    draft = WriteOffDraft(new_uid(), group.school, (pick(bill, 6_000),), "ย้ายไปแล้ว ติดต่อไม่ได้")
    with pytest.raises(WriteOffReasonError):
        write_off(group.session, replace(draft, reason=" \n"), on=day(3))
    with pytest.raises(MoreThanOpenError):
        write_off(group.session, replace(draft, picks=(pick(bill, 6_001),)), on=day(3))
    with pytest.raises(NothingToSettleError):
        write_off(group.session, replace(draft, picks=()), on=day(3))
    write_off(group.session, draft, on=day(3))
    assert (balance(AccountRole.BAD_DEBT), balance(AccountRole.RECEIVABLE)) == (6_000, 0)
    assert open_of(group, group.school) == {}
    old = group.owe(group.shop, 700)
    write_off(
        group.session, WriteOffDraft(new_uid(), group.shop, (pick(old, 700, BILLS),), "ร้านปิด"), on=day(3)
    )
    assert balance(AccountRole.OTHER_INCOME) == -700
    assert check_books() == []


def test_the_allowance_for_doubtful_debts_is_used_up_first(group: Group) -> None:
    first, second = group.bill(2), group.bill(1, on=day(1))
    post_doubtful(group.session, 8_000, on=day(1), uid=new_uid())
    lost = WriteOffDraft(new_uid(), group.school, (pick(first, 7_000),), "ปิดกิจการ")
    gone = write_off(group.session, lost, on=day(2))
    assert (balance(AccountRole.DOUBTFUL_ALLOWANCE), balance(AccountRole.BAD_DEBT)) == (-1_000, 0)
    more = WriteOffDraft(new_uid(), group.school, (pick(second, 3_500),), "ปิดกิจการ")
    write_off(group.session, more, on=day(2))
    assert (balance(AccountRole.DOUBTFUL_ALLOWANCE), balance(AccountRole.BAD_DEBT)) == (0, 2_500)
    assert balance(AccountRole.DOUBTFUL) == 8_000
    reverse(group.session, gone.uid, on=day(3), reason="จ่ายแล้ว", uid=new_uid())
    assert (balance(AccountRole.DOUBTFUL_ALLOWANCE), balance(AccountRole.RECEIVABLE)) == (-7_000, 7_000)
    assert check_books() == []


def test_an_advance_that_is_lost_is_no_matter_of_the_allowance(group: Group) -> None:
    post_doubtful(group.session, 8_000, on=day(1), uid=new_uid())
    given = post_advance(group.session, AdvanceDraft(new_uid(), group.dao, CASH, 500), on=day(1))
    lost = WriteOffDraft(new_uid(), group.dao, (pick(given, 500, AccountRole.ADVANCE),), "หาย")
    write_off(group.session, lost, on=day(2))
    assert (balance(AccountRole.DOUBTFUL_ALLOWANCE), balance(AccountRole.BAD_DEBT)) == (-8_000, 500)


# ---------------------------------------------------------------- all together


def test_balances_equal_the_slips_added_up_by_hand(group: Group) -> None:
    """The same story in plain Python: what each person owes comes out alike."""
    owed = {"school": 0, "shop": 0, "dao": 0, "fa": 0}
    for pieces, on in ((3, 0), (1, 2), (2, 4)):
        group.bill(pieces, on=day(on))
        owed["school"] += pieces * 3_500
    for amount, on in ((10_000, 1), (2_500, 5)):
        group.receive(amount, on=day(on))
        owed["school"] -= amount
    for amount, on in ((44_000, 0), (6_000, 3)):
        group.owe(group.shop, amount, on=day(on))
        owed["shop"] -= amount
    group.pay(46_000, PayeeDraft(group.shop, amount=46_000), on=day(6))
    owed["shop"] += 46_000
    group.work((group.dao, 12_000), (group.fa, 9_000))
    group.purse(group.fa, 3_300, on=day(1))
    owed["dao"], owed["fa"] = -12_000, -12_300
    group.pay(14_000, PayeeDraft(group.dao, amount=8_000), PayeeDraft(group.fa, amount=6_000), on=day(7))
    owed["dao"], owed["fa"] = owed["dao"] + 8_000, owed["fa"] + 6_000
    roles = (AccountRole.RECEIVABLE, BILLS, WAGES, PURSE)
    for name, amount in owed.items():
        items = group.items(getattr(group, name), *roles)
        assert sum(item.open for item in items) == amount, name
    assert balance(AccountRole.RECEIVABLE) == owed["school"]
    assert sum(balance(role) for role in roles[1:]) == owed["shop"] + owed["dao"] + owed["fa"]
    assert check_books() == []


def test_dates_and_late_slips(group: Group) -> None:
    bill = group.bill(1, on=dt.date(2026, 9, 29))
    lock_until(group.session, dt.date(2026, 9, 30), today=dt.date(2026, 10, 2))
    paid = group.receive(3_500, on=dt.date(2026, 9, 30))
    assert (paid.on, paid.ledger_date) == (dt.date(2026, 9, 30), dt.date(2026, 10, 1))
    september = open_items(AccountRole.RECEIVABLE, as_of=dt.date(2026, 9, 30))
    assert [(item.number, item.open) for item in september] == [(bill.number, 3_500)]
    assert open_items(AccountRole.RECEIVABLE) == ()


# ---------------------------------------------------------------- limits


def over_limit(posted: Posted) -> list[dict[str, object]]:
    """What was said about the limit when something was sold."""
    return [each.data for each in posted.warnings if "limit_amount" in each.data]


def test_selling_beyond_a_limit_is_told_and_not_refused(group: Group) -> None:
    assert over_limit(group.bill(28)) == [], "980.00 of 1,000.00"
    told = {"name": "โรงเรียนบ้านทดสอบ", "amount": 101_500, "limit_amount": 100_000}
    assert over_limit(group.bill(1, on=day(1))) == [told]
    group.receive(50_000, on=day(2))
    assert over_limit(group.bill(1, on=day(3))) == []
    assert over_limit(group.bill(40, party=group.customer)) == [], "she has no limit"


def test_a_cash_sale_asks_nothing_about_limits(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(sales, "beyond_limit", never)
    group.sell(group.line(group.tea, 1, 8_900))
    with pytest.raises(AssertionError):
        group.bill(1)
