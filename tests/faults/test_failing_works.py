"""A fault at every file operation and every statement of making, opening, upgrading, copying, restoring,
exporting, closing a month.
"""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from app.services.books import close_book
from tests.faults.breaking import Fault, Statements, breaking_all
from tests.faults.counting import every, tried
from tests.faults.disk import HAS_CALLS, SWEPT, FailingDisk, Trouble, failing
from tests.faults.works import WORKS, Found, Work

MOST = 6_000
OPERATIONS, STATEMENTS = 127, 71
"""Every how many-th is tried in the everyday suite."""
Faulty = FailingDisk | Statements
Context = AbstractContextManager[FailingDisk] | AbstractContextManager[Statements]


def once(work: Work, fault: Context) -> tuple[Found, Faulty]:
    """Do a work under a fault, then judge it when all is well."""
    work.ready()
    error: BaseException | None = None
    with fault as meanwhile:
        try:
            work.act()
        except Exception as raised:  # judged by the work: an error without a sentence is a false answer
            error = raised
    close_book()
    return work.judge(error), meanwhile


def swept(
    folder: Path, kind: type[Work], row: str, step: int, fault: Callable[[Work, int], Context]
) -> list[str]:
    """Try a fault at one place after the other until there are no more; what went wrong."""
    wrong: list[str] = []
    for at in range(1, MOST, step):
        own = folder / str(at)
        own.mkdir()
        work = kind(own)
        found, meanwhile = once(work, fault(work, at))
        if not meanwhile.failed:
            assert found == Found(refused=False)
            assert at > 1
            return wrong
        tried(
            f"{row}: {kind.name}",
            refused=found.refused and not found.lost,
            lost=bool(found.lost),
            corrupt=bool(found.corrupt),
        )
        if found.lost or found.corrupt:
            wrong.append(f"{at}: {found.lost} {found.corrupt}")
        shutil.rmtree(own)
    pytest.fail("there are more places than were tried")


@pytest.mark.skipif(not HAS_CALLS, reason="the engine's system calls are exchanged on Linux")
@pytest.mark.parametrize("trouble", SWEPT)
@pytest.mark.parametrize("kind", WORKS, ids=lambda kind: kind.__name__)
def test_at_every_operation(tmp_path: Path, kind: type[Work], trouble: Trouble) -> None:
    def fault(work: Work, at: int) -> Context:
        return failing(trouble, at, under=None if work.elsewhere else work.folder)

    assert swept(tmp_path, kind, "disk fails", every(OPERATIONS), fault) == []


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("kind", WORKS, ids=lambda kind: kind.__name__)
def test_at_every_statement(tmp_path: Path, kind: type[Work], fault: Fault) -> None:
    def at_statement(_work: Work, at: int) -> Context:
        return breaking_all(fault, at)

    assert swept(tmp_path, kind, "statement fails", every(STATEMENTS), at_statement) == []
