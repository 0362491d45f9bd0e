"""The geometry of charts: everything inside its box, to scale, and told apart without colour."""

import random
from itertools import pairwise

import pytest

from reports.model import Chart, ChartKind, Kind, Series
from reports.render.chart_layout import (
    MOST_PARTS,
    Line,
    Mark,
    Rect,
    Text,
    layout,
    ticks,
    wanted_height,
)
from reports.render.style import PALETTE
from tests.reports.render.papers import HOSTILE, PRODUCTS

EM = 13
BIG = 1_000_000_000_000


def measure(text: str, bold: bool) -> int:
    return len(text) * (8 if bold else 7)


def chart(kind, values, labels=None, **changes):
    series = values if isinstance(values[0], tuple) else (values,)
    return Chart(
        "ทดสอบ",
        kind,
        tuple(labels or (str(at) for at in range(len(series[0])))),
        tuple(Series(f"ชุดที่ {at}", row) for at, row in enumerate(series)),
        **changes,
    )


def shapes_of(one, width=600, height=240):
    return layout(one, width, height, measure, em=EM)


def extent(shape):
    match shape:
        case Rect():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Line():
            return (
                min(shape.x1, shape.x2),
                min(shape.y1, shape.y2),
                max(shape.x1, shape.x2),
                max(shape.y1, shape.y2),
            )
        case Mark():
            return shape.x - shape.size // 2, shape.y, shape.x + shape.size // 2, shape.y
        case Text():
            wide = measure(shape.text, shape.bold)
            wide = min(wide, shape.room) if shape.room else wide
            left = {"left": shape.x, "right": shape.x - wide, "center": shape.x - wide // 2}[shape.align]
            return left, shape.y - EM, left + wide, shape.y


VALUES = {
    "plain": (12_000, 45_600, 30_000, 0, 7_550),
    "one": (100,),
    "negative": (-5_000, 20_000, -12_345),
    "all negative": (-5, -10, -1),
    "huge": (BIG, 1, BIG // 2),
    "days": tuple((at * 7_919) % 90_000 for at in range(31)),
    "many": tuple(range(200)),
}


@pytest.mark.parametrize("size", [(600, 240), (240, 150), (1_200, 90)])
@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("kind", ChartKind)
def test_everything_stands_inside_the_box(kind, name, size):
    one = chart(kind, VALUES[name])
    width, height = size
    height = max(height, wanted_height(one, em=EM, usual=height))
    for shape in shapes_of(one, width, height):
        left, top, right, bottom = extent(shape)
        assert left >= -EM, shape
        assert right <= width + EM, shape
        assert top >= -EM, shape
        assert bottom <= height + EM // 2, shape


@pytest.mark.parametrize("kind", ChartKind)
def test_hostile_labels_do_not_matter(kind):
    one = chart(kind, tuple(range(len(HOSTILE))), HOSTILE)
    assert len(shapes_of(one, 500, wanted_height(one, em=EM, usual=200))) > 5


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("values", [(0, 0, 0), ()])
def test_nothing_to_show_says_so(kind, values):
    (only,) = layout(Chart("", kind, ("a",) * len(values), (Series("", values),)), 300, 100, measure, em=EM)
    assert isinstance(only, Text)


def test_bars_are_to_scale_and_stand_on_zero():
    rects = [
        shape
        for shape in shapes_of(chart(ChartKind.BAR, (10_000, 20_000, -10_000)))
        if isinstance(shape, Rect) and shape.datum
    ]
    up, twice, down = rects
    assert twice.height == pytest.approx(2 * up.height, abs=1)
    assert up.y + up.height == twice.y + twice.height == down.y


def test_a_tiny_bar_is_still_seen():
    rects = [
        shape
        for shape in shapes_of(chart(ChartKind.BAR, (BIG, 1)))
        if isinstance(shape, Rect) and shape.datum
    ]
    assert all(rect.height >= 1 for rect in rects)


def test_stacks_add_up():
    one = chart(ChartKind.STACKED, ((1_000, 2_000), (3_000, 2_000)))
    rects = [shape for shape in shapes_of(one) if isinstance(shape, Rect) and shape.datum]
    for slot in range(2):
        lower, upper = [rect for rect in rects if rect.datum and rect.datum[1] == slot]
        assert upper.y + upper.height == lower.y
        assert lower.pattern != upper.pattern
    assert any(isinstance(shape, Text) and shape.text == "40" and shape.bold for shape in shapes_of(one))


def test_shares_fill_the_bar_and_their_percentages_add_up():
    rng = random.Random(4)
    for _round in range(50):
        values = tuple(rng.randrange(1, 10 ** rng.randrange(1, 9)) for _each in range(rng.randrange(1, 12)))
        shapes = shapes_of(chart(ChartKind.SHARE, values), 400, 300)
        parts = [shape for shape in shapes if isinstance(shape, Rect) and shape.datum]
        assert len(parts) == min(len(values), MOST_PARTS)
        assert parts[0].x == 0
        assert max(part.x + part.width for part in parts) >= 399
        percents = [
            float(shape.text[:-2]) for shape in shapes if isinstance(shape, Text) and "%" in shape.text
        ]
        assert round(sum(percents), 1) == 100.0


def test_parts_of_a_share_differ_without_colour():
    shapes = shapes_of(chart(ChartKind.SHARE, (5, 4, 3, 2, 1)))
    parts = [shape for shape in shapes if isinstance(shape, Rect) and shape.datum]
    assert len({part.pattern for part in parts}) == 5


def test_lines_carry_different_marks_and_their_last_value():
    one = chart(ChartKind.LINE, ((100_000, 200_000, 150_000), (50_000, 60_000, 90_000)))
    shapes = shapes_of(one)
    assert {shape.shape for shape in shapes if isinstance(shape, Mark)} == {0, 1}
    assert {"1,500", "900"} <= {shape.text for shape in shapes if isinstance(shape, Text) and shape.bold}


def test_rankings_keep_their_order_and_name_every_value():
    one = chart(ChartKind.RANKING, tuple(range(1_200, 0, -100)), PRODUCTS)
    shapes = shapes_of(one, 420, wanted_height(one, em=EM, usual=0))
    rects = [shape for shape in shapes if isinstance(shape, Rect)]
    assert all(above.y < below.y and above.width >= below.width for above, below in pairwise(rects))
    words = [shape.text for shape in shapes if isinstance(shape, Text)]
    assert [word for word in words if word in PRODUCTS] == list(PRODUCTS)


def test_labels_that_would_touch_are_left_out_evenly():
    days = shapes_of(chart(ChartKind.BAR, VALUES["days"], [f"{at} ต.ค. 2569" for at in range(31)]), 400)
    labels = [shape for shape in days if isinstance(shape, Text) and "ต.ค." in shape.text]
    spans = sorted(extent(label)[::2] for label in labels)
    assert 2 <= len(labels) < 31
    assert all(left[1] <= right[0] for left, right in pairwise(spans[:-1]))


def test_months_take_two_lines_rather_than_being_cut():
    one = chart(ChartKind.LINE, (1, 2, 3), ("ส.ค. 2569", "ก.ย. 2569", "ต.ค. 2569"))
    words = [shape.text for shape in shapes_of(one, 200, 160) if isinstance(shape, Text)]
    assert words.count("2569") == 3


@pytest.mark.parametrize(
    ("low", "high", "whole"),
    [
        (0, 230_700, 100),
        (0, 7, 1),
        (-12_345, 20_000, 100),
        (0, BIG, 100),
        (-5, -1, 1),
        (0, 0, 100),
        (0, 150, 100),
    ],
)
def test_ticks_are_round_few_and_reach_around(low, high, whole):
    marks = ticks(low, high, whole)
    steps = {after - before for before, after in pairwise(marks)}
    assert len(steps) == 1
    assert str(steps.pop()).rstrip("0") in {"1", "2", "5"}
    assert marks[0] <= min(low, 0)
    assert marks[-1] >= max(high, 0)
    assert 0 in marks
    assert len(marks) <= 6


def test_small_sums_keep_their_satang():
    words = [
        shape.text for shape in shapes_of(chart(ChartKind.RANKING, (3_291, 2_838))) if isinstance(shape, Text)
    ]
    assert {"32.91", "28.38"} <= set(words)


def test_large_sums_are_told_in_whole_baht():
    words = [
        shape.text
        for shape in shapes_of(chart(ChartKind.RANKING, (1_234_550, 99)))
        if isinstance(shape, Text)
    ]
    assert {"12,346", "1"} <= set(words)


def test_counts_and_quantities_are_not_money():
    one = chart(ChartKind.RANKING, (1_500, 2_000), value_kind=Kind.QUANTITY)
    words = [shape.text for shape in shapes_of(one) if isinstance(shape, Text)]
    assert {"1.5", "2"} <= set(words)


@pytest.mark.parametrize("kind", ChartKind)
def test_colours_are_tokens_of_the_palette(kind):
    shapes = shapes_of(chart(kind, ((5, 6), (7, 8), (9, 1))))
    assert {shape.color for shape in shapes} <= set(PALETTE)


def test_text_is_dark_enough_on_paper():
    def light(color):
        channels = [int(PALETTE[color][at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for color in ("ink", "ink-soft", "indigo", "clay", "turmeric-text"):
        assert 1.05 / (light(color) + 0.05) >= 4.5
