"""What the pages of trades do on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.domain.household.rounds import CostDraft, SharedBillDraft
from app.domain.household.rounds_result import RoundResult
from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction
from app.queries.household.diary import HouseholdCategory, household_categories
from app.queries.household.places_of_money import Place, money_places
from app.queries.household.trades import (
    RoundCard,
    RoundRow,
    StoreRow,
    ToCome,
    ToolRow,
    TradeRow,
    last_price_e4,
    result_of,
    round_card,
    rounds,
    still_to_come,
    stores,
    tools,
    trades,
)
from app.queries.parties import PartyRow, list_parties
from app.services.household.rounds import post_round_cost, post_shared_bill
from app.services.household.rounds_money import receive_owed
from app.services.unit_of_work import Posted
from reports.household import round_result
from reports.household.round_compare import compare_chart
from reports.model import Chart, Report
from ui.new_people import with_people
from ui.widgets.party_field import NewName


@dataclass(frozen=True, slots=True)
class Board:
    """Trades, and their rounds with what they came to so far."""

    trades: tuple[TradeRow, ...] = ()
    rounds: tuple[tuple[RoundRow, RoundResult], ...] = ()
    stores: tuple[StoreRow, ...] = ()
    charts: dict[bytes, Chart] = field(default_factory=dict)
    """Rounds side by side, of each trade that has several."""
    to_come: tuple[ToCome, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    places: tuple[Place, ...] = ()
    people: tuple[PartyRow, ...] = ()
    categories: tuple[HouseholdCategory, ...] = ()
    tools: tuple[ToolRow, ...] = ()
    stores: tuple[StoreRow, ...] = ()
    trades: tuple[TradeRow, ...] = ()

    @property
    def spending(self) -> list[HouseholdCategory]:
        """Everyday categories of spending."""
        return [each for each in self.categories if each.direction is Direction.OUT]


@dataclass(frozen=True, slots=True)
class Received:
    """Money that was still to come, as it came."""

    uid: bytes
    party_uid: bytes
    account_code: str
    amount: int
    on: dt.date


@dataclass(frozen=True, slots=True)
class Shown:
    """A round as it is shown: its card, the sheet below it, the last price of its trade."""

    card: RoundCard
    sheet: Report
    price_e4: int


def board() -> Board:
    """All trades and rounds, those that were put aside, too."""
    found = tuple((row, result_of(row)) for row in rounds())
    known, charts = trades(), {}
    for trade in known:
        own = [each for each in found if each[0].data.trade_uid == trade.uid and each[0].data.active]
        chart = compare_chart(sorted(own, key=_age))
        if chart is not None:
            charts[trade.uid] = chart
    return Board(known, found, stores(), charts, still_to_come())


def _age(each: tuple[RoundRow, RoundResult]) -> tuple[dt.date, int]:
    return each[0].data.first_day, each[0].id


def lists(today: dt.date) -> Lists:
    """What can be chosen."""
    return Lists(
        money_places(today),
        tuple(list_parties()),
        household_categories(),
        tools(),
        stores(),
        tuple(each for each in trades() if each.data.active),
    )


def shown(uid: bytes) -> Shown | None:
    """A round with its sheet; None if it is not there any more."""
    card = round_card(uid)
    return None if card is None else Shown(card, round_result.sheet(card), last_price_e4(uid))


def with_names(session: Session, names: Sequence[NewName], post: Callable[[], Posted]) -> Posted:
    """Make people who are new and post, in one transaction."""
    return with_people(session, Permission.KEEP_HOUSEHOLD, names, post) if names else post()


def save_received(session: Session, got: Received) -> Posted:
    """Post money that was still to come."""
    return receive_owed(
        session, got.party_uid, uid=got.uid, account_code=got.account_code, amount=got.amount, on=got.on
    )


def save_cost(session: Session, draft: CostDraft | SharedBillDraft, on: dt.date) -> Posted:
    """Post a cost or a shared bill."""
    if isinstance(draft, CostDraft):
        return post_round_cost(session, draft, on=on)
    return post_shared_bill(session, draft, on=on)
