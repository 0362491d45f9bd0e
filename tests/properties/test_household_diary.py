"""Whatever a household enters: money in less out is what its places of money changed by, moves left out."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft, View
from app.domain.household.places_of_money import (
    BuyDraft,
    HouseholdOpeningDraft,
    MoveDraft,
    PlaceData,
    PlaceKind,
    SellDraft,
)
from app.domain.household.purse import ReckoningDraft
from app.domain.session import Session
from app.queries.household.diary import household_categories, month_sums
from app.queries.household.places_of_money import money_places, places
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.diary import (
    correct_household_entry,
    post_household_entry,
    undo_household_entry,
)
from app.services.household.places_of_money import (
    add_place,
    buy_property,
    move_money,
    open_household,
    sell_property,
)
from app.services.household.purse import reckon_purse
from tests.household import make_household

MONEY = ("1101", "1102", "1103")
NAMES = ("อาหาร", "ค่าจ้าง", "ทำบุญ", "ของปลูกเอง/ได้มาฟรี")
acts = st.lists(
    st.tuples(
        st.sampled_from(("entry", "undone", "move", "save", "buy", "sell", "count")),
        st.integers(1, 28),
        st.sampled_from(MONEY),
        st.integers(1, 9_999_999),
        st.sampled_from(NAMES),
    ),
    max_size=14,
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A household's book, sound at the end."""
    session = make_household(tmp_path)
    yield session
    assert check_books() == []
    close_book()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=acts)
def test_money_in_less_money_out_is_what_the_purses_changed_by(
    session: Session, acts: list[tuple[str, int, str, int, str]]
) -> None:
    month = _next_month()
    of = {each.name: each.uid for each in household_categories()}
    before = sum(place.balance for place in money_places(month - dt.timedelta(days=1)))
    moved = earned = 0  # out of money into savings and property; in less out, added up by hand
    property_held = 0
    for act, number, place, amount, name in acts:
        day = month.replace(day=number)
        draft = HouseholdEntryDraft(new_uid(), of[name], amount, place)
        if act in ("entry", "undone"):
            posted = post_household_entry(session, draft, on=day)
            if act == "undone":
                undo_household_entry(session, posted.uid, on=day, uid=new_uid())
            elif name != NAMES[-1]:
                earned += amount if name == "ค่าจ้าง" else -amount
        elif act == "move":
            other = MONEY[MONEY.index(place) - 1]
            move_money(session, MoveDraft(new_uid(), place, other, amount, fee=7), on=day)
            earned -= 7
        elif act == "save":
            move_money(session, MoveDraft(new_uid(), place, "1201", amount), on=day)
            moved += amount
        elif act == "buy":
            buy_property(session, BuyDraft(new_uid(), "1404", amount, place), on=day)
            moved += amount
            property_held += amount
        elif act == "sell" and property_held:
            sell_property(session, SellDraft(new_uid(), "1404", amount, place, property_held), on=day)
            moved -= amount
            property_held = 0
    last = (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    if any(act == "count" for act, *_rest in acts):
        for place in MONEY:  # the first time it says what there was, then what nobody wrote down
            lay = next(each.balance for each in money_places(last) if each.code == place)
            known = _counted.get(place)
            reckon_purse(session, ReckoningDraft(new_uid(), place, last, max(0, lay - 1_234)))
            gone = lay - max(0, lay - 1_234)
            if known is None:
                before -= gone  # it was opened with so much less
            else:
                earned -= gone
            _counted[place] = last
    after = sum(place.balance for place in money_places(last))
    cash, full = (month_sums(month, view=view) for view in (View.CASH, View.FULL))
    assert cash.came_in - cash.went_out == cash.left == full.left
    assert after - before == cash.left - moved
    assert cash.left == earned


_counted: dict[str, dt.date] = {}
_months = [dt.date(2026, 1, 1)]


def _next_month() -> dt.date:
    """A month that no other example uses."""
    month = _months[-1]
    _months.append((month + dt.timedelta(days=31)).replace(day=1))
    return month


late_acts = st.lists(
    st.tuples(
        st.sampled_from(("entry", "undo", "put right", "move", "back")),
        st.integers(8, 14),
        st.integers(1, 50_000),
        st.sampled_from(NAMES),
        st.integers(0, 9),
    ),
    max_size=12,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(early=late_acts, late=late_acts)
def test_a_counted_purse_stays_as_it_was_counted(
    session: Session, early: list[tuple[str, int, int, str, int]], late: list[tuple[str, int, int, str, int]]
) -> None:
    month = _next_month()
    of = {each.name: each.uid for each in household_categories()}
    purse = add_place(session, PlaceData(PlaceKind.CASH, f"กระเป๋า {month}")).code
    open_household(session, HouseholdOpeningDraft(new_uid(), ((purse, 9_000_000),)), on=month)
    reckon_purse(session, ReckoningDraft(new_uid(), purse, month.replace(day=7), 9_000_000))
    made: list[tuple[bytes, dt.date]] = []
    counted = 4_000_000
    for acts in (early, late):
        for act, number, amount, name, which in acts:
            day = month.replace(day=number)
            draft = HouseholdEntryDraft(new_uid(), of[name], amount, "" if name == NAMES[-1] else purse)
            if act == "entry":
                made.append((post_household_entry(session, draft, on=day).uid, day))
            elif act in ("move", "back"):
                ends = (purse, "1201") if act == "move" else ("1201", purse)
                made.append((move_money(session, MoveDraft(new_uid(), *ends, amount), on=day).uid, day))
            elif made and act == "undo":
                uid, _day = made.pop(which % len(made))
                undo_household_entry(session, uid, on=day, uid=new_uid())
            elif made:
                uid, _day = made.pop(which % len(made))
                right = correct_household_entry(session, uid, draft=draft, on=day, today=day, uid=new_uid())
                made.append((right.posted.uid, day))
        if acts is early:
            reckon_purse(session, ReckoningDraft(new_uid(), purse, month.replace(day=14), counted))
        lies = next(each.balance for each in places(month.replace(day=14)) if each.code == purse)
        assert lies == counted
    sums = month_sums(month)
    assert sums.came_in - sums.went_out == sums.left
