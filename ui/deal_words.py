"""Why a price is what it is, in words: prices by rule and promotions of a line."""

from collections.abc import Iterable

from app.domain.deal import LineDeal
from app.domain.price_choice import Why
from app.domain.promotion_words import WHY_NAMES
from app.i18n import _
from ui import formats


def why(made: LineDeal) -> tuple[str, ...]:
    """Why a line costs what it costs, reason by reason; nothing for the usual price."""
    words = []
    price = made.price
    if price is not None:
        name = _(WHY_NAMES[price.why])
        if price.why is Why.QUANTITY and price.rule is not None:
            name = name.format(quantity=formats.quantity(price.rule.from_quantity))
        usual = formats.unit_cost(price.usual_e4)
        words.append(_("{name} (usually {price})").format(name=name, price=usual))
    words += [
        _("{name} −{amount}").format(name=off.promotion.name, amount=formats.money(off.amount))
        for off in made.off
    ]
    return tuple(words)


def all_off(lines: Iterable[LineDeal]) -> tuple[str, ...]:
    """What each promotion took off these lines together, in the order in which they came."""
    sums: dict[str, int] = {}
    for line in lines:
        for off in line.off:
            sums[off.promotion.name] = sums.get(off.promotion.name, 0) + off.amount
    return tuple(
        _("{name} −{amount}").format(name=name, amount=formats.money(amount)) for name, amount in sums.items()
    )
