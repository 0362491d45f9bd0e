"""Every word of the diary: categories, people, places, circles, notes; stored literally, read, printed."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.circles import CircleData, CircleMoneyDraft
from app.domain.household.diary import Heading, HouseholdEntryDraft, parse_sum
from app.domain.household.diary_paper import day_of
from app.domain.household.places_of_money import (
    BackDraft,
    HouseholdOpeningDraft,
    LendDraft,
    MoveDraft,
    PlaceData,
    PlaceKind,
)
from app.domain.household.purse import ReckoningDraft, RememberDraft
from app.domain.household.recurring import RecurringData
from app.domain.party import PartyData
from app.domain.purchase import Slip
from app.domain.session import Session
from app.errors import UserError
from app.queries.household.diary import entries_between, family, household_categories, month_sums
from app.queries.household.places_of_money import circles, lent_rows, place_movements, places
from app.queries.household.purse import reckonings
from app.queries.household.recurring import recurring_entries
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.circles import add_circle, pay_into_circle
from app.services.household.diary import post_household_entry, undo_household_entry
from app.services.household.diary_categories import (
    HouseholdCategoryData,
    add_household_category,
    change_household_category,
)
from app.services.household.family import add_family_person, change_family_person
from app.services.household.places_of_money import add_place, get_back, lend, move_money, open_household
from app.services.household.purse import reckon_purse, remember
from app.services.household.recurring import add_recurring
from app.services.parties import create_party
from app.services.records import NameMissingError
from app.thai.normalise import TextTooLongError, clean_name, clean_text
from reports.household import weekly_sheet
from reports.output import render
from tests.hostile.strings import STRINGS
from tests.household import make_household

STEP = 9
FIRST = dt.date(2026, 1, 5)
CASH = "1101"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A household's book."""
    yield make_household(tmp_path)
    close_book()


def lived(session: Session, number: int, text: str) -> bytes:
    """A day of the diary, each of its words this text; gives the uid of its entry."""
    day = FIRST + dt.timedelta(days=number)
    own = add_household_category(
        session, HouseholdCategoryData(f"{text} {number}", Heading.SOCIAL, text[:40], text)
    ).uid
    change_household_category(session, own, name=f"{text} {number}", words=text)
    person = add_family_person(session, f"{text} {number}").uid
    change_family_person(session, person, name=f"{text} {number}")
    place = add_place(session, PlaceData(PlaceKind.BANK, f"{text} {number}", text, text[:60])).code
    open_household(session, HouseholdOpeningDraft(new_uid(), ((place, 90_000),), note=text), on=day)
    add_recurring(session, RecurringData(own, 100, place, day, text))
    move_money(
        session, MoveDraft(new_uid(), place, CASH, 5_000, note=text, slip=Slip(None, text[:60])), on=day
    )
    friend = create_party(session, PartyData(name=f"y{text}")).uid
    loan = new_uid()
    due = day + dt.timedelta(days=30)
    lend(session, LendDraft(new_uid(), loan, friend, 1_000, place, due, note=text), on=day)
    get_back(session, BackDraft(new_uid(), loan, 1_000, place, note=text), on=day)
    circle = add_circle(session, CircleData(f"{text} {number}", 100, day, rounds=2, note=text)).uid
    pay_into_circle(session, CircleMoneyDraft(new_uid(), circle, 100, place, text), on=day)
    draft = HouseholdEntryDraft(new_uid(), own, 700, place, person, note=text, slip=Slip(None, text[:60]))
    entry = post_household_entry(session, draft, on=day)
    wrong = post_household_entry(session, HouseholdEntryDraft(new_uid(), own, 5, place), on=day)
    undo_household_entry(session, wrong.uid, on=day, reason=text, uid=new_uid())
    last = FIRST + dt.timedelta(days=400 + number)
    counted = reckon_purse(session, ReckoningDraft(new_uid(), place, last, 50_000, text))
    remember(session, RememberDraft(new_uid(), counted.uid, own, 50, note=text))
    return entry.uid


@pytest.mark.parametrize("start", range(3))
def test_every_word_of_the_diary(session: Session, start: int) -> None:
    told = 0
    for number, text in enumerate(STRINGS[start * 3 :: STEP]):
        try:
            entry = lived(session, number, text)
        except (TextTooLongError, NameMissingError):
            continue
        day = FIRST + dt.timedelta(days=number)
        said = clean_name(f"{text} {number}")
        line = next(each for each in entries_between(day, day) if each.uid == entry)
        assert (line.category, line.person, line.note) == (said, said, clean_text(text))
        assert said in [each.name for each in household_categories()]
        assert said in [each.name for each in family()]
        here = next(each for each in places(day) if each.name == said)
        assert place_movements(here.code)
        assert said in [each.data.name for each in circles(day)]
        assert clean_name(text) in [each.data.name for each in recurring_entries()]
        told += 1
    assert told
    for read in (lent_rows, month_sums):
        assert read(FIRST + dt.timedelta(days=20))
    assert reckonings()
    report = weekly_sheet.build(FIRST)
    assert render(report, "pdf").startswith(b"%PDF")
    assert render(report, "xlsx").startswith(b"PK")
    assert check_books() == []


def test_typed_sums_and_days_are_read_or_refused() -> None:
    for text in STRINGS:
        for read in (parse_sum, lambda typed: day_of(typed, FIRST).day):
            try:
                assert read(text) >= 0
            except UserError:
                continue
