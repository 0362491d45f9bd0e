"""Rounds lived through at random: the ledger follows the rows at each step, and undoing leaves nothing."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.document import new_uid
from app.domain.household.rounds_words import AT_HARVEST, CostKind, Purpose, Settlement, Store
from app.domain.party import PartyData
from app.domain.session import Session
from app.queries.household.trades import stores
from app.queries.household.trades_check import faults
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.rounds_writer import StoreShortError
from app.services.parties import create_party
from app.services.reversal import GoesOnError, reverse
from app.services.unit_of_work import Posted
from db import connection as book
from tests.household import balance, make_household
from tests.trading import HARVEST, begin, finish, harvest, leave, line, result, rice, spend, went

DAY = HARVEST + dt.timedelta(days=1)
COSTS = st.tuples(
    st.integers(1, 10**7), st.sampled_from(CostKind), st.sampled_from(list(Settlement)[:3])
).map(lambda drawn: line(*drawn))
HARVESTS = st.tuples(st.sampled_from(AT_HARVEST), st.integers(1, 500), st.integers(1, 40)).map(
    lambda drawn: went(*drawn)
)
LEAVES = st.tuples(st.sampled_from(Store), st.sampled_from([Purpose.EATEN, Purpose.SOLD]), st.integers(1, 60))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    yield make_household(tmp_path)
    close_book()


def household() -> int:
    """What the household's income is, as the ledger tells it."""
    return -sum(map(balance, ("4201", "4202", "5601", "5602")))


def balances() -> list[tuple[object, ...]]:
    """Every account that holds something."""
    return book.fetch("SELECT account_id, sum(amount) FROM journal_line GROUP BY 1 HAVING sum(amount) <> 0")


def held(crop: bytes, store: Store) -> int:
    """What lies in a store of a round, thousandths."""
    return sum(row.quantity_milli for row in stores() if row.round_uid == crop and row.store is store)


def undo(session: Session, posted: Posted) -> None:
    reverse(session, posted.uid, on=DAY, reason="พิมพ์ผิด", uid=new_uid())


def test_rows_and_ledger_stay_together(session: Session) -> None:
    person = create_party(session, PartyData(name="ร้านเกษตร")).uid

    @settings(max_examples=12)
    @given(
        st.sampled_from([False, True]),
        st.lists(COSTS, min_size=1, max_size=4),
        st.lists(HARVESTS, min_size=1, max_size=4),
        st.integers(0, 80),
        st.lists(LEAVES, max_size=5),
    )
    def lives(waits: object, costs: object, harvests: object, unsold: int, leaves: object) -> None:
        before, stood = household(), balances()
        trade = rice(session, f"ทำนา {book.fetch_int('SELECT count(*) FROM trade')}")
        crop = begin(session, trade, costs_wait=waits)
        posted = [spend(session, crop, each, party=person) for each in costs]  # type: ignore[attr-defined]
        posted += [harvest(session, crop, each) for each in harvests]  # type: ignore[attr-defined]
        assert faults() == []
        posted.append(finish(session, crop, unsold))
        assert faults() == []
        with pytest.raises(GoesOnError):
            undo(session, posted[0])
        for store, purpose, kilos in leaves:  # type: ignore[attr-defined]
            if kilos * 1_000 > held(crop, store):
                with pytest.raises(StoreShortError):
                    leave(session, crop, store, purpose, kilos, 11, on=DAY)
            else:
                posted.append(leave(session, crop, store, purpose, kilos, 11, on=DAY))
            assert faults() == []
        assert result(crop).over_book == household() - before
        for each in reversed(posted):
            undo(session, each)
            assert faults() == []
        assert result(crop).value == result(crop).total.full == 0
        assert balances() == stood

    lives()
    assert check_books() == []
