"""Jobs on a book's file that are killed half way, in processes forked from one that has loaded everything.

Started as a process of its own: ``python -m tests.faults.jobs``. Each line on its input names a job, its
folder, the call of the disk at which it is killed, and the seconds after which it is (0 for neither).
"""

import gzip
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from unittest.mock import patch

from app.domain.roles import Role
from app.errors import UserError
from app.queries.people import users
from app.services import backup
from app.services.backup import back_up_to
from app.services.books import close_book, create_book, open_book
from app.services.doors import Credential
from app.services.encrypting import AlreadySoError, encrypt_book
from app.services.people import PersonData, add_user
from app.services.restoring import restore
from db import files, key_file
from db.migrate import VERSION
from tests.faults.after_cut import BrokenError, LostError, look, sound
from tests.faults.power import Call
from tests.faults.recording import recording
from tests.migrations.make_book import BOOKS
from tests.stall import Stall
from ui.cli import main as command

CHEAP = key_file.Cost(1, 64, 1)
Answer = Callable[[str], None]
LEADER = Credential(name="ผู้นำ", password="ปลาทู ข้าวสาร ทะเล ลมหนาว")
SELLER = Credential(name="คนขาย", password="กระเป๋า นาฬิกา ต้นไม้ สะพาน")
BOOK, COPY, OTHER, LIST = "สมุด.samut", "สำเนา.samut", "สำเนาใหม่.samut", "รายการขาย.csv"


@dataclass(frozen=True, slots=True)
class Job:
    """What is done in a folder: laid out, done, and looked at afterwards with what was answered."""

    prepare: Callable[[Path], None]
    run: Callable[[Path, Answer], None]
    judge: Callable[[Path, list[str]], None]


def _stall(folder: Path, *, people: bool = False) -> Stall:
    if not people:
        return Stall(folder)
    session = create_book(folder / BOOK, name="กลุ่ม", leader=LEADER.name, password=LEADER.password)
    return Stall(folder, session)


def _sell(stall: Stall, times: int = 1) -> None:
    for _turn in range(times):
        stall.sell(stall.line(stall.tea, 1, 8900))


# ---------------------------------------------------------------- jobs


def _old_book(folder: Path) -> None:
    (folder / BOOK).write_bytes(gzip.decompress((BOOKS / "v1.samut.gz").read_bytes()))


def _upgrade(folder: Path, answer: Answer) -> None:
    open_book(folder / BOOK)
    answer("upgraded")
    close_book()


def _is_upgraded(folder: Path, answered: list[str]) -> None:
    before = files.identity(folder / BOOK)[1]
    copies = list(folder.glob("*(before upgrade*.samut"))
    if answered and before != VERSION:
        raise LostError("the upgrade")
    if before == VERSION and not copies:
        raise LostError("the copy before the upgrade")
    for copy in copies:
        if files.faults(copy):
            raise BrokenError(copy.name)
    if len(sound(folder / BOOK).numbers) < 15:
        raise LostError("documents")


def _book_and_copy(folder: Path) -> None:
    stall = _stall(folder)
    _sell(stall, 2)
    back_up_to(stall.session, folder / COPY)
    _sell(stall, 3)
    close_book()


def _back_up(folder: Path, answer: Answer) -> None:
    session = open_book(folder / BOOK)
    for name in (COPY, OTHER):
        back_up_to(session, folder / name)
        answer(name)
    close_book()


def _is_backed_up(folder: Path, answered: list[str]) -> None:
    whole = sound(folder / BOOK).numbers
    if len(whole) != 6:
        raise LostError("documents")
    for name in (COPY, OTHER):
        if name in answered and not (folder / name).exists():
            raise LostError(name)
        if (folder / name).exists():
            numbers = sound(folder / name).numbers
            if numbers != (whole if name in answered or name == OTHER else numbers):
                raise LostError(f"documents in {name}")


def _restore(folder: Path, answer: Answer) -> None:
    restored = restore(folder / COPY, folder / BOOK)
    assert restored.put_aside is not None
    answer(restored.put_aside.name)


def _is_restored(folder: Path, answered: list[str]) -> None:
    found = sound(folder / BOOK)
    asides = [sound(each).numbers for each in folder.glob("*(before restore*.samut")]
    if found.epoch == 1:
        if len(found.numbers) != 6:
            raise BrokenError(str(found))
        if answered:
            raise LostError("the restore")
    elif len(found.numbers) != 3:
        raise BrokenError(str(found))
    elif not any(len(each) == 6 for each in asides):
        raise LostError("what was there before")


