"""Names, passwords, badges and sealed files of people who mean no good."""

import random
from pathlib import Path
from unittest.mock import patch

import pytest

from app.domain.passwords import compared_name
from app.domain.roles import Role
from app.errors import UserError
from app.queries.people import users
from app.services.books import close_book, create_book, open_book
from app.services.doors import Credential, WrongSecretError
from app.services.people import NameTakenError, PersonData, add_user
from app.services.records import NameMissingError
from app.thai.look import look
from db import key_file
from db.sealing import END, WrongSealSecretError, is_sealed, open_bytes, open_file, seal_bytes, seal_file
from reports.render.badge import badge_pdf
from tests.faults.counting import every, many, tried
from tests.hostile.strings import STRINGS
from tests.hostile.test_hostile_words import UNWANTED, copied, readable

PASSWORD = "four-words-to-remember"
CHEAP = key_file.Cost(1, 64, 1)


def test_who_looks_like_somebody_else_is_not_let_in_beside_her(tmp_path: Path) -> None:
    path = tmp_path / "สมุด.samut"
    with patch.object(key_file, "COST", CHEAP):
        session = create_book(path, name="x", leader="Somchai", password=PASSWORD)
        for name in (
            *("somchai", "SOMCHAI", "Sоmchai", "Ｓｏｍｃｈａｉ", "Sοmchaі", "Som chai", "Somchai\u3164"),
            *("Som\u200dchai", "Som\u00adchai", "Som\ufe0fchai", "\u202eSomchai", "Som\U000e0041chai"),
        ):
            with pytest.raises(NameTakenError):
                add_user(session, PersonData(name, Role.SELLER), password=PASSWORD)
            tried("hostile words: look-alikes", refused=1)
        for name in ("\u3164", "\u00ad", "\u200d", "\ufe0f\ufe0f", " ", "\U000e0041"):
            with pytest.raises(NameMissingError):
                add_user(session, PersonData(name, Role.SELLER), password=PASSWORD)
        for name in ("Somchay", "สมชาย", "สมหญิง", "ส้มชาย"):
            add_user(session, PersonData(name, Role.SELLER), password=PASSWORD)
        with pytest.raises(NameTakenError):
            add_user(session, PersonData("สม\u200dชาย", Role.SELLER), password=PASSWORD)
        close_book()


def test_looks_are_stable() -> None:
    for text in STRINGS:
        assert look(look(text)) == look(text), repr(text)
        assert look(text) == look(f"\u200b{text}\u2060")


@pytest.mark.slow
def test_whoever_was_let_in_signs_in_with_the_same_name_and_nobody_else_does(tmp_path: Path) -> None:
    path = tmp_path / "สมุด.samut"
    let_in = {}
    with patch.object(key_file, "COST", CHEAP):
        session = create_book(path, name="x", leader="ผู้นำ", password=PASSWORD)
        for number, text in enumerate(STRINGS[:: every(9)]):
            try:
                add_user(session, PersonData(text, Role.SELLER), password=f"{PASSWORD} {number}")
            except UserError:
                tried("hostile words: names at sign-in", refused=1)
            else:
                let_in[text] = number
        for person in users():
            assert not UNWANTED.search(person.name)
        close_book()
        assert len(let_in) > 30
        for text, number in list(let_in.items())[:: every(3)]:
            opened = open_book(path, credential=Credential(name=text, password=f"{PASSWORD} {number}"))
            assert compared_name(opened.user_name) == compared_name(text)
            close_book()
            with pytest.raises(WrongSecretError):
                open_book(path, credential=Credential(name=text, password=f"{PASSWORD} {number + 1}"))
            tried("hostile words: names at sign-in", 2, refused=1)


def test_odd_secrets_are_only_wrong(tmp_path: Path) -> None:
    path = tmp_path / "สมุด.samut"
    with patch.object(key_file, "COST", CHEAP), patch("app.services.doors.left_ms", return_value=0):
        create_book(path, name="x", leader="ผู้นำ", password="\ud800 a password of halves")
        close_book()
        for text in STRINGS[:: every(9)]:
            for credential in (
                Credential(name="ผู้นำ", password=text),
                Credential(name=text, password=text),
                Credential(name="ผู้นำ", recovery_code=text or "x"),
            ):
                with pytest.raises(UserError):
                    open_book(path, credential=credential)
                assert "password" not in repr(credential).partition("user_uid")[2]
                tried("hostile words: secrets", refused=1)
        open_book(path, credential=Credential(name="ผู้นำ", password="\ud800 a password of halves"))


def test_badges_carry_any_name(tmp_path: Path) -> None:
    for text in STRINGS[:: every(9)]:
        made = badge_pdf(text[:200], text[:500], "SMT000000000000")
        assert not UNWANTED.search(copied(made))
        tried("hostile words: badge")
    assert readable("<b>กะปิ</b>") in copied(badge_pdf("<b>กะปิ</b>", "=1+1", "SMT000000000000"))


def test_sealed_files_are_opened_whole_or_not_at_all(tmp_path: Path) -> None:
    key, other = bytes(range(32)), bytes(32)
    plain, sealed, again = tmp_path / "a", tmp_path / f"a{END}", tmp_path / "b"
    plain.write_bytes(b"a book" * 20_000)
    seal_file(plain, sealed, key=key)
    right, chance, lost = sealed.read_bytes(), random.Random(2569), 0
    tries = many(60, 600)
    for _turn in range(tries):
        data = bytearray(right)
        if chance.random() < 0.5:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            del data[chance.randrange(len(data)) :]
        sealed.write_bytes(data)
        try:
            open_file(sealed, again, key=key)
        except WrongSealSecretError:
            assert not again.exists()
        else:  # a header line that nobody needs
            lost += again.read_bytes() != plain.read_bytes()
            again.unlink()
    tried("input: sealed file", tries, refused=tries, lost=lost)
    assert lost == 0
    sealed.write_bytes(right)
    with pytest.raises(WrongSealSecretError):
        open_file(sealed, again, key=other)
    assert not list(tmp_path.glob("*.part"))


def test_a_passphrase_does_not_make_the_machine_work_for_hours() -> None:
    """The file says how dear its passphrase is; what asks for too much is refused."""
    right = seal_bytes(b"x", passphrase=PASSWORD)
    head, _space, rest = right.partition(b"-> scrypt ")
    salt, _space, after = rest.partition(b" ")
    _cost, _line, body = after.partition(b"\n")
    dear = head + b"-> scrypt " + salt + b" 40\n" + body
    for data in (dear, right[:-1], b"", b"age-encryption.org/v1\n", right.replace(b"scrypt", b"x25519")):
        with pytest.raises(WrongSealSecretError):
            open_bytes(data, passphrase=PASSWORD)
        tried("input: sealed file", refused=1)
    assert open_bytes(right, passphrase=PASSWORD) == b"x"


def test_what_is_no_sealed_file(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"age", b"age-encryption.org/v2", b"\xff" * 100)):
        path = tmp_path / str(number)
        path.write_bytes(data)
        assert not is_sealed(path)
