"""A household's debts: who lends, what they truly cost, and when they end if more is paid and in which order.

Amounts are satang. What is late now is asked for at once. Interest of a flat loan follows its schedule while
anything of the loan is left; all other interest is on what is left, by days, and never on interest.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain import money
from app.domain.loan import (
    PPM,
    Instalment,
    LoanMethod,
    RatePer,
    Terms,
    interest_between,
)
from app.domain.loan_entry import LoanData
from app.domain.loan_plan import yearly_rate_ppm
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import format_amount

MOST_MONTHLY_PPM = PPM
"""A hundred percent a month: more must be a slip of the hand."""
MOST_MONTHS = 600
MONTHS_OF_DAY = {RatePer.DAY: 30, RatePer.MONTH: 1}


class DebtKind(StrEnum):
    """Who lends, in the words of a village."""

    BANK = "bank"
    COOPERATIVE = "cooperative"
    VILLAGE_FUND = "village_fund"
    SAVINGS_GROUP = "savings_group"
    CARD = "card"
    HIRE_PURCHASE = "hire_purchase"
    PAWN = "pawn"
    MONEYLENDER = "moneylender"
    RELATIVE = "relative"
    SHOP = "shop"
    EMPLOYER = "employer"
    STUDENT = "student"
    OTHER = "other"


DEBT_WORDS: dict[DebtKind, str] = {
    DebtKind.BANK: N_("Bank"),
    DebtKind.COOPERATIVE: N_("Cooperative"),
    DebtKind.VILLAGE_FUND: N_("Village fund"),
    DebtKind.SAVINGS_GROUP: N_("Savings group"),
    DebtKind.CARD: N_("Card or app"),
    DebtKind.HIRE_PURCHASE: N_("Hire-purchase"),
    DebtKind.PAWN: N_("Pawnshop"),
    DebtKind.MONEYLENDER: N_("Moneylender"),
    DebtKind.RELATIVE: N_("Relatives and friends"),
    DebtKind.SHOP: N_("Shop, on credit"),
    DebtKind.EMPLOYER: N_("Employer"),
    DebtKind.STUDENT: N_("Student loan"),
    DebtKind.OTHER: N_("Other debt"),
}
INFORMAL = frozenset(
    {DebtKind.MONEYLENDER, DebtKind.RELATIVE, DebtKind.SHOP, DebtKind.EMPLOYER, DebtKind.OTHER}
)
"""Kinds that have no contract with an office, as a rule; each debt may say otherwise."""


class DebtRateError(UserError):
    """A rate of more than a hundred percent a month."""

    message = N_(
        "More than 100 percent a month: please look at the rate again, "
        "and whether it is by day, month or year."
    )


class DebtFeesError(UserError):
    """Fees below zero, or as high as the loan itself."""

    message = N_("Please look at the fees again: they have to be less than the loan.")


class NeverPaidOffError(UserError):
    """What is paid each month does not even cover the interest; ``short`` satang a month are missing."""

    message = N_(
        "{name} would never end like this: {short_text} baht more a month are needed "
        "only so that it does not grow."
    )

    def __init__(self, *, name: str, short: int) -> None:
        self.short = short
        super().__init__(name=name, short_text=format_amount(short))


class PayOrder(StrEnum):
    """Which debt is paid off first with what can be paid besides."""

    AS_AGREED = "as_agreed"
    SMALLEST = "smallest"
    DEAREST = "dearest"


ORDER_WORDS: dict[PayOrder, str] = {
    PayOrder.AS_AGREED: N_("As agreed"),
    PayOrder.SMALLEST: N_("The smallest first"),
    PayOrder.DEAREST: N_("The dearest first"),
}


@dataclass(frozen=True, slots=True)
class DebtData:
    """What is typed about a debt: its contract, and what a household knows besides.

    ``fees`` (satang) were kept back from the loan or paid for it; until ``redeem_by`` a pledge can be had
    back.
    """

    loan: LoanData
    kind: DebtKind
    is_formal: bool
    fees: int = 0
    redeem_by: dt.date | None = None
    rolls_over: bool = False


def checked_debt(data: DebtData) -> DebtData:
    """The debt itself; raises DebtRateError, DebtFeesError, AmountTooLargeError."""
    if monthly_ppm(data.loan.rate_ppm, data.loan.rate_per) > MOST_MONTHLY_PPM:
        raise DebtRateError
    if money.checked_amount(data.fees) < 0 or data.fees >= data.loan.principal > 0:
        raise DebtFeesError
    return data


def monthly_ppm(rate_ppm: int, per: RatePer) -> int:
    """A rate for a month without interest of interest, ppm (a day counts thirty times)."""
    if per is RatePer.YEAR:
        return money.divide_round(rate_ppm, 12)
    return rate_ppm * MONTHS_OF_DAY[per]


def true_yearly_ppm(terms: Terms, plan: Sequence[Instalment], fees: int) -> int:
    """What a debt truly costs in a year, ppm: what was received after fees against all that is paid back."""
    return yearly_rate_ppm(terms.principal - fees, terms.agreed_on, plan)


# ---------------------------------------------------------------- how it ends


@dataclass(frozen=True, slots=True)
class OpenDebt:
    """A debt as it stands today: of the loan, of interest that is owed, and what is still to be paid when.

    ``dues`` are what its schedule still asks for; what is late stands under its own day.
    """

    uid: bytes
    name: str
    terms: Terms
    left: int
    interest_owed: int
    dues: tuple[Instalment, ...]
    yearly_ppm: int = 0


@dataclass(frozen=True, slots=True)
class DebtMonth:
    """One month of all debts together, satang; ``left`` at its end, with the interest that is owed."""

    month: dt.date
    paid: int
    interest: int
    left: int


@dataclass(frozen=True, slots=True)
class DebtEnd:
    """How one debt ends: in which month (its first day), with how much interest from today on."""

    uid: bytes
    name: str
    month: dt.date
    interest: int
    paid: int


@dataclass(frozen=True, slots=True)
class PayOff:
    """All debts to their end, in the order in which they are paid off."""

    order: PayOrder
    extra: int
    ends: tuple[DebtEnd, ...]
    months: tuple[DebtMonth, ...]
    once: int = 0

    @property
    def free_in(self) -> dt.date | None:
        """The month in which the last debt ends."""
        return max((each.month for each in self.ends), default=None)

    @property
    def interest(self) -> int:
        """All interest from today on, satang."""
        return sum(each.interest for each in self.ends)


_Month = tuple[int, int]


@dataclass(slots=True)
class _Running:
    """A debt on its way to its end; ``charges`` is what a flat schedule still adds, by due day."""

    debt: OpenDebt
    left: int
    owed: int
    since: dt.date
    asked: dict[_Month, list[tuple[dt.date, int]]]
    usual: int
    last: _Month
    step: int
    charges: dict[dt.date, int] = field(default_factory=dict)
    interest: int = 0
    paid: int = 0
    ended: dt.date | None = None

    @property
    def is_open(self) -> bool:
        return self.left + self.owed > 0

    def charge(self, until: dt.date) -> None:
        """Add the interest up to a day."""
        if self.debt.terms.method is LoanMethod.FLAT:
            amount = sum(each for day, each in self.charges.items() if self.since < day <= until)
            amount = amount if self.left else 0
        else:
            amount = interest_between(self.debt.terms, self.left, self.since, until)
        self.owed += amount
        self.interest += amount
        self.since = max(self.since, until)

    def pay(self, amount: int, day: dt.date) -> int:
        """Pay interest first, then the loan; answers what was taken."""
        self.charge(day)
        of_it = min(self.owed, amount)
        paid = min(self.left, amount - of_it)
        self.owed, self.left, self.paid = self.owed - of_it, self.left - paid, self.paid + of_it + paid
        return of_it + paid

    def freed_in(self, month: _Month) -> int:
        """What this debt, which has ended, asks for no longer: by its own rhythm, so a harvest's once a year.

        What was to be paid once and for all leaves nothing for the months after it.
        """
        if month <= self.last:
            return sum(amount for _day, amount in self.asked.get(month, []))
        since = (month[0] - self.last[0]) * 12 + month[1] - self.last[1]
        return self.usual if self.step and since % self.step == 0 else 0

    def due_in(self, month: _Month, end: dt.date) -> list[tuple[dt.date, int]]:
        """What is asked for in a month; after the schedule's end as much as before, on its last day."""
        found = self.asked.get(month, [])
        return found if found or month <= self.last else [(end, self.usual)]


