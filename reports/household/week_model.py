"""The sheet for the wall: a week of a household, one line for each picture, one box for each day."""

from dataclasses import dataclass

from reports.model import Report


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A category: its picture and its name."""

    icon: str
    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class WeekPart:
    """One side of the sheet: money out, or money in."""

    title: str
    lines: tuple[WeekLine, ...]


@dataclass(frozen=True, slots=True)
class WeekSheet(Report):
    """Drawn in its own way on paper; its blocks are the same tables, for a workbook."""

    parts: tuple[WeekPart, ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    """The name and the date of each of the seven days."""
    sum_words: str = ""
    purse: tuple[str, ...] = ()
    """What is written down of the purse at the end of the week, one box each."""
