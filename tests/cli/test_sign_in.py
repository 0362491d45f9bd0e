"""Commands on a book with people: who types them is asked, and may do what her role may."""

import io
from pathlib import Path

import pytest

from app.domain.roles import Role
from app.services import leaving, people
from app.services.books import close_book, open_book
from app.services.people import PersonData, add_user, start_signing_in
from app.settings import change_machine
from db.media import Medium
from tests.cli.conftest import Samut

LEADER = "กล้วยหอมทอง9"
SELLER = "ขนมปังหวาน"


@pytest.fixture(autouse=True)
def _in_english() -> None:
    change_machine(language="en")


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> object:
    def say(secret: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(secret + "\n"))

    return say


@pytest.fixture
def staffed(stall_book: Path) -> Path:
    session = open_book(stall_book)
    start_signing_in(session, name="แดง", password=LEADER)
    add_user(session, PersonData("น้อย", Role.SELLER), password=SELLER)
    close_book()
    return stall_book


def test_who_are_you(samut: Samut, staffed: Path, say) -> None:
    say("")
    answer = samut("check", staffed)
    assert (answer.code, answer.out) == (1, "")
    assert "--user" in answer.err
    answer = samut("check", staffed, "--user", "แดง")
    assert answer.code == 1
    assert "--secret-stdin" in answer.err, "no terminal here"


def test_wrong_and_right(samut: Samut, staffed: Path, say) -> None:
    say("not this one")
    answer = samut("check", staffed, "--user", "แดง", "--secret-stdin")
    assert answer.code == 1
    assert "not right" in answer.err
    say(LEADER)
    assert samut("check", staffed, "--user", "แดง", "--secret-stdin").code == 0
    say("no such person's")
    assert samut("check", staffed, "--user", "ไม่มี", "--secret-stdin").code == 1


def test_the_same_rights_as_in_the_window(samut: Samut, staffed: Path, tmp_path: Path, say) -> None:
    me = ("--user", "น้อย", "--secret-stdin")
    say(SELLER)
    assert samut("sell", staffed, "--item", "TEA=1", *me).code == 0
    for refused in (
        ("report", staffed, "monthly", "--month", "2569-10", "-o", tmp_path / "m.pdf"),
        ("check", staffed),
        ("backup", staffed, tmp_path),
        ("export", staffed, "sales", "-o", tmp_path / "s.xlsx"),
        ("encrypt", staffed),
    ):
        say(SELLER)
        answer = samut(*refused, *me)
        assert answer.code == 1, refused
        assert "น้อย" in answer.err
    assert not (tmp_path / "m.pdf").exists()


def test_locked_and_opened_again(samut: Samut, staffed: Path, say) -> None:
    leader = ("--user", "แดง", "--secret-stdin")
    say(LEADER)
    assert samut("encrypt", staffed, *leader).code == 0
    data = staffed.read_bytes()
    assert b"SQLite format 3" not in data
    assert "ชา".encode() not in data
    say(SELLER)
    assert samut("sell", staffed, "--item", "TEA=1", "--user", "น้อย", "--secret-stdin").code == 0
    say(LEADER)
    assert samut("decrypt", staffed, *leader).code == 0
    say(LEADER)
    assert samut("check", staffed, *leader).code == 0


def test_the_recovery_code_opens_without_the_key_file(samut: Samut, staffed: Path, say) -> None:
    from app.services.doors import Credential

    session = open_book(staffed, credential=Credential("แดง", password=LEADER))
    code = people.recovery_code(session, password=LEADER).recovery_code
    close_book()
    staffed.with_name(staffed.name + ".keys").unlink()
    say(LEADER)
    answer = samut("check", staffed, "--user", "แดง", "--secret-stdin")
    assert answer.code == 3
    assert ".keys" in answer.err
    say(code.lower())
    assert samut("check", staffed, "--recovery-code", "--secret-stdin").code == 0


def test_a_new_book_with_a_password_tells_its_code_once(samut: Samut, tmp_path: Path, say) -> None:
    say(LEADER)
    path = tmp_path / "n.samut"
    answer = samut("new", path, "--name", "กลุ่ม", "--user", "แดง", "--secret-stdin", "--encrypted")
    assert answer.code == 0
    assert "Recovery code" in answer.out
    assert path.read_bytes()[:6] != b"SQLite"
    say("short")
    other = tmp_path / "o.samut"
    assert samut("new", other, "--name", "กลุ่ม", "--user", "แดง", "--secret-stdin").code == 1
    assert not other.exists()


def test_a_file_for_the_stick_is_locked_or_said_to_be_open(
    samut: Samut, stall_book: Path, tmp_path: Path, say, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    monkeypatch.setattr(
        leaving, "medium_of", lambda where: Medium.REMOVABLE if where == stick else Medium.DISK
    )
    paper = stick / "goods.xlsx"
    answer = samut("export", stall_book, "products", "-o", paper)
    assert answer.code == 1
    assert list(stick.iterdir()) == []
    assert samut("export", stall_book, "products", "-o", paper, "--plain").code == 0
    assert paper.exists()
    say("สี่คำ-ที่-จำ-ได้")
    answer = samut("export", stall_book, "products", "-o", stick / "two.xlsx", "--passphrase-stdin")
    assert answer.code == 0
    assert "two.xlsx.age" in answer.out
    assert (stick / "two.xlsx.age").read_bytes().startswith(b"age-encryption.org/v1")
    assert samut("backup", stall_book, stick).code == 1
    say("สี่คำ-ที่-จำ-ได้")
    assert samut("backup", stall_book, stick, "--passphrase-stdin").code == 0
    (copy,) = stick.glob("*.samut.age")
    say("สี่คำ-ที่-จำ-ได้")
    assert samut("restore", copy, tmp_path / "new.samut", "--secret-stdin").code == 0