_SATANG_LEFT = 100
"""What rounding may leave after a last instalment; it is paid with it."""


def pay_off(
    debts: Sequence[OpenDebt], *, today: dt.date, order: PayOrder, extra: int = 0, once: int = 0
) -> PayOff:
    """Pay all debts to their end: what is agreed when it is due, and ``extra`` satang at each month's end.

    ``extra`` goes to one debt after the other by ``order``, and with it what debts that have ended asked for
    (not when they are paid as agreed and nothing is extra); ``once`` satang are paid besides today, in the
    same order. Raises NeverPaidOffError, AmountTooLargeError.
    """
    money.checked_amount(extra)
    money.checked_amount(once)
    running = [_running(each, today) for each in debts if each.left + each.interest_owed > 0]
    ranked = sorted(running, key=lambda each: _rank(each, order))
    hands_on = extra > 0 or order is not PayOrder.AS_AGREED
    months: list[DebtMonth] = []
    first = today.replace(day=1)
    at_once = _spread(ranked, once, today)
    while at_once or any(each.is_open for each in running):
        if len(months) >= MOST_MONTHS:
            raise _never(running, first)
        after = _next(first)
        month, end = (first.year, first.month), max(after - dt.timedelta(days=1), today)
        before = sum(each.interest for each in running)
        paid, at_once, freed = at_once, 0, 0
        for each in running:
            if each.ended is not None:
                freed += each.freed_in(month)
                continue
            for day, amount in each.due_in(month, end):
                paid += each.pay(amount, day)
                if each.left + each.owed <= _SATANG_LEFT and month >= each.last:
                    paid += each.pay(each.left + each.owed, day)
        paid += _spread(ranked, extra + freed * hands_on, end)
        for each in running:
            if not each.is_open and each.ended is None:
                each.ended = first
        interest = sum(each.interest for each in running) - before
        left = sum(each.left + each.owed for each in running)
        months.append(DebtMonth(first, paid, interest, left))
        if paid <= interest and all(month > each.last for each in running if each.is_open) and left:
            raise _never(running, first)
        first = after
    ends = sorted(running, key=lambda each: (each.ended or first, _rank(each, order)))
    return PayOff(
        order,
        extra,
        tuple(
            DebtEnd(each.debt.uid, each.debt.name, each.ended or first, each.interest, each.paid)
            for each in ends
        ),
        tuple(months),
        once,
    )


