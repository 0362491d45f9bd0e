"""Booking a list of orders that came in at once: an order of each buyer's lines, all of them or none."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.changes import Changes
from app.domain.chat_goods import heard
from app.domain.chat_line import LineState
from app.domain.order_deal import Asking, agree, at_usual_price
from app.domain.party import PartyData
from app.domain.pre_order import DeliveryWay, OrderDraft, OrderLineDraft
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries import order_intake as queries
from app.queries.order_intake import IntakeLine
from app.queries.promotions import market
from app.services.pre_orders import create_customer, create_order
from app.services.records import NotFoundError, saving
from app.services.sales import STALL
from app.thai.fold import fold
from db import connection as book
from db.sql import order_intake as sql

MAY = Permission.KEEP_ORDERS


class UndecidedLinesError(UserError):
    """Lines are doubtful still; ``lines`` says how many."""

    message = N_("{lines} lines are still doubtful. Please decide about them first: nothing was booked.")


class BuyerUnknownError(UserError):
    """A line without a buyer; ``said`` is the line."""

    message = N_("Who ordered “{said}”? Please type a name.")


class BuyerUnclearError(UserError):
    """Several people have the name of a buyer."""

    message = N_("Several people are called “{name}”. Please choose who it is.")


class NoPriceError(UserError):
    """Goods without a price."""

    message = N_("“{name}” has no price. Please type one.")


class NothingToBookError(UserError):
    """No line waits."""

    message = N_("No line is waiting to be booked.")


@dataclass(frozen=True, slots=True)
class Booked:
    """The orders that were made."""

    uid: bytes
    codes: tuple[str, ...]
    changes: Changes = Changes.MARKET | Changes.PARTIES


def book_intake(
    session: Session,
    intake_uid: bytes,
    *,
    on: date,
    wanted_on: date,
    delivery: DeliveryWay = DeliveryWay.PICKUP,
    minute: int | None = None,
) -> Booked:
    """Make an order of each buyer's lines; all or none, and none twice.

    With a ``minute`` goods at their usual price are taken at the special prices and promotions of that minute
    of the day; a price that was told in the list itself stands.
    Raises UndecidedLinesError, NothingToBookError, BuyerUnknownError, BuyerUnclearError, NoPriceError,
    NotFoundError and what ``create_order`` raises.
    """
    with saving(session, MAY):
        old = queries.intake(intake_uid)
        if old is None:
            raise NotFoundError
        lines = queries.lines(old.id)
        doubtful = sum(line.state is LineState.DOUBTFUL for line in lines)
        if doubtful:
            raise UndecidedLinesError(lines=doubtful)
        waiting = [line for line in lines if line.state is LineState.NEW]
        if not waiting:
            raise NothingToBookError
        codes = []
        for party_uid, hers in _by_buyer(session, intake_uid, waiting).items():
            draft = OrderDraft(
                _order_uid(intake_uid, hers[0].position),
                party_uid,
                _priced(_order_lines(hers), old.channel, party_uid, on, minute),
                on,
                max(wanted_on, on),
                delivery,
                old.channel,
                intake_uid=intake_uid,
            )
            made = create_order(session, draft)
            party_id = _id(sql.PARTY_ID, party_uid)
            book.executemany(sql.BOOK_LINE, [(made.id, party_id, old.id, line.position) for line in hers])
            codes.append(made.code)
    return Booked(intake_uid, tuple(codes))


# ---------------------------------------------------------------- parts


def _by_buyer(
    session: Session, intake_uid: bytes, lines: Sequence[IntakeLine]
) -> dict[bytes, list[IntakeLine]]:
    """Each buyer's lines; who is not on record is put there."""
    people: dict[str, bytes] = {}
    hers: dict[bytes, list[IntakeLine]] = {}
    for line in lines:
        if line.party_uid is None and not line.buyer:
            raise BuyerUnknownError(said=line.said)
        key = heard(line.buyer) or line.buyer
        uid = line.party_uid or people.get(key)
        if uid is None:
            uid = people[key] = _person(session, line.buyer, _order_uid(intake_uid, -line.position))
        hers.setdefault(uid, []).append(line)
    return hers


def _person(session: Session, name: str, uid: bytes) -> bytes:
    found = book.fetch(sql.PARTIES_CALLED, (fold(name), name))
    if len(found) > 1:
        raise BuyerUnclearError(name=name)
    return found[0][0] if found else create_customer(session, PartyData(name), uid=uid).uid


def _order_lines(lines: Sequence[IntakeLine]) -> tuple[OrderLineDraft, ...]:
    """The lines of an order, the same goods at the same price together; raises NoPriceError."""
    sums: dict[tuple[bytes, str, int, int], int] = {}
    for line in lines:
        assert line.product_uid is not None
        assert line.quantity_milli is not None
        if line.price_e4 is None:
            raise NoPriceError(name=line.product)
        key = (line.product_uid, line.unit_name, line.price_e4, line.factor_milli)
        sums[key] = sums.get(key, 0) + line.quantity_milli
    return tuple(
        OrderLineDraft(uid, quantity, unit, price, factor)
        for (uid, unit, price, factor), quantity in sums.items()
    )


def _priced(
    lines: tuple[OrderLineDraft, ...], channel: str, party_uid: bytes, on: date, minute: int | None
) -> tuple[OrderLineDraft, ...]:
    if minute is None:
        return lines
    found = market(on, party=party_uid, goods=[line.product_uid for line in lines])
    usual = [line for line in lines if at_usual_price(line, found)]
    made = iter(agree(usual, found, Asking(on, minute, channel or STALL, party_uid)))
    return tuple(next(made).draft if line in usual else line for line in lines)


def _order_uid(intake_uid: bytes, position: int) -> bytes:
    """The uid that an order of this list has wherever and however often it is booked."""
    return hashlib.sha256(intake_uid + str(position).encode()).digest()[:16]


def _id(query: str, uid: bytes) -> int:
    row = book.fetch_one(query, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])
