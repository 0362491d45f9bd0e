"""Books are made whole, opened under locks, refused with a sentence, and left as they were."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from app.domain.session import Permission
from app.queries import catalogue
from app.queries.integrity import check_books
from app.queries.people import users
from app.queries.products import count_products
from app.queries.settings import book_info, business_settings
from app.services import book_contents, books
from app.services.book_errors import (
    BookDamagedError,
    BookExistsError,
    BookInUseError,
    BookNotFoundError,
    BookOnNetworkError,
    BookOnRemovableError,
    BookOpenInWindowError,
    BookReadOnlyError,
    DiskFullError,
    FileFailedError,
    FolderMissingError,
    NewerBookFileError,
    NoBookOpenError,
    NotABookFileError,
    PathIsFolderError,
    file_error,
)
from app.services.books import close_book, create_book, enter_thread, leave_thread, open_book
from app.services.records import Saved
from db import connection as book
from db import migrate as migrations
from db.lock import BookLock
from db.media import Medium
from tests.builders import ENTERPRISE, book_file, make_book, product
from tests.household import make_household

ROOT = Path(__file__).parents[2]


def leftovers(folder: Path) -> list[str]:
    """Files that should not be there once nothing is open."""
    return sorted(
        file.name
        for file in folder.iterdir()
        if file.suffix == ".part" or file.name.endswith(("-wal", "-shm"))
    )


def elsewhere(path: Path, code: str) -> str:
    """Run code with the book open in another process."""
    head = f"from pathlib import Path\nfrom app.services.books import *\ns = open_book(Path({str(path)!r}))\n"
    done = subprocess.run(
        [sys.executable, "-c", head + code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    return (done.stdout + done.stderr).strip()


# ---------------------------------------------------------------- make


def test_a_new_book_has_all_that_a_first_sale_needs(tmp_path: Path) -> None:
    path = tmp_path / "กลุ่ม <b>%s =1+1.samut"
    session = create_book(path, name=ENTERPRISE, clock=lambda: 1_800_000_000_000)
    assert (session.user_name, session.device_prefix, session.epoch) == ("ผู้นำกลุ่ม", 1, 1)
    assert session.permissions == frozenset(Permission)
    assert business_settings().enterprise_name == ENTERPRISE
    assert book_info().created_at == 1_800_000_000_000
    assert [(row.code, row.name) for row in catalogue.locations()] == [
        ("STORE", "ที่เก็บของ"),
        ("STALL", "แผงขาย"),
    ]
    tenders = catalogue.tenders()
    assert [row.code for row in tenders] == ["CASH", "PROMPTPAY", "TRANSFER", "ACCOUNT"]
    roles = {row.id: row.role for row in catalogue.accounts()}
    assert [roles[row.account_id] for row in tenders] == ["cash", "promptpay", "bank", "receivable"]
    assert [user.role for user in users()] == ["leader"]
    assert check_books() == []
    close_book()
    assert leftovers(tmp_path) == []


def test_the_charts_have_every_role_that_services_look_for(session: Any, tmp_path: Path) -> None:
    from app.domain.ledger import AccountRole

    ours = {row.role for row in catalogue.accounts()}
    make_household(tmp_path)
    theirs = {row.role for row in catalogue.accounts()}
    listed = list(AccountRole)
    first = listed.index(AccountRole.SAVINGS_GROUP)
    assert {role.value for role in listed[:first]} <= ours
    assert {role.value for role in listed[first:]} <= theirs


def test_a_book_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.samut"
    path.write_text("mine")
    with pytest.raises(BookExistsError):
        create_book(path, name="x")
    assert path.read_text() == "mine"


def test_folder_and_path_are_looked_at(tmp_path: Path) -> None:
    with pytest.raises(FolderMissingError):
        create_book(tmp_path / "no" / "a.samut", name="x")
    with pytest.raises(PathIsFolderError):
        create_book(tmp_path, name="x")
    with pytest.raises(FileNotFoundError):
        create_book(tmp_path / "a.samut", name="x", kind="nothing")
    assert list(tmp_path.iterdir()) == []


def test_a_book_that_fails_half_way_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(book_contents, "insert_row", fail)
    with pytest.raises(DiskFullError):
        create_book(tmp_path / "a.samut", name="x")
    assert [file.name for file in tmp_path.iterdir()] == ["a.samut.lock"]
    assert not books.is_open()


# ---------------------------------------------------------------- open


def test_opened_again_everything_is_there(tmp_path: Path) -> None:
    first = make_book(tmp_path)
    product(first)
    path = books.open_path()
    close_book()
    assert leftovers(tmp_path) == []
    again = open_book(path)
    assert again == first
    assert count_products() == 1
    assert check_books() == []


def test_a_missing_book(tmp_path: Path) -> None:
    with pytest.raises(BookNotFoundError) as caught:
        open_book(tmp_path / "none.samut")
    assert "none.samut" in str(caught.value)
    with pytest.raises(FolderMissingError):
        open_book(tmp_path / "away" / "none.samut")
    with pytest.raises(PathIsFolderError):
        open_book(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_book(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.samut"
    path.write_bytes(content)
    with pytest.raises((NotABookFileError, BookDamagedError)):
        open_book(path)
    assert path.read_bytes() == content
    assert not books.is_open()


def test_another_programs_database_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.samut"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (t)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotABookFileError):
        open_book(path)
    assert path.read_bytes() == before


def test_a_newer_book_is_refused_untouched(tmp_path: Path) -> None:
    path = book_file(tmp_path)
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(NewerBookFileError):
        open_book(path)
    assert path.read_bytes() == before
    assert leftovers(tmp_path) == []


def test_a_refused_book_does_not_keep_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "x.samut"
    path.write_bytes(b"hello")
    with pytest.raises(NotABookFileError):
        open_book(path, window=True)
    with BookLock(path) as lock:
        assert lock.claim()
        assert lock.claim_window()


def test_a_file_that_cannot_be_opened_leaves_the_open_book_open(tmp_path: Path) -> None:
    session = make_book(tmp_path, window=True)
    (tmp_path / "x.samut").write_bytes(b"hello")
    with pytest.raises(NotABookFileError):
        open_book(tmp_path / "x.samut", window=True)
    product(session)
    assert books.open_path().name == "สมุด.samut"
    assert open_book(tmp_path / "สมุด.samut", window=True) == session, "itself may be opened again"
    assert count_products() == 1
    open_book(book_file(tmp_path, "other.samut"), window=True)
    assert count_products() == 0
    with BookLock(tmp_path / "สมุด.samut") as lock:
        assert lock.claim()


def test_another_book_opens_when_the_open_one_is_gone(tmp_path: Path) -> None:
    """The stick was pulled out."""
    stick, pc = tmp_path / "stick", tmp_path / "pc"
    for folder in (stick, pc):
        folder.mkdir()
    make_book(stick)
    other = book_file(pc)
    shutil.rmtree(stick)
    open_book(other)
    assert count_products() == 0
    close_book()


def test_a_book_that_is_being_replaced_is_in_use(tmp_path: Path) -> None:
    path = book_file(tmp_path)
    with BookLock(path) as lock:
        assert lock.claim()
        with pytest.raises(BookInUseError):
            open_book(path)
    open_book(path)


def test_one_window_and_the_command_line_beside_it(tmp_path: Path) -> None:
    make_book(tmp_path, window=True)
    path = books.open_path()
    assert elsewhere(path, "print(s.user_name)") == "ผู้นำกลุ่ม"
    code = f"open_book(Path({str(path)!r}), window=True)"
    assert elsewhere(path, code).splitlines()[-1].startswith("app.services.book_errors.BookOpenInWindowError")
    with BookLock(path) as lock:
        assert not lock.claim()


def test_second_window_in_one_program(tmp_path: Path) -> None:
    path = book_file(tmp_path)
    with BookLock(path) as lock:
        assert lock.claim_window()
        with pytest.raises(BookOpenInWindowError):
            open_book(path, window=True)


@pytest.mark.parametrize(
    ("medium", "error"),
    [(Medium.REMOVABLE, BookOnRemovableError), (Medium.NETWORK, BookOnNetworkError)],
)
def test_no_live_book_on_stick_or_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, medium: Medium, error: type[Exception]
) -> None:
    path = book_file(tmp_path)
    monkeypatch.setattr(books, "medium_of", lambda _folder: medium)
    with pytest.raises(error):
        open_book(path)
    with pytest.raises(error):
        create_book(tmp_path / "new.samut", name="x")


@pytest.mark.parametrize("medium", [Medium.SYNCED, Medium.UNSURE])
def test_doubtful_places_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, medium: Medium) -> None:
    monkeypatch.setattr(books, "medium_of", lambda _folder: medium)
    (notice,) = books.check_place(tmp_path / "a.samut")
    assert notice.data == {"name": "a.samut"}
    open_book(book_file(tmp_path))


def test_a_write_protected_book(small_disk: Path, write_protected: Callable[[], Path]) -> None:
    path = book_file(small_disk)
    write_protected()
    with pytest.raises(BookReadOnlyError):
        open_book(path)
    with pytest.raises(BookReadOnlyError):
        create_book(small_disk / "b.samut", name="x")


def test_a_full_disk(small_disk: Path) -> None:
    path = book_file(small_disk)
    filler = small_disk / "filler"
    handle = os.open(filler, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while os.write(handle, bytes(4096)):
            pass
    os.close(handle)
    with pytest.raises(DiskFullError):
        create_book(small_disk / "b.samut", name="x")
    filler.unlink()
    open_book(path)
    assert check_books() == []
    close_book()
    assert leftovers(small_disk) == []


def test_a_damaged_book(tmp_path: Path) -> None:
    path = book_file(tmp_path)
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\x55" * 3996
    path.write_bytes(data)
    with pytest.raises(BookDamagedError):
        open_book(path)


def test_an_older_book_is_copied_then_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_file(tmp_path)

    def add_column(connection: Any) -> None:
        connection.execute("ALTER TABLE category ADD COLUMN colour TEXT")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, add_column))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    monkeypatch.setattr(books, "VERSION", migrations.VERSION)
    open_book(path)
    assert "colour" in [row[1] for row in book.fetch("PRAGMA table_info(category)")]
    close_book()
    (copy,) = tmp_path.glob("*before upgrade*.samut")
    with sqlite3.connect(copy) as old:
        assert old.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION - 1
    old.close()
    assert leftovers(tmp_path) == []


def test_a_failed_upgrade_leaves_the_old_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_file(tmp_path)
    before = path.read_bytes()

    def fail(connection: Any) -> None:
        connection.execute("DROP TABLE category")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, fail))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    monkeypatch.setattr(books, "VERSION", migrations.VERSION)
    with pytest.raises(DiskFullError):
        open_book(path)
    monkeypatch.undo()
    open_book(path)
    assert check_books() == []
    assert len(before) == path.stat().st_size


def test_an_older_book_that_is_open_elsewhere_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_file(tmp_path)
    monkeypatch.setattr(books, "VERSION", migrations.VERSION + 1)
    with BookLock(path) as lock:
        assert lock.share()
        with pytest.raises(BookInUseError):
            open_book(path)


# ---------------------------------------------------------------- threads, other programs


def on_thread(work: Callable[[], object]) -> object:
    result: list[object] = []

    def run() -> None:
        enter_thread()
        try:
            result.append(work())
        except Exception as error:
            result.append(error)
        finally:
            leave_thread()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return result[0]


def test_a_worker_has_its_own_connection(session: Any) -> None:
    saved = on_thread(lambda: product(session))
    assert isinstance(saved, Saved)
    assert on_thread(count_products) == 1
    assert count_products() == 1


def test_a_thread_that_did_not_enter_fails_at_once(session: Any) -> None:
    failed: list[BaseException] = []

    def stray() -> None:
        try:
            count_products()
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=stray)
    thread.start()
    thread.join()
    assert failed


def test_without_a_book_a_thread_enters_nothing() -> None:
    enter_thread()
    leave_thread()
    books.checkpoint()
    assert not books.changed_elsewhere()
    with pytest.raises(NoBookOpenError):
        books.open_path()


def test_a_worker_follows_to_the_next_book(tmp_path: Path) -> None:
    first = make_book(tmp_path, "a.samut")
    product(first)
    seen: list[int] = []
    go, done = threading.Event(), threading.Event()

    def work() -> None:
        for _book in range(2):
            go.wait()
            go.clear()
            enter_thread()
            seen.append(count_products())
            done.set()
        leave_thread()

    thread = threading.Thread(target=work)
    thread.start()
    for name in ("a.samut", "b.samut"):
        if name == "b.samut":
            make_book(tmp_path, name)
        go.set()
        done.wait()
        done.clear()
    thread.join()
    assert seen == [1, 0]


def test_another_programs_work_is_noticed_once(session: Any) -> None:
    path = books.open_path()
    assert not books.changed_elsewhere()
    product(session)
    assert not books.changed_elsewhere()
    elsewhere(
        path,
        "from app.domain.product import ProductData\nfrom app.services.products import create_product\n"
        "create_product(s, ProductData(name='น้ำพริก', unit='กระปุก'))",
    )
    assert books.changed_elsewhere()
    assert not books.changed_elsewhere()
    assert count_products() == 2


def test_checkpoint_shortens_the_wal(session: Any) -> None:
    for number in range(20):
        product(session, f"p{number}")
    books.checkpoint()
    path = books.open_path()
    close_book()
    assert leftovers(path.parent) == []


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(28, "No space left"), DiskFullError),
        (OSError(30, "Read-only"), BookReadOnlyError),
        (PermissionError(13, "no"), BookReadOnlyError),
        (FileNotFoundError(2, "no"), FolderMissingError),
        (IsADirectoryError(21, "is"), PathIsFolderError),
        (OSError(5, "Input/output error"), FileFailedError),
        (book.DatabaseError("database or disk is full"), DiskFullError),
        (book.DatabaseError("attempt to write a readonly database"), BookReadOnlyError),
        (book.DatabaseError("database is locked"), BookInUseError),
        (book.DatabaseError("database disk image is malformed"), BookDamagedError),
        (book.DatabaseError("disk I/O error"), FileFailedError),
    ],
)
def test_what_the_machine_says_becomes_a_sentence(error: Exception, kind: type[Exception]) -> None:
    found = file_error(error, Path("/x/สมุด <b>.samut"))
    assert type(found) is kind
    assert "{" not in str(found)
    assert file_error(found, Path("/y")) is found
