"""Schedules of loans: what is due when, by how many instalments or by their amount; what it truly costs."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.loan import (
    DAYS_OF_YEAR,
    MOST_INSTALMENTS,
    PPM,
    Instalment,
    LoanAmountError,
    LoanMethod,
    LoanNeverEndsError,
    LoanTooLongError,
    Terms,
    checked_terms,
    due_day,
    due_days,
    flat_interest,
    interest_between,
    times_between,
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a loan costs: its interest in all, satang, and its true rate in a year, ppm."""

    first: dt.date
    last: dt.date
    instalment: int
    interest: int
    yearly_ppm: int


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """What is due when; principal adds up to the loan, the last instalment takes what rounding left.

    Raises what ``checked_terms`` raises.
    """
    checked_terms(terms)
    days = due_days(terms)
    count, principal = len(days), terms.principal
    if terms.method is LoanMethod.FLAT:
        return _evenly(days, principal, flat_interest(terms))
    if terms.method is LoanMethod.REDUCING:
        return _equal(terms, days)
    part = 0 if terms.method is LoanMethod.INTEREST_ONLY else principal // count
    rows, left = [], principal
    for (first, last), number in zip(pairwise((terms.agreed_on, *days)), range(1, count + 1), strict=True):
        paid = left if number == count else part
        rows.append(Instalment(last, paid, interest_between(terms, left, first, last)))
        left -= paid
    return tuple(rows)


