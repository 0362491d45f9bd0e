"""The tab of barter by keys: an agreement that comes to the same, a delivery, the rest, gifts, partners."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.barter import DifferenceAs, Settled, Side
from app.domain.gift import GiftPurpose, GiftWay
from app.domain.ledger import ProductKind
from app.domain.partner import GoodsSide
from app.domain.session import Permission
from app.queries.barter import barters
from app.queries.gifts import gifts, partner_goods, relief_sales
from tests.builders import make_book, party, product, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.keys import press, type_text
from tests.ui.test_assets_page import TODAY, Place, enter
from ui.pages.barter.barter_form import FROM_US, TO_US
from ui.pages.barter.view import ALL_BARTERS, GIVEN, GOODS, BarterView

LATER = TODAY + dt.timedelta(days=5)


@pytest.fixture
def place(qtbot, tmp_path):
    session = make_book(tmp_path)
    product(session, "ชา", price=8000, unit="กล่อง")
    product(session, "ปลาแห้ง", price=18000, unit="กก.", kind=ProductKind.MATERIAL)
    product(session, "ค่าแรง", price=10000, unit="ชม.", kind=ProductKind.SERVICE)
    party(session, "กลุ่มประมงพื้นบ้าน")
    made = Place(qtbot, session, BarterView)
    yield made
    made.runner.stop()
    made.runner.deleteLater()


def line(table, goods: str, quantity: str, each: str = "") -> None:
    """Goods by a part of their name, how many, at which value."""
    at = table.lines[-1]
    at.what.edit.setFocus()
    type_text(at.what.edit, goods)
    press(at.what.edit, Qt.Key.Key_Return)
    enter(at.quantity, quantity)
    if each:
        enter(at.price, each)


def agree(place, *, receive_later: bool = True, fish: str = "6") -> None:
    """16 boxes at 80.00 against fish at 180.00."""
    place.key("Ctrl+N")
    form = place.view.form
    assert form.partner.edit.hasFocus()
    type_text(form.partner.edit, "กลุ่มประมง")
    press(form.partner.edit, Qt.Key.Key_Return)
    assert form.give.lines.lines[0].what.edit.hasFocus()
    line(form.give.lines, "ชา", "๑๖")
    line(form.receive.lines, "ปลา", fish)
    if receive_later:
        form.receive.now.setChecked(False)
        form.receive.day.set_value(LATER)


def test_an_agreement_by_keys_and_the_rest_of_it(place):
    view = place.view
    agree(place)
    form = view.form
    assert form.give.lines.lines[0].price.number() == 80_00 * 10_000, "the price comes along"
    assert form.sentence.text() == "We give 1,280.00 ≠ we get 1,080.00 · they differ by 200.00 baht"
    place.save(form)
    assert "200.00" in form.banner.label.text(), "it says by how much the lists differ"
    assert barters() == ()
    form.even_button.click()
    assert (form.who_pays.key(), form.cash.number()) == (TO_US, 200_00)
    assert form.sentence.text() == "We give 1,280.00 = we get 1,080.00 and 200.00 in money"
    place.save(form)
    (row,) = barters()
    assert (row.owed_to_us, row.owed_by_us, row.receive_on) == (1_080_00, 0, LATER)
    assert "1,080.00" in view.to_us.value.text()

    place.key("Ctrl+E")
    later = view.deliver_form
    assert [each.of.side for each in later.lines.lines] == [Side.RECEIVE]
    place.save(later)
    assert not later.banner.isHidden(), "nothing is due yet, so nothing is filled in"
    enter(later.lines.lines[0].now, "4")
    enter(later.freight, "20")
    place.save(later)
    assert barters()[0].owed_to_us == 360_00

    view.close_button.click()
    place.settle()
    close = view.close_form
    assert "360.00" in close.told.text()
    close.how.set_value(Settled.WRITTEN_OFF)
    close.how.committed.emit(Settled.WRITTEN_OFF)
    assert not close.account.isVisible()
    place.save(close)
    assert barters()[0].is_over
    view.open(ALL_BARTERS)
    view.open(row.number)
    place.settle()
    view.slip_button.click()
    view.account_button.click()
    assert place.went == [
        ("reports", f"barter-slip:{row.number}"),
        ("reports", f"barter-account:{row.party_code}"),
    ]


def test_what_differs_is_named(place):
    agree(place, receive_later=False)
    form = place.view.form
    assert form.difference.isVisible()
    form.difference.set_value(DifferenceAs.GIFT)
    form.difference.committed.emit(DifferenceAs.GIFT)
    assert "200.00 of it is our gift" in form.sentence.text()
    place.save(form)
    assert barters()[0].deal.difference_as is DifferenceAs.GIFT


def test_we_pay_and_it_stays_owed(place):
    agree(place, receive_later=False, fish="8")
    form = place.view.form
    form.even_button.click()
    assert (form.who_pays.key(), form.cash.number()) == (FROM_US, 160_00)
    form.account.set_value("")
    place.save(form)
    assert barters()[0].balance.cash == -160_00


def test_services_are_given_but_not_received(place):
    place.key("Ctrl+N")
    form = place.view.form
    ours, theirs = (
        [each.text for each in half.lines.lines[0].what.model.choices()] for half in (form.give, form.receive)
    )
    assert "ค่าแรง" in ours
    assert "ค่าแรง" not in theirs


def test_a_gift_by_keys(place):
    view = place.view
    view.open("gift")
    form = view.gift_form
    form.purpose.set_value(GiftPurpose.SAMPLE)
    line(form.lines, "ชา", "2")
    place.save(form)
    view.open("gift")
    form.way.set_key(GiftWay.RECEIVED)
    form.way.chosen.emit(GiftWay.RECEIVED)
    assert form.purpose.key() is GiftPurpose.GIFT, "nobody is given samples"
    type_text(form.party.edit, "ผู้ใจบุญ")
    press(form.party.edit, Qt.Key.Key_Return)
    line(form.lines, "ปลา", "1", "150")
    place.save(form)
    rows = gifts(TODAY, TODAY)
    assert [(each.way, each.purpose, each.value) for each in rows] == [
        (GiftWay.RECEIVED, GiftPurpose.GIFT, 150_00),
        (GiftWay.GIVEN, GiftPurpose.SAMPLE, 160_00),
    ]
    view.open(GIVEN)
    place.settle()
    assert view.table.model().rowCount() == 2


def test_what_partners_have_and_need(place):
    view = place.view
    view.goods_button.click()
    form = view.goods_form
    form.partner.set_value(next(each.key for each in form.partner.model.choices()))
    form.product.set_value(next(each.key for each in form.product.model.choices() if each.text == "ปลาแห้ง"))
    enter(form.quantity, "20")
    place.save(form)
    (row,) = partner_goods()
    assert (row.side, row.name, row.quantity_milli) == (GoodsSide.HAS, "ปลาแห้ง", 20_000)
    assert not view.banner.isHidden(), "we have none"
    view.open(GOODS)
    view.choose(row.uid)
    place.settle()
    place.key("F4")
    enter(form.season, "ม.ค.–มี.ค.")
    place.save(form)
    assert partner_goods()[0].season == "ม.ค.–มี.ค."
    view.offer_button.click()
    assert view.form.give.lines.lines[0].what.edit.hasFocus()
    view.form.back.emit()
    view.aside_button.click()
    place.settle()
    assert not partner_goods()[0].active


def test_a_reader_only_reads(qtbot, tmp_path):
    make_book(tmp_path)
    made = Place(qtbot, session_with(Permission.SEE_BOOKS), BarterView)
    assert made.view.new_button.isHidden()
    made.view.open("gift")
    assert made.view.is_list_in_front()
    made.view.all_button.click()
    made.view.gifts_button.click()
    assert made.went == [("reports", "barters"), ("reports", "gifts")]
    made.view.refresh(Changes.EVERYTHING)
    made.settle()
    made.runner.stop()
    made.runner.deleteLater()


def test_a_relief_sale_by_keys(place):
    view = place.view
    view.open("relief")
    form = view.relief_form
    assert form.reason.edit.hasFocus()
    line(form.lines, "ชา", "10", "50")
    assert form.sentence.text() == "Paid 500.00; the group gives up 300.00 baht"
    place.save(form)
    assert form.reason.error(), "it needs its reason"
    enter(form.reason, "น้ำท่วม")
    place.save(form)
    (row,) = relief_sales(TODAY, TODAY)
    assert (row.amount, row.gap) == (500_00, 300_00)


def test_goods_are_proposed_at_what_they_last_counted(place):
    agree(place, receive_later=False)
    form = place.view.form
    enter(form.give.lines.lines[0].price, "67.50")
    place.save(form)
    place.key("Ctrl+N")
    line(form.give.lines, "ชา", "1")
    assert form.give.lines.lines[0].price.number() == 67_50 * 10_000
