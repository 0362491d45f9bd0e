"""A household's book from the start screen, by keys alone: asked one by one, the code tried on the spot."""

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest

from app.queries.people import key_state
from app.queries.settings import book_info
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.settings import change_machine
from db import connection as book
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.household import MEMBER, PASSWORD
from tests.ui.at_home import settle
from tests.ui.keys import front
from tests.ui.test_program import program
from ui import start_household
from ui.start_household import Step

__all__ = ["_no_book_left_open", "_own_machine_settings", "program"]

ENTER = Qt.Key.Key_Return


@pytest.fixture
def start(qtbot, program, tmp_path, monkeypatch):
    documents = tmp_path / "documents"
    documents.mkdir()
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    change_machine(backup_folder=str(tmp_path / "copies"), language="en")
    program.show_start()
    view = program.start_view
    view.resize(1024, 600)
    front(qtbot, view)
    return view


def typed(field, text):
    """Put a text where the cursor is said to be, and press Enter."""
    assert field.edit.hasFocus()
    field.edit.setText(text)
    QTest.keyClick(field.edit, ENTER)


def ask_all(qtbot, view):
    """Up to the recovery code."""
    view.home_button.setFocus()
    QTest.keyClick(view.home_button, Qt.Key.Key_Space)
    asked = view.household
    assert asked.isVisible()
    assert not view.cards.isVisible()
    typed(asked.house, "บ้านสายทอง")
    typed(asked.member, MEMBER)
    assert asked.password.first.edit.hasFocus()
    asked.password.first.edit.setText(PASSWORD)
    QTest.keyClick(asked.password.first.edit, ENTER)
    typed(asked.password.second, PASSWORD)
    qtbot.waitUntil(lambda: asked._step is Step.CODE, timeout=20_000)
    return asked


def came_in(qtbot, program):
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)


def test_a_book_is_made_by_keys_and_its_code_is_tried_on_the_spot(qtbot, program, start):
    asked = ask_all(qtbot, start)
    code = asked._book.code
    assert code.split("-")[-1] in asked.shown.text()
    assert not asked.shown.isHidden()
    asked.next_button.click()
    assert not asked.shown.isVisible(), "the code is read from the paper, not from the screen"
    typed(asked.typed, "0000")
    assert asked.note.isVisible()
    assert start.isVisible()
    typed(asked.typed, code[-4:].lower())
    came_in(qtbot, program)
    path = program._path
    assert program.window.current_key() == "home"
    program.close_book()
    session = open_book(path, credential=Credential(name=MEMBER, password=PASSWORD))
    assert (book_info().kind, book_info().name) == ("household", "บ้านสายทอง")
    assert session.user_name == MEMBER
    assert key_state().tested_at is not None
    close_book()
    open_book(path, credential=Credential(recovery_code=code))


def test_trying_the_paper_is_skipped_only_knowingly(qtbot, program, start):
    asked = ask_all(qtbot, start)
    asked.next_button.click()
    asked.skip_button.click()
    assert program.window is None, "it is said first what that means"
    assert asked.note.isVisible()
    asked.skip_button.click()
    came_in(qtbot, program)
    path = program._path
    program.close_book()
    open_book(path, credential=Credential(name=MEMBER, password=PASSWORD))
    assert key_state().tested_at is None


def test_escape_goes_a_question_back_and_nothing_typed_is_lost(qtbot, program, start):
    start.home_button.click()
    asked = start.household
    QTest.keyClick(asked.house.edit, ENTER)
    assert asked._step is Step.HOUSE, "a name is needed"
    typed(asked.house, "บ้านสายทอง")
    QTest.keyClick(asked.member.edit, Qt.Key.Key_Escape)
    assert asked._step is Step.HOUSE
    assert asked.house.name() == "บ้านสายทอง"
    QTest.keyClick(asked.house.edit, Qt.Key.Key_Escape)
    assert start.cards.isVisible()
    assert not asked.isVisible()


def test_the_paper_is_saved_whole_and_what_fails_is_said(qtbot, program, start, tmp_path, monkeypatch):
    asked = ask_all(qtbot, start)
    target = tmp_path / "code.pdf"
    monkeypatch.setattr(start_household, "save_file", lambda *_said: target)
    asked.save_button.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert target.name in asked.note.label.raw()
    monkeypatch.setattr(start_household, "save_file", lambda *_said: tmp_path / "no" / "code.pdf")
    asked.save_button.click()
    assert asked.note.isVisible()
    asked.next_button.click()
    asked.skip_button.click()
    asked.skip_button.click()
    came_in(qtbot, program)


def test_a_weak_password_is_named_and_nothing_is_made(qtbot, program, start, tmp_path):
    start.home_button.click()
    asked = start.household
    typed(asked.house, "บ้าน")
    typed(asked.member, MEMBER)
    asked.password.first.edit.setText("12345")
    asked.password.second.edit.setText("12345")
    asked.next_button.click()
    assert asked._step is Step.PASSWORD
    assert not list((tmp_path / "documents").rglob("*.samut"))


def test_the_first_entry_is_a_handful_of_keys_from_there(qtbot, program, start):
    asked = ask_all(qtbot, start)
    code = asked._book.code
    asked.next_button.click()
    typed(asked.typed, code[-4:])
    came_in(qtbot, program)
    window = program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for number, text in enumerate(("", "food", "45")):
        if number:
            window.focusWidget().insert(text)
            settle(qtbot, program)
        QTest.keyClick(window.focusWidget(), ENTER)
        settle(qtbot, program)
    assert book.fetch("SELECT total FROM document") == [(45_00,)], "food for 45 baht, today, out of the purse"
