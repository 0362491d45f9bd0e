"""The one place that multiplies, divides, rounds and splits money and quantities.

Units: money in satang, quantities in thousandths (``milli``), unit prices and unit costs in
ten-thousandths of a satang (``e4``). Everything is ``int``. Rounding is half away from zero.
"""

from collections.abc import Sequence

from app.thai.digits import E4, MAX_AMOUNT, MAX_QUANTITY_MILLI, MILLI, AmountTooLargeError

__all__ = [
    "E4",
    "MAX_AMOUNT",
    "MAX_QUANTITY_MILLI",
    "MILLI",
    "AmountTooLargeError",
    "checked_amount",
    "checked_quantity",
    "divide_round",
    "percent",
    "ratio_bp",
    "round_to",
    "share",
    "split",
    "times",
    "unit_cost_e4",
]


def divide_round(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` to the nearest integer, halves away from zero."""
    if denominator == 0:
        raise ZeroDivisionError("divide_round by zero")
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((-2 * numerator + denominator) // (2 * denominator))


def times(unit_e4: int, quantity_milli: int) -> int:
    """Amount in satang of a quantity (thousandths) at a unit price or cost (e4)."""
    return divide_round(unit_e4 * quantity_milli, E4 * MILLI)


def unit_cost_e4(amount: int, quantity_milli: int) -> int:
    """Cost of one unit (e4) when ``quantity_milli`` together cost ``amount`` satang."""
    return divide_round(amount * E4 * MILLI, quantity_milli)


def share(amount: int, part: int, whole: int) -> int:
    """``amount × part ÷ whole`` in satang, rounded."""
    return divide_round(amount * part, whole)


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Split satang over weights: parts sum to ``amount``, remainders to the largest remainder.

    Ties go to the first line; if all weights are 0 the first line takes all. Weights are >= 0.
    """
    if not weights:
        raise ValueError("split over nothing")
    if min(weights) < 0:
        raise ValueError("negative weight")
    whole = sum(weights)
    if whole == 0 or amount == 0:
        return [amount] + [0] * (len(weights) - 1)
    sign = -1 if amount < 0 else 1
    size = abs(amount)
    parts = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    left = size - sum(parts)
    for index in sorted(range(len(weights)), key=lambda i: (-remainders[i], i))[:left]:
        parts[index] += 1
    return [sign * part for part in parts]


def percent(amount: int, basis_points: int) -> int:
    """``basis_points`` (1/100 of a percent) of an amount, rounded."""
    return divide_round(amount * basis_points, 10_000)


def ratio_bp(part: int, whole: int) -> int:
    """Part of a whole in basis points; 0 where the whole is 0."""
    return divide_round(part * 10_000, whole) if whole else 0


def round_to(amount: int, step: int, *, down: bool = False) -> int:
    """Amount to a multiple of ``step`` satang: nearest (half up in size) or towards zero."""
    if step <= 1:
        return amount
    if down:
        size = abs(amount) // step * step
        return -size if amount < 0 else size
    return divide_round(amount, step) * step


def checked_amount(amount: int) -> int:
    """The amount itself; raises AmountTooLargeError beyond 10 billion baht, TypeError for what is no int."""
    if type(amount) is not int:
        raise TypeError(f"int wanted, not {amount!r}")
    if abs(amount) > MAX_AMOUNT:
        raise AmountTooLargeError
    return amount


def checked_quantity(quantity_milli: int) -> int:
    """The quantity itself; raises AmountTooLargeError beyond 10 billion, TypeError for no int."""
    if type(quantity_milli) is not int:
        raise TypeError(f"int wanted, not {quantity_milli!r}")
    if abs(quantity_milli) > MAX_QUANTITY_MILLI:
        raise AmountTooLargeError
    return quantity_milli
