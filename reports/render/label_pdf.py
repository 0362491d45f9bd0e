"""Addresses on sheets of labels: as many on a page as the format says, nothing beside them.

Imports reportlab, so import it on first use.
"""

from reports.model import LabelFormat, Labels
from reports.render.canvas import Sheet
from reports.render.label_area import area
from reports.render.style import A4, MM
from reports.thai_text import Weight, wrap

_INSIDE = 3.5 * MM
_LARGEST, _SMALLEST = 12.0, 6.5


def render_labels_pdf(labels: Labels) -> bytes:
    """All labels, beginning behind those that are gone; reproducible byte for byte."""
    form = labels.sheet
    assert form is not None
    sheet = Sheet(A4, title=labels.title, author=labels.issuer.name)
    place = labels.used % form.on_a_sheet
    for lines in labels.labels:
        if place == form.on_a_sheet:
            sheet.end_page()
            place = 0
        _draw(sheet, form, place, lines)
        place += 1
    sheet.end_page()
    return sheet.finish()


def _draw(sheet: Sheet, form: LabelFormat, place: int, lines: tuple[str, ...]) -> None:
    left, top, width, height = area(form, place, _INSIDE)
    size = _LARGEST
    while True:
        wrapped = [
            (text, weight)
            for number, line in enumerate(lines)
            for weight in (Weight.REGULAR if number else Weight.SEMIBOLD,)
            for text in wrap(line, width, size, weight)
        ]
        if len(wrapped) * size * 1.4 <= height or size <= _SMALLEST:
            break
        size -= 0.5
    room = max(1, int(height / (size * 1.4)))
    y = top
    for text, weight in wrapped[:room]:
        sheet.fitted(left, y - size, text, size, weight, width=width)
        y -= size * 1.4