def _spread(ranked: Sequence[_Running], amount: int, day: dt.date) -> int:
    """Pay one debt after the other on a day; answers what was taken."""
    room = amount
    for each in ranked:
        if room > 0 and each.is_open:
            room -= each.pay(room, day)
    return amount - room


def saved(now: PayOff, instead: PayOff) -> tuple[int, int]:
    """What another way saves: months, and interest in satang (below zero if it costs more)."""
    return len(now.months) - len(instead.months), now.interest - instead.interest


def _rank(each: _Running, order: PayOrder) -> tuple[int, int, str]:
    owed = each.debt.left + each.debt.interest_owed
    if order is PayOrder.DEAREST:
        return (-each.debt.yearly_ppm, owed, each.debt.name)
    return (owed, -each.debt.yearly_ppm, each.debt.name)


def _running(debt: OpenDebt, today: dt.date) -> _Running:
    asked: dict[_Month, list[tuple[dt.date, int]]] = {}
    charges: dict[dt.date, int] = {}
    known = debt.interest_owed
    for due in sorted(debt.dues, key=lambda each: each.on):
        day = max(due.on, today)
        asked.setdefault((day.year, day.month), []).append((day, due.total))
        charges[due.on] = charges.get(due.on, 0) + max(due.interest - known, 0)
        known = max(known - due.interest, 0)
    by_month = [sum(amount for _day, amount in rows) for _month, rows in sorted(asked.items())]
    usual = by_month[-2] if len(by_month) > 1 else debt.left + debt.interest_owed
    last = max(asked, default=(today.year, today.month - 1))
    times = sorted(asked)
    step = (last[0] - times[-2][0]) * 12 + last[1] - times[-2][1] if len(times) > 1 else 0
    return _Running(debt, debt.left, debt.interest_owed, today, asked, usual, last, step, charges)


def _next(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)


def _never(running: Sequence[_Running], first: dt.date) -> NeverPaidOffError:
    def short(each: _Running) -> int:
        return interest_between(each.debt.terms, each.left, first, _next(first)) - each.usual + 1

    worst = max((each for each in running if each.is_open), key=short)
    return NeverPaidOffError(name=worst.debt.name, short=max(short(worst), 1))
