"""Buttons, figures, segments, banners, forms, flows, panels: keys, names for the ear, texts as they are."""

from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.keys import front, press
from ui import theme
from ui.link_uid import uid_in
from ui.widgets.basics import (
    Banner,
    Button,
    Card,
    EmptyState,
    Figure,
    Flow,
    Form,
    IconButton,
    Panel,
    SegmentedControl,
    Stepper,
    column,
    row,
    scrolled,
)
from ui.widgets.fields import MoneyField, NameField


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_a_button(qtbot, key):
    pressed: list[Any] = []
    button = Button("Save & close", lambda: pressed.append(1))
    qtbot.addWidget(button)
    press(button, key)
    assert pressed == [1]
    assert button.accessibleName() == "Save & close"
    assert "&&" in button.text(), "an ampersand is a letter, not a mnemonic"


def test_icon_button_has_words_for_the_ear(qtbot):
    pressed: list[Any] = []
    button = IconButton("printer", "Print", lambda: pressed.append(1), touch=True)
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Print"
    assert button.sizeHint().height() >= theme.TOUCH
    assert button.minimumWidth() >= theme.TOUCH
    press(button, Qt.Key.Key_Return)
    assert pressed == [1]


def test_touch_button_is_large_enough(qtbot):
    button = Button("ก", touch=True)
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= theme.TOUCH


def test_button_keeps_its_height_when_it_gets_the_focus(qtbot):
    page = QWidget()
    first, second = Button("a", kind="primary"), Button("b")
    page.setLayout(row(first, second))
    qtbot.addWidget(page)
    front(qtbot, page)
    for button in (first, second):
        before = button.sizeHint()
        button.setFocus()
        assert button.sizeHint() == before


def test_figure_opens_by_click_and_keys(qtbot):
    figure = Figure("Sales", "1.00", opens=True)
    qtbot.addWidget(figure)
    opened: list[Any] = []
    figure.opened.connect(lambda: opened.append(1))
    QTest.mouseClick(figure, Qt.MouseButton.LeftButton)
    press(figure, Qt.Key.Key_Return)
    press(figure, Qt.Key.Key_Space)
    assert opened == [1, 1, 1]
    figure.set("2.00", "yesterday 1.00", "leaf")
    assert figure.accessibleName() == "Sales 2.00 yesterday 1.00"
    closed = Figure("x", "1")
    qtbot.addWidget(closed)
    closed.opened.connect(lambda: opened.append(2))
    QTest.mouseClick(closed, Qt.MouseButton.LeftButton)
    assert opened == [1, 1, 1]


def test_segments_move_by_arrows_and_tell_the_key(qtbot):
    segments = SegmentedControl([("day", "Day"), ("month", "Month"), ("year", "Year")], name="Period")
    qtbot.addWidget(segments)
    chosen: list[Any] = []
    segments.chosen.connect(chosen.append)
    assert segments.key() == "day"
    press(segments, Qt.Key.Key_Right)
    press(segments, Qt.Key.Key_Left)
    press(segments, Qt.Key.Key_Left)
    assert chosen == ["month", "day", "year"]
    segments.set_key("month")
    assert chosen == ["month", "day", "year"], "setting tells nobody"
    segments.set_choices([("month", "เดือน"), ("day", "วัน")])
    assert segments.key() == "month"


def test_banner_hides_without_text(qtbot):
    acted: list[Any] = []
    banner = Banner(
        "Late slips", tone="warn", action="Show", on_action=lambda: acted.append(1), closable=True
    )
    qtbot.addWidget(banner)
    assert not banner.isHidden()
    banner.button.click()
    banner.close_button.click()
    assert acted == [1]
    assert banner.isHidden()
    banner.show_text("Again", tone="bad", action="")
    assert not banner.isHidden()
    assert banner.button.isHidden()
    banner.show_text("")
    assert banner.isHidden()


