"""Draws any chart on a sheet from the one geometry of ``chart_layout``; readable without colour."""

from typing import Final

from reports.model import Chart
from reports.render.canvas import Sheet
from reports.render.chart_layout import Line, Mark, Rect, Shape, Text, layout, wanted_height
from reports.thai_text import Align, Weight, measure, number

FINE: Final = 20
"""Layout units in a point."""
_WIDTHS = {1: 0.4, 2: 0.7, 4: 1.6}
_ALIGN = {"left": Align.LEFT, "right": Align.RIGHT, "center": Align.CENTER}


def chart_height(chart: Chart, size: float, usual: float) -> float:
    """How high a chart likes to be in points, with text of ``size``."""
    return wanted_height(chart, em=round(size * FINE), usual=round(usual * FINE)) / FINE


def draw_chart(
    sheet: Sheet, chart: Chart, x: float, top: float, width: float, height: float, size: float
) -> None:
    """Draw a chart in a box whose upper edge is ``top``, with text of ``size`` points."""

    def measured(text: str, bold: bool) -> int:
        return round(measure(text, size, Weight.SEMIBOLD if bold else Weight.REGULAR) * FINE)

    em = round(size * FINE)
    for shape in layout(chart, round(width * FINE), round(height * FINE), measured, em=em):
        _draw(sheet, shape, x, top, size)


def _draw(sheet: Sheet, shape: Shape, x: float, top: float, size: float) -> None:
    match shape:
        case Rect():
            left, wide, high = x + shape.x / FINE, shape.width / FINE, shape.height / FINE
            lower = top - shape.y / FINE - high
            sheet.box(left, lower, wide, high, shape.color)
            if shape.pattern:
                _hatch(sheet, shape.pattern, left, lower, wide, high)
        case Line():
            sheet.rule(
                x + shape.x1 / FINE,
                top - shape.y1 / FINE,
                x + shape.x2 / FINE,
                top - shape.y2 / FINE,
                shape.color,
                _WIDTHS.get(shape.weight, 0.4),
            )
        case Mark():
            _mark(sheet, shape, x + shape.x / FINE, top - shape.y / FINE)
        case Text():
            weight = Weight.SEMIBOLD if shape.bold else Weight.REGULAR
            align = _ALIGN[shape.align]
            at = x + shape.x / FINE
            if shape.room:
                room = shape.room / FINE + 0.1  # widths were rounded
                start = {"left": at, "right": at - room, "center": at - room / 2}[shape.align]
                sheet.fitted(
                    start,
                    top - shape.y / FINE,
                    shape.text,
                    size,
                    weight,
                    width=room,
                    color=shape.color,
                    align=align,
                )
            else:
                sheet.text(at, top - shape.y / FINE, shape.text, size, weight, color=shape.color, align=align)


def _hatch(sheet: Sheet, pattern: int, x: float, y: float, width: float, height: float) -> None:
    """White lines or dots over a filled rectangle."""
    gap = 3.2
    lines: list[str] = []
    if pattern in (1, 5):
        lines += [
            f"{number(x + at * gap)} {number(y)} m {number(x + at * gap + height)} {number(y + height)} l"
            for at in range(-int(height / gap) - 1, int(width / gap) + 1)
        ]
    if pattern in (2, 5):
        lines += [
            f"{number(x + at * gap)} {number(y + height)} m {number(x + at * gap + height)} {number(y)} l"
            for at in range(-int(height / gap) - 1, int(width / gap) + 1)
        ]
    if pattern == 3:
        lines += [
            f"{number(x)} {number(y + at * gap)} m {number(x + width)} {number(y + at * gap)} l"
            for at in range(1, int(height / gap) + 1)
        ]
    sheet.keep()
    sheet.clip(x, y, width, height)
    if pattern == 4:
        across, up = range(int(width / gap) + 1), range(int(height / gap) + 1)
        sheet.boxes(
            [(x + 1 + a * gap + (u % 2) * gap / 2, y + 1 + u * gap, 1, 1) for a in across for u in up],
            "white",
        )
    else:
        sheet.addLiteral("1 1 1 RG 0.7 w " + " ".join(lines) + " S")
    sheet.back()


def _mark(sheet: Sheet, shape: Mark, x: float, y: float) -> None:
    half = shape.size / FINE / 2
    sheet.ink(shape.color)
    if shape.shape == 1:
        sheet.box(x - half * 0.85, y - half * 0.85, half * 1.7, half * 1.7, shape.color)
    elif shape.shape == 2:
        sheet.shape([(x, y + half * 1.15), (x + half * 1.15, y), (x, y - half * 1.15), (x - half * 1.15, y)])
    elif shape.shape == 3:
        sheet.shape([(x, y + half * 1.1), (x + half, y - half * 0.8), (x - half, y - half * 0.8)])
    else:
        sheet.disc(x, y, half)
