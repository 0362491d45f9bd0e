"""A book of every released version opens, keeps everything, and is then like a new one."""

import gzip
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app.domain.document import new_uid
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.queries.catalogue import tenders
from app.queries.integrity import check_books
from app.queries.products import product_by_code
from app.services.books import close_book, open_book
from app.services.sales import post_sale
from db import connection as book
from db.migrate import VERSION
from tests.builders import book_file
from tests.migrations.make_book import BOOKS, fill
from tests.stall import DAY

OLD = sorted(BOOKS.glob("v*.samut.gz"))


def unpacked(packed: Path, folder: Path) -> Path:
    path = folder / "สมุดเก่า.samut"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path


def structure(path: Path) -> list[Any]:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    ).fetchall()
    connection.close()
    return [(kind, name, table, re.sub(r"\s+", " ", sql or "")) for kind, name, table, sql in rows]


def contents(path: Path) -> dict[str, list[Any]]:
    """Every row of what was posted and of the master data."""
    connection = sqlite3.connect(path)
    found = {
        table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
        for table, columns in {
            "document": "id, uid, number, on_date, total, hash",
            "journal_line": "document_id, line_no, account_id, amount",
            "stock_move": "document_id, line_no, quantity, value, full_value",
            "product": "id, uid, code, name",
            "party": "id, uid, name",
            "setting": "key, value",
        }.items()
    }
    connection.close()
    return found


def test_there_is_a_book_of_this_version() -> None:
    assert [int(re.findall(r"\d+", path.name)[0]) for path in OLD] == list(range(1, VERSION + 1))
    assert all(path.stat().st_size < 300_000 for path in OLD)


@pytest.mark.parametrize("packed", OLD, ids=lambda path: path.name)
def test_old_book_opens_with_everything_and_becomes_like_a_new_one(packed: Path, tmp_path: Path) -> None:
    path = unpacked(packed, tmp_path)
    before = contents(path)
    assert len(before["document"]) >= 15
    session = open_book(path)
    assert check_books() == []
    balm = product_by_code("BALM")
    assert balm is not None
    cash = next(tender.uid for tender in tenders() if tender.kind == "cash")
    close_book()
    assert contents(path) == before
    assert structure(path) == structure(book_file(tmp_path, "new.samut"))
    session = open_book(path)
    line = SaleLineDraft(balm.uid, "", 1_000, "กก.", 100 * 1_000_000)
    post_sale(session, SaleDraft(new_uid(), (line,), tenders=(TenderDraft(cash, 100_00),)), on=DAY)
    assert check_books() == []


def test_every_posted_table_has_rows_in_the_newest_book(tmp_path: Path) -> None:
    path = unpacked(OLD[-1], tmp_path)
    open_book(path)
    for table in (
        *("sale_line", "payment", "purchase_line", "stock_count_line", "stock_move", "journal_line", "lot"),
        *("production_batch", "production_entry", "cost_line", "batch_output", "cost_adjustment"),
        *("document_name", "event_log", "recipe_line", "recipe_output"),
    ):
        assert book.fetch_int(f"SELECT count(*) FROM {table}"), table


def test_what_fills_a_book_still_runs(tmp_path: Path) -> None:
    open_book(fill(tmp_path))
    assert check_books() == []
