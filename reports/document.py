"""One document with everything it posted: what it is, its lines in the ledger, the goods it moved."""

import datetime as dt

from app.i18n import _
from app.queries.ledger import document_lines, document_moves
from app.queries.sales import DocumentRow, document_by_number
from app.thai.dates import format_date, format_datetime, moment_of
from reports.common import ReportArgumentError, in_language, issuer, joined, product_link, total_row
from reports.model import Column, Kind, Link, Paragraph, Report, Row, Table
from reports.stock_card import document_name

NAME = "document"


def build(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The document with this number; raises ReportArgumentError if there is none."""
    document = document_by_number(number)
    if document is None:
        raise ReportArgumentError(name=NAME, needs=_("the number of a document"))
    head = issuer()
    moves = _move_table(document.id)
    return Report(
        NAME,
        document_name(document.kind),
        head,
        (Paragraph(_about(document)), _line_table(document.id), *((moves,) if moves.rows else ())),
        subtitle=document.party_name or "",
        period=format_date(document.on, "medium"),
        number=document.number,
        printed=printed,
        book=head.name,
    )


def _about(document: DocumentRow) -> str:
    parts = [
        _("Entered by {author} at {when}.").format(
            author=document.author,
            when=format_datetime(moment_of(document.posted_at)),
        )
    ]
    if document.ledger_date != document.on:
        parts.append(_("Counted on {day}.").format(day=format_date(document.ledger_date, "medium")))
    if document.slip_date or document.slip_number:
        day = format_date(document.slip_date, "medium") if document.slip_date else "–"
        parts.append(_("Slip {number} of {day}.").format(number=document.slip_number or "–", day=day))
    if document.reverses:
        parts.append(_("Undoes {number}.").format(number=document.reverses))
    if document.reversed_by:
        parts.append(_("Undone by {number}.").format(number=document.reversed_by))
    parts.extend(text for text in (document.reason, document.note) if text)
    return " ".join(parts)


def _line_table(document_id: int) -> Table:
    columns = (
        Column("code", _("Account"), Kind.TEXT, 2),
        Column("name", _("Account name"), Kind.TEXT, 6),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("debit", _("Debit"), Kind.MONEY, 3),
        Column("credit", _("Credit"), Kind.MONEY, 3),
    )
    rows = []
    debit = credit = 0
    for line in document_lines(document_id):
        debit += max(line.amount, 0)
        credit += max(-line.amount, 0)
        rows.append(
            Row(
                (
                    line.code,
                    in_language(line.name, line.name_en),
                    joined(line.party, line.note),
                    line.amount if line.amount > 0 else None,
                    -line.amount if line.amount < 0 else None,
                ),
                opens=Link("account", line.code),
            )
        )
    if rows:
        rows.append(total_row(_("Total"), columns, {"debit": debit, "credit": credit}))
    return Table(
        _("In the ledger"), columns, tuple(rows), empty=_("Nothing was posted."), sums=("debit", "credit")
    )


def _move_table(document_id: int) -> Table:
    columns = (
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("place", _("Place"), Kind.TEXT, 3),
        Column("lot", _("Lot"), Kind.TEXT, 4),
        Column("value", _("Book value"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row(
            (move.name, move.quantity, move.unit, move.place, move.lot, move.value),
            opens=product_link(move.code),
        )
        for move in document_moves(document_id)
    )
    return Table(_("Goods"), columns, rows)
