"""Places of money, property, lending, circles of savers and the first day of a household's book."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.circles import (
    CircleClosedError,
    CircleData,
    CircleMoneyDraft,
    CircleTimesError,
    Hand,
)
from app.domain.household.diary import HouseholdEntryDraft, NoAmountError
from app.domain.household.places_of_money import (
    BackDraft,
    BuyDraft,
    EmptyOpeningError,
    HouseholdOpeningDraft,
    LendDraft,
    MoveDraft,
    NotAPlaceError,
    NotOwnedError,
    OpenLentDraft,
    PlaceData,
    PlaceInUseError,
    PlaceKind,
    SellDraft,
)
from app.domain.loan_entry import LoanForgiveDraft
from app.domain.party import PartyData
from app.domain.session import Session
from app.queries.household.diary import month_sums
from app.queries.household.places_of_money import circles, lent_rows, money_places, places, worth
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.entries import SameAccountError
from app.services.household.access import NotAHouseholdError
from app.services.household.circles import (
    add_circle,
    change_circle,
    close_circle,
    draw_circle,
    pay_into_circle,
)
from app.services.household.diary import post_household_entry, undo_household_entry
from app.services.household.family import add_family_person
from app.services.household.places_of_money import (
    add_place,
    buy_property,
    change_place,
    get_back,
    lend,
    let_go,
    move_money,
    open_household,
    sell_property,
)
from app.services.parties import create_party
from tests.builders import make_book
from tests.household import balance, make_household

DAY = dt.date(2026, 11, 20)
CASH, BANK, SAVED, LAND, GOLD, EQUITY = "1101", "1102", "1201", "1401", "1404", "3101"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A household's book that is sound at the end and has neither earned nor spent unless a test says so."""
    session = make_household(tmp_path)
    open_household(
        session,
        HouseholdOpeningDraft(
            new_uid(), ((CASH, 100_000), (BANK, 500_000), (SAVED, 300_000), (LAND, 2_000_000))
        ),
        on=dt.date(2026, 1, 1),
    )
    yield session
    assert [finding.text for finding in check_books()] == []
    close_book()


def test_the_first_day(session: Session) -> None:
    friend = create_party(session, PartyData(name="นุช")).uid
    draft = HouseholdOpeningDraft(
        new_uid(), (), (OpenLentDraft(new_uid(), new_uid(), friend, 40_000, dt.date(2026, 12, 31)),)
    )
    open_household(session, draft, on=dt.date(2026, 1, 1))
    open_household(session, draft, on=dt.date(2026, 1, 1))
    found = worth(DAY)
    assert (found.money, found.saved, found.lent, found.owned) == (600_000, 300_000, 40_000, 2_000_000)
    assert (found.total, balance(EQUITY)) == (2_940_000, -2_940_000)
    with pytest.raises(EmptyOpeningError):
        open_household(session, HouseholdOpeningDraft(new_uid(), ((CASH, 0),)), on=DAY)
    with pytest.raises(NoAmountError):
        open_household(session, HouseholdOpeningDraft(new_uid(), ((CASH, -5),)), on=DAY)
    with pytest.raises(NotAPlaceError):
        open_household(session, HouseholdOpeningDraft(new_uid(), (("5101", 5),)), on=DAY)


def test_moving_money_is_no_spending_but_its_fee_is(session: Session) -> None:
    move_money(session, MoveDraft(new_uid(), BANK, SAVED, 50_000, fee=500), on=DAY)
    assert (balance(BANK), balance(SAVED)) == (449_500, 350_000)
    assert month_sums(DAY).went_out == 500
    with pytest.raises(SameAccountError):
        move_money(session, MoveDraft(new_uid(), BANK, BANK, 1), on=DAY)
    with pytest.raises(NotAPlaceError):
        move_money(session, MoveDraft(new_uid(), BANK, "5101", 1), on=DAY)
    with pytest.raises(NoAmountError):
        move_money(session, MoveDraft(new_uid(), BANK, CASH, 0), on=DAY)


def test_property_is_neither_spending_nor_income(session: Session) -> None:
    buy_property(session, BuyDraft(new_uid(), GOLD, 60_000, BANK), on=DAY)
    with pytest.raises(NotOwnedError):
        sell_property(session, SellDraft(new_uid(), GOLD, 70_000, BANK, stood_at=60_001), on=DAY)
    sell_property(session, SellDraft(new_uid(), GOLD, 75_000, BANK), on=DAY)
    sell_property(session, SellDraft(new_uid(), LAND, 900_000, BANK, stood_at=1_000_000), on=DAY)
    assert (balance(GOLD), balance(LAND), balance(BANK)) == (0, 1_000_000, 1_415_000)
    assert balance(EQUITY) == -2_900_000 - 15_000 + 100_000
    assert month_sums(DAY).categories == ()


