"""Receipts that were posted, read again, sold again, returned or voided; all runs on the storage worker."""

import datetime as dt
from dataclasses import dataclass

from app.domain.document import DocumentKind
from app.domain.sale import SaleReturnDraft, SoldSale
from app.domain.sale_draft import SaleLineDraft
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_
from app.queries import sales
from app.queries.sales import DocumentRow, SaleDocument
from app.services.returns import UnknownSaleError, post_return, sold_sale, void_sale
from app.services.unit_of_work import Posted
from app.thai.digits import to_arabic
from ui.pages.sell.items import Shop
from ui.pages.sell.work import Sold


class NothingToRepeatError(UserError):
    """No receipt yet."""

    message = N_("There is no receipt yet that could be sold again.")


class GoodsGoneError(UserError):
    """Nothing of a receipt is for sale any more."""

    message = N_("Nothing of this receipt is for sale any more.")


@dataclass(frozen=True, slots=True)
class Bill:
    """A receipt or return note with all that stands on it."""

    document: DocumentRow
    sale: SaleDocument


def receipts_of(day: dt.date) -> tuple[DocumentRow, ...]:
    """Receipts and return notes of a day, the latest first."""
    found: list[DocumentRow] = []
    for kind in (DocumentKind.SALE, DocumentKind.SALE_RETURN):
        before = 1 << 62
        while page := sales.documents(day, day, kind=kind, before_id=before):
            found.extend(page)
            before = page[-1].id
    return tuple(sorted(found, key=lambda row: -row.id))


def find_bill(number: str) -> Bill:
    """A receipt by its number, or by the last digits of one of this series; raises UnknownSaleError."""
    wanted = to_arabic(number).strip()
    row = sales.document_by_number(wanted)
    if row is None and wanted.isascii() and wanted.isdigit():
        newest = sales.last_document(DocumentKind.SALE)
        if newest is not None and len(wanted) <= 6:
            series = newest.number.rpartition("-")[0]
            row = sales.document_by_number(f"{series}-{wanted:0>6}")
    sale = None if row is None else sales.sale_document(row)
    if row is None or sale is None:
        raise UnknownSaleError
    return Bill(row, sale)


@dataclass(frozen=True, slots=True)
class Repeated:
    """The lines of a receipt as they can be sold again, and the names that are not for sale any more."""

    number: str
    lines: tuple[SaleLineDraft, ...]
    missing: tuple[str, ...] = ()


def repeat_lines(shop: Shop, number: str = "") -> Repeated:
    """A receipt (the last one if none is named) once more, at the prices that stood on it.

    Raises NothingToRepeatError, GoodsGoneError, UnknownSaleError.
    """
    newest = None if number else sales.last_document(DocumentKind.SALE)
    if not number and newest is None:
        raise NothingToRepeatError
    bill = find_bill(number or (newest.number if newest else ""))
    lines, missing = [], []
    for line in bill.sale.lines:
        item = shop.item(line.product_uid)
        if item is None:
            missing.append(line.description)
            continue
        unit = next((each for each in item.units if each.name == line.unit), item.unit)
        lines.append(
            SaleLineDraft(
                item.uid, line.description, line.quantity, unit.name, line.unit_price_e4, unit.factor_milli
            )
        )
    if not lines:
        raise GoodsGoneError
    return Repeated(bill.document.number, tuple(lines), tuple(missing))


@dataclass(frozen=True, slots=True)
class Returnable:
    """A sale with how much of each line can still come back."""

    bill: Bill
    sold: SoldSale


def returnable(number: str) -> Returnable:
    """A receipt to be returned; raises UnknownSaleError."""
    bill = find_bill(number)
    if bill.document.kind != DocumentKind.SALE:
        raise UnknownSaleError
    return Returnable(bill, sold_sale(bill.document.uid))


def take_back(session: Session, draft: SaleReturnDraft, *, on: dt.date) -> Sold:
    """Post a return."""
    answer = post_return(session, draft, on=on)
    posted = answer.posted
    return Sold(posted.number, posted.uid, posted.total, 0, posted.warnings, posted.changes)


def void(session: Session, sale_uid: bytes, reason: str, uid: bytes, *, on: dt.date) -> Posted:
    """Void a sale with a reason."""
    return void_sale(session, sale_uid, on=on, reason=reason, uid=uid)
