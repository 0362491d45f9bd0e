"""Slips by keys alone: a bag of ten, what looks alike, pictures, bad input, putting right."""

import datetime as dt
import io

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.balances import balances
from app.queries.entries import entry_categories, pictures_of, recent_entries, waiting_pictures
from app.queries.integrity import check_books
from app.queries.open_items import open_items
from app.queries.parties import list_parties
from app.queries.sales import document_by_number, documents
from app.services.entries import post_entry
from app.services.settings import change_settings
from app.services.slip_pictures import attach_picture, take_in_picture
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY
from tests.ui.keys import press, type_text
from ui.pages.entry import work
from ui.pages.entry.view import EntryView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
YESTERDAY = DAY - dt.timedelta(days=1)


def new_view(desk):
    return EntryView(
        desk.session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        today=lambda: DAY,
    )


def make_page(desk):
    made = new_view(desk)
    desk.show(made)
    made.refresh(Changes.EVERYTHING)
    desk.settle()
    return made


@pytest.fixture
def page(desk):
    made = make_page(desk)
    desk.runner.changed.connect(made.refresh)
    made.open("out")
    return made


class Keys:
    """Types where the cursor is, as a bookkeeper does."""

    def __init__(self, desk, page):
        self.desk, self.page = desk, page

    def type(self, text):
        widget = QApplication.focusWidget()
        assert widget is not None
        type_text(widget, text)
        return self

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        widget = QApplication.focusWidget()
        assert widget is not None
        press(widget, key, modifiers=modifiers)
        return self

    def enter(self, *texts):
        """Type each text and go on with Enter; a choice takes one Enter as well."""
        for text in texts:
            if text:
                self.type(text)
            self.press(ENTER)
        return self

    def save(self):
        self.press(ENTER, CONTROL)
        self.desk.settle()
        faults = [(field.edit.accessibleName(), field.error()) for field in self.page.form.order()]
        assert not self.page.form.is_begun(), [each for each in faults if each[1]]
        return self

    def shortcut(self, key):
        action = next(each.action for each in self.page.shortcuts() if each.keys == key)
        action()
        self.desk.settle()
        return self


@pytest.fixture
def keys(desk, page):
    return Keys(desk, page)


def sums():
    return {row.code: row.balance for row in balances(dt.date(2026, 12, 31)) if row.balance}


def newest():
    return recent_entries(1)[0]


def test_a_bag_of_ten_slips_by_keys_alone(desk, page, keys):
    before = sums()
    keys.shortcut("F6").enter("10", "3000")
    assert page.bag_bar.bag is not None
    # 1: day, shop, what for, amount, and saved; the way of paying is cash
    keys.enter("", "ร้านสมใจ", "ไฟฟ้า", "350").save()
    # 2: yesterday by one key, found again by name
    keys.press(Qt.Key.Key_Minus).enter("", "สมใจ", "เติมน้ำมัน", "๒๐๐").save()
    # 3: the day is kept
    assert page.slip.day.date() == YESTERDAY
    keys.press(Qt.Key.Key_1, ALT).enter("", "", "เครื่องเขียน", "150").save()
    # 4: out of a member's purse
    keys.enter("", "", "ประชุม", "300", "purse", "", "สมาชิก ก").save()
    # 5: on credit; the way of paying stayed on the purse and is changed
    keys.enter("", "ร้านวัสดุ", "อะไหล่", "500", "owed").save()
    # 6: split over two categories, paid in cash
    keys.enter("", "", "โทรศัพท์", "100").shortcut("F8").enter("เช่า", "400", "Cash").save()
    # 7: the same again
    keys.shortcut("F7")
    page.slip.parts.parts[0].amount.edit.setFocus()
    page.slip.parts.parts[0].amount.edit.selectAll()
    keys.enter("200").save()
    # 8: from the bank, with number, date and note, saved by Enter at the end
    keys.enter("", "", "ธรรมเนียม", "50", "Bank", "", "A12", "1/10/69", "ค่าสมุด").press(ENTER)
    desk.settle()
    # 9: two days ago
    keys.press(Qt.Key.Key_2, ALT).enter("", "", "โฆษณา", "450", "Cash").save()
    # 10: an income in the same bag
    keys.shortcut("F3").enter("", "", "เศษวัสดุ", "100").save()
    out = {
        "ค่าไฟฟ้า": 350,
        "ค่าน้ำมันรถ": 200,
        "เครื่องเขียน กระดาษ หมึก": 150,
        "ค่าประชุม อาหารว่าง": 300,
        "ซ่อมเครื่องมือ เครื่องจักร": 500,
        "ค่าโทรศัพท์ อินเทอร์เน็ต": 100 + 200,
        "ค่าเช่าที่ โรงเรือน": 400 + 400,
        "ค่าธรรมเนียมธนาคาร": 50,
        "โฆษณา ถ่ายรูป ป้าย": 450,
    }
    expected = dict.fromkeys(["1101"], -(350 + 200 + 150 + 500 + 600 + 450 - 100))
    expected |= {"1102": -50, "2103": -300, "2101": -500}
    for each in entry_categories():
        if each.name in out:
            expected[each.account_code] = expected.get(each.account_code, 0) + out[each.name]
        elif each.name == "ขายเศษวัสดุ ของเหลือ":
            expected[each.account_code] = -100
    after = sums()
    moved = {code: after.get(code, 0) - before.get(code, 0) for code in {*after, *before}}
    assert {code: amount for code, amount in moved.items() if amount} == {
        code: amount * 100 for code, amount in expected.items()
    }
    assert [entry.on for entry in recent_entries(2)] == [DAY - dt.timedelta(days=2)] * 2
    assert page.bag_bar.bag.agrees
    assert page.bag_bar.verdict.isVisible()
    assert [item.open for item in open_items(AccountRole.MEMBER_PAYABLE)] == [-300_00]
    assert [item.open for item in open_items(AccountRole.PAYABLE)] == [-500_00]
    assert check_books() == []


