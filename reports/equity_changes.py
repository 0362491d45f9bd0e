"""Changes in equity: what every part of the owners' money was, gained, lost and is."""

import datetime as dt

from app.i18n import N_, _
from app.queries.statements import changes_in_equity
from reports.common import Span, in_language, issuer, total_row
from reports.equity_parts import fund_table, share_table
from reports.model import Column, Kind, Link, Report, Row, Signatures, Table

NAME = "changes-in-equity"
TITLE = N_("Changes in equity")
KEYS = ("opening", "profit", "carried", "added", "taken", "closing")


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The changes over a span or fiscal year."""
    columns = (
        Column("part", _("Part of the equity"), Kind.TEXT, 6),
        Column("opening", _("Brought forward"), Kind.MONEY, 3),
        Column("profit", _("Profit of the time"), Kind.MONEY, 3),
        Column("carried", _("Carried over at closing"), Kind.MONEY, 3),
        Column("added", _("Paid in"), Kind.MONEY, 3),
        Column("taken", _("Taken out"), Kind.MONEY, 3),
        Column("closing", _("Carried forward"), Kind.MONEY, 3),
    )
    rows = []
    sums = dict.fromkeys(KEYS, 0)
    for part in changes_in_equity(span.first, span.last):
        amounts = (part.opening, part.profit, part.carried, part.added, part.taken, part.closing)
        for key, amount in zip(KEYS, amounts, strict=True):
            sums[key] += amount
        name = in_language(part.name, part.name_en) if part.code else _("Profit that is not closed yet")
        rows.append(Row((name, *amounts), opens=Link("account", part.code) if part.code else None))
    rows.append(total_row(_("Total equity"), columns, sums))
    parts = [
        table
        for table in (share_table(span, _("Of it the shares")), fund_table(span, _("Of it the funds")))
        if table.rows
    ]
    head = issuer()
    return Report(
        NAME,
        _(TITLE),
        head,
        (
            Table("", columns, tuple(rows), sums=KEYS),
            *parts,
            Signatures((_("Prepared by"), _("Checked by"), _("Chair"))),
        ),
        period=span.text,
        printed=printed,
        book=head.name,
        landscape=True,
    )
