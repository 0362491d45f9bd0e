"""Market mode: large targets by one key, a worn screen's second tap ignored, sound and colour told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.settings import MachineSettings
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.test_sell_page import PASTE, TEA, goods, machine, till
from ui import theme

__all__ = ["_no_book_left_open", "_own_machine_settings", "goods", "machine", "session", "till"]


@pytest.fixture
def market(qapp):
    theme.apply(qapp, look=theme.Mode.MARKET)
    yield theme.Mode.MARKET
    theme.apply(qapp, look=theme.Mode.LIGHT)


def sides(till):
    """The smaller side of every touch button that is shown."""
    shown = [each for each in till.page.findChildren(QAbstractButton) if each.isVisible()]
    return {
        each.accessibleName() or each.text(): min(each.width(), each.height())
        for each in shown
        if each.property("touch")
    }


def test_every_button_of_a_sale_is_large_enough_for_a_wet_hand(market, till):
    till.window.resize(1366, 768)
    till.scan(PASTE)
    QApplication.processEvents()
    small = {name: side for name, side in sides(till).items() if side < theme.MARKET_TOUCH}
    assert len(sides(till)) > 8
    assert small == {}
    till.key(Qt.Key.Key_F10)
    QApplication.processEvents()
    assert {name: side for name, side in sides(till).items() if side < theme.MARKET_TOUCH} == {}


def test_a_bounce_is_one_tap_and_two_taps_are_two(till):
    grid = till.page.goods.grid
    now = [1_000]
    grid._clock = lambda: now[0]
    for after in (0, 15, 60, 300):
        now[0] += after
        grid.clicked.emit(grid.tiles.index(0))
    assert till.quantities() == [3_000]
    now[0] += 10
    grid.clicked.emit(grid.tiles.index(3))  # another tile is another finger
    assert len(till.names()) == 2


def test_scanned_unknown_and_paid_have_their_colour(market, till):
    flash = till.page.telling.flash
    till.scan(TEA)
    assert (flash.isVisible(), flash.token) == (True, "indigo")
    till.scan("8859999999999")
    assert flash.token == "clay"
    till.page.goods.clear()
    till.enter()
    till.enter()
    till.qtbot.waitUntil(lambda: flash.token == "leaf")
    till.qtbot.waitUntil(lambda: not flash.isVisible())


@pytest.mark.parametrize("sounds", [True, False])
def test_a_sound_only_where_it_is_on(monkeypatch, market, till, machine, sounds):
    heard = []
    monkeypatch.setattr(QApplication, "beep", lambda *_args: heard.append(1))
    till.page.telling._machine = lambda: MachineSettings(sounds=sounds)
    till.scan(TEA)
    till.scan("8859999999999")
    till.qtbot.wait(250)
    assert len(heard) == (3 if sounds else 0)


def test_without_market_mode_nothing_flashes(till):
    till.scan(TEA)
    assert not till.page.telling.flash.isVisible()
