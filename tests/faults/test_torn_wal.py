"""The WAL ends anywhere or has a flipped bit: what was folded into the book is there, the rest in order."""

import random
from pathlib import Path

from app.queries.integrity import check_books
from app.services.books import checkpoint, close_book, open_path
from db import files
from tests.builders import opened
from tests.faults.counting import every, many, tried
from tests.faults.works import numbers
from tests.stall import Stall

WAL_HEADER, FRAME_HEADER = 32, 24
SEED = 2569


def live(folder: Path) -> tuple[bytes, bytes, int, list[str], list[str]]:
    """A book in use: file, WAL, bytes of a frame, and the documents folded in and of all."""
    stall = Stall(folder)
    stall.sell(stall.line(stall.kapi, 1, 5900))
    checkpoint()
    folded = numbers()
    for turn in range(5):
        stall.sell(stall.line(stall.tea, 1, 8900), stall.line(stall.soap, turn + 1, 3500))
    path = open_path()
    book, wal, everything = path.read_bytes(), files.side_files(path)[0].read_bytes(), numbers()
    close_book()
    frame = FRAME_HEADER + int.from_bytes(wal[8:12], "big")
    return book, wal, frame, folded, everything


def found(book: bytes, wal: bytes, path: Path) -> tuple[list[str], bool]:
    """The documents of a book with such a WAL, and whether it is sound."""
    files.remove(*files.side_files(path))
    path.write_bytes(book)
    files.side_files(path)[0].write_bytes(wal)
    with opened(path):
        return numbers(), not check_books()


def test_cut_anywhere(tmp_path: Path) -> None:
    book, wal, frame, folded, everything = live(tmp_path)
    assert len(everything) == len(folded) + 5
    ends = range(WAL_HEADER, len(wal) + 1, frame)
    cuts = [0, WAL_HEADER // 2, *ends]
    for part in (1, FRAME_HEADER, FRAME_HEADER + 1, frame // 2, frame - 1):
        cuts += [end + part for end in ends[:-1]]
    most = len(folded)
    for cut in [*sorted(cuts)[:: every(6)], len(wal)]:
        there, sound = found(book, wal[:cut], tmp_path / "torn.samut")
        lost = there != everything[: len(there)] or len(there) < most
        tried("torn WAL: cut", lost=lost, corrupt=not sound)
        assert sound
        assert not lost, f"cut at {cut}: {there}"
        most = len(there)
    assert most == len(everything)


def test_flipped_anywhere(tmp_path: Path) -> None:
    book, wal, frame, folded, everything = live(tmp_path)
    chance = random.Random(SEED)
    fewer = 0
    for place in range(0, len(wal), frame // many(1, 8)):
        torn = bytearray(wal)
        place += chance.randrange(min(frame // many(1, 8), len(wal) - place))
        torn[place] ^= 1 << chance.randrange(8)
        there, sound = found(book, bytes(torn), tmp_path / "torn.samut")
        lost = there != everything[: len(there)] or len(there) < len(folded)
        tried("torn WAL: flipped bit", lost=lost, corrupt=not sound)
        assert sound
        assert not lost, f"flipped at {place}: {there}"
        fewer += there != everything
    assert fewer > 5
