"""Market days: what describes them, goods taken there and brought back, what they cost, who helped."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.changes import Changes
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.market_event import (
    BringBackDraft,
    EventClosedError,
    EventData,
    EventUsedError,
    TakeOutDraft,
    checked_back,
    checked_event,
    checked_taken,
)
from app.domain.session import Permission, Session
from app.domain.slip_entry import EntryDraft
from app.domain.work_log import WorkDraft
from app.errors import Notice, UserError
from app.i18n import N_
from app.queries.costing import recipe_unit_cost
from app.services import records
from app.services.entries import post_entry
from app.services.journal import account_id
from app.services.products import CodeTakenError
from app.services.records import NotFoundError, Saved, saving
from app.services.sales import MAIN_LOCATION
from app.services.stock import ProductFacts, StockWriter
from app.services.unit_of_work import Entry, Posted, post
from app.services.work_log import log_work
from app.thai.normalise import clean_text
from db import connection as book
from db.models.market import MarketEvent
from db.sql import market_events as sql

MAY = Permission.KEEP_EVENTS

OTHERS_STAY = N_(
    "“{name}”: {quantity_milli} that spoiled or were given belong to somebody else. They count as brought "
    "back; please enter them under consigned goods."
)


class UnknownPlaceError(UserError):
    """Goods are to stand at a place that does not exist."""

    message = N_("Where do the goods stand? Please choose a place from the list.")


class EventPlaceError(UserError):
    """Goods are carried to a market day that has no place for them."""

    message = N_("“{name}” has no stall for its goods yet. Please choose one under “Edit details”.")


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What a posting needs to know of a market day; ids are local."""

    id: int
    name: str
    location_id: int | None
    closed_on: str | None


def event_facts(event_uid: bytes) -> EventFacts:
    """A market day that something may be entered for; raises NotFoundError, EventClosedError."""
    row = book.fetch_one(sql.FACTS, (event_uid,))
    if row is None:
        raise NotFoundError
    facts = EventFacts(*row[:4])
    if facts.closed_on is not None:
        raise EventClosedError(name=facts.name)
    return facts


def create_event(session: Session, data: EventData, *, uid: bytes | None = None) -> Saved:
    """Put a market day on record, once per ``uid``.

    Raises what ``checked_event`` raises, UnknownPlaceError, CodeTakenError, NotPermittedError.
    """
    uid = uid or new_uid()
    data = checked_event(data)
    with saving(session, MAY):
        known = book.fetch_one(sql.ANY_BY_UID, (uid,))
        if known is not None:
            return Saved(known[0], uid, known[1])
        data = replace(data, code=data.code or _next_code())
        row_id = records.add(session, MarketEvent, uid, _columns(data, None))
    return Saved(row_id, uid, data.code, Changes.MARKET)


def change_event(session: Session, event_uid: bytes, *, data: EventData) -> Saved:
    """Change what describes a market day; raises NotFoundError and what ``create_event`` raises."""
    data = checked_event(data)
    with saving(session, MAY):
        row = _row(event_uid)
        data = replace(data, code=data.code or str(row[4]))
        records.change(session, MarketEvent, row[0], _columns(data, row[0]))
    return Saved(row[0], event_uid, data.code, Changes.MARKET)


def close_event(session: Session, event_uid: bytes, *, on: dt.date) -> Saved:
    """Mark a market day as done: nothing more is entered for it. Raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        row = _row(event_uid)
        day = max(on, dt.date.fromisoformat(row[5])).isoformat()
        records.change(session, MarketEvent, row[0], {"closed_on": row[3] or day})
    return Saved(row[0], event_uid, changes=Changes.MARKET)


def reopen_event(session: Session, event_uid: bytes) -> Saved:
    """Let more be entered for a market day; raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        row = _row(event_uid)
        records.change(session, MarketEvent, row[0], {"closed_on": None})
    return Saved(row[0], event_uid, changes=Changes.MARKET)


def remove_event(session: Session, event_uid: bytes) -> Saved:
    """Take out a market day that was entered by mistake.

    Raises NotFoundError, EventUsedError, NotPermittedError.
    """
    with saving(session, MAY):
        row = _row(event_uid)
        if book.fetch_int(sql.IS_USED, (row[0],)):
            raise EventUsedError(name=row[1])
        records.change(session, MarketEvent, row[0], {"active": 0})
    return Saved(row[0], event_uid, changes=Changes.MARKET)


def take_out(session: Session, draft: TakeOutDraft, *, on: dt.date) -> Posted:
    """Carry goods to a market day, once per ``draft.uid``; no value moves.

    Goods that the count does not know are told in ``warnings``. Raises what ``checked_taken`` raises,
    NotFoundError, EventClosedError, EventPlaceError, UnknownProductError, NoStockKeptError,
    NotPermittedError.
    """

    def write(entry: Entry) -> None:
        event, place, home = _places(draft.event_uid, draft.home_id)
        entry.document(DocumentKind.STOCK_TRANSFER, on, note=clean_text(draft.note) or None)
        entry.event_id = event.id
        stock = StockWriter(entry, recipe_unit_cost)
        stock.load((line.product_uid for line in draft.lines), from_id=home)
        goods = [stock.product(line.product_uid) for line in draft.lines]
        checked_taken(draft.lines, [each.name for each in goods])
        for product, line in zip(goods, draft.lines, strict=True):
            stock.transfer(product, line.quantity_milli, from_id=home, to_id=place)
        stock.finish()
        entry.changes = Changes.STOCK | Changes.MARKET

    return post(session, MAY, draft.uid, write)


