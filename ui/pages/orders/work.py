"""What the page of orders reads and writes on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.deal import Market
from app.domain.document import new_uid
from app.domain.party import PartyData
from app.domain.pre_order import (
    OPEN_STATES,
    DepositEnd,
    OrderDraft,
    OrderLineDraft,
    OrderState,
    next_state,
)
from app.domain.product import ProductUnitData
from app.domain.sale_draft import NO_ROUNDING, RoundingRule
from app.domain.session import Permission, Session
from app.domain.settling import MoneyDraft
from app.queries.catalogue import Account, Tender, money_accounts, tenders
from app.queries.parties import PartyRow, list_parties
from app.queries.pre_orders import (
    Channel,
    Order,
    channels,
    closed_orders,
    credit_of,
    due_orders,
    open_orders,
    order_by_code,
)
from app.queries.products import ProductFilter, ProductRow, for_sale, list_products
from app.queries.promotions import market
from app.queries.settings import business_settings
from app.services.deposits import DepositDraft, cancel_order, rule_of_deposits, take_deposit
from app.services.pre_orders import create_customer, create_order, update_order
from app.services.records import Saved, saving
from app.services.settings import bill_rounding
from app.services.unit_of_work import Posted
from reports.catalogue import Question, build
from reports.common import Span
from reports.model import Report
from reports.orders import ORDER, goods_of, state_of
from reports.packing import LABELS
from ui.pages.orders.label_form import WantedLabels
from ui.widgets.party_field import NewName

MANY = 100_000
TONES: dict[OrderState, str] = {
    OrderState.BOOKED: "indigo",
    OrderState.MAKING: "turmeric-text",
    OrderState.READY: "leaf",
    OrderState.DELIVERED: "ink-soft",
    OrderState.CANCELLED: "ink-soft",
}


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One line of the list."""

    order: Order
    state: str
    tone: str
    late: bool
    goods: str

    @property
    def uid(self) -> bytes:
        """By which the list knows it."""
        return self.order.uid

    @property
    def due(self) -> int | None:
        """What is still to pay; nothing for what is over."""
        return max(0, self.order.due) if self.order.is_open else None


