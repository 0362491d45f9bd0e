"""What a chart is painted from: rectangles, lines, marks and texts with colour tokens, in whole units."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; ``y`` is its upper edge."""

    x: int
    y: int
    width: int
    height: int
    color: str
    pattern: int = 0
    datum: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: int
    y1: int
    x2: int
    y2: int
    color: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a line chart; ``size`` is its whole width."""

    x: int
    y: int
    size: int
    color: str
    shape: int = 0
    datum: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``align`` is left, center or right of ``x``; 0 as ``room`` is without limit."""

    x: int
    y: int
    text: str
    align: str = "left"
    color: str = "ink"
    bold: bool = False
    room: int = 0


Shape: TypeAlias = Rect | Line | Mark | Text
