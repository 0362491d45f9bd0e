"""Orders from the booking to the bill: what is owed, reserved and posted at each step."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.money import MILLI
from app.domain.month_close import State, Step
from app.domain.party import PartyData
from app.domain.pre_order import (
    CreditLeftError,
    CustomerMissingError,
    DeliveryWay,
    DepositAmountError,
    DepositEnd,
    DepositLeftError,
    DepositMovesError,
    DepositOfOrderError,
    DepositPaysDifferError,
    LessThanDeliveredError,
    MoreThanOrderedError,
    NothingToHandOverError,
    OrderOverError,
    OrderState,
    WrongStepError,
)
from app.domain.retention import Kept, Reason
from app.domain.session import Limit, OverLimitError, Permission
from app.domain.settling import PayeeDraft, PayOutDraft, PickDraft, SettlingDiffersError
from app.queries.integrity import check_books
from app.queries.month_close import month_list
from app.queries.open_items import open_items
from app.queries.parties import party_by_uid
from app.queries.pre_orders import (
    closed_orders,
    credit_of,
    disagreements,
    due_orders,
    left_deposits,
    open_orders,
    order_papers,
    reserved,
)
from app.queries.sales import document_by_uid, sale_document
from app.queries.year_end import balance_of_role
from app.services.deposits import DepositDraft, DepositEndDraft, cancel_order, end_deposit, take_deposit
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.order_delivery import HandOverDraft, bill_of, hand_over
from app.services.pre_orders import (
    CancelReasonError,
    UnknownChannelError,
    create_customer,
    create_order,
    set_order_state,
    set_tracking,
    update_order,
)
from app.services.privacy import erase_person, person_data, what_is_kept
from app.services.records import NotFoundError
from app.services.reversal import GoesOnError, reverse
from app.services.settings import change_settings
from app.services.settling import pay_money
from app.services.stock import UnknownProductError
from db import connection as book
from reports.home import Task
from reports.home import build as build_home
from reports.person_data import build as build_person_data
from tests.builders import party, session_with
from tests.orders import SOON, cash, deposited, draft, handed, line, now, ordered
from tests.stall import DAY, Stall

FOR_EVER = dt.date.max


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def held() -> int:
    """What the ledger owes for deposits, satang."""
    return -balance_of_role(AccountRole.DEPOSITS, FOR_EVER)


def test_an_order_is_taken_down_once(stall: Stall) -> None:
    wanted = draft(stall, line(stall.tea), line(stall.kapi, 1, 59_00), note="ไม่หวาน")
    first = create_order(stall.session, wanted)
    assert create_order(stall.session, wanted).code == first.code == "OR0001"
    found = now(wanted.uid)
    assert (found.total, found.state, found.deposit_wanted) == (237_00, OrderState.BOOKED, 71_00)
    assert reserved() == {stall.tea: 2 * MILLI, stall.kapi: MILLI}
    assert [each.code for each in open_orders()] == ["OR0001"]
    assert (due_orders(SOON).today, due_orders(SOON + dt.timedelta(1)).late) == (1, 1)
    assert check_books() == []


def test_refused_orders(stall: Stall) -> None:
    wanted = draft(stall)
    for bad, error in (
        (replace(wanted, lines=(line(new_uid()),)), UnknownProductError),
        (replace(wanted, channel="nowhere"), UnknownChannelError),
        (replace(wanted, intake_uid=new_uid()), NotFoundError),
        (replace(wanted, party_uid=None), CustomerMissingError),
    ):
        with pytest.raises(error):
            create_order(stall.session, bad)
    assert open_orders() == ()


def test_deposit_delivery_and_bill(stall: Stall) -> None:
    order = ordered(stall, line(stall.tea, 4))
    deposit = deposited(stall, order, 100_00)
    assert (held(), now(order.uid).due) == (100_00, 256_00)
    bill = bill_of(now(order.uid))
    assert (bill.total, bill.deposit, bill.due) == (356_00, 100_00, 256_00)
    done = handed(stall, order, 256_00)
    after = now(order.uid)
    assert (after.state, after.deposits.left, after.due, held()) == (OrderState.DELIVERED, 0, 0, 0)
    head = document_by_uid(done.sale.posted.uid)
    assert head is not None
    paper = sale_document(head)
    assert paper is not None
    assert [(each.name, each.amount) for each in paper.payments] == [
        ("หักเงินมัดจำ", 100_00),
        ("เงินสด", 256_00),
    ]
    assert reserved() == {}
    papers = [(each.number, each.purpose, each.amount) for each in order_papers(order.id)]
    assert papers[0] == (deposit.number, "deposit", 100_00)
    assert {each[1] for each in papers[1:]} == {"applied", "delivery"}
    assert open_items(AccountRole.DEPOSITS, party_id=order.party_id) == ()
    assert check_books() == []


def test_parts_with_a_fee_on_the_first_bill(stall: Stall) -> None:
    order = ordered(stall, line(stall.tea, 3), delivery=DeliveryWay.OWN, delivery_fee=40_00, deposit_wanted=0)
    assert order.total == 307_00
    handed(stall, order, 129_00, chosen={1: MILLI})
    half = now(order.uid)
    assert (half.state, half.fee_left, half.due) == (OrderState.READY, 0, 178_00)
    assert reserved() == {stall.tea: 2 * MILLI}
    for chosen, error in (
        ({1: 3 * MILLI}, MoreThanOrderedError),
        ({2: MILLI}, MoreThanOrderedError),
        ({1: 0}, NothingToHandOverError),
    ):
        with pytest.raises(error):
            handed(stall, order, 0, chosen=chosen)
    handed(stall, order, 178_00)
    assert now(order.uid).state is OrderState.DELIVERED
    with pytest.raises(OrderOverError):
        handed(stall, order)
    assert check_books() == []


def test_a_void_brings_order_and_deposit_back(stall: Stall) -> None:
    order = ordered(stall)
    deposit = deposited(stall, order, 50_00)
    done = handed(stall, order, 128_00)
    with pytest.raises(GoesOnError):
        reverse(stall.session, deposit.uid, on=SOON, reason="ผิด", uid=new_uid())
    reverse(stall.session, done.sale.posted.uid, on=SOON, reason="ส่งผิด", uid=new_uid())
    after = now(order.uid)
    assert (after.state, after.deposits.left, held()) == (OrderState.READY, 50_00, 50_00)
    assert reserved() == {stall.tea: 2 * MILLI}
    handed(stall, order, 128_00)
    assert (now(order.uid).state, held()) == (OrderState.DELIVERED, 0)
    assert check_books() == []


def test_cancelling_by_rule(stall: Stall) -> None:
    first, second, third = ordered(stall), ordered(stall), ordered(stall)
    for each in (first, second, third):
        deposited(stall, each, 50_00)
    with pytest.raises(CancelReasonError):
        cancel_order(stall.session, first.uid, on=DAY, reason=" ")
    with pytest.raises(DepositPaysDifferError):
        cancel_order(stall.session, first.uid, on=DAY, reason="ไม่เอาแล้ว")
    cancel_order(stall.session, first.uid, on=DAY, reason="ไม่เอาแล้ว", moneys=cash(50_00))
    assert (now(first.uid).state, held()) == (OrderState.CANCELLED, 100_00)
    change_settings(stall.session, {"deposit_kept": True})
    cancel_order(stall.session, second.uid, on=DAY, reason="ไม่มารับ")
    assert (held(), balance_of_role(AccountRole.OTHER_INCOME, FOR_EVER)) == (50_00, -50_00)
    cancel_order(stall.session, third.uid, on=DAY, reason="ไว้คราวหน้า", end=DepositEnd.CREDIT)
    assert (held(), balance_of_role(AccountRole.CREDIT_NOTES, FOR_EVER)) == (0, -50_00)
    for bad in (first, second):
        with pytest.raises(OrderOverError):
            cancel_order(stall.session, bad.uid, on=DAY, reason="อีกครั้ง")
    assert reserved() == {}
    assert len(closed_orders()) == 3
    assert check_books() == []


def test_what_was_handed_over_stays_when_the_rest_is_called_off(stall: Stall) -> None:
    order = ordered(stall, line(stall.tea, 4), line(stall.kapi, 1, 59_00))
    handed(stall, order, 89_00, chosen={1: MILLI})
    cancel_order(stall.session, order.uid, on=SOON, reason="พอแล้ว")
    after = now(order.uid)
    assert (after.state, after.total, len(after.lines)) == (OrderState.DELIVERED, 89_00, 1)
    assert check_books() == []


def test_a_deposit_beyond_the_bill(stall: Stall) -> None:
    order = ordered(stall, line(stall.tea, 2))
    deposited(stall, order, 200_00)
    assert bill_of(now(order.uid)).deposit_left == 22_00
    handed(stall, order)
    assert [each.amount for each in left_deposits(SOON)] == [22_00]
    again = ordered(stall, line(stall.tea, 2))
    deposited(stall, again, 200_00)
    done = handed(stall, again, rest=DepositEnd.REFUND, rest_moneys=cash(22_00))
    assert done.rest is not None
    assert (done.rest.total, now(again.uid).deposits.left) == (-22_00, 0)
    end = DepositEndDraft(new_uid(), order.uid, DepositEnd.CREDIT)
    posted = end_deposit(stall.session, end, on=SOON)
    assert end_deposit(stall.session, end, on=SOON).number == posted.number
    assert (left_deposits(SOON), held()) == ((), 0)
    with pytest.raises(DepositAmountError):
        end_deposit(stall.session, DepositEndDraft(new_uid(), order.uid, DepositEnd.CREDIT), on=SOON)
    assert check_books() == []


def test_bad_deposits(stall: Stall) -> None:
    order = ordered(stall)
    for bad, error in (
        (DepositDraft(new_uid(), order.uid, ()), DepositAmountError),
        (DepositDraft(new_uid(), order.uid, cash(10_00), 20_00), DepositPaysDifferError),
        (DepositDraft(new_uid(), new_uid(), cash(10_00)), NotFoundError),
    ):
        with pytest.raises(error):
            take_deposit(stall.session, bad, on=DAY)
    deposited(stall, order, 10_00)
    end = DepositEndDraft(new_uid(), order.uid, DepositEnd.REFUND, cash(11_00), 11_00)
    with pytest.raises(DepositLeftError):
        end_deposit(stall.session, end, on=DAY)
    seller = session_with(Permission.KEEP_ORDERS, limits={Limit.REFUND: 5_00})
    with pytest.raises(OverLimitError):
        cancel_order(seller, order.uid, on=DAY, reason="คืน", moneys=cash(10_00))
    assert now(order.uid).state is OrderState.BOOKED
    assert check_books() == []


def test_a_parcel_paid_on_delivery_is_owed_by_its_courier(stall: Stall) -> None:
    courier = party(stall.session, "ขนส่งตัวอย่าง")
    order = ordered(
        stall,
        delivery=DeliveryWay.PARCEL,
        is_cod=True,
        carrier_uid=courier.uid,
        delivery_fee=50_00,
        address="1 หมู่ 2",
    )
    deposited(stall, order, 28_00)
    handed(stall, order, tracking="TH000")
    (item,) = open_items(AccountRole.TENDER_RECEIVABLE)
    assert (item.party_uid, item.open) == (courier.uid, 200_00)
    (due,) = book.fetch("SELECT party_id, due_on, fee FROM payment_due")
    assert due == (courier.id, (SOON + dt.timedelta(7)).isoformat(), 0)
    assert now(order.uid).tracking == "TH000"
    assert held() == 0
    assert check_books() == []


def test_on_account_shows_the_net(stall: Stall) -> None:
    order = ordered(stall)
    deposited(stall, order, 78_00)
    handed(stall, order, tenders=(stall.by("account", 100_00),))
    (item,) = open_items(AccountRole.RECEIVABLE)
    assert item.open == 100_00


def test_changing_an_order(stall: Stall) -> None:
    order = ordered(stall, line(stall.tea, 3))
    handed(stall, order, 89_00, chosen={1: MILLI})
    changed = draft(stall, line(stall.tea, 2), line(stall.soap, 1, 35_00))
    update_order(stall.session, order.uid, data=changed)
    after = now(order.uid)
    assert [(each.quantity, each.delivered) for each in after.lines] == [(2 * MILLI, MILLI), (MILLI, 0)]
    for bad in (
        draft(stall, line(stall.soap, 1, 35_00)),
        replace(changed, lines=(line(stall.kapi, 2), line(stall.tea, 2))),
    ):
        with pytest.raises(LessThanDeliveredError):
            update_order(stall.session, order.uid, data=bad)
    other = party(stall.session, "คนอื่น").uid
    with pytest.raises(DepositMovesError):
        update_order(stall.session, order.uid, data=replace(changed, party_uid=other))
    cancel_order(stall.session, order.uid, on=DAY, reason="พอ")
    with pytest.raises(OrderOverError):
        update_order(stall.session, order.uid, data=changed)
    assert check_books() == []


def test_steps_by_hand(stall: Stall) -> None:
    order = ordered(stall)
    for to in (OrderState.MAKING, OrderState.READY, OrderState.MAKING, OrderState.BOOKED):
        set_order_state(stall.session, order.uid, to=to)
        assert now(order.uid).state is to
    with pytest.raises(WrongStepError):
        set_order_state(stall.session, order.uid, to=OrderState.DELIVERED)
    cancel_order(stall.session, order.uid, on=DAY, reason="ไม่เอา")
    set_order_state(stall.session, order.uid, to=OrderState.BOOKED)
    assert (now(order.uid).state, now(order.uid).reason) == (OrderState.BOOKED, "")
    set_tracking(stall.session, order.uid, tracking="  A 1 ")
    assert now(order.uid).tracking == "A 1"
    assert check_books() == []


def test_a_customer_is_put_on_record(stall: Stall) -> None:
    seller = session_with(Permission.KEEP_ORDERS)
    uid = new_uid()
    saved = create_customer(seller, PartyData("คุณใหม่", phone="๐๐๐-000-0000"), uid=uid)
    assert create_customer(seller, PartyData("คุณใหม่"), uid=uid).id == saved.id
    found = party_by_uid(uid)
    assert found is not None
    assert (found.data.phone, found.data.is_customer, found.data.is_member) == ("000-000-0000", True, False)
    assert check_books() == []


def test_home_and_the_month_tell_of_orders(stall: Stall) -> None:
    order = ordered(stall)
    deposited(stall, order, 200_00)
    seller = session_with(Permission.KEEP_ORDERS)
    assert [each.task for each in build_home(seller, SOON).todos] == [Task.ORDERS_TODAY]
    assert [each.task for each in build_home(seller, SOON + dt.timedelta(1)).todos] == [Task.ORDERS_LATE]
    assert build_home(session_with(Permission.SELL), SOON).todos == ()
    assert states(SOON)[Step.DEPOSITS] is State.DONE
    handed(stall, order)
    assert build_home(seller, SOON).todos == ()
    assert states(SOON)[Step.DEPOSITS] is State.TO_DO
    end = DepositEndDraft(new_uid(), order.uid, DepositEnd.FORFEIT)
    end_deposit(stall.session, end, on=SOON)
    assert states(SOON)[Step.DEPOSITS] is State.NOT_NEEDED


def states(day: dt.date) -> dict[Step, State]:
    """How the lines of a month's list stand."""
    return {each.step: each.state for each in month_list(day.replace(day=1), day).lines}


