"""Books to measure on: small in the suite, grown to 10 k, 100 k and 1 M documents when asked for.

``SAMUT_BENCH=full`` measures; without it each benchmark runs once, small, for its correctness only.
``SAMUT_BENCH_BOOKS`` names a folder where the grown books are kept between runs.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.session import Session
from app.services.books import close_book, open_book
from app.services.sample import make_sample
from tests.benchmarks.beside import FULL, Bench, table
from tests.fixtures import _no_book_left_open, _own_machine_settings

__all__ = ["FULL", "_no_book_left_open", "_own_machine_settings"]

SIZES = (10_000, 100_000, 1_000_000) if FULL else (0,)
PRODUCTS = 300 if FULL else 24
KEPT = Path(os.environ.get("SAMUT_BENCH_BOOKS", tempfile.gettempdir())) / "samut-bench"


def made(documents: int) -> Path:
    """A grown book, made once and kept."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"book-{PRODUCTS}-{documents}.samut"
    if not path.exists():
        part = path.with_name(f"part-{os.getpid()}-{path.name}")
        make_sample(part, products=PRODUCTS, transactions=documents)
        close_book()
        part.replace(path)
    return path


@pytest.fixture(params=SIZES, ids=[f"{size}-documents" for size in SIZES])
def grown(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """An open copy of a grown book."""
    path = tmp_path / "grown.samut"
    shutil.copyfile(made(request.param), path)
    yield open_book(path)
    close_book()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Session]:
    """An open copy of the smallest book, where its size does not matter."""
    path = tmp_path / "small.samut"
    shutil.copyfile(made(SIZES[0]), path)
    yield open_book(path)
    close_book()


@pytest.fixture
def grown_path(grown: Session) -> Path:
    """The file of the grown book that is open."""
    from app.services.books import open_path

    assert grown is not None
    return open_path()


@pytest.fixture
def bench(benchmark: Any) -> Bench:
    """Measures ours beside its floor, by turns."""
    return Bench(benchmark)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """End with the table of ratios."""
    for line in table(getattr(config, "_benchmarksession", None)):
        terminalreporter.write_line(line)
