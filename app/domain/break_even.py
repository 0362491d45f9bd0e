"""Prices, margins, break-even, shares and returns: what a cost means for the one who sells."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.errors import UserError
from app.i18n import N_

_WHOLE_BP = 10_000


class MarginTooLargeError(UserError):
    """A margin of the price must stay below 100 %."""

    message = N_("A margin of the price has to be below 100 %.")


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Where sales just cover the cost: units in thousandths, baht in satang."""

    units_milli: int
    amount: int
    contribution_e4: int
    price_e4: int

    @property
    def whole_units(self) -> int:
        """The first whole number of units at which nothing is lost."""
        return -(-self.units_milli // money.MILLI)

    def shown(self, places: int = 2) -> tuple[int, int]:
        """Units rounded to 0–3 places (in thousandths) and the sales of exactly those units."""
        units = money.round_to(self.units_milli, 10 ** (3 - places))
        return units, money.times(self.price_e4, units)


def break_even(fixed: int, price_e4: int, variable_e4: int) -> BreakEven | None:
    """Units and baht at which contribution covers the fixed cost; None if the price never does."""
    contribution_e4 = price_e4 - variable_e4
    if contribution_e4 <= 0:
        return None
    return BreakEven(
        units_milli=money.divide_round(fixed * money.E4 * money.MILLI, contribution_e4),
        amount=money.divide_round(fixed * price_e4, contribution_e4),
        contribution_e4=contribution_e4,
        price_e4=price_e4,
    )


def margin_bp(price: int, cost: int) -> int:
    """Profit in basis points of the price; both in the same unit."""
    return money.ratio_bp(price - cost, price)


def markup_bp(price: int, cost: int) -> int:
    """Profit in basis points of the cost; both in the same unit."""
    return money.ratio_bp(price - cost, cost)


def price_at_margin(cost_e4: int, margin: int) -> int:
    """Unit price (e4) that leaves ``margin`` basis points of the price.

    Raises MarginTooLargeError from 100 % on.
    """
    if margin >= _WHOLE_BP:
        raise MarginTooLargeError
    return money.divide_round(cost_e4 * _WHOLE_BP, _WHOLE_BP - margin)


def price_at_markup(cost_e4: int, markup: int) -> int:
    """Unit price (e4) of cost and ``markup`` basis points of it on top."""
    return cost_e4 + money.percent(cost_e4, markup)


@dataclass(frozen=True, slots=True)
class PriceAt:
    """One row of the price table: a chosen rate, and the price (e4) on either reading of it."""

    rate_bp: int
    at_margin_e4: int
    at_markup_e4: int


def price_table(cost_e4: int, rates_bp: Sequence[int]) -> tuple[PriceAt, ...]:
    """Prices at chosen rates, once as margin of the price and once as mark-up on the cost."""
    return tuple(
        PriceAt(rate, price_at_margin(cost_e4, rate), price_at_markup(cost_e4, rate)) for rate in rates_bp
    )


def benefit_cost_hundredths(revenue: int, cost: int) -> int:
    """Income for each baht of cost (B/C), in hundredths; 0 where there is no cost."""
    return money.divide_round(revenue * 100, cost) if cost else 0


def plain_shares_bp(parts: Sequence[int]) -> list[int]:
    """Each part of the whole in basis points, each rounded by itself, as studies print them."""
    whole = sum(parts)
    return [money.ratio_bp(part, whole) for part in parts]


def make_up_bp(parts: Sequence[int]) -> list[int]:
    """Parts of a whole in basis points that sum to 10,000 (largest remainder), for a make-up."""
    if not any(parts):
        return [0] * len(parts)
    return money.split(_WHOLE_BP, parts)


def return_per_hour_e4(income: int, cost_without_own_labour: int, own_hours_milli: int) -> int:
    """What an hour of one's own work earned (e4): income less every other cost; 0 without hours."""
    if own_hours_milli <= 0:
        return 0
    return money.unit_cost_e4(income - cost_without_own_labour, own_hours_milli)
