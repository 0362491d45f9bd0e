"""What a connection promises: its settings read back, no structure changed, no posted row touched."""

import threading
from pathlib import Path

import pytest

from app.domain.session import Session
from db import connection as book
from db import schema
from db.connection import PRAGMAS, BookDatabase, NotConnectedError, PragmaRefusedError
from tests.builders import book_file, make_book, product, sell


@pytest.fixture
def sold(session: Session) -> Session:
    product(session)
    sell(session)
    return session


@pytest.mark.parametrize("name", PRAGMAS)
def test_settings_are_as_wanted(session: Session, name: str) -> None:
    assert book.fetch(f"PRAGMA {name}") == [(PRAGMAS[name],)]


def test_a_setting_that_is_not_taken_stops_the_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book_file(tmp_path)
    monkeypatch.setitem(PRAGMAS, "foreign_keys", 7)
    with pytest.raises(PragmaRefusedError):
        BookDatabase(path).connect()


def test_an_old_engine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_file(tmp_path)
    monkeypatch.setattr(book, "MINIMUM_SQLITE", (99, 0, 0))
    with pytest.raises(PragmaRefusedError):
        BookDatabase(path).connect()


def test_the_engine_is_new_enough() -> None:
    assert BookDatabase.server_version >= (3, 53, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE document",
        "ALTER TABLE product ADD COLUMN x",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "CREATE TRIGGER t AFTER INSERT ON product BEGIN SELECT 1; END",
        "DROP TRIGGER document_no_delete",
        "CREATE VIEW v AS SELECT 1",
        "PRAGMA writable_schema = 1",
        "PRAGMA foreign_keys = 0",
        "PRAGMA recursive_triggers = 0",
        "PRAGMA synchronous = 0",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA user_version = 9",
        "PRAGMA ignore_check_constraints = 1",
        "ATTACH ':memory:' AS other",
        "VACUUM",
        "VACUUM INTO 'never.samut'",
        "REINDEX",
        "ANALYZE",
        "UPDATE sqlite_schema SET sql = ''",
        "INSERT INTO sqlite_sequence VALUES ('x', 1)",
        "SELECT load_extension('x')",
        "UPDATE document SET total = 5",
        "UPDATE OR REPLACE document SET number = 'x'",
        "DELETE FROM document",
        "DELETE FROM journal_line",
        "UPDATE journal_line SET amount = 5",
        "REPLACE INTO journal_line (id, document_id, line_no, account_id, amount, ledger_date) "
        "SELECT id, document_id, line_no, account_id, 7, ledger_date FROM journal_line",
        "INSERT OR REPLACE INTO event_log SELECT * FROM event_log",
        "DELETE FROM event_log",
        "UPDATE month_balance SET debit = 1",
        "DELETE FROM stock_on_hand",
        "INSERT INTO stock_cost VALUES (1, 1, 1, 1, 1)",
    ],
)
def test_no_way_around(sold: Session, statement: str) -> None:
    before = [
        book.fetch(f"SELECT * FROM {table}")
        for table in ("document", "journal_line", "event_log", "month_balance")
    ]
    with pytest.raises(
        Exception, match=r"."
    ):  # refused by authorizer, trigger or engine, each with its own class
        book.execute(statement).fetchall()
    after = [
        book.fetch(f"SELECT * FROM {table}")
        for table in ("document", "journal_line", "event_log", "month_balance")
    ]
    assert after == before
    assert before[0]
    assert before[3]


@pytest.mark.parametrize("table", sorted(schema.POSTED))
def test_every_posted_table_is_guarded_by_the_book_itself(sold: Session, table: str) -> None:
    """Also on a connection without our authorizer: triggers are in the file."""
    triggers = {row[0] for row in book.fetch("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers


def test_tables_are_strict_and_hold_no_floats(session: Session) -> None:
    tables = book.fetch(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'party_search%' "
        "AND name NOT LIKE 'sqlite_%'"
    )
    assert len(tables) > 30
    for name, sql in tables:
        assert "STRICT" in sql, name
        assert not {row[2] for row in book.fetch(f"PRAGMA table_info({name})")} & {
            "REAL",
            "ANY",
            "NUMERIC",
        }, name


def test_a_thread_that_did_not_connect_fails(session: Session) -> None:
    failed: list[type[BaseException]] = []

    def stray() -> None:
        try:
            book.fetch("SELECT 1")
        except NotConnectedError as error:
            failed.append(type(error))

    thread = threading.Thread(target=stray)
    thread.start()
    thread.join()
    assert failed == [NotConnectedError]


def test_opening_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(book.DatabaseError):
        BookDatabase(tmp_path / "none.samut").connect()
    assert list(tmp_path.iterdir()) == []


def test_a_transaction_that_fails_leaves_nothing(session: Session) -> None:
    def fail() -> None:
        with book.unit_of_work():
            product(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert book.fetch_int("SELECT count(*) FROM product") == 0
    assert not book.in_transaction()


def test_own_commits_are_counted(tmp_path: Path) -> None:
    session = make_book(tmp_path)
    before = book.database.own_commits
    product(session)
    assert book.database.own_commits == before + 1


def test_long_queries_can_be_stopped(session: Session) -> None:
    book.set_progress(lambda: 1, 1_000)
    with pytest.raises(book.DatabaseError, match="interrupted"):
        book.fetch("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    book.set_progress(None)
    assert book.fetch_int("SELECT 1") == 1
