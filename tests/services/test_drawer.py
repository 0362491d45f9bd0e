"""Drawers on a real book: what goes through them, how they close, what is undone later."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.cash_counting import PiecesError, ReasonMissingError, ShortIs
from app.domain.document import DocumentKind, new_uid
from app.domain.drawer import (
    MoreThanCountedError,
    MovementAmountError,
    MovementReasonError,
    OpenDraft,
    PiecesDifferError,
    Purpose,
)
from app.domain.ledger import AccountRole
from app.domain.roles import Limit
from app.domain.session import (
    Approver,
    NotPermittedError,
    OverLimitError,
    Permission,
    Session,
    issue,
    issue_one_act,
)
from app.domain.settling import MoneyDraft, MoreThanOwedError, ReceiveDraft
from app.queries.balances import balances
from app.queries.drawer import drawers, open_drawer, waiting_closings
from app.queries.integrity import check_books
from app.services.cash_counts import NotCashError
from app.services.drawer import (
    LOOKED_AT_LATER,
    MORE_THAN_THERE,
    UNKNOWN_FLOAT,
    DrawerOpenError,
    NoDrawerError,
    NotWaitingError,
    OtherDrawerError,
    approve_closing,
    open_cash_drawer,
)
from app.services.entries import SameAccountError, UnknownCategoryError, post_entry
from app.services.journal import account_id
from app.services.returns import void_sale
from app.services.reversal import DrawerClosingStandsError, GoesOnError, reverse
from app.services.sale_extras import SaleExtras
from app.services.sales import DrawerNeededError, post_sale
from app.services.settings import change_settings
from app.services.settling import receive_money
from app.services.sign_in import OwnApprovalError
from app.services.unit_of_work import Entry, Posted, post
from db import connection as book
from db.models.base import insert_row
from db.models.settings import AppUser
from tests.builders import expense, session_with
from tests.drawers import closed, moved, opened, pieces_of
from tests.stall import DAY, Stall

NEXT = DAY + dt.timedelta(days=1)
CASH = "1101"


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    yield Stall(tmp_path)
    assert check_books() == []


def balance(role: AccountRole) -> int:
    return next(each.balance for each in balances(dt.date(2030, 1, 1)) if each.id == account_id(role))


def expected(uid: bytes) -> int:
    return book.fetch_int(
        "SELECT coalesce(sum(t.cash), 0) FROM till_entry t JOIN cash_session s ON s.id = t.session_id "
        "WHERE s.uid = ?",
        (uid,),
    )


def till_of(posted: Posted) -> tuple[object, ...] | None:
    return book.fetch_one(
        "SELECT s.uid, t.event_id, t.cash FROM till_entry t LEFT JOIN cash_session s ON s.id = t.session_id "
        "WHERE t.document_id = ?",
        (posted.document_id,),
    )


def tea(stall: Stall, on: dt.date = DAY) -> Posted:
    return stall.sell(stall.line(stall.tea, 1, 8900), pay=(stall.cash(89_00, 100_00),), on=on).posted


def test_a_day_at_the_stall_adds_up_and_closes_over(stall: Stall) -> None:
    cash = balance(AccountRole.CASH)
    uid = opened(stall.session, 1_000_00, on=DAY)
    assert open_drawer(stall.session.device_id) is not None
    tea(stall)
    on_account = stall.sell(stall.line(stall.soap, 2, 3500), pay=(stall.by("promptpay", 70_00),)).posted
    moved(stall.session, Purpose.DROP, 300_00, on=DAY)
    assert till_of(on_account) == (uid, None, 0)
    assert expected(uid) == 1_000_00 + 89_00 - 300_00
    done = closed(stall.session, uid, 790_00, on=DAY, reason="เศษไม่มีทอน", to_safe=500_00)
    assert done.total == 1_00
    assert open_drawer(stall.session.device_id) is None
    assert expected(uid) == 789_00
    assert balance(AccountRole.CASH_OVER) == -1_00
    assert balance(AccountRole.SAFE) == 800_00
    assert balance(AccountRole.CASH) - cash == 89_00 + 1_00 - 800_00
    row = book.fetch_one("SELECT expected, counted, amount, reason FROM drawer_entry WHERE purpose = 'close'")
    assert row == (789_00, 790_00, 500_00, "เศษไม่มีทอน")


def test_what_moves_the_drawers_account_goes_through_it_by_itself(stall: Stall) -> None:
    owed = post_sale(
        stall.session,
        stall.draft(
            stall.line(stall.kapi, 1, 5900), pay=(stall.by("account", 59_00),), party_uid=stall.customer
        ),
        on=DAY,
    )
    assert till_of(owed.posted) is None
    uid = opened(stall.session, 500_00, on=DAY)
    debt = receive_money(
        stall.session, ReceiveDraft(new_uid(), stall.customer, (MoneyDraft(CASH, 59_00),)), on=DAY
    )
    slip = post_entry(stall.session, expense(("5509", 40_00), paid=40_00), on=DAY)
    late = post_entry(stall.session, expense(("5509", 30_00), paid=30_00), on=DAY - dt.timedelta(days=3))
    assert till_of(debt) == (uid, None, 59_00)
    assert till_of(slip) == (uid, None, -40_00)
    assert till_of(late) is None
    assert expected(uid) == 519_00


def test_a_drawer_of_its_own_account_takes_the_cash_of_sales_and_gives_it_back(stall: Stall) -> None:
    safe = book.fetch_one("SELECT code FROM account WHERE role = 'safe'")
    assert safe is not None
    uid = opened(stall.session, 200_00, on=DAY, account_code=safe[0], from_code=CASH)
    sold = stall.sell(stall.line(stall.tea, 2, 8900))
    stall.take_back(sold, 1, 1, 89_00)
    assert balance(AccountRole.SAFE) == 200_00 + 89_00 == expected(uid)


def test_a_sheet_that_is_typed_in_later_does_not_go_through_the_drawer(stall: Stall) -> None:
    uid = opened(stall.session, 0, on=DAY)
    draft = stall.draft(stall.line(stall.tea, 1, 8900), pay=(stall.cash(89_00),))
    sold = post_sale(stall.session, draft, on=DAY, extras=SaleExtras(at_till=False))
    assert till_of(sold.posted) is None
    assert expected(uid) == 0


def test_without_the_setting_a_sale_needs_no_drawer_and_with_it_cash_does(stall: Stall) -> None:
    assert till_of(tea(stall)) is None
    change_settings(stall.session, {"drawer_needed": True})
    with pytest.raises(DrawerNeededError):
        tea(stall)
    stall.sell(stall.line(stall.soap, 1, 3500), pay=(stall.by("promptpay", 35_00),))
    uid = opened(stall.session, 0, on=DAY)
    assert till_of(tea(stall)) == (uid, None, 89_00)


def test_one_drawer_at_a_time(stall: Stall) -> None:
    uid = opened(stall.session, 100_00, on=DAY)
    with pytest.raises(DrawerOpenError):
        opened(stall.session, 100_00, on=DAY)
    closed(stall.session, uid, 100_00, on=DAY)
    with pytest.raises(OtherDrawerError):
        closed(stall.session, uid, 100_00, on=DAY)
    with pytest.raises(NoDrawerError):
        moved(stall.session, Purpose.DROP, 10_00, on=DAY)
    opened(stall.session, 100_00, on=NEXT)


def test_a_second_press_opens_and_closes_nothing_twice(stall: Stall) -> None:
    draft = OpenDraft(new_uid(), new_uid(), pieces_of(100_00))
    first = open_cash_drawer(stall.session, draft, on=DAY)
    assert open_cash_drawer(stall.session, draft, on=DAY).number == first.number
    assert book.fetch_int("SELECT count(*) FROM cash_session") == 1


def test_what_is_missing_is_an_expense_or_somebodys_debt(stall: Stall) -> None:
    uid = opened(stall.session, 100_00, on=DAY)
    with pytest.raises(ReasonMissingError):
        closed(stall.session, uid, 80_00, on=DAY)
    closed(stall.session, uid, 80_00, on=DAY, reason="ไม่ทราบ")
    assert balance(AccountRole.CASH_SHORT) == 20_00
    uid = opened(stall.session, 80_00, on=DAY)
    closed(
        stall.session,
        uid,
        75_00,
        on=DAY,
        reason="ทอนผิด",
        short_is=ShortIs.PERSON,
        party_uid=stall.customer,
    )
    assert balance(AccountRole.STAFF_RECEIVABLE) == 5_00
    change_settings(stall.session, {"short_cash_is_debt": True})
    uid = opened(stall.session, 75_00, on=DAY)
    done = closed(stall.session, uid, 70_00, on=DAY, reason="ไม่ทราบ")
    assert balance(AccountRole.CASH_SHORT) == 25_00, (
        "nobody is known who would owe it; it closes all the same"
    )
    assert len(done.warnings) == 1


def test_a_large_difference_needs_somebody_who_may(stall: Stall) -> None:
    seller = session_with(Permission.KEEP_DRAWER, limits={Limit.COUNT_DIFFERENCE: 100_00})
    uid = opened(seller, 500_00, on=DAY)
    with pytest.raises(OverLimitError):
        closed(seller, uid, 300_00, on=DAY, reason="ไม่ทราบ")
    assert open_drawer(seller.device_id) is not None
    closed(stall.session, uid, 300_00, on=DAY, reason="ไม่ทราบ")


def test_bad_figures_are_refused(stall: Stall) -> None:
    with pytest.raises(PiecesError):
        open_cash_drawer(stall.session, OpenDraft(new_uid(), new_uid(), {123: 1}), on=DAY)
    with pytest.raises(NotCashError):
        opened(stall.session, 0, on=DAY, account_code="1102")
    with pytest.raises(SameAccountError):
        opened(stall.session, 10_00, on=DAY, from_code=CASH)
    assert book.fetch_int("SELECT count(*) FROM cash_session") == 0, "nothing half-written"
    uid = opened(stall.session, 100_00, on=DAY)
    for amount in (0, -5_00):
        with pytest.raises(MovementAmountError):
            moved(stall.session, Purpose.DROP, amount, on=DAY)
    with pytest.raises(MovementReasonError):
        moved(stall.session, Purpose.PAID_OUT, 5_00, on=DAY, reason=" ")
    with pytest.raises(UnknownCategoryError):
        moved(stall.session, Purpose.PAID_OUT, 5_00, on=DAY)
    with pytest.raises(PiecesDifferError):
        moved(stall.session, Purpose.DROP, 5_00, on=DAY, pieces={1_000: 1})
    with pytest.raises(SameAccountError):
        moved(stall.session, Purpose.DROP, 5_00, on=DAY, account_code=CASH)
    with pytest.raises(MoreThanOwedError):
        moved(stall.session, Purpose.PAYOUT, 5_00, on=DAY, party_uid=stall.customer)
    with pytest.raises(MoreThanCountedError):
        closed(stall.session, uid, 100_00, on=DAY, to_safe=100_25)
    with pytest.raises(NotPermittedError):
        closed(session_with(Permission.SELL), uid, 100_00, on=DAY)
    assert expected(uid) == 100_00


def test_money_in_and_out_has_its_other_side(stall: Stall) -> None:
    category = book.fetch_one(
        "SELECT c.uid, c.account_id FROM entry_category c WHERE c.direction = 'out' AND c.active = 1 "
        "ORDER BY c.id LIMIT 1"
    )
    assert category is not None
    uid = opened(stall.session, 100_00, on=DAY)
    moved(stall.session, Purpose.PAID_OUT, 30_00, on=DAY, category_uid=category[0], reason="ค่าที่จอดรถ")
    assert next(each.balance for each in balances(NEXT) if each.id == category[1]) == 30_00
    moved(stall.session, Purpose.PAID_IN, 50_00, on=DAY, account_code=_code(AccountRole.BANK))
    assert balance(AccountRole.BANK) == -50_00
    owed = post_entry(stall.session, expense(("5509", 60_00), party_uid=stall.customer), on=DAY)
    assert till_of(owed) is None
    moved(stall.session, Purpose.PAYOUT, 45_00, on=DAY, party_uid=stall.customer)
    assert balance(AccountRole.PAYABLE) == -15_00
    assert expected(uid) == 100_00 - 30_00 + 50_00 - 45_00


def _code(role: AccountRole) -> str:
    row = book.fetch_one("SELECT code FROM account WHERE role = ?", (role.value,))
    assert row is not None
    return str(row[0])


def test_voids_belong_to_the_drawer_that_is_open_and_the_signed_one_stays(stall: Stall) -> None:
    first = opened(stall.session, 0, on=DAY)
    kept, voided = tea(stall), tea(stall)
    same = void_sale(stall.session, voided.uid, on=DAY, reason="กดผิด", uid=new_uid())
    assert till_of(same) == (first, None, -89_00)
    assert same.on == DAY
    closed(stall.session, first, 89_00, on=DAY)
    second = opened(stall.session, 200_00, on=NEXT)
    later = void_sale(stall.session, kept.uid, on=NEXT, reason="คืนเงินวันรุ่งขึ้น", uid=new_uid())
    assert till_of(later) == (second, None, -89_00)
    assert later.on == NEXT, "the closed drawer's day stays as it was signed"
    assert (expected(first), expected(second)) == (89_00, 111_00)


def test_without_an_open_drawer_a_late_void_belongs_to_none(stall: Stall) -> None:
    uid = opened(stall.session, 0, on=DAY)
    sold = tea(stall)
    closed(stall.session, uid, 89_00, on=DAY)
    undone = void_sale(stall.session, sold.uid, on=NEXT, reason="ผิด", uid=new_uid())
    assert till_of(undone) is None
    assert (undone.on, expected(uid)) == (NEXT, 89_00)


def test_movements_are_undone_and_a_closing_never(stall: Stall) -> None:
    uid = opened(stall.session, 500_00, on=DAY)
    drop = moved(stall.session, Purpose.DROP, 100_00, on=DAY)
    undone = reverse(stall.session, drop.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert till_of(undone) == (uid, None, 100_00)
    drop = moved(stall.session, Purpose.DROP, 200_00, on=DAY)
    closing = closed(stall.session, uid, 300_00, on=DAY)
    with pytest.raises(DrawerClosingStandsError):
        reverse(stall.session, closing.uid, on=DAY, reason="ผิด", uid=new_uid())
    late = reverse(stall.session, drop.uid, on=NEXT, reason="ผิด", uid=new_uid())
    assert late.on == NEXT
    assert till_of(late) is None
    assert expected(uid) == 300_00


def test_an_opening_in_error_is_undone_while_nothing_else_stands_in_it(stall: Stall) -> None:
    uid = opened(stall.session, 500_00, on=DAY, from_code=_code(AccountRole.BANK))
    opening = book.fetch_one("SELECT d.uid FROM document d WHERE d.kind = 'drawer'")
    assert opening is not None
    drop = moved(stall.session, Purpose.DROP, 100_00, on=DAY)
    with pytest.raises(GoesOnError):
        reverse(stall.session, opening[0], on=DAY, reason="ผิด", uid=new_uid())
    reverse(stall.session, drop.uid, on=DAY, reason="ผิด", uid=new_uid())
    reverse(stall.session, opening[0], on=DAY, reason="ผิด", uid=new_uid())
    assert open_drawer(stall.session.device_id) is None
    assert balance(AccountRole.BANK) == 0
    assert expected(uid) == 0


def test_goods_leave_the_place_where_the_drawer_stands(stall: Stall) -> None:
    book.execute(
        "INSERT INTO stock_location (id, uid, code, name, kind) VALUES (77, ?, 'TALAD', 'ตลาดนัด', 'stall')",
        (new_uid(),),
    )
    opened(stall.session, 0, on=DAY, location_id=77)
    sold = tea(stall)
    moves = book.fetch("SELECT location_id FROM stock_move WHERE document_id = ?", (sold.document_id,))
    assert {row[0] for row in moves} == {77}


def test_check_finds_a_closing_that_does_not_fit(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    uid = opened(stall.session, 100_00, on=DAY)
    drawer = open_drawer(stall.session.device_id)
    assert drawer is not None

    def wrong(entry: Entry) -> None:
        entry.document(DocumentKind.DRAWER, DAY, 5_00)
        entry.add("till_entry", session_id=drawer.id, event_id=None, cash=5_00)
        entry.add("drawer_entry", session_id=drawer.id, purpose="drop", amount=5_00, reason="")

    def close(entry: Entry) -> None:
        entry.document(DocumentKind.DRAWER, DAY, 0)
        entry.add("till_entry", session_id=drawer.id, event_id=None, cash=0)
        entry.add(
            "drawer_entry",
            session_id=drawer.id,
            purpose="close",
            amount=0,
            expected=1_00,
            counted=1_00,
            reason="",
        )

    post(stall.session, Permission.KEEP_DRAWER, new_uid(), wrong)
    closed(stall.session, uid, 105_00, on=DAY)
    post(stall.session, Permission.KEEP_DRAWER, new_uid(), close)
    assert {each.code for each in check_books()} == {
        "drawer_cash",
        "drawer_expected",
        "drawer_counted",
        "drawer_closed_twice",
    }


def test_who_approved_a_difference_stands_on_it(stall: Stall) -> None:
    seller = session_with(Permission.KEEP_DRAWER, limits={Limit.COUNT_DIFFERENCE: 1_00})
    uid = opened(seller, 500_00, on=DAY)
    approver = Approver(stall.session.user_id, stall.session.user_uid, stall.session.user_name)
    once = issue_one_act(seller, approver, Permission.KEEP_DRAWER, {})
    closed(once, uid, 300_00, on=DAY, reason="ไม่ทราบ")
    row = book.fetch_one("SELECT approved_by FROM drawer_entry WHERE purpose = 'close'")
    assert row == (stall.session.user_id,)


def test_a_float_that_the_books_do_not_know_is_told(stall: Stall) -> None:
    held = next(each.balance for each in balances(DAY) if each.id == account_id(AccountRole.CASH))
    draft = OpenDraft(new_uid(), new_uid(), pieces_of(max(0, held) + 100_00))
    posted = open_cash_drawer(stall.session, draft, on=DAY)
    assert [each.message for each in posted.warnings] == [UNKNOWN_FLOAT]
    uid = draft.session_uid
    closed(stall.session, uid, max(0, held) + 100_00, on=DAY)
    draft = OpenDraft(new_uid(), new_uid(), pieces_of(50_00), from_code="1102")
    assert open_cash_drawer(stall.session, draft, on=DAY).warnings == ()


def test_more_taken_out_than_lies_there_is_told_without_the_figure(stall: Stall) -> None:
    opened(stall.session, 1_000_00, on=DAY)
    rightly = moved(stall.session, Purpose.DROP, 1_000_00, on=DAY)
    assert rightly.warnings == ()
    typing_error = moved(stall.session, Purpose.DROP, 1_00, on=DAY)
    assert [each.message for each in typing_error.warnings] == [MORE_THAN_THERE]


def somebody(*permissions: Permission, limits: dict[Limit, int]) -> Session:
    """Somebody else than the leader of the stall, at the same device."""
    uid = new_uid()
    with book.unit_of_work():
        identity = insert_row(AppUser, {"uid": uid, "name": "ผู้ขาย", "role": "seller", "active": 1})
    return issue(Session(identity, "ผู้ขาย", 1, 1, 1, user_uid=uid), frozenset(permissions), limits)


def _left_for_later() -> tuple[Session, Posted]:
    """A seller 200 baht short with nobody near: the drawer is closed, somebody looks at it later."""
    seller = somebody(Permission.KEEP_DRAWER, limits={Limit.COUNT_DIFFERENCE: 100_00})
    uid = opened(seller, 500_00, on=DAY)
    with pytest.raises(OverLimitError):
        closed(seller, uid, 300_00, on=DAY, reason="ไม่ทราบ")
    assert open_drawer(seller.device_id) is not None
    posted = closed(seller, uid, 300_00, on=DAY, reason="ไม่ทราบ", approve_later=True)
    return seller, posted


def test_a_closing_with_nobody_near_stands_and_waits_for_somebody_to_look_at_it(stall: Stall) -> None:
    short = balance(AccountRole.CASH_SHORT)
    seller, posted = _left_for_later()
    assert [each.message for each in posted.warnings] == [LOOKED_AT_LATER]
    assert open_drawer(seller.device_id) is None
    assert balance(AccountRole.CASH_SHORT) - short == 200_00, "posted at once, approved or not"
    assert book.fetch_one("SELECT approved_by FROM drawer_entry WHERE purpose = 'close'") == (None,)
    assert [each.closing for each in waiting_closings(stall.session)] == [posted.number]
    assert waiting_closings(seller) == ()
    with pytest.raises(NotPermittedError):
        approve_closing(seller, posted.number)
    approve_closing(stall.session, posted.number, note="  นับใหม่แล้ว ขาดจริง ")
    assert waiting_closings(stall.session) == ()
    found = drawers()[0]
    assert (found.waits, found.looked_by, found.looked_note) == (
        False,
        stall.session.user_name,
        "นับใหม่แล้ว ขาดจริง",
    )
    assert found.looked_at is not None
    with pytest.raises(NotWaitingError):
        approve_closing(stall.session, posted.number)


def test_nobody_approves_her_own_closing_nor_more_than_she_may_decide(stall: Stall) -> None:
    both = somebody(Permission.KEEP_DRAWER, Permission.APPROVE, limits={Limit.COUNT_DIFFERENCE: 100_00})
    uid = opened(both, 500_00, on=DAY)
    posted = closed(both, uid, 300_00, on=DAY, reason="ไม่ทราบ", approve_later=True)
    assert waiting_closings(both) == ()
    with pytest.raises(OwnApprovalError):
        approve_closing(both, posted.number)
    other = somebody(Permission.APPROVE, limits={Limit.COUNT_DIFFERENCE: 199_99})
    assert waiting_closings(other) == ()
    with pytest.raises(OverLimitError):
        approve_closing(other, posted.number)
    third = somebody(Permission.APPROVE, limits={Limit.COUNT_DIFFERENCE: 200_00})
    assert [each.closing for each in waiting_closings(third)] == [posted.number]
    approve_closing(third, posted.number)


def test_what_is_within_the_limit_or_approved_at_once_waits_for_nobody(stall: Stall) -> None:
    seller = session_with(Permission.KEEP_DRAWER, limits={Limit.COUNT_DIFFERENCE: 100_00})
    uid = opened(seller, 500_00, on=DAY)
    within = closed(seller, uid, 400_00, on=DAY, reason="ทอนผิด", approve_later=True)
    uid = opened(seller, 500_00, on=DAY)
    approver = Approver(stall.session.user_id, stall.session.user_uid, stall.session.user_name)
    once = issue_one_act(seller, approver, Permission.KEEP_DRAWER, {})
    at_once = closed(once, uid, 300_00, on=DAY, reason="ไม่ทราบ", approve_later=True)
    assert (within.warnings, at_once.warnings) == ((), ())
    assert waiting_closings(stall.session) == ()
    for number in (within.number, at_once.number, "ลช1-2569-999999"):
        with pytest.raises(NotWaitingError):
            approve_closing(stall.session, number)
    assert drawers()[0].looked_at is None
