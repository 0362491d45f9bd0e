"""What tests of screens share: the theme is on, a runner that ends with the test."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk import Desk
from ui import collecting, thai_text, theme
from ui.runner import Runner


@pytest.fixture(scope="module", autouse=True)
def _circles_end_here(qapp: QApplication) -> Iterator[None]:
    """Dead widgets are taken down on this thread, not on the one that reads a shared run's orders.

    After the module nothing of it is left, so that Python may look for circles by itself again.
    """
    collecting.worker_begins()
    yield
    gc.collect()
    collecting.worker_ends()


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication):
    thai_text.warm_up()
    if (theme.mode(), theme.scale(), theme.is_dense()) != (
        theme.Mode.LIGHT,
        100,
        False,
    ) or not qapp.styleSheet():
        theme.apply(qapp, look=theme.Mode.LIGHT, percent=100, dense=False)
    yield
    collecting.look()
    if (theme.mode(), theme.scale(), theme.is_dense()) != (theme.Mode.LIGHT, 100, False):
        theme.apply(qapp, look=theme.Mode.LIGHT, percent=100, dense=False)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A small stall's book and a window for one page."""
    made = Desk(qtbot, qapp, tmp_path)
    yield made
    made.close()


@pytest.fixture
def runner(qapp: QApplication):
    made = Runner()
    yield made
    made.stop()
    made.deleteLater()
