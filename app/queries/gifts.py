"""Goods given and received for nothing, relief sales, and what partners have and need."""

import datetime as dt
from dataclasses import dataclass

from app.domain.gift import GiftPurpose, GiftWay
from app.domain.partner import GoodsSide, PartnerGoods
from db import connection as book
from db.sql import barter as sql


def partner_goods() -> tuple[PartnerGoods, ...]:
    """What partners have and need, by partner, with what we have of it."""
    return tuple(
        PartnerGoods(*[uid, GoodsSide(side), *rest[:10], bool(rest[10]), *rest[11:]])
        for uid, side, *rest in book.fetch(sql.GOODS)
    )


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A line of goods given or received for nothing; ``cost`` is what given goods stood at, satang."""

    document_uid: bytes
    number: str
    on: dt.date
    party: str
    way: GiftWay
    purpose: GiftPurpose
    description: str
    unit: str
    base_milli: int
    value: int
    cost: int
    reversal: str
    note: str

    @property
    def stands(self) -> bool:
        """Not undone."""
        return not self.reversal


def gifts(first: dt.date, last: dt.date) -> tuple[GiftRow, ...]:
    """Goods given and received for nothing between two days, the newest first."""
    return tuple(
        GiftRow(uid, number, dt.date.fromisoformat(on), party, GiftWay(way), GiftPurpose(purpose), *rest)
        for uid, number, on, party, way, purpose, *rest in book.fetch(
            sql.GIFTS, (first.isoformat(), last.isoformat())
        )
    )


@dataclass(frozen=True, slots=True)
class ReliefRow:
    """A line sold below its normal price on purpose; ``gap`` is what the group gave up, satang."""

    number: str
    on: dt.date
    party: str
    description: str
    unit: str
    quantity_milli: int
    amount: int
    normal_price_e4: int
    gap: int


def relief_sales(first: dt.date, last: dt.date) -> tuple[ReliefRow, ...]:
    """Relief sales between two days of the books, returns and undoings with their sign."""
    return tuple(
        ReliefRow(number, dt.date.fromisoformat(on), *rest)
        for number, on, *rest in book.fetch(sql.RELIEF, (first.isoformat(), last.isoformat()))
    )
