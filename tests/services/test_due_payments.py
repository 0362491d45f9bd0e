"""Money of sales that comes later: under whose name, when, and how it is handed over."""

import datetime as dt

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.open_items import COMES_LATER
from app.domain.sale import TenderDraft
from app.domain.settling import MoneyDraft, PickDraft, ReceiveDraft
from app.queries.catalogue import tenders
from app.queries.integrity import check_books
from app.queries.open_items import open_items
from app.queries.reminders import reminders
from app.services.catalogue import (
    SettleDaysError,
    TenderAccountError,
    TenderData,
    TenderPayerError,
    save_tender,
)
from app.services.journal import account_id
from app.services.returns import void_sale
from app.services.sales import PartyNeededError
from app.services.settling import receive_money
from db import connection as book
from tests.builders import party
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path):
    return Stall(tmp_path)


@pytest.fixture
def office(stall):
    return party(stall.session, "สำนักงานถุงเงิน")


def way(stall, name, role, *, kind="other", payer=None, days=0, fee_bp=0, holder=None):
    data = TenderData(
        name, kind, account_id(role), fee_bp=fee_bp, holder_id=holder, payer_id=payer, settle_days=days
    )
    saved = save_tender(stall.session, data)
    return next(each.uid for each in tenders() if each.id == saved.id)


def sold_by(stall, tender, price=8_900):
    return stall.sell(stall.line(stall.tea, 1, price), pay=(TenderDraft(tender, price),))


def test_a_sale_by_it_is_owed_by_who_passes_it_on_on_the_day_it_comes(stall, office):
    tender = way(stall, "ถุงเงินร้าน", AccountRole.TENDER_RECEIVABLE, payer=office.id, days=3, fee_bp=200)
    sold = sold_by(stall, tender)
    (item,) = open_items(*COMES_LATER)
    assert (item.party_id, item.open, item.due) == (office.id, 8_722, DAY + dt.timedelta(days=3))
    rows = book.fetch("SELECT party_id, due_on, fee FROM payment_due")
    assert [tuple(row) for row in rows] == [(office.id, "2026-10-08", 178)]
    assert check_books() == []

    assert reminders(DAY + dt.timedelta(days=3)).late_money.amount == 0
    late = reminders(DAY + dt.timedelta(days=4)).late_money
    assert (late.count, late.amount) == (1, 8_722)

    void_sale(stall.session, sold.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert open_items(*COMES_LATER) == ()
    assert check_books() == []


def test_it_is_received_minus_what_the_courier_keeps(stall, office):
    tender = way(stall, "ขนส่ง", AccountRole.TENDER_RECEIVABLE, payer=office.id)
    sold = sold_by(stall, tender)
    pick = PickDraft(sold.posted.uid, 8_900, AccountRole.TENDER_RECEIVABLE)
    money = (MoneyDraft("1101", 8_500),)
    draft = ReceiveDraft(new_uid(), office.uid, money, (pick,), fee=400)
    receive_money(stall.session, draft, on=DAY)
    assert open_items(*COMES_LATER) == ()
    fee = "SELECT sum(amount) FROM journal_line WHERE account_id = ?"
    assert book.fetch_int(fee, (account_id(AccountRole.TENDER_FEE),)) == 400
    assert check_books() == []


def test_money_on_a_persons_own_account_is_owed_by_her_until_she_hands_it_over(stall):
    holder = party(stall.session, "คุณสมศรี")
    tender = way(stall, "โอนเข้าบัญชีสมศรี", AccountRole.HOLDER_RECEIVABLE, kind="transfer", holder=holder.id)
    sold_by(stall, tender)
    (item,) = open_items(AccountRole.HOLDER_RECEIVABLE)
    assert (item.party_id, item.open, item.due) == (holder.id, 8_900, DAY)


def test_it_needs_somebody_who_passes_it_on(stall, office):
    with pytest.raises(TenderPayerError):
        way(stall, "ถุงเงินร้าน", AccountRole.TENDER_RECEIVABLE)
    with pytest.raises(SettleDaysError):
        way(stall, "ถุงเงินร้าน", AccountRole.TENDER_RECEIVABLE, payer=office.id, days=3_651)
    with pytest.raises(TenderAccountError):
        way(stall, "เงินสดคนอื่น", AccountRole.HOLDER_RECEIVABLE, kind="cash", payer=office.id)
    with pytest.raises(TenderAccountError):
        way(stall, "โอน", AccountRole.TENDER_RECEIVABLE, kind="transfer", payer=office.id)


def test_one_that_nobody_passes_on_asks_who_will_pay(stall):
    cod = next(each for each in tenders(active_only=False) if each.code == "COD")
    with pytest.raises(PartyNeededError):
        sold_by(stall, cod.uid)
    assert open_items(*COMES_LATER) == ()
