"""A run that was killed or crashed is told of once, at the next start; a crash by its places only."""

import os
import signal
import subprocess
import sys

import pytest

from app import logs
from ui.last_run import begin_run, crash_lines, end_run

RUN = """
import os, sys
from pathlib import Path
from ui.last_run import begin_run, end_run
canary = sys.stdin.readline().strip()
run, last = begin_run(Path(sys.argv[1]))
print("unexpected" if last else "as it should", flush=True)
def somewhere(secret):
    {ending}
somewhere(canary)
"""
ENDINGS = {
    "crash": "import ctypes; ctypes.string_at(0)",
    "abort": "os.abort()",
    "kill": "os.kill(os.getpid(), 9)",
    "power cut": "os._exit(0)",
}
CANARY = "CANARY-ป้าแดง"


def run(folder, ending):
    return subprocess.run(
        [sys.executable, "-c", RUN.format(ending=ending), str(folder)],
        input=CANARY + "\n",
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture(autouse=True)
def _no_log():
    yield
    logs.tear_down()


def test_a_good_end_is_nothing_to_tell(tmp_path):
    for _time in range(2):
        assert run(tmp_path, "end_run(run)").stdout == "as it should\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_bad_end_is_told_once(tmp_path, ending):
    run(tmp_path, ENDINGS[ending])
    assert run(tmp_path, "end_run(run)").stdout == "unexpected\n"
    assert run(tmp_path, "end_run(run)").stdout == "as it should\n"


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind")
@pytest.mark.parametrize("ending", ["crash", "abort"])
def test_a_crash_leaves_its_places_and_no_data(tmp_path, ending):
    crashed = run(tmp_path, ENDINGS[ending])
    assert crashed.returncode in (-signal.SIGSEGV, -signal.SIGABRT)
    assert CANARY not in crashed.stderr
    (file,) = tmp_path.glob("run-*.crash")
    assert CANARY not in file.read_text(encoding="utf-8", errors="replace")
    path = logs.set_up("t", tmp_path / "log")
    this_run, last = begin_run(tmp_path)
    end_run(this_run)
    assert last is not None
    assert any(line.endswith(":somewhere") for line in last.lines)
    assert "somewhere" in path.read_text(encoding="utf-8")


def test_another_window_that_is_open_is_no_crash(tmp_path):
    first, _last = begin_run(tmp_path)
    script = RUN.format(ending="end_run(run)")
    other = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], input="\n", capture_output=True, encoding="utf-8"
    )
    assert other.stdout == "as it should\n"
    end_run(first)


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_start(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert begin_run(tmp_path / "file") == (None, None)


def test_only_kind_and_places_are_read_from_a_crash():
    text = (
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x01 (most recent call first):\n"
        f'  File "/home/{CANARY}/x.py", line 3 in f\n'
        f'  File "/home/{CANARY}/.venv/lib/site-packages/peewee.py", line 7 in execute\n{CANARY}\n'
    )
    assert crash_lines(text) == (
        "Segmentation fault",
        "elsewhere:3:f",
        "packages/peewee.py:7:execute",
    )
