"""What happens to media and clocks: a stick is pulled, a disk turns read-only, the year is wrong.

A pulled stick is played: from the chosen operation on, everything that the engine or Python asks of that one
folder fails with an I/O error. A real one also forgets what was not synced, which the power cut tests try.
"""

import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.session import now_ms
from app.queries.integrity import check_books
from app.services.auto_backup import automatic_backups, back_up_automatically
from app.services.books import close_book, open_book, open_path
from app.services.restoring import restore
from app.services.unit_of_work import NotSavedError
from tests.builders import opened
from tests.faults.acts import acts, is_posted
from tests.faults.counting import every, tried
from tests.faults.disk import HAS_CALLS, Trouble, failing
from tests.faults.test_failing_works import Context, swept
from tests.faults.works import BackingUp, Exporting, Work, documents_in, looked_at, made, numbers
from tests.stall import DAY, Stall

needs_calls = pytest.mark.skipif(not HAS_CALLS, reason="the engine's system calls are exchanged on Linux")
YEAR = 366 * 86_400_000
WRONG = (-YEAR, 30 * YEAR, 0, -2 * YEAR, YEAR)


@needs_calls
@pytest.mark.parametrize("kind", [BackingUp, Exporting], ids=lambda kind: kind.__name__)
def test_stick_is_pulled(tmp_path: Path, kind: type[Work]) -> None:
    def pulled(work: Work, at: int) -> Context:
        return failing(Trouble.GONE, at, under=work.folder / "stick")

    assert swept(tmp_path, kind, "stick pulled", every(13), pulled) == []


@needs_calls
@pytest.mark.parametrize("name", ["sale", "purchase", "count"])
def test_book_turns_read_only(tmp_path: Path, name: str) -> None:
    act = acts(Stall(tmp_path))[name]
    act(new_uid())
    for at in range(1, 500, every(7)):
        uid = new_uid()
        with suppress(NotSavedError), failing(Trouble.READ_ONLY, at) as disk:
            act(uid)
        wrong = is_posted(uid) is bool(disk.failed)
        if not disk.failed:
            assert not wrong
            break
        tried("disk turns read-only: posting", refused=not wrong, lost=wrong)
        assert not wrong
    assert not disk.failed
    assert check_books() == []


@needs_calls
def test_book_is_read_only_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "สมุด.samut"
    path.write_bytes(made()["book"])
    with failing(Trouble.READ_ONLY, 1, under=tmp_path):
        there, refusal = looked_at(path)
    tried("disk turns read-only: opening", refused=bool(refusal))
    assert there == []
    assert refusal.startswith("BookReadOnlyError")
    assert looked_at(path) == (documents_in("book"), "")


def test_clock_is_years_wrong(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    path, copies = open_path(), tmp_path / "copies"
    copies.mkdir()
    close_book()
    for turn, wrong in enumerate(WRONG):
        stall.session = open_book(path, clock=lambda wrong=wrong: now_ms() + wrong)  # type: ignore[misc]
        day = DAY + dt.timedelta(days=wrong // 86_400_000)
        stall.sell(stall.line(stall.kapi, 1, 5900), on=day)
        stall.sell(stall.line(stall.kapi, 1, 5900))
        copy = back_up_automatically(stall.session, copies)
        everything, findings = numbers(), check_books()
        tried("clock years wrong", lost=len(set(everything)) != 2 * turn + 3, corrupt=bool(findings))
        assert findings == []
        assert len(set(everything)) == 2 * turn + 3
        close_book()
        assert copy.path.exists(), "the copy that was just made is never thinned out"
        assert looked_at(copy.path) == (everything, "")
    assert len(automatic_backups(copies, path.stem)) == len(WRONG)
    done = restore(copy.path, path, clock=lambda: now_ms() - 2 * YEAR)
    assert done.epoch == 2
    with opened(path) as session:
        again = Stall.__new__(Stall)
        again.__dict__.update(stall.__dict__, session=session)
        again.sell(again.line(again.kapi, 1, 5900))
        assert len(set(numbers())) == len(everything) + 1
        assert check_books() == []
