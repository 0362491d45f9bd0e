"""The sheet that papers are drawn on: reportlab's canvas with our font, palette and one way to draw text.

The font goes into the document as one Type 0 font per weight, its glyphs named by their own numbers, cut
down by HarfBuzz to what the document uses (0.1 ms; reportlab's own subsetting takes 3). reportlab is
imported with this module, so import it on first use.
"""

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from reports import thai_text
from reports.render.style import rgb
from reports.thai_text import Align, Weight, number
from reports.typeface import face, font_name

rl_config.useA85 = 0  # binary streams: a fifth smaller and not encoded letter by letter in Python
LARGEST_PICTURE = 10_000_000
"""Points of a picture on paper: the program keeps at most 1200 × 1200, a strange book anything."""
_DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2", "gasp", "STAT", "DSIG", "kern")


class _Named:
    """A face as reportlab's registry wants it: only its name counts."""

    builtIn = 0  # noqa: N815 - reportlab's own name

    def __init__(self, name: str) -> None:
        self.name = name


class PaperFont:
    """One weight as a dynamic font of reportlab: it writes its objects when the document is saved."""

    _multiByte = 1  # noqa: N815 - reportlab's own name
    _dynamicFont = 1  # noqa: N815 - reportlab's own name

    def __init__(self, weight: Weight) -> None:
        self.weight = weight
        self.fontName = font_name(weight)
        self.face = _Named(self.fontName)

    def stringWidth(self, text: str, size: float, _encoding: str = "utf8") -> float:  # noqa: N802
        """The width of a text in points, as reportlab asks for it."""
        return thai_text.measure(text, size, self.weight)


class DocumentFont:
    """The glyphs that one document uses of one weight."""

    def __init__(self, weight: Weight) -> None:
        self.weight = weight
        self.glyphs: set[int] = {0}
        self.boxes: dict[str, int] = {}

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab calls it by this name
        """Write the font, its widths and what its glyphs say into the document."""
        chosen = face(self.weight)
        glyphs = tuple(sorted(self.glyphs))
        name = f"{_tag(glyphs)}+Sarabun-{self.weight}"
        program = pdfdoc.PDFStream(content=_subset(self.weight, glyphs), filters=[pdfdoc.PDFZCompress])
        program.dictionary["Length1"] = len(program.content)
        says = _to_unicode(self.weight, glyphs, tuple(self.boxes.items()))
        to_unicode = pdfdoc.PDFStream(content=says, filters=[pdfdoc.PDFZCompress])
        inner = font_name(self.weight)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-600, -500, 1400, 1300]),
                "ItalicAngle": 0,
                "Ascent": chosen.ascent,
                "Descent": chosen.descent,
                "CapHeight": 700,
                "StemV": 120 if self.weight is Weight.SEMIBOLD else 80,
                "FontFile2": document.Reference(program, f"program:{inner}"),
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "CIDToGIDMap": self._glyph_map(document),
                "DW": chosen.widths[0],
                "W": pdfdoc.PDFArray(_widths(chosen.widths, glyphs)),
                "FontDescriptor": document.Reference(descriptor, f"descriptor:{inner}"),
            }
        )
        document.idToObject["BasicFonts"].dict[inner] = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant:{inner}")]),
                "ToUnicode": document.Reference(to_unicode, f"unicode:{inner}"),
            }
        )

    def _glyph_map(self, document: Any) -> Any:
        """Glyphs are named by their own numbers; numbers beyond them are boxes (glyph 0)."""
        if not self.boxes:
            return pdfdoc.PDFName("Identity")
        count = face(self.weight).glyph_count
        table = b"".join(glyph.to_bytes(2, "big") for glyph in range(count)) + bytes(2 * len(self.boxes))
        stream = pdfdoc.PDFStream(content=table, filters=[pdfdoc.PDFZCompress])
        return document.Reference(stream, f"glyphs:{font_name(self.weight)}")


