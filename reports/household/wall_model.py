"""The plan for the wall as it is drawn: pictures, names, bars and amounts to be read from where one sits."""

from dataclasses import dataclass

from reports.model import Report


@dataclass(frozen=True, slots=True)
class WallLine:
    """One thing of the plan: its picture, its name, an amount at the right, words below, how far it is."""

    icon: str
    name: str
    amount: str = ""
    words: tuple[str, ...] = ()
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class WallPart:
    """A heading with its lines, in so many columns; ``empty`` stands where there are none."""

    title: str
    lines: tuple[WallLine, ...]
    columns: int = 1
    empty: str = ""


@dataclass(frozen=True, slots=True)
class WallSheet(Report):
    """Drawn in its own way on paper; its blocks are the same as tables, for a workbook and the screen."""

    parts: tuple[WallPart, ...] = ()
