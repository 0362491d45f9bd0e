"""What kind of medium a file lies on: a live book belongs on a disk of this computer."""

import os
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Medium(StrEnum):
    """Where a folder lies."""

    DISK = "disk"
    NETWORK = "network"
    REMOVABLE = "removable"
    SYNCED = "synced"
    UNSURE = "unsure"


NETWORK_TYPES = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "9p",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.glusterfs",
        "fuse.s3fs",
    ]
)
STICK_TYPES = frozenset(["vfat", "exfat", "msdos", "fuseblk", "iso9660", "udf"])
"""Formats of sticks and cards; a disk shared with another system may have them too."""
SYNCED = re.compile(
    r"(^|[/\\])(dropbox|onedrive[^/\\]*|google ?drive|my drive|icloud ?drive|nextcloud|mega(sync)?|syncthing)([/\\]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mount:
    """A line of the system's table of mounts."""

    device: str
    folder: str
    type: str


def parse_mounts(text: str) -> list[Mount]:
    """The mounts of ``/proc/self/mounts``, octal escapes resolved."""
    mounts = []
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) >= 3:
            device, folder = (re.sub(r"\\([0-7]{3})", _octal, part) for part in parts[:2])
            mounts.append(Mount(device, folder, parts[2]))
    return mounts


def _octal(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 8))


def mount_of(folder: str, mounts: list[Mount]) -> Mount | None:
    """The mount that a folder lies on: the longest that it is under, the last of equals."""
    found: Mount | None = None
    for mount in mounts:
        base = mount.folder.rstrip("/")
        if (folder == base or folder.startswith(base + "/") or not base) and (
            found is None or len(mount.folder) >= len(found.folder)
        ):
            found = mount
    return found


def judge(folder: str, mount: Mount | None, *, removable: bool) -> Medium:
    """What a folder lies on, by its mount, whether its device can be taken out, and its name."""
    if mount is not None:
        if mount.type in NETWORK_TYPES:
            return Medium.NETWORK
        if removable:
            return Medium.REMOVABLE
        if mount.type in STICK_TYPES:
            return Medium.UNSURE
    return Medium.SYNCED if SYNCED.search(folder) else Medium.DISK


def medium_of(folder: Path) -> Medium:
    """What kind of medium an existing folder lies on; what cannot be told is a disk."""
    resolved = str(folder.resolve())
    if sys.platform == "win32":  # pragma: no cover - needs Windows
        return _windows(resolved)
    try:
        mounts = parse_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:  # pragma: no cover - macOS has no such table
        unsure = resolved.startswith("/Volumes/")
        return Medium.UNSURE if unsure else judge(resolved, None, removable=False)
    return judge(resolved, mount_of(resolved, mounts), removable=_can_be_taken_out(folder))


def _can_be_taken_out(folder: Path) -> bool:
    """Whether the kernel calls the folder's device removable, or it hangs on USB."""
    number = os.stat(folder).st_dev  # noqa: PTH116 - the device number is what is wanted
    device = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}")
    try:
        place = device.resolve(strict=True)
    except OSError:
        return False
    for each in (place, place.parent):
        try:
            if (each / "removable").read_text(encoding="ascii").strip() == "1":
                return True
        except (OSError, ValueError):
            continue
    return "/usb" in str(place)


if sys.platform == "win32":  # pragma: no cover - needs Windows

    def _windows(folder: str) -> Medium:
        import ctypes

        if folder.startswith("\\\\"):
            return Medium.NETWORK
        kind = ctypes.windll.kernel32.GetDriveTypeW(folder[:3])
        if kind == 4:
            return Medium.NETWORK
        if kind in (2, 5):
            return Medium.REMOVABLE
        return judge(folder, None, removable=False)
