"""The place of trades with real keys and clicks: a trade from nothing to a finished round, and back."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.rounds_words import CostKind, Purpose, Settlement, Store
from app.domain.household.trades import ToolData, ToolKind, TradeKind
from app.domain.party import PartyData
from app.queries.household.trades import round_card, rounds, stores, tools, trades
from app.queries.integrity import check_books
from app.services.household.trades import save_tool
from app.services.parties import create_party
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.household import balance
from tests.trading import begin, finish, harvest, line, rice, spend, went
from tests.ui.desk import HomeDesk
from tests.ui.keys import type_text
from ui.pages.reports.view import ReportsView
from ui.pages.trades.view import TradesView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def home(qtbot, qapp, tmp_path):
    made = HomeDesk(qtbot, qapp, tmp_path)
    yield made
    made.close()


def typed(field, text: str) -> None:
    """Type into a field as a person does, and leave it."""
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, text)
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)


def save(home, form) -> None:
    """Ctrl+Enter."""
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home.settle()


def opened(home, page, name: str) -> None:
    """Open a round by Enter on its card."""
    tile = next(each for each in page.board.tiles if each.row.name == name)
    QTest.keyClick(tile, Qt.Key.Key_Return)
    home.settle()
    assert page.stack.currentWidget() is page.round


def test_from_nothing_to_a_finished_round(home, thai):
    page = home.page(TradesView, today=TODAY)
    assert page.board.tiles == []
    assert page.board.empty.isVisible()
    page.board.empty.acted.emit()
    form = page.trade_form
    assert page.stack.currentWidget() is form
    form.kinds.press(TradeKind.CROP)
    save(home, form)
    assert form.name_field.error()
    typed(form.name_field, "ทำนา")
    typed(form.output, "ข้าวเปลือก")
    typed(form.rate, "๕๐")
    save(home, form)
    assert [(each.name, each.data.output_unit, each.data.hour_rate) for each in trades()] == [
        ("ทำนา", "กก.", 50_00)
    ]

    page._on_round_wanted()
    form = page.round_form
    typed(form.name_field, "นาปี 2569")
    typed(form.first, "1/6/2569")
    typed(form.last, "31/5/2569")
    typed(form.land, "5 ไร่ 5 งาน 200")
    save(home, form)
    assert form.land.error()
    typed(form.land, "๕-๒-๐")
    save(home, form)
    assert form.banner.isVisible()  # it would end before it starts
    typed(form.last, "30/11/2569")
    save(home, form)
    assert page.stack.currentWidget() is page.round
    assert rounds()[0].data.size_milli == 2_200_000

    QTest.keyClick(page.round.cost_button, Qt.Key.Key_Return)
    form = page.cost_form
    form.kinds.press(CostKind.FERTILIZER)
    assert form.amount.isVisible()
    assert not form.days.isVisible()
    save(home, form)
    assert form.amount.error()
    typed(form.amount, "2,150")
    typed(form.what, "ปุ๋ย 16-20-0")
    save(home, form)
    assert page.stack.currentWidget() is page.round
    assert (balance("1302"), balance("1101")) == (2_150_00, -2_150_00)

    page._on_cost_wanted()
    form.kinds.press(CostKind.LABOUR)
    form.hows.press(Settlement.OWN)
    assert not form.amount.isVisible()
    typed(form.days, "10")
    assert "4,000" in form.sum.raw()
    save(home, form)
    assert (rounds()[0].cash, rounds()[0].full) == (2_150_00, 6_150_00)

    page._on_harvest_wanted()
    form = page.harvest_form
    typed(form.went[Purpose.SOLD].quantity, "400")
    typed(form.went[Purpose.STORED].quantity, "200")
    typed(form.price, "9")
    assert "5,400" in form.sum.raw()
    save(home, form)
    assert (balance("1301"), balance("4201")) == (1_800_00, -3_600_00)
    assert page.round.left.raw() == "เหลือ 3,250 บาท"
    assert page.round.in_full.raw() == "ขาดอีก 750 บาท"

    page._on_finish_wanted()
    form = page.finish_form
    for _question in range(3):
        QTest.keyClick(form, Qt.Key.Key_Return)
        home.settle()
    assert not rounds()[0].goes_on
    assert not page.round.cost_button.isVisible()
    page._on_store_wanted()
    form = page.store_form
    typed(form.quantity, "300")
    save(home, form)
    assert form.banner.isVisible()  # more than lies there
    typed(form.quantity, "50")
    save(home, form)
    assert [(row.store, row.quantity_milli) for row in stores()] == [(Store.FOOD, 150_000)]

    page.round.reopen_wanted.emit()
    page.reason_form.submit()
    home.settle()
    assert rounds()[0].goes_on
    first = next(each for each in page.round.lines if not each.undo.isHidden() and each.entry.what == "cost")
    first.undo_wanted.emit(first.entry)
    typed(page.reason_form.reason, "พิมพ์ผิด")
    save(home, page.reason_form)
    assert page.stack.currentWidget() is page.round
    page._on_paper_wanted()
    assert home.visits == [("reports", f"round-result:{rounds()[0].uid.hex()}")]
    QTest.keyClick(page.round, Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.board
    assert check_books() == []


def test_a_bill_that_the_house_shares_and_a_new_person(home):
    crop = begin(home.session, rice(home.session))
    page = home.page(TradesView, today=TODAY)
    opened(home, page, "นาปี 2569")
    page._on_cost_wanted()
    form = page.cost_form
    form.kinds.press(CostKind.ENERGY)
    form.hows.press(Settlement.OWED)
    typed(form.amount, "1000")
    save(home, form)
    assert form.person.error()
    form.person.set_value(form.person._new("ร้านน้ำมัน"))
    typed(form.share, "30")
    assert form.category.isVisible()
    save(home, form)
    assert page.stack.currentWidget() is page.round
    assert (balance("1302"), balance("2101"), balance("5101")) == (300_00, -1_000_00, 700_00)
    assert rounds()[0].uid == crop


def test_own_tools_and_what_lies_in_store(home):
    fields = rice(home.session)
    first = begin(home.session, fields, "นาปี 2568")
    harvest(home.session, first, went(Purpose.SEED, 40))
    finish(home.session, first)
    begin(home.session, fields)
    save_tool(home.session, ToolData("รถไถ", ToolKind.MACHINE, 12_000_00, 2_000_00, 60))
    page = home.page(TradesView, today=TODAY)
    opened(home, page, "นาปี 2569")
    page._on_cost_wanted()
    form = page.cost_form
    form.kinds.press(CostKind.WEAR)
    form.hows.press(Settlement.OWN)
    form.tool.set_value(tools()[0].uid)
    form._show()
    typed(form.tool_days, "73")
    typed(form.tool_share, "50")
    assert "200" in form.sum.raw()
    save(home, form)
    assert rounds()[0].full == 200_00
    page._on_cost_wanted()
    form.kinds.press(CostKind.SEED)
    form.hows.press(Settlement.STORED)
    typed(form.taken, "40")
    save(home, form)
    assert (rounds()[0].book, balance("1301")) == (360_00, 0)
    assert stores() == ()


def test_arrows_walk_along_the_pictures(home):
    begin(home.session, rice(home.session))
    page = home.page(TradesView, today=TODAY)
    opened(home, page, "นาปี 2569")
    page._on_cost_wanted()
    form = page.cost_form
    QTest.qWait(20)  # everything has its place
    first = form.kinds.buttons[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert form.kinds.key() is CostKind.FERTILIZER
    assert home.focus() is form.kinds.buttons[1]
    home.click(form.kinds.buttons[2])
    assert form.kinds.key() is CostKind.PESTICIDE
    assert home.focus() is form.amount.edit
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.round


def test_cards_charts_and_hostile_names(home, thai):
    name = "<b>นา</b> & =1+1 \u202e🌾 " + "ยาว" * 40
    fields = rice(home.session, name)
    for year in (2024, 2025, 2026):
        crop = begin(home.session, fields, f"รอบ {year} {name}", first_day=dt.date(year, 6, 1))
        spend(home.session, crop, line(100_00))
        harvest(home.session, crop, went(Purpose.SOLD, 50))
    page = home.page(TradesView, today=TODAY)
    assert len(page.board.tiles) == 3
    page.open(rounds()[0].uid.hex())
    home.settle()
    assert page.stack.currentWidget() is page.round
    titles = [block.title for block in page.round.shown.sheet.blocks]
    assert any(title.startswith("เทียบหลายรอบ") for title in titles)
    page.retranslate()
    page.refresh(Changes.EVERYTHING)
    home.settle()
    page.open(new_uid().hex())
    page.open("ไม่ใช่")
    home.settle()
    assert page.shortcuts()


def test_changing_and_tools(home):
    crop = begin(home.session, rice(home.session))
    page = home.page(TradesView, today=TODAY)
    page.board.tools_wanted.emit()
    form = page.tool_form
    form.kind.set_value(ToolKind.LAND)
    form._show()
    typed(form.name_field, "นาหลังบ้าน")
    typed(form.rent, "5000")
    save(home, form)
    assert [(each.data.name, each.data.yearly_rent) for each in tools()] == [("นาหลังบ้าน", 5_000_00)]
    page.board.tools_wanted.emit()
    form.which.set_value(tools()[0].uid)
    form.which.committed.emit(tools()[0].uid)
    assert form.rent.number() == 5_000_00
    typed(form.rent, "6000")
    save(home, form)
    assert [each.data.yearly_rent for each in tools()] == [6_000_00]
    for in_use in (False, True):  # put aside, and taken up again
        page.board.tools_wanted.emit()
        form.which.set_value(tools()[0].uid)
        form.which.committed.emit(tools()[0].uid)
        QTest.mouseClick(form.clear_button, Qt.MouseButton.LeftButton)
        home.settle()
        assert [each.data.active for each in tools()] == [in_use]
        assert [each.data.name for each in page.cost_form._tools()] == ["นาหลังบ้าน"] * in_use
    page.board.change_wanted.emit(trades()[0].uid)
    typed(page.trade_form.name_field, "นาข้าวหอม")
    save(home, page.trade_form)
    assert trades()[0].name == "นาข้าวหอม"
    opened(home, page, "นาปี 2569")
    page.round.change_wanted.emit()
    typed(page.round_form.quantity, "3000")
    typed(page.round_form.price, "9.50")
    save(home, page.round_form)
    row = next(each for each in rounds() if each.uid == crop)
    assert row.plan.value == 28_500_00


def test_what_is_put_by_is_taken_from_the_board(home):
    fields = rice(home.session)
    first = begin(home.session, fields, "นาปี 2568", first_day=dt.date(2025, 6, 1))
    harvest(home.session, first, went(Purpose.STORED, 100), on=dt.date(2025, 11, 1))
    finish(home.session, first, unsold=50)
    crop = begin(home.session, fields)
    harvest(home.session, crop, went(Purpose.SOLD, 100))
    page = home.page(TradesView, today=TODAY)
    assert not page.board.chart_card.isHidden()
    assert [button.store.store for button in page.board.store_buttons] == [Store.FOOD, Store.CROP]
    home.click(page.board.store_buttons[1])
    assert page.stack.currentWidget() is page.store_form
    assert page.store_form.stores.key() is Store.CROP
    page.store_form.where.press(Purpose.SOLD)
    typed(page.store_form.quantity, "50")
    typed(page.store_form.price, "10")
    save(home, page.store_form)
    assert [button.store.store for button in page.board.store_buttons] == [Store.FOOD]
    assert (balance("1303"), balance("4201")) == (0, -1_400_00)


def test_the_paper_is_asked_for_by_the_round_and_told_by_its_name(home):
    crop = begin(home.session, rice(home.session))
    spend(home.session, crop, line(100_00))
    page = ReportsView(
        home.session, home.runner, home.messages, open_link=home.open_link, save_file=home.save_to([])
    )
    page.open(f"round-result:{crop.hex()}")
    home.show(page)
    page.refresh(Changes.EVERYTHING)
    home.settle()
    asked = page.questions.documents["round-result"]
    assert (asked.text(), asked.number()) == ("นาปี 2569", crop.hex())


def test_put_aside_and_taken_up_again(home):
    fields = rice(home.session)
    begin(home.session, fields, "พิมพ์ผิด")
    begin(home.session, fields)
    page = home.page(TradesView, today=TODAY)
    assert not page.board.aside_button.isVisible()
    opened(home, page, "พิมพ์ผิด")
    page.round.change_wanted.emit()
    home.click(page.round_form.clear_button)
    page._on_board_wanted()
    assert [tile.row.name for tile in page.board.tiles] == ["นาปี 2569"]
    home.click(page.board.aside_button)
    assert len(page.board.tiles) == 2
    opened(home, page, "พิมพ์ผิด")
    page.round.change_wanted.emit()
    home.click(page.round_form.clear_button)
    page._on_board_wanted()
    assert not page.board.aside_button.isVisible()
    page.board.change_wanted.emit(fields)
    home.click(page.trade_form.clear_button)
    assert page.board.tiles == []
    home.click(page.board.aside_button)
    assert len(page.board.tiles) == 2


def test_a_cost_by_the_piece(home):
    crop = begin(home.session, rice(home.session))
    page = home.page(TradesView, today=TODAY)
    opened(home, page, "นาปี 2569")
    page._on_cost_wanted()
    form = page.cost_form
    typed(form.amount, "1400")
    typed(form.quantity, "2.5")
    typed(form.unit, "ถัง")
    save(home, form)
    row = round_card(crop).entered[0]
    assert (row.quantity_milli, row.unit, row.amount) == (2_500, "ถัง", 1_400_00)


def test_money_still_to_come_arrives(home):
    crop = begin(home.session, rice(home.session))
    buyer = create_party(home.session, PartyData(name="ลานข้าว")).uid
    harvest(home.session, crop, went(Purpose.SOLD, 100), owed=500_00, party=buyer)
    page = home.page(TradesView, today=TODAY)
    home.click(page.board.coming_buttons[0])
    form = page.receive_form
    assert form.amount.number() == 500_00
    typed(form.amount, "600")
    save(home, form)
    assert form.banner.isVisible()
    typed(form.amount, "450")
    save(home, form)
    assert [button.owed.amount for button in page.board.coming_buttons] == [50_00]
    assert balance("1101") == 850_00


def enter(home, field) -> None:
    """Enter in a field."""
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    home.settle()


def test_a_cost_in_seconds_by_keys_alone(home):
    """The picture, the amount, Enter; and Enter leads through what was harvested."""
    crop = begin(home.session, rice(home.session))
    page = home.page(TradesView, today=TODAY)
    opened(home, page, "นาปี 2569")
    QTest.keyClick(page.round.cost_button, Qt.Key.Key_Return)
    home.settle()
    QTest.keyClick(home.focus(), Qt.Key.Key_Return)  # the first picture
    assert home.focus() is page.cost_form.amount.edit
    type_text(home.focus(), "1400")
    enter(home, page.cost_form.amount)
    assert page.stack.currentWidget() is page.round
    assert rounds()[0].cash == 1_400_00
    page._on_harvest_wanted()
    form = page.harvest_form
    type_text(home.focus(), "300")
    enter(home, form.went[Purpose.SOLD].quantity)
    assert home.focus() is form.went[Purpose.STORED].quantity.edit
    typed(form.price, "9")
    enter(home, form.price)
    assert round_card(crop).result.value == 2_700_00
    page._on_finish_wanted()
    for field in (page.finish_form.unsold, page.finish_form.day):
        enter(home, field)
    assert page.finish_form.save_button.hasFocus()
    QTest.keyClick(page.finish_form.save_button, Qt.Key.Key_Return)
    home.settle()
    assert not rounds()[0].goes_on
