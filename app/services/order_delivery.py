"""Handing over what was ordered: the sale of an order, in one go or in parts, with its deposits taken off."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.changes import Changes
from app.domain import money
from app.domain.deal import LineDeal
from app.domain.document import new_uid
from app.domain.handing import HandingSum, handing_sum
from app.domain.ledger import AccountRole
from app.domain.order_deal import AgreedLine, Asking, found_again, part_of_deal, then_running
from app.domain.order_lines import OrderLine, lines_left
from app.domain.pre_order import DepositEnd, OrderEvent, OrderState
from app.domain.promotion import DAY_END
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.session import Session
from app.domain.settling import MoneyDraft
from app.errors import UserError
from app.i18n import N_
from app.queries.pre_orders import Order
from app.queries.promotions import market
from app.queries.settings import business_settings
from app.services import records
from app.services.deposits import DepositEndDraft, end_deposit, use_up
from app.services.journal import account_id
from app.services.pre_orders import MAY, delivery_service, known_order, open_order
from app.services.records import saving
from app.services.sale_extras import PaymentWriting, SaleExtras, SaleWriting
from app.services.sales import STALL, PostedSale, UnknownTenderError, party_of, post_sale
from app.services.settings import bill_rounding
from app.services.unit_of_work import Posted, find_posted
from app.thai.normalise import clean_name
from db import connection as book
from db.models.market import PreOrder
from db.sql import pre_orders as sql

_DEPOSIT, _COD = "DEPOSIT", "COD"
_ACCOUNT, _AMOUNT, _PARTY = 1, 2, 5
"""Where these stand in a row of the journal."""
NOON = 12 * 60
"""When promotions without hours are looked for."""
_FOR_LINE = 1
"""Where the payment's line stands in a row of what is due."""


class OrderChangedError(UserError):
    """An order that somebody changed while its bill was made."""

    message = N_("Order {code} was changed in the meantime. Please look at it again.")


