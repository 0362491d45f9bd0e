"""A place of tabs: a click, Enter or Ctrl+PgDown lead into the page; its keys work on the tabs too."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableWidget, QVBoxLayout, QWidget

from tests.ui.keys import front
from ui.page import PageBase, Shortcut
from ui.tabbed_place import Tab, TabbedPlace

LEFT = Qt.MouseButton.LeftButton


class ToyPage(PageBase):
    def __init__(self, heard: list[str], name: str) -> None:
        super().__init__()
        self.heard, self.name = heard, name
        self.gone, self.field = QLineEdit(), QLineEdit()
        self.table = QTableWidget(2, 1)
        layout = QVBoxLayout(self)
        for each in (self.gone, self.field, self.table):
            layout.addWidget(each)
        self.gone.hide()

    def begin(self) -> None:
        self.heard.append(self.name)

    def shortcuts(self) -> Sequence[Shortcut]:
        return [Shortcut("Insert", "Begin", self.begin)]


class Place:
    def __init__(self, qtbot) -> None:
        self.heard: list[str] = []
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        self.sidebar = QPushButton("Elsewhere")
        layout.addWidget(self.sidebar)
        self.place = TabbedPlace(
            "Books",
            [Tab("list", "List", self._list), Tab("form", "Form", self._form), Tab("bare", "Bare", PageBase)],
        )
        layout.addWidget(self.place)
        qtbot.addWidget(self.window)
        front(qtbot, self.window)

    def _list(self) -> PageBase:
        made = ToyPage(self.heard, "list")
        made.setFocusProxy(made.table)
        return made

    def _form(self) -> PageBase:
        return ToyPage(self.heard, "form")

    def page(self, key: str) -> ToyPage:
        page = self.place._pages[key]
        assert isinstance(page, ToyPage)
        return page

    def tab(self, at: int) -> QWidget:
        return self.place.switch._group.button(at)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)


@pytest.fixture
def toy(qtbot):
    return Place(qtbot)


def test_a_click_on_a_tab_puts_the_focus_into_its_page(toy):
    QTest.mouseClick(toy.tab(1), LEFT)
    assert toy.page("form").field.hasFocus(), "the first control that is seen"
    toy.key(Qt.Key.Key_Insert)
    assert toy.heard == ["form"]
    QTest.mouseClick(toy.tab(0), LEFT)
    assert toy.page("list").table.hasFocus(), "what the page says is its first"
    toy.key(Qt.Key.Key_Insert)
    assert toy.heard == ["form", "list"]


def test_a_page_of_the_first_visit_is_entered_where_it_says(qtbot, toy):
    toy.page("list").field.setFocus()
    toy.place._tabs["bare"] = Tab("bare", "Bare", toy._list)
    QTest.mouseClick(toy.tab(2), LEFT)
    assert toy.page("bare").table.hasFocus()


def test_a_click_on_the_tab_that_is_on_goes_into_the_page_too(toy):
    toy.sidebar.setFocus()
    QTest.mouseClick(toy.tab(0), LEFT)
    assert toy.page("list").table.hasFocus()


def test_the_cursor_comes_back_to_where_it_was(toy):
    QTest.mouseClick(toy.tab(1), LEFT)
    toy.page("form").table.setFocus()
    QTest.mouseClick(toy.tab(0), LEFT)
    QTest.mouseClick(toy.tab(1), LEFT)
    assert toy.page("form").table.hasFocus()
    QTest.mouseClick(toy.tab(0), LEFT)
    toy.page("form").table.hide()
    QTest.mouseClick(toy.tab(1), LEFT)
    assert toy.page("form").field.hasFocus(), "what is hidden cannot be typed into"


def test_arrow_keys_walk_along_the_tabs_and_the_pages_keys_work_there(toy):
    toy.tab(0).setFocus()
    toy.key(Qt.Key.Key_Right)
    assert toy.tab(1).hasFocus()
    toy.key(Qt.Key.Key_Insert)
    assert toy.heard == ["form"], "only the page in front hears it"
    toy.key(Qt.Key.Key_Space)
    assert toy.page("form").field.hasFocus()


def test_a_page_without_controls_takes_the_focus_itself(toy):
    QTest.mouseClick(toy.tab(2), LEFT)
    assert toy.place.page is not None
    assert toy.place.page.hasFocus()


def test_the_way_between_tabs_leads_into_the_page(toy):
    for each in toy.place.shortcuts():
        if each.action is not None:
            made = QShortcut(each.keys, toy.window)
            made.activated.connect(each.action)
    toy.page("list").table.setFocus()
    toy.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert toy.page("form").field.hasFocus()
    toy.key(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert toy.page("list").table.hasFocus()
    toy.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert toy.page("form").field.hasFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    toy.key(Qt.Key.Key_Backtab, both)
    assert toy.page("list").table.hasFocus()


def test_a_link_into_a_tab_and_an_unknown_one(toy):
    toy.place.open("form:what")
    assert toy.page("form").field.hasFocus()
    assert toy.place.show_tab("nowhere") is None


def test_a_list_that_is_read_first_gets_the_cursor_when_it_is_seen(toy):
    QTest.mouseClick(toy.tab(1), LEFT)
    page = toy.page("list")
    page.table.hide()
    QTest.mouseClick(toy.tab(0), LEFT)
    assert page.field.hasFocus()
    page.table.show()
    assert page.table.hasFocus()


def test_who_types_meanwhile_is_not_disturbed(toy):
    QTest.mouseClick(toy.tab(1), LEFT)
    page = toy.page("list")
    page.table.hide()
    QTest.mouseClick(toy.tab(0), LEFT)
    QTest.keyClick(page.field, Qt.Key.Key_A)
    page.table.show()
    assert page.field.hasFocus()
