"""What a family does for a living: trades, their rounds and the tools they use, entered and changed."""

from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.rounds import RoundData, checked_round
from app.domain.household.trades import (
    ToolData,
    TradeData,
    TradeNameTakenError,
    checked_tool,
    checked_trade,
)
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_
from app.services import records
from app.services.household.access import saving_household
from app.services.products import next_code
from app.services.records import NotFoundError, Saved
from db import connection as book
from db.models.accounts import Section
from db.models.base import read_row
from db.models.household import Trade, TradeRound, TradeTool
from db.sql import household_trades as sql

_CODE = "T"
"""Letter of the section that keeps a trade apart in the ledger."""


class SizeUnitStandsError(UserError):
    """What a trade's rounds are counted in, changed after they have figures."""

    message = N_("“{name}” has rounds with figures already: what they are counted in stays as it is.")


class RoundStandsError(UserError):
    """Something of a round that its figures stand on, changed after they were entered."""

    message = N_("“{name}” has figures already: its trade, and when its costs count, stay as they are.")


class UnknownTradeError(UserError):
    """No trade has this uid."""

    message = N_("This trade is not in the book.")


def save_trade(session: Session, data: TradeData, *, uid: bytes | None = None) -> Saved:
    """Add a trade, or change the one with this uid; it gets a section of its own in the ledger.

    Raises TradeNameMissingError, TradeNameTakenError, RateBelowZeroError, SizeUnitStandsError,
    TextTooLongError, NotAHouseholdError, NotPermittedError.
    """
    data = checked_trade(data)
    uid = uid or new_uid()
    with saving_household(session):
        found = book.fetch_one(sql.TRADE, (uid,))
        same = book.fetch_one(sql.TRADE_BY_NAME, (data.name,))
        if same is not None and (found is None or same[0] != found[0]):
            raise TradeNameTakenError(name=data.name)
        if found is None:
            section = {"code": next_code("section", _CODE), "name": data.name, "active": 1}
            section_id = records.add(session, Section, new_uid(), section)
            position = data.position or book.fetch_int(sql.LAST_POSITION) + 1
            values = {**_trade(data), "section_id": section_id, "position": position}
            row_id = records.add(session, Trade, uid, values)
        else:
            row_id, section_id, old_name, position = found
            _check_counted(row_id, data)
            if old_name != data.name:
                records.change(session, Section, section_id, {"name": data.name})
            values = {**_trade(data), "position": data.position or position}
            records.change(session, Trade, row_id, values)
    return Saved(row_id, uid, changes=Changes.HOUSEHOLD)


def save_tool(session: Session, data: ToolData, *, uid: bytes | None = None) -> Saved:
    """Add a tool, a machine or land, or change the one with this uid.

    Raises ToolNameMissingError, ToolPriceError, ToolLifeError, DayOutOfRangeError, TextTooLongError,
    NotAHouseholdError, NotPermittedError.
    """
    data = checked_tool(data)
    uid = uid or new_uid()
    values: dict[str, Any] = {
        "name": data.name,
        "kind": data.kind.value,
        "price": data.price,
        "scrap": data.scrap,
        "life_months": data.life_months,
        "yearly_rent": data.yearly_rent,
        "bought_on": data.bought_on.isoformat() if data.bought_on else None,
        "note": data.note,
        "active": int(data.active),
    }
    with saving_household(session):
        found = book.fetch_one(sql.TOOL, (uid,))
        if found is None:
            row_id = records.add(session, TradeTool, uid, values)
        else:
            row_id = found[0]
            records.change(session, TradeTool, row_id, values)
    return Saved(row_id, uid, changes=Changes.HOUSEHOLD)


def save_round(session: Session, data: RoundData, *, uid: bytes | None = None) -> Saved:
    """Begin a round of a trade, or change the one with this uid.

    Raises RoundNameMissingError, RoundEndsBeforeItStartsError, PlanBelowZeroError, SizeTooLargeError,
    NegativeSizeError, UnknownTradeError, RoundStandsError, DayOutOfRangeError, TextTooLongError,
    NotAHouseholdError, NotPermittedError.
    """
    data = checked_round(data)
    uid = uid or new_uid()
    with saving_household(session):
        trade = book.fetch_one(sql.TRADE, (data.trade_uid,))
        if trade is None:
            raise UnknownTradeError
        values = {**_round(data), "trade_id": trade[0]}
        found = book.fetch_one(sql.ROUND, (uid,))
        if found is None:
            row_id = records.add(session, TradeRound, uid, values)
        else:
            row_id, name, trade_id, waits = found[0], found[2], found[3], found[5]
            differs = (trade_id, waits) != (trade[0], int(data.costs_wait))
            if differs and book.fetch_one(sql.ROUND_IN_USE, (row_id,)) is not None:
                raise RoundStandsError(name=name)
            records.change(session, TradeRound, row_id, values)
    return Saved(row_id, uid, changes=Changes.HOUSEHOLD)


def put_aside_trade(session: Session, trade_uid: bytes, *, active: bool = False) -> Saved:
    """Put a trade aside, or with ``active`` take it up again; raises NotFoundError."""
    return _set_active(session, Trade, sql.TRADE, trade_uid, active=active)


def put_aside_round(session: Session, round_uid: bytes, *, active: bool = False) -> Saved:
    """Put a round aside, or with ``active`` take it up again; raises NotFoundError."""
    return _set_active(session, TradeRound, sql.ROUND, round_uid, active=active)


def put_aside_tool(session: Session, tool_uid: bytes, *, active: bool = False) -> Saved:
    """Put a tool aside, or with ``active`` take it up again; raises NotFoundError."""
    return _set_active(session, TradeTool, sql.TOOL, tool_uid, active=active)


def _set_active(session: Session, model: Any, query: str, uid: bytes, *, active: bool) -> Saved:
    with saving_household(session):
        found = book.fetch_one(query, (uid,))
        if found is None:
            raise NotFoundError
        records.change(session, model, found[0], {"active": int(active)})
    return Saved(found[0], uid, changes=Changes.HOUSEHOLD)


def _check_counted(row_id: int, data: TradeData) -> None:
    old = read_row(Trade, row_id)
    assert old is not None
    differs = (old["size_unit"], old["output_unit"]) != (data.size_unit.value, data.output_unit)
    if differs and book.fetch_one(sql.TRADE_IN_USE, (row_id,)) is not None:
        raise SizeUnitStandsError(name=old["name"])


def _trade(data: TradeData) -> dict[str, Any]:
    return {
        "name": data.name,
        "kind": data.kind.value,
        "size_unit": data.size_unit.value,
        "output_name": data.output_name,
        "output_unit": data.output_unit,
        "hour_rate": data.hour_rate,
        "icon": data.icon,
        "note": data.note,
        "active": int(data.active),
    }


def _round(data: RoundData) -> dict[str, Any]:
    return {
        "name": data.name,
        "first_day": data.first_day.isoformat(),
        "last_day": data.last_day.isoformat() if data.last_day else None,
        "size_milli": data.size_milli,
        "costs_wait": int(data.costs_wait),
        "plan_quantity": data.plan_quantity,
        "plan_price_e4": data.plan_price_e4,
        "plan_cash_cost": data.plan_cash_cost,
        "plan_full_cost": data.plan_full_cost,
        "note": data.note,
        "active": int(data.active),
    }
