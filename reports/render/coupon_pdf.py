"""Coupons on A4, three across and eight down, with lines to cut along.

Imports reportlab, so import it on first use.
"""

from reports.goods_model import CouponSheet, CouponSlip
from reports.render.barcodes import bars
from reports.render.canvas import Sheet
from reports.render.style import A4, MM
from reports.thai_text import Align, Weight, measure, wrap

ACROSS, DOWN = 3, 8
_WIDTH, _HEIGHT = 66 * MM, 35 * MM
_LEFT, _TOP = (A4[0] - ACROSS * _WIDTH) / 2, A4[1] - (A4[1] - DOWN * _HEIGHT) / 2
_INSIDE = 3 * MM
_LARGEST, _SMALLEST = 11.5, 7.0
_LINES = 2
_LEADING = 1.45
_SMALL, _FINE = 7.0, 5.5
"""The largest and smallest type of the rules, which stand on one line."""
_MODULE = 0.36 * MM
_NARROWEST = 0.19 * MM
"""Of a bar: a laser printer still prints it sharp; finer ones are left out, the code stands there anyway."""
_QUIET = 10
_BARS = 6.5 * MM
_CUT = 3 * MM
"""How long the marks at the edge of the sheet are."""


def render_coupons_pdf(report: CouponSheet) -> bytes:
    """All coupons; reproducible byte for byte."""
    sheet = Sheet(A4, title=report.title, author=report.issuer.name)
    for number, coupon in enumerate(report.coupons):
        place = number % (ACROSS * DOWN)
        if number and not place:
            sheet.end_page()
        if not place:
            _cut_lines(sheet, min(ACROSS * DOWN, len(report.coupons) - number))
        _draw(sheet, place, coupon, report.issuer.name)
    sheet.end_page()
    return sheet.finish()


def _cut_lines(sheet: Sheet, count: int) -> None:
    """Where the coupons of a sheet are cut; below the last row the paper stays whole."""
    rows = -(-count // ACROSS)
    right, bottom = _LEFT + ACROSS * _WIDTH, _TOP - rows * _HEIGHT
    for across in range(ACROSS + 1):
        x = _LEFT + across * _WIDTH
        sheet.rule(x, bottom - _CUT, x, _TOP + _CUT, "line", 0.4)
    for down in range(rows + 1):
        y = _TOP - down * _HEIGHT
        sheet.rule(_LEFT - _CUT, y, right + _CUT, y, "line", 0.4)


def _draw(sheet: Sheet, place: int, coupon: CouponSlip, group: str) -> None:
    down, across = divmod(place, ACROSS)
    left = _LEFT + across * _WIDTH + _INSIDE
    top = _TOP - down * _HEIGHT - _INSIDE
    bottom, width = top - _HEIGHT + 2 * _INSIDE, _WIDTH - 2 * _INSIDE
    wide = measure(coupon.until, 7, Weight.SEMIBOLD)
    sheet.fitted(left, top - 6.5, group, 7, width=width - wide - 4, color="ink-soft")
    sheet.fitted(left + width - wide - 1, top - 6.5, coupon.until, 7, Weight.SEMIBOLD, width=wide + 1)
    foot = _code(sheet, coupon.code, left, bottom, width)
    if coupon.rules:
        small = _SMALL
        while small > _FINE and measure(coupon.rules, small) > width:
            small -= 0.25
        sheet.fitted(left, foot + 3, coupon.rules, small, width=width, color="ink-soft")
        foot += 11
    room = top - 11 - foot
    size = _LARGEST
    while size > _SMALLEST and not _fits(coupon.gives, width, room, size):
        size -= 0.5
    lines = wrap(coupon.gives, width, size, Weight.SEMIBOLD)
    if len(lines) > _LINES:
        lines = (lines[0], " ".join(lines[1:]))
    y = foot + (room + len(lines) * size * _LEADING) / 2
    for line in lines:
        sheet.fitted(left, y - 1.12 * size, line, size, Weight.SEMIBOLD, width=width)
        y -= size * _LEADING


def _fits(text: str, width: float, room: float, size: float) -> bool:
    count = len(wrap(text, width, size, Weight.SEMIBOLD))
    return count <= _LINES and count * size * _LEADING <= room


def _code(sheet: Sheet, code: str, left: float, bottom: float, width: float) -> float:
    """The code as bars with its signs below; how far up they stand."""
    found, modules = bars(code)
    module = min(_MODULE, width / (modules + 2 * _QUIET)) if modules else 0
    if not found or module < _NARROWEST:
        sheet.fitted(left, bottom + 6, code, 12, Weight.SEMIBOLD, width=width, align=Align.CENTER)
        return bottom + 22
    wide = module * modules
    start = left + (width - wide) / 2
    y = bottom + 10
    sheet.boxes([(start + x * wide, y, share * wide, _BARS) for x, share in found], "black")
    sheet.fitted(left, bottom + 1.5, code, 8, Weight.SEMIBOLD, width=width, align=Align.CENTER)
    return y + _BARS + 3
