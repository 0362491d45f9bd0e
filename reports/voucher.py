"""The voucher of an entry: what the money was for, how it was paid, and who signs for it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from app.domain.document import DocumentKind
from app.i18n import N_, _
from app.queries.sales import DocumentRow, document_by_number
from app.queries.vouchers import (
    BoughtLine,
    SettledLine,
    VoucherLine,
    bought_lines,
    settled_lines,
    voucher_lines,
)
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from reports.common import ReportArgumentError, document_link, in_language, issuer, total_row
from reports.model import Column, Figure, Figures, Kind, Link, Paragraph, Report, Row, Signatures, Table

NAME = "voucher"

PAYING = frozenset({DocumentKind.EXPENSE, DocumentKind.PURCHASE, DocumentKind.PAYMENT, DocumentKind.ADVANCE})
"""Documents by which money goes out."""
RECEIVING = frozenset({DocumentKind.INCOME, DocumentKind.RECEIPT})
_TITLES = {
    DocumentKind.TRANSFER: N_("Transfer voucher"),
    DocumentKind.ADVANCE: N_("Advance voucher"),
}


def build(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The voucher of the document with this number; raises ReportArgumentError if there is none."""
    document = document_by_number(number)
    if document is None:
        raise ReportArgumentError(name=NAME, needs=_("the number of a document"))
    lines = voucher_lines(document.id)
    head = issuer()
    goes_out = document.kind in PAYING
    total = abs(document.total)
    return Report(
        NAME,
        title(document.kind),
        head,
        (
            Paragraph(_about(document, goes_out=goes_out)),
            _what_for(document, lines, goes_out=goes_out),
            Figures(
                (
                    Figure(
                        _("Paid out") if goes_out else _("Amount"),
                        total,
                        note=baht_text(total),
                    ),
                )
            ),
            _how_paid(document, lines, goes_out=goes_out),
            _in_the_books(lines),
            Signatures(signers(document.kind)),
        ),
        subtitle=document.party_name or "",
        period=format_date(document.on, "long"),
        number=document.number,
        printed=printed,
        book=head.name,
        notes=_notes(document),
    )


def title(kind: str) -> str:
    """What the voucher of a kind of document is called."""
    if kind in _TITLES:
        return _(_TITLES[DocumentKind(kind)])
    if kind in PAYING:
        return _("Payment voucher")
    return _("Receipt voucher") if kind in RECEIVING else _("Journal voucher")


def signers(kind: str) -> tuple[str, ...]:
    """Who signs under a voucher."""
    if kind in PAYING:
        return _("Prepared by"), _("Approved by"), _("Paid by"), _("Received by")
    if kind in RECEIVING:
        return _("Prepared by"), _("Checked by"), _("Received by")
    return _("Prepared by"), _("Checked by"), _("Approved by")


def _about(document: DocumentRow, *, goes_out: bool) -> str:
    parts = []
    if document.party_name:
        words = _("Paid to {name}.") if goes_out else _("From {name}.")
        parts.append(words.format(name=document.party_name))
    if document.slip_date or document.slip_number:
        day = format_date(document.slip_date, "medium") if document.slip_date else "–"
        parts.append(_("Slip {number} of {day}.").format(number=document.slip_number or "–", day=day))
    if document.ledger_date != document.on:
        parts.append(_("Counted on {day}.").format(day=format_date(document.ledger_date, "medium")))
    parts.extend(text for text in (document.reason, document.note) if text)
    return " ".join(parts) or _("Entered by {author}.").format(author=document.author)


def _notes(document: DocumentRow) -> tuple[str, ...]:
    if document.reversed_by:
        return (_("Cancelled by {number}: {reason}").format(
            number=document.reversed_by, reason=document.reversed_reason or "–"
        ),)  # fmt: skip
    return ()


def _what_for(document: DocumentRow, lines: Sequence[VoucherLine], *, goes_out: bool) -> Table:
    settled = settled_lines(document.id)
    if settled:
        return _settled_table(settled)
    bought = bought_lines(document.id)
    if bought:
        return _bought_table(bought)
    sign = 1 if goes_out or document.kind not in RECEIVING else -1
    asked = [line for line in lines if line.amount * sign > 0]
    columns = (
        Column("what", _("Item"), Kind.TEXT, 6),
        Column("person", _("Person"), Kind.TEXT, 4),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (line.note or in_language(line.name, line.name_en), line.party or line.holder, abs(line.amount)),
            opens=Link("account", line.code),
        )
        for line in asked
    ]
    rows.append(total_row(_("Total"), columns, {"amount": sum(abs(line.amount) for line in asked)}))
    words = _("What it came in for") if document.kind in RECEIVING else _("What for")
    return _without_nobody(Table(words, columns, tuple(rows), sums=("amount",)))


def _without_nobody(table: Table) -> Table:
    """The table without its column of persons, where none is named."""
    if any(row.cells[1] for row in table.rows):
        return table
    rows = tuple(replace(row, cells=(row.cells[0], *row.cells[2:])) for row in table.rows)
    return replace(table, columns=(table.columns[0], *table.columns[2:]), rows=rows)


def _bought_table(bought: Sequence[BoughtLine]) -> Table:
    columns = (
        Column("what", _("Item"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [Row((each.description, each.quantity, each.unit, each.amount)) for each in bought]
    freight = sum(each.freight for each in bought)
    if freight:
        rows.append(Row((_("Transport of goods"), None, "", freight)))
    rows.append(total_row(_("Total"), columns, {"amount": sum(each.amount for each in bought) + freight}))
    return Table(_("What for"), columns, tuple(rows), sums=("amount",))


def _settled_table(settled: Sequence[SettledLine]) -> Table:
    columns = (
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("day", _("Date"), Kind.DATE, 3),
        Column("slip", _("Slip number"), Kind.TEXT, 3),
        Column("person", _("Person"), Kind.TEXT, 4),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (each.number, each.on, each.slip_number, each.party, each.amount),
            opens=document_link(each.number),
        )
        for each in settled
    ]
    rows.append(total_row(_("Total"), columns, {"amount": sum(each.amount for each in settled)}))
    return Table(_("What is settled"), columns, tuple(rows), sums=("amount",))


def _how_paid(document: DocumentRow, lines: Sequence[VoucherLine], *, goes_out: bool) -> Table:
    """The other side: where the money came from or went to, and what stays owed."""
    sign = -1 if goes_out else 1
    columns = (
        Column("where", _("Item"), Kind.TEXT, 6),
        Column("person", _("Person"), Kind.TEXT, 4),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row((in_language(line.name, line.name_en), line.holder or line.party, abs(line.amount)))
        for line in lines
        if line.amount * sign > 0
    )
    words = _("How it came in") if document.kind in RECEIVING else _("How it was paid")
    return _without_nobody(Table(words, columns, rows))


def _in_the_books(lines: Sequence[VoucherLine]) -> Table:
    columns = (
        Column("code", _("Account"), Kind.TEXT, 2),
        Column("name", _("Account name"), Kind.TEXT, 7),
        Column("debit", _("Debit"), Kind.MONEY, 3),
        Column("credit", _("Credit"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                line.code,
                in_language(line.name, line.name_en),
                line.amount if line.amount > 0 else None,
                -line.amount if line.amount < 0 else None,
            ),
            opens=Link("account", line.code),
        )
        for line in sorted(lines, key=lambda line: line.amount < 0)
    ]
    debit = sum(max(line.amount, 0) for line in lines)
    rows.append(total_row(_("Total"), columns, {"debit": debit, "credit": debit}))
    return Table(_("In the ledger"), columns, tuple(rows), sums=("debit", "credit"))
