"""A month that was kept on paper: its rows as they are typed, and what they come to; satang."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.fiscal import last_of_month
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import NotANumberError, shown, to_arabic


class NoSuchDayError(UserError):
    """A day that the month does not have."""

    message = N_("This month has {most} days; please type a number from 1 to {most}.")


@dataclass(frozen=True, slots=True)
class PaperSums:
    """What the rows come to, to be compared with the sums on the paper."""

    rows: int
    came_in: int
    went_out: int


def day_of(text: str, month: dt.date) -> dt.date:
    """A typed number as a day of the month; raises NotANumberError, NoSuchDayError."""
    typed = to_arabic(text).strip()
    if not (typed.isascii() and typed.isdigit()):
        raise NotANumberError(text=shown(typed))
    last = last_of_month(month)
    if len(typed) > 2 or not 1 <= int(typed) <= last.day:
        raise NoSuchDayError(most=last.day)
    return month.replace(day=int(typed))


def sums_of(rows: Iterable[tuple[int | None, int | None]]) -> PaperSums:
    """What (in, out) rows come to; what is empty counts as nothing."""
    found = [(came or 0, went or 0) for came, went in rows if came or went]
    return PaperSums(len(found), sum(came for came, _went in found), sum(went for _came, went in found))
