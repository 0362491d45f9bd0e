"""Plain sentences about a household's money: a month, what changed, a goal, a debt; none of them blames."""

import datetime as dt

from app.domain import money
from app.domain.household.debts import ORDER_WORDS, DebtEnd, PayOff, PayOrder
from app.domain.household.insights import Insight, InsightKind, half_a_year_of
from app.domain.household.plan import GoalKind, Pace
from app.domain.loan import PPM, rate_bp
from app.domain.slip_entry import Direction
from app.i18n import N_, _, language, ngettext
from app.queries.household.cuts import CutRow
from app.queries.household.debts import Debt, WhatIf
from app.queries.household.plan import BudgetRow, BudgetSums, GoalRow
from app.thai.dates import format_date, format_month
from app.thai.digits import format_amount, format_percent
from reports.common import in_language

Names = dict[str, tuple[str, str]]

_INSIGHTS: dict[InsightKind, str] = {
    InsightKind.SPENT_MORE: N_("{what}: {difference} baht more than usual ({amount} instead of {before})."),
    InsightKind.SPENT_LESS: N_("{what}: {difference} baht less than usual ({amount} instead of {before})."),
    InsightKind.COULD_BE_LESS: N_("{what} took {amount} baht. Half of it would be {year} baht in a year."),
    InsightKind.EARNED_MORE: N_("{what} brought {difference} baht more than usual."),
    InsightKind.DEBT_LESS: N_("The debts are {difference} baht smaller than a month ago."),
    InsightKind.SAVED: N_("{amount} baht were left over this month."),
    InsightKind.SHORT: N_("{amount} baht more went out than came in."),
    InsightKind.FORGOTTEN: N_("Of {amount} baht nobody remembers what they were for. That may stay so."),
    InsightKind.INTEREST: N_("{amount} baht of this month were interest."),
}


def baht(amount: int) -> str:
    """An amount in a sentence: whole baht without satang, without a sign."""
    return format_amount(abs(amount), decimals=None)


def called(names: Names, code: str) -> str:
    """The name of an account in the language of the screen."""
    thai, english = names.get(code, ("", ""))
    return english if language() == "en" and english else thai


def month_sentence(came_in: int, went_out: int) -> str:
    """What a month came to."""
    if not came_in and not went_out:
        return _("Nothing has been entered for this month yet.")
    left = came_in - went_out
    data = {"came": baht(came_in), "went": baht(went_out), "left": baht(left)}
    if left > 0:
        return _("{came} baht came in and {went} baht went out: {left} baht are left.").format(**data)
    if left < 0:
        return _("{came} baht came in and {went} baht went out: {left} baht more than came in.").format(
            **data
        )
    return _("{came} baht came in, and as much went out.").format(**data)


def insight_sentence(each: Insight, names: Names) -> str:
    """One sentence of what a month says."""
    data = {
        "what": called(names, each.account_code),
        "amount": baht(each.amount),
        "before": baht(each.before),
        "difference": baht(each.difference),
        "year": baht(half_a_year_of(each.amount)),
    }
    return _(_INSIGHTS[each.kind]).format(**data)


def budget_sentence(sums: BudgetSums) -> str:
    """What the budgets of a month come to."""
    data = {"room": baht(sums.room), "used": baht(sums.used), "left": baht(sums.left)}
    if not sums.room:
        return _("Nothing is planned for this month yet. Type an amount where you like to keep an eye on it.")
    if sums.left < 0:
        return _("{room} baht are planned and {used} are used: {left} more than planned.").format(**data)
    return _("{room} baht are planned and {used} are used: {left} may still be spent.").format(**data)


def budget_words(row: BudgetRow) -> str:
    """What is left of a budget, in words."""
    data = {"used": baht(row.used), "left": baht(row.left)}
    if row.category.direction is Direction.IN:
        if row.amount is None:
            return _("{used} came in").format(**data) if row.used else ""
        return (
            _("{left} more than planned").format(**data)
            if row.left <= 0
            else _("{left} to come").format(**data)
        )
    if row.amount is None:
        return _("{used} used").format(**data) if row.used else ""
    if row.left < 0:
        return _("{left} over").format(**data)
    return _("{left} may still be spent").format(**data)


def carried_words(row: BudgetRow) -> str:
    """What came over from the months before, where something did."""
    if not row.carried or row.amount is None:
        return ""
    if row.carried > 0:
        return _("with {amount} from before").format(amount=baht(row.carried))
    return _("less {amount} from before").format(amount=baht(row.carried))


def cut_sentences(row: CutRow, debts: WhatIf | None) -> list[str]:
    """What half of a category brings: a year, earlier for the goal, earlier without debts."""
    name = in_language(row.category.name, row.category.name_en)
    said = [
        _(
            "{what} takes {usual} baht a month. Half of it is {half} baht a month and {year} baht a year."
        ).format(what=name, usual=baht(row.usual), half=baht(row.cut.a_month), year=baht(row.cut.a_year))
    ]
    if row.goal is not None and row.weeks:
        words = ngettext(
            "Put by, it brings “{goal}” one week earlier.",
            "Put by, it brings “{goal}” {count} weeks earlier.",
            row.weeks,
        )
        said.append(words.format(goal=row.goal.data.name, count=row.weeks))
    if debts is not None and debts.months > 0:
        said.append(
            _("Paid on the debts, they end {months} earlier and cost {interest} baht less interest.").format(
                months=months_words(debts.months), interest=baht(debts.interest)
            )
        )
    elif debts is not None and debts.interest > 0:
        said.append(
            _("Paid on the debts, they cost {interest} baht less interest.").format(
                interest=baht(debts.interest)
            )
        )
    return said


