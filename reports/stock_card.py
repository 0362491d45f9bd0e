"""The stock card: every document that moved a product, with quantity and book value running along."""

import datetime as dt

from app.domain.document import DocumentKind
from app.domain.money import unit_cost_e4
from app.i18n import N_, _
from app.queries.products import Product, product_by_code
from app.queries.stock import StockCardRow, stock_card
from reports.common import ReportArgumentError, Span, document_link, issuer
from reports.model import Column, Kind, Report, Role, Row, Table

NAME = "stock-card"

DOCUMENT_NAMES: dict[str, str] = {
    DocumentKind.OPENING: N_("Opening"),
    DocumentKind.SALE: N_("Sale"),
    DocumentKind.SALE_RETURN: N_("Return of goods"),
    DocumentKind.PURCHASE: N_("Purchase"),
    DocumentKind.EXPENSE: N_("Expense"),
    DocumentKind.PAYMENT: N_("Payment"),
    DocumentKind.TRANSFER: N_("Transfer of money"),
    DocumentKind.PRODUCTION: N_("Production"),
    DocumentKind.STOCK_COUNT: N_("Stock count"),
    DocumentKind.STOCK_TRANSFER: N_("Transfer of goods"),
    DocumentKind.RECOST: N_("Re-costing"),
    DocumentKind.JOURNAL: N_("Journal entry"),
    DocumentKind.INCOME: N_("Income"),
    DocumentKind.RECEIPT: N_("Receipt of a debt"),
    DocumentKind.ADVANCE: N_("Advance"),
    DocumentKind.QUOTATION: N_("Quotation"),
    DocumentKind.INVOICE: N_("Invoice"),
    DocumentKind.TAX_INVOICE: N_("Tax invoice"),
    DocumentKind.CASH_COUNT: N_("Cash count"),
    DocumentKind.ASSET: N_("Asset entry"),
    DocumentKind.DEPRECIATION: N_("Depreciation entry"),
    DocumentKind.HERD: N_("Animals entry"),
    DocumentKind.WRITE_DOWN: N_("Stock write-down"),
    DocumentKind.CLOSING: N_("Closing of a year"),
    DocumentKind.SHARE: N_("Shares"),
    DocumentKind.LOAN: N_("Loan"),
    DocumentKind.SAVINGS: N_("Savings"),
    DocumentKind.PROJECT: N_("Project money"),
    DocumentKind.DISTRIBUTION: N_("Distribution of profit"),
    DocumentKind.DRAWER: N_("Drawer"),
    DocumentKind.DEPOSIT: N_("Deposit of a customer"),
    DocumentKind.CONSIGNMENT: N_("Consigned goods"),
    DocumentKind.SETTLEMENT: N_("Settlement of consigned goods"),
    DocumentKind.BARTER: N_("Barter"),
    DocumentKind.GIFT: N_("Gift of goods"),
    DocumentKind.ROUND: N_("Round of a trade"),
    DocumentKind.REVERSAL: N_("Undone"),
}
"""What a kind of document is called on papers and screens."""


def document_name(kind: str) -> str:
    """The name of a kind of document in the current language."""
    return _(DOCUMENT_NAMES[DocumentKind(kind)])


def build(code: str, span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The card of the product with this code; raises ReportArgumentError if there is none."""
    product = product_by_code(code)
    if product is None:
        raise ReportArgumentError(name=NAME, needs=_("the code of a product"))
    head = issuer()
    return Report(
        NAME,
        _("Stock card"),
        head,
        (card_table(product, span),),
        subtitle=f"{product.data.name} ({product.data.code}) · {product.data.unit}",
        period=span.text,
        printed=printed,
        book=head.name,
        landscape=True,
    )


def card_table(product: Product, span: Span) -> Table:
    """The card as a table; the running figures are worked out once, here."""
    card = stock_card(product.id, span.first, span.last)
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 4),
        Column("in", _("In"), Kind.QUANTITY, 2),
        Column("out", _("Out"), Kind.QUANTITY, 2),
        Column("left", _("Left"), Kind.QUANTITY, 2),
        Column("value", _("Value"), Kind.MONEY, 3),
        Column("total", _("Value left"), Kind.MONEY, 3),
        Column("unit_cost", _("Average"), Kind.UNIT_COST, 3),
    )
    quantity, value = card.quantity_before, card.value_before
    rows = [
        Row(
            (None, "", _("Brought forward"), None, None, quantity, None, value, _average(value, quantity)),
            Role.SUBTOTAL,
        )
    ]
    for row in card.rows:
        quantity += row.quantity
        value += row.value
        rows.append(_card_row(row, quantity, value))
    return Table(
        product.data.name,
        columns,
        tuple(rows),
        note=_("Average moves only when goods come in; what goes out takes the average of that moment."),
        empty=_("Nothing moved in this time."),
    )


def _card_row(row: StockCardRow, quantity: int, value: int) -> Row:
    what = document_name(row.kind)
    return Row(
        (
            row.ledger_date,
            row.number,
            f"{what} · {row.name}" if row.name else what,
            row.quantity if row.quantity > 0 else None,
            -row.quantity if row.quantity < 0 else None,
            quantity,
            row.value,
            value,
            _average(value, quantity),
        ),
        opens=document_link(row.number),
    )


def _average(value: int, quantity: int) -> int | None:
    return unit_cost_e4(value, quantity) if quantity > 0 else None
