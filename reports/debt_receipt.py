"""The receipt for a debt that was paid: what it settled, tax that was kept back, the money, in words."""

import datetime as dt

from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.series import split_number
from app.i18n import _
from app.queries.debts import debtor_by_uid
from app.queries.sales import DocumentRow, document_by_number
from app.queries.settled import OtherLine, Settled, other_lines, person_lines, settled_by
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from reports.common import ReportArgumentError, document_link, in_language, issuer, total_row
from reports.model import Column, Kind, Paragraph, Report, Role, Row, Signatures, Table
from reports.party_statement import address_of

NAME = "receipt-of-debt"


def build(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The receipt of the payment with this number; raises ReportArgumentError if it is none."""
    document = document_by_number(number)
    if document is None or document.kind != DocumentKind.RECEIPT:
        raise ReportArgumentError(name=NAME, needs=_("the number of a payment that was received"))
    head = issuer()
    book, running = split_number(document.number)
    person = None if document.party_uid is None else debtor_by_uid(document.party_uid)
    about = [
        _("Book {book} · number {number}").format(book=book, number=running),
        _("Received from {name}").format(name=document.party_name or "–"),
        "" if person is None else address_of(person),
    ]
    return Report(
        NAME,
        _("Receipt"),
        head,
        (
            Paragraph("\n".join(part for part in about if part not in ("", "–"))),
            _settled(document, settled_by(document.id)),
            _how(other_lines(document.id)),
            Paragraph(f"({baht_text(document.total)})", _("Amount in words")),
            Signatures((_("Paid by"), _("Received by"))),
        ),
        subtitle=document.party_name or "",
        period=format_date(document.on, "long"),
        number=document.number,
        printed=printed,
        book=head.name,
        notes=_notes(document),
    )


def _settled(document: DocumentRow, settled: tuple[Settled, ...]) -> Table:
    columns = (
        Column("number", _("Document"), Kind.TEXT, 5),
        Column("date", _("Date"), Kind.DATE, 3),
        Column("bill", _("Bill"), Kind.MONEY, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                f"{each.number} · {each.slip_number}" if each.slip_number else each.number,
                each.on,
                abs(each.total),
                each.amount,
            ),
            opens=document_link(each.number),
        )
        for each in settled
    ]
    kept = -sum(line.amount for line in person_lines(document.id)) - sum(each.amount for each in settled)
    if kept:
        rows.append(Row((_("Kept for later bills"), None, None, kept)))
    rows.append(total_row(_("Total"), columns, {"amount": document.total}))
    return Table(_("Payment of"), columns, tuple(rows), sums=("amount",))


def _how(lines: tuple[OtherLine, ...]) -> Table:
    """What came in, and what was taken off: the bank's fee is ours, so the payer sees what she sent."""
    columns = (
        Column("what", _("Item"), Kind.TEXT, 8),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    fee = sum(line.amount for line in lines if line.role == AccountRole.BANK_FEE)
    rows = []
    for line in lines:
        if line.role == AccountRole.BANK_FEE:
            continue
        amount = line.amount
        if line.is_money and fee:
            amount, fee = amount + fee, 0
        rows.append(Row((_words(line), amount)))
    if fee:
        rows.append(Row((_("Paid"), fee)))
    rows.append(Row((_("Total"), sum(line.amount for line in lines)), Role.TOTAL))
    return Table(_("How it was paid"), columns, tuple(rows), sums=("amount",))


def _words(line: OtherLine) -> str:
    if line.role == AccountRole.TAX_WITHHELD:
        return _("Tax kept back by the payer")
    if line.role == AccountRole.SELLING_EXPENSE:
        return _("Discount")
    return in_language(line.name, line.name_en)


def _notes(document: DocumentRow) -> tuple[str, ...]:
    notes = [document.note] if document.note else []
    if document.reversed_by:
        words = _("Cancelled by {number}: {reason}")
        notes.append(words.format(number=document.reversed_by, reason=document.reversed_reason or "–"))
    return tuple(notes)