def test_what_is_kept_of_an_order_and_may_go(stall: Stall) -> None:
    order = ordered(
        stall,
        line(stall.tea, 1, note="ของคุณแม่"),
        delivery=DeliveryWay.OWN,
        recipient="คุณรับแทน",
        phone="000-000-0000",
        address="1 หมู่ 2",
        deposit_wanted=0,
    )
    facts = {each.kind: each for each in what_is_kept(stall.session, stall.customer, today=DAY)}
    assert facts[Kept.NAME].verdict.reason is Reason.ORDERED
    assert not facts[Kept.ORDER_ADDRESS].may_go
    data = person_data(stall.session, stall.customer, today=DAY)
    assert [each.code for each in data.orders] == [order.code]
    assert "คุณรับแทน" in str(build_person_data(data))
    erase_person(stall.session, stall.customer, today=DAY)
    assert now(order.uid).address == "1 หมู่ 2"
    cancel_order(stall.session, order.uid, on=DAY, reason="ไม่เอา")
    erase_person(stall.session, stall.customer, today=DAY)
    after = now(order.uid)
    assert (after.recipient, after.phone, after.address, after.reason, after.lines[0].note) == ("",) * 5
    assert check_books() == []


def test_a_void_gives_back_only_the_money(stall: Stall) -> None:
    order = ordered(stall)
    deposited(stall, order, 100_00)
    done = handed(stall, order, 78_00)
    strict = session_with(Permission.VOID, limits={Limit.REFUND: 77_00})
    enough = session_with(Permission.VOID, limits={Limit.REFUND: 78_00})
    with pytest.raises(OverLimitError):
        reverse(strict, done.sale.posted.uid, on=SOON, reason="ผิด", uid=new_uid())
    reverse(enough, done.sale.posted.uid, on=SOON, reason="ผิด", uid=new_uid())
    assert (held(), now(order.uid).state) == (100_00, OrderState.READY)
    assert check_books() == []


