"""What a year's end estimates: accruals, prepaid expenses, supplies, doubtful debts, goods worth less.

Amounts are satang, quantities thousandths, prices per unit e4. All pure.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.fiscal import next_month
from app.domain.purchase import EmptyDocumentError, LineAmountError
from app.errors import UserError
from app.i18n import N_

MOST_MONTHS = 60
DOUBTFUL_SHARES_BP = (0, 0, 1_000, 2_500, 5_000)
"""What of a debt may never be paid, by its age from not due to over 90 days: a proposal, in basis points."""
SLOW_DAYS = 90
"""Goods of which nothing went out for so many days are slow."""


class MonthsError(UserError):
    """A prepaid expense over no month or over very many."""

    message = N_("Please enter for how many months it was paid ahead: 1 to {most}.")


@dataclass(frozen=True, slots=True)
class AccrualLine:
    """An expense of the year whose bill has not come, by account code."""

    account_code: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class AccrualDraft:
    """Expenses of the year that are not entered yet."""

    uid: bytes
    lines: tuple[AccrualLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PrepaidDraft:
    """An expense of the year, by account code, that pays for ``months`` months of the next."""

    uid: bytes
    account_code: str
    amount: int
    months: int = 12
    note: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A part of a prepaid expense and the month (its first day) that it belongs to."""

    month: dt.date
    amount: int


def accrual_total(draft: AccrualDraft) -> int:
    """What is accrued; raises EmptyDocumentError, LineAmountError, AmountTooLargeError."""
    if not draft.lines:
        raise EmptyDocumentError
    for line in draft.lines:
        if money.checked_amount(line.amount) <= 0:
            raise LineAmountError(description=line.note or line.account_code)
    return money.checked_amount(sum(line.amount for line in draft.lines))


def releases(draft: PrepaidDraft, first: dt.date) -> tuple[Release, ...]:
    """A prepaid expense month by month from a first day on, to the satang.

    Raises LineAmountError, MonthsError, AmountTooLargeError.
    """
    if money.checked_amount(draft.amount) <= 0:
        raise LineAmountError(description=draft.note or draft.account_code)
    if not 1 <= draft.months <= MOST_MONTHS:
        raise MonthsError(most=MOST_MONTHS)
    found = []
    month = first.replace(day=1)
    for part in money.split(draft.amount, [1] * draft.months):
        if part:
            found.append(Release(month, part))
        month = next_month(month)
    return tuple(found)


def doubtful_proposal(ages: Sequence[int], shares_bp: Sequence[int] = DOUBTFUL_SHARES_BP) -> int:
    """What of debts may never come in, by the amounts of each age."""
    return sum(
        money.percent(max(amount, 0), share_bp) for amount, share_bp in zip(ages, shares_bp, strict=True)
    )


# ---------------------------------------------------------------- goods worth less than they cost


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods on hand at the end of a year and what is known of their price."""

    product_uid: bytes
    code: str
    name: str
    unit: str
    is_for_sale: bool
    price_e4: int
    quantity: int
    cost: int
    allowance: int
    """What is written down of them so far."""
    expired: int
    """How much of them is past its best-before day."""
    last_out: dt.date | None
    """The end of the last month in which any of it went out."""

    def is_slow(self, day: dt.date) -> bool:
        """Whether nothing of it went out for a long time."""
        return self.quantity > 0 and (self.last_out is None or (day - self.last_out).days > SLOW_DAYS)


@dataclass(frozen=True, slots=True)
class Worth:
    """What goods bring once what selling costs is taken off, and what that changes in the allowance."""

    goods: Goods
    net_price: int
    """For all of them, satang."""

    @property
    def needed(self) -> int:
        """By how much they stand above what they bring."""
        return max(self.goods.cost - self.net_price, 0) if self.goods.quantity > 0 else 0

    @property
    def change(self) -> int:
        """What is to be posted: more written down, or (below zero) taken back."""
        return self.needed - self.goods.allowance


def worth(goods: Goods, selling_cost_bp: int, unit_price_e4: int | None = None) -> Worth:
    """Net selling price of goods: at their price or another one; what has expired brings nothing.

    Goods without a price, and what is not for sale (materials), keep their cost unless a price is given.
    """
    usual = goods.price_e4 if goods.is_for_sale and goods.price_e4 else None
    price = usual if unit_price_e4 is None else unit_price_e4
    good = max(goods.quantity - goods.expired, 0)
    if price is None:
        kept = money.share(goods.cost, good, goods.quantity) if goods.quantity > 0 else 0
        return Worth(goods, kept)
    gross = money.times(price, good)
    return Worth(goods, gross - money.percent(gross, selling_cost_bp))
