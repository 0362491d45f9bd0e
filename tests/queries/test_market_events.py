"""What market days are read through: the index of their documents, never the whole journal."""

import pytest

from db import connection as book
from db.sql import market_events as sql
from tests.builders import make_book


@pytest.mark.parametrize(
    "name", ["SUMS", "SUMS_OF_ONE", "SOLD", "MOVED", "PAID", "DAYS", "SLIPS", "TALLIED", "OWNERS"]
)
def test_results_are_read_from_the_documents_of_market_days(tmp_path, name):
    make_book(tmp_path)
    query = getattr(sql, name)
    keys = (1,) * query.count("?")
    plan = [row[3] for row in book.fetch(f"EXPLAIN QUERY PLAN {query}", keys)]
    assert any("till_entry_by_event" in step for step in plan), plan
    scanned = [step for step in plan if step.startswith("SCAN") and "till_entry_by_event" not in step]
    assert scanned == []
