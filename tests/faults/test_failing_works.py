"""The disk fails at every operation of making, opening, upgrading, copying, restoring, exporting, closing."""

from pathlib import Path

import pytest

from app.services.books import close_book
from tests.faults.counting import every, tried
from tests.faults.disk import HAS_CALLS, FailingDisk, Trouble, failing
from tests.faults.works import WORKS, Found, Work

MOST = 3_000
STEP = 67
"""Every how many-th operation is tried in the everyday suite."""


def once(work: Work, trouble: Trouble, at: int) -> tuple[Found, FailingDisk]:
    """Do a work on a disk that fails, then judge it on one that is well."""
    work.ready()
    error: BaseException | None = None
    with failing(trouble, at, under=None if work.elsewhere else work.folder) as disk:
        try:
            work.act()
        except Exception as raised:  # judged by the work: an error without a sentence is a false answer
            error = raised
    close_book()
    return work.judge(error), disk


@pytest.mark.skipif(not HAS_CALLS, reason="the engine's system calls are exchanged on Linux")
@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("kind", WORKS, ids=lambda kind: kind.__name__)
def test_at_every_operation(tmp_path: Path, kind: type[Work], trouble: Trouble) -> None:
    wrong: list[str] = []
    runs = 0
    for at in range(1, MOST, every(STEP)):
        folder = tmp_path / str(at)
        folder.mkdir()
        found, disk = once(kind(folder), trouble, at)
        if not disk.failed:
            assert found == Found(refused=False)
            break
        runs += 1
        tried(
            f"disk fails: {kind.name}",
            refused=found.refused and not found.lost,
            lost=bool(found.lost),
            corrupt=bool(found.corrupt),
        )
        if found.lost or found.corrupt:
            wrong.append(f"{disk.seen[at - 1]} {at}: {found.lost} {found.corrupt}")
    else:
        pytest.fail("there are more operations than were tried")
    assert wrong == []
    assert runs
