"""No key means two things: Qt then does neither."""

from collections import Counter

from ui.cheat_sheet import key_groups
from ui.pages.sell.keys import cheat_sheet


def test_everywhere_each_key_is_one_thing() -> None:
    everywhere = key_groups("", (), ())[-1]
    count = Counter(key for key, _words in everywhere.keys)
    assert [key for key, times in count.items() if times > 1] == []


def test_no_key_of_the_till_is_one_of_the_window() -> None:
    window = {key for key, _words in key_groups("", (), ())[-1].keys} - {"Tab", "Esc"}
    assert window.isdisjoint(shortcut.keys for shortcut in cheat_sheet())
