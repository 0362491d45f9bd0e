"""Copies that leave the computer: sealed by default, opened by a password, the code, or any age program."""

from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from app.domain.recovery_code import key_of
from app.domain.roles import Role
from app.domain.session import NotPermittedError, Session, issue
from app.queries.integrity import check_books
from app.services import leaving, people
from app.services.auto_backup import automatic_backups, back_up_automatically
from app.services.backup import back_up
from app.services.books import close_book, open_book, open_path
from app.services.copies import asks_passphrase, needs_credential, preview_restore
from app.services.doors import Credential, SignInNeededError, WrongSecretError
from app.services.leaving import WouldBeOpenError, WrongPassphraseError, open_sealed
from app.services.restoring import restore
from db import key_file, passphrase, sealing
from db.media import Medium
from tests.builders import sell
from tests.fixtures import _no_book_left_open, _own_machine_settings, session

__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]

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
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Passphrases without the seconds that they take on purpose; gives those that were sealed with."""
    used: list[str] = []
    seal = passphrase.seal

    def noting(data: bytes, word: str) -> bytes:
        used.append(word)
        return seal(data, word)

    monkeypatch.setattr(passphrase, "LOG_N", 2)
    monkeypatch.setattr(passphrase, "seal", noting)
    return used


def staffed(session: Session) -> str:
    """A book with people; gives its recovery code."""
    code = people.start_signing_in(session, name="แดง", password=LEADER.password).recovery_code
    people.add_user(session, people.PersonData("น้อย", Role.SELLER), password=SELLER.password)
    return code


def test_a_book_of_one_asks_for_a_password_or_the_word_open(session: Session, stick: Path) -> None:
    sell(session)
    with pytest.raises(WouldBeOpenError):
        back_up(session, stick)
    assert list(stick.iterdir()) == []
    plain = back_up(session, stick, open_copy=True)
    assert plain.path.read_bytes().startswith(b"SQLite format 3")
    assert not needs_credential(plain.path, open_path().with_name("new.samut"))


def test_sealed_with_a_passphrase(
    session: Session, stick: Path, tmp_path: Path, quick_passphrases: list[str]
) -> None:
    sell(session)
    made = back_up(session, stick, passphrase="สี่คำ-ที่-จำ-ได้")
    assert made.path.name.endswith(".samut.age")
    assert made.path.read_bytes().startswith(b"age-encryption.org/v1")
    assert quick_passphrases == ["สี่คำ-ที่-จำ-ได้"]
    assert [each.name for each in stick.iterdir()] == [made.path.name], "no plain part is left"
    close_book()
    target = tmp_path / "new.samut"
    assert asks_passphrase(made.path)
    with pytest.raises(SignInNeededError):
        preview_restore(made.path, target)
    with pytest.raises(WrongPassphraseError):
        restore(made.path, target, credential=Credential(password="another word"))
    assert not target.exists()
    assert restore(made.path, target, credential=Credential(password="สี่คำ-ที่-จำ-ได้")).documents == 1
    opened = open_book(target)
    assert opened.epoch == 2
    assert check_books() == []


def test_a_book_with_people_seals_to_its_key(session: Session, stick: Path, tmp_path: Path) -> None:
    code = staffed(session)
    sell(session)
    made = back_up(session, stick)
    names = sorted(each.name for each in stick.iterdir())
    assert names == sorted([made.path.name, made.path.name.replace(".age", ".keys")])
    data = b"".join(each.read_bytes() for each in stick.iterdir())
    for word in ("แดง", "น้อย", "SQLite", LEADER.password):
        assert word.encode() not in data
    close_book()
    target = tmp_path / "pc" / "สมุด.samut"
    target.parent.mkdir()
    with pytest.raises(WrongSecretError):
        preview_restore(made.path, target, credential=Credential("แดง", password="not this one"))
    assert preview_restore(made.path, target, credential=LEADER).documents == 1
    with pytest.raises(NotPermittedError):
        restore(made.path, target, credential=SELLER)
    assert not target.exists()
    assert restore(made.path, target, credential=LEADER).documents == 1
    with pytest.raises(SignInNeededError):
        open_book(target)
    open_book(target, credential=SELLER)
    assert check_books() == []
    close_book()
    other = target.with_name("by code.samut")
    key_file.keys_path(made.path.with_name(made.path.name.removesuffix(".age"))).unlink()
    assert restore(made.path, other, credential=Credential(recovery_code=code)).documents == 1


def test_any_age_program_opens_it(session: Session, stick: Path) -> None:
    key = key_of(staffed(session))
    sell(session)
    made = back_up(session, stick)
    identity = pyrage.x25519.Identity.from_str(sealing.identity_of(key))
    assert sealing.identity_of(key).startswith("AGE-SECRET-KEY-1")
    assert pyrage.decrypt(made.path.read_bytes(), [identity]).startswith(b"SQLite format 3")


def test_automatic_copies_are_sealed_thinned_and_take_their_keys_along(session: Session, stick: Path) -> None:
    staffed(session)
    now = [1_790_000_000_000]
    clocked = issue(replace(session, clock=lambda: now[0]))
    for _ in range(5):
        sell(session)
        now[0] += 60_000
        back_up_automatically(clocked, stick)
    found = automatic_backups(stick, open_path().stem)
    assert len(found) == 3
    assert all(each.path.name.endswith(".samut.age") for each in found)
    keys = [each for each in stick.iterdir() if each.name.endswith(".keys")]
    assert len(keys) == 3


def test_a_file_sealed_with_a_passphrase(stick: Path, quick_passphrases: list[str]) -> None:
    sealed = stick / "รายงาน.pdf.age"
    sealed.write_bytes(leaving.seal(b"%PDF-1.7 figures", passphrase="สี่คำ"))
    out = stick / "รายงาน.pdf"
    with pytest.raises(WrongPassphraseError):
        open_sealed(sealed, out, passphrase="ห้าคำ")
    assert not out.exists()
    open_sealed(sealed, out, passphrase="สี่คำ")
    assert out.read_bytes() == b"%PDF-1.7 figures"


def test_the_real_passphrase(stick: Path) -> None:
    sealed, out = stick / "a.age", stick / "a"
    sealed.write_bytes(leaving.seal(b"figures", passphrase="สี่คำ"))
    assert b"-> scrypt" in sealed.read_bytes()[:60]
    open_sealed(sealed, out, passphrase="สี่คำ")
    assert out.read_bytes() == b"figures"
