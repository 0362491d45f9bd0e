"""What is still owed, document by document: how much is open, since when, how a payment is spread over it.

An open item is a document on an account kept by person, for one person: its journal lines there, less what
later documents settled of it. Amounts are satang; plus is owed to the group, minus is owed by it. A payment
that settles nothing (yet) is an open item with the other sign. All pure.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from app.domain.ledger import AccountRole
from app.i18n import N_

OWED_TO_US = (
    AccountRole.RECEIVABLE,
    AccountRole.MEMBER_RECEIVABLE,
    AccountRole.STAFF_RECEIVABLE,
    AccountRole.ADVANCE,
    AccountRole.TENDER_RECEIVABLE,
    AccountRole.HOLDER_RECEIVABLE,
)
"""Accounts by person of what is owed to the group: bills, members' debts, cash short, money given ahead."""

OWED_BY_US = (
    AccountRole.PAYABLE,
    AccountRole.WAGES_PAYABLE,
    AccountRole.MEMBER_PAYABLE,
    AccountRole.CONSIGNMENT_PAYABLE,
    AccountRole.CREDIT_NOTES,
    AccountRole.DEPOSITS,
    AccountRole.DISTRIBUTION_PAYABLE,
)
"""Accounts by person of what the group owes: bills, wages, members' goods and purses, dividends."""

COMES_LATER = (AccountRole.TENDER_RECEIVABLE, AccountRole.HOLDER_RECEIVABLE)
"""Money of sales that somebody else has first: a courier, a platform, the person whose own account it is."""

BILLS_TO_US = (AccountRole.RECEIVABLE, AccountRole.MEMBER_RECEIVABLE, AccountRole.STAFF_RECEIVABLE)
"""What somebody pays when she pays what she owes; money given ahead is brought back on its own."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One document's debt of one person: ``amount`` at first, ``settled`` since, both with the item's sign.

    ``on`` is the day it counts from: that of its slip, else of the document.
    """

    document_id: int
    uid: bytes
    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    slip_number: str
    party_id: int
    party_uid: bytes
    party_code: str
    party_name: str
    account_id: int
    role: str
    amount: int
    settled: int
    due: dt.date

    @property
    def open(self) -> int:
        """What is still owed of it."""
        return self.amount - self.settled


def due_day(on: dt.date, credit_days: int, usual_days: int) -> dt.date:
    """When a bill of a day is due: after the person's own term, else after the usual one."""
    return on + dt.timedelta(days=credit_days or usual_days)


# ---------------------------------------------------------------- ageing


class Age(StrEnum):
    """How long something is overdue."""

    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


AGE_WORDS: dict[Age, str] = {
    Age.NOT_DUE: N_("Not due yet"),
    Age.TO_30: N_("1–30 days"),
    Age.TO_60: N_("31–60 days"),
    Age.TO_90: N_("61–90 days"),
    Age.OVER_90: N_("Over 90 days"),
}


def age(due: dt.date, as_of: dt.date) -> Age:
    """How long what was due on a day is overdue on another."""
    days = (as_of - due).days
    if days <= 0:
        return Age.NOT_DUE
    if days <= 30:
        return Age.TO_30
    if days <= 60:
        return Age.TO_60
    return Age.TO_90 if days <= 90 else Age.OVER_90


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is open by how long it is overdue, satang; the parts come to the balance."""

    not_due: int = 0
    to_30: int = 0
    to_60: int = 0
    to_90: int = 0
    over_90: int = 0

    @property
    def parts(self) -> tuple[int, ...]:
        """The five in order."""
        return (self.not_due, self.to_30, self.to_60, self.to_90, self.over_90)

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.parts)

    @property
    def overdue(self) -> int:
        """All that should have been paid by now."""
        return self.total - self.not_due

    def __add__(self, other: "Ageing") -> "Ageing":
        return Ageing(*(one + another for one, another in zip(self.parts, other.parts, strict=True)))


def ageing(items: Iterable[OpenItem], as_of: dt.date) -> Ageing:
    """Items of one person and account by age.

    What she paid without saying for which bill is taken off the oldest ones; beyond them it is not due.
    """
    sums = dict.fromkeys(Age, 0)
    for item, left in netted(items):
        sums[age(item.due, as_of) if _same_side(left, item.role) else Age.NOT_DUE] += left
    return Ageing(*sums.values())


def _same_side(amount: int, role: str) -> bool:
    return (amount < 0) == (role in OWED_BY_US)


def oldest_first(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Items in the order in which they are paid: by day, then as they were entered."""
    return sorted(items, key=lambda item: (item.on, item.document_id, item.account_id))


def netted(items: Iterable[OpenItem]) -> list[tuple[OpenItem, int]]:
    """What is left of each item when plus and minus of one person and account meet, the oldest first.

    Items with nothing left are dropped; the rests come to the balance.
    """
    ordered = oldest_first(items)
    plus = sum(item.open for item in ordered if item.open > 0)
    minus = -sum(item.open for item in ordered if item.open < 0)
    meets = {1: min(plus, minus), -1: min(plus, minus)}
    left = []
    for item in ordered:
        sign = 1 if item.open > 0 else -1
        gone = min(abs(item.open), meets[sign])
        meets[sign] -= gone
        if abs(item.open) > gone:
            left.append((item, item.open - sign * gone))
    return left


def balance(items: Iterable[OpenItem]) -> int:
    """What all of them come to."""
    return sum(item.open for item in items)


def by_person(items: Iterable[OpenItem]) -> list[tuple[OpenItem, ...]]:
    """The items of each person together, persons by name and code."""
    key = _person
    return [tuple(group) for _key, group in groupby(sorted(items, key=key), key=key)]


def _person(item: OpenItem) -> tuple[str, str, int]:
    return (item.party_name, item.party_code, item.party_id)


# ---------------------------------------------------------------- paying


@dataclass(frozen=True, slots=True)
class Part:
    """How much of an item is settled, with the item's sign."""

    item: OpenItem
    amount: int


@dataclass(frozen=True, slots=True)
class Spread:
    """An amount over items; ``rest`` is what was more than owed."""

    parts: tuple[Part, ...]
    rest: int

    @property
    def net(self) -> int:
        """What the parts come to: plus is received, minus is paid out."""
        return sum(part.amount for part in self.parts)


def spread_oldest_first(items: Sequence[OpenItem], amount: int, *, sign: int = 1) -> Spread:
    """Spread a payment over one person's items, the oldest first.

    ``amount`` is >= 0; ``sign`` is 1 for what she pays, −1 for what she is paid. Items of the other sign
    (earlier payments that settled nothing) are used with it as far as there are bills for both.
    """
    bills = [item for item in oldest_first(items) if item.open * sign > 0]
    ahead = [item for item in oldest_first(items) if item.open * sign < 0]
    owed = sum(abs(item.open) for item in bills)
    paid_before = sum(abs(item.open) for item in ahead)
    used = min(paid_before, max(0, owed - amount))
    rest = max(0, amount - owed)
    parts = [
        *_take(bills, amount - rest + used, sign),
        *_take(ahead, used, -sign),
    ]
    return Spread(tuple(parts), rest)


def _take(items: Iterable[OpenItem], amount: int, sign: int) -> list[Part]:
    parts = []
    for item in items:
        if amount <= 0:
            break
        taken = min(amount, abs(item.open))
        parts.append(Part(item, sign * taken))
        amount -= taken
    return parts
