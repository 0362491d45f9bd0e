"""Barcodes that a scale prints: where in the 13 digits the goods' code and the weight or price stand.

A layout is written as a pattern of 13 signs, such as ``21CCCCCWWWWWX``: digits that every code of the scale
begins with, C for the goods' code, W for the weight or P for the price, X for anything else. All pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import money
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import to_arabic

DIGITS = 13
MOST_PREFIX = 6
WEIGHT, PRICE = "weight", "price"
_PATTERN = re.compile("(?P<prefix>[0-9]{1,6})X*(?P<code>C+)X*(?P<value>W+|P+)X*")
_EAN = re.compile("[0-9]{13}")


class ScalePatternError(UserError):
    """A pattern that does not say where code and value stand."""

    message = N_(
        "The pattern has 13 signs, for example 21CCCCCWWWWWX: the first digits, then C for the code, W for "
        "the weight or P for the price, X for the rest."
    )


class ScaleDecimalsError(UserError):
    """More decimals than a weight or price can have."""

    message = N_("Decimals are 0 to 4, and at most 2 of a price.")


class ScaleOverlapError(UserError):
    """Two layouts that begin alike, so that no code could be told apart."""

    message = N_("“{name}” begins with the same digits. Each layout needs its own.")


@dataclass(frozen=True, slots=True)
class ScaleLayout:
    """How the codes of one kind are read; ``decimals`` of a kilogram, or of a baht."""

    prefix: str
    code_from: int
    code_length: int
    value_from: int
    value_length: int
    value_is: str
    decimals: int = 3

    @property
    def pattern(self) -> str:
        """As a person writes it."""
        signs = ["X"] * DIGITS
        signs[: len(self.prefix)] = self.prefix
        signs[self.code_from : self.code_from + self.code_length] = "C" * self.code_length
        letter = "W" if self.value_is == WEIGHT else "P"
        signs[self.value_from : self.value_from + self.value_length] = letter * self.value_length
        return "".join(signs)


@dataclass(frozen=True, slots=True)
class ScaleReading:
    """What a code says: the goods' code and either the weight (thousandths) or the price (satang)."""

    code: str
    weight_milli: int | None
    price: int | None


def layout_of(pattern: str, decimals: int) -> ScaleLayout:
    """A layout from its pattern; raises ScalePatternError, ScaleDecimalsError."""
    text = to_arabic(pattern.strip()).upper()
    match = _PATTERN.fullmatch(text)
    if match is None or len(text) != DIGITS:
        raise ScalePatternError
    value_is = WEIGHT if match["value"][0] == "W" else PRICE
    if not 0 <= decimals <= (4 if value_is == WEIGHT else 2):
        raise ScaleDecimalsError
    return ScaleLayout(
        match["prefix"],
        match.start("code"),
        len(match["code"]),
        match.start("value"),
        len(match["value"]),
        value_is,
        decimals,
    )


def is_ean13(code: str) -> bool:
    """Whether 13 digits end with their check digit."""
    if not (code.isascii() and _EAN.fullmatch(code)):
        return False
    digits = [int(each) for each in code]
    return (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


def read_scale_code(code: str, layouts: Iterable[ScaleLayout]) -> ScaleReading | None:
    """What a scale's code says; None for any other code, and for a weight or price of nothing."""
    if not is_ean13(code):
        return None
    for layout in layouts:
        if not code.startswith(layout.prefix):
            continue
        number = int(code[layout.value_from : layout.value_from + layout.value_length])
        if number == 0:
            return None
        goods = code[layout.code_from : layout.code_from + layout.code_length]
        if layout.value_is == WEIGHT:
            # beyond thousandths a scale says nothing that is kept
            milli = number * money.MILLI // 10**layout.decimals
            return ScaleReading(goods, milli, None) if milli else None
        return ScaleReading(goods, None, number * 100 // 10**layout.decimals)
    return None


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much goes into the cart and at which price of one (e4), so that the line comes to the label's."""

    quantity_milli: int
    price_e4: int | None


def weighed(reading: ScaleReading, price_e4: int | None) -> Weighed | None:
    """A reading as a line of the cart, for goods at a price of one (e4); None if it cannot be worked out."""
    if reading.weight_milli is not None:
        return Weighed(reading.weight_milli, None)
    total_e4 = (reading.price or 0) * money.E4
    if not price_e4:
        return Weighed(money.MILLI, total_e4)
    quantity = (total_e4 * money.MILLI + price_e4 // 2) // price_e4
    if quantity <= 0:
        return None
    exact = (total_e4 * money.MILLI + quantity // 2) // quantity
    return Weighed(quantity, exact)
