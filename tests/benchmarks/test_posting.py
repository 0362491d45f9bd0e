"""One sale, durable: the whole posting beside the same rows in bare tables, in the same mode and run."""

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as engine

from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.session import Session
from app.queries.catalogue import tenders
from app.queries.integrity import check_books
from app.queries.products import SaleItem, for_sale
from app.services.sales import post_sale
from db import connection as book
from tests.benchmarks.conftest import FULL

DAY = dt.date(2026, 10, 31)
KEPT = {
    "month_balance": (3, 2),
    "stock_on_hand": (4, 1),
    "stock_cost": (1, 4),
    "stock_month": (2, 5),
    "sales_day": (2, 5),
}
"""Kept tables: how many key and how many sum columns."""


def _items() -> list[SaleItem]:
    return [item for item in for_sale() if item.price_e4 and not item.is_weighed][:30]


def _draft(items: list[SaleItem], number: int, cash: bytes) -> SaleDraft:
    chosen = [items[(number * 7 + index * 3) % len(items)] for index in range(3)]
    lines = tuple(SaleLineDraft(item.uid, item.name, MILLI, item.unit, item.price_e4 or 0) for item in chosen)
    total = sum((item.price_e4 or 0) // E4 for item in chosen)
    return SaleDraft(new_uid(), lines, tenders=(TenderDraft(cash, total, total, is_cash=True),))


def _drafts() -> Iterator[SaleDraft]:
    items = _items()
    cash = next(tender.uid for tender in tenders() if tender.kind == "cash")
    return (_draft(items, number, cash) for number in count())


@pytest.mark.benchmark(group="posting")
def test_post_sale(benchmark: Any, grown: Session) -> None:
    drafts = _drafts()  # a draft is made while the customer chooses, not when it is posted
    benchmark.extra_info["limit"] = 2
    benchmark.pedantic(
        lambda draft: post_sale(grown, draft, on=DAY),
        setup=lambda: ((next(drafts),), {}),
        rounds=1_500 if FULL else 3,
        warmup_rounds=100 if FULL else 0,
    )
    if not FULL:
        assert check_books() == []


@pytest.mark.benchmark(group="posting")
def test_floor_same_rows_bare(benchmark: Any, grown: Session, tmp_path: Path) -> None:
    """The rows of a real sale, and its kept sums, into tables without keys, checks or triggers."""
    post_sale(grown, next(_drafts()), on=DAY)
    document = book.fetch_int("SELECT max(id) FROM document")
    bare = engine.connect(str(tmp_path / "bare.db"), isolation_level=None)
    bare.execute("PRAGMA journal_mode = wal").fetchall()
    bare.execute("PRAGMA synchronous = 2")
    inserts: list[tuple[str, list[Any]]] = []
    for table in ("document", "sale", "sale_line", "payment", "stock_move", "journal_line"):
        key = "id" if table == "document" else "document_id"
        rows = book.fetch(f"SELECT * FROM {table} WHERE {key} = ?", (document,))
        width = len(rows[0])
        bare.execute(f"CREATE TABLE {table} ({', '.join(f'c{number}' for number in range(width))})")
        inserts.append((f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows))
    moves = len(inserts[4][1])
    for table, (keys, sums) in KEPT.items():
        names = [f"k{number}" for number in range(keys)] + [f"s{number}" for number in range(sums)]
        key_names = ", ".join(names[:keys])
        bare.execute(f"CREATE TABLE {table} ({', '.join(names)}, PRIMARY KEY ({key_names})) WITHOUT ROWID")
        adding = ", ".join(f"{name} = {name} + excluded.{name}" for name in names[keys:])
        inserts.append(
            (
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))}) "
                f"ON CONFLICT ({key_names}) DO UPDATE SET {adding}",
                [(number, *[1] * (keys - 1), *[1] * sums) for number in range(moves)],
            )
        )

    def one() -> None:
        bare.execute("BEGIN IMMEDIATE")
        for statement, rows in inserts:
            bare.executemany(statement, rows)
        bare.execute("COMMIT")

    benchmark.pedantic(one, rounds=1_500 if FULL else 3, warmup_rounds=100 if FULL else 0)
    assert bare.execute("SELECT count(*) FROM sale").fetchone()[0] >= 1
    bare.close()


@pytest.mark.skipif(
    sys.platform != "linux" or subprocess.run(["which", "strace"], capture_output=True).returncode != 0,
    reason="counts system calls with strace",
)
def test_one_sale_reaches_the_disk_with_one_sync(tmp_path: Path) -> None:
    """Exactly one fdatasync a sale, checkpoints apart: counted from outside, over twenty sales."""
    script = tmp_path / "sell.py"
    script.write_text(
        "import os, pathlib, sys\n"
        "from tests.stall import Stall\n"
        "stall = Stall(pathlib.Path(sys.argv[1]))\n"
        "stall.sell(stall.line(stall.kapi, 1, 5900))\n"
        "os.write(1, b'begin\\n')\n"
        "for _turn in range(20):\n"
        "    stall.sell(stall.line(stall.kapi, 1, 5900))\n"
        "os.write(1, b'end\\n')\n"
    )
    trace = tmp_path / "trace"
    done = subprocess.run(
        [
            "strace",
            "-f",
            "-e",
            "trace=fsync,fdatasync,write",
            "-o",
            str(trace),
            sys.executable,
            str(script),
            str(tmp_path),
        ],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.skip(f"strace cannot trace here: {done.stderr[-200:]}")
    text = trace.read_text()
    between = text[text.index('"begin\\n"') : text.index('"end\\n"')]
    assert len(re.findall(r"\b(?:fsync|fdatasync)\(", between)) == 20
