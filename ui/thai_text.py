"""Thai on the screen: where lines may break, and names of this book that are never cut."""

import threading
from collections.abc import Iterable
from functools import lru_cache

from app.thai.words import NO_NAMES, Names, with_breaks

_names = NO_NAMES


def set_names(names: Iterable[str]) -> None:
    """Tell the screens the names of this book's products, places and people; they stay in one piece."""
    global _names
    _names = Names(names)
    thai.cache_clear()


def warm_up() -> None:
    """Read the word list beside the start of the window; the first broken line need not wait for it then."""
    threading.Thread(target=with_breaks, args=("ทดลองตัดคำ",), name="words", daemon=True).start()


@lru_cache(maxsize=4096)
def thai(text: str) -> str:
    """The text with U+200B between Thai words, for drawing only; never store or copy it."""
    return text if text.isascii() else with_breaks(text, _names)
