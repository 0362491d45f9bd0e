"""Terms of a loan: the days on which something is due, and the interest between two days.

Amounts are satang, rates millionths (``ppm``) per day, month or year. A year has 365 days, also a leap year;
a month is counted from one due day to the next. Interest is kept as a fraction and rounded once. Interest is
never charged on interest.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

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
"""What a lender may ask in a year by the civil code; more is warned about, for a person to confirm."""


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
        "This loan would never end: {instalment_text} baht each time, but the interest alone is "
        "{interest_text} baht. At least {short_text} baht more are needed each time."
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


def checked_terms(terms: Terms) -> Terms:
    """The terms themselves.

    Raises LoanAmountError, LoanRateError, LoanTimesError, FirstDueError, DayOutOfRangeError,
    AmountTooLargeError.
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


def times_between(terms: Terms, first: dt.date, last: dt.date) -> Fraction:
    """How many times the rate counts between two days."""
    if terms.rate_per is RatePer.MONTH:
        return _months(terms, last) - _months(terms, first)
    days = (last - first).days
    return Fraction(days, DAYS_OF_YEAR if terms.rate_per is RatePer.YEAR else 1)


def interest_exact(terms: Terms, principal: int, first: dt.date, last: dt.date) -> Fraction:
    """Interest on a sum from a first to a last day (the last day itself does not count), not rounded."""
    return principal * Fraction(terms.rate_ppm, PPM) * times_between(terms, first, last)


def interest_between(terms: Terms, principal: int, first: dt.date, last: dt.date) -> int:
    """Interest on a sum from a first to a last day, satang; nothing backwards."""
    return rounded(interest_exact(terms, principal, first, last)) if last > first else 0


def rounded(amount: Fraction) -> int:
    """A fraction of satang to whole ones, halves away from zero."""
    return money.divide_round(amount.numerator, amount.denominator)


def flat_times(terms: Terms) -> Fraction:
    """How many times the rate of a flat loan counts: by what was agreed, whole months as months."""
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
    return rounded(terms.principal * Fraction(terms.rate_ppm, PPM) * flat_times(terms))


def nominal_yearly_ppm(rate_ppm: int, rate_per: RatePer) -> int:
    """A rate for a year without interest of interest, ppm."""
    return rate_ppm * {RatePer.YEAR: 1, RatePer.MONTH: 12, RatePer.DAY: DAYS_OF_YEAR}[rate_per]


def rate_bp(rate_ppm: int) -> int:
    """A rate as the basis points (1/100 percent) that people read and type."""
    return money.divide_round(rate_ppm, PPM // 10_000)


def rate_of_bp(basis_points: int) -> int:
    """Basis points as millionths."""
    return basis_points * (PPM // 10_000)
