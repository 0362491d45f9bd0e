"""Copies taken while another program sells at full speed, brought back over the book that its kill left."""

import subprocess
import threading
import time
from pathlib import Path

import pytest

from app.services.backup import Backup, back_up
from app.services.books import close_book, open_book
from app.services.restoring import restore
from db import files
from tests.faults.after_cut import BrokenError, sound
from tests.faults.counting import many, tried
from tests.faults.test_kill import seller
from tests.stall import Stall

ROUNDS = many(3, 50)
COPIES = 2
PATIENCE = 60.0


class Selling:
    """A program that sells from now on; ``answered`` grows until it is killed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.answered: list[str] = []
        self._reader = threading.Thread(target=self._read)
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):  # one without its end had not been answered to anyone
                self.answered.append(line.strip())

    def more(self, than: int) -> None:
        """Wait until more than this has been answered."""
        until = time.monotonic() + PATIENCE
        while len(self.answered) <= than:
            assert time.monotonic() < until, "nothing is sold any more"
            time.sleep(0.001)

    def kill(self) -> list[str]:
        """End it on the spot; returns everything that it had answered."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        return self.answered


def missing(path: Path, answered: list[str]) -> tuple[list[str], str]:
    """Which of the answered numbers a book has not, and why it is broken."""
    try:
        there = set(sound(path).numbers)
    except BrokenError as error:
        return [], str(error)
    return [number for number in answered if number not in there], ""


def judge(fault: str, path: Path, answered: list[str]) -> None:
    lost, broken = missing(path, answered)
    tried(fault, lost=int(bool(lost)), corrupt=int(bool(broken)))
    assert not broken, f"{path.name}: {broken}"
    assert not lost, f"{path.name}: {lost}"


@pytest.mark.slow
def test_copies_while_selling_come_back_over_the_book_that_a_kill_left(tmp_path: Path) -> None:
    for turn in range(ROUNDS):
        folder = tmp_path / str(turn)
        (folder / "copies").mkdir(parents=True)
        Stall(folder)
        close_book()
        path = folder / "สมุด.samut"
        selling, taken = Selling(seller(path, turn)), list[tuple[Backup, list[str]]]()
        try:
            selling.more(3)
            session = open_book(path)
            for _copy in range(COPIES):
                known = list(selling.answered)
                taken.append((back_up(session, folder / "copies"), known))
                selling.more(len(known))
            close_book()
            selling.more(len(selling.answered) + 2)
        finally:
            answered = selling.kill()
        wal = files.side_files(path)[0]
        assert wal.stat().st_size, "the kill left nothing to fold in"
        restored = restore(taken[-1][0].path, path)
        assert restored.findings == ()
        assert restored.put_aside is not None
        judge("restore over a killed book", path, taken[-1][1])
        judge("restore over a killed book: what was put aside", restored.put_aside, answered)
        for number, (made, known) in enumerate(taken):
            other = folder / f"elsewhere {number}.samut"
            assert restore(made.path, other).findings == ()
            judge("backup while selling", other, known)
