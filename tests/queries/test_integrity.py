"""``check`` finds whatever was changed behind the program's back: every column, row, sum and guard."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.document import DETAILS, HEADER, new_uid
from app.domain.money import MILLI
from app.domain.production import AddDraft, BatchDraft, CostLineDraft, FinishDraft, OutputDraft
from app.domain.purchase import CountDraft, CountLineDraft
from app.queries.integrity import Finding, check_books
from app.services.books import close_book, open_book, open_path
from app.services.periods import lock_until
from app.services.production import add_to_batch, finish_batch, start_batch
from app.services.products import set_photo
from app.services.sales import post_sale
from app.services.sample_pictures import draw
from app.services.stock_counts import post_count
from db.schema import KEPT
from tests.builders import product
from tests.every_table import with_every_table
from tests.stall import DAY, Stall

Tamper = Callable[..., list[Finding]]


@pytest.fixture(scope="module")
def busy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book in which every table of documents has rows."""
    folder = tmp_path_factory.mktemp("busy")
    stall = Stall(folder)
    owing = stall.draft(
        stall.line(stall.kapi, 25, 59_00), pay=(stall.by("account", 25 * 59_00),), party_uid=stall.customer
    )
    post_sale(stall.session, owing, on=DAY)
    stall.buy((stall.kapi, 10, 350_00))
    sold = stall.sell(stall.line(stall.tea, 2, 89_00))
    stall.take_back(sold, 1, 1, 89_00)
    post_count(
        stall.session,
        CountDraft(new_uid(), (CountLineDraft(stall.soap, 19 * MILLI, 20 * MILLI, "หาย"),)),
        on=DAY,
    )
    set_photo(stall.session, stall.kapi, data=draw("ข้าว", 1))
    bran = product(stall.session, "กากสมุนไพร", price=500, code="BRAN").uid
    work = CostLineDraft(CostKind.LABOUR, Settlement.OWED, "ผสม", amount=100_00, party_uid=stall.customer)
    herb = CostLineDraft(CostKind.MATERIAL, Settlement.FROM_STOCK, "ชา", 2 * MILLI, product_uid=stall.tea)
    started = start_batch(
        stall.session, BatchDraft(new_uid(), stall.soap, 10 * MILLI, lines=(work, herb)), on=DAY
    )
    batch = started.batch_uid
    add_to_batch(stall.session, AddDraft(new_uid(), batch, (work,)), on=DAY)
    finish_batch(
        stall.session,
        FinishDraft(
            new_uid(),
            batch,
            (
                OutputDraft(stall.soap, 9 * MILLI),
                OutputDraft(bran, 2 * MILLI, OutputKind.BY_PRODUCT, unit_value_e4=5_00 * 10_000),
            ),
        ),
        on=DAY,
    )
    with_every_table(stall.session, stall.customer, stall.tea, DAY)
    lock_until(stall.session, DAY, today=dt.date(2026, 11, 1))
    assert check_books() == []
    path = open_path()
    close_book()
    return path


@pytest.fixture
def tampered(busy_file: Path, tmp_path: Path) -> Iterator[Tamper]:
    """What ``check`` finds after statements that no guard of the book stopped."""

    def run(*statements: str) -> list[Finding]:
        path = tmp_path / "changed.samut"
        shutil.copyfile(busy_file, path)
        raw = sqlite3.connect(path)
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA journal_mode = MEMORY")
        guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in guards:
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("PRAGMA ignore_check_constraints = ON")
        try:
            for statement in statements:
                assert raw.execute(statement).rowcount, "nothing was changed"
        except sqlite3.IntegrityError:
            pytest.skip("the file's own keys refuse this change even without its guards")
        for _name, sql in guards:
            raw.execute(sql)
        raw.commit()
        raw.close()
        try:
            open_book(path)
        except Exception:  # damage that is seen at opening is found, too
            return [Finding("not_opened", "", "")]
        return check_books()

    yield run
    close_book()


COLUMNS = [("document", field.name) for field in HEADER] + [
    (table, field.name) for table, fields in DETAILS.items() for field in fields
]
CHANGED = (
    "CASE typeof({0}) WHEN 'integer' THEN {0} + 1 WHEN 'text' THEN {0} || 'x' "
    "WHEN 'blob' THEN zeroblob(length({0})) ELSE 1 END"
)


def test_untouched_copy_is_clean(tampered: Tamper) -> None:
    assert tampered() == []


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_changed_column_is_found(tampered: Tamper, table: str, column: str) -> None:
    key = "id" if table == "document" else "document_id"
    row = f"(SELECT max({key}) FROM {table})"
    assert tampered(f"UPDATE {table} SET {column} = {CHANGED.format(column)} WHERE {key} = {row}")


@pytest.mark.parametrize("table", ["document", *DETAILS])
def test_every_missing_row_is_found(tampered: Tamper, table: str) -> None:
    key = "id" if table == "document" else "document_id"
    row = f"(SELECT max({key}) FROM {table})"
    assert tampered(f"DELETE FROM {table} WHERE {key} = {row}")


@pytest.mark.parametrize("table", sorted(KEPT))
def test_every_missing_sum_is_found(tampered: Tamper, table: str) -> None:
    assert tampered(f"DELETE FROM {table}")


def test_changed_name_is_found_and_an_erased_one_is_not(tampered: Tamper) -> None:
    assert [each.code for each in tampered("UPDATE document_name SET name = 'คนอื่น'")] == ["name_changed"]
    assert tampered("UPDATE document_name SET name = NULL, salt = NULL") == []


def test_changed_picture_is_found(tampered: Tamper) -> None:
    found = tampered("UPDATE blob SET data = zeroblob(10) WHERE sha256 IN (SELECT photo FROM product)")
    assert [each.code for each in found] == ["picture_changed"]


def test_changed_log_is_found(tampered: Tamper) -> None:
    assert [each.code for each in tampered("UPDATE event_log SET action = 'x' WHERE id = 2")] == [
        "events_changed"
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER document_no_update",
        "DROP TRIGGER journal_line_in",
        "DROP INDEX document_by_day",
        "CREATE TABLE loose (amount REAL)",
    ],
)
def test_missing_guard_and_loose_table_are_found(busy_file: Path, tmp_path: Path, statement: str) -> None:
    path = tmp_path / "changed.samut"
    shutil.copyfile(busy_file, path)
    raw = sqlite3.connect(path)
    raw.execute(statement)
    raw.commit()
    raw.close()
    open_book(path)
    codes = {each.code for each in check_books()}
    close_book()
    assert codes == ({"loose_table"} if "REAL" in statement else {"guard_missing"})
