"""The door of a book with people: who comes in, who waits, who forgot her password."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.services import encrypting
from app.services.books import is_open
from app.services.doors import Credential, WaitError
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import press
from tests.ui.peopled import RED, Peopled, type_by_hand
from tests.ui.test_program import program
from ui.attempt import By, Person
from ui.door import MANY, Door

__all__ = ["_no_book_left_open", "_own_machine_settings", "program"]


@pytest.fixture
def book(qtbot, program, tmp_path):
    return Peopled(qtbot, program, tmp_path)


def test_people_are_listed_and_a_thai_password_opens(book):
    door = book.open()
    assert {each.name for each in door._people} == {"แดง", "น้อย"}
    assert not door.password.isVisibleTo(door), "nobody has been chosen"
    book.choose("แดง")
    assert door.password.edit.hasFocus()
    assert door.password.edit.echoMode() is QLineEdit.EchoMode.Password
    book.enter(RED)
    book.until(lambda: book.program.window is not None)
    book.settle()
    assert book.program.session.user_name == "แดง"
    assert book.program.reception.door is None


def test_a_wrong_password_says_one_sentence_and_keeps_the_name(book):
    door = book.open()
    book.choose("แดง")
    book.enter("ไม่ใช่")
    book.until(door.banner.isVisible)
    assert "แดง" in door.title.raw()
    assert door.password.secret() == ""
    assert door.enter_button.isEnabled()
    assert book.program.window is None
    assert not is_open()


def test_a_wait_counts_down_and_nothing_is_tried_meanwhile(book):
    door = book.open()
    book.choose("แดง")
    door.show_error(WaitError(seconds=2))
    assert not door.enter_button.isEnabled()
    assert "2" in door.banner.label.raw()
    tried: list[Any] = []
    door.attempted.connect(tried.append)
    book.enter(RED)
    assert tried == []
    door._on_tick()
    assert "1" in door.banner.label.raw()
    door._on_tick()
    assert door.enter_button.isEnabled()
    press(door.password.edit, Qt.Key.Key_Return)
    assert len(tried) == 1
    book.until(lambda: book.program.window is not None)


def test_an_encrypted_book_asks_for_a_typed_name(book):
    encrypting.encrypt_book(book.path, credential=Credential(name="แดง", password=RED))
    door = book.open()
    assert door.name.isVisibleTo(door)
    assert not door.tiles.isVisibleTo(door), "names of people are in the encrypted file"
    type_by_hand(door.name.edit, "แดง")
    book.enter(RED)
    book.until(lambda: book.program.window is not None)
    assert book.program.session.user_name == "แดง"


def test_the_recovery_code_opens_and_asks_for_a_new_password(book):
    door = book.open()
    book.click(door.code_button)
    assert door.code.edit.hasFocus()
    book.enter(book.code)
    book.until(lambda: book.program.window is not None)
    book.settle()
    assert book.program.window.current_key() == "people"


def test_escape_leads_back_from_the_code(book):
    door = book.open()
    book.click(door.code_button)
    press(door.code.edit, Qt.Key.Key_Escape)
    assert not door.code.isVisibleTo(door)
    assert door.tiles.isVisibleTo(door)


def test_closing_the_door_opens_nothing(book):
    door = book.open()
    press(door, Qt.Key.Key_Escape)
    door.close()
    assert book.program.window is None
    assert not is_open()


def test_one_among_many_finds_herself_by_typing(qtbot, qapp):
    door = Door(qapp)
    qtbot.addWidget(door)
    crowd = [Person(bytes([at]), f"สมาชิก {at:02}") for at in range(60)]
    door.ask_at_opening("สมุด", crowd)
    door.show()
    door.activateWindow()
    qtbot.waitUntil(door.finder.edit.hasFocus)
    type_by_hand(door.finder.edit, "37")
    shown = [at for at in range(60) if door.flow.itemAt(at).widget().isVisibleTo(door)]
    assert shown == [37]
    press(door.finder.edit, Qt.Key.Key_Return, at_ms=9_000)
    assert "สมาชิก 37" in door.title.raw()
    assert door.password.edit.hasFocus()


def test_few_people_need_no_search(qtbot, qapp):
    door = Door(qapp)
    qtbot.addWidget(door)
    door.ask_at_opening("สมุด", [Person(bytes([at]), f"สมาชิก {at}") for at in range(MANY)])
    assert not door.finder.isVisibleTo(door)


def test_nothing_typed_shows_in_a_repr(book):
    door = book.open()
    heard: list[Any] = []
    door.attempted.connect(heard.append)
    book.choose("แดง")
    book.enter("ความลับ")
    assert heard[0].by is By.PASSWORD
    assert "ความลับ" not in repr(heard[0])
    book.settle()
