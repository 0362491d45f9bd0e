"""The sample enterprise is a full year, the same from its seed, and can be grown."""

import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from app.domain.fiscal import last_of_month, months_between
from app.domain.ledger import AccountRole
from app.queries.bank import bank_standing
from app.queries.integrity import check_books
from app.queries.open_items import open_items
from app.queries.periods import locked_months
from app.queries.profit import income_statement
from app.services.books import close_book, open_book
from app.services.sample import make_sample
from db import connection as book
from tests.samples import SEED, sample_file

MONTHS = [
    (first, last_of_month(first)) for first in months_between(dt.date(2025, 11, 1), dt.date(2026, 10, 31))
]


def content() -> str:
    """A digest of everything that was posted and of the goods."""
    digest = hashlib.sha256()
    for statement in (
        "SELECT uid, number, on_date, posted_at, total, hash FROM document ORDER BY id",
        "SELECT uid, code, name, barcode, price_e4 FROM product ORDER BY id",
        "SELECT uid, name FROM party ORDER BY id",
        "SELECT key, value FROM setting ORDER BY key",
    ):
        digest.update(repr(book.fetch(statement)).encode())
    return digest.hexdigest()


@pytest.mark.slow
def test_year_is_full_and_adds_up(tmp_path: Path) -> None:
    open_book(sample_file(tmp_path))
    count: Counter[str] = Counter(dict(book.fetch("SELECT kind, count(*) FROM document GROUP BY kind")))
    assert count["sale"] >= 4_000
    assert count["sale_return"] == 20
    assert count["stock_count"] == 3
    first, last = book.fetch("SELECT min(on_date), max(on_date) FROM document")[0]
    assert (first, last) == ("2025-11-01", "2026-10-31")
    batches: dict[str, int] = dict(
        book.fetch(
            "SELECT substr(on_date, 1, 7), count(*) FROM document WHERE kind = 'production' GROUP BY 1"
        )
    )
    assert len(batches) == 12
    assert min(batches.values()) >= 10
    markets: dict[str, int] = dict(
        book.fetch(
            "SELECT substr(on_date, 1, 7), count(DISTINCT on_date) FROM document "
            "WHERE kind = 'sale' GROUP BY 1"
        )
    )
    assert len(markets) == 12
    assert min(markets.values()) >= 8
    late = book.fetch_int(
        "SELECT count(*) FROM document WHERE posted_at / 86400000 - julianday(on_date) + 2440587.5 > 20"
    )
    assert late == 2, "two slips lay in a bag for weeks"
    assert check_books() == []


@pytest.mark.slow
def test_group_is_healthy_and_leaves_just_its_last_month_open(tmp_path: Path) -> None:
    open_book(sample_file(tmp_path))
    lowest = book.fetch(
        "SELECT code, min(held) FROM (SELECT code, sum(moved) OVER (PARTITION BY code ORDER BY day) AS held "
        "FROM (SELECT a.code AS code, l.ledger_date AS day, sum(l.amount) AS moved FROM journal_line l "
        "JOIN account a ON a.id = l.account_id WHERE a.is_money = 1 GROUP BY 1, 2)) GROUP BY code"
    )
    assert {code for code, _held in lowest} == {"1101", "1102", "1103", "1104"}
    assert all(held >= 0 for _code, held in lowest), lowest
    short = book.fetch_int(
        "SELECT count(*) FROM "
        "(SELECT sum(quantity) OVER (PARTITION BY product_id ORDER BY ledger_date) AS held "
        "FROM (SELECT product_id, ledger_date, sum(quantity) AS quantity FROM stock_move GROUP BY 1, 2)) "
        "WHERE held < 0"
    )
    assert short == 0
    ends: dict[str, int] = dict(
        book.fetch(
            "SELECT a.code, sum(l.amount) FROM journal_line l "
            "JOIN account a ON a.id = l.account_id GROUP BY 1"
        )
    )
    gross = -ends["4101"] - ends["5101"]
    assert 30 * -ends["4101"] <= 100 * gross <= 40 * -ends["4101"]
    assert all(income_statement(*each).profit > 0 for each in MONTHS)

    assert [month.isoformat()[:7] for month in locked_months()] == [
        first.isoformat()[:7] for first, _last in MONTHS[:-1]
    ]
    agreed = book.fetch("SELECT max(on_date) FROM bank_reconciliation")[0][0]
    assert agreed == "2026-09-30"
    count: Counter[str] = Counter(dict(book.fetch("SELECT kind, count(*) FROM document GROUP BY kind")))
    assert {"income", "advance", "transfer", "receipt", "payment", "invoice", "herd", "reversal"} <= {*count}
    assert [
        row[0] for row in book.fetch("SELECT counted - expected FROM cash_count WHERE counted <> expected")
    ] == [
        -20_00,
        50_00,
    ]
    for role in (AccountRole.RECEIVABLE, AccountRole.PAYABLE, AccountRole.WAGES_PAYABLE, AccountRole.ADVANCE):
        assert any(item.open for item in open_items(role)), role
    standing = bank_standing("1102", dt.date(2026, 10, 31))
    assert standing is not None
    assert [line.amount for line in standing.at_bank] == [1_250_00]
    assert count["quotation"] == count["invoice"] + 1, "one waits for an answer"
    assert book.fetch_int("SELECT count(*) FROM withholding WHERE certificate = ''") == 1
    moved = book.fetch(
        "SELECT on_date, ledger_date FROM document WHERE substr(on_date, 1, 7) <> substr(ledger_date, 1, 7)"
    )
    assert moved == [("2026-09-24", "2026-10-01")]


@pytest.mark.slow
def test_same_seed_same_book_and_other_seed_another(tmp_path: Path) -> None:
    open_book(sample_file(tmp_path))
    wanted = content()
    close_book()
    make_sample(tmp_path / "again.samut", seed=SEED)
    assert content() == wanted
    close_book()
    make_sample(tmp_path / "other.samut", seed=SEED + 1)
    assert content() != wanted


@pytest.mark.slow
def test_it_grows_to_many_products_with_pictures_and_many_documents(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    make_sample(
        tmp_path / "grown.samut",
        seed=3,
        products=60,
        transactions=5_000,
        progress=lambda done, total: told.append((done, total)),
    )
    assert book.fetch_int("SELECT count(*) FROM product WHERE kind = 'product'") == 61  # and honey
    assert book.fetch_int("SELECT count(*) FROM document") >= 5_000
    with_photo = book.fetch_int("SELECT count(*) FROM product WHERE kind = 'product' AND photo IS NOT NULL")
    assert with_photo >= 57
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert book.fetch("SELECT min(on_date) FROM document")[0][0] >= dt.date(2020, 1, 1).isoformat()
    assert check_books() == []
