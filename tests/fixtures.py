"""Fixtures over the builders, for the folders that need a book."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.session import Session
from app.services.books import close_book
from tests.builders import make_book


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An empty book, open on this thread."""
    yield make_book(tmp_path)
    close_book()


@pytest.fixture(autouse=True)
def _no_book_left_open() -> Iterator[None]:
    """Whatever a test opened is closed."""
    yield
    close_book()
