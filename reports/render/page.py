"""The page of a report: its head, running head and feet, and how far down it is filled.

Imports reportlab, so import it on first use.
"""

from app.i18n import _
from reports.model import Report
from reports.render.canvas import Sheet
from reports.render.formats import moment_text
from reports.render.style import A4, Scale
from reports.thai_text import Align, Weight, measure, wrap


class TooLongError(Exception):
    """A trial has come to more pages than were asked about."""


class Page:
    """A document of pages under way; ``y`` is where the next thing stands.

    ``zoom`` lays out on a page so many times as large, which is then drawn smaller as a whole. With a
    ``sheet`` it goes on where that one ends, as a part of a larger paper.
    """

    def __init__(
        self,
        report: Report,
        scale: Scale,
        size: tuple[float, float] = A4,
        *,
        zoom: float = 1,
        sheet: Sheet | None = None,
        most_pages: int = 0,
    ) -> None:
        self.report, self.scale = report, scale
        self.most_pages = most_pages
        """A trial stops with TooLongError when it needs more; 0 lets it go on."""
        width, height = (size[1], size[0]) if report.landscape else size
        if sheet is None:
            sheet = Sheet((width, height), title=report.title, author=report.issuer.name, zoom=zoom)
        else:
            sheet.setPageSize((width, height))
        self.sheet = sheet
        self.first_page = sheet.page_count
        """How many pages of the sheet stand before it."""
        width, height = width * zoom, height * zoom
        self.page_width, self.page_height = width, height
        self.left, self.width = scale.margin, width - 2 * scale.margin
        self.right = self.left + self.width
        self.floor = scale.margin * 0.55 + scale.foot
        self.y = height - scale.margin
        self.top = self.y

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self.sheet.page_count - self.first_page

    @property
    def last_page_used(self) -> float:
        """How much of the page that is being filled is used, as a share."""
        return self.last_page_height / (self.top - self.floor)

    @property
    def last_page_height(self) -> float:
        """The same in points."""
        return self.top - self.y

    def finish(self) -> bytes:
        """The document with its feet."""
        self.sheet.on_every_page(self.foot)
        return self.sheet.finish()

    def new_page(self) -> None:
        """Close the page and begin the next with a short head."""
        scale, sheet = self.scale, self.sheet
        sheet.end_page()
        if self.most_pages and self.pages >= self.most_pages:
            raise TooLongError
        self.y = self.page_height - scale.margin
        size = scale.note * 1.07
        base = self.y - size
        head = " · ".join(
            part for part in (self.report.title, self.report.period or self.report.number) if part
        )
        room = self.width * 0.48
        sheet.fitted(self.left, base, self.report.issuer.name, size, width=room, color="ink-soft")
        sheet.fitted(
            self.right - room,
            base,
            head,
            size,
            Weight.SEMIBOLD,
            width=room,
            color="indigo",
            align=Align.RIGHT,
        )
        self.y = base - size * 0.7
        sheet.rule(self.left, self.y, self.right, self.y, "indigo", 0.5)
        self.y -= scale.gap * 0.75
        self.top = self.y

    def need(self, height: float) -> None:
        """Start a new page unless so much room is left (or the page is still empty)."""
        if self.y - height < self.floor and self.y < self.top:
            self.new_page()

    def foot(self, page: int, pages: int) -> None:
        """When and from which book, and the page's number."""
        scale, report = self.scale, self.report
        y = scale.margin * 0.55 + scale.note * 1.6
        self.sheet.rule(self.left, y + scale.note * 1.1, self.right, y + scale.note * 1.1, "line", 0.5)
        parts = []
        if report.printed is not None:
            parts.append(_("Printed {moment}").format(moment=moment_text(report.printed)))
        if report.book:
            parts.append(_("From the book {book}").format(book=report.book))
        count = _("Page {page}/{pages}").format(page=page, pages=pages)
        used = measure(count, scale.note)
        self.sheet.fitted(
            self.left, y, " · ".join(parts), scale.note, width=self.width - used - 12, color="ink-soft"
        )
        self.sheet.text(
            self.left, y, count, scale.note, color="ink-soft", align=Align.RIGHT, width=self.width
        )

    def head(self) -> None:
        """Logo and name left, title and number right, an indigo hairline below."""
        scale, sheet, report, issuer = self.scale, self.sheet, self.report, self.report.issuer
        top = self.y
        left, logo = self.left, scale.title * 2.4
        if issuer.logo and sheet.picture(issuer.logo, left, top - logo, logo, logo):
            left += logo + 10
        half = self.left + self.width * 0.56 - left
        name_size, line = scale.heading * 1.12, scale.leading
        y = top
        for text in wrap(issuer.name, half, name_size, Weight.SEMIBOLD, most_lines=2):
            sheet.fitted(left, y - name_size * 1.1, text, name_size, Weight.SEMIBOLD, width=half)
            y -= name_size * line
        details = [part for part in (issuer.address.replace("\n", " "),) if part]
        contact = []
        if issuer.tax_id:
            contact.append(_("Tax id {tax_id}").format(tax_id=issuer.tax_id))
        if issuer.phone:
            contact.append(_("Tel. {phone}").format(phone=issuer.phone))
        size = scale.note * 1.07
        together = " · ".join(contact)
        details += [together] if together and measure(together, size) <= half else contact
        for detail in details:
            for text in wrap(detail, half, size, most_lines=2):
                sheet.fitted(left, y - size * 1.1, text, size, width=half, color="ink-soft")
                y -= size * line
        lowest = min(y, top - logo if issuer.logo else y)
        room, y = self.width * 0.42, top
        right = self.right - room
        title_size = scale.title
        while title_size > 11 and measure(report.title, title_size, Weight.SEMIBOLD) > room:
            title_size -= 1
        for text in wrap(report.title, room, title_size, Weight.SEMIBOLD, most_lines=2):
            sheet.fitted(
                right,
                y - title_size,
                text,
                title_size,
                Weight.SEMIBOLD,
                width=room,
                color="indigo",
                align=Align.RIGHT,
            )
            y -= title_size * 1.4
        words = _("Amounts in baht") if report.counts_goods else _("Unit: baht")
        unit = words if report.in_baht else ""
        about = " · ".join(part for part in (report.period, unit) if part)
        lines = [about] if measure(about, scale.body) <= room else [report.period, unit]
        for text, weight, color in (
            (report.subtitle, Weight.SEMIBOLD, "ink"),
            *((each, Weight.REGULAR, "ink") for each in lines),
            (
                _("No. {number}").format(number=report.number) if report.number else "",
                Weight.REGULAR,
                "ink-soft",
            ),
        ):
            for part in wrap(text, room, scale.body, weight, most_lines=2) if text else ():
                sheet.fitted(
                    right,
                    y - scale.body,
                    part,
                    scale.body,
                    weight,
                    width=room,
                    color=color,
                    align=Align.RIGHT,
                )
                y -= scale.body * line
        self.y = min(lowest, y) - scale.inner
        sheet.rule(self.left, self.y, self.right, self.y, "indigo", 0.8)
        self.y -= scale.gap * 0.85
        self.top = self.y

    def title(self, text: str) -> None:
        """The title of a block."""
        if text:
            size = self.scale.heading
            self.sheet.fitted(
                self.left, self.y - size, text, size, Weight.SEMIBOLD, width=self.width, color="indigo"
            )
            self.y -= size * self.scale.leading

    def text(self, text: str, size: float, *, color: str = "ink") -> None:
        """Wrapped sentences across the page."""
        for line in wrap(text, self.width, size):
            self.need(size * self.scale.leading)
            self.sheet.text(self.left, self.y - size * 1.1, line, size, color=color)
            self.y -= size * self.scale.leading
