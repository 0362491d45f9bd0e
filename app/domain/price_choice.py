"""Which of several prices of a product counts: by channel, member, quantity, day, relief; pure.

First the price that replaces the usual one is found: that of the channel before that of all channels, the
later dated before the earlier. Prices for members and from a quantity then count where they are lower. The
price of a relief sale counts only there, and before all others.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.errors import UserError
from app.i18n import N_


class Why(StrEnum):
    """Why a price is what it is."""

    USUAL = "usual"
    CHANNEL = "channel"
    MEMBER = "member"
    QUANTITY = "quantity"
    DATED = "dated"
    RELIEF = "relief"


class PriceBelowZeroError(UserError):
    """A price that is below zero."""

    message = N_("A price cannot be below zero.")


class PriceDatesError(UserError):
    """Dates the wrong way round."""

    message = N_("The last day comes before the first one.")


class PriceTwiceError(UserError):
    """The same price twice: same product, unit, channel, people, quantity and days."""

    message = N_("There is already a price with these conditions; please change that one.")


class NoConditionError(UserError):
    """A price without any condition, which would only be the usual price again."""

    message = N_(
        "This would be the usual price; please say for whom, where, from how many or when it counts."
    )


@dataclass(frozen=True, slots=True)
class PriceRule:
    """A price beside the usual one; ``unit`` is empty for the product's own, quantities in that unit."""

    price_e4: int
    unit: str = ""
    channel: str | None = None
    is_members: bool = False
    is_relief: bool = False
    from_quantity: int = 0
    first_day: dt.date | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ChosenPrice:
    """A price with its reason; ``usual_e4`` is what it stands in place of."""

    price_e4: int
    usual_e4: int
    why: Why = Why.USUAL
    rule: PriceRule | None = None


def checked_price(rule: PriceRule) -> PriceRule:
    """The price; raises PriceBelowZeroError, PriceDatesError, NoConditionError, AmountTooLargeError."""
    if rule.price_e4 < 0 or rule.from_quantity < 0:
        raise PriceBelowZeroError
    money.checked_quantity(rule.from_quantity)
    money.checked_amount(rule.price_e4 // money.E4)
    if rule.first_day is not None and rule.last_day is not None and rule.last_day < rule.first_day:
        raise PriceDatesError
    if not _conditions(rule):
        raise NoConditionError
    return rule


def choose_price(
    usual_e4: int,
    rules: Sequence[PriceRule],
    *,
    unit: str,
    quantity: int,
    day: dt.date,
    channel: str,
    is_member: bool = False,
    is_relief: bool = False,
) -> ChosenPrice:
    """The price of a unit; ``quantity`` is all of the product in that unit on the bill."""
    fits = [
        rule
        for rule in rules
        if rule.unit == unit
        and rule.channel in (None, channel)
        and (is_member or not rule.is_members)
        and (is_relief or not rule.is_relief)
        and quantity >= rule.from_quantity
        and (rule.first_day is None or rule.first_day <= day)
        and (rule.last_day is None or day <= rule.last_day)
    ]
    relief = [rule for rule in fits if rule.is_relief]
    if relief:
        rule = min(relief, key=lambda each: each.price_e4)
        return ChosenPrice(rule.price_e4, usual_e4, Why.RELIEF, rule)
    plain = [rule for rule in fits if not rule.is_members and not rule.from_quantity]
    chosen = ChosenPrice(usual_e4, usual_e4)
    if plain:
        rule = min(
            plain,
            key=lambda each: (
                each.channel is None,
                -(each.first_day or dt.date.min).toordinal(),
                each.last_day is None,
                each.price_e4,
            ),
        )
        chosen = ChosenPrice(rule.price_e4, usual_e4, Why.CHANNEL if rule.channel else Why.DATED, rule)
    special = [rule for rule in fits if rule.is_members or rule.from_quantity]
    if special:
        rule = min(special, key=lambda each: (each.price_e4, each.from_quantity, not each.is_members))
        if rule.price_e4 < chosen.price_e4:
            return ChosenPrice(
                rule.price_e4, usual_e4, Why.QUANTITY if rule.from_quantity else Why.MEMBER, rule
            )
    return chosen


def _conditions(rule: PriceRule) -> bool:
    return bool(
        rule.channel
        or rule.is_members
        or rule.is_relief
        or rule.from_quantity
        or rule.first_day is not None
        or rule.last_day is not None
    )
