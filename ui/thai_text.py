"""Thai on the screen: where lines may break, and names of this book that are never cut."""

from collections.abc import Iterable
from functools import lru_cache

from app.thai import words

_names: tuple[str, ...] = ()


def set_names(names: Iterable[str]) -> None:
    """Tell the screens the names of this book's products, places and people; they stay in one piece."""
    global _names
    _names = tuple(names)
    thai.cache_clear()


@lru_cache(maxsize=4096)
def thai(text: str) -> str:
    """The text with U+200B between Thai words, for drawing only; never store or copy it."""
    if text.isascii():
        return text
    return words.with_breaks(text)
