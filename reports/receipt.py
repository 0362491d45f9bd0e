"""The receipt (and return note, and voided bill) as one object for slip, sheet, picture and JSON."""

import datetime as dt

from app.domain.document import DocumentKind
from app.domain.series import split_number
from app.i18n import _
from app.payments.promptpay import TargetKind, payload
from app.queries.catalogue import Tender, tenders
from app.queries.promotions import promotions_of
from app.queries.sales import DocumentRow, PaymentRow, SaleDocument, document_by_number, sale_document
from app.queries.settings import business_settings
from app.thai.baht_text import baht_text
from app.thai.dates import moment_of
from reports.common import ReportArgumentError, in_language, issuer
from reports.model import Receipt, ReceiptLine, ReceiptPayment
from reports.tax_papers import with_tax

NAME = "receipt"


def build(number: str, *, printed: dt.datetime | None = None, copy_number: int | None = None) -> Receipt:
    """The receipt with this number; raises ReportArgumentError if no sale or return has it.

    ``copy_number`` None takes the count of prints in the book (0 = never printed = the original).
    """
    document = document_by_number(number)
    sale = None if document is None else sale_document(document)
    if document is None or sale is None:
        raise ReportArgumentError(name=NAME, needs=_("the number of a receipt"))
    return receipt_of(document, sale, printed=printed, copy_number=copy_number)


def receipt_of(
    document: DocumentRow,
    sale: SaleDocument,
    *,
    printed: dt.datetime | None = None,
    copy_number: int | None = None,
) -> Receipt:
    """The receipt of a sale, return or their reversal that was read already."""
    group = business_settings()
    sign = -1 if document.kind == DocumentKind.SALE_RETURN else 1
    book_number, running_number = split_number(document.number)
    due = sum(payment.amount for payment in sale.payments if payment.kind == "account")
    target = _promptpay() if due > 0 and document.reversed_by is None else None
    given = promotions_of(document.id)
    posted = moment_of(document.posted_at)
    plain = Receipt(
        title=_title(document),
        issuer=issuer(),
        number=document.number,
        book_number=book_number,
        running_number=running_number,
        date=document.on,
        time=posted.strftime("%H:%M"),
        seller=document.author,
        lines=tuple(
            ReceiptLine(
                line.description,
                sign * line.quantity,
                line.unit,
                line.unit_price_e4,
                sign * (line.gross - line.discount),
                sign * line.discount,
                " · ".join(given.get(line.line_no, ())),
            )
            for line in sale.lines
        ),
        subtotal=sign * sale.subtotal,
        discount=sign * sale.discount,
        rounding=sign * sale.rounding,
        total=sign * sale.total,
        total_words=baht_text(sign * sale.total),
        payments=tuple(_payment(payment, sign) for payment in sale.payments),
        change=sale.change,
        buyer=document.party_name or "",
        copy_number=sale.prints if copy_number is None else copy_number,
        void=_void(document),
        reference=sale.original_number or document.reverses or "",
        promptpay_payload=_payload(target, due) if target else "",
        promptpay_payee=(target.holder or group.enterprise_name) if target else "",
        due=due,
        footer=group.receipt_footer,
        note=document.note or document.reason or "",
        printed=printed,
        book=group.enterprise_name,
    )
    return with_tax(plain, document)


def _promptpay() -> Tender | None:
    """The first way to pay that has a PromptPay id."""
    return next((each for each in tenders() if each.kind == "promptpay" and each.promptpay_target), None)


def _payload(target: Tender, due: int) -> str:
    return payload(TargetKind(target.promptpay_kind), target.promptpay_target, due)


def _title(document: DocumentRow) -> str:
    if document.kind == DocumentKind.SALE_RETURN:
        return _("Return note")
    if document.kind == DocumentKind.REVERSAL:
        return _("Voided receipt")
    return _("Receipt")


def _void(document: DocumentRow) -> str:
    if document.reversed_by is None:
        return ""
    return document.reversed_reason or document.reversed_by


def _payment(payment: PaymentRow, sign: int) -> ReceiptPayment:
    return ReceiptPayment(
        in_language(payment.name, payment.name_en),
        sign * payment.amount,
        sign * payment.tendered,
        payment.reference,
    )
