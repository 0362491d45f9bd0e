"""Bills that are not paid yet, as the book keeps them: the open cart, bills put aside; on the storage worker.

An exchange is kept with the cart of what is taken for it.
"""

import datetime as dt
import json
from dataclasses import dataclass

from app.changes import Changes
from app.domain.kept_json import a_list, a_text, a_uid, an_int, read_object
from app.domain.receipt_book import ReceiptUse
from app.domain.sale_draft import Condition, SaleDraft, SaleLineDraft, SaleReturnDraft, SaleReturnLineDraft
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_
from app.queries import drafts
from app.services import drafts as draft_service
from ui.pages.sell.exchange import Exchange
from ui.pages.sell.work import HELD, local_time

OPEN_CART = "cart"
WAITING = "waiting_qr"
"""Kinds of drafts: bills put aside, the cart that is open, bills that wait for their QR payment."""


class HeldBillGoneError(UserError):
    """A held bill that was taken up elsewhere."""

    message = N_("This held bill is no longer there.")


@dataclass(frozen=True, slots=True)
class HeldBill:
    """A bill that waits."""

    uid: bytes
    label: str
    held_at: dt.datetime
    draft: SaleDraft
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """All bills that wait, the latest first."""

    bills: tuple[HeldBill, ...]
    changes: Changes = Changes.NONE


def hold(session: Session, draft: SaleDraft, label: str, exchange: Exchange | None = None) -> Held:
    """Put a bill aside under its uid, with what comes back for it."""
    data = draft_json(draft, exchange)
    saved = draft_service.save_draft(session, draft.uid, kind=HELD, data=data, label=label)
    return Held(held_bills().bills, saved.changes)


