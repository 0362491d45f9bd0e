"""The program ends at every step of a posting and of an upgrade: each statement, each file operation."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.queries.integrity import check_books
from app.services.books import close_book, open_path
from db import connection as book
from db import files
from db.migrate import VERSION
from tests.builders import opened
from tests.faults.acts import is_posted
from tests.faults.counting import every, is_full, tried
from tests.faults.disk import HAS_CALLS
from tests.faults.works import documents_in, looked_at, made
from tests.stall import Stall

ROOT = Path(__file__).parents[2]
MOST = 500
DOCUMENTS = "SELECT count(*) FROM document"

pytestmark = pytest.mark.skipif(not HAS_CALLS, reason="the engine's system calls are exchanged on Linux")


@pytest.fixture(scope="module")
def stopper() -> "Iterator[subprocess.Popen[str]]":
    """The process that forks and ends itself on order."""
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "tests.faults.stopper"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def ordered(process: "subprocess.Popen[str]", **order: object) -> tuple[str, int]:
    """What was acknowledged until the end, and how it ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    answer, code = json.loads(process.stdout.readline())
    return str(answer), int(code)


@pytest.mark.parametrize("what", ["statement", "operation"])
@pytest.mark.parametrize("name", ["sale", "return", "purchase", "batch", "count", "void"])
def test_at_every_step(stopper: "subprocess.Popen[str]", tmp_path: Path, name: str, what: str) -> None:
    stall = Stall(tmp_path)
    path, customer = open_path(), stall.customer.hex()
    known = book.fetch_int(DOCUMENTS)
    close_book()
    steps = there_unsaid = whole = 0
    for at in range(1, MOST, every(5)):
        uid = new_uid()
        answer, code = ordered(
            stopper, book=str(path), customer=customer, act=name, what=what, at=at, uid=uid.hex()
        )
        assert code in (0, 9), f"{at}: {answer!r}, exit {code}"
        assert answer.startswith("ready"), f"{at}: {answer!r}"
        saved = answer.endswith("saved")
        with opened(path):
            there, now = is_posted(uid), book.fetch_int(DOCUMENTS)
            findings = check_books() if is_full() or at % 4 == 1 else []
        # Before the act one sale was acknowledged (and for a void, the sale that is voided).
        acknowledged = known + (2 if name == "void" and (there or now - known > 1) else 1)
        lost = (saved and not there) or now != acknowledged + there
        known = now
        tried(f"stopped at each {what}: {name}", lost=lost, corrupt=bool(findings))
        assert findings == []
        assert not lost, f"{at}: told {answer!r}, {now} documents, {acknowledged} acknowledged, {there}"
        there_unsaid += there and not saved
        steps += code != 0
        whole += code == 0
        assert saved is (code == 0)
        if whole == 3:  # a few more, because a page that splits makes one act longer than the next
            break
    assert whole == 3, "there are more steps than were tried"
    assert steps >= 3
    if is_full() and what == "statement":
        assert there_unsaid, "after its COMMIT a document is there, though nobody was told"


@pytest.mark.parametrize("what", ["statement", "operation"])
def test_upgrading_is_stopped(stopper: "subprocess.Popen[str]", tmp_path: Path, what: str) -> None:
    """The book is of the old version or of the new one, never between, and opens then."""
    versions = set()
    for at in range(1, 4_000, every(29 if what == "statement" else 127)):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = folder / "สมุดเก่า.samut"
        path.write_bytes(made()["old"])
        answer, code = ordered(stopper, book=str(path), act="upgrade", what=what, at=at)
        assert code in (0, 9), f"{at}: {answer!r}, exit {code}"
        version = files.identity(path)[1]
        versions.add(version)
        between = version not in (1, VERSION)
        there, wrong = looked_at(path)
        lost = there != documents_in("old") or (code == 0 and version != VERSION)
        tried(f"stopped at each {what}: upgrading", lost=lost, corrupt=bool(wrong) or between)
        assert not between
        assert wrong == ""
        assert not lost
        if code == 0:
            break
    assert code == 0, "there are more steps than were tried"
    assert versions == {1, VERSION}
