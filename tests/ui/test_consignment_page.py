"""The tab of consigned goods by keys: goods come, are settled, go back; ours go to a shop and are settled."""

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.consignment import (
    Direction,
    GoodsDraft,
    GoodsLine,
    Method,
    Purpose,
    TermsData,
    WorkedDraft,
)
from app.domain.document import new_uid
from app.domain.session import Permission
from app.queries.consigned_shops import shops
from app.queries.consignment import all_terms, owners, stock_of
from app.queries.integrity import check_books
from app.queries.parties import list_parties
from app.queries.products import list_products
from tests.builders import make_book, party, product, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.stall import Stall
from tests.ui.keys import press, type_text
from tests.ui.test_assets_page import TODAY, Place, enter
from ui.messages import Toast
from ui.pages.consignment import work
from ui.pages.consignment.view import ConsignmentView
from ui.pages.consignment.work import Side


class Shelf(Place):
    """The page, and the stall whose book it shows."""

    def __init__(self, qtbot, session, folder) -> None:
        self.stall = Stall(folder, session)
        super().__init__(qtbot, session, ConsignmentView)


@pytest.fixture
def place(qtbot, tmp_path):
    session = make_book(tmp_path)
    product(session, "น้ำผึ้งป่า", price=100_00, code="HONEY")
    party(session, "ป้าฝาก 01", member=True)
    made = Shelf(qtbot, session, tmp_path)
    yield made
    made.runner.stop()
    made.runner.deleteLater()
    assert check_books() == []


def choose(field, text: str) -> None:
    """Part of a name, then Enter."""
    field.edit.setFocus()
    type_text(field.edit, text)
    press(field.edit, Qt.Key.Key_Return)


def bring(place, name: str, goods: str, quantity: str) -> None:
    """Somebody brings goods, all by keys."""
    place.key("Ctrl+N")
    form = place.view.bring_form
    assert form.party.edit.hasFocus()
    choose(form.party, name)
    assert form.lines.lines[0].what.edit.hasFocus(), "Enter goes on to the goods"
    choose(form.lines.lines[0].what, goods)
    enter(form.lines.lines[0].quantity, quantity)
    place.save(form)


def pick(place, at: int = 0) -> None:
    """A row of the list, its panel shown."""
    place.view.table.setCurrentIndex(place.view.table.model().index(at, 0))
    place.view.open_row(place.view.list.shown_rows()[at])
    place.settle()


def there(name: str) -> int:
    owner = next(each for each in owners() if each.name == name)
    return sum(each.quantity for each in stock_of(owner.id)) // 1000


def test_goods_come_are_sold_and_settled(place):
    bring(place, "ป้าฝาก", "ผึ้ง", "๑๐")
    assert there("ป้าฝาก 01") == 10
    (terms,) = all_terms()
    assert terms.value == 8_000
    stall = place.stall
    honey = stock_of(owners()[0].id)[0].product_uid
    stall.sell(stall.line(honey, 2, 100_00), on=TODAY)
    place.view.read()
    place.settle()
    pick(place)
    place.key("Ctrl+E")
    form = place.view.settle_form
    assert form.paid.number() == 160_00
    assert form.paid.edit.hasFocus()
    enter(form.charges, "10")
    assert form.paid.number() == 150_00
    place.save(form)
    assert owners()[0].owed == 0


def test_another_share_is_a_new_agreement_and_a_new_name_a_person(place):
    place.key("Ctrl+N")
    form = place.view.bring_form
    form.party.edit.setFocus()
    type_text(form.party.edit, "ลุงใหม่")
    press(form.party.edit, Qt.Key.Key_Return)
    enter(form.percent, "70")
    choose(form.lines.lines[0].what, "ผึ้ง")
    enter(form.lines.lines[0].quantity, "2")
    place.save(form)
    assert there("ลุงใหม่") == 2
    bring(place, "ลุงใหม่", "ผึ้ง", "1")
    assert form.percent.number() == 80_00, "an empty form says what is usual"
    assert [each.value for each in all_terms()] == [7_000]


