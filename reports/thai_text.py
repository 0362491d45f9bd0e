"""The one place that measures, wraps and draws text on paper, right to the last Thai mark.

Text is shaped by HarfBuzz (an unshaped ที่ prints as ที). Wherever the drawn glyphs are not the typed
letters one by one, the run is wrapped in ``/Span <</ActualText …>> BDC … EMC``, so that it copies and
searches exactly as it was typed. Figures and Latin need no such wrapping. Lengths are points; text is
never markup. Shaped runs are cached: they do not depend on the document or on the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, Protocol

from app.thai.words import break_positions, cluster_positions
from reports.typeface import Weight, face, font_name

__all__ = [
    "ELLIPSIS",
    "Align",
    "Run",
    "Surface",
    "Weight",
    "clear_caches",
    "decimal_tail",
    "draw",
    "draw_fitted",
    "fit",
    "measure",
    "number",
    "shaped",
    "visible",
    "wrap",
]

ELLIPSIS: Final = "…"
_CACHED = 20_000
_LONGEST = 12_000
"""Signs: stories and notes keep 10,000."""
# What may not be drawn or copied: controls, zero-width breaks, direction marks, lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
_TO_SPACE = re.compile(r"[^\S ]+")
_UNIT = re.compile(r"\d (?=\S{1,4}(?:\s|$))")  # a figure and its unit stay on one line: 300 มล.
_POINT = re.compile(r"[.,]\d+\D*$")


class Align(StrEnum):
    """Where text stands in its box."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Run:
    """A shaped piece of text: what it says, how wide it is and how it is drawn, at any size."""

    text: str
    advance: int
    """Thousandths of the size."""
    plain: bool
    """Whether the glyphs are the letters one by one, so that no ActualText is needed."""
    pieces: tuple[tuple[int, str], ...]
    """(rise in thousandths of the size, operand and operator of PDF)."""
    glyphs: tuple[int, ...]
    missing: bool
    """Whether a sign is not in the font and stands as a box."""


class Surface(Protocol):
    """What text is drawn on: a canvas that takes PDF code and notes which glyphs it needs."""

    def addLiteral(self, code: str) -> None:  # noqa: N802 - reportlab's own name
        """Append code to the page."""

    def use_glyphs(self, weight: Weight, glyphs: Sequence[int]) -> None:
        """Note glyphs that the document's font has to hold."""

    def box_for(self, weight: Weight, letters: str) -> int:
        """The number of a glyph that looks like a box and copies as these letters."""
        ...


def visible(text: str) -> str:
    """The text on one line as it is drawn and copied: without controls, breaks and direction marks.

    What is longer than any field keeps (another program wrote it) is cut, for shaping takes much memory.
    """
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}{ELLIPSIS}"
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _TO_SPACE.sub(" ", text))


@lru_cache(maxsize=_CACHED)
def shaped(text: str, weight: Weight = Weight.REGULAR) -> Run:
    """The shaped run of a text; ``text`` has to be ``visible`` already."""
    chosen = face(weight)
    glyphs = chosen.shape(text)
    widths, letters = chosen.widths, chosen.letters
    pieces: list[tuple[int, str]] = []
    parts: list[str] = []
    codes: list[str] = []
    rise, shift, adjusted = 0, 0, False

    def end_codes() -> None:
        if codes:
            parts.append(f"<{''.join(codes)}>")
            codes.clear()

    def end_piece() -> None:
        end_codes()
        if parts:
            pieces.append((rise, f"[{''.join(parts)}]TJ" if adjusted or len(parts) > 1 else f"{parts[0]}Tj"))
            parts.clear()

    for glyph, advance, x_offset, y_offset in glyphs:
        if y_offset != rise:
            end_piece()
            rise, adjusted = y_offset, False
        shift += x_offset
        if shift:
            end_codes()
            parts.append(str(-shift))
            adjusted = True
        codes.append(f"{glyph:04x}")
        shift = advance - widths[glyph] - x_offset
    end_piece()
    plain = (
        len(glyphs) == len(text)
        and " " not in text
        and all(
            advance > 0 and not x_offset and not y_offset and letters.get(glyph) == letter
            for (glyph, advance, x_offset, y_offset), letter in zip(glyphs, text, strict=True)
        )
    )
    return Run(
        text,
        sum(advance for _glyph, advance, _x, _y in glyphs),
        plain,
        tuple(pieces),
        tuple(sorted({glyph for glyph, _advance, _x, _y in glyphs})),
        any(glyph == 0 for glyph, _advance, _x, _y in glyphs),
    )


