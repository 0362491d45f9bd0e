"""Bringing back a copy that asks who is there, on a new computer."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services import leaving, people
from app.services.backup import back_up
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.settings import load_machine
from db import passphrase
from db.media import Medium
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import Stall
from tests.ui.keys import front
from ui import start
from ui.runner import Runner
from ui.start import StartView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

LEFT = Qt.MouseButton.LeftButton
LEADER = Credential("แดง", password="กล้วยหอมทอง9")


@pytest.fixture
def stick(tmp_path, monkeypatch):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    monkeypatch.setattr(
        leaving,
        "medium_of",
        lambda where: Medium.REMOVABLE if folder in (where, *where.parents) else Medium.DISK,
    )
    monkeypatch.setattr(passphrase, "LOG_N", 2)
    return folder


@pytest.fixture
def view(qtbot, tmp_path, monkeypatch):
    """The start screen of a computer that has never seen the book."""
    books = tmp_path / "new pc"
    books.mkdir()
    monkeypatch.setattr(start, "documents_folder", lambda: books)
    runner = Runner()
    made: Any = StartView(runner, load_machine().recent_books)
    made.chosen = []
    made.book_chosen.connect(made.chosen.append)
    made.settle = lambda: qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
    qtbot.addWidget(made)
    front(qtbot, made)
    yield made
    runner.stop()


def staffed_copy(folder, stick):
    stall = Stall(folder)
    code = people.start_signing_in(stall.session, name="แดง", password=LEADER.password).recovery_code
    made = back_up(stall.session, stick)
    close_book()
    return made.path, code


def click(view, button):
    QTest.mouseClick(button, LEFT)
    view.settle()


def test_by_name_and_password(view, tmp_path, stick):
    copy, _code = staffed_copy(tmp_path, stick)
    view.look_at_copy(copy)
    view.settle()
    card = view.restore_card
    assert card.who.isVisible()
    card.who.name.edit.setText("แดง")
    card.who.password.edit.setText("not this one")
    click(view, card.yes_button)
    assert card.note.isVisible()
    assert card.who.password.secret() == ""
    assert card.isVisible()
    card.who.password.edit.setText(LEADER.password)
    click(view, card.yes_button)
    assert not card.who.isVisible()
    click(view, card.yes_button)
    (path,) = view.chosen
    assert path.parent == tmp_path / "new pc"
    assert path.name == "สมุด.samut"
    assert open_book(path, credential=LEADER).epoch == 2


def test_by_recovery_code(view, tmp_path, stick):
    copy, code = staffed_copy(tmp_path, stick)
    view.look_at_copy(copy)
    view.settle()
    card = view.restore_card
    QTest.mouseClick(card.who.way_button, LEFT)
    assert not card.who.name.isVisible()
    card.who.code.edit.setText(code)
    click(view, card.yes_button)
    click(view, card.yes_button)
    assert open_book(view.chosen[0], credential=LEADER).user_uid


def test_by_recovery_code_where_the_key_file_is_gone(view, tmp_path, stick):
    copy, code = staffed_copy(tmp_path, stick)
    for keys in stick.glob("*.keys"):
        keys.unlink()
    view.look_at_copy(copy)
    view.settle()
    card = view.restore_card
    QTest.mouseClick(card.who.way_button, LEFT)
    assert not card.who.name.isVisible()
    card.who.code.edit.setText(code)
    click(view, card.yes_button)
    click(view, card.yes_button)
    assert open_book(view.chosen[0], credential=Credential(recovery_code=code)).user_uid


def test_by_a_password_of_its_own(view, tmp_path, stick):
    stall = Stall(tmp_path)
    copy = back_up(stall.session, stick, passphrase="สี่คำ-ที่-จำ-ได้").path
    close_book()
    view.look_at_copy(copy)
    view.settle()
    card = view.restore_card
    assert not card.who.name.isVisible()
    card.who.password.edit.setText("ห้าคำ")
    click(view, card.yes_button)
    assert card.note.isVisible()
    card.who.password.edit.setText("สี่คำ-ที่-จำ-ได้")
    click(view, card.yes_button)
    click(view, card.yes_button)
    assert open_book(view.chosen[0]).user_uid


def test_going_back_forgets_what_was_typed(view, tmp_path, stick):
    copy, _code = staffed_copy(tmp_path, stick)
    view.look_at_copy(copy)
    view.settle()
    view.restore_card.who.password.edit.setText(LEADER.password)
    click(view, view.restore_card.no_button)
    assert view.restore_card.who.password.secret() == ""
    assert view.cards.isVisible()
    assert view.chosen == []
