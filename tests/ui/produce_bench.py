"""A small workshop in a real book with the page of production in a window: for tests with real keys."""

import datetime as dt
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.cost_lines import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft
from app.domain.recipe import Recipe, RecipeLine, RecipeOutput
from app.services.books import enter_thread, leave_thread
from app.services.purchases import post_purchase
from app.services.recipes import create_recipe
from tests.builders import material, party, product
from tests.ui.keys import front, press, type_text
from ui.messages import Messages, StatusLine, Toast
from ui.pages.produce.view import ProduceView
from ui.runner import Runner

TODAY = dt.date(2026, 10, 20)
OCT = dt.date(2026, 10, 1)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Goods:
    """กะปิผง from กะปิ and bottles: 10 bottles take 2 kg, 10 bottles, 3 hours of a member, 60 baht of power."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.paste = material(session, "กะปิ").uid
        self.bottle = product(session, "ขวด", price=None, kind=ProductKind.PACKAGING).uid
        self.powder = product(session, "กะปิผง", price=5_900).uid
        self.crumbs = product(session, "เศษกะปิ", price=500, unit="กก.").uid
        self.member = party(session, "สมาชิก 001", member=True).uid
        post_purchase(
            session,
            PurchaseDraft(
                new_uid(),
                (
                    PurchaseLineDraft(self.paste, 10_000, "กก.", 80_000),
                    PurchaseLineDraft(self.bottle, 15_000, "ขวด", 7_500),
                ),
                supplier_uid=self.member,
            ),
            on=OCT,
        )

    def recipe(self) -> bytes:
        """The recipe of กะปิผง."""
        kind, how = CostKind, Settlement
        lines = (
            RecipeLine(kind.MATERIAL, how.FROM_STOCK, "กะปิ", 2_000, "กก.", product_uid=self.paste),
            RecipeLine(kind.PACKAGING, how.FROM_STOCK, "ขวด", 10_000, "ขวด", product_uid=self.bottle),
            RecipeLine(kind.LABOUR, how.IMPUTED, "แรงงาน", 3_000, "ชม.", 50_000_000, person_uid=self.member),
            RecipeLine(kind.ENERGY, how.ABSORBED, "ไฟฟ้า", 1_000, "ครั้ง", 60_000_000, per_batch=True),
        )
        made = Recipe((RecipeOutput(self.powder, 10_000),), lines, "กะปิผง")
        return create_recipe(self.session, made).uid


class Bench:
    """The page in a window, and what is typed and clicked on it."""

    def __init__(self, qtbot: Any, session: Any, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window = QWidget()
        self.window.resize(1024, 600)
        self.status, self.toast = StatusLine(), Toast(self.window)
        self.messages = Messages(self.window, self.status, self.toast)
        self.links: list[Any] = []
        self.page = ProduceView(
            session,
            self.runner,
            self.messages,
            open_link=self.links.append,
            save_file=lambda name, _kind: folder / name,
            today=lambda: TODAY,
        )
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        layout.addWidget(self.status)
        self.runner.changed.connect(self.page.refresh)
        qtbot.addWidget(self.window)
        self.page.refresh(Changes.EVERYTHING)
        front(qtbot, self.window)
        self.settle()

    def settle(self) -> None:
        """Wait until all work is done."""
        for _turn in range(3):
            self.qtbot.waitUntil(lambda: not self.runner.busy)
            QApplication.processEvents()

    def close(self) -> None:
        """Let the worker end."""
        self.settle()
        self.runner.stop()

    # ---- keys

    def focus(self) -> QWidget:
        """What the keys go to."""
        return QApplication.focusWidget() or self.page

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keys are."""
        press(self.focus(), key, modifiers=modifiers)
        QApplication.processEvents()

    def enter(self) -> None:
        """Press Enter."""
        press(self.focus(), Qt.Key.Key_Return, "\r")
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into what has the keys, in place of what is marked."""
        type_text(self.focus(), text)
        QApplication.processEvents()

    def shortcut(self, keys: str) -> None:
        """Do what the window would do for one of the page's keys."""
        action = next(each.action for each in self.page.shortcuts() if each.keys == keys)
        assert action is not None
        action()
        QApplication.processEvents()

    def click_cell(self, grid: Any, row: int, column: int) -> None:
        """Click the middle of a cell."""
        area = grid.visualRect(grid.model().index(row, column))
        QTest.mouseClick(
            grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(area.center())
        )
        QApplication.processEvents()

    def texts(self, grid: Any, column: int) -> list[str]:
        """What a column of a grid or table shows."""
        model = grid.model()
        return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]
