"""Trades, tools and rounds as they stand: lists, one round with its result, what lies in the stores."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.household.rounds import RoundData
from app.domain.household.rounds_result import (
    RoundCost,
    RoundFacts,
    RoundOutput,
    RoundPlan,
    RoundResult,
    round_result,
)
from app.domain.household.rounds_words import CostKind, Purpose, Settlement, Store
from app.domain.household.trades import STEPS, ToolData, ToolKind, TradeData, TradeKind
from app.domain.household.trades_size import SizeUnit
from db import connection as book
from db.sql import household_trades as sql


@dataclass(frozen=True, slots=True)
class TradeRow:
    """A trade and how many rounds it has; ``section_uid`` names it in the ledger."""

    id: int
    uid: bytes
    data: TradeData
    section_uid: bytes
    rounds: int
    going_on: int

    @property
    def name(self) -> str:
        """Its name."""
        return self.data.name


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with its sums so far, satang; ``finished_on`` is None while it goes on."""

    id: int
    uid: bytes
    trade: str
    trade_kind: TradeKind
    icon: str
    size_unit: SizeUnit
    output: str
    output_unit: str
    hour_rate: int
    data: RoundData
    cash: int
    book: int
    full: int
    value: int
    finished_on: dt.date | None

    @property
    def name(self) -> str:
        """Its name."""
        return self.data.name

    @property
    def goes_on(self) -> bool:
        """Not finished yet."""
        return self.finished_on is None

    @property
    def over_cash(self) -> int:
        """Value so far less what was paid in money so far."""
        return self.value - self.cash

    @property
    def plan(self) -> RoundPlan:
        """What was planned."""
        data = self.data
        return RoundPlan(data.plan_quantity, data.plan_price_e4, data.plan_cash_cost, data.plan_full_cost)


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """Something that was entered of a round; ``what`` is cost, output or close, ``reversal`` undid it."""

    document_uid: bytes
    number: str
    on: dt.date
    what: str
    detail: str
    kind: str
    description: str
    quantity_milli: int
    unit: str
    amount: int
    hours_milli: int
    person: str
    reversal: str

    @property
    def stands(self) -> bool:
        """Not undone."""
        return not self.reversal


@dataclass(frozen=True, slots=True)
class StoreRow:
    """Own produce of a round that lies in a store, at what it stands for."""

    round_uid: bytes
    round: str
    trade: str
    output: str
    unit: str
    store: Store
    quantity_milli: int
    amount: int


