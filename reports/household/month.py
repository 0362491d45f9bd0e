"""A household's month: what came in, what went out under which heading, what is left, and what that says."""

import datetime as dt
from collections import defaultdict

from app.domain.fiscal import last_of_month
from app.domain.household.diary import HEADING_WORDS, NOT_CASH, Heading, View
from app.i18n import N_, _, language
from app.queries.household.debts import debts, slates
from app.queries.household.diary import TRADE_COST, CategorySum, TimeSums, month_sums
from app.queries.household.places_of_money import places
from app.queries.household.plan import account_names, budget, goals, month_insights
from app.queries.household.totals import month_totals
from app.thai.dates import format_month
from reports.common import issuer
from reports.household.money_words import (
    budget_words,
    debt_sentence,
    goal_sentence,
    insight_sentence,
    month_sentence,
)
from reports.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Series,
    Table,
)

NAME = "household-month"
GROUP_WORDS: dict[str, str] = {
    "essential": HEADING_WORDS[Heading.ESSENTIAL],
    "social": HEADING_WORDS[Heading.SOCIAL],
    "reducible": HEADING_WORDS[Heading.REDUCIBLE],
    "unremembered": N_("Not remembered"),
}
"""Headings of what goes out, in the order of the sheet."""
MOST_SHARES = 7


def build(month: dt.date, *, full: bool = False, printed: dt.datetime | None = None) -> Report:
    """The sheet of a month in money; with ``full`` also what came and was used without money."""
    first = month.replace(day=1)
    sums = month_sums(first, view=View.FULL if full else View.CASH)
    head = issuer()
    blocks: list[Block] = [
        Paragraph(month_sentence(sums.earned, sums.spent)),
        _figures(first, sums),
        *_says(first),
        income_table(sums),
        spending_table(first, sums),
        *_people(sums),
        *spending_chart(sums),
        *_goals(first),
        _places(first),
    ]
    return Report(
        NAME,
        _("The month of our home"),
        head,
        tuple(blocks),
        period=format_month(first, long=True),
        notes=(full_note(),) if full else (),
        printed=printed,
        book=head.name,
        large=True,
    )


def full_note() -> str:
    """What the full view counts besides money."""
    return _("With what was grown, gathered or given, at what it would have cost.")


def named(each: CategorySum) -> str:
    """What a category is called in the language of the screen; what trades cost is taken off the income."""
    if each.group == TRADE_COST:
        return _("less: costs of trades")
    return each.name_en if language() == "en" and each.name_en else each.name


def _figures(first: dt.date, sums: TimeSums) -> Figures:
    before = month_totals((first - dt.timedelta(days=1)).replace(day=1))
    now = month_totals(first)
    return Figures(
        (
            Figure(_("Money in"), sums.earned),
            Figure(_("Money out"), sums.spent),
            Figure(_("Left over"), sums.left),
            Figure(_("What we owe"), now.debt, before=before.debt),
        )
    )


def _says(first: dt.date) -> list[Block]:
    names = account_names()
    lines = [insight_sentence(each, names) for each in month_insights(first)]
    return [Paragraph("\n".join(f"• {line}" for line in lines), _("What this month says"))] if lines else []


def income_table(sums: TimeSums) -> Table:
    """What came in, the largest first; of trades what was sold and what it cost."""
    rows = [each for each in sums.categories if each.is_income and each.amount]
    lines = [
        Row((named(each), each.amount)) for each in sorted(rows, key=lambda each: (-each.amount, each.name))
    ]
    if lines:
        lines.append(Row((_("Together"), sums.earned), Role.TOTAL))
    return Table(
        _("What came into the house"),
        (Column("what", _("Came from"), weight=5), Column("amount", _("Amount"), Kind.MONEY, 2)),
        tuple(lines),
        empty=_("Nothing came in that was written down."),
        sums=("amount",),
    )


