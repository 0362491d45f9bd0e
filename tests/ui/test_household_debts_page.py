"""The place of debts with real keys and clicks: told, paid, rolled over, put on a slate, what more brings."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.document import new_uid
from app.domain.household.circles import CircleData, CircleMoneyDraft
from app.domain.household.debts import DebtData, DebtKind, NeverPaidOffError, PayOrder
from app.domain.loan import Every, LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData
from app.queries.household.debts import debts, slates
from app.queries.integrity import check_books
from app.services.household.circles import add_circle, draw_circle
from app.services.household.debt_entry import enter_debt
from app.services.household.debts import StartDraft, StartKind, owe_shop
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.household import balance
from tests.ui.desk import HomeDesk
from tests.ui.keys import type_text
from ui import theme
from ui.pages.debts.pictures import Rhythm, Way
from ui.pages.debts.question_parts import BY_AMOUNT, OTHER_THING
from ui.pages.debts.view import DebtsView
from ui.widgets.buttons import Button

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 11, 21)
CASH, LOANS = "1101", "2201"


@pytest.fixture
def home(qtbot, qapp, tmp_path):
    made = HomeDesk(qtbot, qapp, tmp_path)
    yield made
    made.close()


def typed(field, text: str) -> None:
    """Type into a field as a person does."""
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, text)


def enter(home, field) -> None:
    """Enter in a field."""
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    home.settle()


def press(home, choice, key) -> None:
    """Click the picture with a key."""
    number = choice._keys.index(key)
    home.click(choice.buttons[number])


def lent(home, lender: str = "สหกรณ์", principal: int = 12_000_00, **changes) -> bytes:
    """A debt of a year ago, twelve months of one percent."""
    values = {
        "side": LoanSide.TAKEN,
        "party_uid": None,
        "principal": principal,
        "agreed_on": dt.date(2026, 9, 10),
        "first_due": dt.date(2026, 10, 10),
        "rate_ppm": 10_000,
        "rate_per": RatePer.MONTH,
        "instalments": 12,
    }
    kind = changes.pop("kind", DebtKind.COOPERATIVE)
    more = {name: changes.pop(name) for name in ("redeem_by", "fees") if name in changes}
    data, uid = LoanData(**(values | changes)), new_uid()
    start = StartDraft(new_uid(), uid, StartKind.RECEIVED, principal, CASH)
    debt = DebtData(data, kind, is_formal=True, **more)
    enter_debt(home.session, debt, start=start, lender=lender, on=data.agreed_on)
    return uid


def the(uid: bytes):
    """One debt as it stands today."""
    return next(each for each in debts(TODAY, with_ended=True) if each.uid == uid)


def opened(home, page, name: str) -> None:
    """Open a card by Enter."""
    tile = next(each for each in page.board.tiles if each.key.name == name)
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    home.settle()
    assert page.side.isVisible()


# ---------------------------------------------------------------- telling


def test_a_debt_is_told_one_question_at_a_time_by_keys(home, thai):
    page = home.page(DebtsView, today=TODAY)
    assert page.board.empty.isVisible()
    assert not page.board.top.isVisible()
    page.board.empty.button.click()
    q = page.questions
    assert page.stack.currentWidget() is q
    assert q.step.key == "kind"
    assert home.focus() is q.kinds.buttons[0]
    QTest.keyClick(home.focus(), Qt.Key.Key_Return)  # a bank
    assert q.step.key == "name"
    enter(home, q.name)
    assert q.name.error()
    assert q.step.key == "name"
    typed(q.name, "ธ.ก.ส.")
    enter(home, q.name)
    assert q.step.key == "start"
    QTest.keyClick(home.focus(), Qt.Key.Key_Return)
    assert q.step.key == "amount"
    typed(q.amount, "0")
    enter(home, q.amount)
    assert q.banner.isVisible()
    typed(q.amount, "๑๒,๐๐๐")
    enter(home, q.amount)
    assert q.step.key == "day"
    assert not q.banner.isVisible()
    enter(home, q.day)
    assert q.step.key == "place"
    QTest.keyClick(home.focus(), Qt.Key.Key_Return)
    assert q.step.key == "way"
    QTest.keyClick(home.focus(), Qt.Key.Key_Return)
    assert q.step.key == "rate"
    typed(q.rate, "12")
    enter(home, q.rate)
    assert q.step.key == "rhythm"
    QTest.keyClick(home.focus(), Qt.Key.Key_Return)
    assert q.step.key == "by"
    assert home.focus() is q.times.edit
    enter(home, q.times)
    assert q.step.key == "first"
    enter(home, q.first)
    assert q.step.key == "fees"
    typed(q.fees, "600")
    enter(home, q.fees)
    assert q.step.key == "look"
    assert q.is_last()
    assert q.hint.raw() == "ธ.ก.ส. · ธนาคาร · 12,000 บาท"
    assert "ดอกเบี้ยจริง" in q.sheet.report().blocks[0].text
    assert debts(TODAY) == ()
    QTest.keyClick(home.focus(), Qt.Key.Key_Return)
    home.settle()
    assert page.stack.currentWidget() is page.home
    [debt] = debts(TODAY)
    assert (debt.name, debt.kind, debt.is_formal, debt.fees) == ("ธ.ก.ส.", DebtKind.BANK, True, 600_00)
    assert (debt.loan.terms.rate_ppm, debt.loan.terms.rate_per) == (120_000, RatePer.YEAR)
    assert debt.yearly_ppm > 200_000, "fees make it dearer than twelve percent"
    assert (balance(CASH), balance(LOANS)) == (11_400_00, -12_000_00)
    assert page.board.owed.raw() == "มีหนี้รวม 12,000 บาท"
    assert page.board.free.isVisible()
    assert page.board.chart_card.isVisible()
    assert check_books() == []


def test_back_keeps_everything_and_leads_out_at_the_first(home):
    page = home.page(DebtsView, today=TODAY)
    page.open("new")
    q = page.questions
    press(home, q.kinds, DebtKind.RELATIVE)
    typed(q.name, "ป้าแจ่ม")
    enter(home, q.name)
    press(home, q.starts, StartKind.OWED)
    assert q.accrued.isVisible()
    typed(q.amount, "2500")
    for key in ("start", "name", "kind"):
        QTest.keyClick(q, Qt.Key.Key_Escape)
        assert q.step.key == key
    assert q.name.name() == "ป้าแจ่ม"
    assert q.amount.number() == 2_500_00
    assert q.starts.key() is StartKind.OWED
    home.click(q.next_button)
    home.click(q.next_button)
    home.click(q.next_button)
    assert q.step.key == "amount"
    for _back in range(4):
        home.click(q.back_button)
    assert page.stack.currentWidget() is page.home
    assert debts(TODAY) == ()


def test_what_would_never_end_is_said_beside_the_question(home):
    page = home.page(DebtsView, today=TODAY)
    page.tell(DebtKind.MONEYLENDER)
    q = page.questions
    press(home, q.kinds, DebtKind.MONEYLENDER)
    typed(q.name, "เจ๊แดง")
    enter(home, q.name)
    press(home, q.starts, StartKind.RECEIVED)
    typed(q.amount, "10000")
    enter(home, q.amount)
    enter(home, q.day)
    press(home, q.places, CASH)
    press(home, q.ways, Way.LEFT)
    press(home, q.pers, RatePer.MONTH)
    typed(q.rate, "120")
    enter(home, q.rate)
    assert q.step.key == "rate"
    assert "100" in q.banner.label.raw()  # more than a hundred percent a month
    typed(q.rate, "5")
    enter(home, q.rate)
    press(home, q.rhythms, Rhythm.MONTHLY)
    press(home, q.bys, BY_AMOUNT)
    assert home.focus() is q.each.edit
    typed(q.each, "400")
    enter(home, q.each)
    assert q.step.key == "by"
    assert "100.01" in q.banner.label.raw()  # 500 of interest, 400 paid
    assert q.banner.property("tone") != "bad"
    typed(q.each, "1000")
    enter(home, q.each)
    assert q.step.key == "first"
    typed(q.first, "1/1/2569")
    enter(home, q.first)
    assert q.step.key == "first", "before the loan itself"
    assert q.banner.isVisible()


def test_hire_purchase_and_goods_are_bought(home):
    page = home.page(DebtsView, today=TODAY)
    for kind, thing, account in (
        (DebtKind.HIRE_PURCHASE, "1403", "1403"),
        (DebtKind.SHOP, OTHER_THING, "5101"),
    ):
        page.open("new")
        q = page.questions
        press(home, q.kinds, kind)
        typed(q.name, f"ร้าน {kind.value}")
        enter(home, q.name)
        assert q.starts.key() is StartKind.BOUGHT
        press(home, q.starts, StartKind.BOUGHT)
        typed(q.amount, "4800")
        enter(home, q.amount)
        enter(home, q.day)
        assert q.step.key == "thing"
        press(home, q.things, thing)
        if thing == OTHER_THING:
            assert q.category.isVisible()
            q.category.set_value(account)
            home.click(q.next_button)
        press(home, q.ways, Way.NONE)
        assert q.step.key == "rhythm"
        press(home, q.rhythms, Rhythm.ONCE)
        assert q.step.key == "first"
        while page.stack.currentWidget() is q:
            home.click(q.next_button)
        assert balance(account) == 4_800_00
    assert [each.yearly_ppm for each in debts(TODAY)] == [0, 0]
    assert balance(CASH) == 0
    assert check_books() == []


def test_a_pawn_wants_its_thing_and_its_day(home):
    page = home.page(DebtsView, today=TODAY)
    page.open("new")
    q = page.questions
    press(home, q.kinds, DebtKind.PAWN)
    typed(q.name, "โรงรับจำนำ")
    enter(home, q.name)
    press(home, q.starts, StartKind.RECEIVED)
    typed(q.amount, "6000")
    enter(home, q.amount)
    enter(home, q.day)
    press(home, q.places, CASH)
    press(home, q.ways, Way.FLOATING)
    typed(q.rate, "1.25")
    enter(home, q.rate)
    press(home, q.rhythms, Rhythm.ONCE)
    typed(q.first, "21/3/2570")
    enter(home, q.first)
    home.click(q.next_button)
    assert q.step.key == "pledge"
    home.click(q.next_button)
    assert q.pledge.error()
    typed(q.pledge, "สร้อยทอง 1 บาท")
    typed(q.until, "21/3/2570")
    enter(home, q.until)
    assert q.step.key == "look"
    home.click(q.next_button)
    [debt] = debts(TODAY)
    assert (debt.redeem_by, debt.loan.security) == (dt.date(2027, 3, 21), "สร้อยทอง 1 บาท")
    # four months of 1.25 percent
    assert sum(row.interest for row in debt.loan.plan) == 300_00

    opened(home, page, "โรงรับจำนำ")
    assert "สร้อยทอง" in page.side.said.raw()
    home.click(page.side.lose_button)
    form = page.forms.lose
    assert page.forms.thing.key() == "1404"
    typed(form.field("value"), "0")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home.settle()
    assert debts(TODAY) == ()
    assert check_books() == []


# ---------------------------------------------------------------- what is done with a debt


def test_a_payment_says_its_parts_before_it_is_saved(home, thai):
    uid = lent(home)
    page = home.page(DebtsView, today=TODAY)
    opened(home, page, "สหกรณ์")
    assert "เลยกำหนด" in page.side.said.raw()
    page._on_pay_wanted()
    home.settle()
    form = page.pay_form
    assert form.amount.number() == the(uid).state.late
    typed(form.amount, "99999")
    home.settle()
    assert form.told.isVisible()
    assert form.told.property("tone") == "warn"
    typed(form.amount, "1000")
    home.settle()
    state = the(uid).state
    assert form.proposal.split.interest_paid == state.interest_owed
    assert form.proposal.left_after == state.owed - 1_000_00
    enter(home, form.amount)
    assert page.stack.currentWidget() is page.home
    assert the(uid).state.owed == state.owed - 1_000_00
    assert "11," in page.side.owed.raw()
    line = page.side.lines[0]
    assert not line.undo.isHidden()
    home.click(line.undo)
    assert the(uid).state.owed == state.owed
    assert page.side.lines[0].undo.isHidden(), "an undoing is not undone"
    form_amount = the(uid).state.owed
    page._on_pay_wanted()
    home.click(form.all_button)
    assert form.amount.number() == form_amount
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home.settle()
    assert the(uid).state.is_over
    assert page.side.pay_button.isHidden()
    home.click(page.side.aside_button)
    assert not the(uid).loan.active
    page.side.close_panel()
    assert page.board.tiles == []
    home.click(page.board.ended_button)
    opened(home, page, "สหกรณ์")
    home.click(page.side.aside_button)
    assert the(uid).loan.active
    assert check_books() == []


def test_a_debt_is_changed_and_rolled_over(home):
    uid = lent(home)
    page = home.page(DebtsView, today=TODAY)
    opened(home, page, "สหกรณ์")
    home.click(page.side.change_button)
    q = page.questions
    asked = q.keys()
    assert asked[:2] == ["kind", "name"]
    assert "amount" not in asked
    home.click(q.next_button)
    typed(q.name, "เงินกู้ปุ๋ย")
    enter(home, q.name)
    assert q.ways.key() is Way.LEFT
    home.click(q.next_button)
    assert q.rate.number() == 100
    typed(q.rate, "2")
    while page.stack.currentWidget() is q:
        home.click(q.next_button)
    assert (the(uid).name, the(uid).loan.terms.rate_ppm, the(uid).loan.party) == ("เงินกู้ปุ๋ย", 20_000, "สหกรณ์")
    assert balance(LOANS) == -12_000_00

    home.click(page.side.roll_button)
    owed = the(uid).state.owed
    assert q.step.key == "paid"
    typed(q.paid, "500")
    enter(home, q.paid)
    assert q.step.key == "way"
    while page.stack.currentWidget() is q:
        home.click(q.next_button)
    [new] = debts(TODAY)
    assert new.uid != uid
    assert new.state.principal == owed - 500_00
    assert new.rolls_over
    assert check_books() == []


def test_a_shops_slate(home, thai):
    page = home.page(DebtsView, today=TODAY)
    page.open("slate")
    forms = page.forms
    typed(forms.shop, "ร้านป้านิด")
    QTest.keyClick(forms.shop.edit, Qt.Key.Key_Return)
    typed(forms.owe.field("amount"), "120+80")
    forms.goods.set_value("5101")
    QTest.keyClick(forms.owe, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home.settle()
    assert [(each.name, each.owed) for each in slates()] == [("ร้านป้านิด", 200_00)]
    assert page.board.owed.raw() == "มีหนี้รวม 200 บาท"
    opened(home, page, "ร้านป้านิด")
    home.click(page.side.owe_button)
    assert forms.shop.name() == "ร้านป้านิด"
    typed(forms.owe.field("amount"), "50")
    QTest.keyClick(forms.owe, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home.settle()
    assert slates()[0].owed == 250_00
    home.click(page.side.pay_button)
    assert forms.pay.field("amount").number() == 250_00
    typed(forms.pay.field("amount"), "251")
    QTest.keyClick(forms.pay, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home.settle()
    assert forms.pay.banner.isVisible()
    typed(forms.pay.field("amount"), "250")
    QTest.keyClick(forms.pay, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home.settle()
    assert slates() == ()
    assert balance(CASH) == -250_00
    assert len(page.side.lines) == 3
    QTest.keyClick(page.side, Qt.Key.Key_Escape)
    assert not page.side.isVisible()


def test_a_circle_whose_pot_was_drawn_is_still_to_be_paid(home, thai):
    data = CircleData("วงครูน้อย", 500_00, dt.date(2026, 9, 1), rounds=10)
    circle = add_circle(home.session, data)
    draw_circle(home.session, CircleMoneyDraft(new_uid(), circle.uid, 5_000_00, CASH), on=TODAY)
    page = home.page(DebtsView, today=TODAY)
    [tile] = page.board.tiles
    assert tile.amount.raw() == "5,000 บาท"
    assert "5,000" in page.board.circled.raw()
    assert page.board.owed.raw() == "ไม่มีหนี้ ดีมากแล้ว"
    home.click(tile)
    assert home.visits == [("diary", f"places:{tile.key.account_code}")]


# ---------------------------------------------------------------- what if


def test_what_more_would_bring_is_answered_at_once(home, thai):
    lent(home, "ถูก", 20_000_00, rate_ppm=5_000, instalments=24)
    lent(home, "แพง", 10_000_00, rate_ppm=30_000, instalments=24)
    page = home.page(DebtsView, today=TODAY)
    page._on_what_if_wanted()
    home.settle()
    part = page.what_if
    assert part.order() is PayOrder.DEAREST
    assert "500" in part.answer.raw()
    first = part.answer.raw()
    typed(part.extra, "๑๐๐๐")
    home.qtbot.waitUntil(lambda: "1,000" in part.answer.raw())
    assert part.answer.raw() != first
    typed(part.once, "3000")
    home.qtbot.waitUntil(lambda: "3,000" in part.answer.raw())
    press(home, part.orders, PayOrder.SMALLEST)
    assert part.sheet.tables()
    typed(part.extra, "")
    typed(part.extra, "x")
    QTest.qWait(200)
    assert "1,000" in part.answer.raw() or "3,000" in part.answer.raw(), "what cannot be read asks nothing"
    QTest.keyClick(part, Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.home


def test_the_plan_is_saved_from_there(home):
    lent(home)
    made: list[Path] = []
    page = home.page(DebtsView, today=TODAY, save_file=home.save_to(made))
    page.open("what-if")
    home.settle()
    for button in (page.what_if.pdf_button, page.what_if.excel_button):
        home.click(button)
    assert [path.suffix for path in made] == [".pdf", ".xlsx"]
    assert all(path.stat().st_size > 2_000 for path in made)


def test_a_debt_that_never_ends_is_told_by_how_much(home):
    lent(home)
    page = home.page(DebtsView, today=TODAY)
    assert "interest until then" in page.board.free.raw()
    never = NeverPaidOffError(name="เจ๊แดง", short=120_01)
    page.board.show_board(replace(page.board.shown, plan=None, error=never))
    assert "120.01" in page.board.free.raw()
    assert page.board.free.property("tone") != "clay"


# ---------------------------------------------------------------- how it stands there


@pytest.mark.parametrize("width", [620, 1300])
def test_one_debt_stands_beside_all_where_there_is_room(home, width):
    lent(home)
    owe_shop(home.session, "ร้านป้านิด", uid=new_uid(), account_code="5101", amount=100, on=TODAY)
    page = home.page(DebtsView, today=TODAY)
    home.window.resize(width, 700)
    opened(home, page, "สหกรณ์")
    assert page.board.isVisible() is (width > 1000)
    page.side.close_panel()
    assert page.board.isVisible()
    assert home.focus() is page.board.tiles[0]
    QTest.keyClick(home.focus(), Qt.Key.Key_Down)
    assert home.focus() is page.board.tiles[1]


def test_everything_is_large_enough_for_a_finger_and_has_a_name(home):
    lent(home)
    page = home.page(DebtsView, today=TODAY)
    opened(home, page, "สหกรณ์")
    page.open("new")
    for button in page.findChildren(Button):
        if button.isVisibleTo(page) and button.text().strip():
            assert button.accessibleName()
            assert button.property("touch") or button.height() >= theme.touch() or _in_a_form(button), (
                button.text()
            )
    for choice in (page.questions.kinds, page.questions.ways, page.questions.rhythms):
        assert choice.accessibleName()
        assert all(each.sizeHint().height() >= theme.touch() for each in choice.buttons)


def _in_a_form(button: Button) -> bool:
    parent = button.parentWidget()
    while parent is not None:
        if hasattr(parent, "save_button"):
            return True
        parent = parent.parentWidget()
    return False


def test_words_of_another_language_keep_what_was_answered(home, thai):
    page = home.page(DebtsView, today=TODAY)
    page.open("new")
    q = page.questions
    press(home, q.kinds, DebtKind.SHOP)
    typed(q.name, "ร้านลุง")
    page.retranslate()
    assert (q.kinds.key(), q.name.name(), q.step.key) == (DebtKind.SHOP, "ร้านลุง", "name")
    assert q.question.raw() == "เจ้าหนี้ชื่ออะไร"


def test_arrows_walk_along_the_pictures_and_enter_takes_one(home):
    page = home.page(DebtsView, today=TODAY)
    page.open("new")
    q = page.questions
    QTest.qWait(20)  # everything has its place
    for _step in range(2):
        QTest.keyClick(home.focus(), Qt.Key.Key_Right)
        assert q.step.key == "kind", "walking leads nowhere by itself"
    assert q.kind() is DebtKind.VILLAGE_FUND
    assert q.rhythm() is Rhythm.YEARLY, "what is usual comes along"
    QTest.keyClick(home.focus(), Qt.Key.Key_Return)
    assert q.step.key == "name"


def test_a_roll_over_leaves_something(home):
    uid = lent(home, method=LoanMethod.EQUAL_PRINCIPAL)
    page = home.page(DebtsView, today=TODAY)
    opened(home, page, "สหกรณ์")
    home.click(page.side.roll_button)
    q = page.questions
    typed(q.paid, "99999")
    enter(home, q.paid)
    assert q.step.key == "paid"
    assert q.banner.isVisible()
    home.click(q.back_button)
    home.click(page.side.change_button)
    while page.stack.currentWidget() is q:
        home.click(q.next_button)
    assert the(uid).loan.terms.method is LoanMethod.EQUAL_PRINCIPAL, "a contract keeps its own way"


def test_others_lead_here(home):
    uid = lent(home)
    page = home.page(DebtsView, today=TODAY)
    page.open(f"pay:{uid.hex()}")
    home.settle()
    assert page.stack.currentWidget() is page.pay_form
    assert page.pay_form.debt.uid == uid
    page.open(uid.hex())
    home.settle()
    assert page.stack.currentWidget() is page.home
    assert page.side.isVisible()
    page.open("nothing of the kind")
    home.settle()
    assert page.stack.currentWidget() is page.home
    page.open("new")
    assert page.stack.currentWidget() is page.questions


def test_harvest_is_a_year(home):
    page = home.page(DebtsView, today=TODAY)
    page.open("new")
    q = page.questions
    q.rhythms.press(Rhythm.HARVEST)
    assert q.data().loan.every_unit is Every.YEAR
    assert q.first.date() == dt.date(2027, 11, 21)
