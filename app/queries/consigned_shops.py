"""Our goods at other people's shops: what lies there, since when it is not settled."""

import datetime as dt
from dataclasses import dataclass

from app.domain.consignment import left_of_receipts
from app.queries.settings import business_settings
from db import connection as book
from db.sql import consignment as sql


@dataclass(frozen=True, slots=True)
class GoodsThere:
    """A product of ours at a shop, thousandths, its usual price (e4), and since when the oldest is there."""

    product_id: int
    product_uid: bytes
    code: str
    name: str
    unit: str
    quantity: int
    price_e4: int
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Shop:
    """Somebody who sells our goods at a place; satang that she owes, and what lies there."""

    id: int
    uid: bytes
    code: str
    name: str
    location_id: int
    location_uid: bytes
    location: str
    owes: int
    settled_to: dt.date | None
    goods: tuple[GoodsThere, ...]

    @property
    def title(self) -> str:
        """Who it is and where, if that has a name of its own."""
        return self.name if self.location == self.name else f"{self.name} · {self.location}"

    @property
    def since(self) -> dt.date | None:
        """The day of the oldest goods that are still there."""
        return min((each.since for each in self.goods if each.since is not None), default=None)

    def days(self, today: dt.date) -> int:
        """For how many days the oldest goods have not been settled."""
        return 0 if self.since is None else max(0, (today - self.since).days)


def shops() -> list[Shop]:
    """Everybody who has or had goods of ours to sell, by name."""
    return [
        Shop(
            *[
                *row[:8],
                None if row[8] is None else dt.date.fromisoformat(row[8]),
                _goods(row[0], row[4]),
            ]
        )
        for row in book.fetch(sql.SHOPS)
    ]


def _goods(party_id: int, location_id: int) -> tuple[GoodsThere, ...]:
    return tuple(
        GoodsThere(*[*row, _since(party_id, row[0], row[5])])
        for row in book.fetch(sql.GOODS_AT, (location_id,))
    )


def _since(party_id: int, product_id: int, on_hand: int) -> dt.date | None:
    rows = book.fetch(sql.SENT_TO, (party_id, product_id))
    left = left_of_receipts([(dt.date.fromisoformat(day), sent) for day, sent in rows], on_hand)
    return left[0][0] if left else None


def unsettled_shops(today: dt.date) -> list[Shop]:
    """Shops with goods that were not settled for longer than the group wants."""
    most = business_settings().consigned_warn_days
    return [shop for shop in shops() if shop.goods and shop.days(today) > most]
