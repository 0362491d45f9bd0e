"""What the program can do after a fault, for the dialog to offer; small, since every start needs it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.queries.soundness import BookFigures, Soundness, book_figures, sound_now
from ui.runner import Runner


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking the book over after a fault found."""

    soundness: Soundness
    figures: BookFigures | None = None


Look = Callable[[QObject, Callable[[Looked], None], Callable[[Exception], None]], None]
"""``look(owner, done, failed)``: look the book over on a worker and answer here."""


@dataclass(frozen=True, slots=True)
class WaysBack:
    """What is None is not offered."""

    look: Look | None = None
    reopen: Callable[[], object] | None = None
    bring_back: Callable[[], object] | None = None
    ask_path: Callable[[str], Path | None] | None = None
    """Where to save a file that is suggested by name; None asks with the system's dialog."""


def look_with(runner: Runner) -> Look:
    """How the book is looked over: beside the storage worker, for what this window was told is saved."""

    def look(owner: QObject, done: Callable[[Looked], None], failed: Callable[[Exception], None]) -> None:
        runner.beside().run(owner, partial(_looked, tuple(runner.acknowledged)), done, failed=failed)

    return look


def _looked(uids: tuple[bytes, ...]) -> Looked:
    return Looked(sound_now(uids), book_figures())
