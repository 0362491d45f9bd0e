"""What the registers of the group, a member's page and the reminders of Home ask of a large book."""

import datetime as dt

import pytest

from app.domain.session import Session
from app.queries import group_check
from app.queries.members import members
from app.queries.reminders import reminders
from app.queries.sales import count_documents
from reports.catalogue import KINDS
from reports.common import Span
from reports.kinds import Question
from tests.benchmarks.beside import Bench

TODAY = dt.date(2026, 11, 5)
YEAR = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
PRINTED = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)


def _size() -> str:
    return f"{count_documents(dt.date.min, dt.date.max):,} documents"


@pytest.mark.parametrize("name", ["member-register", "share-register", "loan-register", "savings-register"])
def test_register(bench: Bench, grown: Session, name: str) -> None:
    kind = next(each for each in KINDS if each.name == name)
    question = Question(YEAR, printed=PRINTED)
    made = bench.alone(f"{name}, {_size()}", lambda: kind.make(grown, question), limit=0.5, rounds=5)
    assert made.title


def test_page_of_a_member(bench: Bench, grown: Session) -> None:
    """What is hers: deliveries, hours, purchases, goods, loans and savings of the year."""
    kind = next(each for each in KINDS if each.name == "member-statement")
    code = members(TODAY)[0].code
    question = Question(YEAR, party=code, printed=PRINTED)
    made = bench.alone(
        f"member-statement, {_size()}", lambda: kind.make(grown, question), limit=0.5, rounds=5
    )
    assert made.title


def test_registers_against_the_ledger(bench: Bench, grown: Session) -> None:
    found = bench.alone(f"registers checked, {_size()}", group_check.faults, limit=1.0, rounds=3)
    assert found == []


def test_reminders_of_home(bench: Bench, grown: Session) -> None:
    found = bench.alone(f"reminders, {_size()}", lambda: reminders(TODAY), limit=0.1, rounds=10)
    assert found is not None
