"""The register of stock: what every product had, what came and went, what is left and worth; and its lots."""

import datetime as dt
from itertools import groupby
from operator import attrgetter

from app.i18n import N_, _
from app.queries.balances import month_end
from app.queries.registers import StockMovement, lots_on_hand, stock_movements
from reports.common import Span, issuer, product_link, total_row
from reports.model import Cell, Column, Kind, Report, Role, Row, Table

NAME = "stock-register"
KINDS = {
    "product": N_("Finished goods"),
    "material": N_("Materials"),
    "packaging": N_("Packaging"),
}


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """ทะเบียนสินค้าและวัตถุดิบ of whole months; lots as they were at their end."""
    head = issuer()
    lots = _lots(month_end(span.last))
    return Report(
        NAME,
        _("Stock register"),
        head,
        (_movements(stock_movements(span.first, span.last)), *((lots,) if lots.rows else ())),
        period=span.text,
        printed=printed,
        book=head.name,
        landscape=True,
    )


def _movements(found: tuple[StockMovement, ...]) -> Table:
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("before", _("Brought forward"), Kind.QUANTITY, 2),
        Column("came", _("Came in"), Kind.QUANTITY, 2),
        Column("went", _("Went out"), Kind.QUANTITY, 2),
        Column("after", _("Left"), Kind.QUANTITY, 2),
        Column("before_value", _("Value before"), Kind.MONEY, 3),
        Column("change", _("Change in value"), Kind.MONEY, 3),
        Column("value", _("Value"), Kind.MONEY, 3),
    )
    rows: list[Row] = []
    ordered = sorted(found, key=lambda each: list(KINDS).index(each.kind))
    for kind, group in groupby(ordered, key=attrgetter("kind")):
        of_kind = list(group)
        blank: tuple[Cell, ...] = (_(KINDS[kind]), *(None,) * (len(columns) - 1))
        rows.append(Row(blank, Role.HEADING))
        rows.extend(
            Row(
                (
                    each.code,
                    each.name,
                    each.unit,
                    each.before,
                    each.came,
                    each.went,
                    each.after,
                    each.before_value,
                    each.change_value,
                    each.after_value,
                ),
                opens=product_link(each.code),
            )
            for each in of_kind
        )
        words = _("Together: {kind}").format(kind=_(KINDS[kind]))
        rows.append(_sum(words, columns, of_kind, Role.SUBTOTAL, kind))
    if rows:
        rows.append(_sum(_("Total"), columns, list(found), Role.TOTAL, "total"))
    return Table("", columns, tuple(rows), empty=_("Nothing was in stock in these months."))


def _sum(label: str, columns: tuple[Column, ...], rows: list[StockMovement], role: Role, key: str) -> Row:
    values = {
        "before_value": sum(row.before_value for row in rows),
        "change": sum(row.change_value for row in rows),
        "value": sum(row.after_value for row in rows),
    }
    _code, _name, *amounts = total_row("", columns, values).cells
    return Row(("", label, *amounts), role, key=key)  # the column of codes is narrow


def _lots(day: dt.date) -> Table:
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("lot", _("Lot"), Kind.TEXT, 5),
        Column("made", _("Made on"), Kind.DATE, 3),
        Column("best", _("Best before"), Kind.DATE, 3),
        Column("quantity", _("On hand"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
    )
    rows = tuple(
        Row(
            (lot.code, lot.product, lot.lot, lot.made_on, lot.best_before, lot.quantity, lot.unit),
            opens=product_link(lot.code),
        )
        for lot in lots_on_hand(day)
    )
    return Table(_("Lots on hand"), columns, rows)
