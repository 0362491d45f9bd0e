"""The stock page over a real book, for the tests of its parts; work runs at once, on this thread."""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Session
from app.queries.products import Product, product_by_uid
from app.services.books import enter_thread, leave_thread
from tests.stall import Stall
from tests.ui.keys import press
from ui.messages import Messages, StatusLine, Toast
from ui.pages.stock.view import StockView
from ui.runner import Runner

TODAY = dt.date(2026, 10, 6)


class StockPlace:
    """A window with the stock page in it, and what it asked of the window."""

    def __init__(self, qtbot: Any, session: Session, folder: Path, stall: Stall | None = None) -> None:
        self.session, self.folder, self.stall = session, folder, stall
        self.qtbot = qtbot
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.window.resize(1200, 760)
        qtbot.addWidget(self.window)
        self.toast, self.status = Toast(self.window), StatusLine()
        self.messages = Messages(self.window, self.status, self.toast)
        self.opened: list[Any] = []
        self.saved: list[Path] = []
        self.unhandled: list[Any] = []
        self.runner.unhandled.connect(self.unhandled.append)
        self.view = StockView(
            session,
            self.runner,
            self.messages,
            open_link=self.opened.append,
            save_file=self._save_file,
            today=lambda: TODAY,
        )
        self.runner.changed.connect(self.view.refresh)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.view)
        layout.addWidget(self.status)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.view.refresh(Changes.EVERYTHING)
        self.settle()

    def _save_file(self, name: str, kind: str) -> Path:
        path = self.folder / f"{name}.{kind}"
        self.saved.append(path)
        return path

    def settle(self) -> None:
        """Wait until everything that was asked for has come back."""
        self.qtbot.waitUntil(self._is_calm, timeout=10_000)

    def _is_calm(self) -> bool:
        """Twice, for what came back may have asked for more."""
        if self.runner.busy:
            return False
        QCoreApplication.processEvents()
        return not self.runner.busy

    def names(self) -> list[str]:
        """The names in the list that is shown."""
        page = self.view.goods
        self.settle()
        return [str(page.model.index(number, 0).data() or "") for number in range(page.model.rowCount())]

    def close(self) -> None:
        """End the worker."""
        self.runner.stop()
        self.runner.deleteLater()
        assert self.unhandled == []


def goods(uid: bytes) -> Product:
    """A product that is there."""
    found = product_by_uid(uid)
    assert found is not None
    return found


_clock = itertools.count(1_000, 200)


def by_hand(widget: QWidget, text: str, *, enter: bool = True) -> None:
    """Type as slowly as a hand does: a scanner would type the same within milliseconds."""
    for sign in text:
        code = ord(sign.upper())
        key = Qt.Key(code) if code < 0x7F else Qt.Key.Key_unknown
        press(widget, key, sign, at_ms=next(_clock))
    if enter:
        press(widget, Qt.Key.Key_Return, at_ms=next(_clock))