@dataclass(frozen=True, slots=True)
class Shown:
    """The list and what stands above it; satang for ``held``."""

    rows: tuple[OrderRow, ...]
    late: int
    today: int
    held: int


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from, and what the group usually does."""

    people: tuple[PartyRow, ...] = ()
    goods: tuple[ProductRow, ...] = ()
    packs: Mapping[bytes, tuple[ProductUnitData, ...]] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()
    tenders: tuple[Tender, ...] = ()
    channels: tuple[Channel, ...] = ()
    deposit_bp: int = 0
    promise_days: int = 0
    rule: DepositEnd = DepositEnd.REFUND
    rounding: RoundingRule = NO_ROUNDING


@dataclass(frozen=True, slots=True)
class Typed:
    """An order as it was typed, with people who are new and a deposit that is paid at once."""

    draft: OrderDraft
    people: tuple[NewName, ...] = ()
    customer_phone: str = ""
    deposit: int = 0
    account_code: str = ""
    deposit_uid: bytes = field(default_factory=new_uid)
    order_uid: bytes | None = None
    """The order that is changed; None for a new one."""


@dataclass(frozen=True, slots=True)
class Calling:
    """An order that is called off, or the rest of a deposit that is ended."""

    uid: bytes
    order: Order
    end: DepositEnd | None
    account_code: str
    reason: str


def shown(today: dt.date) -> Shown:
    """Every open order, and the newest that are over."""
    still, over = open_orders(), closed_orders()
    counts = due_orders(today)
    return Shown(
        tuple(_row(each, today) for each in (*still, *over)),
        counts.late,
        counts.today,
        sum(each.deposits.left for each in (*still, *over)),
    )


def _row(each: Order, today: dt.date) -> OrderRow:
    late = each.is_late(today)
    tone = "clay" if late else TONES[each.state]
    return OrderRow(each, state_of(each, today), tone, late, goods_of(each))


def card(session: Session, code: str) -> Report:
    """The order as it is on paper."""
    report = build(session, ORDER, Question(document=code))
    assert isinstance(report, Report)
    return report


def labels(session: Session, wanted: WantedLabels, printed: dt.datetime) -> Report:
    """Labels for parcels."""
    span = Span(dt.date.min, wanted.until)
    question = Question(span, wanted.code, option=wanted.option, printed=printed)
    report = build(session, LABELS, question)
    assert isinstance(report, Report)
    return report


def uid_of_code(code: str) -> bytes | None:
    """By which the list knows an order."""
    found = order_by_code(code)
    return None if found is None else found.uid


def credit(order: Order) -> int:
    """What the group keeps for the customer of an order to buy from, satang."""
    return credit_of(order.party_id)


def lists() -> Lists:
    """People, goods that are sold, where money lies, ways to pay and to sell, what is usual."""
    settings = business_settings()
    return Lists(
        tuple(list_parties(limit=MANY)),
        tuple(list_products(ProductFilter(for_sale=True), limit=MANY)),
        {item.uid: item.units for item in for_sale() if item.units},
        tuple(money_accounts()),
        tuple(tenders()),
        channels(),
        settings.deposit_bp,
        settings.promise_days,
        rule_of_deposits(),
        bill_rounding(),
    )


def deals() -> Market:
    """Special prices and promotions that are not put aside."""
    return market(None, everybody=True)


def lines_of(order: Order) -> tuple[OrderLineDraft, ...]:
    """The lines of an order as they can be typed again."""
    return tuple(
        OrderLineDraft(
            line.product_uid,
            line.quantity,
            line.unit,
            line.unit_price_e4,
            line.factor_milli,
            line.description,
            line.note,
        )
        for line in order.lines
    )


def save(session: Session, typed: Typed, *, on: dt.date) -> Saved | Posted:
    """Take an order down or change it, with its customer if she is new and the deposit she leaves."""
    with saving(session, Permission.KEEP_ORDERS):
        for name in typed.people:
            is_customer = name.uid == typed.draft.party_uid
            phone = typed.customer_phone if is_customer else ""
            create_customer(session, PartyData(name.name, phone=phone), uid=name.uid)
        if typed.order_uid is None:
            saved = create_order(session, typed.draft)
        else:
            saved = update_order(session, typed.order_uid, data=typed.draft)
        if not typed.deposit:
            return saved
        return take_deposit(session, deposit_of(saved.uid, typed), on=on)


def deposit_of(order_uid: bytes, typed: Typed) -> DepositDraft:
    """The deposit that is paid with an order."""
    return DepositDraft(typed.deposit_uid, order_uid, moneys(typed.account_code, typed.deposit))


def moneys(account_code: str, amount: int) -> tuple[MoneyDraft, ...]:
    """An amount at one place of money; none for nothing."""
    return (MoneyDraft(account_code, amount),) if amount and account_code else ()


def call_off(session: Session, calling: Calling, *, on: dt.date) -> Saved | Posted:
    """Call an order off; its deposits end as was chosen."""
    order = calling.order
    pays = moneys(calling.account_code, order.deposits.left) if calling.end is DepositEnd.REFUND else ()
    return cancel_order(
        session, order.uid, on=on, reason=calling.reason, end=calling.end, moneys=pays, uid=calling.uid
    )


def is_next(order: Order) -> OrderState | None:
    """The state that one key takes an order to; None where it is handed over next, or over."""
    return next_state(order.state) if order.state in OPEN_STATES else None


def shows(row: OrderRow, part: str) -> bool:
    """Whether a row stands in a part of the list."""
    if part == "open":
        return row.order.is_open
    if part == "late":
        return row.late
    if part == "over":
        return not row.order.is_open
    return row.order.state == part
