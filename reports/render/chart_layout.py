"""Where everything in a chart stands: one geometry for paper (reportlab) and screen (QPainter).

``layout(chart, width, height, measure, em=…)`` returns frozen shapes in whole units of the caller's choice
(pixels on the screen, fractions of a point on paper), ``y`` growing downwards. ``em`` is the text size in
those units and sets every distance; ``measure(text, bold)`` is the width of a text at that size. All text
has this one size. To paint: go through the shapes in order;

* ``Rect``: fill with the colour token; where ``pattern`` is not 0, lay the hatch over it in the colour of
  the ground (1 rising lines, 2 falling lines, 3 level lines, 4 dots, 5 crossed lines), so that parts can be
  told apart without colour. ``datum`` names (series, label) for a tip under the pointer.
* ``Line``: ``weight`` 1 is a hairline, 2 an axis, 4 a series.
* ``Mark``: a filled circle, square, diamond or triangle (``shape`` 0 to 3) centred on its point.
* ``Text``: on its baseline at ``x`` by ``align``; if it is wider than ``room`` it is cut with an ellipsis.

Title and sentence of the chart are the caller's to set. ``wanted_height`` says how high the chart likes to
be. Values are whole numbers throughout.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from app.domain.money import divide_round, split
from app.i18n import _
from reports.model import Chart, ChartKind, Kind
from reports.render.chart_shapes import Line, Mark, Rect, Shape, Text
from reports.render.formats import cell_text, short_texts, unit_text

SERIES_COLORS: Final = ("chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6")
PATTERNS: Final = 6
MOST_PARTS: Final = 8
"""Parts of a share that are named one by one; the rest stands together."""
_STEPS = (1, 2, 5)
_WHOLE = {Kind.MONEY: 100, Kind.QUANTITY: 1_000, Kind.PERCENT: 100, Kind.UNIT_COST: 1_000_000}

__all__ = ["Line", "Mark", "Measure", "Rect", "Shape", "Text", "layout", "ticks", "wanted_height"]

Measure: TypeAlias = Callable[[str, bool], int]


def layout(chart: Chart, width: int, height: int, measure: Measure, *, em: int) -> tuple[Shape, ...]:
    """The shapes of a chart in a box of ``width`` by ``height``."""
    if not chart.labels or not any(value for series in chart.series for value in series.values):
        return (Text(width // 2, height // 2, _("There is nothing to show yet."), "center", "ink-soft"),)
    values = [value for series in chart.series for value in series.values]
    frame = _Frame(chart, width, height, measure, em, short_texts(values, chart.value_kind))
    match chart.kind:
        case ChartKind.SHARE:
            return _share(frame)
        case ChartKind.RANKING:
            return _ranking(frame)
        case ChartKind.LINE:
            return _upright(frame, _lines)
        case ChartKind.STACKED:
            return _upright(frame, _stacks)
        case _:
            return _upright(frame, _bars)


def wanted_height(chart: Chart, *, em: int, usual: int) -> int:
    """How high a chart likes to be: by its rows for rankings and shares, else ``usual``."""
    if chart.kind is ChartKind.RANKING:
        return max(1, len(chart.labels)) * (em * 19 // 10)
    if chart.kind is ChartKind.SHARE:
        return em * 3 + min(max(1, len(chart.labels)), MOST_PARTS) * (em * 17 // 10)
    return usual


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every kind of chart needs to place its shapes."""

    chart: Chart
    width: int
    height: int
    measure: Measure
    em: int
    value: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class _Plot:
    """The plotting area of an upright chart and its scale."""

    left: int
    top: int
    right: int
    bottom: int
    low: int
    high: int
    slots: int

    def y(self, value: int) -> int:
        """The height of a value."""
        return self.bottom - divide_round((value - self.low) * (self.bottom - self.top), self.high - self.low)

    def edge(self, slot: int) -> int:
        """The left edge of a slot."""
        return self.left + (self.right - self.left) * slot // self.slots

    def middle(self, slot: int) -> int:
        """The middle of a slot."""
        return (self.edge(slot) + self.edge(slot + 1)) // 2


def ticks(low: int, high: int, whole: int = 1, most: int = 5) -> tuple[int, ...]:
    """Round values from at or below ``low`` to at or above ``high``, at most ``most`` steps apart.

    Steps are 1, 2 or 5 times a power of ten of ``whole`` (a baht, a unit), or of the smallest unit if the
    whole range is less than a few of them.
    """
    low, high = min(low, 0), max(high, 0)
    if high == low:
        high = low + whole
    base = whole if high - low >= 2 * whole else 1
    while True:
        for step in _STEPS:
            size = step * base
            first, last = low // size, -(-high // size)
            if last - first <= most:
                return tuple(size * index for index in range(first, last + 1))
        base *= 10


