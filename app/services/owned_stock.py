"""Counts of other people's goods by place and owner, and whose leave first."""

import datetime as dt
from collections.abc import Callable, Sequence

from app.domain.consignment import Held, SoldFirst, Taken, left_of_receipts, take
from app.queries.settings import business_settings
from db import connection as book
from db.sql import stock as sql


class OwnedStock:
    """What of whom lies where while a document is being written."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], dict[int, int]] = {}

    def read(self, product_ids: Sequence[int], location_id: int) -> None:
        """Read several products at a place at once."""
        wanted = [each for each in product_ids if (each, location_id) not in self._held]
        if not wanted:
            return
        for product_id in wanted:
            self._held[product_id, location_id] = {}
        query = sql.OWNED.format(marks=", ".join("?" * len(wanted)))
        for product_id, owner_id, held in book.fetch(query, (*wanted, location_id)):
            self._held[product_id, location_id][owner_id] = held

    def at(self, product_id: int, location_id: int) -> dict[int, int]:
        """Thousandths by owner at a place, after the moves so far."""
        self.read([product_id], location_id)
        return self._held[product_id, location_id]

    def moved(self, product_id: int, location_id: int, owner_id: int, quantity: int) -> int:
        """Count a move; answers what the owner has there then."""
        held = self.at(product_id, location_id)
        held[owner_id] = held.get(owner_id, 0) + quantity
        return held[owner_id]

    def whose(
        self,
        product_id: int,
        quantity: int,
        location_id: int,
        own_at: Callable[[], int],
        order: SoldFirst | None = None,
    ) -> list[Taken]:
        """Whose goods leave when so much does; ``own_at`` tells what the group has there.

        What is only here to be worked on for its owner does not leave.
        """
        owned = self.at(product_id, location_id)
        if not owned:
            return [Taken(None, quantity)]
        order = order or SoldFirst(business_settings().sold_first)
        layers = _layers(product_id, owned, own_at(), order)
        last = None
        if quantity > sum(each.quantity for each in layers) and not _had_own(product_id):
            last = _last_owner(product_id, owned)
        return take(quantity, layers, order, last)


def _layers(product_id: int, owned: dict[int, int], own: int, order: SoldFirst) -> list[Held]:
    there = {}
    for owner, held in owned.items():
        if held > 0:
            there[owner] = max(0, held - max(0, book.fetch_int(sql.FOR_PROCESSING, (owner, product_id))))
    ours = [Held(None, own)] if own > 0 else []
    if order is not SoldFirst.OLDEST and len(there) < 2:
        return [*(Held(owner, held) for owner, held in there.items()), *ours]
    layers: list[Held] = []
    for owner, held in there.items():
        layers += _by_day(sql.OWNED_RECEIPTS, (owner, product_id), owner, held)
    if order is SoldFirst.OLDEST:
        ours = _by_day(sql.OWN_RECEIPTS, (product_id,), None, own)
    return [*layers, *ours]


def _by_day(query: str, keys: tuple[int, ...], owner: int | None, on_hand: int) -> list[Held]:
    """What is there by the day it came; what no receipt explains was there always."""
    rows = [(dt.date.fromisoformat(day), quantity) for day, quantity in book.fetch(query, keys)]
    left = left_of_receipts(rows, on_hand)
    loose = on_hand - sum(quantity for _day, quantity in left)
    return [*([Held(owner, loose)] if loose > 0 else []), *(Held(owner, part, day) for day, part in left)]


def _had_own(product_id: int) -> bool:
    return book.fetch_one(sql.HAD_OWN, (product_id,)) is not None


def _last_owner(product_id: int, owned: dict[int, int]) -> int | None:
    marks = ", ".join("?" * len(owned))
    row = book.fetch_one(sql.LAST_OWNER.format(marks=marks), (product_id, *owned))
    return None if row is None else int(row[0])