def measure(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """The width of a text in points."""
    return shaped(visible(text), weight).advance * size / 1000


@lru_cache(maxsize=_CACHED)
def _code(text: str, copied: str, size: float, weight: Weight) -> tuple[str, str, Run]:
    """PDF code before and after the place of a run, with the run itself."""
    run = shaped(text, weight)
    head = f"BT /{font_name(weight)} {number(size)} Tf 1 0 0 1 "
    tail = [" Tm"]
    risen = 0
    for rise, operand in run.pieces:
        if rise != risen:
            tail.append(f"{number(rise * size / 1000)} Ts")
            risen = rise
        tail.append(operand)
    if risen:
        tail.append("0 Ts")
    tail.append("ET")
    if not run.plain or copied != text:
        actual = copied.encode("utf-16-be").hex()
        head = f"/Span<</ActualText<feff{actual}>>>BDC {head}"
        tail.append("EMC")
    return head, " ".join(tail), run


def number(value: float) -> str:
    """A length as PDF code: at most three decimals, none that are needless."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def draw(
    surface: Surface,
    x: float,
    y: float,
    text: str,
    size: float,
    weight: Weight = Weight.REGULAR,
    *,
    align: Align = Align.LEFT,
    width: float = 0,
    copied: str | None = None,
) -> float:
    """Draw one line with its baseline at ``y`` in a box of ``width`` from ``x``; returns the text's width.

    ``copied`` is what the text layer says where it differs from what the eye sees (a cut name). Without a
    ``width`` right-aligned text ends at ``x`` and centred text stands around it.
    """
    text = visible(text)
    if not text:
        return 0
    said = text if copied is None else visible(copied)
    head, tail, run = _code(text, said, size, weight)
    drawn = run.advance * size / 1000
    if align is Align.RIGHT:
        x += width - drawn
    elif align is Align.CENTER:
        x += (width - drawn) / 2
    if run.missing and said == text:
        _draw_with_boxes(surface, x, y, text, size, weight)
        return drawn
    surface.use_glyphs(weight, run.glyphs)
    surface.addLiteral(f"{head}{number(x)} {number(y)}{tail}")
    return drawn


def _draw_with_boxes(surface: Surface, x: float, y: float, text: str, size: float, weight: Weight) -> None:
    """Draw text with signs that the font lacks: a box for each, which copies as the sign.

    WORKAROUND: PDFium leaves signs beyond U+FFFC out of an ActualText, so boxes carry their own letters.
    """
    for part, is_missing in _parts(text, weight):
        if not is_missing:
            head, tail, run = _code(part, part, size, weight)
            surface.use_glyphs(weight, run.glyphs)
            surface.addLiteral(f"{head}{number(x)} {number(y)}{tail}")
            x += run.advance * size / 1000
            continue
        codes = f"{surface.box_for(weight, part):04x}"
        surface.addLiteral(
            f"BT /{font_name(weight)} {number(size)} Tf 1 0 0 1 {number(x)} {number(y)} Tm <{codes}>Tj ET"
        )
        x += face(weight).widths[0] * size / 1000


@lru_cache(maxsize=1_000)
def _parts(text: str, weight: Weight) -> tuple[tuple[str, bool], ...]:
    """The text cut into what the font has and single signs that it lacks (with the joiners behind them)."""
    font = face(weight).font
    parts: list[tuple[str, bool]] = []
    for letter in text:
        joins = ord(letter) in (0x200C, 0x200D) or 0xFE00 <= ord(letter) <= 0xFE0F
        if joins and parts:
            parts[-1] = (parts[-1][0] + letter, parts[-1][1])
        elif not joins and font.get_nominal_glyph(ord(letter)) is None:
            parts.append((letter, True))
        elif parts and not parts[-1][1]:
            parts[-1] = (parts[-1][0] + letter, False)
        else:
            parts.append((letter, False))
    return tuple(parts)


def draw_fitted(
    surface: Surface,
    x: float,
    y: float,
    text: str,
    size: float,
    weight: Weight = Weight.REGULAR,
    *,
    width: float,
    align: Align = Align.LEFT,
) -> float:
    """Draw one line that never leaves its box: cut for the eye with an ellipsis, copied whole."""
    text = visible(text)
    return draw(
        surface, x, y, fit(text, width, size, weight), size, weight, align=align, width=width, copied=text
    )


@lru_cache(maxsize=_CACHED)
def fit(text: str, width: float, size: float, weight: Weight = Weight.REGULAR) -> str:
    """The text, or as many of its letters with an ellipsis as go into ``width``."""
    text = visible(text)
    if measure(text, size, weight) <= width:
        return text
    places = (0, *cluster_positions(text))
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[: places[middle]].rstrip() + ELLIPSIS, size, weight) <= width:
            low = middle
        else:
            high = middle - 1
    return text[: places[low]].rstrip() + ELLIPSIS


def wrap(
    text: str,
    width: float,
    size: float,
    weight: Weight = Weight.REGULAR,
    *,
    names: Iterable[str] = (),
    most_lines: int = 0,
) -> tuple[str, ...]:
    """The lines of a text in a box of ``width``, broken between words; line breaks in it are kept.

    A word wider than the box is cut between its letters. With ``most_lines`` the last line takes all that is
    left, for ``draw_fitted`` to cut for the eye; nothing is lost from the text layer.
    """
    return _wrapped(text, width, size, weight, tuple(names), most_lines)


@lru_cache(maxsize=_CACHED)
def _wrapped(
    text: str, width: float, size: float, weight: Weight, names: tuple[str, ...], most_lines: int
) -> tuple[str, ...]:
    if "\n" not in text and measure(text, size, weight) <= width:
        return (visible(text),)
    lines = [
        line
        for paragraph in text.split("\n")
        for line in _wrapped_line(visible(paragraph), width * 1000 / size, weight, names)
    ]
    if most_lines and len(lines) > most_lines:
        if "\n" in text:
            lines[most_lines - 1 :] = [" ".join(lines[most_lines - 1 :])]
        else:
            whole = visible(text)
            start = 0
            for line in lines[: most_lines - 1]:
                start = whole.index(line, start) + len(line)
            lines[most_lines - 1 :] = [whole[start:].strip()]
    return tuple(lines)


def _wrapped_line(text: str, room: float, weight: Weight, names: tuple[str, ...]) -> Iterator[str]:
    """The lines of one paragraph; ``room`` is the box's width in thousandths of the size."""
    kept = {found.end() for found in _UNIT.finditer(text)}
    edges = (*(edge for edge in break_positions(text, names) if edge not in kept), len(text))
    start, end, used = 0, 0, 0
    for edge in edges:
        piece = shaped(text[end:edge], weight).advance
        bare = shaped(text[end:edge].rstrip(), weight).advance
        if used + bare <= room:
            end, used = edge, used + piece
            continue
        if end > start:
            yield text[start:end].rstrip()
            start = end
        while shaped(text[start:edge].rstrip(), weight).advance > room:
            cut = _cut(text[start:edge], room, weight)
            yield text[start : start + cut]
            start += cut
        end, used = edge, shaped(text[start:edge], weight).advance
    if end > start or not text:
        yield text[start:end].rstrip()


def _cut(text: str, room: float, weight: Weight) -> int:
    """Where a word that does not fit is cut: at the last place between letters, at least after the first."""
    places = (*cluster_positions(text), len(text))
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if shaped(text[: places[middle]], weight).advance <= room:
            low = middle
        else:
            high = middle - 1
    return places[low]


def decimal_tail(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """How much of a figure stands right of its decimal point, for aligning a column on the point."""
    found = _POINT.search(text)
    return measure(text[found.start() :], size, weight) if found and text[found.start()] == "." else 0.0


def clear_caches() -> None:
    """Forget shaped runs (for measurements)."""
    for cached in (shaped, _code, fit, _wrapped):
        cached.cache_clear()
