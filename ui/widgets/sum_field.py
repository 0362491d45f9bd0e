"""A field for an amount that adds up what is typed."""

from app.domain.household.diary import parse_sum
from ui.widgets.fields import MoneyField


class SumField(MoneyField):
    """Baht and satang; several are added up: 20+35."""

    _reader = staticmethod(parse_sum)
