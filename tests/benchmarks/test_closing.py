"""What the closing of a month and of a year asks of a large book, and what Home asks of it for tax."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.session import Session
from app.queries.fiscal_years import fiscal_years
from app.queries.month_close import month_list
from app.queries.registers import lots_on_hand
from app.queries.sales import count_documents
from app.queries.tax import meters
from app.services.year_closing import close_year, reopen_year
from db import connection as book
from tests.benchmarks.beside import FULL, Bench, peak_megabytes
from tests.benchmarks.conftest import SIZES, made

TODAY = dt.date(2026, 11, 5)
LAST_MONTH = dt.date(2026, 10, 1)
PAST = dt.date(2024, 3, 1)
"""A month of the years into which the book is grown; before the first day of a small one."""
MOST_MEGABYTES = 500 if FULL else 200
_LOTS = "SELECT lot_id, -sum(quantity) FROM stock_move WHERE ledger_date > ? AND lot_id > 0 GROUP BY lot_id"
_PACK = """
import datetime as dt, sys
from pathlib import Path
from app.services.books import open_book
from reports.catalogue import KINDS
from reports.common import Span
from reports.kinds import Question
from reports.output import render
session = open_book(Path({path!r}))
kind = next(each for each in KINDS if each.name == "month-pack")
question = Question(
    Span(dt.date(2026, 10, 1), dt.date(2026, 10, 31)),
    printed=dt.datetime(2026, 11, 5, tzinfo=dt.timezone.utc),
)
BASE
assert len(render(kind.make(session, question), {form!r})) > 1000
"""


def _size() -> str:
    return f"{count_documents(dt.date.min, dt.date.max):,} documents"


@pytest.mark.parametrize("month", [LAST_MONTH, PAST], ids=["last", "past"])
def test_list_of_the_month(bench: Bench, grown: Session, month: dt.date) -> None:
    """Every line of the closing page; re-costing the month in mind is most of it."""
    found = bench.alone(
        f"list of {month:%Y-%m}, {_size()}", lambda: month_list(month, TODAY), limit=1.0, rounds=3
    )
    assert found.month == month


def test_meters_of_home(bench: Bench, grown: Session) -> None:
    found = bench.alone(f"two tax meters, {_size()}", lambda: meters(TODAY), limit=0.05, rounds=20)
    assert found.sales.value >= 0


def test_lots_of_a_past_month(bench: Bench, grown: Session) -> None:
    """Today's lots less what moved since, beside summing what moved alone."""
    raw = book.database.connection().execute
    rows, lots = bench.beside(
        f"lots at the end of 2026-06, {_size()}",
        floor=lambda: raw(_LOTS, ("2026-06-30",)).fetchall(),
        ours=lambda: lots_on_hand(dt.date(2026, 6, 30)),
        limit=3,
    )
    assert rows
    assert lots


def test_year_end(bench: Bench, grown: Session) -> None:
    """The first open year is closed and opened again."""
    year = fiscal_years()[0]

    def close_and_reopen() -> int:
        done = close_year(grown, year.last, today=TODAY, uid=new_uid())
        reopen_year(grown, reason="ลองปิดบัญชี", uid=new_uid())
        return done.profit

    assert bench.alone(f"a year closed and reopened, {_size()}", close_and_reopen, limit=0.1)


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_memory_of_the_months_pack(tmp_path: Path, form: str) -> None:
    """What the pack needs at the highest, as paper and as a workbook, in a process of its own."""
    for documents in SIZES:
        path = tmp_path / f"{documents}.samut"
        shutil.copyfile(made(documents), path)
        needed = peak_megabytes(_PACK.format(path=str(path), form=form))
        print(f"month's pack as {form}, {documents:,} documents: {needed} MB")
        assert needed is None or needed < MOST_MEGABYTES
