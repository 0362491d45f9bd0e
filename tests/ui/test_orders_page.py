"""Orders by keys: taken down with a deposit, moved on by one key, handed over, called off; bad input."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.money import E4, MILLI
from app.domain.pre_order import DeliveryWay, DepositEnd, OrderState
from app.domain.price_choice import PriceRule
from app.domain.promotion import Gets, Promotion, PromotionItem, PromotionKind, Role, Scope
from app.domain.session import Permission
from app.i18n import set_language
from app.queries.catalogue import tenders
from app.queries.integrity import check_books
from app.queries.pre_orders import closed_orders, open_orders
from app.services.catalogue import TenderData, save_tender
from app.services.deposits import cancel_order
from app.services.promotions import create_price, create_promotion
from app.services.reversal import reverse
from db import connection as book
from reports.model import Labels, Link
from tests.builders import party, session_with
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.orders import deposited, handed, line, now, ordered
from tests.stall import DAY
from tests.ui.keys import press, type_text
from ui.finder import BookFinder
from ui.pages.orders import work
from ui.pages.orders.label_form import WantedLabels
from ui.pages.orders.view import OrdersView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(desk, session=None):
    """The page in the window."""
    made = OrdersView(
        session or desk.session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        today=lambda: DAY,
    )
    desk.runner.changed.connect(made.refresh)
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    settle(desk)
    return made


@pytest.fixture
def page(desk):
    return shown(desk)


def settle(desk):
    for _turn in range(4):
        desk.settle()
        desk.app.processEvents()


def save(desk, form):
    press(form, ENTER, modifiers=CONTROL)
    settle(desk)


def shortcut(page, keys):
    """Press a key of the page."""
    next(each.action for each in page.shortcuts() if each.keys == keys)()


def test_an_order_with_its_deposit_by_keys(desk, page):
    page.begin()
    form = page.form
    type_text(form.customer.edit, "คุณใหม่")
    press(form.customer.edit, ENTER)
    assert form.lines.lines[0].what.edit.hasFocus()
    first = form.lines.lines[0]
    type_text(first.what.edit, "ชาหญ้า")
    press(first.what.edit, ENTER)
    type_text(first.quantity.edit, "๓")
    press(first.quantity.edit, ENTER)
    assert len(form.lines.lines) == 2
    assert form.lines.lines[1].what.edit.hasFocus()
    assert form.deposit_wanted.edit.placeholderText() == "80.00"
    type_text(form.deposit.edit, "๕๐")
    save(desk, form)
    (order,) = open_orders()
    assert (order.party, order.total, order.deposits.left) == ("คุณใหม่", 267_00, 50_00)
    assert order.wanted_on == DAY + dt.timedelta(days=7)
    assert desk.links[-1].target == "deposit-receipt"
    assert page.stack.currentWidget() is page.home
    assert page.panel.isVisible()
    assert check_books() == []


def test_one_key_to_the_next_step_and_the_bill(desk, page):
    order = ordered(desk.stall, line(desk.stall.tea, 3))
    deposited(desk.stall, order, 67_00)
    page.read()
    settle(desk)
    page.open(order.code)
    settle(desk)
    for state in (OrderState.MAKING, OrderState.READY):
        shortcut(page, "Ctrl+E")
        settle(desk)
        assert now(order.uid).state is state
    shortcut(page, "Ctrl+E")
    form = page.hand_form
    assert form.isVisible()
    form.quantities[0].edit.selectAll()
    type_text(form.quantities[0].edit, "1")
    assert "22.00" in form.change.text()
    type_text(form.pay.amount.edit, "100")
    assert "78.00" in form.change.text()
    save(desk, form)
    half = now(order.uid)
    assert (half.state, half.lines[0].left, half.deposits.left) == (OrderState.READY, 2 * MILLI, 0)
    assert desk.links[-1].target == "receipt"
    shortcut(page, "Ctrl+E")
    page._on_labels_clicked()
    assert [each.isVisible() for each in (form, page.label_form)] == [False, True], "one form at a time"
    shortcut(page, "Ctrl+E")
    save(desk, form)
    assert now(order.uid).state is OrderState.DELIVERED
    assert check_books() == []


def test_what_is_wrong_is_said_and_nothing_lost(desk, page):
    set_language("en")
    page.begin()
    form = page.form
    save(desk, form)
    assert form.customer.error()
    type_text(form.customer.edit, "ลูกค้าประจำ")
    press(form.customer.edit, ENTER)
    first = form.lines.lines[0]
    type_text(first.what.edit, "ชาหญ้า")
    press(first.what.edit, ENTER)
    type_text(first.quantity.edit, "-2")
    save(desk, form)
    assert first.quantity.error() or form.banner.isVisible()
    first.quantity.set_value(2 * MILLI)
    form.wanted.set_value(DAY - dt.timedelta(days=1))
    save(desk, form)
    assert "day that is over" in form.banner.label.raw()
    form.wanted.set_value(DAY)
    form.way.set_key(DeliveryWay.PARCEL)
    form.way.chosen.emit(DeliveryWay.PARCEL)
    form.cod.setChecked(True)
    save(desk, form)
    assert form.carrier.error()
    press(form, ESC)
    assert page.stack.currentWidget() is page.home
    assert open_orders() == ()
    page.begin()
    assert first.what.key() == desk.stall.tea, "what was typed is still there"
    set_language("th")


def test_changing_an_order(desk, page):
    courier = party(desk.session, "ขนส่งตัวอย่าง")
    order = ordered(
        desk.stall,
        line(desk.stall.tea, 2, note="แยกถุง"),
        delivery=DeliveryWay.PARCEL,
        is_cod=True,
        carrier_uid=courier.uid,
        delivery_fee=40_00,
        address="1 หมู่ 2",
        channel="live",
    )
    page.refresh(Changes.EVERYTHING)
    settle(desk)
    page.open(order.code)
    settle(desk)
    shortcut(page, "F4")
    save(desk, page.form)
    assert now(order.uid) == order, "saved as it was, it is as it was"
    shortcut(page, "F4")
    page.form.lines.lines[0].quantity.set_value(5 * MILLI)
    save(desk, page.form)
    assert now(order.uid).total == 485_00
    page.begin()
    assert page.form.customer.is_empty()


def test_calling_off_and_the_rest_of_a_deposit(desk, page):
    first, second = ordered(desk.stall), ordered(desk.stall)
    deposited(desk.stall, first, 50_00)
    deposited(desk.stall, second, 300_00)
    handed(desk.stall, second)
    page.read()
    settle(desk)
    page.open(first.code)
    settle(desk)
    page._begin_calling()
    form = page.call_form
    save(desk, form)
    assert form.reason.error()
    type_text(form.reason.edit, "ไม่เอาแล้ว")
    save(desk, form)
    assert now(first.uid).state is OrderState.CANCELLED
    assert now(first.uid).deposits.left == 0
    page.open(second.code)
    settle(desk)
    assert page.chips.key() == "over"
    page._begin_calling()
    form.what.set_value(DepositEnd.CREDIT)
    save(desk, form)
    assert now(second.uid).deposits.left == 0
    assert {each.code for each in closed_orders()} == {first.code, second.code}
    assert check_books() == []


def test_a_deposit_later_and_its_paper(desk, page):
    order = ordered(desk.stall)
    page.read()
    settle(desk)
    page.open(order.code)
    settle(desk)
    shortcut(page, "Ctrl+B")
    form = page.deposit_form
    assert form.amount.number() == 53_00
    save(desk, form)
    assert now(order.uid).deposits.left == 53_00
    assert isinstance(desk.links[-1], Link)
    reverse(desk.session, _last(desk), on=DAY, reason="ผิด", uid=bytes(range(16)))
    assert now(order.uid).deposits.left == 0


def test_credit_is_offered_as_a_deposit(desk, page):
    first, second = ordered(desk.stall), ordered(desk.stall)
    deposited(desk.stall, first, 40_00)
    cancel_order(desk.session, first.uid, on=DAY, reason="เลื่อน", end=DepositEnd.CREDIT)
    page.read()
    settle(desk)
    page.open(second.code)
    settle(desk)
    shortcut(page, "Ctrl+B")
    settle(desk)
    form = page.deposit_form
    assert (form.credit.number(), form.amount.number()) == (40_00, 13_00)
    save(desk, form)
    assert now(second.uid).deposits.left == 53_00
    assert check_books() == []


def _last(desk):
    from app.queries.sales import document_by_number

    found = document_by_number(desk.links[-1].argument)
    assert found is not None
    return found.uid


def test_whoever_may_only_look(desk):
    order = ordered(desk.stall)
    page = shown(desk, session_with(Permission.SEE_BOOKS))
    page.open(order.code)
    settle(desk)
    assert page.new_button.isHidden()
    assert page.next_button.isHidden()
    page.begin()
    assert page.stack.currentWidget() is page.home
    page.open("over")
    assert page.chips.key() == "over"
    page._on_plan_clicked()
    assert desk.visits[-1] == ("reports", "production-plan")


def test_none_of_something_is_said_at_its_line(desk, page):
    page.begin()
    form = page.form
    type_text(form.customer.edit, "คุณใหม่")
    press(form.customer.edit, ENTER)
    first = form.lines.lines[0]
    type_text(first.what.edit, "ชาหญ้า")
    press(first.what.edit, ENTER)
    type_text(first.quantity.edit, "๐")
    save(desk, form)
    assert first.quantity.error()
    assert not form.banner.isVisible()
    assert open_orders() == ()


def test_the_palette_finds_orders_by_their_code(desk):
    first = ordered(desk.stall, line(desk.stall.tea, 3))
    ordered(desk.stall, line(desk.stall.tea, 1))
    finder = BookFinder(
        desk.session, desk.runner, open_link=desk.open_link, go_to=desk.go_to, parent=desk.window
    )

    def found(typed):
        finder.find_orders(typed)
        settle(desk)
        return finder.find_orders(typed)

    assert found("หญ้า") == found("OR") == found("or999") == []
    assert len(found("or0")) == 2
    for typed in (first.code, "or1", "OR๑", f" {first.code.lower()} "):
        (hit,) = found(typed)
        assert first.code in hit.title
        assert first.party in hit.title
        hit.action()
        assert desk.visits[-1] == ("market", f"orders:{first.code}")
    member = BookFinder(
        session_with(), desk.runner, open_link=desk.open_link, go_to=desk.go_to, parent=desk.window
    )
    member.find_orders(first.code)
    settle(desk)
    assert member.find_orders(first.code) == []


def test_labels_ask_for_parcels_and_sheet_and_papers_begin_with_all_that_is_open(desk, page, tmp_path):
    far = DAY + dt.timedelta(days=40)
    order = ordered(
        desk.stall,
        line(desk.stall.tea, 1),
        wanted_on=far,
        delivery=DeliveryWay.PARCEL,
        address="หมู่ 5",
    )
    page.read()
    settle(desk)
    page._on_packing_clicked()
    assert desk.visits[-1] == ("reports", f"packing-list:{far.isoformat()}")
    page._on_pick_up_clicked()
    assert desk.visits[-1] == ("reports", f"pick-up-list:{far.isoformat()}")
    page.open(order.code)
    settle(desk)
    page._on_labels_clicked()
    form = page.label_form
    assert form.until.date() == far
    found: list[WantedLabels] = []
    form.submitted.disconnect()
    form.submitted.connect(found.append)
    form.used.edit.selectAll()
    type_text(form.used.edit, "๓")
    form.submit()
    assert found == [WantedLabels(far, "", "3x7:3")]
    report = work.labels(desk.session, found[0], dt.datetime(2026, 11, 1))
    assert isinstance(report, Labels)
    assert [label[0] for label in report.labels] == [order.party]
    assert report.used == 3
    form.which.set_value(order.code)
    assert form.wanted().code == order.code


def choose_way(box, tender):
    """Choose a way to pay as a person does."""
    box.tender.set_value(tender.uid)
    box.tender.committed.emit(tender.uid)


def test_an_order_is_paid_in_several_ways_with_the_code_of_promptpay(desk, page):
    set_language("en")
    ways = {each.kind: each for each in tenders()}
    qr = ways["promptpay"]
    data = TenderData(
        qr.name, qr.kind, qr.account_id, qr.code, promptpay_kind="mobile", promptpay_target="0000000000"
    )
    save_tender(desk.session, data, tender_id=qr.id)
    order = ordered(desk.stall, line(desk.stall.tea, 3))
    page.refresh(Changes.EVERYTHING)
    settle(desk)
    page.open(order.code)
    settle(desk)
    shortcut(page, "Ctrl+D")
    form, box = page.hand_form, page.hand_form.pay
    choose_way(box, next(each for each in page.hand_form._lists.tenders if each.kind == "promptpay"))
    assert box.code.isVisibleTo(form)
    whole = box.code.qr.payload
    assert "267.00" in whole
    type_text(box.amount.edit, "๑๐๐")
    assert "100.00" in box.code.qr.payload
    assert box.code.qr.payload != whole
    save(desk, form)
    assert "confirm" in box.amount.error(), "nobody has seen the money"
    box.confirmed.setChecked(True)
    save(desk, form)
    assert "167.00" in box.amount.error(), "the rest is not paid"
    assert now(order.uid).state is OrderState.BOOKED
    box.more_button.click()
    assert [part.amount for part in box.tendering.parts] == [100_00]
    assert box.amount.edit.placeholderText() == "167.00"
    assert not box.code.isVisibleTo(form)
    box._buttons[0].click()
    assert box.tendering.due == 267_00, "a payment can be taken out again"
    choose_way(box, qr)
    box.amount.set_value(100_00)
    box.more_button.click()
    assert box.amount.error(), "and has to be seen again"
    box.confirmed.setChecked(True)
    box.more_button.click()
    choose_way(box, ways["transfer"])
    box.amount.set_value(200_00)
    box.more_button.click()
    assert box.reference.error()
    box.reference.set_value("1234")
    box.more_button.click()
    assert box.amount.error(), "only cash can be more than the bill"
    choose_way(box, ways["cash"])
    box.amount.set_value(None)
    type_text(box.amount.edit, "200")
    assert "33.00" in form.change.text()
    save(desk, form)
    assert now(order.uid).state is OrderState.DELIVERED
    paid = book.fetch(
        "SELECT t.kind, p.amount, p.tendered FROM payment p "
        "JOIN tender t ON t.id = p.tender_id WHERE p.amount > 0"
    )
    assert [tuple(row) for row in paid] == [("promptpay", 100_00, 100_00), ("cash", 167_00, 200_00)]
    assert check_books() == []


def test_a_smaller_part_takes_payments_out_that_are_too_much(desk, page):
    order = ordered(desk.stall, line(desk.stall.tea, 3))
    page.read()
    settle(desk)
    page.open(order.code)
    settle(desk)
    shortcut(page, "Ctrl+D")
    form, box = page.hand_form, page.hand_form.pay
    choose_way(box, next(each for each in form._lists.tenders if each.kind == "transfer"))
    box.reference.set_value("1234")
    box.amount.set_value(200_00)
    box.add_part()
    assert box.tendering.due == 67_00
    form.quantities[0].set_value(2 * MILLI)
    form._on_changed()
    assert (box.tendering.parts, box.tendering.due) == ((), 178_00)


def test_an_order_is_priced_by_what_runs_that_day_and_stays_so(desk, page):
    set_language("en")
    items = (PromotionItem(Role.BUY, desk.stall.tea),)
    create_promotion(
        desk.session,
        Promotion(
            "2 แถม 1",
            PromotionKind.BUY_GET,
            scope=Scope.PRODUCTS,
            buy_quantity=2 * MILLI,
            get_quantity=MILLI,
            gets=Gets.SAME,
            items=items,
        ),
    )
    create_price(desk.session, desk.stall.soap, rule=PriceRule(30_00 * E4, channel="live"))
    page.begin()
    settle(desk)
    form = page.form
    assert form.deals.isVisibleTo(form)
    type_text(form.customer.edit, "คุณใหม่")
    press(form.customer.edit, ENTER)
    for at, (name, pieces) in enumerate((("ชาหญ้า", "3"), ("น้ำยา", "1"))):
        type_text(form.lines.lines[at].what.edit, name)
        press(form.lines.lines[at].what.edit, ENTER)
        type_text(form.lines.lines[at].quantity.edit, pieces)
        press(form.lines.lines[at].quantity.edit, ENTER)
    assert form.lines.lines[0].amount.raw() == "178.00"
    assert "213.00" in form.total.raw()
    assert "2 แถม 1 −89.00" in form.why.raw()
    form.channel.set_value("live")
    form.channel.committed.emit("live")
    assert "208.00" in form.total.raw()
    form.deals.setChecked(False)
    assert "302.00" in form.total.raw()
    assert not form.why.isVisibleTo(form)
    form.deals.setChecked(True)
    save(desk, form)
    (order,) = open_orders()
    assert order.total == 208_00
    page.choose(order.uid)
    settle(desk)
    shortcut(page, "F4")
    settle(desk)
    assert not form.deals.isChecked()
    assert "208.00" in form.total.raw(), "what was agreed stands"
    form.deals.setChecked(True)
    assert "208.00" in form.total.raw(), "and can be priced anew"
    form.deals.setChecked(False)
    save(desk, form)
    assert now(order.uid).total == 208_00


def test_a_deposit_into_the_bank_shows_the_code_to_pay_by(desk, page):
    qr = next(each for each in tenders() if each.kind == "promptpay")
    data = TenderData(
        qr.name, qr.kind, qr.account_id, qr.code, promptpay_kind="mobile", promptpay_target="0000000000"
    )
    save_tender(desk.session, data, tender_id=qr.id)
    order = ordered(desk.stall, line(desk.stall.tea, 3))
    page.refresh(Changes.EVERYTHING)
    settle(desk)
    page.open(order.code)
    settle(desk)
    shortcut(page, "Ctrl+B")
    settle(desk)
    form = page.deposit_form
    assert not form.code.isVisibleTo(form), "cash needs no code"
    bank = next(each for each in form._lists.accounts if each.id == qr.account_id)
    form.account.set_value(bank.code)
    form.account.committed.emit(bank.code)
    assert "80.00" in form.code.qr.payload
    form.amount.edit.selectAll()
    type_text(form.amount.edit, "100")
    assert "100.00" in form.code.qr.payload
    save(desk, form)
    assert now(order.uid).deposits.left == 100_00
