"""The power goes while passwords change or a book is encrypted: it opens, with the old secret or the new."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from app.domain.roles import Role
from app.services.books import close_book, create_book, open_book, open_path
from app.services.doors import Credential
from app.services.encrypting import decrypt_book, encrypt_book
from app.services.people import PersonData, add_user, start_signing_in
from app.services.secrets_of_people import set_own_password
from db import files, key_file
from tests.faults.after_cut import BrokenError, Found, Judge, LostError, cut_everywhere, look
from tests.faults.counting import many
from tests.faults.power import Image
from tests.faults.recording import POSSIBLE, recording
from tests.stall import Stall

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not POSSIBLE, reason="the engine is not reached from outside here"),
]

IMAGES = many(20, 600)
SEED = 2572
OLD, NEW, HERS = "ปลาทู ข้าวสาร ทะเล ลมหนาว", "มะพร้าว น้ำตก ภูเขา ดาวเรือง", "กระเป๋า นาฬิกา ต้นไม้ สะพาน"
LEADER, SELLER = "ผู้นำ", "คนขาย"


@pytest.fixture(autouse=True)
def _cheap_hashes() -> Iterator[None]:
    with patch.object(key_file, "COST", key_file.Cost(1, 64, 1)):
        yield


def opens(path: Path, *credentials: Credential | None) -> tuple[Found, int]:
    """What is found by the first of these that opens the book, and which that is; raises BrokenError."""
    for turn, credential in enumerate(credentials):
        found = look(path, credential)
        if not found.broken:
            return found, turn
    raise BrokenError(f"{path.name}: {found.broken}")


def key_file_judge(name: str) -> Judge:
    """Each answered change of the tries is in the key file."""

    def judge(where: Path, image: Image) -> None:
        try:
            tries = key_file.read(where / name).tries
        except (OSError, key_file.KeyFileDamagedError) as error:
            raise BrokenError(repr(error)) from error
        if len(tries) not in (len(image.answered), len(image.answered) + 1):
            raise LostError(f"{len(image.answered)} changes were answered, {len(tries)} are there")

    return judge


def test_key_file_is_cut(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "สมุด.samut.keys"
    key_file.write(path, key_file.new_file(bytes(16)))
    with recording(folder) as disk:
        for turn in range(12):
            with key_file.changing(path) as change:
                change.set_tries(bytes([turn]) * 16, (turn, "boot", 1))
            disk.answered(str(turn))

    judge = key_file_judge(path.name)
    fault = "power cut: writing the key file"
    tally = cut_everywhere(disk, folder, judge, seed=SEED, wanted=IMAGES * 2, fault=fault)
    assert not tally.wrong, tally
    assert tally.tried > 12


def test_key_file_that_is_not_synced_is_seen_to_be_lost(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "สมุด.samut.keys"
    key_file.write(path, key_file.new_file(bytes(16)))
    with recording(folder) as disk, patch.object(os, "fsync", lambda _handle: None):
        for turn in range(12):
            with key_file.changing(path) as change:
                change.set_tries(bytes([turn]) * 16, (turn, "boot", 1))
            disk.answered(str(turn))
    tally = cut_everywhere(disk, folder, key_file_judge(path.name), seed=SEED, wanted=IMAGES)
    assert tally.lost, tally
    assert tally.broken, tally


def test_letting_people_in_is_cut(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    stall = Stall(folder)
    path = open_path()
    close_book()
    with recording(folder) as disk:
        session = open_book(path)
        start_signing_in(session, name=LEADER, password=OLD)
        disk.answered("started")
        close_book()
        session = open_book(path, credential=Credential(name=LEADER, password=OLD))
        add_user(session, PersonData(SELLER, Role.SELLER), password=HERS)
        disk.answered("added")
        set_own_password(session, old=OLD, new=NEW)
        disk.answered("changed")
        close_book()
    assert stall.bought.number

    def judge(where: Path, image: Image) -> None:
        old, new = Credential(name=LEADER, password=OLD), Credential(name=LEADER, password=NEW)
        found, turn = opens(where / path.name, None, old, new)
        if found.numbers != (stall.bought.number,):
            raise LostError("a document")
        if turn == 0 and image.answered:
            raise BrokenError("anybody comes in")
        if turn == 2 and "added" not in image.answered:
            raise BrokenError("the password came too early")
        if turn == 1 and "changed" in image.answered:
            raise LostError("the new password")
        if "added" in image.answered:
            opens(where / path.name, Credential(name=SELLER, password=HERS))

    tally = cut_everywhere(
        disk, folder, judge, seed=SEED, wanted=IMAGES * 2, fault="power cut: people and passwords"
    )
    assert not tally.wrong, tally
    assert tally.tried > 8


@pytest.mark.parametrize("in_use", [False, True], ids=["closed", "killed"])
@pytest.mark.parametrize("encrypt", [True, False], ids=["encrypting", "decrypting"])
def test_encrypting_is_cut(encrypt: bool, in_use: bool, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "สมุด.samut"
    credential = Credential(name=LEADER, password=OLD)
    stall = Stall(folder, create_book(path, name="กลุ่ม", leader=LEADER, password=OLD, encrypted=not encrypt))
    for _turn in range(4):
        stall.sell(stall.line(stall.tea, 1, 8900))
    kept = {each: each.read_bytes() for each in (path, files.side_files(path)[0])}
    close_book()
    if in_use:
        for each, data in kept.items():
            each.write_bytes(data)
    with recording(folder) as disk:
        (encrypt_book if encrypt else decrypt_book)(path, credential=credential)
        disk.answered("done")
    whole = look(path, credential).numbers
    assert len(whole) == 5

    def judge(where: Path, image: Image) -> None:
        there = where / path.name
        if not there.exists():
            raise LostError("the book")
        if image.answered and files.is_plain_header(there) is encrypt:
            raise LostError("the encryption")
        found, _turn = opens(there, credential)
        if found.numbers != whole:
            raise LostError("documents")

    fault = f"power cut: {'encrypting' if encrypt else 'decrypting'} a book"
    tally = cut_everywhere(disk, folder, judge, seed=SEED, wanted=IMAGES, fault=fault)
    assert not tally.wrong, tally
    assert tally.tried > 8


def test_encrypted_book_that_was_torn_while_its_wal_was_folded_in_opens(tmp_path: Path) -> None:
    path = tmp_path / "สมุด.samut"
    credential = Credential(name=LEADER, password=OLD)
    stall = Stall(tmp_path, create_book(path, name="กลุ่ม", leader=LEADER, password=OLD, encrypted=True))
    kept = {each: each.read_bytes() for each in (path, files.side_files(path)[0])}
    number = stall.bought.number
    close_book()
    for each, data in kept.items():
        each.write_bytes(data)
    with path.open("ab") as file:
        file.write(bytes(512))
    assert opens(path, credential)[0].numbers == (number,)
