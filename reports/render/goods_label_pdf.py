"""Labels of goods on sheets: name, price in large figures, facts, a barcode with its number.

Imports reportlab, so import it on first use.
"""

from reports.goods_model import GoodsLabel, GoodsLabels
from reports.model import LabelFormat
from reports.render.barcodes import bars
from reports.render.canvas import Sheet
from reports.render.label_area import area
from reports.render.style import A4, MM
from reports.thai_text import Align, Weight, measure, wrap

_INSIDE = 3 * MM
_LARGEST, _SMALLEST = 11.0, 5.0
_SMALLEST_ABOVE = 9.5
"""Words stand above the barcode, not beside it, where their title can be as large as this."""
_LEADING = 1.4
_NARROWEST = 0.25 * MM
"""Of a bar: narrower ones are not read."""
_WIDE = 70 * MM
"""From this width on a barcode stands beside the words, not below."""
_CODE_SHARE = 0.36
_QUIET = 10
"""Modules of white at both sides of a barcode."""


def render_goods_labels_pdf(report: GoodsLabels) -> bytes:
    """All labels, beginning behind those that are gone; reproducible byte for byte."""
    form = report.sheet
    assert form is not None
    sheet = Sheet(A4, title=report.title, author=report.issuer.name)
    place = report.used % form.on_a_sheet
    for label in report.labels:
        if place == form.on_a_sheet:
            sheet.end_page()
            place = 0
        _draw(sheet, form, place, label)
        place += 1
    sheet.end_page()
    return sheet.finish()


def _draw(sheet: Sheet, form: LabelFormat, place: int, label: GoodsLabel) -> None:
    left, top, width, height = area(form, place, _INSIDE)
    bottom = top - height
    if label.barcode and label.lines and width >= _WIDE:
        room = width * _CODE_SHARE
        tall = _barcode(sheet, label.barcode, left + width - room, bottom, room, height)
        if _height(label, width, _SMALLEST_ABOVE) <= height - tall:
            bottom += tall  # all words stand above the barcode, over the whole width
        else:
            width -= room + _INSIDE
    elif label.barcode:
        bottom += _barcode(sheet, label.barcode, left, bottom, width, height)
    if label.price:
        bottom += _price(sheet, label, left, bottom, width, top - bottom)
    _words(sheet, label, left, top, width, top - bottom)


def _words(sheet: Sheet, label: GoodsLabel, left: float, top: float, width: float, height: float) -> None:
    """The name and the facts, as large as there is room."""
    size = _LARGEST
    while size > _SMALLEST and _height(label, width, size) > height:
        size -= 0.25
    wrapped = _wrapped(label, width, size)
    y = top
    for text, weight, points in wrapped:
        if y - points * _LEADING < top - height - 0.5:
            break
        sheet.fitted(left, y - points, text, points, weight, width=width)
        y -= points * _LEADING


def _wrapped(label: GoodsLabel, width: float, size: float) -> list[tuple[str, Weight, float]]:
    """The lines at a size of the title, with their weight and size."""
    return [
        (text, _weight(number), size if not number else size * 0.8)
        for number, line in enumerate((label.title, *label.lines))
        for text in wrap(line, width, size if not number else size * 0.8, _weight(number))
    ]


def _height(label: GoodsLabel, width: float, size: float) -> float:
    """How high the words stand at a size of the title."""
    return sum(each[2] for each in _wrapped(label, width, size)) * _LEADING


def _weight(number: int) -> Weight:
    return Weight.REGULAR if number else Weight.SEMIBOLD


def _price(sheet: Sheet, label: GoodsLabel, left: float, bottom: float, width: float, height: float) -> float:
    """The price, as large as fits, and what it is for; how high it is."""
    size = min(34.0, height * 0.42)
    per = 9.0 if size > 20 else 7.0
    while size > 9:
        wanted = measure(label.price, size, Weight.SEMIBOLD) + 4 + measure(label.per, per)
        if wanted <= width:
            break
        size -= 1
    across = sheet.text(left, bottom + size * 0.22, label.price, size, Weight.SEMIBOLD)
    rest = width - across - 4
    sheet.fitted(left + across + 4, bottom + size * 0.22, label.per, per, width=rest, color="ink-soft")
    return size * 1.15


def _barcode(sheet: Sheet, value: str, left: float, bottom: float, width: float, height: float) -> float:
    """A barcode with its value below; how high both are. One that would be too fine to read is left out."""
    found, modules = bars(value)
    room = width / (modules + 2 * _QUIET) if modules else 0
    if not found or room < _NARROWEST:
        sheet.fitted(left, bottom + 2, value, 6, width=width, color="ink-soft")
        return 10
    module = min(room, 0.4 * MM)
    across, tall = module * modules, min(12 * MM, height * 0.28)
    start = left + _QUIET * module if width < across * 1.6 else left + (width - across) / 2
    y = bottom + 8
    sheet.boxes([(start + x * across, y, share * across, tall) for x, share in found], "black")
    sheet.fitted(start, bottom + 1, value, 6.5, width=across, align=Align.CENTER)
    return tall + 12