def spending_table(first: dt.date, sums: TimeSums) -> Table:
    """What went out by heading, beside what was planned for it."""
    planned = {row.category.account_code: row for row in budget(first) if row.amount is not None}
    by_group: defaultdict[str, list[CategorySum]] = defaultdict(list)
    for each in sums.categories:
        if not each.is_income and each.amount:
            by_group[each.group].append(each)
    lines: list[Row] = []
    for group in (*GROUP_WORDS, *(group for group in by_group if group not in GROUP_WORDS)):
        found = sorted(by_group.get(group, ()), key=lambda each: (each.amount, each.name))
        if not found:
            continue
        words = GROUP_WORDS.get(group) or (_NO_MONEY if group in NOT_CASH else "")
        lines.append(Row((_(words) if words else "", None, None, None), Role.HEADING))
        for each in found:
            plan = planned.get(each.account_code)
            room = plan.room if plan is not None else None
            left = None if plan is None else plan.left if plan.left >= 0 else budget_words(plan)
            lines.append(Row((named(each), -each.amount, room, left), indent=1))
        if len(found) > 1:
            lines.append(Row((_("Together"), -sum(each.amount for each in found), None, None), Role.SUBTOTAL))
    if lines:
        lines.append(Row((_("All that went out"), sums.spent, None, None), Role.TOTAL))
    columns = [Column("what", _("Spent on"), weight=5), Column("amount", _("Amount"), Kind.MONEY, 2)]
    if planned:
        columns += [
            Column("planned", _("Planned"), Kind.MONEY, 2),
            Column("left", _("Room left"), Kind.MONEY, 2),
        ]
    width = len(columns)
    return Table(
        _("What went out"),
        tuple(columns),
        tuple(Row(row.cells[:width], row.role, indent=row.indent) for row in lines),
        empty=_("Nothing went out that was written down."),
    )


_NO_MONEY = N_("Used without money")


def _people(sums: TimeSums) -> list[Block]:
    named_people = [each for each in sums.people if each.name]
    if not named_people:
        return []
    rows = tuple(
        Row((each.name or _("The whole house"), abs(each.amount))) for each in sums.people if each.amount
    )
    columns = (Column("who", _("For whom it was"), weight=5), Column("amount", _("Amount"), Kind.MONEY, 2))
    return [Table(_("By person of the family"), columns, rows)]


def spending_chart(sums: TimeSums) -> list[Block]:
    """What the money went for, as parts of a whole."""
    rows = sorted(
        (each for each in sums.categories if not each.is_income and each.amount < 0),
        key=lambda each: (each.amount, each.name),
    )
    if len(rows) < 2:
        return []
    shown, rest = rows[:MOST_SHARES], rows[MOST_SHARES:]
    labels = [named(each) for each in shown]
    values = [-each.amount for each in shown]
    if rest:
        labels.append(_("All else"))
        values.append(-sum(each.amount for each in rest))
    sentence = _("Most went for {what}.").format(what=labels[0])
    chart = Chart(
        _("What the money was for"),
        ChartKind.SHARE,
        tuple(labels),
        (Series(_("Money out"), tuple(values)),),
        sentence=sentence,
    )
    return [chart]


def _goals(first: dt.date) -> list[Block]:
    day = last_of_month(first)
    lines = [goal_sentence(each, day) for each in goals(today=day) if each.active and each.reached_on is None]
    return [Paragraph("\n".join(f"• {line}" for line in lines), _("Our goals"))] if lines else []


def _places(first: dt.date) -> Table:
    day = last_of_month(first)
    rows = [
        Row((each.name_en if language() == "en" and each.name_en else each.name, each.balance))
        for each in places(day)
        if each.balance
    ]
    owed = sum(each.state.owed for each in debts(day)) + sum(each.owed for each in slates())
    if owed:
        rows.append(Row((_("What we owe"), -owed)))
    return Table(
        _("What we have and owe"),
        (Column("place", _("Where"), weight=5), Column("amount", _("Amount"), Kind.MONEY, 2)),
        tuple(rows),
        note=debt_sentence(debts(day), sum(each.owed for each in slates())),
        empty=_("Nothing was written down yet."),
    )
