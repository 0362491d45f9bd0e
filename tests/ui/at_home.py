"""The program with a household's book open, its member signed in at the door."""

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest

from app.services.books import close_book
from tests.household import FILE, PASSWORD, make_household
from ui.program import Program


def closed_household(folder: Path) -> Path:
    """A household's book, closed."""
    make_household(folder)
    close_book()
    return folder / FILE


def come_in(qtbot: Any, program: Program, path: Path, password: str = PASSWORD) -> None:
    """Open a household's book: the door asks for the password alone."""
    assert program.open(path)
    door = program.reception.door
    assert door is not None
    assert not door.name.isVisibleTo(door), "there is one person in a household's book"
    assert door.password.isVisibleTo(door)
    door.password.edit.setText(password)
    door.enter_button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)


def settle(qtbot: Any, program: Program) -> None:
    """Wait until nobody works any more."""
    qtbot.waitUntil(lambda: program.keeper is None or not program.keeper.copier.busy, timeout=20_000)
    qtbot.waitUntil(lambda: program.runner is None or not program.runner.busy, timeout=20_000)
    QTest.qWait(0)
