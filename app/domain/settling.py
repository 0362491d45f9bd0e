"""Drafts of what settles debts, and how much of which document it settles; all pure.

Amounts are satang. What is picked of a document is typed without a sign: the document knows which way it
is owed. What is owed both ways may be picked together, then only the difference moves.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.ledger import AccountRole
from app.domain.open_items import (
    BILLS_TO_US,
    OWED_BY_US,
    OpenItem,
    Part,
    balance,
    spread_oldest_first,
)
from app.domain.purchase import NO_SLIP, Slip
from app.errors import UserError
from app.i18n import N_

PAID_OUT = (
    AccountRole.WAGES_PAYABLE,
    AccountRole.MEMBER_PAYABLE,
    AccountRole.PAYABLE,
    AccountRole.CREDIT_NOTES,
)
"""What is paid without picking documents: wages, members' goods and purses, bills, money to give back."""


class NothingToSettleError(UserError):
    """A payment that settles nothing."""

    message = N_("Please choose what is paid, and how much.")


class NotOpenError(UserError):
    """A document that has nothing open of this person (any more)."""

    message = N_("{name} owes nothing on {number}, and is owed nothing: it may have been settled already.")


class MoreThanOpenError(UserError):
    """More of a document is picked than is open; ``open_amount`` and ``amount`` in satang."""

    message = N_("Of {number} only {open_amount} baht are open, less than {amount}.")


class MoreThanOwedError(UserError):
    """More is paid than is owed in all; ``owed_amount`` and ``amount`` in satang."""

    message = N_("{amount} baht are more than the {owed_amount} baht that are owed ({name}).")


class SettlingDiffersError(UserError):
    """Money, fee, tax and discount do not come to what is settled; ``left_amount`` in satang."""

    message = N_("What is paid and what it is for differ by {left_amount} baht.")


class WrongWayError(UserError):
    """What is picked comes to a payment in the other direction."""

    message = N_("{name}: what is owed and what is set against it come out the other way round.")


class PaidTooEarlyError(UserError):
    """Divided profit that is paid before it was divided."""

    message = N_("The profit was divided on {divided_on} ({number}); it is paid out on that day or later.")


class WithheldTooMuchError(UserError):
    """Tax kept back that is more than what it was kept back from."""

    message = N_("The tax kept back cannot be more than the amount it is counted from.")


@dataclass(frozen=True, slots=True)
class MoneyDraft:
    """Money into or out of a money account."""

    account_code: str
    amount: int


@dataclass(frozen=True, slots=True)
class PickDraft:
    """How much of a document is settled, on the account of a role; ``amount`` > 0."""

    document_uid: bytes
    amount: int
    role: AccountRole = AccountRole.RECEIVABLE


@dataclass(frozen=True, slots=True)
class WithheldDraft:
    """Tax that the buyer kept back, of which base, at which rate (basis points); a certificate may follow."""

    amount: int
    base: int
    rate_bp: int
    certificate: str = ""
    certificate_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ReceiveDraft:
    """What somebody pays of what she owes: without ``picks`` the oldest bills first.

    ``fee`` is what the bank took, ``discount`` what she is forgiven; ``keep_rest`` keeps what is more
    than she owes (or than was picked) as hers.
    """

    uid: bytes
    party_uid: bytes
    moneys: tuple[MoneyDraft, ...] = ()
    picks: tuple[PickDraft, ...] = ()
    withheld: WithheldDraft | None = None
    fee: int = 0
    discount: int = 0
    keep_rest: bool = False
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayeeDraft:
    """Who is paid, and for what: documents, or an amount over the oldest of ``roles``.

    ``advance`` is how much of the money she was given ahead is deducted, over the oldest.
    """

    party_uid: bytes
    picks: tuple[PickDraft, ...] = ()
    amount: int = 0
    roles: tuple[AccountRole, ...] = PAID_OUT
    advance: int = 0


@dataclass(frozen=True, slots=True)
class PayOutDraft:
    """Money that the group pays of what it owes; ``discount`` is what it is forgiven, ``fee`` the bank's."""

    uid: bytes
    payees: tuple[PayeeDraft, ...]
    moneys: tuple[MoneyDraft, ...] = ()
    fee: int = 0
    discount: int = 0
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class WriteOffDraft:
    """Debts that nobody will pay any more, with the reason."""

    uid: bytes
    party_uid: bytes
    picks: tuple[PickDraft, ...]
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CertificateDraft:
    """The certificate of tax kept back, when it comes after the money."""

    uid: bytes
    receipt_uid: bytes
    number: str
    on: dt.date | None = None


# ---------------------------------------------------------------- what is settled

NumberOf = Callable[[bytes], str]


def checked_moneys(moneys: Sequence[MoneyDraft], *others: int) -> int:
    """What moves in all, satang; raises SettlingDiffersError for anything below zero, AmountTooLargeError."""
    for amount in (*(each.amount for each in moneys), *others):
        if money.checked_amount(amount) < 0:
            raise SettlingDiffersError(left_amount=-amount)
    return money.checked_amount(sum(each.amount for each in moneys))


def checked_withheld(draft: WithheldDraft | None) -> int:
    """How much tax was kept back, satang; raises WithheldTooMuchError, AmountTooLargeError."""
    if draft is None:
        return 0
    if not 0 < money.checked_amount(draft.amount) <= money.checked_amount(draft.base) or draft.rate_bp < 0:
        raise WithheldTooMuchError
    return draft.amount


