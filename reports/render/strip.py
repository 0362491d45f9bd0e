"""A strip of paper as long as what it says: words and figures placed in dots of a thermal head.

8 dots to the millimetre, so that rules fall on whole dots and print sharp. Imports reportlab, so import it on
first use.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from app.i18n import _
from reports.model import Issuer
from reports.render.canvas import Sheet
from reports.thai_text import Align, Weight, measure, wrap

POINTS_PER_DOT = 72 / 203.2
SMALL, NORMAL, LARGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Roll:
    """A paper roll: its width and the width that the head prints, in dots, and the three sizes."""

    paper: int
    printed: int
    sizes: tuple[int, int, int]

    @property
    def margin(self) -> int:
        """Dots left unprinted on each side."""
        return (self.paper - self.printed) // 2


ROLLS = {"58": Roll(464, 384, (21, 24, 35)), "80": Roll(640, 576, (23, 27, 42))}
"""By the width of the paper in millimetres; 58 mm prints 48, 80 mm prints 72."""
AROUND = 12  # white above and below, in dots
LEADING = 1.42


class Strip:
    """Collects what stands on a slip from the top down, then draws it on a page of just that length."""

    def __init__(self, issuer: Issuer, title: str, roll: Roll, dithered: bool) -> None:
        self.issuer, self.title, self.roll, self.dithered = issuer, title, roll, dithered
        self.width = roll.printed
        self.y = AROUND
        self.steps: list[Callable[[Sheet, int], None]] = []

    def gap(self, dots: int) -> None:
        """White."""
        self.y += dots

    def rule(self, thick: int = 2) -> None:
        """A level line of whole dots."""
        self.gap(8)
        top = self.y

        def step(sheet: Sheet, high: int) -> None:
            self.box(sheet, high, 0, top, self.width, thick)

        self.steps.append(step)
        self.y += thick
        self.gap(8)

    def box(self, sheet: Sheet, high: int, x: int, top: int, width: int, height: int) -> None:
        """A black rectangle of whole dots, a hair smaller: renderers fill every dot that an edge touches."""
        scale, hair = POINTS_PER_DOT, 0.02
        left, lower = self.roll.margin + x + hair, high - top - height + hair
        sheet.box(
            left * scale, lower * scale, (width - 2 * hair) * scale, (height - 2 * hair) * scale, "black"
        )

    def line(
        self,
        text: str,
        size: int = NORMAL,
        weight: Weight = Weight.REGULAR,
        align: Align = Align.LEFT,
        *,
        indent: int = 0,
        room: int = 0,
        color: str = "black",
        advance: bool = True,
    ) -> None:
        """One line, cut for the eye if it is too wide."""
        dots = self.roll.sizes[size]
        high_line = round(dots * LEADING)
        base = self.y + round(dots * 1.12)
        width = (room or self.width - indent) * POINTS_PER_DOT

        def step(sheet: Sheet, high: int) -> None:
            sheet.fitted(
                (self.roll.margin + indent) * POINTS_PER_DOT,
                (high - base) * POINTS_PER_DOT,
                text,
                dots * POINTS_PER_DOT,
                weight,
                width=width + 0.01,
                color=color,
                align=align,
            )

        self.steps.append(step)
        if advance:
            self.y += high_line

    def text(
        self,
        text: str,
        size: int = NORMAL,
        weight: Weight = Weight.REGULAR,
        align: Align = Align.LEFT,
        *,
        indent: int = 0,
        most_lines: int = 0,
    ) -> None:
        """Wrapped lines; nothing for an empty text."""
        if not text.strip():
            return
        width = (self.width - indent) * POINTS_PER_DOT
        points = self.roll.sizes[size] * POINTS_PER_DOT
        for part in wrap(text, width, points, weight, most_lines=most_lines):
            self.line(part, size, weight, align, indent=indent)

    def pair(
        self,
        left: str,
        right: str,
        size: int = NORMAL,
        weight: Weight = Weight.REGULAR,
        *,
        indent: int = 0,
        left_size: int | None = None,
        left_weight: Weight | None = None,
    ) -> None:
        """Words left, a figure right; the words take a line of their own if both do not fit on one."""
        left_size = size if left_size is None else left_size
        left_weight = weight if left_weight is None else left_weight
        used = self.dots(right, size, weight)
        words_wide = self.dots(left, left_size, left_weight)
        if used > self.width:
            while size > SMALL and used > self.width:
                size -= 1
                used = self.dots(right, size, weight)
        if words_wide + indent + 14 + used > self.width:
            self.text(left, left_size, left_weight, indent=indent, most_lines=3)
        else:
            drop = round((self.roll.sizes[size] - self.roll.sizes[left_size]) * 1.12)
            self.y += drop
            self.line(
                left, left_size, left_weight, indent=indent, room=self.width - indent - used, advance=False
            )
            self.y -= drop
        self.line(right, size, weight, Align.RIGHT)

    def dots(self, text: str, size: int, weight: Weight) -> int:
        """How wide a text is."""
        return round(measure(text, self.roll.sizes[size], weight)) + 1

    def head(self) -> None:
        """Whose slip it is."""
        issuer, middle = self.issuer, Align.CENTER
        self._logo()
        self.text(issuer.name, NORMAL, Weight.SEMIBOLD, middle, most_lines=3)
        self.text(issuer.address, SMALL, align=middle, most_lines=4)
        if issuer.tax_id:
            self.text(_("Tax id {tax_id}").format(tax_id=issuer.tax_id), SMALL, align=middle, most_lines=2)
        if issuer.phone:
            self.text(_("Tel. {phone}").format(phone=issuer.phone), SMALL, align=middle, most_lines=2)
        self.gap(6)

    def _logo(self) -> None:
        side = min(120, self.width // 4)
        picture = _logo_picture(self.issuer.logo, side, self.dithered) if self.issuer.logo else None
        if picture is None:
            return
        data, width, height = picture
        top, x = self.y, self.roll.margin + (self.width - width) // 2

        def step(sheet: Sheet, high: int) -> None:
            scale = POINTS_PER_DOT
            sheet.picture(data, x * scale, (high - top - height) * scale, width * scale, height * scale)

        self.steps.append(step)
        self.y += height + 6

    def signature(self, label: str) -> None:
        """A dotted line to sign on."""
        self.gap(self.roll.sizes[NORMAL])
        left = self.dots(label, SMALL, Weight.REGULAR) + 10
        top = self.y + round(self.roll.sizes[SMALL] * 1.2)

        def step(sheet: Sheet, high: int) -> None:
            for x in range(left, self.width - 4, 8):
                self.box(sheet, high, x, top, 3, 2)

        self.steps.append(step)
        self.line(label, SMALL)

    def finish(self) -> bytes:
        """Draw all on a page that is exactly as long as the content."""
        scale = POINTS_PER_DOT
        sheet = Sheet(
            (self.roll.paper * scale, self.y * scale),
            title=self.title,
            author=self.issuer.name,
        )
        for step in self.steps:
            step(sheet, self.y)
        sheet.end_page()
        return sheet.finish()


_LOGO_FORMATS = ("JPEG", "PNG")
_LARGEST_LOGO = 10_000_000
"""Points: the program keeps at most 1200 × 1200."""


@lru_cache(maxsize=8)
def _logo_picture(data: bytes | None, side: int, dithered: bool) -> tuple[bytes, int, int] | None:
    """The logo as a PNG of at most ``side`` dots, dithered to black and white; None if it cannot be read."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data or b""), formats=_LOGO_FORMATS) as opened:
            if opened.width * opened.height > _LARGEST_LOGO:
                return None
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, LookupError, TypeError, Image.DecompressionBombError):
        return None
    share = side / max(picture.size)
    width, height = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    if dithered:
        picture = picture.resize((width, height))
    else:
        picture.thumbnail((side * 3, side * 3))
    ground = Image.new("RGBA", picture.size, "white")
    flat = Image.alpha_composite(ground, picture)
    out = io.BytesIO()
    (flat.convert("1").convert("L") if dithered else flat.convert("RGB")).save(out, "PNG")
    return out.getvalue(), width, height
