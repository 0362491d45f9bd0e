"""Market days side by side, so that a group sees which are worth going to."""

import datetime as dt
from collections.abc import Sequence

from app.i18n import _
from app.queries.market_events import EventRow, events_between
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports import market_day
from reports.common import Span, issuer, total_row
from reports.model import Block, Cell, Chart, ChartKind, Column, Kind, Link, Report, Row, Series, Table

NAME = "market-compare"


def build(span: Span, *, with_costs: bool = True, printed: dt.datetime | None = None) -> Report:
    """Market days that begin within a span side by side, the best by profit named."""
    rows = events_between(span.first, span.last)
    head = issuer()
    blocks: list[Block] = [_compare_table(rows, with_costs=with_costs)]
    if len(rows) > 1:
        blocks.insert(0, _compare_chart(rows, with_costs=with_costs))
    return Report(
        NAME,
        _("Market days compared"),
        head,
        tuple(blocks),
        period=span.text,
        printed=printed,
        book=head.name,
        landscape=True,
    )


def _compare_chart(rows: Sequence[EventRow], *, with_costs: bool) -> Chart:
    shown = rows[-12:]
    series = [Series(_("Income"), tuple(each.result.income for each in shown))]
    best = max(shown, key=lambda each: each.result.profit if with_costs else each.result.income)
    amount = best.result.profit if with_costs else best.result.income
    if with_costs:
        series.append(Series(_("Profit"), tuple(each.result.profit for each in shown)))
    return Chart(
        _("Market days"),
        ChartKind.BAR,
        tuple(f"{format_date(each.event.first_day)} {each.event.name}" for each in shown),
        tuple(series),
        sentence=_("“{name}” brought most: {amount} baht.").format(
            name=best.event.name, amount=format_amount(amount)
        ),
    )


def _compare_table(rows: Sequence[EventRow], *, with_costs: bool) -> Table:
    columns = [
        Column("date", _("Day"), Kind.DATE, 3),
        Column("name", _("Market day"), Kind.TEXT, 8),
        Column("income", _("Income"), Kind.MONEY, 3),
        Column("cost", _("Goods sold"), Kind.MONEY, 3),
        Column("costs", _("Other costs"), Kind.MONEY, 3),
        Column("profit", _("Profit"), Kind.MONEY, 3),
        Column("share", _("Of the income"), Kind.PERCENT, 2, "%"),
        Column("hours", _("Hours open"), Kind.QUANTITY, 2),
        Column("hour", _("An hour"), Kind.MONEY, 3),
    ]
    drop = set() if with_costs else {"cost", "costs", "profit", "share", "hour"}
    lines = []
    for each in rows:
        result = each.result
        values: dict[str, Cell] = {
            "date": each.event.first_day,
            "name": each.event.name,
            "income": result.income,
            "cost": result.cost_of_goods,
            "costs": result.other_costs,
            "profit": result.profit,
            "share": result.profit_bp if result.income else None,
            "hours": each.event.hours_milli or None,
            "hour": result.an_hour,
        }
        cells: tuple[Cell, ...] = tuple(values[column.key] for column in columns if column.key not in drop)
        lines.append(Row(cells, opens=Link(market_day.NAME, each.event.code)))
    kept = tuple(column for column in columns if column.key not in drop)
    sums = tuple(key for key in ("income", "cost", "costs", "profit") if key not in drop)
    if lines:
        totals = {
            "income": sum(each.result.income for each in rows),
            "cost": sum(each.result.cost_of_goods for each in rows),
            "costs": sum(each.result.other_costs for each in rows),
            "profit": sum(each.result.profit for each in rows),
        }
        lines.append(total_row(_("Total"), kept, {key: totals[key] for key in sums}))
    return Table("", kept, tuple(lines), empty=_("No market day began in these days."), sums=sums)
