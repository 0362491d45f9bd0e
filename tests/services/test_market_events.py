"""A market day: goods there and back, its costs and helpers, the sheet of a stall without a computer."""

import datetime as dt

import pytest

from app.domain.cash_counting import ReasonMissingError
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.market_event import (
    BackLine,
    BringBackDraft,
    EventClosedError,
    EventData,
    EventDaysError,
    EventUsedError,
    MoreBackThanTakenError,
    TakenLine,
    TakeOutDraft,
    WhySpoiledError,
)
from app.domain.receipt_book import (
    BookData,
    BookUsedError,
    NumberSpoiledError,
    NumberTwiceError,
    NumberUsedError,
    OutsideBookError,
    Range,
    ReceiptUse,
)
from app.domain.session import Limit, NotPermittedError, OverLimitError, Permission
from app.domain.tally import TallyDiffersError, TallyDraft, TallyLine, TallyPay
from app.domain.work_log import WorkDraft, WorkLine
from app.queries.assets import role_balance
from app.queries.integrity import check_books
from app.queries.market_events import (
    at_stall,
    event_by_code,
    event_sheet,
    events,
    left_open,
    paid_out_of_cash,
)
from app.queries.receipt_books import receipt_books
from app.services.market_events import (
    EventPlaceError,
    bring_back,
    change_event,
    close_event,
    create_event,
    log_helpers,
    post_event_cost,
    remove_event,
    reopen_event,
    take_out,
)
from app.services.products import CodeTakenError
from app.services.receipt_books import (
    add_receipt_book,
    change_receipt_book,
    remove_receipt_book,
    spoil_receipt,
    unspoil_receipt,
)
from app.services.reversal import reverse
from app.services.settings import change_settings
from app.services.tally import StallKeeperError, post_tally
from db import connection as book
from tests.builders import expense, party, session_with
from tests.stall import DAY, Stall

STALL_PLACE = 2
MILLI = 1_000
NEXT = DAY + dt.timedelta(days=1)
EVENT = EventData(
    "ตลาดนัดวันเสาร์", DAY, DAY, place="ลานวัด", location_id=STALL_PLACE, starts_at="6", ends_at="10.30"
)


@pytest.fixture
def stall(tmp_path):
    return Stall(tmp_path)


@pytest.fixture
def event(stall):
    return create_event(stall.session, EVENT)


def lies(product_uid: bytes, place: int) -> int:
    query = "SELECT coalesce(sum(h.quantity), 0) FROM stock_on_hand h JOIN product p ON p.id = h.product_id "
    return book.fetch_int(query + "WHERE p.uid = ? AND h.location_id = ?", (product_uid, place)) // MILLI


def balance(role: AccountRole) -> int:
    return role_balance(role, DAY + dt.timedelta(days=60))


def out(stall: Stall, event, *goods: tuple[bytes, int]) -> TakeOutDraft:
    lines = tuple(TakenLine(uid, pieces * MILLI) for uid, pieces in goods)
    return TakeOutDraft(new_uid(), event.uid, lines)


def back(event, *goods: tuple[bytes, int, int, int], reason: str = "แดดร้อน") -> BringBackDraft:
    lines = tuple(BackLine(uid, b * MILLI, s * MILLI, g * MILLI) for uid, b, s, g in goods)
    return BringBackDraft(new_uid(), event.uid, lines, reason)


def line(
    uid: bytes, price: int, taken: int, back: int = 0, spoiled: int = 0, given: int = 0, sold=None
) -> TallyLine:
    return TallyLine(
        uid,
        price * 1_000_000,
        taken * MILLI,
        back * MILLI,
        spoiled * MILLI,
        given * MILLI,
        None if sold is None else sold * MILLI,
    )