def _export(folder: Path, answer: Answer) -> None:
    done = command(["export", str(folder / BOOK), "sales", "--format", "csv", "-o", str(folder / LIST)])
    assert done == 0
    answer(LIST)


def _old_list(folder: Path) -> None:
    _book_and_copy(folder)
    (folder / LIST).write_text("old", encoding="utf-8")


def _is_exported(folder: Path, answered: list[str]) -> None:
    if len(sound(folder / BOOK).numbers) != 6:
        raise LostError("documents")
    there = (folder / LIST).read_text(encoding="utf-8-sig")
    if there == "old":
        if answered:
            raise LostError("the list")
    elif len(there.splitlines()) != 6:
        raise BrokenError(f"half a list: {there[-40:]!r}")


def _book_with_people(folder: Path) -> None:
    _sell(_stall(folder, people=True), 2)
    close_book()


def _encrypt(folder: Path, answer: Answer) -> None:
    with suppress(AlreadySoError):
        encrypt_book(folder / BOOK, credential=LEADER)
    answer("encrypted")


def _is_encrypted(folder: Path, answered: list[str]) -> None:
    if answered and files.is_plain_header(folder / BOOK):
        raise LostError("the encryption")
    if len(sound(folder / BOOK, LEADER).numbers) != 3:
        raise LostError("documents")


def _back_up_sealed(folder: Path, answer: Answer) -> None:
    session = open_book(folder / BOOK, credential=LEADER)
    with patch.object(backup, "leaves", lambda _path: True):
        answer(back_up_to(session, folder / "stick" / COPY).path.name)
    close_book()


def _is_sealed(folder: Path, answered: list[str]) -> None:
    if len(sound(folder / BOOK, LEADER).numbers) != 3:
        raise LostError("documents")
    copy = folder / "stick" / (COPY + ".age")
    if not copy.exists():
        if answered:
            raise LostError(copy.name)
        return
    other = folder / "elsewhere" / BOOK
    rmtree(other.parent, ignore_errors=True)
    other.parent.mkdir()
    try:
        restore(copy, other, credential=LEADER)
    except UserError as error:
        raise BrokenError(repr(error)) from error
    if len(sound(other, LEADER).numbers) != 3:
        raise LostError("documents in the copy")


def _book_and_stick(folder: Path) -> None:
    _book_with_people(folder)
    (folder / "stick").mkdir()


def _let_in(folder: Path, answer: Answer) -> None:
    session = open_book(folder / BOOK, credential=LEADER)
    if SELLER.name not in [each.name for each in users()]:
        add_user(session, PersonData(SELLER.name, Role.SELLER), password=SELLER.password)
    answer("let in")
    close_book()


def _is_let_in(folder: Path, answered: list[str]) -> None:
    if len(sound(folder / BOOK, LEADER).numbers) != 3:
        raise LostError("documents")
    if answered and (found := look(folder / BOOK, SELLER)).broken:
        raise LostError(found.broken)


JOBS = {
    "upgrading a book": Job(_old_book, _upgrade, _is_upgraded),
    "backup": Job(_book_and_copy, _back_up, _is_backed_up),
    "sealed backup": Job(_book_and_stick, _back_up_sealed, _is_sealed),
    "restore": Job(_book_and_copy, _restore, _is_restored),
    "export": Job(_old_list, _export, _is_exported),
    "encrypting a book": Job(_book_with_people, _encrypt, _is_encrypted),
    "letting somebody in": Job(_book_with_people, _let_in, _is_let_in),
}


# ---------------------------------------------------------------- the process


class _UpTo(list[Call]):
    """Calls of a disk, of which the last one kills."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last

    def append(self, call: Call) -> None:
        super().append(call)
        if len(self) == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


def _say(word: str, what: object = "") -> None:
    os.write(1, f"{word} {what}\n".encode())


def _run(name: str, folder: Path, at: int, after: float) -> None:
    os.environ["SAMUT_SETTINGS"] = str(folder / "settings")
    sys.stdout = io.StringIO()  # a command's own words
    with recording(folder) as disk:
        disk.calls = _UpTo(at)
        begun = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, after)  # nobody listens to it: it ends the process on the spot
        JOBS[name].run(folder, lambda what: _say("answer", what))
        signal.setitimer(signal.ITIMER_REAL, 0)
        _say("seconds", time.monotonic() - begun)
    _say("calls", len(disk.calls))


def main() -> None:
    """Fork one child for every line, and tell how it ended."""
    key_file.COST = CHEAP
    for line in sys.stdin:
        name, folder, at, after = json.loads(line)
        child = os.fork()
        if not child:
            code = 1
            try:
                _run(name, Path(folder), at, after)
                code = 0
            finally:
                os._exit(code)
        _say("ended", os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
