"""A field of whole days: how long goods keep, when money comes."""

from app.errors import UserError
from app.i18n import N_
from app.thai import digits
from ui import formats
from ui.widgets.fields import NumberField


class WholeDaysError(UserError):
    """A part of a day where whole days are asked."""

    message = N_("Please enter whole days.")


def read_days(text: str, *, negative: bool = False) -> int:
    """A number of whole days; raises WholeDaysError and what ``parse_quantity`` raises."""
    days, part = divmod(digits.parse_quantity(text, negative=negative), 1000)
    if part:
        raise WholeDaysError
    return days


class DaysField(NumberField):
    """Whole days."""

    _reader = staticmethod(read_days)
    _writer = staticmethod(formats.count)
