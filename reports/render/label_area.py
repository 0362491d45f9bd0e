"""Where on a sheet a label is written: inside it, and not at the paper's edge, which printers leave out."""

from reports.model import LabelFormat
from reports.render.style import A4, MM

_EDGE = 6 * MM
"""Most printers leave about so much of a sheet white."""


def area(form: LabelFormat, place: int, inside: float) -> tuple[float, float, float, float]:
    """Left, top (from below), width and height of what may be written on at a place of the sheet."""
    down, across = divmod(place, form.across)
    left = (form.left + across * (form.width + form.gap)) * MM / 10
    top = A4[1] - (form.top + down * form.height) * MM / 10
    right, bottom = left + form.width * MM / 10, top - form.height * MM / 10
    left, right = max(left + inside, _EDGE), min(right - inside, A4[0] - _EDGE)
    top, bottom = min(top - inside, A4[1] - _EDGE), max(bottom + inside, _EDGE)
    return left, top, right - left, top - bottom
