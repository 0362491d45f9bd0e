"""Where a live book may lie: disks yes, sticks and networks no, doubtful places with a word."""

from pathlib import Path

import pytest

from db.media import Medium, Mount, judge, medium_of, mount_of, parse_mounts

MOUNTS = """\
/dev/sda2 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/home /home/shared nfs4 rw 0 0
/dev/sdb1 /media/me/STICK\\0401 vfat rw 0 0
//nas/data /mnt/nas cifs rw 0 0
/dev/sda3 /data ntfs3 rw 0 0
/dev/sda4 /other fuseblk rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "removable", "medium"),
    [
        ("/home/me/books", False, Medium.DISK),
        ("/tmp/x", False, Medium.DISK),
        ("/home/shared", False, Medium.NETWORK),
        ("/home/sharedish", False, Medium.DISK),
        ("/mnt/nas/deep/er", False, Medium.NETWORK),
        ("/media/me/STICK 1/books", True, Medium.REMOVABLE),
        ("/media/me/STICK 1/books", False, Medium.UNSURE),
        ("/data", False, Medium.DISK),
        ("/other/x", False, Medium.UNSURE),
        ("/home/me/Dropbox/books", False, Medium.SYNCED),
        ("/home/me/Google Drive", False, Medium.SYNCED),
        ("/home/me/OneDrive - ชุมชน", False, Medium.SYNCED),
        ("/home/me/dropboxes", False, Medium.DISK),
    ],
)
def test_places(folder: str, removable: bool, medium: Medium) -> None:
    mount = mount_of(folder, parse_mounts(MOUNTS))
    assert judge(folder, mount, removable=removable) is medium


def test_escaped_names_of_mounts() -> None:
    assert Mount("/dev/sdb1", "/media/me/STICK 1", "vfat") in parse_mounts(MOUNTS)


def test_a_folder_of_this_machine_is_a_disk(tmp_path: Path) -> None:
    assert medium_of(tmp_path) is Medium.DISK
