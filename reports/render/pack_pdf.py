"""Many reports as one PDF: a cover, contents with page numbers that lead there, and every part on its pages.

Imports reportlab, so import it on first use.
"""

from collections.abc import Callable

from app.i18n import _
from reports.model import Pack
from reports.render.canvas import Sheet
from reports.render.flow import Flow
from reports.render.style import A4
from reports.render.tidy import scale_of, usual
from reports.thai_text import Align, Weight, measure, wrap

Progress = Callable[[int, int, str], object]
_PER_PAGE = 34
"""Lines of contents on one page."""


def render_pack_pdf(pack: Pack, progress: Progress | None = None) -> bytes:
    """The pack as one PDF, reproducible byte for byte; ``progress`` may raise to stop."""
    sheet = Sheet(A4, title=pack.title, author=pack.issuer.name)
    cover = _Cover(pack, sheet)
    cover.draw()
    contents = list(pack.contents)
    pages = -(-len(contents) // _PER_PAGE)
    leaves = []
    for number in range(pages):
        leaf = _Contents(pack, sheet, contents[number * _PER_PAGE : (number + 1) * _PER_PAGE])
        leaf.begin()
        leaves.append(leaf)
    starts: dict[str, int] = {}
    parts: list[Flow] = []
    for number, report in enumerate(pack.parts):
        if progress is not None:
            progress(number, len(pack.parts), report.title)
        flow = Flow(report, scale_of(report), sheet=sheet)
        sheet.bookmarkPage(report.title)
        sheet.addOutlineEntry(report.title, report.title)
        starts[report.title] = flow.first_page + 1
        flow.run()
        parts.append(flow)
    for leaf in leaves:
        sheet.on_pages(leaf.first_page, leaf.first_page + 1, leaf.with_numbers(starts))
    for page in (cover, *leaves):
        sheet.on_pages(page.first_page, page.first_page + 1, page.foot)
    ends = [*(part.first_page for part in parts[1:]), sheet.page_count]
    for part, end in zip(parts, ends, strict=True):
        sheet.on_pages(part.first_page, end, part.foot)
    return sheet.finish()


class _Cover(Flow):
    """The first page: whose, what, of when."""

    def __init__(self, pack: Pack, sheet: Sheet) -> None:
        super().__init__(pack, usual(pack), sheet=sheet)

    def draw(self) -> None:
        """Draw it and close the page."""
        scale, sheet, report = self.scale, self.sheet, self.report
        y = self.page_height * 0.66
        size = scale.title * 1.5
        logo = scale.title * 5
        if report.issuer.logo:
            sheet.picture(report.issuer.logo, self.left, y + scale.heading * 2.4, logo, logo)
        sheet.fitted(self.left, y, report.issuer.name, scale.heading * 1.3, Weight.SEMIBOLD, width=self.width)
        y -= size * 1.6
        for line in wrap(report.title, self.width, size, Weight.SEMIBOLD, most_lines=2):
            sheet.fitted(self.left, y, line, size, Weight.SEMIBOLD, width=self.width, color="indigo")
            y -= size * 1.35
        y -= scale.heading * 2.2 - size * 1.35
        sheet.fitted(self.left, y, report.period, scale.heading * 1.2, width=self.width)
        for line in (
            wrap(report.subtitle, self.width, scale.heading * 1.2, most_lines=2) if report.subtitle else ()
        ):
            y -= scale.heading * 1.9
            sheet.fitted(self.left, y, line, scale.heading * 1.2, width=self.width)
        y -= scale.heading
        sheet.rule(self.left, y, self.left + self.width * 0.3, y, "indigo", 1.4)
        y -= scale.body * 2
        tax_id = report.issuer.tax_id
        said = _("Tax id {tax_id}").format(tax_id=tax_id) if tax_id else ""
        for text in (report.issuer.address.replace("\n", " "), said):
            if text:
                sheet.fitted(self.left, y, text, scale.body, width=self.width, color="ink-soft")
                y -= scale.body * 1.6
        sheet.end_page()


class _Contents(Flow):
    """A page of contents; the page numbers are written when they are known."""

    def __init__(self, pack: Pack, sheet: Sheet, lines: list[tuple[str, str]]) -> None:
        super().__init__(pack, usual(pack), sheet=sheet)
        self.lines = lines
        self._places: list[float] = []

    def begin(self) -> None:
        """Draw the titles, make them lead to their parts, and close the page."""
        self.title(_("Contents"))
        self.y -= self.scale.gap
        size = self.scale.body * 1.08
        for words, nothing in self.lines:
            y = self.y - size * 1.2
            self._places.append(y)
            self.sheet.fitted(
                self.left, y, words, size, width=self.width * 0.8, color="ink-soft" if nothing else "ink"
            )
            if nothing:
                self.sheet.text(
                    self.left, y, nothing, size, color="ink-soft", align=Align.RIGHT, width=self.width
                )
            else:
                area = (self.left, y - size * 0.4, self.right, y + size)
                self.sheet.linkRect("", words, area, relative=0, thickness=0)
            self.y -= size * 1.9
        self.sheet.end_page()

    def with_numbers(self, starts: dict[str, int]) -> Callable[[int, int], None]:
        """Draws the page numbers of the parts."""

        def draw(_page: int, _pages: int) -> None:
            size = self.scale.body * 1.08
            for (words, nothing), y in zip(self.lines, self._places, strict=True):
                if nothing:
                    continue
                number = str(starts[words])
                left = self.left + min(measure(words, size), self.width * 0.8) + 8
                right = self.right - measure(number, size) - 8
                if right > left:
                    self.sheet.rule(left, y, right, y, "line", 0.5)
                self.sheet.text(self.left, y, number, size, align=Align.RIGHT, width=self.width)

        return draw
