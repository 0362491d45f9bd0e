"""A stall that takes orders, and short words for what happens to them."""

import datetime as dt
from typing import Any

from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.pre_order import OrderDraft, OrderLineDraft
from app.domain.settling import MoneyDraft
from app.queries.pre_orders import Order, order
from app.services.deposits import DepositDraft, take_deposit
from app.services.order_delivery import HandedOver, HandOverDraft, hand_over
from app.services.pre_orders import create_order
from app.services.unit_of_work import Posted
from tests.stall import DAY, Stall

SOON = DAY + dt.timedelta(days=3)


def line(uid: bytes, pieces: int = 2, price: int = 89_00, **more: Any) -> OrderLineDraft:
    """Pieces at a price in satang."""
    return OrderLineDraft(uid, pieces * MILLI, "ชิ้น", price * E4, **more)


def draft(stall: Stall, *lines: OrderLineDraft, **more: Any) -> OrderDraft:
    """An order of the regular customer, by default two boxes of tea."""
    kept: dict[str, Any] = {"party_uid": stall.customer, "ordered_on": DAY, "wanted_on": SOON, **more}
    return OrderDraft(new_uid(), lines=lines or (line(stall.tea),), **kept)


def ordered(stall: Stall, *lines: OrderLineDraft, **more: Any) -> Order:
    """An order that is taken down."""
    return now(create_order(stall.session, draft(stall, *lines, **more)).uid)


def now(uid: bytes) -> Order:
    """An order as it stands."""
    found = order(uid)
    assert found is not None
    return found


def cash(amount: int) -> tuple[MoneyDraft, ...]:
    """Cash in hand."""
    return (MoneyDraft("1101", amount),)


def deposited(stall: Stall, of: Order, amount: int) -> Posted:
    """A deposit in cash."""
    return take_deposit(stall.session, DepositDraft(new_uid(), of.uid, cash(amount)), on=DAY)


def handed(stall: Stall, of: Order, paid: int = 0, **more: Any) -> HandedOver:
    """Handing over, the rest paid in cash."""
    tenders = (stall.cash(paid),) if paid else ()
    kept: dict[str, Any] = {"tenders": tenders, **more}
    return hand_over(stall.session, HandOverDraft(new_uid(), of.uid, **kept), on=SOON)
