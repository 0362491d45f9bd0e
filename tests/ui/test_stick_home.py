"""A household's book on a stick (a folder plays it) in the program: in, out, pulled, back, two of them."""

import shutil

import pytest

from app.services import stick_book
from app.services.sticks import Stick
from app.settings import change_machine, load_machine
from db.media import Medium
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.household import FILE, PASSWORD
from tests.ui.at_home import closed_household, settle
from tests.ui.test_program import program
from ui import stick_door
from ui.pages.safety import work as safety_work

__all__ = ["_no_book_left_open", "_own_machine_settings", "program"]


@pytest.fixture
def stick(tmp_path, monkeypatch):
    folder = tmp_path / "STICK"
    folder.mkdir()
    closed_household(folder)
    (tmp_path / "copies").mkdir()
    change_machine(language="en", backup_folder=str(tmp_path / "copies"))
    monkeypatch.setattr(stick_door, "stick_folder", lambda: tmp_path / "pc")
    monkeypatch.setattr(
        stick_book,
        "medium_of",
        lambda place: Medium.REMOVABLE if folder in (place, *place.parents) else Medium.DISK,
    )
    return folder


def come_in(qtbot, program, path):
    assert program.open(path)
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    door = program.reception.door
    door.password.edit.setText(PASSWORD)
    door.enter_button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)


def lying(tmp_path):
    return [each.name for each in (tmp_path / "pc").rglob("*") if each.is_file()]


def rename(program, qtbot, name):
    """Something that the book keeps."""
    page = program.window.page("settings")
    settle(qtbot, program)
    page.saver.change("enterprise_name", name)
    settle(qtbot, program)


def said(program):
    """What the status line says of the copy."""
    return program.window.status._parts["copy"].raw()


def name_in(qtbot, program, path):
    come_in(qtbot, program, path)
    found = program.window.windowTitle()
    program.close_book()
    return found


def test_in_and_back_with_nothing_left_here(qtbot, program, stick, tmp_path, monkeypatch):
    before = (stick / FILE).read_bytes()
    come_in(qtbot, program, stick / FILE)
    assert load_machine().recent_books[0] == str(stick / FILE), "known by its place on the stick"
    rename(program, qtbot, "บ้านใหม่")
    assert (stick / FILE).read_bytes() == before, "worked on here, not on the stick"
    monkeypatch.setattr(safety_work, "stick_folder", lambda: tmp_path / "pc")
    program.window.show_page("safety")
    settle(qtbot, program)
    assert "goes back onto its stick" in program.window.page("safety").copy.folder_text.raw()
    program.keeper.copy_now()
    settle(qtbot, program)
    assert (stick / FILE).read_bytes() != before
    assert "it may be pulled out" in said(program)
    program.close_book()
    assert lying(tmp_path) == []
    assert list((tmp_path / "copies").iterdir()) == [], "no copy stays in a computer that may be anybody's"
    assert "บ้านใหม่" in name_in(qtbot, program, stick / FILE)


def test_pulled_while_working_told_and_brought_back_when_it_returns(qtbot, program, stick, tmp_path):
    come_in(qtbot, program, stick / FILE)
    keeper = program.keeper
    before = (stick / FILE).read_bytes()
    stick.rename(tmp_path / "pulled")
    keeper._on_look_at_sticks()
    settle(qtbot, program)
    assert "Nothing is lost" in said(program)
    assert "Nothing is lost" in program.window.toast.label.raw()
    rename(program, qtbot, "บ้านใหม่")
    (tmp_path / "pulled").rename(stick)
    keeper._on_look_at_sticks()
    settle(qtbot, program)
    qtbot.waitUntil(lambda: (stick / FILE).read_bytes() != before, timeout=20_000)
    settle(qtbot, program)
    program.close_book()
    assert lying(tmp_path) == []
    assert "บ้านใหม่" in name_in(qtbot, program, stick / FILE)


def test_closed_without_its_stick_it_is_said_and_kept(qtbot, program, stick, tmp_path):
    come_in(qtbot, program, stick / FILE)
    rename(program, qtbot, "บ้านใหม่")
    stick.rename(tmp_path / "pulled")
    program.close_book()
    assert "Nothing is lost" in program.start_view.banner.label.raw()
    assert FILE in lying(tmp_path)
    come_in(qtbot, program, stick / FILE)
    assert "บ้านใหม่" in program.window.windowTitle(), "also while the stick is still out"
    (tmp_path / "pulled").rename(stick)
    program.close_book()
    assert lying(tmp_path) == []
    assert "บ้านใหม่" in name_in(qtbot, program, stick / FILE)


def test_two_copies_are_shown_to_a_person(qtbot, program, stick, tmp_path):
    come_in(qtbot, program, stick / FILE)
    rename(program, qtbot, "บ้านที่นี่")
    stick.rename(tmp_path / "pulled")
    program.close_book()
    (tmp_path / "pulled").rename(stick)
    shutil.move(tmp_path / "pc", tmp_path / "aside")
    come_in(qtbot, program, stick / FILE)
    rename(program, qtbot, "บ้านที่โน่น")
    program.close_book()
    shutil.rmtree(tmp_path / "pc")
    shutil.move(tmp_path / "aside", tmp_path / "pc")
    program.open(stick / FILE)
    qtbot.waitUntil(lambda: program._sticks.question is not None, timeout=20_000)
    program._sticks.question.here_button.click()
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    program.reception.door.password.edit.setText(PASSWORD)
    program.reception.door.enter_button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    assert "บ้านที่นี่" in program.window.windowTitle()
    program.close_book()
    [other] = [each for each in stick.glob("*.samut") if each.name != FILE]
    assert "บ้านที่โน่น" in name_in(qtbot, program, other)
    assert "บ้านที่นี่" in name_in(qtbot, program, stick / FILE)


def test_a_book_moves_onto_a_stick_and_is_put_aside_here(qtbot, program, stick, tmp_path, monkeypatch):
    for each in list(stick.iterdir()):
        each.rename(tmp_path / each.name)
    plugged = Stick("STICK", stick, 10**9)
    monkeypatch.setattr(safety_work, "sticks", lambda: (plugged,))
    come_in(qtbot, program, tmp_path / FILE)
    program.window.show_page("safety")
    settle(qtbot, program)
    page = program.window.page("safety")
    page.copy.move_wanted.emit(plugged)
    assert not (stick / "Samut").exists(), "asked first"
    program.window.toast.button.click()
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    assert (stick / "Samut" / FILE).exists()
    assert not (tmp_path / FILE).exists()
    assert (tmp_path / "บ้านสายทอง (STICK).samut").exists(), "kept under another name"
    program.reception.door.password.edit.setText(PASSWORD)
    program.reception.door.enter_button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    assert program._path == stick / "Samut" / FILE
    program.close_book()
    assert load_machine().recent_books[0] == str(stick / "Samut" / FILE)


def test_leaving_the_door_leaves_nothing_here(qtbot, program, stick, tmp_path):
    program.open(stick / FILE)
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    assert FILE in lying(tmp_path)
    program.reception.door.other_book_wanted.emit()
    assert lying(tmp_path) == []
    program.open(stick / FILE)
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    program.finish()
    assert lying(tmp_path) == [], "nor does leaving the program"
