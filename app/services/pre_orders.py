"""Pre-orders: taken down, changed, moved on, called off; each change is one logged transaction.

Money and goods of an order are posted elsewhere: ``deposits`` takes and ends deposits, ``order_delivery``
hands the goods over. A new customer is put on record with the right to take orders.
"""

from collections.abc import Sequence
from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.party import PartyData, checked_party
from app.domain.pre_order import (
    CustomerMissingError,
    DepositMovesError,
    LessThanDeliveredError,
    OrderDraft,
    OrderState,
    checked_order,
    checked_step,
    proposed_deposit,
    refuse_over,
)
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.pre_orders import Order, order
from app.queries.settings import business_settings
from app.services import records
from app.services.products import next_code, refuse_code
from app.services.records import NotFoundError, Saved, saving
from app.services.sales import party_of
from app.services.stock import product_facts
from app.thai.collate import sort_key
from app.thai.digits import format_quantity, format_unit_cost
from app.thai.fold import fold
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.market import PreOrder
from db.models.parties import Party
from db.models.products import Product
from db.sql import master as master_sql
from db.sql import pre_orders as sql

MAY = Permission.KEEP_ORDERS
CHANGED = Changes.MARKET

DELIVERY_CODE = "DELIVERY"
"""Code of the service that a delivery fee is sold as."""
_DELIVERY_NAME, _DELIVERY_UNIT = "ค่าจัดส่ง", "ครั้ง"


class UnknownChannelError(UserError):
    """A way of selling that is not in the book."""

    message = N_("This way of selling is not in the book.")


class CancelReasonError(UserError):
    """An order that is called off without a reason."""

    message = N_("Please say in a few words why the order is called off.")


def create_order(session: Session, draft: OrderDraft) -> Saved:
    """Take down an order once per ``draft.uid``; its code comes back in ``Saved.code``.

    Raises what ``checked_order`` raises, CustomerMissingError, UnknownProductError, UnknownChannelError,
    NotFoundError (intake, market day), NotPermittedError, NotSavedError.
    """
    checked = checked_order(draft)
    with saving(session, MAY):
        found = book.fetch_one(sql.BY_UID, (checked.uid,))
        if found is not None:
            return Saved(found[0], checked.uid, found[1])
        code = next_code("pre_order", "OR")
        refuse_code("pre_order", code, None)
        values = _columns(session, checked) | {"code": code, "state": OrderState.BOOKED.value}
        lines = _rows(checked)
        row_id = records.add(session, PreOrder, checked.uid, values, extra={"goods": _told(checked)})
        _write_lines(row_id, lines)
    return Saved(row_id, checked.uid, code, CHANGED)


def update_order(session: Session, order_uid: bytes, *, data: OrderDraft) -> Saved:
    """Change an order that is open; lines of which something was handed over stay at their place.

    Raises NotFoundError, OrderOverError, LessThanDeliveredError, DepositMovesError and what ``create_order``
    raises.
    """
    checked = checked_order(data)
    with saving(session, MAY):
        old = open_order(order_uid)
        values = _columns(session, checked)
        if values["party_id"] != old.party_id and (old.deposits.taken or any(x.delivered for x in old.lines)):
            raise DepositMovesError(code=old.code)
        _refuse_less(old, checked)
        before, after = _told_of(old), _told(checked)
        differs = before != after
        records.change(
            session,
            PreOrder,
            old.id,
            values,
            extra_before={"goods": before} if differs else None,
            extra_after={"goods": after} if differs else None,
        )
        if _plain(checked) != _plain_of(old):
            _write_lines(old.id, _rows(checked))
    return Saved(old.id, order_uid, old.code, CHANGED)


def set_order_state(session: Session, order_uid: bytes, *, to: OrderState) -> Saved:
    """Move an order on (or back) by hand: booked, being made, ready; a cancelled one is booked again.

    Raises NotFoundError, WrongStepError, NotPermittedError.
    """
    with saving(session, MAY):
        old = known_order(order_uid)
        checked_step(old.code, old.state, to)
        more = {"reason": ""} if old.state is OrderState.CANCELLED else {}
        records.change(session, PreOrder, old.id, {"state": to.value, **more})
    return Saved(old.id, order_uid, old.code, CHANGED)


