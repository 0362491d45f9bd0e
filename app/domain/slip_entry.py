"""What is typed of one slip of money: in or out, for what, and how it was paid.

Amounts are satang. What the payments leave of the total is on credit: owed by or to the person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.purchase import NO_SLIP, EmptyDocumentError, LineAmountError, PaymentsDifferError, Slip
from app.domain.vat import InputVat
from app.errors import UserError
from app.i18n import N_


class Direction(StrEnum):
    """Whether money comes in or goes out."""

    IN = "in"
    OUT = "out"


class PayKind(StrEnum):
    """How a slip was paid."""

    MONEY = "money"
    """From or into a money account: cash of a holder, bank, PromptPay."""
    PURSE = "purse"
    """A member paid it herself and is owed it."""
    ADVANCE = "advance"
    """Out of money that somebody was given before."""


class PayerMissingError(UserError):
    """A purse or an advance without the person whose it is."""

    message = N_("Whose money was it? Please choose a person.")


class IncomeFromPurseError(UserError):
    """Income that was paid into a purse or an advance."""

    message = N_("Income goes into cash or a bank account, or stays owed.")


@dataclass(frozen=True, slots=True)
class PayDraft:
    """A payment of a slip; ``account_code`` for money, ``party_uid`` for a purse or an advance."""

    kind: PayKind
    amount: int
    account_code: str = ""
    party_uid: bytes | None = None


@dataclass(frozen=True, slots=True)
class EntryLineDraft:
    """One part of a slip: a category of everyday words (or an account by code) and its amount."""

    amount: int
    category_uid: bytes | None = None
    account_code: str = ""
    description: str = ""
    section_uid: bytes | None = None
    project_uid: bytes | None = None


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A slip as it is entered; ``uid`` is made when the form opens, so that a second press posts nothing."""

    uid: bytes
    direction: Direction
    lines: tuple[EntryLineDraft, ...]
    pays: tuple[PayDraft, ...] = ()
    party_uid: bytes | None = None
    slip: Slip = NO_SLIP
    note: str = ""
    section_uid: bytes | None = None
    project_uid: bytes | None = None
    vat: InputVat | None = None
    """Tax in the amounts (on a slip of income: tax on the sale), for a group that is registered."""


@dataclass(frozen=True, slots=True)
class TransferDraft:
    """Money from one account to another; the bank's fee is taken from the first besides the amount."""

    uid: bytes
    from_code: str
    to_code: str
    amount: int
    fee: int = 0
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class AdvanceDraft:
    """Money given to a person to spend for the group, or (below zero) the rest that she brings back."""

    uid: bytes
    party_uid: bytes
    account_code: str
    amount: int
    slip: Slip = NO_SLIP
    note: str = ""


def entry_total(draft: EntryDraft) -> int:
    """What a slip comes to, satang.

    Raises EmptyDocumentError, LineAmountError, PaymentsDifferError, PayerMissingError, IncomeFromPurseError,
    AmountTooLargeError.
    """
    if not draft.lines:
        raise EmptyDocumentError
    for line in draft.lines:
        if money.checked_amount(line.amount) <= 0:
            raise LineAmountError(description=line.description)
    total = money.checked_amount(sum(line.amount for line in draft.lines))
    for pay in draft.pays:
        if money.checked_amount(pay.amount) < 0:
            raise PaymentsDifferError
        if pay.kind is not PayKind.MONEY:
            if draft.direction is Direction.IN:
                raise IncomeFromPurseError
            if pay.amount and pay.party_uid is None:
                raise PayerMissingError
    if sum(pay.amount for pay in draft.pays) > total:
        raise PaymentsDifferError
    return total


def rest_to_pay(total: int, paid: Iterable[int]) -> int:
    """What the other ways of paying leave of a total, satang; never below zero."""
    return max(0, total - sum(paid))


def entry_left(draft: EntryDraft) -> int:
    """What stays owed of a slip that may not be whole yet, satang; below zero if too much is paid."""
    return sum(line.amount for line in draft.lines) - sum(pay.amount for pay in draft.pays)
