"""What is typed of a household's day: one sum of money in or out, or something that came without money.

Amounts are satang. A category has a heading; what stands under ``in_kind`` moves no money.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.purchase import NO_SLIP, Slip
from app.domain.slip_entry import Direction
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import NumberMissingError, parse_amount, to_arabic


class Heading(StrEnum):
    """Under which heading an everyday category stands."""

    INCOME = "income"
    IN_KIND = "in_kind"
    ESSENTIAL = "essential"
    SOCIAL = "social"
    REDUCIBLE = "reducible"
    NEITHER = "neither"


class View(StrEnum):
    """Money alone, or with what came and was used without money."""

    CASH = "cash"
    FULL = "full"


HEADING_WORDS: dict[Heading, str] = {
    Heading.INCOME: N_("Money in"),
    Heading.IN_KIND: N_("Own or free things"),
    Heading.ESSENTIAL: N_("Cannot do without"),
    Heading.SOCIAL: N_("Merit and society"),
    Heading.REDUCIBLE: N_("Could be less"),
    Heading.NEITHER: N_("Neither earned nor spent"),
}
NOT_CASH = frozenset({"in_kind_income", "trade_in_kind", "in_kind_use"})
"""Groups of accounts that the view of money leaves out."""


class NoAmountError(UserError):
    """An entry of nothing or less."""

    message = N_("How much was it? Please enter an amount above zero.")


class NotFamilyError(UserError):
    """Somebody who is not of the family as the one whose spending it was."""

    message = N_("This person is not in the family's list.")


class HeadingError(UserError):
    """A heading that does not belong to money in, or to money out."""

    message = N_("Please choose under which heading it stands.")


@dataclass(frozen=True, slots=True)
class HouseholdEntryDraft:
    """One entry; ``uid`` is made when the question is asked, so that a second press posts nothing.

    ``account_code`` is the place of money, empty for what is still owed (``payee_uid`` says to or by whom).
    ``person_uid`` is who of the family it was for; None means the whole house.
    """

    uid: bytes
    category_uid: bytes
    amount: int
    account_code: str = ""
    person_uid: bytes | None = None
    payee_uid: bytes | None = None
    note: str = ""
    slip: Slip = NO_SLIP


def direction_of(heading: Heading) -> Direction:
    """Whether money comes in or goes out under a heading; raises HeadingError for neither."""
    if heading is Heading.NEITHER:
        raise HeadingError
    return Direction.IN if heading in (Heading.INCOME, Heading.IN_KIND) else Direction.OUT


def checked_entry_amount(amount: int) -> int:
    """An amount above zero, satang; raises NoAmountError, AmountTooLargeError."""
    if money.checked_amount(amount) <= 0:
        raise NoAmountError
    return amount


def parse_sum(text: str, *, negative: bool = False) -> int:
    """An amount, or several added up as they are typed (20+35.50), in satang.

    Raises NumberMissingError, NotANumberError and its kin, AmountTooLargeError.
    """
    parts = [part for part in to_arabic(text).split("+") if part.strip()]
    if not parts:
        raise NumberMissingError
    return money.checked_amount(sum(parse_amount(part, negative=negative) for part in parts))