def test_a_share_for_one_product_holds_from_a_day(place):
    bring(place, "ป้าฝาก", "ผึ้ง", "10")
    pick(place)
    place.view._begin_agreeing()
    form = place.view.agree_form
    assert form.percent.number() == 8_000
    choose(form.goods, "ผึ้ง")
    enter(form.percent, "60")
    place.save(form)
    assert [(each.product, each.value) for each in all_terms()] == [("", 8_000), ("น้ำผึ้งป่า", 6_000)]
    pick(place)
    place.view._begin_agreeing()
    choose(form.goods, "ผึ้ง")
    assert form.percent.number() == 6_000
    enter(form.percent, "50")
    place.save(form)
    assert [each.value for each in all_terms()] == [8_000, 5_000]
    stall = place.stall
    honey = stock_of(owners()[0].id)[0].product_uid
    stall.sell(stall.line(honey, 1, 100_00), on=TODAY)
    (owner,) = owners()
    assert (owner.owed, owner.since) == (50_00, TODAY)


def test_goods_with_a_share_of_their_own_make_no_other_agreement(place):
    """She has an agreement about honey only: bringing honey says so and agrees on nothing else."""
    owner = next(each for each in list_parties() if each.name == "ป้าฝาก 01")
    honey = next(each for each in list_products() if each.name == "น้ำผึ้งป่า")
    data = TermsData(Direction.IN, owner.uid, Method.PERCENT, 6_500, TODAY, honey.uid)
    work.agree(place.session, data)
    place.view.refresh(Changes.EVERYTHING)
    place.settle()
    bring(place, "ป้าฝาก", "ผึ้ง", "3")
    assert [(each.product, each.value) for each in all_terms()] == [("น้ำผึ้งป่า", 6_500)]
    place.key("Ctrl+N")
    form = place.view.bring_form
    choose(form.party, "ป้าฝาก")
    assert "65" in form.own.text()
    assert not form.own.isHidden()
    work.agree(place.session, TermsData(Direction.IN, owner.uid, Method.PERCENT, 7_000, TODAY))
    party(place.session, "ลุงฝาก")
    place.view.refresh(Changes.EVERYTHING)
    place.settle()
    form.begin()
    choose(form.party, "ป้าฝาก")
    assert form.percent.number() == 7_000
    choose(form.party, "ลุงฝาก")
    assert form.percent.number() == 8_000, "what was agreed with somebody else does not stay"


def test_at_the_shops_side_goods_are_sent(place):
    place.view.show_side(Side.AT_SHOPS)
    place.settle()
    assert place.view.empty.button.text() == "Goods to a shop"
    place.key("Ctrl+N")
    assert place.view.stack.currentWidget() is place.view.send_form
    place.view.go_back()
    place.view.open("new")
    place.settle()
    assert place.view.side is Side.WITH_US
    assert place.view.stack.currentWidget() is place.view.bring_form


def test_an_agreement_is_taken_out_and_comes_back(place):
    bring(place, "ป้าฝาก", "ผึ้ง", "10")
    pick(place)
    place.view._begin_agreeing()
    form = place.view.agree_form
    (before,) = form.agreed.rows
    assert "น้ำผึ้งป่า" not in form.agreed.buttons[0].accessibleName()
    form.agreed.buttons[0].click()
    place.settle()
    assert all_terms() == []
    assert form.agreed.buttons == []
    assert not form.agreed.empty.isHidden()
    place.view.window().findChild(Toast).button.click()
    place.settle()
    (again,) = form.agreed.rows
    assert (again.value, again.from_day, again.product_uid) == (before.value, before.from_day, None)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(place):
    place.key("Ctrl+N")
    form = place.view.bring_form
    place.save(form)
    assert not form.isHidden()
    assert owners() == []
    choose(form.party, "ป้าฝาก")
    enter(form.percent, "120")
    choose(form.lines.lines[0].what, "ผึ้ง")
    enter(form.lines.lines[0].quantity, "1")
    place.save(form)
    assert form.banner.isVisible() or form.percent.error
    assert owners() == []


