"""The power goes while a book is copied or brought back: an answered copy is whole, a book is old or new."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from app.services import backup
from app.services.backup import back_up, back_up_to
from app.services.books import close_book, create_book, open_book, open_path
from app.services.doors import Credential
from app.services.restoring import restore
from db import connection as book
from db import files, key_file, sealing
from tests.faults.after_cut import BrokenError, LostError, Tally, cut_everywhere, look, sound
from tests.faults.counting import many
from tests.faults.power import Image
from tests.faults.recording import POSSIBLE, recording
from tests.stall import Stall

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not POSSIBLE, reason="the engine is not reached from outside here"),
]

IMAGES = many(20, 900)
SEED = 2571
PASSWORD = "ปลาทู ข้าวสาร ทะเล ลมหนาว"
CREDENTIAL = Credential(name="ผู้นำ", password=PASSWORD)
KINDS = ("plain", "with people", "encrypted")
DAMAGE = b"scratch!"
CHEAP = key_file.Cost(1, 64, 1)


@dataclass(slots=True)
class Shop:
    """A stall on a disk with a folder for copies, open."""

    stall: Stall
    path: Path
    copies: Path
    credential: Credential | None

    def sell(self, times: int = 1) -> None:
        for _turn in range(times):
            self.stall.sell(self.stall.line(self.stall.tea, 1, 8900))

    def open(self) -> None:
        self.stall.session = open_book(self.path, credential=self.credential)

    def crash(self) -> None:
        """Leave the book as a killed program does: with its last sale in the WAL only."""
        wal = files.side_files(self.path)[0]
        kept = {each: each.read_bytes() for each in (self.path, wal)}
        assert kept[wal], "nothing stands in the WAL"
        close_book()
        for each, data in kept.items():
            each.write_bytes(data)


def shop(folder: Path, kind: str) -> Shop:
    (folder / "copies").mkdir(parents=True)
    if kind == "plain":
        stall = Stall(folder)
        return Shop(stall, open_path(), folder / "copies", None)
    with patch.object(key_file, "COST", CHEAP):
        session = create_book(
            folder / "สมุด.samut", name="กลุ่ม", leader="ผู้นำ", password=PASSWORD, encrypted=kind == "encrypted"
        )
    return Shop(Stall(folder, session), open_path(), folder / "copies", CREDENTIAL)


def unsealed(copy: Path, target: Path, credential: Credential | None) -> Path:
    """A sealed copy as a book of its own; raises BrokenError."""
    for old in target.parent.glob(f"{target.name}*"):
        old.unlink()
    try:
        restore(copy, target, credential=credential)
    except Exception as error:  # whatever the reason
        raise BrokenError(f"{copy.name}: {error!r}") from error
    return target


def backed_up(folder: Path, kind: str, wanted: int, fault: str = "") -> Tally:
    """Copies taken between sales, one of them in place of an older one."""
    with patch.object(key_file, "COST", CHEAP):
        at = shop(folder, kind)
        one = at.copies / "ทุกวัน.samut"
        due_first = {back_up_to(at.stall.session, one).path.name: 1}
        close_book()
        with recording(folder) as disk:
            at.open()
            for turn in range(3):
                at.sell()
                disk.answered(f"sold {turn}")
                made = back_up_to(at.stall.session, one) if turn else back_up(at.stall.session, at.copies)
                disk.answered(f"copied {made.documents} {made.path.name}")
            close_book()
    last = len(look(at.path, at.credential).numbers)

    def judge(where: Path, image: Image) -> None:
        due = dict(due_first)
        for line in image.answered:
            if line.startswith("copied"):
                _copied, documents, name = line.split(" ", 2)
                due[name] = int(documents)
        there = {each.name for each in (where / "copies").glob("[!.]*.samut*") if each.suffix != ".keys"}
        if missing := due.keys() - there:
            raise LostError(f"the copies {missing}")
        for name in there:
            copy = where / "copies" / name
            if copy.suffix == sealing.END:
                copy = unsealed(copy, where / "opened.samut", at.credential)
            numbers = sound(copy, at.credential).numbers
            if len(numbers) < due.get(name, 1):
                raise LostError(f"{name} holds {len(numbers)} documents, {due[name]} were said to be in it")
        sold = sum(line.startswith("sold") for line in image.answered)
        if len(sound(where / at.path.name, at.credential).numbers) < last - 3 + sold:
            raise LostError("a sale")

    return cut_everywhere(disk, folder, judge, seed=SEED, wanted=wanted, fault=fault)


@pytest.mark.parametrize("kind", [*KINDS, "sealed"])
def test_copying_is_cut(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "sealed":  # to a stick
        monkeypatch.setattr(backup, "leaves", lambda path: path.parent.name == "copies")
    tally = backed_up(tmp_path / "disk", kind, IMAGES, "power cut: backup")
    assert not tally.wrong, tally
    assert tally.tried > IMAGES // 5


@contextmanager
def no_syncs(*names: str) -> Iterator[None]:
    """Our own pushing to the disk does nothing; SQLite's stays."""
    nothing: dict[str, Any] = dict.fromkeys(names, lambda _path: None)
    with patch.multiple(files, **nothing):
        yield


