"""Locking the screen, coming back to it, and handing it over, with what was half typed kept."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.changes import Changes
from app.domain.session import is_locked
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import front
from tests.ui.peopled import NOI, PIN, RED, Peopled
from tests.ui.test_program import program
from tests.ui.test_scanner import scan

__all__ = ["_no_book_left_open", "_own_machine_settings", "program"]


@pytest.fixture
def book(qtbot, program, tmp_path):
    made = Peopled(qtbot, program, tmp_path)
    made.open()
    made.come_in("แดง", RED)
    return made


def visible(book):
    return [each for each in book.program._app.topLevelWidgets() if each.isVisible()]


def test_the_key_locks_and_nothing_of_the_window_is_seen(qtbot, book):
    window = book.program.window
    front(qtbot, window)
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_L, control)
    book.settle()
    assert visible(book) == [book.door]
    assert is_locked(book.program.session)


def test_a_pin_opens_the_own_screen(book):
    window = book.program.window
    book.program.reception.lock()
    book.settle()
    assert book.door.pin.isVisibleTo(book.door)
    book.enter(PIN)
    book.until(lambda: book.program.reception.door is None)
    assert book.program.window is window
    assert window.isVisible()
    assert not is_locked(book.program.session)


def test_another_gets_her_own_window_and_the_first_comes_back_as_it_was(book):
    first = book.program.window
    first.show_page("sell")
    book.settle()
    book.program.reception.switch()
    book.settle()
    book.come_in("น้อย", NOI)
    second = book.program.window
    assert second is not first
    assert book.program.session.user_name == "น้อย"
    assert not first.isVisible()
    book.program.reception.switch()
    book.settle()
    book.come_in("แดง", PIN)
    assert book.program.window is first
    assert first.current_key() == "sell"
    assert not second.isVisible()


def test_a_question_that_stood_open_is_hidden_and_comes_back(book):
    dialog = QDialog(book.program.window)
    dialog.open()
    book.program.reception.lock()
    book.settle()
    assert visible(book) == [book.door]
    book.enter(PIN)
    book.until(lambda: book.program.reception.door is None)
    assert dialog.isVisible()
    dialog.close()


def test_the_screen_locks_when_nobody_is_there(book, monkeypatch):
    now = time.monotonic()
    book.program.reception._on_look()
    assert book.program.reception.door is None
    later = now + 10 * 3_600
    monkeypatch.setattr(time, "monotonic", lambda: later)
    book.program.reception._on_look()
    assert book.door.isVisible()
    book.settle()


def test_the_screen_locks_after_a_sale_where_the_role_says_so(book, monkeypatch):
    here = book.program.reception
    here.on_changed(Changes.SALES)
    assert not here._after_sale.isActive()
    monkeypatch.setattr(here, "_lock_after_sale", True)
    here._after_sale.setInterval(0)
    here.on_changed(Changes.SALES)
    book.until(lambda: here.door is not None)
    book.settle()


def test_a_badge_at_the_till_and_at_the_door_asks_its_owner(book):
    book.program.go_to("badge", book.badge)
    book.until(lambda: book.program.reception.door is not None and "น้อย" in book.door.title.raw())
    book.door.ask_who()
    front(book.qtbot, book.door)
    scan(book.door.focusWidget(), book.badge, positions=False)
    book.until(lambda: "น้อย" in book.door.title.raw())
    book.settle()
    assert book.program.session.user_name == "แดง", "a badge alone opens nothing"


def test_a_wrong_pin_leaves_the_screen_locked(book):
    book.program.reception.lock()
    book.settle()
    book.enter("0000")
    book.until(book.door.banner.isVisible)
    assert not book.program.window.isVisible()
    assert is_locked(book.program.session)


def test_closing_the_door_of_a_locked_screen_shows_nothing(book, monkeypatch):
    asked = []
    book.program.reception.lock()
    book.settle()
    book.program.reception.quit_wanted.disconnect()
    book.program.reception.quit_wanted.connect(lambda: asked.append(1))
    book.door.close()
    assert asked == [1]
    assert book.door.isVisible()
    assert not book.program.window.isVisible()


def test_a_second_start_raises_the_door(book):
    book.program.reception.lock()
    book.settle()
    book.program._on_raise_wanted()
    assert visible(book) == [book.door]


def test_whoever_comes_to_a_locked_screen_types_at_once(qtbot, book):
    front(qtbot, book.program.window)
    book.program.reception.lock()
    book.settle()
    door = book.door
    qtbot.waitUntil(door.isActiveWindow)
    assert door.pin.edit.hasFocus()
    other = QDialog()
    qtbot.addWidget(other)
    front(qtbot, other)
    door.enter_button.setFocus()
    front(qtbot, door)
    assert door.pin.edit.hasFocus(), "back at this window the cursor waits for the secret"
    other.hide()


def test_what_is_typed_while_people_are_read_is_kept(qtbot, book):
    book.program.reception.lock()
    book.settle()
    door = book.door
    book.enter(PIN)
    book.until(lambda: book.program.reception.door is None)
    book.program.reception.lock()
    door = book.door
    assert door.pin.isVisibleTo(door), "that she has a PIN is known from the first time"
    door.pin.edit.insert("12")
    book.settle()
    assert door.pin.secret() == "12"
