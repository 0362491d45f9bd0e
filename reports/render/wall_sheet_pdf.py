"""The plan for the wall on one A4 page, set as large as it fits: pictures, names, bars, amounts.

Imports reportlab, so import it on first use.
"""

from app.i18n import _
from reports.household.wall_model import WallLine, WallPart, WallSheet
from reports.render.canvas import Sheet
from reports.render.pictograms import draw
from reports.render.style import A4, MM
from reports.thai_text import Align, Weight, measure, wrap

_WIDE, _HIGH = A4
_EDGE = 14 * MM
_ROOM = _WIDE - 2 * _EDGE
_LARGEST, _LEAST, _STEP = 1.3, 0.4, 0.96
_TITLE, _HEADING, _NAME, _WORDS, _SMALL = 36.0, 19.0, 25.0, 18.0, 12.0
_ICON = 34.0
_LEADING = 1.42
_FOOT = 10 * MM


def render_wall_sheet_pdf(report: WallSheet) -> bytes:
    """One page; reproducible byte for byte."""
    scale = _LARGEST
    while scale > _LEAST and _Page(report, scale).run(None) < _EDGE + _FOOT:
        scale *= _STEP
    sheet = Sheet(A4, title=report.title, author=report.issuer.name)
    _Page(report, scale).run(sheet)
    book = _("From the book {book}").format(book=report.book) if report.book else ""
    sheet.fitted(_EDGE, _EDGE * 0.7, book, 9, width=_ROOM, color="ink-soft")
    sheet.end_page()
    return sheet.finish()


class _Page:
    """The page at one scale; without a sheet it is only measured."""

    def __init__(self, report: WallSheet, scale: float) -> None:
        self._report, self._scale = report, scale
        self._y = _HIGH - _EDGE

    def run(self, sheet: Sheet | None) -> float:
        """Set everything; gives how far down it reaches."""
        self._head(sheet)
        for part in self._report.parts:
            self._part(sheet, part)
        return self._y

    def _size(self, size: float) -> float:
        return size * self._scale

    def _head(self, sheet: Sheet | None) -> None:
        size = min(self._size(_TITLE), _TITLE)
        self._y -= size
        if sheet is not None:
            sheet.fitted(
                _EDGE, self._y, self._report.title, size, Weight.SEMIBOLD, width=_ROOM, color="indigo"
            )
        self._y -= size * 0.62
        if sheet is not None:
            about = " · ".join(text for text in (self._report.issuer.name, self._report.period) if text)
            sheet.fitted(_EDGE, self._y, about, size * 0.4, width=_ROOM, color="ink-soft")
        self._y -= size * 0.35

    def _part(self, sheet: Sheet | None, part: WallPart) -> None:
        size = self._size(_HEADING)
        self._y -= size * 0.55
        if sheet is not None:
            sheet.rule(_EDGE, self._y, _WIDE - _EDGE, self._y, "indigo", 1.4)
        self._y -= size * 1.45
        if sheet is not None:
            sheet.fitted(_EDGE, self._y, part.title, size, Weight.SEMIBOLD, width=_ROOM, color="indigo")
        self._y -= size * 0.5
        if not part.lines:
            self._wrapped(sheet, part.empty, _EDGE, _ROOM, self._size(_WORDS))
            return
        gap = 8 * MM
        wide = (_ROOM - gap * (part.columns - 1)) / part.columns
        for first in range(0, len(part.lines), part.columns):
            top, lowest = self._y, self._y
            for across, line in enumerate(part.lines[first : first + part.columns]):
                self._y = top
                self._line(sheet, line, _EDGE + across * (wide + gap), wide, columns=part.columns)
                lowest = min(lowest, self._y)
            self._y = lowest

    def _line(self, sheet: Sheet | None, line: WallLine, left: float, wide: float, *, columns: int) -> None:
        name = self._size(_NAME if columns == 1 else _WORDS)
        icon = self._size(_ICON if columns == 1 else _ICON * 0.72)
        amount_wide = measure(line.amount, name, Weight.SEMIBOLD) if line.amount else 0.0
        inside, room = left + icon * 1.3, wide - icon * 1.3
        words = wrap(line.name, room - amount_wide - name * 0.5, name, Weight.SEMIBOLD, most_lines=2)
        top = self._y
        self._y -= name * 0.25
        for at, text in enumerate(words):
            self._y -= name * (1.05 if not at else _LEADING)
            if sheet is not None:
                sheet.fitted(inside, self._y, text, name, Weight.SEMIBOLD, width=room - amount_wide)
            if not at and line.amount and sheet is not None:
                sheet.text(left, self._y, line.amount, name, Weight.SEMIBOLD, align=Align.RIGHT, width=wide)
        if sheet is not None:
            draw(sheet, line.icon, left, top - name * 0.25 - icon * 0.98, icon, "indigo")
        self._y -= name * 0.42
        if line.percent is not None:
            self._bar(sheet, inside, room, line.percent)
        for text in line.words:
            self._wrapped(sheet, text, inside, room, self._size(_WORDS) * (1.0 if columns == 1 else 0.8))
        self._y = min(self._y, top - icon * 1.2) - name * 0.22

    def _bar(self, sheet: Sheet | None, left: float, wide: float, percent: int) -> None:
        high = self._size(11)
        self._y -= high
        if sheet is not None:
            sheet.box(left, self._y, wide, high, "line")
            if percent > 0:
                sheet.box(left, self._y, wide * min(percent, 100) / 100, high, "leaf")
        self._y -= self._size(4)

    def _wrapped(self, sheet: Sheet | None, text: str, left: float, wide: float, size: float) -> None:
        for line in wrap(text, wide, size):
            self._y -= size * 1.08
            if sheet is not None:
                sheet.text(left, self._y, line, size)
            self._y -= size * (_LEADING - 1.08)
