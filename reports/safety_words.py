"""How safe the book is, in the words that the page, Home and the status line share."""

import datetime as dt

from app.domain.safety import Safety
from app.i18n import _, ngettext
from app.thai.dates import THAI_TIME, format_datetime


def when(at: dt.datetime, now: dt.datetime) -> str:
    """A moment, with “today” for one of this day."""
    at, now = at.astimezone(THAI_TIME), now.astimezone(THAI_TIME)
    if at.date() == now.date():
        return _("today {time}").format(time=f"{at:%H:%M}")
    return format_datetime(at)


def sentence(found: Safety, now: dt.datetime) -> str:
    """How safe the book is."""
    at = "" if found.at is None else when(found.at, now)
    return _(found.message).format(when=at, place=found.place)


def since_words(found: Safety) -> str:
    """How many documents came after the last copy."""
    if found.at is None:
        return ""
    if not found.since:
        return _("Every document is in it.")
    return ngettext(
        "{count} document was written since.", "{count} documents were written since.", found.since
    ).format(count=f"{found.since:,}")
