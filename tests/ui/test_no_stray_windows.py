"""Making a page opens no window by the way: it would flash, and take the keys away from the one in front."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services.books import close_book
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import Stall
from tests.ui.keys import front
from tests.ui.test_program import program, settle
from ui.tabbed_place import TabbedPlace
from ui.widgets.basics import Banner, EmptyState

__all__ = ["_no_book_left_open", "_own_machine_settings", "program"]


class Shown(QObject):
    """Remembers every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def shown(qapp):
    made = Shown()
    qapp.installEventFilter(made)
    yield made.windows
    qapp.removeEventFilter(made)


def test_no_page_opens_a_window_and_every_tab_takes_the_keys(qtbot, qapp, program, tmp_path, shown):
    Stall(tmp_path)
    close_book()
    assert program.open(tmp_path / "สมุด.samut")
    settle(qtbot, program)
    window = program.window
    front(qtbot, window)
    shown.clear()
    for key in list(window._specs):
        window.show_page(key)
        settle(qtbot, program)
        place = window.page(key)
        if not isinstance(place, TabbedPlace):
            continue
        for at in range(len(place._tabs)):
            QTest.mouseClick(place.switch._group.button(at), Qt.MouseButton.LeftButton)
            settle(qtbot, program)
            focus = QApplication.focusWidget()
            page = place.page
            assert page is not None
            assert focus is not None
            assert focus is page or page.isAncestorOf(focus), (key, at)
    assert shown == []


def test_parts_with_buttons_open_none(qtbot, shown):
    for part in (Banner(closable=True), EmptyState("list", "Nothing yet.", "Begin")):
        qtbot.addWidget(part)
        assert not part.isVisible()
    assert shown == []
