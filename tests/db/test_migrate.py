"""Structure is brought up to date all or nothing, also when two programs start at once."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from db import migrate as migrations
from db.migrate import (
    APPLICATION_ID,
    VERSION,
    BrokenReferencesError,
    NewerBookError,
    NotABookError,
    identity,
    migrate,
)
from tests.builders import book_file

ROOT = Path(__file__).parents[2]


def structure(path: Path) -> list[Any]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    connection.close()
    return rows


def test_a_new_file_becomes_a_book(tmp_path: Path) -> None:
    path = tmp_path / "a.samut"
    assert migrate(path) == 0
    assert identity(path) == (APPLICATION_ID, VERSION)
    assert migrate(path) == VERSION, "the second time there is nothing to do"


def test_two_starters_make_one_book(tmp_path: Path) -> None:
    path = tmp_path / "a.samut"
    code = f"from pathlib import Path\nfrom db.migrate import migrate\nprint(migrate(Path({str(path)!r})))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    answers = [each.communicate(timeout=60) for each in started]
    assert sorted(out.strip() for out, _err in answers) == ["0", *[str(VERSION)] * 3], answers
    assert structure(path) == structure(book_file(tmp_path, "b.samut"))


def test_a_step_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_file(tmp_path)
    before = structure(path)

    def half(connection: Any) -> None:
        connection.execute("DROP TABLE draft")
        raise ZeroDivisionError

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, half))
    monkeypatch.setattr(migrations, "VERSION", VERSION + 1)
    with pytest.raises(ZeroDivisionError):
        migrate(path)
    assert structure(path) == before
    assert identity(path) == (APPLICATION_ID, VERSION)


def test_a_step_that_would_leave_orphans_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_file(tmp_path)

    def orphan(connection: Any) -> None:
        connection.execute("DELETE FROM account WHERE role = 'cash'")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, orphan))
    monkeypatch.setattr(migrations, "VERSION", VERSION + 1)
    with pytest.raises(BrokenReferencesError):
        migrate(path)
    assert identity(path) == (APPLICATION_ID, VERSION)


def test_what_is_newer_or_not_ours_stays_as_it_is(tmp_path: Path) -> None:
    newer, other = book_file(tmp_path), tmp_path / "other.db"
    with sqlite3.connect(newer) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    before = structure(newer), structure(other)
    with pytest.raises(NewerBookError):
        migrate(newer)
    with pytest.raises(NotABookError):
        migrate(other)
    assert (structure(newer), structure(other)) == before
