"""Whatever is shared in whatever order: nothing that is shown tells fewer than five households apart."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.household.notes import Totals
from app.domain.household.sharing import BAHT, FEWEST, STEP
from app.domain.money import divide_round, round_to
from app.domain.session import Session
from app.queries.household.totals import shared_debt, shared_months
from app.services.books import close_book
from app.services.household.totals import keep_totals
from db import connection as book
from reports import household_shared
from reports.common import Span
from reports.model import Chart, Figures, Table
from tests.services.test_household_notes import Village

MONTHS = (dt.date(2026, 3, 1), dt.date(2026, 4, 1), dt.date(2026, 5, 1))
LAST = dt.date(2026, 5, 31)
MOST = 16
VERSIONS = 2**MOST
"""A household's debt is a bit of its own, and the same bit further up when it shares a month once more with
other figures, so that a sum says whose figures are in it."""

shares = st.tuples(st.integers(0, MOST - 1), st.sampled_from(MONTHS), st.booleans())
spans = st.tuples(st.integers(0, 2), st.integers(0, 2)).map(sorted)
stories = st.lists(st.lists(shares, min_size=1, max_size=9), min_size=1, max_size=9)


@pytest.fixture
def leader(tmp_path: Path) -> Iterator[Session]:
    """A group's book, open for its leader."""
    yield Village(tmp_path).leader()
    close_book()


def told(number: int, month: dt.date, *, again: bool) -> Totals:
    """A household's month; its debt (in baht) is a bit of its own."""
    bit = 2**number * (VERSIONS if again else 1)
    return Totals(number.to_bytes(16, "big"), month, 2 * bit * 100, bit * 100, bit * 100, bit * 100)


def members(total: int) -> frozenset[int]:
    """Whose figures a sum is made of: every bit, of either version."""
    baht, rest = divmod(total, 100)
    assert not rest
    first, second = baht % VERSIONS, baht // VERSIONS
    assert not first & second, "nobody is counted twice"
    return frozenset(number for number in range(MOST) if (first | second) >> number & 1)


def figures(report: object) -> set[int]:
    """Every figure that stands in a report."""
    found: set[int] = set()
    for block in report.blocks:  # type: ignore[attr-defined]
        if isinstance(block, Table):
            found |= {cell for line in block.rows for cell in line.cells if isinstance(cell, int)}
        elif isinstance(block, Chart):
            found |= {value for each in block.series for value in each.values}
        elif isinstance(block, Figures):
            found |= {
                value for each in block.items for value in (each.value, each.before) if type(value) is int
            }
    return found


@settings(
    max_examples=100,
    deadline=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(stories, spans)
def test_nothing_shown_tells_fewer_than_five_apart(
    leader: Session, story: list[list[tuple[int, dt.date, bool]]], span: list[int]
) -> None:
    book.execute("DELETE FROM household_total")
    seen: dict[dt.date, list[frozenset[int]]] = {month: [frozenset()] for month in MONTHS}
    for batch in story:
        with book.unit_of_work():
            for number, month, again in batch:
                keep_totals(told(number, month, again=again), leader.clock())
        may_show: set[int] = set()
        for each in shared_months(MONTHS[0], LAST):
            whose = members(each.debt)
            assert each.households == len(whose)
            seen[each.month].append(whose)
            sums = {each.income, each.spending, each.saving, each.debt}
            middle = {each.median_income, each.median_spending, each.median_saving, each.median_debt}
            may_show |= {each.households, each.waiting, *sums, *middle}
            may_show.add(round_to(divide_round(each.debt, each.households or 1), BAHT))
            assert all(value % STEP == 0 for value in middle), "not one household's own figure"
        for month, states in seen.items():
            for state in states:
                assert len(state) == 0 or len(state) >= FEWEST, month
                for other in states:
                    assert len(state ^ other) == 0 or len(state ^ other) >= FEWEST, (month, state, other)
        first, last = MONTHS[span[0]], MONTHS[span[1]]
        trend = shared_debt(first, last)
        for point in trend.months if trend is not None else ():
            assert point.households == len(seen[point.month][-1]), "all of a month, no other choice"
        assert figures(household_shared.build(Span(first, LAST))) <= may_show


def test_a_household_is_counted_once_and_stays_as_it_was_shown(leader: Session) -> None:
    book.execute("DELETE FROM household_total")
    with book.unit_of_work():
        for number in (0, 1, 2, 3, 3, 3, 4):
            keep_totals(told(number, MONTHS[0], again=False), leader.clock())
    [before] = shared_months(MONTHS[0], MONTHS[0])
    assert (before.households, before.waiting) == (5, 0)
    with book.unit_of_work():
        for number in range(5):
            keep_totals(told(number, MONTHS[0], again=True), leader.clock())
    assert shared_months(MONTHS[0], MONTHS[0]) == (before,)
