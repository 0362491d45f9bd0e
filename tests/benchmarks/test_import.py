"""Taking in 10,000 rows from outside, beside plain inserts of the same rows in one transaction."""

import datetime as dt
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from app.domain.document import new_uid
from app.domain.import_fields import ImportKind
from app.domain.importing import Cell
from app.services.books import close_book, create_book
from app.services.importing import Imported, SheetRows, plan_import, run_import, sha256_of
from db import connection as book
from tests.benchmarks.beside import Bench, size

ROWS = size(40, 10_000)
TODAY = dt.date(2026, 11, 5)
GOODS = ("ชื่อสินค้า", "หน่วย", "ราคาขาย", "ประเภท", "หมวด", "ภาษี")
PEOPLE = ("ชื่อ-สกุล", "สมาชิก", "ลูกค้า")
SLIPS = ("วันที่", "รายรับ", "รายจ่าย", "หมวด", "รายการ", "ชื่อ", "เลขที่บิล", "จ่ายโดย")


def _sheet(kind: ImportKind) -> SheetRows:
    headers, rows = {
        ImportKind.PRODUCTS: (GOODS, _goods),
        ImportKind.PARTIES: (PEOPLE, _people),
        ImportKind.SLIPS: (SLIPS, _slips),
    }[kind]
    return SheetRows("รายการ.xlsx", sha256_of(kind.value.encode()), headers, tuple(enumerate(rows(), 2)))


def _goods() -> list[tuple[Cell, ...]]:
    return [
        (f"ชาสมุนไพร แบบที่ {number}", "กล่อง", "89.00", "สินค้า", f"หมวด {number % 20}", "ยกเว้น")
        for number in range(ROWS)
    ]


def _people() -> list[tuple[Cell, ...]]:
    return [(f"คนตัวอย่าง {number}", "ใช่" if number % 2 else "", "ใช่") for number in range(ROWS)]


def _slips() -> list[tuple[Cell, ...]]:
    return [
        (
            dt.date(2026, 10, 1 + number % 28),
            "",
            f"{100 + number % 900}.50",
            "ค่าไฟฟ้า" if number % 2 else "ค่าน้ำ",
            f"รายการ {number}",
            f"ร้านตัวอย่าง {number % 50}",
            str(number),
            "เงินสด",
        )
        for number in range(ROWS)
    ]


@pytest.mark.parametrize("kind", [ImportKind.PRODUCTS, ImportKind.PARTIES, ImportKind.SLIPS])
def test_import(bench: Bench, tmp_path: Path, kind: ImportKind) -> None:
    """Reading the cells, checking, numbers, chain and log beside the bare rows that they end in."""
    sheet = _sheet(kind)

    def ours() -> Imported:
        path = tmp_path / f"{new_uid().hex()}.samut"
        session = create_book(path, name="กลุ่มตัวอย่าง")
        done = run_import(session, plan_import(session, kind, sheet=sheet, today=TODAY), on=TODAY)
        rows.update({table: _rows_of(table) for table in _tables(kind)})
        close_book()
        return done

    def floor() -> int:
        bare = sqlite.connect(tmp_path / f"{new_uid().hex()}.sqlite", isolation_level=None)
        bare.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            width = len(found[0])
            columns = ", ".join(f"c{number}" for number in range(width))
            bare.execute(f"CREATE TABLE {table} ({columns})")
            bare.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", found)
        bare.execute("COMMIT")
        bare.close()
        return sum(len(found) for found in rows.values())

    rows: dict[str, list[tuple[object, ...]]] = {}
    ours()
    inserted, done = bench.beside(
        f"import of {ROWS:,} rows, {kind.value}",
        floor=floor,
        ours=ours,
        limit=1.5,
        rounds=3,
        note="floor: the bare rows it made, one transaction",
    )
    assert done.made >= ROWS
    assert inserted >= 3 * ROWS


def _tables(kind: ImportKind) -> tuple[str, ...]:
    if kind is ImportKind.PRODUCTS:
        return ("product", "event_log", "import_item")
    if kind is ImportKind.PARTIES:
        return ("party", "member", "event_log", "import_item")
    return ("document", "journal_line", "import_item", "party")


def _rows_of(table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in book.fetch(f"SELECT * FROM {table}")]
