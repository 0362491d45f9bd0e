"""Sticks are recognised by name, and the copies of a book are found on them."""

from pathlib import Path

import pytest

from app.domain.session import Session
from app.services.backup import back_up
from app.services.books import open_path
from app.services.sticks import Seal, Stick, copies_of, stick_of
from db import media
from db.media import Mount, labels_of, parse_mounts, sticks_among
from tests.builders import sell
from tests.fixtures import _no_book_left_open, _own_machine_settings, session

__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]

MOUNTS = """/dev/sda2 / ext4 rw 0 0
/dev/sda1 /boot/efi vfat rw 0 0
proc /proc proc rw 0 0
/dev/sdb1 /media/office/KINGSTON\\0408 vfat rw 0 0
/dev/sdc1 /run/media/office/0A1B exfat rw 0 0
/dev/sdd1 /data ext4 rw 0 0
server:/x /mnt/nas nfs4 rw 0 0
"""


def test_sticks_among_the_mounts() -> None:
    labels = labels_of({"KINGSTON\\x208": "../../sdb1", "เก็บ".encode().decode("latin-1"): "../../sdc1"})
    assert labels == {"sdb1": "KINGSTON 8", "sdc1": "เก็บ"}
    out = {"/media/office/KINGSTON 8", "/run/media/office/0A1B"}
    found = sticks_among(parse_mounts(MOUNTS), {"sdb1": "KINGSTON 8"}, out.__contains__)
    assert found == [
        Mount("KINGSTON 8", "/media/office/KINGSTON 8", "vfat"),
        Mount("0A1B", "/run/media/office/0A1B", "exfat"),
    ]


def test_this_machine_can_be_asked() -> None:
    assert isinstance(media.volumes(), list)


def test_copies_in_a_folder_and_on_a_stick(session: Session, tmp_path: Path) -> None:
    folder, stick = tmp_path / "copies", tmp_path / "KINGSTON"
    folder.mkdir()
    stick.mkdir()
    sell(session)
    first = back_up(session, folder)
    second = back_up(session, stick, open_copy=True)
    (stick / "อื่น 2569-01-01 000000.samut").write_bytes(b"x")
    (stick / f"{open_path().stem} 2569-99-01 000000.samut").write_bytes(b"x")
    plugged = (Stick("KINGSTON", stick, 10**9),)
    found = copies_of(open_path().stem, [folder, stick, tmp_path / "away"], plugged)
    assert {each.path for each in found} == {first.path, second.path}
    assert {each.place for each in found} == {"", "KINGSTON"}
    assert all(each.seal is Seal.OPEN for each in found)
    assert stick_of(second.path, plugged) == plugged[0]
    assert stick_of(first.path, plugged) is None


@pytest.mark.parametrize("name", ["สมุด.samut", "สมุด auto.samut", "สมุด 2569-01-01.samut.keys"])
def test_what_is_no_copy(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert copies_of("สมุด", [tmp_path]) == []