def test_places_of_her_own(session: Session) -> None:
    code = add_place(session, PlaceData(PlaceKind.BANK, "ธ.ก.ส.", "ธ.ก.ส.", "๐๑๒-๓")).code
    assert [each.code for each in money_places(DAY)] == [CASH, BANK, code, "1103"]
    move_money(session, MoveDraft(new_uid(), BANK, code, 1_000), on=DAY)
    with pytest.raises(PlaceInUseError):
        change_place(session, code, name="ธ.ก.ส.", active=False)
    move_money(session, MoveDraft(new_uid(), code, CASH, 1_000), on=DAY)
    change_place(session, code, name="เลิกใช้", active=False)
    assert code not in [each.code for each in places(DAY)]
    with pytest.raises(NotAPlaceError):
        add_place(session, PlaceData(PlaceKind.LENT, "ให้ยืม"))


def test_lending_and_getting_back(session: Session) -> None:
    friend, loan = create_party(session, PartyData(name="นุช")).uid, new_uid()
    lend(session, LendDraft(new_uid(), loan, friend, 20_000, CASH, dt.date(2026, 12, 20)), on=DAY)
    get_back(session, BackDraft(new_uid(), loan, 5_000, CASH, interest=300), on=dt.date(2026, 12, 1))
    assert (balance(CASH), balance("1211"), balance("4107")) == (85_300, 15_000, -300)
    assert lent_rows(dt.date(2026, 12, 2))[0].state.principal == 15_000
    let_go(session, LoanForgiveDraft(new_uid(), loan, 15_000), on=dt.date(2026, 12, 31))
    assert (balance("1211"), balance("5112")) == (0, 15_000)


def circle(session: Session, paid_before: int = 0) -> bytes:
    """A circle of ten hands, 1,000 baht a month."""
    data = CircleData("แชร์แม่แดง", 100_000, dt.date(2026, 2, 5), rounds=3)
    return add_circle(session, data, paid_before=paid_before).uid


def test_a_circle_that_brought_something(session: Session) -> None:
    uid = circle(session)
    for month, amount in ((2, 100_000), (3, 95_000)):
        pay_into_circle(session, CircleMoneyDraft(new_uid(), uid, amount, BANK), on=dt.date(2026, month, 5))
    row = circles(dt.date(2026, 3, 6))[0]
    assert (row.hand, row.balance, row.next_on) == (Hand.LIVING, 195_000, dt.date(2026, 4, 5))
    draw_circle(session, CircleMoneyDraft(new_uid(), uid, 200_000, BANK), on=dt.date(2026, 4, 5))
    assert circles(DAY)[0].hand is Hand.DEAD
    assert month_sums(dt.date(2026, 4, 1)).categories == ()
    close_circle(session, uid, on=dt.date(2026, 4, 6), uid=new_uid())
    assert (balance("1205-01"), balance("4107")) == (0, -5_000)
    with pytest.raises(CircleClosedError):
        pay_into_circle(session, CircleMoneyDraft(new_uid(), uid, 1, BANK), on=DAY)
    with pytest.raises(CircleClosedError):
        close_circle(session, uid, on=DAY, uid=new_uid())


def test_a_circle_that_cost_something_and_is_opened_again(session: Session) -> None:
    uid = circle(session)
    drawn = draw_circle(session, CircleMoneyDraft(new_uid(), uid, 180_000, CASH), on=dt.date(2026, 2, 5))
    assert circles(DAY)[0].balance == -180_000
    pay_into_circle(session, CircleMoneyDraft(new_uid(), uid, 200_000, CASH), on=dt.date(2026, 3, 5))
    closing = new_uid()
    close_circle(session, uid, on=dt.date(2026, 4, 6), uid=closing)
    assert balance("5110") == 20_000
    undo_household_entry(session, closing, on=DAY, uid=new_uid())
    row = circles(DAY)[0]
    assert (row.hand, row.balance) == (Hand.DEAD, 20_000)
    undo_household_entry(session, drawn.uid, on=DAY, uid=new_uid())
    assert circles(DAY)[0].hand is Hand.LIVING
    change_circle(session, uid, data=CircleData("แชร์ใหม่", 1, dt.date(2026, 2, 5), rounds=9))
    assert circles(DAY)[0].data.rounds == 9


def test_a_circle_that_began_before_the_book(session: Session) -> None:
    before = balance(EQUITY)
    circle(session, paid_before=-70_000)
    row = circles(DAY)[0]
    assert (row.hand, row.balance, balance(EQUITY) - before) == (Hand.DEAD, -70_000, 70_000)
    with pytest.raises(CircleTimesError):
        add_circle(session, CircleData("วง", 100, DAY, rounds=0))


def test_a_group_s_book_is_refused(tmp_path: Path) -> None:
    group = make_book(tmp_path)
    refused = (
        lambda: post_household_entry(group, HouseholdEntryDraft(new_uid(), new_uid(), 1, CASH), on=DAY),
        lambda: move_money(group, MoveDraft(new_uid(), CASH, BANK, 1), on=DAY),
        lambda: add_family_person(group, "สมศรี"),
        lambda: add_circle(group, CircleData("วง", 100, DAY, rounds=1)),
        lambda: open_household(group, HouseholdOpeningDraft(new_uid(), ((CASH, 1),)), on=DAY),
    )
    for act in refused:
        with pytest.raises(NotAHouseholdError):
            act()
    close_book()
