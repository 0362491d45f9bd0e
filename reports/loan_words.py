"""Words about a loan that several papers and the page share."""

from app.domain.loan import EVERY_WORDS, METHOD_WORDS, PER_WORDS, SIDE_WORDS, Every, LoanSide, Terms, rate_bp
from app.domain.loan_state import EVENT_WORDS, LoanEvent
from app.i18n import N_, _
from app.queries.loans import Loan, LoanPosted
from app.thai.dates import format_date
from app.thai.digits import format_amount, format_percent
from reports.common import joined

_ONE: dict[Every, str] = {
    Every.MONTH: N_("every month"),
    Every.WEEK: N_("every week"),
    Every.DAY: N_("every day"),
    Every.YEAR: N_("every year"),
}


def rate_words(terms: Terms) -> str:
    """The interest in words: ``6 % a year``."""
    return f"{format_percent(rate_bp(terms.rate_ppm))} % {_(PER_WORDS[terms.rate_per])}"


def every_words(terms: Terms) -> str:
    """How often something is due."""
    if terms.every == 1:
        return _(_ONE[terms.every_unit])
    return _("every {count} {units}").format(count=terms.every, units=_(EVERY_WORDS[terms.every_unit]))


def terms_words(each: Loan) -> str:
    """The agreement in two sentences."""
    terms = each.terms
    return _(
        "{principal} baht at {rate}, agreed on {day}. {method}; {count} instalments, {every}, "
        "the first on {first}."
    ).format(
        principal=format_amount(terms.principal),
        rate=rate_words(terms),
        day=format_date(terms.agreed_on, "medium"),
        method=_(METHOD_WORDS[terms.method]),
        count=len(each.plan),
        every=every_words(terms),
        first=format_date(terms.first_due, "medium"),
    )


def side_words(side: LoanSide) -> str:
    """Who lends to whom."""
    return _(SIDE_WORDS[side])


def step_words(step: LoanPosted) -> str:
    """What happened, in words."""
    if step.kind == "reversal":
        return _("Undone")
    words = _(EVENT_WORDS[step.event])
    if step.event is LoanEvent.ACCRUED and step.up_to is not None:
        return _("{what} up to {day}").format(what=words, day=format_date(step.up_to, "medium"))
    return words


def title_of(each: Loan) -> str:
    """Person, what it is for, code."""
    return joined(each.party, each.name, each.code)
