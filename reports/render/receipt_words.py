"""What a receipt says in words, the same on a slip, on a sheet and in a picture."""

from app.i18n import _
from app.thai.dates import format_date
from app.thai.digits import MINUS, format_amount, format_quantity
from reports.model import Kind, Receipt, ReceiptLine
from reports.render.formats import cell_text


def money(satang: int) -> str:
    """An amount as papers print it."""
    return format_amount(satang, minus=MINUS)


def quantity_and_price(line: ReceiptLine) -> str:
    """“2 bottles × 45.00”."""
    quantity = " ".join(
        part for part in (format_quantity(line.quantity_milli, minus=MINUS), line.unit) if part
    )
    return f"{quantity} × {cell_text(line.unit_price_e4, Kind.UNIT_COST)}"


def when(receipt: Receipt) -> str:
    """The business date and the time of the receipt."""
    return f"{format_date(receipt.date, 'medium')} {receipt.time}".strip()


def sums(receipt: Receipt) -> list[tuple[str, str]]:
    """What leads from the lines to the total; empty if the lines are the total."""
    if not receipt.discount and not receipt.rounding:
        return []
    rows = [(_("Sum of lines"), money(receipt.subtotal))]
    if receipt.discount:
        rows.append((_("Discount"), money(-receipt.discount)))
    if receipt.rounding:
        rows.append((_("Rounding"), money(receipt.rounding)))
    return rows


def paid(receipt: Receipt) -> list[tuple[str, str, str]]:
    """How it was paid: (tender, amount, reference), then the change; not what is still to pay."""
    payments = list(receipt.payments)
    for payment in reversed(payments):
        if receipt.due > 0 and payment.amount == receipt.due and not payment.tendered:
            payments.remove(payment)
            break
    rows = [
        (payment.tender, money(payment.tendered or payment.amount), payment.reference) for payment in payments
    ]
    if receipt.change:
        rows.append((_("Change given"), money(receipt.change), ""))
    return rows


def due(receipt: Receipt) -> tuple[str, str] | None:
    """What is still to pay, if anything."""
    return (_("Still to pay"), money(receipt.due)) if receipt.due > 0 else None


def copy_mark(receipt: Receipt) -> str:
    """“Copy 2”, or nothing on the original."""
    return _("Copy {number}").format(number=receipt.copy_number) if receipt.copy_number else ""


def numbers(receipt: Receipt) -> tuple[str, str]:
    """The number of the book and of the receipt, each with its word."""
    if receipt.book_number and receipt.running_number:
        return (
            _("Book no. {number}").format(number=receipt.book_number),
            _("Receipt no. {number}").format(number=receipt.running_number),
        )
    return "", _("No. {number}").format(number=receipt.number)
