"""Papers that only a VAT-registered seller has: full tax invoice and its replacement, credit note.

What the law wants in Thai stands in Thai in every language.
"""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain.document import DocumentKind
from app.i18n import _, language
from app.queries.events import print_count
from app.queries.sales import DocumentRow, SaleDocument, document_by_number, document_by_uid, sale_document
from app.queries.settings import business_settings
from app.queries.tax import is_registered
from app.queries.tax_documents import (
    DocumentTax,
    InvoiceFacts,
    credited_before,
    document_tax,
    invoice_facts,
    names_of,
    number_and_day,
    returned_sale,
    standing_invoices,
    uid_of,
)
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import ReportArgumentError, issuer, product_link, total_row
from reports.model import (
    Cell,
    Column,
    Figure,
    Figures,
    Issuer,
    Kind,
    Paragraph,
    Receipt,
    Report,
    Row,
    Signatures,
    Table,
)

INVOICE, CREDIT_NOTE = "tax-invoice", "credit-note"

TAX_INVOICE_TH = "ใบกำกับภาษี"
SHORT_INVOICE_TH = "ใบกำกับภาษีอย่างย่อ"
COPY_TH = "สำเนาใบกำกับภาษี"
SET_TH = "เอกสารออกเป็นชุด"
REPLACEMENT_TH = "ใบแทน"
CREDIT_NOTE_TH = "ใบลดหนี้"
INCLUDED_TH = "ราคารวมภาษีมูลค่าเพิ่มแล้ว"


def _both(thai: str, words: str) -> str:
    """The Thai words of the law, with their translation beside them in other languages."""
    return thai if language() == "th" else f"{thai} / {words}"


def branch_words(branch: str) -> str:
    """“Head office”, or the branch with its five digits."""
    if not branch:
        return _both("สำนักงานใหญ่", _("Head office"))
    return _both(f"สาขาที่ {branch.zfill(5)}", _("Branch {number}").format(number=branch.zfill(5)))


def seller() -> Issuer:
    """The group as it stands on a tax paper: with its branch beside the tax id."""
    head = issuer()
    branch = branch_words(business_settings().vat_branch)
    return replace(head, tax_id=f"{head.tax_id} ({branch})" if head.tax_id else branch)


def rate_words(rate_bp: int) -> str:
    """“VAT 7 %”."""
    whole, rest = divmod(rate_bp, 100)
    rate = f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)
    return _both(f"ภาษีมูลค่าเพิ่ม {rate}%", _("VAT {rate}%").format(rate=rate))


# ---------------------------------------------------------------- the receipt


def with_tax(receipt: Receipt, document: DocumentRow) -> Receipt:
    """The receipt of a registered seller with all that makes it a tax paper; any other as it is."""
    if document.kind not in (DocumentKind.SALE, DocumentKind.SALE_RETURN) or not is_registered(document.on):
        return receipt
    tax = document_tax(document.id)
    if tax is None or not tax.tax:
        return receipt
    if document.kind == DocumentKind.SALE_RETURN:
        return _return_with_tax(receipt, document, tax)
    full = next(iter(standing_invoices(document.id)), None)
    if full is not None:
        note = _("The abbreviated tax invoice was cancelled; tax invoice {number} of {day} stands for it.")
        said = note.format(number=full.number, day=format_date(full.on, "medium"))
        return replace(receipt, issuer=seller(), tax_note=said)
    return replace(
        receipt,
        title=f"{_('Receipt')}\n{SHORT_INVOICE_TH}",
        issuer=seller(),
        tax_note="\n".join([_both(INCLUDED_TH, _("Prices include VAT")), *_exempt_words(tax)]),
    )


def _exempt_words(tax: DocumentTax) -> tuple[str, ...]:
    if not tax.exempt:
        return ()
    amount = format_amount(tax.exempt)
    return (_both(f"สินค้ายกเว้นภาษี {amount}", _("Goods free of VAT {amount}").format(amount=amount)),)


def _return_with_tax(receipt: Receipt, document: DocumentRow, tax: DocumentTax) -> Receipt:
    words = _("Value {base}, {rate} {tax}").format(
        base=format_amount(-tax.base), rate=rate_words(tax.rate_bp), tax=format_amount(-tax.tax)
    )
    return replace(
        receipt,
        title=f"{CREDIT_NOTE_TH}\n{_('Return note')}",
        issuer=seller(),
        tax_note="\n".join([words, *_exempt_words(replace(tax, exempt=-tax.exempt))]),
        note=document.reason or "",
    )


