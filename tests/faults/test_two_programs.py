"""Two programs on one book: the window posts while the command line sells; nobody is told "locked"."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from app.queries.integrity import check_books
from app.services.books import close_book, open_book, open_path
from tests.faults.counting import many, tried
from tests.faults.works import numbers
from tests.stall import DAY, Stall

ROOT = Path(__file__).parents[2]
PAUSE = 0.005
"""Seconds between two sales of the window. SQLite's lock is not fair: without any pause, at 1,500 sales a
second, another program may wait longer than five seconds, and is told that the book is in use."""


def selling(path: Path) -> "subprocess.Popen[str]":
    """The command line, selling once."""
    command = [sys.executable, "-X", "utf8", "-m", "ui.cli", "sell", str(path), "--item", "TEA=1"]
    return subprocess.Popen(
        [*command, "--cash", "89", "--date", DAY.isoformat(), "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_both_sell_at_once(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    path = open_path()
    told = []
    for _turn in range(many(3, 60)):
        others = [selling(path), selling(path)]
        while any(other.poll() is None for other in others):
            told.append(stall.sell(stall.line(stall.kapi, 1, 5900)).posted.number)
            time.sleep(PAUSE)
        for other in others:
            answer, error = other.communicate()
            tried("two programs: command line", lost=other.returncode != 0)
            assert other.returncode == 0, error
            told.append(json.loads(answer)["number"])
    tried("two programs: window", len(told))
    close_book()
    open_book(path)
    there, findings = numbers(), check_books()
    lost = set(told) - set(there)
    tried("two programs: window", 0, lost=len(lost), corrupt=bool(findings))
    assert not lost
    assert len(told) == len(set(told))
    assert len(there) == len(told) + 1
    assert findings == []
