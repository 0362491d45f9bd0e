"""Plain sentences about one debt: its true cost, what is past its day, how long a pledge can be redeemed."""

import datetime as dt

from app.domain import money
from app.domain.household.debt_calendar import Heaviest, due_months, heaviest
from app.domain.household.debts import DEBT_WORDS, DebtKind
from app.domain.loan import LEGAL_YEARLY_PPM, PPM, RatePer, nominal_yearly_ppm
from app.i18n import _, ngettext
from app.queries.household.debts import Debt
from app.thai.dates import format_date, format_month
from reports.common import joined
from reports.household.money_words import baht, percent_a_year

EXAMPLE = 1_000_00
"""The sum at which a yearly rate is told in baht, satang."""

PRIVATE = frozenset({DebtKind.MONEYLENDER, DebtKind.RELATIVE, DebtKind.EMPLOYER, DebtKind.OTHER})
"""Lenders for whom the civil code sets the most that may be asked."""


def kind_words(each: Debt) -> str:
    """Who lends, and whether there is a contract with an office."""
    return joined(_(DEBT_WORDS[each.kind]), "" if each.is_formal else _("outside the banks"))


def cost_sentence(yearly_ppm: int) -> str:
    """A true yearly rate in percent and in baht; empty for a debt without interest."""
    if yearly_ppm <= 0:
        return _("It costs nothing: what was lent is given back, and no more.")
    if yearly_ppm > PPM:
        return _("Truly {rate} a year, with interest of interest.").format(rate=percent_a_year(yearly_ppm))
    return _("Truly {rate} a year: {example} baht of it cost {cost} baht in a year.").format(
        rate=percent_a_year(yearly_ppm),
        example=baht(EXAMPLE),
        cost=baht(money.round_to(money.divide_round(EXAMPLE * yearly_ppm, PPM), 100)),
    )


def whole_sentence(principal: int, interest: int, fees: int) -> str:
    """What a debt costs from its first to its last day, in all and for each thousand baht; satang."""
    if not interest and not fees:
        return ""
    whole = (
        _("Interest from the first to the last day: {interest} baht, and {fees} baht of fees.")
        if fees
        else _("Interest from the first to the last day: {interest} baht.")
    ).format(interest=baht(interest), fees=baht(fees))
    cost = money.round_to(money.share(EXAMPLE, interest + fees, principal), 100)
    each = _("For each {example} baht that were lent that makes {cost} baht.").format(
        example=baht(EXAMPLE), cost=baht(cost)
    )
    return f"{whole} {each}"


def law_sentence(kind: DebtKind, rate_ppm: int, per: RatePer) -> str:
    """That a private lender asks for more than the law allows; empty where that is not so."""
    if kind not in PRIVATE or nominal_yearly_ppm(rate_ppm, per) <= LEGAL_YEARLY_PPM:
        return ""
    return _("A private lender may ask for {most} a year at most by law.").format(
        most=percent_a_year(LEGAL_YEARLY_PPM)
    )


def days_words(count: int) -> str:
    """So many days."""
    return ngettext("one day", "{count} days", count).format(count=count)


def late_sentence(each: Debt) -> str:
    """What of a debt is past its day, since when; empty if nothing is."""
    since = each.state.late_since
    if since is None or not each.state.late:
        return ""
    number = sum(due.is_late for due in each.state.dues)
    data = {
        "days": days_words(each.state.days_late),
        "amount": baht(each.state.late),
        "day": format_date(since, "medium"),
        "count": number,
    }
    return ngettext(
        "{amount} baht were due on {day}, {days} ago.",
        "{amount} baht of {count} times were due, the first on {day}, {days} ago.",
        number,
    ).format(**data)


def next_sentence(each: Debt) -> str:
    """When something is due next, and how much."""
    due = each.next_due
    if due is None:
        return ""
    return _("Next on {day}: {amount} baht.").format(
        day=format_date(due.due.on, "medium"), amount=baht(due.left)
    )


def redeem_sentence(each: Debt, today: dt.date) -> str:
    """Until when what was pledged can be had back; empty where nothing was."""
    if each.redeem_by is None or each.state.is_over:
        return ""
    data = {"day": format_date(each.redeem_by, "medium"), "thing": each.loan.security or _("The pledge")}
    left = (each.redeem_by - today).days
    if left < 0:
        return _("{thing}: the day to have it back was {day}. Please ask whether it is still there.").format(
            **data
        )
    if not left:
        return _("{thing}: today is the last day to have it back.").format(**data)
    return _("{thing} can be had back until {day}, for {days} more.").format(days=days_words(left), **data)


def told(each: Debt, today: dt.date) -> str:
    """How a debt stands, in the one or two sentences that matter now."""
    if each.state.is_over:
        return _("Paid off.")
    if not each.state.drawn:
        return _("Nothing has begun yet.")
    parts = (late_sentence(each), redeem_sentence(each, today), next_sentence(each))
    return "\n".join(part for part in parts if part)


def heavy_sentence(debts: tuple[Debt, ...], today: dt.date) -> str:
    """The month that asks for most, as after a harvest, and what it takes each month to have it by then."""
    dues = [due for each in debts for due in each.as_open.dues]
    found: Heaviest | None = heaviest(due_months(dues, today=today))
    if found is None:
        return ""
    return _(
        "{amount} baht are due in {month}. Who puts by {part} baht a month from now on has them together."
    ).format(amount=baht(found.amount), month=format_month(found.month), part=baht(found.per_month))


def is_pledged(each: Debt) -> bool:
    """Whether a thing may be lost with the debt."""
    return each.kind in (DebtKind.PAWN, DebtKind.HIRE_PURCHASE) or each.redeem_by is not None
