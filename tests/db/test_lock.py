"""Locks between programs: shared by users, alone for a replacement, one window, freed by death."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.lock import BookLock, lock_path

HOLDER = """
import sys
from pathlib import Path
from db.lock import BookLock
lock = BookLock(Path(sys.argv[1]))
print(all(getattr(lock, name)() for name in sys.argv[2:]), flush=True)
sys.stdin.read()
"""


class Holder:
    """Another process that holds locks until it is let go or killed."""

    def __init__(self, book: Path, *names: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(book), *names],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self.process.stdout is not None
        self.got_it = self.process.stdout.readline().strip() == "True"

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "สมุด.samut"


@pytest.fixture
def holders() -> Iterator[list[Holder]]:
    started: list[Holder] = []
    yield started
    for holder in started:
        holder.kill()


def test_users_share_and_nobody_claims_beside_them(book: Path, holders: list[Holder]) -> None:
    holders.append(Holder(book, "share"))
    with BookLock(book) as mine:
        assert mine.share()
        assert not mine.claim()


def test_a_claim_keeps_everyone_out(book: Path, holders: list[Holder]) -> None:
    holders.append(Holder(book, "claim"))
    with BookLock(book) as mine:
        assert not mine.share()
        assert mine.claim_window()


def test_one_window(book: Path, holders: list[Holder]) -> None:
    holders.append(Holder(book, "share", "claim_window"))
    with BookLock(book) as mine:
        assert mine.share()
        assert not mine.claim_window()
        holders[0].kill()
        assert mine.claim_window()
        mine.release_window()
        holders.append(Holder(book, "claim_window"))
        assert holders[1].got_it


def test_death_frees_the_lock_and_its_file_may_stay(book: Path, holders: list[Holder]) -> None:
    holders.append(Holder(book, "claim", "claim_window"))
    holders[0].kill()
    assert lock_path(book).exists()
    with BookLock(book) as mine:
        assert mine.claim()


def test_two_openers_in_one_process_are_two(book: Path) -> None:
    with BookLock(book) as one, BookLock(book) as other:
        assert one.share()
        assert other.share()
        assert not one.claim()
        other.close()
        assert one.claim()


def test_the_book_itself_is_not_touched(book: Path) -> None:
    with BookLock(book) as lock:
        assert lock.claim()
    assert not book.exists()
    with pytest.raises(ValueError, match="closed"):
        lock.share()
