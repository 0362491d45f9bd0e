"""A long day: many sales while another program sells and copies are made; memory and the log stay small."""

import os
import subprocess
import sys
import threading
from itertools import islice
from pathlib import Path

from app.domain.session import Session
from app.queries.integrity import check_books
from app.services.backup import back_up_to
from app.services.books import checkpoint, enter_thread, leave_thread, open_path
from app.services.sales import post_sale
from app.services.sessions import keeper_of
from db import connection as book
from tests.benchmarks.beside import ROOT, Bench, size
from tests.benchmarks.test_posting import DAY, _drafts

OTHER = """
import sys
from itertools import islice
from pathlib import Path
from app.services.books import close_book, open_book
from app.services.sales import post_sale
from tests.benchmarks.test_posting import DAY, _drafts
session = open_book(Path(sys.argv[1]))
for draft in islice(_drafts(), int(sys.argv[2])):
    post_sale(session, draft, on=DAY)
close_book()
print("sold")
"""


def _megabytes() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_a_long_day_beside_another_program_and_copies(small: Session, bench: Bench, tmp_path: Path) -> None:
    """Eight hours of a sale a second, another program's sales, copies all the while: nobody is refused."""
    ours, theirs = size(20, 28_800), size(5, 10_000)
    path = open_path()
    before = book.fetch_int("SELECT count(*) FROM document")
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(path), str(theirs)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    over = threading.Event()
    copies: list[int] = []

    def copy() -> None:
        enter_thread()
        try:
            while not over.is_set():
                copies.append(back_up_to(keeper_of(small), tmp_path / "copy.samut").documents)
        finally:
            leave_thread()

    copying = threading.Thread(target=copy)
    copying.start()
    log = path.with_name(path.name + "-wal")
    memory, largest = 0.0, 0
    for number, draft in enumerate(islice(_drafts(), ours)):
        post_sale(small, draft, on=DAY)
        if number == ours // 20:
            memory = _megabytes()
        if number % 200 == 0:
            checkpoint()
            largest = max(largest, log.stat().st_size)
    grown = _megabytes() - memory
    over.set()
    copying.join()
    said, wrong = other.communicate(timeout=600)
    assert (said.strip(), wrong) == ("sold", "")
    assert book.fetch_int("SELECT count(*) FROM document") == before + ours + theirs
    assert copies
    assert check_books() == []
    note = (
        f"{ours + theirs:,} sales, {len(copies)} copies, {grown:+.0f} MB, WAL at most {largest / 1e6:.0f} MB"
    )
    bench.known("a long day: refused as busy", 0.0, limit=0.0, note=note)