def bring_back(session: Session, draft: BringBackDraft, *, on: dt.date) -> Posted:
    """Bring goods home from a market day, once per ``draft.uid``; what spoiled or was given is an expense.

    Raises what ``checked_back`` raises, NotFoundError, EventClosedError, EventPlaceError,
    UnknownProductError, NoStockKeptError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        event, place, home = _places(draft.event_uid, draft.home_id)
        entry.document(DocumentKind.STOCK_TRANSFER, on, note=clean_text(draft.reason) or None)
        entry.event_id = event.id
        stock = StockWriter(entry, recipe_unit_cost)
        stock.load((line.product_uid for line in draft.lines), from_id=place)
        goods = [stock.product(line.product_uid) for line in draft.lines]
        there = [book.fetch_int(sql.HELD_THERE, (each.id, place)) for each in goods]
        checked_back(draft.lines, [each.name for each in goods], there, draft.reason)
        for product, line in zip(goods, draft.lines, strict=True):
            gone = ((line.spoiled_milli, "spoiled"), (line.given_milli, "sample"))
            back = line.back_milli + lose(entry, stock, product, gone, place=place)
            if back:
                stock.transfer(product, back, from_id=place, to_id=home)
        stock.finish()
        entry.changes = Changes.STOCK | Changes.MARKET | Changes.LEDGER

    return post(session, MAY, draft.uid, write)


def lose(
    entry: Entry,
    stock: StockWriter,
    product: ProductFacts,
    gone: Sequence[tuple[int, str]],
    *,
    place: int,
) -> int:
    """Write off what spoiled or was given at a place, at its cost; gives what of it is somebody else's.

    That is told, and comes back with the rest: what becomes of it is between the group and its owner.
    """
    others = 0
    for quantity, purpose in gone:
        own = quantity
        if quantity:
            own = sum(
                part.quantity
                for part in stock.whose(product, quantity, location_id=place)
                if part.owner_id is None
            )
        others += quantity - own
        if own:
            cost = stock.issue(product, own, location_id=place, purpose=purpose)
            role = AccountRole.SPOILED if purpose == "spoiled" else AccountRole.SAMPLES
            entry.line(account_id(role), cost.value, product_id=product.id)
    if others:
        entry.warnings.append(Notice(OTHERS_STAY, name=product.name, quantity_milli=others))
    return others


def post_event_cost(session: Session, draft: EntryDraft, *, event_uid: bytes, on: dt.date) -> Posted:
    """Post a slip of a market day (stall fee, transport, ice) like any other slip, with its market day.

    Raises NotFoundError, EventClosedError, and what ``post_entry`` raises.
    """
    session.require(Permission.BUY)
    return post_entry(session, draft, on=on, event_id=event_facts(event_uid).id)


def log_helpers(session: Session, draft: WorkDraft, *, event_uid: bytes, today: dt.date) -> Saved:
    """Enter who helped at a market day and how long, paid or free.

    Raises NotFoundError, EventClosedError, and what ``log_work`` raises.
    """
    session.require(Permission.EDIT_PARTIES)
    saved = log_work(session, replace(draft, event_id=event_facts(event_uid).id), today=today)
    return replace(saved, changes=saved.changes | Changes.MARKET)


def home_of(home_id: int | None) -> int:
    """The place that goods of a market day come from (local id); raises UnknownPlaceError."""
    return MAIN_LOCATION if home_id is None else _location(home_id)


def _places(event_uid: bytes, home_id: int | None) -> tuple[EventFacts, int, int]:
    """The market day, where its goods stand, and where they come from; local ids."""
    event = event_facts(event_uid)
    home = home_of(home_id)
    if event.location_id is None or event.location_id == home:
        raise EventPlaceError(name=event.name)
    return event, event.location_id, home


def _location(location_id: int) -> int:
    if book.fetch_one(sql.LOCATION, (location_id,)) is None:
        raise UnknownPlaceError
    return location_id


def _row(event_uid: bytes) -> tuple[Any, ...]:
    row = book.fetch_one(sql.FACTS, (event_uid,))
    if row is None:
        raise NotFoundError
    return tuple(row)


def _next_code() -> str:
    number = (book.fetch_int(sql.LAST_CODE) or 0) + 1
    while book.fetch_one(sql.ID_BY_CODE, (f"E{number:04d}",)) is not None:
        number += 1
    return f"E{number:04d}"


def _columns(data: EventData, row_id: int | None) -> dict[str, Any]:
    taken = book.fetch_one(sql.ID_BY_CODE, (data.code,))
    if taken is not None and taken[0] != row_id:
        raise CodeTakenError(code=data.code)
    return {
        "code": data.code,
        "name": data.name,
        "place": data.place,
        "location_id": None if data.location_id in (None, MAIN_LOCATION) else _location(data.location_id),
        "first_day": data.first_day.isoformat(),
        "last_day": data.last_day.isoformat(),
        "starts_at": data.starts_at,
        "ends_at": data.ends_at,
        "hours_milli": data.hours_milli,
        "planned_fee": data.planned_fee,
        "note": data.note,
    }
