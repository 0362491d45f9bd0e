"""What is read: the month's statement, search at each key, start of the program; beside their floors."""

import datetime as dt
import random
import statistics
import time
from typing import Any

import pytest

from app.domain.session import Session
from app.queries.balances import balances
from app.queries.cash_flow import cash_flow
from app.queries.products import for_sale
from app.queries.profit import income_statement
from app.queries.sales import count_documents
from app.queries.search import ProductIndex
from app.queries.statements import balance_sheet
from app.thai.fold import fold
from db import connection as book
from db.sql import reports as sql
from reports import monthly
from tests.benchmarks.beside import FULL, Bench, size

MONTH = dt.date(2026, 10, 1)
LAST = dt.date(2026, 10, 31)
MIDDLE = dt.date(2026, 10, 15)
ROUNDS = 500 if FULL else 2
_KEPT = "SELECT account_id, sum(debit - credit) FROM month_balance WHERE month < ? GROUP BY account_id"
_LINES = (
    "SELECT account_id, sum(amount) FROM journal_line WHERE ledger_date BETWEEN ? AND ? GROUP BY account_id"
)


@pytest.mark.benchmark(group="income statement")
def test_income_statement(benchmark: Any, grown: Session) -> None:
    benchmark.extra_info["limit"] = 2
    statement = benchmark.pedantic(income_statement, (MONTH, LAST), rounds=ROUNDS, warmup_rounds=10)
    assert statement.total_income > 0


@pytest.mark.benchmark(group="income statement")
def test_floor_of_the_income_statement(benchmark: Any, grown: Session) -> None:
    """The kept sums of the month with their accounts, and what the sold goods cost, as bare rows."""
    raw = book.database.connection().execute

    def floor() -> list[Any]:
        raw(sql.COST_OF_SOLD, (MONTH.isoformat(), LAST.isoformat())).fetchall()
        rows: list[Any] = raw(sql.MOVEMENT_BY_MONTH, ("2026-10", "2026-10", 0)).fetchall()
        return rows

    assert benchmark.pedantic(floor, rounds=ROUNDS, warmup_rounds=10)


@pytest.mark.benchmark(group="trial balance, month's end")
def test_trial_balance(benchmark: Any, grown: Session) -> None:
    benchmark.extra_info["limit"] = 2
    rows = benchmark.pedantic(balances, (LAST,), rounds=ROUNDS, warmup_rounds=10)
    assert sum(row.balance for row in rows) == 0


@pytest.mark.benchmark(group="trial balance, month's end")
def test_floor_of_the_trial_balance(benchmark: Any, grown: Session) -> None:
    """The sums of the kept months by account."""
    raw = book.database.connection().execute
    benchmark.pedantic(lambda: raw(_KEPT, ("2026-11",)).fetchall(), rounds=ROUNDS, warmup_rounds=10)


@pytest.mark.benchmark(group="trial balance, mid-month")
def test_trial_balance_in_a_month(benchmark: Any, grown: Session) -> None:
    benchmark.extra_info["limit"] = 2
    rows = benchmark.pedantic(balances, (MIDDLE,), rounds=ROUNDS // 5 + 1, warmup_rounds=2)
    assert sum(row.balance for row in rows) == 0


@pytest.mark.benchmark(group="trial balance, mid-month")
def test_floor_of_the_trial_balance_in_a_month(benchmark: Any, grown: Session) -> None:
    """The kept sums of the months before and the lines of the broken month, each by one bare query."""
    raw = book.database.connection().execute

    def floor() -> None:
        raw(_KEPT, ("2026-10",)).fetchall()
        raw(_LINES, (MONTH.isoformat(), MIDDLE.isoformat())).fetchall()

    benchmark.pedantic(floor, rounds=ROUNDS // 5 + 1, warmup_rounds=2)


@pytest.mark.benchmark(group="balance sheet, month's end")
def test_balance_sheet(benchmark: Any, grown: Session) -> None:
    """Three sets of balances: the day, the year's beginning, and the closings that say where that is."""
    benchmark.extra_info["limit"] = 4
    sheet = benchmark.pedantic(balance_sheet, (LAST,), rounds=ROUNDS, warmup_rounds=10)
    assert sheet.assets == sheet.liabilities + sheet.equity != 0


@pytest.mark.benchmark(group="balance sheet, month's end")
def test_floor_of_the_balance_sheet(benchmark: Any, grown: Session) -> None:
    """The sums of the kept months by account."""
    raw = book.database.connection().execute
    benchmark.pedantic(lambda: raw(_KEPT, ("2026-11",)).fetchall(), rounds=ROUNDS, warmup_rounds=10)


@pytest.mark.benchmark(group="cash flow of a month")
def test_cash_flow(benchmark: Any, grown: Session) -> None:
    benchmark.extra_info["limit"] = 4
    flow = benchmark.pedantic(cash_flow, (MONTH, LAST), rounds=ROUNDS // 20 + 1, warmup_rounds=1)
    assert flow.opening + flow.change == flow.closing


@pytest.mark.benchmark(group="cash flow of a month")
def test_floor_of_the_cash_flow(benchmark: Any, grown: Session) -> None:
    """The lines of the month added up by document, by one bare query."""
    raw = book.database.connection().execute
    query = (
        "SELECT document_id, sum(amount) FROM journal_line WHERE ledger_date BETWEEN ? AND ? "
        "GROUP BY document_id"
    )
    days = (MONTH.isoformat(), LAST.isoformat())
    benchmark.pedantic(lambda: raw(query, days).fetchall(), rounds=ROUNDS // 20 + 1, warmup_rounds=1)


def test_monthly_report_object(bench: Bench, grown: Session) -> None:
    documents = count_documents(dt.date.min, dt.date.max)
    report = bench.alone(
        f"monthly report object, {documents:,} documents",
        lambda: monthly.build(MONTH),
        limit=0.030,
        rounds=20,
    )
    assert report.blocks


@pytest.mark.parametrize("products", [10_000, 100_000] if FULL else [500])
def test_search_per_key(bench: Bench, small: Session, products: int) -> None:
    """Prefixes of Thai names typed key by key; the slowest of a hundred keys is what is felt."""
    names = [item.name for item in for_sale()]
    chance = random.Random(1)
    rows: list[Any] = []
    for number in range(products):
        name = f"{names[number % len(names)]} {number}"
        rows.append((number, name, fold(name), f"P{number:06d}", None))
    index = ProductIndex()
    index.fill(rows, [])
    typed = [fold(name)[: chance.randint(1, 6)] for name in chance.choices(names, k=size(50, 2_000))]
    assert all(index.search(text) for text in typed)
    times = []
    for text in typed:
        start = time.perf_counter()
        index.search(text)
        times.append(time.perf_counter() - start)
    bench.known(
        f"search per key, p99, {products:,} products",
        statistics.quantiles(times, n=100)[98],
        limit=0.000_2 if products == 10_000 else 0.001_5,
        note=f"median {statistics.median(times) * 1e6:.0f} µs",
    )
