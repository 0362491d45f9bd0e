"""Numbers as people type and read them: Thai digits, amounts, quantities, unit costs and percentages.

Typed text goes through a grammar of our own, never through ``int()`` or ``Decimal()`` of unbounded text:
those take signs, exponents and digits of any script, and can be kept busy for minutes by a short string.
Units: money in satang, quantities in thousandths (``milli``), unit prices and costs in ten-thousandths of
a satang (``e4``), percentages in basis points. Everything is ``int``.
"""

import re
from typing import Final, Literal

from app.errors import UserError
from app.i18n import N_

MILLI: Final = 1_000
"""Thousandths in one unit."""
E4: Final = 10_000
"""Ten-thousandths in one satang."""
MAX_AMOUNT: Final = 1_000_000_000_000
"""10 billion baht in satang: the largest amount that is taken in one field."""
MAX_QUANTITY_MILLI: Final = 10_000_000_000_000
"""10 billion units."""
MAX_PERCENT_BP: Final = 1_000_000
"""10,000 percent."""
MINUS: Final = "\N{MINUS SIGN}"
"""The minus for screens and papers; data formats keep the ASCII hyphen."""

_MAX_TYPED = 80
_TO_ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_SPACES = " \t\r\n\u00a0\u200b\u2009\u202f\ufeff"
_BAHT = ("฿", "บาท", "บ.", "฿", ".-")  # what may stand before, then what may stand behind
_NUMBER = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(?:\.(?P<part>[0-9]*))?")


class NotANumberError(UserError):
    """Typed text that cannot be read as a number."""

    message = N_("“{text}” is not a number.")


class NumberMissingError(NotANumberError):
    """Nothing was typed where a number is needed."""

    message = N_("Please type a number.")


class NegativeError(UserError):
    """A minus where only zero and more make sense."""

    message = N_("“{text}” is negative; only numbers from 0 up are taken here.")


class TooPreciseError(UserError):
    """More digits after the point than the field keeps."""

    message = N_("“{text}” has too many digits after the point; at most {places} are kept here.")


class AmountTooLargeError(UserError):
    """An amount or quantity beyond what the program takes."""

    message = N_("This is more than 10 billion; please check the figure.")


class PercentTooLargeError(UserError):
    """A percentage beyond what the program takes."""

    message = N_("This is more than 10,000 percent; please check the figure.")


def to_arabic(text: str) -> str:
    """The text with Thai digits as 0-9; everything else stays."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """The text with 0-9 as Thai digits; everything else stays."""
    return text.translate(_TO_THAI)


def parse_amount(text: str, *, negative: bool = False) -> int:
    """Typed baht as satang; ``฿``, ``บาท`` and the ``.-`` of price tags may stand around it.

    Raises NotANumberError, NegativeError, TooPreciseError, AmountTooLargeError.
    """
    return _parse(text, 2, MAX_AMOUNT, AmountTooLargeError, negative, _BAHT)


def parse_quantity(text: str, *, negative: bool = False) -> int:
    """A typed quantity as thousandths; a unit is not part of it.

    Raises NotANumberError, NegativeError, TooPreciseError, AmountTooLargeError.
    """
    return _parse(text, 3, MAX_QUANTITY_MILLI, AmountTooLargeError, negative)


def parse_unit_cost(text: str, *, negative: bool = False) -> int:
    """A typed price or cost of one unit in baht, up to six places, as ten-thousandths of a satang.

    Raises NotANumberError, NegativeError, TooPreciseError, AmountTooLargeError.
    """
    return _parse(text, 6, MAX_AMOUNT * E4, AmountTooLargeError, negative, _BAHT)


def parse_percent(text: str, *, negative: bool = False) -> int:
    """A typed percentage, ``%`` may follow, as basis points.

    Raises NotANumberError, NegativeError, TooPreciseError, PercentTooLargeError.
    """
    return _parse(text, 2, MAX_PERCENT_BP, PercentTooLargeError, negative, ("", "%"))


def format_amount(satang: int, *, decimals: Literal[True] | None = True, minus: str = "-") -> str:
    """Satang as baht, ``1,234.50``; with ``decimals=None`` whole baht go without ``.00``."""
    return _format(satang, 2, 2 if decimals or satang % 100 else 0, minus)


def format_quantity(milli: int, *, minus: str = "-") -> str:
    """Thousandths as a number without needless zeros: ``1,250.5``."""
    return _format(milli, 3, 0, minus)


def format_unit_cost(e4: int, *, minus: str = "-") -> str:
    """A unit price or cost (e4) in baht, two to six places, as many as it has: ``12.345678``."""
    return _format(e4, 6, 2, minus)


def format_percent(basis_points: int, *, minus: str = "-") -> str:
    """Basis points as a percentage without the sign and without needless zeros: ``12.5``."""
    return _format(basis_points, 2, 0, minus)


def _format(value: int, places: int, least: int, minus: str) -> str:
    whole, part = divmod(abs(value), 10**places)
    decimals = f"{part:0{places}d}".rstrip("0").ljust(least, "0")
    sign = minus if value < 0 else ""
    return f"{sign}{whole:,}.{decimals}" if decimals else f"{sign}{whole:,}"


def shown(text: str, limit: int = 40) -> str:
    """Typed text as an error may repeat it: one line, cut to ``limit`` code points with an ellipsis."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[: limit + 1]).strip()
    return line if len(text) <= limit else f"{line[:limit]}…"


def _parse(
    text: str,
    places: int,
    most: int,
    too_large: type[UserError],
    negative: bool,
    around: tuple[str, ...] = (),
) -> int:
    """Read a number with ``places`` decimals as an int scaled by ten to that power."""
    if len(text) > _MAX_TYPED:
        raise NotANumberError(text=shown(text))
    body = to_arabic(text).strip(_SPACES)
    if not body:
        raise NumberMissingError(text="")
    minus = body[0] in "-" + MINUS
    if minus:
        body = body[1:].lstrip(_SPACES)
    if around:
        body, inner_minus = _without_unit(body, around)
        if minus and inner_minus:
            raise NotANumberError(text=shown(text))
        minus = minus or inner_minus
    match = _NUMBER.fullmatch(body)
    whole, part = (match["whole"] or "", match["part"] or "") if match else ("", "")
    if not whole and not part:
        raise NotANumberError(text=shown(text))
    if len(part) > places:
        raise TooPreciseError(text=shown(text), places=places)
    value = int((whole.replace(",", "") or "0") + part.ljust(places, "0"))
    if minus and value and not negative:
        raise NegativeError(text=shown(text))
    if value > most:
        raise too_large
    return -value if minus else value


def _without_unit(body: str, around: tuple[str, ...]) -> tuple[str, bool]:
    """The number without one sign before and after it, and whether a minus stood behind the sign."""
    before, *after = around
    minus = False
    if before and body.startswith(before):
        body = body[len(before) :].lstrip(_SPACES)
        if body[:1] in ("-", MINUS):
            minus = True
            body = body[1:].lstrip(_SPACES)
    for sign in after:
        if body.endswith(sign):
            return body[: -len(sign)].rstrip(_SPACES), minus
    return body, minus