def test_copies_that_are_not_synced_are_seen_to_be_lost(tmp_path: Path) -> None:
    with no_syncs("sync_folder"):
        tally = backed_up(tmp_path / "folder", "plain", 60)
    assert tally.lost, tally


# ---------------------------------------------------------------- bringing back


def brought_back(folder: Path, kind: str, state: str, wanted: int, fault: str = "") -> Tally:
    """A copy brought back over a book that was closed, killed or damaged, and that undone."""
    with patch.object(key_file, "COST", CHEAP):
        at = shop(folder, kind)
        at.sell(2)
        made = back_up(at.stall.session, at.copies)
        copied = len(numbers())
        at.sell(40)
        old = tuple(numbers())
        if state == "closed":
            close_book()
        else:
            at.crash()
        if state == "damaged":
            data = at.path.read_bytes()
            at.path.write_bytes(data[:4096] + DAMAGE * (len(data) // 8 - 512))
        with recording(folder) as disk:
            restored = restore(made.path, at.path, credential=at.credential)
            disk.answered("restored")
            if state != "damaged":
                assert restored.put_aside is not None
                at.open()  # once opened, it is in WAL mode
                close_book()
                restore(restored.put_aside, at.path, credential=at.credential)
                disk.answered("undone")
    assert restored.documents == copied

    def judge(where: Path, image: Image) -> None:
        there = where / at.path.name
        asides = sorted(where.glob("*(before restore*.samut"))
        if not there.exists():
            raise LostError("the book")
        if state == "damaged" and there.read_bytes().count(DAMAGE) > 999 and not image.answered:
            restore(where / "copies" / made.path.name, there, credential=at.credential)
            return  # as it was, and the second try works
        found = sound(there, at.credential)
        if len(found.numbers) == copied and found.epoch == 2:
            if not asides or (state != "damaged" and not holds(asides, old, at.credential)):
                raise LostError("what was there before")
            if len(image.answered) > 1:
                raise LostError("the restore was undone")
        elif found.numbers == old:
            if found.epoch != (3 if len(image.answered) > 1 else found.epoch):
                raise LostError("the undoing")
            if found.epoch == 1 and image.answered:
                raise LostError("the restore")
        else:
            raise BrokenError(f"{len(found.numbers)} documents in epoch {found.epoch}")

    return cut_everywhere(disk, folder, judge, seed=SEED, wanted=wanted, fault=fault)


def holds(asides: list[Path], numbers: tuple[str, ...], credential: Credential | None) -> bool:
    return any(look(each, credential).numbers == numbers for each in asides)


def numbers() -> list[str]:
    return [row[0] for row in book.fetch("SELECT number FROM document ORDER BY id")]


@pytest.mark.parametrize("state", ["closed", "killed", "damaged"])
@pytest.mark.parametrize("kind", KINDS)
def test_bringing_back_is_cut(kind: str, state: str, tmp_path: Path) -> None:
    tally = brought_back(tmp_path / "disk", kind, state, IMAGES, "power cut: restore")
    assert not tally.wrong, tally
    assert tally.tried > IMAGES // 5


def test_a_restore_that_is_not_synced_is_seen_to_be_lost(tmp_path: Path) -> None:
    with no_syncs("sync_folder", "sync_file"):
        tally = brought_back(tmp_path / "disk", "plain", "closed", 200)
    assert tally.lost, tally
