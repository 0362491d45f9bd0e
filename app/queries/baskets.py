"""What gift baskets are made of."""

from collections.abc import Iterable

from app.domain.basket import Basket, Part
from db import connection as book
from db.sql import baskets as sql


def baskets_among(product_uids: Iterable[bytes]) -> dict[bytes, Basket]:
    """Those of some products that are made of parts, by uid, each with its parts in their order."""
    wanted = list(dict.fromkeys(product_uids))
    found: dict[bytes, list[Part]] = {}
    names: dict[bytes, str] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" * len(some))
        for uid, part, code, name, unit, quantity, price, basket in book.fetch(
            sql.PARTS_OF_MANY.format(marks=marks), some
        ):
            found.setdefault(uid, []).append(Part(part, code, name, unit, quantity, price))
            names[uid] = basket
    return {uid: Basket(names[uid], tuple(parts)) for uid, parts in found.items()}


def parts_of(product_uid: bytes) -> tuple[Part, ...]:
    """The parts of one product; nothing for one that is no basket."""
    basket = baskets_among([product_uid]).get(product_uid)
    return () if basket is None else basket.parts
