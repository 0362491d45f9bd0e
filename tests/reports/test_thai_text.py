"""Thai on paper: right to the eye (compared with HarfBuzz's own outlines) and exact to copy and search."""

import json
import re
from pathlib import Path

import pytest
import uharfbuzz
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.thai.words import break_positions
from reports import thai_text
from reports.render.canvas import Sheet
from reports.thai_text import Align, Weight, fit, measure, visible, wrap
from resources import resource
from tests.reports.render.pages import POPPLER, boxes, ink, picture, poppler_text, streams, texts
from tests.reports.render.papers import HOSTILE

CASES = json.loads((Path(__file__).parents[1] / "data" / "thai_text.json").read_text(encoding="utf-8"))
RENDER = {case["id"]: case["text"] for case in CASES["render"]}
FIGURES = ("1,234,567.89", "−5.00", "AV fi fl 100 %", "a b", "1 x 2", "THB 1.00")
BREAKING = {case["id"]: case for case in CASES["breaking"]}


def sheet_of(text: str, size: float = 12, weight: Weight = Weight.REGULAR) -> bytes:
    sheet = Sheet((1900, 80))
    sheet.text(30, 30, text, size, weight)
    sheet.end_page()
    return sheet.finish()


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("text", [*RENDER.values(), *FIGURES], ids=[*RENDER, *FIGURES])
def test_copies_exactly_as_typed(text, weight):
    assert texts(sheet_of(text, weight=weight)) == [text.replace("\u200b", "")]


@pytest.mark.skipif(not POPPLER, reason="pdftotext is not installed")
@pytest.mark.parametrize("text", [*RENDER.values(), *FIGURES], ids=[*RENDER, *FIGURES])
def test_copies_exactly_by_poppler_too(text, tmp_path):
    assert poppler_text(sheet_of(text), tmp_path).rstrip("\n\f") == text.replace("\u200b", "")


def test_many_lines_on_one_page_copy_line_by_line():
    sheet = Sheet((600, 700))
    for index, text in enumerate(RENDER.values()):
        sheet.text(20, 660 - 30 * index, text, 11)
    sheet.end_page()
    found = texts(sheet.finish())[0].split("\r\n")
    assert found == [text.replace("\u200b", "") for text in RENDER.values()]


@pytest.mark.parametrize("text", [text for text in HOSTILE if visible(text).strip()])
def test_hostile_text_is_only_text(text):
    sheet = Sheet((6_000, 80))
    sheet.text(30, 30, text, 6)
    sheet.end_page()
    assert [found.rstrip() for found in texts(sheet.finish())] == [visible(text).rstrip()]


def test_signs_beyond_the_font_stand_as_boxes_and_copy_as_they_are():
    pdf = sheet_of("ก 🌾🌾 ข", 40)
    assert texts(pdf) == ["ก 🌾🌾 ข"]
    page = picture(pdf, dpi=72)
    for at in range(2):
        left = 30 + measure("ก ", 40) + at * measure("🌾", 40)
        box = page.crop((round(left), 0, round(left + measure("🌾", 40)), 80))
        frame = ink(box)
        assert frame is not None
        assert frame[2] - frame[0] >= 18
        assert box.getpixel((box.width // 2, (frame[1] + frame[3]) // 2)) == 255  # a frame with nothing in it


# ---------------------------------------------------------------- to the eye


def outlines(text: str, size: int, weight: Weight) -> Image.Image:
    """The text drawn from HarfBuzz's outlines alone, ink white on black, baseline at 60 of 80."""
    font = uharfbuzz.Font(
        uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(resource(f"fonts/Sarabun-{weight}.ttf"))))
    )
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text.replace("\u200b", ""))
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {})
    fine = 4
    whole = Image.new("1", (1900 * fine, 80 * fine))
    x = 30.0
    scale = size / 1000
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        contours: list[list[tuple[float, float]]] = []

        def at(px, py, x=x, place=place):
            return (
                (x + (px + place.x_offset) * scale) * fine,
                (50 - (py + place.y_offset) * scale) * fine,
            )

        pen = _Pen(contours, at)
        font.draw_glyph_with_pen(info.codepoint, pen)
        glyph = Image.new("1", whole.size)
        for contour in contours:
            one = Image.new("1", whole.size)
            ImageDraw.Draw(one).polygon(contour, fill=1)
            glyph = ImageChops.logical_xor(glyph, one)
        whole = ImageChops.logical_or(whole, glyph)
        x += place.x_advance * scale
    return whole.convert("L").resize((1900, 80), Image.Resampling.BOX)


class _Pen:
    """Flattens outlines into polygons."""

    def __init__(self, contours, at):
        self.contours, self.at, self.last = contours, at, (0.0, 0.0)

    def moveTo(self, point):
        self.contours.append([self.at(*point)])
        self.last = point

    def lineTo(self, point):
        self.contours[-1].append(self.at(*point))
        self.last = point

    def qCurveTo(self, control, end):
        (x0, y0), (x1, y1), (x2, y2) = self.last, control, end
        for step in range(1, 9):
            t = step / 8
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            self.contours[-1].append(self.at(a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2))
        self.last = end

    def curveTo(self, *_points):
        raise AssertionError("TrueType outlines have no cubic curves")

    def closePath(self):
        pass


