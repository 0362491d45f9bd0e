"""Fiscal years of the book: the closed ones, short ones, the running one, and their typed-in figures."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.fiscal import FiscalYear
from app.domain.year_ends import ONE_DAY, year_of_day, years_between
from app.queries.settings import business_settings
from db import connection as book
from db.sql import year_end as sql


class FigureKind(StrEnum):
    """Figures of a year that nobody posted."""

    LAST_YEAR = "last_year"
    """As they were, for comparison; they stand under the first day of the year that they are of."""
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Closing:
    """A year that was closed: its document, its last day and the profit that was carried over, satang."""

    uid: bytes
    number: str
    last: dt.date
    profit: int
    at: int


def closings() -> tuple[Closing, ...]:
    """The closings that stand, the oldest first."""
    return tuple(
        Closing(uid, number, dt.date.fromisoformat(day), profit, at)
        for uid, number, day, profit, at in book.fetch(sql.CLOSINGS)
    )


def year_of(day: dt.date) -> FiscalYear:
    """The fiscal year of a day by closings so far and the start that is set; raises DayOutOfRangeError."""
    return year_of_day(day, _ends(), business_settings().fiscal_start_month)


def year_before(year: FiscalYear) -> FiscalYear:
    """The year before one; it may be short."""
    return year_of(year.first - ONE_DAY)


def year_start(day: dt.date) -> dt.date:
    """The first day of the fiscal year of a day."""
    return year_of(day).first


def fiscal_years() -> tuple[FiscalYear, ...]:
    """The years from the first document to the last, short ones included; none in an empty book."""
    row = book.fetch_one(sql.SPAN)
    if row is None or row[0] is None:
        return ()
    first, last = (dt.date.fromisoformat(day) for day in row)
    return years_between(first, last, _ends(), business_settings().fiscal_start_month)


def is_closed(year: FiscalYear) -> bool:
    """Whether a year was closed and not opened again."""
    return year.last in _ends()


def last_closed_day() -> dt.date | None:
    """The last day of the last closed year, or None."""
    ends = _ends()
    return ends[-1] if ends else None


def yearly_figures(kind: FigureKind, first_day: dt.date) -> dict[str, int]:
    """Typed-in figures of the year that begins on a day, by account code.

    Satang, positive in the direction in which the account grows (income and expense both positive).
    """
    return dict(book.fetch(sql.FIGURES, (kind.value, first_day.isoformat())))


def figure_years(kind: FigureKind) -> tuple[dt.date, ...]:
    """The first days of the years that have typed-in figures of a kind."""
    return tuple(dt.date.fromisoformat(day) for (day,) in book.fetch(sql.FIGURE_YEARS, (kind.value,)))


def _ends() -> list[dt.date]:
    return [each.last for each in closings()]
