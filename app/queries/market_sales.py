"""Sales cut by hour, way of selling, market day and seller; best and slow goods; what to make next."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.make_next import COVER_DAYS, Need
from app.i18n import _
from app.queries.channels import channel_names
from app.queries.pre_orders import reserved
from db import connection as book
from db.sql import market_sales as sql

OFFICE = "office"
"""What sales by quotation and invoice say in place of a way of selling."""


class Cut(StrEnum):
    """By what sales are cut."""

    HOUR = "hour"
    CHANNEL = "channel"
    EVENT = "event"
    SELLER = "seller"


@dataclass(frozen=True, slots=True)
class Slice:
    """Sales of one hour, way, market day or seller: satang, returns and voids taken off."""

    key: str
    name: str
    bills: int
    amount: int
    """What customers paid for goods, with tax, others' goods too."""
    promoted: int
    """What promotions took off; it is not in the amount any more."""
    owners: int
    """What goes to the owners of consigned goods."""
    fee: int
    """What ways of paying cost."""
    tax: int
    cost: int

    @property
    def left(self) -> int:
        """What the group keeps: after owners, fees, tax and the cost of its own goods."""
        return self.amount - self.owners - self.fee - self.tax - self.cost


@dataclass(frozen=True, slots=True)
class GoodsSold:
    """Own goods for sale: what went in a time and what is there; thousandths and satang."""

    id: int
    uid: bytes
    code: str
    name: str
    unit: str
    kind: str
    quantity: int
    amount: int
    on_hand: int
    value: int
    last_sold: dt.date | None


@dataclass(frozen=True, slots=True)
class MakeNext:
    """Goods of which more should be made, and how soon they run out."""

    goods: GoodsSold
    need: Need
    to_make: int


def sales_cut(cut: Cut, first: dt.date, last: dt.date) -> tuple[Slice, ...]:
    """Sales from day to day, cut one way; hours run through the day, others begin with the largest."""
    rows = book.fetch(sql.SLICES[cut.value], (first.isoformat(), last.isoformat()))
    names = _names(cut)
    found = [Slice(str(row[0]), _name(cut, row[0], names), *row[1:]) for row in rows]
    if cut is not Cut.HOUR:
        found.sort(key=lambda each: (-each.amount, each.name))
    return tuple(found)


def _names(cut: Cut) -> dict[object, str]:
    if cut is Cut.CHANNEL:
        return dict(channel_names().items())
    if cut is Cut.SELLER:
        return dict(book.fetch(sql.SELLERS))
    if cut is Cut.EVENT:
        return {identity: name for identity, name, _day in book.fetch(sql.EVENTS)}
    return {}


def _name(cut: Cut, key: object, names: dict[object, str]) -> str:
    if cut is Cut.HOUR:
        return f"{key}:00–{key}:59"
    known = {Cut.EVENT: _("No market day"), Cut.CHANNEL: _("Invoices of the office")}
    return names.get(key) or (known[cut] if key in (0, OFFICE) else str(key))


def goods_sold(first: dt.date, last: dt.date) -> tuple[GoodsSold, ...]:
    """Every product for sale with what it sold from day to day."""
    rows = book.fetch(sql.GOODS, (first.isoformat(), last.isoformat()))
    return tuple(_goods(*row) for row in rows)


def _goods(
    identity: int, uid: bytes, code: str, name: str, unit: str, kind: str, *counted: int | str | None
) -> GoodsSold:
    quantity, amount, on_hand, value = (each if isinstance(each, int) else 0 for each in counted[:4])
    last = counted[4]
    sold_last = dt.date.fromisoformat(last) if isinstance(last, str) else None
    return GoodsSold(identity, uid, code, name, unit, kind, quantity, amount, on_hand, value, sold_last)


def make_next(first: dt.date, last: dt.date, *, cover_days: int = COVER_DAYS) -> tuple[MakeNext, ...]:
    """What is missing for open orders and usual sales, what runs out first before the rest."""
    days = (last - first).days + 1
    promised = reserved()
    found = []
    for goods in goods_sold(first, last):
        need = Need(goods.quantity, days, goods.on_hand, promised.get(goods.uid, 0))
        to_make = need.to_make(cover_days)
        if to_make:
            found.append(MakeNext(goods, need, to_make))
    found.sort(key=lambda each: (each.need.days_left is None, each.need.days_left or 0, each.goods.name))
    return tuple(found)
