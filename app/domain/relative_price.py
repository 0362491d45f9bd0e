"""What a free or cheaper thing carries of the paid price: its part by list price, to the satang.

A return of one thing, the share of a member and the worth of what is left are right only if every thing
in a bargain carries its part of what was paid.
"""

from collections.abc import Sequence

from app.domain import money


def spread(off: int, weights: Sequence[int], most: Sequence[int] | None = None) -> list[int]:
    """Satang taken off, over lines by what they cost; no line gives more than its ``most``.

    The parts sum to ``off``, or to the sum of ``most`` where that is less. Without ``most`` no line gives
    more than its weight as long as ``off`` is no more than all weights.
    """
    room = list(weights if most is None else most)
    parts = [0] * len(weights)
    left = min(off, sum(room))
    open_lines = [index for index, each in enumerate(room) if each > 0]
    while left > 0 and open_lines:
        shares = money.split(left, [max(1, weights[index]) for index in open_lines])
        for index, share in zip(open_lines, shares, strict=True):
            given = min(share, room[index] - parts[index])
            parts[index] += given
            left -= given
        open_lines = [index for index in open_lines if parts[index] < room[index]]
    return parts


def part_prices(paid: int, list_values: Sequence[int]) -> list[int]:
    """What each part of a basket costs when the whole was sold for ``paid``: by list price."""
    return money.split(paid, list_values)