def set_tracking(session: Session, order_uid: bytes, *, tracking: str) -> Saved:
    """Note the number by which a parcel is followed, also when it is on its way already.

    Raises NotFoundError, TextTooLongError, NotPermittedError.
    """
    with saving(session, MAY):
        old = known_order(order_uid)
        records.change(session, PreOrder, old.id, {"tracking": clean_name(tracking, 100)})
    return Saved(old.id, order_uid, old.code, CHANGED)


def create_customer(session: Session, data: PartyData, *, uid: bytes | None = None) -> Saved:
    """Put a customer on record while an order is taken, once per ``uid``: name, telephone, address.

    Whoever may take orders may do this; all else about people is entered under Members. Raises
    PartyNameMissingError, NotPermittedError, NotSavedError.
    """
    checked = checked_party(PartyData(name=data.name, phone=data.phone, address=data.address))
    uid = uid or new_uid()
    with saving(session, MAY):
        found = book.fetch_one(master_sql.PARTY_BY_UID, (uid,))
        if found is not None:
            return Saved(found[0], uid, found[2])
        code = next_code("party", "C")
        values = {
            "code": code,
            "name": checked.name,
            "folded": fold(checked.name),
            "sort_key": sort_key(checked.name),
            "is_customer": 1,
            "phone": checked.phone,
            "address": checked.address,
        }
        row_id = records.add(session, Party, uid, values)
    return Saved(row_id, uid, code, Changes.PARTIES)


# ---------------------------------------------------------------- used by the services beside this one


def known_order(uid: bytes) -> Order:
    """An order by uid; raises NotFoundError."""
    found = order(uid)
    if found is None:
        raise NotFoundError
    return found


def open_order(uid: bytes) -> Order:
    """An order that is not over; raises NotFoundError, OrderOverError."""
    found = known_order(uid)
    refuse_over(found.code, found.state)
    return found


def close_cancelled(session: Session, old: Order, reason: str) -> None:
    """Call an order off inside the caller's transaction; what was handed over of it stays as its lines.

    Raises OrderOverError, CancelReasonError.
    """
    refuse_over(old.code, old.state)
    words = clean_text(reason)
    if not words:
        raise CancelReasonError
    if not any(line.delivered for line in old.lines):
        records.change(session, PreOrder, old.id, {"state": OrderState.CANCELLED.value, "reason": words})
        return
    before = _told_of(old)
    book.execute(sql.CUT_LINES, (old.id,))
    for line in old.lines:
        if line.delivered:
            cut = (line.quantity - line.left, line.delivered, old.id, line.position)
            book.execute(sql.CUT_LINE, cut)
    records.change(
        session,
        PreOrder,
        old.id,
        {"state": OrderState.DELIVERED.value, "reason": words},
        extra_before={"goods": before},
        extra_after={"goods": _told_of(known_order(old.uid))},
    )


def delivery_service(session: Session) -> tuple[bytes, str, str]:
    """Uid, name and unit of the service that delivery fees are sold as; made when it is first needed."""
    row = book.fetch_one(sql.DELIVERY_SERVICE, (DELIVERY_CODE,))
    if row is not None:
        return row[1], row[2], row[3]
    taken = book.fetch_one(master_sql.ID_BY_CODE["product"], (DELIVERY_CODE,))
    uid = new_uid()
    values = {
        "code": DELIVERY_CODE if taken is None else next_code("product", "S"),
        "name": _DELIVERY_NAME,
        "folded": fold(_DELIVERY_NAME),
        "sort_key": sort_key(_DELIVERY_NAME),
        "kind": ProductKind.SERVICE.value,
        "unit": _DELIVERY_UNIT,
        "is_open_price": 1,
        "is_for_sale": 1,
    }
    records.add(session, Product, uid, values)
    return uid, _DELIVERY_NAME, _DELIVERY_UNIT


