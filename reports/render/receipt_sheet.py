"""A receipt as a report: its lines, amounts and payments in tables, for spreadsheets and CSV."""

from app.i18n import _
from app.thai.dates import format_date
from reports.model import Block, Column, Kind, Paragraph, Receipt, Report, Role, Row, Table


def receipt_report(receipt: Receipt) -> Report:
    """The same receipt as tables: what was sold, what it came to, how it was paid."""
    blocks: list[Block] = []
    if receipt.void:
        blocks.append(Paragraph(_("Voided: {reason}").format(reason=receipt.void)))
    blocks.append(_lines(receipt))
    if receipt.total_words:
        blocks.append(Paragraph(receipt.total_words))
    if receipt.payments or receipt.due:
        blocks.append(_payments(receipt))
    who = [
        text.format(name=name, number=name)
        for text, name in (
            (_("Customer: {name}"), receipt.buyer),
            (_("Seller: {name}"), receipt.seller),
            (_("Refers to {number}"), receipt.reference),
        )
        if name
    ]
    copy = _("Copy {number}").format(number=receipt.copy_number) if receipt.copy_number else ""
    return Report(
        "receipt",
        receipt.title,
        receipt.issuer,
        tuple(blocks),
        subtitle=" · ".join((*([copy] if copy else []), *who)),
        period=f"{format_date(receipt.date, 'medium')} {receipt.time}".strip(),
        number=receipt.number,
        notes=tuple(text for text in (receipt.note, receipt.footer) if text),
        printed=receipt.printed,
        book=receipt.book,
        one_page=len(receipt.lines) <= 40,
    )


def _lines(receipt: Receipt) -> Table:
    columns = (
        Column("name", _("Item"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price"), Kind.UNIT_COST, 3),
        Column("discount", _("Discount"), Kind.MONEY, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                f"{line.name}\n{line.note}" if line.note else line.name,
                line.quantity_milli,
                line.unit,
                line.unit_price_e4,
                line.discount or None,
                line.amount,
            )
        )
        for line in receipt.lines
    ]
    steps: list[tuple[str, int, str]] = []
    if receipt.discount:
        steps.append((_("Discount on the bill"), -receipt.discount, "discount"))
    if receipt.rounding:
        steps.append((_("Rounding"), receipt.rounding, "rounding"))
    formulas: tuple[tuple[int, str], ...] = ()
    if steps:
        rows.append(
            Row((_("Sum of lines"), None, None, None, None, receipt.subtotal), Role.SUBTOTAL, key="together")
        )
        rows += [Row((name, None, None, None, None, value), key=key) for name, value, key in steps]
        if receipt.subtotal + sum(value for _name, value, _key in steps) == receipt.total:
            formulas = (
                (5, "+".join(["{amount@together}", *(f"{{amount@{key}}}" for *_rest, key in steps)])),
            )
    rows.append(
        Row((_("Total"), None, None, None, None, receipt.total), Role.TOTAL, formulas=formulas, key="total")
    )
    return Table("", columns, tuple(rows), sums=("amount",))


def _payments(receipt: Receipt) -> Table:
    columns = (
        Column("tender", _("How it was paid"), Kind.TEXT, 6),
        Column("tendered", _("Handed over"), Kind.MONEY, 3),
        Column("reference", _("Reference"), Kind.TEXT, 4),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [
        Row((payment.tender, payment.tendered or None, payment.reference, payment.amount))
        for payment in receipt.payments
    ]
    if receipt.change:
        rows.append(Row((_("Change given"), None, "", receipt.change), Role.SUBTOTAL))
    if receipt.due:
        rows.append(Row((_("Still to pay"), None, "", receipt.due), Role.SUBTOTAL))
    return Table("", columns, tuple(rows))