def one_slip(keys, amount="100", what="ไฟฟ้า"):
    keys.enter("", "", what, amount)
    return keys.save()


def test_the_same_slip_twice_warns_and_is_saved_by_the_second_press(desk, page, keys):
    one_slip(keys)
    keys.enter("", "", "ไฟฟ้า", "100").press(ENTER, CONTROL)
    desk.settle()
    assert page.alike.isVisible()
    assert newest().number in page.alike.label.raw()
    assert len(documents(DAY, DAY, kind="expense")) == 1
    keys.save()
    assert not page.alike.isVisible()
    assert len(documents(DAY, DAY, kind="expense")) == 2


def test_typing_after_the_warning_asks_again(desk, page, keys):
    one_slip(keys)
    keys.enter("", "", "ไฟฟ้า", "100").press(ENTER, CONTROL)
    desk.settle()
    page.slip.note.edit.setFocus()
    keys.type("ใบใหม่")
    assert not page.alike.isVisible()
    keys.press(ENTER, CONTROL)
    desk.settle()
    assert page.alike.isVisible()
    assert len(documents(DAY, DAY, kind="expense")) == 1
    keys.shortcut("Ctrl+N")
    assert not page.alike.isVisible()


def test_bad_input_loses_nothing(desk, page, keys):
    keys.enter("", "ร้านสมใจ", "ไฟฟ้า", "1x")
    assert page.slip.parts.parts[0].amount.error()
    keys.press(ENTER, CONTROL)
    desk.settle()
    assert documents(DAY, DAY, kind="expense") == ()
    assert page.slip.parts.parts[0].amount.text() == "1x"
    assert page.slip.party.text() == "ร้านสมใจ"
    page.slip.parts.parts[0].amount.set_value(100_00)
    page.slip.party.set_value(None)
    page.slip.how.set_value("later")
    page.slip.submit()
    desk.settle()
    assert page.slip.party.error()
    assert page.slip.parts.parts[0].amount.number() == 100_00
    assert documents(DAY, DAY, kind="expense") == ()


def test_a_refusal_of_the_book_keeps_the_form(desk, page, keys, monkeypatch):
    keys.enter("", "", "ไฟฟ้า", "100")
    page.slip.parts.parts[0].what.set_choices([])
    page.slip.parts.set_drafts((EntryLineDraft(100_00, account_code="9999"),))
    page.slip.submit()
    desk.settle()
    assert page.slip.banner.isVisible()
    assert not page.slip.busy
    assert page.slip.parts.parts[0].amount.number() == 100_00


def test_what_is_typed_while_saving_waits_for_the_next_slip(desk, page, keys):
    keys.enter("", "", "ไฟฟ้า", "100").press(ENTER, CONTROL)
    assert page.slip.busy
    keys.type("-")
    desk.settle()
    QApplication.processEvents()
    assert newest().on == DAY
    assert page.slip.day.date() == YESTERDAY