def _color(index: int) -> str:
    return SERIES_COLORS[index % len(SERIES_COLORS)]


def _upright(frame: _Frame, draw: "Callable[[_Frame, _Plot, list[Shape]], None]") -> tuple[Shape, ...]:
    """Axis, grid, labels and legend around bars, stacks or lines."""
    chart, em, measure = frame.chart, frame.em, frame.measure
    low, high = _range(chart)
    room = max(2, min(5, frame.height // (em * 3)))
    marks = ticks(low, high, _WHOLE.get(chart.value_kind, 1), room)
    names = [frame.value(mark) for mark in marks]
    axis = max(measure(name, False) for name in names)
    unit = unit_text(chart.value_kind)
    shapes: list[Shape] = []
    top = em * 2
    if len(chart.series) > 1:
        top += _legend(frame, shapes, em, measure(unit, False) + em * 2 if unit else 0)
    if unit:
        shapes.append(Text(0, em, unit, "left", "ink-soft"))
    left = axis + em * 6 // 10
    labels = _label_lines(frame, (frame.width - left) // len(chart.labels))
    bottom = frame.height - em * (7 + 13 * max(len(lines) for lines in labels)) // 10
    plot = _Plot(left, top, frame.width, bottom, marks[0], marks[-1], len(chart.labels))
    for mark, name in zip(marks, names, strict=True):
        y = plot.y(mark)
        shapes.append(
            Line(plot.left, y, plot.right, y, "edge" if mark == 0 else "line", 2 if mark == 0 else 1)
        )
        shapes.append(Text(plot.left - em * 6 // 10, y + em * 35 // 100, name, "right", "ink-soft"))
    draw(frame, plot, shapes)
    _labels(frame, plot, labels, shapes)
    return tuple(shapes)


def _range(chart: Chart) -> tuple[int, int]:
    if chart.kind is ChartKind.STACKED:
        stacks = [[series.values[at] for series in chart.series] for at in range(len(chart.labels))]
        return (
            min(sum(value for value in stack if value < 0) for stack in stacks),
            max(sum(value for value in stack if value > 0) for stack in stacks),
        )
    values = [value for series in chart.series for value in series.values]
    return min(values), max(values)


def _legend(frame: _Frame, shapes: list[Shape], y: int, left: int) -> int:
    """The names of the series above the plot; returns how much height they took beyond the first line."""
    em, x, extra = frame.em, left, 0
    for index, series in enumerate(frame.chart.series):
        needed = em * 14 // 10 + min(frame.measure(series.name, False), frame.width - em * 2)
        if x > left and x + needed > frame.width:
            x, extra = left, extra + em * 16 // 10
        base = y + extra
        if frame.chart.kind is ChartKind.LINE:
            shapes.append(Line(x, base - em * 35 // 100, x + em, base - em * 35 // 100, _color(index), 4))
            shapes.append(Mark(x + em // 2, base - em * 35 // 100, em * 6 // 10, _color(index), index % 4))
        else:
            side = em * 8 // 10
            shapes.append(Rect(x, base - em * 75 // 100, side, side, _color(index), index % PATTERNS))
        shapes.append(Text(x + em * 13 // 10, base, series.name, room=frame.width - x - em * 13 // 10))
        x += needed + em * 16 // 10
    return extra + em // 2


def _label_lines(frame: _Frame, slot: int) -> list[tuple[str, ...]]:
    """The lines of each label: one if all fit their slots, two if that makes them fit (ต.ค. over 2569)."""
    labels, room = frame.chart.labels, slot - frame.em * 4 // 10
    if max(frame.measure(label, False) for label in labels) > room:
        halves = [tuple(label.rsplit(" ", 1)) for label in labels]
        if all(len(half) == 2 and frame.measure(part, False) <= room for half in halves for part in half):
            return halves
    return [(label,) for label in labels]


def _labels(frame: _Frame, plot: _Plot, labels: list[tuple[str, ...]], shapes: list[Shape]) -> None:
    """Labels under the slots: all of them, or every second, third … if they would touch."""
    em = frame.em
    slot = (plot.right - plot.left) // plot.slots
    widest = max(frame.measure(line, False) for lines in labels for line in lines)
    cut = plot.slots <= 8 and frame.chart.kind is not ChartKind.LINE
    every = 1 if cut else max(1, -(-(widest + em * 6 // 10) // max(1, slot)))
    room = slot - em * 4 // 10 if cut else 0
    for index, lines in enumerate(labels):
        steps = index if plot.slots > 12 else len(labels) - 1 - index  # few labels: the last one is named
        if steps % every:
            continue
        for at, line in enumerate(lines):
            y = plot.bottom + em * (15 + 13 * at) // 10
            text = Text(plot.middle(index), y, line, "center", "ink", room=room)
            shapes.append(text if room else _inside(frame, text))


def _bars(frame: _Frame, plot: _Plot, shapes: list[Shape]) -> None:
    chart, em = frame.chart, frame.em
    count = len(chart.series)
    slot = (plot.right - plot.left) // plot.slots
    wide = min(max(1, slot * 7 // 10 // count), em * 4)
    values = [value for series in chart.series for value in series.values]
    names = {value: frame.value(value) for value in values}
    every = (
        max(frame.measure(name, False) for name in names.values())
        <= (slot if count == 1 else wide) + em // 10
    )
    top, bottom = max(values), min(values)
    for slot_index in range(plot.slots):
        left = plot.middle(slot_index) - wide * count // 2
        for index, series in enumerate(chart.series):
            value = series.values[slot_index]
            if value:
                shapes.append(_bar(plot, left + wide * index, wide, value, 0, index, slot_index))
            extreme = count == 1 and value and (value == top or (value == bottom and bottom < 0))
            if (value and every) or extreme:
                base = plot.y(value) + (em * 11 // 10 if value < 0 else -em * 3 // 10)
                _tell(frame, shapes, Text(left + wide * index + wide // 2, base, names[value], "center"))
            if extreme and not every and value == top:
                top = max(values) + 1  # the largest value is named once


def _bar(plot: _Plot, x: int, width: int, value: int, start: int, index: int, slot: int) -> Rect:
    """One bar from ``start`` by ``value`` (up, or down if negative); anything but 0 is at least seen."""
    ends = sorted((plot.y(start), plot.y(start + value)))
    high = max(1, ends[1] - ends[0])
    y = ends[0] if value > 0 else ends[1] - high
    return Rect(x, y, width, high, _color(index), index % PATTERNS, (index, slot))


def _inside(frame: _Frame, text: Text) -> Text:
    """A centred text moved so that it does not leave the chart."""
    half = frame.measure(text.text, text.bold) // 2 + 1
    x = max(half, min(frame.width - half, text.x))
    return Text(x, max(frame.em, text.y), text.text, text.align, text.color, text.bold, text.room)


def _tell(frame: _Frame, shapes: list[Shape], text: Text) -> None:
    """A value by its bar, on a patch of ground so that no grid line runs through it."""
    text = _inside(frame, text)
    wide = frame.measure(text.text, text.bold)
    shapes.append(Rect(text.x - wide // 2, text.y - frame.em * 8 // 10, wide, frame.em, "sheet"))
    shapes.append(text)


def _stacks(frame: _Frame, plot: _Plot, shapes: list[Shape]) -> None:
    chart, em = frame.chart, frame.em
    slot = (plot.right - plot.left) // plot.slots
    wide = min(max(1, slot * 7 // 10), em * 4)
    totals = [sum(series.values[at] for series in chart.series) for at in range(plot.slots)]
    names = [frame.value(total) for total in totals]
    every = max(frame.measure(name, True) for name in names) <= slot + em // 10
    for slot_index in range(plot.slots):
        up = down = 0
        left = plot.middle(slot_index) - wide // 2
        for index, series in enumerate(chart.series):
            value = series.values[slot_index]
            if value > 0:
                shapes.append(_bar(plot, left, wide, value, up, index, slot_index))
                up += value
            elif value < 0:
                shapes.append(_bar(plot, left, wide, value, down, index, slot_index))
                down += value
        if totals[slot_index] and (every or slot_index == totals.index(max(totals))):
            base = plot.y(up) - em * 3 // 10
            _tell(frame, shapes, Text(plot.middle(slot_index), base, names[slot_index], "center", bold=True))


def _lines(frame: _Frame, plot: _Plot, shapes: list[Shape]) -> None:
    chart, em = frame.chart, frame.em
    for index, series in enumerate(chart.series):
        color = _color(index)
        points = [(plot.middle(at), plot.y(value)) for at, value in enumerate(series.values)]
        for (x1, y1), (x2, y2) in pairwise(points):
            shapes.append(Line(x1, y1, x2, y2, color, 4))
        for at, (x, y) in enumerate(points):
            shapes.append(Mark(x, y, em * 6 // 10, color, index % 4, (index, at)))
        named = {len(points) - 1}
        if len(chart.series) == 1:
            named |= {series.values.index(max(series.values)), series.values.index(min(series.values))}
        for at in sorted(named):
            x, y = points[at]
            text = frame.value(series.values[at])
            shapes.append(
                _inside(frame, Text(x, y - em * 6 // 10, text, "center", bold=at == len(points) - 1))
            )


def _share(frame: _Frame) -> tuple[Shape, ...]:
    """One bar cut into its parts, and a list that names them with value and share."""
    chart, em, measure = frame.chart, frame.em, frame.measure
    parts = [
        (label, value, at)
        for at, (label, value) in enumerate(zip(chart.labels, chart.series[0].values, strict=True))
        if value > 0
    ]
    if not parts:
        return (
            Text(
                frame.width // 2, frame.height // 2, _("There is nothing to show yet."), "center", "ink-soft"
            ),
        )
    if len(parts) > MOST_PARTS:
        rest = sum(value for _label, value, _at in parts[MOST_PARTS - 1 :])
        parts = [*parts[: MOST_PARTS - 1], (_("Everything else"), rest, parts[MOST_PARTS - 1][2])]
    values = [value for _label, value, _at in parts]
    tenths = split(1_000, values)
    edges = [0]
    for value in values:
        edges.append(edges[-1] + value)
    bar = em * 16 // 10
    shapes: list[Shape] = []
    gap = max(1, em // 12)
    for index, (_label, _value, at) in enumerate(parts):
        left = divide_round(frame.width * edges[index], edges[-1])
        right = divide_round(frame.width * edges[index + 1], edges[-1])
        inner = max(1, right - left - (gap if index + 1 < len(parts) else 0))
        shapes.append(Rect(left, 0, inner, bar, _color(index), index % PATTERNS, (0, at)))
    percents = [cell_text(tenth * 10, Kind.PERCENT) for tenth in tenths]
    percents = [f"{text if '.' in text else text + '.0'} %" for text in percents]
    names = [frame.value(value) for value in values]
    percent_room = max(measure(text, True) for text in percents)
    value_room = max(measure(text, False) for text in names)
    line = min(em * 17 // 10, max(em * 12 // 10, (frame.height - bar - em) // len(parts)))
    list_width = min(frame.width, em * 34)
    side = em * 8 // 10
    for index, (label, _value, _at) in enumerate(parts):
        y = bar + em * 18 // 10 + line * index
        shapes.append(Rect(0, y - em * 75 // 100, side, side, _color(index), index % PATTERNS))
        right = list_width - percent_room - em
        room = right - value_room - em * 22 // 10
        shapes.append(Text(em * 14 // 10, y, label, room=max(em, room)))
        shapes.append(Text(right, y, names[index], "right", "ink-soft"))
        shapes.append(Text(list_width, y, percents[index], "right", bold=True))
    return tuple(shapes)


def _ranking(frame: _Frame) -> tuple[Shape, ...]:
    """Level bars in the given order, each with its name before and its value behind."""
    chart, em, measure = frame.chart, frame.em, frame.measure
    values: Sequence[int] = chart.series[0].values
    names = [frame.value(value) for value in values]
    label_room = min(max(measure(label, False) for label in chart.labels) + 1, frame.width * 52 // 100)
    value_room = max(measure(name, False) for name in names) + em
    left, right = label_room + em * 8 // 10, frame.width - value_room
    low, high = min(0, *values), max(0, *values)
    if low < 0:
        left += value_room
    span = max(1, high - low)
    line = min(em * 26 // 10, frame.height // len(values))
    bar = min(em * 13 // 10, max(1, line * 7 // 10))
    zero = left + divide_round(-low * (right - left), span)
    shapes: list[Shape] = []
    for index, value in enumerate(values):
        middle = line * index + line // 2
        length = max(1, divide_round(abs(value) * (right - left), span)) if value else 0
        start = zero if value >= 0 else zero - length
        if length:
            shapes.append(Rect(start, middle - bar // 2, length, bar, _color(0), 0, (0, index)))
        base = middle + em * 35 // 100
        shapes.append(Text(label_room, base, chart.labels[index], "right", room=label_room))
        if value >= 0:
            shapes.append(Text(start + length + em // 2, base, names[index], "left", "ink", bold=index == 0))
        else:
            shapes.append(Text(start - em // 2, base, names[index], "right", "ink"))
    shapes.append(Line(zero, 0, zero, line * len(values), "edge", 2))
    return tuple(shapes)
