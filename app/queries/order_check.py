"""What ``check`` asks of orders: deposits are what was posted, and nothing was used or handed over twice."""

from app.i18n import N_
from db import connection as book
from db.sql import pre_orders as sql

_DIFFERS = N_("What {number} says of deposits on orders is not what it posted.")
_BELOW = N_("More of the deposits or goods of order {code} ({name}) was taken back than there were.")
_BEYOND = N_("More was handed over of order {code} ({name}) than it wants.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    found: list[tuple[str, str, str, dict[str, object]]] = [
        ("order_deposit", number, _DIFFERS, {"number": number})
        for (number,) in book.fetch(sql.REGISTER_DIFFERS)
    ]
    for code, message, query in (
        ("order_below_zero", _BELOW, sql.BELOW_ZERO),
        ("order_beyond", _BEYOND, sql.BEYOND_ORDER),
    ):
        found += [(code, "", message, {"code": each, "name": name}) for each, name in book.fetch(query)]
    return found
