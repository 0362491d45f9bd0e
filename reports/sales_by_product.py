"""Sales, cost and profit of each product over a span of days."""

import datetime as dt

from app.domain.money import ratio_bp
from app.i18n import _
from app.queries.sales import ProductSales, sales_by_product
from reports.common import Span, issuer, product_link, total_row
from reports.model import Chart, ChartKind, Column, Kind, Report, Row, Series, Table

NAME = "sales-by-product"
BEST = 8
"""How many products a ranking shows."""


def product_table(rows: tuple[ProductSales, ...], title: str = "") -> Table:
    """One line per product: quantity, sales, book cost, profit, full-cost profit, share of sales."""
    columns = (
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("amount", _("Sales"), Kind.MONEY, 3),
        Column("cost", _("Book cost"), Kind.MONEY, 3),
        Column("profit", _("Gross profit"), Kind.MONEY, 3),
        Column("full_profit", _("At full cost"), Kind.MONEY, 3),
        Column("share", _("Share"), Kind.PERCENT, 2),
    )
    total = sum(row.amount for row in rows)
    lines = [
        Row(
            (
                row.name,
                row.quantity,
                row.unit,
                row.amount,
                row.value,
                row.amount - row.value,
                row.amount - row.full_value,
                ratio_bp(row.amount, total),
            ),
            opens=product_link(row.code),
        )
        for row in rows
    ]
    if lines:
        sums = {
            "amount": total,
            "cost": sum(row.value for row in rows),
            "profit": total - sum(row.value for row in rows),
            "full_profit": total - sum(row.full_value for row in rows),
        }
        lines.append(total_row(_("Total"), columns, sums))
    return Table(
        title or _("Sales by product"),
        columns,
        tuple(lines),
        empty=_("Nothing was sold in this time."),
        sums=("amount", "cost", "profit", "full_profit"),
    )


def best_chart(rows: tuple[ProductSales, ...]) -> Chart | None:
    """The best sellers by sales; None where nothing was sold."""
    best = [row for row in rows if row.amount > 0][:BEST]
    if not best:
        return None
    return Chart(
        _("Best sellers"),
        ChartKind.RANKING,
        tuple(row.name for row in best),
        (Series(_("Sales"), tuple(row.amount for row in best)),),
        sentence=_("“{name}” sold the most.").format(name=best[0].name),
    )


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The report over a span of days."""
    rows = sales_by_product(span.first, span.last)
    chart = best_chart(rows)
    head = issuer()
    return Report(
        NAME,
        _("Sales by product"),
        head,
        (*((chart,) if chart else ()), product_table(rows)),
        period=span.text,
        printed=printed,
        book=head.name,
    )
