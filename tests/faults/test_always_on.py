"""What the book's safety stands on: when one of it is not so, the book is refused with a sentence."""

import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as engine

from app.domain.document import new_uid
from app.errors import SamutError
from app.queries.integrity import check_books
from app.services.books import close_book, open_book, open_path
from db import connection as book
from tests.builders import book_file
from tests.faults.acts import acts
from tests.faults.breaking import breaking
from tests.faults.counting import tried
from tests.stall import Stall

NOT_TAKEN: dict[str, str | int] = {
    "journal_mode": "another",
    "synchronous": 9,
    "busy_timeout": -5,
    "mmap_size": -1,
    "temp_store": 9,
    "journal_size_limit": -5,
}
"""Values that SQLite does not take; 7 for what is on or off."""


@pytest.mark.parametrize("name", book.PRAGMAS)
def test_a_setting_that_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = book_file(tmp_path)
    with monkeypatch.context() as patched:
        patched.setitem(book.PRAGMAS, name, NOT_TAKEN.get(name, 7))
        with pytest.raises(SamutError, match=name):
            open_book(path)
    tried("always on: a setting is not taken", refused=1)
    open_book(path)
    assert check_books() == []


def test_an_engine_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_file(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(engine, "sqlite_version_info", (3, 52, 9))
        with pytest.raises(SamutError, match=r"older than 3\.53"):
            open_book(path)
    tried("always on: an old engine", refused=1)
    open_book(path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE loose (a)",
        "CREATE TABLE loose (a REAL) STRICT",
        "CREATE TRIGGER more AFTER INSERT ON sale BEGIN UPDATE sale SET total = 0; END",
        "DROP TRIGGER document_no_delete",
    ],
)
def test_a_structure_that_is_another(tmp_path: Path, statement: str) -> None:
    path = book_file(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.close()
    try:
        open_book(path)
        told = bool(check_books())
    except SamutError:
        told = True
    tried("always on: another structure", refused=told, lost=not told)
    assert told


@pytest.mark.parametrize("name", ["sale", "return", "purchase", "batch", "count", "void"])
def test_writes_begin_at_once(tmp_path: Path, name: str) -> None:
    """A transaction that only later wants to write may find that it cannot."""
    act = acts(Stall(tmp_path))[name]
    with breaking(None, 0) as counted:
        act(new_uid())
    begun = [each for each in counted.statements if each.startswith("BEGIN")]
    assert begun
    assert set(begun) == {"BEGIN IMMEDIATE"}
    inside = False
    for each in counted.statements:
        inside = (inside or each.startswith("BEGIN")) and not each.startswith(("COMMIT", "ROLLBACK"))
        assert inside or not each.startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")), each
    path = open_path()
    close_book()
    open_book(path)
    assert check_books() == []
