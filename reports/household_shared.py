"""What households shared with the group, month by month: never of fewer than five, and nobody by name."""

import datetime as dt

from app.domain.household.sharing import FEWEST, DebtTrend, SharedMonth
from app.i18n import _, ngettext
from app.queries.household.totals import shared_debt, shared_months
from app.thai.dates import format_month
from app.thai.digits import format_amount
from reports.common import Span, issuer
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
    Row,
    Series,
    Table,
)

NAME = "households-shared"
_MONEY = (Kind.MONEY, 2)


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The months of a span that households shared, and how their debt went."""
    months = shared_months(span.first, span.last)
    trend = shared_debt(span.first, span.last)
    head = issuer()
    shown = [each for each in months if each.is_shown]
    blocks: list[Block] = [Paragraph(sentence(months)), *_figures(shown), *_chart(trend)]
    blocks += [_middle(months), *([_sums(shown)] if shown else [])]
    return Report(
        NAME,
        _("What households shared"),
        head,
        tuple(blocks),
        period=span_words(span),
        notes=(rule(),),
        printed=printed,
        book=head.name,
    )


def span_words(span: Span) -> str:
    """The months of a span."""
    first, last = format_month(span.first, long=True), format_month(span.last, long=True)
    return first if first == last else f"{first} – {last}"


def rule() -> str:
    """What is never shown, in plain words."""
    return _(
        "Each household shares by its own choice, without its name. Figures are shown of {fewest} households "
        "or more together, and later ones only when {fewest} more have come. Figures in the middle are "
        "rounded to 100 baht."
    ).format(fewest=FEWEST)


def sentence(months: tuple[SharedMonth, ...]) -> str:
    """What the last month that is shown says; else how many wait."""
    shown = [each for each in months if each.is_shown]
    if not shown:
        waiting = max((each.waiting for each in months), default=0)
        if not waiting:
            return _("Nobody has shared anything of these months.")
        return ngettext(
            "{count} household has shared. Figures are shown as soon as {fewest} have.",
            "{count} households have shared. Figures are shown as soon as {fewest} have.",
            waiting,
        ).format(count=waiting, fewest=FEWEST)
    last = shown[-1]
    return _(
        "{month}: half of the {count} households had more than {income} baht of income, spent more than "
        "{spending} baht, and owed more than {debt} baht."
    ).format(
        month=format_month(last.month, long=True),
        count=last.households,
        income=_baht(last.median_income),
        spending=_baht(last.median_spending),
        debt=_baht(last.median_debt),
    )


def _baht(amount: int) -> str:
    return format_amount(amount, decimals=None)


def _figures(shown: list[SharedMonth]) -> list[Block]:
    if not shown:
        return []
    last = shown[-1]
    before = shown[-2] if len(shown) > 1 else None
    earned = before.median_income if before else None
    left = before.median_saving if before else None
    owed = before.median_debt if before else None
    items = (
        Figure(_("Households"), last.households, Kind.COUNT, before.households if before else None),
        Figure(_("Income in the middle"), last.median_income, before=earned),
        Figure(_("Left over in the middle"), last.median_saving, before=left),
        Figure(_("Debt in the middle"), last.median_debt, before=owed),
    )
    return [Figures(items, format_month(last.month, long=True))]


def _chart(trend: DebtTrend | None) -> list[Block]:
    if trend is None:
        return []
    first, last = trend.months[0], trend.months[-1]
    change = last.each - first.each
    data = {
        "amount": _baht(abs(change)),
        "first": format_month(first.month),
        "last": format_month(last.month),
    }
    if change < 0:
        words = _("From {first} to {last} the debt of a household became {amount} baht smaller on average.")
    elif change > 0:
        words = _("From {first} to {last} the debt of a household became {amount} baht larger on average.")
    else:
        words = _("From {first} to {last} the debt of a household stayed as it was on average.")
    said = words.format(**data)
    same = (
        _("They are the same households in every month.")
        if trend.is_same
        else _("They are not the same households in every month, so this also tells who shared.")
    )
    return [
        Chart(
            _("Debt of a household"),
            ChartKind.LINE,
            tuple(format_month(each.month) for each in trend.months),
            (Series(_("On average"), tuple(each.each for each in trend.months)),),
            sentence=f"{said} {same}",
        )
    ]


def _middle(months: tuple[SharedMonth, ...]) -> Table:
    rows = tuple(
        Row(
            (
                each.month,
                each.households or None,
                each.waiting or None,
                *(
                    (each.median_income, each.median_spending, each.median_saving, each.median_debt)
                    if each.is_shown
                    else (None,) * 4
                ),
            )
        )
        for each in months
    )
    return Table(
        _("The household in the middle"),
        (
            Column("month", _("Month"), Kind.MONTH, 2),
            Column("households", _("Households"), Kind.COUNT, 1),
            Column("waiting", _("Still waiting"), Kind.COUNT, 1),
            Column("income", _("Income"), *_MONEY),
            Column("spending", _("Spending"), *_MONEY),
            Column("saving", _("Left over"), *_MONEY),
            Column("debt", _("Debt"), *_MONEY),
        ),
        rows,
        note=_("Half of the households have more, half have less. Who waits is shown when enough have come."),
        empty=_("Nobody has shared anything of these months."),
    )


def _sums(shown: list[SharedMonth]) -> Table:
    return Table(
        _("All together"),
        (
            Column("month", _("Month"), Kind.MONTH, 2),
            Column("households", _("Households"), Kind.COUNT, 1),
            Column("income", _("Income"), *_MONEY),
            Column("spending", _("Spending"), *_MONEY),
            Column("saving", _("Left over"), *_MONEY),
            Column("debt", _("Debt"), *_MONEY),
        ),
        tuple(
            Row((each.month, each.households, each.income, each.spending, each.saving, each.debt))
            for each in shown
        ),
    )