def sheet(event, *lines: TallyLine, counted: int, **more: object) -> TallyDraft:
    more = {"why_gone": "ให้ชิม", "pieces": {100: counted // 100}} | more
    return TallyDraft(new_uid(), event.uid, lines, **more)  # type: ignore[arg-type]


def clean() -> bool:
    return check_books() == []


# ---------------------------------------------------------------- the market day itself


def test_a_market_day_gets_a_code_and_its_hours(stall, event):
    (row,) = events()
    assert (row.event.code, row.event.hours_milli, row.event.location) == ("E0001", 4_500, "แผงขาย")
    assert event_by_code("e0001").name == "ตลาดนัดวันเสาร์"
    again = create_event(stall.session, EVENT, uid=event.uid)
    assert again.id == event.id
    assert create_event(stall.session, EventData("อีกวัน", DAY, NEXT)).code == "E0002"
    with pytest.raises(CodeTakenError):
        change_event(stall.session, event.uid, data=EventData("x", DAY, DAY, code="E0002"))
    change_event(stall.session, event.uid, data=EventData("ตลาดเช้า", DAY, NEXT, hours_milli=9_000))
    assert event_by_code("E0001").hours_milli == 9_000


def test_days_turned_round_are_refused(stall):
    with pytest.raises(EventDaysError):
        create_event(stall.session, EventData("ตลาด", NEXT, DAY))


def test_closing_opening_and_taking_out_of_the_list(stall, event):
    assert left_open(NEXT) == ("ตลาดนัดวันเสาร์",)
    assert left_open(DAY) == ()
    close_event(stall.session, event.uid, on=NEXT)
    assert left_open(NEXT) == ()
    with pytest.raises(EventClosedError):
        take_out(stall.session, out(stall, event, (stall.tea, 1)), on=DAY)
    reopen_event(stall.session, event.uid)
    take_out(stall.session, out(stall, event, (stall.tea, 1)), on=DAY)
    with pytest.raises(EventUsedError):
        remove_event(stall.session, event.uid)
    other = create_event(stall.session, EventData("ผิด", DAY, DAY))
    remove_event(stall.session, other.uid)
    assert [row.event.name for row in events()] == ["ตลาดนัดวันเสาร์"]


# ---------------------------------------------------------------- goods there and back


def test_goods_go_there_and_come_back(stall, event):
    posted = take_out(stall.session, out(stall, event, (stall.tea, 10), (stall.soap, 5)), on=DAY)
    assert (lies(stall.tea, 1), lies(stall.tea, STALL_PLACE)) == (10, 10)
    assert take_out(stall.session, TakeOutDraft(posted.uid, event.uid, ()), on=DAY).repeated
    bring_back(stall.session, back(event, (stall.tea, 4, 1, 2)), on=DAY)
    assert (lies(stall.tea, 1), lies(stall.tea, STALL_PLACE)) == (14, 3)
    assert balance(AccountRole.SPOILED) == 20_00
    assert balance(AccountRole.SAMPLES) == 40_00
    found = event_sheet(event_by_code("E0001"))
    tea = next(each for each in found.goods if each.code == "TEA")
    assert (tea.taken, tea.back, tea.spoiled, tea.given) == (10_000, 4_000, 1_000, 2_000)
    assert found.result.other_costs == 60_00
    assert {(each.code, each.left) for each in found.left} == {("TEA", 3_000), ("SOAP", 5_000)}
    assert clean()


def test_more_back_than_was_taken_is_refused_with_the_difference(stall, event):
    take_out(stall.session, out(stall, event, (stall.tea, 10)), on=DAY)
    with pytest.raises(MoreBackThanTakenError) as caught:
        bring_back(stall.session, back(event, (stall.tea, 8, 1, 3)), on=DAY)
    assert (caught.value.data["by_milli"], caught.value.data["taken_milli"]) == (2_000, 10_000)
    with pytest.raises(WhySpoiledError):
        bring_back(stall.session, back(event, (stall.tea, 8, 1, 0), reason=" "), on=DAY)
    assert lies(stall.tea, STALL_PLACE) == 10


def test_a_market_day_without_a_stall_carries_nothing(stall):
    event = create_event(stall.session, EventData("หน้าบ้าน", DAY, DAY))
    with pytest.raises(EventPlaceError):
        take_out(stall.session, out(stall, event, (stall.tea, 1)), on=DAY)


# ---------------------------------------------------------------- costs and helpers


def test_costs_and_helpers_make_the_result(stall, event):
    take_out(stall.session, out(stall, event, (stall.tea, 10)), on=DAY)
    post_event_cost(stall.session, expense(("5204", 150_00), paid=150_00), event_uid=event.uid, on=DAY)
    helper = party(stall.session, "สมาชิก 007", member=True)
    work = WorkDraft(
        new_uid(), DAY, (WorkLine(helper.uid, 3_000), WorkLine(stall.customer, 2_000, is_paid=True))
    )
    log_helpers(stall.session, work, event_uid=event.uid, today=DAY)
    post_tally(stall.session, sheet(event, line(stall.tea, 89, 10, 2), counted=712_00), on=DAY)
    found = event_sheet(event_by_code("E0001"))
    result = found.result
    assert (result.income, result.cost_of_goods, result.other_costs, result.profit) == (
        712_00,
        160_00,
        150_00,
        402_00,
    )
    assert (result.an_hour, result.a_helpers_hour) == (89_33, 80_40)
    assert [(each.on, each.amount) for each in found.slips] == [(DAY, 150_00)]
    assert len(found.helpers) == 2
    assert paid_out_of_cash(event.id, DAY) == 150_00
    assert events()[0].result.profit == result.profit
    assert clean()


# ---------------------------------------------------------------- the tally sheet


def test_a_sheet_becomes_one_sale(stall, event):
    bank = next(each for kind, each in stall.tenders.items() if kind in ("bank", "promptpay"))
    before = book.fetch_int("SELECT count(*) FROM document")
    draft = sheet(
        event,
        line(stall.tea, 89, 10, 3, 1, 1),
        line(stall.soap, 35, 5, 0, sold=5),
        counted=500_00,
        pays=(TallyPay(bank, 120_00),),
        change_money=200_00,
        paid_out=150_00,
        reason="ทอนผิด",
    )
    sale = post_tally(stall.session, draft, on=DAY)
    assert book.fetch_int("SELECT count(*) FROM document") == before + 1
    assert sale.posted.total == 5 * 89_00 + 5 * 35_00
    # 620.00 sold, 120.00 of it by transfer: 200 + 500 − 150 = 550.00 should be there, 500.00 are
    assert [(each.message, each.data["amount"]) for each in sale.posted.warnings] == [
        ("The cash is short by {amount} baht.", 50_00)
    ]
    assert balance(AccountRole.CASH_SHORT) == 50_00
    assert (lies(stall.tea, 1), lies(stall.tea, STALL_PLACE)) == (13, 0)
    assert (lies(stall.soap, 1), lies(stall.soap, STALL_PLACE)) == (15, 0)
    found = event_sheet(event_by_code("E0001"))
    (one,) = found.sheets
    assert (one.total, one.cash, one.difference, one.counted) == (620_00, 500_00, -50_00, 500_00)
    tea = next(each for each in found.goods if each.code == "TEA")
    assert (tea.taken, tea.back, tea.spoiled, tea.given, tea.sold) == (10_000, 3_000, 1_000, 1_000, 5_000)
    assert post_tally(stall.session, draft, on=DAY).posted.repeated
    assert clean()
    reverse(stall.session, sale.posted.uid, on=DAY, reason="พิมพ์ผิด", uid=new_uid())
    assert (lies(stall.tea, 1), lies(stall.tea, STALL_PLACE)) == (20, 0)
    found = event_sheet(event_by_code("E0001"))
    assert found.sheets == ()
    assert found.result.profit == 0
    assert found.goods == ()
    assert clean()


def test_goods_that_are_there_already_are_not_carried_twice(stall, event):
    take_out(stall.session, out(stall, event, (stall.tea, 8)), on=DAY)
    stays = sheet(event, line(stall.tea, 89, 10, 4), counted=534_00, stays=True)
    post_tally(stall.session, stays, on=DAY)
    assert (lies(stall.tea, 1), lies(stall.tea, STALL_PLACE)) == (10, 4)
    assert [each.quantity for each in at_stall(STALL_PLACE)] == [4_000]
    second = post_tally(stall.session, sheet(event, line(stall.tea, 89, 3, 1), counted=178_00), on=NEXT)
    assert [each.message for each in second.posted.warnings] == [
        "“{name}”: {quantity_milli} more stand at the stall than the sheet says."
    ]
    assert (lies(stall.tea, 1), lies(stall.tea, STALL_PLACE)) == (11, 1)
    assert clean()


def test_cash_that_is_over_waits_and_is_never_income(stall, event):
    sale = post_tally(
        stall.session, sheet(event, line(stall.tea, 89, 1), counted=100_00, reason="ลูกค้าไม่เอาทอน"), on=DAY
    )
    assert balance(AccountRole.CASH_OVER) == -11_00
    assert sale.posted.total == 89_00
    assert clean()


def test_cash_that_is_short_is_owed_by_who_kept_the_stall(stall, event):
    change_settings(stall.session, {"short_cash_is_debt": True})
    draft = sheet(event, line(stall.tea, 89, 1), counted=80_00, reason="ไม่ทราบ")
    with pytest.raises(StallKeeperError):
        post_tally(stall.session, draft, on=DAY)
    kept = sheet(event, line(stall.tea, 89, 1), counted=80_00, reason="ไม่ทราบ", party_uid=stall.customer)
    post_tally(stall.session, kept, on=DAY)
    assert balance(AccountRole.STAFF_RECEIVABLE) == 9_00
    assert clean()


def test_a_sheet_that_does_not_add_up_says_by_how_much(stall, event):
    with pytest.raises(TallyDiffersError) as caught:
        post_tally(stall.session, sheet(event, line(stall.tea, 89, 10, 3, sold=5), counted=0), on=DAY)
    assert caught.value.data["by_milli"] == 2_000
    with pytest.raises(ReasonMissingError):
        post_tally(stall.session, sheet(event, line(stall.tea, 89, 1), counted=80_00), on=DAY)
    assert balance(AccountRole.SALES) == 0


def test_a_seller_posts_a_small_difference_alone(stall, event):
    seller = session_with(Permission.KEEP_EVENTS, Permission.SELL, limits={Limit.COUNT_DIFFERENCE: 10_00})
    with pytest.raises(OverLimitError):
        post_tally(seller, sheet(event, line(stall.tea, 89, 1), counted=70_00, reason="?"), on=DAY)
    post_tally(seller, sheet(event, line(stall.tea, 89, 1), counted=80_00, reason="?"), on=DAY)
    with pytest.raises(NotPermittedError):
        post_tally(session_with(Permission.SELL), sheet(event, line(stall.tea, 89, 1), counted=0), on=DAY)


def test_a_discount_and_goods_without_a_price(stall, event):
    sale = post_tally(
        stall.session, sheet(event, line(stall.tea, 89, 2), counted=150_00, discount=28_00), on=DAY
    )
    assert sale.posted.total == 150_00
    assert clean()


# ---------------------------------------------------------------- books of receipts


@pytest.fixture
def receipts(stall):
    return add_receipt_book(stall.session, BookData("๑๒", 1, 50, DAY, stall.customer))


def test_a_sheet_names_its_receipts_and_the_rest_is_missing(stall, event, receipts):
    spoil_receipt(stall.session, receipts.uid, number=3, reason="เขียนผิด")
    uses = (ReceiptUse(receipts.uid, 1, 2), ReceiptUse(receipts.uid, 6, 8))
    sale = post_tally(
        stall.session, sheet(event, line(stall.tea, 89, 1), counted=89_00, receipts=uses), on=DAY
    )
    (one,) = receipt_books()
    assert (one.name, one.holder, one.used, one.missing, one.blank) == ("12", "ลูกค้าประจำ 01", 5, 2, 42)
    assert one.state.missing == (Range(4, 5),)
    assert (one.uses[0].numbers, one.uses[0].document) == (Range(1, 2), sale.posted.number)
    with pytest.raises(NumberUsedError) as caught:
        post_tally(stall.session, _with(event, stall, ReceiptUse(receipts.uid, 5, 7)), on=DAY)
    assert caught.value.data["number"] == "6"
    with pytest.raises(NumberSpoiledError):
        post_tally(stall.session, _with(event, stall, ReceiptUse(receipts.uid, 3, 4)), on=DAY)
    with pytest.raises(OutsideBookError):
        post_tally(stall.session, _with(event, stall, ReceiptUse(receipts.uid, 49, 51)), on=DAY)
    twice = (ReceiptUse(receipts.uid, 10, 12), ReceiptUse(receipts.uid, 12, 13))
    with pytest.raises(NumberTwiceError):
        post_tally(stall.session, _with(event, stall, *twice), on=DAY)
    with pytest.raises(NumberUsedError):
        spoil_receipt(stall.session, receipts.uid, number=7, reason="หาย")
    with pytest.raises(BookUsedError):
        change_receipt_book(stall.session, receipts.uid, data=BookData("12", 5, 50, DAY))
    with pytest.raises(BookUsedError):
        remove_receipt_book(stall.session, receipts.uid)
    reverse(stall.session, sale.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert receipt_books()[0].used == 0
    post_tally(stall.session, _with(event, stall, ReceiptUse(receipts.uid, 6, 8)), on=DAY)
    unspoil_receipt(stall.session, receipts.uid, number=3)
    assert receipt_books()[0].state.missing == (Range(1, 5),)
    assert clean()


def _with(event, stall: Stall, *uses: ReceiptUse) -> TallyDraft:
    return sheet(event, line(stall.tea, 89, 1), counted=89_00, receipts=uses)
