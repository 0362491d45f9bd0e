"""The weekly sheet of a household on A4 lying: a picture and a word before each line of seven boxes.

Imports reportlab, so import it on first use.
"""

from reports.household.week_model import WeekLine, WeekPart, WeekSheet
from reports.render.canvas import Sheet
from reports.render.pictograms import draw
from reports.render.style import A4, MM
from reports.thai_text import Align, Weight, wrap

_WIDE, _HIGH = A4[1], A4[0]
_EDGE = 10 * MM
_HEAD = 15 * MM
_DAYS_HIGH = 10 * MM
_NAME = 66 * MM
_TALLEST, _LOWEST = 12 * MM, 6.5 * MM
_PURSE = 16 * MM
_TINTS = {"social": "indigo", "reducible": "turmeric-text", "income": "leaf", "in_kind": "leaf"}
_WORDS, _LEAST_WORDS = 13.0, 8.5


def render_week_sheet_pdf(report: WeekSheet) -> bytes:
    """Money out on the first page, money in and the purse on the next; reproducible byte for byte."""
    sheet = Sheet((_WIDE, _HIGH), title=report.title, author=report.issuer.name)
    for at, part in enumerate(report.parts):
        foot = _PURSE + 2 * MM if at == len(report.parts) - 1 else 0
        lines = list(part.lines)
        room = _HIGH - 2 * _EDGE - _HEAD - _DAYS_HIGH - foot
        most = max(1, int(room / _LOWEST) - 1)
        pages = max(1, -(-len(lines) // most))
        most = max(1, -(-len(lines) // pages))  # pages are filled alike
        for first in range(0, max(1, len(lines)), most):
            chunk = lines[first : first + most]
            _page(sheet, report, part, chunk, min(_TALLEST, room / (len(chunk) + 1)))
            if first + most >= len(lines) and foot:
                _purse(sheet, report.purse)
            sheet.end_page()
    return sheet.finish()


def _page(sheet: Sheet, report: WeekSheet, part: WeekPart, lines: list[WeekLine], tall: float) -> None:
    top = _HIGH - _EDGE
    title = sheet.text(_EDGE, top - 18, part.title, 22, Weight.SEMIBOLD)
    about = " · ".join(text for text in (report.title, report.issuer.name) if text)
    sheet.fitted(_EDGE + title + 12, top - 18, about, 12, width=_WIDE / 2 - title, color="ink-soft")
    sheet.text(
        _WIDE / 2, top - 18, report.period, 13, Weight.SEMIBOLD, align=Align.RIGHT, width=_WIDE / 2 - _EDGE
    )
    top -= _HEAD
    cells = (_WIDE - 2 * _EDGE - _NAME) / (len(report.days) + 1)
    edges = [_EDGE + _NAME + cells * at for at in range(len(report.days) + 1)]
    sheet.box(_EDGE, top - _DAYS_HIGH, _WIDE - 2 * _EDGE, _DAYS_HIGH, "indigo-wash")
    for left, (name, date) in zip(edges, report.days, strict=False):
        sheet.fitted(left, top - 13, name, 12, Weight.SEMIBOLD, width=cells, align=Align.CENTER)
        sheet.text(left, top - 24, date, 8.5, color="ink-soft", align=Align.CENTER, width=cells)
    sheet.text(edges[-1], top - 18, report.sum_words, 12, Weight.SEMIBOLD, align=Align.CENTER, width=cells)
    begins = top - _DAYS_HIGH
    y = begins
    for line in lines:
        _line(sheet, line, y, tall)
        y -= tall
        sheet.rule(_EDGE, y, _WIDE - _EDGE, y, "edge", 0.5)
    size = min(15.0, tall * 0.5)
    sheet.text(
        _EDGE,
        y - tall / 2 - size / 3,
        report.sum_words,
        size,
        Weight.SEMIBOLD,
        align=Align.RIGHT,
        width=_NAME - 3 * MM,
    )
    y -= tall
    sheet.rule(_EDGE, y, _WIDE - _EDGE, y, "ink", 1)
    sheet.rule(_EDGE, begins, _WIDE - _EDGE, begins, "ink", 1)
    for left in edges:
        sheet.rule(left, top, left, y, "edge", 1 if left == edges[-1] else 0.5)
    for side in (_EDGE, _WIDE - _EDGE):
        sheet.rule(side, top, side, y, "edge", 0.5)
    sheet.rule(_EDGE, top, _WIDE - _EDGE, top, "edge", 0.5)


def _line(sheet: Sheet, line: WeekLine, top: float, tall: float) -> None:
    """The picture and the word of a category, as large as its line allows."""
    side = min(tall - 2 * MM, 9 * MM)
    draw(sheet, line.icon, _EDGE + 2 * MM, top - tall / 2 - side / 2, side, _TINTS.get(line.heading, "ink"))
    left = _EDGE + 14 * MM
    room = _NAME - 16 * MM
    size = min(_WORDS, tall * 0.5)
    words = wrap(line.name, room, size)
    while len(words) > 1 and size > _LEAST_WORDS and size * 1.3 * len(words) > tall:
        size -= 0.5
        words = wrap(line.name, room, size)
    step = size * 1.3
    if step * len(words) > tall + 1:
        sheet.fitted(left, top - tall / 2 - size / 3, line.name, size, width=room)
        return
    y = top - tall / 2 + step * len(words) / 2 - size
    for text in words:
        sheet.text(left, y, text, size)
        y -= step


def _purse(sheet: Sheet, words: tuple[str, ...]) -> None:
    """Boxes for the purse: so much before, so much came in, so much is there now, the rest was spent."""
    if not words:
        return
    gap = 4 * MM
    wide = (_WIDE - 2 * _EDGE - gap * (len(words) - 1)) / len(words)
    for at, text in enumerate(words):
        left = _EDGE + at * (wide + gap)
        sheet.fitted(left, _EDGE + 10.5 * MM, text, 11, Weight.SEMIBOLD, width=wide)
        for x1, y1, x2, y2 in (
            (left, _EDGE, left + wide, _EDGE),
            (left, _EDGE + 9 * MM, left + wide, _EDGE + 9 * MM),
            (left, _EDGE, left, _EDGE + 9 * MM),
            (left + wide, _EDGE, left + wide, _EDGE + 9 * MM),
        ):
            sheet.rule(x1, y1, x2, y2, "edge", 0.8)
