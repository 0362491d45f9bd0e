"""What kind of medium a file lies on: a live book belongs on a disk of this computer."""

import os
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
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


@dataclass(frozen=True, slots=True)
class Volume:
    """A stick or card that is plugged in: its name, where it is seen, how many bytes are free."""

    label: str
    folder: Path
    free: int


def labels_of(links: dict[str, str]) -> dict[str, str]:
    """Device to label, out of the system's links by label (name of the link to where it points)."""
    return {
        target.rsplit("/", 1)[-1]: re.sub(r"\\x([0-9a-fA-F]{2})", _byte, name)
        .encode("latin-1", "replace")
        .decode("utf-8", "replace")
        for name, target in links.items()
    }


def _byte(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))


def sticks_among(
    mounts: list[Mount], labels: dict[str, str], removable: Callable[[str], bool]
) -> list[Mount]:
    """The mounts that are sticks or cards, each with its label in place of its device."""
    found: dict[str, Mount] = {}
    for mount in mounts:
        if not mount.device.startswith("/dev/") or mount.folder in ("/", "/boot", "/boot/efi"):
            continue
        if removable(mount.folder):
            name = labels.get(mount.device.rsplit("/", 1)[-1]) or mount.folder.rstrip("/").rsplit("/", 1)[-1]
            found[mount.device] = Mount(name, mount.folder, mount.type)
    return list(found.values())


def volumes() -> list[Volume]:
    """The sticks and cards that are plugged in now; what cannot be asked is left out."""
    if sys.platform == "win32":  # pragma: no cover - needs Windows
        return [_volume(label, Path(folder)) for label, folder in _windows_volumes()]
    if sys.platform == "darwin":  # pragma: no cover - needs macOS
        folders = [each for each in Path("/Volumes").iterdir() if not each.is_symlink()]
        return [_volume(each.name, each) for each in folders if each.is_dir()]
    try:
        mounts = parse_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return []
    links: dict[str, str] = {}
    with suppress(OSError):
        links = {each.name: str(each.readlink()) for each in Path("/dev/disk/by-label").iterdir()}
    found = sticks_among(mounts, labels_of(links), _folder_can_be_taken_out)
    return [_volume(each.device, Path(each.folder)) for each in found]


def _folder_can_be_taken_out(folder: str) -> bool:
    try:
        return _can_be_taken_out(Path(folder))
    except OSError:
        return False


def _volume(label: str, folder: Path) -> Volume:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        free = 0
    return Volume(label, folder, free)


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

    def _windows_volumes() -> list[tuple[str, str]]:
        import ctypes

        kernel = ctypes.windll.kernel32
        found = []
        drives = kernel.GetLogicalDrives()
        for number in range(26):
            folder = f"{chr(65 + number)}:\\"
            if drives >> number & 1 and kernel.GetDriveTypeW(folder) == 2:
                name = ctypes.create_unicode_buffer(64)
                kernel.GetVolumeInformationW(folder, name, 64, None, None, None, None, 0)
                found.append((name.value or folder[:2], folder))
        return found