def test_the_bag_survives_and_names_who_is_to_blame(desk, page, keys):
    keys.shortcut("F6").enter("2", "1027")
    one_slip(keys, "972")
    second = new_view(desk)
    second.refresh(Changes.EVERYTHING)
    desk.settle()
    assert second.bag_bar.bag is not None
    assert (second.bag_bar.bag.slips_left, second.bag_bar.bag.total_left) == (1, 55_00)
    second.deleteLater()
    page.open("out")
    one_slip(keys, "100", "เติมน้ำมัน")
    assert page.bag_bar.verdict.isVisible()
    assert "927.00" in page.bag_bar.verdict.label.raw()
    page.last.undo_button.click()
    desk.settle()
    assert page.bag_bar.bag.slips_left == 1
    page.bag_bar.end_button.click()
    desk.settle()
    assert work.kept_bag(desk.session) is None
    assert not page.bag_bar.isVisible()


@pytest.mark.parametrize("typed", ["0", "-3", "2.5", "สอง"])
def test_a_bag_wants_a_whole_number(page, keys, typed):
    keys.shortcut("F6").enter(typed)
    bar = page.bag_bar
    assert bar.count.error()
    assert bar.bag is None
    assert bar.count.edit.mapTo(bar, QPoint()).y() == bar.total.edit.mapTo(bar, QPoint()).y()
    assert bar.count.error_label.height() < 2 * bar.ask_label.sizeHint().height()  # across the bar: one line


def picture(folder, name, shade):
    out = io.BytesIO()
    Image.new("RGB", (60, 90), (shade, 240, 240)).save(out, "JPEG")
    (folder / name).write_bytes(out.getvalue())


def test_slips_from_pictures(desk, page, keys, tmp_path):
    folder = tmp_path / "รูปบิล"
    folder.mkdir()
    picture(folder, "1.jpg", 10)
    picture(folder, "2.jpg", 200)
    (folder / "3.jpg").write_bytes(b"\xff\xd8\xff broken")
    (folder / "notes.txt").write_text("x")
    page.take_in([folder])
    desk.settle()
    desk.settle()
    assert "3.jpg" in desk.status.message.raw()
    assert [row.name for row in waiting_pictures()] == ["1.jpg", "2.jpg"]
    assert page.photos.isVisible()
    assert page.photos.large.has_picture()
    one_slip(keys)
    desk.settle()
    posted = page.last.posted
    assert [row.name for row in pictures_of(posted.uid)] == ["1.jpg"]
    assert page._picture.name == "2.jpg"
    desk.click(page.photos.aside_button)
    desk.settle()
    assert waiting_pictures() == ()
    assert page.photos.current() is None


def test_a_transfer_and_an_advance_by_keys(desk, page, keys):
    keys.shortcut("F3").shortcut("F3").enter("", "Cash", "Bank", "100", "5")
    assert "below zero" in page.facts.text()
    keys.save()
    keys.shortcut("F3").enter("", "สมาชิก ข", "50").save()
    keys.shortcut("F7")
    assert page.advance.amount.number() == 50_00
    kinds = [entry.kind.value for entry in recent_entries(2)]
    assert kinds == ["advance", "transfer"]
    assert "สมาชิก ข" in [row.name for row in list_parties()]
    assert check_books() == []


def test_an_entry_is_put_right_in_one_step(desk, page, keys):
    uid = next(each.uid for each in entry_categories() if each.direction is Direction.OUT)
    draft = EntryDraft(
        new_uid(),
        Direction.OUT,
        (EntryLineDraft(100_00, uid),),
        (PayDraft(PayKind.MONEY, 100_00, "1101"),),
    )
    wrong = post_entry(desk.session, draft, on=YESTERDAY)
    page.open(f"correct:{wrong.number}")
    desk.settle()
    assert page.slip.day.date() == YESTERDAY
    amount = page.slip.parts.parts[0].amount
    amount.edit.setFocus()
    amount.edit.selectAll()
    keys.type("120").save()
    assert document_by_number(wrong.number).reversed_by is not None
    assert newest().total == 120_00
    assert check_books() == []


