"""The key for other programs: who gets it, and that they open with it what this program wrote."""

import io
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from sqlcipher3 import dbapi2 as engine

from app.domain.roles import Role
from app.services import leaving, people
from app.services.books import close_book, open_book
from app.services.doors import Credential
from app.services.people import PersonData, add_user, start_signing_in
from app.settings import change_machine
from db.media import Medium
from tests.cli.conftest import Samut

LEADER = "กล้วยหอมทอง9"
SELLER = "ขนมปังหวาน"
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "without-samut.md"


@pytest.fixture(autouse=True)
def _in_english() -> None:
    change_machine(language="en")


@pytest.fixture
def staffed(stall_book: Path) -> Path:
    session = open_book(stall_book)
    start_signing_in(session, name="แดง", password=LEADER)
    add_user(session, PersonData("น้อย", Role.SELLER), password=SELLER)
    close_book()
    return stall_book


def key_lines(samut: Samut, book: Path, monkeypatch: pytest.MonkeyPatch, *who: str, secret: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(secret + "\n"))
    answer = samut("key", book, *(who or ("--user", "แดง")), "--secret-stdin")
    assert answer.code == 0, answer.err
    return answer.out


def identity_in(lines: str) -> str:
    (identity,) = [line for line in lines.splitlines() if line and not line.startswith("#")]
    return identity


def code_of(book: Path) -> str:
    session = open_book(book, credential=Credential("แดง", password=LEADER))
    code = people.recovery_code(session, password=LEADER).recovery_code
    close_book()
    return code


def test_another_age_program_opens_a_copy(
    samut: Samut, staffed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    monkeypatch.setattr(
        leaving, "medium_of", lambda where: Medium.REMOVABLE if where == stick else Medium.DISK
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(LEADER + "\n"))
    assert samut("backup", staffed, stick, "--user", "แดง", "--secret-stdin").code == 0
    (copy,) = stick.glob("*.samut.age")
    lines = key_lines(samut, staffed, monkeypatch, secret=LEADER)
    identity = pyrage.x25519.Identity.from_str(identity_in(lines))
    opened = tmp_path / "opened.samut"
    opened.write_bytes(pyrage.decrypt(copy.read_bytes(), [identity]))
    with engine.connect(str(opened)) as connection:
        assert connection.execute("SELECT count(*) FROM product").fetchone() == (3,)


def test_the_recovery_code_brings_a_sealed_copy_back_without_its_key_file(
    samut: Samut, staffed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    monkeypatch.setattr(
        leaving, "medium_of", lambda where: Medium.REMOVABLE if where == stick else Medium.DISK
    )
    code = code_of(staffed)
    monkeypatch.setattr("sys.stdin", io.StringIO(LEADER + "\n"))
    assert samut("backup", staffed, stick, "--user", "แดง", "--secret-stdin").code == 0
    (copy,) = stick.glob("*.samut.age")
    for keys in stick.glob("*.keys"):
        keys.unlink()
    monkeypatch.setattr("sys.stdin", io.StringIO(code + "\n"))
    new = tmp_path / "new" / "book.samut"
    new.parent.mkdir()
    answer = samut("restore", copy, new, "--recovery-code", "--secret-stdin")
    assert answer.code == 0, answer.err
    monkeypatch.setattr("sys.stdin", io.StringIO(code + "\n"))
    assert samut("check", new, "--recovery-code", "--secret-stdin").code == 0


def test_another_sqlcipher_program_opens_the_locked_file(
    samut: Samut, staffed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(LEADER + "\n"))
    assert samut("encrypt", staffed, "--user", "แดง", "--secret-stdin").code == 0
    lines = key_lines(samut, staffed, monkeypatch, secret=LEADER)
    found = re.search(r"^# (PRAGMA key = .*;)$", lines, re.MULTILINE)
    assert found is not None
    connection = engine.connect(str(staffed))
    with pytest.raises(engine.DatabaseError):
        connection.execute("SELECT count(*) FROM product").fetchone()
    connection.close()
    connection = engine.connect(str(staffed))
    connection.execute(found[1])
    assert connection.execute("SELECT count(*) FROM product").fetchone() == (3,)
    connection.close()


def test_the_page_for_a_day_without_this_program_says_the_same(
    samut: Samut, staffed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = key_lines(samut, staffed, monkeypatch, "--recovery-code", secret=code_of(staffed))
    block = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    script = tmp_path / "script.py"
    script.write_text(block[1] + "\n", encoding="utf-8")
    ask = "import sys, runpy; print(runpy.run_path(sys.argv[1])['lines_of'](sys.stdin.readline()))"
    told = subprocess.run(
        [sys.executable, "-c", ask, str(script)],
        input=code_of(staffed).lower() + "\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert told == [line for line in lines.splitlines() if line[:1] == "A" or line.startswith("# PRAGMA")]


def test_only_who_may_lock_the_file_gets_the_key(
    samut: Samut, staffed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who, secret in (("น้อย", SELLER), ("แดง", "not this one")):
        monkeypatch.setattr("sys.stdin", io.StringIO(secret + "\n"))
        answer = samut("key", staffed, "--user", who, "--secret-stdin")
        assert (answer.code, answer.out) == (1, "")
        assert "AGE-SECRET" not in answer.err


def test_that_it_was_asked_for_is_written_down(
    samut: Samut, staffed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = key_lines(samut, staffed, monkeypatch, secret=LEADER)
    with sqlite3.connect(staffed) as connection:
        rows = connection.execute("SELECT action FROM event_log WHERE entity = 'book_key'").fetchall()
    connection.close()
    assert ("print",) in rows
    assert identity_in(lines).encode() not in staffed.read_bytes()


def test_a_book_of_one_has_no_key(samut: Samut, stall_book: Path, tmp_path: Path) -> None:
    answer = samut("key", stall_book)
    assert (answer.code, answer.out) == (1, "")
    assert "no password yet" in answer.err
    assert samut("key", tmp_path / "none.samut").code == 1
