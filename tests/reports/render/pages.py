"""Looks into a PDF from outside: its text by two readers, its ink, its fonts."""

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pypdfium2
from PIL import Image

from reports.render.picture import pdf_page_images

POPPLER = shutil.which("pdftotext")


def texts(pdf: bytes) -> list[str]:
    """What PDFium copies out of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            reader = page.get_textpage()
            found.append(reader.get_text_range())
            reader.close()
            page.close()
        return found
    finally:
        document.close()


def poppler_text(pdf: bytes, folder: Path) -> str:
    """What Poppler copies out of the whole document."""
    assert POPPLER
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([POPPLER, "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def boxes(pdf: bytes, page: int, text: str) -> list[tuple[float, float, float, float]]:
    """Where a text stands on a page: (left, bottom, right, top) in points, for every place."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        opened = document[page]
        reader = opened.get_textpage()
        finder = reader.search(text, match_case=True)
        found = []
        while (hit := finder.get_next()) is not None:
            index, count = hit
            letters = [reader.get_charbox(at) for at in range(index, index + count)]
            letters = [box for box in letters if box[2] > box[0]]
            found.append(
                (
                    min(box[0] for box in letters),
                    min(box[1] for box in letters),
                    max(box[2] for box in letters),
                    max(box[3] for box in letters),
                )
            )
        finder.close()
        reader.close()
        opened.close()
        return found
    finally:
        document.close()


def picture(pdf: bytes, page: int = 0, dpi: float = 96) -> Image.Image:
    """One page in grey."""
    return pdf_page_images(pdf, dpi)[page].convert("L")


def ink(image: Image.Image, dark: int = 200) -> tuple[int, int, int, int] | None:
    """The box around everything that is not white."""
    return image.point(lambda grey: 255 if grey < dark else 0).getbbox()


def streams(pdf: bytes) -> list[bytes]:
    """Every stream of a document, unpacked where it is packed."""
    found = []
    for match in re.finditer(rb"stream\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            found.append(match[1])
    return found
