"""A household's year: twelve months side by side, what the money went for, and the way of the debt."""

import datetime as dt
from collections import defaultdict

from app.domain.household.diary import View
from app.domain.money import divide_round
from app.i18n import _
from app.queries.household.debts import owed_by_month
from app.queries.household.diary import month_sums, sums_between
from app.thai.dates import buddhist_year, format_month, month_name
from reports.common import Span, issuer
from reports.household.money_words import baht, month_sentence
from reports.household.month import full_note, income_table, named
from reports.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Kind,
    Link,
    Paragraph,
    Report,
    Role,
    Row,
    Series,
    Table,
)

NAME = "household-year"


def build(span: Span, *, full: bool = False, printed: dt.datetime | None = None) -> Report:
    """The sheet of a year (or any span of whole months) in money, or in ``full`` with own produce."""
    view = View.FULL if full else View.CASH
    months, day = [], span.first.replace(day=1)
    while day <= span.last:
        months.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    sums = [month_sums(month, view=view) for month in months]
    owed = dict(owed_by_month(months[0], months[-1]))
    whole = sums_between(months[0], span.last, view=view)
    head = issuer()
    rows = [
        Row(
            (month, each.earned, each.spent, each.left, owed[month]),
            opens=Link("household-month", month.isoformat()),
        )
        for month, each in zip(months, sums, strict=True)
    ]
    came, went = sum(each.earned for each in sums), sum(each.spent for each in sums)
    rows.append(Row((_("Whole year"), came, went, came - went, owed[months[-1]]), Role.TOTAL))
    table = Table(
        _("Month by month"),
        (
            Column("month", _("Month"), Kind.MONTH, 2),
            Column("came", _("Money in"), Kind.MONEY, 2),
            Column("went", _("Money out"), Kind.MONEY, 2),
            Column("left", _("Left over"), Kind.MONEY, 2),
            Column("owed", _("Owed at its end"), Kind.MONEY, 2),
        ),
        tuple(rows),
        sums=("came", "went", "left"),
    )
    names = tuple(month_name(month) for month in months)
    money = Chart(
        _("Came in and went out"),
        ChartKind.BAR,
        names,
        (
            Series(_("Money in"), tuple(each.earned for each in sums)),
            Series(_("Money out"), tuple(each.spent for each in sums)),
        ),
        sentence=month_sentence(came, went),
    )
    chart = debt_chart(months, owed, names)
    blocks: list[Block] = [
        Paragraph(month_sentence(came, went)),
        Figures(
            (
                Figure(_("Money in"), came),
                Figure(_("Money out"), went),
                Figure(_("Left over"), came - went),
                Figure(_("Owed at the end"), owed[months[-1]]),
            )
        ),
        table,
        money,
        *([chart] if chart is not None else []),
        income_table(whole),
        _categories(span, view),
    ]
    return Report(
        NAME,
        _("The year of our home"),
        head,
        tuple(blocks),
        period=year_words(span),
        notes=(full_note(),) if full else (),
        printed=printed,
        book=head.name,
        large=True,
    )


def year_words(span: Span) -> str:
    """A whole calendar year by its number in the era of the language, any other span by its days."""
    first, last = span.first, span.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return _("Year {year}").format(year=buddhist_year(first))
    return span.text


def debt_chart(months: list[dt.date], owed: dict[dt.date, int], names: tuple[str, ...]) -> Chart | None:
    """The way of the debt over some months, with what it says; None where nothing was owed."""
    values = tuple(owed[month] for month in months)
    if not any(values):
        return None
    less = values[0] - values[-1]
    data = {"amount": baht(less), "first": format_month(months[0]), "last": format_month(months[-1])}
    if less > 0:
        sentence = _("{amount} baht less are owed in {last} than in {first}.").format(**data)
    elif less < 0:
        sentence = _("{amount} baht more are owed in {last} than in {first}.").format(**data)
    else:
        sentence = _("As much is owed in {last} as in {first}.").format(**data)
    return Chart(
        _("How the debt goes"), ChartKind.LINE, names, (Series(_("What we owe"), values),), sentence=sentence
    )


def _categories(span: Span, view: View) -> Table:
    """What the money went for, the largest first, and what that is a month."""
    sums = sums_between(span.first.replace(day=1), span.last, view=view)
    count = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    by_name: defaultdict[str, int] = defaultdict(int)
    for each in sums.categories:
        if not each.is_income:
            by_name[named(each)] -= each.amount
    ordered = sorted(((name, amount) for name, amount in by_name.items() if amount), key=lambda row: -row[1])
    rows = [Row((name, amount, _a_month(amount, count))) for name, amount in ordered]
    if rows:
        rows.append(Row((_("Together"), sums.spent, _a_month(sums.spent, count)), Role.TOTAL))
    return Table(
        _("What it went for"),
        (
            Column("what", _("Spent on"), weight=4),
            Column("amount", _("In the year"), Kind.MONEY, 2),
            Column("month", _("A month"), Kind.MONEY, 2),
        ),
        tuple(rows),
        empty=_("Nothing went out that was written down."),
        sums=("amount",),
    )


def _a_month(amount: int, count: int) -> int:
    return divide_round(amount, count)
