"""samut lock: months up to a day are locked, once, and what is still running is refused."""

import datetime as dt
import json
from pathlib import Path

import pytest

from app.queries.periods import locked_months
from app.settings import change_machine
from app.thai import dates
from tests.builders import opened
from tests.cli.conftest import Samut
from tests.stall import DAY

TODAY = DAY + dt.timedelta(days=45)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    change_machine(language="en")
    monkeypatch.setattr(dates, "today", lambda: TODAY)


def test_months_are_locked_and_named(samut: Samut, stall_book: Path) -> None:
    answer = samut("lock", stall_book, "--until", DAY.isoformat(), "--json")
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["locked"][-1] == DAY.isoformat()[:7]
    with opened(stall_book):
        assert locked_months()[-1] == DAY.replace(day=1)
    again = samut("lock", stall_book, "--until", DAY.isoformat())
    assert (again.code, again.out) == (1, "")
    assert "no open month" in again.err


def test_a_month_that_runs_and_a_day_that_is_none(samut: Samut, stall_book: Path) -> None:
    assert samut("lock", stall_book, "--until", TODAY.isoformat()).code == 1
    assert samut("lock", stall_book, "--until", "เมื่อไหร่ดี").code == 1
    assert samut("lock", stall_book).code == 2
    with opened(stall_book):
        assert locked_months() == ()
