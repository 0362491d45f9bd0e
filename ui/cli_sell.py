"""The command that sells: goods and money out of options into one posted sale."""

import argparse
import datetime as dt
import json
import sys

from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.money import MILLI, share
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft, price_sale
from app.domain.session import Session
from app.errors import Notice, UserError
from app.i18n import N_, _
from app.queries.catalogue import Tender, tenders
from app.queries.products import by_barcode, product_by_code, product_by_uid
from app.services.sales import UnknownTenderError, post_sale
from app.services.settings import bill_rounding
from app.services.stock import UnknownProductError
from app.thai.dates import parse_date
from app.thai.digits import format_amount, parse_amount, parse_quantity


class ItemFormatError(UserError):
    """An ``--item`` that is not CODE=QTY."""

    message = N_("“{text}” is not of the form CODE=QUANTITY.")


class PriceMissingError(UserError):
    """A product without a price cannot be sold from the command line."""

    message = N_("“{name}” has no fixed price; please sell it in the window.")


def sell(session: Session, chosen: argparse.Namespace, today: dt.date) -> None:
    """Sell what the options say and tell the number, the total and the change.

    Raises what reading the options and ``post_sale`` raise.
    """
    on = parse_date(chosen.date, today) if chosen.date else today
    lines = tuple(_line(text) for text in chosen.item)
    total = price_sale(SaleDraft(new_uid(), lines), bill_rounding()).total
    draft = SaleDraft(new_uid(), lines, tenders=_tenders(chosen, total))
    sold = post_sale(session, draft, on=on)
    warnings = [_notice(each) for each in sold.posted.warnings]
    if chosen.json:
        answer = {
            "uid": sold.posted.uid.hex(),
            "number": sold.posted.number,
            "total_satang": sold.posted.total,
            "change_satang": sold.change,
            "warnings": warnings,
        }
        print(json.dumps(answer, ensure_ascii=False))
        return
    print(
        _("{number}: {total} baht, change {change} baht").format(
            number=sold.posted.number,
            total=format_amount(sold.posted.total),
            change=format_amount(sold.change),
        )
    )
    for warning in warnings:
        print(warning, file=sys.stderr)


def _line(text: str) -> SaleLineDraft:
    """A line out of CODE=QTY; the code may be a product's code or a barcode of it or its pack."""
    code, equals, quantity = text.rpartition("=")
    if not equals or not code:
        raise ItemFormatError(text=text)
    amount = parse_quantity(quantity)
    product = product_by_code(code)
    pack = ""
    if product is None:
        scanned = by_barcode(code)
        product = None if scanned is None else product_by_uid(scanned.product_uid)
        pack = "" if scanned is None else scanned.unit
    if product is None:
        raise UnknownProductError(code=code)
    data = product.data
    for unit in data.units:
        if pack and unit.name == pack:
            price = unit.price_e4
            if price is None and data.price_e4 is not None:
                price = share(data.price_e4, unit.factor_milli, MILLI)
            if price is None:
                raise PriceMissingError(name=data.name)
            return SaleLineDraft(product.uid, data.name, amount, unit.name, price, unit.factor_milli)
    if data.price_e4 is None or data.kind in (ProductKind.MATERIAL, ProductKind.PACKAGING):
        raise PriceMissingError(name=data.name)
    return SaleLineDraft(product.uid, data.name, amount, data.unit, data.price_e4)


def _tenders(chosen: argparse.Namespace, total: int) -> tuple[TenderDraft, ...]:
    if chosen.promptpay:
        return (TenderDraft(_tender("promptpay").uid, total, confirmed=True),)
    if chosen.transfer:
        return (TenderDraft(_tender("transfer").uid, total, reference=chosen.reference),)
    handed = parse_amount(chosen.cash) if chosen.cash is not None else total
    return (TenderDraft(_tender("cash").uid, handed, handed, is_cash=True),)


def _tender(kind: str) -> Tender:
    for tender in tenders():
        if tender.kind == kind:
            return tender
    raise UnknownTenderError


def _notice(notice: Notice) -> str:
    return _(notice.message).format(**notice.data)
