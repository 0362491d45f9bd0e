"""The page of the drawer: opened, moved and closed by keys alone, and counted blind."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.drawer import Purpose
from app.domain.ledger import AccountRole
from app.domain.market_event import EventData
from app.domain.roles import DEFAULT_RULES, Role
from app.domain.session import ALL_PERMISSIONS, NotPermittedError, Permission, Session, issue
from app.queries.balances import balances
from app.queries.drawer import drawer_sheet, drawers, open_drawer
from app.queries.integrity import check_books
from app.services.journal import account_id
from app.services.market_events import create_event
from app.services.settings import change_settings
from app.settings import change_machine, load_machine
from db import connection as book
from db.models.base import insert_row
from db.models.settings import AppUser
from reports.drawer_kinds import hides_cash
from reports.home import Task, build
from reports.render.escpos import drawer_escpos
from tests.builders import session_with
from tests.drawers import closed, opened
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import press, type_text
from ui.pages.drawer import work
from ui.pages.drawer.view import DrawerView
from ui.pages.sell.page import SellPage

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 10, 5)
ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(desk):
    change_settings(desk.session, {"drawer_blind": False})
    yield desk
    assert check_books() == []


def page_of(desk, session=None):
    return desk.page(DrawerView, session=session, today=TODAY)


def balance(role):
    return next(each.balance for each in balances(dt.date(2030, 1, 1)) if each.id == account_id(role))


def test_a_day_by_keys_alone(desk):
    page = page_of(desk)
    assert page.stage.currentWidget() is page.empty
    page.begin()
    desk.settle()
    form = page.open_form
    assert desk.focus() is form.grid.fields[100_000].edit
    type_text(desk.focus(), "๑")  # one note of 1,000, in Thai digits
    press(desk.focus(), ENTER)
    type_text(desk.focus(), "2")
    press(desk.focus(), ENTER)
    assert desk.focus() is form.grid.fields[10_000].edit
    assert form.total.raw() == "Float 2,000.00"
    press(desk.focus(), ENTER, modifiers=CONTROL)
    desk.settle()
    drawer = open_drawer(desk.session.device_id)
    assert drawer is not None
    assert page._row is not None
    assert page._row.uid == drawer.uid
    assert page.close_button.isVisible()
    desk.sell(1)

    page._begin_drop()
    assert desk.focus() is page.move_form.amount.edit
    type_text(desk.focus(), "500")
    press(desk.focus(), ENTER, modifiers=CONTROL)
    desk.settle()
    assert balance(AccountRole.SAFE) == 500_00
    page.refresh(Changes.EVERYTHING)
    desk.settle()

    page.open("close")
    desk.settle()
    form = page.close_form
    assert desk.focus() is form.grid.fields[100_000].edit
    type_text(desk.focus(), "1")
    for _denomination in range(3):
        press(desk.focus(), ENTER)
    type_text(desk.focus(), "11")  # 11 × 50
    assert form.total.raw() == "Counted 1,550.00"
    assert form.beside.raw() == "Should be 1,559.00"
    assert form.result.raw() == "9.00 short"
    press(desk.focus(), ENTER, modifiers=CONTROL)
    desk.settle()
    assert open_drawer(desk.session.device_id) is not None, "a difference needs a reason"
    assert desk.focus() is form.reason.edit
    type_text(desk.focus(), "change")
    press(desk.focus(), ENTER, modifiers=CONTROL)
    desk.settle()
    assert open_drawer(desk.session.device_id) is None
    done = drawers()[0]
    assert (done.expected, done.counted, done.reason) == (1_559_00, 1_550_00, "change")
    assert [(link.target, link.argument) for link in desk.links] == [("drawer-z", done.closing)]
    assert done.closing in desk.messages.toast.label.text()
    assert not desk.messages.toast.button.isVisible(), "a closing is never undone, so it is not offered"
    assert not page.close_button.isVisible()


def test_a_blind_drawer_keeps_its_secret_from_who_counts_it(desk):
    seller = session_with(Permission.KEEP_DRAWER, Permission.SELL)
    opened(desk.session, 300_00, on=TODAY, is_blind=True)
    page = page_of(desk, seller)
    assert page.table.model().index(0, 3).data() in ("", "–", None)
    report = page.sheet.report()
    assert report is not None
    assert "30000" not in repr(report.blocks)
    assert not [each for each in report.blocks if getattr(each, "title", "") == "Cash in the drawer"]
    page.open("close")
    form = page.close_form
    type_text(desk.focus(), "1")
    assert form.result.raw() == ""
    assert "300" not in form.beside.raw()
    assert hides_cash(seller, True)
    assert not hides_cash(seller, False)
    assert not hides_cash(session_with(*ALL_PERMISSIONS), True)


def test_who_may_not_keep_the_drawer_only_reads(desk):
    opened(desk.session, 100_00, on=TODAY)
    page = page_of(desk, session_with(Permission.SEE_BOOKS))
    page.open("close")
    page.open("move")
    assert page.is_list_in_front()
    assert not page.close_button.isVisible()
    assert page.new_button.isHidden()


def test_a_drawer_of_yesterday_is_told_on_home_and_on_its_page(desk):
    opened(desk.session, 100_00, on=TODAY - dt.timedelta(days=1))
    page = page_of(desk)
    assert page.banner.isVisible()
    tasks = {each.task: each.text for each in build(desk.session, TODAY).todos}
    assert "4 Oct" in tasks[Task.DRAWER]
    seller = session_with(Permission.KEEP_DRAWER)
    assert Task.DRAWER in {each.task for each in build(seller, TODAY).todos}
    assert Task.DRAWER not in {each.task for each in build(desk.session, TODAY - dt.timedelta(days=1)).todos}


def test_every_movement_says_what_it_asks(desk):
    opened(desk.session, 100_00, on=TODAY)
    page = page_of(desk)
    page.open("move")
    desk.settle()
    form = page.move_form
    for purpose in (Purpose.PAID_IN, Purpose.PAID_OUT, Purpose.DROP, Purpose.PAYOUT):
        form.purpose.set_key(purpose.value)
        form._on_purpose(purpose.value)
        assert form.hint.text()
        assert form.other.isVisible() is (purpose is not Purpose.PAYOUT)
    form.submit()
    desk.settle()
    assert form.amount.error()
    page.go_back()
    page.retranslate()


def test_the_till_leads_to_the_drawer_and_says_when_it_must_be_open(desk, qapp):
    session = desk.session
    change_settings(session, {"drawer_needed": True})
    visits = []
    page = SellPage(
        desk.runner,
        session,
        desk.messages,
        qapp,
        open_at=lambda *place: visits.append(place),
        today=lambda: TODAY,
    )
    desk.runner.changed.connect(page.refresh)
    desk.show(page)
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    page.setFocus()
    page.open("TEA")
    page.pay_kind("cash")
    desk.settle()
    press(qapp.focusWidget(), ENTER, "\r")
    desk.settle()
    assert "No drawer is open" in page.checkout.tender_view.error.label.raw()
    assert not page.cart.is_empty
    page.back()
    desk.settle()
    press(qapp.focusWidget(), Qt.Key.Key_D, modifiers=CONTROL)
    assert visits == [("money", "drawer")]
    opened(session, 100_00, on=TODAY)
    page.pay_kind("cash")
    desk.settle()
    press(qapp.focusWidget(), ENTER, "\r")
    desk.settle()
    sheet = drawer_sheet(drawers()[0].uid)
    assert sheet is not None
    assert sheet.drawer.expected == 189_00


def test_the_slip_printer_prints_the_report_and_opens_the_lock(desk, tmp_path):
    out = tmp_path / "printer"
    change_machine(printer_kind="file", printer_target=str(out), open_drawer=True)
    opened(desk.session, 100_00, on=TODAY)
    page = page_of(desk)
    assert page.slip_button.isVisible()
    desk.click(page.lock_button)
    assert out.read_bytes() == drawer_escpos()
    desk.click(page.slip_button)
    assert len(out.read_bytes()) > 10_000
    with pytest.raises(NotPermittedError):
        work.open_lock(session_with(Permission.SEE_BOOKS), load_machine())


def test_a_drawer_of_a_computer_that_broke_is_closed_on_another(desk):
    uid = opened(desk.session, 100_00, on=TODAY - dt.timedelta(days=1))
    book.execute("INSERT INTO device (id, uid, prefix, name) VALUES (99, ?, 99, 'PC 2')", (new_uid(),))
    book.execute("UPDATE cash_session SET device_id = 99")
    assert open_drawer(desk.session.device_id) is None
    page = page_of(desk)
    page.open("close")
    form = page.close_form
    assert form._drawer is not None
    assert form._drawer.uid == uid
    assert "another computer" in form.title.text(), "nobody counts into the wrong drawer"
    form.grid.fields[10_000].set_value(1_000)
    form.submit()
    desk.settle()
    assert drawers()[0].counted == 100_00


def test_a_drawer_for_a_market_day_sells_from_its_stall(desk):
    stand = EventData("ตลาดนัด", TODAY, TODAY, location_id=2)
    event = create_event(desk.session, stand)
    page = page_of(desk)
    page.begin()
    desk.settle()
    form = page.open_form
    assert form.location.key() == 1
    form.market_day._choose(form.market_day._choice_of(event.uid))
    assert form.location.key() == 2
    form.market_day._choose(form.market_day._choice_of(""))
    assert form.location.key() == 1
    form.market_day._choose(form.market_day._choice_of(event.uid))
    form.grid.fields[100_000].set_value(1_000)
    form.submit()
    desk.settle()
    assert (drawers()[0].event, drawers()[0].location) == ("ตลาดนัด", "แผงขาย")


def a_seller():
    uid = new_uid()
    with book.unit_of_work():
        identity = insert_row(AppUser, {"uid": uid, "name": "สมใจ", "role": "seller", "active": 1})
    rules = DEFAULT_RULES[Role.SELLER]
    return issue(Session(identity, "สมใจ", 1, 1, 1, user_uid=uid), rules.permissions, rules.limits)


def test_a_drawer_is_closed_without_a_leader_who_looks_at_it_later(desk):
    seller = a_seller()
    opened(seller, 500_00, on=TODAY)
    page = page_of(desk, seller)
    page.open("close")
    desk.settle()
    form = page.close_form
    assert form.later_button.isHidden(), "approving here comes first"
    form.grid.fields[10_000].set_value(1_000)
    form.grid.changed.emit()
    form.reason.set_value("ไม่ทราบ")
    form.submit()
    desk.settle()
    assert open_drawer(seller.device_id) is not None
    assert form.later_button.isVisible()
    assert desk.focus() is form.later_button
    press(desk.focus(), Qt.Key.Key_Space)
    desk.settle()
    assert open_drawer(seller.device_id) is None
    assert drawers()[0].waits
    assert not page.approve_button.isVisible(), "it is the leader who looks at it"
    assert "waits for the leader" in page.table.model().index(0, 1).data()
    assert Task.CLOSINGS not in {each.task for each in build(seller, TODAY).todos}


def test_the_leader_is_led_to_what_she_looks_at_and_says_what_she_found(desk):
    seller = a_seller()
    uid = opened(seller, 500_00, on=TODAY)
    closed(seller, uid, 100_00, on=TODAY, reason="ไม่ทราบ", approve_later=True)
    tasks = {each.task: each.text for each in build(desk.session, TODAY).todos}
    assert "สมใจ" in tasks[Task.CLOSINGS]
    hers = page_of(desk)
    hers.open("waiting")
    desk.settle()
    assert hers._row is not None
    assert "waits for the leader" in hers.table.model().index(0, 1).data()
    report = hers.sheet.report()
    assert report is not None
    assert "waits for the leader" in repr(report.blocks)
    desk.click(hers.approve_button)
    assert desk.focus() is hers.approve_form.field("note").edit
    type_text(desk.focus(), "found under the tray")
    press(desk.focus(), ENTER)
    desk.settle()
    hers.refresh(Changes.EVERYTHING)
    desk.settle()
    assert not drawers()[0].waits
    assert not hers.approve_button.isVisible()
    report = hers.sheet.report()
    assert report is not None
    assert "found under the tray" in repr(report.blocks)
    assert Task.CLOSINGS not in {each.task for each in build(desk.session, TODAY).todos}
