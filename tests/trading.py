"""Trades, rounds and what happens in them, for tests of a household book."""

import datetime as dt
from collections.abc import Sequence

from app.domain.document import new_uid
from app.domain.household.rounds import (
    CostDraft,
    CostLineDraft,
    FinishDraft,
    OutputDraft,
    OutputLineDraft,
    RoundData,
    StoreDraft,
)
from app.domain.household.rounds_result import RoundResult
from app.domain.household.rounds_words import CostKind, Purpose, Settlement, Store
from app.domain.household.trades import TradeData, TradeKind
from app.domain.household.trades_size import SizeUnit, land
from app.domain.session import Session
from app.queries.household.trades import round_card
from app.services.household.rounds import post_round_cost
from app.services.household.rounds_output import finish_round, post_from_store, post_round_output
from app.services.household.trades import save_round, save_trade
from app.services.unit_of_work import Posted

FIRST = dt.date(2026, 6, 1)
HARVEST = dt.date(2026, 11, 10)
BAHT_E4 = 1_000_000
"""One baht as a unit price."""
CASH = "1101"


def rice(session: Session, name: str = "ทำนา") -> bytes:
    """A trade that grows rice, counted in kilos."""
    data = TradeData(
        name, TradeKind.CROP, SizeUnit.WA, output_name="ข้าวเปลือก", output_unit="กก.", hour_rate=5_000
    )
    return save_trade(session, data).uid


def begin(session: Session, trade: bytes, name: str = "นาปี 2569", **more: object) -> bytes:
    """A round of five rai."""
    values: dict[str, object] = {"first_day": FIRST, "size_milli": land(5), **more}
    return save_round(session, RoundData(trade, name, **values)).uid  # type: ignore[arg-type]


def line(
    amount: int, kind: CostKind = CostKind.FERTILIZER, settlement: Settlement = Settlement.PAID
) -> CostLineDraft:
    """A cost of a round, satang."""
    return CostLineDraft(kind, amount, settlement, step="care")


def spend(
    session: Session,
    round_uid: bytes,
    *lines: CostLineDraft,
    party: bytes | None = None,
    on: dt.date = FIRST,
) -> Posted:
    """Costs of a round, what is paid out of the purse."""
    return post_round_cost(session, CostDraft(new_uid(), round_uid, lines, CASH, party), on=on)


def went(purpose: Purpose, kilos: int, baht: int = 9, **more: object) -> OutputLineDraft:
    """Part of a harvest at so many baht a kilo."""
    price = baht * BAHT_E4 if purpose.has_value else 0
    return OutputLineDraft(purpose, kilos * 1_000, price, **more)  # type: ignore[arg-type]


def harvest(
    session: Session,
    round_uid: bytes,
    *lines: OutputLineDraft,
    owed: int = 0,
    party: bytes | None = None,
    on: dt.date = HARVEST,
) -> Posted:
    """A harvest, its money into the purse."""
    draft = OutputDraft(new_uid(), round_uid, lines, CASH, owed, party)
    return post_round_output(session, draft, on=on)


def finish(session: Session, round_uid: bytes, unsold: int = 0, on: dt.date = HARVEST) -> Posted:
    """The end of a round with so many kilos unsold."""
    return finish_round(session, FinishDraft(new_uid(), round_uid, unsold * 1_000), on=on)


def leave(
    session: Session,
    round_uid: bytes,
    store: Store,
    purpose: Purpose,
    kilos: int,
    baht: int = 0,
    on: dt.date = HARVEST,
) -> Posted:
    """Produce that leaves a store."""
    draft = StoreDraft(new_uid(), round_uid, store, purpose, kilos * 1_000, baht * BAHT_E4, account_code=CASH)
    return post_from_store(session, draft, on=on)


def result(round_uid: bytes) -> RoundResult:
    """What a round came to so far."""
    card = round_card(round_uid)
    assert card is not None
    return card.result


def by_name(rows: Sequence[object], name: str) -> object:
    """The row with a name."""
    return next(row for row in rows if getattr(row, "name", "") == name)
