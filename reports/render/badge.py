"""A badge to cut out: name, group, and the bar code that the till's scanner reads; two on an A4 page."""

from typing import Any

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4

from app.i18n import _
from reports.render.canvas import Sheet
from reports.thai_text import Align, Weight

MM = 72 / 25.4
WIDTH, HEIGHT = 85.6 * MM, 54 * MM
"""The size of a bank card (ISO/IEC 7810 ID-1)."""
_INSIDE = 5 * MM
_QUIET = 10
"""Modules left white on each side of the bar code."""


def badge_pdf(name: str, group: str, code: str) -> bytes:
    """The badge twice, one to wear and one to keep."""
    sheet = Sheet(A4, title=_("Badge"), author=group)
    left = (A4[0] - WIDTH) / 2
    for number in range(2):
        _draw(sheet, left, A4[1] - 30 * MM - HEIGHT - number * (HEIGHT + 12 * MM), name, group, code)
    sheet.fitted(
        left,
        A4[1] - 22 * MM,
        _("Cut out along the lines. The badge says who comes; the PIN or password proves it."),
        9,
        width=A4[0] - left - 10 * MM,
        color="ink-soft",
    )
    sheet.end_page()
    return sheet.finish()


def _draw(sheet: Sheet, x: float, y: float, name: str, group: str, code: str) -> None:
    for x1, y1, x2, y2 in (
        (x, y, x + WIDTH, y),
        (x, y + HEIGHT, x + WIDTH, y + HEIGHT),
        (x, y, x, y + HEIGHT),
        (x + WIDTH, y, x + WIDTH, y + HEIGHT),
    ):
        sheet.rule(x1, y1, x2, y2, "line")
    inside = WIDTH - 2 * _INSIDE
    top = y + HEIGHT - 10 * MM
    sheet.fitted(x + _INSIDE, top, group, 10, width=inside, color="ink-soft")
    sheet.fitted(x + _INSIDE, top - 11 * MM, name, 20, Weight.SEMIBOLD, width=inside)
    bars = _bars(code)
    modules = sum(width for _bar, width in bars) + 2 * _QUIET
    module = inside / modules
    at = x + _INSIDE + _QUIET * module
    rectangles = []
    for is_bar, width in bars:
        if is_bar:
            rectangles.append((at, y + 10 * MM, width * module, 14 * MM))
        at += width * module
    sheet.boxes(rectangles, "ink")
    sheet.text(x + _INSIDE, y + 5 * MM, code, 8, width=inside, align=Align.CENTER, color="ink-soft")


def _bars(code: str) -> list[tuple[bool, int]]:
    """Bars and gaps of Code 128 (ISO/IEC 15417) with their widths in modules."""
    symbol: Any = Code128(code, quiet=0)
    symbol.validate()
    symbol.encode()
    symbol.decompose()
    widths: list[tuple[bool, int]] = []
    for sign in symbol.decomposed:
        widths.append((sign.isupper(), "abcdefgh".index(sign.lower()) + 1))
    return widths
