"""The short look after a fault: a whole book is called whole, and every kind of loss is seen."""

import sqlite3

import pytest
from sqlcipher3 import dbapi2 as engine

from app.queries.soundness import Fault, book_figures, sound_now
from app.services.books import close_book, create_book
from db import connection as book
from tests.stall import Stall


@pytest.fixture
def stall(tmp_path):
    return Stall(tmp_path)


def _with_another_tool(path, *statements):
    """Change a book past all its guards, as another program could."""
    with engine.connect(path, isolation_level=None) as other:
        other.execute("PRAGMA trusted_schema = 1")
        for name, kind in other.execute(
            "SELECT name, type FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            other.execute(f'DROP {kind} "{name}"')
        for statement in statements:
            other.execute(statement)
    other.close()


def test_a_whole_book_is_whole(stall):
    found = sound_now((stall.bought.uid,))
    assert found.whole
    assert (found.documents, found.acknowledged, found.faults) == (1, 1, ())


def test_a_document_that_was_promised_and_is_not_there_is_told(stall):
    found = sound_now((stall.bought.uid, bytes(16)))
    assert found.faults == (Fault.MISSING,)
    assert not found.whole


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM chain_head", Fault.CHAIN),
        ("UPDATE chain_head SET hash = randomblob(32)", Fault.CHAIN),
        ("UPDATE document SET sequence = 3 WHERE sequence = 2", Fault.CHAIN),
        ("UPDATE document SET previous_hash = randomblob(32) WHERE sequence = 2", Fault.CHAIN),
        ("DELETE FROM product WHERE code = 'TEA'", Fault.REFERENCES),
    ],
)
def test_what_another_tool_changed_is_seen(stall, tmp_path, statement, fault):
    stall.buy((stall.tea, 1, 100))
    _with_another_tool(tmp_path / "สมุด.samut", "PRAGMA foreign_keys = OFF", statement)
    assert fault in sound_now().faults


def test_a_file_that_was_overwritten_is_seen(stall, tmp_path):
    path = tmp_path / "สมุด.samut"
    book.fetch("PRAGMA wal_checkpoint(PASSIVE)")
    pages = path.stat().st_size // 2048
    with path.open("r+b") as file:
        for page in range(2, pages):
            file.seek(page * 2048)
            file.write(bytes(64))
    assert set(sound_now((stall.bought.uid,)).faults) & {Fault.DAMAGED, Fault.UNREADABLE}


def test_without_a_book_nothing_is_claimed(stall):
    close_book()
    found = sound_now()
    assert found.no_book
    assert not found.whole
    assert book_figures() is None


def test_an_encrypted_book_is_looked_at_with_its_key(tmp_path):
    create_book(tmp_path / "b.samut", name="กลุ่ม", password="ข้าวหอมปลาทู9", encrypted=True)
    assert sound_now().whole
    figures = book_figures()
    assert figures is not None
    assert figures.encrypted
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "b.samut").execute("SELECT count(*) FROM document").fetchall()


def test_figures_count_and_name_nobody(stall):
    figures = book_figures()
    assert figures is not None
    assert dict(figures.documents) == {"purchase": 1}
    assert figures.file_bytes > 0
    assert figures.free_bytes > 0
    assert figures.schema_version >= 2
    assert "กะปิ" not in repr(figures)
