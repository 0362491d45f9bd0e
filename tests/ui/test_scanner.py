"""A scanner among the keys: by position, under a Thai layout, without pressing the page's keys."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.keys import front, press
from ui.widgets.choosing import SearchField
from ui.widgets.scanner import Scanner

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
CODES = {
    sign: base + step
    for base, row in zip((10, 24, 38, 52), ROWS, strict=True)
    for step, sign in enumerate(row)
}
THAI = dict(zip("1234567890", "ๅ/-ภถุึคตจ", strict=True))


class Page(QWidget):
    """A page that counts the letters that reach it."""

    def __init__(self):
        super().__init__()
        self.edit = QLineEdit(self)
        self.button = QPushButton("b", self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.edit)
        layout.addWidget(self.button)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pressed_keys = ""
        self.entered = 0

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered += 1
        self.pressed_keys += event.text()


@pytest.fixture
def page(qtbot, qapp):
    made = Page()
    qtbot.addWidget(made)
    front(qtbot, made)
    return made


@pytest.fixture
def heard(page, qapp):
    scanner = Scanner(page, qapp, platform="xcb")
    codes: list[Any] = []
    scanner.scanned.connect(codes.append)
    codes_and_scanner = codes
    page.scanner = scanner
    return codes_and_scanner


def scan(widget, code, *, thai=False, positions=True, gap=5, start=1000, enter=True):
    at = start
    for sign in code:
        text = THAI.get(sign, sign) if thai else sign
        scan_code = CODES[sign.lower()] if positions else 0
        shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
        press(widget, Qt.Key.Key_unknown, text, scan_code=scan_code, at_ms=at, modifiers=shift)
        at += gap
    if enter:
        press(widget, Qt.Key.Key_Return, "\r", scan_code=36, at_ms=at)


@pytest.mark.parametrize("positions", [True, False])
@pytest.mark.parametrize("thai", [True, False])
def test_code_is_read_under_either_layout(page, heard, qtbot, thai, positions):
    page.edit.setFocus()
    page.edit.setText("ก่อน")
    scan(page.edit, "8850123456789", thai=thai, positions=positions)
    assert heard == ["8850123456789"]
    assert page.edit.text() == "ก่อน", "the digits do not stay in the field that had the cursor"


def test_capitals_and_letters_by_position(page, heard):
    page.edit.setFocus()
    scan(page.edit, "SKU12ab", thai=True)
    assert heard == ["SKU12ab"]


def test_code_does_not_press_keys_or_enter_of_the_page(page, heard):
    page.setFocus()
    scan(page, "20001")
    assert heard == ["20001"]
    assert page.pressed_keys == ""
    assert page.entered == 0


def test_a_hand_is_no_scanner(page, heard, qtbot):
    page.edit.setFocus()
    scan(page.edit, "12345", gap=120)
    assert heard == []
    assert page.edit.text() == "12345"


def test_keys_of_a_hand_reach_the_page_after_a_moment(page, heard, qtbot):
    page.setFocus()
    press(page, Qt.Key.Key_P, "p", at_ms=1000)
    assert page.pressed_keys == ""
    qtbot.waitUntil(lambda: page.pressed_keys == "p")
    press(page, Qt.Key.Key_1, "1", at_ms=5000)
    press(page, Qt.Key.Key_Return, "\r", at_ms=5400)
    assert page.pressed_keys == "p1\r"
    assert page.entered == 1
    assert heard == []


def test_digits_without_enter_are_believed_when_they_are_many(page, heard, qtbot):
    page.setFocus()
    scan(page, "8850123456789", enter=False)
    qtbot.waitUntil(lambda: heard == ["8850123456789"])
    assert page.pressed_keys == ""


def test_two_codes_after_each_other(page, heard):
    page.edit.setFocus()
    scan(page.edit, "11111", start=1000)
    scan(page.edit, "22222", start=3000)
    assert heard == ["11111", "22222"]
    assert page.edit.text() == ""


def test_shortcuts_with_ctrl_are_not_part_of_a_code(page, heard):
    page.edit.setFocus()
    press(page.edit, Qt.Key.Key_A, "a", modifiers=Qt.KeyboardModifier.ControlModifier, at_ms=1000)
    scan(page.edit, "123", start=1005)
    assert heard == ["123"]


def test_other_windows_are_left_alone(page, heard, qtbot):
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.setFocus()
    scan(other, "123456")
    assert heard == []
    assert other.text() == "123456"


def test_search_field_passes_the_code_on(page, qapp, qtbot):
    field = SearchField("ค้นหา")
    page.layout().addWidget(field)
    field.show()
    scanner = Scanner(page, qapp, platform="xcb")
    field.listen_to(scanner)
    codes: list[Any] = []
    searched: list[Any] = []
    field.scanned.connect(codes.append)
    field.searched.connect(searched.append)
    field.setFocus()
    scan(field, "8850123456789", thai=True)
    field.search_now()
    assert codes == ["8850123456789"]
    assert searched == []
    assert field.text() == ""
