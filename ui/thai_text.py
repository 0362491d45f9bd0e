"""Thai on the screen: where lines may break, and names of this book that are never cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from app.thai.words import NO_NAMES, Names, with_breaks

LATER_MS = 100


class _Signals(QObject):
    """Tells that texts can be broken now."""

    ready = Signal()


@dataclass(slots=True)
class _State:
    ready: bool = False
    asked: bool = False


signals: Final = _Signals()
_state: Final = _State()
_names = NO_NAMES


def set_names(names: Iterable[str]) -> None:
    """Tell the screens the names of this book's products, places and people; they stay in one piece."""
    global _names
    _names = Names(names)
    _marked.cache_clear()


def thai(text: str) -> str:
    """The text with U+200B between Thai words, for drawing only; never store or copy it.

    The word list takes a tenth of a second to read, so the first picture of the window is drawn without it:
    until it is read the text comes back as it is, and ``signals.ready`` tells when to draw again.
    """
    if text.isascii():
        return text
    if not _state.ready:
        if QCoreApplication.instance() is not None:
            if not _state.asked:
                _state.asked = True
                QTimer.singleShot(LATER_MS, warm_up)
            return text
        warm_up()
    return _marked(text)


def warm_up() -> None:
    """Read the word list now."""
    with_breaks("ทดลองตัดคำ")
    if not _state.ready:
        _state.ready = True
        signals.ready.emit()


@lru_cache(maxsize=4096)
def _marked(text: str) -> str:
    return with_breaks(text, _names)