def held_bills() -> Held:
    """What waits, bills that wait for their QR payment too; a draft that cannot be read is left out."""
    bills = []
    for row in (*drafts.list_drafts(HELD), *drafts.list_drafts(WAITING)):
        kept = drafts.load_draft(row.uid)
        if kept is None:
            continue
        try:
            draft, exchange = draft_from_json(row.uid, kept.data), exchange_from_json(kept.data)
        except (ValueError, KeyError, TypeError):
            continue
        bills.append(HeldBill(row.uid, row.label, local_time(row.updated_at), draft, exchange))
    return Held(tuple(bills))


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A bill that is in the cart again, with what comes back for it."""

    draft: SaleDraft
    changes: Changes = Changes.NONE
    exchange: Exchange | None = None


def take_up(session: Session, uid: bytes) -> TakenUp:
    """Make a held bill the open cart, which is kept like any; raises HeldBillGoneError."""
    kept = drafts.load_draft(uid)
    if kept is None:
        raise HeldBillGoneError
    saved = draft_service.save_draft(session, uid, kind=OPEN_CART, data=kept.data)
    return TakenUp(draft_from_json(uid, kept.data), saved.changes, exchange_from_json(kept.data))


def drop_held(session: Session, uid: bytes) -> Held:
    """Throw a held bill away."""
    dropped = draft_service.delete_draft(session, uid)
    return Held(held_bills().bills, dropped.changes)


def keep_cart(
    session: Session, draft: SaleDraft, before: bytes | None, exchange: Exchange | None = None
) -> None:
    """Keep the open cart; one that was emptied or replaced is dropped."""
    begun = bool(draft.lines) or exchange is not None
    if before is not None and (before != draft.uid or not begun):
        draft_service.delete_draft(session, before)
    if begun:
        data = draft_json(draft, exchange)
        draft_service.save_draft(session, draft.uid, kind=OPEN_CART, data=data)


def kept_cart() -> TakenUp | None:
    """The cart that was open when the program ended."""
    for row in drafts.list_drafts(OPEN_CART):
        kept = drafts.load_draft(row.uid)
        if kept is None:
            continue
        try:
            draft = draft_from_json(row.uid, kept.data)
            return TakenUp(draft, exchange=exchange_from_json(kept.data))
        except (ValueError, KeyError, TypeError):
            continue
    return None


def draft_json(draft: SaleDraft, exchange: Exchange | None = None) -> str:
    """A cart as the book keeps it, with what comes back for it."""
    body: dict[str, object] = {
        "version": 1,
        "lines": [
            [
                line.product_uid.hex(),
                line.description,
                line.quantity_milli,
                line.unit,
                line.unit_price_e4,
                line.factor_milli,
                line.discount,
                line.discount_percent_bp,
            ]
            for line in draft.lines
        ],
        "bill_discount": draft.bill_discount,
        "bill_discount_percent_bp": draft.bill_discount_percent_bp,
        "party": draft.party_uid.hex() if draft.party_uid else None,
        "priced_for": draft.priced_for.hex() if draft.priced_for else None,
        "coupons": list(draft.coupons),
        "channel": draft.channel,
        "receipts": [[use.book_uid.hex(), use.first, use.last] for use in draft.receipts],
    }
    if exchange is not None:
        body["exchange"] = _exchange_body(exchange)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def draft_from_json(uid: bytes, text: str) -> SaleDraft:
    """A kept cart; raises ValueError, KeyError or TypeError if it is not one."""
    body = read_object(text)
    lines = tuple(_line_again(*a_list(line)) for line in a_list(body["lines"]))
    party = a_uid(body["party"]) if body["party"] else None
    discount, percent = an_int(body["bill_discount"]), an_int(body["bill_discount_percent_bp"])
    buyer = a_uid(body["priced_for"]) if body.get("priced_for") else None
    coupons = tuple(a_text(code) for code in a_list(body.get("coupons", [])))
    return SaleDraft(
        uid,
        lines,
        discount,
        percent,
        (),
        party,
        priced_for=buyer,
        coupons=coupons,
        channel=a_text(body.get("channel", "")),
        receipts=tuple(_receipt_again(*a_list(use)) for use in a_list(body.get("receipts", []))),
    )


def _receipt_again(book: object, first: object, last: object) -> ReceiptUse:
    return ReceiptUse(a_uid(book), an_int(first), an_int(last))


def _line_again(
    product: object, description: object, quantity: object, unit: object, *more: object
) -> SaleLineDraft:
    price, factor, discount, percent = (an_int(each) for each in more)
    if factor <= 0:
        raise ValueError(factor)
    return SaleLineDraft(
        a_uid(product), a_text(description), an_int(quantity), a_text(unit), price, factor, discount, percent
    )


def _exchange_body(exchange: Exchange) -> dict[str, object]:
    back = exchange.draft
    return {
        "uid": back.uid.hex(),
        "sale": back.sale_uid.hex(),
        "lines": [[line.line_no, line.quantity_milli, line.condition.value] for line in back.lines],
        "reason": back.reason,
        "by": exchange.by.hex(),
        "refund": exchange.refund,
        "number": exchange.number,
    }


def exchange_from_json(text: str) -> Exchange | None:
    """What comes back for a kept cart; raises ValueError, KeyError or TypeError if it is not one."""
    body = read_object(text).get("exchange")
    if body is None:
        return None
    if not isinstance(body, dict):
        raise TypeError(body)
    lines = tuple(_back_again(*a_list(line)) for line in a_list(body["lines"]))
    draft = SaleReturnDraft(a_uid(body["uid"]), a_uid(body["sale"]), lines, (), a_text(body["reason"]))
    refund = an_int(body["refund"])
    if not lines or refund < 0:
        raise ValueError(refund)
    return Exchange(draft, a_uid(body["by"]), refund, a_text(body["number"]))


def _back_again(line_no: object, quantity: object, condition: object) -> SaleReturnLineDraft:
    return SaleReturnLineDraft(an_int(line_no), an_int(quantity), Condition(a_text(condition)))