@dataclass(frozen=True, slots=True)
class ToCome:
    """What somebody still has to pay the family, satang."""

    party_uid: bytes
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class ToolRow:
    """A tool, a machine or land."""

    id: int
    uid: bytes
    data: ToolData


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round with everything that was entered, its result, and the round of the trade before it."""

    row: RoundRow
    result: RoundResult
    entered: Sequence[EnteredRow]
    steps: Sequence[str] = ()
    before: tuple[RoundRow, RoundResult] | None = None
    stores: Sequence[StoreRow] = field(default_factory=tuple)


def trades() -> tuple[TradeRow, ...]:
    """Every trade, those in use first."""
    return tuple(_trade(row) for row in book.fetch(sql.TRADES))


def _trade(row: book.Row) -> TradeRow:
    identity, uid, name, kind, size_unit, output, unit, rate, icon, note, position, active, *rest = row
    section_uid, count, going_on = rest
    data = TradeData(
        name, TradeKind(kind), SizeUnit(size_unit), output, unit, rate, icon, note, position, bool(active)
    )
    return TradeRow(identity, uid, data, section_uid, count, going_on)


def rounds(trade_uid: bytes | None = None) -> tuple[RoundRow, ...]:
    """Rounds of all trades (or one): those that go on first, the youngest first."""
    return tuple(_round(row) for row in book.fetch(sql.ROUNDS, (trade_uid,)))


def _round(row: book.Row) -> RoundRow:
    identity, uid, name, trade_uid, trade, kind, icon, size_unit, output, unit, rate, *more = row
    first, last, size, waits, *rest = more
    plan_quantity, plan_price, plan_cash, plan_full, note, active, cash, posted, full, value, finished = rest
    return RoundRow(
        identity,
        uid,
        trade,
        TradeKind(kind),
        icon,
        SizeUnit(size_unit),
        output,
        unit,
        rate,
        RoundData(
            trade_uid,
            name,
            dt.date.fromisoformat(first),
            dt.date.fromisoformat(last) if last else None,
            size,
            bool(waits),
            plan_quantity,
            plan_price,
            plan_cash,
            plan_full,
            note,
            bool(active),
        ),
        cash,
        posted,
        full,
        value,
        dt.date.fromisoformat(finished) if finished else None,
    )


def result_of(row: RoundRow) -> RoundResult:
    """What a round came to so far."""
    costs = [
        RoundCost(CostKind(kind), Settlement(settlement), amount, step, bool(fixed), hours, description)
        for kind, settlement, amount, step, fixed, hours, description in book.fetch(sql.COSTS, (row.id,))
    ]
    outputs = [
        RoundOutput(Purpose(purpose), quantity, amount, bool(by_product))
        for purpose, quantity, amount, by_product in book.fetch(sql.OUTPUTS, (row.id,))
    ]
    return round_result(RoundFacts(costs, outputs, row.data.size_milli, row.size_unit, row.plan))


def results(trade_uid: bytes) -> tuple[tuple[RoundRow, RoundResult], ...]:
    """The rounds of a trade that are in use, the oldest first, each with its result."""
    found = [row for row in rounds(trade_uid) if row.data.active]
    return tuple((row, result_of(row)) for row in sorted(found, key=_age))


def _age(row: RoundRow) -> tuple[dt.date, int]:
    return row.data.first_day, row.id


def round_card(uid: bytes) -> RoundCard | None:
    """Everything that is shown of a round, or None."""
    every = rounds()
    row = next((each for each in every if each.uid == uid), None)
    if row is None:
        return None
    same = [each for each in every if each.data.trade_uid == row.data.trade_uid and each.data.active]
    before = max((each for each in same if _age(each) < _age(row)), key=_age, default=None)
    used = [str(step) for (step,) in book.fetch(sql.STEPS_USED, (row.data.trade_uid,))]
    return RoundCard(
        row,
        result_of(row),
        entered(row.id),
        tuple(dict.fromkeys([*STEPS[row.trade_kind], *used])),
        None if before is None else (before, result_of(before)),
        tuple(each for each in stores() if each.round_uid == uid),
    )


def entered(round_id: int) -> tuple[EnteredRow, ...]:
    """What was entered of a round, newest first; undone documents are marked."""
    return tuple(
        EnteredRow(uid, number, dt.date.fromisoformat(on), *rest)
        for uid, number, on, *rest in book.fetch(sql.ENTERED, (round_id,))
    )


def stores() -> tuple[StoreRow, ...]:
    """Own produce that lies in the family's stores, round by round."""
    held = {store.purpose.value: store for store in Store}
    return tuple(
        StoreRow(uid, name, trade, output, unit, held[purpose], quantity, amount)
        for uid, name, trade, output, unit, purpose, quantity, amount in book.fetch(sql.STORES)
    )


def still_to_come() -> tuple[ToCome, ...]:
    """Who still has to pay the family for what was sold to her."""
    return tuple(ToCome(uid, name, amount) for _id, uid, name, amount in book.fetch(sql.TO_COME))


def tools() -> tuple[ToolRow, ...]:
    """Tools, machines and land, those in use first."""
    return tuple(
        ToolRow(
            identity,
            uid,
            ToolData(
                name,
                ToolKind(kind),
                price,
                scrap,
                life,
                rent,
                dt.date.fromisoformat(bought) if bought else None,
                note,
                bool(active),
            ),
        )
        for identity, uid, name, kind, price, scrap, life, rent, bought, note, active in book.fetch(sql.TOOLS)
    )


def last_price_e4(round_uid: bytes) -> int:
    """The last price of one unit of a trade's main produce, by any of its rounds; 0 if there is none."""
    return book.fetch_int(sql.LAST_PRICE, (round_uid,)) if book.fetch_one(sql.LAST_PRICE, (round_uid,)) else 0
