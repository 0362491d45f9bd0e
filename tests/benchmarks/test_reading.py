"""What is read: the month's statement, search at each key, start of the program; beside their floors."""

import datetime as dt
import random
from typing import Any

import pytest

from app.domain.session import Session
from app.queries.products import for_sale
from app.queries.profit import income_statement
from app.queries.search import ProductIndex
from app.thai.fold import fold
from db import connection as book
from reports import monthly
from tests.benchmarks.conftest import FULL

MONTH = dt.date(2026, 10, 1)
LAST = dt.date(2026, 10, 31)
ROUNDS = 500 if FULL else 2


@pytest.mark.benchmark(group="income statement")
def test_income_statement(benchmark: Any, grown: Session) -> None:
    statement = benchmark.pedantic(income_statement, (MONTH, LAST), rounds=ROUNDS, warmup_rounds=1)
    assert statement.total_income > 0


@pytest.mark.benchmark(group="income statement")
def test_floor_kept_balances(benchmark: Any, grown: Session) -> None:
    """The bare query over the kept month balances."""
    connection = book.database.connection()

    def floor() -> list[Any]:
        rows: list[Any] = connection.execute(
            "SELECT account_id, debit, credit FROM month_balance WHERE month = '2026-10'"
        ).fetchall()
        return rows

    assert benchmark.pedantic(floor, rounds=ROUNDS, warmup_rounds=1)


@pytest.mark.benchmark(group="monthly report")
def test_monthly_report_object(benchmark: Any, grown: Session) -> None:
    report = benchmark.pedantic(monthly.build, (MONTH,), rounds=20 if FULL else 1, warmup_rounds=1)
    assert report.blocks


@pytest.mark.benchmark(group="search")
@pytest.mark.parametrize("products", [10_000, 100_000] if FULL else [500])
def test_search_per_key(benchmark: Any, grown: Session, products: int) -> None:
    """Every prefix of Thai words, key by key."""
    names = [item.name for item in for_sale()]
    chance = random.Random(1)
    rows: list[Any] = []
    for number in range(products):
        name = f"{names[number % len(names)]} {number}"
        rows.append((number, name, fold(name), f"P{number:06d}", None))
    index = ProductIndex()
    index.fill(rows, [])
    typed = [fold(name)[: chance.randint(1, 6)] for name in chance.choices(names, k=200)]

    def keys() -> int:
        return sum(len(index.search(text)) for text in typed)

    found = benchmark.pedantic(keys, rounds=10 if FULL else 1, warmup_rounds=1)
    benchmark.extra_info["keys a round"] = len(typed)
    assert found
