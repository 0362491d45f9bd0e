"""The sales journal and the purchase journal: what was sold and bought, day by day, and how it was paid."""

import datetime as dt
from itertools import groupby
from operator import attrgetter

from app.i18n import _
from app.queries.registers import SaleRow, purchase_rows, sale_rows
from reports.common import Span, document_link, issuer, total_row
from reports.model import Column, Kind, Report, Row, Table
from reports.stock_card import document_name

SALES, PURCHASES = "sales-journal", "purchase-journal"


def sales_journal(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """สมุดรายวันขาย: receipts of a day in one line, everything else by itself."""
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 5),
        Column("who", _("Customer"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 3),
        Column("cash", _("Cash"), Kind.MONEY, 3),
        Column("other", _("Transfer and PromptPay"), Kind.MONEY, 3),
        Column("account", _("On account"), Kind.MONEY, 3),
        Column("total", _("Total"), Kind.MONEY, 3),
    )
    found = sale_rows(span.first, span.last)
    rows: list[Row] = []
    for _day, group in groupby(found, key=attrgetter("on")):
        day = list(group)
        counter = [row for row in day if row.kind == "sale" and not row.party]
        if counter:
            rows.append(_together(counter))
        rows.extend(
            Row(
                (row.on, row.number, row.party, document_name(row.kind), row.cash, row.other, row.on_account,
                 row.total),
                opens=document_link(row.number),
            )
            for row in day
            if row not in counter
        )  # fmt: skip
    if rows:
        sums = {
            "cash": sum(row.cash for row in found),
            "other": sum(row.other for row in found),
            "account": sum(row.on_account for row in found),
            "total": sum(row.total for row in found),
        }
        rows.append(total_row(_("Total"), columns, sums))
    table = Table(
        "",
        columns,
        tuple(rows),
        empty=_("Nothing was sold in these days."),
        sums=("cash", "other", "account", "total"),
        carried=("cash", "other", "account", "total"),
    )
    head = issuer()
    return Report(
        SALES,
        _("Sales journal"),
        head,
        (table,),
        period=span.text,
        printed=printed,
        book=head.name,
        landscape=True,
    )


def _together(rows: list[SaleRow]) -> Row:
    first, last = rows[0], rows[-1]
    number = first.number if len(rows) == 1 else f"{first.number} – {last.number.rpartition('-')[2]}"
    return Row(
        (
            first.on,
            number,
            "",
            _("Sales, {count} receipts").format(count=len(rows)),
            sum(row.cash for row in rows),
            sum(row.other for row in rows),
            sum(row.on_account for row in rows),
            sum(row.total for row in rows),
        ),
        opens=document_link(first.number),
    )


def purchase_journal(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """สมุดรายวันซื้อ: goods bought, with freight, what was paid and what stayed owed."""
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("slip", _("Slip"), Kind.TEXT, 3),
        Column("who", _("Supplier"), Kind.TEXT, 5),
        Column("goods", _("Goods"), Kind.MONEY, 3),
        Column("freight", _("Freight"), Kind.MONEY, 3),
        Column("total", _("Total"), Kind.MONEY, 3),
        Column("paid", _("Paid at once"), Kind.MONEY, 3),
        Column("owed", _("Owed"), Kind.MONEY, 3),
    )
    found = purchase_rows(span.first, span.last)
    rows = [
        Row(
            (
                row.on,
                row.number,
                row.slip_number,
                row.party,
                row.goods,
                row.freight,
                row.total,
                row.paid,
                row.owed,
            ),
            opens=document_link(row.number),
        )
        for row in found
    ]
    if rows:
        keys = ("goods", "freight", "total", "paid", "owed")
        rows.append(
            total_row(_("Total"), columns, {key: sum(getattr(row, key) for row in found) for key in keys})
        )
    table = Table(
        "",
        columns,
        tuple(rows),
        empty=_("Nothing was bought in these days."),
        sums=("goods", "freight", "total", "paid", "owed"),
        carried=("goods", "freight", "total", "paid", "owed"),
    )
    head = issuer()
    return Report(
        PURCHASES,
        _("Purchase journal"),
        head,
        (table,),
        period=span.text,
        printed=printed,
        book=head.name,
        landscape=True,
    )
