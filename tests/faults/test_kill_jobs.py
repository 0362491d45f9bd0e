"""Killing the program while it works on a book's file: the old or the new is there, a second try works."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest

from app.services.books import close_book
from db import key_file
from tests.faults.after_cut import BrokenError, LostError
from tests.faults.counting import many, tried
from tests.faults.jobs import CHEAP, JOBS, Job
from tests.faults.recording import POSSIBLE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not POSSIBLE, reason="the engine is not reached from outside here"),
]

ROOT = Path(__file__).parents[2]
KILLS = many(5, 60)
SEED = 2573
ENDS = {str(number) for number in (0, int(signal.SIGKILL), int(signal.SIGALRM))}
HOURS_AGO = 3 * 3_600


@pytest.fixture(autouse=True)
def _cheap_hashes() -> Iterator[None]:
    with patch.object(key_file, "COST", CHEAP):
        yield


@contextmanager
def worker() -> Iterator["subprocess.Popen[str]"]:
    """The process that forks one child for every job."""
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "tests.faults.jobs"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@dataclass(slots=True)
class Ended:
    """What a job had answered when it ended; how many calls and seconds it took, 0 if it was killed."""

    answered: list[str] = field(default_factory=list)
    calls: int = 0
    seconds: float = 0.0


def done(
    process: "subprocess.Popen[str]", name: str, folder: Path, *, at: int = 0, after: float = 0.0
) -> Ended:
    """Let a job run, until it is killed at a call of the disk or after some seconds."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([name, str(folder), at, after]) + "\n")
    process.stdin.flush()
    ended = Ended()
    for line in process.stdout:
        word, _space, what = line.strip().partition(" ")
        if word == "answer":
            ended.answered.append(what)
        elif word == "seconds":
            ended.seconds = float(what)
        elif word == "calls":
            ended.calls = int(what)
        else:
            assert what in ENDS, f"{name} failed by itself"
            break
    return ended


def judged(job: Job, folder: Path, answered: list[str]) -> tuple[str, str]:
    """What is lost and what is broken after a kill, and after a second try."""
    try:
        with patch.dict(os.environ, SAMUT_SETTINGS=str(folder / "settings")):
            job.judge(folder, answered)
            for part in folder.rglob(".*.part*"):
                os.utime(part, (time.time() - HOURS_AGO,) * 2)
    except LostError as error:
        return str(error), ""
    except BrokenError as error:
        return "", str(error)
    finally:
        close_book()
    return "", ""


@pytest.mark.parametrize("name", JOBS)
def test_killed_anywhere(name: str, tmp_path: Path) -> None:
    job, start, folder = JOBS[name], tmp_path / "start", tmp_path / "book"
    start.mkdir()
    job.prepare(start)
    chance = random.Random(SEED)
    wrong: list[str] = []
    with worker() as process:

        def turn(at: int = 0, after: float = 0.0) -> Ended:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(start, folder)
            return done(process, name, folder, at=at, after=after)

        whole = turn()
        assert whole.answered
        assert judged(job, folder, whole.answered) == ("", "")
        for kill in range(KILLS):
            at, after = 1 + (whole.calls - 1) * kill // (KILLS - 1), 0.0
            if kill % 3 == 0:
                at, after = 0, 0.0001 + chance.random() * whole.seconds
            ended = turn(at, after)
            lost, broken = judged(job, folder, ended.answered)
            if not (lost or broken):
                again = done(process, name, folder)
                lost, broken = (
                    judged(job, folder, again.answered) if again.answered else ("", "no second try")
                )
                broken = broken or " ".join(each.name for each in folder.rglob(".*"))
            tried(f"kill -9: {name}", lost=int(bool(lost)), corrupt=int(bool(broken)))
            if lost or broken:
                wrong.append(f"seed {SEED}, kill {kill} at call {at}, {after:.4f} s: {lost or broken}")
    assert not wrong, wrong
