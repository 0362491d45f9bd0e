"""What ``check`` asks of orders: deposits are what was posted, and nothing was used or handed over twice."""

from app.domain.ledger import AccountRole
from app.i18n import N_
from app.queries.open_items import open_items
from app.thai.digits import format_amount
from db import connection as book
from db.sql import pre_orders as sql

_DIFFERS = N_("What {number} says of deposits on orders is not what it posted.")
_HELD = N_(
    "Order {code} ({name}) says of its deposits something else than the ledger: {kept} against {ledger}."
)
_BELOW = N_("More of the deposits or goods of order {code} ({name}) was taken back than there were.")
_BEYOND = N_("More was handed over of order {code} ({name}) than it wants.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    found: list[tuple[str, str, str, dict[str, object]]] = [
        ("order_deposit", number, _DIFFERS, {"number": number})
        for (number,) in book.fetch(sql.REGISTER_DIFFERS)
    ]
    found += _held()
    for code, message, query in (
        ("order_below_zero", _BELOW, sql.BELOW_ZERO),
        ("order_beyond", _BEYOND, sql.BEYOND_ORDER),
    ):
        found += [(code, "", message, {"code": each, "name": name}) for each, name in book.fetch(query)]
    return found


def _held() -> list[tuple[str, str, str, dict[str, object]]]:
    """Orders whose deposits were settled by something that is not about the order."""
    order_of: dict[int, int] = dict(book.fetch(sql.ALL_DEPOSIT_PAPERS))
    rows = book.fetch(sql.HELD)
    ledger: dict[int, int] = {}
    for party_id in {row[1] for row in rows if row[4]}:
        for item in open_items(AccountRole.DEPOSITS, party_id=party_id):
            order_id = order_of.get(item.document_id)
            if order_id is not None:
                ledger[order_id] = ledger.get(order_id, 0) - item.open
    return [
        (
            "order_held",
            "",
            _HELD,
            {
                "code": code,
                "name": name,
                "kept": format_amount(kept),
                "ledger": format_amount(ledger.get(order_id, 0)),
            },
        )
        for order_id, _party_id, code, name, kept in rows
        if kept != ledger.get(order_id, 0)
    ]
