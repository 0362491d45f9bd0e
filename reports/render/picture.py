"""Papers as pictures: pages for the preview, a receipt for a chat, the dots of a slip printer.

All are rendered from the very PDF that prints, so that they cannot differ. pypdfium2 and Pillow are imported
on first use.
"""

import io
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from reports.model import Receipt
from reports.render.receipt_pdf import Paper, render_receipt_pdf

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

DOTS_PER_INCH: Final = 203.2
"""A slip printer's head: 8 dots to the millimetre."""
WIDTHS: Final[dict[int, Paper]] = {384: "58", 576: "80"}
"""Dots that heads print, and their paper."""
_DARK = 150  # grey below this is printed: keeps the thin strokes of Thai letters whole
MANY_PAGES = 20
"""Behind so many pages a bigger file that is made sooner is better."""
_PDFIUM = threading.Lock()  # PDFium must not be called from two threads at once


def pdf_page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(document.get_page_size(page) for page in range(len(document)))
        finally:
            document.close()


def pdf_page_png(pdf: bytes, page: int, width: int) -> bytes:
    """One page (from 0) as a PNG exactly ``width`` pixels wide, for a preview; raises IndexError."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            image = _rendered(document, page, width * 72 / document.get_page_size(page)[0])
        finally:
            document.close()
    return _png(image, quick=True)


def pdf_page_images(pdf: bytes, dpi: float) -> tuple["Image", ...]:
    """All pages as pictures at a resolution."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_rendered(document, page, dpi) for page in range(len(document)))
        finally:
            document.close()


def pdf_page_pngs(
    pdf: bytes,
    dpi: float,
    *,
    progress: Callable[[int, int, str], object] | None = None,
    most: int | None = None,
) -> tuple[bytes, ...]:
    """The pages, or the first ``most``, as PNG files, one after the other so that a thick paper fits.

    ``progress`` is told of each page (done, all, nothing) and may raise to stop.
    """
    import pypdfium2

    made: list[bytes] = []
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            count = len(document) if most is None else min(most, len(document))
            for page in range(count):
                if progress is not None:
                    progress(page, count, "")
                made.append(_png(_rendered(document, page, dpi), quick=count > MANY_PAGES))
        finally:
            document.close()
    return tuple(made)


def receipt_png(receipt: Receipt, paper: Paper = "80", *, zoom: int = 2) -> bytes:
    """The receipt as a PNG for a chat, ``zoom`` times as fine as a slip printer."""
    if paper in ("58", "80"):
        from reports.render.slip import draw_slip
        from reports.render.strip import ROLLS

        pdf = draw_slip(receipt, ROLLS[paper], dithered=False)
    else:
        pdf = render_receipt_pdf(receipt, paper)
    pages = pdf_page_images(pdf, DOTS_PER_INCH * zoom if paper in ("58", "80") else 144)
    return _png(_stacked(pages).convert("RGB"))


def receipt_dots(receipt: Receipt, width_dots: int = 576) -> "Image":
    """The slip in black and white as a head prints it, exactly ``width_dots`` wide (384 or 576).

    Raises ValueError for another width.
    """
    if width_dots not in WIDTHS:
        raise ValueError(f"no head of {width_dots} dots")
    return slip_dots(render_receipt_pdf(receipt, WIDTHS[width_dots]), width_dots)


def slip_dots(pdf: bytes, width_dots: int) -> "Image":
    """A slip of one page in black and white as a head of 384 or 576 dots prints it."""
    from PIL import Image as Pictures

    from reports.render.strip import ROLLS

    roll = ROLLS[WIDTHS[width_dots]]
    (page,) = pdf_page_images(pdf, DOTS_PER_INCH)
    height = round(page.height)
    printed = page.convert("L").crop((roll.margin, 0, roll.margin + width_dots, height))
    return printed.point(lambda grey: 255 if grey >= _DARK else 0).convert("1", dither=Pictures.Dither.NONE)


def slip_png(pdf: bytes, *, zoom: int = 2) -> bytes:
    """A slip as a PNG, ``zoom`` times as fine as a slip printer."""
    return _png(_stacked(pdf_page_images(pdf, DOTS_PER_INCH * zoom)).convert("RGB"))


def _rendered(document: "PdfDocument", page: int, dpi: float) -> "Image":
    opened = document[page]
    try:
        # PDFium stretches a page over whole pixels, rounded up. Without the last millionth a slip of 640 dots
        # would be stretched over 641, and no rule or square would fall on its dot.
        bitmap = opened.render(scale=dpi / 72 * (1 - 1e-6), rev_byteorder=True)
        image: Image = bitmap.to_pil().copy()
        bitmap.close()
    finally:
        opened.close()
    return image


def _stacked(pages: "tuple[Image, ...]") -> "Image":
    """Pages below each other as one picture."""
    if len(pages) == 1:
        return pages[0]
    from PIL import Image as Pictures

    whole = Pictures.new(
        "RGB", (max(page.width for page in pages), sum(page.height for page in pages)), "white"
    )
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height
    return whole


def _png(image: "Image", *, quick: bool = False) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1 if quick else 6)
    return out.getvalue()
