"""How safe a book is, in one sentence."""

import datetime as dt

import pytest

from app.domain.safety import LastCopy, Tone, safety
from app.thai.dates import THAI_TIME
from reports.safety_words import sentence, since_words
from tests.fixtures import _own_machine_settings

__all__ = ["_own_machine_settings"]

NOW = dt.datetime(2026, 10, 12, 18, 0, tzinfo=THAI_TIME)
AT = NOW.replace(hour=17, minute=42)


@pytest.mark.parametrize(
    ("last", "documents", "tone", "words", "since"),
    [
        (None, 0, Tone.WARN, "There is no copy of this book yet.", ""),
        (None, 3, Tone.BAD, "There is no copy of this book yet.", ""),
        (
            LastCopy(AT, "KINGSTON", 3),
            3,
            Tone.GOOD,
            "Last checked copy: today 17:42, on “KINGSTON”",
            "Every document is in it.",
        ),
        (
            LastCopy(AT, "", 3),
            4,
            Tone.WARN,
            "Last checked copy: today 17:42, on this computer's own disk only",
            "1 document was written since.",
        ),
        (
            LastCopy(AT - dt.timedelta(days=7), "KINGSTON", 3),
            1_203,
            Tone.BAD,
            "on “KINGSTON”",
            "1,200 documents",
        ),
        (
            LastCopy(AT - dt.timedelta(days=90), "KINGSTON", 3),
            3,
            Tone.GOOD,
            "on “KINGSTON”",
            "Every document",
        ),
        (LastCopy(AT - dt.timedelta(days=8), "", 3), 5, Tone.BAD, "own disk only", "2 documents"),
    ],
)
def test_each_sentence(last, documents, tone, words, since):
    found = safety(last, documents, NOW)
    assert found.tone is tone
    assert words in sentence(found, NOW)
    assert since in since_words(found)


def test_a_copy_of_another_day_says_the_day():
    found = safety(LastCopy(AT - dt.timedelta(days=1), "", 3), 3, NOW)
    assert "today" not in sentence(found, NOW)
    assert "11" in sentence(found, NOW)
