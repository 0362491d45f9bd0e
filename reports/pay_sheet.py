"""The pay sheet: wages owed to each person, hours, advances taken off, and a line for her to sign on."""

import datetime as dt
from collections.abc import Sequence

from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.i18n import _
from app.queries.pay_sheet import PayRow, pay_sheet
from app.queries.sales import document_by_number
from app.queries.settled import person_lines, settled_by
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from reports.common import ReportArgumentError, Span, issuer, total_row
from reports.debtors import as_of_text
from reports.model import Cell, Column, Figure, Figures, Kind, Link, Report, Row, Signatures, Table

NAME = "pay-sheet"
SIGN_HERE = "\n…………………………………"
"""A line to sign on, with room for a hand above it."""
MOST_NAMED = 3


def build(span: Span, as_of: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """What is owed at the end of a day, with the hours of the days asked for."""
    rows = pay_sheet(span.first, span.last, as_of)
    lines = [
        (
            position,
            f"{each.name} ({each.code})",
            _work(each),
            each.hours.paid_milli or None,
            each.hours.free_milli or None,
            each.owed,
            each.deducted or None,
            each.to_pay,
            SIGN_HERE,
        )
        for position, each in enumerate(rows, 1)
    ]
    codes = [each.code for each in rows]
    return _report(lines, codes, as_of_text(as_of), "", printed, total=sum(each.to_pay for each in rows))


def of_payment(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The sheet of a payment that was posted; raises ReportArgumentError if it is none."""
    document = document_by_number(number)
    if document is None or document.kind != DocumentKind.PAYMENT:
        raise ReportArgumentError(name=NAME, needs=_("the number of a payment"))
    settled = settled_by(document.id)
    sums: dict[tuple[str, str], list[int]] = {}
    for line in person_lines(document.id):
        row = sums.setdefault((line.party_name, line.party_code), [0, 0])
        row[line.role == AccountRole.ADVANCE] += line.amount
    lines = []
    for position, ((name, code), (paid, advance)) in enumerate(sorted(sums.items()), 1):
        own = {
            each.number for each in settled if each.party_code == code and each.role != AccountRole.ADVANCE
        }
        lines.append(
            (
                position,
                f"{name} ({code})",
                _numbers(sorted(own)),
                None,
                None,
                paid,
                -advance or None,
                paid + advance,
                SIGN_HERE,
            )
        )
    day = format_date(document.on, "long")
    codes = [code for _name, code in sorted(sums)]
    return _report(lines, codes, day, document.number, printed, total=document.total)


def _work(row: PayRow) -> str:
    return _numbers([item.number for item in row.items])


def _numbers(numbers: list[str]) -> str:
    named = ", ".join(numbers[:MOST_NAMED])
    more = len(numbers) - MOST_NAMED
    return named if more <= 0 else _("{named} and {count} more").format(named=named, count=more)


def _report(
    lines: Sequence[tuple[Cell, ...]],
    codes: list[str],
    period: str,
    number: str,
    printed: dt.datetime | None,
    *,
    total: int,
) -> Report:
    head = issuer()
    with_hours = any(line[3] or line[4] for line in lines)
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("work", _("Work"), Kind.TEXT, 5),
        Column("paid_hours", _("Hours"), Kind.QUANTITY, 2),
        Column("free_hours", _("Hours given"), Kind.QUANTITY, 2),
        Column("owed", _("Wages"), Kind.MONEY, 3),
        Column("advance", _("Advance taken off"), Kind.MONEY, 3),
        Column("pay", _("To pay"), Kind.MONEY, 3),
        Column("signature", _("Received (signature)"), Kind.TEXT, 6),
    )
    keep = [at for at, column in enumerate(columns) if with_hours or not column.key.endswith("_hours")]
    shown = tuple(columns[at] for at in keep)
    rows = [
        Row(tuple(line[at] for at in keep), opens=Link("statement-of-account", code))
        for line, code in zip(lines, codes, strict=True)
    ]
    if lines:
        sums = {
            column.key: sum(cell for line in lines if isinstance(cell := line[at], int))
            for at, column in enumerate(columns)
            if column.kind in (Kind.MONEY, Kind.QUANTITY)
        }
        row = total_row("", shown, sums)
        rows.append(Row((None, _("Total"), *row.cells[2:]), row.role, key=row.key))
    return Report(
        NAME,
        _("Pay sheet"),
        head,
        (
            Table(
                _("Wages"), shown, tuple(rows), empty=_("No wages are owed."), sums=("owed", "advance", "pay")
            ),
            Figures((Figure(_("To pay in all"), total, note=f"({baht_text(total)})"),)),
            Signatures((_("Prepared by"), _("Approved by"), _("Paid by"))),
        ),
        period=period,
        number=number,
        printed=printed,
        book=head.name,
        landscape=True,
    )
