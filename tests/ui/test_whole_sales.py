"""Whole sales from the first product to the next customer: by touch only, by scanner, by keyboard only."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QInputDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.queries.integrity import check_books
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.test_sell_page import PASTE, TEA, Till, goods, last_sale, machine, till
from ui import theme
from ui.pages.sell.stage import View

__all__ = ["_no_book_left_open", "_own_machine_settings", "goods", "machine", "session", "till"]

KEYS = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
POINTER = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}


class Watch(QObject):
    """Counts events of some kinds that reach any widget."""

    def __init__(self, kinds: set[QEvent.Type]) -> None:
        super().__init__()
        self.kinds, self.seen = kinds, 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let everything pass."""
        if isinstance(watched, QWidget) and event.type() in self.kinds:
            self.seen += 1
        return False


class Finger:
    """Real touches on the window; what nothing takes as a touch becomes a click, as on a real screen."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)

    def tap(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Touch a widget in its middle; it must be seen and large enough for a finger."""
        assert widget.isVisible()
        assert widget.isEnabled()
        place = widget.rect().center() if at is None else at
        assert widget.visibleRegion().contains(place), "it lies outside of the window or under something"
        window = self._till.window
        point, screen = widget.mapTo(window, place), window.windowHandle()
        QTest.touchEvent(screen, self._device).press(0, point, screen).commit()
        QTest.touchEvent(screen, self._device).release(0, point, screen).commit()
        QApplication.processEvents()
        self._till.settle()

    def tile(self, name: str) -> None:
        """Touch a product."""
        grid = self._till.page.goods.grid
        names = [tile.name for tile in grid.tiles.tiles]
        place = grid.visualRect(grid.tiles.index(names.index(name))).center()
        self.tap(grid.viewport(), place)


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Any]:
    watches: list[Watch] = []

    def begin(kinds: set[QEvent.Type]) -> Watch:
        made = Watch(kinds)
        watches.append(made)
        qapp.installEventFilter(made)
        return made

    yield begin
    for each in watches:
        qapp.removeEventFilter(each)


def wait_until_paid(till: Till) -> None:
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()


@pytest.mark.parametrize("look", [theme.Mode.LIGHT, theme.Mode.MARKET])
def test_a_sale_by_touch_only(
    till: Till, qapp: QApplication, watch: Any, look: theme.Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two teas (one by +), a paste too many taken back, paid with notes, change, and the next customer."""
    monkeypatch.setattr("ui.pages.sell.done_view.CALM_MS", 0)
    theme.apply(qapp, look=look)
    try:
        till.window.resize(1366, 768)
        QApplication.processEvents()
        keys = watch(KEYS)
        finger = Finger(till)
        cart = till.page.cart_view
        finger.tile("ชาหญ้าหมอน้อย")
        finger.tap(cart.more)
        finger.tile("กะปิผงรสวาซาบิ")
        finger.tap(cart.more)
        finger.tap(cart.less)
        assert till.quantities() == [2_000, 1_000]
        finger.tap(cart.cash_button)
        assert till.is_at(View.TENDER)
        pane = till.page.checkout.tender_view.cash
        for note in (100, 50, 20):
            finger.tap(next(each for each in pane.notes if each.property("note") == note * 100))
        assert pane.change.raw() == "5.00"
        finger.tap(pane.primary)
        wait_until_paid(till)
        done = till.page.checkout.done_view
        assert done.change.raw() == "5.00"
        finger.tap(done.next)
        assert till.is_at(View.GOODS)
        finger.tile("กะปิผงรสวาซาบิ")
        assert till.quantities() == [1_000], "the next customer's"
        assert keys.seen == 0
    finally:
        theme.apply(qapp, look=theme.Mode.LIGHT)
    document = last_sale()[1]
    assert (document.total, document.change) == (165_00, 5_00)
    assert check_books() == []


@pytest.mark.parametrize("thai", [True, False])
def test_a_sale_by_scanner(till: Till, watch: Any, thai: bool) -> None:
    """Goods by their codes under a Thai layout; else only Enter; the next scan is the next bill."""
    pointer = watch(POINTER)
    for code in (TEA, PASTE, TEA):
        till.scan(code, thai=thai)
    assert till.names() == ["ชาหญ้าหมอน้อย", "กะปิผงรสวาซาบิ"]
    assert till.quantities() == [2_000, 1_000]
    till.enter()
    till.enter()
    wait_until_paid(till)
    first = last_sale()
    assert (first[1].total, first[1].change) == (165_00, 0)
    till.scan(PASTE, thai=thai)
    assert till.is_at(View.GOODS)
    assert till.names() == ["กะปิผงรสวาซาบิ"]
    till.enter()
    till.enter()
    till.qtbot.waitUntil(lambda: last_sale()[0].number != first[0].number)
    till.settle()
    assert last_sale()[1].total == 45_00
    assert pointer.seen == 0
    assert check_books() == []


def test_a_sale_by_keyboard_only(till: Till, watch: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Search, weight in Thai digits, +, a discount, cash with change, and on to the next."""
    monkeypatch.setattr("ui.pages.sell.done_view.CALM_MS", 0)
    pointer = watch(POINTER)
    till.type("ชา")
    till.enter()
    till.key(Qt.Key.Key_Plus, "+")
    till.type("เกลือ")
    till.enter()
    till.type("๐.๕")
    till.enter()
    assert till.names() == ["ชาหญ้าหมอน้อย", "เกลือทะเล"]
    assert till.quantities() == [2_000, 500]
    till.key(Qt.Key.Key_F6)
    till.type("5")
    till.enter()
    assert till.cart.total == 125_00
    till.key(Qt.Key.Key_F10)
    till.type("๒๐๐")
    assert till.page.checkout.tender_view.cash.change.raw() == "75.00"
    till.enter()
    wait_until_paid(till)
    document = last_sale()[1]
    assert (document.total, document.change) == (125_00, 75_00)
    assert till.is_at(View.DONE)
    till.enter()
    assert till.is_at(View.GOODS)
    till.type("กะปิ")
    till.enter()
    assert till.names() == ["กะปิผงรสวาซาบิ"]
    assert pointer.seen == 0
    assert check_books() == []