# ---------------------------------------------------------------- full invoice


def tax_invoice(number: str, *, printed: dt.datetime | None = None, copy_number: int | None = None) -> Report:
    """A full tax invoice or its replacement by number; raises ReportArgumentError if there is none.

    ``copy_number`` None takes the count of prints in the book (0 = never printed = the original).
    """
    document = document_by_number(number)
    facts = invoice_facts(document.id) if document is not None else None
    wrong = ReportArgumentError(name=INVOICE, needs=_("the number of a full tax invoice"))
    if document is None or facts is None or document.kind != DocumentKind.TAX_INVOICE:
        raise wrong
    sold = document_by_uid(uid_of(facts.sale_id))
    sale = sale_document(sold) if sold is not None else None
    if sale is None or not is_registered(facts.sale_on):
        raise wrong
    copy = print_count(document.uid) if copy_number is None else copy_number
    head = seller()
    tax = facts.tax
    return Report(
        INVOICE,
        _both(TAX_INVOICE_TH, _("Tax invoice")),
        head,
        (
            *_marks(document, facts, copy),
            Paragraph(buyer_words(facts)),
            _goods(sale),
            _sums(tax),
            Figures((Figure(_("Grand total"), tax.total, note=f"({baht_text(tax.total)})"),)),
            Paragraph(_about_short(facts)),
            Signatures((_("Issued by"), _("Goods received by"))),
        ),
        subtitle=_form_words(facts, copy),
        period=format_date(document.on, "long"),
        number=document.number,
        printed=printed,
        book=head.name,
    )


def _form_words(facts: InvoiceFacts, copy: int) -> str:
    """Original, copy or replacement; issued as a set."""
    if facts.form == "replacement":
        first = _both(REPLACEMENT_TH, _("Replacement"))
    elif copy:
        first = _both(COPY_TH, _("Copy of the tax invoice"))
    else:
        first = _both("ต้นฉบับ", _("Original"))
    return f"{first} · {SET_TH}"


def _marks(document: DocumentRow, facts: InvoiceFacts, copy: int) -> tuple[Paragraph, ...]:
    """What was cancelled, and what this paper stands for."""
    said = []
    if document.reversed_by is not None:
        said.append(
            _("CANCELLED by {number}: {reason}").format(
                number=document.reversed_by, reason=document.reversed_reason or "–"
            )
        )
    if facts.form == "replacement":
        words = _("Replaces {number} of {day}; issued on {issued}, because: {reason}")
        said.append(
            words.format(
                number=facts.replaces,
                day=_day(facts.replaces_on),
                issued=format_date(document.on, "medium"),
                reason=document.reason or "–",
            )
        )
        if copy:
            said.append(_("Copy {number}").format(number=copy))
    elif facts.replaces:
        words = _("Issued anew in place of {number} of {day}, which was cancelled.")
        said.append(words.format(number=facts.replaces, day=_day(facts.replaces_on)))
    return (Paragraph("\n".join(said)),) if said else ()


def _about_short(facts: InvoiceFacts) -> str:
    words = _("The abbreviated tax invoice {number} of {day} is cancelled by this one.")
    return words.format(number=facts.sale_number, day=format_date(facts.sale_on, "medium"))


def buyer_words(facts: InvoiceFacts) -> str:
    """Name, address, tax id and branch of the buyer, one a line."""
    parts = [
        _("Customer: {name}").format(name=facts.buyer or "–"),
        _("Address: {address}").format(address=" ".join(facts.buyer_address.split()) or "–"),
    ]
    if facts.buyer_tax_id:
        tax_id = _("Tax id {tax_id}").format(tax_id=facts.buyer_tax_id)
        parts.append(f"{tax_id} ({branch_words(facts.buyer_branch)})")
    return "\n".join(parts)