def test_late_and_future_days_are_said(page, keys):
    keys.type("1/9/2569")
    page.slip.go_on(page.slip.day)
    assert "late" in page.facts.text()
    page.slip.day.set_value(DAY + dt.timedelta(days=3))
    page._show_facts()
    assert "not come" in page.facts.text()


def test_categories_and_holidays_are_edited(desk, page):
    page.open("lists")
    desk.settle()
    lists = page.lists_page
    lists.name.set_value("ค่าซ่อมรถ")
    lists.account.set_value("5203")
    desk.click(lists.save_button)
    assert "ค่าซ่อมรถ" in [each.name for each in entry_categories()]
    lists.table.choose_where(lambda each: each.name == "ค่าซ่อมรถ")
    desk.click(lists.up_button)
    names = [each.name for each in entry_categories() if each.direction is Direction.OUT]
    assert names[-2] == "ค่าซ่อมรถ"
    desk.click(lists.aside_button)
    assert "ค่าซ่อมรถ" not in [each.name for each in entry_categories()]
    lists.day.set_value(DAY)
    lists.day_name.set_value("งานบุญ")
    desk.click(lists.add_button)
    desk.settle()
    assert "งานบุญ" in [row[1] for row in lists.days_model.rows]
    lists.back_button.click()
    assert page.stack.currentWidget() is page.desk


def test_vat_is_asked_for_only_by_a_registered_group(desk, page, keys):
    assert not page.slip.vat.isVisible()
    change_settings(desk.session, {"vat_registered_from": YESTERDAY.isoformat()})
    page.refresh(Changes.EVERYTHING)
    desk.settle()
    desk.qtbot.waitUntil(page.slip.vat.isVisible)
    page.slip.day.set_value(YESTERDAY - dt.timedelta(days=1))
    page.slip.vat.show_when_due()
    assert not page.slip.vat.isVisible()
    page.slip.clear_form()
    part = page.slip.parts.parts[0]
    part.what.set_value(part.what.model.choices()[0].key)
    part.amount.set_value(107_00)
    page.slip.vat.amount.edit.setFocus()
    keys.type("7")
    page.slip.go_on(page.slip.vat.amount)
    assert page.slip.vat.claim.isVisible()
    keys.save()
    number = newest().number
    desk.settle()
    page.open(f"correct:{number}")
    desk.settle()
    assert page.slip.vat.amount.number() == 7_00
    assert page.slip.draft().lines[0].amount == 107_00
    assert check_books() == []


def test_cash_transfer_and_the_rest_owed_by_keys_and_put_right(desk, page, keys):
    keys.enter("", "ร้านสมใจ", "ไฟฟ้า", "1000", "", "300")
    keys.shortcut("Shift+F8")
    way = page.slip.ways.ways[0]
    assert (QApplication.focusWidget(), way.amount.number()) == (way.how.edit, 700_00)
    keys.enter("Bank", "๕๐๐")
    assert "200.00" in page.slip.left.text()
    keys.save()
    posted = newest()
    typed = work.as_typed(posted.number, to_correct=True)
    assert [(each.kind, each.amount) for each in typed.draft.pays] == [
        (PayKind.MONEY, 300_00),
        (PayKind.MONEY, 500_00),
    ]
    assert sum(item.open for item in open_items(AccountRole.PAYABLE, party_id=None)) == -200_00
    assert page.slip.ways.ways == []
    page.open(f"correct:{posted.number}")
    desk.settle()
    assert page.slip.draft().pays == typed.draft.pays
    page.slip.ways.ways[0].remove.click()
    assert "700.00" in page.slip.left.text()
    keys.shortcut("Shift+F8")
    keys.enter("Bank", "").save()
    right = work.as_typed(newest().number, to_correct=True)
    amounts: list[int] = [each.amount for each in right.draft.pays]
    assert sum(amounts) == 1000_00
    assert document_by_number(posted.number).reversed_by is not None
    assert check_books() == []


def test_repeating_keeps_every_way_and_whom_it_was_for(desk, page):
    member = list_parties()[0].uid
    draft = EntryDraft(
        new_uid(),
        Direction.OUT,
        (EntryLineDraft(100_00, account_code="5501"), EntryLineDraft(50_00, account_code="5202")),
        (
            PayDraft(PayKind.PURSE, 40_00, party_uid=member),
            PayDraft(PayKind.MONEY, 60_00, "1101"),
            PayDraft(PayKind.MONEY, 50_00, "1102"),
        ),
        member,
    )
    number = post_entry(desk.session, draft, on=DAY).number
    page.open(f"repeat:{number}")
    desk.settle()
    again = page.slip.draft()
    assert (again.pays, again.party_uid) == (draft.pays, draft.party_uid)
    assert [line.amount for line in again.lines] == [100_00, 50_00]