def test_goods_go_back_or_are_lost(place):
    bring(place, "ป้าฝาก", "ผึ้ง", "10")
    pick(place)
    place.key("F4")
    form = place.view.move_form
    assert form.goods.quantities[0].edit.hasFocus()
    enter(form.goods.quantities[0], "4")
    place.save(form)
    assert there("ป้าฝาก 01") == 6
    pick(place)
    place.key("F4")
    form.way.set_value(Purpose.SPOILED)
    form._on_way()
    enter(form.goods.quantities[0], "9")
    place.save(form)
    assert there("ป้าฝาก 01") == 6, "without a reason"
    enter(form.reason, "ขวดแตก")
    place.save(form)
    assert there("ป้าฝาก 01") == 6, "more than there is"
    assert form.banner.isVisible()
    enter(form.goods.quantities[0], "1")
    place.save(form)
    assert there("ป้าฝาก 01") == 5
    assert owners()[0].owed == 80_00


def test_ours_go_to_a_shop_and_it_settles(place):
    place.key("Ctrl+D")
    form = place.view.send_form
    choose(form.party, "ลูกค้าประจำ")
    enter(form.percent, "70")
    choose(form.lines.lines[0].what, "ชา")
    enter(form.lines.lines[0].quantity, "6")
    place.save(form)
    assert place.view.side is Side.AT_SHOPS
    (shop,) = shops()
    assert shop.goods[0].quantity == 6_000
    pick(place)
    place.key("Ctrl+E")
    settle = place.view.shop_form
    enter(settle.goods.quantities[0], "4")
    enter(settle.goods.moneys[0], "400")
    enter(settle.paid, "100")
    place.save(settle)
    (shop,) = shops()
    assert (shop.goods[0].quantity, shop.owes) == (2_000, 180_00)
    pick(place)
    place.key("F4")
    enter(place.view.move_form.goods.quantities[0], "2")
    place.save(place.view.move_form)
    assert shops()[0].goods == ()


def test_work_on_somebodys_material(place):
    paddy = product(place.session, "ข้าวเปลือก", unit="กก.").uid
    owner = party(place.session, "ตาข้าว").uid
    draft = GoodsDraft(new_uid(), owner, (GoodsLine(paddy, 10_000),), Direction.PROCESSING)
    brought = work.Brought(draft, work.Agreed(Method.AMOUNT, 0))
    work.bring(place.session, brought, on=TODAY)
    place.view.refresh(Changes.EVERYTHING)
    place.settle()
    pick(place)
    place.view._begin_work()
    place.settle()
    form = place.view.work_form
    posted: list[WorkedDraft] = []
    form.submitted.connect(lambda draft, _day: posted.append(draft))
    enter(form.used.quantities[0], "10")
    choose(form.made.lines[0].what, "ข้าวเปลือก")
    enter(form.made.lines[0].quantity, "6")
    enter(form.fee, "60")
    enter(form.made.lines[0].kept, "1")
    enter(form.made.lines[0].price, "40")
    assert "40.00" in form.sentence.text()
    place.save(form)
    assert (posted[0].fee, posted[0].kept_value, posted[0].owed) == (60_00, 40_00, 20_00)
    assert there("ตาข้าว") == 5


def test_the_field_with_the_cursor_is_in_sight(place):
    """In a low window Enter leads to fields below its edge; they come up."""
    place.window.resize(1000, 460)
    place.key("Ctrl+N")
    form = place.view.bring_form
    place.settle()
    form.note.edit.setFocus()
    place.settle()
    area = form.area.viewport()
    edit = form.note.edit
    lowest = area.height() - edit.height()
    place.qtbot.waitUntil(lambda: 0 <= edit.mapTo(area, edit.rect().topLeft()).y() <= lowest)
    assert form.area.verticalScrollBar().value() > 0, "the form is longer than the window"
    form.party.edit.setFocus()
    place.qtbot.waitUntil(lambda: form.area.verticalScrollBar().value() < 40)
    assert form.party.edit.mapTo(area, form.party.edit.rect().topLeft()).y() >= 0


def test_only_material_is_worked_on(place):
    bring(place, "ป้าฝาก", "ผึ้ง", "2")
    pick(place)
    place.view._begin_work()
    place.settle()
    form = place.view.work_form
    assert form.used.quantities == []
    assert not form.used.empty.isHidden()


def test_who_may_only_read_has_no_buttons(qtbot, tmp_path):
    make_book(tmp_path)
    made = Place(qtbot, session_with(Permission.SEE_BOOKS), ConsignmentView)
    keys = [each.keys for each in made.view.shortcuts()]
    assert "Ctrl+D" not in keys
    assert made.view.new_button.isHidden()
    made.runner.stop()
    made.runner.deleteLater()
