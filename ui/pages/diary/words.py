"""Amounts and days as they are said at home: 120 baht, yesterday, Mon 17 Nov."""

import datetime as dt

from app.i18n import _
from app.thai.dates import format_date
from ui import formats
from ui.known_icons import known_icon

ANY = "tag"
"""The picture of what has none, or one that this program does not know."""


def picture(name: str) -> str:
    """The picture of a category if it is one of the program's."""
    return known_icon(name, ANY)


def plain(amount: int) -> str:
    """An amount without its satang where there are none."""
    return formats.money(amount, whole=True)


def day_words(day: dt.date, today: dt.date) -> str:
    """A day by how long ago it was; further back by its date."""
    back = (today - day).days
    if back == 0:
        return _("Today")
    if back == 1:
        return _("Yesterday")
    if back == 2:
        return _("The day before")
    return format_date(day, "short")
