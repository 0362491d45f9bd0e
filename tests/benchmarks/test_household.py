"""A household's book after years of evenings: an entry on the disk, the first page, the month, the plan."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft
from app.domain.session import Session
from app.queries.household.diary import household_categories, last_entries, month_sums, open_days
from app.queries.household.plan import budget, goals, month_insights
from app.services.books import close_book
from app.services.household.diary import post_household_entry
from reports.household import home as first_page
from reports.household import month
from tests.benchmarks.beside import Bench, size
from tests.household import make_household

TODAY = dt.date(2026, 11, 20)
ENTRIES = size(40, 20_000)
"""Ten entries a day for five and a half years."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Session]:
    """An encrypted book with years of entries."""
    session = make_household(tmp_path)
    uids = [each.uid for each in household_categories()]
    for number in range(ENTRIES):
        draft = HouseholdEntryDraft(new_uid(), uids[number % len(uids)], 20_00 + number, account_code="1101")
        post_household_entry(session, draft, on=TODAY - dt.timedelta(days=number // 10))
    yield session
    close_book()


def test_an_entry(bench: Bench, home: Session) -> None:
    """What she waits for: Enter, and it stands on the disk of an encrypted book."""
    food = household_categories()[9].uid

    def enter() -> int:
        draft = HouseholdEntryDraft(new_uid(), food, 45_00, account_code="1101")
        return post_household_entry(home, draft, on=TODAY).total

    assert bench.alone(f"an entry into a household of {ENTRIES:,}", enter, limit=0.1, rounds=20) == 45_00


def test_the_diary(bench: Bench, home: Session) -> None:
    def diary() -> int:
        open_days(TODAY)
        return len(last_entries())

    assert bench.alone(f"the diary of {ENTRIES:,} entries", diary, limit=0.1, rounds=10) == 30


def test_the_plan(bench: Bench, home: Session) -> None:
    def plan() -> int:
        goals(today=TODAY)
        return len(budget(TODAY)) + len(month_insights(TODAY))

    assert bench.alone("budget, goals and what the month says", plan, limit=0.1, rounds=10) > 27


def test_the_first_page(bench: Bench, home: Session) -> None:
    def page() -> int:
        return len(first_page.build(TODAY).waiting)

    assert bench.alone("the household's first page", page, limit=0.1, rounds=10) >= 0


def test_the_month(bench: Bench, home: Session) -> None:
    assert month_sums(TODAY).went_out > 0
    assert bench.alone("the sheet of a month", lambda: month.build(TODAY).blocks, limit=0.3, rounds=10)
