"""Where a line of Thai text may break: between words, never inside a name of this book.

Names (products, places, people) are matched by our own longest match and stay whole; nlpo3 with the CC0 word
list of PyThaiNLP cuts the rest. What it offers is filtered: no line begins with a mark, ะ า ำ ๆ ฯ, a silenced
consonant or a closing sign, none ends with a leading vowel or an opening sign, and Latin words and numbers
stay whole. Names never reach nlpo3, which reads its dictionaries from files: they would lie there readable.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from app.thai.normalise import normalise
from resources import resource

BREAK: Final = "\u200b"
"""The zero-width space: put between words for drawing, never stored and never copied out."""

_WORD_LIST = "words/words_th.txt"
_DICTIONARY = "words_th"
_SURE_LENGTH = 4  # a shorter name counts only where the words around it end and begin there too
_CLOSING = frozenset(")]}>”’»›…,;:!?.%/\"'–—-~")
_OPENING = frozenset("([{<“‘«‹฿$€£#@\"'~-–—")
_NOT_FIRST = frozenset("ะาำๅๆฯ")
_LEADING = frozenset("เแโใไ")
_THAI = re.compile("[ก-๛]")
_SILENCED = re.compile("[ก-ฮ][\u0e34\u0e38]?\u0e4c")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS_OF_ONE = frozenset("ณธ")
_lock = threading.Lock()


class Names:
    """Names that are never cut, made ready for matching; build once per book and pass it on."""

    __slots__ = ("_lengths", "_names")

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in map(normalise, names) if len(name) >= 2)
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self._names)

    def ends(self, text: str, start: int) -> Iterable[int]:
        """Where names that begin at ``start`` end, the longest first."""
        for length in self._lengths.get(text[start : start + 2], ()):
            if start + length <= len(text) and text[start : start + length] in self._names:
                yield start + length


NO_NAMES: Final = Names(())


def break_positions(text: str, names: Iterable[str] | Names = ()) -> tuple[int, ...]:
    """The code-point offsets at which a new line may begin, rising, without both ends of the text."""
    return _positions(text, _ready(names))


def with_breaks(text: str, names: Iterable[str] | Names = ()) -> str:
    """The text with U+200B wherever a line may break and no space stands: for drawing only."""
    text = strip_breaks(text)
    if text.isascii():
        return text
    parts: list[str] = []
    start = 0
    for position in _positions(text, _ready(names)):
        if not text[position - 1].isspace():
            parts.append(text[start:position])
            start = position
    return BREAK.join([*parts, text[start:]])


def strip_breaks(text: str) -> str:
    """The text without U+200B, as it was before ``with_breaks``."""
    return text.replace(BREAK, "")


def cluster_positions(text: str) -> tuple[int, ...]:
    """The offsets where even a word without a break may be cut: between what the eye sees as letters."""
    return tuple(position for position in range(1, len(text)) if _may_cut(text, position))


def _ready(names: Iterable[str] | Names) -> Names:
    if isinstance(names, Names):
        return names
    listed = tuple(names)
    return _names_of(listed) if listed else NO_NAMES


@lru_cache(maxsize=16)
def _names_of(names: tuple[str, ...]) -> Names:
    return Names(names)


@lru_cache(maxsize=8192)
def _positions(text: str, names: Names) -> tuple[int, ...]:
    if not _THAI.search(text):
        return tuple(p for p in range(1, len(text)) if text[p - 1].isspace() and not text[p].isspace())
    whole = _cut(text)
    spans = _name_spans(text, whole, names) if names else []
    offered: set[int] = set()
    start = 0
    for begin, end in [*spans, (len(text), len(text))]:
        rest = text[start:begin]
        offered.update(start + position for position in (whole if not spans else _cut(rest)))
        offered.update((begin, end))
        start = end
    allowed = [p for p in sorted(offered) if 0 < p < len(text) and _may_break(text, p)]
    return _without_lone_consonants(text, allowed)


def _name_spans(text: str, whole: frozenset[int], names: Names) -> list[tuple[int, int]]:
    """Where names stand, from the left, the longest at each place; not inside a longer known word."""
    edges = sorted(whole | {0, len(text)})
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        for end in names.ends(text, start):
            if _is_name_here(text, start, end, edges):
                spans.append((start, end))
                start = end
                break
        else:
            start += 1
    return spans


def _is_name_here(text: str, start: int, end: int, edges: list[int]) -> bool:
    """Whether a match is the name and not a piece of another word, like น้ำตา in น้ำตาล."""
    if not (_may_cut(text, start) and _may_cut(text, end)):
        return False
    if start in edges and end in edges:
        return True
    if end - start < _SURE_LENGTH:
        return False
    before = max(edge for edge in edges if edge <= start)
    after = min(edge for edge in edges if edge > start)
    return end > after or not _is_word(text[before:after])


@lru_cache(maxsize=1)
def _word_list() -> bytes:
    return b"\n" + resource(_WORD_LIST).read_bytes().replace(b"\r", b"") + b"\n"


@lru_cache(maxsize=1024)
def _is_word(text: str) -> bool:
    """Whether the word list has this very word."""
    return f"\n{text}\n".encode("utf-8", "replace") in _word_list()


@lru_cache(maxsize=1)
def _load() -> None:
    from nlpo3 import load_dict

    load_dict(str(resource(_WORD_LIST)), _DICTIONARY)


def _cut(text: str) -> frozenset[int]:
    """The offsets between the words that nlpo3 sees."""
    from nlpo3 import segment

    with _lock:
        _load()
    # Lone surrogates cannot cross into Rust; one sign stands for one, so that offsets stay.
    words = segment(_SURROGATE.sub("\ufffd", text), _DICTIONARY, safe=True)
    positions: set[int] = set()
    end = 0
    for word in words:
        end += len(word)
        positions.add(end)
    return frozenset(positions)


def _may_cut(text: str, position: int) -> bool:
    """Whether a cut here leaves every letter with its marks."""
    if position in (0, len(text)):
        return True
    after = text[position]
    before = text[position - 1]
    if after in _NOT_FIRST or before in _LEADING or before == "\u200d":
        return False
    return unicodedata.category(after) not in ("Mn", "Mc", "Me", "Cf", "Sk")


def _may_break(text: str, position: int) -> bool:
    """Whether a new line may begin here, whatever the words are."""
    if not _may_cut(text, position):
        return False
    after = text[position]
    before = text[position - 1]
    if after.isspace():
        return False
    if before.isspace():
        return after not in _CLOSING - _OPENING
    if after in _CLOSING or before in _OPENING or before == "." or _SILENCED.match(text, position):
        return False
    return bool(_THAI.match(before) or _THAI.match(after)) and not (before.isdecimal() and after.isdecimal())


def _without_lone_consonants(text: str, positions: list[int]) -> tuple[int, ...]:
    """Leave out the breaks that would set one bare consonant apart from the Thai before it."""
    kept: list[int] = []
    for index, position in enumerate(positions):
        end = positions[index + 1] if index + 1 < len(positions) else len(text)
        piece = text[position:end].rstrip()
        lone = len(piece) == 1 and "ก" <= piece <= "ฮ" and piece not in _WORDS_OF_ONE
        if not (lone and _THAI.match(text[position - 1])):
            kept.append(position)
    return tuple(kept)
