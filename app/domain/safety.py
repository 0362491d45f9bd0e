"""How safe a book is, in one sentence: when it was copied last, where to, and what came since."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.i18n import N_

OLD_DAYS = 7
"""A copy older than this is no comfort, if anything was written since."""


class Tone(StrEnum):
    """How a sentence of safety is meant."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class LastCopy:
    """The last checked copy: when (local time), the name of the place outside ("" for the own disk)."""

    at: dt.datetime
    place: str
    documents: int
    """How many documents it holds."""


@dataclass(frozen=True, slots=True)
class Safety:
    """A sentence in English with named places, its data, and its tone."""

    tone: Tone
    message: str
    at: dt.datetime | None = None
    place: str = ""
    since: int = 0
    """Documents written after the copy."""


def safety(last: LastCopy | None, documents: int, now: dt.datetime) -> Safety:
    """How safe a book of so many documents is ``now``."""
    if last is None:
        tone = Tone.BAD if documents else Tone.WARN
        return Safety(tone, N_("There is no copy of this book yet."), since=documents)
    since = max(0, documents - last.documents)
    old = since > 0 and (now - last.at).days >= OLD_DAYS
    if not last.place:
        message = N_("Last checked copy: {when}, on this computer's own disk only")
        return Safety(Tone.BAD if old else Tone.WARN, message, last.at, "", since)
    message = N_("Last checked copy: {when}, on “{place}”")
    return Safety(Tone.BAD if old else Tone.GOOD, message, last.at, last.place, since)
