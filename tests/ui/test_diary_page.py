"""The diary: an entry by keys and by fingers alone, days caught up, a purse counted, a month from paper."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.diary import Heading, HouseholdEntryDraft
from app.domain.household.places_of_money import PlaceData, PlaceKind
from app.domain.household.purse import ReckoningDraft, RememberDraft
from app.domain.household.recurring import RecurringData
from app.domain.party import PartyData
from app.queries.household.diary import entries_between, family, household_categories, month_sums
from app.queries.household.places_of_money import circles, lent_rows, places
from app.queries.household.purse import reckonings
from app.queries.household.recurring import recurring_entries
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.diary import post_household_entry
from app.services.household.diary_categories import HouseholdCategoryData, add_household_category
from app.services.household.family import add_family_person
from app.services.household.places_of_money import add_place
from app.services.household.purse import reckon_purse, remember
from app.services.household.recurring import add_recurring
from app.services.parties import create_party
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.hostile.strings import STRINGS
from tests.household import balance
from tests.ui.desk import HomeDesk
from tests.ui.keys import press, type_text
from ui.pages.diary.lists import ListsView
from ui.pages.diary.month import MonthView
from ui.pages.diary.paper import PaperView
from ui.pages.diary.places import PlacesView
from ui.pages.diary.purse import PurseView
from ui.pages.diary.view import DiaryView
from ui.widgets.buttons import IconButton

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 11, 20)
ENTER = Qt.Key.Key_Return


class Home(HomeDesk):
    """A desk on a household's book, on a day in November."""

    def open(self, view: Any) -> Any:
        """A page of the household on a day in November."""
        return self.page(view, today=TODAY)


@pytest.fixture
def home(qtbot: QtBot, qapp: QApplication, tmp_path: Path, thai: None) -> Iterator[Home]:
    """A household's book, sound at the end."""
    made = Home(qtbot, qapp, tmp_path)
    yield made
    made.close()
    assert check_books() == []
    close_book()


def category(name: str) -> bytes:
    """An everyday category by its name."""
    return next(each.uid for each in household_categories() if each.name == name)


def entries(day: dt.date = TODAY) -> list[tuple[str, int, str]]:
    """What is entered on a day."""
    return [(line.category, line.amount, line.person) for line in entries_between(day, day)]


def test_an_entry_by_keys_alone(home: Home) -> None:
    page = home.open(DiaryView)
    assert home.focus() is page.search
    type_text(home.focus(), "หมู")  # pork is a word of food
    press(home.focus(), ENTER)
    assert page.stack.currentWidget() is page.amount
    type_text(home.focus(), "๒๐+35")
    assert page.amount.pad.sum.raw() == "= 55.00"
    press(home.focus(), ENTER)
    home.settle()
    assert entries() == [("อาหาร", -5_500, "")]
    assert home.focus() is page.search  # ready for the next
    assert [row.line.size for row in page.recent.rows] == [5_500]


def test_an_entry_by_fingers_alone(home: Home) -> None:
    add_family_person(home.session, "สมศรี")
    page = home.open(DiaryView)
    home.click(page.day.chips.buttons[1])  # yesterday
    index = page.tiles.model().index(0, 0)
    QTest.mouseClick(
        page.tiles.viewport(), Qt.MouseButton.LeftButton, pos=page.tiles.visualRect(index).center()
    )
    for sign in ("1", "2", "00"):
        home.click(page.amount.pad.keys[sign])
    home.click(page.amount.who.buttons[1])
    home.click(page.amount.pad.save)
    assert entries(TODAY - dt.timedelta(days=1)) == [("อาหาร", -120_000, "สมศรี")]
    assert page.day.day() == TODAY - dt.timedelta(days=1)  # the next one is of that day, too


