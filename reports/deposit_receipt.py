"""The receipt for a deposit on an order, and the paper on one that was given back or kept."""

import datetime as dt

from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.pre_order import EVENT_WORDS, OrderEvent
from app.domain.series import split_number
from app.i18n import _
from app.queries.pre_orders import Order, OrderPaper, order_of_document
from app.queries.sales import document_by_number
from app.queries.settled import other_lines, person_lines
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from reports.common import ReportArgumentError, in_language, issuer
from reports.model import Column, Figure, Figures, Kind, Paragraph, Report, Role, Row, Signatures, Table
from reports.orders import goods_of

NAME = "deposit-receipt"


def build(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The paper of a deposit by its number; raises ReportArgumentError if it is none."""
    document = document_by_number(number)
    found = order_of_document(document.id) if document and document.kind == DocumentKind.DEPOSIT else None
    if document is None or found is None:
        raise ReportArgumentError(name=NAME, needs=_("the number of a deposit"))
    order, paper = found
    head = issuer()
    book, running = split_number(document.number)
    about = [
        _("Book {book} · number {number}").format(book=book, number=running),
        _titles(paper).format(name=order.party),
        _("Order {code} · wanted on {day}").format(
            code=order.code, day=format_date(order.wanted_on, "medium")
        ),
        goods_of(order),
    ]
    notes = [document.note] if document.note else []
    if document.reversed_by:
        words = _("Cancelled by {number}: {reason}")
        notes.append(words.format(number=document.reversed_by, reason=document.reversed_reason or "–"))
    if paper.purpose == OrderEvent.DEPOSIT:
        notes.append(_("The deposit is taken off the bill when the goods are handed over."))
    return Report(
        NAME,
        _("Deposit receipt")
        if paper.purpose == OrderEvent.DEPOSIT
        else _(EVENT_WORDS[OrderEvent(paper.purpose)]),
        head,
        (
            Paragraph("\n".join(about)),
            _how(document.id, paper),
            Paragraph(f"({baht_text(paper.amount)})", _("Amount in words")),
            _state(order),
            Signatures((_("Paid by"), _("Received by"))),
        ),
        subtitle=order.party,
        period=format_date(document.on, "long"),
        number=document.number,
        notes=tuple(notes),
        printed=printed,
        book=head.name,
    )


def _titles(paper: OrderPaper) -> str:
    if paper.purpose == OrderEvent.DEPOSIT:
        return _("Received from {name}")
    return _("Deposit of {name}")


def _how(document_id: int, paper: OrderPaper) -> Table:
    columns = (Column("what", _("Item"), Kind.TEXT, 8), Column("amount", _("Amount"), Kind.MONEY, 3))
    rows = [
        Row((in_language(line.name, line.name_en), abs(line.amount)))
        for line in other_lines(document_id)
        if line.role != AccountRole.DEPOSITS
    ]
    rows.extend(
        Row((_("Kept for the customer as credit"), abs(line.amount)))
        for line in person_lines(document_id)
        if line.role == AccountRole.CREDIT_NOTES
    )
    rows.append(Row((_("Total"), paper.amount), Role.TOTAL))
    return Table("", columns, tuple(rows), sums=("amount",))


def _state(order: Order) -> Figures:
    return Figures(
        (
            Figure(_("Order value"), order.total),
            Figure(_("Deposits taken so far"), order.deposits.taken),
            Figure(_("Still to pay"), max(0, order.due)),
        ),
        "",
    )
