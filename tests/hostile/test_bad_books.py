"""Files given out as books, copies and key files: a reason, little memory, nothing changed, no code run."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from app.domain.document import new_uid
from app.queries.integrity import check_books
from app.queries.sales import count_documents
from app.services.book_errors import NotABookFileError
from app.services.books import close_book, create_book, open_book
from app.services.doors import ForeignPartsError, look_at
from db import connection as book
from db import key_file, structure
from db.migrate import VERSION
from tests.architecture.tree import ROOT
from tests.faults.counting import is_full, many, tried
from tests.hostile import bad_books
from tests.stall import DAY

pytest.importorskip("resource", reason="memory is bounded by the system's own limits")

MOST_KB = 500_000


def answers(kind: str, folder: Path) -> dict[str, dict[str, object]]:
    """What a process of its own answers to every file of a folder, by the file's name."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.reading", kind, str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"ended at {lines[-1:]}: {done.stderr[-2_000:]}"
    return {name["name"]: answer for name, answer in zip(lines[::2], lines[1::2], strict=True)}


def judge(name: str, found: dict[str, dict[str, object]]) -> None:
    """Every file was answered with a reason, within the memory, and left as it was."""
    taken = [each for each, said in found.items() if not said["sentence"]]
    accidents = {each: said for each, said in found.items() if "accident" in str(said["answer"])}
    greedy = {each: said for each, said in found.items() if int(str(said["kb"])) > MOST_KB}
    changed = {each: said for each, said in found.items() if said["sentence"] and not said["same"]}
    wrong = len(accidents | greedy | changed)
    tried(f"input: {name}", len(found), refused=len(found) - len(taken), lost=wrong)
    assert not accidents
    assert not greedy
    assert not changed


