"""Papers for schools, hotels and offices: quotation, delivery note, invoice."""

import datetime as dt

from app.i18n import _
from app.queries.offers import Buyer, buyer, invoice, quotation
from app.queries.sales import document_by_number, sale_document
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from reports.common import ReportArgumentError, document_link, issuer, product_link, total_row
from reports.model import (
    Cell,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Report,
    Row,
    Signatures,
    Table,
)

QUOTATION, DELIVERY, INVOICE = "quotation", "delivery-note", "invoice"


def quotation_paper(number: str, *, printed: dt.datetime | None = None) -> Report:
    """ใบเสนอราคา by its number; raises ReportArgumentError if there is none."""
    offer = quotation(number, dt.date.min)
    if offer is None:
        raise ReportArgumentError(name=QUOTATION, needs=_("the number of a quotation"))
    lines = [
        (line.code, line.description, line.quantity, line.unit, line.unit_price_e4, line.amount)
        for line in offer.lines
    ]
    terms = [_("We are pleased to offer you the following.")]
    if offer.valid_until is not None:
        terms.append(_("Valid until {day}.").format(day=format_date(offer.valid_until, "long")))
    return _paper(
        QUOTATION,
        _("Quotation"),
        buyer(offer.party_uid),
        _goods(lines, offer.subtotal, offer.discount, offer.total),
        offer.total,
        number=offer.number,
        day=offer.on,
        words=(*terms, offer.note),
        signers=(_("Offered by"), _("Ordered by")),
        printed=printed,
    )


def delivery_note(number: str, *, printed: dt.datetime | None = None) -> Report:
    """ใบส่งของ of a sale on account by its number; raises ReportArgumentError if there is none."""
    document = document_by_number(number)
    sale = sale_document(document) if document is not None and document.kind == "sale" else None
    if document is None or sale is None or document.party_uid is None:
        raise ReportArgumentError(name=DELIVERY, needs=_("the number of a delivery"))
    lines = [
        (
            line.code,
            line.description,
            line.quantity,
            line.unit,
            line.unit_price_e4,
            line.amount + line.bill_discount,
        )
        for line in sale.lines
    ]
    return _paper(
        DELIVERY,
        _("Delivery note"),
        buyer(document.party_uid),
        _goods(lines, sale.subtotal, sale.discount, sale.total, sale.rounding),
        sale.total,
        number=document.number,
        day=document.on,
        words=(document.note or "",),
        signers=(_("Delivered by"), _("Goods received by")),
        printed=printed,
    )


def invoice_paper(number: str, *, printed: dt.datetime | None = None) -> Report:
    """ใบแจ้งหนี้ by its number; raises ReportArgumentError if there is none."""
    found = invoice(number)
    if found is None:
        raise ReportArgumentError(name=INVOICE, needs=_("the number of an invoice"))
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("number", _("Delivery note"), Kind.TEXT, 5),
        Column("day", _("Date"), Kind.DATE, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row((position, bill.number, bill.on, bill.amount), opens=document_link(bill.number))
        for position, bill in enumerate(found.bills, 1)
    ]
    rows.append(total_row(_("Total"), columns, {"amount": found.total}))
    words = [_("Please pay for the following deliveries.")]
    if found.due is not None:
        words.append(_("Due on {day}.").format(day=format_date(found.due, "long")))
    words.append(_("Day on which it will be paid: ......./......./......."))
    return _paper(
        INVOICE,
        _("Invoice"),
        buyer(found.party_uid),
        Table("", columns, tuple(rows), sums=("amount",)),
        found.total,
        number=found.number,
        day=found.on,
        words=(*words, found.note),
        signers=(_("Billed by"), _("Invoice received by")),
        printed=printed,
    )


def _paper(
    name: str,
    title: str,
    to: Buyer | None,
    table: Table,
    total: int,
    *,
    number: str,
    day: dt.date,
    words: tuple[str, ...],
    signers: tuple[str, ...],
    printed: dt.datetime | None,
) -> Report:
    head = issuer()
    sentence = " ".join(text for text in words if text)
    return Report(
        name,
        title,
        head,
        (
            Paragraph(_address(to)),
            *((Paragraph(sentence),) if sentence else ()),
            table,
            Figures((Figure(_("Grand total"), total, note=f"({baht_text(total)})"),)),
            Signatures(signers),
        ),
        period=format_date(day, "long"),
        number=number,
        printed=printed,
        book=head.name,
    )


def _address(to: Buyer | None) -> str:
    if to is None:
        return ""
    parts = [_("To {name}").format(name=to.name), to.address]
    if to.tax_id:
        parts.append(_("Tax id {tax_id}").format(tax_id=to.tax_id))
    if to.phone:
        parts.append(_("Tel. {number}").format(number=to.phone))
    return " ".join(part for part in parts if part)


def _goods(
    lines: list[tuple[str, str, int, str, int, int]],
    subtotal: int,
    discount: int,
    total: int,
    rounding: int = 0,
) -> Table:
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("what", _("Item"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price each"), Kind.UNIT_COST, 2),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row((position, words, quantity, unit, price, amount), opens=product_link(code) if code else None)
        for position, (code, words, quantity, unit, price, amount) in enumerate(lines, 1)
    ]
    for words, amount in ((_("Discount"), -discount), (_("Rounding"), rounding)):
        if amount:
            cells: tuple[Cell, ...] = (None, words, None, "", None, amount)
            rows.append(Row(cells))
    rows.append(total_row(_("Total"), columns, {"amount": total}))
    assert subtotal - discount + rounding == total
    return Table("", columns, tuple(rows), sums=("amount",))
