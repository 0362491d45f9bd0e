"""One step from the group's book to one's own household book, with one's own password, and back."""

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.book_kind import BookKind
from app.queries.household.notes import notes_waiting
from app.queries.settings import book_info
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.services.household.linking import active_peers
from app.services.household.mailbox import box_of
from app.settings import change_machine, load_machine, own_book, remember_own_book
from app.thai.dates import today
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.household import FILE, MEMBER, PASSWORD, make_household
from tests.services.test_household_notes import HERS, WAGES, Village
from tests.ui.at_home import settle
from tests.ui.test_program import program
from tests.ui.test_start_household import typed
from ui.start_household import Step

__all__ = ["_no_book_left_open", "_own_machine_settings", "program"]


@pytest.fixture
def village(tmp_path, monkeypatch):
    documents = tmp_path / "documents"
    (tmp_path / "copies").mkdir()
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    change_machine(backup_folder=str(tmp_path / "copies"), language="en")
    made = Village(tmp_path)
    close_book()
    return made


def sign_in(qtbot, program, password, name=MEMBER):
    """At the door that is shown."""
    door = program.reception.door
    assert door is not None
    if door._person is None and door._people:
        door.choose(next(each for each in door._people if each.name == name))
    door.password.edit.setText(password)
    door.enter_button.click()


def into_the_group(qtbot, program, village):
    assert program.open(village.group)
    sign_in(qtbot, program, HERS)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)


def go(program, words):
    """Choose a line of the person's menu."""
    [action] = [each for each in program.window.make_menu().actions() if each.text() == words]
    action.trigger()


def question(qtbot, program):
    """The page that asks whether the two books may be linked."""
    place = program.window.page("notes")
    qtbot.waitUntil(lambda: place.page is not None and place.page.invited.isVisible(), timeout=20_000)
    return place.page


def say_yes(qtbot, program):
    """She is asked whether the two books may be linked, and Enter says yes."""
    page = question(qtbot, program)
    assert active_peers(BookKind.ENTERPRISE) == (), "nothing is linked by itself"
    assert page.invited.yes_button.hasFocus()
    QTest.keyClick(page.invited.yes_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: active_peers(BookKind.ENTERPRISE) != (), timeout=20_000)
    settle(qtbot, program)


