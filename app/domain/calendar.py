"""Which days a document can have: a year that was counted twice (2569 as common era) is none."""

import datetime as dt

from app.errors import UserError
from app.i18n import N_

FIRST_DAY = dt.date(1900, 1, 1)
LAST_DAY = dt.date(2199, 12, 31)
_ERA = 543


class DayOutOfRangeError(UserError):
    """A day so far away that its year must be wrong; ``year`` is the Buddhist one."""

    message = N_("The year {year} BE cannot be right; please check the date.")

    def __init__(self, *, year: int) -> None:
        self.year = year
        super().__init__(year=year)


def checked_day(day: dt.date) -> dt.date:
    """The day itself; raises DayOutOfRangeError before 1900 and after 2199 (common era)."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DayOutOfRangeError(year=day.year + _ERA)
    return day