def _goods(sale: SaleDocument) -> Table:
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("what", _("Item"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price each"), Kind.UNIT_COST, 2),
        Column("amount", _("Amount with VAT"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                position,
                line.description,
                line.quantity,
                line.unit,
                line.unit_price_e4,
                line.amount + line.bill_discount,
            ),
            opens=product_link(line.code) if line.code else None,
        )
        for position, line in enumerate(sale.lines, 1)
    ]
    for words, amount in ((_("Discount"), -sale.discount), (_("Rounding"), sale.rounding)):
        if amount:
            cells: tuple[Cell, ...] = (None, words, None, "", None, amount)
            rows.append(Row(cells))
    rows.append(total_row(_("Total"), columns, {"amount": sale.total}))
    return Table("", columns, tuple(rows), sums=("amount",))


def _sums(tax: DocumentTax) -> Table:
    """The tax apart from the value, as the law wants it."""
    columns = (Column("what", _("Of which"), Kind.TEXT, 6), Column("amount", _("Amount"), Kind.MONEY, 3))
    rows = [
        *([Row((_("Value free of VAT"), tax.exempt))] if tax.exempt else []),
        Row((_("Value without VAT"), tax.base)),
        Row((rate_words(tax.rate_bp), tax.tax)),
        total_row(_("Total"), columns, {"amount": tax.total}),
    ]
    return Table("", columns, tuple(rows), sums=("amount",))


# ---------------------------------------------------------------- credit note


@dataclass(frozen=True, slots=True)
class _Original:
    """The tax invoice that a credit note refers to."""

    number: str
    on: dt.date
    facts: InvoiceFacts | None


def credit_note(number: str, *, printed: dt.datetime | None = None) -> Report:
    """ใบลดหนี้ of a return by its number; raises ReportArgumentError if there is none."""
    document = document_by_number(number)
    wrong = ReportArgumentError(name=CREDIT_NOTE, needs=_("the number of a return"))
    sale_id = returned_sale(document.id) if document is not None else None
    if document is None or sale_id is None or document.kind != DocumentKind.SALE_RETURN:
        raise wrong
    tax, first = document_tax(document.id), document_tax(sale_id)
    if tax is None or first is None or not tax.tax or not is_registered(document.on):
        raise wrong
    original = _original(sale_id)
    back = sale_document(document)
    assert back is not None
    before_base, before_tax = credited_before(sale_id, document.id)
    stood = replace(first, base=first.base + before_base, tax=first.tax + before_tax)
    head = seller()
    refers = _("Refers to tax invoice {number} of {day}").format(
        number=original.number, day=format_date(original.on, "long")
    )
    why = _("Reason: {reason}").format(reason=document.reason or _("goods came back"))
    buyer = buyer_words(original.facts) if original.facts else _customer(document, sale_id)
    return Report(
        CREDIT_NOTE,
        _both(CREDIT_NOTE_TH, _("Credit note")),
        head,
        (
            *((Paragraph(buyer),) if buyer else ()),
            Paragraph(f"{refers}\n{why}"),
            _came_back(back),
            _difference(stood, tax),
            Figures((Figure(_("Given back"), -tax.total, note=f"({baht_text(-tax.total)})"),)),
            Signatures((_("Issued by"), _("Received by"))),
        ),
        subtitle=SET_TH,
        period=format_date(document.on, "long"),
        number=document.number,
        printed=printed,
        book=head.name,
    )


def _original(sale_id: int) -> _Original:
    full = next(iter(standing_invoices(sale_id)), None)
    if full is not None:
        return _Original(full.number, full.on, invoice_facts(full.id))
    number, day = number_and_day(sale_id)
    return _Original(number, day, None)


def _customer(document: DocumentRow, sale_id: int) -> str:
    name = document.party_name or names_of(sale_id).get("customer", "")
    return _("Customer: {name}").format(name=name) if name else ""


def _came_back(back: SaleDocument) -> Table:
    columns = (
        Column("no", _("No."), Kind.COUNT, 1),
        Column("what", _("Item"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("amount", _("Amount with VAT"), Kind.MONEY, 3),
    )
    rows = [
        Row((position, line.description, -line.quantity, line.unit, -line.amount))
        for position, line in enumerate(back.lines, 1)
    ]
    if back.rounding:
        rows.append(Row((None, _("Rounding"), None, "", -back.rounding)))
    rows.append(total_row(_("Total"), columns, {"amount": -back.total}))
    return Table("", columns, tuple(rows), sums=("amount",))


def _difference(stood: DocumentTax, tax: DocumentTax) -> Table:
    columns = (Column("what", _("Of which"), Kind.TEXT, 6), Column("amount", _("Amount"), Kind.MONEY, 3))
    rows: list[Row] = [
        Row((_("Value in the original, without VAT"), stood.base)),
        Row((_("Right value"), stood.base + tax.base)),
        Row((_("Difference of value"), -tax.base)),
        Row((rate_words(tax.rate_bp), -tax.tax)),
    ]
    if tax.exempt:
        rows.append(Row((_("Value free of VAT"), -tax.exempt)))
    rows.append(total_row(_("Total"), columns, {"amount": -tax.total}))
    return Table("", columns, tuple(rows))


def _day(day: dt.date | None) -> str:
    return format_date(day, "medium") if day is not None else "–"
