"""The key that search compares: ไรซ์เบอรี่ finds ไรซ์เบอร์รี่, สูตร2 finds สูตร ๒.

A query is found in a text when its folded form is part of the text's folded form.
"""

import re
import unicodedata

from app.thai.digits import to_arabic
from app.thai.normalise import normalise

# A consonant silenced by ์, also with ิ or ุ between; then what is left of ์, ็ and the tones.
_UNHEARD = re.compile("[ก-ฮ][\u0e34\u0e38]?\u0e4c|[\u0e47-\u0e4c\u0e4e]")
_KEPT_ASCII = re.compile(r"[^0-9a-z$+<=>^`|~]+")
_DROPPED_KINDS = frozenset("PZC")


def fold(text: str) -> str:
    """The search key of a text; folding it again changes nothing."""
    if text.isascii():
        return _KEPT_ASCII.sub("", text.lower())
    before = None
    while text != before:
        before = text
        text = to_arabic(normalise(text).casefold())
        text = _UNHEARD.sub("", text)
        text = "".join(sign for sign in text if unicodedata.category(sign)[0] not in _DROPPED_KINDS)
    return text


def found(query: str, text: str) -> bool:
    """Whether a typed query is found in a text."""
    return fold(query) in fold(text)
