"""A week's counting of the purse: what was spent, how much of it slips explain, and the rest."""

import datetime as dt
from dataclasses import dataclass

from app.errors import UserError
from app.i18n import N_


class CountedBelowZeroError(UserError):
    """A purse with less than nothing in it."""

    message = N_("A purse holds nothing or more. Please count again.")


class CountedBeforeError(UserError):
    """A counting of a day that was counted already."""

    message = N_("The purse was counted on a later day already. Please choose a day after that.")


class MoreThanForgottenError(UserError):
    """More is remembered than was open."""

    message = N_("Only {left_text} baht are still open as not remembered.")


@dataclass(frozen=True, slots=True)
class ReckoningDraft:
    """A place of money counted at the end of a day; ``counted`` in satang."""

    uid: bytes
    account_code: str
    last_day: dt.date
    counted: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class RememberDraft:
    """What came back to mind of a counting: for what, whose, how much (satang)."""

    uid: bytes
    reckoning_uid: bytes
    category_uid: bytes
    amount: int
    person_uid: bytes | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a counting comes to, satang: before + came in - counted is spent, slips explain a part."""

    first_day: dt.date
    last_day: dt.date
    before: int
    came_in: int
    counted: int
    explained: int

    @property
    def spent(self) -> int:
        """What left the purse."""
        return self.before + self.came_in - self.counted

    @property
    def unexplained(self) -> int:
        """What nobody wrote down; below zero if more was found than there should be."""
        return self.spent - self.explained

    @property
    def surplus(self) -> int:
        """What was found beyond what should be there, else 0."""
        return max(0, -self.unexplained)

    @property
    def expected(self) -> int:
        """What would be in the purse if everything was written down."""
        return self.before + self.came_in - self.explained


def reckoned(
    first_day: dt.date, last_day: dt.date, *, before: int, ins: int, outs: int, undone: int, counted: int
) -> Reckoned:
    """Put a counting together; ``undone`` is what corrections of other weeks moved in this one, satang."""
    return Reckoned(first_day, last_day, before, ins + max(undone, 0), counted, outs + max(-undone, 0))
