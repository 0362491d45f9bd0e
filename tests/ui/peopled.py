"""A small stall's book with a leader and a seller, and the program at its door."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.roles import Role
from app.services import people, secrets_of_people
from app.services.books import close_book
from app.settings import change_machine
from tests.stall import Stall
from tests.ui.keys import front, press
from ui.door import Door
from ui.program import Program

RED = "กล้วยหอมทอง9"
NOI = "ขนมปังหวาน"
PIN = "4712"
LEFT = Qt.MouseButton.LeftButton


STEP_MS = 300


def type_by_hand(widget: QWidget, text: str) -> None:
    """Type as slowly as a person, whom nobody takes for a scanner."""
    for at, sign in enumerate(text):
        press(widget, Qt.Key.Key_unknown, sign, at_ms=STEP_MS * (at + 1))


class Peopled:
    """The book's file, its recovery code and a badge; what hands do at the door."""

    def __init__(self, qtbot: Any, program: Program, folder: Path) -> None:
        self.qtbot, self.program = qtbot, program
        stall = Stall(folder)
        session = stall.session
        self.sale = stall.sell(stall.line(stall.kapi, 2, 5_900)).posted.uid
        self.code = people.start_signing_in(session, name="แดง", password=RED).recovery_code
        seller = people.PersonData("น้อย", Role.SELLER)
        self.seller_id = people.add_user(session, seller, password=NOI).id
        secrets_of_people.set_pin(session, pin=PIN, password=RED)
        self.badge = secrets_of_people.make_badge(session, self.seller_id).code
        close_book()
        (folder / "copies").mkdir()
        change_machine(backup_folder=str(folder / "copies"), language="en")
        self.path = folder / "สมุด.samut"

    @property
    def door(self) -> Door:
        """The door that is shown."""
        door = self.program.reception.door
        assert door is not None
        return door

    def until(self, true: Callable[[], object]) -> None:
        """Wait for something."""
        self.qtbot.waitUntil(lambda: bool(true()), timeout=8_000)

    def settle(self) -> None:
        """Wait until the workers have nothing to do."""
        runner, start = self.program.runner, self.program._start_runner
        self.until(lambda: (runner is None or not runner.busy) and (start is None or not start.busy))

    def open(self) -> Door:
        """Open the book: its door is shown."""
        self.program.open(self.path)
        front(self.qtbot, self.door)
        return self.door

    def click(self, widget: QWidget) -> None:
        """Click with the mouse."""
        QTest.mouseClick(widget, LEFT)

    def tile(self, name: str) -> QWidget:
        """The button of one person."""
        door = self.door
        at = [each.name for each in door._people].index(name)
        item = door.flow.itemAt(at)
        assert item is not None
        widget = item.widget()
        assert widget is not None
        return widget

    def choose(self, name: str) -> None:
        """Choose somebody at the door."""
        self.click(self.tile(name))

    def enter(self, secret: str) -> None:
        """Type a secret where the cursor is and press Enter."""
        door = self.door
        field = door.pin if door.pin.isVisibleTo(door) else door.password
        if door.code.isVisibleTo(door):
            field = door.code
        type_by_hand(field.edit, secret)
        press(field.edit, Qt.Key.Key_Return, "\r", at_ms=STEP_MS * (len(secret) + 2))

    def come_in(self, name: str, secret: str) -> None:
        """Sign somebody in at the door."""
        self.choose(name)
        self.enter(secret)
        self.until(lambda: self.program.reception.door is None)
        self.settle()
