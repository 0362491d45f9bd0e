"""Thai dictionary order as bytes: a key to store beside a name and to sort by with a plain comparison.

The order is that of ICU's th_TH with punctuation not ignored, on every machine alike (Qt takes the order of
the operating system elsewhere): punctuation, ฯ ๆ, other signs, digits one by one, Thai, Latin, the rest. A
leading vowel sorts after its consonant; tones, ็ and ์ only break ties.
"""

import re
import unicodedata
from functools import lru_cache

_SWAP = re.compile("([เแโใไ])([ก-ฮ])")
_PUNCTUATION = {sign: rank for rank, sign in enumerate(" _-–—,;:!?.…'‘’\"“”()[]{}@*/\\&#%•", 1)}
_REPEATS = {sign: rank for rank, sign in enumerate("๏ฯ๚๛ๆ", 1)}
_SIGNS = {sign: rank for rank, sign in enumerate("`´^¯°©®+±÷×<=>¬|¦~", 1)}
_MARK_RANK = {"์": 2, "็": 3, "่": 4, "้": 5, "๊": 6, "๋": 7}
_PLAIN = 1  # the secondary rank of a sign that carries no mark; 0 ends a level
_OTHER_MARK = 8
_LATER, _MONEY = 0xFE, 0xFF  # after the ranked signs of a kind, by code point

_KIND_PUNCTUATION, _KIND_REPEAT, _KIND_SIGN, _KIND_DIGIT, _KIND_THAI, _KIND_LATIN, _KIND_OTHER = range(1, 8)
# Within Thai: the code point; ํ stands before ะ, ๅ with า, ฺ after ไ.
_THAI_RANK = {chr(code): code - 0x0E00 for code in range(0x0E01, 0x0E5C)} | {
    "\u0e4d": 0x2F,
    "\u0e45": 0x32,
    "\u0e3a": 0x45,
}


def sort_key(text: str) -> bytes:
    """The key of a text: bytes that compare as the texts sort, and differ whenever the texts differ."""
    primary = bytearray()
    secondary = bytearray()
    for sign in unicodedata.normalize("NFD", _SWAP.sub(r"\2\1", text)).replace("ำ", "า\u0e4d"):
        weight, rank = _weight(sign)
        primary += weight
        if rank:
            secondary.append(rank)
    last = text.swapcase().encode("utf-8", "surrogatepass")
    return bytes(primary) + b"\0" + bytes(secondary) + b"\0" + last


@lru_cache(maxsize=2048)
def _weight(sign: str) -> tuple[bytes, int]:
    """The primary weight of a sign (empty where it has none) and its secondary rank (0 where none)."""
    rank = _MARK_RANK.get(sign)
    if rank:
        return b"", rank
    for kind, ranks in ((_KIND_PUNCTUATION, _PUNCTUATION), (_KIND_REPEAT, _REPEATS), (_KIND_SIGN, _SIGNS)):
        if sign in ranks:
            return bytes((kind, ranks[sign])), _PLAIN
    category = unicodedata.category(sign)
    if category == "Nd":
        return bytes((_KIND_DIGIT, unicodedata.decimal(sign) + 1)), _PLAIN
    if sign in _THAI_RANK and category[0] in "LM":
        return bytes((_KIND_THAI, _THAI_RANK[sign])), _PLAIN
    if category[0] == "M":
        return b"", _OTHER_MARK
    if category[0] == "C":
        return b"", 0
    code = ord(sign.casefold()[0]).to_bytes(3, "big")
    if category[0] == "L":
        return bytes((_KIND_LATIN if "LATIN" in unicodedata.name(sign, "") else _KIND_OTHER,)) + code, _PLAIN
    if category[0] in "PZ":
        return bytes((_KIND_PUNCTUATION, _LATER)) + code, _PLAIN
    return bytes((_KIND_SIGN, _MONEY if category == "Sc" else _LATER)) + code, _PLAIN
