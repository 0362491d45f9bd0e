"""Consigned goods: what was agreed, what lies here of whom, what was sold and is not settled yet."""

import datetime as dt
from dataclasses import dataclass

from app.domain.consignment import BorneBy, Direction, Method, Terms
from db import connection as book
from db.sql import consignment as sql


@dataclass(frozen=True, slots=True)
class SlipTerms:
    """What stands on the last slip of a product: the agreement of that day, and the price (e4)."""

    terms: Terms
    price_e4: int


def _terms(method: str, value: int, spoilage_by: str, discount_by: str, terms_id: int | None) -> Terms:
    return Terms(Method(method), value, BorneBy(spoilage_by), BorneBy(discount_by), terms_id)


def terms_on(direction: Direction, party_id: int, product_id: int, day: dt.date) -> Terms | None:
    """What was agreed for a product on a day; that of the product itself, then the later one goes first."""
    row = book.fetch_one(sql.TERMS_ON, (direction.value, party_id, product_id, day.isoformat()))
    return None if row is None else _terms(*row)


def slip_terms(direction: Direction, party_id: int, product_id: int) -> SlipTerms | None:
    """What was agreed when the product last came (or went out), as the slip says."""
    row = book.fetch_one(sql.LAST_SLIP, (direction.value, party_id, product_id))
    return None if row is None else SlipTerms(_terms(*row[:5]), row[5])
