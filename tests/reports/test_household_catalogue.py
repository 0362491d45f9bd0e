"""Each kind of book is offered its own reports, and refuses the other's."""

from pathlib import Path

import pytest

from app.domain.book_kind import BookKind
from app.domain.session import Permission
from reports.catalogue import ALL_KINDS, KINDS, Question, build, offered
from reports.common import OtherBookReportError, month_span
from reports.household.kinds import HOUSEHOLD_KINDS
from tests.household import make_household
from tests.stall import DAY, Stall

BOTH = {"ledger", "document", "who-did-what"}


def test_names_are_one_and_each_list_holds_its_own() -> None:
    names = [kind.name for kind in ALL_KINDS]
    assert len(names) == len(set(names))
    assert all(kind.book is BookKind.HOUSEHOLD for kind in HOUSEHOLD_KINDS)
    assert all(kind.permissions == (Permission.KEEP_HOUSEHOLD,) for kind in HOUSEHOLD_KINDS)
    assert {kind.name for kind in KINDS if kind.book is None} == BOTH
    assert not [kind.name for kind in KINDS if kind.book is BookKind.HOUSEHOLD]


def test_a_household_is_offered_its_own_first_and_refused_a_groups(tmp_path: Path) -> None:
    session = make_household(tmp_path)
    names = [kind.name for kind in offered(session)]
    assert names[: len(HOUSEHOLD_KINDS)] == [kind.name for kind in HOUSEHOLD_KINDS]
    assert set(names[len(HOUSEHOLD_KINDS) :]) == BOTH
    with pytest.raises(OtherBookReportError):
        build(session, "monthly", Question(month_span(DAY)))


def test_a_group_is_refused_a_households(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    assert {kind.name for kind in offered(stall.session)} == {kind.name for kind in KINDS}
    for kind in HOUSEHOLD_KINDS:
        with pytest.raises(OtherBookReportError):
            build(stall.session, kind.name, Question(month_span(DAY)))