def goal_sentence(goal: GoalRow, today: dt.date) -> str:
    """What a goal takes from here, in one sentence."""
    pace, name = goal.pace, goal.data.name
    due = format_date(goal.data.due_on, "medium")
    if pace.is_reached:
        return _("Reached: {name}.").format(name=name)
    if goal.data.kind is GoalKind.OTHER:
        return _steps_left(pace, name, due)
    data = {"name": name, "week": baht(pace.per_week), "missing": baht(pace.missing), "due": due}
    if goal.data.due_on <= today:
        return _("{name}: {missing} baht are still missing. Shall it get more time?").format(**data)
    if goal.data.kind is GoalKind.PAY_OFF:
        return _("{name}: {week} baht a week pay it off by {due}; {missing} baht to go.").format(**data)
    if goal.data.kind is GoalKind.EARN:
        return _("{name}: it takes {week} baht a week until {due}; {missing} baht to go.").format(**data)
    return _("{name}: put by {week} baht a week until {due}; {missing} baht to go.").format(**data)


def goal_takes(goal: GoalRow, today: dt.date) -> str:
    """The same below the name of the goal, which is not said again."""
    sentence = goal_sentence(goal, today).removeprefix(f"{goal.data.name}: ")
    return sentence[:1].upper() + sentence[1:]


def _steps_left(pace: Pace, name: str, due: str) -> str:
    left = pace.amount - pace.reached
    if not pace.amount:
        return _("{name}: which steps lead there?").format(name=name)
    return ngettext(
        "{name}: one step to go until {due}.", "{name}: {count} steps to go until {due}.", left
    ).format(name=name, count=left, due=due)


def ahead_sentence(pace: Pace) -> str:
    """Whether a goal is before or behind its plan; empty where both come to the same."""
    if not pace.ahead_in_baht or pace.is_reached or not pace.weeks_left:
        return ""
    if pace.ahead > 0:
        return _("{amount} baht further than planned.").format(amount=baht(pace.ahead_in_baht))
    return _("{amount} baht less than planned by now; the weeks to come take it in.").format(
        amount=baht(pace.ahead_in_baht)
    )


def debt_sentence(debts: tuple[Debt, ...], slates: int) -> str:
    """What the family owes, in one sentence; ``slates`` satang stand with shops."""
    owed = sum(each.state.owed for each in debts) + slates
    if not owed:
        return _("No debts. That is worth a lot.")
    return _("{amount} baht are owed in all.").format(amount=baht(owed))


def dear_sentence(each: Debt) -> str:
    """What a debt truly costs in a year."""
    return _("truly {rate} a year").format(rate=percent_a_year(each.yearly_ppm))


def percent_a_year(ppm: int) -> str:
    """A yearly rate in percent, without decimals from a hundred on."""
    bp = rate_bp(ppm) if ppm < PPM else money.divide_round(ppm, 10_000) * 100
    return f"{format_percent(bp)}%"


def free_sentence(plan: PayOff) -> str:
    """When the last debt ends, and what that costs."""
    if plan.free_in is None:
        return ""
    return _("Without debts in {month}; {interest} baht of interest until then.").format(
        month=format_month(plan.free_in), interest=baht(plan.interest)
    )


def what_if_sentence(found: WhatIf) -> str:
    """What paying more, paying some at once, or another order brings."""
    instead = found.instead
    data = {
        "extra": baht(instead.extra),
        "once": baht(instead.once),
        "months": months_words(found.months),
        "interest": baht(found.interest),
        "month": "" if instead.free_in is None else format_month(instead.free_in),
    }
    if found.months <= 0 and found.interest <= 0:
        return _("This order saves nothing: it ends in {month} all the same.").format(**data)
    if found.months <= 0:
        words = _("{way} {interest} baht of interest are saved; the last debt ends in {month} all the same.")
    elif found.interest <= 0:
        words = _("{way} it ends in {month}: {months} earlier.")
    else:
        words = _("{way} it ends in {month}: {months} earlier, and {interest} baht of interest are saved.")
    return words.format(way=_way(instead).format(**data), **data)


def months_words(count: int) -> str:
    """So many months."""
    return ngettext("one month", "{count} months", count).format(count=count)


def _way(instead: PayOff) -> str:
    if instead.extra and instead.once:
        return _("With {once} baht now and {extra} baht more a month")
    if instead.once:
        return _("With {once} baht now")
    return _("With {extra} baht more a month") if instead.extra else _("In this order")


def end_sentence(end: DebtEnd) -> str:
    """When one debt ends."""
    return _("{name}: ends in {month}").format(name=end.name, month=format_month(end.month))


def order_words(order: PayOrder) -> str:
    """The order in words."""
    return _(ORDER_WORDS[order])
