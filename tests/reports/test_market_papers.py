"""Papers of market days: they agree with what was entered, and say no costs to a seller."""

import datetime as dt

import pytest

from app.domain.document import new_uid
from app.domain.market_event import EventData, TakenLine, TakeOutDraft
from app.domain.receipt_book import BookData, ReceiptUse
from app.domain.session import Permission
from app.domain.work_log import WorkDraft, WorkLine
from app.queries.market_events import UnknownEventCodeError
from app.services.market_events import close_event, create_event, log_helpers, post_event_cost, take_out
from app.services.purchases import MAIN_LOCATION
from app.services.receipt_books import add_receipt_book, spoil_receipt
from app.services.tally import post_tally
from reports.catalogue import Question, build
from reports.common import ReportArgumentError, Span
from reports.home import Task
from reports.home import build as home
from reports.model import Figures, Report, Table
from reports.render.pdf import render_pdf
from tests.builders import expense, material, session_with
from tests.drawers import opened
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.services.test_consignment import Shelf
from tests.services.test_market_events import STALL_PLACE, line, sheet
from tests.stall import DAY, Stall

NEXT = DAY + dt.timedelta(days=7)
SPAN = Span(DAY, NEXT)


@pytest.fixture
def stall(tmp_path):
    """Two market days: one that paid, one that did not."""
    made = Stall(tmp_path)
    s = made.session
    one = create_event(s, EventData("ตลาดนัด", DAY, DAY, location_id=STALL_PLACE, hours_milli=4_000))
    two = create_event(s, EventData("งานวัด", NEXT, NEXT, location_id=STALL_PLACE, planned_fee=50_00))
    receipts = add_receipt_book(s, BookData("เล่ม 7", 1, 50, DAY, made.customer))
    spoil_receipt(s, receipts.uid, number=2, reason="เขียนผิด")
    uses = (ReceiptUse(receipts.uid, 1, 1), ReceiptUse(receipts.uid, 5, 6))
    post_tally(
        s,
        sheet(one, line(made.tea, 89, 6, 1, 1), line(made.soap, 35, 2), counted=426_00, receipts=uses),
        on=DAY,
    )
    post_tally(s, sheet(two, line(made.soap, 35, 3, 2), counted=30_00, reason="ทอนผิด"), on=NEXT)
    post_event_cost(s, expense(("5204", 100_00), paid=100_00), event_uid=two.uid, on=NEXT)
    log_helpers(
        s, WorkDraft(new_uid(), DAY, (WorkLine(made.customer, 4_000),)), event_uid=one.uid, today=NEXT
    )
    close_event(s, one.uid, on=DAY)
    return made


def paper(session, name: str, code: str = "") -> Report:
    report = build(session, name, Question(SPAN, document=code))
    assert isinstance(report, Report)
    assert render_pdf(report).startswith(b"%PDF")
    return report


def table(report: Report, title: str) -> Table:
    return next(block for block in report.blocks if isinstance(block, Table) and block.title == title)


def rows(found: Table) -> dict[object, tuple[object, ...]]:
    return {row.cells[0]: row.cells[1:] for row in found.rows}


def test_the_result_of_a_day(stall):
    report = paper(stall.session, "market-day", "E0001")
    result = rows(table(report, "Result"))
    # 4 teas at 89.00 and 2 soaps at 35.00; teas cost 20.00, soaps 12.50 a piece, one tea broke
    assert result["Income"] == (426_00,)
    assert result["What the goods sold cost"] == (-105_00,)
    assert result["Profit"] == (426_00 - 105_00 - 20_00,)
    figures = next(block for block in report.blocks if isinstance(block, Figures))
    assert {each.label: each.value for each in figures.items}["Profit an hour"] == 75_25
    goods = rows(table(report, "Goods"))
    assert goods["ชาหญ้าหมอน้อย"] == ("กล่อง", 6_000, 1_000, 1_000, 4_000, 356_00, 80_00, 276_00)
    assert goods["Total"][-3:] == (426_00, 105_00, 321_00)
    assert rows(table(report, "Who helped"))[DAY][-2:] == (4_000, "free")


def test_days_are_compared_and_the_cash_that_was_short_counts(stall):
    compared = table(paper(stall.session, "market-compare"), "")
    keys = [column.key for column in compared.columns]
    found = {row.cells[1]: dict(zip(keys, row.cells, strict=True)) for row in compared.rows}
    assert found["งานวัด"]["profit"] == 35_00 - 12_50 - 100_00 - 5_00
    assert found["ตลาดนัด"]["hour"] == 75_25
    total = dict(zip(keys, compared.rows[-1].cells, strict=True))
    assert total["profit"] == sum(int(str(found[name]["profit"])) for name in ("งานวัด", "ตลาดนัด"))


