"""Every mistake on the command line gets one sentence and its exit code, and leaves the book as it was."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from app.services.books import changed_elsewhere, close_book, open_book
from db import connection as book
from db.lock import BookLock
from tests.builders import opened
from tests.cli.conftest import Samut

ROOT = Path(__file__).parents[2]
HOLDS_THE_WINDOW = """
import sys
from pathlib import Path
from app.services.books import open_book
open_book(Path(sys.argv[1]), window=True)
print("open", flush=True)
sys.stdin.readline()
"""


def documents(path: Path) -> int:
    with opened(path):
        return book.fetch_int("SELECT count(*) FROM document")


BAD_SALES = {
    "no equals sign": ["--item", "KAPI"],
    "no code": ["--item", "=1"],
    "no quantity": ["--item", "KAPI="],
    "not a number": ["--item", "KAPI=abc"],
    "two points": ["--item", "KAPI=1.2.3"],
    "exponent": ["--item", "KAPI=1e3000000"],
    "not a number as floats know it": ["--item", "KAPI=nan"],
    "without end": ["--item", "KAPI=inf"],
    "negative": ["--item", "KAPI=-1"],
    "nothing": ["--item", "KAPI=0"],
    "more than ten billion": ["--item", "KAPI=10000000001"],
    "times price more than ten billion": ["--item", "KAPI=9999999999"],
    "very long": ["--item", "KAPI=" + "9" * 5000],
    "too fine": ["--item", "KAPI=0.0001"],
    "unknown code": ["--item", "NOPE=1"],
    "unknown code after a known one": ["--item", "KAPI=1", "--item", "NOPE=1"],
    "code with quotes": ["--item", "' OR 1=1 --=1"],
    "too little cash": ["--item", "KAPI=1", "--cash", "58.99"],
    "cash that is no number": ["--item", "KAPI=1", "--cash", "มาก"],
    "negative cash": ["--item", "KAPI=1", "--cash", "-59"],
    "cash beyond ten billion": ["--item", "KAPI=1", "--cash", "10000000000.01"],
    "no such day": ["--item", "KAPI=1", "--date", "31/2/2569"],
    "no such year": ["--item", "KAPI=1", "--date", "1/1/3112"],
    "a date in words": ["--item", "KAPI=1", "--date", "someday"],
    "month thirteen": ["--item", "KAPI=1", "--date", "2026-13-01"],
}


@pytest.mark.parametrize("arguments", BAD_SALES.values(), ids=BAD_SALES.keys())
def test_bad_sale_is_one_sentence_and_no_document(
    samut: Samut, stall_book: Path, arguments: list[str]
) -> None:
    done = samut("sell", stall_book, *arguments)
    assert done.code == 1
    assert done.out == ""
    assert len(done.err.splitlines()) == 1, done.err
    assert len(done.err) < 300
    assert "Traceback" not in done.err
    assert documents(stall_book) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("sell",),
        ("sell", "x.samut"),
        ("nonsense",),
        (),
        ("report", "x.samut"),
        ("report", "x.samut", "monthly"),
        ("report", "x.samut", "monthly", "--format", "docx", "-o", "x"),
        ("export", "x.samut", "everything", "-o", "x"),
        ("sell", "x.samut", "--item", "A=1", "--cash", "1", "--promptpay"),
        ("new", "x.samut"),
    ],
)
def test_wrong_usage_is_told_apart(samut: Samut, arguments: tuple[str, ...]) -> None:
    assert samut(*arguments).code == 2


def test_material_and_open_price_are_not_sold_blind(samut: Samut, tmp_path: Path) -> None:
    from tests.builders import make_book, material, product

    session = make_book(tmp_path)
    material(session, "กะปิ", code="RAW")
    product(session, "ของขวัญ", price=None, code="GIFT", is_open_price=True)
    close_book()
    for code in ("RAW", "GIFT"):
        done = samut("sell", tmp_path / "สมุด.samut", "--item", f"{code}=1")
        assert (done.code, len(done.err.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("receipt",),
        ("receipt", "--document", "ร1-2569-999999"),
        ("receipt", "--document", "<b>"),
        ("cost-sheet", "--document", "ร1-2569-000001"),
        ("stock-card",),
        ("stock-card", "--product", "NOPE"),
        ("ledger", "--account", "0000"),
        ("document", "--document", ""),
        ("monthly", "--month", "2569-13"),
        ("monthly", "--month", "3112-10"),
        ("monthly", "--month", "ตุลา"),
        ("sales-by-product", "--from", "31/2/2569"),
    ],
)
def test_bad_report_is_one_sentence_and_no_file(
    samut: Samut, stall_book: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    target = tmp_path / "report.pdf"
    done = samut("report", stall_book, *arguments, "-o", target)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1), done.err
    assert not target.exists()


def no_book(folder: Path) -> Path:
    return folder / "nothing.samut"


def a_directory(folder: Path) -> Path:
    return folder


def text_file(folder: Path) -> Path:
    path = folder / "notes.samut"
    path.write_text("บันทึก", encoding="utf-8")
    return path


def empty_file(folder: Path) -> Path:
    path = folder / "empty.samut"
    path.touch()
    return path


def other_database(folder: Path) -> Path:
    path = folder / "other.samut"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE t (x)")
    raw.commit()
    raw.close()
    return path


def newer_book(folder: Path) -> Path:
    path = folder / "สมุด.samut"
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 9999")
    raw.commit()
    raw.close()
    return path


def missing_folder(folder: Path) -> Path:
    return folder / "gone" / "book.samut"


@pytest.mark.parametrize(
    "make", [no_book, a_directory, text_file, empty_file, other_database, newer_book, missing_folder]
)
@pytest.mark.parametrize("command", ["sell", "check", "report", "export", "backup"])
def test_what_is_no_book_is_told_and_left_alone(
    samut: Samut, stall_book: Path, tmp_path: Path, make: Callable[[Path], Path], command: str
) -> None:
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else None
    rest = {
        "sell": ["--item", "KAPI=1"],
        "check": [],
        "report": ["monthly", "-o", str(tmp_path / "out.pdf")],
        "export": ["products", "-o", str(tmp_path / "out.xlsx")],
        "backup": [str(tmp_path / "copy.samut")],
    }[command]
    done = samut(command, path, *rest)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1), done.err
    assert before == (path.read_bytes() if path.is_file() else None)
    assert not list(tmp_path.glob("out.*"))
    assert not (tmp_path / "copy.samut").exists()


def test_new_and_sample_in_a_bad_place(samut: Samut, tmp_path: Path) -> None:
    for arguments in (
        ("new", tmp_path / "gone" / "a.samut", "--name", "x"),
        ("new", tmp_path, "--name", "x"),
        ("sample", tmp_path / "gone" / "a.samut"),
        ("sample", tmp_path),
    ):
        done = samut(*arguments)
        assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1), done.err
    assert list(tmp_path.iterdir()) == []


def test_bad_restore_leaves_the_book(samut: Samut, stall_book: Path, tmp_path: Path) -> None:
    before = stall_book.read_bytes()
    for backup in (no_book(tmp_path), text_file(tmp_path), other_database(tmp_path), tmp_path):
        done = samut("restore", backup, stall_book)
        assert (done.code, len(done.err.splitlines())) == (1, 1), done.err
    broken = tmp_path / "broken.samut"
    broken.write_bytes(before[: len(before) // 2])
    assert samut("restore", broken, stall_book).code in (1, 3)
    assert stall_book.read_bytes() == before


def test_place_to_write_that_is_not_there(samut: Samut, stall_book: Path, tmp_path: Path) -> None:
    for target in (tmp_path / "gone" / "out.pdf", tmp_path):
        done = samut("report", stall_book, "debtors", "-o", target)
        assert done.code in (1, 3)
        assert (done.out, len(done.err.splitlines())) == ("", 1), done.err
        assert "Errno" not in done.err


def test_read_only_disk(
    samut: Samut, stall_book: Path, write_protected: Callable[[], Path], small_disk: Path
) -> None:
    inside = small_disk / "book.samut"
    shutil.copyfile(stall_book, inside)
    write_protected()
    for arguments in (
        ("sell", inside, "--item", "KAPI=1"),
        ("new", small_disk / "n.samut", "--name", "x"),
        ("report", stall_book, "debtors", "-o", small_disk / "x.pdf"),
    ):
        done = samut(*arguments)
        assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 1), done.err


def test_full_disk(samut: Samut, stall_book: Path, small_disk: Path) -> None:
    inside = small_disk / "book.samut"
    shutil.copyfile(stall_book, inside)
    free = small_disk / "filler"
    with free.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    done = samut("sell", inside, "--item", "KAPI=1")
    assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 1), done.err
    free.unlink()
    assert documents(inside) == 1
    assert samut("sell", inside, "--item", "KAPI=1").code == 0


def test_book_that_another_program_holds_for_itself(samut: Samut, stall_book: Path) -> None:
    with BookLock(stall_book) as lock:
        assert lock.claim()
        held = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "ui.cli", "sell", str(stall_book), "--item", "KAPI=1"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )
    assert (held.returncode, held.stdout, len(held.stderr.splitlines())) == (3, "", 1), held.stderr


def test_works_beside_an_open_window(samut: Samut, stall_book: Path) -> None:
    window = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", HOLDS_THE_WINDOW, str(stall_book)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert window.stdout is not None
        assert window.stdout.readline() == "open\n"
        assert samut("sell", stall_book, "--item", "KAPI=1").code == 0
        assert samut("check", stall_book).code == 0
    finally:
        window.communicate("\n")
    assert documents(stall_book) == 2


def test_window_notices_what_the_command_line_sold(stall_book: Path) -> None:
    open_book(stall_book, window=True)
    assert not changed_elsewhere()
    sold = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "ui.cli", "sell", str(stall_book), "--item", "KAPI=1", "--json"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert sold.returncode == 0, sold.stderr
    assert changed_elsewhere()
    assert not changed_elsewhere()
    number = json.loads(sold.stdout)["number"]
    assert book.fetch_int("SELECT count(*) FROM document WHERE number = ?", (number,)) == 1
