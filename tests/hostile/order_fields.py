"""The fields of orders that take words: what, for whom, where to, notes, calling off, deposits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.document import new_uid
from app.domain.party import PartyData
from app.domain.pre_order import DeliveryWay, DepositEnd, OrderDraft, OrderLineDraft
from app.domain.settling import MoneyDraft
from app.services.deposits import DepositDraft, cancel_order, take_deposit
from app.services.pre_orders import create_customer, create_order, set_tracking
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

SOME = 50
"""Papers are printed of one in so many."""


def _order(made: Made, text: str, at: int) -> object:
    line = OrderLineDraft(made.stall.tea, 1_000, text, 1_000_000, description=text, note=text)
    draft = OrderDraft(
        new_uid(),
        made.stall.customer,
        (line,),
        DAY,
        DAY,
        DeliveryWay.PARCEL,
        recipient=text,
        phone=text,
        address=text,
        tracking=text,
        note=text,
    )
    saved = create_order(made.session, draft)
    if at % SOME == 0:
        made.papers.setdefault("order", []).append(saved.code)
    moneys = (MoneyDraft("1101", 10_00),)
    posted = take_deposit(made.session, DepositDraft(new_uid(), saved.uid, moneys, note=text), on=DAY)
    if at % SOME == 0:
        made.keep("deposit-receipt", posted)
    return posted


def _calling_off(made: Made, text: str, _at: int) -> object:
    line = OrderLineDraft(made.stall.tea, 1_000, "กล่อง", 1_000_000)
    draft = OrderDraft(new_uid(), made.stall.customer, (line,), DAY, DAY)
    saved = create_order(made.session, draft)
    take_deposit(made.session, DepositDraft(new_uid(), saved.uid, (MoneyDraft("1101", 10_00),)), on=DAY)
    return cancel_order(made.session, saved.uid, on=DAY, reason=text, end=DepositEnd.FORFEIT)


def _tracking(made: Made, text: str, _at: int) -> object:
    line = OrderLineDraft(made.stall.tea, 1_000, "กล่อง", 1_000_000)
    saved = create_order(made.session, OrderDraft(new_uid(), made.stall.customer, (line,), DAY, DAY))
    return set_tracking(made.session, saved.uid, tracking=text)


def _customer(made: Made, text: str, _at: int) -> object:
    return create_customer(made.session, PartyData(text, phone=text, address=text))


ORDER_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "order": _order,
    "why an order is called off": _calling_off,
    "number of a parcel": _tracking,
    "customer of an order": _customer,
}
"""Fields of orders, one command each."""