def test_a_seller_reads_no_costs(stall):
    seller = session_with(Permission.KEEP_EVENTS)
    for name, code in (("market-day", "E0001"), ("market-compare", "")):
        report = paper(seller, name, code)
        keys = {c.key for block in report.blocks if isinstance(block, Table) for c in block.columns}
        assert not keys & {"cost", "costs", "profit", "margin", "hour", "share"}, name
        labels = {each.label for block in report.blocks if isinstance(block, Figures) for each in block.items}
        assert not {label for label in labels if "rofit" in label or "osts" in label}


def test_the_sheet_lists_what_is_for_sale_with_room_to_write(stall):
    goods = table(paper(stall.session, "tally-sheet", "e0002"), "Goods")
    names = [str(row.cells[0]) for row in goods.rows]
    assert any(name.startswith("ชาหญ้าหมอน้อย") for name in names)
    assert len(goods.rows) == 3 + 4
    with pytest.raises(UnknownEventCodeError):
        paper(stall.session, "tally-sheet", "E9999")
    with pytest.raises(ReportArgumentError):
        paper(stall.session, "tally-sheet")


def test_receipts_say_which_numbers_are_missing(stall):
    register = table(paper(stall.session, "receipt-books"), "")
    assert register.rows[0].cells[5:] == ("1, 5–6", "2", "3–4", "7–50")
    spoiled = table(paper(stall.session, "receipt-books"), "Spoiled receipts")
    assert [row.cells for row in spoiled.rows] == [("เล่ม 7", "2", "เขียนผิด")]


def test_without_books_the_register_is_one_sentence(tmp_path):
    assert len(paper(Stall(tmp_path).session, "receipt-books").blocks) == 1


def test_home_reminds_of_days_left_open(stall):
    later = NEXT + dt.timedelta(days=1)
    seller = session_with(Permission.KEEP_EVENTS)
    said = {each.task: each.text for each in home(seller, later).todos}
    assert said[Task.MARKET_DAYS] == "1 market day is over and not closed: งานวัด."
    assert Task.MARKET_DAYS not in {each.task for each in home(seller, NEXT).todos}
    assert Task.MARKET_DAYS not in {
        each.task for each in home(session_with(Permission.SEE_SALES), later).todos
    }


def test_goods_of_others_are_no_profit_of_the_day(tmp_path):
    """Two jars at 100.00, 160.00 of it their owner's, beside two soaps: the goods come to the margin."""
    shelf = Shelf(tmp_path)
    data = EventData("งานวัด", DAY, DAY, location_id=MAIN_LOCATION)
    event = create_event(shelf.session, data)
    opened(shelf.session, 0, on=DAY, event_uid=event.uid)
    shelf.sell(shelf.line(shelf.honey, 2, 100_00), shelf.line(shelf.soap, 2, 35_00))
    report = paper(shelf.session, "market-day", "E0001")
    result = rows(table(report, "Result"))
    assert result["Sold to customers"] == (270_00,)
    assert result["Of it for the owners of goods left to be sold"] == (-160_00,)
    assert result["Income"] == (110_00,)
    goods = table(report, "Goods")
    assert "taken" not in [column.key for column in goods.columns], "nothing was carried there"
    assert rows(goods)["น้ำผึ้งป่า"][-2:] == (160_00, 40_00)
    assert rows(goods)["Total"][-1] == result["Left over the goods"][0]


def test_a_sheet_of_a_stall_lists_only_what_is_sold(tmp_path):
    stall = Stall(tmp_path)
    box = material(stall.session, "กล่องเปล่า")
    event = create_event(stall.session, EventData("งานวัด", DAY, DAY, location_id=STALL_PLACE))
    lines = tuple(TakenLine(uid, 2_000) for uid in (stall.tea, box.uid))
    take_out(stall.session, TakeOutDraft(new_uid(), event.uid, lines), on=DAY)
    names = [str(row.cells[0]) for row in table(paper(stall.session, "tally-sheet", "E0001"), "Goods").rows]
    assert any("ชาหญ้าหมอน้อย" in name for name in names)
    assert not any("กล่องเปล่า" in name for name in names)