class Sheet(Canvas):
    """A document under way: text, rules, boxes and pictures in points, ``y`` upwards from the bottom."""

    _doc: Any
    _code: list[str]

    def __init__(
        self, size: tuple[float, float], *, title: str = "", author: str = "", zoom: float = 1
    ) -> None:
        _register()
        super().__init__(
            io.BytesIO(),
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=font_name(Weight.REGULAR),  # type: ignore[arg-type]
            lang="th-TH",
        )
        self._fonts: dict[Weight, DocumentFont] = {}
        self._seen: set[tuple[Weight, Sequence[int]]] = set()
        self._filled = self._stroked = ""
        self._pages: list[Any] = []
        self._zoom = zoom
        self._begin_page()
        self.setTitle(thai_text.visible(title))
        self.setAuthor(thai_text.visible(author))
        self.setCreator("Samut")
        self.setProducer("Samut")

    def use_glyphs(self, weight: Weight, glyphs: Sequence[int]) -> None:
        """Note glyphs that the document's font has to hold."""
        if (weight, glyphs) in self._seen:
            return
        self._seen.add((weight, glyphs))
        self._font(weight).glyphs.update(glyphs)

    def box_for(self, weight: Weight, letters: str) -> int:
        """The number of a glyph that looks like a box and copies as these letters."""
        boxes = self._font(weight).boxes
        return boxes.setdefault(letters, face(weight).glyph_count + len(boxes))

    def _font(self, weight: Weight) -> DocumentFont:
        font = self._fonts.get(weight)
        if font is None:
            font = self._fonts[weight] = DocumentFont(weight)
            self._doc.delayedFonts.append(font)
        return font

    def ink(self, color: str) -> None:
        """Fill and text in a colour of the palette from here on."""
        if color != self._filled:
            self._filled = color
            self._code.append(f"{rgb(color)} rg")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        weight: Weight = Weight.REGULAR,
        *,
        color: str = "ink",
        align: Align = Align.LEFT,
        width: float = 0,
        copied: str | None = None,
    ) -> float:
        """One line of text, its baseline at ``y``; returns its width."""
        self.ink(color)
        return thai_text.draw(self, x, y, text, size, weight, align=align, width=width, copied=copied)

    def fitted(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        weight: Weight = Weight.REGULAR,
        *,
        width: float,
        color: str = "ink",
        align: Align = Align.LEFT,
    ) -> float:
        """One line of text that is cut for the eye where its box ends, and copies whole."""
        self.ink(color)
        return thai_text.draw_fitted(self, x, y, text, size, weight, width=width, align=align)

    def rule(self, x1: float, y1: float, x2: float, y2: float, color: str, width: float = 0.5) -> None:
        """A straight line."""
        if color != self._stroked:
            self._stroked = color
            self._code.append(f"{rgb(color)} RG")
        self._code.append(f"{number(width)} w {number(x1)} {number(y1)} m {number(x2)} {number(y2)} l S")

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A filled rectangle, ``y`` its lower edge."""
        self.ink(color)
        self._code.append(f"{number(x)} {number(y)} {number(width)} {number(height)} re f")

    def boxes(self, rectangles: Sequence[tuple[float, float, float, float]], color: str) -> None:
        """Many filled rectangles in one go (a QR code)."""
        if not rectangles:
            return
        self.ink(color)
        self._code.append(
            " ".join(f"{number(x)} {number(y)} {number(w)} {number(h)} re" for x, y, w, h in rectangles)
            + " f"
        )

    def shape(self, corners: Sequence[tuple[float, float]]) -> None:
        """A filled polygon in the colour that is on."""
        path = " l ".join(f"{number(x)} {number(y)}" for x, y in corners[1:])
        self._code.append(f"{number(corners[0][0])} {number(corners[0][1])} m {path} l h f")

    def draw(self, code: str) -> None:
        """Lines of a drawing that keeps and gives back colours by itself (a pictogram)."""
        self._code.append(code)

    def disc(self, x: float, y: float, radius: float) -> None:
        """A filled circle in the colour that is on."""
        pull = radius * 0.5523
        curves = (
            (x + radius, y + pull, x + pull, y + radius, x, y + radius),
            (x - pull, y + radius, x - radius, y + pull, x - radius, y),
            (x - radius, y - pull, x - pull, y - radius, x, y - radius),
            (x + pull, y - radius, x + radius, y - pull, x + radius, y),
        )
        path = " ".join(" ".join(map(number, curve)) + " c" for curve in curves)
        self._code.append(f"{number(x + radius)} {number(y)} m {path} f")

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> bool:
        """A PNG or JPEG in a box, its proportions kept; False if it cannot be read (the paper goes on)."""
        try:
            image = ImageReader(io.BytesIO(data))
            if image.getSize()[0] * image.getSize()[1] > LARGEST_PICTURE:
                return False
            self.drawImage(image, x, y, width, height, mask="auto", preserveAspectRatio=True, anchor="nw")
        except Exception:  # a broken logo must never keep a receipt from printing
            return False
        return True

    def picture_height(self, data: bytes, width: float, most: float) -> float:
        """How high ``picture`` draws it in a box this wide and at most so high; ``most`` if unreadable."""
        try:
            across, down = ImageReader(io.BytesIO(data)).getSize()
            return min(most, width * down / across)
        except Exception:  # as ``picture``: what cannot be read gets an empty box
            return most

    @property
    def page_count(self) -> int:
        """How many pages are closed."""
        return len(self._pages)

    def end_page(self) -> None:
        """Close the page; whatever comes now stands on the next."""
        name = self._doc.thisPageName()
        self.showPage()
        self._pages.append(self._doc.idToObject[name])
        self._begin_page()

    def _begin_page(self) -> None:
        self._filled = self._stroked = ""
        if self._zoom != 1:
            self._code.append(f"{1 / self._zoom:.5f} 0 0 {1 / self._zoom:.5f} 0 0 cm")

    def on_every_page(self, draw: Callable[[int, int], None]) -> None:
        """Draw on each closed page once all are known: ``draw(page from 1, pages)``."""
        self.on_pages(0, len(self._pages), draw)

    def on_pages(self, first: int, last: int, draw: Callable[[int, int], None]) -> None:
        """The same on the closed pages from the index ``first`` to before ``last``."""
        for index in range(first, last):
            self._code = []
            self._filled = self._stroked = ""
            draw(index + 1, len(self._pages))
            self._pages[index].stream += "\n".join(self._code) + "\n"
        self._code = []

    def keep(self) -> None:
        """Remember colours and clipping until ``back``."""
        self._code.append("q")

    def clip(self, x: float, y: float, width: float, height: float) -> None:
        """Draw only inside a rectangle until ``back``."""
        self._code.append(f"{number(x)} {number(y)} {number(width)} {number(height)} re W n")

    def back(self) -> None:
        """Undo what came since ``keep``."""
        self._code.append("Q")
        self._filled = self._stroked = ""

    def finish(self) -> bytes:
        """The whole document."""
        if not self._pages:
            self.end_page()
        self._code = []  # a page that was begun and not ended is no page
        return bytes(self.getpdfdata())  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1)
def _register() -> None:
    for weight in Weight:
        pdfmetrics.registerFont(PaperFont(weight))


@lru_cache(maxsize=64)
def _subset(weight: Weight, glyphs: tuple[int, ...]) -> bytes:
    """The font's file with only these glyphs, which keep their numbers."""
    chosen = face(weight)
    hb = chosen.hb
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.glyph_set.update(glyphs)
    dropped = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    for table in _DROPPED_TABLES:
        dropped.add(int.from_bytes(table.encode(), "big"))
    return bytes(hb.subset(chosen.face, wanted).blob.data)


