"""Fixtures over the builders, for the folders that need a book."""

import subprocess
from collections.abc import Callable, Iterator
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


@pytest.fixture(autouse=True)
def _own_machine_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    monkeypatch.setenv("SAMUT_SETTINGS", str(tmp_path_factory.mktemp("settings")))


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"cannot mount here: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own with 1 MB (needs the right to mount)."""
    folder = tmp_path / "small"
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder))
    yield folder
    close_book()
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def write_protected(small_disk: Path) -> Callable[[], Path]:
    """Calling it makes ``small_disk`` read-only, whatever was put there before."""

    def protect() -> Path:
        _mount("-o", "remount,ro", str(small_disk))
        return small_disk

    return protect