def test_there_and_back_with_ones_own_password_only(qtbot, program, village):
    group_uid = remembered(village)
    into_the_group(qtbot, program, village)
    go(program, "To my household book")
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    door = program.reception.door
    sign_in(qtbot, program, HERS)
    qtbot.waitUntil(door.banner.isVisible, timeout=20_000)
    assert "The name or the password is not right" in door.banner.label.raw(), "not which of them"
    assert program.window is None
    qtbot.waitUntil(door.enter_button.isEnabled, timeout=20_000)
    sign_in(qtbot, program, PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    say_yes(qtbot, program)
    assert [each.kind for each in active_peers(BookKind.ENTERPRISE)] == [BookKind.ENTERPRISE], "linked"
    go(program, "Back to the group's book")
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    assert program.reception.path == village.group
    sign_in(qtbot, program, HERS)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    assert own_book(*group_uid) == village.home
    assert load_machine().recent_books == (str(village.group),), "her book is in nobody's list"
    text = str(load_machine())
    assert PASSWORD not in text
    assert HERS not in text


def test_who_says_no_is_not_asked_again_and_may_link_later(qtbot, program, village):
    remembered(village)

    def home():
        go(program, "To my household book")
        qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
        sign_in(qtbot, program, PASSWORD)
        qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
        settle(qtbot, program)

    into_the_group(qtbot, program, village)
    home()
    question(qtbot, program).invited.no_button.click()
    settle(qtbot, program)
    assert program.window.current_key() == "home"
    go(program, "Back to the group's book")
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    sign_in(qtbot, program, HERS)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    assert len(active_peers(BookKind.HOUSEHOLD)) == 1, "one invitation, not one each time"
    home()
    assert program.window.current_key() == "home", "asked once"
    assert active_peers(BookKind.ENTERPRISE) == ()
    program.go_to("notes", "notes")
    question(qtbot, program).invited.yes_button.click()
    qtbot.waitUntil(lambda: active_peers(BookKind.ENTERPRISE) != (), timeout=20_000)


def remembered(village):
    """She went to her book from this computer before; gives who she is to the settings."""
    session = village.hers()
    who = (book_info().uid, session.user_uid)
    remember_own_book(*who, village.home)
    close_book()
    return who


def test_whoever_has_none_makes_one_with_her_name_filled_in_and_gets_her_notes(qtbot, program, village):
    into_the_group(qtbot, program, village)
    go(program, "To my household book")
    qtbot.waitUntil(lambda: program.start_view is not None and program.start_view.isVisible(), timeout=20_000)
    asked = program.start_view.household
    assert asked.isVisible()
    typed(asked.house, "บ้านใหม่")
    assert asked.member.name() == MEMBER
    typed(asked.member, MEMBER)
    for each in (asked.password.first, asked.password.second):
        each.edit.setText(PASSWORD)
    asked.next_button.click()
    qtbot.waitUntil(lambda: asked._step is Step.CODE, timeout=20_000)
    code = asked._book.code
    asked.next_button.click()
    typed(asked.typed, code[-4:])
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    home = program._path
    say_yes(qtbot, program)
    assert len(active_peers(BookKind.ENTERPRISE)) == 1
    go(program, "Back to the group's book")
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    program.finish()
    village.home = home
    village.leader()
    close_book()
    assert program.open(village.group)
    sign_in(qtbot, program, "กล้วยหอมทอง9", "แดง")
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    assert [each.recipient != "" for each in active_peers(BookKind.HOUSEHOLD)] == [True], "hello was heard"
    program.close_book()
    village.pay(450_00, WAGES, on=today())
    close_book()
    assert program.open(village.group)
    sign_in(qtbot, program, "กล้วยหอมทอง9", "แดง")
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    program.close_book()
    open_book(home, credential=Credential(MEMBER, password=PASSWORD))
    close_book()
    assert program.open(home)
    sign_in(qtbot, program, PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    assert notes_waiting() == (1, 450_00), "taken in when the book opens"


def test_home_leads_there_too(qtbot, program, village):
    remembered(village)
    into_the_group(qtbot, program, village)
    home = program.window.page("home")
    assert home.household_button.isVisible()
    home.household_button.click()
    qtbot.waitUntil(lambda: program.reception.door is not None, timeout=20_000)
    assert program.reception.path == village.home


def test_a_stick_that_is_not_there_is_asked_for(qtbot, program, village):
    remembered(village)
    village.home.unlink()
    into_the_group(qtbot, program, village)
    go(program, "To my household book")
    qtbot.waitUntil(lambda: program.start_view is not None and program.start_view.isVisible(), timeout=20_000)
    assert village.home.name in program.start_view.banner.label.raw()
    assert program.start_view.open_button.hasFocus()


def test_another_persons_book_is_not_linked_by_mistake(qtbot, program, village, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    make_household(other, name="บ้านมะลิ", member="มะลิ")
    close_book()
    into_the_group(qtbot, program, village)
    go(program, "To my household book")
    qtbot.waitUntil(lambda: program.start_view is not None and program.start_view.isVisible(), timeout=20_000)
    program.start_view.book_chosen.emit(other / FILE)
    sign_in(qtbot, program, PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    assert active_peers(BookKind.ENTERPRISE) == ()
    assert load_machine().own_books == ()


def test_what_the_group_pays_is_told_while_its_book_stays_open(qtbot, program, village):
    village.link()
    village.pay(450_00, WAGES, on=today())
    close_book()
    assert program.open(village.group)
    sign_in(qtbot, program, "กล้วยหอมทอง9", "แดง")
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    box = box_of(village.home)
    assert not list(box.glob("*.note.age")), "not at once: nothing is in the way of the till"
    program._telling.setInterval(0)
    program.runner.changed.emit(Changes.LEDGER)
    qtbot.waitUntil(lambda: len(list(box.glob("*.note.age"))) == 1, timeout=20_000)
    program.runner.changed.emit(Changes.SETTINGS)
    assert not program._telling.isActive()
