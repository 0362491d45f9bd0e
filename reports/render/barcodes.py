"""Barcodes for papers, by reportlab's own: EAN-13 and EAN-8 where the digits are right, else Code 128."""

from collections.abc import Iterator
from typing import Any

Bar = tuple[float, float]
"""Where a bar begins and how wide it is, in units of the whole barcode's width."""
_EAN = {13: "EAN13", 8: "EAN8"}


def kind_of(value: str) -> str:
    """The symbology for a value; empty for one that no barcode can hold."""
    if not value or not value.isascii() or not value.isprintable() or len(value) > 48:
        return ""
    if value.isdigit() and len(value) in _EAN and _is_checked(value):
        return _EAN[len(value)]
    return "Code128"


def bars(value: str) -> tuple[tuple[Bar, ...], int]:
    """The bars of a barcode as shares of its width, and how many modules wide it is; none without a value."""
    kind = kind_of(value)
    if not kind:
        return (), 0
    from reportlab.graphics import barcode

    make: Any = barcode.createBarcodeDrawing
    drawing = make(kind, value=value, humanReadable=False, quiet=0)
    found = sorted(_rectangles(drawing.contents))
    if not found:
        return (), 0
    left = found[0][0]
    right = max(x + width for x, width in found)
    narrow = min(width for _x, width in found)
    across = right - left
    return tuple(((x - left) / across, width / across) for x, width in found), round(across / narrow)


def _rectangles(contents: Any) -> Iterator[Bar]:
    for each in contents:
        if hasattr(each, "draw") and not hasattr(each, "contents"):
            yield from _rectangles([each.draw()])
        elif hasattr(each, "contents"):
            yield from _rectangles(each.contents)
        elif type(each).__name__ == "Rect" and each.width > 0 and _is_black(each):
            yield float(each.x), float(each.width)


def _is_black(rectangle: Any) -> bool:
    color = rectangle.fillColor
    return color is not None and (color.red, color.green, color.blue) == (0, 0, 0)


def _is_checked(digits: str) -> bool:
    """Whether the last digit of an EAN fits the others."""
    weighted = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(digits)))
    return weighted % 10 == 0
