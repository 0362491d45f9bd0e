"""Files that are given out as books: cut, bent, lying about themselves, full of somebody else's code."""

import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.services.books import close_book
from tests.stall import Stall

PAGE = 2_048
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
"""A query that never ends."""


@cache
def good_book() -> bytes:
    """A small book with a purchase and two sales, closed."""
    with TemporaryDirectory() as folder:
        stall = Stall(Path(folder))
        stall.sell(stall.line(stall.kapi, 1, 5_900))
        stall.sell(stall.line(stall.tea, 2, 8_900), stall.line(stall.soap, 1, 3_500))
        close_book()
        return (Path(folder) / "สมุด.samut").read_bytes()


def _put(at: int, data: bytes) -> bytes:
    book = good_book()
    return book[:at] + data + book[at + len(data) :]


def _after(folder: Path, *statements: str, guards: bool = True) -> bytes:
    """The book after another program's work; without ``guards`` its triggers are out of the way."""
    path = folder / "made.samut"
    path.write_bytes(good_book())
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        if not guards:
            for name, _sql in triggers:
                raw.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            raw.execute(statement)
        if not guards:
            for _name, sql in triggers:
                with suppress(sqlite3.Error):  # not on what is a view now
                    raw.execute(sql)
    finally:
        raw.close()
    data = path.read_bytes()
    for each in folder.glob("made.samut*"):
        each.unlink()
    return data


