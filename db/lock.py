"""Locks between programs on one book: they die with their process, so no stale lock can shut anyone out.

They lie on ``NAME.samut.lock`` and never on the book itself. Byte 0 is shared by everyone who has the
book open and exclusive for whoever replaces or upgrades it; byte 1 belongs to the one window.
"""

import os
import sys
from pathlib import Path

USERS = 0
WINDOW = 1


def lock_path(book: Path) -> Path:
    """Where the locks of a book lie."""
    return book.with_name(book.name + ".lock")


if sys.platform == "win32":  # pragma: no cover - needs Windows
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)

    class _Overlapped(ctypes.Structure):
        _fields_ = [
            ("Internal", ctypes.c_void_p),
            ("InternalHigh", ctypes.c_void_p),
            ("Offset", wintypes.DWORD),
            ("OffsetHigh", wintypes.DWORD),
            ("hEvent", wintypes.HANDLE),
        ]

    def _set(handle: int, byte: int, *, exclusive: bool) -> bool:
        flags = 1 | (2 if exclusive else 0)  # LOCKFILE_FAIL_IMMEDIATELY | LOCKFILE_EXCLUSIVE_LOCK
        overlapped = _Overlapped(Offset=byte)
        file = msvcrt.get_osfhandle(handle)
        return bool(_kernel32.LockFileEx(file, flags, 0, 1, 0, ctypes.byref(overlapped)))

    def _unset(handle: int, byte: int) -> None:
        overlapped = _Overlapped(Offset=byte)
        _kernel32.UnlockFileEx(msvcrt.get_osfhandle(handle), 0, 1, 0, ctypes.byref(overlapped))

elif sys.platform == "linux":
    import fcntl
    import struct

    def _command(handle: int, kind: int, byte: int) -> bool:
        # Open file description locks: they belong to this handle, not to the whole process.
        request = struct.pack("hhqqi4x", kind, os.SEEK_SET, byte, 1, 0)
        try:
            fcntl.fcntl(handle, fcntl.F_OFD_SETLK, request)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _set(handle: int, byte: int, *, exclusive: bool) -> bool:
        return _command(handle, fcntl.F_WRLCK if exclusive else fcntl.F_RDLCK, byte)

    def _unset(handle: int, byte: int) -> None:
        _command(handle, fcntl.F_UNLCK, byte)

else:  # pragma: no cover - needs macOS
    import fcntl

    def _set(handle: int, byte: int, *, exclusive: bool) -> bool:
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.lockf(handle, kind | fcntl.LOCK_NB, 1, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unset(handle: int, byte: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_UN, 1, byte)


class BookLock:
    """The locks that one opener holds on one book; closing it (or the process's end) frees them."""

    def __init__(self, book: Path) -> None:
        """Open the lock's file, making it where it is missing; raises OSError."""
        self.path = lock_path(book)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
        self._handle: int | None = os.open(self.path, flags, 0o666)

    def _open_handle(self) -> int:
        if self._handle is None:
            raise ValueError("the lock is closed")
        return self._handle

    def share(self) -> bool:
        """Join those who have the book open; False while somebody replaces or upgrades it."""
        return _set(self._open_handle(), USERS, exclusive=False)

    def claim(self) -> bool:
        """Have the book alone (from nothing or from ``share``); False while another has it open."""
        return _set(self._open_handle(), USERS, exclusive=True)

    def claim_window(self) -> bool:
        """Be the book's one window; False when another is."""
        return _set(self._open_handle(), WINDOW, exclusive=True)

    def release_window(self) -> None:
        """Be a window no more."""
        _unset(self._open_handle(), WINDOW)

    def close(self) -> None:
        """Free every lock of this opener."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> "BookLock":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
