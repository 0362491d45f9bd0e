"""Live sales, pasted chats and files become orders, once, after every line is decided."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.chat_goods import DayCode
from app.domain.chat_line import Doubt, LineState, TooManyChatLinesError
from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.order_intake import DoubleCodeError, IntakeData, IntakeKind, NoOrderColumnsError
from app.domain.party import PartyData
from app.domain.pre_order import DepositEnd
from app.queries.order_intake import IntakeContents, contents
from app.queries.parties import find_parties
from app.queries.pre_orders import open_orders
from app.services.deposits import cancel_order
from app.services.intake_booking import (
    Booked,
    BuyerUnclearError,
    BuyerUnknownError,
    NothingToBookError,
    UndecidedLinesError,
    book_intake,
)
from app.services.order_intake import (
    LineBookedError,
    LineData,
    accept_lines,
    begin_intake,
    change_line,
    end_intake,
    set_codes,
    skip_lines,
    take_file,
    take_lines,
)
from app.services.parties import create_party
from app.services.privacy import erase_person
from app.services.spreadsheets import read_bytes
from tests.stall import DAY, Stall

SOON = DAY + dt.timedelta(days=2)


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def live(stall: Stall, kind: IntakeKind = IntakeKind.LIVE) -> bytes:
    uid = begin_intake(stall.session, IntakeData(kind, "ไลฟ์วันเสาร์", DAY, "live")).uid
    codes = [DayCode("A12", stall.tea), DayCode("B1", stall.kapi, price_e4=50_00 * E4)]
    set_codes(stall.session, uid, codes=codes)
    return uid


def shown(uid: bytes) -> IntakeContents:
    found = contents(uid)
    assert found is not None
    return found


def told(uid: bytes) -> list[tuple[str, str, int | None, str]]:
    return [(x.buyer, x.code, x.quantity_milli, x.state.value) for x in shown(uid).lines]


def booked(stall: Stall, uid: bytes) -> Booked:
    return book_intake(stall.session, uid, on=DAY, wanted_on=SOON)


def test_a_live_sale_becomes_orders_one_for_each_buyer(stall: Stall) -> None:
    uid = live(stall)
    for said in ("A12 2 น้องเอ", "B1 คุณ ข", "น้องเอ B1 1", "เปลี่ยนเป็น 3 น้องเอ", "คุณ ข A12 2 กล่อง"):
        take_lines(stall.session, uid, text=said)
    assert told(uid)[2] == ("น้องเอ", "B1", 3 * MILLI, "new")
    made = booked(stall, uid)
    orders = {each.party: each for each in open_orders()}
    assert set(orders) == {"น้องเอ", "คุณ ข"}
    assert sorted(each.code for each in orders.values()) == sorted(made.codes)
    assert orders["น้องเอ"].total == 2 * 89_00 + 3 * 50_00
    assert orders["คุณ ข"].total == 50_00 + 2 * 89_00
    assert (orders["คุณ ข"].channel, orders["คุณ ข"].intake_uid, orders["คุณ ข"].wanted_on) == (
        "live",
        uid,
        SOON,
    )
    assert shown(uid).intake.is_done
    assert shown(uid).intake.orders == 2


def test_nothing_is_booked_twice(stall: Stall) -> None:
    uid = live(stall)
    take_lines(stall.session, uid, text="A12 2 น้องเอ")
    booked(stall, uid)
    with pytest.raises(NothingToBookError):
        booked(stall, uid)
    with pytest.raises(LineBookedError):
        change_line(stall.session, uid, position=1, data=LineData("น้องเอ", None, stall.tea, MILLI))
    take_lines(stall.session, uid, text="A12 1 น้องเอ")
    booked(stall, uid)
    assert [each.party for each in open_orders()] == ["น้องเอ", "น้องเอ"]
    assert len(find_parties("น้องเอ")) == 1


def test_unknown_codes_wait_until_somebody_decides(stall: Stall) -> None:
    uid = live(stall, IntakeKind.CHAT)
    taken = take_lines(stall.session, uid, text="คุณ ก: Z99 2\nคุณ ก: A12 1\nคุณ ข: Z98 1\nสวัสดีค่ะ")
    assert (taken.lines, taken.doubtful) == (4, 2)
    assert shown(uid).lines[0].note == Doubt.UNKNOWN_CODE
    with pytest.raises(UndecidedLinesError):
        booked(stall, uid)
    assert open_orders() == ()
    change_line(stall.session, uid, position=1, data=LineData("คุณ ก", None, stall.soap, 2 * MILLI))
    skip_lines(stall.session, uid, positions=[3])
    booked(stall, uid)
    (order,) = open_orders()
    assert order.total == 2 * 35_00 + 89_00
    assert [line.state for line in shown(uid).lines] == ["booked", "booked", "skipped", "skipped"]


def test_one_failing_buyer_books_nobody(stall: Stall) -> None:
    for _time in range(2):
        create_party(stall.session, PartyData("คุณ ก"))
    uid = live(stall)
    take_lines(stall.session, uid, text="น้องเอ: A12 1\nคุณ ก: A12 1")
    with pytest.raises(BuyerUnclearError):
        booked(stall, uid)
    assert open_orders() == ()
    assert find_parties("น้องเอ") == []
    chosen = find_parties("คุณ ก")[0].uid
    change_line(stall.session, uid, position=2, data=LineData("คุณ ก", chosen, stall.tea, MILLI))
    booked(stall, uid)
    assert len(open_orders()) == 2


def test_a_line_without_a_buyer_is_asked_for(stall: Stall) -> None:
    uid = live(stall)
    take_lines(stall.session, uid, text="A12 1")
    with pytest.raises(BuyerUnknownError) as refused:
        booked(stall, uid)
    assert refused.value.data["said"] == "A12 1"


def test_doubtful_lines_are_accepted_where_all_is_there(stall: Stall) -> None:
    uid = live(stall)
    take_lines(stall.session, uid, text="A12 900 คุณ ก\nZ99 2 คุณ ก")
    accept_lines(stall.session, uid, positions=[1, 2])
    assert [line.state for line in shown(uid).lines] == [LineState.NEW, LineState.DOUBTFUL]


def test_ten_thousand_lines_are_refused_and_none_is_kept(stall: Stall) -> None:
    uid = live(stall)
    with pytest.raises(TooManyChatLinesError):
        take_lines(stall.session, uid, text="A12 1 คุณ ก\n" * 10_000)
    assert shown(uid).lines == ()


def test_a_file_of_orders(stall: Stall) -> None:
    uid = live(stall, IntakeKind.FILE)
    text = "ชื่อลูกค้า,รหัส,สินค้า,จำนวน,หน่วย,ราคา\nคุณ ก,A12,,๓,กล่อง,80\nคุณ ข,,กะปิผงรสวาซาบิ,1,,\nคุณ ค,ZZ,,x,,\n"
    taken = take_file(stall.session, uid, sheet=read_bytes("o.csv", text.encode()))
    assert (taken.lines, taken.doubtful) == (3, 1)
    first, second, third = shown(uid).lines
    assert (first.product_uid, first.quantity_milli, first.price_e4) == (stall.tea, 3 * MILLI, 80_00 * E4)
    assert (second.product_uid, second.price_e4) == (stall.kapi, 59_00 * E4)
    assert third.quantity_milli is None
    skip_lines(stall.session, uid, positions=[3])
    booked(stall, uid)
    assert sorted(each.total for each in open_orders()) == [59_00, 240_00]


def test_a_file_without_columns_of_orders(stall: Stall) -> None:
    uid = live(stall, IntakeKind.FILE)
    with pytest.raises(NoOrderColumnsError):
        take_file(stall.session, uid, sheet=read_bytes("o.csv", b"a,b\n1,2\n"))


def test_codes_and_ends(stall: Stall) -> None:
    uid = live(stall)
    with pytest.raises(DoubleCodeError):
        set_codes(stall.session, uid, codes=[DayCode("A1", stall.tea), DayCode("a-1", stall.kapi)])
    assert len(shown(uid).codes) == 2
    end_intake(stall.session, uid)
    assert shown(uid).intake.ended_at is not None
    end_intake(stall.session, uid, ended=False)
    assert shown(uid).intake.ended_at is None


def test_beginning_twice_is_beginning_once(stall: Stall) -> None:
    uid, data = new_uid(), IntakeData(IntakeKind.LIVE, "ไลฟ์", DAY)
    assert begin_intake(stall.session, data, uid=uid).id == begin_intake(stall.session, data, uid=uid).id


def test_what_somebody_said_is_erased_with_her_when_her_order_is_over(stall: Stall) -> None:
    uid = live(stall)
    take_lines(stall.session, uid, text="น้องเอ: A12 1\nน้องเอ: แวะมารับเย็นนี้ค่ะ\nคุณ ข: A12 2")
    booked(stall, uid)
    her = find_parties("น้องเอ")[0].uid
    erase_person(stall.session, her, today=SOON)
    assert shown(uid).lines[0].said != "", "the order is still open"
    order = next(each for each in open_orders() if each.party_uid == her)
    cancel_order(stall.session, order.uid, on=SOON, reason="ไม่มารับ", end=DepositEnd.REFUND)
    erase_person(stall.session, her, today=SOON)
    first, talk, other = shown(uid).lines
    assert (first.said, first.buyer, first.order) == ("", "", order.code)
    assert (talk.said, talk.buyer) == ("", "")
    assert (other.said, other.buyer) == ("คุณ ข: A12 2", "คุณ ข")