def schedule_by_amount(terms: Terms, amount: int) -> tuple[Instalment, ...]:
    """What is due when if ``amount`` is paid each time (of equal parts: of the loan alone), satang.

    The number of instalments follows from it; interest-only loans and such of one instalment keep theirs.
    Raises LoanNeverEndsError, LoanTooLongError, LoanAmountError and what ``checked_terms`` raises.
    """
    checked_terms(terms)
    if money.checked_amount(amount) <= 0:
        raise LoanAmountError
    if terms.method is LoanMethod.INTEREST_ONLY:
        return schedule(terms)
    if terms.method is LoanMethod.EQUAL_PRINCIPAL:
        count = -(-terms.principal // amount)
        return _with_parts(terms, amount, count)
    if terms.method is LoanMethod.FLAT:
        return _flat_by_amount(terms, amount)
    interest = interest_between(terms, terms.principal, *_longest(terms))
    if amount <= interest and amount < terms.principal + interest:
        raise LoanNeverEndsError(instalment=amount, interest=interest)
    rows = list(_paying(terms, _all_days(terms), amount))
    if sum(row.principal for row in rows) < terms.principal:
        raise LoanTooLongError(instalment=amount)
    return tuple(rows)


def _longest(terms: Terms) -> tuple[dt.date, dt.date]:
    """A usual time between two instalments."""
    return terms.first_due, due_day(terms, 1)


def _all_days(terms: Terms) -> Iterator[dt.date]:
    for number in range(MOST_INSTALMENTS):
        yield checked_day(due_day(terms, number))


def _evenly(days: Sequence[dt.date], principal: int, interest: int) -> tuple[Instalment, ...]:
    last = len(days) - 1
    each, of_it = principal // len(days), interest // len(days)
    return tuple(
        Instalment(
            day,
            principal - each * last if number == last else each,
            interest - of_it * last if number == last else of_it,
        )
        for number, day in enumerate(days)
    )


def _with_parts(terms: Terms, part: int, count: int) -> tuple[Instalment, ...]:
    if count > MOST_INSTALMENTS:
        raise LoanTooLongError(instalment=part)
    rows, left, before = [], terms.principal, terms.agreed_on
    for number in range(count):
        day = checked_day(due_day(terms, number))
        paid = min(part, left)
        rows.append(Instalment(day, paid, interest_between(terms, left, before, day)))
        left, before = left - paid, day
    return tuple(rows)


def _flat_by_amount(terms: Terms, amount: int) -> tuple[Instalment, ...]:
    one = flat_interest(replace(terms, instalments=1))
    if amount <= one and amount < terms.principal + one:
        raise LoanNeverEndsError(instalment=amount, interest=one)
    low, high = 1, MOST_INSTALMENTS

    def covers(count: int) -> bool:
        return amount * count >= terms.principal + flat_interest(replace(terms, instalments=count))

    if not covers(high):
        raise LoanTooLongError(instalment=amount)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if covers(middle) else (middle + 1, high)
    whole = replace(terms, instalments=low)
    checked_terms(whole)
    interest = flat_interest(whole)
    rows, left, interest_left = [], terms.principal, interest
    for number, day in enumerate(due_days(whole)):
        of_it = interest_left if number == low - 1 else interest // low
        paid = left if number == low - 1 else min(amount - of_it, left)
        rows.append(Instalment(day, paid, of_it))
        left, interest_left = left - paid, interest_left - of_it
    return tuple(rows)


def _paying(terms: Terms, days: Iterator[dt.date] | Sequence[dt.date], amount: int) -> Iterator[Instalment]:
    """Equal instalments until nothing is left: interest first, never on interest."""
    left, owed, before = terms.principal, 0, terms.agreed_on
    for day in days:
        owed += interest_between(terms, left, before, day)
        of_it = min(owed, amount)
        paid = min(amount - of_it, left)
        yield Instalment(day, paid, of_it)
        left, owed, before = left - paid, owed - of_it, day
        if not left and not owed:
            return


def _equal(terms: Terms, days: Sequence[dt.date]) -> tuple[Instalment, ...]:
    """The smallest equal instalment that ends in time; the last one is what is left."""
    times = [
        Fraction(terms.rate_ppm, PPM) * times_between(terms, first, last)
        for first, last in pairwise((terms.agreed_on, *days))
    ]
    parts = [(each.numerator, each.denominator) for each in times]

    def ends(amount: int) -> bool:
        left, owed = terms.principal, 0
        for numerator, denominator in parts:
            owed += money.divide_round(left * numerator, denominator)
            of_it = min(owed, amount)
            left, owed = left - min(amount - of_it, left), owed - of_it
        return not left and not owed

    low = -(-terms.principal // len(days))
    high = terms.principal + sum(money.divide_round(terms.principal * above, below) for above, below in parts)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if ends(middle) else (middle + 1, high)
    return tuple(_paying(terms, days, low))


# ---------------------------------------------------------------- what it truly costs

_SCALE = 10**20
_ROUNDS = 68


def yearly_rate_ppm(principal: int, received_on: dt.date, rows: Sequence[Instalment]) -> int:
    """The true rate in a year, ppm: what the instalments are worth today at it is what was received.

    By days, with interest of interest, as banks compare; halving steps in whole numbers, at most
    doubling a day.
    """
    if principal <= 0 or sum(row.total for row in rows) <= principal:
        return 0
    days: list[int] = []
    before = received_on
    for row in rows:
        days.append((row.on - before).days)
        before = row.on
    low, high = 0, _SCALE
    for _round in range(_ROUNDS):
        middle = (low + high) // 2
        if _worth(middle, days, rows) > principal * _SCALE:
            low = middle
        else:
            high = middle
    growth = _power(_SCALE + high, DAYS_OF_YEAR)
    return money.divide_round((growth - _SCALE) * PPM, _SCALE)


def _worth(daily: int, days: Sequence[int], rows: Sequence[Instalment]) -> int:
    """What instalments are worth on the first day at a daily rate."""
    one = _SCALE * _SCALE // (_SCALE + daily)
    known: dict[int, int] = {}
    factor, worth = _SCALE, 0
    for gap, row in zip(days, rows, strict=True):
        if gap not in known:
            known[gap] = _power(one, gap)
        factor = factor * known[gap] // _SCALE
        worth += row.total * factor
    return worth


def _power(base: int, exponent: int) -> int:
    """A scaled number to a whole power."""
    result = _SCALE
    while exponent:
        if exponent & 1:
            result = result * base // _SCALE
        base = base * base // _SCALE
        exponent >>= 1
    return result


def cost_of(terms: Terms, rows: Sequence[Instalment]) -> Cost:
    """What a schedule says of its loan."""
    return Cost(
        rows[0].on,
        rows[-1].on,
        rows[0].total,
        sum(row.interest for row in rows),
        yearly_rate_ppm(terms.principal, terms.agreed_on, rows),
    )