def test_empty_state_offers_the_first_step(qtbot):
    acted: list[Any] = []
    empty = EmptyState("package", "No goods yet.", "Add goods", lambda: acted.append(1))
    qtbot.addWidget(empty)
    empty.button.click()
    assert acted == [1]
    empty.set_texts("Nothing found.")
    assert empty.button.isHidden()
    assert empty.sentence.raw() == "Nothing found."


def test_form_puts_labels_above_and_tab_goes_field_by_field(qtbot):
    page = QWidget()
    form = Form(2)
    fields = [MoneyField(), NameField(), MoneyField()]
    labels = [form.add(name, field) for name, field in zip("ABC", fields, strict=True)]
    form.add_wide(Card("x"))
    page.setLayout(form)
    qtbot.addWidget(page)
    front(qtbot, page)
    for label, field in zip(labels, fields, strict=True):
        assert (
            label.mapTo(page, label.rect().bottomLeft()).y() < field.mapTo(page, field.rect().topLeft()).y()
        )
        assert field.edit.accessibleName() == label.raw()
    fields[0].edit.setFocus()
    press(fields[0].edit, Qt.Key.Key_Tab)
    assert page.focusWidget() is fields[1].edit
    assert fields[0].y() == fields[1].y()
    assert fields[2].y() > fields[1].y()


def test_field_spanning_two_columns_starts_a_line(qtbot):
    page = QWidget()
    form = Form(2)
    first, wide = NameField(), NameField()
    form.add("A", first)
    form.add("B", wide, span=2)
    page.setLayout(form)
    qtbot.addWidget(page)
    page.resize(600, 300)
    page.show()
    assert wide.y() > first.y()
    assert wide.width() > 1.8 * first.width()


@pytest.mark.parametrize(("width", "columns"), [(1000, 4), (780, 4), (700, 2), (400, 2), (200, 1)])
def test_flow_breaks_evenly(qtbot, width, columns):
    page = QWidget()
    cards = [Figure("l", "1") for _number in range(4)]
    flow = Flow(*cards, least=180, spacing=16)
    page.setLayout(flow)
    qtbot.addWidget(page)
    page.resize(width, 700)
    page.show()
    assert flow.columns(width) == columns
    assert len({card.y() for card in cards}) == 4 // columns
    assert len({card.width() for card in cards}) == 1
    assert all(page.rect().contains(card.geometry()) for card in cards)
    assert not any(
        a.geometry().intersects(b.geometry()) for at, a in enumerate(cards) for b in cards[at + 1 :]
    )


def test_flow_leaves_no_room_for_what_is_hidden(qtbot):
    page = QWidget()
    cards = [Figure("l", "1") for _number in range(3)]
    flow = Flow(*cards)
    page.setLayout(flow)
    qtbot.addWidget(page)
    cards[1].hide()
    page.resize(800, 300)
    page.show()
    flow.setGeometry(QRect(0, 0, 800, 300))
    assert cards[0].width() == cards[2].width() == 392


def test_escape_closes_a_panel(qtbot):
    panel = Panel("Details")
    qtbot.addWidget(panel)
    panel.show()
    with qtbot.waitSignal(panel.closed):
        press(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_stepper_goes_back_but_not_ahead(qtbot):
    stepper = Stepper(["Goods", "Materials", "Cost"])
    qtbot.addWidget(stepper)
    chosen: list[Any] = []
    stepper.chosen.connect(chosen.append)
    stepper.set_step(1)
    first, second, third = stepper.findChildren(Button)
    assert not third.isEnabled()
    third.click()
    first.click()
    assert chosen == [0]
    assert stepper.step() == 0
    assert not second.isEnabled()


def test_page_that_is_too_high_scrolls(qtbot):
    content = QWidget()
    content.setLayout(column(*[Card(f"{number}") for number in range(30)]))
    area = scrolled(content)
    qtbot.addWidget(area)
    area.resize(300, 300)
    area.show()
    assert area.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("text", ["", "new", "0" * 31, "g" * 32, "๐" * 32, "00 " * 10 + "00", "0" * 33])
def test_a_link_that_names_no_row_is_left(text: str) -> None:
    assert uid_in(text) is None
    assert uid_in("0a" * 16) == b"\n" * 16
