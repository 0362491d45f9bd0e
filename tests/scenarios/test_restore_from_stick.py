"""The computer is gone: a new one, the stick alone, and whoever remembers her password or keeps the code.

The book opens, the seller signs in and sells under a new epoch, everything adds up, and bringing back can be
undone.
"""

from pathlib import Path

import pytest

from app.domain.roles import Role
from app.domain.session import Session
from app.queries.integrity import check_books
from app.services import leaving, people
from app.services.backup import Backup, back_up
from app.services.books import close_book, open_book, open_path
from app.services.doors import Credential
from app.services.encrypting import encrypt_book
from app.services.restoring import preview_restore, restore
from app.settings import load_machine
from db.media import Medium
from tests.builders import make_book, sell

LEADER = Credential("แดง", password="กล้วยหอมทอง9")
SELLER = Credential("น้อย", password="ขนมปังหวาน")


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that lies on a stick."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()

    def medium(where: Path) -> Medium:
        return Medium.REMOVABLE if folder in (where, *where.parents) else Medium.DISK

    monkeypatch.setattr(leaving, "medium_of", medium)
    return folder


@pytest.fixture
def new_pc(tmp_path: Path) -> Path:
    """Where a new computer keeps its books; nothing is there yet."""
    folder = tmp_path / "new pc"
    folder.mkdir()
    return folder


def staffed_book(folder: Path) -> tuple[Session, str]:
    """A book with a leader, a seller and one sale; gives its recovery code too."""
    old_pc = folder / "old pc"
    old_pc.mkdir()
    session = make_book(old_pc)
    code = people.start_signing_in(session, name="แดง", password=LEADER.password).recovery_code
    people.add_user(session, people.PersonData("น้อย", Role.SELLER), password=SELLER.password)
    sell(session)
    return session, code


def lose_the_computer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old computer's files and settings are out of reach; only the stick is left."""
    close_book()
    (folder / "old pc").rename(folder / "stolen")
    monkeypatch.setenv("SAMUT_SETTINGS", str(folder / "settings of the new pc"))
    assert load_machine().book_epochs == ()


def sold_by_the_seller(path: Path) -> str:
    session = open_book(path, credential=SELLER)
    assert session.user_name == "น้อย"
    number = sell(session).number
    assert check_books() == []
    close_book()
    return number


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
@pytest.mark.parametrize("by_code", [False, True], ids=["by password", "by recovery code"])
def test_the_stick_alone_is_enough(
    tmp_path: Path,
    stick: Path,
    new_pc: Path,
    monkeypatch: pytest.MonkeyPatch,
    encrypted: bool,
    by_code: bool,
) -> None:
    session, code = staffed_book(tmp_path)
    if encrypted:
        path = open_path()
        close_book()
        encrypt_book(path, credential=LEADER)
        session = open_book(path, credential=LEADER)
    copy: Backup = back_up(session, stick)
    assert copy.path.name.endswith(".samut" if encrypted else ".samut.age")
    lose_the_computer(tmp_path, monkeypatch)

    credential = Credential(recovery_code=code) if by_code else LEADER
    target = new_pc / "สมุด.samut"
    assert preview_restore(copy.path, target, credential=credential).documents == 1
    done = restore(copy.path, target, credential=credential)
    assert (done.documents, done.epoch, done.put_aside, done.findings) == (1, 2, None, ())
    assert target.read_bytes().startswith(b"SQLite format 3") is not encrypted
    assert sold_by_the_seller(target).startswith("ร1.2-")


def test_bringing_back_is_undone(
    tmp_path: Path, stick: Path, new_pc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _code = staffed_book(tmp_path)
    copy = back_up(session, stick)
    lose_the_computer(tmp_path, monkeypatch)
    target = new_pc / "สมุด.samut"
    restore(copy.path, target, credential=LEADER)
    number = sold_by_the_seller(target)

    done = restore(copy.path, target, credential=LEADER)
    assert (done.documents, done.epoch) == (1, 3)
    assert done.put_aside is not None
    undone = restore(done.put_aside, target, credential=LEADER)
    assert (undone.documents, undone.epoch) == (2, 4)
    open_book(target, credential=LEADER)
    assert check_books() == []
    close_book()
    later = sold_by_the_seller(target)
    assert number.startswith("ร1.2-")
    assert later.startswith("ร1.4-")
