"""The log cannot hold what a person typed, however carelessly it is written to; small and private."""

import logging
import os
import stat
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest

from app import logs

NAME = "ป้าแดง ใจดี"
AMOUNT = 123_456_789
log = logging.getLogger("samut.test")


@pytest.fixture
def written(tmp_path):
    """Sets the log up; calling it gives what was written."""
    path = logs.set_up("t", tmp_path / "log")
    logs.forget_recent()
    yield lambda: path.read_text(encoding="utf-8") if path.exists() else ""
    logs.tear_down()
    logs.forget_recent()


class Colour(Enum):
    RED = "ป้าแดง"


def test_a_sentence_of_the_code_is_written_with_what_is_harmless(written):
    log.warning("%s of %s, %s, %s, %s", logs.plain(3), Colour.RED, None, ValueError, logs.plain("idle"))
    assert "3 of tests.services.test_logs.Colour.RED, None, ValueError, idle" in written()


def careless(name, amount):
    """Every way to be careless that came to mind."""
    log.warning("no copy for %s", name)
    log.warning(f"no copy for {name}")  # noqa: G004
    log.warning("no copy for " + name)  # noqa: G003
    log.warning("no copy for {}".format(name))  # noqa: G001, UP032
    log.warning("no copy for %s" % name)  # noqa: G002, UP031
    log.warning(name)
    log.warning("paid %d", amount)
    log.warning("paid %05.2f and %r", amount, name)
    log.warning("paid %(sum)s", {"sum": amount})
    log.warning("list %s", [name, amount])
    log.warning("wrong number of arguments %s %s", name)  # noqa: PLE1206
    log.warning("too many", name)  # noqa: PLE1205
    log.error(ValueError(name))
    log.warning("key %s", name.encode())
    log.warning("plain %s", logs.plain(name))
    log.warning("more", extra={"name_of_party": name})
    try:
        raise KeyError(name, amount)
    except KeyError as error:
        error.add_note(name)
        log.exception("failed for %s", name)
        log.error("failed", exc_info=error, stack_info=True)
        log.warning("failed %s", error)


def test_no_careless_call_can_leak(written, capfd):
    careless(NAME, AMOUNT)
    text = written()
    assert text.count("\n") > 15
    for canary in (NAME, "ใจดี", NAME.encode().hex(), repr(NAME.encode())[2:-1], str(AMOUNT), f"{AMOUNT:,}"):
        assert canary not in text
        assert canary not in "\n".join(logs.recent_lines())
    assert capfd.readouterr().err == ""


def test_where_it_was_and_what_kind_it_was_is_written(written):
    careless(NAME, AMOUNT)
    assert "KeyError" in written()
    assert "tests/services/test_logs.py:" in written()
    assert ":careless" in written()


def chained(name):
    try:
        try:
            Path("/nonexistent", name).read_text(encoding="utf-8")
        except OSError as error:
            raise ValueError(name) from error
    except ValueError as error:
        raise ExceptionGroup(name, [error, KeyError(name)]) from None


def test_causes_and_parts_are_followed_by_their_types(written):
    try:
        chained(NAME)
    except ExceptionGroup as error:
        log.error("failed", exc_info=error)
    text = written()
    for words in (
        "ExceptionGroup",
        "part ValueError",
        "part KeyError",
        "because of FileNotFoundError [errno 2]",
    ):
        assert words in text
    assert NAME not in text


def test_causes_in_a_circle_end(written):
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    log.error("failed", exc_info=first)
    assert written().count("KeyError") == 1


def test_the_folder_that_a_person_named_is_not_written():
    home = f"/home/{NAME}/samut"
    assert logs.place_of(f"{home}/x.py", 3, "f") == "elsewhere:3:f"
    installed = f"{home}/.venv/lib/python3.11/site-packages/peewee.py"
    assert logs.place_of(installed, 3, "f") == "packages/peewee.py:3:f"
    assert logs.place_of(f"<{NAME}>", 3, NAME) == f"<made>:3:{logs.HIDDEN}"


def test_a_class_that_was_named_after_a_person_is_hidden():
    assert NAME not in logs.type_name(type(NAME, (), {}))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files private by their folder")
def test_only_the_owner_may_read_it(written, tmp_path):
    old = tmp_path / "log" / "t.log"
    old.write_text("", encoding="utf-8")
    old.chmod(0o644)
    log.warning("hello")
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700


def test_it_stays_small(written, tmp_path, monkeypatch):
    logs.tear_down()
    monkeypatch.setattr(logs, "MOST_BYTES", 5_000)
    logs.set_up("t", tmp_path / "log")
    for _line in range(500):
        log.warning("one more line of the log, as long as such lines are")
    files = sorted((tmp_path / "log").glob("t.log*"))
    assert len(files) == logs.KEPT_FILES
    assert sum(file.stat().st_size for file in files) <= logs.KEPT_FILES * 5_000
    assert len(logs.recent_lines()) == logs.RECENT


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path, capfd):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert logs.set_up("t", tmp_path / "file" / "log") is None
    log.warning("hello %s", NAME)
    logs.tear_down()
    assert capfd.readouterr().err == ""


def test_a_disk_that_fails_makes_no_noise(written, tmp_path, monkeypatch, capfd):
    def full(*_given):
        raise OSError(28, "No space left on device", NAME)

    monkeypatch.setattr(logs, "open_private", full)
    log.warning("hello %s", NAME)
    assert capfd.readouterr().err == ""


LAST_RESORT = """
import sys, threading, warnings
from pathlib import Path
from app import logs
logs.set_up("t", Path(sys.argv[1]))
logs.take_over()
canary = sys.stdin.read().strip()
class Bad:
    def __del__(self):
        raise ValueError(canary)
Bad()
thread = threading.Thread(target=lambda: int(canary))
thread.start(); thread.join()
warnings.warn(canary)
{canary: 1}[canary + "x"]
"""


def test_what_nobody_caught_reaches_the_log_without_its_words(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LAST_RESORT, str(tmp_path)],
        input=NAME,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    text = (tmp_path / "t.log").read_text(encoding="utf-8")
    assert done.returncode == 1
    for kind in (
        "KeyError",
        "ValueError",
        "UserWarning",
        "uncaught in a thread",
        "ignored while cleaning up",
    ):
        assert kind in text
    assert NAME not in text
    assert done.stderr == "Samut: KeyError\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no core files")
def test_a_crash_leaves_no_image_of_our_memory():
    code = "import resource; from app import logs; logs.no_core_dumps(); print(resource.getrlimit(4)[0])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert int(done.stdout) in (0, 1)