def cut() -> Iterator[tuple[str, bytes]]:
    """The beginning of a book, of every interesting length."""
    book = good_book()
    for length in (0, 1, 15, 16, 17, 50, 99, 100, 101, 1_000, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 10 * PAGE):
        yield f"cut at {length}", book[:length]
    for part in range(1, 10):
        yield f"cut at {part} tenths", book[: len(book) * part // 10 // PAGE * PAGE]
    yield "one page too few", book[:-PAGE]
    yield "half a page too few", book[: -PAGE // 2]
    yield "rubbish behind", book + b"\xff" * 5 * PAGE
    yield "zeroes behind", book + bytes(PAGE * 100)


def other_kinds() -> Iterator[tuple[str, bytes]]:
    """Files of other kinds under a book's name."""
    yield from {
        "text": "สมุดบัญชี\n".encode() * 100,
        "zeroes": bytes(PAGE * 8),
        "zip": b"PK\x03\x04" + bytes(5_000),
        "pdf": b"%PDF-1.7\n" + b"x" * 5_000,
        "xlsx": b"PK\x03\x04[Content_Types].xml" + b"x" * 4_071,
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(5_000),
        "xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        "noise like an encrypted book": bytes(range(256)) * 16 * 8,
        "only a header": good_book()[:100] + bytes(PAGE - 100),
        "another magic": _put(0, b"SQLite format 4\0"),
        "half a magic": _put(8, b"\xff\xff"),
        "age file": b"age-encryption.org/v1\n" + b"x" * 4_074,
    }.items()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "other.db"
        raw = sqlite3.connect(path)
        raw.execute("CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT)")
        raw.commit()
        raw.close()
        yield "another program's database", path.read_bytes()


def bent_headers() -> Iterator[tuple[str, bytes]]:
    """A right book whose header lies."""
    for size in (0, 1, 3, 511, 512, 1_024, 4_096, 32_768, 65_535):
        yield f"page size {size}", _put(16, struct.pack(">H", size))
    for name, at, data in (
        ("write version 3", 18, b"\x03"),
        ("read version 3", 19, b"\x03"),
        ("read version 255", 19, b"\xff"),
        ("reserved 255", 20, b"\xff"),
        ("payload fractions", 21, b"\xff\xff\xff"),
        ("4 billion pages", 28, b"\xff\xff\xff\xff"),
        ("no pages", 28, bytes(4)),
        ("free list far away", 32, b"\x7f\xff\xff\xff\x7f\xff\xff\xff"),
        ("free list is page 1", 32, struct.pack(">II", 1, 1)),
        ("free list in a circle", 32, struct.pack(">II", 3, 1_000_000)),
        ("schema format 99", 44, struct.pack(">I", 99)),
        ("cache of 2 billion pages", 48, b"\x7f\xff\xff\xff"),
        ("largest root", 52, b"\xff\xff\xff\xff"),
        ("UTF-16", 56, struct.pack(">I", 2)),
        ("encoding 77", 56, struct.pack(">I", 77)),
        ("version 0", 60, bytes(4)),
        ("version 99", 60, struct.pack(">I", 99)),
        ("version of 2 billion", 60, b"\x7f\xff\xff\xff"),
        ("version below 0", 60, b"\xff\xff\xff\xff"),
        ("an older version", 60, struct.pack(">I", 1)),
        ("another application", 68, b"XXXX"),
        ("no application", 68, bytes(4)),
        ("first page is no tree", 100, b"\xff"),
        ("first page of a million cells", 103, b"\xff\xff"),
        ("cells outside the page", 108, b"\xff\xff\xff\xff\xff\xff"),
    ):
        yield name, _put(at, data)
    book = bytearray(good_book())
    for page in range(1, len(book) // PAGE):
        book[page * PAGE] ^= 0xFF
    yield "every page of another kind", bytes(book)
    for page in (2, 5, 20):
        yield f"page {page} is page 1", _put(page * PAGE, good_book()[:PAGE])


CODE: dict[str, str] = {
    "trigger that gives away": "CREATE TRIGGER gift AFTER INSERT ON sale_line BEGIN "
    "UPDATE tender SET name = 'x'; END",
    "trigger without end": f"CREATE TRIGGER busy AFTER INSERT ON draft BEGIN {ENDLESS}; END",
    "trigger of much memory": "CREATE TRIGGER big AFTER INSERT ON draft BEGIN "
    "SELECT zeroblob(1000000000); END",
    "trigger that reads files": "CREATE TRIGGER spy AFTER INSERT ON draft BEGIN "
    "SELECT writefile('/tmp/x', readfile('/etc/passwd')); END",
    "trigger that loads code": "CREATE TRIGGER load AFTER INSERT ON draft BEGIN "
    "SELECT load_extension('/tmp/x.so'); END",
    "trigger under a good name": "CREATE TRIGGER stat1 BEFORE INSERT ON draft BEGIN SELECT 1; END",
    "view beside the tables": f"CREATE VIEW looks AS {ENDLESS}",
    "index that counts": "CREATE INDEX heavy ON product (length(hex(zeroblob(100000))))",
    "virtual table": "CREATE VIRTUAL TABLE found USING fts5(x)",
}
"""What another program could add."""

IN_PLACE: dict[str, tuple[str, ...]] = {
    f"{table} is a view without end": (f'DROP TABLE "{table}"', f'CREATE VIEW "{table}" AS {ENDLESS}')
    for table in ("book", "book_key", "app_user", "device", "product", "document", "setting", "chain_head")
}
"""What another program could put in the place of our own."""

SCHEMA: dict[str, str] = {
    "schema is noise": "UPDATE sqlite_schema SET sql = 'CREATE TABLE x(((((' WHERE name = 'product'",
    "schema says nothing": "UPDATE sqlite_schema SET sql = '' WHERE name = 'product'",
    "schema of deep brackets": "UPDATE sqlite_schema SET sql = 'CREATE TABLE product(a CHECK('"
    " || replace(hex(zeroblob(50000)), '00', '(') || '1' || replace(hex(zeroblob(50000)), '00', ')') || '))'"
    " WHERE name = 'product'",
    "all tables on one page": "UPDATE sqlite_schema SET rootpage = 5 WHERE rootpage > 0",
    "tables on no page": "UPDATE sqlite_schema SET rootpage = 2000000000 WHERE type = 'table'",
    "no schema": "DELETE FROM sqlite_schema",
    "schema with a guard made harmless": "UPDATE sqlite_schema SET sql = replace(sql, 'ABORT', 'IGNORE') "
    "WHERE type = 'trigger'",
    "table with a default that runs": "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', "
    "', CHECK (length(zeroblob(900000000)) > 0)) STRICT') WHERE name = 'draft'",
    "name of a million signs": "UPDATE sqlite_schema SET name = hex(zeroblob(500000)) "
    "WHERE name = 'document_by_day'",
}
"""What a hex editor could write into the list of tables."""

ROWS: dict[str, tuple[str, ...]] = {
    "text that is no text": ("UPDATE product SET name = CAST(x'ff80fe41' AS TEXT)",),
    "text with NUL": ("UPDATE product SET name = 'a' || char(0) || 'b', unit = char(0)",),
    "name of five million signs": (
        "UPDATE product SET name = replace(hex(zeroblob(1250000)), '00', 'กกก ')",
    ),
    "settings of noise": (
        "INSERT OR REPLACE INTO setting (key, value) VALUES ('rounding_step', '9e99')",
        "INSERT OR REPLACE INTO setting (key, value) VALUES ('receipt_copies', '-5')",
        "INSERT OR REPLACE INTO setting (key, value) VALUES ('logo', 'zz')",
        "INSERT OR REPLACE INTO setting (key, value) VALUES ('enterprise_name', char(0x202e) || char(27))",
    ),
    "days that do not exist": ("UPDATE document SET on_date = '2026-99-99', ledger_date = '0000-00-00'",),
    "days of another writing": ("UPDATE document SET on_date = 'yesterday', ledger_date = ''",),
    "amounts at the end of all numbers": ("UPDATE sale_line SET amount = 9223372036854775807",),
    "moments at the end of time": ("UPDATE document SET posted_at = 9223372036854775807",),
    "moments before time": ("UPDATE document SET posted_at = -9223372036854775808",),
    "uids of no length": ("UPDATE product SET uid = x'' WHERE id = 1",),
    "no book in the book": ("DELETE FROM book",),
    "no people": ("DELETE FROM app_user",),
    "no device": ("DELETE FROM device",),
    "no accounts": ("DELETE FROM account",),
    "no chain": ("DELETE FROM chain_head",),
    "kinds of documents unheard of": ("UPDATE document SET kind = 'x' || char(10) || '=1+1'",),
    "numbers that are markup": ("UPDATE document SET number = '<b>' || id",),
    "log of noise": ("UPDATE event_log SET before = '[[[[', after = 'x'",),
    "log of other kinds": (
        "UPDATE event_log SET after = '[1, 2]' WHERE id % 2",
        "UPDATE event_log SET after = '5'",
    ),
    "log without words": ("UPDATE event_log SET after = '{}', before = NULL",),
    "log nested deeply": ("UPDATE event_log SET after = replace(hex(zeroblob(50000)), '00', '[')",),
    "drafts of noise": (
        "INSERT INTO draft (uid, kind, label, data, updated_at) "
        "VALUES (randomblob(16), 'cart', 'x', '{\"lines\": 5}', 9223372036854775807)",
    ),
    "roles unheard of": ("UPDATE app_user SET role = 'queen'",),
    "pictures of noise": ("INSERT INTO blob (sha256, media, data) VALUES (zeroblob(32), 'x', zeroblob(9))",),
}
"""What another program could write into the rows."""


def books_with_code(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Books into which somebody else's code was put."""
    for name, statement in CODE.items():
        yield name, _after(folder, statement)
    for name, statements in IN_PLACE.items():
        yield name, _after(folder, *statements, guards=False)


def bent_schemas(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Books whose list of tables was written by hand."""
    for name, statement in SCHEMA.items():
        yield name, _after(folder, statement)


def bent_rows(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Books with rows that the program would never write."""
    for name, statements in ROWS.items():
        yield name, _after(folder, *statements, guards=False)


SIDE_FILES: dict[str, Callable[[bytes], bytes]] = {
    "-wal": lambda book: b"\x37\x7f\x06\x82" + book[4:5_000],
    "-journal": lambda book: b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 4_000,
    "-shm": lambda _book: b"\xff" * 32_768,
    ".keys": lambda _book: b'{"format": "samut-keys-1", "people": "x"}',
    ".lock": lambda _book: b"x" * 1_000_000,
}
"""What may lie beside a book."""
