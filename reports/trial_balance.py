"""The trial balance: opening, movement and closing of every account; debits equal credits in each."""

import datetime as dt

from app.i18n import N_, _
from app.queries.statements import trial_balance
from reports.common import Span, in_language, issuer, total_row
from reports.model import Column, Kind, Link, Report, Row, Signatures, Table

NAME = "trial-balance"
TITLE = N_("Trial balance")
KEYS = ("opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit")


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The trial balance over a span."""
    rows = []
    sums = dict.fromkeys(KEYS, 0)
    for row in trial_balance(span.first, span.last):
        amounts = (*_sides(row.opening), row.debit, row.credit, *_sides(row.closing))
        for key, amount in zip(KEYS, amounts, strict=True):
            sums[key] += amount
        name = f"{row.code} {in_language(row.name, row.name_en)}"
        rows.append(Row((name, *(amount or None for amount in amounts)), opens=Link("account", row.code)))
    columns = (
        Column("account", _("Account"), Kind.TEXT, 6),
        Column("opening_debit", _("Opening, debit"), Kind.MONEY, 3),
        Column("opening_credit", _("Opening, credit"), Kind.MONEY, 3),
        Column("debit", _("Debit"), Kind.MONEY, 3),
        Column("credit", _("Credit"), Kind.MONEY, 3),
        Column("closing_debit", _("Closing, debit"), Kind.MONEY, 3),
        Column("closing_credit", _("Closing, credit"), Kind.MONEY, 3),
    )
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    head = issuer()
    table = Table("", columns, tuple(rows), empty=_("Nothing was posted yet."), sums=KEYS, carried=KEYS)
    return Report(
        NAME,
        _(TITLE),
        head,
        (table, Signatures((_("Prepared by"), _("Checked by")))),
        period=span.text,
        printed=printed,
        book=head.name,
    )


def _sides(balance: int) -> tuple[int, int]:
    return max(balance, 0), max(-balance, 0)