@lru_cache(maxsize=64)
def _to_unicode(weight: Weight, glyphs: tuple[int, ...], boxes: tuple[tuple[str, int], ...]) -> bytes:
    """The table that tells a reader what each glyph says."""
    letters = face(weight).letters
    says = [(glyph, letters[glyph]) for glyph in glyphs if glyph in letters]
    says += [(glyph, text) for text, glyph in boxes]
    pairs = [f"<{glyph:04x}><{text.encode('utf-16-be').hex()}>" for glyph, text in says]
    blocks = "\n".join(
        f"{len(pairs[start : start + 100])} beginbfchar\n"
        + "\n".join(pairs[start : start + 100])
        + "\nendbfchar"
        for start in range(0, len(pairs), 100)
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n"
        f"{blocks}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _widths(widths: Sequence[int], glyphs: Sequence[int]) -> list[Any]:
    """Widths by glyph in the form that PDF wants: first glyph of a row, then the row."""
    rows: list[Any] = []
    row: list[int] = []
    last = -2
    for glyph in glyphs:
        if glyph != last + 1:
            row = []
            rows += [glyph, pdfdoc.PDFArray(row)]
            row = rows[-1].sequence
        row.append(widths[glyph])
        last = glyph
    return rows


def _tag(glyphs: tuple[int, ...]) -> str:
    """Six capitals that name a subset."""
    value = 0
    for glyph in glyphs:
        value = (value * 1009 + glyph + 1) % 26**6
    return "".join(chr(65 + value // 26**place % 26) for place in range(6))