def picked(
    items: Sequence[OpenItem], picks: Sequence[PickDraft], name: str, number_of: NumberOf
) -> tuple[Part, ...]:
    """The parts of one person's items that were picked, with their signs.

    ``number_of`` tells a document's number by its uid, for what is said of one. Raises NotOpenError,
    MoreThanOpenError (the same document picked twice counts together), NothingToSettleError for a pick of
    nothing.
    """
    wanted: dict[tuple[bytes, str], int] = {}
    for pick in picks:
        if money.checked_amount(pick.amount) <= 0:
            raise NothingToSettleError
        key = (pick.document_uid, pick.role.value)
        wanted[key] = wanted.get(key, 0) + pick.amount
    found = {(item.uid, item.role): item for item in items}
    parts = []
    for key, amount in wanted.items():
        item = found.get(key)
        if item is None:
            raise NotOpenError(name=name, number=number_of(key[0]))
        if amount > abs(item.open):
            raise MoreThanOpenError(number=item.number, open_amount=abs(item.open), amount=amount)
        parts.append(Part(item, amount if item.open > 0 else -amount))
    return tuple(parts)


def refuse_beyond_balance(items: Sequence[OpenItem], parts: Sequence[Part], name: str) -> None:
    """Raise MoreThanOwedError where more is settled on an account than the person owes (or is owed) there.

    An earlier payment that settled nothing counts: whoever has paid is not asked again.
    """
    for role in {part.item.role for part in parts}:
        settled = sum(part.amount for part in parts if part.item.role == role)
        stands = balance(item for item in items if item.role == role)
        sign = -1 if role in OWED_BY_US else 1
        if settled * sign > max(0, stands * sign):
            raise MoreThanOwedError(name=name, amount=abs(settled), owed_amount=max(0, stands * sign))


def parts_received(
    draft: ReceiveDraft, items: Sequence[OpenItem], paid: int, name: str, number_of: NumberOf
) -> tuple[tuple[Part, ...], int]:
    """What a payment to the group settles, and what is left of it as the person's own.

    ``paid`` is money, fee, tax and discount together. Raises what ``picked`` and ``refuse_beyond_balance``
    raise, NothingToSettleError, MoreThanOwedError, SettlingDiffersError, WrongWayError.
    """
    if draft.picks:
        parts = picked(items, draft.picks, name, number_of)
        net = sum(part.amount for part in parts)
        if not draft.keep_rest:
            refuse_beyond_balance(items, parts, name)
        if net < 0:
            raise WrongWayError(name=name)
        if paid < net or (paid > net and not draft.keep_rest):
            raise SettlingDiffersError(left_amount=abs(paid - net))
        return parts, paid - net
    bills = [item for item in items if item.role in BILLS_TO_US]
    spread = spread_oldest_first(bills, paid)
    if spread.rest and not draft.keep_rest:
        raise MoreThanOwedError(name=name, amount=paid, owed_amount=paid - spread.rest)
    if not spread.parts and not spread.rest:
        raise NothingToSettleError
    return spread.parts, spread.rest


def parts_paid(
    draft: PayeeDraft, items: Sequence[OpenItem], name: str, number_of: NumberOf
) -> tuple[Part, ...]:
    """What a payment to one person settles, money given ahead taken off.

    Raises what ``picked`` and ``refuse_beyond_balance`` raise, NothingToSettleError, MoreThanOwedError,
    WrongWayError (more is deducted than paid).
    """
    checked_moneys((), draft.amount, draft.advance)
    parts = list(picked(items, draft.picks, name, number_of))
    if draft.amount:
        bills = [item for item in items if item.role in draft.roles]
        spread = spread_oldest_first(_without(bills, parts), draft.amount, sign=-1)
        if spread.rest:
            owed = draft.amount - spread.rest
            raise MoreThanOwedError(name=name, amount=draft.amount, owed_amount=owed)
        parts.extend(spread.parts)
    if draft.advance:
        given = [item for item in items if item.role == AccountRole.ADVANCE]
        spread = spread_oldest_first(_without(given, parts), draft.advance)
        if spread.rest:
            owed = draft.advance - spread.rest
            raise MoreThanOwedError(name=name, amount=draft.advance, owed_amount=owed)
        parts.extend(spread.parts)
    if not parts:
        raise NothingToSettleError
    refuse_beyond_balance(items, parts, name)
    if sum(part.amount for part in parts) > 0:
        raise WrongWayError(name=name)
    return tuple(parts)


def refuse_before_dividing(parts: Sequence[Part], on: dt.date, ledger_date: dt.date) -> None:
    """Raise PaidTooEarlyError for divided profit on a day before the meeting, or before it was posted."""
    for item in (part.item for part in parts):
        if item.role == AccountRole.DISTRIBUTION_PAYABLE:
            if on < item.on:
                raise PaidTooEarlyError(number=item.number, divided_on=item.on)
            if ledger_date < item.ledger_date:
                raise PaidTooEarlyError(number=item.number, divided_on=item.ledger_date)


def _without(items: Sequence[OpenItem], parts: Sequence[Part]) -> list[OpenItem]:
    """Items that were not picked by name already."""
    taken = {(part.item.document_id, part.item.account_id) for part in parts}
    return [item for item in items if (item.document_id, item.account_id) not in taken]


def by_account(parts: Sequence[Part]) -> Mapping[tuple[int, int], int]:
    """What the parts come to on each (account, person)."""
    sums: dict[tuple[int, int], int] = {}
    for part in parts:
        key = (part.item.account_id, part.item.party_id)
        sums[key] = sums.get(key, 0) + part.amount
    return sums
