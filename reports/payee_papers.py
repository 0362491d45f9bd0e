"""Papers for money paid to somebody who gives no receipt: hers to sign, or ours in its place.

ใบสำคัญรับเงิน is signed by whoever received the money; ใบรับรองแทนใบเสร็จรับเงิน by whoever paid and whoever
approved it, with the proof of a transfer where there is one (custom of Thai offices).
"""

import datetime as dt

from app.i18n import _
from app.queries.sales import DocumentRow, document_by_number
from app.queries.vouchers import PartyAddress, bought_lines, party_address, voucher_lines
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_quantity
from reports.common import ReportArgumentError, in_language, issuer, total_row
from reports.model import Column, Figure, Figures, Kind, Paragraph, Report, Row, Signatures, Table
from reports.voucher import PAYING

SIGNED_BY_PAYEE = "payee-receipt"
IN_PLACE_OF_RECEIPT = "substitute-receipt"


def payee_receipt(number: str, *, printed: dt.datetime | None = None) -> Report:
    """ใบสำคัญรับเงิน: whoever was paid confirms it; raises ReportArgumentError if no money went out."""
    document = _paid(number, SIGNED_BY_PAYEE)
    payee = _payee(document)
    head = issuer()
    sentence = _("I, {name}, living at {address}, have received money from {group} as follows:").format(
        name=payee.name or _BLANK, address=payee.address or _BLANK * 2, group=head.name
    )
    return Report(
        SIGNED_BY_PAYEE,
        _("Receipt of a person without a shop"),
        head,
        (
            Paragraph(sentence),
            _items(document),
            _sum(document),
            Paragraph(_("Identity card number: {number}").format(number=payee.tax_id or _BLANK)),
            Signatures((_("Received by"), _("Paid by"), _("Witness"))),
        ),
        period=format_date(document.on, "long"),
        number=document.number,
        printed=printed,
        book=head.name,
        notes=(_("Please keep a copy of the receiver's identity card with this paper."),),
    )


def substitute_receipt(number: str, *, printed: dt.datetime | None = None) -> Report:
    """ใบรับรองแทนใบเสร็จรับเงิน: we confirm what we paid; raises ReportArgumentError if no money went out."""
    document = _paid(number, IN_PLACE_OF_RECEIPT)
    payee = _payee(document)
    head = issuer()
    sentence = _(
        "I confirm that the money below was really paid for the work of {group}, and that no receipt could "
        "be had from the receiver, {name}."
    ).format(group=head.name, name=payee.name or _BLANK)
    return Report(
        IN_PLACE_OF_RECEIPT,
        _("Certificate in place of a receipt"),
        head,
        (
            Paragraph(sentence),
            _items(document),
            _sum(document),
            Signatures((_("Paid by"), _("Checked by"), _("Approved by"))),
        ),
        period=format_date(document.on, "long"),
        number=document.number,
        printed=printed,
        book=head.name,
        notes=(_("Please keep the proof of the transfer with this paper, if it was paid by bank."),),
    )


_BLANK = "........................................"


def _paid(number: str, name: str) -> DocumentRow:
    document = document_by_number(number)
    if document is None or document.kind not in PAYING:
        raise ReportArgumentError(name=name, needs=_("the number of a purchase, expense or payment"))
    return document


def _payee(document: DocumentRow) -> PartyAddress:
    found = party_address(document.party_uid) if document.party_uid is not None else None
    return found or PartyAddress("", "", "", "")


def _items(document: DocumentRow) -> Table:
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("what", _("Item"), Kind.TEXT, 7),
        Column("amount", _("Amount"), Kind.MONEY, 3, unit=_("baht")),
    )
    bought = bought_lines(document.id)
    if bought:
        items = [
            (f"{each.description} {format_quantity(each.quantity)} {each.unit}", each.amount + each.freight)
            for each in bought
        ]
    else:
        items = [
            (line.note or in_language(line.name, line.name_en), line.amount)
            for line in voucher_lines(document.id)
            if line.amount > 0
        ]
    rows = [Row((position, what, amount)) for position, (what, amount) in enumerate(items, 1)]
    rows.append(total_row(_("Total"), columns, {"amount": sum(amount for _what, amount in items)}))
    return Table("", columns, tuple(rows), sums=("amount",))


def _sum(document: DocumentRow) -> Figures:
    total = abs(document.total)
    return Figures((Figure(_("Grand total"), total, note=f"({baht_text(total)})"),))