# ---------------------------------------------------------------- parts


def _columns(session: Session, draft: OrderDraft) -> dict[str, Any]:
    party_id, _name = party_of(draft.party_uid)
    if party_id is None:
        raise CustomerMissingError
    carrier_id, _name = party_of(draft.carrier_uid)
    if draft.delivery_fee:
        delivery_service(session)
    wanted = draft.deposit_wanted
    if wanted is None:
        wanted = proposed_deposit(draft.total, business_settings().deposit_bp)
    return {
        "party_id": party_id,
        "channel_id": _id_of(sql.CHANNEL_ID, draft.channel or None, UnknownChannelError),
        "intake_id": _id_of(sql.INTAKE_ID, draft.intake_uid, NotFoundError),
        "event_id": _id_of(sql.EVENT_ID, draft.event_uid, NotFoundError),
        "ordered_on": draft.ordered_on.isoformat(),
        "wanted_on": draft.wanted_on.isoformat(),
        "delivery": draft.delivery.value,
        "recipient": draft.recipient,
        "phone": draft.phone,
        "address": draft.address,
        "carrier_id": carrier_id,
        "tracking": draft.tracking,
        "delivery_fee": draft.delivery_fee,
        "is_cod": int(draft.is_cod),
        "deposit_wanted": wanted,
        "note": draft.note,
    }


def _id_of(query: str, key: bytes | str | None, missing: type[UserError]) -> int | None:
    if key is None:
        return None
    row = book.fetch_one(query, (key,))
    if row is None:
        raise missing
    return int(row[0])


def _rows(draft: OrderDraft) -> list[tuple[object, ...]]:
    """The lines as they are kept; raises UnknownProductError."""
    return [
        (
            position,
            product_facts(line.product_uid).id,
            line.description,
            line.quantity_milli,
            line.unit,
            line.base_quantity_milli,
            line.unit_price_e4,
            line.note,
        )
        for position, line in enumerate(draft.lines, 1)
    ]


def _plain(draft: OrderDraft) -> list[tuple[object, ...]]:
    return [
        (
            *(line.product_uid, line.description, line.quantity_milli, line.unit),
            *(line.base_quantity_milli, line.unit_price_e4, line.note),
        )
        for line in draft.lines
    ]


def _plain_of(old: Order) -> list[tuple[object, ...]]:
    return [
        (
            *(line.product_uid, line.description, line.quantity, line.unit),
            *(line.base_quantity, line.unit_price_e4, line.note),
        )
        for line in old.lines
    ]


def _write_lines(order_id: int, rows: Sequence[tuple[object, ...]]) -> None:
    book.execute(sql.CLEAR_LINES, (order_id,))
    book.executemany(sql.INSERT_LINE, [(order_id, *row) for row in rows])


def _told(draft: OrderDraft) -> str:
    """The lines as the log tells them."""
    return "; ".join(
        _words(
            product_facts(line.product_uid).name,
            line.quantity_milli,
            line.unit,
            line.unit_price_e4,
            line.note,
        )
        for line in draft.lines
    )


def _told_of(old: Order) -> str:
    return "; ".join(
        _words(line.name, line.quantity, line.unit, line.unit_price_e4, line.note) for line in old.lines
    )


def _words(name: str, quantity: int, unit: str, price_e4: int, note: str) -> str:
    words = f"{name} {format_quantity(quantity)} {unit} × {format_unit_cost(price_e4)}"
    return f"{words} ({note})" if note else words


def _refuse_less(old: Order, draft: OrderDraft) -> None:
    """What was handed over keeps its product, unit, price and place, and is not wanted less.

    Raises LessThanDeliveredError.
    """
    for line in old.lines:
        if not line.delivered:
            continue
        new = draft.lines[line.position - 1] if line.position <= len(draft.lines) else None
        if (
            new is None
            or new.product_uid != line.product_uid
            or new.unit != line.unit
            or new.unit_price_e4 != line.unit_price_e4
            or new.base_quantity_milli < line.delivered
        ):
            raise LessThanDeliveredError(name=line.words)