def test_credit_of_one_order_is_the_deposit_of_the_next(stall: Stall) -> None:
    first, second = ordered(stall), ordered(stall)
    deposited(stall, first, 60_00)
    cancel_order(stall.session, first.uid, on=DAY, reason="เลื่อน", end=DepositEnd.CREDIT)
    assert credit_of(second.party_id) == 60_00
    too_much = DepositDraft(new_uid(), second.uid, (), credit=61_00)
    with pytest.raises(CreditLeftError):
        take_deposit(stall.session, too_much, on=DAY)
    with pytest.raises(SettlingDiffersError):
        take_deposit(stall.session, replace(too_much, credit=-1), on=DAY)
    posted = take_deposit(stall.session, replace(too_much, credit=45_00, moneys=cash(5_00)), on=DAY)
    assert (posted.total, credit_of(second.party_id), held()) == (50_00, 15_00, 50_00)
    reverse(stall.session, posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert (credit_of(second.party_id), held()) == (60_00, 0)
    assert check_books() == []


def test_a_deposit_is_no_bill(stall: Stall) -> None:
    order = ordered(stall)
    deposit = deposited(stall, order, 60_00)
    pick = PickDraft(deposit.uid, 60_00, AccountRole.DEPOSITS)
    payee = PayeeDraft(stall.customer, picks=(pick,))
    with pytest.raises(DepositOfOrderError):
        pay_money(stall.session, PayOutDraft(new_uid(), (payee,), cash(60_00)), on=DAY)
    assert check_books() == []
    lines = (JournalLineDraft("2106", 60_00, stall.customer), JournalLineDraft("1101", -60_00))
    post_journal(stall.session, JournalDraft(new_uid(), lines, "มือ"), on=DAY)
    assert check_books() == [], "what was entered by hand is an item of its own"
    (told,) = disagreements(DAY)
    assert (told.name, told.kept, told.ledger) == ("ลูกค้าประจำ 01", 60_00, 0)


def test_all_of_a_handing_over_or_nothing(stall: Stall) -> None:
    order = ordered(stall)
    deposited(stall, order, 200_00)
    strict = session_with(Permission.KEEP_ORDERS, Permission.SELL, limits={Limit.REFUND: 5_00})
    draft = HandOverDraft(new_uid(), order.uid, rest=DepositEnd.REFUND, rest_moneys=cash(22_00))
    with pytest.raises(OverLimitError):
        hand_over(strict, draft, on=SOON)
    assert (now(order.uid).state, held()) == (OrderState.BOOKED, 200_00)
    first, again = hand_over(stall.session, draft, on=SOON), hand_over(stall.session, draft, on=SOON)
    assert first.posted.number == again.posted.number
    assert (now(order.uid).deposits.left, held()) == (0, 0)
    assert check_books() == []
