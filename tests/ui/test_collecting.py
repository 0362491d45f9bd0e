"""Circles of dead widgets are taken down on the screen's thread, whatever thread makes the next object."""

import gc
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject

from ui import collecting
from ui import runner as runner_module
from ui.runner import Runner


@pytest.fixture(autouse=True)
def _no_other_worker(monkeypatch):
    """As in a program that has only just begun; afterwards the collector of all these tests goes on."""
    monkeypatch.setattr(collecting._Workers, "count", 0)
    monkeypatch.setattr(collecting._Workers, "collector", None)
    gc.enable()
    yield
    gc.disable()


class Circle(QObject):
    """Holds itself, so that only the collector ends it."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.me = self
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def fill() -> int:
    """Make far more objects than Python leaves unlooked at."""
    return len([[] for _each in range(200_000)])


def test_a_circle_ends_on_the_screens_thread(qtbot) -> None:
    runner = Runner()
    ended: list[int] = []
    owner = QObject()
    try:
        with qtbot.waitSignal(runner.busy_changed, check_params_cb=lambda busy: not busy):
            runner.run(owner, fill)
        assert not gc.isenabled()
        Circle(ended)
        with qtbot.waitSignal(runner.busy_changed, check_params_cb=lambda busy: not busy):
            runner.run(owner, fill)
        assert threading.get_ident() in ended or ended == []
        gc.collect()
        assert ended == [threading.get_ident()]
    finally:
        runner.stop()
    assert gc.isenabled()


def test_circles_are_looked_for_while_a_worker_waits(qtbot) -> None:
    runner = Runner()
    ended: list[int] = []
    owner = QObject()
    try:
        with qtbot.waitSignal(runner.busy_changed, check_params_cb=lambda busy: not busy):
            runner.run(owner, fill)
        Circle(ended)
        kept: list[list[int]] = [[] for _each in range(10_000)]
        qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
        assert kept
    finally:
        runner.stop()


class Page(QObject):
    """Asks for work and is let go of as soon as it is done."""

    def __init__(self, ended: list[int], kept: list["Page"]) -> None:
        super().__init__()
        self.ended, self.kept = ended, kept

    def done(self, _result: object) -> None:
        self.kept.clear()

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def test_a_page_that_is_done_with_ends_on_the_screens_thread(qtbot, monkeypatch) -> None:
    """However late the worker lets go of the job."""
    ended: list[int] = []
    kept: list[Page] = []
    let_go = threading.Event()

    def slowly(*arguments: Any) -> bool:
        sent = send(*arguments)
        let_go.wait(10)
        return sent

    send = runner_module._send
    monkeypatch.setattr(runner_module, "_send", slowly)
    runner = Runner()
    try:
        kept.append(Page(ended, kept))
        runner.run(kept[0], fill, kept[0].done)
        qtbot.waitUntil(lambda: not kept and not runner.busy, timeout=10_000)
        let_go.set()
    finally:
        let_go.set()
        runner.stop()
    assert ended == [threading.get_ident()]


@pytest.mark.parametrize("count", [1, 3])
def test_python_collects_again_after_the_last_worker(qtbot, count: int) -> None:
    runners = [Runner() for _each in range(count)]
    owner = QObject()
    for runner in runners:
        with qtbot.waitSignal(runner.busy_changed, check_params_cb=lambda busy: not busy):
            runner.run(owner, fill)
    for runner in runners:
        assert not gc.isenabled()
        runner.stop()
    assert gc.isenabled()
