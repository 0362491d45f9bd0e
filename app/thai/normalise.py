"""One spelling for typed Thai: the same word always becomes the same code points.

Unicode's own forms do not unite the spellings of น้ำ, and NFKC breaks ำ, so the rules are ours: they follow
PyThaiNLP's normaliser and are stricter about loose marks. Applying them twice changes nothing. Only what a
reader cannot see is changed: digits, ๆ, ฯ, letters and U+200D stay.
"""

import re
import unicodedata
from functools import lru_cache

from app.errors import UserError
from app.i18n import N_

_LEADING = "เแโใไ"
_TONES = "\u0e48-\u0e4b"
_VOWEL_MARKS = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d"  # above and below, with ็ ํ ฺ
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_FULL_VOWELS = "ะาำๅ"

_INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
# A consonant with nothing on it and no vowel before it takes back the mark that slipped behind a space.
_SLIPPED = re.compile(f"(?<![{_LEADING}{_FULL_VOWELS}{_MARKS}])([ก-ฮ]) (?=[{_MARKS}])")
_LOOSE = re.compile(f"(?:^|(?<=[ {_LEADING}ๆฯ฿๏-๛]))[{_MARKS}]+")
_RUN = re.compile(f"[{_MARKS}]{{2,}}")
_REPEATED = re.compile(f"([{_LEADING}{_FULL_VOWELS}{_MARKS}])\\1+")
_LAKKHANGYAO = re.compile("(?<![ฤฦ])ๅ")
_SARA_AM = re.compile(f"\u0e4d([{_TONES}]*)า")
_LATE_TONE = re.compile(f"[ะาำ][ะาำ{_TONES}]+")
_TONE = re.compile(f"[{_TONES}]")
_VOWEL_MARK = re.compile(f"[{_VOWEL_MARKS}]")

# What may turn a line around, break a file or a printer, or cannot be stored.
_UNWANTED = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ufff9-\ufffb\ud800-\udfff]"
)


class TextTooLongError(UserError):
    """Typed text that is longer than its field keeps."""

    message = N_("This is {length} characters long; at most {limit} fit here.")


def normalise(text: str) -> str:
    """The text on one line in its one spelling; applying it again changes nothing."""
    text = _INVISIBLE.sub("", text)
    if text.isascii():
        return _SPACES.sub(" ", text).strip(" ")
    before = None
    while text != before:
        before = text
        text = _once(text)
    return text


def normalise_lines(text: str) -> str:
    """Like ``normalise`` line by line, for stories and notes; empty lines at both ends go."""
    return "\n".join(normalise(line) for line in text.splitlines()).strip("\n")


def clean_name(text: str, limit: int = 500) -> str:
    """A typed name ready to store: normalised, on one line, without control and direction signs.

    Emoji, markup signs and everything else that can be seen stay. Raises TextTooLongError over ``limit``
    code points; a name is never cut.
    """
    name = normalise(_UNWANTED.sub("", _SPACES.sub(" ", text)))
    if len(name) > limit:
        raise TextTooLongError(length=len(name), limit=limit)
    return name


@lru_cache(maxsize=2048)
def clean_line(text: str, limit: int = 500) -> str:
    """``clean_name``, remembered: the lines of documents say the same few words over and over."""
    return clean_name(text, limit)


def clean_text(text: str, limit: int = 10_000) -> str:
    """A typed story or note ready to store: like ``clean_name``, but its line breaks stay."""
    lines = (_UNWANTED.sub("", _SPACES.sub(" ", line)) for line in text.splitlines())
    story = normalise_lines("\n".join(lines))
    if len(story) > limit:
        raise TextTooLongError(length=len(story), limit=limit)
    return story


def _once(text: str) -> str:
    text = _SPACES.sub(" ", text).strip(" ")
    text = text.replace("เเ", "แ")
    text = _SLIPPED.sub(r"\1", text)
    text = _LOOSE.sub("", text)
    text = _REPEATED.sub(r"\1", text)
    text = _LAKKHANGYAO.sub("า", text)
    text = _LATE_TONE.sub(_tone_first, text)
    text = _RUN.sub(_ordered, text)
    text = _SARA_AM.sub(r"\1ำ", text)
    return unicodedata.normalize("NFC", text)


def _tone_first(match: re.Match[str]) -> str:
    """Following vowels with the last tone among them in front."""
    tones = _TONE.findall(match[0])
    return tones[-1] + _TONE.sub("", match[0]) if tones else match[0]


def _ordered(match: re.Match[str]) -> str:
    """Marks over one consonant in order: vowels first, then signs and at most one tone, the last."""
    marks = match[0]
    vowels = "".join(_VOWEL_MARK.findall(marks))
    others = _VOWEL_MARK.sub("", marks)
    tones = _TONE.findall(others)
    if len(tones) > 1:
        end = others.rindex(tones[-1])
        others = _TONE.sub("", others[:end]) + others[end:]
    return vowels + others
