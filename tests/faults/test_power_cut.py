"""The power goes at any write of a sale: what was answered is there, and the book adds up."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw
import pytest

from app.queries.integrity import check_books
from app.services.books import checkpoint, close_book, open_book, open_path
from db import connection as book
from tests.faults.power import Disk, RecordingVfs, connect_recording, images
from tests.stall import Stall

SALES = 12
IMAGES = 500


@contextmanager
def recorded(disk: Disk, monkeypatch: pytest.MonkeyPatch, **pragmas: str | int) -> Iterator[RecordingVfs]:
    """Every connection to a book in this ``with`` writes through the recording disk."""
    vfs = RecordingVfs(disk, f"recording-{id(disk)}")
    with monkeypatch.context() as patched:
        for name, value in pragmas.items():
            patched.setitem(book.PRAGMAS, name, value)

        def connect(database: Any) -> Any:
            return connect_recording(Path(database.database), vfs)

        patched.setattr(book.BookDatabase, "_connect", connect)
        patched.setattr(book, "DatabaseError", apsw.Error)
        yield vfs
        close_book()
    vfs.unregister()


def sold_on(folder: Path, monkeypatch: pytest.MonkeyPatch, **pragmas: str | int) -> tuple[Disk, list[str]]:
    """A few sales, returns and purchases on the recording disk, with what was answered."""
    stall = Stall(folder)
    path = open_path()
    close_book()
    disk = Disk({path.name: path.read_bytes()})
    numbers = []
    with recorded(disk, monkeypatch, **pragmas):
        stall.session = open_book(path)
        for turn in range(SALES):
            sold = stall.sell(stall.line(stall.kapi, turn % 3 + 1, 5900), stall.line(stall.tea, 1, 8900))
            numbers.append(sold.posted.number)
            disk.answered(sold.posted.number)
            if turn % 4 == 3:
                checkpoint()
                back = stall.take_back(sold, 1, 1, 59_00)
                numbers.append(back.posted.number)
                disk.answered(back.posted.number)
    return disk, numbers


def found_after(files: dict[str, bytes], folder: Path) -> list[str] | None:
    """The numbers in a book that was found after a cut; None when it is not sound."""
    for old in folder.iterdir():
        old.unlink()
    for name, data in files.items():
        if not name.endswith("-shm"):
            (folder / name).write_bytes(data)
    path = next(each for each in folder.iterdir() if each.suffix == ".samut")
    try:
        # Looking needs no durability of its own.
        with patch.dict(book.PRAGMAS, synchronous=0):
            open_book(path)
        try:
            if check_books():
                return None
            return [row[0] for row in book.fetch("SELECT number FROM document ORDER BY id")]
        finally:
            close_book()
    except Exception:  # a book that cannot be opened is lost, whatever the reason
        return None


@pytest.mark.slow
def test_no_answered_sale_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk, numbers = sold_on(tmp_path, monkeypatch)
    assert disk.syncs() >= len(numbers)
    folder = tmp_path / "after"
    folder.mkdir()
    chance = random.Random(1)
    every = max(len(disk.calls) * 2 // (IMAGES + IMAGES // 2), 1)
    seen = set()
    for turn, (files, answered) in enumerate(images(disk, chance, each=2)):
        mark = hash(tuple(sorted(files.items())))
        if turn % every or mark in seen:
            continue
        seen.add(mark)
        found = found_after(files, folder)
        assert found is not None, f"the book is broken after {answered} sales"
        there = [number for number in found if number in numbers]
        assert there[:answered] == numbers[:answered], f"{answered} were answered, {len(there)} are there"
    assert len(seen) >= IMAGES


@pytest.mark.slow
def test_weaker_setting_is_seen_to_lose_sales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk, numbers = sold_on(tmp_path, monkeypatch, synchronous=1)
    folder = tmp_path / "after"
    folder.mkdir()
    lost = 0
    for turn, (files, answered) in enumerate(images(disk, random.Random(1))):
        if turn % 5 == 0:
            found = found_after(files, folder)
            lost += (
                found is None or [each for each in found if each in numbers][:answered] != numbers[:answered]
            )
    assert lost > 5
