"""The weekly sheet for the wall: the same pictures in the same order, seven days, to be filled in by hand."""

import datetime as dt

from app.domain.slip_entry import Direction
from app.i18n import _, language
from app.queries.household.diary import HouseholdCategory, household_categories
from app.thai.dates import ENGLISH_WEEKDAYS, WEEKDAYS, format_date
from reports.common import Span, in_language, issuer
from reports.household.week_model import WeekLine, WeekPart, WeekSheet
from reports.model import Block, Cell, Column, Kind, Role, Row, Table

NAME = "weekly-sheet"
DAYS = 7


def build(day: dt.date, *, printed: dt.datetime | None = None) -> WeekSheet:
    """The week, Monday to Sunday, that a day belongs to."""
    monday = day - dt.timedelta(days=day.weekday())
    days = [monday + dt.timedelta(days=step) for step in range(DAYS)]
    categories = household_categories()
    parts = (
        _part(_("Money out"), categories, Direction.OUT),
        _part(_("Money in"), categories, Direction.IN),
    )
    weekdays = WEEKDAYS if language() == "th" else ENGLISH_WEEKDAYS
    names = tuple((weekdays[each.weekday()], format_date(each, "numeric")[:5]) for each in days)
    head = issuer()
    return WeekSheet(
        NAME,
        _("A week at home"),
        head,
        _blocks(parts, names),
        period=Span(days[0], days[-1]).text,
        printed=printed,
        book=head.name,
        landscape=True,
        one_page=True,
        large=True,
        parts=parts,
        days=names,
        sum_words=_("Together"),
        purse=(
            _("In the purse at the beginning"),
            "+ " + _("Came in"),
            "− " + _("In the purse at the end"),
            "= " + _("Spent this week"),
        ),
    )


def _part(title: str, categories: tuple[HouseholdCategory, ...], direction: Direction) -> WeekPart:
    lines = [
        WeekLine(each.icon or "tag", in_language(each.name, each.name_en), each.heading.value)
        for each in categories
        if each.direction is direction
    ]
    return WeekPart(title, tuple(lines))


def _blocks(parts: tuple[WeekPart, ...], days: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    """The same as tables with empty cells, which add up in a workbook."""
    columns = (
        Column("name", _("What for"), Kind.TEXT, 4),
        *(Column(f"day{at}", f"{name} {date}", Kind.MONEY, 2) for at, (name, date) in enumerate(days, 1)),
        Column("sum", _("Together"), Kind.MONEY, 2),
    )
    return tuple(_table(part, columns) for part in parts)


def _table(part: WeekPart, columns: tuple[Column, ...]) -> Table:
    empty: tuple[Cell, ...] = (*(None,) * DAYS, 0)
    across = ((DAYS + 1, f"SUM({{day1}}:{{day{DAYS}}})"),)
    rows = tuple(Row((line.name, *empty), formulas=across) for line in part.lines)
    total = Row((_("Together"), *(0,) * (DAYS + 1)), Role.TOTAL)
    sums = tuple(column.key for column in columns[1:])
    return Table(part.title, columns, (*rows, total), sums=sums)
