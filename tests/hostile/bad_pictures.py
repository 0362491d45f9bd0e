"""Files that are given out as pictures: bombs, cut, of other kinds, with a camera's notes."""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

GOOD = ("JPEG", "PNG", "WEBP", "BMP", "GIF")


def encoded(image: Image.Image, kind: str, **more: object) -> bytes:
    """A picture in a file's form."""
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, body: bytes | None = None, *, bits: int = 1, color: int = 0) -> bytes:
    """A PNG of one colour whose size is only said: its body is small."""
    row = bytes(1 + (width * bits * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color] + 7) // 8)
    if body is None:
        packer = zlib.compressobj(9)
        body = b"".join(packer.compress(row) for _row in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def too_large() -> Iterator[tuple[str, bytes]]:
    """Small files of millions of points: refused by their header."""
    yield "png of 13000", png(13_000, 13_000)
    yield "png of 2 billion", png(2**31 - 1, 2**31 - 1, b"")
    yield "png of one long row", png(2**31 - 1, 1, b"")
    yield "png of colours of 9000", png(9_000, 9_000, b"", bits=16, color=6)
    jpeg = bytearray(encoded(Image.new("L", (64, 64)), "JPEG"))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    yield "jpeg of 65000", bytes(jpeg)
    gif = bytearray(encoded(Image.new("P", (8, 8)), "GIF"))
    gif[6:10] = struct.pack("<HH", 65_535, 65_535)
    yield "gif of 65535", bytes(gif)
    bmp = bytearray(encoded(Image.new("RGB", (8, 8)), "BMP"))
    bmp[18:26] = struct.pack("<ii", 30_000, 30_000)
    yield "bmp of 30000", bytes(bmp)
    webp = b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff" * 6
    yield "webp of 16 million", webp + bytes(100)


def broken() -> Iterator[tuple[str, bytes]]:
    """Cut, changed, or of no kind that is taken."""
    image = Image.effect_noise((80, 60), 60)
    for kind in GOOD:
        data = encoded(image.convert("RGB"), kind)
        for part in (1, 3, 5, 9):
            yield f"{kind} cut at {part} tenths", data[: len(data) * part // 10]
        changed = bytearray(data)
        for place in range(20, len(changed), 7):
            changed[place] ^= 0x5A
        yield f"{kind} of noise", bytes(changed)
        yield f"{kind} only its head", data[:12]
    text = _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))
    small = png(8, 8)
    yield "png with a bomb of text", small[:33] + text + small[33:]
    profile = _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))
    yield "png with a bomb of colours", small[:33] + profile + small[33:]
    yield "png body that goes on", png(100, 100, zlib.compress(bytes(100_000_000), 9))
    yield "png of no points", png(0, 0, b"")
    yield "bmp below nothing", _bmp(-5, 5)
    yield "bmp of no width", _bmp(0, 2**31 - 1)
    for name, kind in (("tiff", "TIFF"), ("ico", "ICO"), ("ppm", "PPM"), ("tga", "TGA"), ("pdf", "PDF")):
        yield name, encoded(Image.new("RGB", (32, 32)), kind)
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    yield "svg", svg.encode()
    yield "eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n"
    yield "xml of laughs", b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>'
    yield "nothing", b""
    yield "text", "รูป".encode() * 50
    yield "zip", b"PK\x03\x04" + bytes(500)


def _bmp(width: int, height: int) -> bytes:
    data = bytearray(encoded(Image.new("RGB", (8, 8)), "BMP"))
    data[18:26] = struct.pack("<ii", width, height)
    return bytes(data)


def right() -> Iterator[tuple[str, bytes]]:
    """Pictures to take, of every kind and colour, some with notes of who made them where."""
    image = Image.effect_noise((300, 200), 60)
    for kind in GOOD:
        yield f"right {kind}", encoded(image.convert("RGB"), kind)
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        yield f"right png {mode.replace(';', '')}", encoded(image.convert(mode), "PNG")
    yield "right jpeg CMYK", encoded(image.convert("CMYK"), "JPEG")
    notes = Image.Exif()
    notes[0x010F] = "SECRETMAKER"
    notes[0x9286] = "SECRETWORDS"
    notes.get_ifd(0x8825)[2] = (7.0, 53.0, 21.0)
    for turn in (1, 3, 6, 8, 99):
        notes[0x0112] = turn
        yield f"right with notes {turn}", encoded(image.convert("RGB"), "JPEG", exif=notes)
    yield "right png with notes", encoded(image.convert("RGB"), "PNG", exif=notes)
    frames = [image.convert("P")] * 3
    yield "right gif that moves", encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    yield "right as large as may be", png(6_300, 6_300)
    yield "right of all colours as large as may be", png(6_300, 6_300, bits=8, color=6)
    yield "right and 16 bits deep", png(4_000, 4_000, bits=16, color=2)
    yield "right with something behind", encoded(image.convert("RGB"), "PNG") + b"PK\x03\x04 x" * 100
