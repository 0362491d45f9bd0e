"""The disk fails at every operation that the engine or Python asks of it while something is posted."""

import shutil
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.queries.integrity import check_books
from app.services import key_ring
from app.services.books import close_book, create_book, open_book, open_path
from app.services.unit_of_work import NotSavedError, SavedUnreadError, UncertainError
from db import connection as book
from db import files
from tests.faults.acts import acts, is_posted, rows_in_book
from tests.faults.counting import every, tried
from tests.faults.disk import HAS_CALLS, SWEPT, Trouble, failing
from tests.stall import Stall

pytestmark = pytest.mark.skipif(not HAS_CALLS, reason="the engine's system calls are exchanged on Linux")
MOST = 500
"""Far more operations than any of these acts needs."""
SYNC_FAILS = "a COMMIT whose last sync fails"


def found_after_crash(uid: bytes, folder: Path) -> bool:
    """Whether the document would be in the book had the program died this moment."""
    copy = folder / "crashed.samut"
    for end in ("", "-wal"):
        shutil.copyfile(f"{open_path()}{end}", f"{copy}{end}")
    try:
        query = f"SELECT id FROM document WHERE uid = x'{uid.hex()}'"
        return bool(files.rows(copy, query, key_ring.file_key()))
    finally:
        files.remove(copy, *files.side_files(copy))


def encrypted_stall(folder: Path) -> Stall:
    """The stall's book, encrypted from its first day."""
    path = folder / "สมุด.samut"
    return Stall(folder, create_book(path, name="กลุ่ม", password="ลิ้นจี่ กล้วย มังคุด เงาะ", encrypted=True))


@pytest.mark.parametrize("trouble", SWEPT)
@pytest.mark.parametrize("name", ["sale", "return", "purchase", "batch", "count", "encrypted sale"])
def test_posting(tmp_path: Path, name: str, trouble: Trouble) -> None:
    encrypted = name.startswith("encrypted")
    stall = encrypted_stall(tmp_path) if encrypted else Stall(tmp_path)
    assert (key_ring.file_key() is not None) is encrypted
    act = acts(stall)[name.removeprefix("encrypted ")]
    act(new_uid())
    row = f"disk fails: {name}"
    answers = {"saved": 0, "not saved": 0, "uncertain": 0}
    for at in range(1, MOST, every(4)):
        uid, before = new_uid(), rows_in_book()
        try:
            with failing(trouble, at) as disk:
                act(uid)
            answer = "saved"
        except SavedUnreadError:
            answer = "saved"
        except UncertainError:
            answer = "uncertain"
        except NotSavedError:
            answer = "not saved"
        if encrypted:
            book.database.renew()  # the disk is well again
        there, after_crash = is_posted(uid), found_after_crash(uid, tmp_path)
        false = {"saved": not (there and after_crash), "not saved": there or after_crash, "uncertain": there}
        if disk.failed:
            tried(row, refused=answer != "saved" and not false[answer], lost=false[answer])
            answers[answer] += 1
        assert not false[answer], f"{trouble} at {at}, {disk.seen[-1]}: told {answer!r}"
        assert answer == "saved" or rows_in_book() == before, f"{trouble} at {at} left rows behind"
        if not disk.failed:
            break
    assert not disk.failed, "there are more operations than were tried"
    assert answers["not saved"] + answers["uncertain"] > 5
    assert not answers["uncertain"] or trouble is Trouble.GONE
    again = new_uid()
    act(again)
    act(again)
    findings = check_books()
    tried(row, 0, corrupt=bool(findings))
    assert findings == []


def test_a_sync_that_fails_leaves_nothing_for_the_next_start(tmp_path: Path) -> None:
    """The rows of such a COMMIT stand whole in the WAL: unless they are written over, they come back."""
    stall = Stall(tmp_path)
    sale = acts(stall)["sale"]
    sale(new_uid())
    uid = new_uid()
    with pytest.raises(NotSavedError) as told, failing(Trouble.BAD_ONCE, 1, only="fsync"):
        sale(uid)
    assert type(told.value) is NotSavedError
    assert not found_after_crash(uid, tmp_path)
    sale(new_uid())
    with failing(None, 0) as disk:
        sale(new_uid())
    uid = new_uid()
    with pytest.raises(UncertainError), failing(Trouble.GONE, disk.seen.index("fsync") + 1):
        sale(uid)
    assert found_after_crash(uid, tmp_path), "this is why the answer is that nobody can know"
    sale(uid)
    assert found_after_crash(uid, tmp_path)
    path = open_path()
    close_book()
    open_book(path)
    assert is_posted(uid)
    assert check_books() == []
    tried(SYNC_FAILS, 2, refused=2)


def test_an_encrypted_book_goes_on_after_one_bad_read(tmp_path: Path) -> None:
    """Its connection closes itself to everything after a page that could not be read; another takes over."""
    sale = acts(encrypted_stall(tmp_path))["sale"]
    sale(new_uid())
    with pytest.raises(NotSavedError), failing(Trouble.BAD_ONCE, 5, only="pwrite"):
        sale(new_uid())  # so that pages have to be read again
    with pytest.raises(NotSavedError), failing(Trouble.BAD_ONCE, 1, only="pread") as disk:
        sale(new_uid())
    assert disk.failed
    uid = new_uid()
    sale(uid)
    assert is_posted(uid)
    assert check_books() == []
    tried("disk fails: encrypted sale", refused=1)
