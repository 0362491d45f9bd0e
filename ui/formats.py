"""How raw values are written on the screen: one function per kind, the same text as on paper."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from app.i18n import _, on_language_change
from app.thai import dates, digits
from app.thai.digits import MINUS
from reports.model import Cell, Kind

DASH = "–"

_SATANG_NAMES = frozenset(
    ["amount", "total", "due", "tendered", "change", "balance", "price", "paid", "short", "over", "satang"]
)


@lru_cache(maxsize=8192)
def money(satang: int, *, whole: bool = False) -> str:
    """Satang as baht: 1,234.50; ``whole`` leaves .00 away (never mix both in one column)."""
    return digits.format_amount(satang, decimals=None if whole else True, minus=MINUS)


def quantity(milli: int) -> str:
    """Thousandths as a number without needless zeros: 1,250.5."""
    return digits.format_quantity(milli, minus=MINUS)


def unit_cost(e4: int) -> str:
    """A unit price or cost (ten-thousandths of a satang) in baht, two places or as many as it has."""
    return digits.format_unit_cost(e4, minus=MINUS)


def percent(basis_points: int) -> str:
    """Basis points as percent, without the sign: 12.5."""
    return digits.format_percent(basis_points, minus=MINUS)


def count(number: int) -> str:
    """A plain count with commas."""
    return f"{MINUS if number < 0 else ''}{abs(number):,}"


@lru_cache(maxsize=4096)
def date(day: dt.date) -> str:
    """A business date for a table or a field, in the Buddhist era: 1 พ.ย. 2569."""
    return dates.format_date(day, "medium")


@lru_cache(maxsize=256)
def month(day: dt.date) -> str:
    """A month by any of its days: พ.ย. 2569."""
    return dates.format_date(day, "month")


def cell(value: Cell, kind: Kind) -> str:
    """A report's cell as text; what is not there is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return month(value) if kind is Kind.MONTH else date(value)
    return _NUMBERS.get(kind, count)(value)


_NUMBERS: dict[Kind, Callable[[int], str]] = {
    Kind.MONEY: money,
    Kind.QUANTITY: quantity,
    Kind.UNIT_COST: unit_cost,
    Kind.PERCENT: percent,
    Kind.COUNT: count,
}


def by_name(name: str, value: object) -> str:
    """A value of an error's sentence, written by what its name says (``_milli``, ``_e4``, an amount …)."""
    if value is None:
        return DASH
    if isinstance(value, dt.date):
        return date(value)
    if name.endswith("_words"):
        return _(str(value))
    if isinstance(value, int) and not isinstance(value, bool):
        if name.endswith("_milli"):
            return quantity(value)
        if name.endswith("_e4"):
            return unit_cost(value)
        if name.rsplit("_", 1)[-1] in _SATANG_NAMES:
            return money(value)
        return count(value)
    return str(value)


def clear_caches(_language: str) -> None:
    """Forget written dates when the language changes."""
    date.cache_clear()
    month.cache_clear()


on_language_change(clear_caches)


def before(value: Cell, kind: Kind) -> str:
    """What a figure was before, in words."""
    return _("before: {value}").format(value=cell(value, kind))
