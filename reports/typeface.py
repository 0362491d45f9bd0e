"""The two weights of the bundled font: what HarfBuzz needs to shape text, and what each glyph says."""

import re
import threading
from enum import StrEnum
from functools import cache
from typing import Any

from resources import resource


class Weight(StrEnum):
    """The two weights that papers use."""

    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"


class Face:
    """A weight of the bundled font: shapes text and knows how its glyphs are copied out."""

    def __init__(self, weight: Weight) -> None:
        import uharfbuzz as hb

        self.weight = weight
        self.hb = hb
        self.face = hb.Face(hb.Blob.from_file_path(str(resource(f"fonts/Sarabun-{weight}.ttf"))))
        self.font: Any = hb.Font(self.face)
        self.glyph_count = int(self.face.glyph_count)
        self.widths = tuple(int(self.font.get_glyph_h_advance(glyph)) for glyph in range(self.glyph_count))
        self.letters = self._letters()
        extents = self.font.get_font_extents("ltr")
        self.ascent, self.descent = int(extents.ascender), int(extents.descender)
        self._lock = threading.Lock()

    def _letters(self) -> dict[int, str]:
        """What each glyph says when a reader ignores ActualText: its letter, or those in its name."""
        letters: dict[int, str] = {}
        for code in sorted(self.face.unicodes):
            glyph = self.font.get_nominal_glyph(code)
            if glyph is not None and not 0xE000 <= code <= 0xF8FF:
                letters.setdefault(int(glyph), chr(code))
        named = {self.font.glyph_to_string(glyph): letter for glyph, letter in letters.items()}
        for glyph in range(1, self.glyph_count):
            if glyph in letters:
                continue
            name = self.font.glyph_to_string(glyph).split(".")[0]
            if name in named:
                letters[glyph] = named[name]
            elif re.fullmatch("uni(?:0E[0-9A-F]{2}){2,}", name):
                letters[glyph] = bytes.fromhex(name[3:]).decode("utf-16-be")
        return letters

    def shape(self, text: str) -> list[tuple[int, int, int, int]]:
        """The glyphs of a text as (glyph, advance, x offset, y offset) in thousandths of the size."""
        buffer = self.hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "Thai", "th"
        buffer.flags = self.hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        with self._lock:
            self.hb.shape(self.font, buffer, {})
        infos = buffer.glyph_infos
        if not infos:
            return []
        return [
            (info.codepoint, place.x_advance, place.x_offset, place.y_offset)
            for info, place in zip(infos, buffer.glyph_positions, strict=True)
        ]


@cache
def face(weight: Weight) -> Face:
    """The loaded face of a weight."""
    return Face(weight)


def font_name(weight: Weight) -> str:
    """The name under which pages call the font of a weight."""
    return "SamutSemiBold" if weight is Weight.SEMIBOLD else "SamutRegular"