def put(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write the files; how many."""
    count = 0
    for name, data in files:
        (folder / f"{name}.file").write_bytes(data)
        count += 1
    return count


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "bad"
    made.mkdir()
    yield made
    for each in made.iterdir():
        each.unlink()


def all_books(folder: Path) -> int:
    """A hundred and more bad books."""
    work = folder.parent
    return put(
        folder,
        [
            *bad_books.cut(),
            *bad_books.other_kinds(),
            *bad_books.bent_headers(),
            *bad_books.books_with_code(work),
            *bad_books.bent_schemas(work),
            *bad_books.bent_rows(work),
        ],
    )


@pytest.mark.slow
def test_a_hundred_bad_books(folder: Path) -> None:
    assert all_books(folder) >= 100
    found = answers("book", folder)
    judge("book file", found)
    for name in (*bad_books.CODE, *bad_books.IN_PLACE):
        assert found[f"{name}.file"]["answer"] == "ForeignPartsError", name
    assert "opened" in str(found["rubbish behind.file"]["answer"])


@pytest.mark.slow
def test_a_hundred_bad_copies(folder: Path) -> None:
    assert all_books(folder) >= 100
    if not is_full():
        for each in sorted(folder.iterdir())[::2]:
            each.unlink()
    found = answers("backup", folder)
    judge("copy to bring back", found)
    for name in (*bad_books.CODE, *bad_books.IN_PLACE):
        if f"{name}.file" in found:
            assert found[f"{name}.file"]["answer"] == "ForeignPartsError", name


def test_a_very_large_file_is_not_read_whole(folder: Path) -> None:
    """More than the memory that may be used, of which the disk holds next to nothing."""
    for name, start in (("header", bad_books.good_book()), ("noise", b"\xff" * 4_096)):
        with (folder / f"{name}.file").open("wb") as file:
            file.write(start)
            file.truncate(many(600_000_000, 4_000_000_000) // 4_096 * 4_096)
    for each in folder.iterdir():
        with suppress(book.DatabaseError, NotABookFileError):
            look_at(each)
    found = answers("book", folder)
    judge("book file", found)


@pytest.mark.parametrize("end", bad_books.SIDE_FILES)
def test_rubbish_beside_a_book_changes_nothing_in_it(tmp_path: Path, end: str) -> None:
    path = tmp_path / "สมุด.samut"
    path.write_bytes(bad_books.good_book())
    path.with_name(path.name + end).write_bytes(bad_books.SIDE_FILES[end](bad_books.good_book()))
    open_book(path)
    documents, findings = count_documents(DAY, DAY), check_books()
    close_book()
    tried("input: files beside a book", lost=int(documents != 3 or bool(findings)))
    assert documents == 3
    assert findings == []


def test_what_is_foreign_in_a_structure() -> None:
    own = sorted(structure.expected())
    assert structure.foreign_parts(own, VERSION) == []
    assert structure.foreign_parts(own[1:], VERSION) == [], "what is missing is told by check"
    for name, sql in (
        ("evil", "CREATE TRIGGER evil AFTER INSERT ON sale BEGIN SELECT 1; END"),
        ("sqlite_autoindex_x", "CREATE TRIGGER evil AFTER INSERT ON sale BEGIN SELECT 1; END"),
        ("sqlite_stat1", "CREATE VIEW sqlite_stat1 AS SELECT 1"),
        ("sale", "CREATE TABLE sale (id INTEGER)"),
        ("mine", "CREATE TABLE sale (id INTEGER)"),
        ("sale2", "CREATE VIRTUAL TABLE sale2 USING fts5(x)"),
        ("sale2", b"CREATE TABLE sale2 (x)"),
        (None, "CREATE VIEW x AS SELECT 1"),
        ("trigger", None),
    ):
        assert structure.foreign_parts([*own, (name, sql)], VERSION) == [str(name)]
    for name, fine in (
        ("sqlite_autoindex_party_1", None),
        ("sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
        ("notes", "CREATE TABLE notes (text TEXT)"),
    ):
        assert structure.foreign_parts([*own, (name, fine)], VERSION) == []


def test_no_code_of_a_book_runs_before_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "สมุด.samut"
    for name, data in bad_books.books_with_code(tmp_path):
        path.write_bytes(data)
        with pytest.raises(ForeignPartsError):
            open_book(path)
        assert path.read_bytes() == data, name
    tried("input: book with code", len(bad_books.CODE) + len(bad_books.IN_PLACE))


def test_text_of_other_programs_is_shown_as_text(tmp_path: Path) -> None:
    """The schema of an open book is never trusted, whatever stands in it."""
    path = tmp_path / "สมุด.samut"
    path.write_bytes(bad_books.good_book())
    open_book(path)
    assert book.fetch("PRAGMA trusted_schema") == [(0,)]
    close_book()


# ---------------------------------------------------------------- key files


@pytest.mark.slow
def test_bad_key_files(folder: Path) -> None:
    """A key file may ask for some work, never for all memory or all time."""
    made = folder.parent / "สมุด.samut"
    with patch.object(key_file, "COST", key_file.Cost(1, 64, 1)):
        create_book(made, name="x", password="four-words-to-remember", encrypted=True)
        close_book()
    data, keys = made.read_bytes(), key_file.keys_path(made).read_text(encoding="utf-8")
    body = json.loads(keys)
    person = body["people"][0]
    worst = [key_file.HIGHEST.time_cost, key_file.HIGHEST.memory_kib, key_file.HIGHEST.lanes]
    variants: dict[str, object] = {
        "right": body,
        "dear": {**body, "people": [{**person, "argon2id": worst}]},
        "too dear": {**body, "people": [{**person, "argon2id": [worst[0], worst[1] * 4, worst[2]]}]},
        "too long": {**body, "people": [{**person, "argon2id": [worst[0] * 1_000, 64, 1]}]},
        "free": {**body, "people": [{**person, "argon2id": [0, 0, 0]}]},
        "nobody": {**body, "people": []},
        "a thousand of her": {**body, "people": [person] * 1_000},
        "another book's": {**body, "book": new_uid().hex()},
        "tries without end": {**body, "tries": {person["user"]: [2**31, "x", 2**62]}},
        "tries of nobody": {**body, "tries": {"x": 1}},
        "another format": {**body, "format": "samut-keys-9"},
        "a list": [body],
        "nothing": None,
    }
    for name, variant in variants.items():
        (folder / f"{name}.file").write_bytes(data)
        (folder / f"{name}.file.keys").write_text(json.dumps(variant), encoding="utf-8")
    (folder / "no keys.file").write_bytes(data)
    found = answers("sign-in", folder)
    judge("key file", found)
    for name, answer in {
        "right": "WrongSecretError",
        "dear": "WrongSecretError",
        "too dear": "KeyFileBrokenError",
        "too long": "KeyFileBrokenError",
        "free": "KeyFileBrokenError",
        "nobody": "WrongSecretError",
        "another format": "KeyFileBrokenError",
        "nothing": "KeyFileBrokenError",
        "no keys": "KeyFileMissingError",
    }.items():
        assert found[f"{name}.file"]["answer"] == answer, name
