"""How raw values are written on paper: one way per kind, whole columns alike."""

import datetime as dt
from collections.abc import Callable, Iterable

from app.domain.money import divide_round, round_to
from app.i18n import _
from app.thai.dates import format_date, format_datetime
from app.thai.digits import MINUS, format_amount, format_percent, format_quantity, format_unit_cost
from reports.model import Cell, Kind

ONE_BAHT_E4 = 1_000_000
NUMBERS = frozenset({Kind.MONEY, Kind.UNIT_COST, Kind.QUANTITY, Kind.COUNT, Kind.PERCENT})
"""Kinds whose figures stand right, aligned on their decimal point."""


def _money(value: int) -> str:
    return format_amount(value, minus=MINUS)


def _unit_cost(value: int) -> str:
    """A price or cost of one unit: to the satang, or to its hundredth where it is finer or below one baht."""
    return format_unit_cost(divide_round(value, 100) * 100, minus=MINUS)


def _count(value: int) -> str:
    return f"{MINUS if value < 0 else ''}{abs(value):,}"


_WRITERS: dict[Kind, Callable[[int], str]] = {
    Kind.MONEY: _money,
    Kind.UNIT_COST: _unit_cost,
    Kind.QUANTITY: lambda value: format_quantity(value, minus=MINUS),
    Kind.PERCENT: lambda value: format_percent(value, minus=MINUS),
    Kind.COUNT: _count,
}


def cell_text(value: Cell, kind: Kind) -> str:
    """A cell as text; what is not there is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return format_date(value, "month" if kind is Kind.MONTH else "medium")
    return _WRITERS.get(kind, _count)(value)


def column_texts(values: Iterable[Cell], kind: Kind) -> list[str]:
    """The cells of one column as text, percentages and unit costs with as many decimals as the longest.

    A column of unit costs that holds nothing below one baht is told to the satang.
    """
    cells = list(values)
    if kind is Kind.UNIT_COST:
        numbers = [cell for cell in cells if isinstance(cell, int) and cell]
        if min(map(abs, numbers), default=0) >= ONE_BAHT_E4:
            return [figure_text(cell, kind) for cell in cells]
    texts = [cell_text(cell, kind) for cell in cells]
    if kind not in (Kind.PERCENT, Kind.UNIT_COST):
        return texts
    most = max((len(text.partition(".")[2]) for text in texts), default=0)
    return [_padded(text, most) if text else "" for text in texts]


def _padded(text: str, decimals: int) -> str:
    whole, _point, part = text.partition(".")
    return f"{whole}.{part.ljust(decimals, '0')}" if decimals else whole


def unit_text(kind: Kind) -> str:
    """The unit that stands once beside figures of a kind; empty where the figure needs none."""
    if kind in (Kind.MONEY, Kind.UNIT_COST):
        return _("baht")
    return "%" if kind is Kind.PERCENT else ""


def figure_text(value: Cell, kind: Kind) -> str:
    """A figure that stands out: a cost of one unit from one baht up is told to the satang."""
    if kind is Kind.UNIT_COST and isinstance(value, int) and (not value or abs(value) >= ONE_BAHT_E4):
        return _money(divide_round(value, 10_000))
    return cell_text(value, kind)


def short_texts(values: Iterable[int], kind: Kind) -> Callable[[int], str]:
    """How a chart with these values prints them: money to whole baht, small sums to the satang."""
    known = list(values)
    if kind is not Kind.MONEY:
        return lambda value: figure_text(value, kind)
    if max(map(abs, known), default=0) < 100_000 and any(value % 100 for value in known):
        return _money
    return lambda value: format_amount(round_to(value, 100), decimals=None, minus=MINUS)


def moment_text(moment: dt.datetime) -> str:
    """When a paper was printed."""
    return format_datetime(moment)
