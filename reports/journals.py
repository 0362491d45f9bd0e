"""The general journal and the general ledger: every document of some days, every account with its lines."""

import datetime as dt

from app.i18n import _
from app.queries.balances import balances
from app.queries.catalogue import accounts
from app.queries.registers import BookLine, book_lines, by_document
from reports.common import Span, document_link, in_language, issuer, joined, total_row
from reports.model import Block, Cell, Column, Kind, Link, Report, Role, Row, Table
from reports.stock_card import document_name

JOURNAL, LEDGER = "general-journal", "general-ledger"


def journal(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """สมุดรายวันทั่วไป: the documents of some days with their debits and credits."""
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("code", _("Account"), Kind.TEXT, 2),
        Column("what", _("Account name"), Kind.TEXT, 8),
        Column("debit", _("Debit"), Kind.MONEY, 3),
        Column("credit", _("Credit"), Kind.MONEY, 3),
    )
    rows: list[Row] = []
    total = 0
    for lines in by_document(book_lines(span.first, span.last)):
        head = lines[0]
        for number, line in enumerate(sorted(lines, key=_is_credit)):
            total += max(line.amount, 0)
            rows.append(
                Row(
                    (
                        head.ledger_date if number == 0 else None,
                        head.number if number == 0 else "",
                        line.code,
                        " · ".join(
                            part
                            for part in (in_language(line.name, line.name_en), line.person or line.note)
                            if part
                        ),
                        line.amount if line.amount > 0 else None,
                        -line.amount if line.amount < 0 else None,
                    ),
                    opens=document_link(head.number),
                    indent=0,
                )
            )
        rows.append(Row((None, "", "", _explained(head), None, None), opens=document_link(head.number)))
    if rows:
        rows.append(total_row(_("Total"), columns, {"debit": total, "credit": total}))
    table = Table(
        "",
        columns,
        tuple(rows),
        empty=_("No document was posted in these days."),
        sums=("debit", "credit"),
        carried=("debit", "credit"),
    )
    head_of = issuer()
    return Report(
        JOURNAL,
        _("General journal"),
        head_of,
        (table,),
        period=span.text,
        printed=printed,
        book=head_of.name,
    )


def _is_credit(line: BookLine) -> bool:
    """Debits stand before credits, else in the order in which they were posted."""
    return line.amount < 0


def _explained(line: BookLine) -> str:
    """What a document was about, under its lines."""
    parts = [document_name(line.kind), line.party, line.about]
    if line.slip_number:
        parts.append(_("slip {number}").format(number=line.slip_number))
    if line.reverses:
        parts.append(_("Undoes {number}.").format(number=line.reverses))
    if line.reversed_by:
        parts.append(_("Undone by {number}.").format(number=line.reversed_by))
    return "(" + joined(*parts) + ")"


def ledger(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """บัญชีแยกประเภท: every account with a balance or lines, its balance running along."""
    before = {row.code: row.balance for row in balances(span.first - dt.timedelta(days=1))}
    lines: dict[str, list[BookLine]] = {}
    for line in book_lines(span.first, span.last):
        lines.setdefault(line.code, []).append(line)
    blocks: list[Block] = []
    for account in accounts(active_only=False):
        moved = lines.get(account.code, [])
        if not moved and not before.get(account.code, 0):
            continue
        name = in_language(account.name, account.name_en)
        blocks.append(_account(f"{account.code} {name}", account.code, before.get(account.code, 0), moved))
    head = issuer()
    empty = Table("", (Column("none", ""),), (), empty=_("No document was posted in these days."))
    return Report(
        LEDGER,
        _("General ledger"),
        head,
        tuple(blocks) or (empty,),
        period=span.text,
        printed=printed,
        book=head.name,
    )


def _account(title: str, code: str, before: int, lines: list[BookLine]) -> Table:
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 6),
        Column("debit", _("Debit"), Kind.MONEY, 3),
        Column("credit", _("Credit"), Kind.MONEY, 3),
        Column("balance", _("Balance"), Kind.MONEY, 3),
    )
    carried: tuple[Cell, ...] = (None, "", _("Brought forward"), None, None, before)
    rows = [Row(carried, Role.SUBTOTAL)]
    debit = credit = 0
    running = before
    for line in lines:
        running += line.amount
        debit, credit = debit + max(line.amount, 0), credit + max(-line.amount, 0)
        what = joined(line.person or line.party, line.note or line.about)
        rows.append(
            Row(
                (
                    line.ledger_date,
                    line.number,
                    what or document_name(line.kind),
                    line.amount if line.amount > 0 else None,
                    -line.amount if line.amount < 0 else None,
                    running,
                ),
                opens=document_link(line.number),
            )
        )
    last: tuple[Cell, ...] = (None, "", _("Carried forward"), debit, credit, running)
    rows.append(Row(last, Role.TOTAL, opens=Link("account", code)))
    return Table(
        title, columns, tuple(rows), sums=("debit", "credit"), carried=("debit", "credit"), running="balance"
    )
