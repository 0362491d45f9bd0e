"""What safety costs: an encrypted book with people beside a plain one, signing in, a copy while selling."""

import os
import shutil
import statistics
import threading
import time
from itertools import islice
from pathlib import Path

import pytest

from app.domain.session import Session
from app.queries.integrity import check_books
from app.services.backup import back_up
from app.services.books import checkpoint, close_book, enter_thread, leave_thread, open_book
from app.services.doors import Credential
from app.services.encrypting import encrypt_book
from app.services.people import start_signing_in
from app.services.sales import post_sale
from app.services.sessions import keeper_of
from tests.benchmarks.beside import FULL, Bench, size
from tests.benchmarks.conftest import SIZES, made
from tests.benchmarks.test_posting import DAY, _drafts

WAL_AFTER = 50_000_000
"""Bytes that the log beside the book may keep after a long copy."""
LEADER = Credential("แดง", password="กล้วยหอมทอง9")


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """An encrypted copy of the smallest book, with a person who signs in."""
    path = tmp_path / "locked.samut"
    shutil.copyfile(made(SIZES[0]), path)
    start_signing_in(open_book(path), name="แดง", password=LEADER.password)
    close_book()
    encrypt_book(path, credential=LEADER)
    return path


def _sales(session: Session, count: int) -> list[float]:
    """Seconds of each of some sales, as the till waits for them."""
    times = []
    for draft in islice(_drafts(), count):
        start = time.perf_counter()
        post_sale(session, draft, on=DAY)
        times.append(time.perf_counter() - start)
    return times


def test_posting_encrypted_beside_plain(bench: Bench, locked: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.samut"
    shutil.copyfile(made(SIZES[0]), plain)
    floor: list[float] = []
    ours: list[float] = []
    for _turn in range(size(1, 8)):
        floor += _sales(open_book(plain), size(2, 150))
        close_book()
        ours += _sales(open_book(locked, credential=LEADER), size(2, 150))
        if not FULL:
            assert check_books() == []
        close_book()
    bench.given("post one sale, encrypted, with people", floor, ours, limit=2, note="floor: the plain book")


@pytest.mark.real_hashes
def test_signing_in(bench: Bench, locked: Path) -> None:
    times = []
    for _turn in range(size(1, 7)):
        start = time.perf_counter()
        open_book(locked, credential=LEADER)
        times.append(time.perf_counter() - start)
        close_book()
    bench.known("sign in: Argon2id, key, book", statistics.median(times), limit=1.0)


def _p99(times: list[float]) -> float:
    return sorted(times)[max(0, int(len(times) * 0.99) - 1)]


def _as_usual() -> None:
    """Give up the priority that the measuring till may have: the program's copies have none."""
    if hasattr(os, "sched_setscheduler"):
        os.sched_setscheduler(threading.get_native_id(), os.SCHED_OTHER, os.sched_param(0))


def test_a_copy_while_selling(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "grown.samut"
    shutil.copyfile(made(SIZES[-1]), path)
    session = open_book(path)
    wal = path.with_name(path.name + "-wal")
    _sales(session, size(2, 200))
    alone = _sales(session, size(5, 3_000))
    done = threading.Event()
    made_copies = []

    def copy() -> None:
        _as_usual()
        enter_thread()
        try:
            made_copies.append(back_up(keeper_of(session), tmp_path))
        finally:
            leave_thread()
            done.set()

    copying = threading.Thread(target=copy)
    start = time.perf_counter()
    copying.start()
    during: list[float] = []
    largest = 0
    while not done.is_set() or len(during) < 5:
        during += _sales(session, 5)
        largest = max(largest, wal.stat().st_size)
    copying.join()
    took = time.perf_counter() - start
    assert made_copies[0].documents > 0
    checkpoint()
    alone += _sales(session, size(5, 3_000))
    assert wal.stat().st_size <= WAL_AFTER
    sizes = [round(each / 1e6) for each in (path.stat().st_size, largest, wal.stat().st_size)]
    note = (
        f"{sizes[0]} MB copied and checked in {took:.1f} s, {len(during)} sales, max {max(during):.3f} s, "
        f"WAL {sizes[1]} MB meanwhile, {sizes[2]} MB after"
    )
    bench.given("99th of 100 sales while a copy is made", [_p99(alone)], [_p99(during)], limit=3, note=note)
