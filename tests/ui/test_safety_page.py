"""The page about safety by mouse: the sentence, copies locked and open, looking inside, the check."""

import pytest
from PySide6.QtWidgets import QCheckBox

from app.changes import Changes
from app.services import leaving, people
from app.services.restoring import asks_passphrase, preview_restore
from app.services.sticks import Stick
from app.settings import change_machine, load_machine
from db import passphrase
from db.media import Medium
from tests.fixtures import _no_book_left_open, _own_machine_settings
from ui.pages.safety import work
from ui.pages.safety.view import SafetyView

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A folder that lies on a stick, which is plugged in."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()

    def medium(where):
        return Medium.REMOVABLE if folder in (where, *where.parents) else Medium.DISK

    monkeypatch.setattr(leaving, "medium_of", medium)
    monkeypatch.setattr(passphrase, "LOG_N", 2)
    monkeypatch.setattr(work, "sticks", lambda: (Stick("KINGSTON", folder, 10**9),))
    return folder


@pytest.fixture
def asked():
    """The copies that shall be brought back."""
    return []


@pytest.fixture
def page(desk, tmp_path, asked):
    (tmp_path / "copies").mkdir()
    change_machine(backup_folder=str(tmp_path / "copies"), language="en")
    made = SafetyView(desk.session, desk.runner, desk.messages, go_to=desk.go_to, keeper=lambda: None)
    made.bring_back.connect(asked.append)
    desk.show(made, height=1200)
    return made


def settle(desk):
    desk.settle()
    desk.settle()  # what was asked for by the first answer


def click(desk, widget):
    desk.click(widget)
    settle(desk)


def test_the_sentence_before_and_after_a_copy(desk, page):
    assert "no copy" in page.top.text.raw()
    assert page.copies.empty.isVisible()
    click(desk, page.copy.copy_button)
    assert "own disk only" in page.top.text.raw()
    assert "Every document" in page.top.since.raw()
    assert page.copies.model.rowCount() == 1
    assert page.copies.table.isVisible()


def test_a_copy_is_made_and_is_a_book(desk, page):
    folder = desk.folder / "elsewhere"
    folder.mkdir()
    page.copy.back_up_to(folder)
    settle(desk)
    (copy,) = folder.glob("*.samut")
    assert preview_restore(copy, desk.folder / "new.samut").same_book
    assert copy.name in page.copy.note.label.raw()


def test_a_folder_that_is_gone_is_said(desk, page):
    page.copy.back_up_to(desk.folder / "pulled out")
    settle(desk)
    assert page.copy.note.property("tone") == "bad"
    assert page.copy.copy_button.isEnabled()


def test_what_leaves_is_locked_with_a_password(desk, stick, page):
    page.copy.back_up_to(stick)
    settle(desk)
    assert page.copy.asking.isVisible()
    assert list(stick.iterdir()) == []
    page.copy.password.first.edit.setText("สี่คำที่จำได้ง่าย")
    page.copy.password.second.edit.setText("อย่างอื่น")
    click(desk, page.copy.lock_button)
    assert list(stick.iterdir()) == []
    page.copy.password.second.edit.setText("สี่คำที่จำได้ง่าย")
    click(desk, page.copy.lock_button)
    (copy,) = stick.iterdir()
    assert asks_passphrase(copy)
    assert page.copy.password.first.secret() == ""
    assert "pulled out now" in page.copy.note.label.raw()
    assert "“KINGSTON”" in page.top.text.raw()


def test_or_open_when_somebody_says_so(desk, stick, page):
    page.copy.back_up_to(stick)
    settle(desk)
    click(desk, page.copy.leave_open_button)
    (copy,) = stick.iterdir()
    assert copy.suffix == ".samut"
    assert page.copy.choosing.isVisible()


def test_going_back_copies_nothing(desk, stick, page):
    page.copy.back_up_to(stick)
    settle(desk)
    click(desk, page.copy.back_button)
    assert list(stick.iterdir()) == []
    assert page.copy.choosing.isVisible()


def test_always_on_this_stick(desk, stick, page):
    page.refresh(Changes.EVERYTHING)
    settle(desk)
    (check,) = [each for each in page.copy.findChildren(QCheckBox) if "plugged" in each.text()]
    check.click()
    assert load_machine().copy_sticks == ("KINGSTON",)
    check.click()
    assert load_machine().copy_sticks == ()


def test_looking_inside_an_open_copy(desk, page, asked):
    desk.sell()
    click(desk, page.copy.copy_button)
    click(desk, page.copies.look_button)
    assert page.copies.note.property("tone") == "good"
    assert "whole" in page.copies.note.label.raw()
    click(desk, page.copies.bring_button)
    assert [path.parent.name for path in asked] == ["copies"]


def test_looking_inside_asks_who_is_there(desk, stick, page):
    people.start_signing_in(desk.session, name="แดง", password="กล้วยหอมทอง9")
    page.copy.back_up_to(stick)
    settle(desk)
    assert not page.copy.asking.isVisible()
    click(desk, page.copies.look_button)
    assert page.copies.who.isVisible()
    page.copies.who.name.edit.setText("แดง")
    page.copies.who.password.edit.setText("wrong password")
    click(desk, page.copies.prove_button)
    assert page.copies.note.property("tone") == "bad"
    page.copies.who.password.edit.setText("กล้วยหอมทอง9")
    click(desk, page.copies.prove_button)
    assert page.copies.note.property("tone") == "good"
    assert not page.copies.who.isVisible()


def test_a_restore_can_be_undone_from_here(desk, page, tmp_path, asked):
    aside = tmp_path / "สมุด (before restore 2569-10-05 120000).samut"
    aside.write_bytes(b"kept")
    page.refresh(Changes.EVERYTHING)
    settle(desk)
    assert aside.name in page.copies.aside.label.raw()
    click(desk, page.copies.aside.button)
    assert asked == [aside]


def test_the_check_adds_everything_up(desk, page):
    click(desk, page.check.check_button)
    assert "adds up" in page.check.note.label.raw()
    assert not page.check.findings.isVisible()


def test_the_lock_leads_to_the_key(desk, page):
    assert "without a password" in page.lock.text.raw()
    click(desk, page.lock.key_button)
    assert desk.visits == [("people", "key")]