@dataclass(frozen=True, slots=True)
class HandOverDraft:
    """What is handed over of an order and how the rest of its bill is paid.

    ``chosen`` says how much of each line (by position, in its unit, thousandths); None hands over all
    that is left. ``tenders`` pay what the deposit does not cover; a parcel paid on delivery needs none.
    """

    uid: bytes
    order_uid: bytes
    chosen: Mapping[int, int] | None = None
    tenders: tuple[TenderDraft, ...] = ()
    tracking: str | None = None
    note: str = ""
    rest: DepositEnd | None = None
    """What becomes of a deposit that was more than the bill of all; None leaves it for later."""
    rest_moneys: tuple[MoneyDraft, ...] = ()
    rest_uid: bytes | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The sale that an order became, and the paper on what was left of its deposits."""

    sale: PostedSale
    rest: Posted | None = None

    @property
    def posted(self) -> Posted:
        """The sale as it stands in the book."""
        return self.sale.posted

    @property
    def changes(self) -> Changes:
        """What the window has to read again."""
        return self.sale.changes | Changes.MARKET


def bill_of(order: Order, chosen: Mapping[int, int] | None = None) -> HandingSum:
    """What handing over comes to, before anything is written; raises what ``handing_sum`` raises."""
    return handing_sum(order.lines, chosen, order.fee_left, order.deposits.left, bill_rounding())


def hand_over(session: Session, draft: HandOverDraft, *, on: dt.date) -> HandedOver:
    """Sell what is handed over of an order, once per ``draft.uid``: its deposits are taken off the bill.

    The delivery fee stands on the first bill. The order is over when nothing is left of it; until then it is
    ready for the next part. A parcel paid on delivery is owed by its courier. Raises NotFoundError,
    OrderOverError, MoreThanOrderedError, NothingToHandOverError, what ``post_sale`` raises, and for the rest
    of the deposit what ``end_deposit`` raises.
    """
    session.require(MAY)
    with saving(session, MAY):
        return _hand_over(session, draft, on)


# ---------------------------------------------------------------- parts


def agreed_lines(order: Order) -> dict[int, AgreedLine]:
    """Lines of an order (by position) whose price is that of a rule or a promotion of its day."""
    goods = [line.product_uid for line in order.lines]
    channel = order.channel or STALL
    running, then = (
        market(order.ordered_on, party=order.party_uid, goods=goods, put_aside=put_aside)
        for put_aside in (False, True)
    )
    minutes = dict.fromkeys(
        minute for each in then.promotions for minute in (each.from_minute, each.to_minute % DAY_END)
    )
    askings = [Asking(order.ordered_on, minute, channel, order.party_uid) for minute in (*minutes, NOON)]
    return found_again(order.lines, (running, *then_running(then, order.uid)), askings)


def _hand_over(session: Session, draft: HandOverDraft, on: dt.date) -> HandedOver:
    found = find_posted(draft.uid)
    order = known_order(draft.order_uid) if found is not None else open_order(draft.order_uid)
    if found is not None:
        sale = post_sale(session, SaleDraft(draft.uid), on=on)
    else:
        sale = _sell(session, order, draft, on)
    after = known_order(draft.order_uid)
    rest = None
    if draft.rest is not None and after.deposits.left and not after.is_open:
        end = DepositEndDraft(
            draft.rest_uid or new_uid(),
            order.uid,
            draft.rest,
            draft.rest_moneys if draft.rest is DepositEnd.REFUND else (),
            note=draft.note,
        )
        rest = end_deposit(session, end, on=on)
    return HandedOver(sale, rest)


def _sell(session: Session, order: Order, draft: HandOverDraft, on: dt.date) -> PostedSale:
    parts = lines_left(order.lines, draft.chosen)
    bill = bill_of(order, draft.chosen)
    agreed = agreed_lines(order)
    sold = [
        part_of_deal(line, quantity, agreed[line.position])
        if line.position in agreed
        else (_sale_line(line, quantity), LineDeal())
        for line, quantity in parts
    ]
    if order.fee_left:
        sold.append((_fee_line(order, delivery_service(session)), LineDeal()))
    lines = tuple(line for line, _made in sold)
    tenders = draft.tenders
    courier = party_of(order.carrier_uid)[0] if order.is_cod else None
    if order.is_cod and bill.due and not tenders:
        tenders = (TenderDraft(_tender(_COD), bill.due),)
    if bill.deposit:
        tenders = (TenderDraft(_tender(_DEPOSIT), bill.deposit), *tenders)

    def enter(writing: SaleWriting) -> None:
        now = open_order(order.uid)
        if now != order:
            raise OrderChangedError(code=order.code)
        _enter_goods(writing, order, parts)
        if bill.deposit:
            _row(writing, order, OrderEvent.APPLIED, bill.deposit)
            use_up(writing.entry, order, bill.deposit)
        for payment in writing.payments:
            if courier is not None and payment.tender.kind != "cash" and _is_owed_later(payment):
                _owed_by(writing, payment, courier, on)
        _move_on(session, order, is_last=bill.is_last, tracking=draft.tracking)

    sale = SaleDraft(draft.uid, lines, tenders=tenders, party_uid=order.party_uid, note=draft.note)
    extras = SaleExtras(money=(enter,), agreed=tuple(made for _line, made in sold))
    return post_sale(session, sale, on=on, channel=order.channel or STALL, extras=extras)


def _enter_goods(writing: SaleWriting, order: Order, parts: tuple[tuple[OrderLine, int], ...]) -> None:
    for at, (line, quantity) in enumerate(parts):
        base = _sale_line(line, quantity).base_quantity_milli
        closes = quantity == line.left
        _row(
            writing,
            order,
            OrderEvent.DELIVERY,
            sum(each.priced.amount for each in writing.lines if each.bill_line == at),
            line.position,
            line.left_base if closes else min(base, line.left_base),
        )
    if order.fee_left:
        _row(writing, order, OrderEvent.DELIVERY, writing.lines[-1].priced.amount)


def _row(
    writing: SaleWriting,
    order: Order,
    purpose: OrderEvent,
    amount: int,
    position: int | None = None,
    quantity: int = 0,
) -> None:
    writing.entry.add(
        "pre_order_entry",
        pre_order_id=order.id,
        purpose=purpose.value,
        order_line=position,
        quantity=quantity,
        amount=amount,
    )


def _move_on(session: Session, order: Order, *, is_last: bool, tracking: str | None) -> None:
    """The order is over when this was the last of it, else it is ready for the next part."""
    values = {"state": (OrderState.DELIVERED if is_last else OrderState.READY).value}
    if tracking is not None:
        values["tracking"] = clean_name(tracking, 100)
    records.change(session, PreOrder, order.id, values)


def _is_owed_later(payment: PaymentWriting) -> bool:
    return payment.tender.account_id == account_id(AccountRole.TENDER_RECEIVABLE)


def _owed_by(writing: SaleWriting, payment: PaymentWriting, courier: int, on: dt.date) -> None:
    """Put what a parcel's courier collects under her name, with the day on which it should come."""
    lines = writing.entry.rows["journal_line"]
    wanted = (payment.tender.account_id, payment.settled.amount - payment.fee)
    for index, row in enumerate(lines):
        if row[_ACCOUNT : _AMOUNT + 1] == wanted:
            lines[index] = (*row[:_PARTY], courier, *row[_PARTY + 1 :])
            break
    days = payment.tender.settle_days or business_settings().debt_reminder_days
    if not any(row[_FOR_LINE] == payment.line_no for row in writing.entry.rows.get("payment_due", ())):
        writing.entry.add(
            "payment_due",
            for_line=payment.line_no,
            party_id=courier,
            due_on=(on + dt.timedelta(days=days)).isoformat(),
            fee=payment.fee,
        )


def _sale_line(line: OrderLine, quantity: int) -> SaleLineDraft:
    return SaleLineDraft(
        line.product_uid, line.description, quantity, line.unit, line.unit_price_e4, line.factor_milli
    )


def _fee_line(order: Order, service: tuple[bytes, str, str]) -> SaleLineDraft:
    uid, name, unit = service
    return SaleLineDraft(uid, name, money.MILLI, unit, order.fee_left * money.E4)


def _tender(code: str) -> bytes:
    """The way of paying that a service uses by itself; raises UnknownTenderError."""
    row = book.fetch_one(sql.SERVICE_TENDER, (code,))
    if row is None:
        raise UnknownTenderError
    return bytes(row[1])