def test_a_way_is_taken_away_by_keys_alone(desk, page, keys):
    keys.enter("", "ร้านสมใจ", "ไฟฟ้า", "1000", "", "300")
    keys.shortcut("Shift+F8")
    way = page.slip.ways.ways[0]
    for _step in range(3):
        keys.press(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is way.remove:
            break
    assert QApplication.focusWidget() is way.remove
    keys.press(Qt.Key.Key_Space)
    assert page.slip.ways.ways == []
    assert QApplication.focusWidget() is page.slip.paid.edit
    assert [each.amount for each in page.slip.draft().pays] == [300_00]


def in_sight(page, field):
    seen = page.area.viewport()
    return seen.rect().contains(field.edit.mapTo(seen, field.edit.rect().center()))


def test_what_is_added_below_scrolls_into_sight(desk, page, keys):
    page.resize(900, 420)
    keys.enter("", "ร้านสมใจ", "ไฟฟ้า", "1000", "", "300")
    for count in (1, 2):
        keys.shortcut("Shift+F8")
        assert in_sight(page, page.slip.ways.ways[-1].how), count
        keys.type("Bank").press(ENTER)
        keys.enter("100")
    for count in (2, 3):
        keys.shortcut("F8")
        assert in_sight(page, page.slip.parts.parts[-1].what), count


def test_a_way_stands_below_the_first_one(desk, page, keys):
    page.slip.add_way()
    desk.settle()
    way = page.slip.ways.ways[0]
    for above, below in ((page.slip.how, way.how), (page.slip.paid, way.amount)):
        ends = [
            (each.edit.mapTo(page, each.edit.rect().topLeft()).x(), each.edit.width())
            for each in (above, below)
        ]
        assert ends[0] == ends[1]


def test_an_undone_slip_comes_back_into_the_form(desk, page, keys):
    keys.press(Qt.Key.Key_Minus)
    keys.enter("", "ร้านสมใจ", "ไฟฟ้า", "1000")
    page.slip.slip_number.set_value("เล่ม 3/15")
    keys.save()
    wrong = newest()
    desk.click(page.last.undo_button)
    desk.settle()
    toast = desk.messages.toast
    assert toast.button.isVisible()
    toast.button.click()
    desk.settle()
    again = page.slip.draft()
    assert (page.slip.day.date(), again.slip.number) == (YESTERDAY, "เล่ม 3/15")
    assert [line.amount for line in again.lines] == [1000_00]
    keys.save()
    assert newest().number != wrong.number
    assert check_books() == []


def test_all_pictures_of_a_slip_are_turned_over_by_keys(desk, page, keys, tmp_path):
    one_slip(keys)
    posted = page.last.posted
    for name, shade in (("1.jpg", 10), ("2.jpg", 120), ("3.jpg", 240)):
        picture(tmp_path, name, shade)
        taken = take_in_picture(desk.session, (tmp_path / name).read_bytes(), name=name)
        attach_picture(desk.session, taken.uid, document_uid=posted.uid)
    page.refresh(Changes.LEDGER)
    desk.settle()
    page.recent.picture_wanted.emit(page.recent.model.rows[0])
    desk.settle()
    kept = page.kept
    assert page.stack.currentWidget() is kept
    seen = [kept.large.data]
    assert kept.count.raw() == "1 of 3"
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right):
        keys.press(key)
        seen.append(kept.large.data)
    assert len(set(seen)) == 3
    assert kept.count.raw() == "3 of 3"
    keys.press(Qt.Key.Key_PageUp)
    assert kept.large.data == seen[1]
    keys.press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.desk


def test_a_waiting_picture_is_opened_large(desk, page, keys, tmp_path):
    picture(tmp_path, "1.jpg", 10)
    page.take_in([tmp_path / "1.jpg"])
    desk.settle()
    desk.settle()
    page.photos.large.setFocus()
    keys.press(ENTER)
    assert page.stack.currentWidget() is page.kept
    assert page.kept.large.data == page.photos.large.data
    assert not page.kept.next_button.isVisible()
