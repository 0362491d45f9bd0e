"""Backups that are checked, restores that lose nothing and never give a number twice."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.session import NotPermittedError, Session, issue
from app.queries.events import events
from app.queries.integrity import check_books
from app.queries.products import count_products
from app.services import books, restoring
from app.services.backup import BackupOntoBookError, back_up, back_up_to
from app.services.book_errors import (
    BookInUseError,
    BookNotFoundError,
    BookReadOnlyError,
    DiskFullError,
    FolderMissingError,
    NewerBookFileError,
    NotABookFileError,
    PathIsFolderError,
)
from app.services.books import close_book, open_book
from app.services.restoring import (
    BackupDamagedError,
    RestoreOverOpenBookError,
    preview_restore,
    restore,
)
from db import connection as book
from db import files
from db.lock import BookLock
from db.migrate import VERSION
from tests.builders import book_file, copy_of, make_book, opened, product, sell, session_with

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sold(tmp_path: Path) -> Iterator[Session]:
    """A book in which something was sold."""
    session = make_book(tmp_path)
    product(session)
    sell(session)
    yield session
    close_book()


def parts(folder: Path) -> list[str]:
    return [
        file.name for file in folder.rglob("*") if file.name.endswith((".part", "-wal", "-shm", "-journal"))
    ]


# ---------------------------------------------------------------- back up


def test_a_backup_is_a_whole_book_without_side_files(sold: Session, tmp_path: Path) -> None:
    folder = tmp_path / "สำรอง"
    folder.mkdir()
    made = back_up(sold, folder)
    assert made.documents == 1
    assert made.last_day == "2026-10-05"
    assert made.size == made.path.stat().st_size
    assert made.path.read_bytes()[18:20] == b"\x01\x01", "no WAL: the file is complete by itself"
    assert [file.name for file in folder.iterdir()] == [made.path.name]
    assert files.faults(made.path) == []
    (event, *_) = events()
    assert (event.action, event.entity) == ("backup", "book")
    close_book()
    with opened(copy_of(made.path, tmp_path / "b.samut")):
        assert count_products() == 1
        assert check_books() == []


def test_the_same_minute_overwrites_nothing(sold: Session, tmp_path: Path) -> None:
    still = issue(replace(sold, clock=lambda: 1_800_000_000_000))
    names = {back_up(still, tmp_path).path.name for _ in range(3)}
    assert len(names) == 3
    assert all("2570-01-15" in name for name in names), "the day is written in the Buddhist era"


def test_what_is_not_yet_in_the_file_is_in_the_backup(sold: Session, tmp_path: Path) -> None:
    for _ in range(5):
        sell(sold)
    raw = copy_of(books.open_path(), tmp_path / "raw.samut")
    assert files.state(raw).documents < 6, "the point of not copying the file alone"
    assert files.state(back_up(sold, tmp_path).path).documents == 6


def test_backups_while_selling_are_all_good(sold: Session, tmp_path: Path) -> None:
    code = (
        "import time\nfrom pathlib import Path\nfrom app.services.books import open_book\n"
        "from tests.builders import sell\n"
        f"s = open_book(Path({str(books.open_path())!r}))\n"
        "print('go', flush=True)\n"
        "while True:\n    sell(s)\n    time.sleep(0.001)\n"
    )
    seller = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert seller.stdout is not None
    assert seller.stdout.readline() == "go\n"
    made = [back_up(sold, tmp_path) for _ in range(10)]
    seller.kill()
    seller.communicate()
    counts = [each.documents for each in made]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    close_book()
    for each in made:
        assert files.faults(each.path) == []
        with opened(each.path):
            assert check_books() == []


def test_a_named_backup_takes_the_place_of_the_older_one(sold: Session, tmp_path: Path) -> None:
    target = tmp_path / "copy.samut"
    back_up_to(sold, target)
    sell(sold)
    assert back_up_to(sold, target).documents == 2
    assert files.state(target).documents == 2


def test_backup_refusals(sold: Session, tmp_path: Path) -> None:
    with pytest.raises(BackupOntoBookError):
        back_up_to(sold, books.open_path())
    with pytest.raises(FolderMissingError):
        back_up(sold, tmp_path / "away")
    with pytest.raises(FolderMissingError):
        back_up_to(sold, tmp_path / "away" / "x.samut")
    with pytest.raises(PathIsFolderError):
        back_up_to(sold, tmp_path)
    nobody = session_with()
    with pytest.raises(NotPermittedError):
        back_up(nobody, tmp_path)


def test_a_cancelled_backup_leaves_nothing(sold: Session, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    folder = tmp_path / "to"
    folder.mkdir()
    with pytest.raises(StoppedError):
        back_up(sold, folder, progress=stop)
    assert list(folder.iterdir()) == []
    back_up(sold, folder)


def test_a_backup_that_does_not_pass_is_not_kept(
    sold: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.samut"
    back_up_to(sold, target)
    good = target.read_bytes()
    copy_book = files.copy_book

    def flip(source: Path, copy: Path, progress: Any = None, **key: Any) -> files.BookState:
        state = copy_book(source, copy, progress, **key)
        data = bytearray(copy.read_bytes())
        data[4096 * 3 : 4096 * 4] = b"\x55" * 4096
        copy.write_bytes(data)
        return state

    monkeypatch.setattr(files, "copy_book", flip)
    with pytest.raises(Exception, match="damaged"):
        back_up_to(sold, target)
    assert target.read_bytes() == good
    assert not [name for name in parts(tmp_path) if name.endswith(".part")]


def test_backup_to_a_full_stick(sold: Session, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(800_000))
    with pytest.raises(DiskFullError):
        back_up(sold, small_disk)
    assert [file.name for file in small_disk.iterdir()] == ["filler"]
    (small_disk / "filler").unlink()
    back_up(sold, small_disk)


def test_backup_to_a_write_protected_stick(sold: Session, write_protected: Callable[[], Path]) -> None:
    with pytest.raises(BookReadOnlyError):
        back_up(sold, write_protected())


# ---------------------------------------------------------------- restore


def test_the_way_there_and_back(sold: Session, tmp_path: Path) -> None:
    path = books.open_path()
    made = back_up(sold, tmp_path)
    second = sell(sold)
    product(sold, "ชา")
    close_book()

    preview = preview_restore(made.path, path)
    assert (preview.documents, preview.lost_documents, preview.same_book) == (1, 1, True)
    done = restore(made.path, path)
    assert done.put_aside is not None
    assert done.findings == ()
    session = open_book(path)
    assert session.epoch == done.epoch == 2
    assert count_products() == 1
    assert check_books() == []
    third = sell(session)
    assert second.number == "ร1-2569-000002"
    assert third.number == "ร1.2-2569-000001"
    close_book()

    undone = restore(done.put_aside, path)
    session = open_book(path)
    assert count_products() == 2
    assert sell(session).number == f"ร1.{undone.epoch}-2569-000001"
    assert undone.epoch == 3
    assert check_books() == []


def test_a_restore_is_logged(sold: Session, tmp_path: Path) -> None:
    path = books.open_path()
    made = back_up(sold, tmp_path)
    close_book()
    restore(made.path, path, clock=lambda: 1_800_000_000_000)
    open_book(path)
    (event, *_) = events()
    assert (event.action, event.at) == ("restore", 1_800_000_000_000)
    assert event.after == {"epoch": 2, "file": made.path.name, "documents": 1}


def test_one_backup_restored_twice_never_opens_an_epoch_twice(sold: Session, tmp_path: Path) -> None:
    made = back_up(sold, tmp_path)
    close_book()
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    epochs = [restore(made.path, elsewhere / f"{n}.samut").epoch for n in range(3)]
    epochs += [restore(made.path, tmp_path / "สมุด.samut").epoch for _ in range(2)]
    assert epochs == [2, 3, 4, 5, 6]


def test_to_a_new_place(sold: Session, tmp_path: Path) -> None:
    made = back_up(sold, tmp_path)
    close_book()
    done = restore(made.path, tmp_path / "new.samut")
    assert done.put_aside is None
    assert done.documents == 1
    assert not preview_restore(made.path, tmp_path / "none.samut").lost_documents


def test_another_book_is_put_aside_all_the_same(sold: Session, tmp_path: Path) -> None:
    made = back_up(sold, tmp_path)
    close_book()
    make_book(tmp_path, "other.samut")
    product(open_book(tmp_path / "other.samut"), "อื่น")
    close_book()
    from app.services.books import create_book

    create_book(tmp_path / "third.samut", name="x")
    close_book()
    assert not preview_restore(made.path, tmp_path / "third.samut").same_book
    done = restore(made.path, tmp_path / "third.samut")
    assert done.put_aside is not None
    with opened(done.put_aside):
        assert count_products() == 0


def test_over_a_book_that_crashed(sold: Session, tmp_path: Path) -> None:
    """The old WAL must neither be lost nor be read into the new book."""
    path = books.open_path()
    made = back_up(sold, tmp_path)
    for _ in range(7):
        sell(sold)
    crashed = tmp_path / "crash"
    crashed.mkdir()
    for file in (path, *files.side_files(path)):
        if file.exists():
            copy_of(file, crashed / file.name)
    close_book()
    assert (crashed / (path.name + "-wal")).stat().st_size > 0
    done = restore(made.path, crashed / path.name)
    assert parts(crashed) == []
    assert done.put_aside is not None
    assert files.state(done.put_aside).documents == 8
    with opened(crashed / path.name):
        assert check_books() == []
    assert files.state(crashed / path.name).documents == 1


def test_over_a_damaged_book_its_bytes_are_kept(sold: Session, tmp_path: Path) -> None:
    path = books.open_path()
    made = back_up(sold, tmp_path)
    close_book()
    broken = b"SQLite format 3\0" + b"\x33" * 9000
    path.write_bytes(broken)
    done = restore(made.path, path)
    assert done.put_aside is not None
    assert done.put_aside.read_bytes() == broken
    with opened(path):
        assert check_books() == []


def test_restore_refusals(sold: Session, tmp_path: Path) -> None:
    path = books.open_path()
    made = back_up(sold, tmp_path)
    with pytest.raises(RestoreOverOpenBookError):
        restore(made.path, path)
    with pytest.raises(RestoreOverOpenBookError):
        restore(path, tmp_path / "new.samut")
    close_book()
    before = path.read_bytes()
    with BookLock(path) as lock:
        assert lock.share()
        with pytest.raises(BookInUseError):
            restore(made.path, path)
    with pytest.raises(BookNotFoundError):
        restore(tmp_path / "none", path)
    with pytest.raises(PathIsFolderError):
        restore(tmp_path, path)
    with pytest.raises(FolderMissingError):
        restore(made.path, tmp_path / "away" / "x.samut")
    text = tmp_path / "text.samut"
    text.write_text("hello")
    with pytest.raises(NotABookFileError):
        restore(text, path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*before restore*"))


def test_a_newer_backup_is_refused(sold: Session, tmp_path: Path) -> None:
    made = back_up(sold, tmp_path)
    path = books.open_path()
    close_book()
    with sqlite3.connect(made.path) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    with pytest.raises(NewerBookFileError):
        restore(made.path, path)
    with pytest.raises(NewerBookFileError):
        preview_restore(made.path, path)


@pytest.mark.parametrize("cut", [1_000, 50_000, 200_000])
def test_a_cut_backup_is_refused(sold: Session, tmp_path: Path, cut: int) -> None:
    made = back_up(sold, tmp_path)
    path = books.open_path()
    close_book()
    before = path.read_bytes()
    made.path.write_bytes(made.path.read_bytes()[:-cut])
    with pytest.raises(BackupDamagedError):
        restore(made.path, path)
    assert path.read_bytes() == before


def test_a_backup_whose_chain_was_touched_is_refused(sold: Session, tmp_path: Path) -> None:
    made = back_up(sold, tmp_path)
    close_book()
    with sqlite3.connect(made.path) as touched:
        touched.execute("UPDATE chain_head SET sequence = 9")
    touched.close()
    with pytest.raises(BackupDamagedError):
        restore(made.path, tmp_path / "new.samut")
    assert not (tmp_path / "new.samut").exists()


STEPS = ("copy_book", "changing", "settle", "sync_folder")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("nth", [1, 2])
def test_a_restore_that_fails_half_way_leaves_one_whole_book(
    sold: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, nth: int
) -> None:
    path = books.open_path()
    made = back_up(sold, tmp_path)
    sell(sold)
    close_book()
    whole = getattr(files, step)
    calls = [0]

    def fail(*arguments: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] == nth:
            raise OSError(28, "No space left on device")
        return whole(*arguments, **named)

    monkeypatch.setattr(files, step, fail)
    failed = True
    try:
        restore(made.path, path)
        failed = False
    except DiskFullError:
        pass
    monkeypatch.undo()
    assert failed == (calls[0] >= nth)
    assert parts(tmp_path) == []
    with opened(path):
        assert check_books() == []
    assert files.state(path).documents in (1, 2)


def test_killed_at_any_moment_there_is_one_whole_book(sold: Session, tmp_path: Path) -> None:
    """Kill after n system calls that change files: the book is the old or the new one, nothing between."""
    path = books.open_path()
    made = back_up(sold, tmp_path)
    sell(sold)
    close_book()
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom db import files\nfrom app.services import restoring\n"
        "left = [int(sys.argv[1])]\n"
        "def dying(real):\n"
        "    def call(*a, **k):\n"
        "        left[0] -= 1\n"
        "        if left[0] < 0: os._exit(9)\n"
        "        return real(*a, **k)\n"
        "    return call\n"
        "for name in ('copy_book', 'settle', 'sync_folder', 'state', 'faults', 'changing', 'side_files'):\n"
        "    setattr(files, name, dying(getattr(files, name)))\n"
        "Path.replace = dying(Path.replace)\nPath.unlink = dying(Path.unlink)\n"
        f"restoring.restore(Path({str(made.path)!r}), Path({str(path)!r}))\n"
    )
    seen = set()
    for moment in range(3, 70, 5):
        done = subprocess.run(
            [sys.executable, "-c", code, str(moment)], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode in (0, 9), done.stderr
        with opened(path):
            assert check_books() == []
        seen.add(files.state(path).documents)
        if done.returncode == 0:
            break
    assert seen == {1, 2}


def test_restore_to_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    session = make_book(small_disk)
    sell(session)
    made = back_up(session, tmp_path)
    path = books.open_path()
    close_book()
    (small_disk / "filler").write_bytes(bytes(100_000))
    with pytest.raises(DiskFullError):
        restore(made.path, path)
    with opened(path):
        assert check_books() == []
    assert parts(small_disk) == []


def test_an_older_backup_is_upgraded_on_the_way(
    sold: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db import migrate as migrations

    made = back_up(sold, tmp_path)
    close_book()

    def add_column(connection: Any) -> None:
        connection.execute("ALTER TABLE category ADD COLUMN colour TEXT")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, add_column))
    monkeypatch.setattr(migrations, "VERSION", VERSION + 1)
    monkeypatch.setattr(books, "VERSION", VERSION + 1)
    monkeypatch.setattr(restoring, "VERSION", VERSION + 1)
    kept = made.path.read_bytes()
    done = restore(made.path, tmp_path / "new.samut")
    assert files.identity(done.path)[1] == VERSION + 1
    assert made.path.read_bytes() == kept, "the backup itself stays as it is"


def test_names_of_the_replaced_book_are_forgotten(sold: Session, tmp_path: Path) -> None:
    """Ids mean other rows in another book under the same path; what was cached must go."""
    path = books.open_path()
    close_book()
    from app.services.books import create_book

    other = create_book(tmp_path / "other.samut", name="x")
    made = back_up(other, tmp_path / ".")
    close_book()
    restore(made.path, path)
    session = open_book(path)
    sell(session)
    assert check_books() == []


def test_the_lock_file_alone_is_no_book(tmp_path: Path) -> None:
    path = book_file(tmp_path)
    open_book(path)
    close_book()
    path.unlink()
    with pytest.raises(BookNotFoundError):
        open_book(path)
    assert not book.database.database


def test_a_backup_with_a_fault_comes_back_with_the_fault_told(sold: Session, tmp_path: Path) -> None:
    made = back_up(sold, tmp_path)
    path = books.open_path()
    close_book()
    with sqlite3.connect(made.path) as touched:
        touched.execute("UPDATE month_balance SET debit = debit + 1")
    touched.close()
    assert restore(made.path, path).findings
    with opened(path):
        assert check_books() != []


def test_settings_that_cannot_be_written_stop_no_restore(
    sold: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(sold, tmp_path)
    close_book()
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SAMUT_SETTINGS", str(tmp_path / "file" / "deeper"))
    assert restore(made.path, tmp_path / "new.samut").epoch == 2


def test_what_a_killed_program_left_is_removed(sold: Session, tmp_path: Path) -> None:
    path = books.open_path()
    old, new = tmp_path / f".{path.name}.1-a.part", tmp_path / f".{path.name}.1-b.part-journal"
    for left in (old, new):
        left.touch()
    os.utime(old, (0, 0))
    made = back_up(sold, tmp_path)
    assert (old.exists(), new.exists()) == (False, True), "what is still being written stays"
    close_book()
    os.utime(new, (0, 0))
    restore(made.path, path)
    assert not new.exists()