def test_nothing_is_saved_without_an_amount(home: Home) -> None:
    page = home.open(DiaryView)
    page._on_picked(category("ทำบุญ"))
    press(home.focus(), ENTER)
    home.settle()
    assert page.amount.pad.field.error()
    type_text(home.focus(), "abc")
    press(home.focus(), ENTER)
    home.settle()
    assert entries() == []
    press(home.focus(), Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is not page.amount


def test_undo_and_the_same_again(home: Home) -> None:
    page = home.open(DiaryView)
    page._on_picked(category("อาหาร"))
    type_text(home.focus(), "40")
    press(home.focus(), ENTER)
    home.settle()
    home.click(home.messages.toast.button)
    assert entries() == []
    page._on_picked(category("อาหาร"))
    type_text(home.focus(), "41")
    press(home.focus(), ENTER)
    home.settle()
    page._on_repeat_last()
    home.settle()
    assert entries() == [("อาหาร", -4_100, "")] * 2
    page.go_back_days(1)  # a week before yesterday: nothing there
    page._on_week()
    home.settle()
    assert page.week.rows == []


def test_the_same_as_last_week_one_by_one(home: Home) -> None:
    page = home.open(DiaryView)
    page.day.set_day(TODAY - dt.timedelta(days=7))
    for amount, name in (("10", "อาหาร"), ("20", "ทำบุญ")):
        page._on_picked(category(name))
        type_text(home.focus(), amount)
        press(home.focus(), ENTER)
        home.settle()
    page.go_back_days(0)
    page._on_week()
    home.settle()
    assert [row.line.category for row in page.week.rows] == ["อาหาร", "ทำบุญ"]
    press(page.week.rows[0], ENTER)
    home.settle()
    assert [row.line.category for row in page.week.rows] == ["ทำบุญ"]
    assert entries() == [("อาหาร", -1_000, "")]


def test_empty_days_are_offered_and_never_blamed(home: Home) -> None:
    page = home.open(DiaryView)
    page.day.set_day(TODAY - dt.timedelta(days=3))
    page._on_picked(category("อาหาร"))
    type_text(home.focus(), "10")
    press(home.focus(), ENTER)
    home.settle()
    assert not page.gap.isHidden()
    assert page.gap.words.raw() == "ยังว่างอยู่ 2 วัน จดย้อนหลังไหม"
    home.click(page.gap.buttons[0])
    assert page.day.day() == TODAY - dt.timedelta(days=2)


def test_what_is_due_is_confirmed_with_one_key(home: Home) -> None:
    power = category("น้ำ ไฟ โทรศัพท์ เน็ต")
    add_recurring(home.session, RecurringData(power, 50_000, "1101", TODAY, "ค่าไฟ"))
    page = home.open(DiaryView)
    assert not page.due.isHidden()
    page._on_due_key()
    home.settle()
    assert [line.note for line in entries_between(TODAY, TODAY)] == ["ค่าไฟ"]
    assert page.due.isHidden()
    assert recurring_entries()[0].next_on == dt.date(2026, 12, 20)


def test_what_is_due_may_cost_something_else(home: Home) -> None:
    power = category("น้ำ ไฟ โทรศัพท์ เน็ต")
    add_recurring(home.session, RecurringData(power, 50_000, "1101", TODAY, "ค่าไฟ"))
    page = home.open(DiaryView)
    home.click(page.due.other)
    type_text(home.focus(), "612")
    press(home.focus(), ENTER)
    home.settle()
    assert entries() == [("น้ำ ไฟ โทรศัพท์ เน็ต", -61_200, "")]
    assert recurring_entries()[0].next_on == dt.date(2026, 12, 20)


def test_a_picture_of_the_slip(home: Home) -> None:
    from PySide6.QtGui import QImage

    path = home.folder / "slip.png"
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    assert image.save(str(path))
    page = home.page(DiaryView, today=TODAY, ask_files=lambda _parent: [path])
    page._on_picked(category("อาหาร"))
    type_text(home.focus(), "10")
    page._on_pictures()
    press(home.focus(), ENTER)
    home.settle()
    assert entries_between(TODAY, TODAY)[0].has_picture
    assert path.exists()


def test_an_entry_is_put_right_in_the_month(home: Home) -> None:
    day = home.open(DiaryView)
    day._on_picked(category("อาหาร"))
    type_text(home.focus(), "99")
    press(home.focus(), ENTER)
    home.settle()
    page = Page(home, MonthView)
    assert "99" in page.view.banner.label.raw()
    page.view.table.choose_first()
    page.view._begin_change()
    page.view.form.field("amount").set_value(9_000)
    page.view.form.field("category").set_value(category("ทำบุญ"))
    page.view.form.submit()
    home.settle()
    assert entries() == [("ทำบุญ", -9_000, "")]
    page.view.table.choose_first()
    page.view._take_back()
    home.settle()
    assert entries() == []


class Page:
    """A second page in the same window."""

    def __init__(self, home: Home, view: Any) -> None:
        ways = {"open_link": home.open_link, "go_to": home.go_to, "today": lambda: TODAY}
        self.view = view(home.session, home.runner, home.messages, **ways)
        home.runner.changed.connect(self.view.refresh)
        layout = home.window.layout()
        assert layout is not None
        layout.addWidget(self.view)
        self.view.refresh(Changes.EVERYTHING)
        home.settle()


def test_the_purse_says_it_in_plain_words(home: Home) -> None:
    page = home.open(PurseView)
    type_text(home.focus(), "500")
    assert page.sentence.raw().startswith("นับครั้งแรก")
    press(home.focus(), ENTER)
    home.settle()
    page._show_count()
    page.day.set_day(TODAY)
    home.settle()
    assert page.sentence.raw().startswith("นับไปแล้ว")
    assert (balance("1101"), len(reckonings())) == (50_000, 1)
    page._today = lambda: TODAY + dt.timedelta(days=7)
    page.day._today = page._today
    page.day.set_day(TODAY + dt.timedelta(days=7))
    home.settle()
    type_text(page.pad.field.edit, "300")
    assert page.sentence.raw() == ("เงินออกไป 200 บาท จดไว้ 0 บาท อีก 200 บาทจำไม่ได้ ปล่อยไว้แบบนี้ก็ได้")
    press(page.pad.field.edit, ENTER)
    home.settle()
    row = reckonings()[0]
    assert row.left == 20_000
    page._row = row
    page._begin_remembering()
    page._on_picked(category("หวย/สลาก"))
    type_text(home.focus(), "80")
    press(home.focus(), ENTER)
    home.settle()
    assert (reckonings()[0].left, balance("5302"), balance("5501")) == (12_000, 8_000, 12_000)


def test_a_month_from_paper(home: Home) -> None:
    page = home.open(PaperView)
    rows = page.lines.lines
    for at, (day, name, amount) in enumerate(
        (("๓", "ค่าจ้าง", 40_000), ("", "อาหาร", 6_500), ("5", "ทำบุญ", 2_000))
    ):
        if day:
            type_text(rows[at].day.edit, day)
        rows[at].what.set_value(category(name))
        page.lines.chosen(rows[at], rows[at].what)
        (rows[at].came if rows[at].came.isEnabled() else rows[at].went).set_value(amount)
    page._show_sums()
    assert page.sums.raw() == "3 แถว · เข้า 400 · ออก 85"
    assert not page.may_leave()
    page.submit()
    home.settle()
    assert page.may_leave()
    assert entries(dt.date(2026, 11, 3)) == [("อาหาร", -6_500, ""), ("ค่าจ้าง", 40_000, "")]
    assert month_sums(TODAY).left == 31_500


def test_bad_rows_are_named_and_nothing_is_saved(home: Home) -> None:
    page = home.open(PaperView)
    line = page.lines.lines[0]
    line.what.set_value(category("อาหาร"))
    line.went.set_value(100)
    page.submit()
    assert line.day.error() == "วันที่เท่าไร"
    type_text(line.day.edit, "31")  # November has none
    page.submit()
    home.settle()
    assert line.day.error()
    line.day.edit.clear()
    type_text(line.day.edit, "25")  # still to come
    page.submit()
    home.settle()
    assert line.day.error() == "วันนี้ยังมาไม่ถึง"
    assert month_sums(TODAY).categories == ()


def test_places_circles_and_lending(home: Home) -> None:
    page = home.open(PlacesView)
    page.choose("1101")
    page._begin_opening()
    page.money_form.field("amount").set_value(500_000)
    page.money_form.submit()
    home.settle()
    page.open("move")
    page.move_form.field("target").set_value("1201")
    page.move_form.field("amount").set_value(100_000)
    page.move_form.submit()
    home.settle()
    page.open("lend")
    for name, value in (("name", "นุช"), ("amount", 50_000), ("due", dt.date(2026, 12, 31))):
        page.lend_form.field(name).set_value(value)
    page.lend_form.submit()
    home.settle()
    assert [row.loan.party for row in lent_rows(TODAY)] == ["นุช"]
    page.open("circle")
    for name, value in (("name", "แชร์แม่แดง"), ("amount", 20_000), ("rounds", 10_000)):
        page.circle_form.field(name).set_value(value)
    page.circle_form.submit()
    home.settle()
    page.choose("1205-01")
    home.settle()
    page._begin_pay()
    assert page.money_form.field("amount").value() == 20_000
    page.money_form.submit()
    home.settle()
    page.open("place")
    page.place_form.field("name").set_value("ธ.ก.ส.")
    page.place_form.submit()
    home.settle()
    assert "ธ.ก.ส." in [each.name for each in places(TODAY)]
    assert circles(TODAY)[0].balance == 20_000
    assert (balance("1101"), balance("1201"), balance("1211")) == (330_000, 100_000, 50_000)


def test_her_own_lists(home: Home) -> None:
    page = home.open(ListsView)
    page.open("category:new")
    page.category_form.field("name").set_value("อาหารแมว")
    page.category_form.submit()
    home.settle()
    mine = category("อาหารแมว")
    page.choose(mine)
    page._up()
    home.settle()
    names = [each.name for each in household_categories()]
    assert names.index("อาหารแมว") == len(names) - 2
    page.open("person:new")
    page.person_form.field("name").set_value("ย่า")
    page.person_form.submit()
    home.settle()
    assert [each.name for each in family()] == ["ย่า"]
    page.open("again:new")
    for name, value in (("category", mine), ("amount", 9_900)):
        page.again_form.field(name).set_value(value)
    page.again_form.submit()
    home.settle()
    assert [row.data.amount for row in recurring_entries()] == [9_900]


def test_what_moved_by_mistake_is_taken_back(home: Home) -> None:
    page = home.open(PlacesView)
    page.open("circle")
    for name, value in (("name", "แชร์แม่แดง"), ("amount", 20_000), ("rounds", 10_000)):
        page.circle_form.field(name).set_value(value)
    page.circle_form.submit()
    home.settle()
    page.choose("1205-01")
    home.settle()
    page._begin_draw()
    page.money_form.field("amount").set_value(150_000)
    page.money_form.submit()
    home.settle()
    assert circles(TODAY)[0].drawn_on == TODAY
    home.click(page.moved.findChildren(IconButton)[0])
    assert (circles(TODAY)[0].drawn_on, balance("1101")) == (None, 0)


def test_strange_names_are_only_words(home: Home) -> None:
    for number, text in enumerate(STRINGS[::60]):
        name = f"{text[:80]} {number}"
        own = add_household_category(home.session, HouseholdCategoryData(name, Heading.SOCIAL, text[:40])).uid
        person = add_family_person(home.session, name).uid
        place = add_place(home.session, PlaceData(PlaceKind.BANK, name, text[:80])).code
        draft = HouseholdEntryDraft(new_uid(), own, 100 + number, place, person, note=text[:80])
        post_household_entry(home.session, draft, on=TODAY)
        add_recurring(home.session, RecurringData(own, 100, place, TODAY, name, person))
    reckon_purse(home.session, ReckoningDraft(new_uid(), "1101", TODAY, 100))
    day = home.open(DiaryView)
    for size in (1_400, 700):
        home.window.resize(size, 600)
        home.settle()
        assert not day.grab().isNull()
    for view in (MonthView, PlacesView, PurseView, PaperView, ListsView):
        page = Page(home, view).view
        day.hide()
        page.show()
        home.settle()
        assert not page.grab().isNull()
        page.retranslate()
        page.hide()


def test_what_is_no_spending_leads_to_its_own_page(home: Home) -> None:
    page = home.open(DiaryView)
    type_text(home.focus(), "ออม")
    press(home.focus(), ENTER)
    assert home.visits == [("diary", "places:move")]
    assert page.stack.currentWidget() is not page.amount


def test_a_purse_that_nobody_counted_is_asked_for_once(home: Home) -> None:
    page = home.open(DiaryView)
    assert page.count.isHidden()
    page._on_picked(category("อาหาร"))
    type_text(home.focus(), "40")
    press(home.focus(), ENTER)
    home.settle()
    assert not page.count.isHidden()
    home.click(page.count.button)
    assert home.visits == [("diary", "purse")]
    home.click(page.count.close_button)
    page.refresh(Changes.EVERYTHING)
    home.settle()
    assert page.count.isHidden()


def test_rows_from_paper_by_keys_alone(home: Home) -> None:
    page = home.open(PaperView)
    assert home.focus() is page.lines.lines[0].day.edit
    for day, what, amount in (("๓", "ไฟ", "๖๐๐"), ("", "ค่าจ้าง", "400")):
        type_text(home.focus(), day)
        press(home.focus(), ENTER)
        type_text(home.focus(), what)
        home.settle()
        press(home.focus(), ENTER)
        type_text(home.focus(), amount)  # Enter led to the side that the category stands on
        press(home.focus(), ENTER)
        press(home.focus(), ENTER)  # whose: the whole house
        press(home.focus(), ENTER)  # no word about it
    assert home.focus() is page.lines.lines[2].day.edit
    page.submit()
    home.settle()
    third = dt.date(2026, 11, 3)
    assert entries(third) == [("ค่าจ้าง", 40_000, ""), ("น้ำ ไฟ โทรศัพท์ เน็ต", -60_000, "")]


def test_a_day_of_the_month_leads_to_its_page(home: Home) -> None:
    page = home.open(MonthView)
    dots = page.dots
    QTest.mouseClick(dots, Qt.MouseButton.LeftButton, pos=dots.rect_of(4).center().toPoint())
    press(dots, Qt.Key.Key_Right)
    assert dots.accessibleName() == "6 พ.ย. 2569"  # the book is not begun: nothing is missing
    press(dots, ENTER)
    QTest.mouseClick(dots, Qt.MouseButton.LeftButton, pos=dots.rect_of(28).center().toPoint())  # to come
    assert home.visits == [("diary", "day:2026-11-05"), ("diary", "day:2026-11-06")]


def test_another_name_keeps_the_picture(home: Home) -> None:
    page = home.open(ListsView)
    before = next(each for each in household_categories() if each.name == "การศึกษา")
    page.choose(before.uid)
    home.settle()
    page._begin_change()
    page.category_form.field("name").set_value("ไปโรงเรียน")
    page.category_form.submit()
    home.settle()
    after = next(each for each in household_categories() if each.uid == before.uid)
    assert (after.name, after.icon, after.words) == ("ไปโรงเรียน", before.icon, before.words)
    page._begin_change()
    page.pictures.press("heart")
    page.category_form.submit()
    home.settle()
    assert next(each.icon for each in household_categories() if each.uid == before.uid) == "heart"


def test_what_is_owed_and_what_was_remembered_stay_so_when_put_right(home: Home) -> None:
    shop = create_party(home.session, PartyData(name="ร้านป้าแดง")).uid
    owed = HouseholdEntryDraft(new_uid(), category("อาหาร"), 9_000, "", payee_uid=shop)
    post_household_entry(home.session, owed, on=TODAY)
    reckon_purse(home.session, ReckoningDraft(new_uid(), "1103", TODAY - dt.timedelta(days=8), 50_000))
    last = TODAY - dt.timedelta(days=1)
    counting = reckon_purse(home.session, ReckoningDraft(new_uid(), "1103", last, 30_000)).uid
    remember(home.session, RememberDraft(new_uid(), counting, category("ทำบุญ"), 4_000))
    page = home.open(DiaryView)
    for line, amount in ((entries_between(TODAY, TODAY)[0], "80"), (entries_between(last, last)[0], "70")):
        page._on_change(line)
        assert page.amount.place.isHidden() == (not line.place_code)
        type_text(page.amount.pad.field.edit, amount)
        press(page.amount.pad.field.edit, ENTER)
        home.settle()
    assert (balance("2101"), balance("5101")) == (-8_000, 8_000)
    assert (balance("1103"), balance("5501"), balance("5201")) == (30_000, 13_000, 7_000)
