"""Pre-orders as lists, plans and papers show them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import money
from app.domain.cost_lines import Settlement
from app.domain.ledger import AccountRole, ProductKind
from app.domain.order_lines import DepositSums, OrderLine, production_need, still_due
from app.domain.pre_order import OPEN_STATES, DeliveryWay, OrderState, is_late
from app.domain.recipe import Recipe, making_order, scale
from app.domain.register_check import Disagreement
from app.queries.open_items import open_items
from app.queries.recipes import recipes_in_use
from db import connection as book
from db.sql import pre_orders as sql

NEWEST = 200
"""How many orders that are over a list shows."""
DIGITS, END = 4, "\U0010ffff"
"""Figures of an order's code; what stands behind every code."""
FOR_EVER = dt.date.max
REGISTER = "orders"
"""What orders are called where registers are held against the ledger."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order with its lines and what became of its deposits; amounts in satang."""

    id: int
    uid: bytes
    code: str
    party_id: int
    party_uid: bytes
    party: str
    party_phone: str
    party_address: str
    channel: str
    channel_name: str
    channel_name_en: str
    ordered_on: dt.date
    wanted_on: dt.date
    state: OrderState
    delivery: DeliveryWay
    recipient: str
    phone: str
    address: str
    carrier_uid: bytes | None
    carrier: str
    tracking: str
    delivery_fee: int
    is_cod: bool
    deposit_wanted: int
    reason: str
    note: str
    intake_uid: bytes | None
    event_uid: bytes | None
    event: str
    deposits: DepositSums
    fee_charged: int
    lines: tuple[OrderLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to be handed over."""
        return self.state in OPEN_STATES

    @property
    def total(self) -> int:
        """Goods and delivery fee."""
        return sum(line.amount for line in self.lines) + self.delivery_fee

    @property
    def fee_left(self) -> int:
        """The delivery fee while no bill has it."""
        return max(0, self.delivery_fee - self.fee_charged)

    @property
    def due(self) -> int:
        """What is still to be paid at the handing over, the deposits taken off."""
        return still_due(self.lines, self.fee_left, self.deposits) if self.is_open else 0

    @property
    def deposit_missing(self) -> int:
        """What of the agreed deposit has not come."""
        return max(0, self.deposit_wanted - self.deposits.taken) if self.is_open else 0

    @property
    def send_to(self) -> str:
        """Whose name stands on the parcel."""
        return self.recipient or self.party

    @property
    def send_phone(self) -> str:
        """Whom the courier calls."""
        return self.phone or self.party_phone

    @property
    def send_address(self) -> str:
        """Where it goes."""
        return self.address or self.party_address

    def is_late(self, today: dt.date) -> bool:
        """Whether the day that was promised is over."""
        return is_late(self.state, self.wanted_on, today)


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """A document of an order; ``purpose`` is an OrderEvent."""

    id: int
    uid: bytes
    number: str
    kind: str
    on: dt.date
    purpose: str
    amount: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of selling."""

    uid: bytes
    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a product is wanted by orders, is there, and is to be made or bought; its own unit."""

    product_uid: bytes
    code: str
    name: str
    unit: str
    kind: str
    wanted: int
    on_hand: int
    missing: int
    orders: int
    first_day: dt.date
    recipe: str
    """Name of the recipe it is made by; empty where it is bought."""
    batches: int
    """Makings of that recipe, thousandths."""


@dataclass(frozen=True, slots=True)
class MaterialNeed:
    """What the makings need of a material and how much of it must be bought; satang for ``cost``."""

    product_uid: bytes
    code: str
    name: str
    unit: str
    needed: int
    on_hand: int
    to_buy: int
    cost: int | None
    used_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueOrders:
    """How many orders should have been handed over before a day, and on it."""

    late: int
    today: int


@dataclass(frozen=True, slots=True)
class LeftDeposit:
    """A deposit that the group still holds for an order that is over."""

    order_uid: bytes
    code: str
    name: str
    amount: int


def open_orders(until: dt.date = FOR_EVER) -> tuple[Order, ...]:
    """What is to be handed over, the earliest day first."""
    day = until.isoformat()
    return _orders(book.fetch(sql.OPEN_ORDERS, (day,)), book.fetch(sql.OPEN_LINES, (day,)))


def closed_orders(*, limit: int = NEWEST) -> tuple[Order, ...]:
    """What was handed over or cancelled, the newest first."""
    return _orders(book.fetch(sql.CLOSED_ORDERS, (limit,)), book.fetch(sql.CLOSED_LINES, (limit,)))


def orders_of_party(party_id: int) -> tuple[Order, ...]:
    """Every order of a customer."""
    of = (party_id,)
    return _orders(book.fetch(sql.ORDERS_OF_PARTY, of), book.fetch(sql.PARTY_LINES, of))


def order(uid: bytes) -> Order | None:
    """An order, or None."""
    return _one(book.fetch_one(sql.ORDER_BY_UID, (uid,)))


def order_by_code(code: str) -> Order | None:
    """An order by its code, or None."""
    return _one(book.fetch_one(sql.ORDER_BY_CODE, (code.strip(),)))


def orders_called(code: str, *, limit: int) -> tuple[Order, ...]:
    """Orders whose code begins so; else the one of which its number was typed without zeros (OR4)."""
    rows = book.fetch(sql.ORDERS_CALLED, (code, code + END, limit))
    found = tuple(each for row in rows if (each := _one(row)) is not None)
    letters = code.rstrip("0123456789")
    padded = order_by_code(letters + code[len(letters) :].zfill(DIGITS))
    return found or (() if padded is None else (padded,))


def order_papers(order_id: int) -> tuple[OrderPaper, ...]:
    """The deposits, deliveries and undoings of an order, as they came."""
    return tuple(
        OrderPaper(identity, uid, number, kind, dt.date.fromisoformat(on), purpose, amount, bool(undone))
        for identity, uid, number, kind, on, purpose, amount, undone in book.fetch(sql.PAPERS, (order_id,))
    )


def order_of_document(document_id: int) -> tuple[Order, OrderPaper] | None:
    """The order that a deposit paper is about, and what the paper did for it."""
    row = book.fetch_one(sql.ORDER_OF_DOCUMENT, (document_id,))
    found = None if row is None else order(row[0])
    if found is None:
        return None
    papers = order_papers(found.id)
    return next(((found, paper) for paper in papers if paper.id == document_id), None)


def credit_of(party_id: int) -> int:
    """What the group keeps for a customer to buy from, satang."""
    return max(0, -sum(item.open for item in open_items(AccountRole.CREDIT_NOTES, party_id=party_id)))


def channels() -> tuple[Channel, ...]:
    """The ways of selling in use."""
    return tuple(Channel(*row) for row in book.fetch(sql.CHANNELS))


def due_orders(today: dt.date) -> DueOrders:
    """How many open orders are late or due on a day."""
    day = today.isoformat()
    return DueOrders(*book.fetch(sql.DUE_COUNTS, (day, day, day))[0])


def left_deposits(as_of: dt.date) -> tuple[LeftDeposit, ...]:
    """Deposits of orders that are over, still held at the end of a day."""
    return tuple(LeftDeposit(*row) for row in book.fetch(sql.LEFT_DEPOSITS, (as_of.isoformat(),)))


def disagreements(as_of: dt.date) -> tuple[Disagreement, ...]:
    """Customers of whose deposits the ledger has less than their orders say; more may be of no order."""
    return tuple(
        Disagreement(REGISTER, uid, name, kept, ledger)
        for uid, name, kept, ledger in book.fetch(sql.DISAGREEMENTS, (as_of.isoformat(),))
    )


def reserved(until: dt.date = FOR_EVER) -> dict[bytes, int]:
    """What open orders up to a day still want of each product, in its own unit."""
    return {uid: quantity for uid, quantity, *_more in book.fetch(sql.RESERVED, (until.isoformat(),))}


def production_plan(until: dt.date = FOR_EVER) -> tuple[Plan, ...]:
    """Open orders up to a day less what lies there, by product."""
    rows = book.fetch(sql.RESERVED, (until.isoformat(),))
    on_hand: dict[bytes, int] = dict(book.fetch(sql.ON_HAND))
    needs = {each.product_uid: each for each in production_need({row[0]: row[1] for row in rows}, on_hand)}
    goods = {row[0]: row for row in book.fetch(sql.GOODS)}
    recipes = recipes_in_use()
    plans = []
    for uid, _wanted, orders, first in rows:
        need = needs.get(uid)
        if need is None:
            continue
        _uid, code, name, unit, kind, _cost = goods[uid]
        recipe = recipes.get(uid)
        plans.append(
            Plan(
                uid,
                code,
                name,
                unit,
                kind,
                need.wanted,
                need.on_hand,
                need.missing,
                orders,
                dt.date.fromisoformat(first),
                "" if recipe is None else recipe.name or name,
                0 if recipe is None else _batches(recipe, need.missing),
            )
        )
    return tuple(plans)


def materials_list(until: dt.date = FOR_EVER) -> tuple[MaterialNeed, ...]:
    """What the production plan needs through its recipes, and what of it must be bought.

    A product without a recipe that is missing is bought itself; what a recipe needs of something made by
    another recipe is made too, as far as it does not lie there.
    """
    plan = production_plan(until)
    on_hand: dict[bytes, int] = dict(book.fetch(sql.ON_HAND))
    recipes = recipes_in_use()
    wanted: dict[bytes, int] = {each.product_uid: each.wanted for each in plan}
    users: dict[bytes, dict[str, None]] = {}
    goods = {row[0]: row for row in book.fetch(sql.GOODS)}
    for product in reversed(making_order(recipes)):
        missing = wanted.get(product, 0) - max(0, on_hand.get(product, 0))
        if missing <= 0:
            continue
        for line in scale(recipes[product], missing).lines:
            uid = line.product_uid
            if uid is not None and line.settlement is Settlement.FROM_STOCK:
                wanted[uid] = wanted.get(uid, 0) + line.quantity_milli
                users.setdefault(uid, {})[goods[product][2]] = None
    needs = []
    for uid, quantity in wanted.items():
        _uid, code, name, unit, kind, cost_e4 = goods[uid]
        if uid in recipes or kind == ProductKind.SERVICE:
            continue
        there = on_hand.get(uid, 0)
        buy = max(0, quantity - max(0, there))
        if uid not in users and not buy:
            continue
        cost = None if cost_e4 is None else money.times(cost_e4, buy)
        needs.append(
            MaterialNeed(uid, code, name, unit, quantity, there, buy, cost, tuple(users.get(uid, ())))
        )
    return tuple(needs)


def _batches(recipe: Recipe, missing: int) -> int:
    return money.share(money.MILLI, missing, recipe.output_quantity_milli)


def _one(row: book.Row | None) -> Order | None:
    return None if row is None else _order(row, book.fetch(sql.LINES_OF, (row[0],)))


def _orders(rows: Iterable[book.Row], lines: Iterable[book.Row]) -> tuple[Order, ...]:
    of: dict[int, list[book.Row]] = {}
    for line in lines:
        of.setdefault(line[0], []).append(line)
    return tuple(_order(row, of.get(row[0], [])) for row in rows)


def _order(row: book.Row, lines: list[book.Row]) -> Order:
    identity, uid, code, party_id, party_uid, party, phone, address, *rest = row
    channel, channel_name, channel_en, ordered, wanted, state, way, *rest = rest
    recipient, own_phone, own_address, carrier_uid, carrier, tracking, fee, is_cod, *rest = rest
    deposit, reason, note, intake, event_uid, event, taken, applied, refunded, kept, charged = rest
    return Order(
        identity,
        uid,
        code,
        party_id,
        party_uid,
        party,
        phone,
        address,
        channel or "",
        channel_name or "",
        channel_en or "",
        dt.date.fromisoformat(ordered),
        dt.date.fromisoformat(wanted),
        OrderState(state),
        DeliveryWay(way),
        recipient,
        own_phone,
        own_address,
        carrier_uid,
        carrier or "",
        tracking,
        fee,
        bool(is_cod),
        deposit,
        reason,
        note,
        intake,
        event_uid,
        event or "",
        DepositSums(taken or 0, applied or 0, refunded or 0, kept or 0),
        charged or 0,
        tuple(OrderLine(*line[1:]) for line in lines),
    )
