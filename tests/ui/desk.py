"""A page of the window on a small stall's book: real worker, real messages, links and files noted down."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Session
from app.services.books import enter_thread, leave_thread
from reports.model import Link
from tests.household import make_household
from tests.stall import Stall
from tests.ui.keys import front
from ui.messages import Messages, StatusLine, Toast
from ui.runner import Runner

LEFT = Qt.MouseButton.LeftButton


class Desk:
    """The stall, the worker, and a window for one page."""

    numbers: Any = ()
    """Document numbers that a test made."""

    def __init__(self, qtbot: Any, qapp: QApplication, folder: Path) -> None:
        self.stall = Stall(folder)
        self.sit(qtbot, qapp, folder, self.stall.session)

    def sit(self, qtbot: Any, qapp: QApplication, folder: Path, session: Session) -> None:
        """The worker, the window and the messages of whoever came."""
        self.qtbot, self.app, self.folder = qtbot, qapp, folder
        self.session = session
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.status = StatusLine()
        self.messages = Messages(self.window, self.status, Toast(self.window))
        self.links: list[Link] = []
        self.visits: list[tuple[str, str]] = []
        qtbot.addWidget(self.window)

    def sell(self, pieces: int = 3, price: int = 5_900, on: dt.date | None = None) -> str:
        """Sell some KAPI for cash; the receipt's number."""
        line = self.stall.line(self.stall.kapi, pieces, price)
        return self.stall.sell(line, on=on or dt.date(2026, 10, 5)).posted.number

    def show(self, page: QWidget, width: int = 1200, height: int = 800) -> None:
        """Put a page into the window and read its data."""
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        layout.addWidget(self.status)
        self.window.resize(width, height)
        front(self.qtbot, self.window)
        self.settle()

    def page(
        self, view: Any, *, session: Session | None = None, today: dt.date | None = None, **more: Any
    ) -> Any:
        """A page as the window makes one: told of what changes, shown, its data read."""
        if today is not None:
            more["today"] = lambda: today
        ways = {"open_link": self.open_link, "go_to": self.go_to}
        page = view(session or self.session, self.runner, self.messages, **ways, **more)
        self.runner.changed.connect(page.refresh)
        self.show(page)
        page.refresh(Changes.EVERYTHING)
        self.settle()
        return page

    def focus(self) -> QWidget:
        """Where the cursor is."""
        found = self.window.focusWidget()
        assert found is not None
        return found

    def settle(self) -> None:
        """Wait until the workers have nothing to do."""
        self.qtbot.waitUntil(lambda: not self.runner.busy and not self.runner.beside().busy, timeout=20_000)

    def click(self, widget: QWidget, *, settle: bool = True) -> None:
        """Click with the mouse, then let the worker end."""
        QTest.mouseClick(widget, LEFT)
        if settle:
            self.settle()

    def open_link(self, link: Link) -> None:
        """Note where a page leads."""
        self.links.append(link)

    def go_to(self, place: str, argument: str) -> None:
        """Note where a page leads."""
        self.visits.append((place, argument))

    def save_to(self, made: list[Path]) -> Callable[[str, str], Path]:
        """A save dialog that always takes the suggested name in the test's folder."""

        def save(name: str, kind: str) -> Path:
            path = self.folder / f"{name}.{kind}"
            made.append(path)
            return path

        return save

    def close(self) -> None:
        """End the worker."""
        self.runner.stop()
        self.runner.deleteLater()


class HomeDesk(Desk):
    """A household's book in place of the stall's."""

    def __init__(self, qtbot: Any, qapp: QApplication, folder: Path) -> None:
        self.sit(qtbot, qapp, folder, make_household(folder))
