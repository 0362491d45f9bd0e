"""Terms of a loan: when what is due, the interest between two days, and what a loan truly costs in a year.

Amounts are satang, rates millionths (``ppm``) per day, month or year. A year has 365 days, also a leap year;
a month is counted from one due day to the next. Interest is kept as a fraction and rounded once. Interest is
never charged on interest.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.fiscal import last_of_month
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import format_amount

PPM = 1_000_000
DAYS_OF_YEAR = 365
MOST_INSTALMENTS = 1_200
MOST_EVERY = 120
MOST_RATE_PPM = 10 * PPM
LEGAL_YEARLY_PPM = 150_000
"""What may be asked of a borrower in a year by the civil code; more is warned about, for a person to confirm."""


class LoanSide(StrEnum):
    """Who lends to whom."""

    TAKEN = "taken"
    """The group owes it."""
    GIVEN = "given"
    """It is owed to the group."""


class LoanMethod(StrEnum):
    """How a loan is paid back."""

    FLAT = "flat"
    """Interest of the whole time on the whole loan, in equal parts."""
    REDUCING = "reducing"
    """Interest on what is left; equal instalments."""
    EQUAL_PRINCIPAL = "equal_principal"
    """Interest on what is left; equal parts of the loan."""
    INTEREST_ONLY = "interest_only"
    """Interest each time, the loan at the end."""


class RatePer(StrEnum):
    """For which time a rate is meant."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Every(StrEnum):
    """The unit between two due days."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


SIDE_WORDS: dict[LoanSide, str] = {
    LoanSide.TAKEN: N_("Borrowed by the group"),
    LoanSide.GIVEN: N_("Lent by the group"),
}
METHOD_WORDS: dict[LoanMethod, str] = {
    LoanMethod.REDUCING: N_("Equal instalments, interest on what is left"),
    LoanMethod.EQUAL_PRINCIPAL: N_("Equal parts of the loan, interest on what is left"),
    LoanMethod.FLAT: N_("Flat: interest on the whole loan to the end"),
    LoanMethod.INTEREST_ONLY: N_("Interest only, the loan at the end"),
}
PER_WORDS: dict[RatePer, str] = {
    RatePer.YEAR: N_("a year"),
    RatePer.MONTH: N_("a month"),
    RatePer.DAY: N_("a day"),
}
EVERY_WORDS: dict[Every, str] = {
    Every.MONTH: N_("months"),
    Every.WEEK: N_("weeks"),
    Every.DAY: N_("days"),
    Every.YEAR: N_("years"),
}


class LoanAmountError(UserError):
    """A loan of nothing or less."""

    message = N_("How much is lent? Please enter an amount above zero.")


class LoanRateError(UserError):
    """A rate below zero, or so high that it must be a slip of the hand."""

    message = N_("Please look at the interest rate again: it has to be between 0 and {most} percent.")


class LoanTimesError(UserError):
    """A number of instalments, or of units between them, that cannot be."""

    message = N_("Please enter how often it is paid back: 1 to {most} times.")


class FirstDueError(UserError):
    """A first due day that is not after the day of the contract."""

    message = N_("The first instalment has to be due after the day of the contract.")


class LoanNeverEndsError(UserError):
    """An instalment that does not cover the interest; ``short`` is what it lacks, satang."""

    message = N_(
        "This loan would never end: {instalment_text} baht each time, but the interest alone is {interest_text} "
        "baht. At least {short_text} baht more are needed each time."
    )

    def __init__(self, *, instalment: int, interest: int) -> None:
        self.instalment, self.interest = instalment, interest
        self.short = interest - instalment + 1
        super().__init__(
            instalment_text=format_amount(instalment),
            interest_text=format_amount(interest),
            short_text=format_amount(self.short),
        )


class LoanTooLongError(UserError):
    """Instalments so small that there would be too many of them."""

    message = N_("With {instalment_text} baht each time the loan would take more than {most} instalments.")

    def __init__(self, *, instalment: int) -> None:
        super().__init__(instalment_text=format_amount(instalment), most=MOST_INSTALMENTS)


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed about a loan."""

    principal: int
    rate_ppm: int
    rate_per: RatePer
    method: LoanMethod
    instalments: int
    agreed_on: dt.date
    first_due: dt.date
    every: int = 1
    every_unit: Every = Every.MONTH

    @property
    def anchor(self) -> int:
        """The day of the month that due days keep to; the last of a shorter month stands for it."""
        if self.first_due == last_of_month(self.first_due):
            return max(self.first_due.day, self.agreed_on.day)
        return self.first_due.day


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is due on a day, satang."""

    on: dt.date
    principal: int
    interest: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class Cost:
    """What a loan costs: its interest in all, satang, and its true rate in a year, ppm."""

    first: dt.date
    last: dt.date
    instalment: int
    interest: int
    yearly_ppm: int


def checked_terms(terms: Terms) -> Terms:
    """The terms themselves.

    Raises LoanAmountError, LoanRateError, LoanTimesError, FirstDueError, DayOutOfRangeError, AmountTooLargeError.
    """
    if money.checked_amount(terms.principal) <= 0:
        raise LoanAmountError
    if not 0 <= terms.rate_ppm <= MOST_RATE_PPM:
        raise LoanRateError(most=MOST_RATE_PPM * 100 // PPM)
    if not 1 <= terms.instalments <= MOST_INSTALMENTS:
        raise LoanTimesError(most=MOST_INSTALMENTS)
    if not 1 <= terms.every <= MOST_EVERY:
        raise LoanTimesError(most=MOST_EVERY)
    checked_day(terms.agreed_on)
    if checked_day(terms.first_due) <= terms.agreed_on:
        raise FirstDueError
    checked_day(due_day(terms, terms.instalments - 1))
    return terms


# ---------------------------------------------------------------- days


def add_months(day: dt.date, months: int, anchor: int) -> dt.date:
    """So many months after a day, on the anchor's day of the month or the last of a shorter one."""
    count = day.year * 12 + day.month - 1 + months
    first = dt.date(count // 12, count % 12 + 1, 1)
    return first.replace(day=min(anchor, last_of_month(first).day))


def due_day(terms: Terms, number: int) -> dt.date:
    """When instalment ``number`` (from 0) is due; raises DayOutOfRangeError."""
    steps = number * terms.every
    if terms.every_unit in (Every.MONTH, Every.YEAR):
        months = steps * (12 if terms.every_unit is Every.YEAR else 1)
        year = terms.first_due.year + (terms.first_due.month - 1 + months) // 12
        if year > dt.MAXYEAR:
            checked_day(dt.date.max)
        return terms.first_due if not number else add_months(terms.first_due, months, terms.anchor)
    days = steps * (7 if terms.every_unit is Every.WEEK else 1)
    if days > (dt.date.max - terms.first_due).days:
        checked_day(dt.date.max)
    return terms.first_due + dt.timedelta(days=days)


def due_days(terms: Terms) -> tuple[dt.date, ...]:
    """Every day on which something is due."""
    return tuple(due_day(terms, number) for number in range(terms.instalments))


# ---------------------------------------------------------------- interest


def _months(terms: Terms, day: dt.date) -> Fraction:
    """A day on the line of months that has a mark at each anchor; parts of a month by its days."""
    start = dt.date(terms.first_due.year, terms.first_due.month, 1)
    count = (day.year - start.year) * 12 + day.month - start.month
    if day < add_months(start, count, terms.anchor):
        count -= 1
    mark, after = (add_months(start, count + step, terms.anchor) for step in (0, 1))
    return count + Fraction((day - mark).days, (after - mark).days)


def _times(terms: Terms, first: dt.date, last: dt.date) -> Fraction:
    """How many times the rate counts between two days."""
    if terms.rate_per is RatePer.MONTH:
        return _months(terms, last) - _months(terms, first)
    days = (last - first).days
    return Fraction(days, DAYS_OF_YEAR if terms.rate_per is RatePer.YEAR else 1)


def interest_exact(terms: Terms, principal: int, first: dt.date, last: dt.date) -> Fraction:
    """Interest on a sum from a first to a last day (the last day itself does not count), not rounded."""
    return principal * Fraction(terms.rate_ppm, PPM) * _times(terms, first, last)


def interest_between(terms: Terms, principal: int, first: dt.date, last: dt.date) -> int:
    """Interest on a sum from a first to a last day, satang; nothing backwards."""
    return rounded(interest_exact(terms, principal, first, last)) if last > first else 0


def rounded(amount: Fraction) -> int:
    """A fraction of satang to whole ones, halves away from zero."""
    return money.divide_round(amount.numerator, amount.denominator)


def _flat_times(terms: Terms) -> Fraction:
    """How many times the rate of a flat loan counts: by the instalments that were agreed, whole months as months."""
    steps = terms.instalments * terms.every
    months = {Every.MONTH: steps, Every.YEAR: 12 * steps}.get(terms.every_unit)
    if months is not None and terms.rate_per is not RatePer.DAY:
        return Fraction(months, 12) if terms.rate_per is RatePer.YEAR else Fraction(months)
    if months is not None:
        return Fraction((add_months(terms.first_due, months, terms.anchor) - terms.first_due).days)
    days = steps * (7 if terms.every_unit is Every.WEEK else 1)
    if terms.rate_per is RatePer.DAY:
        return Fraction(days)
    yearly = Fraction(days, DAYS_OF_YEAR)
    return yearly if terms.rate_per is RatePer.YEAR else 12 * yearly


def flat_interest(terms: Terms) -> int:
    """Interest of a flat loan in all, satang."""
    return rounded(terms.principal * Fraction(terms.rate_ppm, PPM) * _flat_times(terms))


# ---------------------------------------------------------------- schedules


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
    interest = interest_between(
        terms, terms.principal, *_longest(terms)
    )
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
        Fraction(terms.rate_ppm, PPM) * _times(terms, first, last)
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

    By days, with interest of interest, as banks compare; halving steps in whole numbers. At most doubling a day.
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


def nominal_yearly_ppm(rate_ppm: int, rate_per: RatePer) -> int:
    """A rate for a year without interest of interest, ppm."""
    return rate_ppm * {RatePer.YEAR: 1, RatePer.MONTH: 12, RatePer.DAY: DAYS_OF_YEAR}[rate_per]
