"""The window of a household's book: its own places, nothing of a stall, type for two metres away."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.settings import change_machine
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.at_home import closed_household, come_in, settle
from tests.ui.test_program import program
from ui import theme

__all__ = ["_no_book_left_open", "_own_machine_settings", "program"]


def test_the_places_of_a_household_open_and_hold_nothing_of_a_stall(qtbot, program, tmp_path):
    change_machine(language="th", backup_folder=str(tmp_path))
    come_in(qtbot, program, closed_household(tmp_path))
    window = program.window
    keys = list(window._specs)
    assert window.current_key() == keys[0] == "home"
    assert not {"sell", "market", "stock", "produce", "money", "books", "members"} & set(keys)
    for key in keys:
        window.show_page(key)
        settle(qtbot, program)
        assert window.current_key() == key
    page = window.page("settings")
    assert page.cards == (page.enterprise, page.computer)
    assert theme.Mode.MARKET not in page.computer.look._keys
    people = window.page("people")
    assert people.parts._keys == ["own", "key"]


def test_the_palette_of_a_household_finds_places_and_its_papers_only(qtbot, program, tmp_path):
    change_machine(language="en", backup_folder=str(tmp_path))
    come_in(qtbot, program, closed_household(tmp_path))
    names = {each.__name__ for each in program.window._providers}
    assert names == {"_find_places", "_find_other_book", "find_reports", "find_documents"}
    found = [hit.title for provider in program.window._providers for hit in provider("report")]
    assert "Monthly report" not in found
    menu = [each.text() for each in program.window.make_menu().actions()]
    assert not [each for each in menu if "Switch person" in each]


def test_large_type_and_back(qtbot, program, tmp_path):
    change_machine(language="th", backup_folder=str(tmp_path), type_scale=100)
    come_in(qtbot, program, closed_household(tmp_path))
    window = program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    assert (theme.scale(), theme.mode()) == (theme.LARGEST, theme.Mode.LIGHT)
    assert theme.px(theme.BODY) >= 30, "a digit of body type is 5 mm high at 100 dots an inch"
    QTest.keyClick(window, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    assert theme.scale() == 100