def difference(pdf: bytes, text: str, size: int, weight: Weight) -> float:
    """How much ink is missing or too much, more than a pixel away from HarfBuzz's own drawing."""
    ours = ImageChops.invert(picture(pdf, dpi=72)).point(lambda grey: 255 if grey > 110 else 0)
    wanted = outlines(text, size, weight).point(lambda grey: 255 if grey > 110 else 0)
    around = ImageFilter.MaxFilter(3)
    missing = ImageChops.subtract(wanted, ours.filter(around)).histogram()[255]
    too_much = ImageChops.subtract(ours, wanted.filter(around)).histogram()[255]
    return (missing + too_much) / wanted.histogram()[255]


EYE = [name for name in RENDER if name not in ("emoji", "long_word")]


@pytest.mark.parametrize("name", EYE)
def test_looks_as_harfbuzz_places_every_mark(name):
    weight = Weight.SEMIBOLD if name in ("stack_upper", "foot") else Weight.REGULAR
    sheet = Sheet((1900, 80))
    sheet.text(30, 30, RENDER[name], 24, weight, color="black")
    sheet.end_page()
    assert difference(sheet.finish(), RENDER[name], 24, weight) < 0.008


def test_the_comparison_sees_a_lost_mark():
    """The same check on reportlab's own drawing, which loses the marks silently."""
    pdfmetrics.registerFont(TTFont("Unshaped", str(resource("fonts/Sarabun-Regular.ttf")), shapable=False))
    canvas = Canvas("unshaped.pdf", pagesize=(1900, 80), invariant=1)
    canvas.setFont("Unshaped", 24)
    canvas.drawString(30, 30, RENDER["stack_upper"])
    assert difference(canvas.getpdfdata(), RENDER["stack_upper"], 24, Weight.REGULAR) > 0.02


def test_no_zero_width_space_is_drawn_or_kept():
    assert measure("กะปิ\u200bคลอง", 10) == measure("กะปิคลอง", 10)
    pdf = sheet_of("กะปิ\u200bคลอง")
    assert not any(b"200b" in stream.lower() for stream in streams(pdf))


def test_direction_marks_and_controls_do_no_harm():
    assert visible("\u202eกข\u202c\u200f\x1b@\x00\ud800") == "กข@"
    assert visible("ก\tข\nค\xa0ง") == "ก ข ค ง"
    assert visible("👩\u200d🌾") == "👩\u200d🌾"


# ---------------------------------------------------------------- lines


@pytest.mark.parametrize("name", BREAKING)
@pytest.mark.parametrize("width", [40, 75, 130])
def test_wrapped_lines_fit_and_lose_nothing(name, width):
    text = BREAKING[name]["text"]
    lines = wrap(text, width, 10)
    assert all(measure(line, 10) <= width + 0.01 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(re.match("[ะาำๆฯ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", line) for line in lines)


def test_lines_break_where_words_end():
    text = BREAKING["meeting"]["text"]
    places = set(break_positions(text))
    at = 0
    for line in wrap(text, 120, 10)[:-1]:
        at += len(line)
        assert at in places


def test_a_name_is_not_cut_when_it_is_known():
    text = "ซื้อของที่บ้านริมคลองทุกวัน"
    width = measure("ซื้อของที่บ้านริม", 10)
    assert any("บ้านริมคลอง" in line for line in wrap(text, width, 10, names=("บ้านริมคลอง",)))


def test_a_figure_stays_with_its_unit():
    text = "แชมพูอัญชันสูตรเข้มข้น 300 มล."
    assert wrap(text, measure("แชมพูอัญชันสูตรเข้มข้น 300", 10) + 1, 10)[-1].endswith("300 มล.")


def test_a_word_without_breaks_is_cut_between_letters():
    lines = wrap("กี่" * 60, 50, 10)
    assert len(lines) > 5
    assert all(line.startswith("ก") and measure(line, 10) <= 50 for line in lines)


def test_typed_line_breaks_are_kept_and_empty_text_is_one_empty_line():
    assert wrap("ก\nข", 100, 10) == ("ก", "ข")
    assert wrap("", 100, 10) == ("",)


def test_too_many_lines_end_in_one_that_says_all_the_rest():
    text = "น้ำพริกเผาสูตรโบราณ " * 20
    lines = wrap(text, 100, 10, most_lines=3)
    assert len(lines) == 3
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_cut_text_fits_the_box_and_copies_whole():
    text = "น้ำสมุนไพรหญ้าหมอน้อย 350 มล."
    cut = fit(text, 80, 10)
    assert cut.endswith("…")
    assert measure(cut, 10) <= 80
    sheet = Sheet((300, 60))
    used = sheet.fitted(20, 20, text, 10, width=80)
    sheet.end_page()
    assert used <= 80
    assert texts(sheet.finish()) == [text]


def test_a_box_too_small_for_anything_still_copies_whole():
    sheet = Sheet((300, 60))
    sheet.fitted(20, 20, "ปลาแห้ง", 10, width=1)
    sheet.end_page()
    assert texts(sheet.finish()) == ["ปลาแห้ง"]


@pytest.mark.parametrize(("align", "left"), [(Align.LEFT, 50), (Align.CENTER, 100), (Align.RIGHT, 150)])
def test_alignment_in_a_box(align, left):
    text = "1,234.50"
    sheet = Sheet((400, 60))
    used = sheet.text(50, 20, text, 10, align=align, width=100 + measure(text, 10))
    sheet.end_page()
    assert used == pytest.approx(measure(text, 10))
    assert boxes(sheet.finish(), 0, text)[0][0] == pytest.approx(left, abs=1.2)


def test_shaped_runs_are_kept():
    thai_text.clear_caches()
    sheet_of("เก็บไว้")
    before = thai_text.shaped.cache_info().misses
    sheet_of("เก็บไว้")
    assert thai_text.shaped.cache_info().misses == before
