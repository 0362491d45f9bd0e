"""What each promotion took off and what was sold with it over a span of days, returns and voids taken off."""

import datetime as dt

from app.domain.promotion_words import KIND_NAMES
from app.i18n import _
from app.queries.promotions import PromotionResult, coupon_results, promotion_results, promotion_totals
from reports.common import Span, issuer, total_row
from reports.model import Chart, ChartKind, Column, Figure, Figures, Kind, Report, Row, Series, Table

NAME = "promotions"
BEST = 8
"""How many promotions the chart shows."""


def _table(rows: list[PromotionResult]) -> Table:
    columns = (
        Column("name", _("Promotion"), Kind.TEXT, 6),
        Column("kind", _("What it gives"), Kind.TEXT, 3),
        Column("bills", _("Number of bills"), Kind.COUNT, 2),
        Column("before", _("Price without it"), Kind.MONEY, 3),
        Column("off", _("Taken off"), Kind.MONEY, 3),
        Column("off_bp", _("Part taken off"), Kind.PERCENT, 2),
        Column("sold", _("Sold for"), Kind.MONEY, 3),
        Column("cost", _("Book cost"), Kind.MONEY, 3),
        Column("profit", _("Left over"), Kind.MONEY, 3),
    )
    lines = [
        Row(
            (
                row.name,
                _(KIND_NAMES[row.kind]),
                row.bills,
                row.before,
                row.taken_off,
                row.off_bp,
                row.sold,
                row.cost,
                row.margin,
            )
        )
        for row in rows
    ]
    if lines:
        lines.append(total_row(_("Total"), columns, {"off": sum(row.taken_off for row in rows)}))
    return Table(
        _("What promotions took off and sold"),
        columns,
        tuple(lines),
        empty=_("No promotion was given in this time."),
        note=_(
            "Goods that two promotions shared stand with each of them, so only what was taken off adds up."
        ),
        sums=("off",),
    )


def _coupons(first: dt.date, last: dt.date) -> Table | None:
    used = coupon_results(first, last)
    if not used:
        return None
    columns = (
        Column("code", _("Coupon"), Kind.TEXT, 3),
        Column("name", _("Promotion"), Kind.TEXT, 6),
        Column("uses", _("Times used"), Kind.COUNT, 2),
    )
    return Table(_("Coupons"), columns, tuple(Row((row.code, row.name, row.uses)) for row in used))


def _chart(rows: list[PromotionResult]) -> Chart | None:
    best = [row for row in rows if row.taken_off > 0][:BEST]
    if not best:
        return None
    return Chart(
        _("Taken off by promotion"),
        ChartKind.RANKING,
        tuple(row.name for row in best),
        (Series(_("Taken off"), tuple(row.taken_off for row in best)),),
        sentence=_("“{name}” took off the most.").format(name=best[0].name),
    )


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The report over a span of days."""
    rows = promotion_results(span.first, span.last)
    off, by_owners = promotion_totals(span.first, span.last)
    figures = [Figure(_("Taken off"), off, Kind.MONEY)]
    if by_owners:
        figures.append(Figure(_("Of it borne by the goods' owners"), by_owners, Kind.MONEY))
    chart, coupons = _chart(rows), _coupons(span.first, span.last)
    head = issuer()
    return Report(
        NAME,
        _("Promotions: cost and sales"),
        head,
        (
            Figures(tuple(figures)),
            *((chart,) if chart else ()),
            _table(rows),
            *((coupons,) if coupons else ()),
        ),
        period=span.text,
        printed=printed,
        book=head.name,
    )
