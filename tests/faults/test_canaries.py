"""Names, amounts and secrets are found nowhere after everything failed: log, report, terminal, file, process.

The book and its copies are encrypted here, so that they may be searched like everything else.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.books import close_book, create_book
from tests.faults.counting import tried

WORDS = {
    "book": "กลุ่มแม่บ้านคานารี",
    "leader": "ประธานคานารี",
    "password": "คานารีบินสูงใต้ฟ้า7",
    "seller": "CanarySeller",
    "password2": "canary-flies-over-9-hills",
    "pin": "830517",
    "customer": "ป้าคานารี ใจดี",
    "phone": "0000000039",
}
AMOUNT = 91_827_364
POSIX = pytest.mark.skipif(os.name == "nt", reason="looks at itself through /proc")


def spellings(word: str) -> set[bytes]:
    """A word as files and processes may hold it."""
    utf8 = word.encode()
    escaped = word.encode("ascii", "backslashreplace")
    return {
        utf8,
        word.encode("utf-16-le"),
        escaped,
        utf8.hex().encode(),
        utf8.hex().upper().encode(),
        base64.b64encode(utf8)[:-4],
        repr(utf8)[2:-1].encode(),
        json.dumps(word)[1:-1].encode(),
    }


def canaries(words: dict[str, str]) -> dict[str, set[bytes]]:
    """Every word in every spelling; a code also without its gaps."""
    found = {name: spellings(word) for name, word in words.items()}
    found["customer"] |= spellings(words["customer"].split()[0])
    if "code" in words:
        found["code"] |= spellings("".join(sign for sign in words["code"] if sign.isalnum()))
    amounts = (str(AMOUNT), f"{AMOUNT / 100:,.2f}", f"{AMOUNT / 100:.2f}", f"{AMOUNT * 10_000}")
    return {**found, "amount": {each.encode() for each in amounts}}


def places(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file under a folder, its name included."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.name.encode() + b"\0" + path.read_bytes()


def leaks(folder: Path, words: dict[str, str], **streams: bytes) -> list[str]:
    """Where which canary sits."""
    wanted = canaries(words)
    everywhere = [*places(folder), *streams.items()]
    return [
        f"{name} in {place}"
        for place, data in everywhere
        for name, spelled in wanted.items()
        if any(each in data for each in spelled if len(each) >= 6)
    ]


def own_environment(folder: Path) -> dict[str, str]:
    """Every place that a program writes to lies in the folder."""
    homes = {
        name: str(folder / name.lower()) for name in ("HOME", "TMPDIR", "SAMUT_SETTINGS", "XDG_DATA_HOME")
    }
    for home in homes.values():
        Path(home).mkdir()
    return {
        **{
            name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ
        },
        **homes,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def run(folder: Path, command: list[str], given: str) -> subprocess.CompletedProcess[bytes]:
    """Run Python on something, the secrets on standard input only."""
    return subprocess.run(
        [sys.executable, *command],
        input=given.encode(),
        capture_output=True,
        cwd=folder,
        env=own_environment(folder),
        check=False,
        timeout=120,
    )


@POSIX
def test_a_window_in_which_everything_fails_says_nothing_of_anybody(tmp_path: Path) -> None:
    given = json.dumps({"words": WORDS, "amount": AMOUNT}) + "\n"
    done = run(tmp_path, ["-m", "tests.faults.canary_run", str(tmp_path)], given)
    assert done.returncode == -6, done.stderr.decode()[-2000:]
    words = {**WORDS, **json.loads(done.stdout)}
    found = leaks(tmp_path, words, stderr=done.stderr)
    tried("canaries: window, everything fails", lost=len(found))
    assert found == []
    log = (tmp_path / "samut_settings" / "log" / "samut.log").read_text(encoding="utf-8")
    for kind in ("ValueError", "OnPurposeError", "LookupError", "ExceptionGroup", "because of RuntimeError"):
        assert kind in log
    report = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "encrypted" in report
    assert "ExceptionGroup" in report
    assert "purchase: 1" in report
    assert list(tmp_path.rglob("run-*.crash"))


COMMAND = """
import sys
import ui.cli
def fail(*given, **named):
    inside = (given, named, {words!r})
    raise ValueError(inside)
ui.cli.check_books = fail
sys.exit(ui.cli.main())
"""


def test_a_command_that_breaks_is_one_line(tmp_path: Path) -> None:
    book = tmp_path / "book.samut"
    create_book(book, name=WORDS["book"], leader=WORDS["leader"], password=WORDS["password"], encrypted=True)
    close_book()
    # The words stand in the failing code itself, which a traceback would print.
    command = ["-c", COMMAND.format(words=WORDS), "check", str(book)]
    options = ["--user", WORDS["leader"], "--secret-stdin"]
    done = run(tmp_path, [*command, *options], WORDS["password"] + "\n")
    found = leaks(tmp_path, WORDS, stderr=done.stderr, stdout=done.stdout)
    tried("canaries: command line", lost=len(found))
    assert found == []
    assert done.returncode == 3, done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1
    assert "ValueError" in done.stderr.decode()
    assert "ValueError" in (tmp_path / "samut_settings" / "log" / "samut-cli.log").read_text(encoding="utf-8")


def test_a_leak_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "x.log").write_text(f"{AMOUNT / 100:,.2f} {json.dumps(WORDS['leader'])}", encoding="utf-8")
    found = leaks(tmp_path, WORDS, stderr=WORDS["customer"].encode("utf-16-le"))
    assert {"leader in x.log", "amount in x.log", "customer in stderr"} <= set(found)
