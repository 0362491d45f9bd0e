"""What the pages of an open book are given by the window that shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.session import Session
from reports.model import Link
from ui.files import Place
from ui.keeping import BookKeeper
from ui.main_window import MainWindow
from ui.runner import Runner


@dataclass(frozen=True, slots=True)
class PlaceNeeds:
    """What the pages are given: the session, the worker, the window, and what leads out of a page."""

    app: QApplication
    session: Session
    runner: Runner
    window: Callable[[], MainWindow]
    go_to: Callable[[str, str], None]
    open_link: Callable[[Link], None]
    save_file: Callable[[str, str], Place | None]
    rewrite: Callable[[str, bool], object]
    """Locks the book's file or writes it open: the password, and whether to lock."""
    keeper: Callable[[], BookKeeper | None]
    bring_back: Callable[[Path], object]
    """Closes the book and asks on the start screen whether a copy shall take its place."""
