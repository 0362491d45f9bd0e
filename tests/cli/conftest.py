"""Runs commands as a person would type them, with machine settings of the test's own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.services.books import close_book
from tests.fixtures import _no_book_left_open, _own_machine_settings, small_disk, write_protected
from tests.stall import Stall
from ui.cli import main

__all__ = ["_no_book_left_open", "_own_machine_settings", "small_disk", "write_protected"]


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


Samut = Callable[..., Answer]


@pytest.fixture
def samut(capsys: pytest.CaptureFixture[str]) -> Samut:
    """Type a command."""

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def stall_book(tmp_path: Path) -> Path:
    """A closed book with a stall's goods: KAPI, TEA and SOAP, twenty of each."""
    Stall(tmp_path)
    close_book()
    return tmp_path / "สมุด.samut"
