"""The tab of market days by keys: a day, goods there and back, the tally sheet, costs, helpers, receipts."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft
from app.domain.receipt_book import Range
from app.domain.sale import TenderDraft
from app.domain.session import Permission
from app.queries.catalogue import tenders
from app.queries.drafts import list_drafts
from app.queries.market_events import at_stall, event_by_code, event_sheet, events
from app.queries.receipt_books import receipt_books
from app.services.market_events import change_event, create_event
from app.services.purchases import post_purchase
from db import connection as book
from tests.builders import party, product
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.keys import press
from tests.ui.test_assets_page import TODAY, enter, place  # noqa: F401
from ui.pages.events.view import EventsView

EVENTS = (EventsView, ())
READER = (EventsView, (Permission.SEE_BOOKS,))
SELLER = (EventsView, (Permission.KEEP_EVENTS, Permission.SELL, Permission.EDIT_DRAFTS))
STALL = 2


@pytest.fixture
def market(place):  # noqa: F811
    """Goods in the store, and a market day on the list."""
    place.tea = product(place.session, "ชา", price=8900, code="TEA", unit="กล่อง").uid
    place.soap = product(place.session, "สบู่", price=3500, code="SOAP").uid
    lines = tuple(PurchaseLineDraft(uid, 20_000, "ชิ้น", 400_00) for uid in (place.tea, place.soap))
    cash = next(each.uid for each in tenders() if each.kind == "cash")
    paid = (TenderDraft(cash, 800_00, is_cash=True),)
    post_purchase(place.session, PurchaseDraft(new_uid(), lines, tenders=paid), on=TODAY)
    place.helper = party(place.session, "สมาชิก 007").uid
    place.view.refresh(Changes.EVERYTHING)
    place.settle()
    place.key("Ctrl+N")
    form = place.view.form
    enter(form.name, "ตลาดนัดวันเสาร์")
    enter(form.starts, "๖.๓๐")
    enter(form.ends, "10")
    place.save(form)
    return place


def on_hand(place) -> list[tuple[str, int]]:  # noqa: F811
    return [(each.code, each.quantity) for each in at_stall(STALL)]


def take_along(place) -> None:  # noqa: F811
    place.key("Ctrl+D")
    table = place.view.out_form.table
    enter(table.lines[0].what, "TEA")
    enter(table.lines[0].quantity, "10")
    place.save(place.view.out_form)


@pytest.mark.parametrize("place", [EVENTS], indirect=True)
def test_a_market_day_by_keys(market):
    (row,) = events()
    assert (row.event.first_day, row.event.last_day, row.event.hours_milli) == (TODAY, TODAY, 3_500)
    assert row.event.location_id == STALL
    market.key("F4")
    form = market.view.form
    assert form.hours.is_empty(), "they follow from the times"
    enter(form.fee, "100")
    form.last_day.set_value(TODAY - dt.timedelta(days=1))
    market.save(form)
    assert form.banner.label.text(), "the last day lies before the first"
    form.last_day.set_value(None)
    market.save(form)
    assert events()[0].event.planned_fee == 100_00


@pytest.mark.parametrize("place", [EVENTS], indirect=True)
def test_goods_go_there_and_come_back_by_keys(market):
    take_along(market)
    assert on_hand(market) == [("TEA", 10_000)]
    market.key("Ctrl+B")
    form = market.view.back_form
    (line,) = form.table.lines
    assert line.back.number() == 10_000
    enter(line.back, "8")
    enter(line.spoiled, "3")
    enter(form.note, "แดดร้อน")
    market.save(form)
    assert "1" in form.banner.label.text(), "one more than was there"
    enter(line.spoiled, "1")
    form.note.set_value(None)
    market.save(form)
    assert form.note.edit.hasFocus(), "it asks why"
    enter(form.note, "แดดร้อน")
    market.save(form)
    assert on_hand(market) == [("TEA", 1_000)]


@pytest.mark.parametrize("place", [EVENTS], indirect=True)
def test_a_tally_sheet_is_typed_by_keys_and_kept_while_it_is_half(market):
    take_along(market)
    view = market.view
    market.key("Ctrl+E")
    form = view.tally_form
    first, empty = form.table.lines
    assert (first.taken.number(), first.sold.number()) == (10_000, 10_000)
    enter(first.back, "๓")
    enter(first.given, "1")
    assert first.sold.number() == 6_000
    assert "534.00" in form.sums_label.text()
    enter(empty.what, "SOAP")
    enter(empty.taken, "4")
    for field in (empty.back, empty.spoiled, empty.given, empty.sold):
        press(field.edit, Qt.Key.Key_Return)
    assert empty.sold.number() == 4_000
    form.keep_now()
    market.settle()
    (kept,) = list_drafts("tally")
    press(form, Qt.Key.Key_Escape)
    market.settle()
    assert view.is_list_in_front()
    market.key("Ctrl+E")
    assert [line.what.key() for line in form.table.begun()] == [market.tea, market.soap]
    assert form.table.lines[0].sold.number() == 6_000
    press(form.table.lines[-1].what.edit, Qt.Key.Key_Return)
    assert form.pays.lines[0].amount.edit.hasFocus(), "Enter in an empty line leaves the goods"
    enter(form.pays.lines[0].amount, "74")
    form.pieces.begin()
    enter(form.pieces.fields[100_00], "6")
    enter(form.why_gone, "ให้ลูกค้าชิม")
    market.save(form)
    (row,) = events()
    assert row.result.income == 674_00
    assert list_drafts("tally") == []
    assert kept.uid not in {each.uid for each in list_drafts("tally")}
    assert on_hand(market) == []
    (sheet,) = event_sheet(event_by_code("E0001")).sheets
    assert (sheet.total, sheet.cash, sheet.difference) == (674_00, 600_00, 0)


@pytest.mark.parametrize("place", [EVENTS], indirect=True)
def test_a_sheet_that_does_not_add_up_is_said_and_stays(market):
    take_along(market)
    market.key("Ctrl+E")
    form = market.view.tally_form
    enter(form.table.lines[0].back, "2")
    enter(form.table.lines[0].sold, "9")
    enter(form.counted, "801")
    market.save(form)
    assert "1" in form.banner.label.text()
    assert form.isVisible()
    assert form.table.lines[0].taken.edit.hasFocus(), "the line it is about"
    enter(form.table.lines[0].sold, "8")
    enter(form.counted, "700")
    market.save(form)
    assert form.isVisible(), "nobody says why 12 baht are missing"
    assert form.reason.edit.hasFocus()
    enter(form.reason, "ทอนผิด")
    market.save(form)
    (sheet,) = event_sheet(event_by_code("E0001")).sheets
    assert sheet.difference == -12_00


@pytest.mark.parametrize("place", [EVENTS], indirect=True)
def test_costs_and_helpers_by_keys(market):
    view = market.view
    view.cost_button.click()
    market.settle()
    form = view.cost_form
    form.table.lines[0].what.set_value(form.table.lines[0].what.model.choices()[0].key)
    enter(form.table.lines[0].amount, "150")
    market.save(form)
    assert events()[0].result.other_costs == 150_00
    view.help_button.click()
    market.settle()
    helpers = view.help_form
    helpers.table.lines[0].person.set_value(market.helper)
    enter(helpers.table.lines[0].hours, "4")
    market.save(helpers)
    assert events()[0].result.free_hours == 4_000
    view.close_button.click()
    market.settle()
    assert events()[0].event.closed_on == TODAY
    assert view.tally_button.isHidden()
    view.open_button.click()
    market.settle()
    assert events()[0].event.closed_on is None


@pytest.mark.parametrize("place", [EVENTS], indirect=True)
def test_the_fee_that_was_agreed_stands_in_the_costs_until_it_is_paid(market):
    view = market.view
    row = events()[0]
    change_event(market.session, row.uid, data=replace(row.event.data, planned_fee=400_00))
    view.refresh(Changes.EVERYTHING)
    market.settle()
    view.choose(row.uid)
    market.settle()

    def begin():
        view.cost_button.click()
        market.settle()
        return view.cost_form.table.lines[0]

    line = begin()
    assert (line.what.text(), line.amount.number()) == ("Stall and market fees", 400_00)
    enter(line.amount, "150")
    market.save(view.cost_form)
    line = begin()
    assert line.amount.number() == 250_00, "what is left of it"
    market.save(view.cost_form)
    assert begin().amount.number() is None
    assert events()[0].result.other_costs == 400_00
    market.view.go_back()
    take_along(market)
    market.key("Ctrl+E")
    sheet = market.view.tally_form
    assert sheet.paid_out.number() == 400_00, "it was taken out of the box"
    enter(sheet.change_money, "400")
    enter(sheet.counted, "890")
    market.save(sheet)
    market.key("Ctrl+E")
    assert sheet.paid_out.number() is None, "the first sheet of the day has it"


@pytest.mark.parametrize("place", [EVENTS], indirect=True)
def test_days_are_compared_from_the_first_to_the_last_of_the_list(market):
    event = events()[0]
    earlier = replace(event.event.data, code="", first_day=dt.date(2026, 3, 1), last_day=dt.date(2026, 3, 2))
    create_event(market.session, earlier)
    market.view.refresh(Changes.EVERYTHING)
    market.settle()
    market.view.compare_button.click()
    last = event.event.last_day.isoformat()
    assert market.went == [("reports", f"market-compare:2026-03-01:{last}")]


@pytest.mark.parametrize("place", [EVENTS], indirect=True)
def test_books_of_receipts_by_keys(market):
    view = market.view
    market.key("Ctrl+R")
    form = view.books_form
    line = form.table.lines[0]
    enter(line.name, "เล่ม ๑๒")
    enter(line.first, "1")
    enter(line.last, "50")
    line.holder.set_value(market.helper)
    market.save(form)
    (one,) = receipt_books()
    assert (one.name, one.holder, one.data.last_number, one.data.issued_on) == (
        "เล่ม 12",
        "สมาชิก 007",
        50,
        TODAY,
    )
    market.key("Ctrl+R")
    spoiled = form.spoiled.lines[0]
    enter(spoiled.number, "2.5")
    assert spoiled.number.error(), "half a receipt"
    enter(spoiled.number, "7")
    enter(spoiled.reason, "เขียนผิด")
    market.save(form)
    assert receipt_books()[0].state.missing == (Range(1, 6),)
    market.key("Ctrl+R")
    form.spoiled.lines[0].remove.click()
    enter(form.table.lines[0].last, "100")
    market.save(form)
    (one,) = receipt_books()
    assert (one.data.last_number, one.spoiled) == (100, ())


@pytest.mark.parametrize("place", [READER], indirect=True)
def test_a_reader_changes_nothing(place):  # noqa: F811
    assert not place.view.new_button.isVisible()
    assert book.fetch_int("SELECT count(*) FROM market_event") == 0


@pytest.mark.parametrize("place", [SELLER], indirect=True)
def test_a_seller_sees_no_profit(place):  # noqa: F811
    place.key("Ctrl+N")
    enter(place.view.form.name, "ตลาดเช้า")
    place.save(place.view.form)
    titles = [column.title() for column in place.view.columns()]
    assert "Income" in titles
    assert "Profit" not in titles
    assert len(events()) == 1
