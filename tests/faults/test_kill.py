"""Killing the program at any moment of selling loses no sale that was answered and breaks nothing."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.queries.integrity import check_books
from app.queries.sales import document_by_number
from app.services.books import close_book, open_path
from db import connection as book
from tests.builders import opened
from tests.faults.counting import many, tried
from tests.stall import Stall

ROOT = Path(__file__).parents[2]
KILLS = many(8, 120)
CHECK_EVERY = 4
SEED = 2569


def seller(path: Path, seed: int) -> "subprocess.Popen[str]":
    """A stall that is ready to sell once it is told to."""
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "tests.faults.seller", str(path), str(seed)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        bufsize=1,
    )


def killed_while_selling(process: "subprocess.Popen[str]", chance: random.Random) -> list[str]:
    """Let it sell for a while, kill it anywhere; returns the numbers that it had answered."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    answered = [process.stdout.readline() for _turn in range(chance.choice((0, 1, 1, 2, 3, 8)))]
    time.sleep(chance.random() * 0.02 if answered else chance.random() * 0.1)
    process.kill()
    rest = process.stdout.read()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    # A line without its end was still being written: that sale had not been answered to anyone.
    lines = ("".join(answered) + rest).splitlines(keepends=True)
    return [line.strip() for line in lines if line.endswith("\n")]


@pytest.mark.slow
def test_killed_at_any_moment_of_selling(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    path = open_path()
    assert stall.bought.number
    close_book()
    chance = random.Random(SEED)
    answered: list[str] = []
    posted = 1
    waiting = seller(path, 0)
    try:
        for turn in range(1, KILLS + 1):
            selling, waiting = waiting, seller(path, turn)
            new = killed_while_selling(selling, chance)
            answered += new
            place = f"seed {SEED}, kill {turn}"
            with opened(path):
                gone = [number for number in new if document_by_number(number) is None]
                now = book.fetch_int("SELECT count(*) FROM document")
                findings = check_books() if turn % CHECK_EVERY == 0 else []
                tried("kill -9: posting", lost=int(bool(gone)), corrupt=int(bool(findings)))
                assert not gone, f"{place}: {gone} were answered and are lost"
                # At most the one that was being written stands beside those that were answered.
                assert posted + len(new) <= now <= posted + len(new) + 1, place
                assert not findings, place
                posted = now
    finally:
        waiting.kill()
        waiting.communicate()
    with opened(path):
        assert all(document_by_number(number) is not None for number in answered)
        assert check_books() == []
    assert len(answered) >= KILLS // 2
