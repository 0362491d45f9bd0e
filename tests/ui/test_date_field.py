"""The Buddhist date field and its calendar."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app import i18n
from tests.ui.keys import press, type_text
from ui.widgets.dates import CalendarPopup, MonthGrid, ThaiDateField, add_months

TODAY = dt.date(2026, 11, 20)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def field(qtbot):
    i18n.set_language("th")
    made = ThaiDateField("วันที่", today=lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    made.edit.setFocus()
    return made


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/3/69", dt.date(2026, 3, 1)),
        ("01/03/2569", dt.date(2026, 3, 1)),
        ("2026-03-01", dt.date(2026, 3, 1)),
        ("๑/๓/๒๕๖๙", dt.date(2026, 3, 1)),
        ("เมื่อวาน", dt.date(2026, 11, 19)),
    ],
)
def test_reads_what_people_type_and_writes_one_way(field, typed, day):
    type_text(field.edit, typed)
    press(field.edit, Qt.Key.Key_Return)
    assert field.date() == day
    assert field.text().endswith(str(day.year + 543))


@pytest.mark.parametrize("typed", ["31/2/2569", "1/3/3112", "1/3/05", "วันพระ"])
def test_wrong_date_stays_and_is_explained(field, typed):
    type_text(field.edit, typed)
    press(field.edit, Qt.Key.Key_Return)
    assert field.text() == typed
    assert field.date() is None
    assert field.error()


@pytest.mark.parametrize(
    ("key", "modifiers", "day"),
    [
        (Qt.Key.Key_1, ALT, dt.date(2026, 11, 19)),
        (Qt.Key.Key_2, ALT, dt.date(2026, 11, 18)),
        (Qt.Key.Key_0, ALT, TODAY),
        (Qt.Key(0x0E45), ALT, dt.date(2026, 11, 19)),  # the key of 1 under the Thai layout
        (Qt.Key.Key_Slash, ALT, dt.date(2026, 11, 18)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, dt.date(2026, 11, 6)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, dt.date(2026, 11, 4)),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier, dt.date(2026, 11, 4)),
    ],
)
def test_one_key_moves_the_day(field, key, modifiers, day):
    heard: list[Any] = []
    field.set_value(dt.date(2026, 11, 5))
    field.edit.selectAll()
    field.changed.connect(heard.append)
    press(field.edit, key, "-" if key == Qt.Key.Key_Minus else "", modifiers=modifiers)
    assert field.date() == day
    assert heard == [day]


def test_minus_goes_a_day_back_wherever_the_cursor_stands_in_a_whole_date(field):
    field.set_value(dt.date(2026, 11, 5))
    field.edit.end(False)
    press(field.edit, Qt.Key.Key_Minus, "-")
    assert field.date() == dt.date(2026, 11, 4)


def test_minus_inside_a_typed_date_is_a_separator(field):
    type_text(field.edit, "1")
    press(field.edit, Qt.Key.Key_Minus, "-")
    type_text(field.edit, "3-69")
    assert field.date() == dt.date(2026, 3, 1)


def test_language_switch_rewrites_the_date(field):
    field.set_value(dt.date(2026, 3, 1))
    assert field.text() == "1 มี.ค. 2569"
    i18n.set_language("en")
    field.retranslate()
    assert field.text() == "1 Mar 2026"
    assert field.date() == dt.date(2026, 3, 1)


def test_calendar_shows_the_buddhist_month_and_gives_the_day(field, qtbot):
    field.set_value(dt.date(2026, 2, 27))
    heard: list[Any] = []
    field.committed.connect(heard.append)
    field.open_calendar()
    popup = field._popup
    assert popup.month_label.text() == "กุมภาพันธ์ 2569"
    press(popup.grid, Qt.Key.Key_Right)
    press(popup.grid, Qt.Key.Key_Right)
    assert popup.month_label.text() == "มีนาคม 2569"
    press(popup.grid, Qt.Key.Key_Return)
    assert field.date() == dt.date(2026, 3, 1)
    assert heard == [dt.date(2026, 3, 1)]


def test_read_only_field_opens_no_calendar(field):
    field.set_read_only(True)
    field.open_calendar()
    assert field._popup is None


@pytest.fixture
def grid(qtbot):
    made = MonthGrid(TODAY)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_grid_has_the_days_of_the_month_in_their_places(grid):
    grid.set_day(dt.date(2026, 2, 1))
    weeks = grid.weeks()
    assert weeks[0][0] == dt.date(2026, 2, 1), "1 Feb 2026 is a Sunday"
    assert [day for week in weeks for day in week if day.month == 2][-1] == dt.date(2026, 2, 28)
    for week in weeks:
        for day in week:
            assert grid.day_at(grid.rect_of(day).center()) == day


def test_click_on_a_day_chooses_it(grid):
    heard: list[Any] = []
    grid.chosen.connect(heard.append)
    day = dt.date(2026, 11, 12)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of(day).center())
    assert heard == [day]
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))
    assert heard == [day], "the weekday names are no days"


def test_pages_turn_months_and_years(grid):
    grid.set_day(dt.date(2024, 1, 31))
    press(grid, Qt.Key.Key_PageDown)
    assert grid.day == dt.date(2024, 2, 29)
    press(grid, Qt.Key.Key_PageUp, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert grid.day == dt.date(2023, 2, 28)
    press(grid, Qt.Key.Key_Home)
    assert grid.day == dt.date(2023, 2, 1)
    press(grid, Qt.Key.Key_End)
    assert grid.day == dt.date(2023, 2, 28)


def test_popup_has_yesterday_and_the_day_before(qtbot):
    popup = CalendarPopup(TODAY, TODAY)
    qtbot.addWidget(popup)
    heard: list[Any] = []
    popup.chosen.connect(heard.append)
    from ui.widgets.buttons import Button

    buttons = {button.accessibleName(): button for button in popup.findChildren(Button)}
    buttons["Yesterday"].click()
    buttons["The day before"].click()
    assert heard == [dt.date(2026, 11, 19), dt.date(2026, 11, 18)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 12, 5), 1, dt.date(2027, 1, 5)),
        (dt.date(2026, 1, 5), -1, dt.date(2025, 12, 5)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
    ],
)
def test_months_are_added_without_inventing_days(day, months, later):
    assert add_months(day, months) == later
