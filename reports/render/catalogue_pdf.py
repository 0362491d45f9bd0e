"""A catalogue with pictures on A4: nine goods on a page, parts with headings, how to order at the foot.

Imports reportlab, so import it on first use.
"""

from collections.abc import Callable

from app.i18n import _
from reports.goods_model import Catalogue, CatalogueItem
from reports.render.canvas import Sheet
from reports.render.style import A4, MM
from reports.thai_text import Align, Weight, wrap

Progress = Callable[[int, int, str], object]
_SIDE, _TOP, _BOTTOM = 16 * MM, 16 * MM, 18 * MM
_WIDTH = A4[0] - 2 * _SIDE
_GAP = 7 * MM
_ACROSS = 3
_CELL = (_WIDTH - _GAP * (_ACROSS - 1)) / _ACROSS
_PICTURE = 42 * MM
_TALL = 71 * MM
_LEADING = 1.45


def render_catalogue_pdf(report: Catalogue, progress: Progress | None = None) -> bytes:
    """The catalogue, reproducible byte for byte; ``progress`` may raise to stop."""
    return _Book(report, progress).draw()


class _Book:
    """A catalogue down its pages."""

    def __init__(self, report: Catalogue, progress: Progress | None) -> None:
        self.report, self.progress = report, progress
        self.sheet = Sheet(A4, title=report.title, author=report.issuer.name)
        self.y = A4[1] - _TOP
        self.column = 0
        self.count = sum(len(items) for _name, items in report.parts)
        self.drawn = 0

    def draw(self) -> bytes:
        """Draw everything."""
        self._head()
        for name, items in self.report.parts:
            if name:
                self._heading(name)
            for item in items:
                self._item(item)
            self._next_row()
        self.sheet.end_page()
        self.sheet.on_every_page(self._foot)
        return self.sheet.finish()

    def _head(self) -> None:
        sheet, issuer = self.sheet, self.report.issuer
        left, logo = _SIDE, 18 * MM
        if issuer.logo and sheet.picture(issuer.logo, left, self.y - logo, logo, logo):
            left += logo + 5 * MM
        room = A4[0] - _SIDE - left
        sheet.fitted(left, self.y - 22, self.report.title, 22, Weight.SEMIBOLD, width=room, color="indigo")
        sheet.fitted(left, self.y - 41, issuer.name, 12, Weight.SEMIBOLD, width=room)
        words = " · ".join(part for part in (self.report.period, issuer.address.replace("\n", " ")) if part)
        sheet.fitted(left, self.y - 56, words, 9, width=room, color="ink-soft")
        self.y -= 22 * MM
        sheet.rule(_SIDE, self.y, A4[0] - _SIDE, self.y, "indigo", 1)
        self.y -= 5 * MM

    def _heading(self, name: str) -> None:
        if self.y - 9 * MM - _TALL < _BOTTOM:
            self._page()
        self.sheet.fitted(_SIDE, self.y - 14, name, 14, Weight.SEMIBOLD, width=_WIDTH, color="indigo")
        self.y -= 9 * MM

    def _item(self, item: CatalogueItem) -> None:
        if self.progress is not None:
            self.progress(self.drawn, self.count, item.title)
        self.drawn += 1
        if self.column == 0 and self.y - _TALL < _BOTTOM:
            self._page()
        left = _SIDE + self.column * (_CELL + _GAP)
        self._cell(item, left, self.y)
        self.column += 1
        if self.column == _ACROSS:
            self._next_row()

    def _next_row(self) -> None:
        if self.column:
            self.column = 0
            self.y -= _TALL + 4 * MM

    def _cell(self, item: CatalogueItem, left: float, top: float) -> None:
        sheet = self.sheet
        if not (item.picture and sheet.picture(item.picture, left, top - _PICTURE, _CELL, _PICTURE)):
            sheet.box(left, top - _PICTURE, _CELL, _PICTURE, "indigo-wash")
            middle = top - _PICTURE / 2
            sheet.text(left, middle, _("No picture"), 9, color="ink-soft", align=Align.CENTER, width=_CELL)
        y = top - _PICTURE - 15
        for text in wrap(item.title, _CELL, 11.5, Weight.SEMIBOLD, most_lines=2):
            sheet.fitted(left, y, text, 11.5, Weight.SEMIBOLD, width=_CELL)
            y -= 11.5 * _LEADING
        sheet.fitted(left, y, item.price, 10, Weight.SEMIBOLD, width=_CELL, color="indigo")
        y -= 10 * _LEADING
        floor = top - _TALL + 2
        words = " ".join(item.text.split())
        lines = [(text, 8.5, "ink") for text in wrap(words, _CELL, 8.5, most_lines=2) if text]
        lines += [(text, 8, "ink-soft") for fact in item.facts for text in wrap(fact, _CELL, 8, most_lines=2)]
        for text, size, color in lines:
            if y - size * 0.3 < floor:
                break
            sheet.fitted(left, y, text, size, width=_CELL, color=color)
            y -= size * _LEADING

    def _page(self) -> None:
        self.sheet.end_page()
        self.y = A4[1] - _TOP
        self.column = 0

    def _foot(self, page: int, pages: int) -> None:
        """How to order, on every page, and which page it is."""
        y = _BOTTOM - 9 * MM
        self.sheet.rule(_SIDE, y + 14, A4[0] - _SIDE, y + 14, "line")
        numbers = f"{page}/{pages}"
        self.sheet.text(_SIDE, y, numbers, 7.5, color="ink-soft", align=Align.RIGHT, width=_WIDTH)
        words = " · ".join(self.report.ending) or self.report.issuer.name
        self.sheet.fitted(_SIDE, y, words, 9.5, Weight.SEMIBOLD, width=_WIDTH - 20 * MM, color="indigo")
