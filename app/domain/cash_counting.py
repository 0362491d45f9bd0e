"""A count of cash by denomination: what lies there, what the books say, and what becomes of the difference.

Amounts and denominations are satang.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.errors import UserError
from app.i18n import N_

DENOMINATIONS = (100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25)
"""Notes and coins of the baht from the largest to the smallest."""
MOST_PIECES = 1_000_000


class ShortIs(StrEnum):
    """Who bears what is missing."""

    GROUP = "group"
    """An expense of the group."""
    PERSON = "person"
    """Owed by whoever keeps the money."""


class PiecesError(UserError):
    """A number of notes below zero, beyond reason, or of a value that does not exist."""

    message = N_("Please check how many notes and coins there are.")


class ReasonMissingError(UserError):
    """A difference that nobody explains."""

    message = N_("The count differs from the books. Please write down why, or that nobody knows.")


class CountAheadError(UserError):
    """A count on a day that has not come."""

    message = N_("Money is counted today or was counted before; this day has not come yet.")


class BooksMovedError(UserError):
    """Money was entered or taken out of the books while somebody counted."""

    message = N_("Something was entered while you counted. Please look at the difference again and save.")


@dataclass(frozen=True, slots=True)
class CashCountDraft:
    """Pieces of each denomination at one place; ``expected`` is what the screen said the books have."""

    uid: bytes
    account_code: str
    pieces: Mapping[int, int]
    expected: int
    reason: str = ""
    short_is: ShortIs | None = None
    """None: as the group's setting says."""
    party_uid: bytes | None = None
    """Who owes what is missing; None: the holder of the money."""


def counted_total(pieces: Mapping[int, int]) -> int:
    """What so many pieces are worth, satang; raises PiecesError, AmountTooLargeError."""
    for denomination, count in pieces.items():
        if denomination not in DENOMINATIONS or type(count) is not int or not 0 <= count <= MOST_PIECES:
            raise PiecesError
    return money.checked_amount(sum(denomination * count for denomination, count in pieces.items()))


def whole_pieces(quantity_milli: int) -> int:
    """Pieces of a typed quantity (thousandths); raises PiecesError for half a note."""
    pieces, rest = divmod(quantity_milli, money.MILLI)
    if rest:
        raise PiecesError
    return pieces


def difference_of(counted: int, expected: int) -> int:
    """Above zero: over; below: short. Satang."""
    return counted - expected
